"""Fields of the community's own: made, changed, ordered and removed, with what members say in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import FieldKind
from organizer.models.database import Database
from organizer.services import undoing
from organizer.services.lists import importing
from organizer.services.people import fields, members


def say(db: Database, member: str, **values: str) -> None:
    """Let a member's page say something in fields, by the fields' names."""
    uids = {field.name: field.uid for field in fields.list_fields(db)}
    draft = members.draft_of(members.member_detail(db, member))
    draft.values |= {uids[name]: text for name, text in values.items()}
    members.change_member(db, member, draft)


def said(db: Database, member: str) -> dict[str, str]:
    return {value.name: value.text for value in members.member_detail(db, member).values}


def test_a_field_is_filled_cleared_and_counted(db: Database) -> None:
    size, adopted = fields.add_field(db, " Size ", FieldKind.CHOICE, ("S", "M", "s"))
    fields.add_field(db, "Born", FieldKind.DATE)
    ana = members.add_member(db, MemberDraft("Ana", values={size: "m"}))
    assert adopted == 0
    assert said(db, ana) == {"Size": "M"}
    say(db, ana, Born="24.12.1990")
    assert said(db, ana) == {"Size": "M", "Born": "1990-12-24"}
    assert [(f.name, f.choices, f.filled) for f in fields.list_fields(db)] == [
        ("Size", ("S", "M"), 1),
        ("Born", (), 1),
    ]
    say(db, ana, Size="")
    assert said(db, ana) == {"Born": "1990-12-24"}


def test_a_wrong_value_keeps_nothing_of_the_form(db: Database) -> None:
    born, _adopted = fields.add_field(db, "Born", FieldKind.DATE)
    ana = members.add_member(db, MemberDraft("Ana"))
    draft = MemberDraft("Ana Lima", values={born: "soon"})
    assert list(draft.problems(fields.list_fields(db))) == [born]
    with pytest.raises(UserError, match="“soon” is no day"):
        members.change_member(db, ana, draft)
    assert members.member_detail(db, ana).row.name == "Ana"


def test_names_choices_and_order_can_change(db: Database) -> None:
    size, _ = fields.add_field(db, "Size", FieldKind.CHOICE, ("S", "M"))
    diet, _ = fields.add_field(db, "Diet", FieldKind.TEXT)
    ana = members.add_member(db, MemberDraft("Ana", values={size: "M"}))
    fields.rename_field(db, size, "T-shirt")
    fields.order_fields(db, [diet, size])
    assert [field.name for field in fields.list_fields(db)] == ["Diet", "T-shirt"]
    with pytest.raises(UserError, match="Members have “M” in “T-shirt”"):
        fields.change_choices(db, size, ("S", "XL"))
    fields.change_choices(db, size, ("m", "XL", "M"))
    assert said(db, ana) == {"T-shirt": "M"}
    with pytest.raises(UserError, match="There is a field “diet” already"):
        fields.rename_field(db, size, "diet")
    with pytest.raises(UserError, match="Say what there is to choose from"):
        fields.add_field(db, "Colour", FieldKind.CHOICE, (" ",))
    with pytest.raises(UserError, match="needs a name"):
        fields.add_field(db, " \u200b ", FieldKind.TEXT)


def test_removing_a_field_can_be_taken_back_with_all_its_values(db: Database) -> None:
    diet, _ = fields.add_field(db, "Diet", FieldKind.TEXT)
    ana = members.add_member(db, MemberDraft("Ana", values={diet: "vegan"}))
    assert fields.remove_field(db, diet) == 1
    assert said(db, ana) == {}
    undoing.take_back(db)
    assert said(db, ana) == {"Diet": "vegan"}


def test_what_imports_kept_moves_into_a_new_field_of_that_name(
    db: Database, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,T-shirt,City\nAna,m,Cork\nBo,huge,Bray\n", "utf-8")
    importing.apply_import(db, importing.plan_import(db, importing.read_lists([path])))
    before = [members.member_detail(db, name) for name in ("Ana", "Bo")]
    _uid, adopted = fields.add_field(db, "t-SHIRT", FieldKind.CHOICE, ("S", "M"))
    assert adopted == 1
    ana, bo = members.member_detail(db, "Ana"), members.member_detail(db, "Bo")
    assert said(db, "Ana") == {"t-SHIRT": "M"}
    assert dict(ana.fields) == {"City": "Cork"}
    assert dict(bo.fields) == {"T-shirt": "huge", "City": "Bray"}
    undoing.take_back(db)
    after = [members.member_detail(db, name) for name in ("Ana", "Bo")]
    assert [replace(one, row=before[n].row) for n, one in enumerate(after)] == before
