"""The six cases of a practice evening, told one after the other, and when each is done."""

from __future__ import annotations

from dataclasses import dataclass

from organizer.domain.kinds import Verdict
from organizer.domain.names import shown
from organizer.domain.words import _
from organizer.sample.practice import STRAY, Practice

UNDONE = "undone"
"""What happens besides verdicts."""


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to try."""

    title: str
    sentence: str
    expects: frozenset[str]
    """Verdicts, or UNDONE, with which it is done."""
    said_after: str
    code: str = ""
    """What the practice key scans; empty where a name is typed or something is undone."""


def practice_cases(practice: Practice) -> list[Case]:
    """Return the six cases in their order."""
    in_anyway = frozenset({str(Verdict.WELCOME)})
    return [
        Case(
            _("A good badge"),
            _("Scan the code, or press F8 to have it scanned. Then read the big card aloud."),
            in_anyway,
            _("Green tick: welcome. Say the name, and what stands below it."),
            practice.good,
        ),
        Case(
            _("The same badge again"),
            _("Wait three seconds, then scan it again: some hold it up twice, some lend it."),
            frozenset({str(Verdict.ALREADY_IN)}),
            _("Already in, since when, and between whom. Nobody is counted twice."),
            practice.good,
        ),
        Case(
            _("Not on the list"),
            _("Press /, type “{name}”, Enter. Then L lets them in as a walk-in.").format(
                name=shown(STRAY)
            ),
            in_anyway,
            _("Welcome. The log remembers that they walked in."),
        ),
        Case(
            _("On the waitlist"),
            _("Scan the next badge with F8. If there is room, L lets them in all the same."),
            in_anyway,
            _("In. Any refusal with a big button is yours to decide."),
            practice.waiting,
        ),
        Case(
            _("The wrong evening"),
            _("Scan the next badge with F8: it is for next week."),
            frozenset({str(Verdict.OTHER_EVENT)}),
            _("The card says which evening it is for. L lets them in here, if you like."),
            practice.other_evening,
        ),
        Case(
            _("A mistake"),
            _("Take the last arrival back: Ctrl+Z, or Undo beside the name."),
            frozenset({UNDONE}),
            _("Taken back. Nothing at the door is final."),
        ),
    ]


class Script:
    """Where somebody is in the practice."""

    def __init__(self, cases: list[Case]) -> None:
        self._cases = cases
        self._number = 0
        self.said = ""
        """What to say about the case that was done last."""

    @property
    def case(self) -> Case | None:
        """What is to be tried now; None once all is done."""
        return self._cases[self._number] if not self.is_done else None

    @property
    def number(self) -> int:
        """Which case this is; 1 is the first."""
        return self._number + 1

    @property
    def count(self) -> int:
        """How many cases there are."""
        return len(self._cases)

    @property
    def is_done(self) -> bool:
        """Whether all was tried."""
        return self._number >= len(self._cases)

    def note(self, happened: str) -> bool:
        """Hear what the door said; whether that was what is being tried."""
        case = self.case
        if case is None or happened not in case.expects:
            return False
        self.said = case.said_after
        self._number += 1
        return True
