"""Lists as programs in many languages write them: headings, code pages, footers, doubled columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.records import PeopleList, PersonRow
from organizer.intake.people import read_people


def read(text: str | bytes, name: str = "list.csv", **options: object) -> PeopleList:
    data = text if isinstance(text, bytes) else text.encode()
    return read_people(Path(name), data=data, **options)  # type: ignore[arg-type]


def only(text: str | bytes) -> PersonRow:
    (row,) = read(text).rows
    return row


@pytest.mark.parametrize(
    ("page", "text", "name", "phone", "notes"),
    [
        (
            "cp1252",
            "Nome,Cognome,Cellulare,Indirizzo posta elettronica,Note\nNiccolò,Pérez,333 1,a@x.example,\n",
            "Niccolò Pérez",
            "333 1",
            "",
        ),
        (
            "cp1252",
            "Nome,Sobrenome,Telefone celular,Endereço de email,Anotações\nJoão,Dias,91 1,a@x.example,oi\n",
            "João Dias",
            "91 1",
            "oi",
        ),
        (
            "cp1250",
            "Imię,Nazwisko,Telefon komórkowy,Adres e-mail,Notatki\nŁukasz,Żak,601 2,a@x.example,cześć\n",
            "Łukasz Żak",
            "601 2",
            "cześć",
        ),
        (
            "cp1251",
            "Имя,Отчество,Фамилия,Мобильный телефон,Адрес эл. почты,Заметки\n"
            "Ирина,Петровна,Котова,916 1,a@x.example,да\n",
            "Ирина Петровна Котова",
            "916 1",
            "да",
        ),
        (
            "cp1251",
            "Ім'я,Прізвище,Номер телефону,Ел. пошта\nОлена,Коваль,050 1,a@x.example\n",
            "Олена Коваль",
            "050 1",
            "",
        ),
        (
            "cp932",
            "名,姓,携帯電話,電子メール アドレス,メモ\n花,佐藤,090 1,a@x.example,猫\n",
            "佐藤花",
            "090 1",
            "猫",
        ),
        ("cp1254", "Ad;Soyad;Cep telefonu;E-posta\nİrem;Yıldız;532 1;a@x.example\n",
         "İrem Yıldız", "532 1", ""),
        ("cp1250", "Jméno;Telefon;E-mail\nJiří Dvořák;601 1;a@x.example\n",
         "Jiří Dvořák", "601 1", ""),
        ("cp1253", "Όνομα;Επώνυμο;Κινητό;Email\nΕλένη;Παππά;691 1;a@x.example\n",
         "Ελένη Παππά", "691 1", ""),
        ("utf-8", 'שם פרטי,שם משפחה,נייד,"דוא""ל"\nנועה,לוי,050 1,a@x.example\n',
         "נועה לוי", "050 1", ""),
        ("utf-8", "الاسم,رقم الهاتف,البريد الإلكتروني\nمحمد الفاتح,010 1,a@x.example\n",
         "محمد الفاتح", "010 1", ""),
        ("gb18030", "姓名,手机号码,电子邮箱\n王伟,138 1,a@x.example\n", "王伟", "138 1", ""),
        (
            "utf-8",
            "Voornaam,Middelste naam,Achternaam,Mobiele telefoon,E-mailadres,Notities\n"
            "Jan,van der,Berg,06 1,a@x.example,hoi\n",
            "Jan van der Berg",
            "06 1",
            "hoi",
        ),
        (
            "utf-8",
            "Vorname,Nachname,Primäre E-Mail-Adresse,Mobil-Tel.-Nr.\nAna,Ruiz,a@x.example,0176 1\n",
            "Ana Ruiz",
            "0176 1",
            "",
        ),
    ],
)  # fmt: skip
def test_address_books_in_many_languages(
    page: str, text: str, name: str, phone: str, notes: str
) -> None:
    row = only(text.encode(page))
    assert (row.name, row.phone, row.notes) == (name, phone, notes)
    assert row.emails == ("a@x.example",)


@pytest.mark.parametrize(
    "said",
    ["13. května 2024", "13 травня 2024", "13 Μαΐου 2024", "2024. május 13.", "13 mai 2024"],
)
def test_days_in_words_of_more_languages(said: str) -> None:
    assert only(f"Name,Joined\nAna,{said}\n").joined_on == date(2024, 5, 13)


@pytest.mark.parametrize(
    ("text", "answer", "plus"),
    [
        ("Wie heißt du?,Kommst du am 12. Mai?,Bringst du jemanden mit?\n"
         'Ana,Weiß noch nicht,"Ja, 2"\n', RegistrationStatus.MAYBE, 2),
        ("Nom,Serez-vous présent ?,Combien de personnes vous accompagnent ?\nAna,Non,1\n",
         RegistrationStatus.DECLINED, 1),
        ("Name,Will you come by car?\nAna,yes\n", None, 0),
        ("Nom du participant;Nom du participant: Prénom;Statut\nAna;Ana;annulé\n",
         RegistrationStatus.CANCELLED, 0),
        # Who paid is on the list where nobody else is; whose money went back has no seat.
        ("Buyer First Name,Buyer Email,Payment status\nAna,a@x.example,Refunded\n",
         RegistrationStatus.CANCELLED, 0),
        ("Name\nAna + guest\n", None, 1),
    ],
)  # fmt: skip
def test_what_forms_and_shops_ask(text: str, answer: RegistrationStatus | None, plus: int) -> None:
    row = only(text)
    assert (row.name, row.answer, row.plus) == ("Ana", answer, plus)


def test_lines_below_a_list_are_nobody() -> None:
    people = read("Name,Email\nAna,a@x.example\nTotal: 25,\nExported on 2026-05-01 by admin,\n")
    assert [row.name for row in people.rows] == ["Ana"]
    assert [problem.row for problem in people.problems] == [3, 4]


def test_of_two_columns_with_one_heading_each_can_be_chosen() -> None:
    text = "Name,Name,Email\nAna,Ana Ruiz,a@x.example\n,Bo Ek,b@x.example\n"
    people = read(text)
    assert [row.name for row in people.rows] == ["Ana", "Bo Ek"]
    (problem,) = people.problems
    assert "“Name (2)”" in problem.message
    chosen = read(text, mapping={"name": "Name (2)"})
    assert [row.name for row in chosen.rows] == ["Ana Ruiz", "Bo Ek"]
    assert chosen.problems == ()
    assert [row.name for row in read("Name,Name\n,Ana\n,Bo\n").rows] == ["Ana", "Bo"]


def test_times_follow_the_days_of_other_columns() -> None:
    people = read(
        "Name,Order date,Check in time\nAna,13/05/2026,12/05/2026 7:05 pm\nBo,1/05/2026,\n"
    )
    assert people.rows[0].arrived_at is not None
    assert people.rows[0].arrived_at.month == 5


def test_contacts_folded_within_a_letter() -> None:
    assert (
        only(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:J\xc3\r\n \xbcrgen\r\nEND:VCARD\r\n").name
        == "Jürgen"
    )


def test_whoever_an_organizer_asked_is_going_like_all_on_lists_of_confirmed_attendees() -> None:
    text = "Name,Company,Title,Invited,Paid at\nAna,,,No,\nBo,,,Yes,2026-05-01 10:00\n"
    people = read(text)
    assert people.format == "Open Community Groups"
    assert [(row.answer, row.paid) for row in people.rows] == [(None, None), (None, True)]
