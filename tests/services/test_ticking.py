"""After the evening: ticks on the sign-in sheet become arrivals, all in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus, Verdict
from organizer.domain.records import GuestRow
from organizer.services import undoing
from organizer.services.answers.guests import list_guests, set_status
from organizer.services.at_door.door import check_in, check_out
from organizer.services.at_door.door_pictures import codes_in_files
from organizer.services.at_door.door_view import last_entries
from organizer.services.at_door.ticking import tick_arrivals
from organizer.services.out.exporting import sign_in_sheet, write_badges, write_sign_in_sheet
from organizer.services.plans.events import cancel_event
from tests.evenings import Evening, at

AFTER = at(23, 30)


def guest(evening: Evening, name: str, event: str = "") -> GuestRow:
    """Where a person stands on a list."""
    rows = list_guests(evening.db, event or evening.meetup)
    return next(row for row in rows if row.name == name)


def arrivals(evening: Evening, event: str = "") -> dict[str, str]:
    """When each came, by the clock on the wall."""
    rows = list_guests(evening.db, event or evening.meetup)
    return {row.name: f"{row.arrived_at:%H:%M}" for row in rows if row.arrived_at}


def test_everyone_ticked_came_when_the_event_began(evening: Evening) -> None:
    evening.going("Ana", "Bo", "Cy")
    ticked = tick_arrivals(
        evening.db, evening.meetup, [evening.people["Ana"], evening.people["Cy"]], now=AFTER
    )
    assert len(ticked.entries) == 2 and ticked.already == ()
    assert arrivals(evening) == {"Ana": "19:00", "Cy": "19:00"}
    assert {entry.name for entry in last_entries(evening.db, evening.meetup)} == {"Ana", "Cy"}


def test_another_time_is_taken_where_one_is_told(evening: Evening) -> None:
    evening.going("Ana")
    tick_arrivals(evening.db, evening.meetup, ["Ana"], at=at(20, 15), now=AFTER)
    assert arrivals(evening) == {"Ana": "20:15"}


def test_ticked_before_the_start_they_came_just_now(evening: Evening) -> None:
    evening.going("Ana")
    tick_arrivals(evening.db, evening.meetup, ["Ana"], now=at(18, 40))
    assert arrivals(evening) == {"Ana": "18:40"}


def test_who_came_before_is_told_and_keeps_their_time(evening: Evening) -> None:
    evening.going("Ana", "Bo", "Cy")
    check_in(evening.db, evening.meetup, evening.code("Ana"), now=at(18, 50))
    check_in(evening.db, evening.meetup, evening.code("Bo"), now=at(18, 55))
    check_out(evening.db, evening.meetup, evening.people["Bo"], now=at(20))
    ticked = tick_arrivals(evening.db, evening.meetup, ["Ana", "Bo", "Cy", "Cy"], now=AFTER)
    assert len(ticked.entries) == 1 and ticked.already == ("Ana", "Bo")
    assert arrivals(evening) == {"Ana": "18:50", "Bo": "18:55", "Cy": "19:00"}
    assert guest(evening, "Bo").left_at is not None


def test_who_waited_and_was_let_in_is_going_and_the_log_says_so(evening: Evening) -> None:
    evening.going("Ana", "Bo", "Cy", event=evening.dyeing)
    assert evening.status("Cy", evening.dyeing) == "waitlisted"
    ticked = tick_arrivals(evening.db, evening.dyeing, ["Cy"], now=AFTER)
    assert evening.status("Cy", evening.dyeing) == "going"
    assert last_entries(evening.db, evening.dyeing)[0].note == "let in all the same"
    # Arriving at a workshop is arriving at its meetup.
    assert guest(evening, "Cy").arrived_at is not None
    assert len(ticked.entries) == 1
    undoing.take_back(evening.db)
    assert evening.status("Cy", evening.dyeing) == "waitlisted"
    assert arrivals(evening) == arrivals(evening, evening.dyeing) == {}


def test_a_sheet_is_one_step_that_is_taken_back_and_done_again(evening: Evening) -> None:
    evening.going("Ana", "Bo")
    tick_arrivals(evening.db, evening.meetup, ["Ana", "Bo"], now=AFTER)
    assert undoing.take_back(evening.db) == "2 people checked in to “Loom night” from the sheet"
    assert arrivals(evening) == {}
    undoing.take_again(evening.db)
    assert arrivals(evening) == {"Ana": "19:00", "Bo": "19:00"}


def test_who_went_home_by_the_desk_keeps_the_sheet_from_being_taken_back(evening: Evening) -> None:
    evening.going("Ana", "Bo")
    tick_arrivals(evening.db, evening.meetup, ["Ana", "Bo"], at=at(19), now=at(20))
    check_out(evening.db, evening.meetup, evening.people["Ana"], now=at(21))
    with pytest.raises(UserError, match="changed or used since"):
        undoing.take_back(evening.db)
    assert arrivals(evening) == {"Ana": "19:00", "Bo": "19:00"}


@pytest.mark.parametrize(
    ("names", "hour", "message"),
    [
        (["Ana", "Nobody at all"], 19, "no member"),
        (["Ana"], 2, "02:00 the door of “Loom night” was not open"),
        (["Ana"], 23, "still to come"),
    ],
)
def test_what_cannot_be_leaves_nobody_in(
    evening: Evening, names: list[str], hour: int, message: str
) -> None:
    evening.going("Ana")
    with pytest.raises(UserError, match=message):
        tick_arrivals(evening.db, evening.meetup, names, at=at(hour), now=at(22))
    assert arrivals(evening) == {}


def test_nobody_came_to_what_did_not_take_place(evening: Evening) -> None:
    evening.going("Ana")
    cancel_event(evening.db, evening.meetup)
    with pytest.raises(UserError, match="cancelled"):
        tick_arrivals(evening.db, evening.meetup, ["Ana"], now=AFTER)
    assert arrivals(evening) == {}


def test_the_sheet_holds_who_goes_who_waits_and_nothing_private(evening: Evening) -> None:
    evening.going("Zoë", "Éva", "adam", event=evening.dyeing)
    evening.going("Zoë", "Éva")
    evening.invited("Bo")
    workshop = sign_in_sheet(evening.db, evening.dyeing)
    assert [row.name for row in workshop.going] == ["Éva", "Zoë"]
    assert [row.name for row in workshop.waitlisted] == ["adam"]
    meetup = sign_in_sheet(evening.db, evening.meetup)
    assert [row.name for row in meetup.invited] == ["Bo"]
    assert [(row.name, row.workshops) for row in meetup.going] == [
        ("Éva", ("Dyeing",)),
        ("Zoë", ("Dyeing",)),
    ]
    assert (meetup.community, meetup.venue, meetup.waitlisted) == ("Weavers", "Mill", ())


def test_codes_read_from_the_printed_sheet_are_welcome_at_the_door(
    evening: Evening, tmp_path: Path
) -> None:
    evening.going("Ana", "Ирина Котова", "محمد الفاتح", plus=2)
    sheet, badges = tmp_path / "sheet.pdf", tmp_path / "badges.pdf"
    printed = write_sign_in_sheet(evening.db, evening.meetup, sheet)
    assert (printed.count, printed.pages, printed.missing) == (3, 1, ())
    codes = codes_in_files([sheet])
    write_badges(evening.db, evening.meetup, badges)
    # Printing never issues: sheet and badges carry the same codes, before and after.
    assert sorted(codes) == sorted(codes_in_files([badges]))
    answers = [check_in(evening.db, evening.meetup, code, now=at(19)) for code in codes]
    assert [answer.verdict for answer in answers] == [Verdict.WELCOME] * 3
    assert [answer.name for answer in answers] == ["Ana", "Ирина Котова", "محمد الفاتح"]


def test_a_code_of_who_waits_is_known_at_the_door_too(evening: Evening, tmp_path: Path) -> None:
    evening.going("Ana", "Bo", "Cy", event=evening.dyeing)
    write_sign_in_sheet(evening.db, evening.dyeing, tmp_path / "sheet.pdf", paper="letter")
    codes = codes_in_files([tmp_path / "sheet.pdf"])
    answers = [check_in(evening.db, evening.dyeing, code, now=at(19)) for code in codes]
    assert [str(answer.verdict) for answer in answers] == ["welcome", "welcome", "waitlisted"]


def test_a_sheet_is_never_written_over_another_file(evening: Evening, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_text("precious")
    with pytest.raises(UserError, match="exists already"):
        write_sign_in_sheet(evening.db, evening.meetup, path)
    assert path.read_text() == "precious"
    printed = write_sign_in_sheet(evening.db, evening.meetup, path, force=True)
    # With nobody on it, the sheet is lines to write on.
    assert (printed.count, printed.pages) == (0, 1) and path.read_bytes().startswith(b"%PDF")


def test_who_declined_and_came_all_the_same_is_in(evening: Evening) -> None:
    evening.going("Ana")
    set_status(evening.db, evening.meetup, "Ana", RegistrationStatus.DECLINED)
    tick_arrivals(evening.db, evening.meetup, ["Ana"], now=AFTER)
    assert evening.status("Ana") == "going" and arrivals(evening) == {"Ana": "19:00"}
