"""A folder of tables is read as a past: each table by its header, each thing once, nothing lost."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind, EventStatus, RegistrationStatus
from organizer.domain.records import History
from organizer.domain.times import wall_time
from organizer.intake.histories import read_history
from tests.evenings import shared_data

BERLIN, DENVER = "Europe/Berlin", "America/Denver"
GOING, DECLINED = RegistrationStatus.GOING, RegistrationStatus.DECLINED

EVENTS = "id,name,time\n7,Knit night,2019-05-14 19:00\n8,Dye day,2019-06-02 10:00\n"
PEOPLE = "id,name,joined\n1,Ana Lima,2018-01-02\n2,Bo,2018-02-03\n"
ANSWERS = "event_id,member_id,response,guests\n7,1,yes,2\n7,2,no,0\n8,1,yes,0\n"

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Write tables into a folder, in an order that tells nothing."""

    def folder(*tables: str | bytes, **named: str | bytes) -> Path:
        path = tmp_path / "past"
        path.mkdir(exist_ok=True)
        files = {f"table {place}.csv": table for place, table in enumerate(tables)}
        files |= {name.replace("_", "."): table for name, table in named.items()}
        for name, table in files.items():
            (path / name).write_bytes(table.encode() if isinstance(table, str) else table)
        return path

    return folder


def answers_of(history: History) -> dict[tuple[str, str], tuple[RegistrationStatus, int]]:
    """Return status and guests by title and name."""
    return {
        (history.events[one.event].title, history.people.rows[one.person].name): (
            one.status,
            one.plus,
        )
        for one in history.answers
    }


def messages(history: History) -> list[tuple[str, int, str]]:
    """Return file, row and sentence of what is left out or unclear."""
    return [(problem.file, problem.row, problem.message) for problem in history.problems]


def test_thirteen_groups_of_montana() -> None:
    history = read_history(shared_data("meetup/montana_anon"), DENVER)
    assert history.system == "meetup"
    assert history.rows == {
        "events": 1396,
        "people": 1941,
        "answers": 10416,
        "venues": 282,
        "groups": 13,
        "topics": 158,
    }
    assert (len(history.events), len(history.people.rows), history.people.read) == (
        1391,
        1757,
        1941,
    )
    yes = [one for one in history.answers if one.status is GOING]
    no = [one for one in history.answers if one.status is DECLINED]
    assert (len(yes), len(no), sum(1 + one.plus for one in yes)) == (7616, 2800, 8045)
    late = [
        one
        for one in history.answers
        if one.changed_at and one.changed_at > history.events[one.event].starts_at
    ]
    assert len(late) == 31
    by_event = [one.event for one in yes]
    assert max(map(by_event.count, set(by_event))) == 161
    assert history.problems == ()
    first = history.events[0]
    assert (first.title, first.starts, first.timezone) == (
        "Lake County Coders December Gathering",
        datetime(2008, 12, 10, 19, 0),
        DENVER,
    )
    assert {event.timezone for event in history.events} == {DENVER}
    assert all(event.venue is None or history.venues[event.venue] for event in history.events)
    benjamin = next(row for row in history.people.rows if row.external_id == "101438")
    assert set(benjamin.tags) == {"Missoula Tango", "Western Montana Photography"}
    assert "Photography" in dict(benjamin.fields)["topics"]


def test_a_community_elsewhere_keeps_the_clock_of_the_place() -> None:
    history = read_history(shared_data("meetup/montana_anon"), BERLIN)
    assert {event.timezone for event in history.events} == {DENVER}
    edmonton = read_history(shared_data("meetup/montana_anon"), "America/Edmonton")
    assert {event.timezone for event in edmonton.events} == {"America/Edmonton"}
    assert [event.starts for event in history.events] == [event.starts for event in edmonton.events]


def test_tables_are_known_by_their_headers(folder: Folder) -> None:
    history = read_history(folder(ANSWERS, PEOPLE, EVENTS), BERLIN)
    assert answers_of(history) == {
        ("Knit night", "Ana Lima"): (GOING, 2),
        ("Knit night", "Bo"): (DECLINED, 0),
        ("Dye day", "Ana Lima"): (GOING, 0),
    }
    knit, dye = history.events
    assert (knit.starts, knit.timezone) == (datetime(2019, 5, 14, 19, 0), BERLIN)
    assert knit.ends == datetime(2019, 5, 14, 22, 0)
    assert dye.starts_at == datetime(2019, 6, 2, 8, 0, tzinfo=UTC)
    assert [row.joined_on for row in history.people.rows] == [date(2018, 1, 2), date(2018, 2, 3)]
    assert history.problems == ()


