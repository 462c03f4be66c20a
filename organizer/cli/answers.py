"""`organizer guests set`, `change`, `unanswered`, `decline-unanswered` and `code`: what people say."""

from __future__ import annotations

import argparse

from organizer.cli.arguments import MEMBER, Commands, add_command, take_event, take_member
from organizer.cli.opening import opened
from organizer.cli.output import answer, note
from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.services.answers import deadlines, guests
from organizer.services.answers.answering import change_answers
from organizer.services.people import members

_STATUSES = [str(status) for status in RegistrationStatus]


def set_(args: argparse.Namespace) -> None:
    """Write an answer down."""
    with opened(args) as db:
        answered = guests.set_status(
            db, args.event, args.member, RegistrationStatus(args.status), plus=args.plus
        )
    answer(
        args,
        {"status": str(answered.status), "promoted": list(answered.promoted)},
        str(answered.status),
    )


def change(args: argparse.Namespace) -> None:
    """Write down the same answer, or number of extra guests, for several people."""
    if args.status is None and args.plus is None and not args.more:
        args.wrong_usage(_("Say --status, --plus or --more."))
    with opened(args) as db:
        done = change_answers(
            db,
            args.event,
            chosen_registrations(db, args),
            status=RegistrationStatus(args.status) if args.status else None,
            plus=args.plus,
            more=args.more,
        )
    for name in done.no_room:
        note(_("No seat for more guests of {name}, who stays as they were.").format(name=name))
    words = ngettext("{count} answer changed", "{count} answers changed", done.changed)
    answer(
        args,
        {
            "changed": done.changed,
            "waiting": list(done.waiting),
            "promoted": list(done.promoted),
            "no_room": list(done.no_room),
        },
        words.format(count=done.changed),
    )


def unanswered(args: argparse.Namespace) -> None:
    """Say how those who have not answered can be reached."""
    with opened(args) as db:
        people = deadlines.whom_to_remind(db, args.event, segment=args.segment)
    answer(
        args,
        {
            "addresses": list(people.addresses),
            "without_address": list(people.without_address),
            "left_out": people.left_out,
        },
        "\n".join(
            (
                *people.addresses,
                *(_("{name} (no address)").format(name=name) for name in people.without_address),
                *(
                    [_("Do not want mail: {count}").format(count=people.left_out)]
                    if people.left_out
                    else []
                ),
            )
        )
        or _("Everybody has answered."),
    )


def decline_unanswered(args: argparse.Namespace) -> None:
    """Take everyone who has not answered as not coming."""
    with opened(args) as db:
        try:
            count = deadlines.decline_unanswered(db, args.event, all_the_same=args.force)
        except deadlines.StillTime as refused:
            advice = _("With --force they are set to declined all the same.")
            raise UserError(f"{refused} {advice}") from refused
    words = ngettext(
        "{count} person is taken as not coming", "{count} people are taken as not coming", count
    )
    answer(args, {"declined": count}, words.format(count=count))


def renew_code(args: argparse.Namespace) -> None:
    """Issue a new code for a lost badge."""
    with opened(args) as db:
        code = guests.renew_code(db, args.event, args.member)
    answer(args, {"code": code}, code)


def chosen_registrations(db: Database, args: argparse.Namespace) -> list[int]:
    """Return the registrations of those who are named, or of those on the list in a segment."""
    if bool(args.members) == bool(args.segment):
        args.wrong_usage(_("Name members, or say --segment: one of the two."))
    if args.members:
        return registrations_of(db, args.event, args.members)
    inside = {row.uid for row in members.list_members(db, segment=args.segment)}
    rows = guests.list_guests(db, args.event)
    return [row.registration_id for row in rows if row.member_uid in inside]


def take_guests(command: argparse.ArgumentParser) -> None:
    """Take people on a guest list, by name or all of a segment."""
    command.add_argument("members", nargs="*", metavar="MEMBER", help=MEMBER)
    take_segment(command)


def take_segment(command: argparse.ArgumentParser) -> None:
    """Take what narrows a guest list down."""
    words = _("those on the list who are in this saved search")
    command.add_argument("--segment", default="", metavar="NAME", help=words)


def registrations_of(db: Database, event: str, texts: list[str]) -> list[int]:
    """Return the registrations of members on an event's list; UserError if one is not on it."""
    rows = {row.member_uid: row.registration_id for row in guests.list_guests(db, event)}
    found = []
    for text in texts:
        member = members.member_detail(db, text).row
        if member.uid not in rows:
            raise UserError(
                _("{name} is not on the list. Add them first: organizer guests add.").format(
                    name=shown(member.name)
                )
            )
        found.append(rows[member.uid])
    return found


def add_commands(group: Commands) -> None:
    """Add what people say of coming to `guests …`."""
    answering = add_command(group, "set", set_, _("write an answer down"))
    take_event(answering)
    take_member(answering)
    answering.add_argument(
        "status", metavar="STATUS", choices=_STATUSES, help=", ".join(RegistrationStatus)
    )
    _take_plus(answering)
    changing = add_command(
        group, "change", change, _("write down the same answer for several people")
    )
    take_event(changing)
    take_guests(changing)
    changing.add_argument("--status", choices=_STATUSES, help=_("their answer; stays if left out"))
    _take_plus(changing)
    changing.add_argument(
        "--more",
        type=int,
        default=0,
        metavar="N",
        help=_("how many each one brings beside those said before; fewer below 0"),
    )
    for word, run, words in (
        ("unanswered", unanswered, _("how to reach those who have not answered")),
        (
            "decline-unanswered",
            decline_unanswered,
            _("take everyone who has not answered as not coming"),
        ),
    ):
        command = add_command(group, word, run, words)
        take_event(command)
        if run is unanswered:  # for declining, nobody is left out
            take_segment(command)
        else:
            command.add_argument(
                "--force", action="store_true", help=_("also while they can still answer")
            )
    renewing = add_command(
        group, "code", renew_code, _("issue a new code for a lost badge, which stops the old one")
    )
    take_event(renewing)
    take_member(renewing)


def _take_plus(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--plus",
        type=int,
        metavar="N",
        help=_("how many others each one brings; stays if left out"),
    )
