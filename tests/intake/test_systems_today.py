"""Lists as services write them today, in several languages, with people invented here."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import pytest

from organizer.domain.records import PeopleList, PersonRow
from organizer.intake.people import read_people


def read(folder: Path, text: str, encoding: str = "utf-8") -> PeopleList:
    path = folder / "list.csv"
    path.write_bytes(text.encode(encoding))
    return read_people(path)


def only(folder: Path, text: str, encoding: str = "utf-8") -> PersonRow:
    (row,) = read(folder, text, encoding).rows
    return row


def test_outlook_in_german(tmp_path: Path) -> None:
    people = read(
        tmp_path,
        '"Anrede","Vorname","Weitere Vornamen","Nachname","Firma","Telefon privat","Mobiltelefon",'
        '"E-Mail-Adresse","E-Mail-Typ","E-Mail: Angezeigter Name","E-Mail 2: Adresse",'
        '"Kategorien","Notizen"\r\n'
        '"Herr","Jürgen","Maria","Groß","Fa","030 1","0176 2","j@example.org","SMTP",'
        '"Jürgen Groß (j@example.org)","j2@example.org","Chor;Vorstand","Hallo"\r\n',
        "cp1252",
    )
    assert people.format == "Outlook"
    (row,) = people.rows
    assert row.name == "Jürgen Maria Groß"
    assert row.emails == ("j@example.org", "j2@example.org")
    assert (row.phone, row.tags, row.notes) == ("0176 2", ("Chor", "Vorstand"), "Hallo")
    assert ("Telefon privat", "030 1") in row.fields


def test_outlook_in_french(tmp_path: Path) -> None:
    row = only(
        tmp_path,
        '"Titre","Prénom","Deuxième prénom","Nom","Téléphone (domicile)","Tél. mobile",'
        '"Adresse de messagerie","Type de messagerie",'
        '"Nom complet de l\'adresse de messagerie","Catégories"\r\n'
        '"M.","François","","Lefèvre","+33 1","","f@example.org","SMTP","François (f)","Chœur"\r\n',
        "cp1252",
    )
    assert (row.name, row.emails) == ("François Lefèvre", ("f@example.org",))
    assert (row.phone, row.tags) == ("+33 1", ("Chœur",))


def test_the_groups_of_old_google_contacts_are_tags(tmp_path: Path) -> None:
    row = only(
        tmp_path,
        "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value\n"
        "Ana Ruiz,Ana,Ruiz,* myContacts ::: Knitting,* Home,ana@example.org\n",
    )
    assert (row.name, row.tags) == ("Ana Ruiz", ("Knitting",))


def test_what_google_contacts_marks_with_a_star_comes_first(tmp_path: Path) -> None:
    row = only(
        tmp_path,
        "First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,"
        "Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\n"
        "Ana,Ruiz,Work,a@work.example,* ,ana@example.org,Mobile,111,* Home,222\n",
    )
    assert row.emails == ("ana@example.org", "a@work.example")
    assert row.phone == "222" and ("Phone 1 - Value", "111") in row.fields


def test_a_buyers_address_is_not_the_guests(tmp_path: Path) -> None:
    people = read(
        tmp_path,
        '"Bestellnummer";"Status";"E-Mail";"Teilnehmername";"Teilnehmername: Vorname";'
        '"Teilnehmername: Nachname";"Teilnehmer-E-Mail"\n'
        '"A";"bezahlt";"buyer@example.org";"Jürgen Groß";"Jürgen";"Groß";"j@example.org"\n'
        '"A";"storniert";"buyer@example.org";"Käthe Öm";"Käthe";"Öm";""\n',
    )
    assert people.format == "pretix"
    assert [(row.name, row.emails, row.answer) for row in people.rows] == [
        ("Jürgen Groß", ("j@example.org",), "going"),
        ("Käthe Öm", ("buyer@example.org",), "cancelled"),
    ]
    assert ("E-Mail", "buyer@example.org") in people.rows[0].fields


def test_tickets_of_tito_that_were_given_back(tmp_path: Path) -> None:
    people = read(
        tmp_path,
        "Number,Ticket Full Name,Ticket Email,Void Status,Ticket Reference,Order Reference\n"
        "1,Ana Ruiz,ana@example.org,,A-1,A\n2,Bo Ek,bo@example.org,true,A-2,A\n"
        "3,Cy Om,cy@example.org,false,A-3,A\n4,Di Po,di@example.org,void,A-4,A\n",
    )
    assert [row.answer for row in people.rows] == [None, "cancelled", None, "cancelled"]
    assert "answer" not in people.mapping  # so that whoever is listed is going


def test_an_order_of_eventbrite_brings_guests_and_unnamed_tickets_nobody(tmp_path: Path) -> None:
    people = read(
        tmp_path,
        "Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Order Status\n"
        "7,10/1/26 18:22,Ana,Ruiz,ana@example.org,3,GA,Placed\n"
        "8,10/1/26 18:30,Info Requested,Info Requested,Info Requested,1,GA,Placed\n",
    )
    (row,) = people.rows
    assert (people.format, row.name, row.answer, row.plus) == ("Eventbrite", "Ana Ruiz", "going", 2)
    assert [problem.row for problem in people.problems] == [3]


def test_who_is_on_a_report_of_zoom_without_times_was_there(tmp_path: Path) -> None:
    people = read(
        tmp_path,
        "Topic,Meeting ID,Start Time\nKnit,812,10/02/2026 07:00:00 PM\n\n"
        "Name (Original Name),User Email,Total Duration (Minutes),Guest\n"
        "Ana Ruiz,ana@example.org,110,No\nBo Ek (bo),,50,Yes\n",
    )
    assert [(row.name, row.arrived) for row in people.rows] == [("Ana Ruiz", True), ("Bo Ek", True)]


def test_teams_in_german(tmp_path: Path) -> None:
    people = read(
        tmp_path,
        "1. Zusammenfassung\r\nBesprechungstitel\tStricken\r\n\r\n2. Teilnehmer\r\n"
        "Name\tErster Beitritt\tLetztes Verlassen\tBesprechungsdauer\tE-Mail\t"
        "Teilnehmer-ID (UPN)\tRolle\r\n"
        "Jürgen Groß\t02.10.26, 18:55:05\t02.10.26, 21:02:00\t2 Std.\tj@example.org\tj\tOrg\r\n"
        "Käthe Öm (Gast)\t02.10.26, 19:05:00\t02.10.26, 20:00:00\t55 Min.\t\t\tReferent\r\n\r\n"
        "3. Aktivitäten in der Besprechung\r\nName\tBeitrittszeit\tVerlassenszeit\tDauer\tE-Mail\r\n"
        "Jürgen Groß\t02.10.26, 18:55:05\t02.10.26, 21:02:00\t2 Std.\tj@example.org\r\n",
        "utf-16",
    )
    assert people.format == "Teams"
    assert [(row.name, row.arrived_at) for row in people.rows] == [
        ("Jürgen Groß", datetime(2026, 10, 2, 18, 55, 5)),
        ("Käthe Öm", datetime(2026, 10, 2, 19, 5)),
    ]


def test_the_first_lists_of_teams_have_a_row_for_each_coming_and_going(tmp_path: Path) -> None:
    people = read(
        tmp_path,
        "Full Name\tUser Action\tTimestamp\nAna Ruiz\tJoined\t10/2/2026, 6:56:00 PM\n"
        "Ana Ruiz\tLeft\t10/2/2026, 7:56:00 PM\n",
        "utf-16",
    )
    assert [(row.name, row.arrived_at) for row in people.rows] == [
        ("Ana Ruiz", datetime(2026, 10, 2, 18, 56))
    ]


def test_a_form_in_german_asks_for_name_answer_and_company(tmp_path: Path) -> None:
    people = read(
        tmp_path,
        '"Zeitstempel","Mailadresse","Vor- und Nachname","Kommst du?",'
        '"Wie viele Gäste bringst du mit?","Was bringst du mit?"\n'
        '"2026/09/20 7:01:33 PM MESZ","ana@example.org","Ana Ruiz","Ja","zwei","3 Kuchen"\n',
    )
    (row,) = people.rows
    assert (people.format, row.name, row.emails) == (
        "Google Forms",
        "Ana Ruiz",
        ("ana@example.org",),
    )
    assert (row.answer, row.plus) == ("going", 2)
    assert ("Was bringst du mit?", "3 Kuchen") in row.fields


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        ("Please do not write", "x", ""),
        ("Bitte nicht anschreiben", "ja", "nein"),
        ("Keine E-Mails", "x", ""),
        ("Ne pas écrire", "oui", "non"),
        ("Consent to email", "no", "yes"),
        ("Kontakt erlaubt", "nein", "ja"),
        ("Email marketing", "Unsubscribed", "Subscribed"),
        ("Status", "Unsubscribed", "Subscribed"),
    ],
)
def test_marks_of_those_who_want_no_mail(tmp_path: Path, header: str, yes: str, no: str) -> None:
    people = read(
        tmp_path, f"Name,Email,{header}\nAna,a@example.org,{yes}\nBo,b@example.org,{no}\n"
    )
    assert [row.do_not_write for row in people.rows] == [True, False]


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("'+49 176 1", "+49 176 1"),
        ("'0176", "0176"),
        ('"=""0176123"""', "0176123"),
        ("491761234567.0", "491761234567"),
        ("4.91761234567E+11", "491761234567"),
        ("4.91761E+11", ""),
        ("0176/12.34", "0176/12.34"),
    ],
)
def test_telephone_numbers_that_went_through_a_spreadsheet(
    tmp_path: Path, cell: str, phone: str
) -> None:
    people = read(tmp_path, f"Name,Phone\nAna,{cell}\n")
    (row,) = people.rows
    assert row.phone == phone
    if not phone:
        assert row.fields == (("Phone", cell),)
        assert "rounded" in people.problems[0].message


