"""The door's page as a volunteer uses it: every verdict, names, walk-ins, undo, letting in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from organizer.domain.codes import CodeKey, make_code
from organizer.domain.drafts import CommunityDraft
from organizer.domain.kinds import CodeKind, DoorAction, Verdict
from organizer.models.database import Database
from organizer.models.tables import Community, DoorEntry, Member
from organizer.services import communities
from organizer.services.answers import guests
from organizer.services.at_door import door
from organizer.services.at_door.door_view import door_counts
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.door.page import DoorPage
from organizer.ui.door.verdict_looks import look_of
from organizer.ui.jobs import Runner
from organizer.ui.kit.messages import Messages
from tests.ui.door_evening import Evening, make_evening
from tests.ui.door_page import find, is_there, open_door, scan, shown_page
from tests.ui.door_page import log as log_of
from tests.ui.door_page import verdict as shown_verdict
from tests.ui.door_page import words as words_on_card

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def evening(empty_community: Database) -> Evening:
    return make_evening(empty_community)


@pytest.fixture
def page(evening: Evening, runner: Runner, qtbot: QtBot) -> Iterator[DoorPage]:
    """The page, shown, with the list of doors."""
    with shown_page(evening, runner, qtbot) as made:
        yield made


def inside(evening: Evening, event: str = "Loom night") -> int:
    return door_counts(evening.db, evening.events[event], now=evening.clock()).inside


def _foreign(evening: Evening) -> str:
    return make_code(CodeKey(b"another community's secret 32 by"), CodeKind.MEMBER, b"8 random")


def _unknown(evening: Evening) -> str:
    with evening.db.reading() as session:
        key = CodeKey(session.scalars(select(Community.secret)).one())
    return make_code(key, CodeKind.REGISTRATION, b"8 random")


def _forged(evening: Evening) -> str:
    code = evening.code("Ana Lima")
    return code[:-1] + ("C" if code[-1] != "C" else "D")


def _revoked(evening: Evening) -> str:
    old = evening.code("Rosa Díaz")
    guests.renew_code(evening.db, evening.events["Loom night"], evening.people["Rosa Díaz"])
    return old


def _already_in(evening: Evening) -> str:
    code = evening.code("Ana Lima")
    door.check_in(evening.db, evening.events["Loom night"], code, station="B", now=evening.clock())
    return code


def _waitlisted(evening: Evening) -> str:
    evening.add("Wanda Wait", "Loom night", "waitlisted")
    return evening.code("Wanda Wait")


def _of(name: str, event: str = "Loom night") -> Callable[[Evening], str]:
    return lambda evening: evening.code(name, event)


CODES: list[tuple[Verdict, str, Callable[[Evening], str]]] = [
    (Verdict.WELCOME, "Loom night", _of("Ana Lima")),
    (Verdict.ALREADY_IN, "Loom night", _already_in),
    (Verdict.WAITLISTED, "Loom night", _waitlisted),
    (Verdict.DECLINED, "Loom night", _of("Dora Declined")),
    (Verdict.CANCELLED, "Loom night", _of("Carl Cancelled")),
    (Verdict.OTHER_EVENT, "Loom night", _of("Ana Lima", "Paper night")),
    (Verdict.NOT_BOOKED, "Natural dyes", _of("Rosa Díaz")),
    (Verdict.FULL, "Natural dyes", _of("Tuva Strand")),
    (Verdict.EVENT_CANCELLED, "Called off", _of("Ana Lima", "Called off")),
    (Verdict.TOO_EARLY, "Paper night", _of("Ana Lima", "Paper night")),
    (Verdict.OVER, "Book night", _of("Ana Lima", "Book night")),
    (Verdict.REVOKED, "Loom night", _revoked),
    (Verdict.UNKNOWN_HERE, "Loom night", _unknown),
    (Verdict.FORGED, "Loom night", _forged),
    (Verdict.NOT_OURS, "Loom night", _foreign),
    (Verdict.SEE_HOST, "Loom night", _of("Hana Host")),
]


def test_every_verdict_is_tried_by_a_code_or_a_name() -> None:
    assert {verdict for verdict, _, _ in CODES} | {Verdict.NOT_ON_LIST} == set(Verdict)


@pytest.mark.parametrize(("verdict", "event", "make"), CODES, ids=[str(v) for v, _, _ in CODES])
def test_the_verdict_of_a_code_is_shown_and_logged(
    page: DoorPage,
    evening: Evening,
    qtbot: QtBot,
    verdict: Verdict,
    event: str,
    make: Callable[[Evening], str],
) -> None:
    code = make(evening)
    open_door(page, evening, qtbot, event)
    scan(page, qtbot, code)
    qtbot.waitUntil(lambda: shown_verdict(page) == str(verdict))
    assert look_of(verdict).word in words_on_card(page)
    assert log_of(evening)[-1][1] is verdict


def test_a_member_who_is_not_on_the_list_is_let_in_by_one_key(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    name = find(page, QLineEdit, "door_name")
    qtbot.keyClicks(name, "stray")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown_verdict(page) == "not-on-list")
    assert "Stray Member" in words_on_card(page)
    qtbot.keyClicks(QApplication.focusWidget(), "l")
    qtbot.waitUntil(lambda: shown_verdict(page) == "welcome")
    assert inside(evening) == 1


def test_letting_in_all_the_same_by_button_is_said_in_the_log(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    scan(page, qtbot, evening.code("Dora Declined"))
    qtbot.waitUntil(lambda: shown_verdict(page) == "declined")
    qtbot.mouseClick(find(page, QPushButton, "let_in"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown_verdict(page) == "welcome")
    assert inside(evening) == 1
    notes = page.findChildren(QLabel, "entry_note")
    qtbot.waitUntil(lambda: "let in all the same" in {n.text() for n in notes if n.isVisible()})


def test_f2_lets_in_while_a_name_is_being_typed(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    code = _waitlisted(evening)
    open_door(page, evening, qtbot)
    name = find(page, QLineEdit, "door_name")
    name.setText("Ros")
    name.setFocus()
    scan(page, qtbot, code)
    qtbot.waitUntil(lambda: shown_verdict(page) == "waitlisted")
    qtbot.keyClick(name, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: shown_verdict(page) == "welcome")
    assert name.text() == "Ros"


def test_a_stray_letter_leaves_the_keys_of_the_desk_to_who_comes_next(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    name = find(page, QLineEdit, "door_name")
    name.setText("r")
    name.setFocus()
    scan(page, qtbot, evening.code("Dora Declined"), end=None)
    qtbot.waitUntil(lambda: shown_verdict(page) == "declined" and page.desk.hasFocus())
    assert name.text() == ""


def test_nobody_is_let_in_by_l_after_a_forged_code(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    scan(page, qtbot, _forged(evening))
    qtbot.waitUntil(lambda: shown_verdict(page) == "forged")
    assert not page.desk.card.let_in_button.isVisible()
    page.desk.let_in()
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    assert len(log_of(evening)) == 1


@pytest.mark.parametrize("place", ["door_name", "station", "walk_in_name", "walk_in_email"])
def test_a_code_never_lands_in_a_field(
    page: DoorPage, evening: Evening, qtbot: QtBot, place: str
) -> None:
    open_door(page, evening, qtbot)
    page.desk.names.begin_walk_in()
    edit = find(page, QLineEdit, place)
    before = edit.text()
    edit.setFocus()
    scan(page, qtbot, evening.code("Ana Lima"))
    qtbot.waitUntil(lambda: shown_verdict(page) == "welcome")
    assert edit.text() == before
    assert len(log_of(evening)) == 1


def test_the_same_scan_counts_once_and_later_it_is_another(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    code = evening.code("Ana Lima")
    scan(page, qtbot, code)
    evening.clock.forward(2.5)
    scan(page, qtbot, code)
    qtbot.waitUntil(lambda: shown_verdict(page) == "welcome" and not page.context.runner.busy)
    assert log_of(evening) == [(DoorAction.ARRIVED, Verdict.WELCOME)]
    evening.clock.forward(3.5)
    scan(page, qtbot, code)
    qtbot.waitUntil(lambda: shown_verdict(page) == "already-in")
    assert len(log_of(evening)) == 2


def test_ten_codes_in_a_row_are_all_logged(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    names = [f"Guest {number}" for number in range(10)]
    for name in names:
        evening.add(name, "Loom night")
    open_door(page, evening, qtbot)
    for name in names:
        scan(page, qtbot, evening.code(name))
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "10")
    assert log_of(evening) == [(DoorAction.ARRIVED, Verdict.WELCOME)] * 10
    entries = [one.text() for one in page.findChildren(QLabel, "entry_name") if one.isVisible()]
    assert entries == names[::-1]


def test_undo_brings_the_counts_back_and_the_badge_works_again_at_once(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    before = find(page, QLabel, "count_to_come").text()
    code = evening.code("Ana Lima")
    scan(page, qtbot, code)
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "1")
    page.desk.names.field.focus()  # the field has nothing to undo
    qtbot.keyClick(
        find(page, QLineEdit, "door_name"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    qtbot.waitUntil(lambda: shown_verdict(page) == "undone")
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "0")
    assert find(page, QLabel, "count_to_come").text() == before
    scan(page, qtbot, code)
    qtbot.waitUntil(lambda: shown_verdict(page) == "welcome")


def test_an_entry_is_undone_by_its_own_button(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    scan(page, qtbot, evening.code("Ana Lima"))
    scan(page, qtbot, evening.code("Tuva Strand"))
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "2")
    buttons = [one for one in page.findChildren(QPushButton, "undo_entry") if one.isVisible()]
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "1")
    rows = {row.name: row.arrived_at for row in guests.list_guests(evening.db, "Loom night")}
    assert rows["Ana Lima"] is None
    assert rows["Tuva Strand"] is not None


def test_a_walk_in_by_keys_alone(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    open_door(page, evening, qtbot)
    qtbot.keyClicks(QApplication.focusWidget(), "n")
    qtbot.waitUntil(lambda: page.desk.names.form.isVisible())
    name = find(page, QLineEdit, "walk_in_name")
    assert name.hasFocus()
    qtbot.keyClicks(name, "Zoe Newman")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown_verdict(page) == "welcome")
    assert "Zoe Newman" in words_on_card(page)
    assert "First time" in words_on_card(page)
    assert not page.desk.names.form.isVisible()
    assert inside(evening) == 1


def test_a_walk_in_with_a_bad_address_says_so_and_keeps_what_was_typed(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    qtbot.mouseClick(find(page, QPushButton, "walk_in"), Qt.MouseButton.LeftButton)
    find(page, QLineEdit, "walk_in_name").setText("Zoe Newman")
    find(page, QLineEdit, "walk_in_email").setText("zoe at home")
    submit = find(page, QPushButton, "walk_in_submit")
    qtbot.mouseClick(submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "zoe at home" in page.desk.names.form.problem.text())
    assert find(page, QLineEdit, "walk_in_name").text() == "Zoe Newman"
    with evening.db.reading() as session:
        assert not session.scalar(select(func.count()).where(Member.name == "Zoe Newman"))
    find(page, QLineEdit, "walk_in_email").clear()
    qtbot.mouseClick(submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown_verdict(page) == "welcome")


def test_a_name_nobody_has_goes_into_the_walk_in_form(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    name = find(page, QLineEdit, "door_name")
    name.setText("Zoe Newman")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_there(page, "walk_in_form"))
    assert shown_verdict(page) == ""
    new = find(page, QLineEdit, "walk_in_name")
    assert new.text() == "Zoe Newman" and new.hasFocus()


def test_names_are_found_without_accents_and_enter_checks_the_first_in(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    qtbot.keyClicks(QApplication.focusWidget(), "/")
    name = find(page, QLineEdit, "door_name")
    qtbot.waitUntil(name.hasFocus)
    qtbot.keyClicks(name, "nguyen", delay=60)
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown_verdict(page) == "welcome")
    assert "Nguyễn Văn Anh" in words_on_card(page)
    assert name.text() == ""


def test_down_and_enter_choose_another_one(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    open_door(page, evening, qtbot)
    name = find(page, QLineEdit, "door_name")
    name.setFocus()
    qtbot.keyClick(name, Qt.Key.Key_Down)
    table = page.desk.names.table
    third = table.records[2].name
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown_verdict(page) == "welcome")
    assert third in words_on_card(page)
    qtbot.waitUntil(lambda: third not in {row.name for row in table.records})


def test_enter_in_the_empty_field_checks_nobody_in(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    open_door(page, evening, qtbot)
    qtbot.keyClick(find(page, QLineEdit, "door_name"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    assert log_of(evening) == []


def test_the_card_goes_back_to_rest(
    page: DoorPage, evening: Evening, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("organizer.ui.door.verdict_card.REST_AFTER_MS", 30)
    open_door(page, evening, qtbot)
    scan(page, qtbot, evening.code("Ana Lima"))
    qtbot.waitUntil(lambda: len(log_of(evening)) == 1)
    qtbot.waitUntil(lambda: "Scan a badge or type a name" in words_on_card(page))
    assert shown_verdict(page) == ""


def test_the_station_is_written_down(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    open_door(page, evening, qtbot)
    station = find(page, QLineEdit, "station")
    assert station.text() == "Door A"
    station.setText("Garden gate")
    qtbot.keyClick(station, Qt.Key.Key_Return)
    scan(page, qtbot, evening.code("Ana Lima"))
    qtbot.waitUntil(lambda: len(log_of(evening)) == 1)
    with evening.db.reading() as session:
        assert session.scalars(select(DoorEntry.station)).all() == ["Garden gate"]


def _picture(codes: list[str], file: Path) -> Path:
    import qrcode
    from PIL import Image

    pictures = [qrcode.make(code, box_size=6).convert("L") for code in codes]
    sheet = Image.new("L", (sum(p.width for p in pictures), pictures[0].height), 255)
    left = 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width
    sheet.save(file)
    return file


def test_a_dropped_picture_checks_everyone_in_it_in(
    page: DoorPage, evening: Evening, qtbot: QtBot, tmp_path: Path
) -> None:
    open_door(page, evening, qtbot)
    codes = [evening.code(name) for name in ("Ana Lima", "佐藤 花")]
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(_picture(codes, tmp_path / "badges.png")))])
    drop = QDropEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        held,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.desk.dropEvent(drop)
    assert drop.isAccepted()
    qtbot.waitUntil(lambda: "2 people are in" in words_on_card(page))
    assert "Ana Lima" in words_on_card(page) and "佐藤 花" in words_on_card(page)
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "2")
    qtbot.mouseClick(find(page, QPushButton, "undo_group"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "0")


def test_who_of_a_picture_is_refused_is_named_and_can_be_scanned_alone_at_once(
    page: DoorPage, evening: Evening, qtbot: QtBot, tmp_path: Path
) -> None:
    open_door(page, evening, qtbot)
    names = ("Ana Lima", "Dora Declined")
    codes = [*map(evening.code, names), _foreign(evening), _foreign(evening)]
    page.desk.pictures.read_files([_picture(codes, tmp_path / "badges.png")])
    qtbot.waitUntil(lambda: shown_verdict(page) == "group")
    said = words_on_card(page)
    assert "1 person is in" in said and "Ana Lima" in said
    assert "Dora Declined: had said no" in said and look_of(Verdict.NOT_OURS).word in said
    assert [verdict for _action, verdict in log_of(evening)] == [
        Verdict.WELCOME,
        Verdict.DECLINED,
        Verdict.NOT_OURS,
    ]
    scan(page, qtbot, codes[1])
    qtbot.waitUntil(lambda: shown_verdict(page) == "declined")
    assert find(page, QPushButton, "let_in").isEnabled()


def test_a_picture_of_which_something_cannot_be_written_leaves_nothing_behind(
    page: DoorPage, evening: Evening, qtbot: QtBot, tmp_path: Path
) -> None:
    open_door(page, evening, qtbot)
    codes = [evening.code(name) for name in ("Ana Lima", "佐藤 花")]
    page.desk.queue.open("00000000-no-such-event")
    page.desk.pictures.read_files([_picture(codes, tmp_path / "badges.png")])
    qtbot.waitUntil(lambda: shown_verdict(page) == "problem")
    assert log_of(evening) == []
    page.desk.queue.open(evening.events["Loom night"])
    page.desk.pictures.read_files([tmp_path / "badges.png"])
    qtbot.waitUntil(lambda: shown_verdict(page) == "group")
    assert inside(evening) == 2


def test_a_picture_is_pasted_even_into_the_name_field(
    page: DoorPage, evening: Evening, qtbot: QtBot, tmp_path: Path
) -> None:
    open_door(page, evening, qtbot)
    picture = _picture([evening.code("Ana Lima")], tmp_path / "badge.png")
    QApplication.clipboard().setImage(QImage(str(picture)))
    name = find(page, QLineEdit, "door_name")
    name.setFocus()
    qtbot.keyClick(name, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown_verdict(page) == "welcome")
    assert name.text() == ""


def test_pictures_chosen_by_the_button(
    page: DoorPage,
    evening: Evening,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good = _picture([evening.code("Ana Lima")], tmp_path / "badge.png")
    damaged = tmp_path / "damaged.png"
    damaged.write_bytes(b"no picture")
    empty = tmp_path / "empty.png"
    blank = QImage(200, 200, QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.white)
    blank.save(str(empty))
    chosen: list[Path] = []
    monkeypatch.setattr(files, "ask_open", lambda *args: args[3](chosen[-1:]))
    open_door(page, evening, qtbot)
    for file, expected in ((empty, "No code"), (damaged, "damaged.png"), (good, "Ana Lima")):
        chosen.append(file)
        qtbot.mouseClick(find(page, QPushButton, "read_picture"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda words=expected: words in words_on_card(page))
    assert log_of(evening) == [(DoorAction.ARRIVED, Verdict.WELCOME)]


def test_what_cannot_be_written_is_a_sentence_on_the_card(
    page: DoorPage, evening: Evening, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_door(page, evening, qtbot)
    page.desk.queue.open("00000000-no-such-event")
    code = evening.code("Ana Lima")
    scan(page, qtbot, code)
    qtbot.waitUntil(lambda: shown_verdict(page) == "problem")
    assert "There is no event" in words_on_card(page)
    page.desk.queue.open(evening.events["Loom night"])
    scan(page, qtbot, code)
    qtbot.waitUntil(lambda: shown_verdict(page) == "welcome")


def test_tonight_is_chosen_and_enter_opens_its_door(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    table = page.chooser.table
    qtbot.waitUntil(lambda: bool(table.records))
    titles = [row.title for row in table.records]
    assert titles == ["Loom night", "Natural dyes", "Called off", "Paper night"]
    assert [row.title for row in table.selected()] == ["Loom night"]
    shown: list[int] = []
    page.desk_shown.connect(shown.append)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(page.desk.isVisible)
    qtbot.waitUntil(lambda: find(page, QLabel, "count_to_come").text() == "6")
    qtbot.mouseClick(find(page, QPushButton, "leave_door"), Qt.MouseButton.LeftButton)
    assert page.chooser.isVisible()
    assert not page.desk.scanner.is_watching
    assert shown == [2, 1, 0], "held until it is known that there is no PIN"


def test_without_events_it_says_what_to_do_first(
    empty_community: Database, runner: Runner, qapp: QApplication, qtbot: QtBot
) -> None:
    page = DoorPage(Context(empty_community, runner, Messages()))
    qtbot.addWidget(page)
    asked: list[str] = []
    page.context.navigate.connect(lambda key, what: asked.append(key))
    page.show()
    button = page.findChild(QPushButton, "plan_event")
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == ["events"]


def test_another_door_starts_fresh(page: DoorPage, evening: Evening, qtbot: QtBot) -> None:
    open_door(page, evening, qtbot)
    scan(page, qtbot, evening.code("Ana Lima"))
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "1")
    page.leave()
    open_door(page, evening, qtbot, "Paper night")
    assert find(page, QLabel, "door_event").text() == "Paper night"
    assert shown_verdict(page) == ""
    qtbot.waitUntil(lambda: find(page, QLabel, "count_in").text() == "0")
    qtbot.waitUntil(
        lambda: not [o for o in page.findChildren(QLabel, "entry_name") if o.isVisible()]
    )


def test_an_old_community_of_another_secret_is_not_ours(
    page: DoorPage, evening: Evening, qtbot: QtBot, tmp_path: Path
) -> None:
    other = communities.new_community(
        tmp_path / "other.organizer", CommunityDraft(name="Other", timezone="Europe/Berlin")
    )
    with other.reading() as session:
        key = CodeKey(session.scalars(select(Community.secret)).one())
    other.close()
    open_door(page, evening, qtbot)
    scan(page, qtbot, make_code(key, CodeKind.MEMBER, b"8 random"))
    qtbot.waitUntil(lambda: shown_verdict(page) == "not-ours")
