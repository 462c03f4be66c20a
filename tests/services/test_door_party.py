"""Everyone who stands at a door is handled: guests without a name, groups, unknown badges, heads."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from organizer.domain.codes import make_code
from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import CodeKind, DoorAction, EventKind, RegistrationStatus, Verdict
from organizer.domain.records import DoorAnswer, DoorCounts
from organizer.models.tables import Attendance, DoorEntry, Event
from organizer.services import communities
from organizer.services.answers.guests import list_guests, set_status
from organizer.services.at_door.door import (
    add_walk_in,
    check_in,
    check_in_member,
    check_out,
    turn_away,
    undo,
    undo_all,
)
from organizer.services.at_door.door_party import (
    bring_guests,
    check_in_group,
    count_heads,
    give_to_member,
    let_in_provisionally,
    unnamed_arrivals,
    who_comes_with,
)
from organizer.services.at_door.door_view import door_counts, last_entries
from organizer.services.at_door.ticking import tick_arrivals
from organizer.services.people import members
from organizer.services.plans import events
from tests.evenings import STARTS, Evening, at, plan


def scan(evening: Evening, name: str, event: str = "", *, minute: int = 0) -> DoorAnswer:
    code = evening.code(name)
    return check_in(evening.db, event or evening.meetup, code, station="Front", now=at(19, minute))


def bring(evening: Evening, name: str, more: int, event: str = "") -> int:
    return bring_guests(
        evening.db, event or evening.meetup, evening.people[name], more, now=at(19, 30)
    )


def counts(evening: Evening, event: str = "") -> DoorCounts:
    return door_counts(evening.db, event or evening.meetup, now=at(19, 31))


def guests_in(evening: Evening, event: str = "") -> int:
    """Extra guests that attendance knows of at an event."""
    with evening.db.reading() as session:
        event_id = session.scalars(
            sa.select(Event.id).where(Event.uid == (event or evening.meetup))
        ).one()
        return session.scalar(
            sa.select(sa.func.sum(Attendance.plus)).where(Attendance.event_id == event_id)
        )


def unknown_code(evening: Evening, random: bytes = b"8 random") -> str:
    with evening.db.reading() as session:
        return make_code(communities.code_key(session), CodeKind.REGISTRATION, random)


# --- extra guests


def test_guests_who_were_announced_come_in_with_their_host(evening: Evening) -> None:
    evening.going("Ana", plus=2)
    answer = scan(evening, "Ana")
    assert (answer.plus, answer.plus_in) == (2, 2)
    assert answer.message == "Welcome, Ana! First time. 2 guests are with them."
    assert (counts(evening).expected, counts(evening).inside, counts(evening).to_come) == (3, 3, 0)


def test_some_guests_come_later_and_one_more_than_announced(evening: Evening) -> None:
    evening.going("Ana", plus=2)
    scan(evening, "Ana")
    assert bring(evening, "Ana", -2) == 0
    assert (counts(evening).inside, counts(evening).to_come) == (1, 2)
    again = scan(evening, "Ana", minute=20)
    assert (again.verdict, again.plus, again.plus_in) == (Verdict.ALREADY_IN, 2, 0)
    assert bring(evening, "Ana", 1) == 1
    assert (counts(evening).expected, counts(evening).inside, counts(evening).to_come) == (3, 2, 1)
    assert bring(evening, "Ana", 2) == 3
    assert (counts(evening).expected, counts(evening).inside, counts(evening).to_come) == (4, 4, 0)


def test_guests_are_nobodys_without_a_host_and_never_fewer_than_none(evening: Evening) -> None:
    evening.going("Ana")
    with pytest.raises(UserError, match="Ana is not in"):
        bring(evening, "Ana", 1)
    scan(evening, "Ana")
    for more in (-1, 51):
        with pytest.raises(UserError, match="0 to 50"):
            bring(evening, "Ana", more)
        with pytest.raises(UserError, match="Zoë"):
            add_walk_in(evening.db, evening.meetup, "Zoë", plus=more, now=at(19))
    assert bring(evening, "Ana", 0) == 0
    assert counts(evening).inside == 1 and len(last_entries(evening.db, evening.meetup)) == 1


def test_guests_leave_with_their_host_and_come_back_with_them(evening: Evening) -> None:
    evening.going("Ana", plus=1)
    scan(evening, "Ana")
    check_out(evening.db, evening.meetup, evening.people["Ana"], now=at(20))
    assert counts(evening).inside == 0
    scan(evening, "Ana", minute=59)
    assert counts(evening).inside == 2


def test_undoing_an_arrival_takes_its_guests_back_and_those_who_came_later(
    evening: Evening,
) -> None:
    evening.going("Ana", plus=1)
    answer = scan(evening, "Ana")
    bring(evening, "Ana", 2)
    undo(evening.db, answer.entry_id or 0)
    assert counts(evening).inside == 0
    assert scan(evening, "Ana", minute=40).plus_in == 1
    assert counts(evening).inside == 2
    entries = last_entries(evening.db, evening.meetup)
    assert [(e.action, e.plus, e.can_undo) for e in entries] == [
        (DoorAction.ARRIVED, 1, True),
        (DoorAction.ARRIVED, 2, False),
        (DoorAction.ARRIVED, 1, False),
    ]


def test_a_guest_who_was_counted_by_mistake_is_taken_back_alone(evening: Evening) -> None:
    evening.going("Ana", plus=1)
    scan(evening, "Ana")
    bring(evening, "Ana", 1)
    undo(evening.db, last_entries(evening.db, evening.meetup)[0].id)
    assert counts(evening).inside == 2


def test_the_same_guests_at_two_doors_are_counted_once(evening: Evening) -> None:
    evening.going("Ana", plus=2)
    evening.going("Ana", event=evening.knots, plus=2)
    scan(evening, "Ana", evening.knots)
    assert guests_in(evening) == guests_in(evening, evening.knots) == 2
    bring(evening, "Ana", 1, evening.knots)
    assert guests_in(evening) == 3
    bring(evening, "Ana", 1)
    assert guests_in(evening) == 3, "one at the meetup's own door, three at the workshop's"


def test_more_guests_than_announced_fill_a_workshop(evening: Evening) -> None:
    evening.going("Ana", "Bo")
    evening.going("Ana", event=evening.dyeing)
    evening.invited("Bo", event=evening.dyeing)
    scan(evening, "Ana", evening.dyeing)
    bring(evening, "Ana", 1, evening.dyeing)
    assert scan(evening, "Bo", evening.dyeing).verdict is Verdict.FULL


def test_a_new_face_brings_guests_too(evening: Evening) -> None:
    answer = add_walk_in(evening.db, evening.meetup, "Zoë", plus=2, now=at(19))
    assert answer.plus_in == 2
    assert (counts(evening).expected, counts(evening).inside) == (3, 3)


def test_on_paper_the_guests_announced_came_or_as_many_as_one_says(evening: Evening) -> None:
    evening.going("Ana", "Bo", plus=2)
    uids = [evening.people["Ana"], evening.people["Bo"]]
    tick_arrivals(evening.db, evening.meetup, uids, plus={uids[1]: 1}, now=at(23))
    assert counts(evening).inside == 3 + 2


# --- groups


def test_a_group_comes_in_at_once_each_with_a_line_and_is_undone_at_once(evening: Evening) -> None:
    evening.going("Ana", "Bo")
    evening.person("Cy")
    uids = [evening.people[name] for name in ("Ana", "Bo", "Cy")]
    answers = check_in_group(evening.db, evening.meetup, uids, now=at(19))
    assert [a.verdict for a in answers] == [
        Verdict.WELCOME, Verdict.WELCOME, Verdict.NOT_ON_LIST,
    ]  # fmt: skip
    assert counts(evening).inside == 2
    (cy,) = check_in_group(evening.db, evening.meetup, uids[2:], now=at(19), let_in=True)
    assert cy.verdict is Verdict.WELCOME
    undo(evening.db, answers[0].entry_id or 0)  # at another station, just now
    assert counts(evening).inside == 2
    undo_all(evening.db, [one.entry_id or 0 for one in (*answers[:2], cy)])
    assert counts(evening).inside == 0
    with pytest.raises(UserError, match="undone already"):
        undo_all(evening.db, [cy.entry_id or 0])


def test_nobody_of_a_group_comes_in_where_one_is_unknown(evening: Evening) -> None:
    evening.going("Ana")
    with pytest.raises(UserError, match="no member"):
        check_in_group(evening.db, evening.meetup, [evening.people["Ana"], "nobody"], now=at(19))
    assert counts(evening).inside == 0


def test_who_shares_an_address_a_phone_or_was_brought_along_comes_together(
    evening: Evening,
) -> None:
    add = members.add_member
    db = evening.db
    evening.people = {
        "Ana": add(db, MemberDraft("Ana", emails=("Family@x.org",), phone="030 1")),
        "Bo": add(db, MemberDraft("Bo", emails=("bo@x.org", "family@x.org"))),
        "Cy": add(db, MemberDraft("Cy", phone="030 1")),
        "Dee": add(db, MemberDraft("Dee", emails=("family@x.org",))),
        "Eve": add(db, MemberDraft("Eve", emails=("eve@x.org",))),
    }
    evening.going("Ana", "Bo", "Cy", "Dee", "Eve")
    set_status(db, evening.meetup, evening.people["Dee"], RegistrationStatus.DECLINED)
    names = {row.name for row in who_comes_with(db, evening.meetup, evening.people["Ana"])}
    assert "Bo" in names and not names & {"Ana", "Dee", "Eve"}
    scan(evening, "Bo")
    left = {row.name for row in who_comes_with(db, evening.meetup, evening.people["Ana"])}
    assert left == names - {"Bo"}
    assert who_comes_with(db, evening.meetup, evening.people["Eve"]) == []


# --- badges that are not known here, other evenings, no badge at all


def test_an_unknown_badge_comes_in_for_now_and_is_counted(evening: Evening) -> None:
    code = unknown_code(evening)
    refused = check_in(evening.db, evening.meetup, code, now=at(19))
    assert refused.verdict is Verdict.UNKNOWN_HERE and refused.can_let_in
    answer = let_in_provisionally(evening.db, evening.meetup, code, now=at(19, 5))
    assert answer.verdict is Verdict.WELCOME and answer.member_uid is None
    assert counts(evening).inside == 1
    again = check_in(evening.db, evening.meetup, code, now=at(19, 6))
    assert again.verdict is Verdict.UNKNOWN_HERE and not again.can_let_in
    assert "19:05" in again.message
    twice = let_in_provisionally(evening.db, evening.meetup, code, now=at(19, 7))
    assert twice.verdict is Verdict.UNKNOWN_HERE
    assert counts(evening).inside == 1
    undo(evening.db, answer.entry_id or 0)
    assert counts(evening).inside == 0 and unnamed_arrivals(evening.db, evening.meetup) == []


def test_it_can_be_said_later_who_that_was(evening: Evening) -> None:
    evening.going("Ana")
    answer = let_in_provisionally(
        evening.db, evening.meetup, unknown_code(evening), station="Gate", now=at(19, 5)
    )
    ((entry, came),) = unnamed_arrivals(evening.db, evening.meetup)
    assert (entry, came) == (answer.entry_id, STARTS + timedelta(minutes=5))
    days_later = at(19) + timedelta(days=3)
    given = give_to_member(evening.db, entry, evening.people["Ana"], now=days_later)
    assert given.name == "Ana" and counts(evening).inside == 1
    (ana,) = list_guests(evening.db, evening.meetup)
    assert ana.arrived_at == STARTS + timedelta(minutes=5)
    assert unnamed_arrivals(evening.db, evening.meetup) == []
    with pytest.raises(UserError, match="undone already"):
        give_to_member(evening.db, entry, evening.people["Ana"])


def test_who_is_in_already_cannot_be_who_that_was(evening: Evening) -> None:
    evening.going("Ana")
    scan(evening, "Ana")
    answer = let_in_provisionally(evening.db, evening.meetup, unknown_code(evening), now=at(19, 5))
    with pytest.raises(UserError, match="Ana has been in since"):
        give_to_member(evening.db, answer.entry_id or 0, evening.people["Ana"])
    assert counts(evening).inside == 2, "nothing was changed"


def test_a_shut_door_lets_nobody_in_for_now(evening: Evening) -> None:
    for now in (at(10), at(21, 30) + timedelta(hours=4)):
        with pytest.raises(UserError, match=r"(opens on|is over)"):
            let_in_provisionally(evening.db, evening.meetup, unknown_code(evening), now=now)
    events.cancel_event(evening.db, evening.meetup)
    with pytest.raises(UserError, match="is cancelled"):
        let_in_provisionally(evening.db, evening.meetup, unknown_code(evening), now=at(19))


def test_noise_is_never_let_in_for_now(evening: Evening) -> None:
    answer = let_in_provisionally(evening.db, evening.meetup, "https://x.org", now=at(19))
    assert answer.verdict is Verdict.NOT_OURS and counts(evening).inside == 0


def test_the_badge_of_another_evening_lets_its_bearer_in_by_one_key(evening: Evening) -> None:
    other = plan(evening.db, "Paper night", starts=STARTS + timedelta(days=7))
    evening.going("Ana", event=other)
    answer = check_in(evening.db, evening.meetup, evening.code("Ana", other), now=at(19))
    assert answer.verdict is Verdict.OTHER_EVENT and answer.can_let_in
    let_in = check_in_member(
        evening.db, evening.meetup, answer.member_uid or "", let_in=True, now=at(19)
    )
    assert let_in.verdict is Verdict.WELCOME and counts(evening).inside == 1


def test_already_in_tells_who_came_before_and_after(evening: Evening) -> None:
    evening.going("Ana", "Bo", "Cy", "Dee")
    for minute, name in enumerate(("Ana", "Bo", "Cy", "Dee")):
        answer = scan(evening, name, minute=minute)
        if name == "Cy":
            undo(evening.db, answer.entry_id or 0)
    bo = scan(evening, "Bo", minute=30)
    assert (bo.verdict, bo.came_before, bo.came_after) == (Verdict.ALREADY_IN, "Ana", "Dee")
    ana = scan(evening, "Ana", minute=31)
    assert (ana.came_before, ana.came_after) == ("", "Bo")


# --- asking first, heads, workshops


def test_asked_first_nothing_is_written_until_somebody_says_so(evening: Evening) -> None:
    evening.invited("Ana")
    code = evening.code("Ana")
    answer = check_in(evening.db, evening.meetup, code, now=at(19), asks_first=True)
    assert answer.verdict is Verdict.WELCOME and answer.awaits and answer.entry_id is None
    assert last_entries(evening.db, evening.meetup) == [] and counts(evening).inside == 0
    assert evening.status("Ana") == "invited"
    turn_away(evening.db, evening.meetup, evening.people["Ana"], now=at(19))
    (entry,) = last_entries(evening.db, evening.meetup)
    assert (entry.action, entry.note) == (DoorAction.REFUSED, "turned away")
    assert not check_in(evening.db, evening.meetup, code, now=at(19, 1)).awaits
    assert counts(evening).inside == 1


def test_heads_are_counted_and_never_below_none(evening: Evening) -> None:
    assert [count_heads(evening.db, evening.meetup, more) for more in (1, 1, -1)] == [1, 2, 1]
    assert (counts(evening).inside, counts(evening).head_count) == (1, 1)
    assert [count_heads(evening.db, evening.meetup, -1) for _ in range(2)] == [0, 0]


def test_a_head_count_is_in_the_log_and_is_taken_back_like_an_arrival(evening: Evening) -> None:
    for more in (1, 1, -1, -1, -1, 1):
        count_heads(evening.db, evening.meetup, more, station="Front", now=at(19))
    lines = last_entries(evening.db, evening.meetup)
    assert [(one.action, one.plus) for one in reversed(lines)] == [
        (DoorAction.COUNTED, plus) for plus in (1, 1, -1, -1, 1)
    ], "what counts nobody is no line"
    assert sum(one.plus for one in lines) == counts(evening).head_count == 1
    undo(evening.db, lines[0].id)
    assert (counts(evening).head_count, counts(evening).inside) == (0, 0)
    with pytest.raises(UserError, match="by now"):
        undo(evening.db, lines[-1].id)
    undo(evening.db, lines[1].id)
    assert counts(evening).head_count == 1


def test_of_the_last_people_everybody_takes_one_place(evening: Evening) -> None:
    def listed() -> list[tuple[str, str]]:
        lines = last_entries(evening.db, evening.meetup, people_only=True)
        return [(one.name, one.note or str(one.action)) for one in lines]

    evening.going("Ana", "Bo", "Cy", plus=2)
    for name in ("Ana", "Ana", "Bo", "Cy"):
        answers = [scan(evening, name)]
    assert listed() == [("Cy", "arrived"), ("Bo", "arrived"), ("Ana", "arrived")]
    bring(evening, "Ana", 1)
    assert len(listed()) == 4, "guests just counted can be taken back"
    turn_away(evening.db, evening.meetup, evening.people["Bo"], now=at(19, 32))
    assert listed()[0] == ("Bo", "turned away") and ("Ana", "arrived") in listed()
    assert len(listed()) == 5, "Bo's arrival stands until it is taken back"
    undo(evening.db, answers[0].entry_id or 0)
    assert ("Cy", "undone") in listed(), "what was taken back last is told"
    zoe = add_walk_in(evening.db, evening.meetup, "Zoë", now=at(19, 33))
    undo(evening.db, zoe.entry_id or 0)
    assert listed()[0] == ("", "undone") and ("Cy", "undone") not in listed()


def test_workshops_are_counted_beside_their_meetup(evening: Evening) -> None:
    evening.going("Ana", event=evening.knots, plus=1)
    evening.going("Bo", event=evening.knots)
    gone = plan(evening.db, "Paper", kind=EventKind.WORKSHOP, part_of=evening.meetup)
    events.cancel_event(evening.db, gone)
    evening.going("Ana")
    scan(evening, "Ana", evening.knots)
    shown = [(w.title, w.inside, w.expected) for w in counts(evening).workshops]
    assert shown == [("Dyeing", 0, 0), ("Knots", 2, 3)]


def test_every_line_of_a_party_stays_in_the_log(evening: Evening) -> None:
    evening.going("Ana", plus=1)
    answer = scan(evening, "Ana")
    bring(evening, "Ana", 1)
    undo(evening.db, answer.entry_id or 0)
    with evening.db.reading() as session:
        log = session.execute(sa.select(DoorEntry.action, DoorEntry.plus).order_by(DoorEntry.id))
        assert [tuple(row) for row in log] == [
            (DoorAction.ARRIVED, 1),
            (DoorAction.ARRIVED, 1),
            (DoorAction.UNDONE, 0),
            (DoorAction.UNDONE, 0),
        ]
