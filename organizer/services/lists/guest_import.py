"""An attendee list in: its people become members, its answers the guest list, its arrivals the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy.orm import Session

from organizer.domain.kinds import FieldKind, RegistrationStatus
from organizer.domain.records import PeopleList, PersonRow, Problem, QuestionRecord
from organizer.domain.times import wall_time
from organizer.domain.words import _
from organizer.intake.answers import read_answer
from organizer.intake.columns import OF_ONE_EVENT
from organizer.intake.headers import word_for
from organizer.intake.systems import MEETUP, System, system_named, ticket_columns
from organizer.models.database import Database
from organizer.services.answers.guests import MOST_GUESTS_OF_ONE
from organizer.services.finding import find_event
from organizer.services.lists.answer_columns import answers_of_row, columns_of_questions
from organizer.services.lists.column_memory import ToRemember, remember_columns
from organizer.services.lists.guest_taking import ListedGuest, TakingIn
from organizer.services.lists.importing import (
    ImportPlan,
    Step,
    own_fields,
    plan_import,
    write_plan,
)
from organizer.services.lists.said_columns import read_as_said
from organizer.services.lists.taken_people import TakenPerson, taken_people
from organizer.services.plans.questions import plain_wording, question_record, questions_of


@dataclass(frozen=True, slots=True)
class GuestsImported:
    """What an import of attendee lists did."""

    read: int
    """Rows of the lists."""
    registered: int
    """People put on the guest list, whatever they answered, and those who answered anew."""
    attended: int
    """Arrivals written to the door log."""
    problems: tuple[Problem, ...] = ()
    added: int = 0
    """People who were no members before."""
    waitlisted: int = 0
    """Of those registered, who found no seat."""
    answers: int = 0
    """Answers to the event's own questions that were written down."""
    paid: int = 0
    """Paid marks that were set or taken off."""
    people: tuple[TakenPerson, ...] = ()
    left: int = 0
    """Leavings written to the door log."""


