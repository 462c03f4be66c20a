"""Every list in the shared data gives what its manifest says is right, and is named by its system."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.records import PeopleList
from organizer.intake.people import read_people
from tests.evenings import shared_data

GOING, DECLINED, CANCELLED, WAITLISTED, INVITED = (
    RegistrationStatus.GOING,
    RegistrationStatus.DECLINED,
    RegistrationStatus.CANCELLED,
    RegistrationStatus.WAITLISTED,
    RegistrationStatus.INVITED,
)


@dataclass(frozen=True, slots=True)
class Right:
    """The right reading of one file; what is left out here is not looked at."""

    file: str
    format: str
    names: tuple[str, ...]
    emails: tuple[tuple[str, ...], ...] | None = None
    ids: tuple[str, ...] | None = None
    joined: tuple[date | None, ...] | None = None
    tags: tuple[tuple[str, ...], ...] | None = None
    answers: tuple[RegistrationStatus | None, ...] | None = None
    plus: tuple[int, ...] | None = None
    arrived: tuple[bool, ...] | None = None
    times: tuple[datetime | None, ...] | None = None
    phone: str = ""
    """That of the first row."""
    problems: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    """Some of what the first row keeps beside."""


READINGS = (
    Right(
        "meetup_member_list_2015.xls",
        "Meetup",
        ("Ann Organizer", "Zoë"),
        emails=((), ()),
        ids=("12537919", "7"),
        joined=(date(2014, 4, 24), date(2015, 1, 2)),
        answers=(None, None),
        fields={"Location": "London"},
    ),
    Right(
        "meetup_member_list_2019_crug.csv",
        "Meetup",
        ("Jane Doe", "jdoe"),
        ids=("101", "102"),
        joined=(date(2010, 4, 5), date(2019, 5, 28)),
        fields={"Location": "Chicago, IL"},
    ),
    Right(
        "meetup_event_attendees_2019.csv",
        "Meetup",
        ("Jane Doe", "John Roe", "Walk In", "Wait Lister"),
        ids=("101", "102", "", "104"),
        joined=(date(2010, 4, 5), date(2018, 5, 28), None, date(2019, 3, 27)),
        answers=(GOING, DECLINED, None, WAITLISTED),
        plus=(2, 0, 0, 0),
        arrived=(True, False, True, False),
    ),
    Right(
        "eventbrite_attendee_report_2024.csv",
        "Eventbrite",
        ("John Doe", "Jane Doe"),
        emails=(("jdoe1@test1mail.com",), ("jdoe2@test2mail.com",)),
        ids=("", ""),
        answers=(GOING, GOING),
        plus=(0, 0),
        fields={"Order #": "11211912243", "Attendee #": "18441583423", "Job Title": "JobTitle1"},
    ),
    Right(
        "eventbrite_shared_email_missing_names.csv",
        "Eventbrite",
        ("Rosa Delgado", "Jonah Kim", "Sam Ortiz", "Ivy"),
        emails=(("Rosa@Example.com",), ("jonah@example.com",), ("sam@example.com",), ()),
        answers=(GOING, GOING, CANCELLED, GOING),
        fields={"I'm 18 or older": "Yes"},
    ),
    Right(
        "luma_guests.csv",
        "Luma",
        ("Full Name", "Lovelace, Ada", "anon", "Iñigo Demo"),
        answers=(DECLINED, GOING, WAITLISTED, INVITED),
        arrived=(False, True, False, False),
        times=(None, datetime(2026, 10, 2, 17, 59, 30, tzinfo=UTC), None, None),
        problems=1,  # the name that stands in
    ),
    Right(
        "google_contacts_2024.csv",
        "Google Contacts",
        ("Grace Brewster Hopper", "山本太郎", "Acme Ltd"),
        emails=(
            ("grace@navy.example", "grace@example.com"),
            ("taro.y@example.com",),
            ("info@acme.example", "sales@acme.example"),
        ),
        tags=(("Navy",), (), ()),
        problems=1,
    ),
    Right(
        "outlook_com_contacts.csv",
        "Outlook",
        ("Svein Heimdal", "Norway Doe", "Jürgen Groß"),
        emails=((), ("mail@example.com",), ("juergen.gross@example.de",)),
        phone="901 06 000",
    ),
    Right(
        "mailchimp_audience.csv",
        "Mailchimp",
        ("Maya White", "mail"),
        tags=(("Evento Roma", "Volontari"), ()),
        problems=1,
    ),
    Right(
        "google_forms_responses.csv",
        "Google Forms",
        ("Xena Xu", "Yusuf Yıl", "Xena Xu"),  # one person, whose last answer holds
        plus=(1, 0, 0),
        phone="0760001122",
    ),
    Right(
        "pretix_checkin_list.csv",
        "pretix",
        ("Mr Peter A Jones", "Mrs Andrea J Zulu"),
        emails=(("dummy@dummy.test",), ("dummy@dummy.test",)),
        arrived=(False, False),
        fields={"Secret": "hutjztuxhkbtwnesv2suqv26k6ttytxx"},
    ),
    Right(
        "hi_events_attendees.csv",
        "Hi.Events",
        ("Ada Lovelace", "Bo Ek"),
        answers=(GOING, CANCELLED),
        arrived=(True, False),
        times=(datetime(2026, 5, 1, 19, 2, 11), None),
        fields={"Dietary needs": "Vegan"},
    ),
    Right(
        "ocg_attendees.csv",
        "Open Community Groups",
        ("Doe, Jane", "anonymous-attendee"),
        emails=((), ()),
        fields={"Company": 'Example "Cloud"', "Title": "Principal\nEngineer"},
    ),
    Right(
        "alfio_import_attendees.csv",
        "alf.io",
        ("Homer Simpson", "Lisa Simpson", "Bart Simpson"),
        emails=(("noreply@alf.io",),) * 3,
    ),
    Right(
        "zoom_participants.csv",
        "Zoom",
        ("Ana Maria Lopez", "Brian Smith"),
        emails=((), ("b@example.com",)),
        arrived=(True, True),
        times=(datetime(2026, 10, 5, 18, 3), datetime(2026, 10, 5, 18, 25)),
        problems=2,  # the bot, and the second time that Brian joined
    ),
    Right(
        "tito_attendees.csv",
        "Tito",
        ("Tina Torn", "Uno Udd"),
        tags=((), ("crew",)),
        fields={"Registration Date": "2026-04-01 09:00"},
    ),
    Right(
        "awkward_swedish_latin1.csv",
        "table",
        ("Vera Vik", "Åke Wåhlström"),
        emails=(("vera.vik@gmail.com",), ("wille@wass.se",)),
        phone="070-222 33 44",
    ),
    Right("awkward_tab.tsv", "table", ("Filippa Falk", "Göran Gris"), phone="+46709998877"),
    Right("awkward_bom.csv", "table", ("Hedda Hall",), emails=(("hedda@gmail.com",),)),
    Right(
        "awkward_multiline.csv",
        "table",
        ("Ida Inge", "Jalle Jern"),
        fields={"Address": "Storgatan 1\n114 55 Stockholm"},
    ),
    Right("awkward_ragged.csv", "table", ("Kalla Kry", "Lisa Lo", "Mona My"), problems=1),
    Right(
        "awkward_dates.csv",
        "table",
        (
            *("Iso", "Us", "Uk", "De", "UsShort", "Mon", "Long", "EpochMs"),
            *("Excel", "Jp", "Thai", "Bad", "Empty"),
        ),
        joined=(*[date(2019, 5, 28)] * 4, None, *[date(2019, 5, 28)] * 6, None, None),
        problems=1,  # 5/6/19 asks
    ),
)


def read(name: str) -> PeopleList:
    return read_people(shared_data(f"exports/{name}"))


@pytest.mark.parametrize("right", READINGS, ids=lambda right: right.file)
def test_a_list_is_read_as_its_manifest_says(right: Right) -> None:
    people = read(right.file)
    rows = people.rows
    assert people.format == right.format
    assert tuple(row.name for row in rows) == right.names
    for wanted, found in (
        (right.emails, tuple(row.emails for row in rows)),
        (right.ids, tuple(row.external_id for row in rows)),
        (right.joined, tuple(row.joined_on for row in rows)),
        (right.tags, tuple(row.tags for row in rows)),
        (right.answers, tuple(row.answer for row in rows)),
        (right.plus, tuple(row.plus for row in rows)),
        (right.arrived, tuple(row.arrived for row in rows)),
        (right.times, tuple(row.arrived_at for row in rows)),
    ):
        assert wanted is None or found == wanted
    assert len(people.problems) == right.problems
    assert rows[0].phone == right.phone or not right.phone
    assert right.fields.items() <= dict(rows[0].fields).items()


def test_no_list_of_the_manifest_is_forgotten() -> None:
    folder = shared_data("exports")
    there = {path.name for path in Path(folder).iterdir()} - {"MANIFEST.tsv"}
    assert there == {right.file for right in READINGS}


def test_the_minutes_of_who_joined_twice_are_added_up() -> None:
    brian = read("zoom_participants.csv").rows[1]
    assert dict(brian.fields)["Duration (Minutes)"] == "34"
    assert dict(brian.fields)["Name (Original Name)"] == "Brian Smith (bsmith)"


def test_translated_headings_are_told_by_the_ids_below_them(tmp_path: Path) -> None:
    data = shared_data("exports/hi_events_attendees.csv").read_text("utf-8")
    header = (
        "ID,Keresztnev X,Vezeteknev X,Levelcim,Allapot,Bejelentkezett,Bejelentkezes ideje,"
        "Termek ID,Termek,Esemeny ID,Nyilvanos ID,Rovid ID,Letrehozva,Frissitve,Jegyzetek,Etrend"
    )
    path = tmp_path / "resztvevok.csv"
    path.write_text("\n".join([header, *data.splitlines()[1:]]), "utf-8")
    people = read_people(path)
    assert people.format == "Hi.Events"
    assert [row.name for row in people.rows] == ["Ada Lovelace", "Bo Ek"]
    assert [row.answer for row in people.rows] == [GOING, CANCELLED]
    assert [row.arrived for row in people.rows] == [True, False]
    assert people.rows[1].notes == "can't come"
    assert dict(people.rows[0].fields)["Etrend"] == "Vegan"


def test_a_teams_report_gives_its_participants_only(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_text(
        "1. Summary\nMeeting title\tLoom night\nAttended participants\t2\n\n"
        "2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\n"
        "Ana Lima\t10/5/26, 7:02:11 PM\t10/5/26, 8:30:02 PM\t1h 27m\tana@example.com\tAttendee\n"
        "Bo Ek (Guest)\t10/5/26, 7:05:00 PM\t10/5/26, 8:30:00 PM\t1h 25m\t\tAttendee\n\n"
        "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
        "Ana Lima\t10/5/26, 7:02:11 PM\t10/5/26, 8:30:02 PM\t1h 27m\tana@example.com\tAttendee\n",
        "utf-16",
    )
    people = read_people(path)
    assert (people.format, people.read) == ("Teams", 2)
    assert [row.name for row in people.rows] == ["Ana Lima", "Bo Ek"]
    assert people.rows[0].arrived_at == datetime(2026, 10, 5, 19, 2, 11)


def test_linkedin_connections_are_found_below_their_notes(tmp_path: Path) -> None:
    path = tmp_path / "Connections.csv"
    path.write_text(
        'Notes:\n"When exporting your connection data, some addresses may be missing."\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ana,Lima,https://example.com/ana,,Mill,Weaver,05 Oct 2026\n",
        "utf-8",
    )
    people = read_people(path)
    assert people.format == "LinkedIn"
    assert [row.name for row in people.rows] == ["Ana Lima"]
