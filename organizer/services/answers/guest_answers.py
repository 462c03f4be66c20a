"""What one guest says of themselves for an event: answers and workshop wishes, in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from organizer.domain.errors import UserError
from organizer.domain.names import shown
from organizer.domain.words import _
from organizer.models.database import Database, name_step
from organizer.services.answers.guests import registration_of
from organizer.services.finding import find_event, find_member
from organizer.services.plans.questions import answers_by_registration, write_answers
from organizer.services.plans.workshop_choices import keep_choices


def keep_answers_and_wishes(
    db: Database,
    event_uid: str,
    member_uid: str,
    answers: Mapping[str, str],
    wishes: Sequence[str] | None = None,
) -> None:
    """Keep what a guest answers, by the uid of the question, and the workshops they would like.

    Answers that stay are passed over, so that one given when the question was another one may.
    Without `wishes` these stay as they are.
    """
    with db.writing(_("Answers changed")) as session:
        event, member = find_event(session, event_uid), find_member(session, member_uid)
        registration = registration_of(session, event.id, member.id)
        if registration is None:
            raise UserError(
                _("{name} is not on the list of “{title}” any more.").format(
                    name=shown(member.name), title=event.title
                )
            )
        words = _("What {name} answers at “{title}”")
        name_step(session, words.format(name=shown(member.name), title=event.title))
        before = dict(answers_by_registration(session, event.id).get(registration.id, ()))
        news = {uid: said for uid, said in answers.items() if said != before.get(uid, "")}
        write_answers(session, event, registration.id, news)
        if wishes is not None:
            keep_choices(session, event, member.id, wishes)
