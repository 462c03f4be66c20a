"""Lists of members give the people in them: from Meetup, from others, from any table with names."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organizer.domain.errors import UserError
from organizer.domain.names import clean_name
from organizer.domain.records import PeopleList, PersonRow
from organizer.intake.columns import FIELD_WORDS
from organizer.intake.headers import word_for
from organizer.intake.people import read_people

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def shared(part: str) -> Path:
    path = DATA / part
    if not path.exists():
        pytest.skip(f"the shared data is not here: {part}")
    return path


class Reading:
    """Writes a list and reads it back."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "list.csv"

    def __call__(self, text: str | bytes, **options: object) -> PeopleList:
        self.path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_people(self.path, **options)  # type: ignore[arg-type]

    def person(self, text: str, **options: object) -> PersonRow:
        (person,) = self(text, **options).rows
        return person


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    return Reading(tmp_path)


def export_of(name: str) -> PeopleList:
    return read_people(shared(f"exports/{name}"))


def messages(people: PeopleList) -> list[tuple[int, str]]:
    return [(problem.row, problem.message) for problem in people.problems]


# --- Meetup


@pytest.mark.parametrize("shape", ["us.xls", "dmony.csv", "long_utf16.csv"])
def test_the_three_shapes_of_a_meetup_list_give_the_same_people(shape: str) -> None:
    people = read_people(shared(f"meetup/crug/member_list_3606_{shape}"))
    rows = people.rows
    assert (people.format, people.read, people.problems) == ("Meetup", 3606, ())
    assert len({row.external_id for row in rows}) == len(rows) == 3606
    assert {row.external_system for row in rows} == {"meetup"}
    assert rows[0].external_id == "1000001"
    assert sum(row.earlier_yes for row in rows) == 5079
    assert sum(row.earlier_attended for row in rows) == 5017
    assert sum(row.earlier_no_shows for row in rows) == 32
    joined = [row.joined_on for row in rows if row.joined_on]
    assert len(joined) == 3606
    assert (min(joined), max(joined)) == (date(2010, 4, 5), date(2019, 5, 29))
    assert sum(row.earlier_last_attended is None for row in rows) == 1804
    other = read_people(shared("meetup/crug/member_list_3606_us.xls"))
    assert [replace(row, row=0) for row in rows] == [replace(row, row=0) for row in other.rows]


def test_a_meetup_list_without_names_says_which_columns_there_are() -> None:
    path = shared("meetup/crug/member_list.csv")
    with pytest.raises(UserError, match=r"Member\.ID, Location, .*--map name=COLUMN"):
        read_people(path)
    people = read_people(path, mapping={"name": "Member.ID"})
    assert people.rows[4].external_id == "5"
    assert sum(row.earlier_attended for row in people.rows) == 5017


def test_who_wants_no_mail_from_meetup(read: Reading) -> None:
    head = "Name\tUser ID\tJoined Group on\tLast Attended\tMailing List\n"
    people = read(
        head + "Ann\tuser 12\t04/24/2014\t\tNo\nBo\tuser 7\t01/02/2015\t\tYes\nCy\t\t\t\tDigest\n"
    )
    assert [row.do_not_write for row in people.rows] == [True, False, False]
    assert [row.external_id for row in people.rows] == ["12", "7", ""]
    assert [row.external_system for row in people.rows] == ["meetup", "meetup", ""]
    assert people.rows[1].joined_on == date(2015, 1, 2)
    assert people.rows[2].fields == (("Mailing List", "Digest"),)