def test_company_behind_a_name_is_no_part_of_it(tmp_path: Path) -> None:
    rows = read(tmp_path, "Name,RSVP\nBo Ek +2,yes\nCy Om (+1),yes\nK+1,yes\n").rows
    assert [(row.name, row.plus) for row in rows] == [("Bo Ek", 2), ("Cy Om", 1), ("K+1", 0)]
    assert rows[0].fields[0] == ("Name", "Bo Ek +2")


def test_a_clock_without_a_day_is_an_arrival(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        "Name,Status,Eingecheckt um\nAna,zugesagt,19:05\nBo,Checked in at 18:55,\nCy,No-show,\n",
    ).rows
    assert [(row.answer, row.arrived, row.arrived_clock) for row in rows] == [
        ("going", True, time(19, 5)),
        ("going", True, time(18, 55)),
        ("going", False, None),
    ]


def test_a_list_of_addresses_alone_is_a_list_of_people(tmp_path: Path) -> None:
    people = read(tmp_path, "Email\nana@example.org\n")
    assert [(row.name, row.emails) for row in people.rows] == [("ana", ("ana@example.org",))]
    assert "stands in" in people.problems[0].message
    bare = read(tmp_path, "ana@example.org\nbo@example.org\n")
    assert [row.name for row in bare.rows] == ["ana", "bo"]


def test_the_sum_below_a_list_is_told_once(tmp_path: Path) -> None:
    people = read(tmp_path, "Name,Email\nAna,a@example.org\nTotal,2\n")
    (problem,) = people.problems
    assert "sum of a column" in problem.message
