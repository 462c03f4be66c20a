"""The codes that badges bear: issued within a transaction, and a newer one revokes the older."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from organizer.domain.codes import CodeKey, make_code
from organizer.domain.errors import UserError
from organizer.domain.kinds import CodeKind
from organizer.domain.words import _
from organizer.models.tables import BadgeCode, Member, Registration
from organizer.services.communities import code_key


def fresh_code(key: CodeKey, kind: CodeKind) -> str:
    """Return a code that nobody has; it is issued once it is written down."""
    return make_code(key, kind, secrets.token_bytes(8))


def issue_code(session: Session, registration: Registration) -> str:
    """Issue a code for a registration within the caller's transaction, and return it."""
    made = BadgeCode(
        code=fresh_code(code_key(session), CodeKind.REGISTRATION),
        kind=CodeKind.REGISTRATION,
        member_id=registration.member_id,
        registration_id=registration.id,
    )
    session.add(made)
    session.flush()
    return made.code


def revoke_codes(session: Session, registration: Registration) -> None:
    """Let no badge of a registration open a door any more, within the caller's transaction."""
    session.execute(
        update(BadgeCode)
        .where(BadgeCode.registration_id == registration.id, BadgeCode.revoked_at.is_(None))
        .values(revoked_at=datetime.now(UTC))
    )


def issue_waiting_code(
    session: Session, kind: CodeKind, member_id: int, *, registration_id: int | None = None
) -> str:
    """Issue a code that opens nothing until `open_code`, within the caller's transaction.

    It counts as revoked so far: a badge that was printed and not kept is known as no good one.
    """
    made = BadgeCode(
        code=fresh_code(code_key(session), kind),
        kind=kind,
        member_id=member_id,
        registration_id=registration_id,
        revoked_at=datetime.now(UTC),
    )
    session.add(made)
    session.flush()
    return made.code


def open_code(session: Session, code: str) -> Member:
    """Let a waiting code open doors, and no other of its registration or card; return whose it is."""
    kept = session.scalars(select(BadgeCode).where(BadgeCode.code == code)).one_or_none()
    if kept is None:
        raise UserError(_("Whose badge this is was taken off meanwhile. Print it again."))
    same_thing = (
        BadgeCode.registration_id == kept.registration_id
        if kept.kind is CodeKind.REGISTRATION
        else BadgeCode.member_id == kept.member_id
    )
    for other in session.scalars(
        select(BadgeCode).where(
            same_thing, BadgeCode.kind == kept.kind, BadgeCode.revoked_at.is_(None)
        )
    ):
        other.revoked_at = datetime.now(UTC)
    kept.revoked_at = None
    session.flush()
    return session.get_one(Member, kept.member_id)
