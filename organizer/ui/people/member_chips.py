"""What is said of a member in a word or two: how to treat them first, then circles and tags."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QSizePolicy, QWidget

from organizer.domain.kinds import Consent
from organizer.domain.names import shown
from organizer.domain.records import MemberDetail
from organizer.domain.words import _, ngettext
from organizer.ui.kit.layouts import FlowLayout, clear
from organizer.ui.kit.painted import Chip
from organizer.ui.kit.widgets import button

_AT_FIRST = 10
"""Chips shown at once; the rest is a click away, so that numbers and time line stay in sight."""
_NO_END = 10_000


class MemberChips(QWidget):
    """Chips that wrap like words."""

    def __init__(self, detail: MemberDetail) -> None:
        super().__init__()
        self.setObjectName("member_chips")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._detail = detail
        self._flow = FlowLayout(spacing=6)
        self.setLayout(self._flow)
        self._show(_AT_FIRST)

    @property
    def has_any(self) -> bool:
        """Whether there is anything to say."""
        return bool(self._flow.count())

    def _show(self, most: int) -> None:
        clear(self._flow)
        chips = list(chips_of(self._detail))
        hidden = max(0, len(chips) - most)
        if hidden == 1:
            hidden = 0  # a chip takes no more room than saying that it is missing
        for chip in chips[: len(chips) - hidden]:
            self._flow.addWidget(chip)
        if hidden:
            words = ngettext("and {count} more", "and {count} more", hidden)
            more = button(words.format(count=hidden), self._show_all, role="link")
            more.setObjectName("more_chips")
            self._flow.addWidget(more)

    def _show_all(self) -> None:
        self._show(_NO_END)


def chips_of(detail: MemberDetail) -> Iterator[Chip]:
    """Return a member's chips, the most urgent first."""
    match detail.photo_consent:
        case Consent.YES:
            yield Chip(_("Pictures fine"), "good")
        case Consent.NO:
            yield Chip(_("No pictures"), "bad")
    if detail.do_not_write:
        yield Chip(_("Please do not write"), "warn")
    if detail.host_note:
        note = Chip(_("Note for the hosts"), "info")
        note.setToolTip(_("The door says “see the host”; Edit shows the note."))
        yield note
    for circle in detail.circles:
        hosts = circle in detail.hosted_circles
        words = _("hosts {circle}") if hosts else "{circle}"
        chip = Chip(words.format(circle=shown(circle)))
        chip.setToolTip(_("A circle that they host") if hosts else _("A circle that they are in"))
        yield chip
    for tag in detail.row.tags:
        yield Chip(shown(tag), "accent")
