"""Guest lists: who is invited, who said what, and the codes on their badges."""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import ScalarSelect, func, select, update
from sqlalchemy.orm import Session

from organizer.domain.codes import CodeKey, make_code
from organizer.domain.errors import UserError
from organizer.domain.kinds import CodeKind, EventStatus, RegistrationStatus
from organizer.domain.names import fold, shown
from organizer.domain.records import GuestRow
from organizer.domain.times import wall_time
from organizer.domain.words import _, ngettext
from organizer.models.database import Database, name_step
from organizer.models.tables import (
    Address,
    Attendance,
    BadgeCode,
    Event,
    Member,
    MemberTag,
    Registration,
    Tag,
)
from organizer.services.answers.seating import promote, say_yes
from organizer.services.communities import code_key
from organizer.services.finding import find_dates, find_event, find_member
from organizer.services.people.segments import members_of_segment
from organizer.services.plans.questions import answers_by_registration
from organizer.services.plans.workshop_choices import choices_by_member

MOST_GUESTS_OF_ONE = 50


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
            known = _registrations(session, event.id)
            if status is RegistrationStatus.INVITED:
                fresh = [one for one in members_chosen if one not in known]
                _invite(session, event, fresh, plus)
                counts["registered"] += len(fresh)
                already = [one for one in members_chosen if one in known]
            else:
                already = members_chosen
            for member_id in already:
                counts[_put_on_list(session, event, member_id, status, plus)] += 1
        people = counts["registered"] + counts["waitlisted"]
        name_step(session, _added_words(dates[0].title, people, len(dates)))
    return Added(counts["registered"], counts["waitlisted"], counts["already"])


def _registrations(session: Session, event_id: int) -> set[int]:
    """Return the ids of all members who are, or were, on the list of an event."""
    return set(
        session.scalars(select(Registration.member_id).where(Registration.event_id == event_id))
    )


def _invite(session: Session, event: Event, members: Sequence[int], plus: int) -> None:
    """Put members on a list that they were never on, all at once: a series has many lists."""
    new = [
        Registration(event_id=event.id, member_id=one, status=RegistrationStatus.INVITED, plus=plus)
        for one in members
    ]
    session.add_all(new)
    session.flush()
    key = code_key(session)
    session.add_all(_new_code(key, registration) for registration in new)
    session.flush()


def _put_on_list(
    session: Session, event: Event, member_id: int, status: RegistrationStatus, plus: int
) -> str:
    """Put one member on one list; return which number of `Added` they count in."""
    registration = registration_of(session, event.id, member_id)
    if registration and registration.status is not RegistrationStatus.CANCELLED:
        return "already"
    if registration is None:
        registration = new_registration(session, event, member_id)
    registration.status = RegistrationStatus.INVITED
    registration.plus = plus
    registration.is_walk_in = False
    if status is RegistrationStatus.GOING:
        say_yes(session, event, registration, plus)
    waits = registration.status is RegistrationStatus.WAITLISTED
    return "waitlisted" if waits else "registered"


def _added_words(title: str, count: int, dates: int) -> str:
    if dates > 1:
        return _("{count} places on {dates} dates of “{title}” given").format(
            count=count, dates=dates, title=title
        )
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


def issue_code(session: Session, registration: Registration) -> str:
    """Issue a code for a registration within the caller's transaction, and return it."""
    made = _new_code(code_key(session), registration)
    session.add(made)
    session.flush()
    return made.code


def _new_code(key: CodeKey, registration: Registration) -> BadgeCode:
    return BadgeCode(
        code=make_code(key, CodeKind.REGISTRATION, secrets.token_bytes(8)),
        kind=CodeKind.REGISTRATION,
        member_id=registration.member_id,
        registration_id=registration.id,
    )


def renew_code(db: Database, event_uid: str, member_uid: str) -> str:
    """Issue a new code for a lost badge and return it; the old one is revoked."""
    with db.writing() as session:
        registration = _registration(
            session, find_event(session, event_uid), find_member(session, member_uid)
        )
        session.execute(
            update(BadgeCode)
            .where(BadgeCode.registration_id == registration.id, BadgeCode.revoked_at.is_(None))
            .values(revoked_at=datetime.now(UTC))
        )
        return issue_code(session, registration)


