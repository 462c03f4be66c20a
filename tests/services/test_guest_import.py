"""An attendee list becomes a guest list and its attendance, once, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from organizer.domain.drafts import MemberDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import DoorAction, EventKind, RegistrationStatus
from organizer.models.database import Database
from organizer.models.tables import DoorEntry, Event, Member
from organizer.services.answers.guests import add_guests, list_guests, set_status
from organizer.services.at_door.attendance import derive_attendance
from organizer.services.at_door.door import check_in_member, check_out, undo
from organizer.services.communities import count
from organizer.services.lists import importing
from organizer.services.lists.guest_import import GuestsImported, import_guests
from organizer.services.people.members import add_member, list_members, member_detail
from organizer.services.plans.events import cancel_event
from organizer.services.undoing import take_again, take_back
from tests.evenings import STARTS, Evening, at, plan, shared_data

Guests = dict[str, tuple[str, int, datetime | None]]
Write = Callable[[str], Path]
BEFORE, AFTER = at(12), at(23, 59)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a list and return its path."""

    def write(text: str) -> Path:
        path = tmp_path / "guests.csv"
        path.write_text(text, "utf-8")
        return path

    return write


def guests_of(db: Database, event: str) -> Guests:
    """Return answer, extra guests and arrival by name."""
    return {row.name: (str(row.status), row.plus, row.arrived_at) for row in list_guests(db, event)}


def take(
    db: Database, event: str, path: Path, now: datetime = BEFORE
) -> tuple[GuestsImported, Guests]:
    """Take a list in, and once more to see that nothing changes."""
    done = import_guests(db, event, [path], now=now)
    guests, counts = guests_of(db, event), count(db)
    again = import_guests(db, event, [path], now=now)
    assert (again.read, again.registered, again.attended) == (done.read, 0, 0)
    assert guests_of(db, event) == guests
    assert count(db) == counts
    return done, guests


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [("Invited", "yes", "no"), ("Eingeladen am", "3.11.2026", ""), ("Invitation envoyée", "x", "")],
)
def test_who_is_invited_and_has_not_answered_is_invited(
    db: Database, write: Write, header: str, yes: str, no: str
) -> None:
    event = plan(db, "Loom night")
    rows = f"Name,{header},RSVP\nAna,{yes},\nBo,{yes},declined\nCem,{no},\nDee,{no},yes\n"
    done, guests = take(db, event, write(rows))
    assert {name: status for name, (status, _plus, _at) in guests.items()} == {
        "Ana": "invited", "Bo": "declined", "Dee": "going"
    }  # fmt: skip
    assert [(one.name, one.status) for one in done.people][2] == ("Cem", None), "a member only"
    assert not member_detail(db, "Ana").fields, "it says nothing of the person beyond the event"
    other = plan(db, "Dye night")
    _, guests = take(db, other, write(f"Name,{header}\nAna,{yes}\nCem,{no}\n"))
    assert {name: status for name, (status, _plus, _at) in guests.items()} == {"Ana": "invited"}
    of_members = importing.read_lists([write(f"Name,{header}\nEva,{yes}\n")])
    importing.apply_import(db, importing.plan_import(db, of_members))
    assert dict(member_detail(db, "Eva").fields) == {header: yes}, "in a list of members, beside"


def test_a_column_of_invited_that_says_yes_of_nobody_decides_nothing(
    db: Database, write: Write
) -> None:
    event = plan(db, "Loom night")
    _, guests = take(db, event, write("Name,Invited\nAna,by Bo\nCem,\n"))
    assert {status for status, _plus, _at in guests.values()} == {"going"}


