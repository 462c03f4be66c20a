"""Trying a scanner: what is said of it in plain words, and what is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.codes import ALPHABET, LENGTH, TEST_CODE, read_code, script_of
from organizer.intake.pictures import codes_in_picture
from organizer.settings import Settings, load_settings, save_settings
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.door import scanner_setup
from organizer.ui.door.page import DoorPage
from organizer.ui.door.scanner import GAP_MS, WIDEST_GAP_MS, Scanner
from organizer.ui.door.scanner_setup import ScannerSetup
from organizer.ui.door.scanner_trial import Press, learn
from organizer.ui.settings.page import SettingsPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(tmp_path / "settings.json"))


@pytest.fixture
def setup(qtbot: QtBot, context: Context) -> Iterator[ScannerSetup]:
    """The sheet, over the list of doors, opened by its button."""
    page = DoorPage(context)
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.show()
    qtbot.waitUntil(lambda: not context.runner.busy)
    page.findChild(QPushButton, "try_scanner").click()
    sheet = page.findChild(ScannerSetup, "scanner_setup")
    qtbot.waitUntil(lambda: bool(sheet.code.modules))
    yield sheet
    page.hide()


def said(sheet: QWidget) -> str:
    labels = sheet.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def presses(typed: str, gap: float = 0.002, shift: bool = True) -> list[Press]:
    return [Press(letter, number * gap, shift) for number, letter in enumerate(typed)]


def test_the_code_on_the_screen_can_be_read_and_is_in_our_form(
    setup: ScannerSetup, tmp_path: Path
) -> None:
    picture = tmp_path / "code.png"
    assert setup.code.grab().save(str(picture))
    (found,) = zxingcpp.read_barcodes(Image.open(picture))
    assert found.text == TEST_CODE == read_code(TEST_CODE)
    assert set(ALPHABET) == set(TEST_CODE) and len(TEST_CODE) == LENGTH


@pytest.mark.parametrize(
    ("end", "words"), [(Qt.Key.Key_Return, "Enter"), (Qt.Key.Key_Tab, "Tab"), (None, "nothing")]
)
def test_a_scan_says_how_the_scanner_ends_and_that_it_works(
    setup: ScannerSetup, qtbot: QtBot, end: Qt.Key | None, words: str
) -> None:
    QTest.keyClicks(setup, TEST_CODE)
    if end is not None:
        QTest.keyClick(setup, end)
    qtbot.waitUntil(lambda: "It works" in said(setup))
    qtbot.waitUntil(lambda: f"At the end\n{words}" in said(setup) and "Latin" in said(setup))
    assert setup.isVisible()  # its Enter pressed no button


def test_what_helps_a_slow_scanner_is_remembered(
    setup: ScannerSetup, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    presses = count()
    # Each letter comes 40 ms after the one before, however busy this machine is.
    clock = SimpleNamespace(monotonic=lambda: next(presses) * 0.04)
    monkeypatch.setattr(scanner_setup, "time", clock)
    QTest.keyClicks(setup, TEST_CODE)
    qtbot.waitUntil(lambda: "It works, slowly" in said(setup))
    assert load_settings().scanner_gap_ms == 60


def test_a_second_scan_is_told_anew(setup: ScannerSetup, qtbot: QtBot) -> None:
    QTest.keyClicks(setup, "https://example.org/tickets/12345")
    QTest.keyClick(setup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "That was something else" in said(setup))
    qtbot.waitUntil(lambda: "https://example.org" in said(setup))
    QTest.keyClicks(setup, TEST_CODE)
    qtbot.waitUntil(lambda: "It works" in said(setup))
    qtbot.waitUntil(lambda: "example.org" not in said(setup))


def test_when_nothing_comes_it_says_what_to_look_at(
    context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanner_setup, "NOTHING_AFTER_MS", 20)
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(900, 700)
    over.show()
    sheet = ScannerSetup(over, context)
    sheet.open()
    qtbot.waitUntil(lambda: "USB keyboard" in said(sheet))
    QTest.keyClicks(sheet, TEST_CODE)
    qtbot.waitUntil(lambda: "It works" in said(sheet))
    qtbot.waitUntil(lambda: not context.runner.busy)


def test_the_page_to_print_holds_the_code(
    setup: ScannerSetup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scanner.pdf"
    monkeypatch.setattr(files, "ask_save", lambda _w, _t, _n, _f, on: on(path))
    setup.findChild(QPushButton, "print_test_code").click()
    assert codes_in_picture(path) == (TEST_CODE,)


def test_after_it_keys_are_keys_again(setup: ScannerSetup, qtbot: QtBot) -> None:
    page = setup.window()
    QTest.keyClick(setup, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.findChild(ScannerSetup) is None)
    assert not [one for one in page.findChildren(Scanner) if one.is_watching]


def test_the_settings_lead_there_too(qtbot: QtBot, context: Context) -> None:
    page = SettingsPage(context)
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.show()
    qtbot.waitUntil(lambda: not context.runner.busy)
    page.findChild(QPushButton, "try_scanner").click()
    assert page.findChild(ScannerSetup).isVisible()
    qtbot.waitUntil(lambda: not context.runner.busy)


@pytest.mark.parametrize(
    ("typed", "shift", "caps_lock"),
    [
        (TEST_CODE, True, "off"),
        (TEST_CODE, False, "on"),
        (TEST_CODE.lower(), True, "on"),
        (TEST_CODE.lower(), False, "off"),
    ],
)
def test_caps_lock_is_told_from_the_shift_key(typed: str, shift: bool, caps_lock: str) -> None:
    assert dict(learn(presses(typed, shift=shift), "").facts)["Caps Lock"] == caps_lock


@pytest.mark.parametrize(
    ("letters", "script", "words"),
    [
        ("свуапролдтзкегмч", "cyrillic", "Cyrillic"),
        ("ψδεφγηξκλνπρτθωχ", "greek", "Greek"),
        ("בגקכעיחלךמפראוהס", "hebrew", "Hebrew"),
        ("ؤيثبلاتنمىحقفعرء", "arabic", "Arabic"),
    ],
)
def test_the_keyboard_is_named(letters: str, script: str, words: str) -> None:
    typed = TEST_CODE.translate(str.maketrans(ALPHABET, letters))
    assert script_of(typed) == script
    findings = learn(presses(typed), "\n")
    assert findings.works
    assert dict(findings.facts)["Keyboard"].startswith(words)


def test_a_slow_scanner_is_waited_for_from_then_on(home: QWidget, qtbot: QtBot) -> None:
    assert learn(presses(TEST_CODE, gap=0.03), "").gap_ms == 0
    findings = learn(presses(TEST_CODE, gap=0.06), "")
    assert (findings.works, findings.gap_ms) == (True, 90)
    save_settings(Settings(scanner_gap_ms=WIDEST_GAP_MS))  # a busy machine types slower still
    scanned: list[str] = []
    scanner = Scanner(home)
    scanner.scanned.connect(scanned.append)
    scanner.start()
    QTest.keyClicks(home, TEST_CODE, delay=(GAP_MS + 15) // 2)  # before each press and each release
    scanner.stop()
    assert scanned == [TEST_CODE]


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "gap", "headline", "advice"),
    [
        (TEST_CODE, 0.2, "Too slow", "delay between characters"),
        (TEST_CODE.replace("C", "?"), 0.002, "The letters are wrong", "US English"),
        (TEST_CODE[5:], 0.002, "33 of 38 letters came", "without a hub"),
        ("4012345678901", 0.002, "That was something else", "shown here"),
    ],
)
def test_what_does_not_work_comes_with_what_to_change(
    typed: str, gap: float, headline: str, advice: str
) -> None:
    findings = learn(presses(typed, gap), "\n")
    assert not findings.works
    assert findings.headline == headline
    assert advice in findings.advice
