"""Files that leave the app: whole or not at all, and never over somebody's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from organizer.domain.errors import UserError
from organizer.services.files import MARKER, OutFolder, write_file


def files_in(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def test_a_file_is_written_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_file(tmp_path / "a.csv", b"one")
    assert files_in(tmp_path) == {"a.csv": b"one"}
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o644


def test_an_existing_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"mine")
    with pytest.raises(UserError, match="exists already"):
        write_file(path, b"new")
    assert path.read_bytes() == b"mine"
    write_file(path, b"new", force=True)
    assert files_in(tmp_path) == {"a.csv": b"new"}


@pytest.mark.parametrize("name", ["gone/a.csv", "x" * 300, "folder"])
def test_what_cannot_be_written_says_why_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError, match=r"could not be written: [a-z ]+\. Choose another"):
        write_file(tmp_path / name, b"x", force=True)
    assert files_in(tmp_path) == {}


def test_all_files_of_a_folder_appear_together(tmp_path: Path) -> None:
    out = OutFolder(tmp_path / "out")
    path = out.add("a.ics", b"a")
    out.add("b.ics", b"b")
    assert not path.exists()
    out.finish()
    assert files_in(tmp_path / "out") == {MARKER: b"", "a.ics": b"a", "b.ics": b"b"}


def test_in_its_own_folder_the_app_replaces_its_own_files(tmp_path: Path) -> None:
    for text in (b"first", b"second"):
        out = OutFolder(tmp_path / "out")
        out.add("a.ics", text)
        out.finish()
    assert files_in(tmp_path / "out")["a.ics"] == b"second"


def test_in_somebodys_folder_it_replaces_nothing_without_force(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(b"mine")
    with pytest.raises(UserError, match="exists already"):
        OutFolder(tmp_path).add("a.ics", b"new")
    out = OutFolder(tmp_path)
    out.add("b.ics", b"b")
    out.finish()
    assert files_in(tmp_path) == {"a.ics": b"mine", "b.ics": b"b"}, "and does not make it its own"
    forced = OutFolder(tmp_path, force=True)
    forced.add("a.ics", b"new")
    forced.finish()
    assert (tmp_path / "a.ics").read_bytes() == b"new"


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "kept.ics").write_bytes(b"old")
    (tmp_path / "folder.ics").mkdir()
    out = OutFolder(tmp_path, force=True)
    for name in ("new.ics", "kept.ics", "folder.ics"):
        out.add(name, b"new")
    with pytest.raises(UserError, match="could not be written"):
        out.finish()
    assert files_in(tmp_path) == {"kept.ics": b"old"}


def test_a_new_folder_does_not_stay_when_its_files_cannot(tmp_path: Path) -> None:
    out = OutFolder(tmp_path / "out")
    out.add("a.ics", b"a")
    out.add("nowhere/b.ics", b"b")
    with pytest.raises(UserError, match="could not be written"):
        out.finish()
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(UserError, match="could not be written"):
        out = OutFolder(tmp_path / "out")
        out.add("a.ics", b"a")
        out.finish()
    assert files_in(tmp_path) == {"out": b"mine"}