def import_guests(
    db: Database,
    event_uid: str,
    paths: Sequence[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    dates: Literal["dmy", "mdy"] | None = None,
    sheets: Sequence[str] = (),
    is_fresh: bool = False,
    step: Step | None = None,
    dry_run: bool = False,
    now: datetime | None = None,
) -> GuestsImported:
    """Make attendee lists an event's guest list and attendance, all or nothing.

    People are found among the members, or added, as by an import of members. A yes takes a seat
    in the order of the lists, beyond the capacity a place on the waitlist; but of an event that
    is over at the instant `now`, the clock if left out, lists say how it was. A second import of
    the same lists changes nothing. A column that is headed like one of the event's questions
    fills the answers to it; `FIELD` and the question map another one to it. `mapping`, `dates`,
    `sheets`, `is_fresh` and `step` are those of `read_as_said`. With `dry_run` it returns what
    would be done, and nothing is kept.
    """
    said = read_as_said(
        db,
        paths,
        mapping=mapping,
        dates=dates,
        sheets=sheets,
        is_fresh=is_fresh,
        own=fields_beside(db, event_uid),
        step=step,
        near=_day_of(db, event_uid),
    )
    return take_lists(db, event_uid, said.lists, remember=said.remember, dry_run=dry_run, now=now)


def fields_beside(db: Database, event_uid: str) -> dict[str, FieldKind]:
    """Return what an attendee list can fill beside the usual fields, by the words it goes by.

    These are the questions of the event, and then the fields of the community's own: of a field
    that is worded like a question, the question is meant.
    """
    questions = _asked(db, event_uid)
    asked = {plain_wording(one.wording) for one in questions}
    own = {name: kind for name, kind in own_fields(db).items() if plain_wording(name) not in asked}
    return {one.wording: one.kind for one in questions} | own


def take_lists(
    db: Database,
    event_uid: str,
    lists: Sequence[PeopleList],
    *,
    remember: Sequence[ToRemember] = (),
    dry_run: bool = False,
    now: datetime | None = None,
) -> GuestsImported:
    """Make lists that were read an event's guest list and attendance, like `import_guests`.

    `remember` is what the user said of columns, for the next list with the same headers.
    """
    questions = _asked(db, event_uid)
    columns = [columns_of_questions(one, questions) for one in lists]
    plan = plan_import(
        db, [_about_people_only(one, mine) for one, mine in zip(lists, columns, strict=True)]
    )
    heard = [said for one in lists for said in _heard(one)]
    files = [one.file for one in lists for _row in one.rows]
    problems = [problem for one in lists for problem in _unclear(one)]
    answers: list[dict[str, str]] = []
    for one, mine in zip(lists, columns, strict=True):
        for row in one.rows:
            said, unread = answers_of_row(one, row, mine)
            answers.append(said)
            problems += unread

    def finish(session: Session, plan: ImportPlan, members: Sequence[int]) -> GuestsImported:
        by_member: dict[int, ListedGuest] = {}
        for member_id, (row, stated, system), said in zip(members, heard, answers, strict=True):
            guest = by_member.setdefault(member_id, ListedGuest())
            guest.hear(row, stated, system)
            guest.said.update(said)
        event = find_event(session, event_uid)
        taking = TakingIn(session, event, event.ends_at <= (now or datetime.now(UTC)))
        for member_id, guest in by_member.items():
            taking.take(member_id, guest)
        taking.end()
        read = sum(one.read for one in plan.lists)
        done = GuestsImported(
            read,
            taking.registered,
            taking.door.arrived,
            (*plan.problems, *problems, *_without_room(members, heard, taking.no_room, files)),
            added=plan.count().added,
            waitlisted=taking.waitlisted,
            answers=taking.answered,
            paid=taking.paid,
            people=tuple(taken_people(plan.rows, members, by_member, taking.registrations)),
            left=taking.door.left,
        )
        if dry_run:
            raise _OnlyLooked(done)
        remember_columns(session, remember)
        return done

    try:
        return write_plan(db, plan, _("An attendee list imported"), finish)
    except _OnlyLooked as looked:
        return looked.done


class _OnlyLooked(Exception):
    """Leaves everything as it was, once it is known what would have been done."""

    def __init__(self, done: GuestsImported) -> None:
        super().__init__()
        self.done = done


def _asked(db: Database, event_uid: str) -> list[QuestionRecord]:
    with db.reading() as session:
        asked = questions_of(session, find_event(session, event_uid).id)
        return [question_record(one) for one in asked]


def _day_of(db: Database, event_uid: str) -> date:
    with db.reading() as session:
        event = find_event(session, event_uid)
        return wall_time(event.starts_at, event.timezone).date()


def _about_people_only(one: PeopleList, questions: Mapping[str, QuestionRecord]) -> PeopleList:
    """Return a list without what the guest list takes, which says nothing of the person."""
    labels = {one.columns[one.mapping[word]] for word in OF_ONE_EVENT if word in one.mapping}
    labels |= questions.keys() | ticket_columns(one.format, one.columns)
    labels |= {label for label in one.columns if word_for(label) == "arrived"}
    rows = tuple(
        replace(row, fields=tuple(pair for pair in row.fields if pair[0] not in labels))
        for row in one.rows
    )
    return replace(one, rows=rows)


def _heard(one: PeopleList) -> Iterator[tuple[PersonRow, RegistrationStatus | None, System]]:
    """Give each row of a list with what it answers."""
    system = system_named(one.format)
    # Who is on a list that has no answers is going; but a report says only who came, and
    # contacts or a list of members say nothing.
    unsaid = system.is_attendance or _has_answers(one) or _is_of_people_only(one, system)
    # Some keep a sheet for each answer, others a column with who is invited.
    of_all = read_answer(one.sheets[0]) if one.sheets else None
    tells_invited = any(row.invited for row in one.rows)
    if not tells_invited:
        of_all = of_all or RegistrationStatus.GOING
    for row in one.rows:
        stated = row.answer or (None if unsaid else of_all)
        if row.invited:
            stated = stated or RegistrationStatus.INVITED
        invited = row.invited if tells_invited else None
        plus = 0 if _is_too_many(row) else row.plus
        yield replace(row, plus=plus, invited=invited), stated, system


def _is_of_people_only(one: PeopleList, system: System) -> bool:
    is_member_list = system is MEETUP and not one.mapping.keys() & set(OF_ONE_EVENT)
    return system.is_contacts or is_member_list


def _has_answers(one: PeopleList) -> bool:
    """Whether the list has a column of answers: filled with what we understand, or not yet."""
    is_filled = any(_answer_cell(one, row) for row in one.rows)
    understood = any(row.answer for row in one.rows)
    return "answer" in one.mapping and (understood or not is_filled)


def _answer_cell(one: PeopleList, row: PersonRow) -> str:
    index = one.mapping.get("answer")
    return "" if index is None else dict(row.fields).get(one.columns[index], "")


def _is_too_many(row: PersonRow) -> bool:
    return row.plus > MOST_GUESTS_OF_ONE


def _without_room(
    members: Sequence[int],
    heard: Sequence[tuple[PersonRow, RegistrationStatus | None, System]],
    no_room: Sequence[int],
    files: Sequence[str],
) -> Iterator[Problem]:
    """Give who would bring more guests than fit, and stays on the guest list as they were."""
    left = set(no_room)
    for member_id, (row, _stated, _system), file in zip(members, heard, files, strict=True):
        if member_id in left:
            left.discard(member_id)
            sentence = _("There is no seat for more guests of “{name}”, who stays as they were.")
            yield Problem(file, row.row, sentence.format(name=row.name))


def _unclear(one: PeopleList) -> Iterator[Problem]:
    """Give what is not taken as it stands in the list."""
    has_answers = _has_answers(one)
    for row in one.rows:
        if _is_too_many(row):
            sentence = _("“{name}” cannot bring {plus} extra guests; counted without them.")
            words = sentence.format(name=row.name, plus=row.plus)
            yield Problem(one.file, row.row, words)
        text = _answer_cell(one, row)
        if has_answers and text and row.answer is None:
            sentence = _("“{text}” is no answer that can be understood; “{name}” has none.")
            yield Problem(one.file, row.row, sentence.format(text=text[:60], name=row.name))
