"""A list that is mended after each change is the one that reading everyone anew gives."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from organizer.domain.drafts import EventDraft, MemberDraft, VenueDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus
from organizer.models.changes import MOST_ROWS
from organizer.models.database import Database, open_database
from organizer.services import backups, undoing
from organizer.services.answers import guests
from organizer.services.at_door import door
from organizer.services.lists.importing import apply_import, plan_import, read_lists
from organizer.services.people import circles, erasing, members, merging, several
from organizer.services.people.member_list import MemberList, read_members
from organizer.services.plans import events, venues
from organizer.services.plans.event_list import read_events

NAMES = ("Ana Ruiz", "Bo", "Ċedric", "Ирина", "佐藤 花", "𐐷 Beyond", "Zoë")


def add(db: Database, name: str, **more: object) -> str:
    return members.add_member(db, MemberDraft(name, **more))  # type: ignore[arg-type]


def same(mended: MemberList, db: Database) -> bool:
    whole = read_members(db)
    return (mended.rows, mended.texts, mended.mark) == (whole.rows, whole.texts, whole.mark)


@pytest.mark.parametrize("seed", range(6))
def test_any_walk_of_steps_mends_to_what_is_there(db: Database, seed: int) -> None:
    chance = random.Random(seed)
    soon = datetime.now(UTC).replace(tzinfo=None, microsecond=0) + timedelta(hours=1)
    for name in NAMES:
        add(db, name, tags=("board",) if chance.random() < 0.5 else ())

    def someone() -> str:
        return chance.choice(members.list_members(db)).uid

    def some() -> list[str]:
        return [someone() for _ in range(3)]

    def an_event() -> str:
        return chance.choice(events.list_events(db)).uid

    def plan_one() -> None:
        starts = soon + timedelta(hours=chance.choice((-30, 0, 1, 24)))
        ends = starts + timedelta(hours=2)
        events.add_event(db, EventDraft(title="Loom", starts=starts, ends=ends, timezone="UTC"))

    def move_one() -> None:
        uid = an_event()
        draft = events.draft_of(events.get_event(db, uid))
        draft.starts, draft.ends = draft.starts + timedelta(days=9), draft.ends + timedelta(days=9)
        events.change_event(db, uid, draft)

    def let_in() -> None:
        event = events.get_event(db, an_event())
        door.check_in_member(db, event.uid, someone(), now=event.starts.replace(tzinfo=UTC))

    def walk_in() -> None:
        event = events.get_event(db, an_event())
        door.add_walk_in(db, event.uid, chance.choice(NAMES), now=event.starts.replace(tzinfo=UTC))

    steps = (
        lambda: add(db, chance.choice(NAMES), emails=(f"{chance.random()}@example.org",)),
        lambda: members.change_member(db, someone(), MemberDraft(chance.choice(NAMES), phone="1")),
        lambda: several.tag_people(db, some(), chance.choice(("board", "host"))),
        lambda: several.untag_people(db, some(), "board"),
        lambda: several.put_in_circle(db, some(), "Dyers"),
        lambda: circles.change_circle(
            db, circles.list_circles(db)[0].uid, name=f"Spinners {chance.random()}"
        ),
        lambda: circles.dissolve_circle(db, circles.list_circles(db)[0].uid),
        lambda: merging.merge_members(db, someone(), someone()),
        lambda: erasing.erase_member(db, someone()),
        plan_one,
        move_one,
        lambda: events.cancel_event(db, an_event()),
        lambda: guests.add_guests(db, an_event(), some(), status=RegistrationStatus.GOING),
        lambda: guests.set_status(db, an_event(), someone(), RegistrationStatus.DECLINED),
        let_in,
        walk_in,
        lambda: door.undo_last(db, an_event()),
        lambda: undoing.take_back(db),
        lambda: undoing.take_back(db),
        lambda: undoing.take_again(db),
    )
    seen, events_seen = read_members(db), read_events(db)
    for number in range(60):
        with suppress(UserError, IndexError):
            chance.choice(steps)()
        if number % 3 == 0:  # now and then several changes are seen at once
            seen, events_seen = read_members(db, seen), read_events(db, events_seen)
            assert same(seen, db)
            assert events_seen == read_events(db)


def test_a_place_by_another_name_is_another_for_all_its_events(db: Database) -> None:
    uid = venues.add_venue(db, VenueDraft("Old mill"))
    starts = datetime(2026, 12, 1, 19)
    for title in ("Loom", "Dyes"):
        ends = starts + timedelta(hours=2)
        draft = EventDraft(title=title, starts=starts, ends=ends, timezone="UTC", venue="Old mill")
        events.add_event(db, draft)
    before = read_events(db)
    venues.change_venue(db, uid, VenueDraft("New mill"))
    assert [row.venue for row in read_events(db, before).rows] == ["New mill"] * 2


def test_only_who_was_touched_is_read_again(db: Database) -> None:
    uids = [add(db, name) for name in NAMES]
    before = read_members(db)
    members.change_member(db, uids[2], MemberDraft("Cedric"))
    new = add(db, "Aaron")
    after = read_members(db, before)
    assert after.changed == {uids[2], new}
    kept = {id(row) for row in before.rows}
    assert sum(id(row) in kept for row in after.rows) == len(NAMES) - 1
    assert same(after, db)


def test_nothing_that_happened_changes_nothing(db: Database) -> None:
    add(db, "Ana")
    before = read_members(db)
    assert read_members(db, before).changed == frozenset()


def test_of_scans_only_who_came_is_read_again(db: Database) -> None:
    uids = [add(db, name) for name in NAMES]
    starts = datetime(2026, 5, 5, 19)
    draft = EventDraft(
        title="Loom", starts=starts, ends=starts + timedelta(hours=2), timezone="UTC"
    )
    event = events.add_event(db, draft)
    guests.add_guests(db, event, uids)
    other = open_database(db.path)  # another station
    before = read_members(db)
    for station, uid in ((db, uids[0]), (other, uids[1])):
        door.check_in_member(station, event, uid, now=starts.replace(tzinfo=UTC))
    after = read_members(db, before)
    assert after.changed == {uids[0], uids[1]}
    assert same(after, db)
    door.undo_last(other, event)
    other.close()
    assert same(read_members(db, after), db)


def test_what_another_process_wrote_is_seen(db: Database) -> None:
    add(db, "Ana")
    before = read_members(db)
    other = open_database(db.path)
    add(other, "Bo")
    other.close()
    add(db, "Cy")
    after = read_members(db, before)
    assert after.changed is None
    assert [row.name for row in after.rows] == ["Ana", "Bo", "Cy"]


def test_a_large_import_and_its_undo_are_read_whole(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name\n" + "".join(f"Person {n}\n" for n in range(MOST_ROWS + 1)))
    before = read_members(db)
    apply_import(db, plan_import(db, read_lists([path])))
    imported = read_members(db, before)
    assert imported.changed is None
    assert len(imported.rows) == MOST_ROWS + 1
    undoing.take_back(db)
    assert read_members(db, imported).rows == []


def test_a_backup_that_came_back_is_read_whole(db: Database) -> None:
    add(db, "Ana")
    copy = backups.keep_daily(db, datetime.now(UTC).date())
    add(db, "Bo")
    seen = read_members(db)
    assert copy is not None
    backups.restore(db, copy)
    # As many commits as before, but others.
    add(db, "Cy")
    after = read_members(db, seen)
    assert [row.name for row in after.rows] == ["Ana", "Cy"]
