"""Drafts: what a form edits. `problems()` is asked as one types, and again before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from organizer.domain.errors import UserError
from organizer.domain.fields import problem
from organizer.domain.kinds import Consent, EventKind, FieldKind, WaitlistOrder
from organizer.domain.names import clean_name, fold
from organizer.domain.records import FieldRecord
from organizer.domain.times import gap_words, instant, year_problem, zone
from organizer.domain.words import _

_PART = r"[^\s\x00-\x1f\x7f@<>,;:\"()\[\]\\]+"
_ADDRESS = re.compile(rf"{_PART}@{_PART}(?<!\.)")
_REST_OF_LINK = r"(:\d+)?([/?#]\S*)?"
_LINK = re.compile(rf"https?://[^\s/:?#@]+{_REST_OF_LINK}", re.IGNORECASE)
_BARE_LINK = re.compile(rf"[^\s/:?#@]+\.[^\s/:?#@.]{{2,}}{_REST_OF_LINK}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LONGEST_NAME = 400
LONGEST_ADDRESS = 254
MOST_SEATS = 1_000_000
_TIMES = {"timezone", "starts", "ends"}
UNSAID = date.min
"""A day that a draft says nothing about, so that None can say that there is none."""


def is_address(text: str) -> bool:
    """Whether this can be an e-mail address; only sending a mail would prove it."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def clean_link(text: str) -> str:
    """Return a link as it is kept: "example.org/x" is meant as https://example.org/x."""
    link = text.strip()
    return f"https://{link}" if _BARE_LINK.fullmatch(link) else link


def is_link(text: str) -> bool:
    """Whether this leads to a page; anything but http and https could do something else."""
    return text.isprintable() and _LINK.fullmatch(clean_link(text)) is not None


def _zone_problem(name: str) -> str | None:
    try:
        zone(name)
    except UserError as error:
        return str(error)
    return None


def _place_problem(name: str) -> str:
    return _("This name of a place has {count} letters; {most} is the most.").format(
        count=len(name), most=LONGEST_NAME
    )


def raise_problems(problems: dict[str, str]) -> None:
    """Raise the first problem as a UserError, if there is one."""
    for sentence in problems.values():
        raise UserError(sentence)


@dataclass(slots=True)
class CommunityDraft:
    """What makes a community: three things at first start, the rest whenever one likes."""

    name: str = ""
    timezone: str = ""
    purpose: str = ""
    organizer_name: str = ""
    organizer_email: str = ""
    accent: str = ""

    def problems(self) -> dict[str, str]:
        """Return a sentence for each field that cannot stay as it is."""
        found: dict[str, str] = {}
        if not clean_name(self.name):
            found["name"] = _("A community needs a name.")
        if sentence := _zone_problem(self.timezone):
            found["timezone"] = sentence
        if self.organizer_email and not is_address(self.organizer_email.strip()):
            found["organizer_email"] = _("“{text}” is not an e-mail address.").format(
                text=self.organizer_email[:80]
            )
        if self.accent and not _COLOUR.fullmatch(self.accent):
            found["accent"] = _("“{text}” is not a colour like #2F6F5E.").format(
                text=self.accent[:20]
            )
        return found


@dataclass(slots=True)
class MemberDraft:
    """What one writes down about a member; only the name is needed."""

    name: str = ""
    greeting: str = ""
    emails: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: str = ""
    host_note: str = ""
    do_not_write: bool = False
    pronouns: str = ""
    phone: str = ""
    language: str = ""
    photo_consent: Consent = Consent.UNKNOWN
    found_us: str = ""
    brought_by: str = ""
    """uid of the member who brought them; empty for nobody."""
    circles: tuple[str, ...] = ()
    """Names; one that is new makes a circle."""
    values: dict[str, str] = field(default_factory=dict)
    """What each field of the community's own says, by the field's uid."""
    joined_on: date | None = UNSAID
    """Since when they are a member; `UNSAID` leaves it as it is, which is today for a new one."""

    def problems(self, fields: Sequence[FieldRecord] = ()) -> dict[str, str]:
        """Return a sentence for each field that cannot stay as it is.

        `fields` are those of the community's own; a problem in one is told under its uid.
        """
        found: dict[str, str] = {}
        if not clean_name(self.name):
            found["name"] = _("A member needs a name; one letter is enough.")
        elif len(self.name) > LONGEST_NAME:
            found["name"] = _("This name has {count} letters; {most} is the most.").format(
                count=len(self.name), most=LONGEST_NAME
            )
        for address in self.emails:
            if not is_address(address.strip()):
                found["emails"] = _("“{text}” is not an e-mail address.").format(text=address[:80])
        for one in fields:
            if sentence := problem(one.kind, one.choices, self.values.get(one.uid, "")):
                found[one.uid] = sentence
        return found


@dataclass(slots=True)
class QuestionDraft:
    """Something to ask of everyone who comes to one event."""

    wording: str = ""
    kind: FieldKind = FieldKind.TEXT
    choices: tuple[str, ...] = ()
    at_door: bool = False
    on_badge: bool = False
    on_recap: bool = False
    uid: str = ""
    """Empty for a question that is new."""


