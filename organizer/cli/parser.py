"""The words of the command line; each command names the function that does it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from organizer import __version__
from organizer.cli import (
    community,
    demo,
    door,
    events,
    guests,
    history,
    members,
    one_person,
    output_files,
    plans,
    questions,
)
from organizer.domain.kinds import EventKind, FieldKind, RegistrationStatus, Scope, WaitlistOrder
from organizer.domain.words import _

Run = Callable[[argparse.Namespace], object]

_EVENT = _("its exact title, its uid, or the first letters of that (4 or more)")
_SERIES = _(
    "its exact title, its uid, or the first letters of that (4 or more); the uid of a series "
    "means all its dates to come"
)
_MEMBER = _("their exact name, their uid, or the first letters of that (4 or more)")


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(
        prog="organizer",
        description=_(
            "Members, meetups, workshops and check-in for communities that meet in rooms. "
            "Without a command the window opens."
        ),
        parents=[_common(first=True)],
    )
    top.add_argument("--version", action="version", version=f"organizer {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _add_community(commands)
    _add_members(commands)
    _add_events(commands)
    _add_guests(commands)
    _add_workshops(commands)
    _add_questions(commands)
    _add_history(commands)
    _add_files(commands)
    _add_door(commands)
    return top


def _common(*, first: bool = False) -> argparse.ArgumentParser:
    """Return what every command takes, before or after the command's own word."""
    absent = None if first else argparse.SUPPRESS
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--community",
        type=Path,
        default=absent,
        metavar="FILE",
        help=_("the community's file; the last one opened if left out"),
    )
    common.add_argument(
        "--json",
        action="store_true",
        default=False if first else argparse.SUPPRESS,
        help=_("one JSON document on standard output"),
    )
    return common


def _sentence(help_text: str) -> str:
    """Return the words of a list as they stand alone."""
    return f"{help_text[:1].upper()}{help_text[1:]}."


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(commands: Commands, word: str, run: Run, help_text: str) -> argparse.ArgumentParser:
    one: argparse.ArgumentParser = commands.add_parser(
        word, parents=[_common()], help=help_text, description=_sentence(help_text)
    )
    one.set_defaults(run=run, wrong_usage=one.error)
    return one


def _group(commands: Commands, word: str, help_text: str) -> Commands:
    group = commands.add_parser(
        word, parents=[_common()], help=help_text, description=_sentence(help_text)
    )
    return group.add_subparsers(dest=f"{word}_command", metavar="COMMAND", required=True)


def _force(command: argparse.ArgumentParser) -> None:
    command.add_argument("--force", action="store_true", help=_("replace files that exist already"))


def _lists(command: argparse.ArgumentParser) -> None:
    """Take lists of people, and how they are to be read."""
    command.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILE",
        help=_("a list, as the other system saved it"),
    )
    command.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        type=members.field_and_column,
        help=_("which column holds what, such as name=Surname; can be given several times"),
    )
    command.add_argument(
        "--dates",
        choices=("dmy", "mdy"),
        help=_("whether 5/6/19 is day or month first, where the list does not show it"),
    )


def _event(command: argparse.ArgumentParser) -> None:
    command.add_argument("event", metavar="EVENT", help=_EVENT)


def _scope(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--scope",
        choices=[str(scope) for scope in Scope],
        default=str(Scope.THIS),
        help=_("which dates of a series are meant; this one if left out"),
    )


def _add_community(commands: Commands) -> None:
    new = _command(commands, "new", community.new, _("make a community"))
    new.add_argument("file", type=Path, metavar="FILE", help=_("the new file"))
    new.add_argument("--name", required=True, metavar="N", help=_("what the community is called"))
    new.add_argument(
        "--timezone", required=True, metavar="TZ", help=_("where it meets, such as Europe/Berlin")
    )
    new.add_argument(
        "--organizer-name", default="", metavar="N", help=_("whose name invitations bear")
    )
    new.add_argument(
        "--organizer-email", default="", metavar="A", help=_("where answers to invitations go")
    )
    _command(commands, "info", community.info, _("what the file holds"))
    play = _command(commands, "demo", demo.demo, _("one whole evening on a sample community"))
    play.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=_("the folder to fill")
    )
    _force(play)


