"""Copies: one a day, fourteen kept, each good, and any of them can be put back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from organizer.domain.errors import UserError
from organizer.models.backups import (
    KEPT,
    backup_folder,
    backups_of,
    keep_daily_backup,
    make_backup,
    restore_backup,
)
from organizer.models.database import Database, open_database
from organizer.models.tables import Member
from organizer.services.people.members import new_member

TODAY = date(2026, 11, 24)


def add(db: Database, name: str) -> None:
    with db.writing() as session:
        new_member(session, name)


def names(db: Database) -> list[str]:
    with db.reading() as session:
        return list(session.scalars(sa.select(Member.name).order_by(Member.id)))


def names_in(copy: Path) -> list[str]:
    with closing(sqlite3.connect(copy)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM member ORDER BY id")]


def test_an_open_file_is_copied_with_what_is_still_in_its_log(db: Database) -> None:
    add(db, "Ana")
    assert db.path.with_name(db.path.name + "-wal").stat().st_size > 0
    copy = make_backup(db.path, "by hand")
    assert names_in(copy) == ["Ana"]
    assert [one.name for one in backup_folder(db.path).iterdir()] == [copy.name], "one file"


def test_a_copy_while_somebody_writes_holds_what_was_committed(db: Database) -> None:
    add(db, "Ana")
    with db.writing() as session:
        new_member(session, "Bo")
        copy = make_backup(db.path, "in between")
    assert names_in(copy) == ["Ana"]


def test_one_copy_a_day(db: Database) -> None:
    first = keep_daily_backup(db.path, TODAY)
    assert first is not None and first.stem == "2026-11-24"
    add(db, "Ana")
    assert keep_daily_backup(db.path, TODAY) is None
    assert names_in(first) == []
    tomorrow = keep_daily_backup(db.path, TODAY + timedelta(days=1))
    assert tomorrow is not None and names_in(tomorrow) == ["Ana"]


def test_the_last_fourteen_days_are_kept_and_copies_for_another_reason_stay(db: Database) -> None:
    make_backup(db.path, "before-import")
    days = [TODAY + timedelta(days=number) for number in range(KEPT + 3)]
    for day in days:
        keep_daily_backup(db.path, day)
    labels = {one.label for one in backups_of(db.path)}
    assert labels == {"before-import", *(day.isoformat() for day in days[3:])}


def test_the_newest_copy_is_listed_first(db: Database) -> None:
    for label in ("one", "two", "three"):
        make_backup(db.path, label)
    assert [one.label for one in backups_of(db.path)] == ["three", "two", "one"]
    assert all(one.size > 10_000 for one in backups_of(db.path))


def test_a_copy_is_put_back_while_another_has_the_file_open(db: Database) -> None:
    add(db, "Ana")
    copy = make_backup(db.path, "good")
    add(db, "Mistake")
    other = open_database(db.path)
    assert names(other) == ["Ana", "Mistake"]
    kept = restore_backup(db.path, copy, "before-restore")
    assert names(db) == names(other) == ["Ana"]
    assert names_in(kept) == ["Ana", "Mistake"]
    add(other, "Bo")
    assert names(db) == ["Ana", "Bo"]
    with db.reading() as session:
        assert session.scalar(sa.text("PRAGMA journal_mode")) == "wal"
    other.close()


def test_a_damaged_copy_is_refused_and_the_file_stays(db: Database) -> None:
    add(db, "Ana")
    copy = make_backup(db.path, "torn")
    whole = bytearray(copy.read_bytes())
    whole[4096:20_000] = b"\xff" * (20_000 - 4096)
    copy.write_bytes(whole)
    with pytest.raises(UserError, match=r"(damaged|cannot be used)"):
        restore_backup(db.path, copy, "before-restore")
    assert names(db) == ["Ana"]
    assert [one.label for one in backups_of(db.path)] == ["torn"]


def test_what_is_no_copy_is_refused_and_not_made(db: Database, tmp_path: Path) -> None:
    for copy in (tmp_path / "gone.organizer", tmp_path):
        with pytest.raises(UserError, match="cannot be used"):
            restore_backup(db.path, copy, "before-restore")
    assert not (tmp_path / "gone.organizer").exists()


def test_a_copy_that_cannot_be_made_says_where(db: Database) -> None:
    backup_folder(db.path).write_text("in the way")
    with pytest.raises(UserError, match="No backup could be made"):
        make_backup(db.path, "x")


def test_a_damaged_file_leaves_no_half_copy(community_file: Path) -> None:
    with closing(sqlite3.connect(community_file)) as connection:
        connection.execute("DROP TABLE community")
    with pytest.raises(UserError, match="cannot be used"):
        make_backup(community_file, "x")
    assert list(backup_folder(community_file).iterdir()) == []


def test_listeners_hear_of_a_restored_copy(db: Database) -> None:
    told: list[frozenset[str]] = []
    db.on_change(told.append)
    db.tell_replaced()
    assert told == [frozenset({"*"})]
