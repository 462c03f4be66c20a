"""`organizer members …`: the people of the community, in, out and listed."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from organizer.cli import counts, look_alikes, member_traits, one_person, several
from organizer.cli.arguments import (
    Commands,
    add_command,
    add_group,
    named_path,
    take_dry_run,
    take_force,
    take_lists,
)
from organizer.cli.member_traits import as_document
from organizer.cli.opening import opened
from organizer.cli.output import answer, note, progress, table
from organizer.cli.segments import list_as_segments, take_choice, typed_rules_of
from organizer.domain.words import _
from organizer.services.lists import importing
from organizer.services.lists.said_columns import read_as_said
from organizer.services.people import members, members_out


def import_(args: argparse.Namespace) -> None:
    """Read lists of members, all or nothing."""
    with opened(args) as db:
        said = read_as_said(
            db,
            args.files,
            mapping=dict(args.map),
            dates=args.dates,
            sheets=args.sheet,
            is_fresh=args.forget,
            new_fields=args.new_field,
            step=progress(_("Reading")),
        )
        plan = importing.plan_import(db, said.lists, new_fields=said.new_fields)
        done = plan.count()
        if not args.dry_run:
            done = importing.apply_import(db, plan, remember=said.remember)
    problems = [asdict(problem) for problem in plan.problems]
    for problem in plan.problems if not args.json else ():
        note(f"{problem.file}:{problem.row}: {problem.message}")
    answer(
        args,
        {**asdict(done), "problems": problems},
        _(
            "{rows_read}: {added} added, {updated} updated, {unchanged} unchanged, "
            "{skipped} left out"
        ).format(rows_read=counts.rows_read(done.read), **asdict(done)),
    )


def list_(args: argparse.Namespace) -> None:
    """List members."""
    with opened(args) as db:
        rows = members.list_members(
            db,
            search=args.search,
            tag=args.tag,
            segment=args.segment,
            rules=typed_rules_of(db, args),
        )
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
            rules=typed_rules_of(db, args),
        )
    answer(
        args,
        {"written": written},
        _("{members} in {file}").format(members=counts.members(written), file=args.file),
    )


def add_commands(commands: Commands) -> None:
    """Add `members …`."""
    group = add_group(commands, "members", _("the people of the community"))
    reading = add_command(group, "import", import_, _("read lists of members"))
    take_lists(reading)
    reading.add_argument(
        "--new-field",
        action="append",
        default=[],
        metavar="COLUMN",
        help=_("make a field of the community's own of this column; can be given several times"),
    )
    take_dry_run(reading)
    member_traits.add_commands(group)
    take_choice(add_command(group, "list", list_, _("list members")))
    add_command(group, "segments", list_as_segments, _("list the segments, and whom they choose"))
    writing = add_command(group, "export", export, _("write members as .csv, .vcf or .json"))
    writing.add_argument(
        "file", type=named_path, metavar="FILE", help=_("its ending says what is written")
    )
    take_choice(writing)
    take_force(writing)
    several.add_commands(group)
    look_alikes.add_commands(group)
    one_person.add_commands(group)
