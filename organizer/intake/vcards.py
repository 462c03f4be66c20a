"""Contacts in vCards, versions 2.1, 3.0 and 4.0, to rows of text as a table has them."""

from __future__ import annotations

import csv
import io
import quopri
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from icalendar.parser import Contentline, Parameters

from organizer.domain.words import _

_LABELS = {
    "FN": "Name",
    "NICKNAME": "Nickname",
    "EMAIL": "E-mail",
    "CATEGORIES": "Tags",
    "NOTE": "Notes",
    "ORG": "Company",
    "TITLE": "Title",
    "TEL": "Phone",
    "LANG": "Language",
    "ADR": "Address",
    "BDAY": "Birthday",
    "URL": "Website",
}
"""Column of each property; one that is not here has its own name for a header."""
_NAME_PARTS = ("Last name", "First name", "Middle name")
_UID = "vCard UID"
_TECHNICAL = frozenset(
    "BEGIN END VERSION PRODID REV PHOTO LOGO SOUND KEY N UID KIND SORT-STRING X-ABLABEL "
    "CLIENTPIDMAP MAILER AGENT XML X-ADDRESSBOOKSERVER-KIND".split()
)
_OUR_UID = "urn:uuid:"
_OUR_PRODUCT = "-//Organizer//Members//EN"
_PREFERENCE = re.compile(r';PREF="?(\d{1,3})', re.IGNORECASE)
_PREFERRED = re.compile(r'[;=,"]pref(?=[;,":]|$)', re.IGNORECASE)
_LEAST_PREFERRED = 1000


