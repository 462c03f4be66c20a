"""The app on a screen: welcome first, then the window of the community that was opened."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from datetime import date
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import cast

from platformdirs import user_data_path, user_log_path
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QFileOpenEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from organizer import __version__
from organizer.domain.drafts import CommunityDraft
from organizer.domain.errors import UserError
from organizer.domain.records import CommunityCounts, CommunityRecord
from organizer.domain.words import _
from organizer.models.database import Database, open_database
from organizer.services import backups, communities
from organizer.settings import Settings, load_settings, remember_community
from organizer.ui.context import Context
from organizer.ui.crash import ErrorWatch
from organizer.ui.files import ask_open
from organizer.ui.jobs import Job, Runner
from organizer.ui.kit.messages import Messages
from organizer.ui.kit.theme import Scheme, apply_theme
from organizer.ui.shell import PageEntry, Shell
from organizer.ui.sweeping import Sweeping

COMMUNITY_FILES = "Communities (*.organizer);;All files (*)"


class Desktop(QObject):
    """Everything that lives as long as the program: messages, jobs, and at most one window.

    With `settings` given, this machine's own are neither asked nor changed.
    """

    def __init__(self, app: QApplication, settings: Settings | None = None) -> None:
        super().__init__(app)
        self.app = app
        self._settings = settings
        self.messages = Messages(self)
        self.runner = Runner(self)
        self.watch = ErrorWatch(self.messages, self)
        self.sweeping = Sweeping(self)
        self.sweeping.start()
        self.db: Database | None = None
        self.context: Context | None = None
        self.window: QWidget | None = None
        self._menu: list[QAction] = []
        app.installEventFilter(self)
        self._dress("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open a file that the system hands over, as macOS does on a double click."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            if isinstance(self.window, Shell) and self.window.is_bare:
                self.messages.say(_("Leave the desk first; then open the file again."))
            else:
                self.open_community(event.file())
            return True
        return False

    def welcome(self) -> None:
        """Show the first page: make a community, open one, or look around in a sample."""
        from organizer.ui.welcome.page import WelcomePage  # most starts never show it

        self._close_community()
        page = WelcomePage(self.messages)
        page.setWindowTitle("Organizer")
        page.create_wanted.connect(self.create_community)
        page.open_wanted.connect(self.open_community)
        page.sample_wanted.connect(self.open_sample)
        self._show(page)

    def create_community(self, draft: object, path: str) -> None:
        """Make a community and open it."""
        assert isinstance(draft, CommunityDraft)
        communities.new_community(Path(path), draft).close()
        self.open_community(path)

    def open_sample(self) -> None:
        """Make the sample community, once, and open it."""
        self.runner.start(self, self._make_sample, self._sample_made)

    def _make_sample(self, _job: Job) -> Path:
        from organizer.sample.community import sample_file  # start-up does not wait for it

        return sample_file(user_data_path("organizer", appauthor=False))

    def _sample_made(self, path: Path) -> None:
        self.open_community(str(path))

    def open_community(self, path: str) -> None:
        """Open a community's file in the place of what is shown; a refusal leaves that as it is."""
        db = open_database(Path(path))
        self._close_community()
        if self._settings is None:
            remember_community(Path(path))
        self.db = db
        self.context = Context(db, self.runner, self.messages, parent=self)
        self.context.changed.connect(self._on_changed, Qt.ConnectionType.QueuedConnection)
        self.context.navigate.connect(self.go)
        shell = Shell(page_entries(self.context, self.dress, self._hide_chrome), self.messages)
        self._fill_menu(shell)
        shell.files_dropped.connect(self._take_files)
        shell.close_refused.connect(self._ask_the_desk, Qt.ConnectionType.QueuedConnection)
        self._tell_community(communities.describe(db))
        shell.show_page("home")
        self._show(shell)
        self.count()
        self.runner.start(self, self._back_up, self._backed_up)

    def go(self, key: str, what: object) -> None:
        """Show a page and hand it what to open."""
        if isinstance(self.window, Shell):
            page = self.window.show_page(key)
            if what is not None:
                page.open(what)  # type: ignore[attr-defined]  # every page has it

    def dress(self) -> None:
        """Put on the looks of the settings and the community's colour."""
        self._dress(communities.describe(self.db).accent if self.db else "")

    def count(self) -> None:
        """Bring the numbers in the side bar up to date."""
        self.runner.start(self, self._count, self._counted)

    def shut_down(self) -> None:
        """Window, runner, database: in this order."""
        self.app.removeEventFilter(self)
        if self.window is not None:
            if isinstance(self.window, Shell):
                self.window.let_go()
            self.window.close()
            self.window.deleteLater()
            self.window = None
        self.runner.shut_down()
        # Now, and not when a loop turns next: a timer of a page must not ring in between.
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if self.db is not None:
            self.db.close()
            self.db = None
        self.sweeping.stop()
        self.watch.stop()

    def _show(self, window: QWidget) -> None:
        former, self.window = self.window, window
        if former is not None:
            window.setGeometry(former.geometry())
        elif not isinstance(window, Shell):
            window.resize(1280, 800)
        window.show()
        if former is not None:
            former.close()
            former.deleteLater()

    def _close_community(self) -> None:
        if self.db is None:
            return
        if self.context is not None:
            self.context.deleteLater()
            self.context = None
        self.db.close()
        self.db = None

    def _dress(self, accent: str) -> None:
        settings = self._settings or load_settings()
        scheme = settings.scheme if settings.scheme in ("light", "dark") else None
        apply_theme(self.app, cast("Scheme | None", scheme), accent, settings.text_scale)

    def _tell_community(self, record: CommunityRecord) -> None:
        self._dress(record.accent)

    def _count(self, _job: Job) -> tuple[CommunityRecord, CommunityCounts]:
        db = self._open_db()
        return communities.describe(db), communities.count(db)

    def _counted(self, found: tuple[CommunityRecord, CommunityCounts]) -> None:
        record, counts = found
        if isinstance(self.window, Shell):
            self.window.set_community(record.name, counts.members)
            self.window.setWindowTitle(f"{record.name} – Organizer")
            self.window.set_count("people", f"{counts.members:,}")
            self.window.set_count("events", f"{counts.events:,}")
        self._tell_community(record)

    def _back_up(self, _job: Job) -> Path | None:
        return backups.keep_daily(self._open_db(), date.today())

    def _backed_up(self, _made: Path | None) -> None:
        """Nothing is said: it is what one expects."""

    def _open_db(self) -> Database:
        if self.db is None:
            raise UserError(_("No community is open."))
        return self.db

    def _on_changed(self, tables: object) -> None:
        assert isinstance(tables, frozenset)
        if tables & {"member", "event", "community", "*"}:
            self.count()

    def _hide_chrome(self, hidden: int) -> None:
        """Above 0 while the desk at a door has the window for itself.

        Nothing of the menu works then but Quit: the desk has an Undo of its own, for its log.
        """
        for action in self._menu:
            action.setEnabled(not hidden)
        if isinstance(self.window, Shell):
            self.window.hide_chrome(hidden)

    def _ask_the_desk(self) -> None:
        """The desk keeps the window open: it takes a PIN to close it."""
        page = self.window.page("door") if isinstance(self.window, Shell) else None
        if page is not None:
            page.ask_to_close()  # type: ignore[attr-defined]  # the page of the door has it

    def _take_files(self, paths: list[Path]) -> None:
        """A community that is dropped is opened; anything else is a list of people."""
        if len(paths) == 1 and paths[0].suffix == ".organizer":
            self.open_community(str(paths[0]))
        else:
            self.go("people", paths)

    def _fill_menu(self, shell: Shell) -> None:
        self._menu = [
            self._add_action(shell, _("Undo"), "Ctrl+Z", self._undo),
            self._add_action(shell, _("Redo"), "Ctrl+Shift+Z", self._redo),
        ]
        shell.add_menu_line()
        for words, shortcut, run in (
            (_("Open a community…"), "Ctrl+O", self._ask_for_community),
            (_("New community…"), "Ctrl+Shift+N", self.welcome),
            (_("Restore a backup…"), "", self._show_backups),
        ):
            self._menu.append(self._add_action(shell, words, shortcut, run))
        shell.add_menu_line()
        self._add_action(shell, _("About Organizer"), "", self._about)
        self._add_action(shell, _("Quit"), "Ctrl+Q", self._quit)

    def _add_action(
        self, shell: Shell, words: str, shortcut: str, run: Callable[[], object]
    ) -> QAction:
        action = QAction(words, shell)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(run)
        return shell.add_menu_action(action)

    def _undo(self) -> None:
        if self.context is not None:
            self.context.undo()

    def _redo(self) -> None:
        if self.context is not None:
            self.context.redo()

    def _ask_for_community(self) -> None:
        if self.window is not None:
            ask_open(self.window, _("Open a community"), COMMUNITY_FILES, self._chosen)

    def _chosen(self, paths: list[Path]) -> None:
        for path in paths[:1]:
            self.open_community(str(path))

    def _show_backups(self) -> None:
        self.go("settings", "backups")

    def _about(self) -> None:
        self.messages.say(
            _("Organizer {version}: keeps your community on your own machine. MIT licence.").format(
                version=__version__
            )
        )

    def _quit(self) -> None:
        if self.window is not None:
            self.window.close()


