"""Contacts come out of vCards of all versions, with names in every script."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organizer.domain.errors import UserError
from organizer.domain.names import clean_name
from organizer.domain.records import PeopleList
from organizer.export.member_lists import ExportedMember, members_vcf
from organizer.intake.people import read_people


class Reading:
    """Writes contacts and reads them back."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "contacts.vcf"

    def __call__(self, text: str | bytes) -> PeopleList:
        self.path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_people(self.path)


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    return Reading(tmp_path)


VERSION_3 = """BEGIN:VCARD\r
VERSION:3.0\r
PRODID:-//Example//Contacts//EN\r
N:Hopper;Grace;Brewster;Adm.;\r
FN:Grace Brewster Hopper\r
NICKNAME:Amazing Grace\r
ORG:US Navy;Research\r
EMAIL;TYPE="home,internet":grace@example.com\r
item1.EMAIL;type=pref;type=INTERNET:grace@navy.example\r
item1.X-ABLabel:_$!<Work>!$_\r
TEL;TYPE=CELL:+1 555 0199\r
ADR;TYPE=WORK:;Suite 4;1 Main St;Arlington;VA;22201;USA\r
CATEGORIES:Navy,Loom\\, late\r
NOTE:First line\\nsecond\\; with a very long tail that an address book would\r
  fold here\r
BDAY:1906-12-09\r
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD\r
 AAAAAAAAAAAAAAAAAAA\r
UID:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1\r
X-SKYPE:grace.hopper\r
END:VCARD\r
"""


def test_version_3(read: Reading) -> None:
    people = read(VERSION_3)
    (grace,) = people.rows
    assert (people.format, people.problems) == ("vCard", ())
    assert grace.name == "Grace Brewster Hopper"
    assert grace.emails == ("grace@navy.example", "grace@example.com")
    assert grace.tags == ("Navy", "Loom, late")
    assert grace.notes == (
        "First line\nsecond; with a very long tail that an address book would fold here"
    )
    assert grace.external_system == "vcard"
    assert grace.external_id == "4fbe8971-0bc3-424c-9c26-36c3e1eff6b1"
    assert dict(grace.fields) == {
        "Nickname": "Amazing Grace",
        "Company": "US Navy, Research",
        "Address": "Suite 4, 1 Main St, Arlington, VA, 22201, USA",
        "Birthday": "1906-12-09",
        "Skype": "grace.hopper",
    }


def test_version_4_without_a_family_name_and_a_group(read: Reading) -> None:
    people = read(
        "BEGIN:VCARD\nVERSION:4.0\nKIND:individual\nFN:山本 太郎\nN:山本;太郎;;;\n"
        "EMAIL;TYPE=work:t@work.example\nEMAIL;PREF=2:t@old.example\n"
        "EMAIL;PREF=1:mailto:taro@example.com\nTEL;VALUE=uri:tel:+81-90-1\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Weavers\nMEMBER:urn:uuid:1\nEND:VCARD\n"
        "begin:vcard\nversion:4.0\nfn:Cher\nend:vcard\n"
    )
    assert [(row.row, row.name) for row in people.rows] == [(1, "山本 太郎"), (17, "Cher")]
    assert people.rows[0].emails == ("taro@example.com", "t@old.example", "t@work.example")
    assert people.rows[0].phone == "+81-90-1"
    (problem,) = people.problems
    assert problem.row == 11 and "“Weavers” was left out" in problem.message


def test_version_21_of_an_old_telephone(read: Reading) -> None:
    people = read(
        "BEGIN:VCARD\r\nVERSION:2.1\r\n"
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Gro=C3=9F;J=C3=BCrgen;;;\r\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:likes=20tea=0D=0Aand=20=\r\n=C3=96l\r\n"
        "TEL;CELL;PREF:0760 001122\r\nEMAIL;INTERNET:j@example.de\r\n"
        "PHOTO;JPEG;BASE64:\r\n /9j/4AAQSkZJRg\r\n\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:2.1\r\n"
        "N;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:=D6;=C5ke\r\nEND:VCARD\r\n"
    )
    jurgen, ake = people.rows
    assert (jurgen.name, jurgen.emails) == ("Jürgen Groß", ("j@example.de",))
    assert jurgen.notes.split() == ["likes", "tea", "and", "Öl"]
    assert jurgen.phone == "0760 001122"
    assert ake.name == "Åke Ö"


