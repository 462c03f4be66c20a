"""What every page is given: the open community, the runner of jobs, and the way to other pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from organizer.models.database import Database
from organizer.ui.jobs import Job, Runner
from organizer.ui.kit.messages import Messages


def clock() -> datetime:
    """Return the present instant in UTC; tests give a page another clock."""
    return datetime.now(UTC)


class Context(QObject):
    """One open community in one window."""

    changed = Signal(object)
    """Carries the frozenset of tables that a commit touched; {"*"} means everything."""

    navigate = Signal(str, object)
    """Asks for a page by its key and hands it something to open, or None."""

    def __init__(
        self,
        db: Database,
        runner: Runner,
        messages: Messages,
        now: Callable[[], datetime] = clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.db = db
        self.runner = runner
        self.messages = messages
        self.now = now
        # A commit is told on the thread that made it; the signal brings it to the window's.
        db.on_change(self.changed.emit)


class Page(QWidget):
    """A page that loads its records off the window's thread whenever it is shown and stale."""

    watches: frozenset[str] = frozenset()
    """The tables whose change makes this page stale."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._is_stale = True
        self._is_loading = False
        context.changed.connect(self._on_changed, Qt.ConnectionType.QueuedConnection)

    def load(self, job: Job) -> Any:
        """Fetch what the page shows; runs in the file's lane and touches no widget."""
        raise NotImplementedError

    def show_records(self, records: Any) -> None:
        """Put what `load` returned on the screen."""
        raise NotImplementedError

    def open(self, what: object) -> None:
        """Show something that another page pointed to; nothing by default."""

    def reload(self) -> None:
        """Load again now, or as soon as the load under way is through."""
        self._is_stale = True
        if self._is_loading:
            return
        self._is_stale = False
        self._is_loading = True
        self.context.runner.start(self, self.load, self._loaded, on_failure=self._failed)

    def _loaded(self, records: Any) -> None:
        self._is_loading = False
        self.show_records(records)
        if self._is_stale and self.isVisible():
            self.reload()

    def _failed(self, error: Exception) -> None:
        self._is_loading = False
        self.context.messages.say(str(error), "bad")

    def _on_changed(self, tables: object) -> None:
        assert isinstance(tables, frozenset)
        if "*" in tables or tables & self.watches:
            self._is_stale = True
            if self.isVisible():
                self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Load when shown, if anything changed since the last time."""
        super().showEvent(event)
        if self._is_stale:
            self.reload()
