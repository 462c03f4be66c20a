"""The keyboard scanner: codes from any focus, typing left as it was."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from organizer.domain.codes import ALPHABET, CodeKey, make_code
from organizer.domain.kinds import CodeKind
from organizer.ui.door.bursts import code_at_end, is_scan
from organizer.ui.door.scanner import GAP_MS, Scanner

# The offscreen platform says of every window that it gives no size hints to a window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEY = CodeKey(bytes(range(32)))
CODE = make_code(KEY, CodeKind.REGISTRATION, b"eight by")
OTHER = make_code(KEY, CodeKind.MEMBER, b"8 others")
LIGATURES = make_code(KEY, CodeKind.REGISTRATION, bytes([0x4C]) * 8)
"""A code of many letters that X composes on an Arabic layout: G and T."""
RUSSIAN = str.maketrans(ALPHABET, "свуапролдтзкегмч")
HEBREW = str.maketrans(ALPHABET, "בגקכעיחלךמפראוהס")
URL = "https://tickets.example.com/check?id=8841-22"


def send_letters(target: QWidget, letters: str) -> None:
    """Press and release keys that type letters of any script; QTest knows Latin ones only."""
    kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
    for letter in letters:
        for kind in kinds:
            event = QKeyEvent(kind, ord(letter), Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(target, event)


class Home(QWidget):
    """A desk with a field and a button that notes what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.field = QLineEdit()
        self.button = QPushButton("Press")
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.scanned: list[str] = []
        self.entered: list[str] = []
        self.pressed: list[str] = []
        self.keys: list[str] = []
        self.scanner = Scanner(self)
        self.scanner.scanned.connect(self.scanned.append)
        self.field.returnPressed.connect(self._note_enter)
        self.button.clicked.connect(self._note_press)

    def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self.keys.append(event.text())

    def _note_enter(self) -> None:
        self.entered.append(self.field.text())

    def _note_press(self) -> None:
        self.pressed.append("pressed")


@pytest.fixture
def home(qtbot: QtBot) -> Iterator[Home]:
    made = Home()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.scanner.start()
    yield made
    made.scanner.stop()


