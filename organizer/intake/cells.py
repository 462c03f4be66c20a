"""What one cell of a list says: addresses, tags, numbers, marks."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import lru_cache

from organizer.domain.drafts import LONGEST_ADDRESS
from organizer.domain.fields import NO_WORDS, YES_WORDS
from organizer.domain.names import clean_name
from organizer.intake.dates import UnreadableDate, read_date

# Our export, and others, put an apostrophe before what a spreadsheet would take for a formula.
_GUARDED = re.compile(r"'+[=+\-@\t]")
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?E\+?(\d{1,2})", re.IGNORECASE)
_BETWEEN_ADDRESSES = re.compile(r"[\s<>()\[\],;:\"|]+")
_ADDRESS = re.compile(r"[^@]+@[^@]+")
_JOINERS = frozenset("or|and|oder|und|ou|et|o|y|e|of|en|eller|och|og|/|&|+|·|•".split("|"))
"""What people put between two addresses."""
_SLASH = re.compile(r"/(?=[^/@]*@)")
_PHONE = re.compile(r"(?=(?:\D*\d){6})[+(0][\d\s()./-]*")
_NO_ADDRESS = frozenset(("", "*", "mailto", "-", "–", "n/a", "none", "null", "no", "?"))
_NUMBER = re.compile(r"\d+(?:\.0*)?|\d{1,3}(?:,\d{3})+")
_UNSUBSCRIBED = frozenset(("unsubscribed", "cleaned", "bounced", "opted out", "do not contact"))

_SUMS = frozenset(
    "total|totals|sum|grand total|subtotal|summe|gesamt|insgesamt|zwischensumme|somme|total general|"
    "totale|somma|totaal|summa|totalt|sum total|suma|razem|合計|总计|합계|итого".split("|")
)
_SUM_OF = frozenset(
    "members|attendees|guests|people|participants|registrations|tickets|rows|count|number|"
    "mitglieder|teilnehmer|teilnehmende|personen|gaste|gäste|anmeldungen|membres|personnes|"
    "invités|inscrits|socios|asistentes|personas|miembros|soci|partecipanti|persone|leden".split(
        "|"
    )
)
_REMARK = re.compile(
    r"(?:(?:report |list )?(?:exported|generated|printed|created|downloaded)|as of|updated|"
    r"last updated|erstellt|exportiert|gedruckt|stand|generiert|généré|exporté|imprimé|généré le|"
    r"generado|exportado|impreso|generato|esportato|stampato|page|seite|página|pagina)\b.*\d",
    re.IGNORECASE,
)
"""What programs write below a list of when it was made; no name has digits."""
_FIGURE = re.compile(r"[\d\s.,'’%€$£-]+")
_TWO_PEOPLE = re.compile(r"\w\s+(?:&|\+|and|und|et)\s+\w", re.IGNORECASE)


def is_two_people(name: str) -> bool:
    """Whether a name looks like those of two people, as couples stand on many a list."""
    return _TWO_PEOPLE.search(name) is not None


def is_sum(name: str, values: Iterable[str]) -> bool:
    """Whether a row without an address is the sum below a list: its word, and figures at most."""
    words = [word.strip(":=.") for word in name.casefold().split()]
    plain = [word for word in words if word and not _FIGURE.fullmatch(word)]
    begins = plain[0] in _SUMS or " ".join(plain) in _SUMS if plain else False
    if not begins or any(word not in _SUM_OF | _SUMS | {"of", "number"} for word in plain[1:]):
        return False
    return all(not value or value == name or _FIGURE.fullmatch(value) for value in values)


def is_remark(name: str, values: Iterable[str]) -> bool:
    """Whether a row that says nothing else tells when or by whom the list was made."""
    return _REMARK.match(name) is not None and all(not value or value == name for value in values)


def unguarded(cell: str) -> str:
    """Return the cell as it was before an export made a formula in it harmless.

    Others write ="0176" to keep a spreadsheet from taking a text for a number.
    """
    if match := _TEXT_FORMULA.fullmatch(cell):
        return match[1]
    return cell[1:] if _GUARDED.match(cell) else cell


def read_phone(text: str) -> str:
    """Return a number as a person wrote it; nothing of one that a spreadsheet has rounded."""
    phone = text.strip().removeprefix("'").strip()
    if match := _SCIENTIFIC.fullmatch(phone):
        digits, after = match[1] + (match[2] or ""), int(match[3])
        return digits if len(digits) == after + 1 else ""
    return phone.removesuffix(".0") if phone.replace(".", "").isdecimal() else phone


def split_addressed_name(cell: str) -> tuple[str, str]:
    """Return name and address of `Name <address>`; any other cell is all name."""
    before, _sign, inside = cell.rpartition("<")
    addresses, rest = split_addresses(inside)
    if cell.rstrip().endswith(">") and len(addresses) == 1 and not rest:
        return clean_name(before.strip().strip('"')), addresses[0]
    return clean_name(cell), ""


def split_addresses(cell: str) -> tuple[tuple[str, ...], str]:
    """Return the e-mail addresses in a cell, however they are separated, and what else it says."""
    addresses, rest = [], []
    for part in _BETWEEN_ADDRESSES.split(cell):
        pieces = _SLASH.split(part) if part.count("@") > 1 else [part]
        for piece in pieces:
            if len(piece) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(piece):
                addresses.append(clean_name(piece.strip("'.")))
            elif piece.casefold() not in _NO_ADDRESS:
                rest.append(piece)
    if len(addresses) > 1:
        rest = [part for part in rest if part.casefold() not in _JOINERS]
    return tuple(addresses), " ".join(rest)


def is_phone(text: str) -> bool:
    """Whether a cell holds a telephone number as people write it, and no day."""
    if not _PHONE.fullmatch(text):
        return False
    return text.startswith("+") or isinstance(read_date(text), UnreadableDate)


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts that are filled, each once whatever its case, in their order."""
    kept: dict[str, str] = {}
    for text in texts:
        if text:
            kept.setdefault(text.casefold(), text)
    return tuple(kept.values())


