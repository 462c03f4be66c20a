"""Taking steps back: the file is as if nothing had been done, and as before after Redo."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus
from organizer.models.database import Database, open_database
from organizer.models.journal import KEPT_STEPS
from organizer.services import communities, undoing
from organizer.services.answers import guests
from organizer.services.at_door import door
from organizer.services.lists.importing import apply_import, plan_import, read_lists
from organizer.services.out.inviting import write_invitations
from organizer.services.people import members
from organizer.services.plans import events
from tests.evenings import Evening, at, plan

_DERIVED = ("step", "step_row", "alembic_version", "sqlite_sequence")


def held(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table that a user's work is in."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in _DERIVED
        ]
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in tables
        }


def add(db: Database, name: str, **more: object) -> str:
    return members.add_member(db, MemberDraft(name, **more))  # type: ignore[arg-type]


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    rows = "".join(f"Person {n},p{n}@example.org,knitting\n" for n in range(200))
    path.write_text("Name,Email,Tags\n" + rows)
    return path


def test_nothing_to_take_back(db: Database) -> None:
    assert undoing.take_back(db) is None
    assert undoing.take_again(db) is None
    assert undoing.turns(db) == undoing.Turns()


def test_each_step_is_taken_back_and_done_again(db: Database, people: Path) -> None:
    states = [held(db.path)]

    def step() -> None:
        states.append(held(db.path))

    ana = add(db, "Ana Ruiz", emails=("ana@example.org",), tags=("board",))
    step()
    members.change_member(db, ana, MemberDraft("Ana Ruiz Ortega", tags=("host", "board")))
    step()
    meetup = plan(db, "Loom night", capacity=1)
    step()
    ben = add(db, "Ben")
    step()
    guests.add_guests(db, meetup, [ana, ben], status=RegistrationStatus.GOING)
    step()
    guests.set_status(db, meetup, ana, RegistrationStatus.DECLINED)
    step()
    draft = events.draft_of(events.get_event(db, meetup))
    draft.title, draft.venue = "Loom evening", "Town hall"
    events.change_event(db, meetup, draft)
    step()
    events.cancel_event(db, meetup)
    step()
    apply_import(db, plan_import(db, read_lists([people])))
    step()
    community = communities.draft_of(communities.describe(db))
    community.name = "Weavers and dyers"
    communities.change_community(db, community)
    step()

    for state in reversed(states[:-1]):
        assert undoing.take_back(db)
        assert held(db.path) == state
    assert undoing.take_back(db) is None
    for state in states[1:]:
        assert undoing.take_again(db)
        assert held(db.path) == state
    assert undoing.take_again(db) is None


def test_a_step_says_what_it_was(db: Database, people: Path) -> None:
    add(db, "Ana")
    assert undoing.turns(db) == undoing.Turns(back="Ana added")
    apply_import(db, plan_import(db, read_lists([people])))
    assert undoing.take_back(db) == "200 rows of a list imported"
    assert undoing.turns(db) == undoing.Turns("Ana added", "200 rows of a list imported")


def test_a_new_step_ends_what_could_be_done_again(db: Database) -> None:
    add(db, "Ana")
    undoing.take_back(db)
    add(db, "Ben")
    assert undoing.take_again(db) is None
    assert [row.name for row in members.list_members(db)] == ["Ben"]


def test_steps_outlive_the_program(db: Database) -> None:
    add(db, "Ana")
    db.close()
    again = open_database(db.path)
    assert undoing.take_back(again) == "Ana added"
    assert members.list_members(again) == []
    again.close()


def test_what_changed_nothing_is_no_step(db: Database) -> None:
    ana = add(db, "Ana")
    members.change_member(db, ana, MemberDraft("Ana"))
    assert undoing.take_back(db) == "Ana added"


def test_many_steps_are_kept_and_the_oldest_go(db: Database) -> None:
    for number in range(KEPT_STEPS + 5):
        add(db, f"Person {number}")
    taken = 0
    while undoing.take_back(db):
        taken += 1
    assert taken == KEPT_STEPS >= 50
    assert len(members.list_members(db)) == 5


def test_only_the_last_step_can_be_taken_back(db: Database) -> None:
    add(db, "Ana")
    first = db.last_step
    add(db, "Ben")
    with pytest.raises(UserError, match="Ben added"):
        undoing.take_back(db, first)
    assert len(members.list_members(db)) == 2


def test_who_has_arrived_meanwhile_is_not_taken_off_the_list(evening: Evening) -> None:
    db = evening.db
    evening.going("Ana")
    door.check_in(db, evening.meetup, evening.code("Ana"), now=at(19))
    before = held(db.path)
    with pytest.raises(UserError, match="changed or used since"):
        undoing.take_back(db)
    assert held(db.path) == before


def test_what_cannot_be_taken_back_does_not_bar_the_way_to_what_came_before(
    evening: Evening,
) -> None:
    db = evening.db
    ben = add(db, "Ben")
    evening.going("Ana")
    door.check_in(db, evening.meetup, evening.code("Ana"), now=at(19))
    refused = 0
    while undoing.turns(db).back != "Ben added":
        with pytest.raises(UserError, match="takes back what came before"):
            undoing.take_back(db)
        refused += 1
    assert refused
    assert undoing.take_back(db) == "Ben added"
    assert ben not in {row.uid for row in members.list_members(db)}
    assert undoing.take_again(db) == "Ben added"


def test_what_the_door_changed_since_stays(evening: Evening) -> None:
    """An invited person who comes in is going: taking the earlier answer back would lose that."""
    db = evening.db
    ana = add(db, "Ana")
    guests.add_guests(db, evening.meetup, [ana], status=RegistrationStatus.GOING)
    guests.set_status(db, evening.meetup, ana, RegistrationStatus.DECLINED)
    door.check_in_member(db, evening.meetup, ana, let_in=True, now=at(19))
    with pytest.raises(UserError, match="changed or used since"):
        undoing.take_back(db)
    assert guests.list_guests(db, evening.meetup)[0].status is RegistrationStatus.GOING


def test_guests_who_were_told_hear_of_a_cancellation_taken_back(
    evening: Evening, tmp_path: Path
) -> None:
    """A calendar passes over a lower SEQUENCE than it has seen, so it goes on rising."""
    db = evening.db
    ana = add(db, "Ana", emails=("ana@example.org",))
    guests.add_guests(db, evening.meetup, [ana])
    write_invitations(db, evening.meetup, tmp_path / "first")
    events.cancel_event(db, evening.meetup)
    (told,) = write_invitations(db, evening.meetup, tmp_path / "second")
    undoing.take_back(db)
    (again,) = write_invitations(db, evening.meetup, tmp_path / "third")
    assert (told.method, again.method) == ("CANCEL", "REQUEST")
    assert again.sequence > told.sequence


NAMES = st.sampled_from(["Ana", "Ben", "Cleo"])
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), NAMES),
        st.tuples(st.just("rename"), NAMES),
        st.tuples(st.just("list"), NAMES),
        st.tuples(st.sampled_from(["going", "declined", "maybe"]), NAMES),
        st.tuples(st.sampled_from(["cancel", "reinstate", "back", "again"]), NAMES),
    ),
    max_size=14,
)


@given(DEEDS)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_any_walk_back_leads_to_the_start(
    template_file: Path, tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("walk") / "one.organizer"
    path.write_bytes(template_file.read_bytes())
    db = open_database(path)
    meetup = plan(db, "Loom night", capacity=1)
    start = held(path)
    for deed, name in deeds:
        try:
            _do(db, meetup, deed, name)
        except UserError:
            continue
    end = held(path)
    steps = 0
    while undoing.turns(db).back != "“Loom night” planned":
        undoing.take_back(db)
        steps += 1
    assert held(path) == start
    for _step in range(steps):
        undoing.take_again(db)
    assert held(path) == end
    db.close()


def _do(db: Database, meetup: str, deed: str, name: str) -> None:
    match deed:
        case "add":
            add(db, name, tags=(name,))
        case "rename":
            members.change_member(db, name, MemberDraft(f"{name}!", tags=("new",)))
        case "list":
            guests.add_guests(db, meetup, [name], status=RegistrationStatus.GOING, plus=1)
        case "cancel":
            events.cancel_event(db, meetup)
        case "reinstate":
            events.reinstate_event(db, meetup)
        case "back":
            if undoing.turns(db).back != "“Loom night” planned":
                undoing.take_back(db)
        case "again":
            undoing.take_again(db)
        case answer:
            guests.set_status(db, meetup, name, RegistrationStatus(answer))
