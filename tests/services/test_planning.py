"""Planning events, and how an evening is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from organizer.domain.drafts import CommunityDraft, VenueDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind, EventStatus
from organizer.domain.records import RecapRecord
from organizer.models.tables import Event
from organizer.services import communities, insights
from organizer.services.at_door.closing import close_evening
from organizer.services.at_door.door import add_walk_in, check_in_member
from organizer.services.finding import find_event
from organizer.services.people import members
from organizer.services.plans import events
from organizer.services.plans.beside import Beside
from organizer.services.plans.plan_hints import hints_of, hints_of_draft
from organizer.services.plans.venues import change_venue, find_venue
from organizer.services.undoing import take_back
from tests.evenings import STARTS, Evening, at, plan


def find(evening: Evening, uid: str) -> Event:
    with evening.db.reading() as session:
        return find_event(session, uid)


def changed(evening: Evening, uid: str, **changes: Any) -> int:
    draft = events.draft_of(events.get_event(evening.db, uid))
    return events.change_event(evening.db, uid, replace(draft, **changes))


def came(evening: Evening, name: str, event: str, days: int = 0) -> None:
    now = at(19) + timedelta(days=days)
    check_in_member(evening.db, event, evening.person(name), now=now, let_in=True)


def recap_of(evening: Evening, uid: str, now: datetime | None = None) -> RecapRecord:
    with evening.db.reading() as session:
        return insights.recap_record(session, find_event(session, uid), now or at(23))


def test_a_material_change_raises_the_sequence_and_wording_does_not(evening: Evening) -> None:
    uid = evening.meetup
    assert changed(evening, uid, title="Another title", description="Wool") == 0
    assert changed(evening, uid, capacity=9, url="https://x.org") == 0
    assert changed(evening, uid, venue="Barn") == 1
    assert changed(evening, uid, venue="BARN") == 1, "the same place"
    assert changed(evening, uid, starts=STARTS - timedelta(hours=1)) == 2
    assert changed(evening, uid, timezone="America/New_York") == 3
    assert events.cancel_event(evening.db, uid) == 4
    assert events.cancel_event(evening.db, uid) == 4


def test_a_meetup_is_cancelled_with_its_workshops(evening: Evening) -> None:
    events.cancel_event(evening.db, evening.meetup)
    assert {row.status for row in events.list_events(evening.db)} == {EventStatus.CANCELLED}
    events.reinstate_event(evening.db, evening.meetup)
    assert {row.status for row in events.list_events(evening.db)} == {EventStatus.PLANNED}


def test_workshops_move_along_with_their_meetup_in_one_step(evening: Evening) -> None:
    before = [row.starts for row in events.workshops_of(evening.db, evening.meetup)]
    changed(evening, evening.dyeing, starts=STARTS + timedelta(hours=1))
    beside = Beside()
    draft = events.draft_of(events.get_event(evening.db, evening.meetup))
    assert draft.starts and draft.ends
    to = timedelta(days=2, hours=-1)
    moved = replace(draft, starts=draft.starts + to, ends=draft.ends + to)
    events.change_event(evening.db, evening.meetup, moved, beside=beside)
    rows = {row.uid: row for row in events.workshops_of(evening.db, evening.meetup)}
    assert rows[evening.dyeing].starts == STARTS + timedelta(days=2)
    assert rows[evening.knots].starts_at == at(18) + timedelta(days=2)
    assert sorted(beside.moved) == sorted(rows)
    assert find(evening, evening.knots).sequence == 1, "its guests are told"
    changed(evening, evening.meetup, timezone="Europe/Lisbon")
    assert find(evening, evening.knots).starts_at == at(19) + timedelta(days=2)
    for _step in range(3):
        take_back(evening.db)
    assert [row.starts for row in events.workshops_of(evening.db, evening.meetup)] == before


def test_a_time_that_no_clock_shows_is_kept_as_the_one_that_is_meant(evening: Evening) -> None:
    night = {"starts": datetime(2027, 3, 28, 2, 30), "ends": datetime(2027, 3, 28, 5)}
    draft = replace(events.draft_of(events.get_event(evening.db, evening.meetup)), **night)
    assert draft.length() == timedelta(hours=1, minutes=30)
    changed(evening, evening.meetup, **night, url="example.org/x")
    row = events.get_event(evening.db, evening.meetup)
    assert (row.starts.hour, row.ends - row.starts) == (3, timedelta(hours=1, minutes=30))
    assert row.url == "https://example.org/x"


def test_a_plan_says_what_is_odd_in_it(evening: Evening) -> None:
    assert hints_of(evening.db, evening.meetup) == []
    mill = find_venue(evening.db, "Mill")
    assert mill is not None
    change_venue(evening.db, mill.uid, VenueDraft(name="Mill", capacity=5))
    changed(evening, evening.meetup, capacity=6)
    late = STARTS + timedelta(hours=9)
    changed(evening, evening.knots, starts=late, ends=late + timedelta(hours=1))
    outside = (
        "“Knots” (25 Nov 2026, 04:00 to 05:00) is not while “Loom night” is (24 Nov 2026, 19:00 "
        "to 21:30). Move one of them."
    )
    assert hints_of(evening.db, evening.knots) == [outside]
    draft = events.draft_of(events.get_event(evening.db, evening.knots))
    assert hints_of_draft(evening.db, draft) == [outside], "said before it is kept"
    small = "Only 5 people fit into Mill. Lower the seats, or choose another place."
    assert hints_of(evening.db, evening.meetup) == [outside, small]
    evening.going("Ana", plus=5)
    changed(evening, evening.meetup, capacity=2)
    many = "6 are going, but there are 2 seats. Add seats, or let somebody wait."
    assert hints_of(evening.db, evening.meetup, now=at(18)) == [outside, many]
    changed(evening, evening.meetup, capacity=None)
    many = "6 are going, but only 5 people fit into Mill. Choose another place."
    assert hints_of(evening.db, evening.meetup, now=at(18)) == [outside, many]
    assert hints_of(evening.db, evening.meetup, now=at(20)) == [outside], "then it is too late"


def test_a_workshop_is_part_of_a_meetup_only(evening: Evening) -> None:
    rows = events.workshops_of(evening.db, evening.meetup)
    assert [(row.title, row.part_of) for row in rows] == [
        ("Dyeing", evening.meetup),
        ("Knots", evening.meetup),
    ]
    with pytest.raises(UserError, match="is a workshop; only a meetup"):
        plan(evening.db, "Inner", kind=EventKind.WORKSHOP, part_of=evening.dyeing)
    with pytest.raises(UserError, match="has workshops, so it stays a meetup"):
        changed(evening, evening.meetup, kind=EventKind.WORKSHOP)
    assert len(events.list_events(evening.db)) == 3


def test_what_is_wrong_with_a_plan_is_said_and_nothing_is_kept(evening: Evening) -> None:
    for changes in ({"title": ""}, {"ends": STARTS}, {"timezone": "Mars"}, {"capacity": 0}):
        with pytest.raises(UserError):
            changed(evening, evening.meetup, **changes)
    assert events.get_event(evening.db, evening.meetup).title == "Loom night"


def test_who_comes_for_the_first_time(evening: Evening) -> None:
    before = plan(evening.db, "Earlier", starts=STARTS - timedelta(days=7))
    came(evening, "Ana", before, days=-7)
    evening.going("Ana", "Bo")
    early = STARTS - timedelta(hours=2)
    changed(evening, evening.dyeing, starts=early, ends=early + timedelta(hours=1))
    came(evening, "Bo", evening.dyeing)
    counts = events.count_guests(evening.db, evening.meetup)
    assert counts.first_timers == 1, "a workshop before its meetup is the same evening"
    assert counts.by_status["going"] == 2 and set(counts.by_status) == {
        "invited", "going", "maybe", "waitlisted", "declined", "cancelled",
    }  # fmt: skip


def test_how_an_evening_went(evening: Evening) -> None:
    before = plan(evening.db, "Spring", starts=STARTS - timedelta(days=250))
    came(evening, "Back", before, days=-250)
    recent = plan(evening.db, "Recent", starts=STARTS - timedelta(days=30))
    came(evening, "Often", recent, days=-30)
    evening.going("New", "Back", "Often", "Absent")
    evening.going("With guest", plus=2)
    evening.going("New", event=evening.dyeing)
    for name in ("New", "Back", "Often"):
        came(evening, name, evening.meetup)
    came(evening, "New", evening.dyeing)
    add_walk_in(evening.db, evening.meetup, "Walk-in", now=at(19, 10))
    recap = recap_of(evening, evening.meetup)
    assert (recap.attended, recap.going, recap.guests, recap.walk_ins) == (4, 6, 0, 1)
    assert [one.name for one in recap.first_timers] == ["New", "Walk-in"]
    assert [(one.name, one.note) for one in recap.returning] == [("Back", "Back after 8 months")]
    assert recap.regulars == 1
    assert [one.name for one in recap.no_shows] == ["Absent", "With guest"]
    assert not recap.not_here_yet
    tonight = recap_of(evening, evening.meetup, at(20))
    assert [one.name for one in tonight.not_here_yet] == ["Absent", "With guest"]
    assert not tonight.no_shows, "nobody is a no-show before the end"
    assert len(recap.next_steps) - len(tonight.next_steps) == 1, "nobody is asked why yet"
    assert [one.attended for one in recap.workshops] == [1, 0]
    assert [number for _label, number in recap.previous] == [1, 1]
    assert len(recap.arrivals) == recap.attended == len(recap.attendees)


def test_the_recap_knows_the_guests_who_came_and_the_heads_on_no_list(evening: Evening) -> None:
    evening.going("Ana", plus=3)
    evening.going("Absent", plus=2)
    came(evening, "Ana", evening.meetup)
    close_evening(evening.db, evening.meetup, head_count=7, now=at(22))
    recap = recap_of(evening, evening.meetup)
    assert (recap.attended, recap.guests, recap.head_count) == (1, 3, 7)
    assert [one.name for one in recap.no_shows] == ["Absent"]


def test_where_nobody_was_checked_in_nobody_is_said_to_be_missing(evening: Evening) -> None:
    past = plan(evening.db, "From a list", starts=STARTS - timedelta(days=300))
    evening.going("Ana", "Bea", event=past)
    recap = recap_of(evening, past)
    assert (recap.going, recap.no_shows, recap.next_steps) == (2, (), ())
    [seen] = [
        one for one in insights.attendance_over_time(evening.db, at(22)) if one.row.uid == past
    ]
    assert (seen.going, seen.came) == (2, 0)
    tonight = events.count_guests(evening.db, evening.meetup, now=at(9)).likely
    evening.going("Ana", "Bea")
    before = events.count_guests(evening.db, evening.meetup, now=at(9)).likely
    assert tonight == (0, 0) and before is not None
    close_evening(evening.db, past, now=at(9))
    assert len(recap_of(evening, past).no_shows) == 2, "closing says that it is known"


def test_a_recap_counts_who_came_to_a_workshop_only(evening: Evening) -> None:
    evening.going("Ana", event=evening.dyeing)
    came(evening, "Ana", evening.dyeing)
    recap = recap_of(evening, evening.meetup)
    assert recap.attended == events.get_event(evening.db, evening.meetup).attended == 1


def test_the_home_page_knows_whom_to_greet(evening: Evening) -> None:
    evening.going("Ana")
    home = insights.home(evening.db, now=at(9))
    assert home.upcoming is not None and home.upcoming.uid == evening.meetup
    assert [(one.name, one.reason) for one in home.to_greet] == [("Ana", "First time")]
    assert home.first_timers == home.members == 1
    after = insights.home(evening.db, now=at(9) + timedelta(days=2))
    assert after.upcoming is None
    assert after.without_recap is not None and after.without_recap.uid == evening.meetup


def test_a_community_is_described_and_counted(evening: Evening) -> None:
    evening.going("Ana")
    came(evening, "Ana", evening.dyeing)
    counts = communities.count(evening.db)
    assert (counts.members, counts.events, counts.registrations) == (1, 3, 2)
    draft = CommunityDraft(name=" Spinners ", timezone="Asia/Tokyo")
    communities.change_community(evening.db, draft)
    described = communities.describe(evening.db)
    assert (described.name, described.timezone) == ("Spinners", "Asia/Tokyo")


def test_a_member_is_searched_by_the_words_of_a_row(evening: Evening) -> None:
    draft = members.MemberDraft(name="Nguyễn Văn Anh", emails=("anh@x.org",), tags=("Dyeing",))
    uid = members.add_member(evening.db, draft)
    members.add_member(evening.db, members.MemberDraft(name="Bo"))
    for search in ("nguyen anh", "X.ORG", "dye van", "anh@"):
        assert [row.uid for row in members.list_members(evening.db, search=search)] == [uid]
    assert members.list_members(evening.db, search="anh bo") == []


def test_a_members_page_says_what_a_form_kept(evening: Evening) -> None:
    draft = members.MemberDraft(
        name="Ana",
        greeting="Aninha",
        emails=("a@x.org", "A@X.ORG", "b@x.org"),
        tags=("b", "A"),
        joined_on=date(2024, 5, 1),
    )
    uid = members.add_member(evening.db, draft)
    kept = members.draft_of(members.member_detail(evening.db, uid))
    assert kept == replace(draft, emails=("a@x.org", "b@x.org"), tags=("A", "b"))
    members.change_member(evening.db, uid, replace(kept, emails=(), tags=(), name="Ana L."))
    assert members.member_detail(evening.db, uid).row.emails == ()
    assert members.list_members(evening.db)[0].name == "Ana L."


def test_who_is_in_already_need_not_be_greeted(evening: Evening) -> None:
    evening.going("Ana", "Bo")
    check_in_member(evening.db, evening.meetup, evening.person("Ana"), now=at(19))
    assert [one.name for one in insights.home(evening.db, at(19)).to_greet] == ["Bo"]
