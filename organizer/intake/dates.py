"""Dates as lists write them, read by what the whole column says about the order of day and month."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

Order = Literal["dmy", "mdy"]


@dataclass(frozen=True, slots=True)
class UnclearDate:
    """A value that could be two days and whose column does not say which."""

    dmy: date
    mdy: date


@dataclass(frozen=True, slots=True)
class UnreadableDate:
    """A value that is no date in any form we know."""

    text: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one value says: the day by either order; None where that order makes no sense."""

    dmy: date | None
    mdy: date | None
    votes: bool = False
    """Whether it is written in numbers whose order its column shares."""


def read_dates(
    cells: Sequence[str], order: Order | None = None
) -> list[date | UnclearDate | UnreadableDate | None]:
    """Read one column of a list, one result for each cell; None where no date is given.

    A value that reads only one way is that day. The others follow the values of the column
    that read only one way, if those agree; else `order`; else they are UnclearDate.
    Times and zones are left out: it is the day as written. Epochs are days in UTC.
    """
    readings: dict[str, _Reading | UnreadableDate | None] = {}
    for cell in cells:
        if cell not in readings:
            readings[cell] = _read(cell) if len(cell) <= _LONGEST else UnreadableDate(cell)
    decided = _order_of(readings.values()) or order
    return [_settle(readings[cell], decided) for cell in cells]


def order_of(cells: Iterable[str]) -> Order | None:
    """Return the order of day and month that cells of any kind show where they leave no choice."""
    return _order_of(_read(cell) for cell in set(cells) if len(cell) <= _LONGEST)


def read_date(text: str, order: Order | None = None) -> date | UnclearDate | UnreadableDate | None:
    """Read one value that stands alone."""
    return read_dates([text], order)[0]


def _order_of(readings: Iterable[_Reading | UnreadableDate | None]) -> Order | None:
    """Return the order that all values share whose numbers leave no choice."""
    orders: set[Order] = set()
    for reading in readings:
        if isinstance(reading, _Reading) and reading.votes:
            if reading.mdy is None:
                orders.add("dmy")
            elif reading.dmy is None:
                orders.add("mdy")
    return orders.pop() if len(orders) == 1 else None


def _settle(
    reading: _Reading | UnreadableDate | None, order: Order | None
) -> date | UnclearDate | UnreadableDate | None:
    if reading is None or isinstance(reading, UnreadableDate):
        return reading
    dmy, mdy = reading.dmy, reading.mdy
    if dmy is None or mdy is None or dmy == mdy:
        return dmy or mdy
    if order is None:
        return UnclearDate(dmy, mdy)
    return dmy if order == "dmy" else mdy


