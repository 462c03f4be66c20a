"""`organizer members …`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

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


def field_and_column(text: str) -> tuple[str, str]:
    """Return what one --map says; anything but FIELD=COLUMN is wrong usage."""
    field, equals, column = text.partition("=")
    if not (field and equals and column):
        raise argparse.ArgumentTypeError(
            _("“{text}” does not say FIELD=COLUMN, as in name=Surname").format(text=text)
        )
    return field.strip(), column


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
