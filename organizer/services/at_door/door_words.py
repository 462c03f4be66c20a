"""What the door says: the greeting of a person and the sentence of each verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from organizer.domain.door import OPEN_BEFORE, visit_in_words
from organizer.domain.kinds import Consent, RegistrationStatus, Verdict
from organizer.domain.names import shown
from organizer.domain.records import Greeting
from organizer.domain.times import months_between, short_day, wall_time
from organizer.domain.words import _, ngettext
from organizer.models.tables import (
    Event,
    Question,
    QuestionAnswer,
    Registration,
)
from organizer.services.at_door.door_around import Provisional
from organizer.services.at_door.door_guests import Badge, Door, DoorGuest, seats_at_door
from organizer.services.plans.questions import said_at_once

_WORKSHOPS_BOOKED = (
    select(Event.title, Event.room)
    .join(Registration, Registration.event_id == Event.id)
    .where(
        Event.part_of_id == bindparam("meetup"),
        Registration.member_id == bindparam("member"),
        Registration.status == RegistrationStatus.GOING,
    )
    .order_by(Event.starts_at)
)

_LONG_AGO = timedelta(hours=12)
"""From then on the hour alone does not say when somebody came to an event of several days."""
_ON_LIST = frozenset(
    {RegistrationStatus.GOING, RegistrationStatus.INVITED, RegistrationStatus.MAYBE}
)

_IS_PAID = select(Registration.is_paid).where(Registration.id == bindparam("registration"))
_ANSWERS = (
    select(Question.wording, Question.kind, QuestionAnswer.value)
    .join(QuestionAnswer, QuestionAnswer.question_id == Question.id)
    .join(Registration, Registration.id == QuestionAnswer.registration_id)
    .where(
        Question.at_door,
        Question.event_id.in_([bindparam("door"), bindparam("evening")]),
        Registration.member_id == bindparam("member"),
    )
    .order_by(Question.event_id, Question.position)
)


def to_pay(session: Session, door: Door, guest: DoorGuest) -> str:
    """Return what somebody still has to pay, as the card says it; empty if nothing."""
    if not door.price:
        return ""
    place = {"registration": guest.registration_id}
    is_paid = guest.registration_id is not None and session.connection().scalar(_IS_PAID, place)
    return "" if is_paid else _("To pay: {price}").format(price=door.price)


def greet(
    session: Session, door: Door, guest: DoorGuest, now: datetime, to_pay: str = ""
) -> Greeting:
    """Return how the community knows a person who is about to come in, and what they have to pay."""
    connection = session.connection()
    last = guest.last_evening
    visit = guest.earlier_attended + guest.evenings_before + 1
    days = [d for d in (guest.earlier_last_on, last.date() if last else None) if d]
    away = (
        months_between(
            datetime.combine(max(days), datetime.min.time()), wall_time(now, door.timezone)
        )
        if days
        else None
    )
    booked: Iterable[str] = ()
    if door.has_workshops:
        known = {"meetup": door.id, "member": guest.id}
        booked = [_workshop(*row) for row in connection.execute(_WORKSHOPS_BOOKED, known)]
    said = _said_at_door(session, door, guest, to_pay)
    # Who left and comes again was greeted this very evening.
    is_back = guest.left_at is not None
    known_as = _("Back again") if is_back else visit_in_words(visit, away)
    return Greeting(
        times=visit, phrases=(known_as, *_about(guest), *booked, *said), is_back=is_back
    )


def _said_at_door(session: Session, door: Door, guest: DoorGuest, to_pay: str) -> Iterator[str]:
    """Yield what is still to be paid, and the answers that the organizer wants to see here."""
    connection = session.connection()
    if to_pay:
        yield to_pay
    if door.has_questions:
        asked = {"door": door.id, "evening": door.evening_id, "member": guest.id}
        for wording, kind, value in connection.execute(_ANSWERS, asked):
            if said := said_at_once(wording, kind, value):
                yield said


def _workshop(title: str, room: str) -> str:
    return _("{title}, {room}").format(title=title, room=room) if room else title


def _about(guest: DoorGuest) -> list[str]:
    """Return what one should know to speak with a person, and of them: pronouns, and no pictures."""
    pictures = _("No pictures") if guest.photo_consent is Consent.NO else ""
    return [words for words in (guest.pronouns, pictures) if words]


def door_message(
    session: Session,
    door: Door,
    verdict: Verdict,
    guest: DoorGuest | None,
    badge: Badge | None,
    greeting: Greeting | None,
    *,
    plus: int = 0,
    since: Provisional | None = None,
    now: datetime | None = None,
) -> str:
    """Return the sentence that goes with a verdict.

    `plus` extra guests come in too; `since` says when an unknown badge was let in; by the
    instant `now` it is known which other event is today's.
    """
    name = shown(guest.called) if guest else ""
    title = shown(door.title)
    match verdict:
        case Verdict.WELCOME:
            return _welcome(name, greeting.phrases[0] if greeting else "", plus)
        case Verdict.ALREADY_IN:
            return _already_in(door, guest, name, now)
        case Verdict.NOT_ON_LIST:
            not_here = _("{name} is a member, but not on tonight's list.").format(name=name)
            return f"{not_here} {full_words(session, door)}".strip()
        case Verdict.WAITLISTED:
            waits = _("{name} is on the waitlist.").format(name=name)
            return f"{waits} {_room_words(session, door)}"
        case Verdict.DECLINED:
            return _("{name} had said no. Let them in if they changed their mind.").format(
                name=name
            )
        case Verdict.CANCELLED:
            off = _("{name} was taken off the list.").format(name=name)
            return f"{off} {_room_words(session, door)}"
        case Verdict.OTHER_EVENT:
            return _other_event(session, badge, guest, name, now)
        case Verdict.NOT_BOOKED:
            return _not_booked(session, door, name)
        case Verdict.FULL:
            return _("“{title}” is full. Let them in if a seat is free.").format(title=title)
        case Verdict.EVENT_CANCELLED:
            return _("“{title}” is cancelled.").format(title=title)
        case Verdict.TOO_EARLY:
            opens = wall_time(door.starts_at - OPEN_BEFORE, door.timezone)
            said = _("The door opens on {day} at {time}.").format(
                day=short_day(opens), time=f"{opens:%H:%M}"
            )
            return said + " " + _("Let them wait, or leave and choose the right door.")
        case Verdict.OVER:
            said = _("“{title}” is over since {day}, {time}.").format(
                title=title, day=short_day(door.ends), time=f"{door.ends:%H:%M}"
            )
            return said + " " + _("Leave and choose the right door, or ask the host.")
        case Verdict.REVOKED:
            return _(
                "This is an older badge. {name} has a newer one: ask for that, or type the name."
            ).format(name=name)
        case Verdict.UNKNOWN_HERE:
            return _unknown_here(door, since)
        case Verdict.FORGED:
            return _("This badge looks like ours, but was not made by us. Ask the host.")
        case Verdict.NOT_OURS:
            return _("This is not a code of this community. Type their name instead.")
        case Verdict.SEE_HOST:
            said = _("Please ask {name} to see the host.").format(name=name)
            is_in = guest is not None and guest.is_inside
            return f"{said} {_already_in(door, guest, name, now)}" if is_in else said
        case _:
            assert_never(verdict)


def _welcome(name: str, phrase: str, plus: int) -> str:
    said = _("Welcome, {name}! {phrase}.").format(name=name, phrase=phrase)
    if not plus:
        return said
    guests = ngettext("{count} guest is with them.", "{count} guests are with them.", plus)
    return f"{said} {guests.format(count=plus)}"


def full_words(session: Session, door: Door) -> str:
    """Return how many are going to what is full; else ""."""
    taken = 0 if door.capacity is None else seats_at_door(session, door.id)
    if door.capacity is None or taken < door.capacity:
        return ""
    return _("It is full ({taken} of {all}).").format(taken=taken, all=door.capacity)


def passed_words(session: Session, door: Door) -> str:
    """Return what is beyond full now, the door's event or the meetup that it is part of; else ""."""
    said = []
    taken = 0 if door.capacity is None else seats_at_door(session, door.id)
    if door.capacity is not None and taken > door.capacity:
        said.append(_("It is full now ({taken} of {all}).").format(taken=taken, all=door.capacity))
    if door.part_of_id is not None:
        meetup = session.get_one(Event, door.part_of_id)
        taken = 0 if meetup.capacity is None else seats_at_door(session, meetup.id)
        if meetup.capacity is not None and taken > meetup.capacity:
            words = _("“{title}” is full now ({taken} of {all}).")
            title = shown(meetup.title)
            said.append(words.format(title=title, taken=taken, all=meetup.capacity))
    return " ".join(said)


