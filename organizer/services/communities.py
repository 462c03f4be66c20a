"""Making, opening and describing a community."""

from __future__ import annotations

import secrets
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.domain.codes import KEY_BYTES, CodeKey
from organizer.domain.drafts import CommunityDraft, raise_problems
from organizer.domain.names import clean_name
from organizer.domain.records import CommunityCounts, CommunityRecord
from organizer.domain.words import _
from organizer.export.file_names import safe_file_name
from organizer.models.database import Database, create_database, name_step
from organizer.models.sqlite_file import remove_file
from organizer.models.tables import Attendance, Community, Event, Member, Registration

_SECRET = select(Community.secret)


def new_community(path: Path, draft: CommunityDraft) -> Database:
    """Make a community's file; an existing file is refused."""
    raise_problems(draft.problems())
    db = create_database(path)
    try:
        with db.writing() as session:
            community = Community(secret=secrets.token_bytes(KEY_BYTES))
            _apply(community, draft)
            session.add(community)
    except BaseException:
        db.close()
        remove_file(path)
        raise
    return db


def change_community(db: Database, draft: CommunityDraft) -> None:
    """Keep what the settings say now."""
    raise_problems(draft.problems())
    with db.writing(_("Settings of the community changed")) as session:
        community = only_community(session)
        before = community.name
        _apply(community, draft)
        if community.name != before:
            name_step(session, _("The community is called “{name}”").format(name=community.name))


def _apply(community: Community, draft: CommunityDraft) -> None:
    community.name = clean_name(draft.name)
    community.timezone = draft.timezone
    community.purpose = draft.purpose.strip()
    community.organizer_name = clean_name(draft.organizer_name)
    community.organizer_email = draft.organizer_email.strip()
    community.accent = draft.accent


def draft_of(record: CommunityRecord) -> CommunityDraft:
    """Return what the settings edit of a community."""
    return CommunityDraft(
        name=record.name,
        timezone=record.timezone,
        purpose=record.purpose,
        organizer_name=record.organizer_name,
        organizer_email=record.organizer_email,
        accent=record.accent,
    )


def suggested_file(folder: Path, name: str) -> Path:
    """Return where a new community of this name would lie in the folder; nothing is there yet."""
    taken = [file.stem for file in folder.glob("*.organizer")]
    return folder / f"{safe_file_name(name, taken=taken)}.organizer"


def describe(db: Database) -> CommunityRecord:
    """Return the community that the file holds."""
    with db.reading() as session:
        return community_record(session)


def count(db: Database) -> CommunityCounts:
    """Return how much the file holds."""
    with db.reading() as session:
        members = session.scalar(select(func.count()).where(Member.is_erased.is_(False))) or 0
        events, registrations, attendances = (
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Event, Registration, Attendance)
        )
    return CommunityCounts(members, events, registrations, attendances)


def only_community(session: Session) -> Community:
    """Return the file's one community row."""
    return session.scalars(select(Community)).one()


def community_record(session: Session) -> CommunityRecord:
    """Return the community as others may know it, without its secret."""
    row = only_community(session)
    return CommunityRecord(
        uid=row.uid,
        name=row.name,
        timezone=row.timezone,
        purpose=row.purpose,
        organizer_name=row.organizer_name,
        organizer_email=row.organizer_email,
        accent=row.accent,
    )


def code_key(session: Session) -> CodeKey:
    """Return what this community signs its badges with."""
    return CodeKey(session.connection().execute(_SECRET).scalar_one())