def page_entries(
    context: Context, dress: Callable[[], None], hide_chrome: Callable[[int], None]
) -> list[PageEntry]:
    """Return the pages of the window; each loads its code when it is first shown."""

    def home() -> QWidget:
        from organizer.ui.home.page import HomePage  # start-up does not wait for other pages

        return HomePage(context)

    def people() -> QWidget:
        from organizer.ui.people.page import PeoplePage  # start-up does not wait for it

        return PeoplePage(context)

    def events() -> QWidget:
        from organizer.ui.events.page import EventsPage  # start-up does not wait for it

        return EventsPage(context)

    def door() -> QWidget:
        from organizer.ui.door.page import DoorPage  # start-up does not wait for it

        page = DoorPage(context)
        page.desk_shown.connect(hide_chrome)
        return page

    def insights() -> QWidget:
        from organizer.ui.insights.page import InsightsPage  # start-up does not wait for it

        return InsightsPage(context)

    def settings() -> QWidget:
        from organizer.ui.settings.page import SettingsPage  # start-up does not wait for it

        page = SettingsPage(context)
        page.looks_changed.connect(dress)
        return page

    return [
        PageEntry("home", _("Home"), "house", home),
        PageEntry("people", _("People"), "users", people),
        PageEntry("events", _("Events"), "calendar-blank", events),
        PageEntry("door", _("Check-in"), "qr-code", door),
        PageEntry("insights", _("Insights"), "chart-bar", insights),
        PageEntry("settings", _("Settings"), "gear", settings, at_the_bottom=True),
    ]


def run(path: Path | None) -> int:
    """Open the window on a community, or on the welcome page; return the exit code."""
    _keep_log()
    app = make_app()
    desktop = Desktop(app)
    if path is not None and path.is_file():
        try:
            desktop.open_community(str(path))
        except UserError as error:
            desktop.messages.say(str(error), "bad")
            desktop.welcome()
    else:
        desktop.welcome()
    code = app.exec()
    desktop.shut_down()
    return code


def make_app() -> QApplication:
    """Return the application object, made if there is none."""
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Organizer")
    app.setApplicationDisplayName("Organizer")
    app.setDesktopFileName("organizer")
    return app


def _keep_log() -> None:
    """Keep what went wrong where a person can find it; a machine that cannot works on without."""
    folder = user_log_path("organizer", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "organizer.log", maxBytes=500_000, backupCount=2, encoding="utf-8"
        )
    except OSError:
        return
    logging.basicConfig(
        level=logging.INFO, handlers=[handler], format="%(asctime)s %(levelname)s %(message)s"
    )
