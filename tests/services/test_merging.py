"""One person instead of two: everything of both is kept, and both can be had back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import Consent, FieldKind, RegistrationStatus, Verdict
from organizer.domain.likeness import Sign, Strength
from organizer.domain.segments import Ask, Rule, Trait, all_of
from organizer.models.database import Database
from organizer.models.tables import (
    Attendance,
    BadgeCode,
    Base,
    Circle,
    CircleMember,
    CustomField,
    Event,
    Facilitator,
    FieldValue,
    Member,
    MemberSource,
    Question,
    QuestionAnswer,
    Registration,
    SentInvitation,
    WorkshopChoice,
    utc_now,
)
from organizer.services import undoing
from organizer.services.answers import guests
from organizer.services.at_door import door
from organizer.services.at_door.attendance import derive_attendance
from organizer.services.lists import importing
from organizer.services.people import duplicates, members, members_out, merging, segments
from organizer.services.plans import events
from tests.evenings import Evening, at, plan


def tables(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the file but for the steps themselves."""
    with closing(sqlite3.connect(db.path)) as connection:
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in Base.metadata.tables
            if name not in ("step", "step_row")
        }


def member(session: Session, uid: str) -> Member:
    return session.scalars(select(Member).where(Member.uid == uid)).one()


def add(db: Database, name: str, *emails: str, **more: Any) -> str:
    return members.add_member(db, MemberDraft(name=name, emails=emails, **more))


@pytest.fixture
def twice(evening: Evening) -> Evening:
    """Ana is in the list twice, both with something that the other has not."""
    db = evening.db
    ana = add(db, "Ana Lima", "ana@lima.example", tags=("weaver",), notes="Loom 3")
    anna = add(
        db,
        "Anna L.",
        "anna@work.example",
        "ANA@lima.example",
        tags=("host", "weaver"),
        notes="Vegan",
        host_note="Ask about the key",
        do_not_write=True,
    )
    bea = add(db, "Bea")
    evening.people |= {"Ana Lima": ana, "Anna L.": anna, "Bea": bea}
    with db.writing() as session:
        one, two, other = (member(session, uid) for uid in (ana, anna, bea))
        one.joined_on, two.joined_on = date(2020, 5, 1), date(2018, 2, 3)
        one.fields, two.fields = {"City": "Kiel"}, {"City": "Bonn", "Shoe": "39"}
        one.phone, two.phone = "0170 1", "0170 2"
        two.pronouns, two.photo_consent = "she/her", Consent.NO
        one.photo_consent = Consent.YES
        other.brought_by_id = two.id
        two.brought_by_id = one.id
        field = CustomField(name="Allergies", folded="allergies", kind=FieldKind.TEXT)
        circle = Circle(name="Dyers", folded="dyers", host_id=two.id)
        both = Circle(name="Knotters", folded="knotters")
        session.add_all([field, circle, both])
        session.flush()
        session.add_all(
            [
                FieldValue(member_id=one.id, field_id=field.id, value="Wool"),
                FieldValue(member_id=two.id, field_id=field.id, value="Nuts"),
                CircleMember(circle_id=circle.id, member_id=two.id),
                *(CircleMember(circle_id=both.id, member_id=each.id) for each in (one, two)),
                MemberSource(member_id=one.id, system="meetup", external_id="1001"),
                MemberSource(member_id=two.id, system="luma", external_id="usr-7"),
            ]
        )
    return evening