def questions_problems(questions: Sequence[QuestionDraft]) -> list[str]:
    """Return a sentence for each question that cannot be asked as it stands."""
    found, said = [], set()
    for one in questions:
        wording = clean_name(one.wording)
        if not wording:
            found.append(_("A question needs words."))
        elif fold(wording) in said:
            found.append(_("“{question}” is asked twice.").format(question=wording[:80]))
        elif one.kind is FieldKind.CHOICE and len({fold(text) for text in one.choices}) < 2:
            found.append(
                _("“{question}” needs two or more choices, separated by commas.").format(
                    question=wording[:80]
                )
            )
        said.add(fold(wording))
    return found


@dataclass(slots=True)
class EventDraft:
    """What one plans: times are wall times in `timezone`."""

    kind: EventKind = EventKind.MEETUP
    title: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    timezone: str = ""
    venue: str = ""
    capacity: int | None = None
    part_of: str | None = None
    """uid of the meetup that a workshop belongs to."""
    description: str = ""
    url: str = ""
    answer_by: datetime | None = None
    """Until when an answer is asked for."""
    waitlist_order: WaitlistOrder = WaitlistOrder.ARRIVAL
    level: str = ""
    room: str = ""
    materials: str = ""
    price: str = ""
    """In words; empty where nothing is paid."""
    paid_on_list: bool = True
    """Whether the guest list shows who has paid, where it costs something; so do the next three."""
    paid_at_door: bool = True
    paid_on_badge: bool = False
    paid_on_recap: bool = True
    facilitators: tuple[str, ...] = ()
    """uids of members who lead it."""
    required_tags: tuple[str, ...] = ()
    """Names of tags that who comes should bear; one that is new makes a tag."""
    required_workshops: tuple[str, ...] = ()
    """uids of workshops that who comes should have attended."""
    questions: tuple[QuestionDraft, ...] | None = None
    """What everyone who comes is asked, in order; None leaves the questions as they are."""

    def problems(self) -> dict[str, str]:
        """Return a sentence for each field that cannot stay as it is."""
        found: dict[str, str] = {}
        if not clean_name(self.title):
            found["title"] = _("An event needs a title.")
        elif len(self.title) > LONGEST_NAME:
            found["title"] = _("This title has {count} letters; {most} is the most.").format(
                count=len(self.title), most=LONGEST_NAME
            )
        if len(self.venue) > LONGEST_NAME:
            found["venue"] = _place_problem(self.venue)
        if sentence := _zone_problem(self.timezone):
            found["timezone"] = sentence
        if self.starts is None:
            found["starts"] = _("When does it start?")
        if self.ends is None:
            found["ends"] = _("When does it end?")
        for name, time in (("starts", self.starts), ("ends", self.ends)):
            if time and (sentence := year_problem(time)):
                found[name] = sentence
        if not found.keys() & _TIMES and not self._ends_later():
            gap = gap_words(self.starts, self.timezone) if self.starts else ""
            sentence = _("The end must come after the start.")
            found["ends"] = f"{gap} {sentence}".strip()
        if self.capacity is not None and not 1 <= self.capacity <= MOST_SEATS:
            found["capacity"] = _("A capacity is a number from 1 to {most}, or nothing.").format(
                most=MOST_SEATS
            )
        if self.part_of and self.kind is EventKind.MEETUP:
            found["part_of"] = _("Only a workshop can be part of a meetup.")
        if self.answer_by and self.ends and self.answer_by > self.ends:
            found["answer_by"] = _("Answers are of use only before the end of the event.")
        if self.url.strip() and not is_link(self.url.strip()):
            found["url"] = _(
                "“{text}” is no link to a page. Write it like https://{example}."
            ).format(text=self.url.strip()[:80], example="example.org/evening")
        for sentence in questions_problems(self.questions or ()):
            found.setdefault("questions", sentence)
        return found

    def length(self) -> timedelta | None:
        """Return how long it really takes, also while the clocks change; None for wrong times."""
        if self.starts is None or self.ends is None or self.problems().keys() & _TIMES:
            return None
        return instant(self.ends, self.timezone) - instant(self.starts, self.timezone)

    def _ends_later(self) -> bool:
        """Whether the end comes after the start on the wall, and by the instants too.

        A clock change may skip the hour in between.
        """
        assert self.starts is not None and self.ends is not None
        starts_at, ends_at = (instant(wall, self.timezone) for wall in (self.starts, self.ends))
        return self.starts < self.ends and starts_at < ends_at


@dataclass(slots=True)
class VenueDraft:
    """What one writes down about a place; only the name is needed."""

    name: str = ""
    address: str = ""
    access_notes: str = ""
    capacity: int | None = None
    rooms: tuple[str, ...] = ()

    def problems(self) -> dict[str, str]:
        """Return a sentence for each field that cannot stay as it is."""
        found: dict[str, str] = {}
        if not clean_name(self.name):
            found["name"] = _("A place needs a name.")
        elif len(self.name) > LONGEST_NAME:
            found["name"] = _place_problem(self.name)
        if self.capacity is not None and not 1 <= self.capacity <= MOST_SEATS:
            found["capacity"] = _("A capacity is a number from 1 to {most}, or nothing.").format(
                most=MOST_SEATS
            )
        return found
