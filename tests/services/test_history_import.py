"""A community's past comes in once, as answers and not as attendance, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.domain.drafts import CommunityDraft, EventDraft, MemberDraft
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.records import MemberRow
from organizer.models.database import Database
from organizer.models.tables import (
    Attendance,
    DoorEntry,
    Event,
    EventSource,
    MemberSource,
    Registration,
    Venue,
)
from organizer.services import undoing
from organizer.services.answers.guests import list_guests, set_status
from organizer.services.at_door.door import check_in_member
from organizer.services.communities import count, describe, new_community
from organizer.services.lists.history_import import (
    Answered,
    HistoryCounts,
    answered,
    apply_history,
    plan_history,
    read_past,
    zones,
)
from organizer.services.people.members import add_member, list_members, member_detail
from organizer.services.plans.events import add_event, list_events
from tests.evenings import shared_data

EVENTS = (
    "id,name,time,venue,address,rsvp limit\n7,Knit night,2019-05-14 19:00,Mill,Lane 1,1\n"
    "8,Dye day,2019-06-02 10:00,Mill,Quay 2,\n"
)
PEOPLE = "id,name,joined,topics,group id\n1,Ana Lima,2018-01-02,wool,k\n2,Bo,2018-02-03,,k\n"
GROUPS = "id,name,urlname\nk,Knitters,knit\n"
ANSWERS = "event_id,member_id,response,guests\n7,1,yes,2\n7,2,yes,0\n8,2,no,0\n"

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Write a small past into a folder; a table given by name takes the place of that one."""

    def folder(name: str = "past", **tables: str) -> Path:
        path = tmp_path / name
        path.mkdir(exist_ok=True)
        for table, text in {
            "events": EVENTS,
            "people": PEOPLE,
            "groups": GROUPS,
            "answers": ANSWERS,
            **tables,
        }.items():
            (path / f"{table}.csv").write_text(text, "utf-8")
        return path

    return folder


def take(db: Database, path: Path) -> HistoryCounts:
    """Take a folder in; what the preview says is what is done."""
    plan = plan_history(db, read_past(db, path))
    done = apply_history(db, plan)
    assert done == plan.counts
    return done


def guests_of(db: Database, title: str) -> dict[str, tuple[str, int]]:
    """Return answer and extra guests by name."""
    [event] = [row for row in list_events(db) if row.title == title]
    return {row.name: (str(row.status), row.plus) for row in list_guests(db, event.uid)}


def member_named(db: Database, name: str) -> MemberRow:
    """Return the one member of that name."""
    [found] = [row for row in list_members(db) if row.name == name]
    return found


def test_montana(tmp_path: Path) -> None:
    path = shared_data("meetup/montana_anon")
    draft = CommunityDraft(name="Montana", timezone="America/Denver")
    db = new_community(tmp_path / "montana.organizer", draft)
    history = read_past(db, path)
    assert answered(history) == Answered(yes=7616, no=2800, seats=8045, changed_late=31)
    assert zones(history) == ("America/Denver",)
    done = take(db, path)
    assert (done.events, done.members, done.registrations) == (1391, 1757, 10416)
    assert done.added == {"events": 1391, "members": 1757, "registrations": 10416}
    before = count(db)
    assert (before.events, before.members, before.registrations) == (1391, 1757, 10416)
    assert before.attendances == 0, "a yes is an answer, not an attendance"
    with db.reading() as session:
        by_event = select(func.count(), func.sum(1 + Registration.plus)).where(
            Registration.status == RegistrationStatus.GOING
        )
        assert tuple(session.execute(by_event).one()) == (7616, 8045)
        most = session.execute(by_event.group_by(Registration.event_id)).all()
        assert max(number for number, _seats in most) == 161
        assert session.scalar(select(func.count()).select_from(EventSource)) == 1391
        assert session.scalar(select(func.count()).select_from(MemberSource)) == 1757
        assert session.scalar(select(func.count()).select_from(Venue)) == 265
    again = take(db, path)
    assert (again.events, again.members, again.registrations) == (1391, 1757, 10416)
    assert not again.has_news
    assert count(db) == before
    undoing.take_back(db)
    assert count(db).events == count(db).members == count(db).registrations == 0
    db.close()