def test_everything_of_both_is_kept(twice: Evening) -> None:
    db = twice.db
    ana, anna, bea = (twice.people[name] for name in ("Ana Lima", "Anna L.", "Bea"))
    assert merging.merge_members(db, ana, anna) == ana
    [row] = [row for row in members.list_members(db) if row.uid == ana]
    assert row.emails == ("ana@lima.example", "anna@work.example"), "one address is one"
    assert row.tags == ("host", "weaver")
    assert row.joined_on == date(2018, 2, 3)
    with db.reading() as session:
        kept = member(session, ana)
        assert kept.notes == "Loom 3\nVegan"
        assert kept.host_note == "Ask about the key"
        assert kept.do_not_write
        assert kept.photo_consent is Consent.NO, "who said no once is not in pictures"
        assert (kept.phone, kept.pronouns) == ("0170 1", "she/her")
        assert kept.other_names == ["Anna L."]
        assert kept.fields == {
            "City": "Kiel",
            "City (Anna L.)": "Bonn",
            "Shoe": "39",
            "Phone (Anna L.)": "0170 2",
            "Allergies (Anna L.)": "Nuts",
        }
        assert kept.brought_by_id is None, "nobody brought themselves"
        assert member(session, bea).brought_by_id == kept.id
        circles = session.scalars(
            select(Circle.name)
            .join(CircleMember, CircleMember.circle_id == Circle.id)
            .where(CircleMember.member_id == kept.id)
        )
        assert sorted(circles) == ["Dyers", "Knotters"]
        assert session.scalar(select(Circle.host_id).where(Circle.name == "Dyers")) == kept.id
        assert session.scalars(select(FieldValue.value)).all() == ["Wool"]
        sources = session.execute(
            select(MemberSource.system, MemberSource.external_id, MemberSource.member_id)
        ).all()
        assert {(*source,) for source in sources} == {
            ("meetup", "1001", kept.id),
            ("luma", "usr-7", kept.id),
            ("organizer", anna, kept.id),
        }
        assert session.scalar(select(func.count()).select_from(Member)) == 2


def test_undo_brings_both_back_exactly_and_redo_merges_again(twice: Evening) -> None:
    db = twice.db
    ana, anna = twice.people["Ana Lima"], twice.people["Anna L."]
    twice.going("Ana Lima", "Anna L.", "Bea")
    twice.going("Anna L.", event=twice.dyeing)
    twice.going("Ana Lima", event=twice.knots)
    for name, event in (("Ana Lima", twice.meetup), ("Anna L.", twice.dyeing)):
        door.check_in_member(db, event, twice.people[name], now=at(18, 50))
    duplicates.not_the_same(db, anna, twice.people["Bea"])
    before = tables(db)
    merging.merge_members(db, ana, anna)
    merged = tables(db)
    assert undoing.turns(db).back == "Anna L. merged into Ana Lima"
    undoing.take_back(db)
    assert tables(db) == before
    undoing.take_again(db)
    assert tables(db) == merged
    undoing.take_back(db)
    assert tables(db) == before


def test_every_table_that_speaks_of_members_is_thought_of() -> None:
    speaking = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "member"
    }
    assert speaking == set(merging.MOVES), "rows of it would be deleted with the entry that goes"


def test_of_two_answers_the_stronger_stays_and_the_freed_seat_is_given(evening: Evening) -> None:
    db = evening.db
    full = plan(db, "Full", capacity=3)
    evening.going("Ana", "Anna", "Bea", "Cem", event=full)
    assert evening.status("Cem", full) == "waitlisted"
    with db.writing() as session:
        [first, second] = registrations(session, full, evening, "Ana", "Anna")
        first.is_walk_in, second.is_paid = True, True
        second.created_at = first.created_at.replace(year=2020)
    codes = [evening.code(name, full) for name in ("Ana", "Anna")]
    merging.merge_members(db, evening.people["Ana"], evening.people["Anna"])
    assert evening.status("Ana", full) == "going"
    assert evening.status("Cem", full) == "going", "one of two seats is free again"
    assert events.get_event(db, full).going == 3
    assert len(guests.list_guests(db, full)) == 3, "two codes do not make two rows"
    assert evening.code("Ana", full) == codes[0], "printing again gives the same code"
    with db.reading() as session:
        [row] = registrations(session, full, evening, "Ana")
        assert (row.is_walk_in, row.is_paid, row.created_at.year) == (False, True, 2020)


def registrations(
    session: Session, event: str, evening: Evening, *names: str
) -> list[Registration]:
    return [
        session.scalars(
            select(Registration)
            .join(Event, Event.id == Registration.event_id)
            .join(Member, Member.id == Registration.member_id)
            .where(Event.uid == event, Member.uid == evening.people[name])
        ).one()
        for name in names
    ]


