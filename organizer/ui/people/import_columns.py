"""The columns in which a list to import is shown: its rows with their outcome, and its problems."""

from __future__ import annotations

from collections.abc import Hashable

from organizer.domain.matching import Outcome
from organizer.domain.names import shown
from organizer.domain.records import Problem
from organizer.domain.words import _
from organizer.services.lists.importing import PlannedRow
from organizer.ui.kit.tables import Column


def row_columns(several_files: bool) -> tuple[Column, ...]:
    """Who is in the list and what would become of them."""
    return (
        Column(_("Name"), _name, paint="avatar", role="strong", width=200, stretch=3),
        Column(_("E-mail"), _emails, role="muted", width=140, stretch=2, can_hide=True),
        Column(_("Row"), _row_number, sort=_row_order, align="end", role="muted", width=70),
        *([_file_column()] if several_files else []),
        Column(_("Outcome"), outcome_words, paint="chip", chip_role=_outcome_role, width=116),
    )


def problem_columns(several_files: bool) -> tuple[Column, ...]:
    """What was left out, where and why."""
    return (
        Column(_("Row"), _row_number, sort=_row_order, align="end", role="muted", width=70),
        *([_file_column()] if several_files else []),
        Column(_("What and why"), _message, tip=_message, width=240, stretch=1),
    )


def row_key(planned: PlannedRow) -> Hashable:
    """What tells two rows of lists apart."""
    return planned.file, planned.row.row


def problem_key(problem: Problem) -> Hashable:
    """What tells two problems apart."""
    return problem


def outcome_words(planned: PlannedRow) -> str:
    """Say what a row would do."""
    match planned.outcome:
        case Outcome.ADDED:
            return _("New")
        case Outcome.UPDATED:
            return _("Updated")
        case Outcome.UNCHANGED:
            return _("Unchanged")


def _outcome_role(planned: PlannedRow) -> str:
    roles = {Outcome.ADDED: "good", Outcome.UPDATED: "info", Outcome.UNCHANGED: "neutral"}
    return roles[planned.outcome]


def _file_column() -> Column:
    return Column(
        _("List"), _file_or_sheet, tip=_file, role="muted", width=120, stretch=1, can_hide=True
    )


def _name(planned: PlannedRow) -> str:
    return planned.row.name


def _emails(planned: PlannedRow) -> str:
    return ", ".join(planned.row.emails)


def _file(of: PlannedRow | Problem) -> str:
    return of.file


def _file_or_sheet(of: PlannedRow | Problem) -> str:
    """What tells lists apart in a narrow column: of a workbook the sheet."""
    return of.file.rpartition(" › ")[2]


def _row_order(of: PlannedRow | Problem) -> int:
    return of.row if isinstance(of, Problem) else of.row.row


def _row_number(of: PlannedRow | Problem) -> str:
    return f"{_row_order(of):,}"


def _message(problem: Problem) -> str:
    return shown(problem.message)
