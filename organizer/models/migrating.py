"""Bringing a file's tables up to date: one transaction, after a copy of what was there."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.models.backups import make_backup
from organizer.models.sqlite_file import APPLICATION_ID, file_url

_MIGRATIONS = Path(__file__).parent / "migrations"


def config_of(connection: sa.Connection | None = None) -> Config:
    """Return what alembic needs to know to work on a connection."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def script_revisions() -> tuple[str, ...]:
    """Return the revisions that the migrations hold, oldest first."""
    scripts = ScriptDirectory.from_config(config_of())
    return tuple(reversed([script.revision for script in scripts.walk_revisions()]))


def migrate(path: Path, *, keep_copy: bool = True) -> None:
    """Make all tables in a new file, or bring an older one up to date; an error leaves it as it was.

    A copy of the older one is kept, unless the file is such a copy itself.
    """
    if keep_copy and path.exists():
        make_backup(path, f"before-update-{datetime.now():%Y-%m-%d-%H%M%S}")
    engine = sa.create_engine(file_url(path), poolclass=sa.NullPool)

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]  # a sqlite3.Connection
        with closing(connection.cursor()) as cursor:  # type: ignore[attr-defined]
            # With foreign keys on, rebuilding a table would delete all that refers to it.
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("PRAGMA journal_mode = WAL")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.begin() as connection:
        command.upgrade(config_of(connection), "head")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise UserError(
                _(
                    "“{path}” could not be brought up to date: it holds rows that belong to nothing."
                ).format(path=path)
            )
    engine.dispose()