@pytest.mark.parametrize("place", ["field", "button", "home"])
@pytest.mark.parametrize("end", [None, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_code_is_taken_from_any_focus(
    home: Home, qtbot: QtBot, place: str, end: Qt.Key | None
) -> None:
    target = {"field": home.field, "button": home.button, "home": home}[place]
    target.setFocus()
    qtbot.keyClicks(target, CODE)
    if end is not None:
        qtbot.keyClick(target, end)
    assert home.scanned == [CODE]
    assert home.field.text() == ""
    assert (home.entered, home.pressed, home.keys) == ([], [], [])
    if end is Qt.Key.Key_Tab:
        assert target.hasFocus()  # the Tab was the scanner's, not the person's


@pytest.mark.parametrize("table", [RUSSIAN, HEBREW, {}])
def test_any_keyboard_layout_and_small_letters(home: Home, table: dict[int, str]) -> None:
    send_letters(home.field, CODE.translate(table).lower())
    assert home.scanned == [CODE]
    assert home.field.text() == ""


def test_keys_that_type_two_letters(home: Home, qtbot: QtBot) -> None:
    """Windows types two characters for one key of the shifted Arabic layout."""
    layout = "}]\u064f[\ufef7\u0623\u0640\u060c/\u0622\u061b\u064c\ufef9`{\u0652"
    typed = CODE.translate(str.maketrans(ALPHABET, layout))
    windows = typed.replace("\ufef7", "\u0644\u0623").replace("\ufef9", "\u0644\u0625")
    assert len(windows) > len(CODE)
    qtbot.keyClicks(home.field, "Le")
    qtbot.waitUntil(lambda: home.field.text() == "Le")
    send_letters(home.field, windows)
    assert (home.scanned, home.field.text()) == ([CODE], "Le")


def compose(target: QWidget, letters: str) -> None:
    """Hand over what an input method made of some keys."""
    event = QInputMethodEvent()
    event.setCommitString(letters)
    QApplication.sendEvent(target, event)


def test_letters_that_x_composes_come_too_early_and_are_put_in_their_place(
    home: Home, qtbot: QtBot
) -> None:
    """X makes an input method's letter of two shifted Arabic keys, before all keys that wait."""
    shifted = str.maketrans(
        ALPHABET, "}]\u064f[\ufef7\u0623\u0640\u060c/\u0622\u061b\u064c\ufef9`{\u0652"
    )
    composed = {"\ufef7": "\u0644\u0623", "\ufef9": "\u0644\u0625"}
    typed = LIGATURES.translate(shifted)
    early = [composed[letter] for letter in typed if letter in composed]
    assert len(early) > 1
    home.field.setFocus()
    for letters in early:
        compose(home.field, letters)
    for letter in typed:
        kinds = [QEvent.Type.KeyRelease]
        if letter not in composed:
            kinds.insert(0, QEvent.Type.KeyPress)
        for kind in kinds:
            event = QKeyEvent(kind, ord(letter), Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(home.field, event)
    assert (home.scanned, home.field.text()) == ([LIGATURES], "")


@pytest.mark.parametrize("accent", ["\u0302", "\u0301", "\u030c", "\u0327"])
@pytest.mark.parametrize("by", ["key", "input method"])
def test_an_accent_pressed_before_a_scan_loses_no_code(home: Home, accent: str, by: str) -> None:
    """The key for an accent waits for a letter: the first of the code gets it."""
    first = unicodedata.normalize("NFC", CODE[0] + accent)
    assert len(first) == 1
    home.field.setFocus()
    if by == "key":
        send_letters(home.field, first + CODE[1:])
    else:
        compose(home.field, first)
        release = QEvent.Type.KeyRelease
        event = QKeyEvent(release, ord(CODE[0]), Qt.KeyboardModifier.NoModifier, CODE[0])
        QApplication.sendEvent(home.field, event)
        send_letters(home.field, CODE[1:])
    assert (home.scanned, home.field.text()) == ([CODE], "")


def test_what_an_input_method_writes_by_hand_reaches_the_field(home: Home, qtbot: QtBot) -> None:
    home.field.setFocus()
    for letters in ("佐藤", "é", "花子さん"):
        compose(home.field, letters)
    qtbot.waitUntil(lambda: home.field.text() == "佐藤é花子さん")
    assert home.scanned == []


@pytest.mark.parametrize(("place", "prefix"), [("field", "]Q1"), ("home", "")])
def test_a_scanner_that_stutters_is_still_one(
    home: Home, qtbot: QtBot, place: str, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("organizer.ui.door.scanner._STUTTER", 5.0)  # a busy machine waits longer
    target = {"field": home.field, "home": home}[place]
    send_letters(target, prefix + CODE[:15])
    QTest.qWait(2 * GAP_MS)
    send_letters(target, CODE[15:])
    assert (home.scanned, home.field.text()) == ([CODE], "")


def test_codes_without_a_pause_are_all_taken(home: Home, qtbot: QtBot) -> None:
    qtbot.keyClicks(home.field, CODE + OTHER + CODE)
    assert home.scanned == [CODE, OTHER, CODE]
    assert home.field.text() == ""


def test_slow_typing_of_code_letters_stays_text(home: Home, qtbot: QtBot) -> None:
    qtbot.keyClicks(home.field, CODE[:6], delay=GAP_MS + 40)
    qtbot.waitUntil(lambda: home.field.text() == CODE[:6])
    assert home.scanned == []


@pytest.mark.parametrize(
    "typed",
    ["Ana", "Nguyễn Văn Anh", "佐藤 花", "Jean-Luc d'Arc", "ana.lima@example.org", "Door 2"],
)
def test_quick_typing_into_a_field_stays_typing(home: Home, qtbot: QtBot, typed: str) -> None:
    send_letters(home.field, typed)
    qtbot.waitUntil(lambda: home.field.text() == typed)
    qtbot.keyClick(home.field, Qt.Key.Key_Return)
    assert (home.entered, home.scanned) == ([typed], [])


def test_name_and_enter_in_one_go_keep_their_order(home: Home, qtbot: QtBot) -> None:
    qtbot.keyClicks(home.field, "Ana Lima")
    qtbot.keyClick(home.field, Qt.Key.Key_Return)
    assert (home.entered, home.scanned) == (["Ana Lima"], [])


def test_backspace_comes_after_the_letters_before_it(home: Home, qtbot: QtBot) -> None:
    qtbot.keyClicks(home.field, "Ann")
    qtbot.keyClick(home.field, Qt.Key.Key_Backspace)
    assert home.field.text() == "An"


def test_a_name_begun_stays_when_a_badge_is_scanned(home: Home, qtbot: QtBot) -> None:
    qtbot.keyClicks(home.field, "An")
    qtbot.waitUntil(lambda: home.field.text() == "An")
    qtbot.keyClicks(home.field, CODE)
    qtbot.keyClick(home.field, Qt.Key.Key_Return)
    assert home.scanned == [CODE]
    assert (home.field.text(), home.entered) == ("An", [])


def test_letters_just_before_a_scan_are_not_lost(home: Home, qtbot: QtBot) -> None:
    qtbot.keyClicks(home.field, "Le" + CODE)
    assert (home.scanned, home.field.text()) == ([CODE], "Le")


def test_the_prefix_of_a_scanner_is_left_out(home: Home, qtbot: QtBot) -> None:
    qtbot.keyClicks(home.field, "]Q1" + CODE)
    assert (home.scanned, home.field.text()) == ([CODE], "")


@pytest.mark.parametrize(
    "noise",
    [URL, "MECARD:N:Lima,Ana;;", "4012345678901", CODE[:-1], "X" * 38],
)
def test_noise_is_a_scan_and_reaches_no_field(home: Home, qtbot: QtBot, noise: str) -> None:
    qtbot.keyClicks(home.field, noise)
    qtbot.keyClick(home.field, Qt.Key.Key_Return)
    assert home.scanned == [noise]
    assert (home.field.text(), home.entered) == ("", [])


@pytest.mark.parametrize("suffix", ["#", "CN", "]]"])
def test_what_a_scanner_adds_to_a_code_is_left_out(home: Home, qtbot: QtBot, suffix: str) -> None:
    qtbot.keyClicks(home.field, CODE + suffix)
    qtbot.keyClick(home.field, Qt.Key.Key_Return)
    assert (home.scanned, home.field.text(), home.entered) == ([CODE], "", [])


def test_noise_without_enter_ends_with_a_pause(home: Home, qtbot: QtBot) -> None:
    qtbot.keyClicks(home.field, URL)
    qtbot.waitUntil(lambda: home.scanned == [URL])
    assert home.field.text() == ""


def test_a_vcard_of_many_lines_is_one_scan(home: Home, qtbot: QtBot) -> None:
    for line in ("BEGIN:VCARD", "VERSION:3.0", "FN:Ana Lima", "END:VCARD"):
        qtbot.keyClicks(home.field, line)
        qtbot.keyClick(home.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(home.scanned) == 1)
    assert home.field.text() == ""
    assert "Ana Lima" in home.scanned[0]


def test_ten_thousand_letters_are_one_scan(home: Home, qtbot: QtBot) -> None:
    qtbot.keyClicks(home, "Q" * 10_000)
    qtbot.keyClick(home, Qt.Key.Key_Return)
    assert [len(scan) for scan in home.scanned] == [10_000]


def test_paste_is_never_a_scan(home: Home, qtbot: QtBot) -> None:
    QApplication.clipboard().setText(CODE)
    qtbot.keyClick(home.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (home.field.text(), home.scanned) == (CODE, [])


def test_single_keys_reach_the_desk_and_space_presses_a_button(home: Home, qtbot: QtBot) -> None:
    home.setFocus()
    qtbot.keyClicks(home, "n")
    qtbot.waitUntil(lambda: home.keys == ["n"])
    qtbot.keyClick(home.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: home.pressed == ["pressed"])
    assert not home.button.isDown()


def test_no_shortcut_fires_in_the_middle_of_a_scan(home: Home, qtbot: QtBot) -> None:
    fired: list[str] = []
    for letter in ALPHABET:
        QShortcut(QKeySequence(letter), home, lambda letter=letter: fired.append(letter))
    home.activateWindow()
    qtbot.waitUntil(home.isActiveWindow)
    qtbot.keyClicks(home, CODE)
    assert (fired, home.scanned) == ([], [CODE])


def test_enter_later_than_a_scan_is_a_key_again(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("organizer.ui.door.scanner._END_KEY_WITHIN", 0.0)
    qtbot.keyClicks(home.field, CODE)
    qtbot.keyClick(home.field, Qt.Key.Key_Return)
    assert home.entered == [""]


def test_stopped_it_leaves_every_key_alone(home: Home, qtbot: QtBot) -> None:
    home.scanner.stop()
    qtbot.keyClicks(home.field, CODE)
    assert (home.field.text(), home.scanned) == (CODE, [])


def test_a_code_must_begin_with_the_letter_of_a_kind() -> None:
    assert code_at_end(CODE) == (CODE, "")
    assert code_at_end("F" + CODE) == (CODE, "F")
    assert code_at_end("F" + CODE[:-1]) == ("", "")


@pytest.mark.parametrize("typed", ["Wolfeschlegelsteinhausenbergerdorff", "Zoë O’Neill 3rd"])
def test_long_names_are_no_scan_in_a_field(typed: str) -> None:
    assert not is_scan(typed, into_field=True)
    assert is_scan(typed, into_field=False)
