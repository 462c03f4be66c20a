"""Columns and wishes of a guest list that only some events have: payments, workshops, answers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import partial

from organizer.domain.fields import shown_value
from organizer.domain.kinds import FieldKind, RegistrationStatus
from organizer.domain.names import fold, shown
from organizer.domain.records import GuestRow, QuestionRecord
from organizer.domain.words import _
from organizer.ui.kit.records import Column


class GuestWish(StrEnum):
    """What can be done with guests beside changing their answer."""

    PAID = "has_paid"
    UNPAID = "has_not_paid"
    ANSWERS = "guest_answers"
    BADGES = "guest_badges"
    GIVE = "give_place"
    MOVE = "move_to_event"


def wish_words() -> dict[GuestWish, str]:
    """Return the entries of the menu in their order; what follows the tab is the key."""
    return {
        GuestWish.PAID: _("Has paid\tP"),
        GuestWish.UNPAID: _("Has not paid"),
        GuestWish.ANSWERS: _("Answers and wishes…\tA"),
        GuestWish.BADGES: _("Print badges for those chosen…\tB"),
        GuestWish.GIVE: _("Give the place to somebody else…"),
        GuestWish.MOVE: _("Move to another event…"),
    }


def paid_column() -> Column:
    """Whether they have paid; nothing for who takes no seat."""
    return Column(_("Paid"), _paid, sort=_paid_rank, paint="chip", chip_role=_paid_role, width=84)


def wishes_column(titles: Mapping[str, str]) -> Column:
    """The workshops they would like, the dearest first; `titles` are by uid."""
    said = partial(_wishes, titles)
    return Column(_("Would like"), said, role="muted", width=140, tip=said, can_hide=True)


def answer_column(question: QuestionRecord) -> Column:
    """What they answer to one question."""
    said = partial(_answer, question)
    return Column(
        question.wording,
        said,
        sort=partial(_answer_rank, question),
        align="end" if question.kind is FieldKind.NUMBER else "start",
        width=_WIDTHS.get(question.kind, _USUAL_WIDTH),
        stretch=2 if question.kind is FieldKind.TEXT else 1,
        tip=said,
        can_hide=True,
    )


_USUAL_WIDTH = 124
_WIDTHS = {FieldKind.YES_NO: 96, FieldKind.NUMBER: 88, FieldKind.TEXT: 140}
"""Widths for 100 % by what an answer looks like; the header's tip says the question in full."""


def _is_asked_to_pay(guest: GuestRow) -> bool:
    return guest.is_paid or guest.status is RegistrationStatus.GOING


def _paid(guest: GuestRow) -> str:
    if not _is_asked_to_pay(guest):
        return ""
    return _("Paid") if guest.is_paid else _("Not yet")


def _paid_role(guest: GuestRow) -> str:
    return "good" if guest.is_paid else "neutral"


def _paid_rank(guest: GuestRow) -> int | None:
    return int(guest.is_paid) if _is_asked_to_pay(guest) else None


def _wishes(titles: Mapping[str, str], guest: GuestRow) -> str:
    known = [shown(titles[uid]) for uid in guest.choices if uid in titles]
    return _(", then ").join(known)


def _answer(question: QuestionRecord, guest: GuestRow) -> str:
    value = dict(guest.answers).get(question.uid, "")
    return shown(shown_value(question.kind, value)) if value else ""


def _answer_rank(question: QuestionRecord, guest: GuestRow) -> object:
    value = dict(guest.answers).get(question.uid, "")
    if not value:
        return None
    if question.kind is FieldKind.NUMBER:
        try:
            return (0, float(value), "")
        except ValueError:
            return (1, 0.0, value)  # from when it was asked in words
    return (0, 0.0, fold(value))
