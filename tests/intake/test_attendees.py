"""What people answered, whom they bring and when they came, in the words that lists use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.kinds import RegistrationStatus
from organizer.intake.answers import read_answer, says_came
from organizer.intake.attendees import read_plus
from organizer.intake.moments import read_moments


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Yes", "going"),
        ("ja", "going"),
        ("Attending", "going"),
        ("Checked In", "going"),
        ("ACTIVE", "going"),
        ("Yes, gladly", "going"),
        ("Zugesagt", "going"),
        ("No", "declined"),
        ("no - sorry", "declined"),
        ("Not Attending", "declined"),
        ("Maybe", "maybe"),
        ("waitlist", "waitlisted"),
        ("Waiting List", "waitlisted"),
        ("pending_approval", "invited"),
        ("Refunded", "cancelled"),
        ("CANCELLED", "cancelled"),
        ("canceled", "cancelled"),
        ("Void", "cancelled"),
        ("Placed", "going"),
        ("TO_BE_PAID", "going"),
        ("Partially refunded", "going"),
        ("Checked in at 18:55", "going"),
        ("No-show", "going"),
        ("nicht erschienen", "going"),
        ("asistirá", "going"),
        ("✓", "going"),
        ("Accepté", "going"),
        ("no asistirá", "declined"),
        ("ne vient pas", "declined"),
        ("Sorry, can't make it", "declined"),
        ("entschuldigt", "declined"),
        ("absent", "declined"),
        ("Tentativo", "maybe"),
        ("Waitlisted #3", "waitlisted"),
        ("En liste d’attente", "waitlisted"),
        ("In lista d'attesa", "waitlisted"),
        ("Cancelled by attendee", "cancelled"),
        ("annulé", "cancelled"),
        ("Charged back", "cancelled"),
        ("Not confirmed", "invited"),
        ("keine Antwort", "invited"),
        ("NEEDS-ACTION", "invited"),
        ("not going to miss it", None),
        ("invited my sister", None),
        ("", None),
        ("-", None),
        ("VIP", None),
        ("12", None),
        ("yes " * 40, None),
    ],
)
def test_answers(text: str, answer: str | None) -> None:
    assert read_answer(text) == (RegistrationStatus(answer) if answer else None)


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("Checked in", True),
        ("Anwesend", True),
        ("Checked out at 21:00", True),
        ("No show", False),
        ("Not checked in", False),
        ("absent", False),
        ("Going", None),
        ("", None),
    ],
)
def test_words_for_having_come(text: str, came: bool | None) -> None:
    assert says_came(text) is came


@pytest.mark.parametrize(
    ("text", "plus"),
    [
        ("2", 2),
        ("", 0),
        ("No", 0),
        ("+1", 1),
        ("Yes, +1 (my partner Bo)", 1),
        ("yes", 1),
        ("No, not this time 2", 0),
        ("3 friends", 3),
        ("nobody", 0),
        ("two", 2),
        ("zwei Freunde", 2),
        ("keine", 0),
        ("99999999999", 0),
    ],
)
def test_extra_guests(text: str, plus: int) -> None:
    assert read_plus(text) == plus


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-01 19:02:11", datetime(2026, 5, 1, 19, 2, 11)),
        ("2026-10-02T17:59:30.120Z", datetime(2026, 10, 2, 17, 59, 30, tzinfo=UTC)),
        ("10/05/2026 06:03:00 PM", datetime(2026, 10, 5, 18, 3)),
        ("11/29/24 22:28", datetime(2024, 11, 29, 22, 28)),
        ("28.05.2026 19:30", datetime(2026, 5, 28, 19, 30)),
        ("May 28, 2026 7:02 p.m.", datetime(2026, 5, 28, 19, 2)),
        (
            "2026/05/29 12:00:00 AM GMT+2",
            datetime(2026, 5, 29, tzinfo=timezone(timedelta(hours=2))),
        ),
        ("2. Mai 2026 19:09 Uhr", datetime(2026, 5, 2, 19, 9)),
        (
            "Fri May 01 2026 19:12:00 GMT+0200 (Central European Summer Time)",
            datetime(2026, 5, 1, 19, 12, tzinfo=timezone(timedelta(hours=2))),
        ),
        ("2026-05-01", None),
        ("19:30", None),
        ("2026-05-01 25:99", None),
        ("Yes", None),
        ("", None),
    ],
)
def test_times(text: str, moment: datetime | None) -> None:
    assert read_moments([text]) == [moment]


@given(st.text(max_size=60))
def test_any_text_is_an_answer_a_number_and_a_time_or_none(text: str) -> None:
    read_answer(text)
    assert read_plus(text) >= 0
    assert len(read_moments([text])) == 1
