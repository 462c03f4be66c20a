"""What is printed and handed out: badges, the recap, a calendar; rule 12."""

from __future__ import annotations

from pathlib import Path

import icalendar
import pytest

from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus, Verdict
from organizer.services.answers.guests import set_status
from organizer.services.at_door.door import check_in
from organizer.services.at_door.door_pictures import codes_in_files
from organizer.services.out.exporting import (
    badge_records,
    write_badges,
    write_calendar,
    write_recap,
)
from organizer.services.plans import events
from tests.evenings import Evening, at


def test_badges_are_for_who_is_going_by_sorting_name(evening: Evening) -> None:
    evening.going("Zoë", "Éva", "adam")
    evening.invited("Bo")
    evening.going("Éva", event=evening.dyeing)
    badges = badge_records(evening.db, evening.meetup)
    assert [badge.name for badge in badges] == ["adam", "Éva", "Zoë"]
    assert badges[1].workshops == ("Dyeing",) and badges[1].community == "Weavers"
    assert badges[1].event_when == "Tuesday, 24 November 2026, 19:00 to 21:30"


def test_others_get_theirs_when_they_are_named(evening: Evening) -> None:
    evening.invited("Bo")
    evening.person("Cy")
    assert [one.name for one in badge_records(evening.db, evening.meetup, only=["Bo"])] == ["Bo"]
    with pytest.raises(UserError, match="Not everyone named is on the list"):
        badge_records(evening.db, evening.meetup, only=["Bo", "Cy"])


def test_printed_twice_badges_carry_the_same_codes_and_open_the_door(
    evening: Evening, tmp_path: Path
) -> None:
    evening.going("Ana", "Ирина Котова", "محمد الفاتح")
    for name in ("one.pdf", "two.pdf"):
        printed = write_badges(evening.db, evening.meetup, tmp_path / name)
        assert (printed.count, printed.missing) == (3, ())
    first, second = (codes_in_files([tmp_path / name]) for name in ("one.pdf", "two.pdf"))
    assert sorted(first) == sorted(second) and len(first) == 3
    verdicts = {check_in(evening.db, evening.meetup, code, now=at(19)).verdict for code in first}
    assert verdicts == {Verdict.WELCOME}


def test_nobody_going_means_no_badges(evening: Evening, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Nobody is going"):
        write_badges(evening.db, evening.meetup, tmp_path / "x.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_recap_is_written(evening: Evening, tmp_path: Path) -> None:
    evening.going("Ana")
    check_in(evening.db, evening.meetup, evening.code("Ana"), now=at(19))
    for audience in ("team", "partners"):
        path = tmp_path / f"{audience}.pdf"
        printed = write_recap(evening.db, evening.meetup, path, audience=audience)  # type: ignore[arg-type]
        assert printed.count == 1 and printed.pages >= 1
        assert path.read_bytes().startswith(b"%PDF")


def test_a_calendar_holds_no_addresses(evening: Evening, tmp_path: Path) -> None:
    evening.person("Ana", "ana@x.org")
    evening.going("Ana")
    set_status(evening.db, evening.meetup, evening.person("Ana"), RegistrationStatus.MAYBE)
    path = tmp_path / "all.ics"
    assert write_calendar(evening.db, path) == 3
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert {str(one["SUMMARY"]) for one in calendar.events} == {"Loom night", "Dyeing", "Knots"}
    assert b"ana@x.org" not in path.read_bytes()
    events.cancel_event(evening.db, evening.knots)
    one = tmp_path / "one.ics"
    assert write_calendar(evening.db, one, [evening.knots]) == 1
    assert b"STATUS:CANCELLED" in one.read_bytes()
