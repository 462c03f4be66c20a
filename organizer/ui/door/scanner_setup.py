"""Trying a scanner: a test code on the screen or on paper, and in plain words what came of it."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QEvent, QMarginsF, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPageSize,
    QPainter,
    QPaintEvent,
    QPdfWriter,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from organizer.domain.codes import TEST_CODE
from organizer.domain.words import _
from organizer.services.at_door.door_pictures import picture_of_code
from organizer.settings import load_settings, save_settings
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.door.scanner import WIDEST_GAP_MS, Scanner
from organizer.ui.door.scanner_trial import Findings, Press, learn
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import clear, column, fill, row
from organizer.ui.kit.look import px
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.widgets import IconLabel, button, text

NOTHING_AFTER_MS = 15_000
_END_AFTER_MS = 350
"""How long after its letters a scanner's Enter or Tab may come."""
_SHORTEST = 8
_QUIET_ZONE = 4
_Modules = list[list[bool]]


class ScannerSetup(Sheet):
    """Shows a code to scan and says what was learned; what helps the door is remembered."""

    def __init__(self, over: QWidget, context: Context) -> None:
        super().__init__(over, _("Try your scanner"), _("Done"))
        self.setObjectName("scanner_setup")
        self._context = context
        self.findings: Findings | None = None
        self.code = CodePicture()
        self._headline = text("", "heading", wrap=True)
        self._headline.setObjectName("scanner_headline")
        self._advice = text("", "muted", wrap=True)
        self._advice.setObjectName("scanner_advice")
        self._sign = IconLabel("barcode", "muted", 28)
        self._facts = column(spacing=8)
        self._print = button(_("Save a page to print…"), self._ask_where)
        self._print.setObjectName("print_test_code")
        self._scanner = Scanner(self, WIDEST_GAP_MS)
        self._keys = _KeyWatch(self._scanner)
        self._nothing = QTimer(self, singleShot=True, interval=NOTHING_AFTER_MS)
        self._lay_out_page()
        self._keys.scanned.connect(self._show)
        self._nothing.timeout.connect(self._say_nothing_came)
        self.save_requested.connect(self.close_sheet)
        self._wait()
        context.runner.start(self, _picture, self.code.set_modules)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._scanner.start()
        self._keys.start()
        self._nothing.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._scanner.stop()
        self._keys.stop()
        self._nothing.stop()

    def _lay_out_page(self) -> None:
        self.cancel_button.hide()
        words = column(self._headline, self._advice, spacing=4)
        says = row(self._sign, words, spacing=12)
        says.setStretch(1, 1)
        says.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        page = QWidget()
        page.setLayout(
            column(says, 4, self._facts, 4, row(0, self.code, 0), row(0, self._print, 0))
        )
        self.add(page)

    def _wait(self) -> None:
        self._say(
            "barcode",
            "muted",
            _("Scan this code"),
            _("You need not click anywhere. A screen is too bright for some scanners: print it."),
        )

    def _say_nothing_came(self) -> None:
        self._say(
            "warning",
            "warn",
            _("Nothing has come from a scanner yet"),
            _(
                "If it beeps, set it to “USB keyboard” (HID): its manual says how. If not, look at its cable."
            ),
        )

    def _show(self, findings: Findings) -> None:
        self._nothing.stop()
        self.findings = findings
        name, role = ("check-circle", "good") if findings.works else ("warning", "warn")
        self._say(name, role, findings.headline, findings.advice)
        for label, value in findings.facts:
            about = text(label, "muted")
            about.setFixedWidth(px(96))
            how = text(value, wrap=True)
            line = row(about, how)
            line.setStretch(1, 1)
            fill(self._facts, (line,))
        if findings.works:
            _remember(findings.gap_ms)

    def _say(self, icon_name: str, role: str, headline: str, advice: str) -> None:
        clear(self._facts)
        self._sign.set_icon(icon_name, role)
        self._headline.setText(headline)
        self._advice.setText(advice)

    def _ask_where(self) -> None:
        files.ask_save(
            self,
            _("Save a page to print"),
            _("Scanner test") + ".pdf",
            _("PDF (*.pdf)"),
            self._save_page,
        )

    def _save_page(self, path: Path) -> None:
        if _write_page(path, self.code.modules):
            self._context.messages.say(_("The test code is in “{name}”.").format(name=path.name))
        else:
            sentence = _("“{name}” could not be written. Choose another folder.")
            self._context.messages.say(sentence.format(name=path.name), "bad")


class CodePicture(QWidget):
    """The symbol, dark on white in any scheme, because scanners want it so."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("test_code")
        self.setAccessibleName(_("The test code"))
        self.modules: _Modules = []
        self.setFixedSize(px(220), px(220))

    def set_modules(self, modules: _Modules) -> None:
        """Show this symbol."""
        self.modules = modules
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        _draw(painter, self.modules, QRectF(self.rect()))
        painter.end()


class _KeyWatch(QObject):
    """Looks on while a scanner types, and tells what was learned once it is through."""

    scanned = Signal(object)
    """`Findings`."""

    def __init__(self, scanner: Scanner) -> None:
        super().__init__(scanner)
        self._scanner = scanner
        self._presses: list[Press] = []
        self._ending = ""
        self._through = QTimer(self, singleShot=True, interval=_END_AFTER_MS)
        self._through.timeout.connect(self._learn)

    def start(self) -> None:
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)  # after the scanner's own, and so asked before it

    def stop(self) -> None:
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        self._through.stop()
        self._presses.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._scanner.is_replaying or not isinstance(watched, QWidget):
            return False
        if isinstance(event, QInputMethodEvent):
            self._note(event.commitString(), has_shift=False)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            shift = Qt.KeyboardModifier.ShiftModifier
            self._note(event.text(), has_shift=bool(event.modifiers() & shift))
        return False

    def _note(self, letters: str, *, has_shift: bool) -> None:
        if letters in ("\r", "\n", "\t"):
            self._ending = self._ending or letters.replace("\r", "\n")
        elif letters and letters.isprintable():
            self._presses.append(Press(letters, time.monotonic(), has_shift))
            self._ending = ""
            self._through.start()

    def _learn(self) -> None:
        presses, self._presses = self._presses, []
        if len(presses) >= _SHORTEST:
            self.scanned.emit(learn(presses, self._ending))


def _picture(job: Job) -> _Modules:
    return picture_of_code(TEST_CODE)


def _remember(gap_ms: int) -> None:
    settings = load_settings()
    if settings.scanner_gap_ms != gap_ms:
        settings.scanner_gap_ms = gap_ms
        save_settings(settings)


def _draw(painter: QPainter, modules: _Modules, place: QRectF) -> None:
    painter.fillRect(place, QColor("white"))
    if not modules:
        return
    side = place.width() / (len(modules) + 2 * _QUIET_ZONE)
    for down, line in enumerate(modules):
        for across, is_dark in enumerate(line):
            if is_dark:
                left = place.x() + (across + _QUIET_ZONE) * side
                top = place.y() + (down + _QUIET_ZONE) * side
                painter.fillRect(QRectF(left, top, side + 0.2, side + 0.2), QColor("black"))


def _write_page(path: Path, modules: _Modules) -> bool:
    """Write a page with the symbol, as large as on a badge."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A6))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter()
    if not painter.begin(writer):
        return False
    side = writer.width() / 3
    _draw(painter, modules, QRectF(side, side, side, side))
    return painter.end()
