"""What members would like: the workshops of a meetup in the order of their wishes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.names import shown
from organizer.domain.words import _
from organizer.models.database import Database, name_step
from organizer.models.tables import Event, WorkshopChoice
from organizer.services.finding import find_event, find_member


def set_choices(db: Database, meetup_uid: str, member_uid: str, workshops: Sequence[str]) -> None:
    """Note which workshops of a meetup a member would like, by uid, the dearest first.

    They take the place of what was noted before; none takes it away.
    """
    with db.writing(_("Wishes changed")) as session:
        meetup, member = find_event(session, meetup_uid), find_member(session, member_uid)
        words = _("The workshop wishes of {name}")
        name_step(session, words.format(name=shown(member.name)))
        keep_choices(session, meetup, member.id, workshops)


def keep_choices(session: Session, meetup: Event, member_id: int, workshops: Sequence[str]) -> None:
    """Note a member's wishes within the caller's transaction; see `set_choices`."""
    parts = {
        uid: event_id
        for event_id, uid in session.execute(
            select(Event.id, Event.uid).where(Event.part_of_id == meetup.id)
        )
    }
    wanted = list(dict.fromkeys(workshops))
    if not parts.keys() >= set(wanted):
        raise UserError(
            _("Only workshops of “{title}” can be wished for.").format(title=meetup.title)
        )
    if choices_by_member(session, meetup.id).get(member_id, ()) == tuple(wanted):
        return
    session.execute(
        delete(WorkshopChoice).where(
            WorkshopChoice.member_id == member_id, WorkshopChoice.event_id.in_(parts.values())
        )
    )
    session.add_all(
        WorkshopChoice(event_id=parts[uid], member_id=member_id, rank=rank)
        for rank, uid in enumerate(wanted, start=1)
    )
    session.flush()


def choices_by_member(session: Session, meetup_id: int) -> dict[int, tuple[str, ...]]:
    """Return by member the uids of the workshops of a meetup that they like, the dearest first."""
    found: dict[int, list[str]] = defaultdict(list)
    for member_id, uid in session.execute(
        select(WorkshopChoice.member_id, Event.uid)
        .join(Event, Event.id == WorkshopChoice.event_id)
        .where(Event.part_of_id == meetup_id)
        .order_by(WorkshopChoice.rank, WorkshopChoice.id)
    ):
        found[member_id].append(uid)
    return {member_id: tuple(uids) for member_id, uids in found.items()}