@pytest.mark.parametrize(
    ("mine", "theirs", "left"),
    [
        ("invited", "going", "going"),
        ("declined", "going", "going"),
        ("maybe", "declined", "maybe"),
        ("invited", "declined", "declined"),
        ("cancelled", "invited", "invited"),
    ],
)
def test_which_answer_is_the_stronger(evening: Evening, mine: str, theirs: str, left: str) -> None:
    evening.invited("Ana", "Anna")
    for name, word in (("Ana", mine), ("Anna", theirs)):
        with evening.db.writing() as session:
            [row] = registrations(session, evening.meetup, evening, name)
            row.status = RegistrationStatus(word)
    merging.merge_members(evening.db, evening.people["Ana"], evening.people["Anna"])
    assert evening.status("Ana") == left


def test_more_guests_of_the_weaker_answer_push_nobody_out(evening: Evening) -> None:
    db = evening.db
    full = plan(db, "Full", capacity=2)
    evening.going("Ana", "Bea", event=full)
    evening.going("Anna", event=full, plus=2)
    assert evening.status("Anna", full) == "waitlisted"
    merging.merge_members(db, evening.people["Ana"], evening.people["Anna"])
    row = events.get_event(db, full)
    assert (row.going, row.waitlisted) == (2, 0)
    open_door = plan(db, "Open")
    evening.going("Bea", event=open_door)
    evening.going("Cem", event=open_door, plus=2)
    merging.merge_members(db, evening.people["Bea"], evening.people["Cem"])
    assert events.get_event(db, open_door).going == 3


def test_badges_of_both_open_the_door_and_revoked_ones_stay_revoked(evening: Evening) -> None:
    db = evening.db
    evening.going("Ana", "Anna")
    evening.going("Anna", event=evening.knots)
    lost = evening.code("Anna")
    new = guests.renew_code(db, evening.meetup, evening.people["Anna"])
    mine, workshop = evening.code("Ana"), evening.code("Anna", evening.knots)
    merging.merge_members(db, evening.people["Ana"], evening.people["Anna"])
    said = [
        door.check_in(db, evening.meetup, code, now=at(18, 50 + minute))
        for minute, code in enumerate((lost, new, mine, workshop))
    ]
    assert [answer.verdict for answer in said] == [
        Verdict.REVOKED,
        Verdict.WELCOME,
        Verdict.ALREADY_IN,
        Verdict.ALREADY_IN,
    ]
    assert {answer.member_uid for answer in said} == {evening.people["Ana"]}
    with db.reading() as session:
        valid = session.scalars(
            select(BadgeCode.code)
            .join(Registration, Registration.id == BadgeCode.registration_id)
            .join(Event, Event.id == Registration.event_id)
            .where(Event.uid == evening.meetup, BadgeCode.revoked_at.is_(None))
        )
        assert set(valid) == {new, mine}


def test_attendance_is_what_the_log_of_both_says(evening: Evening) -> None:
    db = evening.db
    evening.going("Ana", "Anna", "Bea")
    ana, anna = evening.people["Ana"], evening.people["Anna"]
    other = plan(db, "Other night")
    guests.add_guests(db, other, [ana, anna], status=RegistrationStatus.GOING)
    door.check_in_member(db, other, anna, now=at(18, 30))
    door.check_in_member(db, other, ana, now=at(18, 35))
    door.check_in_member(db, evening.meetup, anna, now=at(18, 45), station="side")
    door.check_in_member(db, evening.meetup, ana, now=at(19, 5))
    door.check_in_member(db, evening.knots, ana, now=at(19, 10), let_in=True)
    door.check_out(db, evening.meetup, anna, now=at(20, 0))
    merging.merge_members(db, ana, anna)
    [came] = [g for g in guests.list_guests(db, evening.meetup) if g.member_uid == ana]
    assert came.arrived_at is not None
    assert (came.arrived_at.hour, came.arrived_at.minute) == (18, 45), "the earlier arrival"
    assert events.get_event(db, evening.meetup).attended == 1
    [row] = [row for row in members.list_members(db) if row.uid == ana]
    assert row.attended == 2, "two meetups, both with both badges"
    [early] = guests.list_guests(db, other)
    assert early.arrived_at is not None
    assert early.arrived_at.minute == 30
    before = attendances(db)
    with db.writing() as session:
        kept = member(session, ana)
        for event in session.scalars(select(Event).order_by(Event.part_of_id.is_not(None))):
            derive_attendance(session, event, kept.id, is_leaving=True)
    assert attendances(db) == before


