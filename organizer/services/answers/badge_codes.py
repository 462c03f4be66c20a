"""The codes that badges bear: issued within a transaction, and a newer one revokes the older."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from organizer.domain.codes import CodeKey, make_code
from organizer.domain.kinds import CodeKind
from organizer.models.tables import BadgeCode, Registration
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