def _chosen_members(command: argparse.ArgumentParser) -> None:
    """Take what chooses some of the members; all of it must fit."""
    command.add_argument(
        "--search", default="", metavar="TEXT", help=_("part of a name or address; accents may go")
    )
    command.add_argument("--tag", default="", metavar="T", help=_("only those with this tag"))
    command.add_argument(
        "--segment", default="", metavar="NAME", help=_("only those in this saved search")
    )


def _add_members(commands: Commands) -> None:
    group = _group(commands, "members", _("the people of the community"))
    read = _command(group, "import", members.import_, _("read lists of members"))
    _lists(read)
    read.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    add = _command(group, "add", members.add, _("add a member"))
    add.add_argument("--name", required=True, metavar="N", help=_("as the person writes it"))
    add.add_argument(
        "--email", action="append", default=[], metavar="A", help=_("can be given several times")
    )
    add.add_argument(
        "--tag", action="append", default=[], metavar="T", help=_("can be given several times")
    )
    add.add_argument("--pronouns", default="", metavar="P", help=_("such as she/her"))
    add.add_argument("--phone", default="", metavar="N", help=_("as the person writes it"))
    add.add_argument("--language", default="", metavar="L", help=_("what they like to read"))
    add.add_argument(
        "--circle", action="append", default=[], metavar="C", help=_("can be given several times")
    )
    show = _command(group, "list", members.list_, _("list members"))
    _chosen_members(show)
    _command(group, "segments", members.segments_, _("list the segments, and whom they choose"))
    export = _command(group, "export", members.export, _("write members as .csv, .vcf or .json"))
    export.add_argument(
        "file", type=Path, metavar="FILE", help=_("its ending says what is written")
    )
    _chosen_members(export)
    _force(export)
    _add_one_person(group)


def _add_one_person(group: Commands) -> None:
    merge = _command(group, "merge", one_person.merge, _("make one person of two entries"))
    merge.description = _(
        "Make one person of two entries. Everything of both is kept: addresses, tags, answers, "
        "visits, and the codes on badges of both. The window can take it back."
    )
    merge.add_argument("keep", metavar="KEEP", help=_MEMBER)
    merge.add_argument(
        "other", metavar="OTHER", help=_("whose entry goes into the other, named the same way")
    )
    passport = _command(
        group,
        "passport",
        one_person.write_passport,
        _("write down everything the file knows of a person"),
    )
    passport.add_argument("member", metavar="MEMBER", help=_MEMBER)
    passport.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help=_("a .pdf to read, or a .json to take elsewhere"),
    )
    _force(passport)
    erase = _command(group, "erase", one_person.erase, _("take a person out of the file for good"))
    erase.description = _(
        "Take a person out of the file, its freed pages, the undo history and the backups beside "
        "it. It asks nothing and cannot be undone. The numbers of past events stay; copies "
        "elsewhere are named, for these are out of reach."
    )
    erase.add_argument("member", metavar="MEMBER", help=_MEMBER)


