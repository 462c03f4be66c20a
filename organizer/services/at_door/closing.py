"""Closing an evening: who came and who did not is settled, in one step that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.kinds import DoorAction, EventStatus, RegistrationStatus, Verdict
from organizer.domain.names import shown
from organizer.domain.records import PersonLink
from organizer.domain.words import _
from organizer.models.database import Database, name_step
from organizer.models.tables import Attendance, Event, Registration
from organizer.services.answers.guest_rows import guest_rows
from organizer.services.answers.guests import registration_of
from organizer.services.at_door.door_answer import Scan, log
from organizer.services.at_door.door_guests import find_door
from organizer.services.at_door.door_party import unnamed_arrivals
from organizer.services.finding import find_event, find_member

MOST_HEADS = 100_000


@dataclass(frozen=True, slots=True)
class EveningSummary:
    """How an evening stands, before or after it is closed."""

    uid: str
    title: str
    closed_at: datetime | None
    """Instant; None while it is open."""
    came: int
    """Members who arrived."""
    extra_guests: int
    """Guests without a name who came with them."""
    head_count: int
    """People on no list."""
    unnamed: int
    """People let in with a badge that is not known here, whom nobody has named."""
    still_in: int
    """Members who have not been checked out."""
    walk_ins: tuple[PersonLink, ...] = ()
    newcomers: tuple[PersonLink, ...] = ()
    """Who came for the first time."""
    no_shows: tuple[PersonLink, ...] = ()
    """Who was going and has not come."""
    next_uid: str = ""
    """The next meetup that newcomers can be invited to; empty where none is planned."""
    next_title: str = ""
    to_invite: tuple[PersonLink, ...] = ()
    """Newcomers who are not on the list of the next meetup yet."""
    not_yet: str = ""
    """The sentence why it cannot be closed; empty where it can."""

    @property
    def in_the_room(self) -> int:
        """Everyone who was there."""
        return self.came + self.extra_guests + self.head_count + self.unnamed


def summarise(db: Database, event_uid: str, *, now: datetime | None = None) -> EveningSummary:
    """Return how an evening stands."""
    moment = now or datetime.now(UTC)
    unnamed = len(unnamed_arrivals(db, event_uid))
    with db.reading() as session:
        event = find_event(session, event_uid)
        guests = guest_rows(session, event)
        came = [guest for guest in guests if guest.arrived_at is not None]
        walked_in = set(
            session.scalars(
                select(Registration.member_id).where(
                    Registration.event_id == event.id, Registration.is_walk_in
                )
            )
        )
        new = [guest for guest in came if guest.attended_before == 0]
        following = _next_meetup(session, event, moment)
        invited = _on_list(session, following) if following else set()
        extra = session.scalar(
            select(func.coalesce(func.sum(Attendance.plus), 0)).where(
                Attendance.event_id == event.id
            )
        )
        return EveningSummary(
            uid=event.uid,
            title=event.title,
            not_yet=_why_not(event, moment),
            closed_at=event.closed_at,
            came=len(came),
            extra_guests=extra or 0,
            head_count=event.head_count or 0,
            unnamed=unnamed,
            still_in=sum(guest.left_at is None for guest in came),
            walk_ins=tuple(
                PersonLink(guest.member_uid, guest.name)
                for guest in came
                if guest.member_id in walked_in
            ),
            newcomers=tuple(PersonLink(guest.member_uid, guest.name) for guest in new),
            no_shows=tuple(
                PersonLink(guest.member_uid, guest.name)
                for guest in guests
                if guest.status is RegistrationStatus.GOING and guest.arrived_at is None
            ),
            next_uid=following.uid if following else "",
            next_title=following.title if following else "",
            to_invite=tuple(
                PersonLink(guest.member_uid, guest.name)
                for guest in new
                if guest.member_id not in invited
            )
            if following
            else (),
        )


def _next_meetup(session: Session, event: Event, now: datetime) -> Event | None:
    return session.scalars(
        select(Event)
        .where(
            Event.starts_at > max(event.starts_at, now),
            Event.part_of_id.is_(None),
            Event.status == EventStatus.PLANNED,
            Event.id != (event.part_of_id or event.id),
        )
        .order_by(Event.starts_at, Event.id)
        .limit(1)
    ).one_or_none()


def _on_list(session: Session, event: Event) -> set[int]:
    return set(
        session.scalars(select(Registration.member_id).where(Registration.event_id == event.id))
    )


def close_evening(
    db: Database,
    event_uid: str,
    *,
    excused: Sequence[str] = (),
    head_count: int | None = None,
    now: datetime | None = None,
) -> None:
    """Settle who did not come: of those going, the `excused` had said no, all others are no-shows.

    `head_count` is how many came who are on no list; left out, what was counted at the door stays.
    From then on nobody moves up from the waitlist. Closing again settles anew.
    """
    if head_count is not None and not 0 <= head_count <= MOST_HEADS:
        raise UserError(
            _("A head count is a number from 0 to {most}.").format(most=f"{MOST_HEADS:,}")
        )
    with db.writing(_("An evening closed")) as session:
        event = find_event(session, event_uid)
        name_step(session, _("“{title}” closed").format(title=shown(event.title)))
        moment = now or datetime.now(UTC)
        if sentence := _why_not(event, moment):
            raise UserError(sentence)
        event.closed_at = moment
        if head_count is not None and head_count != (event.head_count or 0):
            scan = Scan(find_door(session, event.uid), moment, "")
            more = head_count - (event.head_count or 0)
            note = _("when the evening was closed")
            log(session, scan, DoorAction.COUNTED, Verdict.WELCOME, note=note, plus=more)
            event.head_count = head_count
        for uid in dict.fromkeys(excused):
            _excuse(session, event, uid)


def _why_not(event: Event, moment: datetime) -> str:
    """Return why an evening cannot be closed at a moment, or nothing."""
    words = ""
    if event.status is EventStatus.CANCELLED:
        words = _("“{title}” is cancelled, so there is nothing to close.")
    elif event.starts_at > moment:
        words = _("“{title}” has not begun. Close it when it is over.")
    return words.format(title=shown(event.title))


def _excuse(session: Session, event: Event, uid: str) -> None:
    member = find_member(session, uid)
    registration = registration_of(session, event.id, member.id)
    came = session.scalar(
        select(Attendance.id).where(
            Attendance.event_id == event.id, Attendance.member_id == member.id
        )
    )
    if registration is None or came is not None:
        raise UserError(
            _("{name} is not among those who did not come. Leave them out and close again.").format(
                name=shown(member.name)
            )
        )
    registration.status = RegistrationStatus.DECLINED


def reopen_evening(db: Database, event_uid: str) -> None:
    """Take up an evening again that was closed; what was settled stays as it is."""
    with db.writing(_("An evening opened again")) as session:
        event = find_event(session, event_uid)
        name_step(session, _("“{title}” opened again").format(title=shown(event.title)))
        event.closed_at = None
