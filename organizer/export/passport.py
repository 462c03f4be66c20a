"""The passport on paper and as JSON: what a file knows of a person, so that they can read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import zip_longest

from reportlab.lib.pagesizes import A4

from organizer.domain.kinds import Consent, DoorAction, RegistrationStatus
from organizer.domain.passports import Passport, PassportCode, PassportEvent
from organizer.domain.times import day_in_words
from organizer.domain.words import _, ngettext
from organizer.export.charts import MUTED
from organizer.export.pdf_outlines import SheetCanvas
from organizer.export.recap_paper import GAP, INNER, MARGIN, RecapPaper
from organizer.export.typesetting import Typesetter

_LABELS = 150.0
"""Width of the column of labels in points."""
_SIZE = 10.0
_MOST_LINES = 400
Facts = Iterable[tuple[str, str]]
"""Label and value; without a value there is nothing to say."""


@dataclass(frozen=True, slots=True)
class PassportPdf:
    """A finished passport; `missing` are the texts with characters that no font here has."""

    data: bytes
    pages: int
    missing: tuple[str, ...]


def passport_json(passport: Passport) -> bytes:
    """Return a passport as JSON; times are ISO 8601, in UTC where they say so."""
    document = asdict(passport)
    for pairs, names in (
        ("fields", ("label", "value")),
        ("other_systems", ("system", "id")),
        ("steps", ("at", "what")),
    ):
        document[pairs] = [dict(zip(names, pair, strict=True)) for pair in document[pairs]]
    for event in document["events"]:
        event["answers"] = [
            {"question": question, "answer": answer} for question, answer in event["answers"]
        ]
    return json.dumps(document, ensure_ascii=False, indent=1, default=_moment).encode()


def _moment(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value))


def passport_pdf(passport: Passport, typesetter: Typesetter) -> PassportPdf:
    """Return a passport as A4 pages, in sentences and labels that need no explanation."""
    sheet = _Sheet(passport, typesetter)
    sheet.opening()
    sheet.section(_("You"), _person(passport))
    sheet.section(_("How we write to you"), _contact(passport))
    sheet.section(_("In the community"), _belonging(passport))
    sheet.section(_("What the hosts wrote down"), _notes(passport))
    sheet.section(_("More fields"), passport.fields)
    sheet.section(_("Before this file began"), _earlier(passport))
    sheet.section(_("In other systems"), passport.other_systems)
    sheet.section(_("Lasting cards"), _codes(passport.cards))
    sheet.events(passport.events)
    sheet.section(
        _("Lately done to your entry"), ((_stamp(at), words) for at, words in passport.steps)
    )
    canvas = SheetCanvas(
        A4, title=passport.name, author=passport.community, now=passport.written_at
    )
    pages = sheet.paper.draw(canvas)
    return PassportPdf(canvas.data(), pages, typesetter.missing(dict.fromkeys(sheet.paper.texts)))


class _Sheet:
    """The parts of a passport, laid out one below the other."""

    def __init__(self, passport: Passport, typesetter: Typesetter) -> None:
        self._passport = passport
        self._typesetter = typesetter
        self.paper = RecapPaper(typesetter, f"{passport.community} · {passport.name}")

    def opening(self) -> None:
        """Say whose passport this is, and what it is for."""
        passport = self._passport
        self.paper.lines(passport.community, INNER, 10, 7, color=MUTED)
        self.paper.y -= 8
        self.paper.lines(passport.name, INNER, 24, 14, weight=650)
        self.paper.y -= 2
        day = day_in_words(passport.written_at)
        purpose = _("Everything that our file knows of you, on {day}.").format(day=day)
        self.paper.lines(purpose, INNER, 12, 9, color=MUTED)
        self.paper.y -= GAP

    def section(self, title: str, facts: Facts) -> None:
        """Put facts under a heading; nothing where there is none."""
        told = [(label, value) for label, value in facts if value]
        if told:
            self.paper.heading(title)
            self._facts(told)
            self.paper.y -= GAP - 8

    def events(self, events: Iterable[PassportEvent]) -> None:
        """Put each event under a small heading of its own."""
        told = list(events)
        if not told:
            return
        words = ngettext("{count} event", "{count} events", len(told)).format(count=len(told))
        self.paper.heading(_("Events"), words)
        for event in told:
            self.paper.room(48)
            self.paper.lines(event.title, INNER, 11, 8, weight=550)
            self.paper.y -= 3
            self._facts((label, value) for label, value in _event(event) if value)
            self.paper.y -= 8
        self.paper.y -= GAP - 8

    def _facts(self, facts: Facts) -> None:
        for label, value in facts:
            for number, paragraph in enumerate(value.splitlines() or [value]):
                self._fact("" if number else label, paragraph)

    def _fact(self, label: str, value: str) -> None:
        fit = self._typesetter.fit
        named = fit(label, _LABELS - 12, _SIZE, 7, 4)
        said = fit(value, INNER - _LABELS, _SIZE, 8, _MOST_LINES)
        for left, right in zip_longest(named.lines if label else (), said.lines, fillvalue=""):
            rooms = [
                self._typesetter.line_room(line, size)
                for line, size in ((left, named.size), (right, said.size))
                if line
            ]
            above, below = (max(each) for each in zip(*rooms, strict=True))
            self.paper.room(above + below)
            y = self.paper.y - above
            if left:
                self.paper.at(MARGIN, y, left, named.size, color=MUTED)
            if right:
                self.paper.at(MARGIN + _LABELS, y, right, said.size)
            self.paper.y -= above + below
        self.paper.y -= 3


def _person(passport: Passport) -> Facts:
    return (
        (_("Name"), passport.name),
        (_("Also known as"), "\n".join(passport.other_names)),
        (_("Greeting"), passport.greeting),
        (_("Pronouns"), passport.pronouns),
        (_("Number in this file"), passport.uid),
        (_("Pictures"), _consent(passport.photo_consent)),
    )


def _contact(passport: Passport) -> Facts:
    return (
        (_("E-mail addresses"), "\n".join(passport.emails)),
        (_("Phone"), passport.phone),
        (_("Language"), passport.language),
        (_("Writing"), _("Please do not write") if passport.do_not_write else ""),
    )


def _belonging(passport: Passport) -> Facts:
    apart = passport.told_apart_from
    told_apart = ngettext(
        "Marked as not the same person as {count} other member",
        "Marked as not the same person as {count} other members",
        apart,
    ).format(count=apart)
    return (
        (_("Member since"), _day(passport.joined_on)),
        (_("In this file since"), _stamp(passport.added_at)),
        (_("How you found us"), passport.found_us),
        (_("Brought by"), passport.brought_by),
        (_("Tags"), ", ".join(passport.tags)),
        (_("Circles"), ", ".join(passport.circles)),
        (_("Host of"), ", ".join(passport.hosts)),
        (_("Told apart"), told_apart if apart else ""),
    )


def _notes(passport: Passport) -> Facts:
    return ((_("Notes"), passport.notes), (_("Note for the hosts"), passport.host_note))


def _earlier(passport: Passport) -> Facts:
    return (
        (_("Came"), _times(passport.earlier_attended)),
        (_("Last"), _day(passport.earlier_last_on)),
        (_("Said yes"), _times(passport.earlier_yes)),
        (_("Did not come"), _times(passport.earlier_no_shows)),
    )


def _event(event: PassportEvent) -> Facts:
    yield _("When"), f"{day_in_words(event.starts)}, {event.starts:%H:%M} ({event.timezone})"
    yield _("Where"), event.venue
    yield _("Event"), _("It was cancelled") if event.cancelled else ""
    yield _("On the list"), ", ".join(_listing(event))
    yield _("Listed"), _stamp(event.listed_at)
    yield _("Waiting since"), _stamp(event.waiting_since_at)
    yield _("Arrived"), f"{event.arrived:%H:%M}" if event.arrived else ""
    yield _("Left"), f"{event.left:%H:%M}" if event.left else ""
    yield _("Role"), _("You led it") if event.led else ""
    yield _("Choice"), str(event.choice or "")
    yield from event.answers
    yield _("Invitation sent"), _stamp(event.calendar_sent_at)
    yield from _codes(event.codes)
    for entry in event.door:
        parts = (_actions()[entry.action], entry.verdict, entry.station, entry.note)
        yield (
            _("At the door, {time}").format(time=f"{entry.at:%H:%M:%S}"),
            ", ".join(filter(None, map(str, parts))),
        )


def _listing(event: PassportEvent) -> Iterator[str]:
    if event.status is not None:
        yield _statuses()[event.status]
    if event.plus:
        guests = ngettext("with {count} guest", "with {count} guests", event.plus)
        yield guests.format(count=event.plus)
    if event.walk_in:
        yield _("without an answer before")
    if event.paid:
        yield _("paid")


def _codes(codes: Iterable[PassportCode]) -> Facts:
    for code in codes:
        issued = _("issued {when}").format(when=_stamp(code.issued_at))
        revoked = (
            _("revoked {when}").format(when=_stamp(code.revoked_at)) if code.revoked_at else ""
        )
        yield _("Badge code"), "\n".join(filter(None, (code.code, issued, revoked)))


def _consent(consent: Consent) -> str:
    return {
        Consent.UNKNOWN: "",
        Consent.YES: _("May be in pictures"),
        Consent.NO: _("Not in pictures"),
    }[consent]


def _statuses() -> dict[RegistrationStatus, str]:
    return {
        RegistrationStatus.INVITED: _("Invited"),
        RegistrationStatus.GOING: _("Going"),
        RegistrationStatus.MAYBE: _("Maybe"),
        RegistrationStatus.WAITLISTED: _("On the waitlist"),
        RegistrationStatus.DECLINED: _("Declined"),
        RegistrationStatus.CANCELLED: _("Taken off the list"),
    }


def _actions() -> dict[DoorAction, str]:
    return {
        DoorAction.ARRIVED: _("arrived"),
        DoorAction.LEFT: _("left"),
        DoorAction.UNDONE: _("taken back"),
        DoorAction.REFUSED: _("not let in"),
    }


def _times(count: int) -> str:
    return ngettext("{count} time", "{count} times", count).format(count=count) if count else ""


def _day(day: date | None) -> str:
    return day_in_words(datetime(day.year, day.month, day.day)) if day else ""


def _stamp(moment: datetime | None) -> str:
    return f"{day_in_words(moment)}, {moment:%H:%M} UTC" if moment else ""