@pytest.mark.parametrize(
    ("file", "numbers", "expected"),
    [
        (
            "meetup_event_attendees_2019.csv",
            (4, 4, 2),
            {
                "Jane Doe": ("going", 2, STARTS),
                "John Roe": ("declined", 0, None),
                "Walk In": ("going", 0, STARTS),
                "Wait Lister": ("waitlisted", 0, None),
            },
        ),
        (
            "eventbrite_shared_email_missing_names.csv",
            (4, 4, 0),
            {
                "Rosa Delgado": ("going", 0, None),
                "Jonah Kim": ("going", 0, None),
                "Sam Ortiz": ("cancelled", 0, None),
                "Ivy": ("going", 0, None),
            },
        ),
        (
            "luma_guests.csv",
            (4, 4, 1),
            {
                "Full Name": ("declined", 0, None),
                # 17:59:30 UTC is two hours later by the clock of Berlin.
                "Lovelace, Ada": ("going", 0, datetime(2026, 10, 2, 19, 59, 30)),
                "anon": ("waitlisted", 0, None),
                "Iñigo Demo": ("invited", 0, None),
            },
        ),
        (
            "pretix_checkin_list.csv",
            (2, 2, 0),
            {"Mr Peter A Jones": ("going", 0, None), "Mrs Andrea J Zulu": ("going", 0, None)},
        ),
        (
            "hi_events_attendees.csv",
            (2, 2, 1),
            {
                "Ada Lovelace": ("going", 0, datetime(2026, 5, 1, 19, 2, 11)),
                "Bo Ek": ("cancelled", 0, None),
            },
        ),
        (
            "zoom_participants.csv",
            (4, 2, 2),
            {
                "Ana Maria Lopez": ("going", 0, datetime(2026, 10, 5, 18, 3)),
                "Brian Smith": ("going", 0, datetime(2026, 10, 5, 18, 25)),
            },
        ),
        (
            "ocg_attendees.csv",
            (2, 2, 0),
            # Both are confirmed; one of them was asked by an organizer.
            {"Doe, Jane": ("going", 0, None), "anonymous-attendee": ("going", 0, None)},
        ),
        (
            "tito_attendees.csv",
            (2, 2, 0),
            {"Tina Torn": ("going", 0, None), "Uno Udd": ("going", 0, None)},
        ),
        (
            "google_forms_responses.csv",
            (3, 2, 0),
            {"Xena Xu": ("going", 0, None), "Yusuf Yıl": ("going", 0, None)},
        ),
        (
            "alfio_import_attendees.csv",
            (3, 3, 0),
            {f"{name} Simpson": ("going", 0, None) for name in ("Homer", "Lisa", "Bart")},
        ),
        (
            "meetup_member_list_2015.xls",
            (2, 2, 0),
            {"Ann Organizer": ("invited", 0, None), "Zoë": ("invited", 0, None)},
        ),
    ],
)
def test_attendee_lists_of_many_systems(
    db: Database, file: str, numbers: tuple[int, int, int], expected: Guests
) -> None:
    event = plan(db, "Loom night")
    done, guests = take(db, event, shared_data(f"exports/{file}"))
    assert (done.read, done.registered, done.attended) == numbers
    assert guests == expected


def test_a_yes_beyond_the_capacity_waits_in_the_order_of_the_list(
    db: Database, write: Write
) -> None:
    event = plan(db, "Loom night", capacity=3)
    path = write("Name,RSVP,Guests\nAna,Yes,1\nBo,No,\nCy,Yes,\nDi,Yes,\nEd,Maybe,\n")
    done, guests = take(db, event, path)
    assert (done.registered, done.attended) == (5, 0)
    assert {name: guest[0] for name, guest in guests.items()} == {
        "Ana": "going",
        "Bo": "declined",
        "Cy": "going",
        "Di": "waitlisted",
        "Ed": "maybe",
    }


def test_who_came_has_a_seat_however_full_it_was(db: Database, write: Write) -> None:
    event = plan(db, "Loom night", capacity=1)
    path = write(
        "Name,RSVP,Checked in at\nAna,Yes,\nBo,Yes,2026-11-24 19:20\nCy,Waitlist,2026-11-24 19:30\n"
        "Di,Maybe,2026-11-24 19:40\nEd,,2026-11-24 19:50\n"
    )
    done, guests = take(db, event, path)
    assert done.attended == 4
    assert {guest[0] for guest in guests.values()} == {"going"}
    assert guests["Di"][2] == datetime(2026, 11, 24, 19, 40)


def test_a_refund_makes_a_member_and_never_a_seat_even_after_the_evening(
    db: Database, write: Write
) -> None:
    event = plan(db, "Loom night")
    path = write("Name,Status,Checked in\nAna,Refunded,Yes\nBo,Cancelled,No\n")
    done, guests = take(db, event, path)
    assert guests == {"Ana": ("cancelled", 0, STARTS), "Bo": ("cancelled", 0, None)}
    assert done.attended == 1
    assert [row.name for row in list_members(db)] == ["Ana", "Bo"]


