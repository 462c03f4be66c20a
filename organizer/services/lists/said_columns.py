"""Lists read as somebody says, now or when such a list came before, and what of it to remember."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from organizer.domain.errors import UserError
from organizer.domain.kinds import FieldKind
from organizer.domain.names import fold
from organizer.domain.records import ColumnsSaid, FieldRecord, PeopleList
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.lists.column_memory import ToRemember, recall_from
from organizer.services.lists.columns_beside import columns_beside, field_from_column
from organizer.services.lists.importing import FIELD, Step, own_fields, read_lists

DateOrder = Literal["dmy", "mdy"]


@dataclass(frozen=True, slots=True)
class SaidLists:
    """Lists that were read, the fields to make of their columns, and what to remember of them."""

    lists: tuple[PeopleList, ...]
    new_fields: tuple[FieldRecord, ...]
    remember: tuple[ToRemember, ...]


def read_as_said(
    db: Database,
    paths: Sequence[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    dates: DateOrder | None = None,
    sheets: Sequence[str] = (),
    new_fields: Sequence[str] = (),
    is_fresh: bool = False,
    own: Mapping[str, FieldKind] | None = None,
    step: Step | None = None,
    near: date | None = None,
) -> SaidLists:
    """Read lists; of what is not said, what was said of a list with the same headers before holds.

    `mapping`, `dates`, `sheets`, `near` and `step` are those of `read_people_of_sheets`;
    `new_fields` are labels of columns that become fields of the community's own; with `is_fresh`
    what was said before is forgotten. `own` are the fields that columns can fill; the community's own if left out.
    """
    recall = None if is_fresh else recall_from(db)
    known = own_fields(db) if own is None else own

    def read(more: Mapping[str, str], fields: Mapping[str, FieldKind]) -> list[PeopleList]:
        return read_lists(
            paths,
            mapping={**(mapping or {}), **more} or None,
            dates=dates,
            step=step,
            own={**known, **fields},
            recall=recall,
            sheets=sheets,
            near=near,
        )

    lists = read({}, {})
    made = {label: _field_of(lists, label) for label in new_fields}
    if made:
        # Too long a label is no name for a field, so that it has to be said which column it is.
        renamed = {f"{FIELD}{one.name}": label for label, one in made.items() if one.name != label}
        lists = read(renamed, {one.name: one.kind for one in made.values()})
    return SaidLists(
        tuple(lists),
        tuple(made.values()),
        tuple(_to_remember(one, mapping or {}, dates, is_fresh) for one in lists),
    )


def _to_remember(
    one: PeopleList, mapping: Mapping[str, str], dates: DateOrder | None, is_fresh: bool
) -> ToRemember:
    before = ColumnsSaid() if is_fresh or one.recalled is None else one.recalled
    return ToRemember(one.columns, ColumnsSaid(mapping or before.mapping, dates or before.dates))


def _field_of(lists: Sequence[PeopleList], label: str) -> FieldRecord:
    beside = [(one, name) for one in lists for name in columns_beside(one)]
    for one, name in beside:
        if fold(name) == fold(label):
            return field_from_column(one, name)
    names = dict.fromkeys(name for _one, name in beside)
    others = (
        _("These can become one: {names}.").format(names=", ".join(names))
        if names
        else _("No other column can become one: each is in use, or empty.")
    )
    raise UserError(f"{_why_no_field(lists, label)} {others}")


def _why_no_field(lists: Sequence[PeopleList], label: str) -> str:
    for one in lists:
        for place, name in enumerate(one.columns):
            if fold(name) != fold(label):
                continue
            read_as = next((word for word, index in one.mapping.items() if index == place), "")
            if read_as:
                words = _("The column “{label}” is read as “{word}” and needs no field of its own.")
                return words.format(label=name[:80], word=read_as.removeprefix(FIELD))
            words = _("The column “{label}” is in use already, or has nothing in it.")
            return words.format(label=name[:80])
    return _("There is no column “{label}”.").format(label=label[:80])
