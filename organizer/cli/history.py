"""`organizer history …`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from organizer.cli import counts
from organizer.cli.arguments import Commands, add_command, add_group, named_path, take_dry_run
from organizer.cli.opening import opened
from organizer.cli.output import answer, note, progress
from organizer.domain.words import _, ngettext
from organizer.services.lists import history_import


def import_(args: argparse.Namespace) -> None:
    """Make a folder of tables the community's past, all or nothing."""
    with opened(args) as db:
        past = history_import.read_past(
            db, args.folder, dates=args.dates, step=progress(_("Reading"))
        )
        plan = history_import.plan_history(db, past)
        done = plan.counts if args.dry_run else history_import.apply_history(db, plan)
    for problem in plan.problems if not args.json else ():
        note(f"{problem.file}:{problem.row}: {problem.message}")
    for file, columns in past.not_taken if not args.json else ():
        note(_("{file}: not taken: {columns}").format(file=file, columns=", ".join(columns)))
    answer(
        args,
        {
            "events": done.events,
            "members": done.members,
            "registrations": done.registrations,
            "problems": [asdict(problem) for problem in plan.problems],
            "added": done.added,
            "changed": done.changed,
            "answers": asdict(history_import.answered(past)),
            "rows": past.rows,
            "timezones": list(history_import.zones(past)),
            "not_taken": [
                {"file": file, "columns": list(columns)} for file, columns in past.not_taken
            ],
        },
        _(
            "{events}, {members}, {answers}; new: {new_events}, {new_members}, {new_registrations}"
        ).format(
            events=counts.events(done.events),
            members=counts.members(done.members),
            answers=ngettext("{count} answer", "{count} answers", done.registrations).format(
                count=done.registrations
            ),
            **{f"new_{word}": number for word, number in done.added.items()},
        ),
    )


def add_commands(commands: Commands) -> None:
    """Add `history …`."""
    group = add_group(commands, "history", _("what happened before Organizer came"))
    reading = add_command(
        group,
        "import",
        import_,
        _("read events, members and answers of the past from a folder of tables"),
    )
    reading.description = _(
        "Read events, members and answers of the past from a folder of tables (.csv, .tsv, .xlsx), "
        "each known by its header. It prints how many events, members and registrations (answers "
        "of one person to one event) the tables hold, each counted once, and how many of them are "
        "new: a second import adds nothing, and events that are in the file stay as they are. A "
        "past yes is an answer; who came is only known where a table says so. Times are in the "
        "community's zone wherever its clocks agree with the offsets in the tables, else in one "
        "that does."
    )
    reading.add_argument(
        "folder", type=named_path, metavar="FOLDER", help=_("the folder with the tables")
    )
    reading.add_argument(
        "--dates",
        choices=("dmy", "mdy"),
        help=_("whether 5/6/19 is day or month first, where the tables do not show it"),
    )
    take_dry_run(reading)
