"""Badges at the desk: which printer and which labels, asked once; then a key prints one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.services.at_door.desk_badges import (
    DEFAULT_LABEL,
    badge_for_printer,
    candidate_code,
    keep_code,
)
from organizer.services.out import exporting
from organizer.settings import load_settings, save_settings
from organizer.ui.context import Context
from organizer.ui.door.badge_printer import print_badge, printer_names
from organizer.ui.jobs import Job
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.widgets import text

_PRINT_LANE = "printer"


@dataclass(frozen=True, slots=True)
class _Offered:
    printers: list[str]
    stocks: list[tuple[str, str]]
    problem: str = ""


class PrinterSheet(Sheet):
    """Chooses printer and labels for this machine."""

    chosen = Signal()

    def __init__(self, over: QWidget, context: Context) -> None:
        super().__init__(over, _("Badge printer"), _("Use this printer"))
        self.setObjectName("printer_sheet")
        self._printer = QComboBox()
        self._stock = QComboBox()
        self._none = text("", "problem", wrap=True)
        self._none.setObjectName("no_printer")
        self._none.hide()
        self.add_field("badge_printer", _("Printer"), self._printer)
        self.add_field(
            "badge_stock", _("Labels"), self._stock, _("One badge is printed at a time.")
        )
        self.add(self._none)
        self.save_button.setEnabled(False)
        self.save_requested.connect(self._keep)
        context.runner.start(self, _look_around, self._show, lane=_PRINT_LANE)

    def _show(self, offered: _Offered) -> None:
        settings = load_settings()
        self._printer.addItems(offered.printers)
        self._printer.setCurrentIndex(max(0, self._printer.findText(settings.badge_printer)))
        for name, title in offered.stocks:
            self._stock.addItem(title, name)
        stock = settings.badge_stock or DEFAULT_LABEL
        self._stock.setCurrentIndex(max(0, self._stock.findData(stock)))
        self.save_button.setEnabled(bool(offered.printers))
        self._none.setVisible(not offered.printers)
        self._none.setText(
            offered.problem
            or _("The system knows no printer. Add one in its settings, then come back.")
        )

    def _keep(self) -> None:
        settings = load_settings()
        settings.badge_printer = self._printer.currentText()
        settings.badge_stock = str(self._stock.currentData())
        save_settings(settings)
        self.close_sheet()
        self.chosen.emit()


class BadgeDesk(QObject):
    """Prints badges for one desk, one after the other, in a lane that no scan waits for."""

    printed = Signal(str)
    """A sentence: the badge is on its way."""
    failed = Signal(str)
    """A sentence: why it is not."""

    def __init__(self, context: Context, over: QWidget) -> None:
        super().__init__(over)
        self._context = context
        self._over = over
        self._event_uid = ""
        self._waiting: tuple[str, int] | None = None
        self.is_practice = False
        """Whether only to say what would be printed: paper comes for real people."""

    def open(self, event_uid: str) -> None:
        """Print badges for this event from now on."""
        self._event_uid = event_uid
        self._waiting = None

    def print_for(self, member_uid: str, new_code: int) -> None:
        """Print somebody's badge, again or with a new code; asks for the printer the first time."""
        if self.is_practice:
            self.printed.emit(
                _("Practice: nothing is printed. At the door, their badge would come out now.")
            )
            return
        if not load_settings().badge_printer:
            self._waiting = (member_uid, new_code)
            self.choose_printer()
            return
        settings, event = load_settings(), self._event_uid
        db, now = self._context.db, self._context.now()

        def work(_job: Job) -> tuple[str, str]:
            code = candidate_code(db, event, member_uid) if new_code else ""
            badge = badge_for_printer(
                db, event, member_uid, stock=settings.badge_stock, code=code, now=now
            )
            print_badge(badge, settings.badge_printer)
            return code, badge.warning

        self._context.runner.start(
            self, work, self._on_printed, on_failure=self._fail, lane=_PRINT_LANE
        )

    def _on_printed(self, badge: tuple[str, str]) -> None:
        """The printer has it: only now a new code takes the place of the one before."""
        code, warning = badge
        if not code:
            self.printed.emit(f"{_('The badge is being printed.')} {warning}".strip())
            return
        said = _("The badge is being printed; the one before no longer works.")
        self._context.do(
            self,
            lambda _job: keep_code(self._context.db, code),
            lambda _done: f"{said} {warning}".strip(),
            on_failure=self._fail,
        )

    def choose_printer(self) -> None:
        """Ask which printer and which labels."""
        sheet = PrinterSheet(self._over, self._context)
        sheet.chosen.connect(self._go_on)
        sheet.open()

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.print_for(*waiting)

    def _fail(self, error: UserError) -> None:
        self.failed.emit(str(error))


def _look_around(_job: Job) -> _Offered:
    stocks = exporting.label_stocks()
    try:
        return _Offered(printer_names(), stocks)
    except UserError as error:
        return _Offered([], stocks, str(error))