def _add_events(commands: Commands) -> None:
    group = _group(commands, "events", _("meetups and workshops"))
    add = _command(group, "add", events.add, _("plan an event"))
    add.add_argument("--kind", required=True, choices=[str(kind) for kind in EventKind])
    add.add_argument("--title", required=True, metavar="T")
    add.add_argument(
        "--starts", required=True, metavar="TIME", help=_("wall time, such as 2026-11-24T19:00")
    )
    length = add.add_mutually_exclusive_group(required=True)
    length.add_argument("--ends", metavar="TIME", help=_("wall time, or give --minutes"))
    length.add_argument("--minutes", type=int, metavar="N", help=_("how long it lasts"))
    add.add_argument("--timezone", default="", metavar="TZ", help=_("the community's if left out"))
    add.add_argument("--venue", default="", metavar="V", help=_("where it takes place"))
    add.add_argument("--description", default="", metavar="TEXT", help=_("what it is about"))
    add.add_argument("--url", default="", metavar="URL", help=_("a page with more about it"))
    add.add_argument(
        "--capacity", type=int, metavar="N", help=_("how many seats; beyond them people wait")
    )
    add.add_argument("--part-of", metavar="EVENT", help=_("the meetup that a workshop belongs to"))
    add.add_argument(
        "--repeat",
        default="",
        metavar="RRULE",
        help=_("repeat it, such as FREQ=MONTHLY;BYDAY=1TU;UNTIL=20270630"),
    )
    add.add_argument(
        "--skip",
        action="append",
        default=[],
        metavar="DAY",
        help=_("a day to leave out, such as 2026-12-24; can be given several times"),
    )
    _plan_details(add)
    _command(group, "list", events.list_, _("list events"))
    show = _command(group, "show", events.show, _("one event with its numbers"))
    _event(show)
    change = _command(group, "change", events.change, _("change a plan"))
    _event(change)
    change.add_argument("--starts", metavar="TIME", help=_("the end moves along"))
    change.add_argument("--ends", metavar="TIME")
    change.add_argument("--venue", metavar="V")
    change.add_argument("--title", metavar="T")
    change.add_argument("--description", metavar="TEXT")
    change.add_argument("--url", metavar="URL")
    change.add_argument("--capacity", type=int, metavar="N", help=_("more lets the next ones up"))
    change.add_argument(
        "--repeat", metavar="RRULE", help=_("let it repeat, or by another rule with --scope")
    )
    _plan_details(change)
    _scope(change)
    cancel = _command(group, "cancel", events.cancel, _("call an event off"))
    _event(cancel)
    _scope(cancel)
    again = _command(
        group, "again", events.again, _("plan the next one like an event, with its workshops")
    )
    _event(again)
    again.add_argument(
        "--starts",
        metavar="TIME",
        help=_("the same weekday of the next month if left out, such as its first Tuesday"),
    )


def _plan_details(command: argparse.ArgumentParser) -> None:
    """Take what a plan says beside when, where and how many; what is left out stays."""
    command.add_argument("--room", metavar="R", help=_("a room of the venue"))
    command.add_argument("--level", metavar="L", help=_("such as Beginners"))
    command.add_argument("--materials", metavar="TEXT", help=_("what to bring"))
    command.add_argument("--price", metavar="TEXT", help=_("such as 12 €; empty for nothing"))
    command.add_argument("--answer-by", metavar="TIME", help=_("until when answers are asked for"))
    command.add_argument(
        "--waitlist",
        choices=[str(order) for order in WaitlistOrder],
        help=_("who moves up first; arrival if left out"),
    )
    command.add_argument(
        "--facilitator",
        action="append",
        default=[],
        metavar="MEMBER",
        help=_("who leads it; can be given several times"),
    )
    command.add_argument(
        "--requires-tag",
        action="append",
        default=[],
        metavar="T",
        help=_("a tag that a workshop asks for; can be given several times"),
    )
    command.add_argument(
        "--requires-workshop",
        action="append",
        default=[],
        metavar="EVENT",
        help=_("a workshop to have been at before; can be given several times"),
    )


