"""Where the community lies, the copies of it, and taking the members out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.times import short_day
from organizer.domain.words import _
from organizer.services.backups import Backup
from organizer.ui.kit.layouts import clear, column, fill, row
from organizer.ui.kit.widgets import Card, ElidedLabel, Rule, button, text

_SHOWN = 4


def size_in_words(size: int) -> str:
    """Return how much that many bytes are, such as "1.4 MB"."""
    amount, unit = float(size), "B"
    for unit in ("B", "KB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "B" or amount >= 100 else f"{amount:.1f} {unit}"


def copy_in_words(label: str) -> str:
    """Return what a copy's label says: the day, the time if it has one, and what it was made for."""
    day_text, _blank, rest = label.partition(" ")
    try:
        day = short_day(datetime.combine(date.fromisoformat(day_text), datetime.min.time()))
    except ValueError:
        return label
    time_text, _blank, why = rest.partition(" ")
    try:
        clock = f"{datetime.strptime(time_text, '%H.%M.%S'):%H:%M}"
    except ValueError:
        return " ".join(filter(None, (day, rest)))
    return " ".join(filter(None, (f"{day}, {clock}", why)))


class FileCard(Card):
    """One file holds everything: where it is, how large, and who can be taken out of it."""

    show_wanted = Signal()
    export_wanted = Signal(str)
    """The ending of the file to write: .csv, .vcf or .json."""

    def __init__(self) -> None:
        super().__init__(_("File"))
        self.setObjectName("file_card")
        self._path = ElidedLabel("")
        self._path.setObjectName("file_path")
        self._size = text("", "caption")
        self._size.setObjectName("file_size")
        show = button(_("Show in folder"), self._show, role="link")
        show.setObjectName("show_in_folder")
        line = row(column(self._path, self._size, spacing=2), show)
        line.setStretch(0, 1)
        self.add(line, 4, Rule(), 4, text(_("Take all members out"), "strong"), self._exports())

    def show_file(self, path: Path, size: int) -> None:
        """Show where the file lies; `size` in bytes."""
        self._path.setText(str(path))
        self._size.setText(size_in_words(size))

    def _exports(self) -> QWidget:
        exports = QWidget()
        parts = []
        for ending, words in (
            (".csv", _("Table…")),
            (".vcf", _("Contacts…")),
            (".json", _("JSON…")),
        ):
            made = button(words, self._export)
            made.setObjectName(f"export_{ending[1:]}")
            made.setProperty("ending", ending)
            parts.append(made)
        exports.setLayout(row(*parts, 0))
        return exports

    def _show(self) -> None:
        self.show_wanted.emit()

    def _export(self) -> None:
        self.export_wanted.emit(str(self.sender().property("ending")))


class BackupsCard(Card):
    """The copies of the file, newest first, each with the way back to it."""

    backup_wanted = Signal()
    restore_wanted = Signal(object)
    """The `Backup` to go back to."""

    def __init__(self) -> None:
        make = button(_("Back up now"))
        super().__init__(_("Backups"), make)
        self.setObjectName("backups_card")
        self.make = make
        make.setObjectName("back_up_now")
        make.clicked.connect(self._make)
        self._copies: Sequence[Backup] = ()
        self._shows_all = False
        self._rows = column(spacing=0)
        self._all = button(_("Show all"), self._show_all, role="link")
        self._all.setObjectName("all_backups")
        self.add(
            text(_("One copy a day is kept beside the file, for 14 days."), "caption", wrap=True),
            self._rows,
            row(self._all, 0),
        )

    def show_copies(self, copies: Sequence[Backup]) -> None:
        """Show these copies, the last few unless all were asked for."""
        self._copies = copies
        clear(self._rows)
        shown = copies if self._shows_all else copies[:_SHOWN]
        for number, copy in enumerate(shown):
            fill(self._rows, (Rule(), self._row(number, copy)))
        self._all.setVisible(len(shown) < len(copies))

    def _row(self, number: int, copy: Backup) -> QWidget:
        words = copy_in_words(copy.label)
        restore = button(_("Restore"), self._restore, role="link")
        restore.setObjectName(f"restore_{number}")
        restore.setAccessibleName(_("Restore the copy of {when}").format(when=words))
        restore.setProperty("number", number)
        line = row(ElidedLabel(words), text(size_in_words(copy.size), "caption"), restore)
        line.setStretch(0, 1)
        line.setContentsMargins(0, 5, 0, 5)
        whole = QWidget()
        whole.setLayout(line)
        return whole

    def _make(self) -> None:
        self.backup_wanted.emit()

    def _restore(self) -> None:
        self.restore_wanted.emit(self._copies[int(self.sender().property("number"))])

    def _show_all(self) -> None:
        self._shows_all = True
        self.show_copies(self._copies)
