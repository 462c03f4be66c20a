"""The quiet line that says how many people may be in the list twice, found while nobody waits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from organizer.domain.likeness import Strength
from organizer.domain.words import _, ngettext
from organizer.services.people import duplicates
from organizer.services.people.duplicates import Pair
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import column
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.widgets import ToDoRow
from organizer.ui.people.duplicates_sheet import DuplicatesSheet

_LANE = "duplicates"
"""A lane of its own, so that the door never waits for it."""
_PAUSE = 400
"""Milliseconds of peace before it is looked again: an import is followed by more."""
_TABLES = frozenset(
    {"member", "address", "member_source", "not_the_same", "attendance", "registration", "*"}
)


class DuplicatesLine(QWidget):
    """Looks for duplicates after each change of the members; hidden while there are none."""

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__()
        self.setObjectName("duplicates_line")
        self._page = page
        self._context = context
        self._pairs: list[Pair] = []
        self._is_stale = True
        self._is_aside = False
        self._job: Job | None = None
        self._sheet: DuplicatesSheet | None = None
        self._row = ToDoRow("", _("Look at them"))
        self._row.sentence.setObjectName("duplicates_found")
        self._row.button.setObjectName("look_at_duplicates")
        self._row.activated.connect(self._open)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._start)
        context.changed.connect(self._note_change, Qt.ConnectionType.QueuedConnection)
        self.setLayout(column(self._row, spacing=0))
        self.hide()

    def look(self) -> None:
        """Look again if anything has changed, as soon as there is peace."""
        if self._is_stale:
            self._pause.start()

    def set_aside(self, is_aside: bool) -> None:
        """Say whether it should keep quiet: it is about everyone, not about some who are chosen."""
        self._is_aside = is_aside
        self._fit()

    def _note_change(self, tables: object) -> None:
        assert isinstance(tables, frozenset)
        if tables & _TABLES:
            self._is_stale = True
            if self._job is not None:
                self._job.cancel()  # what it finds is old already
            if self._page.isVisible():
                self._pause.start()

    def _start(self) -> None:
        self._is_stale = False
        self._job = self._context.runner.start(
            self, self._find, self._show, lane=_LANE, on_failure=self._show_nothing
        )

    def _find(self, job: Job) -> list[Pair]:
        return duplicates.find_duplicates(self._context.db, step=job.give_way)

    def _show(self, pairs: list[Pair]) -> None:
        self._job = None
        self._pairs = pairs
        self._row.sentence.setText(found_words(pairs))
        self._fit()

    def _fit(self) -> None:
        self.setVisible(bool(self._pairs) and not self._is_aside)

    def _show_nothing(self, _error: Exception) -> None:
        """Not worth a message: what is wrong with the file is said by whoever needs it."""
        self._show([])

    def _open(self) -> None:
        is_covered = any(one.isVisible() for one in self.window().findChildren(Sheet))
        if self._pairs and not is_covered:
            self._sheet = DuplicatesSheet(self._page, self._context, self._pairs)
            self._sheet.open()


def found_words(pairs: Sequence[Pair]) -> str:
    """Return the line: the likely ones are what matters; else how many are a little alike."""
    likely = sum(pair.strength > Strength.POSSIBLE for pair in pairs)
    alike = sum(pair.strength is Strength.POSSIBLE for pair in pairs)
    if likely:
        words = ngettext(
            "{count} person may be in the list twice.",
            "{count} people may be in the list twice.",
            likely,
        )
    elif alike:
        words = ngettext(
            "{count} person is somewhat like another in the list.",
            "{count} people are somewhat like another in the list.",
            alike,
        )
    else:
        words = ngettext(
            "{count} person shares an address or phone with another, as families do.",
            "{count} people share an address or phone with another, as families do.",
            len(pairs),
        )
    return words.format(count=f"{likely or alike or len(pairs):,}")
