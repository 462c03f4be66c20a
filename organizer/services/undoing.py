"""Taking steps back and doing them again, one after the other, whoever wrote them to the file."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from organizer.models.database import Database
from organizer.models.tables import Event, Registration, SentInvitation, Step


@dataclass(frozen=True, slots=True)
class Turns:
    """What can be taken back next and done again next, in words; empty where there is nothing."""

    back: str = ""
    again: str = ""


def take_back(db: Database, step: int | None = None) -> str | None:
    """Undo the last step; return its words, None if there is none.

    Raises a UserError, and changes nothing, if `step` is another one, or if what it was about was
    changed or used since.
    """
    return db.take_back(step, _raise_sequences)


def take_again(db: Database, step: int | None = None) -> str | None:
    """Do the step again that was taken back last; like `take_back`."""
    return db.take_again(step, _raise_sequences)


def turns(db: Database) -> Turns:
    """Return what Undo and Redo would do now."""
    with db.reading() as session:
        back = session.scalar(
            select(Step.words).where(Step.undone_at.is_(None)).order_by(Step.id.desc()).limit(1)
        )
        again = session.scalar(
            select(Step.words)
            .where(Step.undone_at.is_not(None))
            .order_by(Step.undone_at.desc(), Step.id)
            .limit(1)
        )
    return Turns(back or "", again or "")


def newest(session: Session) -> tuple[object, ...]:
    """Return what differs after every step that others made or took back, to notice that they did."""
    return tuple(
        session.execute(
            select(func.max(Step.id), func.count()).where(
                Step.undone_at.is_(None), Step.id != session.info.get("step", 0)
            )
        ).one()
    )


def _raise_sequences(session: Session) -> None:
    """Raise the SEQUENCE where guests were told of what is now taken back.

    A calendar passes over what has a lower SEQUENCE than it has seen.
    """
    told = (
        select(func.max(SentInvitation.sequence))
        .join(Registration, Registration.id == SentInvitation.registration_id)
        .where(Registration.event_id == Event.id)
        .scalar_subquery()
    )
    session.execute(
        update(Event)
        .where(Event.sequence < told)
        .values(sequence=told + 1)
        .execution_options(synchronize_session=False)
    )
