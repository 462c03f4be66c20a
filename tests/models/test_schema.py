"""The tables are told twice, by the models and by the migrations: both must be the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from organizer.models.database import Database
from organizer.models.migrating import migrate, script_revisions
from organizer.models.revisions import LATEST, REVISIONS
from organizer.models.sqlite_file import APPLICATION_ID, file_url
from organizer.models.tables import Base


def shape_of(path: Path) -> dict[str, object]:
    """Return each table's columns, keys, foreign keys, indexes and checks, as SQLite has them."""
    engine = sa.create_engine(file_url(path), poolclass=sa.NullPool)
    with engine.connect() as connection:
        seen = sa.inspect(connection)
        shape = {}
        for table in sorted(set(seen.get_table_names()) - {"alembic_version"}):
            shape[table] = {
                "columns": [
                    (c["name"], str(c["type"]), c["nullable"], c["default"])
                    for c in seen.get_columns(table)
                ],
                "key": seen.get_pk_constraint(table),
                "foreign keys": sorted(map(str, seen.get_foreign_keys(table))),
                "uniques": sorted(map(str, seen.get_unique_constraints(table))),
                "indexes": sorted(map(str, seen.get_indexes(table))),
                "checks": sorted(map(str, seen.get_check_constraints(table))),
            }
        return shape


def test_models_and_migrations_make_the_same_tables(tmp_path: Path) -> None:
    migrate(tmp_path / "migrated")
    engine = sa.create_engine(file_url(tmp_path / "modelled"), poolclass=sa.NullPool)
    Base.metadata.create_all(engine)
    migrated, modelled = shape_of(tmp_path / "migrated"), shape_of(tmp_path / "modelled")
    assert len(migrated) > 10
    assert migrated.keys() == modelled.keys()
    for table, shape in modelled.items():
        assert migrated[table] == shape, table


def test_alembic_finds_nothing_to_change(community_file: Path) -> None:
    engine = sa.create_engine(file_url(community_file), poolclass=sa.NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_revisions_are_those_of_the_migrations() -> None:
    assert script_revisions() == REVISIONS
    assert REVISIONS[-1] == LATEST


def test_relationships_are_never_loaded_in_secret() -> None:
    for mapper in Base.registry.mappers:
        assert all(one.lazy == "raise" for one in mapper.relationships), mapper


def test_the_file_says_what_it_is(db: Database) -> None:
    with closing(sqlite3.connect(db.path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