# --- the exports of others, as their manifest reads them


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("meetup_member_list_2015.xls", ["Ann Organizer", "Zoë"]),
        ("meetup_member_list_2019_crug.csv", ["Jane Doe", "jdoe"]),
        ("meetup_event_attendees_2019.csv", ["Jane Doe", "John Roe", "Walk In", "Wait Lister"]),
        ("eventbrite_attendee_report_2024.csv", ["John Doe", "Jane Doe"]),
        (
            "eventbrite_shared_email_missing_names.csv",
            ["Rosa Delgado", "Jonah Kim", "Sam Ortiz", "Ivy"],
        ),
        ("luma_guests.csv", ["Full Name", "Lovelace, Ada", "anon", "Iñigo Demo"]),
        ("google_contacts_2024.csv", ["Grace Brewster Hopper", "山本太郎", "Acme Ltd"]),
        ("outlook_com_contacts.csv", ["Svein Heimdal", "Norway Doe", "Jürgen Groß"]),
        ("mailchimp_audience.csv", ["Maya White", "mail"]),
        ("google_forms_responses.csv", ["Xena Xu", "Yusuf Yıl", "Xena Xu"]),
        ("pretix_checkin_list.csv", ["Mr Peter A Jones", "Mrs Andrea J Zulu"]),
        ("hi_events_attendees.csv", ["Ada Lovelace", "Bo Ek"]),
        ("ocg_attendees.csv", ["Doe, Jane", "anonymous-attendee"]),
        ("alfio_import_attendees.csv", ["Homer Simpson", "Lisa Simpson", "Bart Simpson"]),
        ("awkward_swedish_latin1.csv", ["Vera Vik", "Åke Wåhlström"]),
        ("awkward_tab.tsv", ["Filippa Falk", "Göran Gris"]),
        ("awkward_bom.csv", ["Hedda Hall"]),
        ("awkward_multiline.csv", ["Ida Inge", "Jalle Jern"]),
        ("awkward_ragged.csv", ["Kalla Kry", "Lisa Lo", "Mona My"]),
        ("tito_attendees.csv", ["Tina Torn", "Uno Udd"]),
    ],
)
def test_exports_give_their_people(file: str, names: list[str]) -> None:
    assert [row.name for row in export_of(file).rows] == names


def test_every_table_of_the_exports_is_read() -> None:
    for path in sorted(shared("exports").iterdir()):
        if path.suffix in (".csv", ".tsv", ".xls") and path.name != "MANIFEST.tsv":
            people = read_people(path)
            twice_or_no_person = 2 if path.name == "zoom_participants.csv" else 0
            assert people.read == len(people.rows) + twice_or_no_person > 0


def test_addresses_in_exports() -> None:
    google = export_of("google_contacts_2024.csv").rows
    assert google[0].emails == ("grace@navy.example", "grace@example.com")
    assert google[2].emails == ("info@acme.example", "sales@acme.example")
    assert google[0].tags == ("Navy",)
    pretix = export_of("pretix_checkin_list.csv").rows
    assert {row.emails for row in pretix} == {("dummy@dummy.test",)}
    assert export_of("eventbrite_shared_email_missing_names.csv").rows[0].emails == (
        "Rosa@Example.com",
    )


def test_what_else_is_in_exports() -> None:
    assert export_of("mailchimp_audience.csv").rows[0].tags == ("Evento Roma", "Volontari")
    first = export_of("eventbrite_attendee_report_2024.csv").rows[0]
    assert dict(first.fields)["Order #"] == "11211912243"
    assert export_of("meetup_event_attendees_2019.csv").rows[2].notes == (
        "paid cash, no meetup account"
    )
    forms = export_of("google_forms_responses.csv").rows
    assert forms[0].phone == "0760001122"
    assert dict(forms[2].fields)["Anything we should know?"].startswith("changed my mind\n=HYPER")


def test_extra_cells_are_kept_and_reported() -> None:
    people = export_of("awkward_ragged.csv")
    assert people.rows[1].fields == (("Column C", "EXTRA"), ("Column D", "CELLS"))
    assert [row for row, _message in messages(people)] == [4]
    assert "EXTRA, CELLS" in people.problems[0].message


def test_awkward_dates_and_the_one_that_needs_asking() -> None:
    path = shared("exports/awkward_dates.csv")
    people = read_people(path)
    joined = {row.name: row.joined_on for row in people.rows}
    assert {name for name, day in joined.items() if day is None} == {"UsShort", "Bad", "Empty"}
    assert set(joined.values()) == {None, date(2019, 5, 28)}
    ((row, message),) = messages(people)
    assert row == 6
    assert "5 June 2019 or 6 May 2019" in message
    assert "--dates dmy or mdy" in message
    assert read_people(path, dates="dmy").rows[4].joined_on == date(2019, 6, 5)
    assert read_people(path, dates="mdy").rows[4].joined_on == date(2019, 5, 6)
    assert not read_people(path, dates="mdy").problems


