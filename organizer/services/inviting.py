"""Invitations: who is to be told what now, as one calendar file and one mail for each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.records import CommunityRecord, InvitationRecord
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.models.tables import (
    Address,
    Event,
    Member,
    Registration,
    SentInvitation,
    Venue,
)
from organizer.services.communities import community_record
from organizer.services.files import OutFolder, Step, no_step
from organizer.services.finding import find_event

REQUEST = "REQUEST"
CANCEL = "CANCEL"
_NEVER_TOLD = frozenset({RegistrationStatus.WAITLISTED, RegistrationStatus.CANCELLED})


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


@dataclass(frozen=True, slots=True)
class _Due:
    registration_id: int
    member_uid: str
    invitation: InvitationRecord


def count_due(db: Database, event_uid: str) -> int:
    """Return how many people have not been told the latest."""
    with db.reading() as session:
        return len(_due(session, find_event(session, event_uid), everyone=False))


def write_invitations(
    db: Database,
    event_uid: str,
    folder: Path,
    *,
    everyone: bool = False,
    force: bool = False,
    now: datetime | None = None,
    step: Step = no_step,
    on_skipped: Callable[[str], object] = no_word,
) -> list[WrittenInvitation]:
    """Write what is new or changed since the last time, or all of it; files lie in the folder.

    What was written counts as told. Nothing changed gives an empty list. `on_skipped` is given a
    sentence for each member who cannot be written to.
    """
    from organizer.export.file_names import safe_file_names  # exporters load when first needed
    from organizer.export.invitations import invitation_ics
    from organizer.export.mail import invitation_eml

    moment = now or datetime.now(UTC)
    with db.reading() as session:
        community = community_record(session)
        due = _due(session, find_event(session, event_uid), everyone=everyone)
    if not due:
        return []
    _refuse_without_organizer(community)
    out = OutFolder(folder, force=force)
    written: list[WrittenInvitation] = []
    told: list[_Due] = []
    stems = safe_file_names([one.invitation.attendee_name for one in due])
    for number, (one, stem) in enumerate(zip(due, stems, strict=True)):
        step(number, len(due))
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
                one.invitation.sequence,
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


def _remember(db: Database, due: Sequence[_Due], moment: datetime) -> None:
    with db.writing() as session:
        known = {
            row.registration_id: row
            for row in session.scalars(
                select(SentInvitation)
                .join(Registration, Registration.id == SentInvitation.registration_id)
                .where(Registration.event_id == _event_id(session, due[0]))
            )
        }
        for one in due:
            row = known.get(one.registration_id)
            if row is None:
                row = SentInvitation(registration_id=one.registration_id)
                session.add(row)
            row.method = one.invitation.method
            row.sequence = one.invitation.sequence
            row.sent_at = moment


def _event_id(session: Session, one: _Due) -> int:
    return session.get_one(Registration, one.registration_id).event_id


def _due(session: Session, event: Event, *, everyone: bool) -> list[_Due]:
    community = community_record(session)
    venue = session.get(Venue, event.venue_id) if event.venue_id else None
    addresses: dict[int, str] = {}
    for member_id, address in session.execute(
        select(Address.member_id, Address.address)
        .join(Registration, Registration.member_id == Address.member_id)
        .where(Registration.event_id == event.id)
        .order_by(Address.position.desc())
    ):
        addresses[member_id] = address  # the first in their order stays
    rows = session.execute(
        select(Registration, Member, SentInvitation)
        .join(Member, Member.id == Registration.member_id)
        .outerjoin(SentInvitation, SentInvitation.registration_id == Registration.id)
        .where(Registration.event_id == event.id, Member.do_not_write.is_(False))
        .order_by(Member.sorting_name, Member.id)
    )
    due = []
    for registration, member, sent in rows:
        method = _method(event, registration.status, sent, everyone)
        if method is None or member.id not in addresses:
            continue
        due.append(
            _Due(
                registration.id,
                member.uid,
                _invitation(
                    event, venue, community, member, registration, addresses[member.id], method
                ),
            )
        )
    return due


def _method(
    event: Event, status: RegistrationStatus, sent: SentInvitation | None, everyone: bool
) -> str | None:
    """Return what a guest is to be sent now: an invitation or update, a cancellation, or nothing."""
    holds_invitation = sent is not None and sent.method == REQUEST
    if event.status is EventStatus.CANCELLED or status is RegistrationStatus.CANCELLED:
        repeats = everyone and sent is not None
        return CANCEL if holds_invitation or repeats else None
    if status in _NEVER_TOLD:
        return None
    if not holds_invitation:
        return None if status is RegistrationStatus.DECLINED else REQUEST
    is_outdated = sent is not None and sent.sequence < event.sequence
    return REQUEST if everyone or is_outdated else None


def _invitation(
    event: Event,
    venue: Venue | None,
    community: CommunityRecord,
    member: Member,
    registration: Registration,
    address: str,
    method: str,
) -> InvitationRecord:
    return InvitationRecord(
        uid=event.uid,
        method=method,
        sequence=event.sequence,
        title=event.title,
        description=event.description,
        starts=event.starts,
        ends=event.ends,
        timezone=event.timezone,
        venue=venue.name if venue else "",
        url=event.url,
        organizer_name=community.organizer_name or community.name,
        organizer_email=community.organizer_email,
        community=community.name,
        attendee_name=member.name,
        attendee_email=address,
        status=registration.status,
        plus=registration.plus,
        created_at=event.created_at,
        modified_at=event.modified_at,
    )