def _add_workshops(commands: Commands) -> None:
    group = _group(
        commands, "workshops", _("wishes for the workshops of a meetup, and their seats")
    )
    wish = _command(group, "wish", plans.wish, _("note which workshops a member would like"))
    _event(wish)
    wish.add_argument("member", metavar="MEMBER", help=_MEMBER)
    wish.add_argument("workshops", nargs="*", metavar="WORKSHOP", help=_("the dearest first"))
    fill = _command(group, "fill", plans.fill, _("give the seats by what people wish for"))
    _event(fill)
    fill.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    venues = _group(commands, "venues", _("the places where events are held"))
    _command(venues, "list", plans.list_venues, _("list places"))
    place = _command(venues, "set", plans.set_venue, _("note how one gets into a place"))
    place.add_argument("name", metavar="NAME", help=_("a new name is a new place"))
    place.add_argument("--address", metavar="TEXT")
    place.add_argument("--access", metavar="TEXT", help=_("such as: ring twice; two steps"))
    place.add_argument("--capacity", type=int, metavar="N", help=_("how many people fit"))


def _add_questions(commands: Commands) -> None:
    group = _group(commands, "questions", _("what an event asks of everyone who comes"))
    ask = _command(group, "ask", questions.ask, _("ask one thing more"))
    _event(ask)
    ask.add_argument("wording", metavar="WORDS", help=_("such as “What do you eat?”"))
    ask.add_argument("--kind", choices=[str(kind) for kind in FieldKind], default="text")
    ask.add_argument(
        "--choice", action="append", default=[], metavar="C", help=_("can be given several times")
    )
    for option, words in (
        ("--at-door", _("show the answer at the door")),
        ("--on-badge", _("print the answer on the badge")),
        ("--on-recap", _("count the answers in the recap")),
    ):
        ask.add_argument(option, action="store_true", help=words)
    _event(_command(group, "list", questions.list_, _("list what an event asks")))
    said = _command(group, "answer", questions.answer_, _("write an answer down"))
    _event(said)
    said.add_argument("member", metavar="MEMBER", help=_MEMBER)
    said.add_argument("question", metavar="QUESTION", help=_("its words or its uid"))
    said.add_argument("text", metavar="TEXT", help=_("the answer; empty for none"))


def _add_guests(commands: Commands) -> None:
    group = _group(commands, "guests", _("guest lists"))
    add = _command(group, "add", guests.add, _("put members on a list"))
    add.description = _(
        "Put members on a list. Of a series, on those of all its dates to come; the numbers are "
        "sums over its dates."
    )
    add.add_argument("event", metavar="EVENT", help=_SERIES)
    add.add_argument("members", nargs="*", metavar="MEMBER", help=_MEMBER)
    add.add_argument(
        "--status",
        choices=("invited", "going"),
        default="invited",
        help=_("invited if left out; going takes a seat, or waits where none is free"),
    )
    add.add_argument(
        "--plus", type=int, default=0, metavar="N", help=_("how many others each one brings")
    )
    add.add_argument("--all", action="store_true", help=_("everyone in the community"))
    add.add_argument("--tag", default="", metavar="T", help=_("everyone with this tag"))
    add.add_argument(
        "--segment", default="", metavar="NAME", help=_("everyone in this saved search")
    )
    change = _command(group, "set", guests.set_, _("write an answer down"))
    _event(change)
    change.add_argument("member", metavar="MEMBER", help=_MEMBER)
    change.add_argument(
        "status",
        metavar="STATUS",
        choices=[str(status) for status in RegistrationStatus],
        help=", ".join(RegistrationStatus),
    )
    paid = _command(group, "paid", plans.paid, _("note who has paid"))
    _event(paid)
    paid.add_argument("members", nargs="+", metavar="MEMBER", help=_MEMBER)
    paid.add_argument("--undo", action="store_true", help=_("they have not paid"))
    move = _command(group, "move", plans.move, _("give a place away, or move it to another event"))
    _event(move)
    move.add_argument("member", metavar="MEMBER", help=_MEMBER)
    move.add_argument("--to-member", default="", metavar="MEMBER", help=_("who comes instead"))
    move.add_argument("--to-event", default="", metavar="EVENT", help=_("where they come instead"))
    read = _command(
        group, "import", guests.import_, _("answers and attendance from an attendee list")
    )
    _event(read)
    _lists(read)
    _event(_command(group, "list", guests.list_, _("the guest list of an event")))