def test_members_are_found_and_answers_of_one_event_do_not_stick_to_them(
    evening: Evening, write: Write
) -> None:
    db = evening.db
    evening.person("Ana Lima", "ana@x.org")
    path = write(
        "Name,Email,RSVP,Guests,Check-in,City\nana lima,ANA@x.org,Yes,1,Yes,Bern\nBo,,No,,,\n"
    )
    take(db, evening.meetup, path)
    assert [row.name for row in list_members(db)] == ["Ana Lima", "Bo"]
    ana = member_detail(db, evening.people["Ana Lima"])
    assert ana.fields == (("City", "Bern"),)
    assert ana.row.attended == 1


def test_two_tickets_of_one_person_are_two_seats_and_a_valid_one_is_enough(
    db: Database, write: Write
) -> None:
    event = plan(db, "Loom night")
    head = "Order #,First Name,Last Name,Email,Attendee Status\n"
    path = write(
        head + "1,Ana,Lima,a@x.org,Attending\n1,Ana,Lima,a@x.org,Attending\n"
        "2,Bo,Ek,b@x.org,Attending\n3,Bo,Ek,b@x.org,Refunded\n4,Cy,Oh,c@x.org,Checked In\n"
    )
    done, guests = take(db, event, path)
    assert guests == {
        "Ana Lima": ("going", 1, None),
        "Bo Ek": ("going", 0, None),
        "Cy Oh": ("going", 0, STARTS),
    }
    assert (done.read, done.registered, done.attended) == (5, 3, 1)


def test_answers_given_here_change_only_where_the_list_says_otherwise(
    evening: Evening, write: Write
) -> None:
    evening.invited("Ana")
    evening.going("Bo", "Cy")
    path = write("Name,RSVP\nAna,Yes\nBo,\nCy,Cancelled\n")
    done, guests = take(evening.db, evening.meetup, path)
    assert {name: guest[0] for name, guest in guests.items()} == {
        "Ana": "going",
        "Bo": "going",
        "Cy": "cancelled",
    }
    assert done.registered == 2


def test_a_seat_given_back_lets_the_next_up(db: Database, write: Write) -> None:
    event = plan(db, "Loom night", capacity=1)
    uids = [add_member(db, MemberDraft(name=name)) for name in ("Ana", "Bo")]
    add_guests(db, event, uids, status=RegistrationStatus.GOING)
    _done, guests = take(db, event, write("Name,RSVP\nAna,No\n"))
    assert {name: guest[0] for name, guest in guests.items()} == {"Ana": "declined", "Bo": "going"}


def test_what_was_undone_at_the_door_stays_undone(db: Database, write: Write) -> None:
    event = plan(db, "Loom night")
    path = write("Name,RSVP,Attended\nAna,Yes,Yes\n")
    import_guests(db, event, [path])
    with db.reading() as session:
        (entry,) = session.scalars(select(DoorEntry)).all()
        assert (entry.action, entry.note) == (DoorAction.ARRIVED, "from an attendee list")
        entry_id = entry.id
    undo(db, entry_id)
    assert import_guests(db, event, [path]).attended == 0
    assert guests_of(db, event)["Ana"] == ("going", 0, None)


def test_undoing_a_walk_in_of_a_list_takes_them_off_again(db: Database, write: Write) -> None:
    event = plan(db, "Loom night")
    import_guests(db, event, [write("Name,RSVP,Attended\nAna,Yes,\nBo,,Yes\n")])
    with db.reading() as session:
        (entry_id,) = session.scalars(select(DoorEntry.id)).all()
    undo(db, entry_id)
    assert guests_of(db, event).keys() == {"Ana"}


def test_coming_to_a_workshop_is_coming_to_its_meetup(evening: Evening, write: Write) -> None:
    import_guests(evening.db, evening.knots, [write("Name,Attended\nAna,Yes\n")])
    assert guests_of(evening.db, evening.meetup)["Ana"] == ("going", 0, STARTS)
    assert take_back(evening.db)
    assert not guests_of(evening.db, evening.meetup) and not list_members(evening.db)
    assert take_again(evening.db)
    assert guests_of(evening.db, evening.meetup)["Ana"] == ("going", 0, STARTS)