_LONGEST = 100  # characters; what is longer is prose
_NO_DATE = frozenset(
    """- -- --- – — / ? . n/a na nan nat none null
    never nie jamais nunca mai aldrig nooit なし 無""".split()
)
_ZEROS = re.compile(r"0+[./\-]0+[./\-]0+(?:[t\s][0:.z]*)?$|0$")
# What may follow a day: a few words such as a weekday, and a time with whatever zone.
_REST = r"(?:Z|[T\s,(]\D{0,20}(?:\d{1,2}[:.h]\d{2}.*|\d{6}\S*)?)?$"
_YEAR_FIRST = re.compile(
    r"(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})[.日일]?" + _REST, re.IGNORECASE
)
_YEAR_LAST = re.compile(
    r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})" + _REST, re.IGNORECASE
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})" + _REST, re.IGNORECASE)
_ERA = re.compile(r"(令和|平成|昭和)(\d{1,2}|元)年(\d{1,2})月(\d{1,2})日")
_YEAR_BEFORE_ERA = {"令和": 2018, "平成": 1988, "昭和": 1925}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?$")
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_CLOCK = re.compile(r"[\sT,]\d{1,2}[:.h]\d{2}\b.*$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _read(cell: str) -> _Reading | UnreadableDate | None:
    text = " ".join(unicodedata.normalize("NFKC", cell).split()).strip("'\"")
    if not text or text.casefold() in _NO_DATE or _ZEROS.match(text.casefold()):
        return None
    for form in (_numbers, _numeral, _worded):
        reading = form(text)
        if reading is not None:
            return reading
    return UnreadableDate(text)


def _numbers(text: str) -> _Reading | None:
    """Read day, month and year in numbers."""
    if match := _YEAR_FIRST.match(text):
        return _sure(_day(int(match[1]), int(match[2]), int(match[3])))
    if match := _COMPACT.match(text):
        return _sure(_day(int(match[1]), int(match[2]), int(match[3])))
    if match := _ERA.match(text):
        year = 1 if match[2] == "元" else int(match[2])
        return _sure(_day(_YEAR_BEFORE_ERA[match[1]] + year, int(match[3]), int(match[4])))
    match = _YEAR_LAST.match(text)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    dmy, mdy = _day(year, second, first), _day(year, first, second)
    if match[2] == "." and dmy:  # dots are written where the day comes first
        return _sure(dmy)
    if dmy or mdy:
        return _Reading(dmy, mdy, votes=match[2] != ".")
    if len(match[4]) == 2:
        return _sure(_day(_year(match[1]), second, int(match[4])))
    return None


def _numeral(text: str) -> _Reading | None:
    """Read a count: days as spreadsheets keep them, or seconds or milliseconds since 1970."""
    if not _NUMBER.match(text):
        return None
    number = float(text.replace(",", "."))
    whole = len(str(int(number)))
    if 20000 <= number < 73051:  # 1954 to 2099
        return _sure(date(1899, 12, 30) + timedelta(days=int(number)))
    for digits, scale in ((10, 1), (13, 1000), (16, 1_000_000)):
        if digits - 1 <= whole <= digits:
            return _sure(datetime.fromtimestamp(int(number) / scale, UTC).date())
    return None


# Beginnings that name one month in each of the languages, folded; the longest that fits decides.
_MONTHS = {
    beginning: month
    for month, beginnings in enumerate(
        (
            "jan gen ene sty tammi oca янв led ian січ ιαν ינו ינואר يناير",
            "feb fev fév lut helmi sub şub фев úno uno лют φεβ פבר فبر",
            "mar mär maa mrt maalis март мар bře bre бер μαρ מרץ مارس",
            "apr abr avr kwi huhti nis апр dub кві απρ אפר أبر ابر",
            "may mai mag maj mei maggio touko май мая kvě kve тра μαι μάι מאי ماي",
            "jun juin giu cze kesa haz июн červn cervn iun чер ιουν יוני يوني",
            "jul juil lug lip heina tem июл červen cerven iul лип ιουλ יולי يولي",
            "aug ago aou sie elo agu ağu авг srpna srpen сер αυγ אוג أغس اغس",
            "sep set wrz syys eyl сен zář zar sze вер σεπ ספט سبت",
            "oct okt ott out pazd paź loka eki окт říj rij жов οκτ אוק أكت اكت",
            "nov lis marras kas ноя noi лис νοε נוב نوف",
            "dec dez dic déc gru joulu ara дек pros гру δεκ דצמ ديس",
        ),
        start=1,
    )
    for beginning in beginnings.split()
}


# Weekdays that begin like a month in the same language.
_WEEKDAYS = ("mardi", "martes", "marted", "maanan", "maanda")


def _worded(text: str) -> _Reading | None:
    """Read a day whose month is a word, such as May 28, 2019 or 28. Mai 2019."""
    tokens = _WORDS.findall(_CLOCK.sub("", text))
    numbers = [token for token in tokens if token.isdecimal()]
    months = {m for token in tokens if not token.isdecimal() and (m := _month(token))}
    if len(numbers) != 2 or len(months) != 1 or len(tokens) > 8:
        return None
    month = months.pop()
    if len(numbers[0]) > 2:
        return _sure(_day(_year(numbers[0]), month, int(numbers[1])))
    if len(numbers[1]) not in (2, 4):
        return None
    return _sure(_day(_year(numbers[1]), month, int(numbers[0])))


def _month(word: str) -> int | None:
    folded = word.casefold()
    plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    if plain.startswith(_WEEKDAYS):
        return None
    for length in range(min(len(plain), 6), 2, -1):
        month = _MONTHS.get(folded[:length]) or _MONTHS.get(plain[:length])
        if month:
            return month
    return None


def _year(digits: str) -> int:
    """Return the year; two digits are 1950 to 2049."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 50 else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    """Return the date, a Buddhist year turned into ours; None if there is no such day."""
    if 2400 <= year <= 2700:
        year -= 543
    if not 1900 <= year <= 2199:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _sure(day: date | None) -> _Reading | None:
    return _Reading(day, day) if day else None
