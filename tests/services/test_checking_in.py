"""The door: every verdict, on a real file; rules 2, 3 and 4."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from organizer.domain.codes import ALPHABET, CodeKey, make_code
from organizer.domain.drafts import EventDraft, MemberDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import CodeKind, DoorAction, EventKind, RegistrationStatus, Verdict
from organizer.domain.records import DoorAnswer
from organizer.models.database import open_database
from organizer.models.tables import BadgeCode, DoorEntry, Member
from organizer.services import communities, undoing
from organizer.services.answers.guests import list_guests, renew_code, set_status
from organizer.services.at_door.door import (
    add_walk_in,
    check_in,
    check_in_member,
    check_out,
    undo,
)
from organizer.services.at_door.door_view import door_counts, last_entries, people_for_door
from organizer.services.people import members
from organizer.services.people.merging import merge_members
from organizer.services.plans import events
from tests.evenings import STARTS, ZONE, Evening, at, plan

AT_SEVEN = at(19)


def scan(
    evening: Evening, typed: str, event: str = "", *, minute: int = 0, station: str = "Front"
) -> DoorAnswer:
    return check_in(evening.db, event or evening.meetup, typed, station=station, now=at(19, minute))


def choose(evening: Evening, name: str, event: str = "", *, let_in: bool = False) -> DoorAnswer:
    return check_in_member(
        evening.db, event or evening.meetup, evening.person(name), now=AT_SEVEN, let_in=let_in
    )


def other_letter(letter: str) -> str:
    return next(one for one in ALPHABET if one != letter)


def arrived(evening: Evening, event: str = "") -> list[str]:
    return [
        guest.name
        for guest in list_guests(evening.db, event or evening.meetup)
        if guest.arrived_at is not None and guest.left_at is None
    ]


def test_welcome_is_said_with_what_is_known_of_a_person(evening: Evening) -> None:
    evening.going("Ana Lima")
    evening.going("Ana Lima", event=evening.dyeing)
    answer = scan(evening, evening.code("Ana Lima"))
    assert answer.verdict is Verdict.WELCOME
    assert answer.message == "Welcome, Ana Lima! First time."
    assert answer.at == STARTS
    assert answer.greeting is not None and answer.greeting.phrases == ("First time", "Dyeing")


def test_the_same_code_twice_is_welcome_then_already_in(evening: Evening) -> None:
    evening.going("Ana")
    assert scan(evening, evening.code("Ana")).verdict is Verdict.WELCOME
    again = scan(evening, evening.code("Ana"), minute=5, station="Garden")
    assert again.verdict is Verdict.ALREADY_IN
    assert again.message == "Ana has been in since 19:00, by Front."


def test_on_the_second_day_it_is_said_on_which_day_they_came(evening: Evening) -> None:
    draft = EventDraft(title="Loom days", starts=STARTS, ends=STARTS + timedelta(1), timezone=ZONE)
    days = events.add_event(evening.db, draft)
    evening.going("Ana", event=days)
    code = evening.code("Ana", days)
    scan(evening, code, days)
    again = check_in(evening.db, days, code, now=at(9) + timedelta(days=1))
    assert again.message == "Ana has been in since 24 Nov 2026, 19:00, by Front."


def test_case_blanks_and_a_tab_do_not_matter(evening: Evening) -> None:
    evening.going("Ana")
    answer = scan(evening, f"\t {evening.code('Ana').lower()} \r\n")
    assert answer.verdict is Verdict.WELCOME
    assert answer.code == evening.code("Ana")


@pytest.mark.parametrize(
    "noise", ["x" * 10_000, "https://example.org/t/1", "BEGIN:VCARD", "☃", "\udcff\udcfe", "a\0b"]
)
def test_noise_is_not_ours_and_is_logged(evening: Evening, noise: str) -> None:
    answer = scan(evening, noise)
    assert answer.verdict is Verdict.NOT_OURS
    assert len(answer.code) <= 64
    assert [entry.verdict for entry in last_entries(evening.db, evening.meetup)] == [
        Verdict.NOT_OURS
    ]


def test_a_changed_letter_of_the_seal_is_forged_and_of_the_mark_not_ours(
    evening: Evening,
) -> None:
    evening.going("Ana")
    code = evening.code("Ana")
    for place in range(20, 38):
        forged = code[:place] + other_letter(code[place]) + code[place + 1 :]
        assert scan(evening, forged).verdict is Verdict.FORGED
    for place in (1, 2, 3):
        foreign = code[:place] + other_letter(code[place]) + code[place + 1 :]
        assert scan(evening, foreign).verdict is Verdict.NOT_OURS
    assert arrived(evening) == []


def test_a_code_that_was_issued_after_this_copy_is_unknown_here(evening: Evening) -> None:
    with evening.db.reading() as session:
        key = communities.code_key(session)
    answer = scan(evening, make_code(key, CodeKind.REGISTRATION, b"\1" * 8))
    assert answer.verdict is Verdict.UNKNOWN_HERE
    other = CodeKey(b"\7" * 32)
    assert scan(evening, make_code(other, CodeKind.MEMBER, b"\1" * 8)).verdict is Verdict.NOT_OURS


def test_an_older_badge_is_revoked_by_a_newer_one(evening: Evening) -> None:
    evening.going("Ana")
    old = evening.code("Ana")
    new = renew_code(evening.db, evening.meetup, evening.person("Ana"))
    assert scan(evening, old).verdict is Verdict.REVOKED
    assert scan(evening, new).verdict is Verdict.WELCOME


def test_a_badge_of_another_event_says_which(evening: Evening) -> None:
    other = plan(evening.db, "Paper night", starts=STARTS + timedelta(days=7))
    evening.going("Ana", event=other)
    evening.going("Ana")
    answer = scan(evening, evening.code("Ana", other))
    assert answer.verdict is Verdict.OTHER_EVENT
    here = "Ana is on the list here, too."
    assert answer.message == f"This badge is for “Paper night” on 1 Dec 2026, 19:00. {here}"
    morning = plan(evening.db, "Early looms", starts=STARTS.replace(hour=10))
    evening.going("Bo", event=morning)
    today = scan(evening, evening.code("Bo", morning)).message
    assert today == "This badge is for “Early looms” today at 10:00."


def test_a_lasting_card_opens_every_door(evening: Evening) -> None:
    evening.going("Ana")
    with evening.db.writing() as session:
        card = make_code(communities.code_key(session), CodeKind.MEMBER, b"\2" * 8)
        ana = session.scalars(sa.select(Member)).one()
        session.add(BadgeCode(code=card, kind=CodeKind.MEMBER, member_id=ana.id))
    assert scan(evening, card).verdict is Verdict.WELCOME
    assert scan(evening, card, evening.dyeing).verdict is Verdict.NOT_BOOKED


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (at(15, 59, 59), Verdict.TOO_EARLY),
        (at(16), Verdict.WELCOME),
        (at(23, 59), Verdict.WELCOME),
        (at(21, 30) + timedelta(hours=3), Verdict.WELCOME),
        (at(21, 30) + timedelta(hours=3, seconds=1), Verdict.OVER),
    ],
)
def test_the_door_opens_three_hours_before_and_shuts_three_hours_after(
    evening: Evening, now: object, verdict: Verdict
) -> None:
    evening.going("Ana")
    answer = check_in(evening.db, evening.meetup, evening.code("Ana"), now=now)  # type: ignore[arg-type]
    assert answer.verdict is verdict


def test_a_cancelled_event_is_the_reason(evening: Evening) -> None:
    evening.going("Ana")
    events.cancel_event(evening.db, evening.meetup)
    for door in (evening.meetup, evening.dyeing):
        assert scan(evening, evening.code("Ana"), door).verdict is Verdict.EVENT_CANCELLED


def test_a_note_from_the_hosts_shows_no_reason(evening: Evening) -> None:
    evening.going("Ana")
    uid = evening.person("Ana")
    draft = members.draft_of(members.member_detail(evening.db, uid))
    members.change_member(evening.db, uid, replace(draft, host_note="Owes us a loom."))
    answer = scan(evening, evening.code("Ana"))
    assert answer.verdict is Verdict.SEE_HOST and answer.can_let_in
    assert "loom" not in answer.message
    assert choose(evening, "Ana", let_in=True).verdict is Verdict.WELCOME
    again = scan(evening, evening.code("Ana"))
    assert again.verdict is Verdict.SEE_HOST and again.is_in and not again.can_let_in
    assert again.message == "Please ask Ana to see the host. Ana has been in since 19:00."
    assert choose(evening, "Ana", let_in=True).verdict is Verdict.ALREADY_IN, "by another desk"
    assert door_counts(evening.db, evening.meetup).inside == 1


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (RegistrationStatus.DECLINED, Verdict.DECLINED),
        (RegistrationStatus.CANCELLED, Verdict.CANCELLED),
        (RegistrationStatus.WAITLISTED, Verdict.WAITLISTED),
    ],
)
def test_one_key_lets_in_all_the_same_and_the_log_says_so(
    evening: Evening, status: RegistrationStatus, verdict: Verdict
) -> None:
    evening.going("Ana")
    set_status(evening.db, evening.meetup, evening.person("Ana"), status)
    refused = scan(evening, evening.code("Ana"))
    assert refused.verdict is verdict and refused.can_let_in
    assert arrived(evening) == []
    assert choose(evening, "Ana", let_in=True).verdict is Verdict.WELCOME
    assert arrived(evening) == ["Ana"] and evening.status("Ana") == "going"
    newest, oldest = last_entries(evening.db, evening.meetup)
    assert (newest.action, newest.verdict) == (DoorAction.ARRIVED, verdict)
    assert newest.note == "let in all the same"
    assert oldest.action is DoorAction.REFUSED


def test_a_walk_in_is_called_one_in_the_list_of_the_door(evening: Evening) -> None:
    add_walk_in(evening.db, evening.meetup, "Tuva Strand", now=AT_SEVEN)
    (newest,) = last_entries(evening.db, evening.meetup)
    assert (newest.name, newest.note) == ("Tuva Strand", "walk-in")


@pytest.mark.parametrize("status", [RegistrationStatus.INVITED, RegistrationStatus.MAYBE])
def test_invited_and_maybe_are_welcome_and_become_going(
    evening: Evening, status: RegistrationStatus
) -> None:
    evening.invited("Ana")
    set_status(evening.db, evening.meetup, evening.person("Ana"), status)
    assert scan(evening, evening.code("Ana")).verdict is Verdict.WELCOME
    assert evening.status("Ana") == "going"


def test_a_member_without_a_registration_is_added_with_one_key(evening: Evening) -> None:
    evening.person("Ana")
    refused = choose(evening, "Ana")
    assert refused.verdict is Verdict.NOT_ON_LIST and refused.can_let_in
    assert choose(evening, "Ana", let_in=True).verdict is Verdict.WELCOME
    assert evening.status("Ana") == "going"


def test_after_leaving_one_is_welcome_again(evening: Evening) -> None:
    evening.going("Ana")
    scan(evening, evening.code("Ana"))
    check_out(evening.db, evening.meetup, evening.person("Ana"), now=at(20))
    assert arrived(evening) == []
    again = scan(evening, evening.code("Ana"), minute=50)
    assert (again.verdict, again.message) == (Verdict.WELCOME, "Welcome, Ana! Back again.")
    assert again.greeting is not None and not again.greeting.is_first
    (ana,) = list_guests(evening.db, evening.meetup)
    assert (ana.arrived_at, ana.left_at) == (STARTS, None), "the first arrival counts"
    with pytest.raises(UserError, match="is not in"):
        check_out(evening.db, evening.dyeing, evening.person("Ana"))


# --- workshops


def test_arriving_at_a_workshop_is_arriving_at_its_meetup(evening: Evening) -> None:
    evening.going("Ana")
    evening.going("Ana", event=evening.dyeing)
    assert scan(evening, evening.code("Ana"), evening.dyeing).verdict is Verdict.WELCOME
    assert scan(evening, evening.code("Ana", evening.dyeing)).verdict is Verdict.ALREADY_IN
    assert events.get_event(evening.db, evening.meetup).attended == 1
    assert members.list_members(evening.db)[0].attended == 1, "one evening is one visit"


def test_leaving_a_workshop_is_not_leaving_its_meetup_but_the_other_way_round(
    evening: Evening,
) -> None:
    evening.going("Ana")
    evening.going("Ana", event=evening.dyeing)
    ana = evening.person("Ana")
    scan(evening, evening.code("Ana"), evening.dyeing)
    check_out(evening.db, evening.dyeing, ana, now=at(20))
    assert arrived(evening) == ["Ana"]
    scan(evening, evening.code("Ana"), evening.dyeing, minute=30)
    check_out(evening.db, evening.meetup, ana, now=at(20))
    assert arrived(evening) == arrived(evening, evening.dyeing) == []
    assert scan(evening, evening.code("Ana"), evening.dyeing, minute=50).verdict is Verdict.WELCOME
    assert arrived(evening) == arrived(evening, evening.dyeing) == ["Ana"]


def test_who_comes_to_a_workshop_only_is_on_the_meetups_list_too(evening: Evening) -> None:
    evening.going("Ana", event=evening.dyeing)
    assert scan(evening, evening.code("Ana", evening.dyeing)).verdict is Verdict.NOT_ON_LIST
    code = evening.code("Ana", evening.dyeing)
    answer = scan(evening, code, evening.dyeing)
    assert arrived(evening) == ["Ana"] and evening.status("Ana") == "going"
    assert answer.entry_id is not None
    undo(evening.db, answer.entry_id)
    assert arrived(evening) == [] and evening.status("Ana") == "", "not on the list, as before"
    assert evening.status("Ana", evening.dyeing) == "going", "the booking stays"


def test_not_booked_and_full_are_said_at_the_workshop(evening: Evening) -> None:
    evening.going("Ana", "Bo", "Cy", "Dee")
    evening.going("Ana", "Bo", event=evening.dyeing)
    evening.invited("Cy", event=evening.dyeing)
    not_booked = scan(evening, evening.code("Dee"), evening.dyeing)
    full = scan(evening, evening.code("Cy"), evening.dyeing)
    assert not_booked.verdict is Verdict.NOT_BOOKED and not_booked.can_let_in
    assert full.verdict is Verdict.FULL and full.can_let_in
    assert full.message == "“Dyeing” is full. Let them in if a seat is free."
    assert choose(evening, "Cy", evening.dyeing, let_in=True).verdict is Verdict.WELCOME


# --- new faces, mistakes, two stations


def test_a_new_face_is_a_member_who_came(evening: Evening) -> None:
    answer = add_walk_in(
        evening.db, evening.meetup, " Zoë Q. ", email="zoe@x.org", now=AT_SEVEN, station="Front"
    )
    assert answer.verdict is Verdict.WELCOME and answer.name == "Zoë Q."
    assert arrived(evening) == ["Zoë Q."]
    assert members.list_members(evening.db)[0].emails == ("zoe@x.org",)


def test_a_new_face_at_a_workshop_is_at_its_meetup(evening: Evening) -> None:
    add_walk_in(evening.db, evening.dyeing, "Zoë", now=AT_SEVEN)
    assert arrived(evening) == arrived(evening, evening.dyeing) == ["Zoë"]


@pytest.mark.parametrize("hour", [10, 24])
def test_a_shut_door_makes_nobody_a_member(evening: Evening, hour: int) -> None:
    now = at(hour) if hour < 24 else at(21, 30) + timedelta(hours=4)
    with pytest.raises(UserError, match=r"(opens on|is over)"):
        add_walk_in(evening.db, evening.meetup, "Zoë", now=now)
    assert members.list_members(evening.db) == []
    assert last_entries(evening.db, evening.meetup) == []


def test_a_walk_in_without_a_name_is_refused(evening: Evening) -> None:
    with pytest.raises(UserError, match="needs a name"):
        add_walk_in(evening.db, evening.meetup, " \u200b ", now=AT_SEVEN)


def test_undo_takes_an_arrival_back_and_the_log_keeps_both(evening: Evening) -> None:
    evening.invited("Ana")
    answer = scan(evening, evening.code("Ana"))
    assert answer.entry_id is not None
    undo(evening.db, answer.entry_id)
    assert arrived(evening) == [] and evening.status("Ana") == "invited"
    (shown,) = last_entries(evening.db, evening.meetup)
    assert shown.note == "undone" and not shown.can_undo
    with evening.db.reading() as session:
        assert len(session.scalars(sa.select(DoorEntry)).all()) == 2
    with pytest.raises(UserError, match="undone already"):
        undo(evening.db, answer.entry_id)
    assert scan(evening, evening.code("Ana")).verdict is Verdict.WELCOME


def test_a_refusal_cannot_be_undone(evening: Evening) -> None:
    refused = scan(evening, "noise")
    for entry, said in ((refused.entry_id or 0, "Only an arrival"), (10**6, "no line 1000000")):
        with pytest.raises(UserError, match=said):
            undo(evening.db, entry)


def test_an_undone_walk_in_is_off_the_list(evening: Evening) -> None:
    answer = add_walk_in(evening.db, evening.dyeing, "Zoë", now=AT_SEVEN)
    undo(evening.db, answer.entry_id or 0)
    for event in (evening.meetup, evening.dyeing):
        assert list_guests(evening.db, event) == []
        assert door_counts(evening.db, event).inside == 0
    assert members.list_members(evening.db) == [], "a name typed wrong stays nobody's"
    (line,) = last_entries(evening.db, evening.dyeing)
    assert (line.note, line.name, line.member_uid) == ("undone", "", None), "the log stays"


def test_an_undone_walk_in_who_was_a_member_is_not_on_the_list_as_before(evening: Evening) -> None:
    evening.person("Ana")
    answer = choose(evening, "Ana", let_in=True)
    undo(evening.db, answer.entry_id or 0)
    assert list_guests(evening.db, evening.meetup) == []
    assert choose(evening, "Ana").verdict is Verdict.NOT_ON_LIST


@pytest.mark.parametrize("what", ["a note", "a tag", "a list", "another evening"])
def test_a_new_face_of_whom_more_is_known_stays_a_member(evening: Evening, what: str) -> None:
    answer = add_walk_in(evening.db, evening.meetup, "Zoë", email="z@x.org", now=AT_SEVEN)
    zoe = answer.member_uid or ""
    evening.people["Zoë"] = zoe
    draft = members.draft_of(members.member_detail(evening.db, zoe))
    match what:
        case "a note":
            members.change_member(evening.db, zoe, replace(draft, notes="met at the fair"))
        case "a tag":
            members.change_member(evening.db, zoe, replace(draft, tags=("weaver",)))
        case "a list":
            evening.going("Zoë", event=plan(evening.db, "Later"))
        case _:
            check_in_member(evening.db, plan(evening.db, "Also now"), zoe, now=AT_SEVEN)
    undo(evening.db, answer.entry_id or 0)
    assert [one.name for one in members.list_members(evening.db)] == ["Zoë"]
    assert evening.status("Zoë") == ""


def test_an_undone_walk_in_whose_badge_went_out_stays_as_cancelled(evening: Evening) -> None:
    answer = add_walk_in(evening.db, evening.meetup, "Zoë", now=AT_SEVEN)
    evening.people["Zoë"] = answer.member_uid or ""
    code = renew_code(evening.db, evening.meetup, evening.people["Zoë"])
    undo(evening.db, answer.entry_id or 0)
    assert evening.status("Zoë") == "cancelled"
    assert scan(evening, code).verdict is Verdict.CANCELLED


def test_a_walk_in_undone_after_a_merge_leaves_who_was_known_before(evening: Evening) -> None:
    known = evening.person("Kim")
    answer = add_walk_in(evening.db, evening.meetup, "Kim", now=AT_SEVEN)
    merge_members(evening.db, known, answer.member_uid or "")
    undo(evening.db, answer.entry_id or 0)
    assert [one.uid for one in members.list_members(evening.db)] == [known]


def test_names_keep_their_direction_in_what_is_said_and_are_bare_in_the_answer(
    evening: Evening,
) -> None:
    name = "דנה לוי"
    evening.going(name)
    answer = scan(evening, evening.code(name))
    assert answer.message.startswith(f"Welcome, \u2068{name}\u2069! ")
    assert answer.name == name


def test_a_full_workshop_says_so_to_who_has_not_booked_it(evening: Evening) -> None:
    evening.going("Ana", "Bo", "Dee")
    evening.going("Ana", event=evening.dyeing)
    said = choose(evening, "Dee", evening.dyeing)
    assert said.message == "Dee has not booked “Dyeing”."
    evening.going("Bo", event=evening.dyeing)
    said = choose(evening, "Dee", evening.dyeing)
    assert said.verdict is Verdict.NOT_BOOKED and said.can_let_in
    assert said.message == "Dee has not booked “Dyeing”, and it is full (2 of 2)."
    counted = door_counts(evening.db, evening.dyeing)
    assert (counted.expected, counted.capacity) == (2, 2)
    assert door_counts(evening.db, evening.meetup).capacity is None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_arrivals_are_undone_in_any_order(evening: Evening, order: tuple[int, int]) -> None:
    evening.invited("Ana")
    first = scan(evening, evening.code("Ana"))
    check_out(evening.db, evening.meetup, evening.person("Ana"), now=at(20))
    second = scan(evening, evening.code("Ana"), minute=55)
    entries = (first.entry_id or 0, second.entry_id or 0)
    undo(evening.db, entries[order[0]])
    assert evening.status("Ana") == "going", "there is an arrival left"
    undo(evening.db, entries[order[1]])
    assert evening.status("Ana") == "invited"


def test_undoing_a_leaving_means_still_in(evening: Evening) -> None:
    evening.going("Ana")
    scan(evening, evening.code("Ana"))
    check_out(evening.db, evening.meetup, evening.person("Ana"), now=at(20))
    undo(evening.db, last_entries(evening.db, evening.meetup)[0].id)
    assert arrived(evening) == ["Ana"]


def test_undoing_an_arrival_takes_its_leaving_along(evening: Evening) -> None:
    evening.going("Ana")
    entry = scan(evening, evening.code("Ana")).entry_id or 0
    said = check_out(evening.db, evening.meetup, evening.person("Ana"), now=at(18))
    assert said.startswith("Ana came at 19:00, after 18:00")
    (ana,) = list_guests(evening.db, evening.meetup)
    assert ana.left_at == ana.arrived_at == STARTS
    undo(evening.db, entry)
    assert [row.can_undo for row in last_entries(evening.db, evening.meetup)] == [False, False]


def test_undoing_an_arrival_says_who_stays_in_by_a_workshop(evening: Evening) -> None:
    evening.going("Ana")
    evening.going("Ana", event=evening.knots)
    entry = scan(evening, evening.code("Ana")).entry_id or 0
    by_knots = scan(evening, evening.code("Ana"), evening.knots).entry_id or 0
    assert undo(evening.db, entry) == "Ana is still in by “Knots”."
    assert undo(evening.db, by_knots) == ""


def test_undo_promotes_nobody_where_no_seat_was_freed(evening: Evening) -> None:
    evening.going("Ana", "Bo")
    set_status(evening.db, evening.meetup, evening.person("Bo"), RegistrationStatus.WAITLISTED)
    evening.invited("Cy")
    for name in ("Ana", "Cy"):
        undo(evening.db, scan(evening, evening.code(name)).entry_id or 0)
    assert [evening.status(name) for name in ("Ana", "Bo", "Cy")] == [
        "going",
        "waitlisted",
        "invited",
    ]


def test_what_is_full_is_said_of_walk_ins_and_of_who_waits(evening: Evening) -> None:
    evening.going("Ana", "Bo", "Cy", event=evening.dyeing)
    assert choose(evening, "Cy", evening.dyeing).message == (
        "Cy is on the waitlist. It is full (2 of 2)."
    )
    dee = add_walk_in(evening.db, evening.dyeing, "Dee", now=AT_SEVEN)
    assert dee.message == "Welcome, Dee! First time. It is full now (3 of 2)."
    assert dee.greeting is not None and "It is full now (3 of 2)." in dee.greeting.phrases
    evening.person("Eve")
    assert choose(evening, "Eve", evening.dyeing).message == (
        "Eve is a member, but not on tonight's list. It is full (3 of 2)."
    )


def test_a_new_face_at_a_workshop_is_told_that_the_meetup_is_full(evening: Evening) -> None:
    small = plan(evening.db, "Small night", capacity=2)
    knots = plan(evening.db, "Hitches", kind=EventKind.WORKSHOP, part_of=small)
    evening.going("Ana", event=small)
    assert (
        add_walk_in(evening.db, knots, "Dee", now=AT_SEVEN).message == "Welcome, Dee! First time."
    )
    eve = add_walk_in(evening.db, knots, "Eve", now=AT_SEVEN)
    assert eve.message == "Welcome, Eve! First time. “Small night” is full now (3 of 2)."


def test_undo_gives_the_place_on_the_waitlist_back(evening: Evening) -> None:
    evening.going("Ana", "Bo", "Cy", "Dee", event=evening.dyeing)
    evening.going("Dee")
    let_in = choose(evening, "Dee", evening.dyeing, let_in=True)
    undo(evening.db, let_in.entry_id or 0)
    assert evening.status("Dee", evening.dyeing) == "waitlisted"
    freed = set_status(
        evening.db, evening.dyeing, evening.person("Ana"), RegistrationStatus.DECLINED
    )
    assert freed.promoted == (evening.person("Cy"),), "Dee waits behind Cy as before"


def test_a_seat_freed_by_undo_goes_to_who_waits(evening: Evening) -> None:
    evening.going("Ana", "Bo", "Cy", event=evening.dyeing)
    walk_in = add_walk_in(evening.db, evening.dyeing, "Zoë", now=AT_SEVEN)
    set_status(evening.db, evening.dyeing, evening.person("Ana"), RegistrationStatus.DECLINED)
    assert evening.status("Cy", evening.dyeing) == "waitlisted", "Zoë has the seat"
    undo(evening.db, walk_in.entry_id or 0)
    assert evening.status("Cy", evening.dyeing) == "going"


def test_of_two_programs_at_one_door_the_second_says_already_in(evening: Evening) -> None:
    evening.going("Ana")
    other = open_database(evening.db.path)
    code = evening.code("Ana")
    assert check_in(other, evening.meetup, code, station="Garden", now=AT_SEVEN).verdict is (
        Verdict.WELCOME
    )
    answer = scan(evening, code, minute=1)
    assert answer.verdict is Verdict.ALREADY_IN and "by Garden" in answer.message
    other.close()


def test_the_numbers_at_the_door(evening: Evening) -> None:
    evening.going("Ana", "Bo", plus=1)
    evening.invited("Cy")
    scan(evening, evening.code("Ana"))
    counts = door_counts(evening.db, evening.meetup, now=at(19, 4))
    assert (counts.expected, counts.inside, counts.to_come, counts.last_minutes) == (4, 2, 2, 2)
    assert door_counts(evening.db, evening.meetup, now=at(19, 6)).last_minutes == 0


def test_everyone_can_be_found_at_the_door(evening: Evening) -> None:
    evening.going("Bo")
    evening.person("Ana")
    rows = people_for_door(evening.db, evening.meetup)
    assert [(row.name, row.status) for row in rows] == [
        ("Bo", RegistrationStatus.GOING),
        ("Ana", None),
    ]


def test_how_often_somebody_came_is_said(evening: Evening) -> None:
    add = MemberDraft(name="Ana")
    evening.people["Ana"] = members.add_member(evening.db, add)
    with evening.db.writing() as session:
        ana = session.scalars(sa.select(Member)).one()
        ana.earlier_attended, ana.earlier_last_on = 28, (STARTS - timedelta(days=250)).date()
    evening.going("Ana")
    answer = scan(evening, evening.code("Ana"))
    assert answer.greeting is not None
    assert (answer.greeting.times, answer.greeting.phrases) == (29, ("Back after 8 months",))
    later = plan(evening.db, "Paper night", starts=STARTS + timedelta(days=7))
    evening.going("Ana", event=later)
    now = at(19) + timedelta(days=7)
    answer = check_in(evening.db, later, evening.code("Ana", later), now=now)
    assert answer.message == "Welcome, Ana! 30th meetup."


def test_a_queue_sees_what_another_window_changes_meanwhile(evening: Evening) -> None:
    evening.going("Ana", "Bo", "Cy")
    ana, bo, cy = (evening.code(name) for name in ("Ana", "Bo", "Cy"))
    assert scan(evening, ana).verdict is Verdict.WELCOME
    other = open_database(evening.db.path)
    events.cancel_event(other, evening.meetup)
    assert scan(evening, bo).verdict is Verdict.EVENT_CANCELLED
    undoing.take_back(other)
    other.close()
    assert scan(evening, cy).verdict is Verdict.WELCOME
