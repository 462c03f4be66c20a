"""What leaves the app for one event without many questions: sign-in sheet, recap, calendar file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLocale, QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from organizer.domain.errors import UserError
from organizer.domain.words import _, ngettext
from organizer.services.out import exporting
from organizer.services.out.exporting import Printed
from organizer.services.out.previewing import suggested_name
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.events.opened import OpenedEvent
from organizer.ui.jobs import Job


def open_path(path: Path) -> None:
    """Show a file or a folder with what the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def say_written(context: Context, words: str, path: Path, warning: str = "") -> None:
    """Say that something was written, with a way to look at it."""
    sentence = f"{words} {warning}".strip()
    kind: Literal["good", "warn"] = "warn" if warning else "good"
    context.messages.say(sentence, kind, _("Open"), partial(open_path, path))


def _usual_paper() -> str:
    """Return what printers here are filled with: inches and Letter go together."""
    imperial = QLocale.MeasurementSystem.ImperialUSSystem
    return "letter" if QLocale.system().measurementSystem() == imperial else "a4"


class Output(QObject):
    """Writes the sign-in sheet, the recap and the calendar of the event that is shown."""

    def __init__(self, context: Context, over: QWidget) -> None:
        super().__init__(over)
        self._context = context
        self._over = over

    def ask_for_sign_in_sheet(self, event: OpenedEvent) -> None:
        """Ask where the sign-in sheet goes, and write it there."""
        what = _("Sign-in sheet")
        self._ask(
            what,
            suggested_name(what, event.row, ".pdf"),
            _("PDF (*.pdf)"),
            partial(self._write_sign_in_sheet, event.row.uid),
        )

    def ask_for_recap(self, event: OpenedEvent, audience: Literal["team", "partners"]) -> None:
        """Ask where the recap goes, and write it there."""
        what = _("Recap") if audience == "team" else _("Recap for partners")
        self._ask(
            what,
            suggested_name(what, event.row, ".pdf"),
            _("PDF (*.pdf)"),
            partial(self._write_recap, event.row.uid, audience),
        )

    def ask_for_calendar(self, event: OpenedEvent) -> None:
        """Ask where the calendar of this event and its workshops goes, and write it there."""
        uids = [event.row.uid, *(workshop.uid for workshop in event.workshops)]
        self._ask(
            _("Calendar file"),
            suggested_name("", event.row, ".ics").strip(),
            _("Calendars (*.ics)"),
            partial(self._write_calendar, uids),
        )

    def _ask(
        self, title: str, name: str, filters: str, on_chosen: Callable[[Path], object]
    ) -> None:
        files.ask_save(self._over, title, name, filters, on_chosen)

    def _write_sign_in_sheet(self, uid: str, path: Path) -> None:
        context = self._context

        def work(job: Job) -> Printed:
            return exporting.write_sign_in_sheet(
                context.db, uid, path, paper=_usual_paper(), force=True, step=job.step
            )

        def tell(printed: Printed) -> None:
            words = ngettext(
                "The sign-in sheet with {count} name is written to “{name}”.",
                "The sign-in sheet with {count} names is written to “{name}”.",
                printed.count,
            ).format(count=printed.count, name=path.name)
            say_written(context, words, path, exporting.missing_letters(printed))

        context.messages.say(_("The sign-in sheet is being written …"))
        context.runner.start(self, work, tell, on_failure=self._fail)

    def _write_recap(self, uid: str, audience: Literal["team", "partners"], path: Path) -> None:
        context = self._context

        def work(_job: Job) -> Printed:
            return exporting.write_recap(context.db, uid, path, audience=audience, force=True)

        def tell(printed: Printed) -> None:
            words = _("The recap is written to “{name}”.").format(name=path.name)
            say_written(context, words, path, exporting.missing_letters(printed))

        context.messages.say(_("The recap is being written …"))
        context.runner.start(self, work, tell, on_failure=self._fail)

    def _write_calendar(self, uids: list[str], path: Path) -> None:
        context = self._context

        def work(_job: Job) -> int:
            return exporting.write_calendar(context.db, path, uids, force=True)

        def tell(count: int) -> None:
            words = ngettext(
                "A calendar with {count} event is written to “{name}”.",
                "A calendar with {count} events is written to “{name}”.",
                count,
            )
            say_written(context, words.format(count=count, name=path.name), path)

        context.runner.start(self, work, tell, on_failure=self._fail)

    def _fail(self, error: UserError) -> None:
        self._context.messages.say(str(error), "bad")