@dataclass(slots=True)
class _Card:
    line: int
    """Where it begins in the file, counted from 1."""
    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Raw values by property, the preferred one first."""
    _preferences: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, value: str, preference: int) -> None:
        """Put a value behind those that are preferred to it."""
        place = bisect_right(self._preferences[name], preference)
        self._preferences[name].insert(place, preference)
        self.values[name].insert(place, value)


@dataclass(frozen=True, slots=True)
class Contacts:
    """The cards of a file as a table, which begins with its header."""

    rows: list[tuple[int, list[str]]]
    """Line and cells; the header has line 0."""
    left_out: list[tuple[int, str]]
    """Line and the reason, for cards that are no people."""


def read_vcards(text: str) -> Contacts:
    """Read all cards of a text; lines that cannot be read are passed over, as the format asks."""
    cards, left_out = [], []
    for card in _cards(text):
        kind = (*card.values.get("KIND", ()), *card.values.get("X-ADDRESSBOOKSERVER-KIND", ()))
        if any(word.strip().casefold() == "group" for word in kind):
            name = _unescaped("".join(card.values.get("FN", ())))
            sentence = _("“{name}” was left out: it is a group of contacts, not a person.")
            left_out.append((card.line, sentence.format(name=name)))
        else:
            cards.append(card)
    is_ours = bool(cards) and all(map(_is_ours, cards))
    rows = [(card.line, _cells(card, is_ours)) for card in cards]
    labels = (_LABELS["FN"], *(label for _line, row in rows for label in row), _UID)
    header = list(dict.fromkeys(labels))
    table = [(line, [row.get(label, "") for label in header]) for line, row in rows]
    if is_ours:  # the headers of our own tables, by which people are known again
        ours = {_LABELS["EMAIL"]: "Emails", _UID: "uid"}
        header = [ours.get(label, label) for label in header]
        header += [] if "Emails" in header else ["Emails"]
    return Contacts([(0, header), *table], left_out)


def _is_ours(card: _Card) -> bool:
    """Whether this app wrote a card; before it named itself, by leaving out the name in parts."""
    uid = card.values.get("UID", [""])[0]
    is_signed = _OUR_PRODUCT in card.values.get("PRODID", ())
    return uid.startswith(_OUR_UID) and (is_signed or "N" not in card.values)


def _cells(card: _Card, is_ours: bool) -> dict[str, str]:
    row = {}
    for name, label in _LABELS.items():
        if values := card.values.get(name):
            row[label] = _cell(name, values)
    if (parts := card.values.get("N")) and not is_ours:
        for label, part in zip(_NAME_PARTS, _split(parts[0], ";"), strict=False):
            row[label] = part.strip()
    if uid := card.values.get("UID"):
        row[_UID] = uid[0].removeprefix(_OUR_UID) if is_ours else uid[0]
    if is_ours:
        row["Greeting"] = row.pop(_LABELS["NICKNAME"], "")
        row |= {
            field[0]: field[1]
            for value in card.values.get("X-FIELD", ())
            if len(field := _split(value, ",")) == 2
        }
    for name, values in card.values.items():
        if name not in _LABELS and name not in _TECHNICAL and not (is_ours and name == "X-FIELD"):
            row[name.removeprefix("X-").capitalize()] = _cell(name, values)
    return {label: text for label, text in row.items() if text}


def _cell(name: str, values: list[str]) -> str:
    """Return one cell for all values of a property."""
    match name:
        case "FN":
            return _unescaped(values[0])
        case "CATEGORIES" | "X-CIRCLES":
            out = io.StringIO(newline="")
            tags = [tag.strip() for value in values for tag in _split(value, ",")]
            csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="").writerow(tags)
            return out.getvalue()
        case "ADR" | "ORG":
            parts = [filter(None, map(str.strip, _split(value, ";"))) for value in values]
            return "; ".join(", ".join(part) for part in parts)
        case "EMAIL" | "TEL":
            texts = (re.sub(r"^(?:mailto|tel):", "", value, flags=re.I) for value in values)
            return "; ".join(map(_unescaped, texts))
        case "NOTE":
            return "\n".join(map(_unescaped, values))
        case _:
            return "; ".join(map(_unescaped, values))


def _cards(text: str) -> Iterator[_Card]:
    """Give the cards; one that another begins in, or that nothing ends, ends there."""
    card: _Card | None = None
    for line, content in _content_lines(text):
        with suppress(ValueError):
            name, parameters, preference, value = _parts(content)
            if name == "BEGIN" and value.strip().upper() == "VCARD":
                if card and card.values:
                    yield card
                card = _Card(line)
            elif name == "END" and card:
                yield card
                card = None
            elif card and value.strip(" ;"):
                card.add(name, _plain_text(parameters, value), preference)
    if card and card.values:
        yield card


def _content_lines(text: str) -> Iterator[tuple[int, str]]:
    """Give each property in one piece, with the number of its first line."""
    begun, content = 0, ""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        if content.endswith("=") and "QUOTED-PRINTABLE" in content.upper():
            content = content[:-1] + line
        elif line[:1] in (" ", "\t") and content:
            content += line[1:]
        else:
            if content:
                yield begun, content
            begun, content = number, line
    if content:
        yield begun, content


def _parts(content: str) -> tuple[str, Parameters, int, str]:
    """Return name, parameters, preference (1 is the highest) and raw value of a property.

    The group before its name is left out.
    """
    colon = Contentline(content).value_separator_index()  # type: ignore[no-untyped-call]
    if colon < 0:
        raise ValueError(content)
    name, *words = content[:colon].split(";")
    named = [word if "=" in word else _named(word) for word in words if word]
    return (
        name.rpartition(".")[2].strip().upper(),
        Parameters.from_ical(";".join(named)) if named else Parameters(),  # type: ignore[no-untyped-call]
        _preference(content[:colon]),
        content[colon + 1 :],
    )


def _preference(head: str) -> int:
    """Return how much a value is preferred: as a number since version 4.0, as a type before."""
    if number := _PREFERENCE.search(head):
        return int(number[1])
    return 1 if _PREFERRED.search(head) else _LEAST_PREFERRED


def _named(word: str) -> str:
    """Return a parameter with its name, which version 2.1 leaves out."""
    is_encoding = word.strip().upper() in ("QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT")
    return f"{'ENCODING' if is_encoding else 'TYPE'}={word}"


def _plain_text(parameters: Parameters, value: str) -> str:
    """Return a value without its transfer encoding."""
    if str(parameters.get("ENCODING", "")).upper() != "QUOTED-PRINTABLE":
        return value
    data = quopri.decodestring(value.encode("utf-8", "replace"))
    for charset in (str(parameters.get("CHARSET", "utf-8")), "utf-8", "cp1252"):
        with suppress(LookupError, UnicodeError):
            return data.decode(charset)
    return data.decode("latin-1")


def _split(value: str, separator: str) -> list[str]:
    """Split a value at each separator that is not escaped, and take the escapes off."""
    pieces = re.findall(rf"((?:\\.|[^\\{separator}]|\\$)*)(?:{separator}|$)", value, re.DOTALL)
    return [_unescaped(piece) for piece in pieces[:-1] or pieces]


def _unescaped(value: str) -> str:
    return re.sub(
        r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value, flags=re.DOTALL
    )