# --- any table


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Full Name\nAda Lovelace\n", "Ada Lovelace"),
        ("first_name,last_name\nAda,Lovelace\n", "Ada Lovelace"),
        ("Given Name;Family Name\nAda;Lovelace\n", "Ada Lovelace"),
        ("Nachname;Vorname\nGroß;Jürgen\n", "Jürgen Groß"),
        ("Name;Vorname\nGroß;Jürgen\n", "Jürgen Groß"),
        ("Nom;Prénom\nDupont;Zoé\n", "Zoé Dupont"),
        ("Nombre;Apellidos\nMaría;de la Cruz\n", "María de la Cruz"),
        ("Nome,Cognome\nLuca,Rossi\n", "Luca Rossi"),
        ("Namn,E-post\nÅke Ö,a@example.se\n", "Åke Ö"),
        ("Förnamn,Efternamn\nÅke,Ö\n", "Åke Ö"),
        ("Naam\nJan de Vries\n", "Jan de Vries"),
        ("氏名,メールアドレス\n佐藤 花,h@example.jp\n", "佐藤 花"),
        ("姓,名\n佐藤,花\n", "佐藤花"),
        ("Member\nKim\n", "Kim"),
        ("Name,First name\nAda Lovelace,Ada\n", "Ada Lovelace"),
        ("First name,Last name,Member\nAda,Lovelace,yes\n", "Ada Lovelace"),
    ],
)
def test_names_are_found_by_header_in_many_languages(read: Reading, text: str, name: str) -> None:
    assert read.person(text).name == name


@pytest.mark.parametrize(
    ("cell", "emails"),
    [
        ("a@example.com", ("a@example.com",)),
        ("a@example.com; b@example.com", ("a@example.com", "b@example.com")),
        ("a@example.com ::: B@example.com", ("a@example.com", "B@example.com")),
        ('"a@example.com,A@Example.com"', ("a@example.com",)),
        ("mailto:a@example.com", ("a@example.com",)),
        ("Ann <a@example.com>", ("a@example.com",)),
        ('"a@example.com\nb@example.com"', ("a@example.com", "b@example.com")),
        ("n/a", ()),
    ],
)
def test_addresses_are_told_apart(read: Reading, cell: str, emails: tuple[str, ...]) -> None:
    people = read(f"Name,E-mail\nAnn,{cell}\n")
    assert people.rows[0].emails == emails
    assert not people.rows[0].fields
    assert not people.problems


def test_several_columns_of_addresses(read: Reading) -> None:
    person = read.person("Name,E-mail 1,Work email,E-mail status\nAnn,a@x.example,b@x.example,ok\n")
    assert person.emails == ("a@x.example", "b@x.example")
    assert person.fields == (("E-mail status", "ok"),)


def test_name_and_address_in_one_cell_of_either_column(read: Reading) -> None:
    people = read('Name,Email\nAda L <ada@x.example>,\n,"""Roe, Bo"" <bo@x.example>"\n')
    assert [(row.name, row.emails) for row in people.rows] == [
        ("Ada L", ("ada@x.example",)),
        ("Roe, Bo", ("bo@x.example",)),
    ]


def test_what_is_no_address_is_kept_and_reported(read: Reading) -> None:
    people = read("Name,Email\nAnn,ask Bo\n")
    assert people.rows[0].fields == (("Email", "ask Bo"),)
    assert "ask Bo" in people.problems[0].message


def test_a_cell_too_long_for_a_name_or_an_address_is_reported(read: Reading) -> None:
    text = f"name,email\n{'A' * 1_000_000},a@x.org\nBo,{'b' * 1_000_000}@x.org\nCy,c@x.org\n"
    people = read(text)
    assert [(row.name, row.emails) for row in people.rows] == [("Bo", ()), ("Cy", ("c@x.org",))]
    assert [problem.row for problem in people.problems] == [2, 3]
    assert "1000000 letters; 400 is the most" in people.problems[0].message
    assert all(len(problem.message) < 200 for problem in people.problems)


