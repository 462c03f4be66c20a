"""The invitation by mail: buttons in every calendar, one recipient, words that greet and explain."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import clean_name
from organizer.domain.records import InvitationRecord
from organizer.export.invitations import invitation_ics
from organizer.export.mail import invitation_eml

NOW = datetime(2026, 11, 1, 12, 30, tzinfo=UTC)
NAMES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "names" / "names.tsv"
INVITATION = InvitationRecord(
    uid="6c3f2a0e-loom",
    method="REQUEST",
    sequence=0,
    title="Loom night",
    description="Bring yarn.\nTea is there.",
    starts=datetime(2026, 11, 24, 19),
    ends=datetime(2026, 11, 24, 21, 30),
    timezone="America/New_York",
    venue="Hall 3",
    url="https://example.org/loom?a=1&b=2",
    organizer_name="Mina Kaya",
    organizer_email="mina@example.org",
    community="Riverside Makers",
    attendee_name="Ana Lima",
    attendee_email="ana@example.com",
    status=RegistrationStatus.INVITED,
    plus=0,
    created_at=NOW,
    modified_at=NOW,
)


def mail(record: InvitationRecord) -> bytes:
    return invitation_eml(record, invitation_ics(record, NOW), NOW)


def read(record: InvitationRecord) -> EmailMessage:
    return message_from_bytes(mail(record), policy=policy.default)


def part(message: EmailMessage, content_type: str) -> EmailMessage:
    (found,) = [p for p in message.walk() if p.get_content_type() == content_type]
    assert isinstance(found, EmailMessage)
    return found


def words(record: InvitationRecord) -> str:
    return str(part(read(record), "text/plain").get_content())


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_calendars_find_the_object_with_the_method_inside(method: str) -> None:
    record = replace(INVITATION, method=method)
    message = read(record)
    assert message.get_content_type() == "multipart/mixed"
    alternative, attachment = message.iter_parts()
    kinds = [p.get_content_type() for p in alternative.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = part(message, "text/calendar")
    assert calendar["Content-Type"].params == {"method": method, "charset": "utf-8"}
    assert Calendar.from_ical(calendar.get_payload(decode=True))["METHOD"] == method
    assert attachment.get_content_type() == "application/ics"
    assert attachment.get_filename() == "invite.ics"
    assert attachment.get_content() == invitation_ics(record, NOW)


def test_a_method_that_differs_from_the_object_is_refused() -> None:
    ics = invitation_ics(INVITATION, NOW)
    with pytest.raises(ValueError, match="CANCEL"):
        invitation_eml(replace(INVITATION, method="CANCEL"), ics, NOW)


def test_the_heading_names_both_people_and_nobody_else() -> None:
    message = read(INVITATION)
    assert message["From"] == "Mina Kaya <mina@example.org>"
    assert message["To"] == "Ana Lima <ana@example.com>"
    assert message["Subject"] == "Invitation: Loom night, Tuesday, 24 November 2026"
    assert message["Date"].datetime == NOW
    assert sorted({*message.keys()}) == [
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
    ]


def test_each_mail_has_an_id_of_its_own_and_the_same_mail_the_same() -> None:
    other = replace(INVITATION, attendee_email="bo@example.com")
    update = replace(INVITATION, sequence=1)
    ids = [str(read(record)["Message-ID"]) for record in (INVITATION, INVITATION, other, update)]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    assert ids[0].endswith("@example.org>")


def test_lines_end_as_mail_wants_them() -> None:
    lines = mail(INVITATION).split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 998


def test_the_words_greet_and_say_what_when_where_and_how_to_answer() -> None:
    text = words(INVITATION)
    assert text.startswith("Hello Ana Lima,")
    assert "Riverside Makers invites you to “Loom night”." in text
    assert "Tuesday, 24 November 2026, 19:00 to 21:30 (America/New York)" in text
    assert "Hall 3" in text
    assert "Tea is there." in text
    assert "https://example.org/loom?a=1&b=2" in text
    assert "Answer with the buttons" in text


def test_an_update_and_a_cancellation_say_so() -> None:
    changed = replace(INVITATION, sequence=1, status=RegistrationStatus.GOING, plus=2)
    assert read(changed)["Subject"].startswith("Changed: Loom night")
    assert "has changed" in words(changed)
    assert "You said yes, with 2 guests." in words(changed)
    cancelled = replace(INVITATION, sequence=2, method="CANCEL")
    assert read(cancelled)["Subject"].startswith("Cancelled: Loom night")
    assert "is cancelled" in words(cancelled)
    assert "Answer" not in words(cancelled)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str | None] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for key, value in attrs if key in ("src", "href", "background")]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_html_says_the_same_escaped_and_loads_nothing() -> None:
    name = '<script src="https://evil.example/x.js">&'
    record = replace(INVITATION, attendee_name=name, title=name, venue=name, description=name)
    page = _Tags()
    page.feed(str(part(read(record), "text/html").get_content()))
    assert page.tags <= {"html", "head", "meta", "body", "div", "p", "table", "tr", "td", "b", "a"}
    assert page.links == [INVITATION.url]
    assert page.words.count(name) == 4


@pytest.mark.parametrize("url", ["javascript:alert(1)", 'https://x.example/"onclick="y'])
def test_a_link_that_is_none_cannot_act(url: str) -> None:
    page = _Tags()
    page.feed(str(part(read(replace(INVITATION, url=url)), "text/html").get_content()))
    assert page.links in ([], [url])
    assert not any(link and link.startswith("javascript") for link in page.links)


@pytest.mark.parametrize("email", ["", "nobody", "a,b@c", "@example.org", "a@b@c", "x@", "a@b..c"])
def test_without_a_usable_address_there_is_no_mail(email: str) -> None:
    with pytest.raises(UserError, match="Ana Lima cannot be written to"):
        mail(replace(INVITATION, attendee_email=email))
    with pytest.raises(UserError, match=r"has no sender.*in Settings"):
        mail(replace(INVITATION, organizer_email=email))


def test_addresses_outside_ascii_stay_addresses() -> None:
    raw = mail(replace(INVITATION, attendee_email="søren@bücher.example"))
    assert "<søren@xn--bcher-kva.example>".encode() in raw


hostile = st.text(st.characters(codec=None, exclude_categories=()), max_size=300) | st.sampled_from(
    [
        "x\r\nBcc: evil@example.net",
        "x\nBcc: evil@example.net\n\nbody",
        "x\x85Bcc: y\u2028Bcc: z",
        "a, b <evil@example.net>, " * 9,
        'plain, name "q" ' * 12 + "<evil@example.net>",
        "=?utf-8?q?=0D=0ABcc=3A_evil?=",
    ]
)


@given(hostile, hostile, hostile)
def test_no_name_adds_a_header_or_a_recipient(name: str, title: str, email: str) -> None:
    record = replace(
        INVITATION, attendee_name=name, organizer_name=name, community=name, title=title
    )
    message = read(record)
    assert len(message.keys()) == 7
    for header, address in (("To", "ana@example.com"), ("From", "mina@example.org")):
        assert [a.addr_spec for a in message[header].addresses] == [address]
    head = mail(record).partition(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 78
    try:
        odd = mail(replace(INVITATION, attendee_email=email))
    except UserError:
        return
    assert len(message_from_bytes(odd).keys()) == 7


def test_real_names_are_greeted_as_they_are_written() -> None:
    if not NAMES.exists():
        pytest.skip("the collection of real names is not on this machine")
    for row in NAMES.read_text(encoding="utf-8").split("\n")[1:]:
        if not row:
            continue
        name = clean_name(json.loads(row.split("\t")[0]))
        raw = mail(replace(INVITATION, attendee_name=name))
        head = message_from_bytes(raw)["To"].replace("\r\n", "").rpartition(" <")[0]
        heard = str(make_header(decode_header(head))).strip('"').replace('\\"', '"')
        assert heard.replace("\\\\", "\\") == " ".join(name.splitlines())
