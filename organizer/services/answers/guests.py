"""Guest lists: who is invited, who said what, and the codes on their badges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.names import fold, shown
from organizer.domain.records import GuestRow
from organizer.domain.words import _, ngettext
from organizer.models.database import Database, name_step
from organizer.models.tables import Attendance, Event, Member, MemberTag, Registration, Tag
from organizer.services.answers.adding import put_on_list
from organizer.services.answers.badge_codes import issue_code, revoke_codes
from organizer.services.answers.guest_rows import guest_rows
from organizer.services.answers.seating import Seats, promote, say_yes
from organizer.services.finding import find_dates, find_event, find_member
from organizer.services.people.segments import members_of_segment

MOST_GUESTS_OF_ONE = 50
_NOT_COMING = (RegistrationStatus.DECLINED, RegistrationStatus.CANCELLED)
_WITH_A_SEAT = (RegistrationStatus.GOING, RegistrationStatus.WAITLISTED)
"""Answers that hold a seat, or a place in the line for one."""


@dataclass(frozen=True, slots=True)
class Added:
    """How many people a step put on a list; the three exclude each other."""

    registered: int
    waitlisted: int
    already: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer came to, and the uids of members who moved up because of it."""

    status: RegistrationStatus
    promoted: tuple[str, ...]


def add_guests(
    db: Database,
    event_uid: str,
    members: Sequence[str] = (),
    *,
    everyone: bool = False,
    tag: str = "",
    segment: str = "",
    status: RegistrationStatus = RegistrationStatus.INVITED,
    plus: int = 0,
) -> Added:
    """Put members on an event's list, as invited or as going while there are seats.

    A series means all its dates to come; the numbers are sums over them.
    """
    _check_plus(plus)
    if status not in (RegistrationStatus.INVITED, RegistrationStatus.GOING):
        raise UserError(_("People are added as invited or as going."))
    counts: Counter[str] = Counter()
    with db.writing(_("People added to a list")) as session:
        found = find_dates(session, event_uid)
        dates = [one for one in found if one.status is not EventStatus.CANCELLED] or found[:1]
        members_chosen = _chosen(session, members, everyone, tag, segment)
        for event in dates:
            _refuse_cancelled(event)
            counts += put_on_list(session, event, members_chosen, status, plus)
        people = counts["registered"] + counts["waitlisted"]
        name_step(session, _added_words(dates[0].title, people, len(dates)))
    return Added(counts["registered"], counts["waitlisted"], counts["already"])


def _added_words(title: str, count: int, dates: int) -> str:
    if dates > 1:
        return ngettext(
            "{count} place on {dates} dates of “{title}” given",
            "{count} places on {dates} dates of “{title}” given",
            count,
        ).format(count=count, dates=dates, title=title)
    return ngettext(
        "{count} person added to “{title}”", "{count} people added to “{title}”", count
    ).format(count=count, title=title)


def _chosen(
    session: Session, members: Sequence[str], everyone: bool, tag: str, segment: str
) -> list[int]:
    if everyone:
        everybody = select(Member.id).where(Member.is_erased.is_(False))
        return list(session.scalars(everybody.order_by(Member.sorting_name, Member.id)))
    if segment:
        return members_of_segment(session, segment)
    if tag:
        found = session.scalars(select(Tag).where(Tag.folded == fold(tag))).one_or_none()
        if found is None:
            raise UserError(_("No member has the tag “{tag}”.").format(tag=tag))
        return list(
            session.scalars(
                select(Member.id)
                .join(MemberTag, MemberTag.member_id == Member.id)
                .where(MemberTag.tag_id == found.id)
                .order_by(Member.sorting_name, Member.id)
            )
        )
    return list(dict.fromkeys(find_member(session, text).id for text in members))


def _check_plus(plus: int) -> None:
    if not 0 <= plus <= MOST_GUESTS_OF_ONE:
        raise UserError(
            _("A member can bring 0 to {most} extra guests, not {plus}.").format(
                most=MOST_GUESTS_OF_ONE, plus=plus
            )
        )


def _refuse_cancelled(event: Event) -> None:
    if event.status is EventStatus.CANCELLED:
        raise UserError(
            _("“{title}” is cancelled; nobody can be put on its list.").format(title=event.title)
        )


def new_registration(session: Session, event: Event, member_id: int) -> Registration:
    """Put a member on a list as invited and issue their code, within the caller's transaction."""
    registration = Registration(
        event_id=event.id, member_id=member_id, status=RegistrationStatus.INVITED
    )
    session.add(registration)
    session.flush()
    issue_code(session, registration)
    return registration


