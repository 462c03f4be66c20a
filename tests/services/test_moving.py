"""A place on a list goes to another person, or with its person to another date."""

from __future__ import annotations

from pathlib import Path

import pytest

from organizer.domain.drafts import QuestionDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import Verdict
from organizer.domain.records import GuestRow
from organizer.services.answers.guest_answers import keep_answers_and_wishes
from organizer.services.answers.guests import list_guests
from organizer.services.answers.moving import move_to_event, move_to_member
from organizer.services.answers.paying import set_paid
from organizer.services.at_door.door import check_in_member
from organizer.services.out.inviting import write_invitations
from organizer.services.plans.events import change_event, draft_of, get_event
from organizer.services.plans.questions import list_questions, set_questions
from organizer.services.undoing import take_back
from tests.evenings import STARTS, Evening, at, plan


def limit(evening: Evening, event: str, seats: int, price: str = "") -> None:
    draft = draft_of(get_event(evening.db, event))
    draft.capacity, draft.price = seats, price
    change_event(evening.db, event, draft)


def guest(evening: Evening, name: str, event: str = "") -> GuestRow:
    rows = list_guests(evening.db, event or evening.meetup)
    return next(row for row in rows if row.name == name)


def test_another_person_takes_seat_guests_payment_and_workshops(evening: Evening) -> None:
    limit(evening, evening.meetup, 3, "12 €")
    evening.going("Ana", plus=2)
    evening.going("Ana", event=evening.dyeing)
    evening.going("Cem")
    evening.person("Ben")
    set_paid(evening.db, evening.meetup, [guest(evening, "Ana").registration_id], is_paid=True)
    old_code = evening.code("Ana")
    move_to_member(evening.db, evening.meetup, evening.people["Ana"], evening.people["Ben"])
    ben = guest(evening, "Ben")
    assert (str(ben.status), ben.plus, ben.is_paid) == ("going", 2, True)
    assert ben.code and ben.code != old_code
    assert evening.status("Ana") == "cancelled" and evening.status("Cem") == "waitlisted"
    assert evening.status("Ben", evening.dyeing) == "going"
    assert evening.status("Ana", evening.dyeing) == "cancelled"
    take_back(evening.db)
    assert evening.status("Ana") == "going" and guest(evening, "Ana").is_paid


def test_both_calendars_are_told(evening: Evening, tmp_path: Path) -> None:
    evening.person("Ana", "ana@example.org")
    evening.person("Ben", "ben@example.org")
    evening.going("Ana")
    write_invitations(evening.db, evening.meetup, tmp_path / "out")
    move_to_member(evening.db, evening.meetup, evening.people["Ana"], evening.people["Ben"])
    made = write_invitations(evening.db, evening.meetup, tmp_path / "out")
    assert {one.email: one.method for one in made} == {
        "ana@example.org": "CANCEL",
        "ben@example.org": "REQUEST",
    }


def test_who_was_off_the_list_gets_a_new_code(evening: Evening) -> None:
    evening.going("Ana", "Ben")
    old_code = evening.code("Ben")
    move_to_member(evening.db, evening.meetup, evening.people["Ben"], evening.person("Cem"))
    move_to_member(evening.db, evening.meetup, evening.people["Ana"], evening.people["Ben"])
    assert evening.status("Ben") == "going" and evening.code("Ben") != old_code


def test_what_cannot_move_stays(evening: Evening) -> None:
    evening.going("Ana", "Ben", "Cem")
    people = evening.people
    with pytest.raises(UserError, match="Ben is going to “Loom night” already"):
        move_to_member(evening.db, evening.meetup, people["Ana"], people["Ben"])
    with pytest.raises(UserError, match="Choose another person"):
        move_to_member(evening.db, evening.meetup, people["Ana"], people["Ana"])
    with pytest.raises(UserError, match="Dia has no place"):
        move_to_member(evening.db, evening.meetup, evening.person("Dia"), people["Ana"])
    answer = check_in_member(evening.db, evening.meetup, people["Cem"], now=at(19))
    assert answer.verdict is Verdict.WELCOME
    with pytest.raises(UserError, match="Cem is at “Loom night” already"):
        move_to_member(evening.db, evening.meetup, people["Cem"], people["Dia"])
    assert evening.status("Ana") == "going"


def test_another_date_gives_a_seat_or_a_place_in_the_line(evening: Evening) -> None:
    limit(evening, evening.meetup, 2)
    later = plan(evening.db, "Next night", starts=STARTS.replace(day=29))
    limit(evening, later, 1)
    evening.going("Ana", "Ben", "Cem")
    evening.going("Ana", event=evening.dyeing)
    both = [evening.people["Ana"], evening.people["Ben"]]
    moved = move_to_event(evening.db, evening.meetup, both, later)
    assert (moved.moved, moved.waiting) == (2, ("Ben",))
    assert evening.status("Ana", later) == "going"
    assert evening.status("Ben", later) == "waitlisted"
    assert evening.status("Ana") == "cancelled" and evening.status("Cem") == "going"
    assert evening.status("Ana", evening.dyeing) == "cancelled"
    take_back(evening.db)
    assert evening.status("Ana") == "going" and evening.status("Cem") == "waitlisted"
    with pytest.raises(UserError, match="Nobody can be moved"):
        move_to_event(evening.db, evening.meetup, both, evening.meetup)


def test_answers_to_the_same_question_go_along(evening: Evening) -> None:
    later = plan(evening.db, "Next night", starts=STARTS.replace(day=29))
    for event in (evening.meetup, later):
        set_questions(evening.db, event, [QuestionDraft("Diet?")])
    evening.going("Ana")
    [question] = list_questions(evening.db, evening.meetup)
    ana = evening.people["Ana"]
    keep_answers_and_wishes(evening.db, evening.meetup, ana, {question.uid: "vegan"})
    move_to_event(evening.db, evening.meetup, [evening.people["Ana"]], later)
    assert [text for _uid, text in guest(evening, "Ana", later).answers] == ["vegan"]
