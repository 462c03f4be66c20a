"""The head of the import sheet: what was read, what it would come to, and what else is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.records import PeopleList
from organizer.domain.words import _
from organizer.services.lists.importing import ImportCounts
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.widgets import Stat, button, text
from organizer.ui.people.import_words import beside_words, source_words
from organizer.ui.people.list_choice import SheetChoice
from organizer.ui.people.reading import Reading


class ImportHead(QWidget):
    """Says in numbers and two lines what importing would do; lets another sheet be read."""

    sheets_chosen = Signal(tuple)
    """Titles of the sheets of a workbook that are to be read instead; none for all with people."""
    afresh_requested = Signal()
    """What was said of such a list an earlier time is to be forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self._source = text("", "muted", wrap=True)
        self._source.setObjectName("import_source")
        self._sheets = SheetChoice("import_sheet_choice")
        recalled = text(_("The columns are read as you said last time."), "info")
        recalled.setObjectName("import_recalled")
        afresh = button(_("Start afresh"), self._tell_afresh, role="link")
        afresh.setObjectName("import_afresh")
        self._memory = QWidget()
        self._memory.setLayout(row(recalled, afresh, 0, spacing=8))
        self._stats = {word: Stat("0", "", "figure") for word in ("new", "changed", "same", "out")}
        self._beside = text("", "muted", wrap=True)
        self._beside.setObjectName("import_beside")
        source = row(self._source, self._sheets, spacing=12)
        source.setStretch(0, 1)
        numbers = row(*self._stats.values(), 0, spacing=40)
        top = column(source, self._sheets.ticks, self._memory, spacing=4)
        self.setLayout(column(top, column(numbers, self._beside, spacing=8), spacing=16))
        for part in (self._memory, self._beside):
            part.hide()
        self.show_counts(None)
        self._sheets.chosen.connect(self.sheets_chosen)

    def show_reading(self, reading: Reading) -> None:
        """Say what was read."""
        self._source.setText(source_words(reading.lists))
        self._memory.setVisible(any(one.recalled for one in reading.lists))
        made = reading.plan.new_fields if reading.plan else ()
        words = beside_words(reading.beside, [field.name for field in made])
        self._beside.setText(words)
        self._beside.setVisible(bool(words))

    def show_counts(self, counts: ImportCounts | None) -> None:
        """Show what would become of the rows, or nothing yet."""
        known = counts or ImportCounts(0, 0, 0, 0, 0)
        for word, number, caption in (
            ("new", known.added, _("new")),
            ("changed", known.updated, _("updated")),
            ("same", known.unchanged, _("unchanged")),
            ("out", known.skipped, _("left out")),
        ):
            self._stats[word].setObjectName(f"import_{word}")
            self._stats[word].set_stat(f"{number:,}", caption)

    def show_sheets(self, one: PeopleList, chosen: Sequence[str]) -> None:
        """Offer the sheets of a workbook; the titles `chosen` by the user, or none."""
        self._sheets.show_sheets(one, chosen)

    def _tell_afresh(self) -> None:
        self.afresh_requested.emit()
