"""Reads a day that has been, such as since when somebody is a member, however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from organizer.domain.errors import UserError
from organizer.domain.names import clean_name
from organizer.domain.words import _
from organizer.intake.dates import Order, UnclearDate, read_date


def read_past_day(text: str, today: date) -> date | None:
    """Return the day that is meant; None where nothing is written.

    Of a month or a year alone it is the first; a day without a year is the last that was.
    UserError with a sentence for the form if it is no day, or could be two.
    """
    words = " ".join(clean_name(text).split())
    known = {_("today"): today, _("yesterday"): today - timedelta(days=1)}
    if not words or words.casefold() in known:
        return known.get(words.casefold())
    for written, order in _readings(words, today):
        found = read_date(written, order)
        if isinstance(found, date):
            return found
        if isinstance(found, UnclearDate):
            sentence = _("“{text}” can be two days. Write the year first, as 2026-11-24.")
            raise UserError(sentence.format(text=words[:80]))
    raise UserError(
        _("“{text}” is no day, such as 4 March 2019 or 2019-03-04.").format(text=words[:80])
    )


def _readings(words: str, today: date) -> Iterator[tuple[str, Order | None]]:
    """Return ways to complete what is written into a day with its month and year."""
    yield words, None
    if re.fullmatch(r"(19|20)\d{2}", words):
        yield f"{words}-01-01", None
    elif found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})", words):
        yield f"{found[1] or found[4]}-{found[2] or found[3]}-1", None
    elif re.search(r"\d{4}", words):
        yield f"1 {words}", None
    else:
        day = f"{words.rstrip('.')}{'.' if re.fullmatch('[0-9. ]+', words) else ' '}"
        years = range(today.year, today.year - 8, -1)  # the 29th of February is that rare
        found_days = (read_date(f"{day}{year}") for year in years)
        yield from (
            (one.isoformat(), None) for one in found_days if isinstance(one, date) and one <= today
        )
