"""Badges at the desk: through the system's printing, once or again, with the code or a new one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from organizer.domain.errors import UserError
from organizer.domain.kinds import Verdict
from organizer.models.database import Database
from organizer.services import undoing
from organizer.services.at_door import door
from organizer.services.at_door.desk_badges import badge_for_printer, candidate_code, keep_code
from organizer.services.at_door.door_pictures import codes_in_files
from organizer.settings import Settings, load_settings, save_settings
from organizer.ui.door import badge_desk
from organizer.ui.door.badge_printer import TO_PDF, print_badge, printer_names
from organizer.ui.door.page import DoorPage
from organizer.ui.jobs import Runner
from tests.ui.door_evening import Evening, make_evening
from tests.ui.door_page import click, find, key, open_door, scan, shown_page, verdict

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def evening(empty_community: Database) -> Evening:
    return make_evening(empty_community)


@pytest.fixture
def page(evening: Evening, runner: Runner, qtbot: QtBot) -> Iterator[DoorPage]:
    with shown_page(evening, runner, qtbot) as made:
        open_door(made, evening, qtbot)
        yield made


def remember(path: Path, stock: str = "dymo-99014") -> None:
    save_settings(Settings(badge_printer=f"{TO_PDF}{path}", badge_stock=stock))


def said(page: DoorPage) -> str:
    message = page.context.messages.take()
    return message.text if message else ""


@pytest.mark.parametrize("stock", ["dymo-99012", "dymo-99014", "avery-5395", "a6"])
def test_what_comes_out_of_the_printer_is_as_large_as_the_label_and_can_be_scanned(
    evening: Evening, qapp: QApplication, tmp_path: Path, stock: str
) -> None:
    import pypdfium2

    event, ana = evening.events["Loom night"], evening.people["Ana Lima"]
    badge = badge_for_printer(evening.db, event, ana, stock=stock)
    target = tmp_path / "printed.pdf"
    print_badge(badge, f"{TO_PDF}{target}")
    assert set(codes_in_files([target])) == {evening.code("Ana Lima")}
    with pypdfium2.PdfDocument(target) as document:
        assert len(document) == 1
        size = document[0].get_size()
    points = (badge.width_mm / 25.4 * 72, badge.height_mm / 25.4 * 72)
    assert size == pytest.approx(points, abs=1.5)


def test_a_new_code_stops_the_badge_that_was_lost(evening: Evening, tmp_path: Path) -> None:
    event, ana = evening.events["Loom night"], evening.people["Ana Lima"]
    old = evening.code("Ana Lima")
    badge_for_printer(evening.db, event, ana)
    assert evening.code("Ana Lima") == old, "printing never issues"
    code = candidate_code(evening.db, event, ana)
    printed = tmp_path / "badge.pdf"
    printed.write_bytes(badge_for_printer(evening.db, event, ana, code=code).pdf)
    assert set(codes_in_files([printed])) == {code}
    assert evening.code("Ana Lima") == old, "until it is kept, the badge before works"
    new = door.check_in(evening.db, event, code, now=evening.clock())
    assert new.verdict is Verdict.REVOKED
    keep_code(evening.db, code)
    assert evening.code("Ana Lima") == code
    answer = door.check_in(evening.db, event, old, now=evening.clock())
    assert answer.verdict is Verdict.REVOKED
    assert undoing.take_back(evening.db) == "A new badge for Ana Lima"
    answer = door.check_in(evening.db, event, old, now=evening.clock())
    assert answer.verdict is Verdict.WELCOME


def test_where_the_printer_does_not_answer_the_badge_before_goes_on_working(
    page: DoorPage, evening: Evening, qtbot: QtBot
) -> None:
    save_settings(Settings(badge_printer="Zebra", badge_stock="dymo-99014"))
    old = evening.code("Ana Lima")
    scan(page, qtbot, old)
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and not page.context.runner.busy)
    click(page, qtbot, "new_badge")
    qtbot.waitUntil(lambda: "Zebra" in said(page))
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    assert evening.code("Ana Lima") == old


def test_p_prints_the_badge_of_who_is_on_the_card_again_and_again(
    page: DoorPage, evening: Evening, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "printed.pdf"
    remember(target)
    scan(page, qtbot, evening.code("Ana Lima"))
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and not page.context.runner.busy)
    for _time in range(2):
        key(page, qtbot, "p")
        qtbot.waitUntil(target.exists)
        qtbot.waitUntil(lambda: not page.context.runner.busy)
        assert said(page) == "The badge is being printed."
        assert set(codes_in_files([target])) == {evening.code("Ana Lima")}
        target.unlink()


def test_a_lost_badge_is_replaced_by_a_button(
    page: DoorPage, evening: Evening, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "printed.pdf"
    remember(target)
    old = evening.code("Ana Lima")
    scan(page, qtbot, old)
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and not page.context.runner.busy)
    click(page, qtbot, "new_badge")
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    qtbot.waitUntil(lambda: "no longer works" in said(page))
    assert set(codes_in_files([target])) == {evening.code("Ana Lima")} != {old}


def test_the_first_time_the_printer_is_asked_for_and_then_remembered(
    page: DoorPage,
    evening: Evening,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "printed.pdf"
    monkeypatch.setattr(badge_desk, "printer_names", lambda: [f"{TO_PDF}{target}"])
    scan(page, qtbot, evening.code("Ana Lima"))
    qtbot.waitUntil(lambda: verdict(page) == "welcome" and not page.context.runner.busy)
    click(page, qtbot, "print_badge")
    qtbot.waitUntil(lambda: find(page, QPushButton, "sheet_save").isEnabled())
    stock = find(page, QComboBox, "badge_stock")
    stock.setCurrentIndex(stock.findData("dymo-99014"))
    click(page, qtbot, "sheet_save")
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: not page.context.runner.busy)
    assert load_settings().badge_stock == "dymo-99014"
    assert set(codes_in_files([target])) == {evening.code("Ana Lima")}


def test_without_a_printer_there_is_one_sentence(
    page: DoorPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(badge_desk, "printer_names", lambda: [])
    page.desk.menu.printer_wanted.emit()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(QLabel, "no_printer")))
    assert "knows no printer" in find(page, QLabel, "no_printer").text()
    assert not find(page, QPushButton, "sheet_save").isEnabled()


def test_a_printer_that_is_gone_says_so(evening: Evening, qapp: QApplication) -> None:
    assert isinstance(printer_names(), list)
    event, ana = evening.events["Loom night"], evening.people["Ana Lima"]
    with pytest.raises(UserError, match="no printer “Zebra”"):
        print_badge(badge_for_printer(evening.db, event, ana), "Zebra")


def test_who_is_not_on_the_list_has_no_badge(evening: Evening) -> None:
    with pytest.raises(UserError, match="on the list"):
        badge_for_printer(evening.db, evening.events["Loom night"], evening.people["Stray Member"])
