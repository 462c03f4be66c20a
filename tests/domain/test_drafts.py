"""Drafts: each field that cannot stay has its own sentence, and the others have none."""

from __future__ import annotations

from datetime import datetime

import pytest

from organizer.domain.drafts import (
    CommunityDraft,
    EventDraft,
    MemberDraft,
    clean_link,
    is_address,
    raise_problems,
)
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind


def event(**changes: object) -> EventDraft:
    draft = EventDraft(
        title="Loom night",
        starts=datetime(2026, 11, 24, 19, 0),
        ends=datetime(2026, 11, 24, 21, 30),
        timezone="Europe/Berlin",
    )
    for name, value in changes.items():
        setattr(draft, name, value)
    return draft


def test_what_is_right_has_no_problems() -> None:
    assert event().problems() == {}
    assert MemberDraft(name="A").problems() == {}
    assert CommunityDraft(name="Weavers", timezone="UTC").problems() == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " \u200b"}, "title"),
        ({"starts": None}, "starts"),
        ({"ends": None}, "ends"),
        ({"ends": datetime(2026, 11, 24, 19, 0)}, "ends"),
        ({"ends": datetime(9999, 12, 31, 23, 0), "timezone": "America/New_York"}, "ends"),
        ({"starts": datetime(1, 1, 1), "timezone": "Asia/Tokyo"}, "starts"),
        (
            # 02:30 is skipped and means 03:30, so the end is the earlier instant.
            {"starts": datetime(2026, 3, 29, 2, 30), "ends": datetime(2026, 3, 29, 3, 15)},
            "ends",
        ),
        ({"timezone": "Berlin"}, "timezone"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": -3}, "capacity"),
        ({"capacity": 10**7}, "capacity"),
        ({"part_of": "x"}, "part_of"),
        ({"title": "x" * 401}, "title"),
        ({"venue": "x" * 401}, "venue"),
    ],
)
def test_each_field_of_an_event_has_its_own_sentence(
    changes: dict[str, object], field: str
) -> None:
    problems = event(**changes).problems()
    assert list(problems) == [field]
    assert problems[field].endswith((".", "?"))


def test_a_link_leads_to_a_page_and_nowhere_else() -> None:
    good = (
        "https://x.org",
        "HTTP://x.org:80/a?b#c",
        "example.org/x",
        "bücher.de",
        "localhost.de:8/a",
    )
    assert all(event(url=url).problems() == {} for url in (*good, " ", ""))
    bad = ("javascript:alert(1)", "data:text/html,x.org", "mailto:a@x.org", "a@x.org", "see x.org",
           "file:///etc/x.y", "ftp://x.org", "https://", "soon", "https://x.org/\x00")  # fmt: skip
    assert [url for url in bad if "url" not in event(url=url).problems()] == []
    assert clean_link(" example.org/x ") == "https://example.org/x"
    assert clean_link("http://example.org") == "http://example.org"


def test_a_workshop_may_be_part_of_a_meetup() -> None:
    assert event(kind=EventKind.WORKSHOP, part_of="x").problems() == {}


@pytest.mark.parametrize(
    "address", ["ana@lima.example", "a@b", "josé@exämple.org", "o'brien+x@mail.example.co.uk"]
)
def test_addresses(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    ["", "ana", "@x", "a@", "a@b@c", "a b@c", "a@b.", "a@b\nBcc: c@d", "a\0@b", "<a@b>", "a" * 255],
)
def test_what_is_no_address(address: str) -> None:
    assert not is_address(address)


def test_a_member_needs_one_letter_and_good_addresses() -> None:
    assert list(MemberDraft(name=" \u3164 ").problems()) == ["name"]
    assert list(MemberDraft(name="x" * 401).problems()) == ["name"]
    assert list(MemberDraft(name="A", emails=("a@b", "nonsense")).problems()) == ["emails"]


def test_a_community_says_what_is_wrong() -> None:
    draft = CommunityDraft(name="", timezone="?", organizer_email="x", accent="green")
    assert set(draft.problems()) == {"name", "timezone", "organizer_email", "accent"}


def test_the_first_problem_is_what_a_service_says() -> None:
    with pytest.raises(UserError, match="needs a title"):
        raise_problems(event(title="").problems())
    raise_problems({})
