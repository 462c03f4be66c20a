"""Questions of the organizer's own: kept with the plan, answered, and seen where that is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from organizer.domain.drafts import QuestionDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import FieldKind, Verdict
from organizer.export.recap_figures import partner_figures, team_figures
from organizer.services.answers.guest_answers import keep_answers_and_wishes
from organizer.services.answers.guests import list_guests
from organizer.services.at_door.door import check_in_member
from organizer.services.finding import find_event
from organizer.services.insights import recap_record
from organizer.services.lists.guest_import import import_guests
from organizer.services.out.exporting import badge_records
from organizer.services.people.members import list_members, member_detail
from organizer.services.plans.events import change_event, draft_of, get_event
from organizer.services.plans.questions import (
    asked_before,
    list_questions,
    not_asked_yet,
    set_questions,
)
from organizer.services.undoing import take_back
from tests.evenings import Evening, at, plan

DIET = QuestionDraft("Diet?", FieldKind.CHOICE, ("vegan", "anything"), True, True, True)
CHILDREN = QuestionDraft("Coming with children?", FieldKind.YES_NO, at_door=True)


def ask(evening: Evening, *drafts: QuestionDraft) -> dict[str, str]:
    """Ask these, and return the uid of each by its words."""
    set_questions(evening.db, evening.meetup, drafts)
    return {one.wording: one.uid for one in list_questions(evening.db, evening.meetup)}


def reply(evening: Evening, name: str, answers: dict[str, str]) -> None:
    keep_answers_and_wishes(evening.db, evening.meetup, evening.people[name], answers)


def answers(evening: Evening, name: str) -> dict[str, str]:
    guests = {guest.name: guest for guest in list_guests(evening.db, evening.meetup)}
    return dict(guests[name].answers)


def test_questions_change_order_and_go_with_their_answers(evening: Evening) -> None:
    uids = ask(evening, DIET, CHILDREN)
    evening.going("Ana")
    reply(evening, "Ana", {uids["Diet?"]: "VEGAN", uids["Coming with children?"]: "ja"})
    assert answers(evening, "Ana") == {uids["Diet?"]: "vegan", uids["Coming with children?"]: "yes"}
    kept = QuestionDraft("With children?", FieldKind.YES_NO, uid=uids["Coming with children?"])
    set_questions(evening.db, evening.meetup, [kept])
    assert [one.wording for one in list_questions(evening.db, evening.meetup)] == ["With children?"]
    assert answers(evening, "Ana") == {kept.uid: "yes"}
    take_back(evening.db)
    assert answers(evening, "Ana")[uids["Diet?"]] == "vegan"


def test_questions_are_kept_in_the_same_step_as_the_plan(evening: Evening) -> None:
    draft = draft_of(get_event(evening.db, evening.meetup))
    draft.title, draft.questions = "Dinner", (DIET,)
    change_event(evening.db, evening.meetup, draft)
    take_back(evening.db)
    assert get_event(evening.db, evening.meetup).title == "Loom night"
    assert list_questions(evening.db, evening.meetup) == []
    draft.questions = None
    ask(evening, DIET)
    change_event(evening.db, evening.meetup, draft)
    assert len(list_questions(evening.db, evening.meetup)) == 1


def test_what_cannot_be_an_answer_is_refused_with_the_question(evening: Evening) -> None:
    uids = ask(evening, DIET)
    evening.going("Ana")
    with pytest.raises(UserError, match=r"Diet\?: “steak” is none of the choices: vegan, anything"):
        reply(evening, "Ana", {uids["Diet?"]: "steak"})
    reply(evening, "Ana", {uids["Diet?"]: "vegan"})
    reply(evening, "Ana", {uids["Diet?"]: " "})
    assert answers(evening, "Ana") == {}


@pytest.mark.parametrize(
    ("drafts", "problem"),
    [
        ([QuestionDraft(" ")], "needs words"),
        ([QuestionDraft("Diet"), QuestionDraft("diet")], "asked twice"),
        ([QuestionDraft("Diet", FieldKind.CHOICE, ("vegan", "Vegan"))], "two or more choices"),
    ],
)
def test_questions_that_cannot_be_asked(
    evening: Evening, drafts: list[QuestionDraft], problem: str
) -> None:
    with pytest.raises(UserError, match=problem):
        set_questions(evening.db, evening.meetup, drafts)


def test_what_an_earlier_event_asked_is_copied_once(evening: Evening) -> None:
    ask(evening, DIET, CHILDREN)
    later = plan(evening.db, "Next time")
    [(title, there)] = asked_before(evening.db, later)
    assert title == "Loom night"
    here = [QuestionDraft("DIET")]
    [fresh] = not_asked_yet(here, there)
    set_questions(evening.db, later, [*here, fresh])
    asked = list_questions(evening.db, later)
    assert [one.wording for one in asked] == ["DIET", "Coming with children?"]
    assert asked[1].at_door and fresh.uid == ""
    assert len(list_questions(evening.db, evening.meetup)) == 2, "the earlier event keeps its own"


def test_the_door_and_the_badge_show_what_is_wanted_there(evening: Evening) -> None:
    uids = ask(evening, DIET, CHILDREN)
    evening.going("Ana", "Ben")
    evening.going("Ana", event=evening.dyeing)
    reply(evening, "Ana", {uids["Diet?"]: "vegan", uids["Coming with children?"]: "yes"})
    reply(evening, "Ben", {uids["Coming with children?"]: "no"})
    badges = {badge.name: badge.answers for badge in badge_records(evening.db, evening.meetup)}
    assert badges == {"Ana": ("Diet: vegan",), "Ben": ()}
    ana = check_in_member(evening.db, evening.dyeing, evening.people["Ana"], now=at(19))
    assert ana.greeting is not None
    assert ana.greeting.phrases[1:] == ("Diet: vegan", "Coming with children")
    ben = check_in_member(evening.db, evening.meetup, evening.people["Ben"], now=at(19))
    assert ben.verdict is Verdict.WELCOME and ben.greeting is not None
    assert ben.greeting.phrases[1:] == ()


def test_partners_see_answers_only_where_they_tell_of_nobody(evening: Evening) -> None:
    note = QuestionDraft("Allergies", on_recap=True)
    uids = ask(evening, DIET, note)
    names = [f"Guest {number}" for number in range(12)]
    evening.going(*names)
    for number, name in enumerate(names):
        reply(evening, name, {uids["Diet?"]: "vegan" if number < 6 else "anything"})
        check_in_member(evening.db, evening.meetup, evening.people[name], now=at(19))
    reply(evening, names[0], {uids["Allergies"]: "nuts, says Ana Ruiz"})

    def figures() -> tuple[object, object]:
        with evening.db.reading() as session:
            record = recap_record(session, find_event(session, evening.meetup))
        return team_figures(record).answers, partner_figures(record).answers

    team, partners = figures()
    assert [(wording, [bar.value for bar in bars]) for wording, bars in team] == [
        ("Diet?", ["6", "6"]),
        ("Allergies", ["1"]),
    ]
    assert [wording for wording, _bars in partners] == ["Diet?"]
    for name in names[:2]:
        reply(evening, name, {uids["Diet?"]: "anything"})
    assert figures()[1] == (), "four are too few"
    for name in names[:2]:
        reply(evening, name, {uids["Diet?"]: "vegan"})
    reply(evening, names[-1], {uids["Diet?"]: ""})
    assert figures()[1] == (), "one who did not answer is found by subtraction"
    for name in names:
        reply(evening, name, {uids["Diet?"]: "", uids["Allergies"]: "Ana Ruiz has nuts"})
    assert figures()[0] and figures()[1] == (), "people's own words stay inside"


def test_columns_of_an_attendee_list_answer_the_questions(evening: Evening, tmp_path: Path) -> None:
    uids = ask(evening, DIET, QuestionDraft("How many children", FieldKind.NUMBER))
    file = tmp_path / "attendees.csv"
    file.write_text(
        "Name,Email,RSVP,diet,How many children?\n"
        "Ana,ana@example.org,Yes,Vegan,2\n"
        "Ben,ben@example.org,Yes,steak,\n",
        "utf-8",
    )
    looked = import_guests(evening.db, evening.meetup, [file], dry_run=True)
    assert (looked.registered, looked.added, looked.answers) == (2, 2, 2)
    assert list_guests(evening.db, evening.meetup) == []
    done = import_guests(evening.db, evening.meetup, [file])
    assert (done.registered, done.added, done.answers) == (2, 2, 2)
    assert [problem.row for problem in done.problems] == [3]
    assert "“steak” is none of the choices" in done.problems[0].message
    assert answers(evening, "Ana") == {uids["Diet?"]: "vegan", uids["How many children"]: "2"}
    again = import_guests(evening.db, evening.meetup, [file])
    assert (again.registered, again.added, again.answers) == (0, 0, 0)
    take_back(evening.db)
    assert list_guests(evening.db, evening.meetup) == []


def test_a_column_is_said_to_answer_a_question(evening: Evening, tmp_path: Path) -> None:
    uids = ask(evening, DIET)
    file = tmp_path / "attendees.csv"
    file.write_text("Name,RSVP,Essen\nAna,Yes,Vegan\nBen,Yes,steak\n", "utf-8")
    said = {"field:Diet?": "Essen"}
    done = import_guests(evening.db, evening.meetup, [file], mapping=said)
    assert (done.registered, done.answers) == (2, 1)
    assert ["“Diet?”" in problem.message for problem in done.problems] == [True]
    assert answers(evening, "Ana") == {uids["Diet?"]: "vegan"}
    [ana] = [row for row in list_members(evening.db) if row.name == "Ana"]
    assert "Essen" not in dict(member_detail(evening.db, ana.uid).fields), "it is of the evening"
