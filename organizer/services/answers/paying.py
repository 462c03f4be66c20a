"""Who has paid, where an event costs something; the app takes no money, it only remembers."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update

from organizer.domain.errors import UserError
from organizer.domain.words import _, ngettext
from organizer.models.database import Database, name_step
from organizer.models.tables import Registration
from organizer.services.finding import find_event


def set_paid(
    db: Database, event_uid: str, registration_ids: Sequence[int], *, is_paid: bool
) -> int:
    """Mark people on a list as having paid, or not; return for how many that is new."""
    with db.writing(_("A payment noted")) as session:
        event = find_event(session, event_uid)
        if not event.price:
            raise UserError(
                _("“{title}” costs nothing. Say in its plan what it costs first.").format(
                    title=event.title
                )
            )
        changed = session.execute(
            update(Registration)
            .where(
                Registration.event_id == event.id,
                Registration.id.in_(registration_ids),
                Registration.is_paid.is_(not is_paid),
            )
            .values(is_paid=is_paid)
        )
        count: int = changed.rowcount  # type: ignore[attr-defined]
        name_step(session, _words(event.title, count, is_paid))
        return count


def _words(title: str, count: int, is_paid: bool) -> str:
    if is_paid:
        words = ngettext(
            "{count} person has paid for “{title}”", "{count} people have paid for “{title}”", count
        )
    else:
        words = ngettext(
            "{count} person has not paid for “{title}”",
            "{count} people have not paid for “{title}”",
            count,
        )
    return words.format(count=count, title=title)
