"""The panel at the side of the people page: everything that is known of the member selected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

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

from organizer.domain.fields import shown_value
from organizer.domain.names import shown
from organizer.domain.records import MemberDetail, PersonLink
from organizer.domain.words import _, ngettext
from organizer.services.people.merged_traits import is_kept_beside
from organizer.ui.kit.layouts import clear, column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.painted import Avatar
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import ElidedLabel, Rule, SidePanel, Stat, button, text
from organizer.ui.people.member_chips import MemberChips
from organizer.ui.people.tab_order import lead_tab_through
from organizer.ui.people.time_line import TimeLine, earlier_words, moments_of
from organizer.ui.people.words import NOTHING, share_words

_MOST_PEOPLE = 12
"""Names of people brought along that are written out."""
_WIDEST_ADDRESS = 280
"""Pixels for 100 %; a wider one gives way to …, for nothing in it lets it wrap."""


class MemberPanel(SidePanel):
    """Shows one member, and leads to changing them."""

    edit_requested = Signal(str)
    """Carries the member's uid."""
    person_requested = Signal(str)
    """Carries the uid of another member who is named."""
    event_requested = Signal(str)
    """Carries the uid of an event on the time line."""

    def __init__(self) -> None:
        super().__init__(width=340)
        self.setObjectName("member_panel")
        self._uid = ""
        self._content = QVBoxLayout()
        self._content.setContentsMargins(0, 0, 8, 0)
        self._content.setSpacing(16)
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
        parts = (
            _reach(detail),
            _chips(detail),
            _numbers(detail),
            self._facts(detail),
            _notes(detail),
        )
        for part in parts:
            if part is not None:
                self._content.addWidget(part)
        self._content.addWidget(_titled(_("Time line"), self._time_line(detail, now)))
        merged = [one for one in detail.fields if is_kept_beside(one[0], detail.other_names)]
        imported = [one for one in detail.fields if one not in merged]
        for title, kept in (
            (_("From merged entries"), merged),
            (_("From imported lists"), imported),
        ):
            if kept:
                self._content.addWidget(_titled(title, _labelled(kept)))
        self._content.addStretch()
        inside = self._scrolled.widget()
        assert inside is not None
        lead_tab_through(self._scrolled, inside, self.edit_button)
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
        self._feet = row(self.edit_button, 0)
        self.body.addLayout(self._feet)

    def _facts(self, detail: MemberDetail) -> QWidget | None:
        """How they came here, whom they brought, and the fields of the community's own."""
        facts: list[tuple[str, QWidget]] = []
        if detail.found_us:
            facts.append((_("Found us by"), _wrapping(shown(detail.found_us))))
        if detail.brought_by is not None:
            facts.append((_("Brought by"), self._people((detail.brought_by,))))
        if detail.brought:
            facts.append((_("Brought along"), self._people(detail.brought)))
        if detail.other_names:
            names = ", ".join(dict.fromkeys(map(shown, detail.other_names)))
            facts.append((_("Also called"), _wrapping(names)))
        if detail.earlier is not None and detail.earlier.last_on is None:
            facts.append((_("Before this file"), _wrapping(earlier_words(detail.earlier))))
        for value in detail.values:
            said = shown(shown_value(value.kind, value.text))
            facts.append((value.name, _wrapping(said)))
        return _pairs(facts) if facts else None

    def _people(self, people: Sequence[PersonLink]) -> QWidget:
        """Names that lead to their pages."""
        links = [
            f'<a href="{escape(person.uid)}">{escape(shown(person.name))}</a>'
            for person in people[:_MOST_PEOPLE]
        ]
        hidden = len(people) - _MOST_PEOPLE
        if hidden > 0:
            more = ngettext("and {count} more", "and {count} more", hidden)
            links.append(escape(more.format(count=hidden)))
        names = _wrapping("")
        names.setObjectName("person_links")
        names.setTextFormat(Qt.TextFormat.RichText)
        names.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        names.setText(", ".join(links))
        names.linkActivated.connect(self.person_requested)
        return names

    def _time_line(self, detail: MemberDetail, now: datetime) -> TimeLine:
        made = TimeLine(moments_of(detail, now))
        made.opened.connect(self.event_requested)
        return made

    def add_button(self, more: QWidget) -> None:
        """Put another button beside Edit."""
        self._feet.insertWidget(self._feet.count() - 1, more)

    def _edit(self) -> None:
        if self._uid:
            self.edit_requested.emit(self._uid)


def _head(detail: MemberDetail) -> QWidget:
    name = ElidedLabel(shown(detail.row.name), "heading")
    name.setObjectName("member_name")
    lines: list[QWidget] = [name]
    called = detail.greeting if detail.greeting != detail.row.name else ""
    greeting = _("“{greeting}”").format(greeting=shown(called)) if called else ""
    if said := " · ".join(filter(None, (greeting, shown(detail.pronouns)))):
        caption = ElidedLabel(said, "caption")
        caption.setObjectName("member_called")
        lines.append(caption)
    avatar = Avatar(detail.row.name, 44)
    line = row(avatar, column(*lines, spacing=2), spacing=12)
    line.setStretch(1, 1)
    return _holding(line)


def _reach(detail: MemberDetail) -> QWidget | None:
    """Addresses, phone and language, to be selected and copied."""
    said = [*detail.row.emails, *filter(None, (detail.phone,))]
    lines: list[QWidget] = []
    for words in said:
        line: QLabel = _wrapping(words, "muted")
        line.ensurePolished()
        if line.fontMetrics().horizontalAdvance(words) > px(_WIDEST_ADDRESS):
            line = ElidedLabel(words, "muted")
        else:
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.setToolTip(words)
        lines.append(line)
    if detail.language:
        words = _("Likes to read {language}").format(language=shown(detail.language))
        lines.append(_wrapping(words, "muted"))
    return _holding(column(*lines, spacing=2)) if lines else None


def _chips(detail: MemberDetail) -> QWidget | None:
    chips = MemberChips(detail)
    return chips if chips.has_any else None


def _numbers(detail: MemberDetail) -> QWidget:
    member = detail.row
    came = Stat(f"{member.attended:,}", _("came"), "figure")
    kept = Stat(share_words(member.attended, detail.yes_count), _("of their yeses"), "figure")
    if detail.brought:
        last = Stat(f"{len(detail.brought):,}", _("brought along"), "figure")
    else:
        joined = str(member.joined_on.year) if member.joined_on else NOTHING
        last = Stat(joined, _("member since"), "figure")
    return _holding(row(came, 0, kept, 0, last, spacing=12))


def _notes(detail: MemberDetail) -> QWidget | None:
    return _wrapping(detail.notes) if detail.notes else None


def _labelled(fields: Iterable[tuple[str, str]]) -> QWidget:
    return _pairs((label, _wrapping(shown(value))) for label, value in fields)


def _pairs(pairs: Iterable[tuple[str, QWidget]]) -> QWidget:
    """Labels with their values beside them."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    top = Qt.AlignmentFlag.AlignTop
    for line, (label, value) in enumerate(pairs):
        grid.addWidget(_wrapping(label, "muted"), line, 0, top)
        grid.addWidget(value, line, 1, top)
    return _holding(grid)


def _titled(title: str, part: QWidget) -> QWidget:
    return _holding(column(text(title, "label"), Rule(), part, spacing=8))


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
