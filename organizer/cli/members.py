"""`organizer members …`."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from organizer.cli import one_person
from organizer.cli.arguments import (
    Commands,
    add_command,
    add_group,
    take_dry_run,
    take_force,
    take_lists,
)
from organizer.cli.opening import opened
from organizer.cli.output import answer, note, progress, table
from organizer.domain.drafts import MemberDraft
from organizer.domain.records import MemberRow
from organizer.domain.words import _
from organizer.services.lists import importing
from organizer.services.people import members, members_out, segments


def import_(args: argparse.Namespace) -> None:
    """Read lists of members, all or nothing."""
    mapping = dict(args.map)
    with opened(args) as db:
        lists = importing.read_lists(
            args.files,
            mapping=mapping or None,
            dates=args.dates,
            step=progress(_("Reading")),
            own=importing.own_fields(db),
        )
        plan = importing.plan_import(db, lists)
        counts = plan.count() if args.dry_run else importing.apply_import(db, plan)
    problems = [asdict(problem) for problem in plan.problems]
    for problem in plan.problems if not args.json else ():
        note(f"{problem.file}:{problem.row}: {problem.message}")
    answer(
        args,
        {**asdict(counts), "problems": problems},
        _(
            "{read} rows read: {added} added, {updated} updated, {unchanged} unchanged, "
            "{skipped} left out"
        ).format(**asdict(counts)),
    )


def add(args: argparse.Namespace) -> None:
    """Add a member."""
    draft = MemberDraft(
        name=args.name,
        emails=tuple(args.email),
        tags=tuple(args.tag),
        pronouns=args.pronouns,
        phone=args.phone,
        language=args.language,
        circles=tuple(args.circle),
    )
    with opened(args) as db:
        uid = members.add_member(db, draft)
    answer(args, {"uid": uid}, uid)


def list_(args: argparse.Namespace) -> None:
    """List members."""
    with opened(args) as db:
        rows = members.list_members(db, search=args.search, tag=args.tag, segment=args.segment)
    answer(
        args,
        [as_document(row) for row in rows],
        table(
            [
                (row.uid[:8], row.name, ", ".join(row.emails), row.attended, row.last_attended)
                for row in rows
            ],
            (_("uid"), _("name"), _("e-mail"), _("came"), _("last")),
        ),
    )


def segments_(args: argparse.Namespace) -> None:
    """List the segments, each in words and with how many it chooses."""
    with opened(args) as db:
        rows = segments.segments_in_words(db)
    answer(
        args,
        [asdict(row) for row in rows],
        table(
            [(row.name, row.members, row.words) for row in rows],
            (_("name"), _("members"), _("who")),
        ),
    )


def as_document(row: MemberRow) -> dict[str, object]:
    """Return a member as JSON gives them."""
    return {
        "uid": row.uid,
        "name": row.name,
        "emails": list(row.emails),
        "tags": list(row.tags),
        "joined_on": row.joined_on.isoformat() if row.joined_on else None,
        "attended": row.attended,
        "last_attended": row.last_attended.isoformat() if row.last_attended else None,
    }


def export(args: argparse.Namespace) -> None:
    """Write members to a file."""
    with opened(args) as db:
        written = members_out.export_members(
            db,
            args.file,
            force=args.force,
            search=args.search,
            tag=args.tag,
            segment=args.segment,
        )
    answer(
        args,
        {"written": written},
        _("{count} members in {file}").format(count=written, file=args.file),
    )


def add_commands(commands: Commands) -> None:
    """Add `members …`."""
    group = add_group(commands, "members", _("the people of the community"))
    reading = add_command(group, "import", import_, _("read lists of members"))
    take_lists(reading)
    take_dry_run(reading)
    _take_member_details(add_command(group, "add", add, _("add a member")))
    _take_choice(add_command(group, "list", list_, _("list members")))
    add_command(group, "segments", segments_, _("list the segments, and whom they choose"))
    writing = add_command(group, "export", export, _("write members as .csv, .vcf or .json"))
    writing.add_argument(
        "file", type=Path, metavar="FILE", help=_("its ending says what is written")
    )
    _take_choice(writing)
    take_force(writing)
    one_person.add_commands(group)


def _take_member_details(command: argparse.ArgumentParser) -> None:
    command.add_argument("--name", required=True, metavar="N", help=_("as the person writes it"))
    command.add_argument(
        "--email", action="append", default=[], metavar="A", help=_("can be given several times")
    )
    command.add_argument(
        "--tag", action="append", default=[], metavar="T", help=_("can be given several times")
    )
    command.add_argument("--pronouns", default="", metavar="P", help=_("such as she/her"))
    command.add_argument("--phone", default="", metavar="N", help=_("as the person writes it"))
    command.add_argument("--language", default="", metavar="L", help=_("what they like to read"))
    command.add_argument(
        "--circle", action="append", default=[], metavar="C", help=_("can be given several times")
    )


def _take_choice(command: argparse.ArgumentParser) -> None:
    """Take what chooses some of the members; all of it must fit."""
    command.add_argument(
        "--search", default="", metavar="TEXT", help=_("part of a name or address; accents may go")
    )
    command.add_argument("--tag", default="", metavar="T", help=_("only those with this tag"))
    command.add_argument(
        "--segment", default="", metavar="NAME", help=_("only those in this saved search")
    )