def test_other_words_other_separators_other_shapes(folder: Folder) -> None:
    """Names instead of ids, the time of day apart, places within the events."""
    history = read_history(
        folder(
            events_tsv=(
                "Veranstaltung\tDatum\tUhrzeit\tEnde\tOrt\tCapacity\tStatus\tType\n"
                "Stricken\t14.05.2019\t19:30\t22:00\tMühle\t20\t\tWorkshop\n"
                "Stricken\t28.05.2019\t23:00\t01:00\tMühle\t\tcancelled\t\n"
            ),
            wer_csv="Name;E-Mail;Eintritt\nZoë Ünal;zoe@x.org;01.02.2018\nKim;;\n",
            antworten_csv=(
                "Veranstaltung;Datum;E-Mail;Name;Zusage;Begleitung\n"
                "Stricken;14.05.2019;zoe@x.org;;ja;1\n"
                "Stricken;28.05.2019;;Kim;nein;\n"
                "Stricken;28.05.2019;neu@x.org;Neu Hier;vielleicht;\n"
            ),
        ),
        BERLIN,
    )
    assert messages(history) == []
    first, second = history.events
    assert (first.starts, first.ends) == (
        datetime(2019, 5, 14, 19, 30),
        datetime(2019, 5, 14, 22, 0),
    )
    assert (first.kind, first.capacity) == (EventKind.WORKSHOP, 20)
    assert (second.ends, second.status) == (datetime(2019, 5, 29, 1, 0), EventStatus.CANCELLED)
    assert [venue.name for venue in history.venues] == ["Mühle"]
    said = [
        (one.event, history.people.rows[one.person].name, str(one.status), one.plus)
        for one in history.answers
    ]
    assert said == [
        (0, "Zoë Ünal", "going", 1),
        (1, "Kim", "declined", 0),
        (1, "Neu Hier", "maybe", 0),
    ]
    assert len(history.people.rows) == 3


def test_a_workbook_with_a_sheet_for_each(folder: Folder) -> None:
    book = Workbook()
    book.remove(book.active)
    for title, table in (("A", ANSWERS), ("B", PEOPLE), ("C", EVENTS)):
        sheet = book.create_sheet(title)
        for number, line in enumerate(table.splitlines()):
            cells = ["", *line.split(",")]
            sheet.append([int(c) if c.isdecimal() and number else c for c in cells])
    data = io.BytesIO()
    book.save(data)
    history = read_history(folder(past_xlsx=data.getvalue()), BERLIN)
    assert len(answers_of(history)) == 3
    assert messages(history) == []


def test_memberships_venues_groups_in_tables_of_their_own(folder: Folder) -> None:
    history = read_history(
        folder(
            "id,name,time,venue_id,group_id\n7,Knit,2019-05-14 19:00,v1,g1\n"
            "8,Dye,2019-05-15 19:00,v9,g2\n9,Spin,2019-05-16 19:00,v2,g2\n",
            "id,name,joined\n1,Ana,2018-05-01\n2,Bo,\n",
            "member_id,group_id,joined\n1,g1,2017-03-04\n1,g2,\n5,g1,\n",
            "group_id,group_name\ng1,Knitters\ng2,Dyers\n",
            "id,name,address,city\nv1,Mill,Lane 1,Riga\nv2,Mill,Quay 2,Riga\nv3,Mill,LANE 1,Riga\n",
        ),
        BERLIN,
    )
    ana, bo = history.people.rows
    assert (set(ana.tags), ana.joined_on) == ({"Knitters", "Dyers"}, date(2017, 3, 4))
    assert bo.tags == ()
    assert [(venue.name, venue.address) for venue in history.venues] == [
        ("Mill", "Lane 1, Riga"),
        ("Mill", "Quay 2, Riga"),
    ]
    assert [event.venue for event in history.events] == [0, None, 1]
    assert [event.description for event in history.events] == [
        "Group: Knitters",
        "Group: Dyers",
        "Group: Dyers",
    ]
    assert [row for _file, row, _words in messages(history)] == [3, 4]
    assert "v9" in messages(history)[0][2]
    assert "“5”" in messages(history)[1][2]


def test_what_is_wrong_has_a_file_and_a_row_and_the_rest_stays(folder: Folder) -> None:
    history = read_history(
        folder(
            events_csv=EVENTS + "9,When?,soon\n7,Knit night,2019-05-14 19:00\n8,Other,2019-01-01\n",
            people_csv=PEOPLE + "3\n2,Beau,\n",
            answers_csv=ANSWERS + "99,1,yes,0\n7,77,yes,0\n8,2,perchance,0,left over\n",
            notes_csv="Colour,Weight\nred,3\n",
            empty_csv="",
        ),
        BERLIN,
    )
    assert len(history.events) == 2
    assert len(history.people.rows) == 2
    assert len(history.answers) == 4
    found = {(file, row): words for file, row, words in messages(history)}
    assert "soon" in found["events.csv", 4]
    assert "row 3" in found["events.csv", 6]
    assert ("events.csv", 5) not in found, "the same row twice says nothing new"
    assert "neither a name" in found["people.csv", 4]
    assert "Bo" in found["people.csv", 5]
    assert "“99”" in found["answers.csv", 5]
    assert "“77”" in found["answers.csv", 6]
    assert "perchance" in found["answers.csv", 7]
    assert "Colour" in found["notes.csv", 1]
    assert "empty" in found["empty.csv", 1]


