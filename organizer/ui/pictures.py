"""Pictures of every screen, in light and dark: for the demo's folder and for people who judge them."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services import insights
from organizer.services.answers import guests
from organizer.services.plans import events
from organizer.settings import Settings
from organizer.ui.kit.theme import Scheme, apply_theme
from organizer.ui.shell import Shell
from organizer.ui.welcome.page import WelcomePage
from organizer.ui.window import Desktop, make_app

_LONGEST_WAIT = 20.0
"""Seconds until a page that does not come to rest is our mistake."""

SIZES = ((1280, 800),)


def take_pictures(community: Path, folder: Path, tell: Callable[[str], None]) -> list[Path]:
    """Save a picture of each screen; the community itself is only copied, never changed."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as elsewhere:
        copy = Path(elsewhere) / community.name
        with (
            closing(sqlite3.connect(community)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        tell(_("Taking pictures of the screens …"))
        settings = Settings()
        desktop = Desktop(make_app(), settings)
        try:
            return _all_screens(desktop, settings, copy, folder)
        finally:
            desktop.shut_down()
            _settle(desktop)


def _all_screens(desktop: Desktop, settings: Settings, copy: Path, folder: Path) -> list[Path]:
    made: list[Path] = []
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        settings.scheme = scheme
        desktop.open_community(str(copy))
        shell = desktop.window
        if not isinstance(shell, Shell) or desktop.db is None:
            raise UserError(_("The window could not be opened."))
        for size in SIZES:
            shell.resize(*size)
            for name, show in _screens(desktop, desktop.db):
                show()
                _settle(desktop)
                made.append(_save(shell, folder / f"{name}-{scheme}.png"))
        made.append(_welcome(desktop, scheme, folder))
    return made


def _screens(desktop: Desktop, db: Database) -> list[tuple[str, Callable[[], None]]]:
    upcoming = insights.home(db).upcoming
    meetup = upcoming.uid if upcoming else events.list_events(db)[-1].uid
    known = max(guests.list_guests(db, meetup), key=lambda guest: guest.attended_before)

    def scan() -> None:
        desktop.go("door", meetup)
        _settle(desktop)
        waiting = next(
            guest
            for guest in guests.list_guests(db, meetup)
            if guest.status is RegistrationStatus.GOING and guest.arrived_at is None
        )
        if desktop.window is not None:
            QTest.keyClicks(desktop.window, waiting.code)

    return [
        ("home", lambda: desktop.go("home", None)),
        ("people", lambda: desktop.go("people", known.member_uid)),
        ("events", lambda: desktop.go("events", "")),
        ("event", lambda: desktop.go("events", meetup)),
        ("insights", lambda: desktop.go("insights", None)),
        ("settings", lambda: desktop.go("settings", None)),
        ("door", scan),
    ]


def _welcome(desktop: Desktop, scheme: Scheme, folder: Path) -> Path:
    apply_theme(desktop.app, scheme, "", 1.0)
    page = WelcomePage()
    page.resize(1280, 800)
    page.show()
    _settle(desktop)
    path = _save(page, folder / f"welcome-{scheme}.png")
    page.close()
    page.deleteLater()
    return path


def _settle(desktop: Desktop) -> None:
    """Let all work finish and everything be painted."""
    until = time.monotonic() + _LONGEST_WAIT
    quiet = 0
    while quiet < 3 and time.monotonic() < until:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        quiet = 0 if desktop.runner.busy else quiet + 1
        time.sleep(0.02)


def _save(widget: QWidget, path: Path) -> Path:
    if not widget.grab().save(str(path)):
        raise UserError(_("“{path}” could not be written.").format(path=path))
    return path
