"""Whom a code on the sign-in sheet means, when its rows are scanned after the evening."""

from __future__ import annotations

from dataclasses import dataclass

from organizer.domain.kinds import Verdict
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.at_door.door import scan_of
from organizer.services.at_door.door_answer import Scan
from organizer.services.at_door.door_guests import find_door
from organizer.services.at_door.door_words import door_message


@dataclass(frozen=True, slots=True)
class Meant:
    """Whose code was scanned, or why it is nobody's here."""

    member_uid: str = ""
    name: str = ""
    problem: str = ""
    """A sentence where the code means nobody; else empty."""


def whom_it_means(db: Database, event_uid: str, typed: str) -> Meant:
    """Return the member whose code was scanned from a sheet; nothing is written.

    An older code means the same person: the sheet was printed before the badge was made anew.
    """
    with db.reading() as session:
        door = find_door(session, event_uid)
        scan = scan_of(session, door, typed, "", door.starts_at)
        verdict = _refusal(scan)
        if verdict is Verdict.UNKNOWN_HERE:
            return Meant(
                problem=_(
                    "This code is genuine, but not known in this file. Tick the name by hand."
                )
            )
        if verdict is not None or scan.guest is None:
            refused = verdict or Verdict.NOT_OURS
            said = door_message(session, door, refused, scan.guest, scan.badge, None)
            return Meant(problem=said)
        return Meant(scan.guest.uid, scan.guest.name)


def _refusal(scan: Scan) -> Verdict | None:
    if not scan.is_ours:
        return Verdict.NOT_OURS
    if not scan.is_genuine:
        return Verdict.FORGED
    if scan.badge is None:
        return Verdict.UNKNOWN_HERE
    return None if scan.badge.opens(scan.door) else Verdict.OTHER_EVENT
