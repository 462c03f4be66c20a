"""Columns of an attendee list that answer what an event asks: by their headers, or as one says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from organizer.domain.errors import UserError
from organizer.domain.fields import check
from organizer.domain.records import PeopleList, PersonRow, Problem, QuestionRecord
from organizer.domain.words import _
from organizer.intake.columns import FIELD
from organizer.services.plans.questions import plain_wording


def columns_of_questions(
    one: PeopleList, questions: Sequence[QuestionRecord]
) -> dict[str, QuestionRecord]:
    """Return each question that a column answers, by the label under which rows hold the answer.

    That is what the reader was told to take as a question, whose wording is then the label; and
    what is headed like one, and holds nothing else.
    """
    chosen = {each.wording: each for each in questions if f"{FIELD}{each.wording}" in one.mapping}
    by_wording = {
        plain_wording(each.wording): each for each in questions if each.wording not in chosen
    }
    known = {one.columns[place] for place in one.mapping.values()}
    headed = {
        header: by_wording[plain_wording(header)]
        for header in one.columns
        if header not in known and plain_wording(header) in by_wording
    }
    return headed | chosen


def answers_of_row(
    one: PeopleList, row: PersonRow, columns: Mapping[str, QuestionRecord]
) -> tuple[dict[str, str], list[Problem]]:
    """Return what a row answers, by the uid of the question, and what of it cannot be an answer."""
    said: dict[str, str] = {}
    problems = []
    for header, text in row.fields:
        question = columns.get(header)
        if question is None or not text.strip():
            continue
        try:
            said[question.uid] = check(question.kind, question.choices, text)
        except UserError as error:
            words = _("The answer of “{name}” to “{question}” is left out. {problem}")
            sentence = words.format(name=row.name, question=question.wording, problem=error)
            problems.append(Problem(one.file, row.row, sentence))
    return said, problems
