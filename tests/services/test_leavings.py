"""When people left, as attendee lists tell it: in the door log, and in attendance."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from organizer.models.database import Database
from organizer.services import undoing
from organizer.services.answers.guests import list_guests
from organizer.services.at_door.attendance import derive_attendance
from organizer.services.at_door.door import check_in_member
from organizer.services.finding import find_event, find_member
from organizer.services.lists.guest_import import import_guests
from tests.evenings import STARTS, Evening, at, plan, shared_data

AFTER = at(23, 59)


def stays(db: Database, event: str) -> dict[str, tuple[datetime | None, datetime | None]]:
    """Return when everyone came and left, by name."""
    return {row.name: (row.arrived_at, row.left_at) for row in list_guests(db, event)}


@pytest.mark.parametrize(
    ("text", "came", "left"),
    [
        # Two stays of one evening are one: the first coming, the last going.
        (
            "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
            "Bo Ek,,11/24/2026 08:10:00 PM,11/24/2026 09:00:00 PM,50\n"
            "Bo Ek,,11/24/2026 07:05:00 PM,11/24/2026 07:30:00 PM,25\n",
            (19, 5),
            (21, 0),
        ),
        (
            "Full Name\tUser Action\tTimestamp\n"
            "Bo Ek\tJoined\t11/24/2026, 7:05:11 PM\nBo Ek\tLeft\t11/24/2026, 9:00:00 PM\n",
            (19, 5, 11),
            (21, 0),
        ),
        (
            "Name,Checked in,Checked out\nBo Ek,2026-11-24 19:05,2026-11-24 21:00\n",
            (19, 5),
            (21, 0),
        ),
        ("Name,Ankunft,Gegangen\nBo Ek,19:05,21.00 Uhr\n", (19, 5), (21, 0)),
        # Who left was there, since when nobody wrote down.
        ("Name,Left at\nBo Ek,21:00\n", (19, 0), (21, 0)),
    ],
)
def test_who_left_is_known_to_have_left(
    db: Database, tmp_path: Path, text: str, came: tuple[int, ...], left: tuple[int, ...]
) -> None:
    event = plan(db, "Demo night")
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    done = import_guests(db, event, [path], now=AFTER)
    day = STARTS.date()
    expected = {
        "Bo Ek": (datetime(*day.timetuple()[:3], *came), datetime(*day.timetuple()[:3], *left))
    }
    assert (done.attended, done.left) == (1, 1)
    assert stays(db, event) == expected
    with db.writing() as session:  # attendance is never anything but what the log says
        member = find_member(session, "Bo Ek").id
        derive_attendance(session, find_event(session, event), member, is_leaving=True)
    assert stays(db, event) == expected
    again = import_guests(db, event, [path], now=AFTER)
    assert (again.attended, again.left) == (0, 0)
    undoing.take_back(db)
    assert stays(db, event) == {}


def test_a_list_that_comes_later_only_adds_when_they_left(evening: Evening, tmp_path: Path) -> None:
    """Who came through our own door, or through that of a workshop, leaves both by the list."""
    db, path = evening.db, tmp_path / "list.csv"
    evening.going("Ana Ruiz")
    check_in_member(db, evening.dyeing, evening.person("Ana Ruiz"), now=at(19, 2), let_in=True)
    path.write_text("Name,Join Time,Leave Time\nAna Ruiz,18:58,20:30\n", "utf-8")
    done = import_guests(db, evening.meetup, [path], now=AFTER)
    assert (done.attended, done.left) == (0, 1)
    for door in (evening.meetup, evening.dyeing):
        assert stays(db, door)["Ana Ruiz"] == (at_wall(19, 2), at_wall(20, 30))


def test_who_never_came_or_leaves_before_coming_has_not_left(db: Database, tmp_path: Path) -> None:
    event, path = plan(db, "Demo night"), tmp_path / "list.csv"
    text = "Name,Checked in,Checked out\nBo,no,\nUno,2026-11-24 19:05,2026-11-24 18:00\n"
    path.write_text(text, "utf-8")
    assert import_guests(db, event, [path], now=AFTER).left == 0
    assert stays(db, event) == {"Bo": (None, None), "Uno": (at_wall(19, 5), None)}


@pytest.mark.parametrize("day", ["05/12/2026", "12/05/2026"])
def test_the_day_of_the_event_decides_which_day_is_meant(
    db: Database, tmp_path: Path, day: str
) -> None:
    event, path = plan(db, "Demo", starts=datetime(2026, 12, 5, 19)), tmp_path / "list.csv"
    text = (
        f"Name,Join,Left,Duration\nBo,{day} 19:05,{day} 20:00,55\nBo,{day} 20:10,{day} 21:00,50\n"
    )
    path.write_text(text, "utf-8")
    import_guests(db, event, [path], now=at(12))
    assert stays(db, event) == {"Bo": (datetime(2026, 12, 5, 19, 5), datetime(2026, 12, 5, 21))}


def test_zoom_of_the_shared_lists(db: Database) -> None:
    event = plan(db, "Demo night")
    import_guests(db, event, [shared_data("exports/zoom_participants.csv")], now=AFTER)
    left = datetime(2026, 10, 5, 19, 0)
    assert {one[1] for one in stays(db, event).values()} == {left}


def at_wall(hour: int, minute: int) -> datetime:
    """Return a time of the evening by the clock on the wall."""
    return STARTS.replace(hour=hour, minute=minute)