@lru_cache(maxsize=4096)
def split_tags(cell: str) -> tuple[str, ...]:
    """Return the tags in a cell: after comma, semicolon or ":::", with quotes around some or not."""
    if ":::" in cell:
        parts = cell.split(":::")
    else:
        flat = " ".join(cell.split())
        separator = ";" if ";" in flat and '"' not in flat else ","
        try:
            parts = next(csv.reader([flat], delimiter=separator, skipinitialspace=True), [])
        except csv.Error:  # longer than csv likes; such a cell has no quotes worth keeping
            parts = flat.split(separator)
    tags = (clean_name(part.strip().removeprefix("* ")) for part in parts)
    # The one group that Google puts everybody in says nothing.
    return distinct(tag for tag in tags if tag.casefold() not in ("mycontacts", "*"))


def read_count(cell: str) -> int | None:
    """Return the whole number in a cell; None if it holds anything else."""
    text = cell.strip()
    if not _NUMBER.fullmatch(text):
        return None
    digits = text.split(".")[0].replace(",", "")
    return int(digits) if len(digits) <= 9 else None


def is_plain_answer(cell: str) -> bool:
    """Whether a cell says no more than yes or no."""
    word = cell.strip().casefold()
    return not word or word in YES_WORDS or word in NO_WORDS


def says_yes(cell: str) -> bool:
    """Whether a mark is set: yes in some language, or anything but no, such as a date."""
    word = cell.strip().casefold()
    return bool(word) and word not in NO_WORDS


def says_no(cell: str) -> bool:
    """Whether a cell says no in some language."""
    return cell.strip().casefold() in NO_WORDS - {"-", "–"}


def says_unsubscribed(cell: str) -> bool:
    """Whether the word for someone's subscription means: do not write."""
    return cell.strip().casefold() in _UNSUBSCRIBED