def test_guests_of_both_are_those_that_the_log_counts(evening: Evening) -> None:
    db = evening.db
    evening.going("Ana", plus=1)
    evening.going("Anna", plus=3)
    evening.going("Ana", event=evening.knots)
    ana, anna = evening.people["Ana"], evening.people["Anna"]
    door.check_in_member(db, evening.meetup, anna, now=at(18, 45))
    door.check_in_member(db, evening.meetup, ana, now=at(19, 5))
    door.check_in_member(db, evening.knots, ana, now=at(19, 10))
    merging.merge_members(db, ana, anna)
    with db.reading() as session:
        came = dict(
            session.execute(
                select(Event.uid, Attendance.plus).join(Event, Event.id == Attendance.event_id)
            ).all()
        )
    assert came == {evening.meetup: 4, evening.knots: 0}, "not the larger of the two"
    before = attendances(db)
    with db.writing() as session:
        for event in session.scalars(select(Event)):
            derive_attendance(session, event, member(session, ana).id, is_leaving=True)
    assert attendances(db) == before


def attendances(db: Database) -> list[tuple[Any, ...]]:
    with db.reading() as session:
        columns = (c for c in Attendance.__table__.columns if c.name != "id")
        return sorted(tuple(row) for row in session.execute(select(*columns)))


def test_workshops_invitations_and_answers_to_questions(evening: Evening) -> None:
    db = evening.db
    evening.going("Ana", "Anna")
    with db.writing() as session:
        mine, theirs = registrations(session, evening.meetup, evening, "Ana", "Anna")
        asked = [
            Question(event_id=mine.event_id, wording=wording, kind=kind)
            for wording, kind in (
                ("Allergies", FieldKind.TEXT),
                ("Bringing children", FieldKind.YES_NO),
                ("Diet", FieldKind.TEXT),
            )
        ]
        session.add_all(asked)
        session.flush()
        for question, one, two in zip(
            asked, ("Wool", "no", ""), ("Nuts", "yes", "Vegan"), strict=True
        ):
            if one:
                session.add(
                    QuestionAnswer(registration_id=mine.id, question_id=question.id, value=one)
                )
            session.add(
                QuestionAnswer(registration_id=theirs.id, question_id=question.id, value=two)
            )
        for row, sequence in ((mine, 1), (theirs, 3)):
            session.add(
                SentInvitation(
                    registration_id=row.id, method="REQUEST", sequence=sequence, sent_at=utc_now()
                )
            )
        knots = session.scalars(select(Event.id).where(Event.uid == evening.knots)).one()
        for row, rank in ((mine, 2), (theirs, 1)):
            session.add(WorkshopChoice(event_id=knots, member_id=row.member_id, rank=rank))
            session.add(Facilitator(event_id=knots, member_id=row.member_id))
    merging.merge_members(db, evening.people["Ana"], evening.people["Anna"])
    with db.reading() as session:
        values = session.execute(
            select(Question.wording, QuestionAnswer.value).join(
                Question, Question.id == QuestionAnswer.question_id
            )
        )
        assert {wording: value for wording, value in values} == {
            "Allergies": "Wool; Nuts",
            "Bringing children": "no",
            "Diet": "Vegan",
        }
        kept = member(session, evening.people["Ana"])
        assert kept.fields == {"Loom night: Bringing children (Anna)": "yes"}
        assert session.scalars(select(SentInvitation.sequence)).all() == [3]
        assert session.scalars(select(WorkshopChoice.rank)).all() == [1]
        assert session.scalars(select(Facilitator.member_id)).all() == [kept.id]


