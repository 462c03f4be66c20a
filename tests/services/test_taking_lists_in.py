"""Importing: rules 5 and 6 on a real file, all or nothing, and the second time nothing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.models.database import Database, open_database
from organizer.models.tables import Address, Member
from organizer.services import communities
from organizer.services.lists.importing import ImportCounts, apply_import, plan_import, read_lists
from organizer.services.people.members import add_member, list_members, member_detail
from organizer.services.people.members_out import export_members
from tests.evenings import shared_data


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("Name,Email,Tags\nAna Lima,ana@x.org,host\nBo,,\nKim,,\nKim,,\n", "utf-8")
    return path


def take_in(db: Database, *paths: Path) -> ImportCounts:
    return apply_import(db, plan_import(db, read_lists(paths)))


def names(db: Database) -> list[str]:
    return [row.name for row in list_members(db)]


def test_a_list_is_taken_in_once(db: Database, table: Path) -> None:
    told: list[frozenset[str]] = []
    db.on_change(told.append)
    assert take_in(db, table) == ImportCounts(4, 4, 0, 0, 0)
    assert told and {"member", "address", "tag", "member_tag"} <= told[0]
    assert take_in(db, table) == ImportCounts(4, 0, 0, 4, 0)
    assert names(db) == ["Ana Lima", "Bo", "Kim", "Kim"]
    assert list_members(db, tag="HOST")[0].emails == ("ana@x.org",)


def test_planning_writes_nothing(db: Database, table: Path) -> None:
    plan = plan_import(db, read_lists([table]))
    assert plan.count() == ImportCounts(4, 4, 0, 0, 0)
    assert names(db) == []


def test_who_was_added_meanwhile_is_found_and_not_doubled(db: Database, table: Path) -> None:
    plan = plan_import(db, read_lists([table]))
    add_member(db, MemberDraft(name="Bo", emails=("bo@x.org",)))
    assert apply_import(db, plan) == ImportCounts(4, 3, 0, 1, 0)
    assert names(db) == ["Ana Lima", "Bo", "Kim", "Kim"]


def test_a_plan_that_could_not_be_written_can_be_tried_again(db: Database, table: Path) -> None:
    table.write_text("Name\n" + "\n".join(f"Somebody {n} {'x' * 80}" for n in range(3000)), "utf-8")
    plan = plan_import(db, read_lists([table]))
    with db.writing("The disk fills up") as session:
        pages = session.scalar(sa.text("PRAGMA page_count"))
        session.execute(sa.text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(UserError, match="disk is full"):
        apply_import(db, plan)
    assert names(db) == []
    with db.writing("The disk has room again") as session:
        session.execute(sa.text("PRAGMA max_page_count = 1000000"))
    assert apply_import(db, plan).added == len(names(db)) == 3000


def test_what_is_taken_in_adds_and_never_blanks(db: Database, table: Path) -> None:
    uid = add_member(
        db, MemberDraft(name="ana lima", emails=("ANA@x.org",), notes="Loom 3", tags=("Dyeing",))
    )
    assert take_in(db, table).updated == 1
    ana = member_detail(db, uid)
    assert ana.row.name == "ana lima", "a list without ids does not respell a name"
    assert ana.row.emails == ("ANA@x.org",)
    assert ana.row.tags == ("Dyeing", "host") and ana.notes == "Loom 3"
    with db.reading() as session:
        assert session.scalar(sa.select(sa.func.count(Address.id))) == 1


@pytest.mark.parametrize(
    "file",
    [
        "member_list_3606_us.xls",
        "member_list_3606_dmony.csv",
        "member_list_3606_long_utf16.csv",
    ],
)
def test_a_real_group_in_three_shapes_gives_the_same_people(db: Database, file: str) -> None:
    path = shared_data(f"meetup/crug/{file}")
    assert take_in(db, path) == ImportCounts(3606, 3606, 0, 0, 0)
    assert take_in(db, path) == ImportCounts(3606, 0, 0, 3606, 0)
    assert communities.count(db).members == 3606
    rows = list_members(db)
    assert sum(row.attended for row in rows) == 5017
    assert sum(1 for row in rows if not row.attended) == 1804
    joined = [row.joined_on for row in rows if row.joined_on]
    assert (min(joined), max(joined)) == (date(2010, 4, 5), date(2019, 5, 29))
    with db.reading() as session:
        sums = sa.select(sa.func.sum(Member.earlier_yes), sa.func.sum(Member.earlier_no_shows))
        assert tuple(session.execute(sums).one()) == (5079, 32)


def test_the_three_shapes_are_one_group(db: Database) -> None:
    files = [
        shared_data(f"meetup/crug/member_list_3606_{shape}")
        for shape in ("us.xls", "dmony.csv", "long_utf16.csv")
    ]
    assert take_in(db, files[0]).added == 3606
    for other in files[1:]:
        assert take_in(db, other) == ImportCounts(3606, 0, 0, 3606, 0)


def test_somebody_known_under_another_address_is_told_as_unclear(
    db: Database, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Email\nRuth Okafor,ruth@gmial.com\nKim,kim@x.org\n", "utf-8")
    take_in(db, path)
    path.write_text("Name,Email\nRuth Okafor,ruth@gmail.com\nKim,kim@y.org\n", "utf-8")
    plan = plan_import(db, read_lists([path]))
    assert plan.count().added == 2
    [told] = plan.problems  # a first name alone is many people's
    assert told.row == 2 and "“Ruth Okafor” is known already" in told.message
    apply_import(db, plan)
    assert plan_import(db, read_lists([path])).problems == ()


@pytest.mark.parametrize("ending", ["csv", "json", "vcf"])
def test_whoever_was_taken_out_comes_back_unchanged_and_into_an_empty_file_as_they_were(
    db: Database, tmp_path: Path, template_file: Path, ending: str
) -> None:
    brought = tmp_path / "list.csv"
    # Nobody is called Kim yet, so that who brought Ana stays as it stands, also when Kim comes.
    brought.write_text("Name,Brought by\nAna,Kim\nBo,Olga\n", "utf-8")
    take_in(db, brought)
    odd = (
        "Kim",
        "Olga",
        "Olga",
        "Bo <b@x>",
        "ana@x.example",
        "Total: 25",
        "Stand 2026",
        "=1",
        "'=1",
        "Ek +2",
    )
    for name in odd:
        add_member(db, MemberDraft(name=name))
    taken_out = tmp_path / f"people.{ending}"
    export_members(db, taken_out)
    count = len(odd) + 2
    assert take_in(db, taken_out) == ImportCounts(count, 0, 0, count, 0)
    empty = open_database(Path(shutil.copy(template_file, tmp_path / "empty.organizer")))
    assert take_in(empty, taken_out) == ImportCounts(count, count, 0, 0, 0)
    assert names(empty) == names(db)
    empty.close()
