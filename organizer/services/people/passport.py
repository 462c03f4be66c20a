"""The passport of a member: everything the file knows of them, gathered in one snapshot."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.kinds import EventStatus
from organizer.domain.matching import OURS
from organizer.domain.passports import (
    Passport,
    PassportCode,
    PassportDoorEntry,
    PassportEvent,
)
from organizer.domain.times import wall_time
from organizer.domain.words import _
from organizer.export.file_names import safe_file_name
from organizer.models.database import Database
from organizer.models.tables import (
    Address,
    Attendance,
    BadgeCode,
    Circle,
    CircleMember,
    CustomField,
    DoorEntry,
    Event,
    Facilitator,
    FieldValue,
    Member,
    MemberSource,
    MemberTag,
    NotTheSame,
    Question,
    QuestionAnswer,
    Registration,
    SentInvitation,
    Step,
    StepRow,
    Tag,
    Venue,
    WorkshopChoice,
)
from organizer.services.communities import community_record
from organizer.services.files import write_file
from organizer.services.finding import find_member
from organizer.services.out.exporting import Printed

T = TypeVar("T")


def passport_of(db: Database, member_uid: str, *, now: datetime | None = None) -> Passport:
    """Return everything that the file knows of a member."""
    with db.reading() as session:
        member = find_member(session, member_uid)
        member_id = member.id
        bringer = session.get(Member, member.brought_by_id) if member.brought_by_id else None
        custom = session.execute(
            select(CustomField.name, FieldValue.value)
            .join(FieldValue, FieldValue.field_id == CustomField.id)
            .where(FieldValue.member_id == member_id)
            .order_by(CustomField.position, CustomField.id)
        )
        sources = session.execute(
            select(MemberSource.system, MemberSource.external_id)
            .where(MemberSource.member_id == member_id, MemberSource.system != OURS)
            .order_by(MemberSource.id)
        )
        told_apart = session.scalar(
            select(func.count()).where(
                or_(NotTheSame.one_id == member_id, NotTheSame.other_id == member_id)
            )
        )
        return Passport(
            community=community_record(session).name,
            written_at=now or datetime.now(UTC),
            uid=member.uid,
            name=member.name,
            other_names=tuple(member.other_names),
            greeting=member.greeting,
            pronouns=member.pronouns,
            emails=tuple(
                session.scalars(
                    select(Address.address)
                    .where(Address.member_id == member_id)
                    .order_by(Address.position)
                )
            ),
            phone=member.phone,
            language=member.language,
            photo_consent=member.photo_consent,
            do_not_write=member.do_not_write,
            found_us=member.found_us,
            brought_by=bringer.name if bringer else "",
            joined_on=member.joined_on,
            added_at=member.created_at,
            tags=tuple(
                session.scalars(
                    select(Tag.name)
                    .join(MemberTag, MemberTag.tag_id == Tag.id)
                    .where(MemberTag.member_id == member_id)
                    .order_by(Tag.folded)
                )
            ),
            circles=tuple(
                session.scalars(
                    select(Circle.name)
                    .join(CircleMember, CircleMember.circle_id == Circle.id)
                    .where(CircleMember.member_id == member_id)
                    .order_by(Circle.folded)
                )
            ),
            hosts=tuple(
                session.scalars(
                    select(Circle.name).where(Circle.host_id == member_id).order_by(Circle.folded)
                )
            ),
            fields=(*((name, value) for name, value in custom), *member.fields.items()),
            notes=member.notes,
            host_note=member.host_note,
            other_systems=tuple((system, number) for system, number in sources),
            earlier_attended=member.earlier_attended,
            earlier_last_on=member.earlier_last_on,
            earlier_yes=member.earlier_yes,
            earlier_no_shows=member.earlier_no_shows,
            told_apart_from=told_apart or 0,
            cards=tuple(_codes(session, member_id).get(None, ())),
            events=tuple(_events(session, member_id)),
            steps=_steps(session, member_id),
        )


def suggested_name(name: str) -> str:
    """Return what to call the file of a person's passport."""
    return f"{safe_file_name(name)}.pdf"


def write_passport(
    db: Database,
    member_uid: str,
    path: Path,
    *,
    force: bool = False,
    now: datetime | None = None,
) -> Printed:
    """Write a passport as a `.pdf` to read, or as `.json` to take elsewhere."""
    ending = path.suffix.lower()
    if ending not in (".pdf", ".json"):
        raise UserError(_("“{name}” must end in .pdf or .json.").format(name=path.name))
    passport = passport_of(db, member_uid, now=now)
    from organizer.export import passport as papers  # exporters load when first needed

    if ending == ".json":
        write_file(path, papers.passport_json(passport), force=force)
        return Printed(1, 0, ())
    from organizer.export.typesetting import Typesetter  # exporters load when first needed

    pdf = papers.passport_pdf(passport, Typesetter())
    write_file(path, pdf.data, force=force)
    return Printed(1, pdf.pages, pdf.missing)


