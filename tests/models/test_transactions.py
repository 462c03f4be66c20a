"""Reading is a snapshot, writing is all or nothing, and each commit says what it touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.models.database import Database, open_database
from organizer.models.tables import Member, MemberTag, Tag
from organizer.services.people.members import new_member


def names(session: Session) -> list[str]:
    return list(session.scalars(sa.select(Member.name).order_by(Member.id)))


def add(db: Database, name: str) -> None:
    with db.writing() as session:
        new_member(session, name)


@pytest.fixture
def other(db: Database) -> Iterator[Database]:
    """The same file, opened a second time as by another program."""
    database = open_database(db.path)
    yield database
    database.close()


def test_every_connection_is_durable_and_strict(db: Database) -> None:
    for opened in (db.reading, db.writing):
        with opened() as session:
            pragmas = {
                name: session.scalar(sa.text(f"PRAGMA {name}"))
                for name in ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")
            }
        assert pragmas == {
            "foreign_keys": 1,
            "journal_mode": "wal",
            "synchronous": 2,  # FULL
            "busy_timeout": 15_000,
        }


def test_one_reading_goes_on_seeing_the_same(db: Database, other: Database) -> None:
    with db.reading() as session:
        assert names(session) == []
        add(other, "Ana")
        assert names(session) == []
    with db.reading() as session:
        assert names(session) == ["Ana"]


def test_a_door_may_write_while_a_report_reads(db: Database, other: Database) -> None:
    with db.reading() as session:
        names(session)
        add(other, "Ana")
    with db.writing() as session:
        assert names(session) == ["Ana"]


def test_an_error_leaves_all_as_it_was(db: Database) -> None:
    told: list[frozenset[str]] = []
    db.on_change(told.append)
    with pytest.raises(RuntimeError, match="stop"), db.writing() as session:
        new_member(session, "Ana")
        session.flush()
        raise RuntimeError("stop")
    with db.reading() as session:
        assert names(session) == []
    assert told == []


def test_who_writes_sees_what_was_written_before(db: Database, other: Database) -> None:
    add(other, "Ana")
    with db.writing() as session:
        assert names(session) == ["Ana"]
        new_member(session, "Bo")
    with other.reading() as session:
        assert names(session) == ["Ana", "Bo"]


def test_our_own_mistake_is_no_sentence_for_the_user(db: Database) -> None:
    with pytest.raises(IntegrityError), db.writing() as session:
        session.add(MemberTag(member_id=1, tag_id=1))


def test_a_file_that_another_program_writes_is_said_to_be_so(
    db: Database, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("organizer.models.database._BUSY_MILLISECONDS", 50)
    impatient = open_database(db.path)
    with (
        other.writing(),
        pytest.raises(UserError, match=r"is being written by another program"),
        impatient.writing(),
    ):
        pass
    impatient.close()


def test_each_commit_names_the_tables_it_touched(db: Database) -> None:
    told: list[frozenset[str]] = []
    db.on_change(told.append)
    add(db, "Ana")
    with db.writing() as session:
        session.get_one(Member, 1).notes = "Loom 3"
    with db.writing() as session:
        session.execute(sa.insert(Tag), [{"name": "a", "folded": "a"}])
    with db.writing() as session:
        session.execute(sa.insert(MemberTag.__table__), [{"member_id": 1, "tag_id": 1}])
    with db.writing() as session:
        session.execute(sa.update(Member).values(notes=""))
    with db.writing() as session:
        session.execute(sa.update(Member), [{"id": 1, "notes": "x"}])
    with db.writing() as session:
        session.execute(sa.delete(MemberTag))
        session.delete(session.get_one(Tag, 1))
    member, tag, member_tag = "member", "tag", "member_tag"
    assert [set(one) for one in told] == [
        {member}, {member}, {tag}, {member_tag}, {member}, {member}, {member_tag, tag},
    ]  # fmt: skip


def test_reading_and_a_change_of_nothing_are_not_told(db: Database) -> None:
    told: list[frozenset[str]] = []
    db.on_change(told.append)
    with db.reading() as session:
        names(session)
    with db.writing() as session:
        names(session)
    assert told == []


def test_the_notice_comes_after_the_commit(db: Database, other: Database) -> None:
    seen: list[list[str]] = []

    def look(_tables: frozenset[str]) -> None:
        with other.reading() as session:
            seen.append(names(session))

    db.on_change(look)
    add(db, "Ana")
    assert seen == [["Ana"]]


def test_closing_puts_everything_into_the_one_file(db: Database, tmp_path: Path) -> None:
    add(db, "Ana")
    db.close()
    carried = tmp_path / "elsewhere.organizer"
    carried.write_bytes(db.path.read_bytes())
    copy = open_database(carried)
    with copy.reading() as session:
        assert names(session) == ["Ana"]
    copy.close()
