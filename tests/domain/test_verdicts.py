"""The verdicts of the door, in the order that the product fixes: the first that fits is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.door import LET_IN_ALL_THE_SAME, DoorFacts, decide, ordinal, visit_in_words
from organizer.domain.kinds import EventStatus, RegistrationStatus, Verdict

STARTS = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=2)

WELCOME = DoorFacts(
    now=STARTS,
    event_status=EventStatus.PLANNED,
    starts_at=STARTS,
    ends_at=ENDS,
    is_workshop=True,
    seats_left=1,
    status=RegistrationStatus.GOING,
    meetup_status=RegistrationStatus.GOING,
)

REASONS: list[tuple[Verdict, dict[str, object]]] = [
    (Verdict.NOT_OURS, {"is_ours": False}),
    (Verdict.FORGED, {"is_genuine": False}),
    (Verdict.UNKNOWN_HERE, {"is_known": False}),
    (Verdict.REVOKED, {"is_revoked": True}),
    (Verdict.OTHER_EVENT, {"is_for_this_door": False}),
    (Verdict.EVENT_CANCELLED, {"event_status": EventStatus.CANCELLED}),
    (Verdict.TOO_EARLY, {"now": STARTS - timedelta(hours=3, seconds=1)}),
    (Verdict.OVER, {"now": ENDS + timedelta(hours=3, seconds=1)}),
    (Verdict.SEE_HOST, {"has_host_note": True}),
    (Verdict.ALREADY_IN, {"is_inside": True}),
    (Verdict.DECLINED, {"status": RegistrationStatus.DECLINED}),
    (Verdict.CANCELLED, {"status": RegistrationStatus.CANCELLED}),
    (Verdict.WAITLISTED, {"status": RegistrationStatus.WAITLISTED}),
    (Verdict.NOT_ON_LIST, {"status": None, "meetup_status": None}),
    (Verdict.NOT_BOOKED, {"status": None}),
    (Verdict.FULL, {"status": RegistrationStatus.INVITED, "seats_left": 0}),
    (Verdict.WELCOME, {}),
]
"""Each verdict with what brings it about, in the order in which they are decided."""

OF_CODE = {
    Verdict.NOT_OURS,
    Verdict.FORGED,
    Verdict.UNKNOWN_HERE,
    Verdict.REVOKED,
    Verdict.OTHER_EVENT,
}


def test_every_verdict_is_in_the_order() -> None:
    assert {verdict for verdict, _ in REASONS} == set(Verdict)


@pytest.mark.parametrize(("verdict", "reason"), REASONS)
def test_each_verdict_for_its_reason(verdict: Verdict, reason: dict[str, object]) -> None:
    assert decide(replace(WELCOME, **reason)) is verdict


@given(st.sets(st.integers(0, len(REASONS) - 1)))
def test_of_several_reasons_the_first_in_the_order_is_said(chosen: set[int]) -> None:
    facts = WELCOME
    times = {Verdict.TOO_EARLY, Verdict.OVER}
    # A door cannot be too early and over, nor a person on a list in two ways.
    rows = [REASONS[number] for number in sorted(chosen, reverse=True)]
    if times <= {verdict for verdict, _ in rows}:
        rows = [row for row in rows if row[0] is not Verdict.OVER]
    for _verdict, reason in rows:  # the earlier ones last, so that their facts stand
        facts = replace(facts, **reason)
    expected = rows[-1][0] if rows else Verdict.WELCOME
    assert decide(facts) is expected


@pytest.mark.parametrize(("verdict", "reason"), [row for row in REASONS if row[0] in OF_CODE])
def test_nothing_is_wrong_with_the_code_of_a_name(
    verdict: Verdict, reason: dict[str, object]
) -> None:
    assert decide(replace(WELCOME, is_code=False, **reason)) is Verdict.WELCOME


def test_the_door_is_open_from_three_hours_before_to_three_hours_after() -> None:
    for now in (STARTS - timedelta(hours=3), ENDS + timedelta(hours=3)):
        assert decide(replace(WELCOME, now=now)) is Verdict.WELCOME


@pytest.mark.parametrize("status", [RegistrationStatus.INVITED, RegistrationStatus.MAYBE])
def test_invited_and_maybe_are_welcome(status: RegistrationStatus) -> None:
    assert decide(replace(WELCOME, status=status)) is Verdict.WELCOME


def test_not_booked_and_full_are_said_at_a_workshop_only() -> None:
    meetup = replace(WELCOME, is_workshop=False, meetup_status=None)
    invited = replace(meetup, status=RegistrationStatus.INVITED, seats_left=0)
    assert decide(invited) is Verdict.WELCOME
    assert decide(replace(meetup, status=None)) is Verdict.NOT_ON_LIST


def test_a_seat_that_one_has_is_never_full() -> None:
    assert decide(replace(WELCOME, seats_left=0)) is Verdict.WELCOME
    assert decide(replace(WELCOME, seats_left=-2, plus=3)) is Verdict.WELCOME


def test_extra_guests_need_seats_at_a_workshop() -> None:
    invited = replace(WELCOME, status=RegistrationStatus.INVITED, seats_left=1)
    assert decide(replace(invited, plus=0)) is Verdict.WELCOME
    assert decide(replace(invited, plus=1)) is Verdict.FULL
    assert decide(replace(invited, plus=9, seats_left=None)) is Verdict.WELCOME


@pytest.mark.parametrize(
    "status",
    [RegistrationStatus.DECLINED, RegistrationStatus.CANCELLED, RegistrationStatus.WAITLISTED],
)
def test_a_no_to_the_meetup_is_a_no_at_a_workshop_that_was_not_booked(
    status: RegistrationStatus,
) -> None:
    facts = replace(WELCOME, status=None, meetup_status=status)
    assert decide(facts) is Verdict(str(status))


def test_a_key_never_overrules_what_the_code_or_the_event_says() -> None:
    shut = {Verdict.EVENT_CANCELLED, Verdict.TOO_EARLY, Verdict.OVER}
    assert not LET_IN_ALL_THE_SAME & (OF_CODE | shut | {Verdict.WELCOME, Verdict.ALREADY_IN})


def test_how_a_visit_is_said() -> None:
    assert visit_in_words(1, None) == "First time"
    assert visit_in_words(5, 2) == "5th meetup"
    assert visit_in_words(5, 8) == "Back after 8 months"
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
    ]  # fmt: skip
