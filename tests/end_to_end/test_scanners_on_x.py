"""USB scanners on a real X server: every keyboard layout, any focus, any ending, Caps Lock or not."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from organizer.domain.kinds import RegistrationStatus
from organizer.models.database import Database, open_database
from organizer.models.tables import DoorEntry, Member
from organizer.services.answers.guests import add_guests, list_guests
from tests.end_to_end.desk_process import DeskProcess, desk_process
from tests.end_to_end.x_server import F3, XServer, x_server
from tests.evenings import add_people, plan

DOOR_TIME = datetime(2026, 11, 24, 18, 4, tzinfo=UTC)
LAYOUTS = {
    "us": ("ana lima", "ana lima"),
    "de": ("ana lima", "ana lima"),
    "fr": ("qnq li;q", "ana lima"),
    "it": ("ana lima", "ana lima"),
    "es": ("ana lima", "ana lima"),
    "tr": ("ana l'ma", "ana lima"),
    "ru": ("fyf kbvf", "ана лима"),
    "ua": ("fyf ksvf", "ана ліма"),
    "gr": ("ana lima", "ανα λιμα"),
    "il": ("tbv khnv", "אנה לימה"),
    "ara": ("hkh gdlh", "انا ليما"),
}
"""Each layout, with the keys (by their US names) on which its people type a name, and that name."""
DEAD_KEYS = {"de": "`", "fr": "[", "es": "[", "us(intl)": "'"}
"""Where a key types nothing until the next one comes, and which, by its US name."""
PLACES = ("door_desk", "door_name", "walk_in", "door_people", "station")
ENDS = ("\n", "\t", "")
SCANS = [(place, end) for place in PLACES for end in ENDS]
_GUESTS = 2 * (len(LAYOUTS) * (len(SCANS) + 1) + 44)
"""Enough for each test to be tried twice."""


@dataclass(slots=True)
class Door:
    """A desk with a queue of people before it."""

    x: XServer
    desk: DeskProcess
    db: Database
    badges: Iterator[tuple[str, str]]
    """Names and codes of those who have not come yet."""

    def log(self) -> list[tuple[str, str]]:
        """What was logged, oldest first: the verdict, and who it was about or what was scanned."""
        entries = (
            select(DoorEntry.verdict, Member.name, DoorEntry.code)
            .outerjoin(Member, Member.id == DoorEntry.member_id)
            .order_by(DoorEntry.id)
        )
        with self.db.reading() as session:
            return [
                (str(verdict), name or code) for verdict, name, code in session.execute(entries)
            ]

    def logs(self, before: int, names: list[str]) -> bool:
        """Whether exactly these people were welcomed since the log had `before` lines."""
        new = self.log()[before:]
        assert new == [("welcome", name) for name in names[: len(new)]]
        return len(new) == len(names)


@pytest.fixture(scope="module")
def door(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """One desk for all layouts: a real one does not start anew for each person either."""
    file = Path(shutil.copy(template_file, tmp_path_factory.mktemp("x") / "weavers.organizer"))
    with x_server() as x:
        db = open_database(file)
        event = plan(db, "Loom night")
        uids = add_people(db, [f"Guest {number}" for number in range(_GUESTS)])
        add_guests(db, event, uids, status=RegistrationStatus.GOING)
        badges = iter([(guest.name, guest.code) for guest in list_guests(db, event)])
        environment = {"DISPLAY": x.display, "QT_QPA_PLATFORM": "xcb"}
        with desk_process(file, event, DOOR_TIME, environment) as desk:
            yield Door(x, desk, db, badges)
        db.close()


def until(is_so: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for what another process does."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never became so"
        time.sleep(0.005)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_everyone_is_in_once_whatever_the_keyboard_is_set_to(door: Door, layout: str) -> None:
    door.x.set_layout(layout)
    before, fields = len(door.log()), door.desk.fields()
    names: list[str] = []
    for number, (place, end) in enumerate(SCANS):
        door.desk.focus(place)
        name, code = next(door.badges)
        names.append(name)
        has_caps_lock = number % 2 == 1
        if has_caps_lock:
            door.x.press_caps_lock()
        # Some scanners are set to small letters, which come without Shift.
        door.x.send((code.lower() if number % 3 == 2 else code) + end)
        if has_caps_lock:
            door.x.press_caps_lock()
        until(lambda: door.logs(before, names))
    time.sleep(0.1)  # by then a letter left over would have gone on to a field
    assert door.desk.fields() == fields
    assert door.logs(before, names)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_name_typed_by_hand_stays_one_with_a_scan_in_the_middle(door: Door, layout: str) -> None:
    keys, typed = LAYOUTS[layout]
    door.x.set_layout(layout)
    before = len(door.log())
    door.desk.focus("door_name")
    door.x.send("\x1b")
    door.desk.focus("door_name")
    door.x.send(keys[:4], pause=60)
    until(lambda: door.desk.fields()["door_name"] == typed[:4])
    name, code = next(door.badges)
    door.x.send(code + "\n")
    until(lambda: door.logs(before, [name]))
    time.sleep(0.1)  # letters that hang on to a code are the scanner's own
    door.x.send(keys[4:], pause=60)
    until(lambda: door.desk.fields()["door_name"] == typed)
    door.x.send("\x1b")
    until(lambda: door.desk.fields()["door_name"] == "")
    assert door.logs(before, [name])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_keys_of_the_desk_are_where_they_are_painted(door: Door, layout: str) -> None:
    """N opens the form for a new face, F3 leads to the names, Esc back to the keys."""
    keys, typed = LAYOUTS[layout]
    door.x.set_layout(layout)
    for key, field in (("n", "walk_in_name"), (F3, "door_name")):
        door.desk.focus("door_desk")
        door.x.send(key)
        until(lambda field=field: door.desk.tell("see")["focus"] == field)
        door.x.send(keys[:3], pause=60)
        until(lambda field=field: door.desk.fields()[field] == typed[:3])
        door.x.send("\x1b")
        until(lambda: door.desk.tell("see")["focus"] == "door_desk")


@pytest.mark.parametrize("layout", DEAD_KEYS)
def test_an_accent_pressed_before_a_scan_loses_nobody(door: Door, layout: str) -> None:
    door.x.set_layout(layout)
    before, fields = len(door.log()), door.desk.fields()
    door.desk.focus("door_name")
    name, code = next(door.badges)
    door.x.send(DEAD_KEYS[layout] + code + "\n")
    until(lambda: door.logs(before, [name]))
    time.sleep(0.1)
    assert door.desk.fields() == fields


@pytest.mark.parametrize("end", ENDS)
def test_a_queue_that_nobody_waits_for_is_in_to_the_last(door: Door, end: str) -> None:
    """On the layout that is hardest: in a field, X hands some of its letters over too early."""
    door.x.set_layout("ara")
    before = len(door.log())
    door.desk.focus("door_name")
    queue = [next(door.badges) for _ in range(5)]
    for _name, code in queue:
        door.x.send(code + end, pause=0)
    until(lambda: door.logs(before, [name for name, _code in queue]))
    assert door.desk.fields()["door_name"] == ""


def test_no_scan_waits_for_a_screen_that_paints_slowly(door: Door) -> None:
    """Each painting takes as long as six scans, and there is always one under way."""
    door.x.set_layout("us")
    before = len(door.log())
    door.desk.focus("door_name")
    door.desk.tell("paint", "250")
    queue = [next(door.badges) for _ in range(10)]
    for number, (_name, code) in enumerate(queue):
        door.x.send(code + ENDS[number % 3])
    until(lambda: door.logs(before, [name for name, _code in queue]))
    door.desk.tell("paint", "0")
    assert door.desk.fields()["door_name"] == ""


def test_a_slow_scanner_is_still_one(door: Door) -> None:
    door.x.set_layout("us")
    before = len(door.log())
    door.desk.focus("door_name")
    name, code = next(door.badges)
    door.x.send(code, pause=30)
    until(lambda: door.logs(before, [name]))
    assert door.desk.fields()["door_name"] == ""
