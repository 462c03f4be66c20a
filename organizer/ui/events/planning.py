"""Keeps a plan, and finds out what came of it for the people on the list."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from organizer.domain.drafts import EventDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus, Scope
from organizer.domain.names import shown
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.services.answers import guests
from organizer.services.out import inviting
from organizer.services.plans import duplicating, events, series
from organizer.services.plans.beside import Beside
from organizer.ui.events.answers import moved_up
from organizer.ui.events.repeating import Repeat


@dataclass(frozen=True, slots=True)
class Planned:
    """What keeping a plan came to."""

    uid: str
    title: str
    is_new: bool = False
    untold: int = 0
    """People on the list who have not been told the latest."""
    untold_of_workshops: int = 0
    """Invitations that are due to workshops which moved along."""
    promoted: tuple[str, ...] = ()
    """Names of those who moved up because there are more seats now."""
    dates: int = 1
    """How many dates were planned at once."""
    is_on_one_of_several: bool = False
    """A workshop that was planned on one date of a meetup that repeats."""
    beside: Beside = field(default_factory=Beside)
    """What the change did to other things than the plan."""


@dataclass(frozen=True, slots=True)
class NextPlan:
    """What the form offers for the next event like one there is."""

    like: str
    """uid of the event whose workshops come along."""
    draft: EventDraft
    workshops: tuple[str, ...]
    """Their titles."""


def plan_like(db: Database, draft: EventDraft, like: str) -> Planned:
    """Plan an event with the workshops of the one of the uid `like`."""
    return Planned(duplicating.plan_next(db, like, draft), draft.title, is_new=True)


def keep_plan(
    db: Database,
    draft: EventDraft,
    uid: str = "",
    *,
    repeat: Repeat | None = None,
    scope: Scope = Scope.THIS,
    now: datetime | None = None,
) -> Planned:
    """Plan an event, or change the one of this uid, for those of its dates that are meant."""
    rule, skipped = (repeat.rule, repeat.skipped) if repeat is not None else (None, None)
    if not uid and rule is not None:
        made = series.add_series(db, draft, rule, skipped=skipped or (), now=now)
        return Planned(made.uids[0], draft.title, is_new=True, dates=len(made.uids))
    if not uid:
        repeats = bool(draft.part_of and events.get_event(db, draft.part_of).series)
        added = events.add_event(db, draft)
        return Planned(added, draft.title, is_new=True, is_on_one_of_several=repeats)
    waiting = _waiting(db, uid)
    was, beside = events.get_event(db, uid), Beside()
    if was.series is None and rule is not None:
        series.repeat_event(db, uid, draft, rule, skipped=skipped or (), now=now, beside=beside)
    elif was.series is None:
        events.change_event(db, uid, draft, beside=beside)
    else:
        series.change_dates(
            db, uid, draft, scope, rule=rule, skipped=skipped, now=now, beside=beside
        )
    try:
        still_waiting = _waiting(db, uid)
    except UserError:  # nobody knew of this date, and the new rule has no place for it
        return Planned(uid, draft.title, beside=beside)
    is_one = scope is Scope.THIS and rule is None
    return Planned(
        uid,
        draft.title,
        untold=_untold(db, uid, is_one=is_one, now=now),
        untold_of_workshops=sum(inviting.count_due(db, one, now=now) for one in beside.moved),
        promoted=tuple(name for member, name in waiting.items() if member not in still_waiting),
        beside=beside,
    )


def _untold(db: Database, uid: str, *, is_one: bool, now: datetime | None) -> int:
    """How many have not been told the latest, of the date or of all dates to come of its series."""
    row = events.get_event(db, uid)
    if is_one or row.series is None:
        return inviting.count_due(db, uid, now=now)
    try:
        return inviting.count_due(db, row.series, now=now)
    except UserError:  # nothing of it is to come, so there is nothing to tell
        return 0


def _waiting(db: Database, uid: str) -> dict[str, str]:
    return {
        guest.member_uid: guest.name
        for guest in guests.list_guests(db, uid)
        if guest.status is RegistrationStatus.WAITLISTED
    }


def said_of(planned: Planned) -> str:
    """Return the sentences that tell what keeping a plan came to."""
    title = shown(planned.title)
    if planned.is_new and planned.dates > 1:
        return _("“{title}” is planned on {count} dates.").format(title=title, count=planned.dates)
    if planned.is_on_one_of_several:
        words = _("“{title}” is planned on this date. “Same workshops on later dates” is in More.")
        return words.format(title=title)
    if planned.is_new:
        return _("“{title}” is planned.").format(title=title)
    sentences = [_changed_words(title, len(planned.beside.moved))]
    sentences += planned.beside.cancelled_words()
    if planned.promoted:
        sentences.append(moved_up(planned.promoted))
    if planned.untold:
        sentences.append(untold_words(planned.untold))
    if planned.untold_of_workshops:
        sentences.append(
            ngettext(
                "{count} invitation to a workshop is due as well.",
                "{count} invitations to workshops are due as well.",
                planned.untold_of_workshops,
            ).format(count=planned.untold_of_workshops)
        )
    return " ".join(sentences)


def _changed_words(title: str, workshops: int) -> str:
    if not workshops:
        return _("“{title}” is changed.").format(title=title)
    return ngettext(
        "“{title}” and its workshop are moved.",
        "“{title}” and its {count} workshops are moved.",
        workshops,
    ).format(title=title, count=workshops)


def untold_words(count: int) -> str:
    """Return the sentence about who has not been told the latest."""
    return ngettext(
        "{count} person has not been told; write the invitations.",
        "{count} people have not been told; write the invitations.",
        count,
    ).format(count=count)