def test_earlier_counts_add_up_only_where_they_are_two_accounts(db: Database) -> None:
    uids = [add(db, name) for name in ("Ana", "Anna", "Bo", "Boo")]
    with db.writing() as session:
        for number, uid in enumerate(uids):
            one = member(session, uid)
            one.earlier_attended = 10 - number
            one.earlier_last_on = date(2019, 1, 1 + number)
            if number < 2:
                session.add(MemberSource(member_id=one.id, system="meetup", external_id=uid))
    merging.merge_members(db, uids[0], uids[1])
    merging.merge_members(db, uids[2], uids[3])
    rows = {row.uid: row for row in members.list_members(db)}
    assert (rows[uids[0]].attended, rows[uids[0]].last_attended) == (19, date(2019, 1, 2))
    assert rows[uids[2]].attended == 8, "it may be one count from two days"


def take_in(db: Database, folder: Path, text: str) -> importing.ImportCounts:
    path = folder / "list.csv"
    path.write_text(text, "utf-8")
    return importing.apply_import(db, importing.plan_import(db, importing.read_lists([path])))


@pytest.mark.parametrize(
    "text",
    [
        "Name,Email\nAna Lima,ana@lima.example\nAnna L.,anna@work.example\n",
        "Name\nAna Lima\nAnna L.\n",
        "Name\nKim\nKim\n",
        "Name,Email\nKim,\nKim,kim@x.org\n",
        "Name\tUser ID\tMember ID\tMeetups attended\nKim\tuser 1\t1\t3\nKim\tuser 2\t2\t4\n",
    ],
)
def test_the_same_list_after_a_merge_adds_nobody(db: Database, tmp_path: Path, text: str) -> None:
    assert take_in(db, tmp_path, text).added == 2
    one, two = members.list_members(db)
    merging.merge_members(db, one.uid, two.uid)
    counts = take_in(db, tmp_path, text)
    assert (counts.added, len(members.list_members(db))) == (0, 1)
    [after] = members.list_members(db)
    assert after.name == one.name, "a list does not rename who was made of two"


def test_a_third_of_the_name_is_still_somebody_else(db: Database, tmp_path: Path) -> None:
    take_in(db, tmp_path, "Name\nKim\nKim\n")
    one, two = members.list_members(db)
    merging.merge_members(db, one.uid, two.uid)
    assert take_in(db, tmp_path, "Name\nKim\nKim\nKim\n").added == 1
    assert take_in(db, tmp_path, "Name\nKim\nKim\nKim\n").added == 0


def test_totals_of_both_halves_are_not_lost_by_a_second_import(
    db: Database, tmp_path: Path
) -> None:
    with db.writing() as session:
        for name, number, came in (("Ana", "1", 10), ("Anna", "2", 5)):
            one = members.new_member(session, name)
            one.earlier_attended = came
            session.add(MemberSource(member_id=one.id, system="meetup", external_id=number))
    one, two = members.list_members(db)
    exported = tmp_path / "out.csv"
    members_out.export_members(db, exported)
    merging.merge_members(db, one.uid, two.uid)
    for _again in range(2):
        [row] = members.list_members(db)
        assert (row.attended, row.name) == (15, "Ana")
        take_in(db, tmp_path, exported.read_text("utf-8-sig"))


def test_a_list_written_before_the_merge_knows_both(db: Database, tmp_path: Path) -> None:
    add(db, "Ana Lima")
    add(db, "Anna L.")
    path = tmp_path / "before.csv"
    members_out.export_members(db, path)
    one, two = members.list_members(db)
    merging.merge_members(db, one.uid, two.uid)
    assert take_in(db, tmp_path, path.read_text("utf-8-sig")).added == 0
    assert [row.name for row in members.list_members(db)] == [one.name], "and renames nobody"


