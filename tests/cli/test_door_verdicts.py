"""Every verdict through the command `checkin`, each with its sentence and its line in the log."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from organizer.domain.codes import ALPHABET, CodeKey, make_code
from organizer.domain.kinds import CodeKind, RegistrationStatus, Verdict
from organizer.models.database import Database, open_database
from organizer.services import communities
from organizer.services.answers import guests
from organizer.services.at_door.door import check_in
from organizer.services.at_door.door_view import last_entries
from organizer.services.people import members
from organizer.services.plans import events
from tests.command_line import Organizer
from tests.evenings import STARTS, Evening, at, plan

NIGHT, DYEING = "Loom night", "Dyeing"
Made = tuple[str, str]
"""Title of the event at whose door it is, and what is typed there."""


def _status(status: RegistrationStatus) -> Callable[[Evening], Made]:
    def make(evening: Evening) -> Made:
        evening.going("Ana")
        guests.set_status(evening.db, evening.meetup, evening.people["Ana"], status)
        return NIGHT, evening.code("Ana")

    return make


def _welcome(evening: Evening) -> Made:
    evening.going("Ana", plus=1)
    return NIGHT, evening.code("Ana")


def _already_in(evening: Evening) -> Made:
    evening.going("Ana")
    check_in(evening.db, evening.meetup, evening.code("Ana"), station="Garden", now=at(18, 50))
    return NIGHT, evening.code("Ana")


def _not_on_list(evening: Evening) -> Made:
    evening.going("Ana", event=evening.dyeing)
    return NIGHT, evening.code("Ana", evening.dyeing)


def _other_event(evening: Evening) -> Made:
    other = plan(evening.db, "Paper night", starts=STARTS + timedelta(days=7))
    evening.going("Ana", event=other)
    return NIGHT, evening.code("Ana", other)


def _not_booked(evening: Evening) -> Made:
    evening.going("Ana")
    return DYEING, evening.code("Ana")


def _full(evening: Evening) -> Made:
    evening.going("Ana", "Bo", "Cy")
    evening.going("Bo", "Cy", event=evening.dyeing)
    evening.invited("Ana", event=evening.dyeing)
    return DYEING, evening.code("Ana")


def _cancelled_event(evening: Evening) -> Made:
    evening.going("Ana")
    events.cancel_event(evening.db, evening.meetup)
    return NIGHT, evening.code("Ana")


def _at_another_time(days: int) -> Callable[[Evening], Made]:
    def make(evening: Evening) -> Made:
        title = "Another night"
        uid = plan(evening.db, title, starts=STARTS + timedelta(days=days))
        evening.going("Ana", event=uid)
        return title, evening.code("Ana", uid)

    return make


def _revoked(evening: Evening) -> Made:
    evening.going("Ana")
    old = evening.code("Ana")
    guests.renew_code(evening.db, evening.meetup, evening.people["Ana"])
    return NIGHT, old


def _unknown(evening: Evening) -> Made:
    with evening.db.reading() as session:
        key = communities.code_key(session)
    return NIGHT, make_code(key, CodeKind.REGISTRATION, b"8 random")


def _forged(evening: Evening) -> Made:
    evening.going("Ana")
    code = evening.code("Ana")
    return NIGHT, code[:-1] + next(one for one in ALPHABET if one != code[-1])


def _foreign(evening: Evening) -> Made:
    return NIGHT, make_code(CodeKey(b"\7" * 32), CodeKind.MEMBER, b"8 random")


def _see_host(evening: Evening) -> Made:
    evening.going("Ana")
    uid = evening.people["Ana"]
    draft = members.draft_of(members.member_detail(evening.db, uid))
    members.change_member(evening.db, uid, replace(draft, host_note="Owes us a loom."))
    return NIGHT, evening.code("Ana")


CASES: dict[Verdict, tuple[Callable[[Evening], Made], str]] = {
    Verdict.WELCOME: (_welcome, "Welcome, Ana! First time. 1 guest is with them."),
    Verdict.ALREADY_IN: (_already_in, "Ana has been in since 18:50, by Garden."),
    Verdict.NOT_ON_LIST: (_not_on_list, "Ana is a member, but not on tonight's list."),
    Verdict.WAITLISTED: (_status(RegistrationStatus.WAITLISTED), "Ana is on the waitlist."),
    Verdict.DECLINED: (_status(RegistrationStatus.DECLINED), "Ana had said no."),
    Verdict.CANCELLED: (_status(RegistrationStatus.CANCELLED), "Ana was taken off the list."),
    Verdict.OTHER_EVENT: (_other_event, "This badge is for “Paper night” on 1 Dec 2026, 19:00."),
    Verdict.NOT_BOOKED: (_not_booked, "Ana has not booked “Dyeing”."),
    Verdict.FULL: (_full, "“Dyeing” is full. Let them in if a seat is free."),
    Verdict.EVENT_CANCELLED: (_cancelled_event, "“Loom night” is cancelled."),
    Verdict.TOO_EARLY: (
        _at_another_time(1),
        "The door opens on 25 Nov 2026 at 16:00. Let them wait, or leave and choose the right door.",
    ),
    Verdict.OVER: (
        _at_another_time(-1),
        "“Another night” is over since 23 Nov 2026, 21:30. "
        "Leave and choose the right door, or ask the host.",
    ),
    Verdict.REVOKED: (_revoked, "This is an older badge. Ana has a newer one"),
    Verdict.UNKNOWN_HERE: (_unknown, "A genuine badge, issued after this copy was made."),
    Verdict.FORGED: (_forged, "This badge looks like ours, but was not made by us. Ask the host."),
    Verdict.NOT_OURS: (_foreign, "This is not a code of this community. Type their name instead."),
    Verdict.SEE_HOST: (_see_host, "Please ask Ana to see the host."),
}


def test_every_verdict_has_its_case() -> None:
    assert set(CASES) == set(Verdict)


@pytest.mark.parametrize("verdict", CASES, ids=str)
def test_the_command_answers_each_verdict_and_logs_it(
    organizer: Organizer, evening: Evening, tmp_path: Path, verdict: Verdict
) -> None:
    make, sentence = CASES[verdict]
    event, typed = make(evening)
    evening.db.close()
    path = tmp_path / "night.organizer"
    shutil.copy(evening.db.path, path)
    night = ("checkin", event, f"--community={path}", "--now=2026-11-24T19:04", "--station=Front")
    (answer,) = organizer(*night, "--json", stdin=typed).lines
    assert answer["verdict"] == str(verdict)
    assert answer["message"].startswith(sentence)
    assert "loom" not in answer["message"]
    db: Database = open_database(path)
    newest = last_entries(db, event)[0]
    db.close()
    assert newest.verdict is verdict
