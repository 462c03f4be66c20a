"""Members out and back: every trait survives every format, and no cell is a formula."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import Consent, FieldKind
from organizer.domain.names import clean_name
from organizer.domain.records import MemberDetail
from organizer.domain.segments import Ask, Rule, Trait, all_of
from organizer.models.database import Database, open_database
from organizer.services.lists import importing
from organizer.services.people import fields, members, segments
from organizer.services.people.members_out import export_members
from tests.evenings import shared_data
from tests.ready_made import ReadyMade

FORMULA = '=HYPERLINK("https://x.example","Ana")'


@pytest.fixture
def other(template_file: Path, tmp_path: Path) -> Iterator[Database]:
    """Another community, with a field of the same name and nobody in it."""
    database = open_database(Path(shutil.copy(template_file, tmp_path / "other.organizer")))
    fields.add_field(database, "T-shirt, size", FieldKind.CHOICE, ("S", "M, wide"))
    yield database
    database.close()


@pytest.fixture
def filled(db: Database, tmp_path: Path) -> Database:
    """Two people with everything that a page can hold, and one with nothing."""
    imported = tmp_path / "old.csv"
    imported.write_text("Name,Phone,Mobile,Likes; and: more\nAna,+49 1,+49 2,Tea\n", "utf-8")
    importing.apply_import(db, importing.plan_import(db, importing.read_lists([imported])))
    size, _ = fields.add_field(db, "T-shirt, size", FieldKind.CHOICE, ("S", "M, wide"))
    draft = members.draft_of(members.member_detail(db, "Ana"))
    draft.name = FORMULA
    draft.emails = ("ana@x.org", "a.ruiz@x.org")
    draft.tags = ("weaver", "Loom, late", 'the "host"; one')
    draft.values = {size: "M, wide"}
    members.change_member(db, "Ana", draft)
    bo = MemberDraft(
        "Nguyễn Văn Ánh",
        greeting="Ánh",
        pronouns="they/them",
        phone="+84 90 123",
        language="Tiếng Việt",
        photo_consent=Consent.NO,
        circles=("Loom circle", "Dye, late"),
        found_us="A poster;\nthen a friend",
        brought_by=members.list_members(db)[0].uid,
        notes="Line one\nline, two; three",
        do_not_write=True,
    )
    members.add_member(db, bo)
    members.add_member(db, MemberDraft("-Cy"))
    return db


def details(db: Database) -> list[MemberDetail]:
    """Everyone's page, without what is a file's own: ids and who hosts what."""
    return [
        replace(
            detail,
            row=replace(detail.row, id=0, emails=detail.row.emails),
            values=tuple(replace(value, field_uid="") for value in detail.values),
        )
        for row in members.list_members(db)
        for detail in [members.member_detail(db, row.uid)]
    ]


@pytest.mark.parametrize("ending", [".csv", ".vcf", ".json"])
def test_a_list_comes_back_as_it_went(
    filled: Database, other: Database, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"members{ending}"
    assert export_members(filled, path) == 3
    again = importing.plan_import(filled, importing.read_lists([path]))
    assert again.count() == importing.ImportCounts(3, 0, 0, 3, 0)
    assert again.problems == ()
    importing.apply_import(other, importing.plan_import(other, importing.read_lists([path])))
    assert details(other) == details(filled)


def test_no_cell_is_a_formula(filled: Database, tmp_path: Path) -> None:
    export_members(filled, tmp_path / "members.csv")
    rows = list(csv.reader((tmp_path / "members.csv").read_text("utf-8-sig").splitlines(True)))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t")]
    assert any(f"'{FORMULA}" in row for row in rows)


def test_json_says_everything_by_its_name(filled: Database, tmp_path: Path) -> None:
    export_members(filled, tmp_path / "members.json")
    people = {one["name"]: one for one in json.loads((tmp_path / "members.json").read_text())}
    anh = people["Nguyễn Văn Ánh"]
    assert anh["brought_by"]["name"] == FORMULA
    assert (anh["photo_consent"], anh["circles"]) == ("no", ["Dye, late", "Loom circle"])
    assert people[FORMULA]["values"] == {"T-shirt, size": "M, wide"}
    assert people["-Cy"]["brought_by"] is None


def test_a_segment_a_search_or_some_can_be_taken_out(filled: Database, tmp_path: Path) -> None:
    segments.save_segment(filled, "Shy", all_of(Rule(Trait.PICTURES, Ask.IS, "no")))
    path = tmp_path / "some.csv"
    assert export_members(filled, path, segment="shy") == 1
    assert "Nguyễn" in path.read_text("utf-8-sig")
    assert export_members(filled, path, search="cy", force=True) == 1
    assert export_members(filled, path, tag="weaver", force=True) == 1
    uids = [row.uid for row in members.list_members(filled)[:2]]
    assert export_members(filled, path, only=uids, force=True) == 2
    with pytest.raises(UserError, match="no segment “Loud”"):
        export_members(filled, path, segment="Loud", force=True)


@pytest.mark.parametrize("ending", [".csv", ".vcf", ".json"])
def test_hostile_words_come_back_from_every_trait(
    db: Database, other: Database, tmp_path: Path, ending: str
) -> None:
    _HOSTILE.put_into(db)
    fields.add_field(other, "Likes", FieldKind.TEXT)
    path = tmp_path / f"members{ending}"
    export_members(db, path)
    importing.apply_import(other, importing.plan_import(other, importing.read_lists([path])))
    assert details(other) == details(db)


def _add_hostile(db: Database) -> None:
    words = shared_data("names/blns.txt").read_text("utf-8").splitlines()
    hostile = [word for line in words if (word := clean_name(line)) and not word.startswith("#")]
    likes, _ = fields.add_field(db, "Likes", FieldKind.TEXT)
    for word in hostile[::8]:
        draft = MemberDraft(
            word,
            greeting=word,
            pronouns=word,
            phone="1",
            language=word,
            found_us=word,
            notes=word,
            circles=(word[:80],),
            values={likes: word},
        )
        members.add_member(db, draft)


_HOSTILE = ReadyMade(_add_hostile)
