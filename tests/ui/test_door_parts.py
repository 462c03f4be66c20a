"""Parts of the desk: looks and sounds of the verdicts, which scans are the same, who is found."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer.domain.kinds import DoorAction, RegistrationStatus, Verdict
from organizer.domain.names import fold, shown
from organizer.domain.records import DoorAnswer, DoorEntryRow, Greeting, GuestRow
from organizer.services.at_door import door
from organizer.services.at_door.door_payment import note_payment, take_payment_back
from organizer.services.plans import events
from organizer.services.undoing import turns
from organizer.ui.context import clock
from organizer.ui.door.asking import Place
from organizer.ui.door.card_parts import BigName
from organizer.ui.door.clock_watch import ClockWatch
from organizer.ui.door.entries import LastEntries, _EntryLine
from organizer.ui.door.name_panel import NamePanel
from organizer.ui.door.people import DoorPeople, note_of
from organizer.ui.door.recent import RecentScans
from organizer.ui.door.sounds import RATE, TONES, Sounds, samples
from organizer.ui.door.verdict_looks import look_of
from organizer.ui.door.written import Written
from organizer.ui.kit.icons import icon
from organizer.ui.kit.theme import apply_theme
from tests.evenings import Evening, at

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


def guest(name: str, status: RegistrationStatus | None = None, **more: object) -> GuestRow:
    """A person at the door."""
    values = {"registration_id": 1 if status else 0, "member_id": hash(name), "plus": 0}
    values |= {"member_uid": name, "sorting_name": fold(name), "code": "", **more}
    return GuestRow(name=name, status=status, **values)


def people(*rows: GuestRow) -> DoorPeople:
    return DoorPeople([(fold(row.name), row) for row in rows])


def test_no_two_verdicts_share_symbol_word_or_sound(qapp: QApplication) -> None:
    looks = [look_of(verdict) for verdict in Verdict]
    assert len({one.icon for one in looks}) == len({one.word for one in looks}) == len(Verdict)
    assert len(set(TONES.values())) == len(TONES) == len(Verdict)
    for one in looks:
        icon(one.icon)  # KeyError if there is no such icon


@pytest.mark.parametrize("verdict", Verdict)
def test_a_sound_is_short_and_can_be_heard(verdict: Verdict) -> None:
    sound = memoryview(samples(verdict)).cast("h")
    assert 0.15 < len(sound) / RATE < 0.7
    assert max(sound) > 8_000
    assert abs(sound[-1]) < 2_000  # it fades instead of clicking


def test_without_a_loudspeaker_it_is_silent_and_says_nothing(
    qapp: QApplication, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    owner = QObject()
    sounds = Sounds(owner)
    sounds.play(Verdict.WELCOME)
    qtbot.waitUntil(lambda: "PySide6.QtMultimedia" in sys.modules)
    sounds.play(Verdict.WELCOME)
    sounds.is_on = False
    sounds.play(Verdict.FORGED)
    assert capfd.readouterr() == ("", "")


_LOOK_WHILE_LIBRARIES_ARE_LOADED = """
import _ctypes, threading
from PySide6.QtWidgets import QApplication
from organizer.ui.door import sounds

def load_on_and_on():
    while not is_through.is_set():
        _ctypes.dlopen(None, 2)  # keeps Python while it waits for the system, as `import` does