def test_a_search_finds_the_other_name_and_what_is_kept_beside(twice: Evening) -> None:
    db = twice.db
    merging.merge_members(db, twice.people["Ana Lima"], twice.people["Anna L."])
    for said in ("anna", "0170 2", "+49 170 2", "1702", "nuts", "bonn ana"):
        assert [row.name for row in members.list_members(db, search=said)] == ["Ana Lima"], said
        rules = all_of(Rule(Trait.TEXT, Ask.CONTAINS, said))
        assert [row.name for row in members.list_members(db, rules=rules)] == ["Ana Lima"], said
    assert members.list_members(db, search="kiel") == [], "what lists brought is not looked into"


def test_the_uid_of_the_other_leads_to_who_is_kept(twice: Evening) -> None:
    db, ana, anna = twice.db, twice.people["Ana Lima"], twice.people["Anna L."]
    brought = Rule(Trait.BROUGHT_BY, Ask.IS, anna)
    segments.save_segment(db, "Anna brought them", all_of(brought))
    [before] = segments.matching(db, all_of(brought))
    merging.merge_members(db, ana, anna)
    assert members.member_detail(db, anna).row.uid == ana
    [segment] = segments.list_segments(db)
    assert segment.rules == all_of(Rule(Trait.BROUGHT_BY, Ask.IS, ana))
    assert segments.matching(db, segment.rules) == [before]


def test_nobody_is_merged_with_themselves(twice: Evening) -> None:
    before = tables(twice.db)
    with pytest.raises(UserError, match="same entry"):
        merging.merge_members(twice.db, twice.people["Bea"], "Bea")
    assert tables(twice.db) == before


def test_duplicates_are_found_with_reasons_and_told_apart_for_good(twice: Evening) -> None:
    db = twice.db
    [pair] = duplicates.find_duplicates(db)
    assert {pair.one, pair.other} == {twice.people["Ana Lima"], twice.people["Anna L."]}
    assert pair.strength is Strength.POSSIBLE, "two names and one address may be a family"
    assert [reason.sign for reason in pair.reasons] == [Sign.SAME_ADDRESS]
    duplicates.not_the_same(db, pair.other, pair.one)
    assert duplicates.find_duplicates(db) == []
    undoing.take_back(db)
    assert len(duplicates.find_duplicates(db)) == 1


def test_a_family_at_one_address_is_asked_about_once_and_never_merged(evening: Evening) -> None:
    db = evening.db
    uids = {add(db, name, "home@x.org") for name in ("Robin Vega", "Kim Vega")}
    [pair] = duplicates.find_duplicates(db)
    assert ({pair.one, pair.other}, pair.strength) == (uids, Strength.FAINT)
    assert [reason.sign for reason in pair.reasons] == [Sign.SAME_ADDRESS]
    duplicates.not_the_same(db, pair.one, pair.other)
    assert duplicates.find_duplicates(db) == []


def test_who_was_seen_together_is_hardly_one_person(evening: Evening) -> None:
    db = evening.db
    for email in ("a@x.org", "b@x.org"):
        add(db, "Robin Vega", email)
    [pair] = duplicates.find_duplicates(db)
    assert (pair.strength, pair.both_came) == (Strength.LIKELY, 0)
    for uid in (pair.one, pair.other):
        door.check_in_member(db, evening.meetup, uid, now=at(19), let_in=True)
    [pair] = duplicates.find_duplicates(db)
    assert (pair.strength, pair.both_came) == (Strength.POSSIBLE, 1)


def test_what_was_told_apart_stays_so_after_a_merge(db: Database) -> None:
    kims = [add(db, "Kim Vega", f"{number}@x.org") for number in range(3)]
    duplicates.not_the_same(db, kims[0], kims[2])
    merging.merge_members(db, kims[1], kims[0])
    assert duplicates.find_duplicates(db) == []


def test_finding_can_be_stopped(twice: Evening) -> None:
    class Stopped(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        duplicates.find_duplicates(twice.db, step=stop)