def _add_history(commands: Commands) -> None:
    group = _group(commands, "history", _("what happened before Organizer came"))
    read = _command(
        group,
        "import",
        history.import_,
        _("read events, members and answers of the past from a folder of tables"),
    )
    read.description = _(
        "Read events, members and answers of the past from a folder of tables (.csv, .tsv, .xlsx), "
        "each known by its header. It prints how many events, members and registrations (answers "
        "of one person to one event) the tables hold, each counted once, and how many of them are "
        "new: a second import adds nothing, and events that are in the file stay as they are. A "
        "past yes is an answer; who came is only known where a table says so. Times are in the "
        "community's zone wherever its clocks agree with the offsets in the tables, else in one "
        "that does."
    )
    read.add_argument("folder", type=Path, metavar="FOLDER", help=_("the folder with the tables"))
    read.add_argument(
        "--dates",
        choices=("dmy", "mdy"),
        help=_("whether 5/6/19 is day or month first, where the tables do not show it"),
    )
    read.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))


def _add_files(commands: Commands) -> None:
    invites = _command(
        commands, "invites", output_files.invites, _("invitations as .ics and .eml files")
    )
    invites.add_argument("event", metavar="EVENT", help=_SERIES)
    invites.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=_("the folder to write them to")
    )
    invites.add_argument(
        "--all", action="store_true", help=_("for everyone, not only where something is new")
    )
    _force(invites)
    calendar = _command(commands, "calendar", output_files.calendar, _("a calendar of events"))
    calendar.add_argument(
        "events",
        nargs="*",
        metavar="EVENT",
        help=_("all if left out; the uid of a series means all its dates to come"),
    )
    calendar.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=_("the .ics file to write")
    )
    _force(calendar)
    badges = _command(commands, "badges", output_files.badges, _("badges with QR codes as PDF"))
    badges.add_argument("event", nargs="?", metavar="EVENT", help=_EVENT)
    badges.add_argument("--out", type=Path, metavar="FILE", help=_("the PDF to write"))
    badges.add_argument(
        "--stock", default="", metavar="NAME", help=_("what they are printed on; see --stocks")
    )
    badges.add_argument(
        "--skip", type=int, default=0, metavar="N", help=_("labels used already on the first sheet")
    )
    badges.add_argument(
        "--only",
        nargs="+",
        default=[],
        metavar="MEMBER",
        action="extend",
        help=_("these people, going or not; everyone going if left out"),
    )
    badges.add_argument("--stocks", action="store_true", help=_("list the label stocks"))
    _force(badges)
    signin = _command(
        commands, "signin", output_files.signin, _("the sign-in sheet with boxes to tick, as PDF")
    )
    _event(signin)
    signin.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=_("the PDF to write")
    )
    signin.add_argument("--paper", choices=("a4", "letter"), default="a4", help=_("a4 if left out"))
    _force(signin)
    recap = _command(commands, "recap", output_files.recap, _("how an event went, as PDF"))
    _event(recap)
    recap.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=_("the PDF to write")
    )
    recap.add_argument(
        "--for",
        dest="audience",
        choices=("team", "partners"),
        default="team",
        help=_("for partners without names and small numbers; for the team if left out"),
    )
    _force(recap)


def _add_door(commands: Commands) -> None:
    checkin = _command(commands, "checkin", door.checkin, _("the door: codes in, verdicts out"))
    _event(checkin)
    checkin.add_argument(
        "--station", default="", metavar="NAME", help=_("what this door is called in the log")
    )
    checkin.add_argument(
        "--image",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help=_("pictures or PDFs to read codes from, instead of typed lines"),
    )
    checkin.add_argument(
        "--now", metavar="TIME", help=_("the wall time to play at; the clock's if left out")
    )
