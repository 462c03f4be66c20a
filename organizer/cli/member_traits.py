"""`organizer members add`, `change` and `show`: everything that is known of one person."""

from __future__ import annotations

import argparse
from datetime import date

from organizer.cli.arguments import MEMBER, Commands, add_command, take_member
from organizer.cli.choosing import one_named
from organizer.cli.opening import opened
from organizer.cli.output import answer
from organizer.domain.drafts import MemberDraft
from organizer.domain.kinds import Consent, EventStatus
from organizer.domain.names import fold
from organizer.domain.records import (
    EarlierHistory,
    MemberDetail,
    MemberRow,
    MemberVisit,
    PersonLink,
)
from organizer.domain.times import write_time
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.people import fields, members
from organizer.services.people.past_days import read_past_day

_WORDS = ("name", "greeting", "pronouns", "phone", "language", "found_us")
_YES_NO = ("yes", "no")


def add(args: argparse.Namespace) -> None:
    """Add a member."""
    with opened(args) as db:
        draft = MemberDraft()
        write_traits(db, draft, args)
        uid = members.add_member(db, draft)
    answer(args, {"uid": uid}, uid)


def change(args: argparse.Namespace) -> None:
    """Change what is known of a member; what is not said stays."""
    with opened(args) as db:
        detail = members.member_detail(db, args.member)
        draft = members.draft_of(detail)
        write_traits(db, draft, args)
        members.change_member(db, detail.row.uid, draft)
    answer(
        args,
        {"uid": detail.row.uid, "name": draft.name},
        _("{name} is changed.").format(name=draft.name),
    )


def show(args: argparse.Namespace) -> None:
    """Say everything that a member's page shows."""
    with opened(args) as db:
        detail = members.member_detail(db, args.member)
    document = detail_document(detail)
    answer(args, document, _in_lines(document, detail))


def write_traits(db: Database, draft: MemberDraft, args: argparse.Namespace) -> None:
    """Put what was said of a person into a draft; what was not said stays."""
    for word in _WORDS:
        if (value := getattr(args, word)) is not None:
            setattr(draft, word, value)
    if args.email is not None:
        draft.emails = tuple(address for address in args.email if address)
    draft.tags = _with_and_without(draft.tags, args.tag, args.untag)
    draft.circles = _with_and_without(draft.circles, args.circle, args.leave_circle)
    if args.photos is not None:
        draft.photo_consent = Consent(args.photos)
    if args.brought_by is not None:
        draft.brought_by = args.brought_by
    if args.note is not None:
        draft.notes = args.note
    if args.host_note is not None:
        draft.host_note = args.host_note
    if args.do_not_write is not None:
        draft.do_not_write = args.do_not_write == "yes"
    if args.since is not None:
        draft.joined_on = read_past_day(args.since, date.today())
    if args.field:
        known = fields.list_fields(db)
        refusal = _("There is no field “{text}”. Add it first: organizer fields add.")
        said = {one_named(known, name, refusal).uid: text for name, text in args.field}
        draft.values = {**draft.values, **said}


def _with_and_without(words: tuple[str, ...], more: list[str], fewer: list[str]) -> tuple[str, ...]:
    left = {fold(word) for word in fewer}
    return (*(word for word in words if fold(word) not in left), *more)


def as_document(row: MemberRow) -> dict[str, object]:
    """Return a member as JSON gives them in a list."""
    return {
        "uid": row.uid,
        "name": row.name,
        "emails": list(row.emails),
        "tags": list(row.tags),
        "joined_on": _day(row.joined_on),
        "attended": row.attended,
        "last_attended": _day(row.last_attended),
        "circles": list(row.circles),
        "phone": row.phone,
    }


def detail_document(detail: MemberDetail) -> dict[str, object]:
    """Return all traits and the time line of a member; times are wall times of each event."""
    return {
        **as_document(detail.row),
        "greeting": detail.greeting,
        "pronouns": detail.pronouns,
        "language": detail.language,
        "photo_consent": str(detail.photo_consent),
        "found_us": detail.found_us,
        "brought_by": _link(detail.brought_by),
        "brought": [_link(one) for one in detail.brought],
        "hosted_circles": list(detail.hosted_circles),
        "other_names": list(detail.other_names),
        "notes": detail.notes,
        "host_note": detail.host_note,
        "do_not_write": detail.do_not_write,
        "values": {value.name: value.text for value in detail.values},
        "fields": dict(detail.fields),
        "yes_count": detail.yes_count,
        "earlier": _earlier(detail.earlier),
        "events": [
            {
                "uid": visit.event_uid,
                "kind": str(visit.kind),
                "title": visit.title,
                "starts": write_time(visit.starts),
                "status": str(visit.status) if visit.status else None,
                "attended": visit.attended,
                "led": visit.led,
                "event_status": str(visit.event_status),
            }
            for visit in detail.visits
        ],
    }


