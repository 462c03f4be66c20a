"""A group of a form that stays folded until it is wanted, and says meanwhile what is in it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from organizer.ui.kit.icons import icon
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.sheets import FormField
from organizer.ui.kit.widgets import ElidedLabel, Rule, button


class FoldedGroup(QWidget):
    """A heading that unfolds its fields; put them into `body`, a column."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(f"group_{name}")
        self.head = button(title, self._turn, "link")
        self.head.setObjectName(f"unfold_{name}")
        self._title, self._words = title, ""
        self.fields: dict[str, FormField] = {}
        """Those that can have a problem, by the name it is known by."""
        self._summary = ElidedLabel("", "caption")
        self._summary.setObjectName(f"summary_{name}")
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 8, 0, 0)
        self.body.setSpacing(16)
        line = row(self.head, self._summary, spacing=12)
        line.setStretch(1, 1)
        self.setLayout(column(Rule(), 4, line, self._inside, spacing=0))
        self.unfold(False)

    @property
    def is_unfolded(self) -> bool:
        """Whether its fields are shown."""
        return not self._inside.isHidden()

    def unfold(self, is_wanted: bool = True) -> None:
        """Show its fields, or fold them away."""
        self._inside.setVisible(is_wanted)
        self._summary.setText("" if is_wanted else self._words)
        self.head.setIcon(icon("caret-down" if is_wanted else "caret-right", "accent"))

    def set_title(self, title: str) -> None:
        """Call it something else."""
        self._title = title
        self.head.setText(title)
        self._describe()

    def set_summary(self, words: str) -> None:
        """Say what is in it, for as long as it is folded."""
        self._words = words
        self._summary.setText("" if self.is_unfolded else words)
        self._describe()

    def add(self, *widgets: QWidget) -> None:
        """Put fields below what is in it."""
        for widget in widgets:
            self.body.addWidget(widget)

    def unfold_for(self, problems: Mapping[str, str]) -> None:
        """Show its fields where one of them has a problem, with the focus in the first such."""
        wrong = [field for name, field in self.fields.items() if name in problems]
        if wrong:
            self.unfold()
            wrong[0].widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self) -> None:
        self.unfold(not self.is_unfolded)

    def _describe(self) -> None:
        self.head.setAccessibleName(": ".join(filter(None, (self._title, self._words))))
