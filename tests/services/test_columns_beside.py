"""Columns that no field takes: all are kept and told, and one can become a field with the import."""

from __future__ import annotations

from pathlib import Path

import pytest

from organizer.domain.kinds import FieldKind
from organizer.models.database import Database
from organizer.services import undoing
from organizer.services.lists.columns_beside import columns_beside, field_from_column, field_name
from organizer.services.lists.importing import (
    ImportPlan,
    apply_import,
    own_fields,
    plan_import,
    read_lists,
)
from organizer.services.people import fields, members

LIST = "Name,Email,Paid,Born,Size,Code\nAna,a@x.org,x,1980-05-12,M,0107\nBo,b@x.org,,3.4.1962,L,20095\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(LIST, "utf-8")
    return path


def plan_with_fields(db: Database, path: Path, *headers: str) -> ImportPlan:
    """Plan an import that makes fields of these columns, as the window does."""
    [one] = read_lists([path], own=own_fields(db))
    made = tuple(field_from_column(one, header) for header in headers)
    own = own_fields(db) | {field.name: field.kind for field in made}
    return plan_import(db, read_lists([path], own=own), new_fields=made)


def test_what_no_field_takes_is_told_in_the_order_of_the_list(path: Path) -> None:
    [one] = read_lists([path])
    assert columns_beside(one) == ("Paid", "Born", "Size", "Code")


def test_the_kind_is_what_all_values_are(path: Path) -> None:
    [one] = read_lists([path])
    kinds = {header: field_from_column(one, header).kind for header in columns_beside(one)}
    assert kinds == {
        "Paid": FieldKind.YES_NO,
        "Born": FieldKind.DATE,
        "Size": FieldKind.TEXT,
        "Code": FieldKind.TEXT,  # a number would lose the zero before it
    }


def test_a_long_question_gives_a_name_that_a_field_can_have() -> None:
    assert len(field_name("Have you knitted before? " * 9)) <= 80


def test_columns_become_fields_in_one_step_with_the_import(db: Database, path: Path) -> None:
    apply_import(db, plan_with_fields(db, path, "Paid", "Born"))
    assert [(one.name, one.kind, one.filled) for one in fields.list_fields(db)] == [
        ("Paid", FieldKind.YES_NO, 1),
        ("Born", FieldKind.DATE, 2),
    ]
    ana = members.member_detail(db, "Ana")
    assert [(value.name, value.text) for value in ana.values] == [
        ("Paid", "yes"),
        ("Born", "1980-05-12"),
    ]
    assert dict(ana.fields) == {"Size": "M", "Code": "0107"}
    undoing.take_back(db)
    assert (fields.list_fields(db), members.list_members(db)) == ([], [])


def test_a_new_field_takes_what_an_earlier_import_left(db: Database, path: Path) -> None:
    apply_import(db, plan_import(db, read_lists([path])))
    fields.add_field(db, "Something", FieldKind.TEXT)
    plan = plan_with_fields(db, path, "Size")
    assert plan.count().unchanged == 2  # nothing is news, and yet the field is made
    apply_import(db, plan)
    assert [one.name for one in fields.list_fields(db)] == ["Something", "Size"]
    bo = members.member_detail(db, "Bo")
    assert [value.text for value in bo.values] == ["L"]
    assert "Size" not in dict(bo.fields)


def test_a_field_that_was_made_meanwhile_is_filled_and_not_made_twice(
    db: Database, path: Path
) -> None:
    plan = plan_with_fields(db, path, "Size")
    fields.add_field(db, "size", FieldKind.TEXT)
    apply_import(db, plan)
    [field] = fields.list_fields(db)
    assert (field.name, field.filled) == ("size", 2)
