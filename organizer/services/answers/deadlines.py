"""After the last day to answer: who has not, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.records import EventRow
from organizer.domain.times import instant, short_day
from organizer.domain.words import _, ngettext
from organizer.models.database import Database, name_step
from organizer.models.tables import Address, Event, Member, Registration
from organizer.services.answers.seating import promote
from organizer.services.finding import find_event
from organizer.services.people.segments import members_of_segment

_OPEN = (RegistrationStatus.INVITED, RegistrationStatus.MAYBE)
"""Answers that are none yet."""


class StillTime(UserError):
    """People can still answer, so nobody's silence is a no."""


@dataclass(frozen=True, slots=True)
class ToRemind:
    """Everyone who has not answered and may be written to."""

    addresses: tuple[str, ...]
    """One of each person who has one, each once."""
    without_address: tuple[str, ...]
    """Names of those whom only a messenger reaches."""
    left_out: int
    """People who do not want to be written to."""


def is_past_deadline(row: EventRow, now: datetime) -> bool:
    """Whether the time to answer is over while the event still lies ahead; `now` is an instant."""
    return row.answer_by is not None and instant(row.answer_by, row.timezone) <= now < row.starts_at


def whom_to_remind(db: Database, event_uid: str, *, segment: str = "") -> ToRemind:
    """Return how those who have not answered can be reached; who wants no mail is left out.

    With a segment, by name or uid, only those in it are meant.
    """
    with db.reading() as session:
        event = find_event(session, event_uid)
        people = session.execute(
            select(Member.id, Member.name, Member.do_not_write)
            .join(Registration, Registration.member_id == Member.id)
            .where(Registration.event_id == event.id, Registration.status.in_(_OPEN))
            .order_by(Member.sorting_name, Member.id)
        ).all()
        if segment:
            inside = set(members_of_segment(session, segment))
            people = [one for one in people if one.id in inside]
        first = _first_addresses(session, [member_id for member_id, _name, _silent in people])
        asked = [(member_id, name) for member_id, name, silent in people if not silent]
        return ToRemind(
            tuple(
                dict.fromkeys(first[member_id] for member_id, _name in asked if member_id in first)
            ),
            tuple(name for member_id, name in asked if member_id not in first),
            len(people) - len(asked),
        )


def _first_addresses(session: Session, member_ids: list[int]) -> dict[int, str]:
    rows = session.execute(
        select(Address.member_id, Address.address)
        .where(Address.member_id.in_(member_ids))
        .order_by(Address.position.desc())
    )
    return {member_id: address for member_id, address in rows}


def decline_unanswered(
    db: Database, event_uid: str, *, now: datetime | None = None, all_the_same: bool = False
) -> int:
    """Take everyone who has not answered as not coming; return how many that were.

    While people still have time to answer at `now`, an instant, that is StillTime, unless it is
    wanted `all_the_same`.
    """
    with db.writing(_("Answers changed")) as session:
        event = find_event(session, event_uid)
        if not all_the_same:
            _refuse_too_early(event, now or datetime.now(UTC))
        done = session.connection().execute(
            update(Registration)
            .where(Registration.event_id == event.id, Registration.status.in_(_OPEN))
            .values(status=RegistrationStatus.DECLINED, plus=0, waiting_since=None)
        )
        promote(session, event)
        words = ngettext(
            "{count} person who did not answer “{title}” set to declined",
            "{count} people who did not answer “{title}” set to declined",
            done.rowcount,
        )
        name_step(session, words.format(count=done.rowcount, title=event.title))
        return done.rowcount


def _refuse_too_early(event: Event, now: datetime) -> None:
    if event.starts_at <= now:
        return
    if event.answer_by is None:
        raise StillTime(
            _(
                "“{title}” has no last day to answer, so everybody still has time. Set one first."
            ).format(title=event.title)
        )
    if now < instant(event.answer_by, event.timezone):
        raise StillTime(
            _("Everybody can answer “{title}” until {day}, {time}. Wait until then.").format(
                title=event.title,
                day=short_day(event.answer_by),
                time=f"{event.answer_by:%H:%M}",
            )
        )
