"""Rules about events, said in words: "came to “Loom night”", "has not paid for the next event"."""

from __future__ import annotations

from collections.abc import Mapping

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.segments import NEXT, TITLED, Ask, AtEvent, Rule
from organizer.domain.words import _


def event_words(rule: Rule, names: Mapping[str, str]) -> str:
    """Return what a rule asks of an event; `names` gives titles by uid."""
    if rule.value in list(AtEvent):
        said, not_said = _beside()[AtEvent(rule.value)]
    else:
        said, not_said = _answers()[RegistrationStatus(rule.value)]
    return (not_said if rule.ask is Ask.IS_NOT else said).format(event=_event(rule.about, names))


def _event(about: str, names: Mapping[str, str]) -> str:
    if about == NEXT:
        return _("the next event")
    if about.startswith(TITLED):
        words = shown(about.removeprefix(TITLED))
        return _("any event with “{words}” in its title").format(words=words)
    if about:
        title = shown(names.get(about, _("one that is gone")))
        return _("“{title}”").format(title=title)
    return _("any event")


def _answers() -> dict[RegistrationStatus, tuple[str, str]]:
    return {
        RegistrationStatus.INVITED: (_("invited to {event}"), _("not invited to {event}")),
        RegistrationStatus.GOING: (_("said yes to {event}"), _("did not say yes to {event}")),
        RegistrationStatus.MAYBE: (_("said maybe to {event}"), _("did not say maybe to {event}")),
        RegistrationStatus.WAITLISTED: (
            _("on the waitlist of {event}"),
            _("not on the waitlist of {event}"),
        ),
        RegistrationStatus.DECLINED: (_("said no to {event}"), _("did not say no to {event}")),
        RegistrationStatus.CANCELLED: (
            _("taken off the list of {event}"),
            _("not taken off the list of {event}"),
        ),
    }


def _beside() -> dict[AtEvent, tuple[str, str]]:
    return {
        AtEvent.LISTED: (_("on the list of {event}"), _("not on the list of {event}")),
        AtEvent.CAME: (_("came to {event}"), _("did not come to {event}")),
        AtEvent.NO_SHOW: (
            _("said yes to {event} and did not come"),
            _("did not miss {event} after a yes"),
        ),
        AtEvent.PAID: (_("paid for {event}"), _("not marked as paid for {event}")),
        AtEvent.UNPAID: (_("has not paid for {event} yet"), _("owes nothing for {event}")),
    }