def _by_event(rows: Iterable[tuple[int | None, T]]) -> dict[int | None, list[T]]:
    found: dict[int | None, list[T]] = defaultdict(list)
    for event_id, one in rows:
        found[event_id].append(one)
    return found


def _codes(session: Session, member_id: int) -> dict[int | None, list[PassportCode]]:
    """Return the codes issued by event; None has the lasting cards."""
    rows = session.execute(
        select(Registration.event_id, BadgeCode.code, BadgeCode.issued_at, BadgeCode.revoked_at)
        .select_from(BadgeCode)
        .outerjoin(Registration, Registration.id == BadgeCode.registration_id)
        .where(BadgeCode.member_id == member_id)
        .order_by(BadgeCode.id)
    )
    return _by_event(
        (event_id, PassportCode(code, issued_at, revoked_at))
        for event_id, code, issued_at, revoked_at in rows
    )


def _answers(session: Session, member_id: int) -> dict[int | None, list[tuple[str, str]]]:
    rows = session.execute(
        select(Registration.event_id, Question.wording, QuestionAnswer.value)
        .join(Question, Question.id == QuestionAnswer.question_id)
        .join(Registration, Registration.id == QuestionAnswer.registration_id)
        .where(Registration.member_id == member_id)
        .order_by(Question.position, Question.id)
    )
    return _by_event((event_id, (wording, value)) for event_id, wording, value in rows)


def _door(session: Session, member_id: int) -> dict[int | None, list[PassportDoorEntry]]:
    rows = session.execute(
        select(DoorEntry, Event.timezone)
        .join(Event, Event.id == DoorEntry.event_id)
        .where(DoorEntry.member_id == member_id)
        .order_by(DoorEntry.id)
    )
    return _by_event(
        (
            entry.event_id,
            PassportDoorEntry(
                wall_time(entry.at, timezone).replace(microsecond=0),
                entry.action,
                entry.verdict,
                entry.station,
                entry.note,
            ),
        )
        for entry, timezone in rows
    )


def _events(session: Session, member_id: int) -> Iterable[PassportEvent]:
    codes, answers = _codes(session, member_id), _answers(session, member_id)
    entries = _door(session, member_id)
    of_member = {
        table: (table.event_id == Event.id) & (table.member_id == member_id)
        for table in (Registration, Attendance, Facilitator, WorkshopChoice)
    }
    rows = session.execute(
        select(
            Event,
            Venue.name,
            SentInvitation.sent_at,
            Registration,
            Attendance,
            Facilitator,
            WorkshopChoice,
        )
        .outerjoin(Venue, Venue.id == Event.venue_id)
        .outerjoin(Registration, of_member[Registration])
        .outerjoin(Attendance, of_member[Attendance])
        .outerjoin(Facilitator, of_member[Facilitator])
        .outerjoin(WorkshopChoice, of_member[WorkshopChoice])
        .outerjoin(SentInvitation, SentInvitation.registration_id == Registration.id)
        .where(
            or_(
                *(table.id.is_not(None) for table in of_member),
                Event.id.in_(event_id for event_id in entries if event_id is not None),
            )
        )
        .order_by(Event.starts_at.desc(), Event.id.desc())
    )
    for event, venue, sent_at, listed, came, leads, choice in rows:
        yield PassportEvent(
            title=event.title,
            kind=event.kind,
            starts=event.starts,
            timezone=event.timezone,
            venue=venue or "",
            cancelled=event.status is EventStatus.CANCELLED,
            status=listed.status if listed else None,
            plus=listed.plus if listed else 0,
            walk_in=listed.is_walk_in if listed else False,
            paid=listed.is_paid if listed else False,
            listed_at=listed.created_at if listed else None,
            waiting_since_at=listed.waiting_since if listed else None,
            arrived=_wall(came.arrived_at, event) if came else None,
            left=_wall(came.left_at, event) if came else None,
            led=leads is not None,
            choice=choice.rank if choice else None,
            answers=tuple(answers.get(event.id, ())),
            calendar_sent_at=sent_at,
            codes=tuple(codes.get(event.id, ())),
            door=tuple(entries.get(event.id, ())),
        )


def _wall(moment: datetime | None, event: Event) -> datetime | None:
    return None if moment is None else wall_time(moment, event.timezone).replace(microsecond=0)


def _steps(session: Session, member_id: int) -> tuple[tuple[datetime, str], ...]:
    """Return the steps of the undo history that touched the member's own row."""
    key = json.dumps({"id": member_id}, separators=(",", ":"))
    rows = session.execute(
        select(Step.made_at, Step.words)
        .where(
            Step.id.in_(
                select(StepRow.step_id).where(StepRow.table_name == "member", StepRow.key == key)
            )
        )
        .order_by(Step.id)
    )
    return tuple((made_at, words) for made_at, words in rows)
