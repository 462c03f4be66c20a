"""The PIN that leaves the check-in desk: kept as a salted hash, and slow to guess.

It keeps whoever stands at the desk from wandering about in the community. It is no lock on the
file: whoever may type commands on this computer takes it away.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy import select

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.models.tables import Community
from organizer.services.communities import only_community

FEWEST_DIGITS, MOST_DIGITS = 4, 12
_SALT_BYTES = 16
_COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}
"""About 50 ms and 16 MB a try."""


def pin_problem(pin: str) -> str:
    """Return what is wrong with a new PIN, or ""."""
    if pin.isascii() and pin.isdigit() and FEWEST_DIGITS <= len(pin) <= MOST_DIGITS:
        return ""
    return _("A PIN has {fewest} to {most} digits.").format(fewest=FEWEST_DIGITS, most=MOST_DIGITS)


def set_pin(db: Database, pin: str) -> None:
    """Ask for this PIN from now on when somebody leaves the desk; empty asks for none."""
    kept = ""
    if pin:
        if problem := pin_problem(pin):
            raise UserError(problem)
        salt = secrets.token_bytes(_SALT_BYTES)
        kept = f"{salt.hex()}:{_hash(pin, salt).hex()}"
    words = _("A PIN for the desk was set") if pin else _("The PIN of the desk was taken away")
    with db.writing(words) as session:
        only_community(session).desk_pin = kept


def has_pin(db: Database) -> bool:
    """Whether leaving the desk takes a PIN."""
    return bool(_kept(db))


def is_pin(db: Database, typed: str) -> bool:
    """Whether this is the PIN; anything is, where none was set."""
    kept = _kept(db)
    if not kept:
        return True
    salt, _colon, hashed = kept.partition(":")
    return hmac.compare_digest(_hash(typed, bytes.fromhex(salt)), bytes.fromhex(hashed))


def _kept(db: Database) -> str:
    with db.reading() as session:
        return session.scalars(select(Community.desk_pin)).one()


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode("utf-8", "replace"), salt=salt, **_COST)