def registration_of(session: Session, event_id: int, member_id: int) -> Registration | None:
    """Return a member's registration for an event, if they have one."""
    return session.scalars(
        select(Registration).where(
            Registration.event_id == event_id, Registration.member_id == member_id
        )
    ).one_or_none()


def _registration(session: Session, event: Event, member: Member) -> Registration:
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
        registration = _registration(session, event, member)
        answer(session, event, registration, status, registration.plus if plus is None else plus)
        # Who was just put on the waitlist by hand does not move up again at once.
        stays = registration.id if status is RegistrationStatus.WAITLISTED else None
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
) -> None:
    """Write one answer down within the caller's transaction; nobody is let up yet."""
    _check_plus(plus)
    if status is RegistrationStatus.GOING:
        _refuse_cancelled(event)
        say_yes(session, event, registration, plus)
        return
    stays_waiting = status is registration.status is RegistrationStatus.WAITLISTED
    if not stays_waiting:  # another number of guests costs nobody their place in the line
        waits = status is RegistrationStatus.WAITLISTED
        registration.waiting_since = datetime.now(UTC) if waits else None
    registration.status = status
    registration.plus = plus


def list_guests(db: Database, event_uid: str) -> list[GuestRow]:
    """Return an event's guest list by sorting name."""
    with db.reading() as session:
        return guest_rows(session, find_event(session, event_uid))


def guest_rows(session: Session, event: Event) -> list[GuestRow]:
    """Return an event's guest list by sorting name, with what is known of each person."""
    emails: dict[int, list[str]] = defaultdict(list)
    for member_id, address in session.execute(
        select(Address.member_id, Address.address)
        .join(Registration, Registration.member_id == Address.member_id)
        .where(Registration.event_id == event.id)
        .order_by(Address.position)
    ):
        emails[member_id].append(address)
    before = _attended_before(session, event)
    answers = answers_by_registration(session, event.id)
    choices = choices_by_member(session, event.id)
    rows = session.execute(
        select(Registration, Member, BadgeCode.code, Attendance)
        .join(Member, Member.id == Registration.member_id)
        .outerjoin(
            BadgeCode,
            BadgeCode.id == _first_code(),
        )
        .outerjoin(
            Attendance,
            (Attendance.event_id == Registration.event_id)
            & (Attendance.member_id == Registration.member_id),
        )
        .where(Registration.event_id == event.id)
        .order_by(Member.sorting_name, Member.id)
    )
    return [
        GuestRow(
            registration_id=registration.id,
            member_id=member.id,
            member_uid=member.uid,
            name=member.name,
            sorting_name=member.sorting_name,
            status=registration.status,
            plus=registration.plus,
            code=code or "",
            emails=tuple(emails.get(member.id, ())),
            arrived_at=_wall(attendance.arrived_at, event) if attendance else None,
            left_at=_wall(attendance.left_at, event) if attendance else None,
            attended_before=member.earlier_attended + before.get(member.id, (0, None))[0],
            last_attended=max(
                (d for d in (member.earlier_last_on, before.get(member.id, (0, None))[1]) if d),
                default=None,
            ),
            is_paid=registration.is_paid,
            answers=answers.get(registration.id, ()),
            choices=choices.get(member.id, ()),
        )
        for registration, member, code, attendance in rows
    ]


def _first_code() -> ScalarSelect[int]:
    """Select the code that a registration's badge bears; who was made of two has two that open."""
    return (
        select(func.min(BadgeCode.id))
        .where(BadgeCode.registration_id == Registration.id, BadgeCode.revoked_at.is_(None))
        .correlate(Registration)
        .scalar_subquery()
    )


def _wall(moment: datetime | None, event: Event) -> datetime | None:
    return None if moment is None else wall_time(moment, event.timezone).replace(microsecond=0)


def _attended_before(session: Session, event: Event) -> dict[int, tuple[int, date | None]]:
    rows = session.execute(
        select(Attendance.member_id, func.count(), func.max(Event.starts))
        .join(Event, Event.id == Attendance.event_id)
        .where(
            Event.part_of_id.is_(None),
            Event.starts_at < event.starts_at,
            Event.id.not_in([event.id, event.part_of_id or event.id]),
            Attendance.member_id.in_(
                select(Registration.member_id).where(Registration.event_id == event.id)
            ),
        )
        .group_by(Attendance.member_id)
    )
    return {member: (times, last.date()) for member, times, last in rows}
