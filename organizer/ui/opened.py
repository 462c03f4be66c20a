"""An open community: its file, what its pages are given, and what is done with it on opening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.drafts import CommunityDraft
from organizer.domain.records import CommunityCounts, CommunityRecord
from organizer.models.database import Database, open_database
from organizer.services import backups, communities
from organizer.ui.context import Context
from organizer.ui.home.page import HomePage
from organizer.ui.jobs import Job, Runner
from organizer.ui.kit.messages import Messages
from organizer.ui.places import blank_pages
from organizer.ui.shell import PageEntry


@dataclass(frozen=True, slots=True)
class CommunityFile:
    """A file that was opened, and whose it is."""

    db: Database
    record: CommunityRecord


def open_file(path: Path) -> CommunityFile:
    """Open a community's file, on any thread; what cannot be opened is a UserError."""
    db = open_database(path)
    return CommunityFile(db, communities.describe(db))


def make_file(path: Path, draft: CommunityDraft) -> None:
    """Make a new community's file; an existing one is refused."""
    communities.new_community(path, draft).close()


class OpenCommunity(QObject):
    """Lives as long as the file is open in the window; what it started is not heard after that."""

    counted = Signal(object, object)
    """Carries the CommunityRecord and the CommunityCounts as they are now."""

    def __init__(
        self, file: CommunityFile, runner: Runner, messages: Messages, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.db = file.db
        self.record = file.record
        self.context = Context(file.db, runner, messages, parent=self)
        self.context.changed.connect(self._on_changed, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Count what is in the file, and keep the day's copy."""
        self.count()
        self.context.runner.start(self, self._back_up, self._backed_up)

    def count(self) -> None:
        """Count again what is in the file."""
        self.context.runner.start(self, self._count, self._counted)

    def close(self) -> None:
        """Let go of the file; nothing that is still asked for is answered any more."""
        self.context.runner.cancel(self)
        self.deleteLater()
        self.db.close()

    def pages(
        self, dress: Callable[[], None], hide_chrome: Callable[[int], None]
    ) -> list[PageEntry]:
        """Return the pages of the window; all but Home load their code when first shown."""
        context = self.context

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

        builders: dict[str, Callable[[], QWidget]] = {
            "home": lambda: HomePage(context),
            "people": people,
            "events": events,
            "door": door,
            "insights": insights,
            "settings": settings,
        }
        return [replace(entry, build=builders[entry.key]) for entry in blank_pages()]

    def _count(self, _job: Job) -> tuple[CommunityRecord, CommunityCounts]:
        return communities.describe(self.db), communities.count(self.db)

    def _counted(self, found: tuple[CommunityRecord, CommunityCounts]) -> None:
        self.record, counts = found
        self.counted.emit(self.record, counts)

    def _back_up(self, _job: Job) -> Path | None:
        return backups.keep_daily(self.db, date.today())

    def _backed_up(self, _made: Path | None) -> None:
        """Nothing is said: it is what one expects."""

    def _on_changed(self, tables: object) -> None:
        assert isinstance(tables, frozenset)
        if tables & {"member", "event", "community", "*"}:
            self.count()