def test_rows_without_a_name(read: Reading) -> None:
    people = read("Name,Email,Company,City\n,kim@x.example,,\n,,Acme,\n,,,Bern\n")
    assert [row.name for row in people.rows] == ["kim", "Acme"]
    assert people.read == 3
    assert [row for row, _message in messages(people)] == [2, 3, 4]
    assert "Left out" in people.problems[2].message


def test_tags_notes_marks_and_the_rest(read: Reading) -> None:
    people = read(
        "Name,Tags,Notes,Unsubscribed,T-shirt\n"
        'Ann,"runner, Dye;ing, Runner",likes tea,, L \n'
        "Bo,a; b,,2024-01-05,\nCy,,,no,\nDi,,,x,\n"
    )
    ann, bo, cy, di = people.rows
    assert (ann.tags, ann.notes) == (("runner, Dye", "ing, Runner"), "likes tea")
    assert ann.fields == (("T-shirt", "L"),)
    assert bo.tags == ("a", "b")
    assert [row.do_not_write for row in (ann, bo, cy, di)] == [False, True, False, True]
    assert bo.fields == (("Unsubscribed", "2024-01-05"),)


def test_numbers_and_dates_that_are_none_are_kept_and_reported(read: Reading) -> None:
    people = read('Name,Events attended,Joined\nAnn,many,soon\nBo," 1,204",2020-02-29\n')
    assert people.rows[0].fields == (("Events attended", "many"), ("Joined", "soon"))
    assert [row for row, _message in messages(people)] == [2, 2]
    assert people.rows[1].earlier_attended == 1204
    assert people.rows[1].joined_on == date(2020, 2, 29)


@pytest.mark.parametrize("header", ["ID", "uid", "Member ID", "User ID"])
def test_an_id_of_some_table_is_no_identity(read: Reading, header: str) -> None:
    person = read.person(f"{header},Name\n17,Ann\n")
    assert person.external_id == ""
    assert person.fields == ((header, "17"),)


def test_mapping_goes_before_headers(read: Reading) -> None:
    text = "Name,Spitzname,Kontakt,Nr,Besuche\nGroß,Jo,j@x.example,7,12\n"
    mapping = dict(name="Spitzname", last_name="Name", email="kontakt", id="Nr", attended="Besuche")
    people = read(text, mapping=mapping)
    (person,) = people.rows
    assert (person.name, person.emails) == ("Jo", ("j@x.example",))
    assert (person.external_id, person.earlier_attended) == ("7", 12)
    assert dict(person.fields)["Name"] == "Groß"
    assert people.mapping == {"name": 1, "last_name": 0, "email": 2, "id": 3, "attended": 4}


def test_a_mapping_that_names_nothing_says_what_there_is(read: Reading) -> None:
    with pytest.raises(UserError, match=r"no column “Nom”.*Wer, Wo"):
        read("Wer,Wo\nAnn,Bern\n", mapping={"name": "Nom"})
    with pytest.raises(UserError, match="no field “nickname”.*" + ", ".join(FIELD_WORDS)):
        read("Wer,Wo\nAnn,Bern\n", mapping={"nickname": "Wer"})
    with pytest.raises(UserError, match=r"list\.csv has no column with names.*Wer, Wo.*--map name"):
        read("Wer,Wo\nAnn,Bern\n")
    assert read.person("Wer,Wo\nAnn,Bern\n", mapping={"name": "Wer"}).name == "Ann"


def test_our_own_export_comes_back(read: Reading) -> None:
    people = read(
        "Name,Emails,Tags,Joined,Attended,Last attended,Notes,uid\r\n"
        "'=SUM(A1),a@x.example; b@x.example,\"host, runner\",2019-05-28,12,2024-05-01,'-tea,u-1\r\n"
    )
    assert people.format == "Organizer"
    assert people.rows == (
        PersonRow(
            row=2,
            name="=SUM(A1)",
            emails=("a@x.example", "b@x.example"),
            external_system="organizer",
            external_id="u-1",
            joined_on=date(2019, 5, 28),
            tags=("host", "runner"),
            notes="-tea",
        ),
    )


def test_what_our_export_computed_counts_only_if_asked_for(read: Reading) -> None:
    text = "Name,Emails,Attended,uid\nAnn,,12,u-1\n"
    assert read.person(text).earlier_attended == 0
    assert read.person(text, mapping={"attended": "Attended"}).earlier_attended == 12


