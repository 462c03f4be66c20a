"""The panel at the side of the people page while several members are selected: what all of them get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QWidget

from organizer.domain.names import shown
from organizer.domain.records import MemberRow
from organizer.domain.words import _, ngettext
from organizer.ui.kit.layouts import FlowLayout, clear, column, row
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import Rule, SidePanel, button, text
from organizer.ui.people.removable_chip import RemovableChip
from organizer.ui.people.tab_order import lead_tab_through
from organizer.ui.people.tags_field import TagsField

_MOST_NAMES = 3
_MOST_TAGS = 30


class SeveralPanel(SidePanel):
    """Says who is selected, and asks for a tag, a circle, their addresses or a file of them."""

    tag_wanted = Signal(str)
    untag_wanted = Signal(str)
    circle_wanted = Signal(str)
    copy_wanted = Signal()
    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(width=340)
        self.setObjectName("several_panel")
        self.setAccessibleName(_("Several people"))
        self._people: Sequence[MemberRow] = ()
        self._count = text("", "heading")
        self._count.setObjectName("several_count")
        self._names = text("", "muted", wrap=True)
        self._names.setObjectName("several_names")
        self._tag = TagsField(())
        self._tag.setObjectName("several_tag")
        self._tag_add = button(_("Tag them"), self._tell_tag)
        self._circle = TagsField(())
        self._circle.setObjectName("several_circle")
        self._borne = FlowLayout(spacing=6)
        self._hint = text(_("Press a tag to take it off all of them."), "caption", wrap=True)
        self._lay_out()
        self._tag.returnPressed.connect(self._tell_tag)
        self._circle.returnPressed.connect(self._tell_circle)
        self.hide()

    def show_people(
        self, people: Sequence[MemberRow], tags: Sequence[str], circles: Sequence[str]
    ) -> None:
        """Show who is selected; `tags` and `circles` in use are offered as one types."""
        self._people = people
        count = len(people)
        words = ngettext("{count} person", "{count} people", count)
        self._count.setText(words.format(count=f"{count:,}"))
        self._names.setText(_names(people))
        self._tag.offer(tags)
        self._circle.offer(circles)
        self._show_tags()
        self.show()

    def forget(self) -> None:
        """Empty what was typed, once it is done or others are selected."""
        for field in (self._tag, self._circle):
            field.setText("")  # unlike `clear`, leaves nothing that Ctrl+Z would bring back

    def show_nobody(self) -> None:
        """Give the room to the table."""
        self.forget()
        self.hide()

    def _lay_out(self) -> None:
        borne = QWidget()
        borne.setLayout(self._borne)
        copy = button(_("Copy their addresses"), self.copy_wanted.emit)
        copy.setObjectName("several_copy")
        copy.setToolTip(_("To paste into a mail; who wants no mail is left out"))
        export = button(_("Export them"), self.export_wanted.emit, icon_name="export")
        export.setObjectName("several_export")
        lines = column(
            column(self._count, self._names, spacing=2),
            Rule(),
            _asking(_("Tag"), self._tag, self._tag_add, "several_tag_add"),
            borne,
            self._hint,
            Rule(),
            _asking(
                _("Circle"),
                self._circle,
                button(_("Put them in"), self._tell_circle),
                "several_circle_add",
            ),
            Rule(),
            row(copy, 0),
            row(export, 0),
            0,
            spacing=14,
        )
        lines.setContentsMargins(0, 0, 8, 0)
        inside = set_role(QWidget(), "page")
        inside.setLayout(lines)
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setWidget(inside)
        self.body.setContentsMargins(20, 20, 12, 20)
        self.body.addWidget(scrolled)

    def _show_tags(self) -> None:
        clear(self._borne)
        chips: list[QWidget] = []
        borne = Counter(tag for person in self._people for tag in person.tags)
        for tag, count in borne.most_common(_MOST_TAGS):
            chip = BorneTag(tag, count)
            chip.clicked.connect(self._tell_untag)
            self._borne.addWidget(chip)
            chips.append(chip)
        lead_tab_through(self._tag_add, *chips, self._circle)
        self._hint.setVisible(bool(borne))

    def _tell_tag(self) -> None:
        self.tag_wanted.emit(self._tag.text())

    def _tell_untag(self) -> None:
        chip = self.sender()
        if isinstance(chip, BorneTag):
            self.untag_wanted.emit(chip.tag)

    def _tell_circle(self) -> None:
        self.circle_wanted.emit(self._circle.text())


class BorneTag(RemovableChip):
    """A tag, and how many of them bear it."""

    def __init__(self, tag: str, count: int) -> None:
        super().__init__(f"{shown(tag)} · {count:,}")
        self.tag = tag
        self.setObjectName("several_borne")
        self.setToolTip(_("Take “{tag}” off all of them").format(tag=shown(tag)))


def _names(people: Sequence[MemberRow]) -> str:
    """Return the first names in the list, and how many more there are."""
    said = ", ".join(shown(person.name) for person in people[:_MOST_NAMES])
    more = len(people) - _MOST_NAMES
    if more <= 0:
        return said
    words = ngettext("{names} and {count} more", "{names} and {count} more", more)
    return words.format(names=said, count=f"{more:,}")


def _asking(label: str, field: QLineEdit, add: QWidget, name: str) -> QWidget:
    """A field under its name, with the button that takes what it says."""
    heading = text(label, "strong")
    heading.setBuddy(field)
    field.setAccessibleName(label)
    add.setObjectName(name)
    line = row(field, add)
    line.setStretch(0, 1)
    holder = QWidget()
    holder.setLayout(column(heading, line, spacing=4))
    return holder