def test_names_that_are_no_names_are_left_out(folder: Folder) -> None:
    """Most often a quotation mark was never closed, and half a table is one cell."""
    long = "long " * 100
    history = read_history(
        folder(
            events_csv=f"id,name,time,venue\n7,Knit night,2019-05-14 19:00,{long}\n"
            f"8,{long},2019-06-02 10:00,Mill\n",
            people_csv=PEOPLE + f"3,{long},\n",
            answers_csv=f"event_id,name,response\n7,Ana Lima,yes\n7,{long},yes\n8,Bo,yes\n",
        ),
        BERLIN,
    )
    assert [(one.title, one.venue) for one in history.events] == [("Knit night", None)]
    assert [one.name for one in history.people.rows] == ["Ana Lima", "Bo"]
    assert answers_of(history) == {("Knit night", "Ana Lima"): (GOING, 0)}
    found = {(file, row): words for file, row, words in messages(history)}
    assert "too long for a place" in found["events.csv", 2]
    assert "the title has 499 letters" in found["events.csv", 3]
    assert "the name has 499 letters" in found["people.csv", 4]
    assert "too long for a name" in found["answers.csv", 3]
    assert "“8”" in found["answers.csv", 4]


def test_the_last_answer_holds(folder: Folder) -> None:
    history = read_history(
        folder(
            EVENTS,
            PEOPLE,
            "event_id,member_id,response,created,mtime\n"
            "7,1,no,1557800000000,1557850000000\n7,1,yes,1557800000000,1557810000000\n"
            "7,2,yes,1557800000,\n7,2,no,1557800001,\n",
        ),
        BERLIN,
    )
    assert answers_of(history) == {
        ("Knit night", "Ana Lima"): (DECLINED, 0),
        ("Knit night", "Bo"): (DECLINED, 0),
    }
    assert history.answers[0].answered_at == datetime.fromtimestamp(1557800000, UTC)


def test_who_came_is_known_where_a_table_says_so(folder: Folder) -> None:
    history = read_history(
        folder(
            EVENTS,
            PEOPLE,
            "event_id,member_id,rsvp,checked in at\n7,1,yes,2019-05-14 19:05\n7,2,yes,\n",
        ),
        BERLIN,
    )
    assert [(one.arrived, one.arrived_at) for one in history.answers] == [
        (True, datetime(2019, 5, 14, 19, 5)),
        (False, None),
    ]


def test_one_name_of_two_people_is_not_guessed(folder: Folder) -> None:
    history = read_history(
        folder(
            EVENTS,
            "id,name\n1,Kim\n2,Kim\n",
            "event_id,name,response\n7,Kim,yes\n7,Lee,yes\n",
        ),
        BERLIN,
    )
    assert answers_of(history) == {("Knit night", "Lee"): (GOING, 0)}
    assert "Several people" in messages(history)[0][2]


@pytest.mark.parametrize(
    ("time", "offset", "wall"),
    [
        ("1557853200000", "", "2019-05-14T19:00:00"),
        ("1557853200", "7200000", "2019-05-14T19:00:00"),
        ("1557853200000", "-25200000", "2019-05-14T10:00:00"),
        ("2019-05-14T19:00:00+02:00", "", "2019-05-14T19:00:00"),
        ("2019-05-14T17:00:00Z", "", "2019-05-14T19:00:00"),
        ("14 May 2019 7:00 PM", "", "2019-05-14T19:00:00"),
    ],
)
def test_times_however_written(folder: Folder, time: str, offset: str, wall: str) -> None:
    text = f"id,name,time,utc_offset\n7,Knit,{time},{offset}\n"
    [event] = read_history(folder(text), BERLIN).events
    assert event.starts.isoformat() == wall
    assert event.starts_at == datetime(2019, 5, 14, 17, 0, tzinfo=UTC)
    assert wall_time(event.starts_at, event.timezone) == event.starts


def test_a_date_of_two_readings_is_asked_for(folder: Folder) -> None:
    path = folder("id,name,date,time\n7,Knit,5/6/19,19:00\n", "id,name,joined\n1,Ana,2018-01-02\n")
    [problem] = read_history(path, BERLIN).problems
    assert "--dates" in problem.message
    [event] = read_history(path, BERLIN, dates="mdy").events
    assert event.starts == datetime(2019, 5, 6, 19, 0)


def test_a_folder_without_tables_is_refused(folder: Folder, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no table"):
        read_history(folder(README_txt="Just words."), BERLIN)
    with pytest.raises(UserError, match="no folder"):
        read_history(tmp_path / "nowhere", BERLIN)


def test_reading_tells_how_far_it_is_and_can_be_stopped(folder: Folder) -> None:
    path = folder(EVENTS, PEOPLE, ANSWERS)
    told: list[tuple[int, int]] = []
    read_history(path, BERLIN, step=lambda done, total: told.append((done, total)))
    assert told[-1] == (7, 7)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_history(path, BERLIN, step=stop)
