"""The panel at the side of the people page: everything that is known of the member selected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from organizer.domain.names import shown
from organizer.domain.records import MemberDetail, MemberVisit
from organizer.domain.words import _, ngettext
from organizer.ui.kit.layouts import FlowLayout, clear, column, row
from organizer.ui.kit.painted import Avatar, Chip
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import ElidedLabel, Rule, SidePanel, Stat, button, text
from organizer.ui.people.words import NOTHING, day_words, share_words, visit_words

_MOST_VISITS = 40
"""Lines of the time line: more would take long to build and nobody reads them."""


class MemberPanel(SidePanel):
    """Shows one member, and leads to changing them."""

    edit_requested = Signal(str)
    """Carries the member's uid."""

    def __init__(self) -> None:
        super().__init__(width=320)
        self.setObjectName("member_panel")
        self._uid = ""
        self._content = QVBoxLayout()
        self._content.setContentsMargins(0, 0, 8, 0)
        self._content.setSpacing(12)
        self.edit_button = button(_("Edit"), self._edit, icon_name="pencil-simple")
        self.edit_button.setObjectName("edit_member")
        self._lay_out()
        self.hide()

    @property
    def uid(self) -> str:
        """Whom it shows; empty for nobody."""
        return self._uid

    def show_member(self, detail: MemberDetail, now: datetime) -> None:
        """Show a member; `now` is a wall time without a zone."""
        if detail.row.uid != self._uid:
            self._scrolled.verticalScrollBar().setValue(0)
        self._uid = detail.row.uid
        clear(self._content)
        self._content.addWidget(_head(detail))
        for part in (_chips(detail), _numbers(detail), _notes(detail)):
            if part is not None:
                self._content.addWidget(part)
        self._content.addWidget(_time_line(detail.visits, now))
        if detail.fields:
            self._content.addWidget(_fields(detail.fields))
        self._content.addStretch()
        self.setAccessibleName(detail.row.name)
        self.show()

    def show_nobody(self) -> None:
        """Show nothing and give the room to the table."""
        self._uid = ""
        self.hide()

    def _lay_out(self) -> None:
        inside = set_role(QWidget(), "page")
        inside.setLayout(self._content)
        self._scrolled = QScrollArea()
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self._scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scrolled.setAccessibleName(_("Member"))
        self._scrolled.setWidget(inside)
        self.body.setContentsMargins(20, 20, 12, 20)
        self.body.addWidget(self._scrolled, 1)
        self.body.addLayout(row(self.edit_button, 0))

    def _edit(self) -> None:
        if self._uid:
            self.edit_requested.emit(self._uid)


def _head(detail: MemberDetail) -> QWidget:
    name = ElidedLabel(shown(detail.row.name), "heading")
    name.setObjectName("member_name")
    lines: list[QWidget] = [name]
    if detail.greeting and detail.greeting != detail.row.name:
        greeting = _("“{greeting}”").format(greeting=shown(detail.greeting))
        lines.append(ElidedLabel(greeting, "caption"))
    for email in detail.row.emails:
        address = _wrapping(email, "caption")
        address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        address.setToolTip(email)
        lines.append(address)
    avatar = Avatar(detail.row.name, 44)
    line = row(avatar, column(*lines, spacing=2), spacing=12)
    line.setStretch(1, 1)
    line.setAlignment(avatar, Qt.AlignmentFlag.AlignTop)
    return _holding(line)


def _chips(detail: MemberDetail) -> QWidget | None:
    chips = [Chip(shown(tag), "accent") for tag in detail.row.tags]
    if detail.do_not_write:
        chips.append(Chip(_("Please do not write"), "warn"))
    if detail.host_note:
        note = Chip(_("Note for the hosts"), "info")
        note.setToolTip(_("The door says “see the host”; Edit shows the note."))
        chips.append(note)
    if not chips:
        return None
    flow = FlowLayout(spacing=6)
    for chip in chips:
        flow.addWidget(chip)
    holder = QWidget()
    holder.setLayout(flow)
    holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return holder


def _numbers(detail: MemberDetail) -> QWidget:
    member = detail.row
    came = Stat(f"{member.attended:,}", _("came"), "figure")
    kept = Stat(share_words(member.attended, detail.yes_count), _("of their yeses"), "figure")
    since = Stat(
        str(member.joined_on.year) if member.joined_on else NOTHING, _("member since"), "figure"
    )
    line = row(came, 0, kept, 0, since, spacing=12)
    return _holding(line)


def _notes(detail: MemberDetail) -> QWidget | None:
    return _wrapping(detail.notes) if detail.notes else None


def _time_line(visits: tuple[MemberVisit, ...], now: datetime) -> QWidget:
    lines = QGridLayout()
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setHorizontalSpacing(16)
    lines.setVerticalSpacing(8)
    lines.setColumnStretch(1, 1)
    lines.addWidget(text(_("Time line"), "label"), 0, 0, 1, 2)
    for visit in visits[:_MOST_VISITS]:
        what: list[QWidget] = [ElidedLabel(visit.title)]
        if words := visit_words(visit, now):
            what.append(ElidedLabel(words, "caption"))
        line = lines.rowCount()
        lines.addWidget(Rule(), line, 0, 1, 2)
        day = text(day_words(visit.starts.date(), now.date()), "muted")
        lines.addWidget(day, line + 1, 0, Qt.AlignmentFlag.AlignTop)
        lines.addLayout(column(*what, spacing=0), line + 1, 1)
    hidden = len(visits) - _MOST_VISITS
    if hidden > 0:
        more = ngettext("and {count} event before", "and {count} events before", hidden)
        caption = text(more.format(count=hidden), "caption")
        lines.addWidget(caption, lines.rowCount(), 0, 1, 2)
    if not visits:
        nothing = _wrapping(_("Not on the list of any event yet."), "muted")
        lines.addWidget(nothing, lines.rowCount(), 0, 1, 2)
    return _holding(lines)


def _fields(fields: Iterable[tuple[str, str]]) -> QWidget:
    lines = column(text(_("From imported lists"), "label"), spacing=8)
    for label, value in fields:
        lines.addLayout(column(ElidedLabel(label, "caption"), _wrapping(value), spacing=0))
    return _holding(lines)


def _wrapping(words: str, role: str = "") -> QLabel:
    """A label that wraps and never makes the panel wider than it is."""
    label = text(words, role, wrap=True)
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    label.setSizePolicy(policy)
    return label


def _holding(layout: QLayout) -> QWidget:
    """A widget around a layout, so that `clear` frees all of it."""
    holder = QWidget()
    holder.setLayout(layout)
    return holder
