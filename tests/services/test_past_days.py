"""Since when somebody is a member, however one writes it."""

from __future__ import annotations

from datetime import date

import pytest

from organizer.domain.errors import UserError
from organizer.services.people.past_days import read_past_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2019", date(2019, 1, 1)),
        ("March 2019", date(2019, 3, 1)),
        ("4/2019", date(2019, 4, 1)),
        ("2019-03", date(2019, 3, 1)),
        ("4 mars 2019", date(2019, 3, 4)),
        ("4.3.2019", date(2019, 3, 4)),
        ("13/4/2019", date(2019, 4, 13)),
        ("Tue 24 Nov 2026", date(2026, 11, 24)),
        ("22 Nov", TODAY),
        ("24 Nov", date(2025, 11, 24)),
        ("24.12.", date(2025, 12, 24)),
        ("29 Feb", date(2024, 2, 29)),
        (" yesterday ", date(2026, 11, 21)),
        ("", None),
        ("\u200b ", None),
    ],
)
def test_a_day_is_read(written: str, day: date | None) -> None:
    assert read_past_day(written, TODAY) == day


@pytest.mark.parametrize("written", ["soon", "13/2019", "1999-02-30", "9" * 500, "3/4", "0"])
def test_what_is_no_day_is_told(written: str) -> None:
    with pytest.raises(UserError, match="is no day, such as"):
        read_past_day(written, TODAY)


def test_what_can_be_two_days_is_asked() -> None:
    with pytest.raises(UserError, match="can be two days"):
        read_past_day("3/4/2019", TODAY)