def _room_words(session: Session, door: Door) -> str:
    return full_words(session, door) or _("Let them in if there is room.")


def _not_booked(session: Session, door: Door, name: str) -> str:
    """Whom to let in all the same is easier to say when one knows whether there is room."""
    taken, title = seats_at_door(session, door.id), shown(door.title)
    if door.capacity is None or taken < door.capacity:
        return _("{name} has not booked “{title}”.").format(name=name, title=title)
    return _("{name} has not booked “{title}”, and it is full ({taken} of {all}).").format(
        name=name, title=title, taken=taken, all=door.capacity
    )


def _unknown_here(door: Door, since: Provisional | None) -> str:
    if since is None:
        return _(
            "A genuine badge, issued after this copy was made. Let them in for now, or ask the host."
        )
    time = f"{wall_time(since.at, door.timezone):%H:%M}"
    return _("A genuine badge that is not known here; let in for now at {time}.").format(time=time)


def _already_in(door: Door, guest: DoorGuest | None, name: str, now: datetime | None) -> str:
    assert guest is not None and guest.arrived_at is not None, "only who is in can be in already"
    came = wall_time(guest.arrived_at, door.timezone)
    since = f"{came:%H:%M}"
    if now is not None and now - guest.arrived_at > _LONG_AGO:
        since = _("{day}, {time}").format(day=short_day(came), time=since)
    if guest.station:
        return _("{name} has been in since {time}, by {station}.").format(
            name=name, time=since, station=shown(guest.station)
        )
    return _("{name} has been in since {time}.").format(name=name, time=since)


def _other_event(
    session: Session, badge: Badge | None, guest: DoorGuest | None, name: str, now: datetime | None
) -> str:
    assert badge is not None and badge.event_id is not None, "the lasting card is for every event"
    event = session.get_one(Event, badge.event_id)
    is_today = now is not None and wall_time(now, event.timezone).date() == event.starts.date()
    words = (
        _("This badge is for “{title}” today at {time}.")
        if is_today
        else _("This badge is for “{title}” on {day}, {time}.")
    )
    said = words.format(
        title=shown(event.title), day=short_day(event.starts), time=f"{event.starts:%H:%M}"
    )
    if guest is None or guest.status not in _ON_LIST:
        return said
    return said + " " + _("{name} is on the list here, too.").format(name=name)
