"""What those going answered to the questions of an event so far, in one sentence a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from organizer.domain.fields import shown_value
from organizer.domain.kinds import FieldKind, RegistrationStatus
from organizer.domain.names import fold, shown
from organizer.domain.records import GuestRow, QuestionRecord
from organizer.domain.words import _, ngettext

_MOST_ANSWERS = 4
"""So many different answers are said; the rest is a number."""


def answers_so_far(
    questions: Sequence[QuestionRecord], guests: Sequence[GuestRow]
) -> tuple[str, ...]:
    """Return for each question how many of those going gave which answer; empty if nobody goes."""
    going = [dict(guest.answers) for guest in guests if guest.status is RegistrationStatus.GOING]
    if not going:
        return ()
    return tuple(
        _sentence(one, [said[one.uid] for said in going if said.get(one.uid)], len(going))
        for one in questions
    )


def _sentence(question: QuestionRecord, values: Sequence[str], asked: int) -> str:
    parts = _counted(question, values)
    silent = asked - len(values)
    if silent:
        words = ngettext("{count} has not said", "{count} have not said", silent)
        parts.append(words.format(count=silent))
    wording = shown(question.wording.strip().rstrip(":").strip())
    sign = "" if wording.endswith(("?", "？", "؟")) else ":"
    return _("{question} {answers}.").format(question=wording + sign, answers=", ".join(parts))


def _counted(question: QuestionRecord, values: Sequence[str]) -> list[str]:
    """Say each answer with how many gave it; numbers are added up instead."""
    if question.kind is FieldKind.NUMBER and values:
        try:
            return [_("{sum} in all").format(sum=f"{sum(map(float, values)):g}")]
        except ValueError:
            pass  # from when it was asked in words
    spelled: dict[str, str] = {}
    counts = Counter(spelled.setdefault(fold(value), value) for value in values)
    order = {choice: place for place, choice in enumerate(question.choices)}
    ranked = sorted(counts.items(), key=lambda pair: (order.get(pair[0], -pair[1]), pair[0]))
    parts = [
        _("{count} {answer}").format(count=count, answer=shown(shown_value(question.kind, value)))
        for value, count in ranked[:_MOST_ANSWERS]
    ]
    if rest := sum(count for _value, count in ranked[_MOST_ANSWERS:]):
        words = ngettext("{count} something else", "{count} something else", rest)
        parts.append(words.format(count=rest))
    return parts
