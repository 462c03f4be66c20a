"""Two people side by side: what is known of each, with what differs marked, and which entry to keep."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QRadioButton, QSizePolicy, QWidget

from organizer.domain.names import shown
from organizer.domain.records import MemberDetail
from organizer.domain.words import _
from organizer.ui.kit.layouts import clear, column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.painted import Avatar
from organizer.ui.kit.widgets import ElidedLabel, Rule, text
from organizer.ui.people.likeness_words import FacingFact, facing_facts, fuller

_BLANK = "—"


class FacingView(QWidget):
    """Shows two members; of what differs both values are strong, with a sign between them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("facing")
        self._uids = ("", "")
        self.keep_one = QRadioButton(_("Keep this entry"))
        self.keep_one.setObjectName("keep_one")
        self.keep_other = QRadioButton(_("Keep this entry"))
        self.keep_other.setObjectName("keep_other")
        self._heads = QGridLayout()
        self._facts = QGridLayout()
        for grid in (self._heads, self._facts):
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(6)
            grid.setColumnMinimumWidth(0, px(104))
            grid.setColumnMinimumWidth(2, px(16))
            grid.setColumnStretch(1, 1)
            grid.setColumnStretch(3, 1)
        for place in (0, 2):  # without anything in them, columns lose their gaps
            self._heads.addWidget(QWidget(), 0, place)
        self._facts_inside = QWidget()
        self._facts_inside.setLayout(self._facts)
        self.setLayout(column(self._heads, self._facts_inside, 0, spacing=12))

    def show_pair(self, one: MemberDetail, other: MemberDetail) -> None:
        """Show two members, the entry that knows more chosen to be kept."""
        self._uids = (one.row.uid, other.row.uid)
        for place, (detail, choice) in enumerate(((one, self.keep_one), (other, self.keep_other))):
            self._show_head(1 + 2 * place, detail, choice)
        (self.keep_one if fuller(one, other) else self.keep_other).setChecked(True)
        clear(self._facts)
        for line, fact in enumerate(facing_facts(one, other)):
            self._show_fact(2 * line, fact)

    def chosen(self) -> tuple[str, str]:
        """The uid of the entry to keep, and of the other."""
        one, other = self._uids
        return (one, other) if self.keep_one.isChecked() else (other, one)

    def _show_head(self, place: int, detail: MemberDetail, choice: QRadioButton) -> None:
        before = self._heads.itemAtPosition(0, place)
        if before is not None and (widget := before.widget()) is not None:
            self._heads.removeWidget(widget)
            widget.deleteLater()
        name = ElidedLabel(shown(detail.row.name), "heading")
        name.setObjectName("facing_name")
        line = row(Avatar(detail.row.name, 36), name, spacing=12)
        line.setStretch(1, 1)
        head = QWidget()
        head.setLayout(line)
        self._heads.addWidget(head, 0, place)
        self._heads.addWidget(choice, 1, place)
        choice.setAccessibleName(_("Keep the entry of {name}").format(name=shown(detail.row.name)))

    def _show_fact(self, line: int, fact: FacingFact) -> None:
        self._facts.addWidget(Rule(), line, 0, 1, 4)
        top = Qt.AlignmentFlag.AlignTop
        role = "strong" if fact.differs else ""
        self._facts.addWidget(_value(fact.label, "caption"), line + 1, 0, top)
        for place, words in ((1, fact.one), (3, fact.other)):
            value = _value(words or _BLANK, role if words else "faint")
            self._facts.addWidget(value, line + 1, place, top)
        if fact.differs:
            sign = text("≠", "warn")
            sign.setObjectName("differs")
            sign.setToolTip(_("Differs"))
            sign.setAccessibleName(_("{label} differs").format(label=fact.label))
            self._facts.addWidget(sign, line + 1, 2, top)


def _value(words: str, role: str) -> QLabel:
    """A label that wraps, also inside of long addresses, and never widens the view."""
    label = text(words.replace("@", "\u200b@"), role, wrap=True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    label.setToolTip(words if len(words) > 40 else "")
    return label