def test_who_has_no_name_is_called_after_what_there_is(read: Reading) -> None:
    people = read(
        "BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nFN:\nORG:Acme Ltd\nEMAIL:info@acme.example\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nTEL:12\nEND:VCARD\n"
    )
    assert [row.name for row in people.rows] == ["info"]
    assert [problem.row for problem in people.problems] == [1, 8]


def test_cards_that_nothing_ends_are_not_lost(read: Reading) -> None:
    people = read("BEGIN:VCARD\nFN:Ann\nBEGIN:VCARD\nFN:Bo\nno colon here\n;:\nFN")
    assert [row.name for row in people.rows] == ["Ann", "Bo"]


def test_a_card_with_two_uids_is_read(read: Reading) -> None:
    people = read("BEGIN:VCARD\nFN:Ann\nUID:urn:uuid:1\nUID:urn:uuid:2\nEND:VCARD\n")
    assert [row.name for row in people.rows] == ["Ann"]


def exported(name: str, **more: object) -> ExportedMember:
    given: dict[str, object] = {
        "uid": "00000000-0000-4000-8000-000000000001",
        "name": name,
        "emails": ("a@x.example",),
        "tags": (),
        "joined_on": None,
        "attended": 0,
        "last_attended": None,
        "notes": "",
        "do_not_write": False,
        "fields": (),
    }
    return ExportedMember(**(given | more))  # type: ignore[arg-type]


def test_our_cards_have_what_programs_of_version_3_ask_for(read: Reading) -> None:
    card = members_vcf([exported("Lima; Ana, PhD", pronouns="she/her", do_not_write=True)])
    lines = card.decode().split("\r\n")
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
    assert r"FN:Lima\; Ana\, PhD" in lines
    assert r"N:;Lima\; Ana\, PhD;;;" in lines, "in one piece, with nothing made a family name"
    people = read(card)
    assert people.format == "Organizer"
    [row] = people.rows
    assert (row.name, row.pronouns, row.do_not_write) == ("Lima; Ana, PhD", "she/her", True)
    assert row.fields == (), "the name in parts is no column of its own"


def test_our_cards_of_before_and_those_another_program_wrote_anew(read: Reading) -> None:
    card = members_vcf([exported("Ana Lima")]).decode()
    before = "".join(
        line for line in card.splitlines(True) if not line.startswith(("N:", "PRODID:"))
    ).replace("VERSION:3.0", "VERSION:4.0")
    assert read(before).format == "Organizer"
    anew = card.replace("PRODID:-//Organizer//Members//EN", "PRODID:-//Other//EN")
    assert read(anew).format == "vCard"


name_text = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(name_text, min_size=1, max_size=4), tag=name_text, notes=name_text)
def test_our_own_contacts_come_back(read: Reading, names: list[str], tag: str, notes: str) -> None:
    named = [name for name in map(clean_name, names) if name and "<" not in name]
    tags = tuple(filter(None, [clean_name(tag)]))
    members = [
        ExportedMember(
            uid=f"00000000-0000-4000-8000-00000000000{place}",
            name=name,
            emails=("a@x.example", "b@x.example"),
            tags=tags if ":::" not in tag and not tag.startswith("*") else (),
            joined_on=date(2019, 5, 28),
            attended=3,
            last_attended=None,
            notes=notes.strip(),
            do_not_write=False,
            fields=(),
        )
        for place, name in enumerate(named)
    ]
    if not members:
        return
    people = read(members_vcf(members))
    assert people.format == "Organizer"
    assert [(row.name, row.emails, row.external_id) for row in people.rows] == [
        (member.name, member.emails, member.uid) for member in members
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_in_a_card_give_people_or_a_sentence(read: Reading, data: bytes) -> None:
    for text in (b"BEGIN:VCARD\n" + data, b"BEGIN:VCARD\nFN:Ann\n" + data + b"\nEND:VCARD\n"):
        try:
            people = read(text)
        except UserError:
            continue
        assert all(row.name for row in people.rows)
