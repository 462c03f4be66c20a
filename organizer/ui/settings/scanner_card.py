"""The scanner of this machine: the way to try it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from organizer.domain.words import _
from organizer.ui.kit.layouts import row
from organizer.ui.kit.widgets import Card, button, text


class ScannerCard(Card):
    """What helps a slow scanner is remembered by the trial itself."""

    trial_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Scanner"))
        self.setObjectName("scanner_card")
        words = _("Any USB scanner that types like a keyboard works, whatever layout is set.")
        try_it = button(_("Try your scanner"), self._try, icon_name="barcode")
        try_it.setObjectName("try_scanner")
        self.add(text(words, "caption", wrap=True), row(try_it, 0))

    def _try(self) -> None:
        self.trial_wanted.emit()
