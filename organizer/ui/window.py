"""The app on a screen: welcome first, then the window of the community that was opened."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, cast

from platformdirs import user_data_path, user_log_path
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QFileOpenEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from organizer import __version__
from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.settings import Settings, held_desk, load_settings, remember_community
from organizer.ui.crash import ErrorWatch
from organizer.ui.files import ask_open
from organizer.ui.jobs import Cancelled, Job, Runner
from organizer.ui.kit.messages import Messages
from organizer.ui.kit.theme import Scheme, apply_theme
from organizer.ui.places import blank_pages
from organizer.ui.shell import Shell
from organizer.ui.sweeping import Sweeping

if TYPE_CHECKING:
    # All that knows the file knows SQLAlchemy too, which takes longer to load than the window.
    from organizer.domain.drafts import CommunityDraft
    from organizer.domain.records import CommunityCounts, CommunityRecord
    from organizer.models.database import Database
    from organizer.ui.context import Context
    from organizer.ui.opened import CommunityFile, OpenCommunity

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
        self.window: QWidget | None = None
        self._opened: OpenCommunity | None = None
        self._frame: Shell | None = None
        """The window before its first community is open."""
        self._menu: list[QAction] = []
        app.installEventFilter(self)

    @property
    def db(self) -> Database | None:
        """The file of the community that is open."""
        return self._opened.db if self._opened is not None else None

    @property
    def context(self) -> Context | None:
        """What the pages of the open community are given."""
        return self._opened.context if self._opened is not None else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open a file that the system hands over, as macOS does on a double click."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            if isinstance(self.window, Shell) and self.window.is_bare:
                self.messages.say(_("Leave the desk first; then open the file again."))
            else:
                self.open_community(event.file())
            return True
        return False

    def start(self, path: Path) -> None:
        """Show the window at once; the community comes into it as soon as it is read."""
        settings = self._settings or load_settings()
        is_last = settings.last_community == str(path.resolve())
        self._dress(settings.last_accent if is_last else "")
        self._frame = Shell(blank_pages(), self.messages)
        self._frame.show_page("home")
        self._show(self._frame)
        self.runner.start(self, partial(_read, path), self._begin, on_failure=self._begin_without)

    def _begin(self, file: CommunityFile) -> None:
        if self._frame is None:
            file.db.close()  # the system handed over another one meanwhile
        else:
            self._take(file)

    def _begin_without(self, error: UserError) -> None:
        self.welcome()
        self.messages.say(str(error), "bad")

    def welcome(self) -> None:
        """Show the first page: make a community, open one, or look around in a sample."""
        from organizer.ui.welcome.page import WelcomePage  # most starts never show it

        self._close_community()
        self._frame = None
        self._dress("")
        page = WelcomePage(self.messages)
        page.setWindowTitle("Organizer")
        page.create_wanted.connect(self.create_community)
        page.open_wanted.connect(self.open_community)
        page.sample_wanted.connect(self.open_sample)
        self._show(page)

    def create_community(self, draft: CommunityDraft, path: str) -> None:
        """Make a community and open it."""
        from organizer.ui.opened import make_file  # the window's start does not wait for it

        make_file(Path(path), draft)
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
        from organizer.ui.opened import open_file  # the window's start does not wait for it

        self._take(open_file(Path(path)))

    def _take(self, file: CommunityFile) -> None:
        """Show the pages of a community, in the window that waits for them or in a new one."""
        from organizer.ui.opened import OpenCommunity  # loaded, as there is a file

        self._close_community()
        self._opened = OpenCommunity(file, self.runner, self.messages, self)
        self._opened.counted.connect(self._tell_counts)
        self._opened.context.navigate.connect(self.go)
        self._wear(file.record)
        pages = self._opened.pages(self.dress, self._hide_chrome)
        shell, self._frame = self._frame or Shell(pages, self.messages), None
        self._fill_menu(shell)
        shell.files_dropped.connect(self._take_files)
        shell.close_refused.connect(self._ask_the_desk, Qt.ConnectionType.QueuedConnection)
        if shell is self.window:
            shell.replace_pages(pages)
        else:
            shell.show_page("home")
            self._show(shell)
        self._opened.begin()
        if self._settings is None and (event_uid := held_desk(file.db.path)):
            self.go("door", event_uid)  # ending the program is no way round its PIN

    def go(self, key: str, what: object) -> None:
        """Show a page and hand it what to open."""
        if isinstance(self.window, Shell):
            page = self.window.show_page(key)
            if what is not None:
                page.open(what)  # type: ignore[attr-defined]  # every page has it

    def dress(self) -> None:
        """Put on the looks of the settings and the community's colour."""
        self._dress(self._opened.record.accent if self._opened is not None else "")

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
        if self._opened is not None:
            self._opened.db.close()
            self._opened = None
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
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _dress(self, accent: str) -> None:
        settings = self._settings or load_settings()
        scheme = settings.scheme if settings.scheme in ("light", "dark") else None
        apply_theme(self.app, cast("Scheme | None", scheme), accent, settings.text_scale)

    def _wear(self, record: CommunityRecord) -> None:
        """Put on the colour of a community, and remember it for the next start."""
        if self._settings is None and self.db is not None:
            remember_community(self.db.path, record.accent)
        self._dress(record.accent)

    def _tell_counts(self, record: CommunityRecord, counts: CommunityCounts) -> None:
        if isinstance(self.window, Shell):
            self.window.set_community(record.name, counts.members)
            self.window.setWindowTitle(f"{record.name} – Organizer")
            self.window.set_count("people", f"{counts.members:,}")
            self.window.set_count("events", f"{counts.events:,}")
        self._wear(record)

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


def _read(path: Path, job: Job) -> CommunityFile:
    # Loading this takes longer than all the rest of a start: it is done while the window is painted.
    from organizer.ui.opened import open_file

    file = open_file(path)
    try:
        job.step()
    except Cancelled:
        file.db.close()  # the window was closed before its community was there
        raise
    return file


def run(path: Path | None) -> int:
    """Open the window on a community, or on the welcome page; return the exit code."""
    _keep_log()
    app = make_app()
    desktop = Desktop(app)
    if path is not None and path.is_file():
        desktop.start(path)
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