def _earlier(history: EarlierHistory | None) -> dict[str, object] | None:
    if history is None:
        return None
    return {
        "attended": history.attended,
        "last_attended": _day(history.last_on),
        "yes": history.yes,
        "no_shows": history.no_shows,
        "systems": list(history.systems),
    }


def _link(person: PersonLink | None) -> dict[str, str] | None:
    return {"uid": person.uid, "name": person.name} if person else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _in_lines(document: dict[str, object], detail: MemberDetail) -> str:
    """Return a line for each trait that is known, and one for each event."""
    known = {
        _("e-mail"): ", ".join(detail.row.emails),
        _("phone"): detail.phone,
        _("greeting"): detail.greeting,
        _("pronouns"): detail.pronouns,
        _("language"): detail.language,
        _("photos"): "" if detail.photo_consent is Consent.UNKNOWN else str(detail.photo_consent),
        _("do not write"): _("yes") if detail.do_not_write else "",
        _("tags"): ", ".join(detail.row.tags),
        _("circles"): ", ".join(detail.circles),
        _("found us"): detail.found_us,
        _("brought by"): detail.brought_by.name if detail.brought_by else "",
        _("brought"): ", ".join(one.name for one in detail.brought),
        _("member since"): document["joined_on"] or "",
        **{value.name: value.text for value in detail.values},
        **dict(detail.fields),
        _("notes"): detail.notes,
        _("note for the hosts"): detail.host_note,
    }
    lines = [f"{detail.row.name}  {detail.row.uid}"]
    lines += [f"{label}: {text}" for label, text in known.items() if text]
    for visit in detail.visits:
        lines.append(f"{write_time(visit.starts)}  {visit.title}  {_what_became(visit)}")
    return "\n".join(lines)


def _what_became(visit: MemberVisit) -> str:
    if visit.attended:
        return _("came")
    if visit.event_status is EventStatus.CANCELLED:
        return _("event cancelled")
    return str(visit.status or _("led it"))


def add_commands(group: Commands) -> None:
    """Add `add`, `change` and `show` to `members …`."""
    adding = add_command(group, "add", add, _("add a member"))
    adding.add_argument("--name", required=True, metavar="N", help=_("as the person writes it"))
    _take_traits(adding)
    changing = add_command(group, "change", change, _("change what is known of a member"))
    changing.description = _("Change what is known of a member. What is not said stays as it is.")
    take_member(changing)
    changing.add_argument("--name", metavar="N", help=_("as the person writes it"))
    _take_traits(changing)
    take_member(add_command(group, "show", show, _("everything that is known of a member")))


def _take_traits(command: argparse.ArgumentParser) -> None:
    for option, metavar, words in (
        ("--greeting", "N", _("what to call them; empty for their name")),
        ("--pronouns", "P", _("such as she/her")),
        ("--phone", "N", _("as the person writes it")),
        ("--language", "L", _("what they like to read")),
        ("--found-us", "TEXT", _("how they found the community")),
        ("--brought-by", "MEMBER", _("who brought them: {member}").format(member=MEMBER)),
        ("--note", "TEXT", _("what to remember of them")),
        ("--host-note", "TEXT", _("for the hosts; the door says “see the host”, and no reason")),
        ("--since", "DAY", _("member since, such as 2024-03-05; empty for not known")),
    ):
        command.add_argument(option, metavar=metavar, help=words)
    command.add_argument(
        "--email",
        action="append",
        metavar="A",
        help=_("all their addresses, the first one first; can be given several times"),
    )
    for option, metavar, words in (
        ("--tag", "T", _("a tag to give; can be given several times")),
        ("--untag", "T", _("a tag to take off; can be given several times")),
        ("--circle", "C", _("a circle to be in; can be given several times")),
        ("--leave-circle", "C", _("a circle to leave; can be given several times")),
    ):
        command.add_argument(option, action="append", default=[], metavar=metavar, help=words)
    command.add_argument(
        "--photos", choices=[str(one) for one in Consent], help=_("whether pictures are fine")
    )
    command.add_argument("--do-not-write", choices=_YES_NO, help=_("whether they want no mail"))
    command.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        type=_name_and_value,
        help=_("a field of the community's own; no value empties it; can be given several times"),
    )


def _name_and_value(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name.strip() and equals):
        raise argparse.ArgumentTypeError(
            _("“{text}” does not say NAME=VALUE, as in Size=M").format(text=text)
        )
    return name.strip(), value
