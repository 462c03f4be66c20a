"""The mail that carries one member's invitation, so that it can be answered with a button."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.records import InvitationRecord
from organizer.domain.times import day_in_words, span_in_words
from organizer.domain.words import _, ngettext
from organizer.export.calendars import plain, uri

_ADDRESS = re.compile(r"""([^\s@<>()\[\]\\,;:"]+)@([^\s@<>()\[\]\\,;:"]+)""")


def invitation_eml(record: InvitationRecord, ics: bytes, now: datetime) -> bytes:
    """Return the mail to one member with their calendar object `ics`, with CRLF.

    `now` is an aware instant. An address that no mail can be sent to or from is a UserError;
    an `ics` of another method than the record's is a ValueError, as Outlook shows no buttons then.
    """
    if f"\r\nMETHOD:{record.method}\r\n".encode() not in ics:
        raise ValueError(f"the calendar object is no {record.method}")
    sender, recipient = _sender(record), _recipient(record)
    names = record.organizer_name or record.community, record.attendee_name
    head = (
        f"From: {_phrase('From', names[0])}\r\n <{sender}>",
        f"To: {_phrase('To', names[1])}\r\n <{recipient}>",
        f"Subject: {_encoded('Subject', _subject(record))}",
        f"Date: {format_datetime(now.astimezone(UTC))}",
        f"Message-ID: {_message_id(record, recipient, now, sender.rpartition('@')[2])}",
    )
    return "".join(f"{line}\r\n" for line in head).encode() + _body(record, ics)


def _body(record: InvitationRecord, ics: bytes) -> bytes:
    """Return the parts with their own headers: words for people, the object for calendars."""
    message = EmailMessage(policy=SMTP)
    message.set_content(_text(record), cte="quoted-printable")
    message.add_alternative(_html(record), subtype="html", cte="quoted-printable")
    method = {"method": record.method, "charset": "utf-8"}
    message.add_alternative(ics, "text", "calendar", params=method)
    message.add_attachment(ics, "application", "ics", filename="invite.ics")
    return message.as_bytes()


def _sender(record: InvitationRecord) -> str:
    if address := _address(record.organizer_email):
        return address
    raise UserError(
        _(
            "The invitation to “{title}” has no sender: “{email}” is not an e-mail address. "
            "Enter the organizer's address in Settings."
        ).format(title=_line(record.title), email=_line(record.organizer_email))
    )


def _recipient(record: InvitationRecord) -> str:
    if address := _address(record.attendee_email):
        return address
    raise UserError(
        _(
            "{name} cannot be written to: “{email}” is not an e-mail address. "
            "Correct it on the member's page."
        ).format(name=shown(record.attendee_name), email=_line(record.attendee_email))
    )


def _address(email: str) -> str:
    """Return the bare address with its domain in ASCII, or "" where it is none."""
    match = _ADDRESS.fullmatch(uri(email))
    if match is None:
        return ""
    username, domain = match.groups()
    try:
        return f"{username}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return ""


def _phrase(header: str, name: str) -> str:
    """Return a name that stands before an address.

    The library's own folding takes the quotes off long names, and `a, b <c@d.e>` in such a name
    becomes one more recipient; so what does not fit between quotes on one line is encoded.
    """
    name = _line(name)
    text = _encoded(header, name)
    return text if text != name else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def _encoded(header: str, text: str) -> str:
    """Return the text for a header: short ASCII as it is, else as encoded words (RFC 2047)."""
    if text.isascii() and len(text) <= 60 and "=?" not in text:
        return text
    return Header(text, "utf-8", maxlinelen=75, header_name=header).encode(linesep="\r\n")


def _line(text: str) -> str:
    """Return the text on one line, so that it can never start another header."""
    return " ".join(plain(text).splitlines())


def _message_id(record: InvitationRecord, recipient: str, now: datetime, domain: str) -> str:
    facts = (record.uid, record.method, str(record.sequence), recipient, now.isoformat())
    digest = hashlib.sha256("\n".join(facts).encode("utf-8", "replace")).hexdigest()
    return f"<{digest[:32]}@{domain}>"


def _subject(record: InvitationRecord) -> str:
    facts = {"title": _line(record.title), "day": day_in_words(record.starts)}
    if record.method == "CANCEL":
        return _("Cancelled: {title}, {day}").format(**facts)
    if record.sequence:
        return _("Changed: {title}, {day}").format(**facts)
    return _("Invitation: {title}, {day}").format(**facts)


def _news(record: InvitationRecord) -> str:
    """Return the sentence that says why this mail comes."""
    facts = {"title": shown(plain(record.title)), "community": shown(plain(record.community))}
    if record.method == "CANCEL":
        return _("Your invitation to “{title}” by {community} is cancelled.").format(**facts)
    if record.sequence:
        return _("“{title}” by {community} has changed. This is how it stands now:").format(**facts)
    return _("{community} invites you to “{title}”.").format(**facts)


def _answer_so_far(record: InvitationRecord) -> str:
    match record.status:
        case RegistrationStatus.GOING if record.plus > 0:
            sentence = ngettext(
                "You said yes, with {count} guest.",
                "You said yes, with {count} guests.",
                record.plus,
            )
            return sentence.format(count=record.plus)
        case RegistrationStatus.GOING:
            return _("You said yes.")
        case RegistrationStatus.MAYBE:
            return _("You said maybe.")
        case RegistrationStatus.DECLINED:
            return _("You said no.")
        case _:
            return ""


def _what_to_do(record: InvitationRecord) -> str:
    if record.method == "CANCEL":
        return _("Your calendar takes it out when you open the attached file.")
    if so_far := _answer_so_far(record):
        change = _(
            "You can change your answer with the buttons that your mail or calendar shows, "
            "or by replying to this mail."
        )
        return f"{so_far} {change}"
    return _("Answer with the buttons that your mail or calendar shows, or reply to this mail.")


def _facts(record: InvitationRecord) -> list[tuple[str, str]]:
    """Return label and value of when and where."""
    some = (record,) if record.repeats else (record, *record.more)
    when = "\n".join(_when(one) for one in some)
    repeats = record.repeats.words if record.repeats else ""
    facts = [
        (_("When"), when),
        (_("Repeats"), repeats),
        (_("Where"), plain(record.venue)),
        (_("More"), uri(record.url)),
    ]
    return [(label, value) for label, value in facts if value]


def _when(record: InvitationRecord) -> str:
    return _("{day}, {span} ({zone})").format(
        day=day_in_words(record.starts),
        span=span_in_words(record.starts, record.ends),
        zone=record.timezone.replace("_", " "),
    )


def _greeting(record: InvitationRecord) -> str:
    name = shown(plain(record.attendee_name))
    return _("Hello {name},").format(name=name) if name else _("Hello,")


def _text(record: InvitationRecord) -> str:
    facts = "\n".join(f"{label}: {value}" for label, value in _facts(record))
    parts = [_greeting(record), _news(record), facts]
    if record.method != "CANCEL":
        parts.append(plain(record.description))
    parts += [_what_to_do(record), _line(record.organizer_name or record.community)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _html(record: InvitationRecord) -> str:
    """Return the same words with a little shape; everything is escaped, nothing is loaded."""

    def paragraph(text: str, style: str = "") -> str:
        lines = escape(text).replace("\n", "<br>")
        return f'<p dir="auto" style="margin:0 0 16px;{style}">{lines}</p>'

    label_style = "padding:4px 16px 4px 0;color:#6B6963;vertical-align:top"
    rows = "".join(
        f'<tr><td style="{label_style}">{escape(label)}</td>'
        f'<td dir="auto" style="padding:4px 0"><b>{_linked(value)}</b></td></tr>'
        for label, value in _facts(record)
    )
    parts = [paragraph(_greeting(record)), paragraph(_news(record))]
    parts.append(f'<table style="border-collapse:collapse;margin:0 0 16px">{rows}</table>')
    if record.description and record.method != "CANCEL":
        parts.append(paragraph(plain(record.description)))
    parts.append(paragraph(_what_to_do(record), "color:#6B6963"))
    parts.append(paragraph(_line(record.organizer_name or record.community)))
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"></head>'
        '<body style="font:16px/24px sans-serif;color:#1C1B19;background:#FFFFFF;margin:24px">'
        f'<div style="max-width:560px">\n{body}\n</div></body></html>\n'
    )


def _linked(value: str) -> str:
    """Return the value escaped; a web address can be followed."""
    shown_value = escape(value).replace("\n", "<br>")
    if value.startswith(("https://", "http://")) and len(value.split()) == 1:
        return f'<a href="{shown_value}" style="color:#2F6F5E">{shown_value}</a>'
    return shown_value
