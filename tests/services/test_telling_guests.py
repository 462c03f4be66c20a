"""Invitations: who is told what, and when nobody is; rule 10."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import icalendar
import pytest

from organizer.domain.drafts import CommunityDraft, QuestionDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import FieldKind, RegistrationStatus
from organizer.services import communities
from organizer.services.answers.guests import set_status
from organizer.services.out.inviting import (
    WrittenInvitation,
    count_due,
    who_wants_none,
    write_invitations,
)
from organizer.services.people import members
from organizer.services.plans import events
from organizer.services.plans.questions import set_questions
from tests.evenings import Evening, plan

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


class Post:
    """Writes the invitations of one event, each time into a folder of its own."""

    def __init__(self, evening: Evening, folder: Path) -> None:
        self.evening, self.folder, self.times = evening, folder, 0

    def __call__(self, event: str = "", *, everyone: bool = False) -> list[WrittenInvitation]:
        self.times += 1
        return write_invitations(
            self.evening.db,
            event or self.evening.meetup,
            self.folder / f"post {self.times}",
            everyone=everyone,
            now=NOW,
        )

    def told(self, event: str = "", *, everyone: bool = False) -> list[tuple[str, str, int]]:
        return [
            (one.email.partition("@")[0], one.method, one.sequence)
            for one in self(event, everyone=everyone)
        ]


@pytest.fixture
def post(evening: Evening, tmp_path: Path) -> Post:
    for name in ("Ana", "Bo", "Cy"):
        evening.person(name, f"{name.lower()}@x.org")
    evening.person("Without address")
    return Post(evening, tmp_path)


def answer(evening: Evening, name: str, status: str) -> None:
    set_status(evening.db, evening.meetup, evening.person(name), RegistrationStatus(status))


def change(evening: Evening, **changes: object) -> None:
    draft = events.draft_of(events.get_event(evening.db, evening.meetup))
    events.change_event(evening.db, evening.meetup, replace(draft, **changes))  # type: ignore[arg-type]


def test_each_guest_with_an_address_gets_an_invitation_of_their_own(
    evening: Evening, post: Post
) -> None:
    evening.invited("Ana", "Bo", "Without address")
    written = post()
    assert [(one.email, one.method, one.sequence) for one in written] == [
        ("ana@x.org", "REQUEST", 0),
        ("bo@x.org", "REQUEST", 0),
    ]
    assert {one.ics.parent for one in written} == {one.eml.parent for one in written}
    for one in written:
        calendar = icalendar.Calendar.from_ical(one.ics.read_bytes())
        assert calendar["METHOD"] == "REQUEST"
        (event,) = calendar.events
        assert str(event["ATTENDEE"]).casefold() == f"mailto:{one.email}"
        assert message_from_bytes(one.eml.read_bytes())["To"].endswith(f"{one.email}>")
    ana, bo = (one.ics.read_text("utf-8") + one.eml.read_text("utf-8") for one in written)
    assert "bo@x.org" not in ana and "ana@x.org" not in bo


def test_nothing_changed_nobody_is_told(evening: Evening, post: Post) -> None:
    evening.invited("Ana")
    assert len(post()) == 1
    assert count_due(evening.db, evening.meetup) == 0
    assert post() == []
    assert not (post.folder / "post 2").exists(), "not even a folder"


def test_only_who_is_new_is_told(evening: Evening, post: Post) -> None:
    evening.invited("Ana")
    post()
    evening.invited("Bo")
    assert post.told() == [("bo", "REQUEST", 0)]


def test_another_time_or_place_is_an_update_to_all_also_those_who_declined(
    evening: Evening, post: Post
) -> None:
    evening.invited("Ana", "Bo")
    post()
    answer(evening, "Ana", "declined")
    answer(evening, "Bo", "going")
    change(evening, venue="Barn")
    written = post()
    assert [(one.method, one.sequence) for one in written] == [("REQUEST", 1)] * 2
    answers = [
        icalendar.Calendar.from_ical(one.ics.read_bytes()).events[0]["ATTENDEE"].params["PARTSTAT"]
        for one in written
    ]
    assert answers == ["DECLINED", "ACCEPTED"], "an update carries the answer that we know"


def test_a_wording_change_is_sent_only_to_all_and_with_the_old_sequence(
    evening: Evening, post: Post
) -> None:
    evening.invited("Ana")
    post()
    change(evening, title="Loom evening", description="Bring wool.")
    assert post.told() == []
    assert post.told(everyone=True) == [("ana", "REQUEST", 0)]


def test_who_waits_is_told_when_they_move_up(evening: Evening, post: Post) -> None:
    small = plan(evening.db, "Small", capacity=1)
    evening.going("Ana", "Bo", event=small)
    assert post.told(small) == [("ana", "REQUEST", 0)]
    set_status(evening.db, small, evening.person("Ana"), RegistrationStatus.DECLINED)
    assert post.told(small) == [("bo", "REQUEST", 0)]


def test_who_is_taken_off_gets_a_cancellation_once(evening: Evening, post: Post) -> None:
    evening.invited("Ana", "Bo")
    post()
    answer(evening, "Ana", "cancelled")
    written = post()
    assert [(one.email, one.method) for one in written] == [("ana@x.org", "CANCEL")]
    calendar = icalendar.Calendar.from_ical(written[0].ics.read_bytes())
    assert calendar["METHOD"] == "CANCEL" and calendar.events[0]["STATUS"] == "CANCELLED"
    assert post.told() == []
    evening.invited("Ana")
    assert post.told() == [("ana", "REQUEST", 0)], "added again, invited again"


def test_a_cancelled_event_is_told_to_those_who_hold_an_invitation(
    evening: Evening, post: Post
) -> None:
    evening.invited("Ana")
    post()
    evening.invited("Bo")
    events.cancel_event(evening.db, evening.meetup)
    assert post.told() == [("ana", "CANCEL", 1)]
    assert post.told() == []
    events.reinstate_event(evening.db, evening.meetup)
    assert post.told() == [("ana", "REQUEST", 2), ("bo", "REQUEST", 2)]


def test_who_does_not_want_to_be_written_to_is_not(evening: Evening, post: Post) -> None:
    evening.invited("Ana")
    uid = evening.person("Ana")
    draft = members.draft_of(members.member_detail(evening.db, uid))
    members.change_member(evening.db, uid, replace(draft, do_not_write=True))
    assert post.told(everyone=True) == []
    evening.invited("Bo")
    assert [one.name for one in who_wants_none(evening.db, evening.meetup)] == ["Ana"]
    assert post.told() == [("bo", "REQUEST", 0)]


def test_what_is_asked_stands_in_mail_and_calendar(evening: Evening, post: Post) -> None:
    asked = [
        QuestionDraft("What do you eat?", FieldKind.CHOICE, ("anything", "vegan")),
        QuestionDraft("Anything we should know?"),
    ]
    set_questions(evening.db, evening.meetup, asked)
    evening.invited("Ana")
    [written] = post()
    words = (
        "Please tell us when you answer:\n– What do you eat? (anything, vegan)\n"
        "– Anything we should know?"
    )
    mail = message_from_bytes(written.eml.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    assert words in body.get_content().replace("\r\n", "\n")
    calendar = icalendar.Calendar.from_ical(written.ics.read_bytes())
    assert str(calendar.walk("VEVENT")[0]["DESCRIPTION"]).endswith(words)


def test_of_several_addresses_the_first_is_written_to(evening: Evening, post: Post) -> None:
    uid = evening.person("Ana")
    draft = members.draft_of(members.member_detail(evening.db, uid))
    addresses = ("new@x.org", "ana@x.org")
    members.change_member(evening.db, uid, replace(draft, emails=addresses))
    evening.invited("Ana")
    assert post.told() == [("new", "REQUEST", 0)]


def test_without_an_organizers_address_nothing_is_written(evening: Evening, post: Post) -> None:
    communities.change_community(evening.db, CommunityDraft(name="W", timezone="UTC"))
    evening.invited("Ana")
    with pytest.raises(UserError, match="e-mail address"):
        post()
    assert count_due(evening.db, evening.meetup) == 1


def test_what_could_not_be_written_was_not_told(evening: Evening, post: Post) -> None:
    evening.invited("Ana")
    (post.folder / "post 1").write_text("in the way")
    with pytest.raises(UserError, match="could not be written"):
        post()
    assert post.told() == [("ana", "REQUEST", 0)]


def test_two_people_of_one_name_get_files_of_their_own(evening: Evening, post: Post) -> None:
    evening.people["Ana 2"] = members.add_member(
        evening.db, replace(_draft(evening, "Ana"), emails=("ana2@x.org",))
    )
    evening.invited("Ana", "Ana 2")
    written = post()
    assert len({one.ics for one in written}) == len({one.eml for one in written}) == 2


def _draft(evening: Evening, name: str) -> members.MemberDraft:
    return members.draft_of(members.member_detail(evening.db, evening.person(name)))
