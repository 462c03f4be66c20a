"""`organizer demo`: one whole evening on the sample community, in files to look at."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from organizer.cli import counts
from organizer.cli.arguments import Commands, add_command, take_force, take_out
from organizer.cli.output import answer, note
from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus, Verdict
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.sample.community import TITLE, make_sample
from organizer.services import communities
from organizer.services.answers import guests
from organizer.services.at_door import door, door_pictures
from organizer.services.files import MARKER
from organizer.services.out import exporting, inviting
from organizer.services.plans import events
from organizer.settings import remember_community

_AGO = timedelta(hours=2)
"""The evening began this long ago, so that all who came have come and the door is still open."""

_ABSENT = 7
"""Badges that nobody brings to the door, so that the recap has somebody to miss."""


Pictures = Callable[[Path, Path, Callable[[str], None]], list[Path]]
"""Takes the community's file, a folder, and whom to tell; returns the pictures made."""

_take_pictures: list[Pictures] = []


def use_pictures(take: Pictures) -> None:
    """Be told by the app how screens are pictured; this room knows no screens."""
    _take_pictures[:] = [take]


def demo(args: argparse.Namespace) -> None:
    """Play the whole evening on a sample community."""
    played = play(args.out, force=args.force, take_pictures=_take_pictures[0])
    answer(
        args,
        {
            "files": [str(file) for file in played.files],
            "members": played.members,
            "registered": played.registered,
            "checked_in": played.checked_in,
        },
        played.summary,
    )


@dataclass(frozen=True, slots=True)
class Played:
    """What the evening came to."""

    files: list[Path]
    members: int
    registered: int
    checked_in: int
    summary: str


def play(folder: Path, *, force: bool, take_pictures: Pictures) -> Played:
    """Play the evening into a folder: made anew if it is there and was made by this command."""
    is_new = not folder.exists()
    _make_folder(folder, force)
    try:
        return _play_into(folder, take_pictures)
    except BaseException:
        if is_new:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _play_into(folder: Path, take_pictures: Pictures) -> Played:
    now = datetime.now(UTC)
    evening = now - _AGO
    community = folder / "riverside-makers.organizer"
    note(_("Making the sample community …"))
    db, meetup = make_sample(community, evening)
    try:
        note(_("Writing invitations, calendar, badges and the sign-in sheet …"))
        invitations = inviting.write_invitations(db, meetup, folder / "invitations", now=now)
        exporting.write_calendar(db, folder / "calendar.ics", now=now)
        badges = folder / "badges.pdf"
        printed = exporting.write_badges(db, meetup, badges, now=now)
        if sentence := exporting.missing_letters(printed):
            note(sentence)
        sheet = folder / "sign-in-sheet.pdf"
        signed = exporting.write_sign_in_sheet(db, meetup, sheet, with_invited=False, now=now)
        note(_("Reading every badge back from the PDF, at the door …"))
        codes = door_pictures.codes_in_files([badges])
        checked_in = _check_in(db, meetup, codes, evening)
        note(_("Writing the recap …"))
        over = events.get_event(db, meetup).ends_at
        exporting.write_recap(db, meetup, folder / "recap.pdf", now=over)
        partners = folder / "recap-for-partners.pdf"
        exporting.write_recap(db, meetup, partners, audience="partners", now=over)
        held = communities.count(db)
    finally:
        db.close()
    pictures = take_pictures(community, folder / "screens", note)
    remember_community(community)
    summary = "\n".join(
        (
            _("One evening of {name}, “{title}”:").format(name="Riverside Makers", title=TITLE),
            f"  {community}  "
            + _("the community, {members}").format(members=counts.members(held.members)),
            f"  {folder / 'invitations'}  "
            + _("{invitations}, each as .ics and .eml").format(
                invitations=counts.invitations(len(invitations))
            ),
            f"  {folder / 'calendar.ics'}  " + _("all events, to subscribe to"),
            f"  {badges}  "
            + _("{badges}; {codes} read back from it").format(
                badges=counts.badges(printed.count),
                codes=ngettext("{count} code", "{count} codes", len(codes)).format(
                    count=len(codes)
                ),
            ),
            f"  {sheet}  " + _("{names} to tick on paper").format(names=counts.names(signed.count)),
            f"  {folder / 'recap.pdf'}  " + _("how it went: {count} came").format(count=checked_in),
            f"  {folder / 'screens'}  "
            + ngettext(
                "{count} picture of the screens", "{count} pictures of the screens", len(pictures)
            ).format(count=len(pictures)),
        )
    )
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    return Played(files, held.members, printed.count, checked_in, summary)


def _make_folder(folder: Path, force: bool) -> None:
    try:
        if folder.exists():
            is_ours = (folder / MARKER).exists()
            if not (is_ours or force or not any(folder.iterdir())):
                raise UserError(
                    _("“{path}” holds other files. Choose another folder.").format(path=folder)
                )
            if is_ours:
                shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARKER).write_bytes(b"")
    except OSError as error:
        raise UserError(
            _("The folder “{path}” could not be made: {reason}. Choose another one.").format(
                path=folder, reason=(error.strerror or str(error)).lower()
            )
        ) from error


def _check_in(db: Database, meetup: str, codes: tuple[str, ...], evening: datetime) -> int:
    """Let the badges arrive one after the other; every code must be one of ours."""
    came = {}
    for number, code in enumerate(codes):
        if number % (len(codes) // _ABSENT + 1) == 3:
            continue
        at = evening + timedelta(minutes=35, seconds=40 * number)
        answered = door.check_in(db, meetup, code, station=_("Door A"), now=at)
        if answered.verdict is not Verdict.WELCOME:
            raise UserError(
                _("A badge was not read right at the door: {message}").format(
                    message=answered.message
                )
            )
        came[answered.member_uid] = code
    for workshop in events.workshops_of(db, meetup):
        # The badge of the meetup opens the doors of its workshops to those who booked them.
        for guest in guests.list_guests(db, workshop.uid):
            if guest.member_uid in came and guest.status is RegistrationStatus.GOING:
                door.check_in(
                    db,
                    workshop.uid,
                    came[guest.member_uid],
                    station=workshop.venue,
                    now=workshop.starts_at,
                )
    return len(came)


def add_commands(commands: Commands) -> None:
    """Add `demo`."""
    command = add_command(commands, "demo", demo, _("one whole evening on a sample community"))
    take_out(command, "DIR", _("the folder to fill"))
    take_force(command)
