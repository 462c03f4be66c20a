"""Fields of the community's own: making, changing, ordering and removing them, and their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.fields import check, problem
from organizer.domain.kinds import FieldKind
from organizer.domain.names import clean_name, fold, shown
from organizer.domain.records import FieldRecord, FieldText
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.models.tables import CustomField, FieldValue, Member

MOST_CHOICES = 200


def list_fields(db: Database) -> list[FieldRecord]:
    """Return all fields in their order."""
    with db.reading() as session:
        return field_records(session)


def field_records(session: Session) -> list[FieldRecord]:
    """Return all fields in their order, with how many members have a value in each."""
    rows = session.execute(
        select(CustomField, func.count(FieldValue.id))
        .outerjoin(FieldValue, FieldValue.field_id == CustomField.id)
        .group_by(CustomField.id)
        .order_by(CustomField.position, CustomField.id)
    )
    return [
        FieldRecord(field.uid, field.name, field.kind, tuple(field.choices), filled)
        for field, filled in rows
    ]


def add_field(
    db: Database, name: str, kind: FieldKind, choices: Sequence[str] = ()
) -> tuple[str, int]:
    """Add a field at the end; return its uid and how many values it took from imported lists.

    What imports have kept under the same name moves in where it can be such a value.
    """
    clean, listed = _checked_name(name), _checked_choices(kind, choices)
    with db.writing(_("Field “{name}” added").format(name=shown(clean))) as session:
        _refuse_taken(session, clean)
        last = session.scalar(select(func.max(CustomField.position)))
        field = CustomField(
            name=clean,
            folded=fold(clean),
            kind=kind,
            choices=listed,
            position=0 if last is None else last + 1,
        )
        session.add(field)
        session.flush()
        return field.uid, _adopt(session, field)


def rename_field(db: Database, uid: str, name: str) -> None:
    """Give a field another name."""
    clean = _checked_name(name)
    with db.writing(_("Field “{name}” renamed").format(name=shown(clean))) as session:
        field = _find(session, uid)
        if fold(clean) != field.folded:
            _refuse_taken(session, clean)
        field.name, field.folded = clean, fold(clean)


def change_choices(db: Database, uid: str, choices: Sequence[str]) -> None:
    """Say anew what a field lets choose from; a choice that members have cannot go."""
    with db.writing(_("Choices changed")) as session:
        field = _find(session, uid)
        listed = _checked_choices(field.kind, choices)
        used = session.scalars(
            select(FieldValue.value).where(FieldValue.field_id == field.id).distinct()
        )
        for value in used:
            if problem(field.kind, listed, value):
                sentence = _("Members have “{choice}” in “{name}”. Change them first.")
                raise UserError(sentence.format(choice=value, name=field.name))
        field.choices = listed


def order_fields(db: Database, uids: Sequence[str]) -> None:
    """Put the fields into this order; those not named come after."""
    with db.writing(_("Fields put in another order")) as session:
        fields = session.scalars(select(CustomField).order_by(CustomField.position)).all()
        place = {uid: number for number, uid in enumerate(uids)}
        ordered = sorted(fields, key=lambda field: place.get(field.uid, len(place)))
        for position, field in enumerate(ordered):
            field.position = position


def remove_field(db: Database, uid: str) -> int:
    """Take a field away with all its values; return how many members had one."""
    with db.writing(_("Field removed")) as session:
        field = _find(session, uid)
        values = delete(FieldValue).where(FieldValue.field_id == field.id)
        removed: int = session.execute(values).rowcount  # type: ignore[attr-defined]
        session.delete(field)
        return removed


def values_of(session: Session, member_id: int) -> tuple[FieldText, ...]:
    """Return what a member's fields hold, in the order of the fields."""
    rows = session.execute(
        select(CustomField.uid, CustomField.name, CustomField.kind, FieldValue.value)
        .join(FieldValue, FieldValue.field_id == CustomField.id)
        .where(FieldValue.member_id == member_id)
        .order_by(CustomField.position, CustomField.id)
    )
    return tuple(FieldText(*row) for row in rows)


def write_values(session: Session, member_id: int, values: Mapping[str, str]) -> None:
    """Keep what a form says of a member's fields, by the fields' uids; fields not named stay.

    UserError if a value is none of its field's kind.
    """
    fields = {field.uid: field for field in session.scalars(select(CustomField))}
    rows = session.scalars(select(FieldValue).where(FieldValue.member_id == member_id))
    kept = {row.field_id: row for row in rows}
    for uid, text in values.items():
        field = fields.get(uid)
        if field is None:
            continue  # taken away while the form was open
        clean = check(field.kind, field.choices, text)
        row = kept.get(field.id)
        if row is None and clean:
            session.add(FieldValue(member_id=member_id, field_id=field.id, value=clean))
        elif row is not None and not clean:
            session.delete(row)
        elif row is not None:
            row.value = clean


def said_of_new(name: str, adopted: int) -> str:
    """Return what to say after a field was added."""
    words = _("“{name}” was added.").format(name=shown(name))
    if not adopted:
        return words
    more = ngettext(
        "{count} value from imported lists moved in.",
        "{count} values from imported lists moved in.",
        adopted,
    )
    return f"{words} {more.format(count=f'{adopted:,}')}"


def _adopt(session: Session, field: CustomField) -> int:
    adopted = 0
    rows = session.execute(select(Member.id, Member.fields).where(Member.fields != {}))
    for member_id, imported in rows.all():
        label = next((label for label in imported if fold(label) == field.folded), None)
        if label is None or problem(field.kind, field.choices, imported[label]):
            continue
        if clean := check(field.kind, field.choices, imported[label]):
            session.add(FieldValue(member_id=member_id, field_id=field.id, value=clean))
            adopted += 1
        left = {key: value for key, value in imported.items() if key != label}
        session.execute(update(Member).where(Member.id == member_id).values(fields=left))
    return adopted


def _find(session: Session, uid: str) -> CustomField:
    field = session.scalars(select(CustomField).where(CustomField.uid == uid)).one_or_none()
    if field is None:
        raise UserError(_("This field is not there any more. Look at the settings again."))
    return field


def _refuse_taken(session: Session, name: str) -> None:
    if session.scalar(select(CustomField.id).where(CustomField.folded == fold(name))) is not None:
        raise UserError(
            _("There is a field “{name}” already. Choose another name.").format(name=name)
        )


def _checked_name(name: str) -> str:
    clean = " ".join(clean_name(name).split())
    if not fold(clean):
        raise UserError(_("A field needs a name, such as “T-shirt size”."))
    if len(clean) > 80:
        raise UserError(_("A field's name has 80 letters at most; notes take more."))
    return clean


def _checked_choices(kind: FieldKind, choices: Sequence[str]) -> list[str]:
    if kind is not FieldKind.CHOICE:
        return []
    listed: dict[str, str] = {}
    for text in choices:
        if clean := clean_name(text):
            listed.setdefault(fold(clean), clean)
    if not listed:
        raise UserError(_("Say what there is to choose from, separated by commas."))
    if len(listed) > MOST_CHOICES:
        raise UserError(_("{most} choices are the most.").format(most=MOST_CHOICES))
    return list(listed.values())
