"""Practice: a whole desk on an evening with invented people, and a script through six cases."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from organizer.domain.records import DoorAnswer, EventRow
from organizer.domain.words import _
from organizer.sample.practice import Practice, make_practice
from organizer.services.at_door.door_pictures import picture_of_code
from organizer.services.out.exporting import write_badges
from organizer.services.plans.events import get_event
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.door.desk import DoorDesk
from organizer.ui.door.practice_script import UNDONE, Script, practice_cases
from organizer.ui.door.scanner_setup import CodePicture
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.look import look, px
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import Rule, button, text

_CODE_SIDE = 112
_ROOMY = (760, 560)
"""Width and height, at the usual size of text, below which the band keeps to what has to be done."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A practice evening, its event, and the symbols of its codes."""

    practice: Practice
    event: EventRow
    symbols: dict[str, list[list[bool]]]


class PracticeDesk(QWidget):
    """A desk that writes nothing into the community; everything is thrown away at its end."""

    ended = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("practice_desk")
        self._context = context
        self._folder = Path(tempfile.mkdtemp(prefix="organizer-practice-"))
        self._symbols: dict[str, list[list[bool]]] = {}
        self._practice: Practice | None = None
        self._script: Script | None = None
        self.desk: DoorDesk | None = None
        self._case = text("", "heading", wrap=True)
        self._case.setObjectName("practice_case")
        self._sentence = text("", wrap=True)
        self._sentence.setObjectName("practice_sentence")
        self._said = text("", wrap=True)  # on the band's colour no green is dark enough to be read
        self._said.setObjectName("practice_said")
        self.code = CodePicture()
        self.code.setFixedSize(px(_CODE_SIDE), px(_CODE_SIDE))
        self._scan = button(_("Scan it for me  F8"), self.scan_for_me, role="primary")
        self._scan.setObjectName("practice_scan")
        self._sheet = button(_("Badges to print…"), self._ask_where)
        self._sheet.setObjectName("practice_badges")
        self._is_tight = False
        self._is_over = False
        end = button(_("End practice"), self.end)
        end.setObjectName("end_practice")
        self._lay_out(end)
        QShortcut(QKeySequence("F8"), self, self.scan_for_me)

    def begin(self) -> None:
        """Make the evening, off the window's thread, and open its door."""
        path, now = self._folder / "practice.organizer", self._context.now()
        self._case.setText(_("One moment"))

        def work(_job: Job) -> _Made:
            practice = make_practice(path, now)
            codes = (practice.good, practice.waiting, practice.other_evening)
            symbols = {code: picture_of_code(code) for code in codes}
            return _Made(practice, get_event(practice.db, practice.event_uid), symbols)

        self._context.runner.start(self, work, self._open)

    def scan_for_me(self) -> None:
        """Scan the code of the case being tried, as a scanner would."""
        case = self._script.case if self._script else None
        if self.desk is not None and case is not None and case.code:
            self.desk.queue.scan_again(case.code)

    def end(self) -> None:
        """Throw everything away, once."""
        if not self._is_over:
            self._is_over = True
            self._clean_up()
            self.ended.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_tight = self.width() < px(_ROOMY[0]) or self.height() < px(_ROOMY[1])
        if is_tight != self._is_tight:
            self._is_tight = is_tight
            across, down = (14, 8) if is_tight else (28, 12)
            self._line.setContentsMargins(across, down, across, down)
            self._show_case()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.end()  # another page was gone to, or the window is closed

    def _clean_up(self) -> None:
        if self.desk is not None:
            self.desk.hide()
            self.desk.shut()
        if self._practice is not None:
            self._practice.db.close()
            self._practice = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def _open(self, made: _Made) -> None:
        self._practice, self._symbols = made.practice, made.symbols
        if not self._folder.is_dir():  # ended before it began
            self._clean_up()
            return
        self._script = Script(practice_cases(self._practice))
        context = Context(
            self._practice.db,
            self._context.runner,
            self._context.messages,
            now=self._context.now,
            parent=self,
        )
        self.desk = DoorDesk(context)
        self.desk.setObjectName("practice_door")
        self.desk.top.leave_button.hide()
        self.desk.top.more_button.hide()
        self.desk.queue.asks_first = False
        self.desk.badges.is_practice = True
        self.desk.queue.answered.connect(self._on_answer)
        self.desk.queue.undone.connect(self._on_undone)
        self._whole.addWidget(self.desk, 1)
        self.desk.open(made.event)
        self._show_case()

    def _on_answer(self, answer: DoorAnswer) -> None:
        self._note(str(answer.verdict))

    def _on_undone(self, _name: str) -> None:
        self._note(UNDONE)

    def _note(self, happened: str) -> None:
        if self._script is not None and self._script.note(happened):
            self._show_case()

    def _show_case(self) -> None:
        script = self._script
        if script is None:
            return
        case = script.case
        self._said.setText(script.said)
        self._said.setVisible(bool(script.said) and not self._is_tight)
        self._sheet.setVisible(not self._is_tight)
        self._scan.setVisible(case is not None and bool(case.code))
        self.code.set_modules(self._symbols.get(case.code, []) if case else [])
        self.code.setVisible(bool(self.code.modules) and not self._is_tight)
        if case is None:
            self._case.setText(_("That was all six. You can do the door."))
            self._sentence.setText(
                _("Go on trying, as long as you like: nobody here is real, and nothing is kept.")
            )
            return
        self._case.setText(
            _("{number} of {count}: {title}").format(
                number=script.number, count=script.count, title=case.title
            )
        )
        self._sentence.setText(case.sentence)

    def _ask_where(self) -> None:
        files.ask_save(
            self, _("Badges to practise with"), _("Practice badges.pdf"), "PDF (*.pdf)", self._print
        )

    def _print(self, path: Path) -> None:
        practice = self._practice
        if practice is None:
            return
        now: datetime = self._context.now()

        def work(_job: Job) -> str:
            write_badges(practice.db, practice.event_uid, path, force=True, now=now)
            return _("The practice badges are written to “{name}”.").format(name=path.name)

        self._context.runner.start(self, work, self._context.messages.say)

    def _lay_out(self, end: QWidget) -> None:
        words = column(self._said, self._case, self._sentence, 0, spacing=4)
        warning = set_role(text(_("PRACTICE: nothing is kept")), "warn")
        warning.setAlignment(Qt.AlignmentFlag.AlignRight)
        keys = column(row(0, self._scan, self._sheet, end, spacing=8), warning, 0)
        line = row(self.code, words, keys, spacing=20)
        line.setStretch(1, 1)
        line.setContentsMargins(28, 12, 28, 12)
        self._line = line
        band = PracticeBand()
        band.setLayout(line)
        self._whole = column(band, Rule(), spacing=0)
        self.setLayout(self._whole)


class PracticeBand(QFrame):
    """The band on top that says at three metres that this is not real."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("practice_band")
        set_role(self, "page")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look().palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.warn_soft))
        painter.fillRect(0, 0, self.width(), px(5), QColor(colours.warn))
        painter.end()
