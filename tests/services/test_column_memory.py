"""What was said of the columns of a list is remembered for the next list with the same headers."""

from __future__ import annotations

from pathlib import Path

from organizer.domain.kinds import Consent, FieldKind
from organizer.domain.records import ColumnsSaid
from organizer.models.database import Database
from organizer.services import undoing
from organizer.services.lists import importing
from organizer.services.lists.column_memory import ToRemember, recall_from
from organizer.services.people import fields, members

LIST = "Who is it,Size worn,Joined\nAna,m,5/6/2019\nBo,XL,7/8/2019\n"


def read(db: Database, path: Path, **more: object) -> importing.ImportPlan:
    """Read a list as the window does."""
    lists = importing.read_lists(
        [path],
        own=importing.own_fields(db),
        recall=recall_from(db),
        **more,  # type: ignore[arg-type]
    )
    return importing.plan_import(db, lists)


def test_mapping_and_order_of_dates_come_back_by_the_headers(db: Database, tmp_path: Path) -> None:
    fields.add_field(db, "Size", FieldKind.CHOICE, ("S", "M"))
    first = tmp_path / "march.csv"
    first.write_text(LIST, "utf-8")
    said = {"name": "Who is it", f"{importing.FIELD}Size": "Size worn"}
    plan = read(db, first, mapping=said, dates="dmy")
    [one] = plan.lists
    assert one.recalled is None
    assert one.mapping[f"{importing.FIELD}Size"] == 1
    remember = [ToRemember(one.columns, ColumnsSaid(said, "dmy"))]
    importing.apply_import(db, plan, remember=remember)
    ana = members.member_detail(db, "Ana")
    assert str(ana.row.joined_on) == "2019-06-05"
    assert [value.text for value in ana.values] == ["M"]
    assert [problem.message for problem in plan.problems] == [
        "Size: “XL” is none of the choices: S, M. It is kept as it stands."
    ]
    assert dict(members.member_detail(db, "Bo").fields) == {"Size": "XL"}

    april = tmp_path / "april.csv"
    april.write_text("WHO IS IT,size worn,Joined\nCy,S,3/4/2020\n", "utf-8")
    plan = read(db, april)
    assert plan.lists[0].recalled is not None
    importing.apply_import(db, plan)
    cy = members.member_detail(db, "Cy")
    assert str(cy.row.joined_on) == "2020-04-03"
    assert [value.text for value in cy.values] == ["S"]

    other = tmp_path / "other.csv"
    other.write_text("Name,Joined\nDee,3/4/2020\n", "utf-8")
    assert read(db, other).lists[0].recalled is None


def test_saying_nothing_forgets_and_undo_does_not(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST, "utf-8")
    plan = read(db, path, mapping={"name": "Who is it"})
    headers = plan.lists[0].columns
    importing.apply_import(
        db, plan, remember=[ToRemember(headers, ColumnsSaid({"name": "Who is it"}))]
    )
    assert recall_from(db)(headers) == ColumnsSaid({"name": "Who is it"})
    undoing.take_back(db)  # imported wrongly, and now once more: what was said of it is not lost
    assert members.list_members(db) == []
    assert recall_from(db)(headers) == ColumnsSaid({"name": "Who is it"})
    importing.apply_import(db, read(db, path), remember=[ToRemember(headers, ColumnsSaid())])
    assert recall_from(db)(headers) is None


def test_lists_bring_traits_and_blank_never_overwrites(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    header = "Name,Email,Mobile phone,Pronouns,Sprache,May we take photos?,Referred by,Circles"
    path.write_text(
        f"{header},Birthday,Unsubscribed\n"
        "Ana,ana@x.org,+49 1,she/her,Deutsch,No,,Loom circle,1 May,\n"
        'Bo,,+49 2; +49 3,,,yes,Ana,"Loom circle, Dye",,2024-05-01 10:00\n'
        "Cy,,,,,perhaps,Somebody,,,\n",
        "utf-8",
    )
    importing.apply_import(db, read(db, path))
    ana, bo, cy = (members.member_detail(db, name) for name in ("Ana", "Bo", "Cy"))
    assert (ana.phone, ana.pronouns, ana.language) == ("+49 1", "she/her", "Deutsch")
    assert (ana.photo_consent, ana.circles) == (Consent.NO, ("Loom circle",))
    assert dict(ana.fields) == {"Birthday": "1 May"}
    assert (bo.phone, bo.photo_consent, bo.do_not_write) == ("+49 2", Consent.YES, True)
    assert dict(bo.fields) == {"Mobile phone": "+49 2; +49 3", "Unsubscribed": "2024-05-01 10:00"}
    assert bo.circles == ("Dye", "Loom circle")
    assert bo.brought_by is not None
    assert bo.brought_by.name == "Ana"
    assert (cy.photo_consent, cy.brought_by) == (Consent.UNKNOWN, None)
    assert dict(cy.fields) == {"May we take photos?": "perhaps", "Brought by": "Somebody"}
    again = read(db, path).count()
    assert (again.added, again.updated, again.unchanged) == (0, 0, 3)

    blank = tmp_path / "blank.csv"
    blank.write_text(f"{header}\nAna,ana@x.org,,,,yes,,\n", "utf-8")
    assert read(db, blank).count().unchanged == 1
    importing.apply_import(db, read(db, blank))
    assert members.member_detail(db, "Ana") == ana


def test_a_mailchimp_list_of_the_unsubscribed_brings_the_mark(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "unsubscribed_segment.csv"
    path.write_text(
        '"Email Address","First Name","Last Name",MEMBER_RATING,UNSUB_TIME,LEID,EUID\n'
        '"ana@x.org",Ana,Ruiz,2,"2024-05-01 10:00:00",1,abc\n',
        "utf-8",
    )
    importing.apply_import(db, read(db, path))
    assert members.member_detail(db, "Ana Ruiz").do_not_write
