"""Where a plan's paid mark is seen: a tick for the guest list, the door, the badge and the recap."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from organizer.domain.drafts import EventDraft
from organizer.domain.words import _
from organizer.ui.kit.layouts import FlowLayout


class PaidTicks(QWidget):
    """Four ticks, side by side where there is room."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paid_ticks")
        self._checks: dict[str, QCheckBox] = {}
        flow = FlowLayout(self, 12)
        for name, words in (
            ("paid_on_list", _("In the guest list")),
            ("paid_at_door", _("At the door")),
            ("paid_on_badge", _("On the badge")),
            ("paid_on_recap", _("Counted in the recap")),
        ):
            check = QCheckBox(words)
            check.setObjectName(name)
            check.clicked.connect(self.edited)
            flow.addWidget(check)
            self._checks[name] = check

    def fill(self, draft: EventDraft) -> None:
        """Show what a draft says."""
        for name, check in self._checks.items():
            check.setChecked(getattr(draft, name))

    def write(self, draft: EventDraft) -> None:
        """Put the ticks into a draft."""
        for name, check in self._checks.items():
            setattr(draft, name, check.isChecked())