app, is_through = QApplication([]), threading.Event()
lane = threading.Thread(target=load_on_and_on)
lane.start()
sounds._open_sink(app)
is_through.set()
lane.join()
"""


def test_looking_for_a_loudspeaker_while_a_lane_loads_a_library_does_not_stop_the_window() -> None:
    program = [sys.executable, "-c", _LOOK_WHILE_LIBRARIES_ARE_LOADED]
    ended = subprocess.run(program, timeout=60, capture_output=True, text=True)
    # The sound system's own words come from another library than Qt's.
    assert ended.returncode == 0 and "qt." not in ended.stderr


def test_opening_a_desk_does_not_wait_for_a_loudspeaker(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[QObject] = []
    monkeypatch.setattr("organizer.ui.door.sounds._open_sink", looked.append)
    monkeypatch.setattr("organizer.ui.door.sounds.LOOK_AFTER_MS", 30)
    owner = QObject()
    sounds = Sounds(owner)
    sounds.prepare()
    sounds.play(Verdict.WELCOME)
    assert looked == []
    qtbot.waitUntil(lambda: looked == [sounds])
    sounds.prepare()
    sounds.play(Verdict.WELCOME)
    assert looked == [sounds]


def test_the_same_code_is_a_repeat_only_here_and_only_for_three_seconds() -> None:
    recent = RecentScans()
    assert not recent.is_repeat("CODE", "Door A", NOW)
    assert recent.is_repeat("CODE", "Door A", NOW + timedelta(seconds=3))
    assert not recent.is_repeat("CODE", "Door B", NOW + timedelta(seconds=3))
    assert not recent.is_repeat("OTHER", "Door A", NOW + timedelta(seconds=3))
    assert not recent.is_repeat("CODE", "Door A", NOW + timedelta(seconds=6.5))


def test_a_badge_held_before_the_scanner_stays_one_scan() -> None:
    recent = RecentScans()
    reads = [recent.is_repeat("CODE", "A", NOW + timedelta(seconds=2 * n)) for n in range(5)]
    assert reads == [False, True, True, True, True]


def test_a_clock_that_is_set_back_makes_no_second_scan_and_one_that_slept_does() -> None:
    recent = RecentScans()
    assert not recent.is_repeat("CODE", "A", NOW, 100.0)
    assert recent.is_repeat("CODE", "A", NOW - timedelta(hours=1), 101.0)
    assert not recent.is_repeat("CODE", "A", NOW - timedelta(hours=2), 105.0)
    assert not recent.is_repeat("CODE", "A", NOW, 105.5)  # asleep, while the other clock stood


def test_the_desk_notices_a_clock_that_jumps_and_not_one_that_goes() -> None:
    moment, seconds = [NOW], [50.0]
    watch = ClockWatch(lambda: moment[0], lambda: seconds[0])
    for ahead, steady, words in (
        (10, 10, ""),
        (3600, 3600, ""),
        (60, 1, ""),
        (4 * 3600, 5, "4 hours ahead"),
        (10, 10, ""),
        (-1800, 5, "set back by 30 minutes"),
        (10, 10, ""),
    ):
        moment[0] += timedelta(seconds=ahead)
        seconds[0] += steady
        assert words in watch.look() if words else watch.look() == ""


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows keeps its zone elsewhere")
def test_another_time_zone_of_the_laptop_is_no_jump(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = ClockWatch(clock)
    with monkeypatch.context() as travelling:
        travelling.setenv("TZ", "Pacific/Auckland")
        time.tzset()
        said = watch.look()
    time.tzset()
    assert said == watch.look() == ""


def test_after_forgetting_it_is_new() -> None:
    recent = RecentScans()
    recent.is_repeat("CODE", "A", NOW)
    recent.forget()
    assert not recent.is_repeat("CODE", "A", NOW)


def test_who_is_still_to_come_stands_in_the_order_of_likelihood() -> None:
    status = RegistrationStatus
    here = guest("Here", status.GOING, arrived_at=NOW.replace(tzinfo=None))
    rows = [
        guest("Declined", status.DECLINED),
        guest("Going", status.GOING),
        guest("Off", status.CANCELLED),
        guest("Invited", status.INVITED),
        guest("Member"),
        here,
    ]
    found = people(*rows)
    assert [row.name for row in found.still_to_come()] == ["Going", "Invited", "Declined"]
    found.mark_in("Going", NOW.replace(tzinfo=None))
    assert [row.name for row in found.still_to_come()] == ["Invited", "Declined"]
    assert [row.name for row in found.find("off")] == ["Off"]


def test_people_of_one_name_are_told_apart() -> None:
    going = RegistrationStatus.GOING
    one = guest("Kim", going, member_uid="1", emails=("kim@one.example",), attended_before=2)
    two = guest("Kim", going, member_uid="2", emails=("kim@two.example",), plus=1)
    assert note_of(one, [one, two]) == "kim@one.example"
    assert note_of(two, [one, two]) == "first time, + 1, kim@two.example"
    assert note_of(one, [one]) == ""
    assert note_of(guest("Lee")) == "not on the list"


def test_who_is_known_by_another_name_is_found_by_it() -> None:
    row = guest("Ana Lima", RegistrationStatus.GOING)
    known = DoorPeople([(fold("Ana Lima Anna Souza"), row)])
    assert known.find("sou") == [row] and known.is_sure("souza", row)
    assert not known.is_sure("sousa", row)


def test_the_list_follows_the_door_once_it_is_quiet(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    rows = [guest(f"Guest {n}", RegistrationStatus.GOING) for n in range(30)]
    panel = NamePanel(lambda: False)
    qtbot.addWidget(panel)
    panel.set_people(people(*rows))
    shown: list[int] = []
    panel.table.model().modelReset.connect(lambda: shown.append(len(panel.table.records)))
    for row in rows[:20]:
        panel.take_answer(welcome(row.name))
    assert shown == [], "twenty answers in a row cost the window nothing"
    qtbot.waitUntil(lambda: len(panel.table.records) == 10)
    assert len(shown) <= 2


def welcome(uid: str) -> DoorAnswer:
    return DoorAnswer(
        Verdict.WELCOME, "", "", NOW, entry_id=1, member_uid=uid, greeting=Greeting(1)
    )


@pytest.mark.parametrize(
    "name",
    ["Ana", "Wolfeschlegelsteinhausenbergerdorff Hubert", "x" * 400, "محمد " * 40, "佐藤" * 50],
)
def test_a_name_is_never_wider_than_the_card_and_stays_within_three_lines(
    qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    apply_theme(qapp, "light")
    label = BigName()
    qtbot.addWidget(label)
    label.setText(name)
    assert 20 < label.heightForWidth(480) < 190


def test_a_row_tells_who_was_turned_away_and_that_a_walk_in_was_taken_back(
    qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, "light")
    card = LastEntries()
    qtbot.addWidget(card)
    card.resize(600, 300)
    card.show()
    turned, undone = Verdict.WELCOME, Verdict.NOT_ON_LIST
    card.show_entries(
        (
            DoorEntryRow(2, NOW, "Bo", "", turned, False, DoorAction.REFUSED),
            DoorEntryRow(1, NOW, "", "undone", undone, False, DoorAction.ARRIVED),
        ),
        {},
    )
    lines = [line for line in card.findChildren(_EntryLine) if not line.isHidden()]
    told = [[line._name.text(), line._note.text()] for line in lines]
    assert told == [["Bo", "turned away"], ["A walk-in", "taken back"]]
    assert [line._signs["good"].isHidden() for line in lines] == [True, True]
    assert min(line.undo.sizeHint().height() for line in lines) >= 28


def test_payments_are_taken_back_in_their_turn_with_the_lines_of_the_log(evening: Evening) -> None:
    db, written, place = evening.db, Written(), Place(evening.meetup, "Door A", at(19))
    plan = events.draft_of(events.get_event(db, evening.meetup))
    plan.price = "12 €"
    events.change_event(db, evening.meetup, plan)
    evening.going("Ana", "Ben", "Cem")
    for name in ("Ana", "Ben", "Cem"):
        uid = evening.people[name]
        written.note(door.check_in_member(db, evening.meetup, uid, station="Door A", now=at(19)))
        assert note_payment(db, evening.meetup, uid)
        written.note_payment(uid)
    assert not note_payment(db, evening.meetup, evening.people["Ana"]), "twice is as once"
    # Ben's mark was taken off in the guest list meanwhile: there is nothing to take back of it.
    assert take_payment_back(db, evening.meetup, evening.people["Ben"]) == "Ben"
    words = [written.take_back_last(db, place) for _ in range(6)]
    payment = "The payment of {}".format
    cem, ana = payment(shown("Cem")), payment(shown("Ana"))
    assert words == [cem, "Cem", "Ben", ana, "Ana", None]
    assert turns(db).back == "Ana has not paid for “Loom night” after all"