def test_every_name_survives_a_table(read: Reading) -> None:
    lines = shared("names/names.tsv").read_text("utf-8").split("\n")[1:]
    names = [json.loads(line.split("\t")[0]) for line in lines if line]
    hostile = shared("names/blns.txt").read_text("utf-8").split("\n")
    names += [name for name in hostile if clean_name(name) and not name.startswith("#")]
    for separator in ",;\t":
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=separator).writerows(
            [["Name", "Email"], *([n, ""] for n in names)]
        )
        people = read(out.getvalue())
        assert [row.name for row in people.rows] == [
            clean_name(name.replace("\0", "")) for name in names
        ]


guardable = st.text(st.sampled_from("'=+-@ab\t\"\n,;"), min_size=1, max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(guardable)
def test_a_guarded_formula_comes_back_as_the_name_it_was(read: Reading, text: str) -> None:
    name = clean_name(text)
    guarded = "'" + name if name.lstrip("'")[:1] in tuple("=+-@\t") else name
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["Name", "Joined"], [guarded, "2020-01-01"]])
    people = read(out.getvalue())
    assert [row.name for row in people.rows] == ([name] if name else [])


def test_progress_is_told_and_can_cancel(read: Reading) -> None:
    text = "Name\n" + "".join(f"Person {n}\n" for n in range(1234))
    told: list[tuple[int, int]] = []
    read(text, step=lambda done, total: told.append((done, total)))
    assert told[-1] == (1234, 1234)
    assert len(told) == 3

    def cancel(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read(text, step=cancel)


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        read_people(tmp_path / "absent.csv")
    with pytest.raises(UserError, match="is a folder"):
        read_people(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_give_people_or_a_sentence(read: Reading, data: bytes) -> None:
    for text in (data, b"Name,Email,Tags,Joined\n" + data):
        try:
            people = read(text)
        except UserError:
            continue
        assert all(row.name for row in people.rows)


# --- What people keep themselves


def test_a_list_without_headers_loses_nobody(read: Reading) -> None:
    people = read(
        "Ada,ada@example.org\nJo,jo@example.org\nKim,kim@example.org\n",
        mapping={"name": "Column A", "email": "Column B"},
    )
    assert [(one.row, one.name, one.emails) for one in people.rows] == [
        (1, "Ada", ("ada@example.org",)),
        (2, "Jo", ("jo@example.org",)),
        (3, "Kim", ("kim@example.org",)),
    ]


def test_the_sum_below_a_list_is_nobody(read: Reading) -> None:
    people = read("Name,Paid\nAna,5\nBen,7\nTotal,12\n")
    assert [one.name for one in people.rows] == ["Ana", "Ben"]
    assert [row for row, words in messages(people) if "sum of a column" in words] == [4]


def test_somebody_called_like_a_sum_stays(read: Reading) -> None:
    people = read("Name,Email,Craft\nTotal,total@example.org,\nSuma,,weaving\n")
    assert [one.name for one in people.rows] == ["Total", "Suma"]


def test_half_an_address_is_told(read: Reading) -> None:
    people = read("Name,Email\nLiwei,li wei@example.org\nAna Lima,Ana Lima ana@example.org\n")
    assert [row for row, words in messages(people) if "only the address" in words] == [2]
    assert ("Email", "li wei@example.org") in people.rows[0].fields


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("What is your name? (first and last)", "name"),
        ("Your email address (we only use it to remind you)", "email"),
        ("Phone number (optional)", "phone"),
        ("Please enter your e-mail", "email"),
        ("May we take photos of you?", "photo_consent"),
        ("What do you like about us?", ""),
    ],
)
def test_questions_of_a_form_are_known(header: str, word: str) -> None:
    assert word_for(header) == word


def test_two_people_in_one_cell_are_told(read: Reading) -> None:
    people = read("Name\nAna & Ben Lima\nChloé et Paul Martin\nAnders Hand\nEtienne Rand\n")
    assert len(people.rows) == 4
    assert [row for row, words in messages(people) if "two people" in words] == [2, 3]
