"""Writes down what guests answer, says what came of it, and takes it back on Undo."""

from __future__ import annotations

from collections.abc import Sequence

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
        if not chosen:
            return
        _Answering(self._context, event_uid, chosen, self).start(status)

    def bring(self, event_uid: str, guests: Sequence[GuestRow], step: int) -> None:
        """Give these guests one extra guest more (1) or fewer (-1)."""
        for plus in sorted({guest.plus for guest in guests}):
            wanted = plus + step
            if 0 <= wanted <= MOST_GUESTS_OF_ONE:
                same = [guest for guest in guests if guest.plus == plus]
                _Answering(self._context, event_uid, same, self).start(plus=wanted)


class _Answering(QObject):
    """One change on its way: what was asked for, until it was said what came of it."""

    def __init__(
        self, context: Context, event_uid: str, guests: Sequence[GuestRow], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._event_uid = event_uid
        self._guests = guests
        self._status: RegistrationStatus | None = None
        self._plus: int | None = None

    def start(self, status: RegistrationStatus | None = None, plus: int | None = None) -> None:
        """Write it down, off the window's thread."""
        self._status, self._plus = status, plus
        self._context.runner.start(self, self._write, self._tell, on_failure=self._fail)

    def _write(self, _job: Job) -> tuple[Changed, int | None]:
        db, ids = self._context.db, [guest.registration_id for guest in self._guests]
        changed = change_answers(db, self._event_uid, ids, status=self._status, plus=self._plus)
        return changed, db.last_step

    def _tell(self, written: tuple[Changed, int | None]) -> None:
        changed, step = written
        sentences = [
            self._what_was_asked(changed),
            _no_seat(changed.waiting) if changed.waiting else "",
            moved_up(changed.promoted) if changed.promoted else "",
        ]
        words = " ".join(filter(None, sentences))
        if step is not None:
            self._context.say_done(words, step, "info" if changed.waiting else "good")
        self.deleteLater()

    def _fail(self, error: Exception) -> None:
        self._context.messages.say(str(error), "bad")
        self.deleteLater()

    def _what_was_asked(self, changed: Changed) -> str:
        names = [guest.name for guest in self._guests if guest.name not in changed.waiting]
        if not names:
            return ""
        if self._status is None:
            if self._plus == 0:
                return _("{names}: no extra guests.").format(names=listed(names))
            return ngettext(
                "{names}: {count} extra guest.", "{names}: {count} extra guests.", self._plus or 0
            ).format(names=listed(names), count=self._plus)
        return _("{names}: {answer}.").format(
            names=listed(names), answer=status_word(self._status).lower()
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


def moved_up(names: Sequence[str]) -> str:
    """Return the sentence about who has a seat now."""
    return ngettext(
        "{names} moved up from the waitlist.", "{names} moved up from the waitlist.", len(names)
    ).format(names=listed(names))
