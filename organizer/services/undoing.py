"""Taking steps back and doing them again, one after the other, whoever wrote them to the file."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from organizer.models.database import Database
from organizer.models.tables import Event, Registration, SentInvitation, Series, Step


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

    A calendar passes over what has a lower SEQUENCE than it has seen. Where all that was told of a
    series is taken back, its rule is told anew too.
    """
    told = (
        select(func.max(SentInvitation.sequence))
        .join(Registration, Registration.id == SentInvitation.registration_id)
        .where(Registration.event_id == Event.id)
        .scalar_subquery()
    )
    for series_id, highest in session.execute(
        select(Event.series_id, func.max(told))
        .where(Event.series_id.is_not(None))
        .group_by(Event.series_id)
        .having(func.max(told) > 0, func.max(Event.sequence - told) < 0)
    ).all():
        for table, of_series in ((Series, Series.id), (Event, Event.series_id)):
            session.execute(
                update(table)
                .where(of_series == series_id)
                .values(sequence=highest + 1)
                .execution_options(synchronize_session=False)
            )
    session.execute(
        update(Event)
        .where(Event.sequence < told)
        .values(sequence=told + 1)
        .execution_options(synchronize_session=False)
    )
