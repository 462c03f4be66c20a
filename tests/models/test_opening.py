"""Opening: what cannot be opened says what it is, where it lies and what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from organizer.domain.errors import UserError
from organizer.models.database import Database, create_database, open_database
from organizer.models.tables import Member
from organizer.services.people.members import new_member

NOBODY = 65534


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        open_database(path).close()
    sentence = str(caught.value)
    assert str(path) in sentence and sentence.endswith((".", "?"))
    return sentence


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "gone.organizer"
    assert "There is no file" in refusal(path)
    assert not path.exists(), "looking makes nothing"


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.organizer"
    path.touch()
    assert "is an empty file" in refusal(path)
    assert path.stat().st_size == 0


def test_what_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "letter.organizer"
    path.write_bytes(b"Dear Ana,\n" * 500)
    assert "no community file" in refusal(path)
    assert path.read_bytes() == b"Dear Ana,\n" * 500


def test_the_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "photos.organizer"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE photo (id INTEGER)")
    before = path.read_bytes()
    assert "not a community" in refusal(path)
    assert path.read_bytes() == before


def test_a_file_from_a_newer_version(community_file: Path) -> None:
    with closing(sqlite3.connect(community_file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert "newer version" in refusal(community_file)


def test_a_torn_file(community_file: Path) -> None:
    whole = community_file.read_bytes()
    community_file.write_bytes(whole[:100] + b"\xff" * 4000)
    assert "damaged" in refusal(community_file)


@pytest.mark.parametrize("name", ["a?b#c%20d.organizer", "Ткачи & ‘друзья’.organizer", " x .db"])
def test_any_file_name_will_do(tmp_path: Path, community_file: Path, name: str) -> None:
    path = tmp_path / name
    shutil.copy(community_file, path)
    before = set(tmp_path.iterdir())
    db = open_database(path)
    with db.writing() as session:
        new_member(session, "Ana")
    db.close()
    assert set(tmp_path.iterdir()) == before, "no file of another name appeared"
    create_database(tmp_path / f"new {name}").close()
    assert (tmp_path / f"new {name}").stat().st_size > 0


def test_an_existing_file_is_not_made_anew(community_file: Path) -> None:
    before = community_file.read_bytes()
    with pytest.raises(UserError, match="exists already"):
        create_database(community_file)
    assert community_file.read_bytes() == before


def test_a_new_file_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no folder"):
        create_database(tmp_path / "nowhere" / "x.organizer")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_keeps_nothing_of_the_step_and_all_of_the_rest(db: Database) -> None:
    with db.writing() as session:
        new_member(session, "Ana")
    with (
        pytest.raises(UserError, match=r"disk is full.*Nothing of this step was kept"),
        db.writing() as session,
    ):
        pages = session.scalar(sa.text("PRAGMA page_count"))
        session.execute(sa.text(f"PRAGMA max_page_count = {pages}"))
        for number in range(2000):
            new_member(session, f"Someone with a long name {number}")
    with db.reading() as session:
        assert list(session.scalars(sa.select(Member.name))) == ["Ana"]


def test_a_folder_or_file_that_may_not_be_written_is_said_to_be_so(community_file: Path) -> None:
    """Root may write anywhere, so another user is asked."""
    if not hasattr(os, "setuid"):
        pytest.skip("this system has no other user to become")
    script = textwrap.dedent(
        f"""
        import os, sys
        from pathlib import Path
        from organizer.domain.errors import UserError
        from organizer.models.database import create_database, open_database
        import organizer.models.migrating, organizer.services.people.members as members
        import alembic.autogenerate, sqlalchemy.dialects.sqlite
        if os.getuid() == 0:
            os.setuid({NOBODY})
        path = Path(sys.argv[1])
        for step in (lambda: open_database(path), lambda: create_database(path.parent / "new")):
            try:
                with step().writing() as session:
                    members.new_member(session, "Ana")
                print("written")
            except UserError as error:
                print(error)
        """
    )
    folder = community_file.parent
    for parent in (folder, *folder.parents[:-2]):
        if parent.stat().st_uid == os.getuid():
            parent.chmod(0o755)
    folder.chmod(0o555)
    community_file.chmod(0o444)
    try:
        done = subprocess.run(
            [sys.executable, "-c", script, str(community_file)],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).resolve().parents[2],
        )
    finally:
        folder.chmod(0o755)
    if "PermissionError" in done.stderr or "ModuleNotFoundError" in done.stderr:
        pytest.skip("another user may not read the Python of this machine")
    lines = done.stdout.splitlines()
    assert len(lines) == 2, done.stderr
    assert "read-only" in lines[0] or "may you write" in lines[0], lines[0]
    assert "may you write" in lines[1], lines[1]
    assert not (folder / "new").exists()
