"""The passport: everything that the file knows of a person, readable by them, and of nobody else."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import select

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import CodeKind, Consent, FieldKind
from organizer.models.tables import (
    BadgeCode,
    Base,
    Circle,
    CustomField,
    Event,
    Facilitator,
    FieldValue,
    Member,
    MemberSource,
    Question,
    QuestionAnswer,
    Registration,
    WorkshopChoice,
)
from organizer.services.at_door import door
from organizer.services.people import duplicates, members, merging, passport
from organizer.services.plans import events
from tests.evenings import Evening, at

ANA = "Nguyễn Thị Ánh"


@pytest.fixture
def known(evening: Evening) -> Evening:
    """Of Ánh everything is known that a file can know."""
    db = evening.db
    evening.person("Bea", "bea@secret.example")
    evening.person("Cem")
    draft = MemberDraft(
        name=ANA,
        greeting="Ánh",
        emails=("anh@example.org", "anh@work.example"),
        tags=("weaver",),
        notes="Loom 3.\nLikes indigo.",
        pronouns="she/her",
        phone="+84 91 234 5678",
        language="Tiếng Việt",
        photo_consent=Consent.NO,
        found_us="A poster in the mill",
        brought_by=evening.people["Cem"],
    )
    uid = evening.people[ANA] = members.add_member(db, draft)
    merging.merge_members(db, uid, evening.person("Anh N."))
    duplicates.not_the_same(db, uid, evening.people["Bea"])
    evening.going(ANA, "Bea", plus=2)
    evening.going(ANA, event=evening.dyeing)
    door.check_in(db, evening.meetup, evening.code(ANA), now=at(18, 50), station="side door")
    door.check_out(db, evening.meetup, uid, now=at(20, 15))
    with db.writing() as session:
        one = session.scalars(select(Member).where(Member.uid == uid)).one()
        one.host_note = "Has the key"  # only now: the door would have sent her to the host
        one.earlier_attended, one.earlier_last_on = 28, date(2019, 5, 2)
        one.fields = {**one.fields, "Shoe size": "39"}
        field = CustomField(name="Allergies", folded="allergies", kind=FieldKind.TEXT)
        knots = session.scalars(select(Event.id).where(Event.uid == evening.knots)).one()
        listed = session.scalars(
            select(Registration)
            .join(Event, Event.id == Registration.event_id)
            .where(Event.uid == evening.meetup, Registration.member_id == one.id)
        ).one()
        asked = Question(event_id=listed.event_id, wording="Diet", kind=FieldKind.TEXT)
        session.add_all([field, asked, Circle(name="Dyers", folded="dyers", host_id=one.id)])
        session.flush()
        session.add_all(
            [
                FieldValue(member_id=one.id, field_id=field.id, value="Nuts"),
                MemberSource(member_id=one.id, system="meetup", external_id="70001"),
                Facilitator(event_id=knots, member_id=one.id),
                WorkshopChoice(event_id=knots, member_id=one.id, rank=2),
                QuestionAnswer(registration_id=listed.id, question_id=asked.id, value="Vegan"),
                BadgeCode(code="D" * 38, kind=CodeKind.MEMBER, member_id=one.id),
            ]
        )
    return evening


SAID = (
    ANA, "Anh N.", "she/her", "anh@example.org", "anh@work.example", "+84 91 234 5678",
    "Tiếng Việt", "A poster in the mill", "Cem", "weaver", "Loom 3.", "Likes indigo.",
    "Has the key", "28", "Shoe size", "39", "Allergies", "Nuts", "meetup", "70001", "Loom night",
    "Dyeing", "Knots", "Diet", "Vegan", "side door", "Dyers", "D" * 38,
)  # fmt: skip


def write(known: Evening, path: Path) -> Path:
    passport.write_passport(known.db, known.people[ANA], path, now=at(23))
    return path


def pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return " ".join(" ".join(pages).split())


def test_the_paper_says_everything(known: Evening, tmp_path: Path) -> None:
    text = pdf_text(write(known, tmp_path / "anh.pdf"))
    for words in (*SAID, "18:50", "20:15", "with 2 guests", "Not in pictures", "You led it"):
        assert words in text, words


def test_json_says_the_same_with_keys_that_stay(known: Evening, tmp_path: Path) -> None:
    text = write(known, tmp_path / "anh.json").read_text("utf-8")
    for words in SAID:
        assert words in text, words
    document: dict[str, Any] = json.loads(text)
    assert document["name"] == ANA
    assert document["photo_consent"] == "no"
    assert document["fields"][0] == {"label": "Allergies", "value": "Nuts"}
    assert document["other_systems"] == [{"system": "meetup", "id": "70001"}]
    assert document["told_apart_from"] == 1
    events = {event["title"]: event for event in document["events"]}
    meetup = events["Loom night"]
    assert (meetup["status"], meetup["plus"]) == ("going", 2)
    assert (meetup["arrived"], meetup["left"]) == ("2026-11-24T18:50:00", "2026-11-24T20:15:00")
    assert [entry["action"] for entry in meetup["door"]] == ["arrived", "left"]
    assert meetup["answers"] == [{"question": "Diet", "answer": "Vegan"}]
    assert (events["Knots"]["led"], events["Knots"]["choice"]) == (True, 2)
    assert any(step["what"].startswith("Anh N. merged") for step in document["steps"])


def test_a_yes_to_an_event_that_was_cancelled_is_not_told_as_if_it_took_place(
    known: Evening, tmp_path: Path
) -> None:
    events.cancel_event(known.db, known.dyeing)
    assert pdf_text(write(known, tmp_path / "anh.pdf")).count("It was cancelled") == 1
    told = json.loads(write(known, tmp_path / "anh.json").read_text("utf-8"))["events"]
    assert {event["title"] for event in told if event["cancelled"]} == {"Dyeing"}
    assert {event["title"] for event in told} == {"Loom night", "Dyeing", "Knots"}


def test_nothing_of_others_is_in_it(known: Evening, tmp_path: Path) -> None:
    both = (
        pdf_text(write(known, tmp_path / "anh.pdf")),
        write(known, tmp_path / "anh.json").read_text("utf-8"),
    )
    assert not any("bea" in text.lower() for text in both)


def test_an_almost_empty_one_is_short(evening: Evening, tmp_path: Path) -> None:
    path = tmp_path / "cem.pdf"
    printed = passport.write_passport(evening.db, evening.person("Cem"), path)
    assert (printed.count, printed.pages) == (1, 1)
    assert "Before this file began" not in pdf_text(path)


def test_a_long_note_goes_over_pages_and_loses_no_word(evening: Evening, tmp_path: Path) -> None:
    words = [f"word{number}" for number in range(1_500)]
    uid = members.add_member(evening.db, MemberDraft(name="Long", notes=" ".join(words)))
    path = tmp_path / "long.pdf"
    assert passport.write_passport(evening.db, uid, path).pages > 1
    assert set(words) <= set(pdf_text(path).split())


def test_other_endings_and_existing_files_are_refused(evening: Evening, tmp_path: Path) -> None:
    uid = evening.person("Cem")
    with pytest.raises(UserError, match=r"\.pdf or \.json"):
        passport.write_passport(evening.db, uid, tmp_path / "cem.txt")
    path = tmp_path / "cem.json"
    path.write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        passport.write_passport(evening.db, uid, path)
    assert path.read_text() == "mine"


def test_no_column_of_a_member_is_forgotten() -> None:
    """Whoever adds a column to the member decides here how the passport says it."""
    told = set(passport.Passport.__dataclass_fields__)
    elsewhere = {
        "id": "told_apart_from",  # only a number inside the file
        "folded_name": "name",
        "sorting_name": "name",
        "created_at": "added_at",
        "brought_by_id": "brought_by",
        "is_erased": "name",
    }
    for column in Base.metadata.tables["member"].columns:
        assert elsewhere.get(column.name, column.name) in told, column.name
