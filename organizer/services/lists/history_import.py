"""A community's past in: events, members and answers from a folder of tables, all or nothing.

A past yes is an answer, not an attendance: who came is only known where the tables say so. What
the file holds already stays as it is, so that a second import adds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from sqlalchemy.orm import Session

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.matching import Outcome
from organizer.domain.records import History, PastAnswer, Problem
from organizer.domain.words import _, ngettext
from organizer.intake.histories import read_history
from organizer.models.database import Database, name_step
from organizer.models.tables import Event
from organizer.services.answers.guests import MOST_GUESTS_OF_ONE
from organizer.services.answers.seating import promote
from organizer.services.communities import describe
from organizer.services.lists.history_rows import HistoryRows
from organizer.services.lists.importing import ImportPlan, Step, plan_import, write_plan


@dataclass(frozen=True, slots=True)
class HistoryCounts:
    """What tables of the past hold, and what of it is new to the file."""

    events: int
    """Events in the tables, each once; so it is with members and registrations."""
    members: int
    registrations: int
    """Answers of one person to one event."""
    added: dict[str, int]
    """How many of these three were not in the file."""
    changed: int = 0
    """Answers that the tables tell otherwise than the file does."""
    updated: int = 0
    """Members of whom something more is known."""
    arrivals: int = 0
    """Arrivals that are not in the door log."""

    @property
    def has_news(self) -> bool:
        """Whether there is anything to write."""
        return any((*self.added.values(), self.changed, self.updated, self.arrivals))


@dataclass(frozen=True, slots=True)
class HistoryPlan:
    """What an import of the past would do; nothing is written before `apply_history`."""

    history: History = field(repr=False)
    people: ImportPlan = field(repr=False)
    rows: HistoryRows = field(repr=False)

    @property
    def counts(self) -> HistoryCounts:
        """What the tables hold, and what of it is new."""
        outcomes = [row.outcome for row in self.people.rows]
        return HistoryCounts(
            events=len(self.history.events),
            members=len(set(self.rows.members)),
            registrations=self.rows.registrations,
            added={
                "events": self.rows.new_events,
                "members": outcomes.count(Outcome.ADDED),
                "registrations": self.rows.new_registrations,
            },
            changed=self.rows.changed_registrations,
            updated=outcomes.count(Outcome.UPDATED),
            arrivals=self.rows.arrivals,
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is left out or unclear, by file and row."""
        return self.history.problems


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of the past in numbers."""

    yes: int
    no: int
    seats: int
    """Everyone who said yes, with the guests they meant to bring."""
    changed_late: int
    """Answers given or changed after the start."""


def read_past(
    db: Database,
    folder: Path,
    *,
    dates: Literal["dmy", "mdy"] | None = None,
    step: Step | None = None,
) -> History:
    """Read a folder of tables without touching the community; see `read_history`."""
    history = read_history(folder, describe(db).timezone, dates=dates, step=step)
    return _with_possible_guests(history)


def plan_history(db: Database, history: History) -> HistoryPlan:
    """Match the past against everyone and everything known; nothing is written."""
    people = plan_import(db, [history.people])
    with db.reading() as session:
        rows = HistoryRows(session, history, _members_to_be(people))
    return HistoryPlan(history, people, rows)


def apply_history(db: Database, plan: HistoryPlan, *, step: Step | None = None) -> HistoryCounts:
    """Write a plan, all or nothing and as one step; it is made anew if the file changed meanwhile.

    `step` is called before all is kept for good, and may raise to leave everything as it was.
    """

    def finish(session: Session, people: ImportPlan, members: Sequence[int]) -> HistoryCounts:
        rows = plan.rows
        if not rows.fits(session, members):
            rows = HistoryRows(session, plan.history, members)
        rows.write(session)
        for event_id in rows.frees_seats:
            promote(session, session.get_one(Event, event_id))
        if step is not None:
            step(1, 1)
        done = HistoryPlan(plan.history, people, rows).counts
        name_step(session, _step_words(done.added["events"]))
        return done

    return write_plan(db, plan.people, _("The past imported"), finish)


def answered(history: History) -> Answered:
    """Return the numbers of the answers."""
    yes = [one for one in history.answers if one.status is RegistrationStatus.GOING]
    return Answered(
        yes=len(yes),
        no=sum(1 for one in history.answers if one.status is RegistrationStatus.DECLINED),
        seats=sum(1 + one.plus for one in yes),
        changed_late=sum(
            1
            for one in history.answers
            if one.changed_at and one.changed_at > history.events[one.event].starts_at
        ),
    )


def zones(history: History) -> tuple[str, ...]:
    """Return the zones that the events are in, the most frequent first."""
    names = [event.timezone for event in history.events]
    return tuple(sorted(set(names), key=lambda name: (-names.count(name), name)))


def _members_to_be(plan: ImportPlan) -> list[int]:
    """Return the ids that the people of a plan have or will have, unless the file changes first."""
    ids: dict[int, int] = {}
    next_id = plan.stamp.last_member + 1
    for person in plan.people:
        ids[id(person)] = person.id or next_id
        next_id += person.id is None
    return [ids[id(row.person)] for row in plan.rows]


def _step_words(events: int) -> str:
    words = ngettext(
        "{count} event of the past imported", "{count} events of the past imported", events
    )
    return words.format(count=f"{events:,}")


def _with_possible_guests(history: History) -> History:
    """Return the past without numbers of guests that nobody can bring; each is reported."""
    problems = list(history.problems)

    def possible(one: PastAnswer) -> PastAnswer:
        if one.plus <= MOST_GUESTS_OF_ONE:
            return one
        name = history.people.rows[one.person].name
        sentence = _("“{name}” cannot bring {plus} extra guests; counted without them.")
        problems.append(Problem(one.file, one.row, sentence.format(name=name, plus=one.plus)))
        return replace(one, plus=0)

    answers = tuple(map(possible, history.answers))
    problems.sort(key=lambda problem: (problem.file, problem.row))
    return replace(history, answers=answers, problems=tuple(problems))
