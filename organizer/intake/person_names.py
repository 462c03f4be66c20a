"""What a row of a list calls somebody, and their addresses, whichever cells say so."""

from __future__ import annotations

from collections.abc import Callable

from organizer.domain.names import clean_name
from organizer.domain.words import _, ngettext
from organizer.intake import cells
from organizer.intake.attendees import split_company
from organizer.intake.columns import Columns
from organizer.intake.mail_doubts import doubt
from organizer.intake.meetings import without_original_name
from organizer.intake.systems import OURS

# Scripts whose writers put the family name first, without a blank.
_FAMILY_FIRST = (("一", "鿿"), ("㐀", "䶿"), ("가", "힣"))


class NameReader:
    """The columns of one list that name people; `note` is told of what was unclear in a row."""

    def __init__(self, columns: Columns, note: Callable[[int, str], None]) -> None:
        self._columns = columns
        self._note = note

    def read(self, number: int, values: list[str], used: set[int]) -> tuple[str, tuple[str, ...]]:
        """Return name and addresses; an empty name if there is no clue at all.

        `used` gets the columns of which nothing is left to keep.
        """
        index = self._name_column(values)
        cell = "" if index is None else values[index]
        is_ours = self._columns.system is OURS  # names we wrote ourselves are all name
        written, address = (clean_name(cell), "") if is_ours else cells.split_addressed_name(cell)
        alone = self._name_alone(written) if written else written
        if index is not None and alone == written:  # else it is kept whole beside
            used.add(index)
        written = alone
        found = [address]
        beside = ""
        rests = {}
        own = [index for index in self._columns.own_emails if values[index]]
        for index in own or self._columns.preferred_first(self._columns.emails, values):
            addresses, rests[index] = cells.split_addresses(values[index])
            found += addresses
            if len(addresses) == 1 and "<" in values[index]:
                beside = beside or cells.split_addressed_name(values[index])[0]
            if rests[index] and not addresses:
                sentence = _("“{text}” is no e-mail address; it is kept as it stands.")
                self._note(number, sentence.format(text=short(values[index])))
        if not any(found) and not is_ours:
            found += [text for text in cells.split_addresses(written)[0] if text == written]
        emails = cells.distinct(found)
        name = self._full_name(written, values, used) or beside
        said = set(name.casefold().split())
        for index, rest in rests.items():
            if not rest or set(rest.casefold().split()) == said:
                used.add(index)
            elif emails:
                sentence = ngettext(
                    "Of “{text}” only the address {emails} was read; all is kept beside.",
                    "Of “{text}” only the addresses {emails} were read; all is kept beside.",
                    len(emails),
                )
                text, read = short(values[index]), short(", ".join(emails))
                self._note(number, sentence.format(text=text, emails=read))
        for email in emails:
            if unsure := doubt(email):
                self._note(number, unsure)
        return name or self._stand_in(number, values, used, emails), emails

    def _name_column(self, values: list[str]) -> int | None:
        """Return the column that names somebody, of several the first that does."""
        columns = (self._columns.one.get("name"), *self._columns.other_names)
        there = [index for index in columns if index is not None]
        return next((index for index in there if values[index]), next(iter(there), None))

    def _name_alone(self, written: str) -> str:
        """Return a name without what a list puts behind it, such as how many come along."""
        system = self._columns.system
        name = without_original_name(
            self._columns.labels[self._columns.one["name"]], written, system
        )
        return name if system.is_contacts else split_company(name)[0]

    def _full_name(self, written: str, values: list[str], used: set[int]) -> str:
        """Return the name as written, or put together from its parts."""
        one = self._columns.one
        given, middle, family = (
            clean_name(values[one[word]]) if word in one else ""
            for word in ("first_name", "middle_name", "last_name")
        )
        if self._columns.name_is_bare and written:
            words = written.split()
            if "last_name" not in one and given and given.split()[0] not in words:
                family, written = written, ""
            elif "first_name" not in one and family and family.split()[-1] not in words:
                given, written = written, ""
        name = written or _joined(given, middle, family)
        said = set(name.split())
        for word in ("first_name", "middle_name", "last_name"):
            index = one.get(word)
            if index is not None and (set(values[index].split()) <= said or not written):
                used.add(index)
        return name

    def _stand_in(
        self, number: int, values: list[str], used: set[int], emails: tuple[str, ...]
    ) -> str:
        """Return what to call somebody without a name, or nothing if there is no clue."""
        candidates: list[tuple[str, int | None]] = [
            (values[index], index) for index in self._columns.stand_ins
        ]
        candidates += [(email.split("@")[0], None) for email in emails]
        if self._columns.company is not None:
            candidates.append((values[self._columns.company], self._columns.company))
        for text, index in candidates:
            name = clean_name(text)
            if name:
                if index is not None:
                    used.add(index)
                sentence = _("The row has no name; “{name}” stands in for it.")
                self._note(number, sentence.format(name=short(name)))
                return name
        return ""


def _joined(given: str, middle: str, family: str) -> str:
    if given and family and all(_is_family_first(part) for part in (given, family)):
        return clean_name(family + given)
    return clean_name(" ".join(filter(None, (given, middle, family))))


def _is_family_first(text: str) -> bool:
    return any(first <= text[0] <= last for first, last in _FAMILY_FIRST)


def short(text: str) -> str:
    """Return as much of a text as a sentence has room for."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
