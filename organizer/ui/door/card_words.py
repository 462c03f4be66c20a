"""What the card says of answers, in sentences and in chips; words only, no widgets."""

from __future__ import annotations

from collections.abc import Sequence

from organizer.domain.names import shown
from organizer.domain.records import DoorAnswer
from organizer.domain.words import _, ngettext
from organizer.ui.door.verdict_looks import look_of

Chips = list[tuple[str, str]]
"""The words and the colour role of each chip."""
_MOST_NAMES = 12
_MOST_LETTERS, _BRIEF_LETTERS = 28, 16
"""A longer name is said in so few letters within a sentence: the smallest card has no room for it."""
_FEW, _FEW_LETTERS = 3, 48
"""How many names, and how long together, are said as large as a single one."""


def sentence_of(answer: DoorAnswer) -> str:
    """Return the sentence of an answer, with who came before and after somebody who is in."""
    before, after = _in_brief(answer.came_before), _in_brief(answer.came_after)
    called = answer.called or answer.name
    said = answer.message
    if called:  # the whole name stands above in large letters
        said = said.replace(shown(called), _in_brief(called))
    if before and after:
        around = _("Came after {before} and before {after}.").format(before=before, after=after)
    elif before:
        around = _("Came after {before}.").format(before=before)
    elif after:
        around = _("Came before {after}.").format(after=after)
    else:
        return said
    return f"{said} {around}"


def _in_brief(name: str) -> str:
    """Return a name for within a sentence, of which one that is very long would leave no room."""
    if len(name) <= _MOST_LETTERS:
        return shown(name)
    return shown(f"{name[:_BRIEF_LETTERS].rstrip()}…")


def chips_of(answer: DoorAnswer) -> Chips:
    """Return how the community knows somebody."""
    chips: Chips = []
    if answer.greeting is not None:
        first, *others = answer.greeting.phrases or ("",)
        if answer.greeting.is_first:
            first = _("First time: say hello")
        chips.append((first, "solid" if answer.greeting.is_first else "neutral"))
        chips.extend((other, "neutral") for other in others)
    return [(words, role) for words, role in chips if words]


def aside_of(answer: DoorAnswer) -> str:
    """Return what is said below a name as large as the verdict: how to call them, and who is with them."""
    called = _("“{name}”").format(name=shown(answer.called)) if answer.called else ""
    count = answer.plus if answer.can_let_in else answer.plus_in
    guests = ngettext("+ {count} guest", "+ {count} guests", count).format(count=count)
    return "  ".join(part for part in (called, guests if count else "") if part)


def group_title(came: Sequence[DoorAnswer]) -> tuple[str, str]:
    """Return what the card says of several who came or are asked about: its word, and large.

    A few names are said by name, more of them by their number, extra guests included.
    """
    people = sum(1 + one.plus_in for one in came)
    inside = ngettext("{count} person is in", "{count} people are in", people).format(count=people)
    names = _few_names(came)
    if not came:
        return _("Nobody came in"), inside
    if any(one.awaits for one in came):
        asked = ngettext("{count} person", "{count} people", people).format(count=people)
        return _("Let them in?"), names or asked
    return (inside, names) if names else (_("Welcome, all of you"), inside)


def group_chips(came: Sequence[DoorAnswer]) -> Chips:
    """Return who is here for the first time or with guests, and all names not said large."""
    is_said = bool(_few_names(came))
    chips = [_group_chip(one) for one in came if not is_said or _is_first(one) or one.plus_in]
    more = len(chips) - _MOST_NAMES
    if more > 0:
        chips[_MOST_NAMES:] = [(_("and {count} more").format(count=more), "neutral")]
    return chips


def _few_names(came: Sequence[DoorAnswer]) -> str:
    """Return the names of a few people, or "" where they would not be read from afar."""
    names = ", ".join(shown(one.name) for one in came)
    is_short = len(came) <= _FEW and len(names) <= _FEW_LETTERS and all(one.name for one in came)
    return names if is_short else ""


def _group_chip(answer: DoorAnswer) -> tuple[str, str]:
    name = shown(answer.name) or _("Let in for now")
    if answer.plus_in:
        name = _("{name} + {plus}").format(name=name, plus=answer.plus_in)
    if _is_first(answer):
        return _("{name}: first time").format(name=name), "solid"
    return name, "neutral"


def _is_first(answer: DoorAnswer) -> bool:
    return answer.greeting is not None and answer.greeting.is_first


def group_refused(others: Sequence[DoorAnswer]) -> str:
    """Return who of a group did not come in, and why."""
    if not others:
        return ""
    said = [
        _("{name}: {why}").format(name=shown(one.name), why=look_of(one.verdict).word.lower())
        if one.name
        else look_of(one.verdict).word
        for one in others[:_MOST_NAMES]
    ]
    if (more := len(others) - _MOST_NAMES) > 0:
        said.append(_("and {count} more").format(count=more))
    sentence = " · ".join(dict.fromkeys(said))
    if any(one.can_let_in for one in others):
        return _("{who}. Scan each alone to decide.").format(who=sentence)
    return sentence
