"""The columns in which an attendee list to import is shown: its people, and what becomes of each."""

from __future__ import annotations

from collections.abc import Hashable

from organizer.domain.names import fold
from organizer.domain.words import _
from organizer.services.lists.taken_people import TakenPerson
from organizer.ui.events.words import STATUS_ROLES, status_word
from organizer.ui.kit.records import Column


def people_columns() -> tuple[Column, ...]:
    """Who is in the list, whom they are taken for, what they answer and whether they came."""
    return (
        Column(_("Name"), _name, paint="avatar", role="strong", width=180, stretch=3),
        Column(_("Taken for"), _taken_for, tip=_taken_for, role="muted", width=140, stretch=2),
        Column(_("Answer"), _status, paint="chip", chip_role=_status_role, width=116),
        Column(_("Extra"), _extra, sort=_plus, align="end", width=64),
        Column(_("Came"), _came, paint="chip", chip_role=_came_role, width=84),
    )


def people_key(one: TakenPerson) -> Hashable:
    """What tells two people of lists apart."""
    return one


def _name(one: TakenPerson) -> str:
    return one.name


def _taken_for(one: TakenPerson) -> str:
    if one.is_new:
        return _("A new person")
    return one.member if fold(one.member) != fold(one.name) else _("Known already")


def _status(one: TakenPerson) -> str:
    return status_word(one.status) if one.status else ""


def _status_role(one: TakenPerson) -> str:
    return STATUS_ROLES[one.status] if one.status else "neutral"


def _extra(one: TakenPerson) -> str:
    return f"+{one.plus}" if one.plus else ""


def _plus(one: TakenPerson) -> int:
    return one.plus


def _came(one: TakenPerson) -> str:
    return _("Came") if one.came else ""


def _came_role(_one: TakenPerson) -> str:
    return "good"
