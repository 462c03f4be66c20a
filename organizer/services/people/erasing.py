"""Taking a person out of the file for good: out of its rows, freed pages, undo history and copies.

The numbers of past events stay. What these count is kept by a row without any trait of the person:
no name, address, note, tag, code or id of theirs, only that somebody was on these lists and came.
Such a row is `is_erased` and is in no list of people, no search, no export and no import.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.matching import OURS
from organizer.domain.names import fold, shown
from organizer.domain.segments import GONE
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.models.scrubbing import kept_copies, opened_copy, scrub
from organizer.models.tables import (
    Address,
    Attendance,
    BadgeCode,
    Circle,
    CircleMember,
    DoorEntry,
    Event,
    Facilitator,
    FieldValue,
    Member,
    MemberSource,
    MemberTag,
    NotTheSame,
    QuestionAnswer,
    Registration,
    SentInvitation,
    WorkshopChoice,
    new_uid,
)
from organizer.services.answers.seating import promote
from organizer.services.files import Step, no_step
from organizer.services.finding import find_member
from organizer.services.people.erased_steps import forget_steps
from organizer.services.people.mentions import Needles, mentions
from organizer.services.people.merging import rename_in_searches


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of a person who was taken out."""

    name: str
    copies: int
    """Copies that the app had made and from which they were taken out too."""
    unreadable: tuple[Path, ...]
    """Copies that could not be opened, and may hold them still."""
    mentions: tuple[str, ...]
    """Where others' pages or plans speak of them, in words."""
    is_scrubbed: bool
    """Whether no trace is left in the file; else another program keeps it open."""
    steps: int = 0
    """Steps of the undo history that touched or named them, and went too."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """By what a person is known again in an older copy."""

    name: str
    uids: frozenset[str]
    """Their own, and those of entries that were merged into theirs."""
    folded_names: frozenset[str]
    ids: frozenset[tuple[str, str]]
    needles: Needles
    others: frozenset[str]
    """uids of everyone else, who may bear the same name."""


def erase_member(
    db: Database, member_uid: str, *, now: datetime | None = None, step: Step = no_step
) -> Erased:
    """Take a person out completely, with each step of the undo history that touches or names them.

    That cannot be undone. The copies come first: should anything fail, the person is still here to be erased again.
    """
    moment = now or datetime.now(UTC)
    with db.reading() as session:
        wanted = _wanted(session, find_member(session, member_uid))
    unreadable = []
    copies = kept_copies(db.path)
    for number, copy in enumerate(copies):
        step(number, len(copies) + 1)
        try:
            with opened_copy(copy) as older, older.writing() as session:
                _erase_everywhere(session, wanted, moment)
        except (UserError, OSError):
            unreadable.append(copy)
    step(len(copies), len(copies) + 1)
    with db.writing() as session:
        steps = _erase_everywhere(session, wanted, moment)
        left = mentions(session, wanted.needles)
    is_scrubbed = scrub(db.path)
    db.last_step = None
    db.tell_replaced()
    step(len(copies) + 1, len(copies) + 1)
    cleaned = len(copies) - len(unreadable)
    return Erased(wanted.name, cleaned, tuple(unreadable), left, is_scrubbed, steps)


def erased_words(erased: Erased) -> list[str]:
    """Return what to tell of it, a sentence each; what the app cannot reach is named."""
    said = [_("{name} was erased and cannot be brought back.").format(name=shown(erased.name))]
    if erased.copies:
        words = ngettext(
            "They were also taken out of {count} backup.",
            "They were also taken out of {count} backups.",
            erased.copies,
        )
        said.append(words.format(count=erased.copies))
    if erased.steps:
        words = ngettext(
            "{count} earlier step that spoke of them, or may have, cannot be undone any more.",
            "{count} earlier steps that spoke of them, or may have, cannot be undone any more.",
            erased.steps,
        )
        said.append(words.format(count=erased.steps))
    if erased.unreadable:
        names = ", ".join(path.name for path in erased.unreadable)
        words = _(
            "These backups could not be opened and may hold them still; delete them: {names}."
        )
        said.append(words.format(names=names))
    if erased.mentions:
        words = _("Others' entries still speak of them: {places}. Change these yourself.")
        said.append(words.format(places=", ".join(erased.mentions)))
    if not erased.is_scrubbed:
        said.append(_("Another program has the file open; the last traces go when it is closed."))
    said.append(
        _(
            "Copies elsewhere are out of reach: lists you exported, papers, mails and calendars "
            "that went out, and copies of the file that you made yourself."
        )
    )
    return said


def _wanted(session: Session, member: Member) -> _Wanted:
    sources = session.execute(
        select(MemberSource.system, MemberSource.external_id).where(
            MemberSource.member_id == member.id
        )
    ).all()
    names = (member.name, *member.other_names)
    addresses = session.scalars(select(Address.address).where(Address.member_id == member.id))
    merged = {external_id for system, external_id in sources if system == OURS}
    others = session.scalars(select(Member.uid).where(Member.id != member.id))
    return _Wanted(
        name=member.name,
        uids=frozenset({member.uid, *merged}),
        folded_names=frozenset(map(fold, names)),
        ids=frozenset((system, number) for system, number in sources if system != OURS),
        needles=Needles(names, tuple(addresses)),
        others=frozenset(others),
    )


def _erase_everywhere(session: Session, wanted: _Wanted, now: datetime) -> int:
    """Take out every entry of a person and all that would bring them back; return how many steps."""
    entries = _entries(session, wanted)
    texts = (*wanted.needles.names, *wanted.needles.addresses)
    steps = forget_steps(session, entries, wanted.uids, texts)
    for member in entries:
        _erase(session, member, now)
    wanted.needles.blank_door_log(session)
    return steps


def _entries(session: Session, wanted: _Wanted) -> Sequence[Member]:
    """Return the entries of a person: in a copy there may be more than there are now."""
    known = select(MemberSource.member_id).where(
        tuple_(MemberSource.system, MemberSource.external_id).in_(sorted(wanted.ids))
    )
    found = session.scalars(
        select(Member).where(
            Member.uid.in_(wanted.uids)
            | Member.id.in_(known)
            | Member.folded_name.in_(wanted.folded_names)
        )
    ).all()
    # Of the same name may be somebody else who is here to stay.
    return [member for member in found if member.uid not in wanted.others]


_OWN = (
    Address,
    MemberSource,
    MemberTag,
    CircleMember,
    FieldValue,
    Facilitator,
    WorkshopChoice,
    BadgeCode,
)
"""Tables whose rows of a member say who that is."""


def _erase(session: Session, member: Member, now: datetime) -> None:
    """Delete a member, or leave what past events count."""
    _leave_coming_events(session, member, now)
    registrations = select(Registration.id).where(Registration.member_id == member.id)
    for of_registration in (QuestionAnswer, SentInvitation):
        session.execute(
            delete(of_registration).where(of_registration.registration_id.in_(registrations))
        )
    codes = select(BadgeCode.code).where(BadgeCode.member_id == member.id)
    session.execute(
        update(DoorEntry)
        .where((DoorEntry.member_id == member.id) | DoorEntry.code.in_(codes))
        .values(code="", note="")
    )
    for table in _OWN:
        session.execute(delete(table).where(table.member_id == member.id))
    session.execute(
        delete(NotTheSame).where(
            (NotTheSame.one_id == member.id) | (NotTheSame.other_id == member.id)
        )
    )
    rename_in_searches(session, member.uid, GONE)
    session.execute(update(Circle).where(Circle.host_id == member.id).values(host_id=None))
    session.execute(
        update(Member).where(Member.brought_by_id == member.id).values(brought_by_id=None)
    )
    if _is_counted(session, member):
        _make_nobody(session, member, now)
    else:
        session.execute(delete(Member).where(Member.id == member.id))
    session.flush()


def _leave_coming_events(session: Session, member: Member, now: datetime) -> None:
    """Take a member off the lists of what is not over; whom that leaves a seat moves up."""
    came = select(Attendance.event_id).where(Attendance.member_id == member.id)
    coming = session.scalars(
        select(Event)
        .join(Registration, Registration.event_id == Event.id)
        .where(Registration.member_id == member.id, Event.ends_at > now, Event.id.not_in(came))
    ).all()
    for event in coming:
        registration = select(Registration.id).where(
            Registration.event_id == event.id, Registration.member_id == member.id
        )
        session.execute(delete(BadgeCode).where(BadgeCode.registration_id.in_(registration)))
        session.execute(delete(Registration).where(Registration.id.in_(registration)))
        promote(session, event)


def _is_counted(session: Session, member: Member) -> bool:
    """Whether any event's numbers count a member."""
    return any(
        session.scalar(select(func.count()).where(table.member_id == member.id))
        for table in (Registration, Attendance, DoorEntry)
    )


_COUNTS = frozenset(
    {"id", "earlier_attended", "earlier_last_on", "earlier_yes", "earlier_no_shows"}
)
"""What of a member tells a first visit from a fifth, and nothing else."""


def _make_nobody(session: Session, member: Member, now: datetime) -> None:
    """Leave a row of which nobody can tell whose it was."""
    nobody = _("Erased person")
    blank: dict[str, object] = {
        column.name: None if column.nullable else column.default.arg
        for column in Member.__table__.columns
        if column.name not in _COUNTS and (column.nullable or column.default is not None)
    }
    blank |= {"fields": {}, "other_names": [], "uid": new_uid(), "created_at": now}
    blank |= {"name": nobody, "folded_name": "", "sorting_name": "\uffff"}
    blank |= {"do_not_write": True, "is_erased": True}
    session.execute(update(Member).where(Member.id == member.id).values(blank))
    for registration in session.scalars(
        select(Registration).where(Registration.member_id == member.id)
    ):
        registration.uid = new_uid()
