"""From what was typed to the one circle, field, segment, place or question that is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from organizer.domain.errors import UserError
from organizer.domain.names import fold
from organizer.domain.words import _, ngettext

NAME = _("its name or its uid")


class Named(Protocol):
    """Anything with a uid and a name."""

    @property
    def uid(self) -> str:
        """What never changes."""
        ...

    @property
    def name(self) -> str:
        """What people call it."""
        ...


One = TypeVar("One", bound=Named)


def one_named(
    records: Sequence[One], text: str, refusal: str, spell: Callable[[str], str] = fold
) -> One:
    """Return the one of this uid or name, however it is spelled.

    UserError with `refusal`, a sentence with a place for {text}, if there is none.
    """
    for one in records:
        if one.uid == text or spell(one.name) == spell(text):
            return one
    there = ngettext("There is {names}.", "There are {names}.", len(records)).format(
        names=", ".join(f"“{one.name}”" for one in records[:20])
    )
    raise UserError(f"{refusal.format(text=text[:80])} {there if records else ''}".strip())