def test_a_folder_of_our_own(db: Database, folder: Folder) -> None:
    done = take(db, folder())
    assert (done.events, done.members, done.registrations) == (2, 2, 3)
    assert guests_of(db, "Knit night") == {"Ana Lima": ("going", 2), "Bo": ("going", 0)}, (
        "a past yes beyond the seats was a yes all the same"
    )
    assert guests_of(db, "Dye day") == {"Bo": ("declined", 0)}
    dye, knit = sorted(list_events(db), key=lambda row: row.title)
    assert (knit.starts, knit.timezone, knit.capacity) == (
        datetime(2019, 5, 14, 19, 0),
        describe(db).timezone,
        1,
    )
    assert (knit.venue, dye.venue) == ("Mill", "Mill, Quay 2")
    ana = member_named(db, "Ana Lima")
    assert ana.tags == ("Knitters",)
    assert ana.attended == 0
    detail = member_detail(db, ana.uid)
    assert ("topics", "wool") in detail.fields
    assert [(visit.title, visit.attended) for visit in detail.visits] == [("Knit night", False)]
    assert all(guest.code for guest in list_guests(db, knit.uid)), "they can print badges"
    before = count(db)
    assert not take(db, folder()).has_news
    assert not take(db, folder("another name")).has_news
    assert count(db) == before


def test_people_and_events_that_are_there_are_found(db: Database, folder: Folder) -> None:
    add_member(db, MemberDraft(name="ANA  LIMA", emails=("ana@x.org",)))
    starts = datetime(2019, 5, 14, 19, 0)
    add_event(
        db,
        EventDraft(
            title="Knit Night",
            starts=starts,
            ends=starts + timedelta(hours=1),
            timezone="Europe/Berlin",
            venue="Mill",
        ),
    )
    done = take(db, folder())
    assert done.added == {"events": 1, "members": 1, "registrations": 3}
    assert {row.name for row in list_members(db)} == {"ANA  LIMA", "Bo"}
    assert len(list_events(db)) == 2
    assert guests_of(db, "Knit Night")["ANA  LIMA"] == ("going", 2)
    assert not take(db, folder()).has_news


def test_two_alike_stay_two_and_same_numbers_elsewhere_are_others(
    db: Database, folder: Folder
) -> None:
    events = "id,name,time\n7,Knit,2019-05-14 19:00\n8,Knit,2019-05-14 19:00\n"
    people = "id,name,joined\n1,Kim,\n2,Kim,\n"
    first = folder(
        events=events, people=people, answers="event_id,member_id,response\n7,1,yes\n8,2,yes\n"
    )
    assert take(db, first).added == {"events": 2, "members": 2, "registrations": 2}
    assert not take(db, first).has_news
    more = folder(
        events=events + "9,Knit,2019-05-14 19:00\n",
        people=people,
        answers="event_id,member_id,response\n9,1,yes\n",
    )
    assert take(db, more).added == {"events": 1, "members": 0, "registrations": 1}
    other = folder(
        "other",
        events="id,name,time\n7,Spin,2020-05-14 19:00\n8,Weave,2020-05-15 19:00\n",
        people="id,name,joined\n1,Lee,\n2,Max,\n",
        answers="event_id,member_id,response\n7,1,yes\n8,2,no\n",
    )
    assert take(db, other).added == {"events": 2, "members": 2, "registrations": 2}
    assert sorted(row.name for row in list_members(db)) == ["Kim", "Kim", "Lee", "Max"]


def test_a_later_export_brings_what_is_new(db: Database, folder: Folder) -> None:
    take(db, folder())
    later = folder(
        events=EVENTS + "9,Spin night,2019-07-01 19:00,Mill,Lane 1,\n",
        answers=ANSWERS.replace("8,2,no", "8,2,yes") + "9,1,yes,0\n",
    )
    done = take(db, later)
    assert done.added == {"events": 1, "members": 0, "registrations": 1}
    assert done.changed == 1
    assert guests_of(db, "Dye day") == {"Bo": ("going", 0)}
    assert len({row.venue for row in list_events(db)}) == 2


