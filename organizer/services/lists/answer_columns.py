"""Columns of an attendee list that answer what an event asks, known by their headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from organizer.domain.errors import UserError
from organizer.domain.fields import check
from organizer.domain.records import PeopleList, PersonRow, Problem, QuestionRecord
from organizer.domain.words import _
from organizer.services.plans.questions import plain_wording


def columns_of_questions(
    one: PeopleList, questions: Sequence[QuestionRecord]
) -> dict[str, QuestionRecord]:
    """Return by its header each column that is headed like a question, and holds nothing else."""
    by_wording = {plain_wording(question.wording): question for question in questions}
    known = {one.columns[place] for place in one.mapping.values()}
    return {
        header: by_wording[plain_wording(header)]
        for header in one.columns
        if header not in known and plain_wording(header) in by_wording
    }


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
