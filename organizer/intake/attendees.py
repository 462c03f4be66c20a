"""What a list says of people and one event: their answer, extra guests, and that they arrived."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from organizer.domain.kinds import RegistrationStatus
from organizer.intake import cells
from organizer.intake.columns import Columns
from organizer.intake.dates import Order, UnreadableDate, read_date
from organizer.intake.headers import plain
from organizer.intake.moments import read_moments
from organizer.intake.tables import TableRow

_ANSWERS = {
    RegistrationStatus.GOING: (
        "going|attending|accept|accepted|approved|confirmed|registered|active|paid|complete|"
        "completed|acquired|valid|coming|i will be there|checked in|attended|arrived|present|"
        "zugesagt|angemeldet|bestatigt|bezahlt|aktiv|dabei|inscrit|confirme|confirmado|confermato|"
        "anmald|bekraftad|aangemeld|参加|出席|已确认"
    ),
    RegistrationStatus.MAYBE: (
        "maybe|tentative|perhaps|not sure|unsure|interested|i dont know yet|"
        "vielleicht|unsicher|peut etre|quiza|quizas|talvez|forse|kanske|misschien|未定|也许"
    ),
    RegistrationStatus.WAITLISTED: (
        "waitlist|waitlisted|wait list|waiting list|waiting|waitinglist|on waitlist|"
        "on the waitlist|warteliste|liste d attente|lista de espera|lista d attesa|vantelista|"
        "wachtlijst|キャンセル待ち|候补"
    ),
    RegistrationStatus.DECLINED: (
        "not going|declined|decline|rejected|not attending|not coming|cant come|cannot come|"
        "cant make it|regrets|sorry no|abgesagt|absage|refuse|decline par|rechazado|rifiutato|"
        "tackat nej|avbojt|afgewezen|欠席|不参加"
    ),
    RegistrationStatus.CANCELLED: (
        "cancelled|canceled|refunded|void|voided|deleted|transferred|expired|removed|reversed|"
        "storniert|erstattet|annule|rembourse|cancelado|reembolsado|annullato|rimborsato|"
        "avbokad|aterbetald|geannuleerd|キャンセル|取消|已取消"
    ),
    RegistrationStatus.INVITED: (
        "invited|pending|pending approval|no response|not responded|no reply|awaiting|"
        "needs action|unanswered|eingeladen|ausstehend|invite|en attente|invitado|pendiente"
    ),
}
_ANSWER_OF = {word: answer for answer, words in _ANSWERS.items() for word in words.split("|")}
_CAME = frozenset(
    "checked in|checkedin|attended|arrived|present|came|here|eingecheckt|anwesend|gekommen|"
    "present e|presente|narvarande|aanwezig|出席".split("|")
)
_LONGEST_ANSWER = 40
_PLUS = re.compile(r"\+\s?(\d+)")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Said:
    """What one row says about the event."""

    answer: RegistrationStatus | None = None
    """None where the list says nothing that can be understood."""
    plus: int = 0
    arrived: bool = False
    arrived_at: datetime | None = None
    """Without an offset where the list gives a wall time; None where it gives no time."""


class AttendeeReader:
    """The columns of one list that are about an event."""

    def __init__(self, columns: Columns, rows: Sequence[TableRow], order: Order | None) -> None:
        self._columns = columns
        self._answer = columns.one.get("answer")
        self._plus = columns.one.get("plus")
        self._times = {
            index: read_moments([row.cells[index] for row in rows], order)
            for index in columns.arrived
        }

    def said(self, place: int, values: Sequence[str]) -> Said:
        """Return what the row that comes at `place` says, with these values."""
        answer, arrived = None, False
        if self._answer is not None:
            answer = read_answer(values[self._answer])
            arrived = _says_came(values[self._answer])
        marks = [self._mark(index, place, values[index]) for index in self._columns.arrived]
        arrived = (arrived or True in marks) and False not in marks
        times = [found for index in self._times if (found := self._times[index][place])]
        plus = 0 if self._plus is None else read_plus(values[self._plus])
        if self._columns.counts_tickets:
            plus = max(0, plus - 1)
        return Said(answer, plus, arrived, times[0] if arrived and times else None)

    def _mark(self, index: int, place: int, value: str) -> bool | None:
        """Return whether a cell says that somebody came, None where it says nothing."""
        if cells.says_no(value):
            return False
        says_so = cells.is_plain_answer(value) and cells.says_yes(value)
        return says_so or _says_came(value) or _is_day(value) or None


def read_answer(text: str) -> RegistrationStatus | None:
    """Return what somebody answered, in a few words of many languages."""
    if len(text) > _LONGEST_ANSWER or not plain(text):
        return None
    answer = _ANSWER_OF.get(plain(text))
    if answer is None and cells.is_plain_answer(text):
        yes = RegistrationStatus.GOING
        answer = yes if cells.says_yes(text) else RegistrationStatus.DECLINED
    if answer is None and (first := re.match(r"\s*(\w+)\s*[,.!;:(–-]", text)):
        answer = read_answer(first[1])  # yes, with a few words after it
    return answer


def read_plus(text: str) -> int:
    """Return how many extra guests a cell speaks of: "2", "+1", "Yes, +1 (Bo)", "yes"."""
    if match := _PLUS.search(text):
        return _most(match[1])
    first = (re.findall(r"\w+", text) or [""])[0]
    if cells.says_no(text) or cells.says_no(first):
        return 0
    if match := _NUMBER.search(text):
        return _most(match[0])
    return int(cells.is_plain_answer(first) and cells.says_yes(first))


def _most(digits: str) -> int:
    return int(digits) if len(digits) <= 6 else 0


def _says_came(text: str) -> bool:
    return len(text) <= _LONGEST_ANSWER and plain(text) in _CAME


def _is_day(text: str) -> bool:
    return bool(text) and not isinstance(read_date(text), UnreadableDate | None)
