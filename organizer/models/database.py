"""The database of one community: one SQLite file, snapshots to read, immediate transactions to write.

What only SQLite knows stays in this room.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.models import journal
from organizer.models.changes import (
    Changes,
    Mark,
    RecentChanges,
    Standing,
    changes_of,
    mark_of,
    renew_commit,
)
from organizer.models.revisions import LATEST, is_known
from organizer.models.sentences import is_out_of_reach, sentences
from organizer.models.sqlite_file import file_url, free_what_lies_beside, remove_file

_BUSY_MILLISECONDS = 15_000
T = TypeVar("T")
Listener = Callable[[frozenset[str]], None]


class Database:
    """An open community file. Any thread may read and write; each use takes its own connection."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._listeners: list[Listener] = []
        self._engine = _engine(path)
        self._noting_engine = _engine(path, journal.watch_rows)
        self._file: tuple[int, int] | None = None
        self._recent = RecentChanges()
        self._standing = Standing()
        self._own = threading.local()

    @property
    def last_step(self) -> int | None:
        """The step that this thread wrote last through this object, to offer taking it back."""
        return getattr(self._own, "last_step", None)

    @last_step.setter
    def last_step(self, step: int | None) -> None:
        self._own.last_step = step

    def on_change(self, listener: Listener) -> None:
        """Call the listener with the names of the tables after each commit, on the committing thread."""
        self._listeners.append(listener)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees the file as it is now, and goes on seeing it so."""
        with self._reached(), self._engine.connect() as connection, connection.begin():
            session = Session(connection, autoflush=False)
            try:
                yield session
            finally:
                session.close()

    def mark(self, session: Session) -> Mark:
        """Return how far the file was written that a session sees."""
        return mark_of(driver_of(session.connection()))

    def changes_since(self, session: Session, mark: Mark) -> Changes | None:
        """Return what was changed from that mark to what a session sees; None if not known."""
        return self._recent.since(driver_of(session.connection()), mark)

    @contextmanager
    def writing(self, step: str = "") -> Iterator[Session]:
        """Give a session that alone may write, and commit on leaving; an error leaves all as it was.

        With the words of a step, such as "Ana Ruiz added", what is written can be taken back by
        these words; `name_step` says them better where they are only known at the end.
        """
        touched: set[str] = set()
        engine = self._noting_engine if step else self._engine
        with self._reached(), engine.connect() as connection:
            immediate = connection.execution_options(begin="BEGIN IMMEDIATE", touched=touched)
            with immediate.begin():
                driver = driver_of(immediate)
                before = mark_of(driver), driver.total_changes
                session = Session(immediate, expire_on_commit=False)
                session.info["standing"] = self._standing.at(before[0].commit), before[1]
                try:
                    with _noted(session, step) as made:
                        yield session
                        session.flush()
                finally:
                    session.close()
                is_step = bool(made) or "changes" in session.info
                known = changes_of(driver, made[0]) if made else session.info.get("changes")
                commit = _numbered(driver, *before, is_step=is_step)
        if known is not None and commit is not None:
            self._recent.note(before[0].commit, commit, known)
        self.last_step = made[0] if made else None
        if touched:
            self._tell(frozenset(touched))

    def take_back(self, step: int | None, finish: Callable[[Session], None]) -> str | None:
        """Undo the last step, and finish within the same transaction.

        Return its words, or None if there is nothing to take back. Raises a UserError, and changes
        nothing, if `step` is another one, or if the rows were changed or used since; such a step is
        passed over from then on, so that it does not bar the way to those before it.
        """
        return self._turn(journal.LAST_DONE, journal.take_back, step, finish)

    def take_again(self, step: int | None, finish: Callable[[Session], None]) -> str | None:
        """Do again the step that was taken back last; like `take_back`."""
        return self._turn(journal.LAST_UNDONE, journal.take_again, step, finish)

    def _turn(
        self,
        which: str,
        turn: Callable[[sqlite3.Connection, int], frozenset[str]],
        step: int | None,
        finish: Callable[[Session], None],
    ) -> str | None:
        number, words = 0, ""
        try:
            with self.writing() as session:
                connection = driver_of(session.connection())
                found = connection.execute(which).fetchone()
                if found is None:
                    return None
                number, words = found
                if step not in (None, number):
                    raise UserError(
                        _("“{step}” came after that. Take it back first.").format(step=words)
                    )
                tables = turn(connection, number)
                # The sequences that are raised to finish with are in no list.
                session.info["changes"] = changes_of(connection, number)
                finish(session)
        except (journal.Conflict, IntegrityError) as conflict:
            with self.writing() as session:
                journal.drop_step(driver_of(session.connection()), number)
            raise UserError(
                _(
                    "“{step}” cannot be turned back any more: what it was about was changed or used since. "
                    "The next Undo takes back what came before it."
                ).format(step=words)
            ) from conflict
        self.last_step = number
        self._tell(tables)
        return str(words)

    def _tell(self, tables: frozenset[str]) -> None:
        for listener in self._listeners:
            listener(tables)

    def tell_replaced(self) -> None:
        """Tell every listener that anything may have changed, as after a restored backup."""
        # Connections that are open know the tables as they were before.
        self.close()
        self._tell(frozenset({"*"}))

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Turn what the world did to the file into a sentence, and find it again afterwards.

        A stick that was pulled out and put back is another file system, and a file in the waste
        basket takes what is written as if nothing had happened: connections to those are let go.
        """
        with sentences(self.path):
            try:
                self._look_for_file()
                yield
            except (DatabaseError, sqlite3.DatabaseError) as error:
                if is_out_of_reach(error):
                    self.close()
                    free_what_lies_beside(self.path)
                raise

    def _look_for_file(self) -> None:
        try:
            found = os.stat(self.path)
        except OSError as error:
            raise sqlite3.OperationalError("unable to open database file") from error
        file = (found.st_dev, found.st_ino)
        if self._file not in (None, file):
            self.close()
        self._file = file

    def close(self) -> None:
        """Close all connections; the write-ahead log goes into the file."""
        self._noting_engine.dispose()
        self._engine.dispose()


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Return the connection of sqlite3 below one of SQLAlchemy, within the same transaction."""
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    return driver


def standing(session: Session, key: Hashable, read: Callable[[], T]) -> T:
    """Return what `read` gives, or gave to an earlier scan, if nothing but scans was written since.

    It must not tell of anything that a scan changes.
    """
    known, before = session.info.get("standing", (None, 0))
    if known is None or driver_of(session.connection()).total_changes != before:
        return read()
    if key not in known:
        known[key] = read()
    found: T = known[key]
    return found


def name_step(session: Session, words: str) -> None:
    """Say what the step that is being written did, once that is known; nothing where none is."""
    if (step := session.info.get("step")) is not None:
        journal.rename_step(driver_of(session.connection()), step, words)


def _numbered(driver: sqlite3.Connection, mark: Mark, changes: int, *, is_step: bool) -> int | None:
    """Give the commit under way a number; None where nothing was written or the door log tells it."""
    if driver.total_changes == changes:
        return None
    is_scan = not is_step and mark_of(driver).line > mark.line
    return None if is_scan else renew_commit(driver)


@contextmanager
def _noted(session: Session, words: str) -> Iterator[list[int]]:
    """Note what is written as a step, if it has words; on leaving the list holds it, if it is one."""
    made: list[int] = []
    if not words:
        yield made
        return
    connection = driver_of(session.connection())
    session.info["step"] = step = journal.begin_step(connection, words)
    yield made
    if journal.end_step(connection, step):
        made.append(step)


def _engine(path: Path, prepare_more: Callable[[sqlite3.Connection], None] | None = None) -> Engine:
    def connect() -> sqlite3.Connection:
        # Never a new file: where a stick was pulled out, an empty one would take its place.
        url = f"{path.absolute().as_uri()}?mode=rw"
        return sqlite3.connect(url, uri=True, check_same_thread=False)

    engine = create_engine(file_url(path), creator=connect)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # Python's sqlite3 would begin by itself, and too late
        set_pragmas(connection)
        if prepare_more is not None:
            prepare_more(connection)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        driver_of(connection).execute(
            connection.get_execution_options().get("begin", "BEGIN")
        ).close()

    @event.listens_for(engine, "after_cursor_execute")
    def note_table(
        connection: Connection, _cursor: Any, _sql: str, _values: Any, context: Any, _many: bool
    ) -> None:
        if context.isinsert or context.isupdate or context.isdelete:
            connection.get_execution_options()["touched"].add(context.compiled.statement.table.name)

    return engine


def set_pragmas(connection: sqlite3.Connection) -> None:
    """Make a connection durable and strict, as every use of the file needs it."""
    for pragma in (
        f"busy_timeout = {_BUSY_MILLISECONDS}",
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def create_database(path: Path) -> Database:
    """Make a new, empty file with all tables; an existing file is refused."""
    if path.exists():
        raise UserError(_("“{path}” exists already. Choose another name.").format(path=path))
    if not path.parent.is_dir():
        raise UserError(
            _("There is no folder “{folder}”. Make it first.").format(folder=path.parent)
        )
    from organizer.models.migrating import migrate  # alembic is slow to load and rarely needed

    try:
        with sentences(path):
            migrate(path)
    except BaseException:
        remove_file(path)
        raise
    return Database(path)


def open_database(path: Path, *, keep_copy: bool = True) -> Database:
    """Open a community's file, bringing an older one up to date after a copy was made.

    What is no file, no database, no community or from a newer version is a UserError. No copy is
    wanted where the file is one of the copies that the app keeps.
    """
    if path.is_dir():
        words = _("“{path}” is a folder. Name the file of the community that lies in it.")
        raise UserError(words.format(path=path))
    if not path.is_file():
        raise UserError(
            _(
                "There is no file “{path}”. Make a community with “organizer new”, or name another file."
            ).format(path=path)
        )
    revision = _revision(path)
    if not is_known(revision):
        raise UserError(
            _(
                "“{path}” comes from a newer version of Organizer. Install that version to open it."
            ).format(path=path)
        )
    if revision != LATEST:
        from organizer.models.migrating import migrate  # alembic is slow to load and rarely needed

        with sentences(path):
            migrate(path, keep_copy=keep_copy)
    return Database(path)


def _revision(path: Path) -> str:
    """Read the schema's revision by plain SQL; alembic takes too long to load for that."""
    with sentences(path), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
        known = {
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        if not known and not path.stat().st_size:
            raise UserError(
                _("“{path}” is an empty file. Choose another, or restore a backup.").format(
                    path=path
                )
            )
        if not {"alembic_version", "community"} <= known:
            raise UserError(
                _(
                    "“{path}” is a database, but not a community of Organizer. Choose another file."
                ).format(path=path)
            )
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else ""