def test_attendance_is_what_the_door_log_says(evening: Evening, write: Write) -> None:
    db = evening.db
    evening.going("Ana", "Bo")
    check_in_member(db, evening.meetup, evening.people["Ana"], now=at(18, 55))
    check_out(db, evening.meetup, evening.people["Ana"], now=at(19, 5))
    path = write("Name,Arrived at\nAna,2026-11-24 19:30\nBo,2026-11-24 19:40\n")
    import_guests(db, evening.knots, [path])
    imported = guests_of(db, evening.meetup), guests_of(db, evening.knots)
    with db.writing() as session:
        for event in session.scalars(select(Event)):
            for member_id in session.scalars(select(Member.id)):
                derive_attendance(session, event, member_id)
    assert (guests_of(db, evening.meetup), guests_of(db, evening.knots)) == imported
    assert imported[0]["Ana"][2] == datetime(2026, 11, 24, 18, 55)
    assert imported[0]["Bo"][2] == datetime(2026, 11, 24, 19, 40)


def test_all_or_nothing(db: Database, write: Write) -> None:
    event = plan(db, "Loom night")
    cancel_event(db, event)
    with pytest.raises(UserError, match="“Loom night” is cancelled"):
        import_guests(db, event, [write("Name,RSVP\nAna,No\nBo,Yes\n")])
    assert list_members(db) == []
    assert list_guests(db, event) == []
    with pytest.raises(UserError, match="no event"):
        import_guests(db, "nowhere", [write("Name\nAna\n")])


def test_what_is_not_understood_is_told(db: Database, write: Write) -> None:
    event = plan(db, "Loom night")
    path = write("Name,RSVP,Guests\nAna,Yes,\nBo,who knows,\nCy,Yes,400\n")
    done, guests = take(db, event, path)
    assert guests["Bo"][0] == "invited"
    assert guests["Cy"] == ("going", 0, None)
    assert [problem.row for problem in done.problems] == [3, 4]
    assert "who knows" in done.problems[0].message
    assert "400" in done.problems[1].message


def test_a_status_that_answers_nothing_is_none(db: Database, write: Write) -> None:
    event = plan(db, "Loom night")
    _done, guests = take(db, event, write("Name,Status\nAna,Silver\nBo,Gold\n"))
    assert {guest[0] for guest in guests.values()} == {"going"}


def test_a_sheet_for_each_answer(db: Database, tmp_path: Path) -> None:
    book = Workbook()
    for title, name in {"Coming": "Ana", "Waitlist": "Bo", "Cancelled": "Cy"}.items():
        sheet = book.create_sheet(title)
        sheet.append(["Name", "Email"])
        sheet.append([name, f"{name}@x.example"])
    path = tmp_path / "guests.xlsx"
    book.save(path)
    done, guests = take(db, plan(db, "Demo night"), path)
    assert done.read == 3
    assert {name: one[0] for name, one in guests.items()} == {
        "Ana": "going",
        "Bo": "waitlisted",
        "Cy": "cancelled",
    }


def test_a_list_and_the_list_of_the_door_together(db: Database, tmp_path: Path) -> None:
    event = plan(db, "Loom night", kind=EventKind.WORKSHOP)
    signed_up, came = tmp_path / "signed_up.csv", tmp_path / "came.csv"
    signed_up.write_text("Name,Email,RSVP\nAna,a@x.org,Yes\nBo,b@x.org,No\n", "utf-8")
    came.write_text("Name,Email,Arrived at\nAna,a@x.org,24.11.2026 19:12\n", "utf-8")
    done = import_guests(db, event, [signed_up, came])
    assert (done.read, done.registered, done.attended) == (3, 2, 1)
    assert guests_of(db, event)["Ana"] == ("going", 0, datetime(2026, 11, 24, 19, 12))


def test_a_promoted_guest_is_not_put_back_on_the_waitlist(db: Database, write: Write) -> None:
    event = plan(db, "Loom night")
    path = write("Name,RSVP\nAna,Waitlist\n")
    import_guests(db, event, [path])
    uid = list_members(db)[0].uid
    set_status(db, event, uid, RegistrationStatus.GOING)
    assert import_guests(db, event, [path]).registered == 0
    assert guests_of(db, event)["Ana"][0] == "going"


