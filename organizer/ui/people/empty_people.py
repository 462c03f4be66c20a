"""What the people page says while there is nobody: how to bring one's people in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QPushButton

from organizer.domain.words import _
from organizer.ui.kit.widgets import EmptyState, button


class EmptyPeople(EmptyState):
    """Offers to import a list, which `activated` tells, to paste one, or to add somebody."""

    def __init__(self, paste: Callable[[], None], add: Callable[[], None]) -> None:
        super().__init__(
            "users-three",
            _("Bring your people in"),
            _("Import the list you have, or just drop or paste it here."),
            _("Import a list"),
        )
        self.setObjectName("people_empty")
        self.button.setObjectName("empty_import")
        add_button = button(_("Add a member"), add)
        add_button.setObjectName("empty_add")
        lines = self.layout()
        assert isinstance(lines, QBoxLayout)
        for other in (paste_button("empty_paste", paste), add_button):
            # Above the stretch that ends it.
            lines.insertWidget(lines.count() - 1, other, 0, Qt.AlignmentFlag.AlignHCenter)


def paste_button(name: str, paste: Callable[[], None]) -> QPushButton:
    """Return a button that takes the list that was copied elsewhere."""
    made = button(_("Paste a list"), paste)
    made.setObjectName(name)
    made.setToolTip(_("Ctrl+V: cells, names, or a line of a mail"))
    return made