def test_who_arrived_keeps_what_the_door_says(db: Database, folder: Folder) -> None:
    starts = (datetime.now(UTC) - timedelta(hours=1)).replace(tzinfo=None, microsecond=0)
    events = f"id,name,time,utc_offset\n7,Tonight,{starts.isoformat(' ')},0\n"
    answers = "event_id,member_id,response\n7,1,yes\n"
    take(db, folder(events=events, answers=answers))
    [tonight] = list_events(db)
    check_in_member(db, tonight.uid, member_named(db, "Ana Lima").uid)
    done = take(db, folder(events=events, answers=answers.replace("yes", "no")))
    assert done.changed == 0
    assert guests_of(db, "Tonight") == {"Ana Lima": ("going", 0)}


def test_arrivals_that_a_table_tells_go_into_the_log(db: Database, folder: Folder) -> None:
    answers = (
        "event_id,member_id,response,checked in at\n7,1,yes,2019-05-14 19:05\n7,2,yes,\n8,2,no,\n"
    )
    done = take(db, folder(answers=answers))
    assert done.arrivals == 1
    ana = member_named(db, "Ana Lima")
    assert (ana.attended, str(ana.last_attended)) == (1, "2019-05-14")
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(DoorEntry)) == 1
        [at] = session.scalars(select(Attendance.arrived_at))
        assert at == datetime(2019, 5, 14, 17, 5, tzinfo=UTC)
    assert not take(db, folder(answers=answers)).has_news
    more = answers.replace("8,2,no,", "8,2,yes,2019-06-02 10:10")
    assert take(db, folder(answers=more)).arrivals == 1
    assert member_named(db, "Bo").attended == 1


def test_a_seat_given_back_lets_the_next_one_up(db: Database, folder: Folder) -> None:
    starts = (datetime.now(UTC) + timedelta(days=3)).replace(tzinfo=None, microsecond=0)
    events = f"id,name,time,capacity\n7,Soon,{starts.isoformat(' ')},1\n"
    answers = "event_id,member_id,response\n7,1,yes\n7,2,waitlist\n"
    take(db, folder(events=events, answers=answers))
    assert guests_of(db, "Soon") == {"Ana Lima": ("going", 0), "Bo": ("waitlisted", 0)}
    take(db, folder(events=events, answers=answers.replace("yes", "no")))
    assert guests_of(db, "Soon") == {"Ana Lima": ("declined", 0), "Bo": ("going", 0)}


def test_guests_that_nobody_can_bring_are_reported(db: Database, folder: Folder) -> None:
    path = folder(answers="event_id,member_id,response,guests\n7,1,yes,5000\n")
    plan = plan_history(db, read_past(db, path))
    [problem] = plan.problems
    assert (problem.file, problem.row) == ("answers.csv", 2)
    apply_history(db, plan)
    assert guests_of(db, "Knit night") == {"Ana Lima": ("going", 0)}


def test_cancelled_at_the_last_moment_nothing_is_there(db: Database, folder: Folder) -> None:
    plan = plan_history(db, read_past(db, folder()))

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    before = count(db)
    with pytest.raises(KeyboardInterrupt):
        apply_history(db, plan, step=stop)
    assert count(db) == before


def test_what_changed_between_preview_and_write_is_seen(db: Database, folder: Folder) -> None:
    plan = plan_history(db, read_past(db, folder()))
    take(db, folder())
    [ana] = [row for row in list_members(db) if row.name == "Ana Lima"]
    [knit] = [row for row in list_events(db) if row.title == "Knit night"]
    set_status(db, knit.uid, ana.uid, RegistrationStatus.MAYBE)
    done = apply_history(db, plan)
    assert done.added == {"events": 0, "members": 0, "registrations": 0}
    assert count(db).events == 2


def test_nothing_is_read_or_made_while_the_file_is_locked(
    db: Database, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_history(db, read_past(db, folder()))
    asked: list[str] = []
    writing = db.writing

    @contextmanager
    def watched(step: str = "") -> Iterator[Session]:
        with writing(step) as session:
            scalars = session.execute

            def execute(statement: object, *more: object, **options: object) -> object:
                asked.append(str(statement))
                return scalars(statement, *more, **options)  # type: ignore[call-overload]

            monkeypatch.setattr(session, "execute", execute)
            yield session

    monkeypatch.setattr(db, "writing", watched)
    apply_history(db, plan)
    assert not [sql for sql in asked if Event.title.key in sql or "registration.status" in sql]
