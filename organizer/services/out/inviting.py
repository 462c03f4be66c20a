"""Invitations: who is to be told what now, as one calendar file and one mail for each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from organizer.domain.errors import UserError
from organizer.domain.names import shown
from organizer.domain.records import CommunityRecord, PersonLink
from organizer.domain.times import short_day
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.models.tables import Event, SentInvitation
from organizer.services.communities import community_record
from organizer.services.files import OutFolder, Step, no_step
from organizer.services.finding import find_event, find_series
from organizer.services.out.correspondence import Letter
from organizer.services.out.letters import due, silent_guests
from organizer.services.out.standing import count_behind
from organizer.services.people.segments import uids_in_segment


def no_word(_sentence: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class WrittenInvitation:
    """One invitation, update or cancellation that was written to files."""

    member_uid: str
    email: str
    method: str
    sequence: int
    ics: Path
    eml: Path


def count_due(
    db: Database, event_uid: str, *, segment: str = "", now: datetime | None = None
) -> int:
    """Return how many people have not been told the latest of an event or a series.

    With a segment, by name or uid, only those in it are counted.
    """
    with db.reading() as session:
        event = find_series(session, event_uid) or find_event(session, event_uid)
        if isinstance(event, Event) and event.series_id is None and not segment:
            return count_behind(session, event)
        behind = {one.member_uid for one in due(session, event_uid, now or datetime.now(UTC))}
        return len(behind & uids_in_segment(session, segment) if segment else behind)


def over_words(db: Database, event_uid: str, *, now: datetime | None = None) -> str:
    """Return a sentence about an event that is over, of which invitations come late; else ""."""
    with db.reading() as session:
        if find_series(session, event_uid) is not None:
            return ""  # only its dates to come are told
        event = find_event(session, event_uid)
        if event.ends_at > (now or datetime.now(UTC)):
            return ""
        words = _("“{title}” was over on {day}: whoever is written to now hears of it afterwards.")
        return words.format(title=shown(event.title), day=short_day(event.ends))


def who_wants_none(
    db: Database, event_uid: str, *, now: datetime | None = None
) -> list[PersonLink]:
    """Return those on the list who do not want to be written to, and so get no invitation."""
    with db.reading() as session:
        return silent_guests(session, event_uid, now or datetime.now(UTC))


def write_invitations(
    db: Database,
    event_uid: str,
    folder: Path,
    *,
    everyone: bool = False,
    segment: str = "",
    force: bool = False,
    now: datetime | None = None,
    step: Step = no_step,
    on_skipped: Callable[[str], object] = no_word,
) -> list[WrittenInvitation]:
    """Write what is new or changed since the last time, or all of it; files lie in the folder.

    A series means all its dates to come; a segment, by name or uid, those in it only. What was
    written counts as told. Nothing changed gives an empty list; somebody of whom one date moved and
    another is off gets two. `on_skipped` is given a sentence for each member who cannot be written
    to.
    """
    from organizer.export.file_names import safe_file_names  # exporters load when first needed
    from organizer.export.invitations import invitation_ics
    from organizer.export.mail import invitation_eml

    moment = now or datetime.now(UTC)
    with db.reading() as session:
        community = community_record(session)
        letters = due(session, event_uid, moment, everyone=everyone)
        if segment:
            inside = uids_in_segment(session, segment)
            letters = [one for one in letters if one.member_uid in inside]
    if not letters:
        return []
    _refuse_without_organizer(community)
    out = OutFolder(folder, force=force)
    written: list[WrittenInvitation] = []
    told: list[Letter] = []
    stems = safe_file_names([one.invitation.attendee_name for one in letters])
    for number, (one, stem) in enumerate(zip(letters, stems, strict=True)):
        step(number, len(letters))
        ics = invitation_ics(one.invitation, moment)
        try:
            eml = invitation_eml(one.invitation, ics, moment)
        except UserError as error:
            on_skipped(str(error))  # one address that is none must not keep the others waiting
            continue
        told.append(one)
        written.append(
            WrittenInvitation(
                one.member_uid,
                one.invitation.attendee_email,
                one.invitation.method,
                max(part.sequence for part in (one.invitation, *one.invitation.more)),
                out.add(f"{stem}.ics", ics),
                out.add(f"{stem}.eml", eml),
            )
        )
    out.finish()
    if told:
        _remember(db, told, moment)
    return written


def _refuse_without_organizer(community: CommunityRecord) -> None:
    if not community.organizer_email:
        raise UserError(
            _(
                "Invitations need your e-mail address, so that answers reach you. "
                "Set the organizer's address in Settings first."
            )
        )


def _remember(db: Database, told: Sequence[Letter], moment: datetime) -> None:
    with db.writing() as session:
        for letter in told:
            ids = {mark.registration_id for mark in letter.marks}
            rows = {
                row.registration_id: row
                for row in session.scalars(
                    select(SentInvitation).where(SentInvitation.registration_id.in_(ids))
                )
            }
            for mark in letter.marks:
                row = rows.get(mark.registration_id)
                if row is None:
                    row = SentInvitation(registration_id=mark.registration_id)
                    rows[mark.registration_id] = row
                    session.add(row)
                row.method, row.sequence = mark.method, mark.sequence
                row.uid, row.recurrence = mark.uid, mark.recurrence
                row.sent_at = moment