def test_of_an_evening_that_is_over_the_list_decides(db: Database, write: Write) -> None:
    event = plan(db, "Loom night", capacity=2)
    uids = [add_member(db, MemberDraft(name=name)) for name in ("Ana", "Bo", "Cy")]
    add_guests(db, event, uids, status=RegistrationStatus.GOING)
    path = write("Name,RSVP,Guests\nAna,No,\nCy,Yes,1\nDi,Yes,\nEd,Waitlist,\n")
    done, guests = take(db, event, path, AFTER)
    assert {name: guest[:2] for name, guest in guests.items()} == {
        "Ana": ("declined", 0),
        "Bo": ("going", 0),
        "Cy": ("going", 1),
        "Di": ("going", 0),
        "Ed": ("waitlisted", 0),
    }
    assert (done.registered, done.waitlisted) == (4, 1)
    take(db, event, write("Name,RSVP\nBo,No\nDi,No\n"), AFTER)
    assert guests_of(db, event)["Ed"][0] == "waitlisted"


def test_more_guests_than_fit_are_told_and_cost_no_seat(db: Database, write: Write) -> None:
    event = plan(db, "Loom night", capacity=2)
    uids = [add_member(db, MemberDraft(name=name)) for name in ("Ana", "Bo")]
    add_guests(db, event, uids, status=RegistrationStatus.GOING)
    done, guests = take(db, event, write("Name,RSVP,Guests\nAna,Yes,2\n"))
    assert guests["Ana"] == ("going", 0, None)
    assert "no seat for more guests of “Ana”" in done.problems[0].message
    assert done.problems[0].row == 2


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        ("Name,Paid\nAna,Yes\nBo,no\nCy,\nDi,2026-11-02\nEd,12.00\n", "Ana Di"),
        ("Name,Payment status\nAna,paid\nBo,unpaid\nCy,pending\nDi,Paid\nEd,\n", "Ana Di"),
        ("Name,RSVP,Order status\nAna,Yes,paid\nBo,Yes,pending\nDi,,paid\n", "Ana Di"),
        ("Name,Status\nAna,Paid\nBo,pending\nCy,going\nDi,bezahlt\n", "Ana Di"),
        (
            "Order #,Name,Attendee Status,Total Paid\n1,Ana,Attending,0.00\n2,Bo,Attending,12.00\n",
            "",
        ),
        (
            "Order #,Name,Email,Attendee Status,Payment status\n1,Ana,a@x.org,Attending,Paid\n"
            "1,Ana,a@x.org,Attending,Paid\n2,Bo,b@x.org,Attending,Paid\n"
            "2,Bo,b@x.org,Attending,Unpaid\n3,Di,d@x.org,Refunded,Refunded\n"
            "4,Di,d@x.org,Attending,Paid\n",
            "Ana Di",
        ),
    ],
)
def test_who_has_paid_is_marked(db: Database, write: Write, text: str, paid: str) -> None:
    event = plan(db, "Loom night")
    done, _guests = take(db, event, write(text))
    assert " ".join(row.name for row in list_guests(db, event) if row.is_paid) == paid
    assert done.paid == len(paid.split())
    assert not any(member_detail(db, row.uid).fields for row in list_members(db))


def test_a_payment_that_came_back_takes_the_mark_off(db: Database, write: Write) -> None:
    event = plan(db, "Loom night")
    take(db, event, write("Name,Paid\nAna,yes\nBo,yes\n"))
    take(db, event, write("Name,Paid,RSVP\nAna,no,\nBo,,Yes\n"))
    assert [row.name for row in list_guests(db, event) if row.is_paid] == ["Bo"]


@pytest.mark.parametrize(
    ("file", "kept"),
    [
        ("hi_events_attendees.csv", {"Product Name", "Dietary needs"}),
        (
            "pretix_checkin_list.csv",
            {"Product", "Requires special attention", "Attendee name: Title"},
        ),
        ("luma_guests.csv", None),
        ("eventbrite_attendee_report_2024.csv", None),
        ("tito_attendees.csv", {"Ticket"}),
    ],
)
def test_ids_and_days_of_tickets_do_not_stay_with_people(
    db: Database, file: str, kept: set[str] | None
) -> None:
    event = plan(db, "Loom night")
    import_guests(db, event, [shared_data(f"exports/{file}")])
    labels = {label for row in list_members(db) for label, _ in member_detail(db, row.uid).fields}
    noise = ("id", "order #", "order date", "created", "secret", "barcode", "total paid", "amount")
    assert not [label for label in labels if label.casefold().endswith(noise)]
    assert kept is None or labels == kept
