"""Writes down what guests answer, says what came of it, in one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.records import GuestRow
from organizer.domain.words import _, ngettext
from organizer.services.answers.answering import Changed, change_answers
from organizer.services.answers.guests import MOST_GUESTS_OF_ONE
from organizer.ui.context import Context
from organizer.ui.events.words import status_word
from organizer.ui.jobs import Job
from organizer.ui.kit.messages import Kind

_NAMED = 3
"""So many names are said; beyond that it is a number."""


class Answers(QObject):
    """Changes the answers of guests in the file's lane."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def answer(
        self, event_uid: str, guests: Sequence[GuestRow], status: RegistrationStatus
    ) -> None:
        """Write the same answer down for these guests."""
        chosen = [guest for guest in guests if guest.status is not status]
        self._change(event_uid, chosen, partial(_answered, chosen, status), status=status)

    def bring(self, event_uid: str, guests: Sequence[GuestRow], step: int) -> None:
        """Give these guests one extra guest more (1) or fewer (-1), in their order."""
        chosen = [guest for guest in guests if 0 <= guest.plus + step <= MOST_GUESTS_OF_ONE]
        self._change(event_uid, chosen, partial(_brought, chosen, step), more=step)

    def _change(
        self,
        event_uid: str,
        guests: Sequence[GuestRow],
        said: Callable[[Changed], str],
        *,
        status: RegistrationStatus | None = None,
        more: int = 0,
    ) -> None:
        if not guests:
            return
        db, ids = self._context.db, [guest.registration_id for guest in guests]

        def work(_job: Job) -> Changed:
            return change_answers(db, event_uid, ids, status=status, more=more)

        self._context.do(self, work, partial(_told, said), kind_of=_kind_of)


def _told(said: Callable[[Changed], str], changed: Changed) -> str:
    """Return what was done, and what came of it."""
    sentences = [
        said(changed),
        _no_seat(changed.waiting) if changed.waiting else "",
        _no_room(changed.no_room) if changed.no_room else "",
        moved_up(changed.promoted) if changed.promoted else "",
    ]
    return " ".join(filter(None, sentences))


def _kind_of(changed: Changed) -> Kind:
    return "info" if changed.waiting or changed.no_room else "good"


def _answered(guests: Sequence[GuestRow], status: RegistrationStatus, changed: Changed) -> str:
    names = [guest.name for guest in guests if guest.name not in changed.waiting]
    if not names:
        return ""
    return _("{names}: {answer}.").format(names=listed(names), answer=status_word(status).lower())


def _brought(guests: Sequence[GuestRow], step: int, changed: Changed) -> str:
    done = [guest for guest in guests if guest.name not in changed.no_room]
    numbers = {guest.plus + step for guest in done}
    if not done:
        return ""
    names = listed([guest.name for guest in done])
    if len(numbers) > 1:
        words = (
            _("{names}: one extra guest more each.")
            if step > 0
            else _("{names}: one extra guest fewer each.")
        )
        return words.format(names=names)
    plus = numbers.pop()
    if plus == 0:
        return _("{names}: no extra guests.").format(names=names)
    return ngettext("{names}: {count} extra guest.", "{names}: {count} extra guests.", plus).format(
        names=names, count=plus
    )


def listed(names: Sequence[str]) -> str:
    """Return names for a sentence: three at most, then how many more."""
    said = ", ".join(shown(name) for name in names[:_NAMED])
    more = len(names) - _NAMED
    if more <= 0:
        return said
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=said, count=more
    )


def _no_seat(names: Sequence[str]) -> str:
    return ngettext(
        "No seat is free: {names} is on the waitlist.",
        "No seats are free: {names} are on the waitlist.",
        len(names),
    ).format(names=listed(names))


def _no_room(names: Sequence[str]) -> str:
    return ngettext(
        "There is no seat for one more guest of {names}.",
        "For {count} there is no seat for one more guest: {names}.",
        len(names),
    ).format(count=len(names), names=listed(names))


def moved_up(names: Sequence[str]) -> str:
    """Return the sentence about who has a seat now."""
    return ngettext(
        "{names} moved up from the waitlist.", "{names} moved up from the waitlist.", len(names)
    ).format(names=listed(names))