def renew_code(db: Database, event_uid: str, member_uid: str) -> str:
    """Issue a new code for a lost badge and return it; the old one is revoked."""
    with db.writing() as session:
        registration = find_registration(
            session, find_event(session, event_uid), find_member(session, member_uid)
        )
        revoke_codes(session, registration)
        return issue_code(session, registration)


def registration_of(session: Session, event_id: int, member_id: int) -> Registration | None:
    """Return a member's registration for an event, if they have one."""
    return session.scalars(
        select(Registration).where(
            Registration.event_id == event_id, Registration.member_id == member_id
        )
    ).one_or_none()


def find_registration(session: Session, event: Event, member: Member) -> Registration:
    """Return a member's registration for an event; a UserError says that there is none."""
    registration = registration_of(session, event.id, member.id)
    if registration is None:
        raise UserError(
            _("{name} is not on the list of “{title}”. Add them first.").format(
                name=member.name, title=event.title
            )
        )
    return registration


def set_status(
    db: Database,
    event_uid: str,
    member_uid: str,
    status: RegistrationStatus,
    *,
    plus: int | None = None,
) -> Answered:
    """Write an answer down; a yes beyond the capacity waits, and a freed seat lets the next up."""
    with db.writing(_("An answer changed")) as session:
        event = find_event(session, event_uid)
        member = find_member(session, member_uid)
        words = _("The answer of {name} to “{title}”")
        name_step(session, words.format(name=shown(member.name), title=event.title))
        registration = find_registration(session, event, member)
        wanted = registration.plus if plus is None else plus
        if not answer(session, event, registration, status, wanted):
            raise UserError(_no_room(member.name, event.title, wanted - registration.plus))
        stays = {registration.id} if status is RegistrationStatus.WAITLISTED else ()
        moved = promote(session, event, except_for=stays)
        uids = {
            uid: member_id
            for member_id, uid in session.execute(
                select(Member.id, Member.uid).where(Member.id.in_([one.member_id for one in moved]))
            )
        }
        order = [one.member_id for one in moved]
        return Answered(
            registration.status,
            tuple(sorted((u for u in uids if u != member.uid), key=lambda u: order.index(uids[u]))),
        )


def answer(
    session: Session,
    event: Event,
    registration: Registration,
    status: RegistrationStatus,
    plus: int,
    seats: Seats | None = None,
) -> bool:
    """Write one answer down within the caller's transaction; nobody is let up yet.

    Who does not come to a meetup gives back their seats in its workshops, to those who wait there.
    Where many answer, `seats` are the event's, so that they are not counted anew for each. Return
    False if somebody going would bring more guests than fit; then they stay as they are.
    """
    _check_plus(plus)
    if status is RegistrationStatus.GOING:
        _refuse_cancelled(event)
        if seats is None:
            return say_yes(session, event, registration, plus)
        return seats.say_yes(registration, plus)
    if seats is not None:
        seats.leave(registration)
    stays_waiting = status is registration.status is RegistrationStatus.WAITLISTED
    if not stays_waiting:  # another number of guests costs nobody their place in the line
        waits = status is RegistrationStatus.WAITLISTED
        registration.waiting_since = datetime.now(UTC) if waits else None
    registration.status = status
    registration.plus = plus
    if seats is not None:
        seats.enter(registration)
    if status in _NOT_COMING and event.part_of_id is None and event.ends_at > datetime.now(UTC):
        _leave_workshops(session, event, registration.member_id, status)
    return True


def _leave_workshops(
    session: Session, meetup: Event, member_id: int, status: RegistrationStatus
) -> None:
    came = Attendance.member_id == Registration.member_id
    found = select(Registration, Event).where(
        Event.id == Registration.event_id,
        Event.part_of_id == meetup.id,
        Registration.member_id == member_id,
        Registration.status.in_(_WITH_A_SEAT),
        ~select(Attendance.id).where(Attendance.event_id == Event.id, came).exists(),
    )
    for place, workshop in session.execute(found).all():
        answer(session, workshop, place, status, 0)
        promote(session, workshop)


def _no_room(name: str, title: str, more: int) -> str:
    words = ngettext(
        "“{title}” has no seat for {count} more guest of {name}, who keeps their own. Raise the "
        "capacity first, or leave the guest out.",
        "“{title}” has no seats for {count} more guests of {name}, who keeps their own. Raise the "
        "capacity first, or leave the guests out.",
        more,
    )
    return words.format(title=title, count=more, name=shown(name))


def list_guests(db: Database, event_uid: str) -> list[GuestRow]:
    """Return an event's guest list by sorting name."""
    with db.reading() as session:
        return guest_rows(session, find_event(session, event_uid))
