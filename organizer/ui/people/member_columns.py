"""The columns in which the people page lists members."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from organizer.domain.names import shown
from organizer.domain.records import MemberRow
from organizer.domain.words import _
from organizer.ui.kit.tables import Column
from organizer.ui.people.words import NOTHING, answer_role, answer_words, day_words


def member_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """Name, tags, when last and how often they came, and their answer to the next event."""

    def last_came(member: MemberRow) -> str:
        return day_words(member.last_attended, today())

    return (
        Column(
            _("Name"),
            _name,
            sort=_sorting_name,
            paint="avatar",
            role="strong",
            width=210,
            stretch=3,
            tip=_name,
        ),
        Column(_("Tags"), _tags, role="muted", width=120, stretch=2, tip=_tags, can_hide=True),
        Column(
            _("Last came"), last_came, sort=_last_attended, role="muted", width=110, can_hide=True
        ),
        Column(_("Came"), _came, sort=_attended, align="end", width=76, can_hide=True),
        Column(_("Next"), _answer, paint="chip", chip_role=_answer_role, width=104, can_hide=True),
    )


def _name(member: MemberRow) -> str:
    return member.name


def _sorting_name(member: MemberRow) -> str:
    return member.sorting_name


def _tags(member: MemberRow) -> str:
    return ", ".join(map(shown, member.tags)) or NOTHING


def _last_attended(member: MemberRow) -> date | None:
    return member.last_attended


def _came(member: MemberRow) -> str:
    return f"{member.attended:,}"


def _attended(member: MemberRow) -> int:
    return member.attended


def _answer(member: MemberRow) -> str:
    return answer_words(member.next_status)


def _answer_role(member: MemberRow) -> str:
    return answer_role(member.next_status)
