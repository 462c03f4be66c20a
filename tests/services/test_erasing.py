"""Taking a person out for good: nothing of them is left in any file, and the numbers stay."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy import select

from organizer.domain.drafts import MemberDraft, QuestionDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import FieldKind, RegistrationStatus, Verdict
from organizer.domain.segments import Ask, Rule, Trait, all_of
from organizer.models.backups import backup_folder, backups_of, make_backup
from organizer.models.database import Database, open_database
from organizer.models.migrating import config_of
from organizer.models.tables import Circle, Member, MemberSource, Question, QuestionAnswer, Step
from organizer.models.tables import Registration as Listed
from organizer.services import communities, insights, undoing
from organizer.services.answers import guests
from organizer.services.at_door import door
from organizer.services.finding import find_event
from organizer.services.people import (
    duplicates,
    erasing,
    fields,
    members,
    members_out,
    merging,
    segments,
    several,
)
from organizer.services.plans import events, questions
from tests.evenings import STARTS, Evening, at, plan

NAME = "Ludmila Ažbetová"
ADDRESS = "ludmila.azbetova@example.org"
TRACES = (NAME, "Ažbetov", ADDRESS, "Ludmila", "CATS-ARE-EVIL", "+49 170 555 0199")
AFTERWARDS = at(23) + timedelta(days=300)


@pytest.fixture
def past(evening: Evening) -> Evening:
    """Ludmila came to two meetups, led nothing, said a lot, and is on the list of one to come."""
    db = evening.db
    earlier = plan(db, "Paper night", starts=STARTS - timedelta(days=200))
    coming = plan(db, "Next year", starts=STARTS + timedelta(days=365), capacity=1)
    evening.people["Ludmila"] = uid = members.add_member(
        db,
        MemberDraft(
            name=NAME,
            greeting="Ludmila",
            emails=(ADDRESS,),
            tags=("weaver",),
            notes="CATS-ARE-EVIL " * 2_000,  # pages of its own, which become free
            phone="+49 170 555 0199",
        ),
    )
    evening.people["Earlier"] = earlier
    evening.people["Coming"] = coming
    for name in ("Bea", "Cem"):
        evening.person(name)
    for event, day in ((earlier, -200), (evening.meetup, 0)):
        names = ("Ludmila", "Bea") if day else ("Ludmila", "Bea", "Cem")
        evening.going(*names, event=event, plus=1)
        for minute, name in enumerate(names):
            when = at(18, 40 + minute) + timedelta(days=day)
            door.check_in(db, event, evening.code(name, event), now=when)
    evening.going("Ludmila", event=evening.dyeing)
    evening.going("Ludmila", "Bea", event=coming)
    door.check_in(db, evening.meetup, f"BEGIN:VCARD FN:{NAME}", now=at(19))
    with db.writing() as session:
        one = session.scalars(select(Member).where(Member.uid == uid)).one()
        session.add(MemberSource(member_id=one.id, system="meetup", external_id="70001"))
        session.add(Circle(name="Dyers", folded="dyers", host_id=one.id))
        event_id = find_event(session, evening.meetup).id
        question = Question(event_id=event_id, wording="Allergies", kind="text")
        session.add(question)
        session.flush()
        listed = session.scalars(
            select(Listed.id).where(Listed.member_id == one.id, Listed.event_id == event_id)
        ).one()
        session.add(
            QuestionAnswer(registration_id=listed, question_id=question.id, value="CATS-ARE-EVIL")
        )
    return evening


def numbers(db: Database, now: datetime = AFTERWARDS) -> dict[str, Any]:
    """Return everything that counts people of past events."""
    rows = [row for row in events.list_events(db) if row.starts_at < now]
    with db.reading() as session:
        recaps = [insights.recap_record(session, find_event(session, row.uid)) for row in rows]
    return {
        "rows": rows,
        "counts": [events.count_guests(db, row.uid) for row in rows],
        "recaps": [
            replace(
                recap,
                first_timers=len(recap.first_timers),
                returning=[one.note for one in recap.returning],
                no_shows=len(recap.no_shows),
                attendees=sorted(one.note for one in recap.attendees),
            )
            for recap in recaps
        ],
        "insights": insights.attendance_over_time(db, now),
    }


def traces(path: Path) -> list[tuple[str, str]]:
    """Return in which files of a community, copies included, which trace of her is left."""
    files = [*path.parent.glob(f"{path.name}*"), *backup_folder(path).glob("*")]
    return [
        (file.name, text)
        for file in files
        if file.is_file()
        for text in TRACES
        if text.encode() in file.read_bytes()
    ]


def erase(past: Evening) -> erasing.Erased:
    return erasing.erase_member(past.db, past.people["Ludmila"], now=AFTERWARDS)


def test_nothing_of_her_is_left_in_the_file_its_log_or_its_copies(past: Evening) -> None:
    db = past.db
    make_backup(db.path, "2026-11-20")
    members.change_member(db, past.people["Bea"], MemberDraft(name="Bea Kim"))
    assert {name for name, _text in traces(db.path)} > {"2026-11-20.organizer"}
    erased = erase(past)
    assert (erased.copies, erased.unreadable, erased.is_scrubbed) == (1, (), True)
    assert traces(db.path) == []
    for path in (db.path, *backup_folder(db.path).iterdir()):
        with closing(sqlite3.connect(path)) as connection:
            free = connection.execute("PRAGMA freelist_count").fetchone()
        assert free == (0,), "not even where SQLite does not overwrite what is freed"
    said = " ".join(erasing.erased_words(erased)).lower()
    assert all(word in said for word in ("erased", "backup", "elsewhere"))


def test_the_numbers_of_past_events_stay(past: Evening) -> None:
    before = numbers(past.db)
    erase(past)
    assert numbers(past.db) == before


def test_nobody_finds_or_lists_her_any_more(past: Evening, tmp_path: Path) -> None:
    db = past.db
    erase(past)
    assert [row.name for row in members.list_members(db)] == ["Bea", "Cem"]
    assert communities.count(db).members == 2
    assert members_out.export_members(db, tmp_path / "out.csv") == 2
    assert insights.home(db, AFTERWARDS).members == 2
    assert duplicates.find_duplicates(db) == []
    added = guests.add_guests(db, plan(db, "For all"), everyone=True)
    assert added.registered == 2
    for name in (NAME, "", "Erased person"):
        with pytest.raises(UserError):
            guests.set_status(db, past.meetup, name, RegistrationStatus.DECLINED)
    names = [guest.name for guest in guests.list_guests(db, past.meetup)]
    assert names == ["Bea", "Cem", "Erased person"]
    later = plan(db, "Later", starts=STARTS + timedelta(days=301))
    assert [row.name for row in door_people(db, later)] == ["Bea", "Cem"]


def door_people(db: Database, event: str) -> list[Any]:
    from organizer.services.at_door.door_view import people_for_door

    return people_for_door(db, event)


def test_her_badge_is_nobodys(past: Evening) -> None:
    code = past.code("Ludmila")
    erase(past)
    said = door.check_in(past.db, past.meetup, code, now=at(19, 30))
    assert said.verdict is Verdict.UNKNOWN_HERE
    assert past.db.path.read_bytes().count(code.encode()) <= 1, "only as it was just read"


def test_the_seat_of_a_coming_event_goes_to_the_next(past: Evening) -> None:
    coming = past.people["Coming"]
    assert past.status("Bea", coming) == "waitlisted"
    erase(past)
    assert past.status("Bea", coming) == "going"
    assert len(guests.list_guests(past.db, coming)) == 1


def test_who_was_on_no_list_leaves_no_row(db: Database) -> None:
    uid = members.add_member(db, MemberDraft(name=NAME))
    erasing.erase_member(db, uid)
    with db.reading() as session:
        assert session.scalars(select(Member.id)).all() == []


def test_it_cannot_be_undone_and_only_steps_without_her_can(past: Evening) -> None:
    db, told = past.db, list[frozenset[str]]()
    draft = MemberDraft(name="Bea", notes="Ludmila's friend")
    members.change_member(db, past.people["Bea"], draft)
    members.change_member(db, past.people["Cem"], MemberDraft("Cem", brought_by=NAME))
    several.tag_people(db, [past.people[name] for name in ("Bea", "Ludmila")], "dyer")
    several.tag_people(db, [past.people[name] for name in ("Bea", "Cem")], "knotter")
    members.change_member(db, past.people["Ludmila"], MemberDraft("Ada Byron", phone="+49 40 77"))
    db.on_change(told.append)
    erased = erase(past)
    assert db.last_step is None
    assert frozenset({"*"}) in told, "every page loads anew"
    with db.reading() as session:
        left = set(session.scalars(select(Step.words)))
    plans = ("Loom night", "Dyeing", "Knots", "Paper night", "Next year")
    people = {"Bea added", "Cem added", "2 people tagged “knotter”"}
    assert left == people | {f"“{title}” planned" for title in plans}
    assert any(f"{erased.steps} earlier steps" in words for words in erasing.erased_words(erased))
    assert undoing.take_back(db) == "2 people tagged “knotter”"
    assert [row.tags for row in members.list_members(db)] == [("dyer",), ()]
    with closing(sqlite3.connect(db.path)) as connection:
        history = str(
            [*connection.execute("SELECT * FROM step_row JOIN step ON step.id = step_id")]
        )
    assert [text for text in (*TRACES, "Ada Byron", "+49 40 77") if text in history] == []


def test_a_copy_of_an_older_schema_is_cleaned_and_can_be_restored(past: Evening) -> None:
    db = past.db
    copy = make_backup(db.path, "2026-11-20")
    backup = past.people["Bea"]
    age = copy.stat().st_mtime_ns
    to_first_schema(copy)
    erase(past)
    assert copy.stat().st_mtime_ns == age
    assert traces(db.path) == []
    assert [one.path for one in backups_of(db.path)] == [copy], "no copy of the copy"
    assert list(backup_folder(db.path).iterdir()) == [copy]
    restored = open_database(copy)
    assert {row.uid for row in members.list_members(restored)} >= {backup}
    assert events.get_event(restored, past.meetup).attended == 3
    restored.close()


def to_first_schema(path: Path) -> None:
    """Write a copy as the schema that was released first would have held it."""
    first = path.with_name("first")
    engine = sa.create_engine(f"sqlite:///{first}", poolclass=sa.NullPool)
    with engine.begin() as connection:
        command.upgrade(config_of(connection), "0001")
    with closing(sqlite3.connect(first)) as connection:
        connection.execute("ATTACH ? AS newer", (str(path),))
        tables = connection.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name != 'alembic_version'"
        )
        for (table,) in tables.fetchall():
            columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
            names = ", ".join(columns)
            connection.execute(
                f"INSERT INTO main.{table} ({names}) SELECT {names} FROM newer.{table}"
            )
        connection.commit()
    age = path.stat()
    first.replace(path)
    os.utime(path, ns=(age.st_atime_ns, age.st_mtime_ns))


def test_what_she_was_before_a_merge_or_another_import_goes_from_the_copies_too(
    db: Database,
) -> None:
    old = members.add_member(db, MemberDraft(name=NAME, emails=(ADDRESS,)))
    namesake = members.add_member(db, MemberDraft(name=NAME, notes="somebody else"))
    make_backup(db.path, "2026-11-19")
    with db.writing() as session:
        session.delete(session.scalars(select(Member).where(Member.uid == old)).one())
    new = members.add_member(db, MemberDraft(name=NAME))
    other = members.add_member(db, MemberDraft(name="Lída", emails=(ADDRESS,)))
    make_backup(db.path, "2026-11-20")
    merging.merge_members(db, other, new)
    erasing.erase_member(db, other)
    for copy in backups_of(db.path):
        opened = open_database(copy.path)
        assert [row.uid for row in members.list_members(opened)] == [namesake]
        opened.close()
        assert ADDRESS.encode() not in copy.path.read_bytes()


def test_a_copy_that_cannot_be_opened_is_named(past: Evening) -> None:
    damaged = make_backup(past.db.path, "2026-11-20")
    damaged.write_bytes(b"no database at all" * 100)
    erased = erase(past)
    assert erased.unreadable == (damaged,)
    assert any(damaged.name in sentence for sentence in erasing.erased_words(erased))
    assert [row.name for row in members.list_members(past.db)] == ["Bea", "Cem"]


def test_what_is_said_of_her_elsewhere_is_pointed_out_not_changed(past: Evening) -> None:
    db = past.db
    members.change_member(
        db, past.people["Bea"], MemberDraft(name="Bea", notes=f"Came with {NAME}")
    )
    row = events.get_event(db, past.meetup)
    draft = events.draft_of(row)
    draft.description = f"Ask {ADDRESS.upper()}"
    events.change_event(db, past.meetup, draft)
    fields.add_field(db, "Lift with", FieldKind.CHOICE, ("nobody", NAME))
    asked = QuestionDraft("Who drives?", FieldKind.CHOICE, ("nobody", NAME))
    questions.set_questions(db, past.dyeing, [asked])
    erased = erase(past)
    assert erased.mentions == (
        "the page of Bea",
        "the event “Loom night”",
        "the questions of “Dyeing”",
        "the field “Lift with”",
    )
    assert events.get_event(db, past.meetup).description == draft.description


def test_a_search_for_whom_she_brought_says_that_she_is_gone(past: Evening) -> None:
    brought = all_of(Rule(Trait.BROUGHT_BY, Ask.IS, past.people["Ludmila"]))
    segments.save_segment(past.db, "Hers", brought)
    erase(past)
    [segment] = segments.segments_in_words(past.db)
    assert (segment.words, segment.members) == ("brought by one that is gone", 0)


def test_a_family_keeps_its_address(past: Evening) -> None:
    members.change_member(past.db, past.people["Bea"], MemberDraft("Bea", emails=(ADDRESS,)))
    erased = erase(past)
    assert members.list_members(past.db)[0].emails == (ADDRESS,)
    assert erased.mentions == ()


def test_a_reader_elsewhere_is_told_of(past: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("organizer.models.database._BUSY_MILLISECONDS", 50)
    with closing(sqlite3.connect(past.db.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM member").fetchone()
        erased = erase(past)
    assert not erased.is_scrubbed
    assert any("Another program" in sentence for sentence in erasing.erased_words(erased))
