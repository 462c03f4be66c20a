"""What every page is given: the open community, the runner of jobs, and the way to other pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services import undoing
from organizer.ui.jobs import Job, Runner
from organizer.ui.kit.messages import Kind, Messages

T = TypeVar("T")


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

    def do(
        self,
        owner: QObject,
        work: Callable[[Job], T],
        tell: Callable[[T], str],
        *,
        kind_of: Callable[[T], Kind] | None = None,
        on_failure: Callable[[UserError], object] | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        on_cancelled: Callable[[], object] | None = None,
    ) -> None:
        """Take a step in the file's lane; then say what `tell` makes of it, with Undo beside it.

        Where `tell` returns nothing, nothing is said; Ctrl+Z takes the step back all the same. What
        is said is good news unless `kind_of` the result says otherwise.
        """

        def taken(job: Job) -> tuple[T, int | None]:
            self.db.last_step = None
            return work(job), self.db.last_step

        def told(result: tuple[T, int | None]) -> None:
            if words := tell(result[0]):
                self.say_done(words, result[1], kind_of(result[0]) if kind_of else "good")

        self.runner.start(
            owner, taken, told, on_progress, on_failure or self._refuse, on_cancelled=on_cancelled
        )

    def say_done(self, words: str, step: int | None, kind: Kind = "good") -> None:
        """Say what a step came to, with Undo beside it if there was one."""
        if step is None:
            self.messages.say(words, kind)
        else:
            self.messages.say(words, kind, _("Undo"), partial(self.undo, step))

    def undo(self, step: int | None = None) -> None:
        """Take the last step back; one that is not the last any more stays."""
        work = partial(self._turn, undoing.take_back, step)
        self.runner.start(self, work, self._undone, on_failure=self._refuse)

    def redo(self, step: int | None = None) -> None:
        """Take the step again that was taken back last."""
        work = partial(self._turn, undoing.take_again, step)
        self.runner.start(self, work, self._redone, on_failure=self._refuse)

    def _turn(
        self, turn: Callable[[Database, int | None], str | None], step: int | None, _job: Job
    ) -> tuple[str | None, int | None]:
        return turn(self.db, step), self.db.last_step

    def _undone(self, turned: tuple[str | None, int | None]) -> None:
        words, step = turned
        if words is None:
            self.messages.say(_("There is nothing to take back."))
        else:
            said = _("Taken back: {step}.").format(step=words)
            self.messages.say(said, "info", _("Redo"), partial(self.redo, step))

    def _redone(self, turned: tuple[str | None, int | None]) -> None:
        words, step = turned
        if words is None:
            self.messages.say(_("There is nothing to do again."))
        else:
            self.say_done(_("Done again: {step}.").format(step=words), step, "info")

    def _refuse(self, error: UserError) -> None:
        self.messages.say(str(error), "bad")


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
        """Fetch what the page shows; runs in a lane of its own and touches no widget."""
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
        # In a lane of its own, so that what the user does next does not wait for a long list.
        lane = f"reading {type(self).__name__}"
        self.context.runner.start(self, self.load, self._loaded, on_failure=self._failed, lane=lane)

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
