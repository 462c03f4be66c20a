"""Rules about events and about what people say of themselves: whom each chooses, typed and kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from organizer.domain.drafts import EventDraft, MemberDraft, QuestionDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind, FieldKind, RegistrationStatus
from organizer.domain.segments import Rules, all_of, from_json, to_json
from organizer.domain.times import instant
from organizer.models.database import Database
from organizer.models.tables import Member
from organizer.services.answers import guests, paying
from organizer.services.answers.guest_answers import keep_answers_and_wishes
from organizer.services.at_door import closing, door
from organizer.services.people import members, segments
from organizer.services.people.typed_rules import typed_rules
from organizer.services.plans.events import add_event, cancel_event
from organizer.services.plans.questions import list_questions
from tests.evenings import ZONE
from tests.ready_made import ReadyMade

TODAY = date(2026, 11, 22)
GOING, DECLINED = RegistrationStatus.GOING, RegistrationStatus.DECLINED


def night(db: Database, title: str, starts: datetime, **more: object) -> str:
    """Plan an evening of two hours."""
    draft = EventDraft(
        title=title, starts=starts, ends=starts + timedelta(hours=2), timezone=ZONE, venue="Mill"
    )
    return add_event(db, replace(draft, **more))  # type: ignore[arg-type]


@pytest.fixture
def filled(db: Database) -> Database:
    """Ana came to all, Bo said yes twice and came once, Cy was asked only, Dee came long ago."""
    _FILLED.put_into(db)
    return db


def _fill(db: Database) -> None:
    people = (
        MemberDraft(
            "Ana Ruiz", greeting="Ana", pronouns="she/her", found_us="A poster at the café"
        ),
        MemberDraft("Bo", phone="+49 176 1234567", pronouns="They/Them", notes="Has a LOOM"),
        MemberDraft("Cy"),
        MemberDraft("Dee", found_us="Friends"),
    )
    ana, bo, cy, dee = (members.add_member(db, draft) for draft in people)
    with db.writing() as session:
        session.execute(
            update(Member)
            .where(Member.uid == dee)
            .values(earlier_attended=3, earlier_no_shows=2, earlier_last_on=date(2019, 5, 2))
        )
    asked = (
        QuestionDraft("What do you eat?"),
        QuestionDraft("Bring kids?", FieldKind.YES_NO),
    )
    spring, autumn = datetime(2026, 3, 3, 19), datetime(2026, 10, 6, 19)
    paper = night(db, "Paper night", spring, price="5 €")
    dye = night(db, "Dye night, Frühling", autumn, questions=asked)
    off = night(db, "Loom night", autumn + timedelta(days=7))
    unseen = night(db, "Picnic", autumn - timedelta(days=30))
    for event, going in ((paper, [ana, bo]), (dye, [ana, bo]), (off, [ana]), (unseen, [bo])):
        guests.add_guests(db, event, going, status=GOING)
    guests.add_guests(db, dye, [cy])
    cancel_event(db, off)
    for event, starts, came in ((paper, spring, [ana, bo]), (dye, autumn, [ana])):
        for uid in came:
            door.check_in_member(db, event, uid, now=instant(starts, ZONE))
    [first] = [row.registration_id for row in guests.list_guests(db, paper) if row.name == "Bo"]
    paying.set_paid(db, paper, [first], is_paid=True)
    eats, kids = (question.uid for question in list_questions(db, dye))
    keep_answers_and_wishes(db, dye, ana, {eats: "Végan, please", kids: "no"})
    keep_answers_and_wishes(db, dye, cy, {kids: "yes"})


_FILLED = ReadyMade(_fill)


def found(db: Database, *texts: str) -> str:
    """The initials of those whom rules choose that somebody types, once they were kept."""
    rules = from_json(to_json(typed_rules(db, texts)))
    names = {row.id: row.name[0] for row in members.list_members(db)}
    return "".join(names[one] for one in segments.matching(db, rules, TODAY))


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        ("answered:Paper night is came", "AB"),
        ("answered:Dye night, Frühling is came", "A"),
        ("answered:Dye night, Frühling is-not came", "BCD"),
        ("answered:titled:dye NIGHT is came", "A"),
        ("answered:titled:fruhling is came", "A"),
        ("answered:titled:night is came", "AB"),
        ("answered:titled:night is-not came", "CD"),
        ("answered:titled:dance is came", ""),
        ("answered is came", "AB"),
        ("answered:Dye night, Frühling is listed", "ABC"),
        ("answered:titled:dye is-not listed", "D"),
        ("answered:titled:dye is invited", "C"),
        ("answered is no-show", "B"),
        ("answered:Dye night, Frühling is no-show", "B"),
        ("answered:Paper night is no-show", ""),
        ("answered:Loom night is no-show", ""),
        ("answered:Picnic is no-show", ""),
        ("answered:next is came", ""),
        ("answered:Paper night is paid", "B"),
        ("answered:Paper night is unpaid", "A"),
        ("answered is unpaid", "A"),
        ("no-shows exactly 0", "AC"),
        ("no-shows exactly 1", "B"),
        ("no-shows at-least 1", "BD"),
        ("no-shows at-least 2", "D"),
        ("question:what do you eat? contains VEGAN", "A"),
        ("question:What do you eat? filled", "A"),
        ("question:What do you eat? empty", "BCD"),
        ("question:Bring kids? is yes", "C"),
        ("question:Bring kids? is-not yes", "ABD"),
        ("pronouns is they/them", "B"),
        ("pronouns is-not they/them", "ACD"),
        ("pronouns empty", "CD"),
        ("greeting filled", "A"),
        ("greeting empty", "BCD"),
        ("phone filled", "B"),
        ("notes contains loom", "B"),
        ("notes empty", "ACD"),
        ("found-us contains cafe", "A"),
        ("found-us is friends", "D"),
        ("found-us is-not friends", "ABC"),
        ("found-us empty", "BC"),
        ("last-came not-within 90-days", "BD"),
        ("last-came not-within-or-never 90-days", "BCD"),
        ("last-came within 90-days", "A"),
    ],
)
def test_each_rule_chooses_whom_it_says(filled: Database, rule: str, who: str) -> None:
    assert found(filled, rule) == who


def test_rules_of_every_sort_go_together(filled: Database) -> None:
    assert found(
        filled, "no-shows at-least 1", "phone filled", "answered:titled:paper is came"
    ) == ("B")
    assert found(filled, "notes contains loom", "found-us contains cafe") == ""
    either = typed_rules(
        filled, ["notes contains loom", "no-shows at-least 2", "came exactly 0"], any_will_do=True
    )
    names = {row.id: row.name[0] for row in members.list_members(filled)}
    assert [names[one] for one in segments.matching(filled, either, TODAY)] == ["B", "C", "D"]


def test_a_workshop_counts_with_its_meetup(filled: Database) -> None:
    """Who came to the meetup and missed its workshop has not stayed away an evening."""
    starts = datetime(2026, 11, 3, 19)
    meetup = night(filled, "Evening", starts)
    workshop = night(filled, "Knots", starts, kind=EventKind.WORKSHOP, part_of=meetup)
    for event in (meetup, workshop):
        guests.add_guests(filled, event, ["Ana Ruiz", "Bo"], status=GOING)
    now = instant(starts, ZONE)
    door.check_in_member(filled, workshop, "Bo", now=now)
    door.check_in_member(filled, meetup, "Ana Ruiz", now=now)
    assert found(filled, "answered:Knots is no-show") == "A"
    assert found(filled, "no-shows exactly 0") == "AC"


def test_nobody_stayed_away_before_the_evening_is_over_or_closed(filled: Database) -> None:
    """What runs until the day after tomorrow has begun long ago: Bo can still come."""
    starts = datetime(2026, 11, 3, 19)
    draft = {"ends": datetime.now().replace(microsecond=0) + timedelta(days=2)}
    running = night(filled, "Long night", starts, **draft)
    guests.add_guests(filled, running, ["Ana Ruiz", "Bo"], status=GOING)
    door.check_in_member(filled, running, "Ana Ruiz", now=instant(starts, ZONE))
    told = "answered:Long night is no-show"
    missed = members.member_detail(filled, "Bo").yes_count
    assert found(filled, told) == ""
    closing.close_evening(filled, running, now=instant(starts, ZONE) + timedelta(hours=3))
    assert found(filled, told) == "B"
    assert members.member_detail(filled, "Bo").yes_count == missed + 1
    cancel_event(filled, running)
    assert members.member_detail(filled, "Bo").yes_count == missed


def test_they_are_said_in_words_and_come_back_as_they_were_typed(filled: Database) -> None:
    texts = ("answered:Paper night is came", "question:Bring kids? is yes")
    segments.save_segment(filled, "Some", typed_rules(filled, texts))
    [said] = segments.segments_in_words(filled)
    assert said.words == "came to “Paper night” · Bring kids: yes"
    assert said.rules == texts
    assert typed_rules(filled, said.rules) == typed_rules(filled, texts)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("answered:Paper night is danced", "none of: invited, going"),
        ("answered:titled: is came", "which words the title has"),
        ("question is yes", "Say which question is meant"),
        ("question:Shoe size filled", "Asked is: “Bring kids\\?”"),
        ("no-shows at-least few", "no number of times"),
        ("greeting is Ana", "one can ask: filled, empty"),
    ],
)
def test_what_cannot_be_asked_is_told(filled: Database, rule: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        typed_rules(filled, [rule])


def test_nobody_is_chosen_by_a_question_that_was_taken_away(filled: Database) -> None:
    rules = typed_rules(filled, ["question:Bring kids? is yes"])
    gone = all_of(replace(rules.each[0], about="Gone?"))
    assert segments.matching(filled, gone, TODAY) == []
    assert isinstance(gone, Rules)
