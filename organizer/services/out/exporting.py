"""What goes out on paper and in files: gathered in one snapshot, drawn by the exporters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.door import visit_in_words
from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.records import (
    BadgeRecord,
    GuestRow,
    SignInRow,
    SignInSheet,
)
from organizer.domain.times import day_in_words, span_in_words
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.models.tables import Event, Question, Registration, Venue
from organizer.services.answers.guest_rows import guest_rows
from organizer.services.communities import community_record
from organizer.services.files import Step, no_step, write_file
from organizer.services.finding import find_dates, find_event, find_member
from organizer.services.insights import recap_record
from organizer.services.people.segments import uids_in_segment
from organizer.services.plans.questions import questions_of, said_at_once
from organizer.services.plans.series_objects import calendar_entries

DEFAULT_ACCENT = "#2F6F5E"


@dataclass(frozen=True, slots=True)
class Printed:
    """What was drawn into a PDF."""

    count: int
    pages: int
    missing: tuple[str, ...]
    """Names with letters that no font on this machine can show."""
    stock: str = ""
    """Name of the label stock, for badges."""


def badge_records(
    db: Database, event_uid: str, *, only: Sequence[str] = (), segment: str = ""
) -> list[BadgeRecord]:
    """Return the badges of everyone going, or of some on the list, by sorting name.

    A segment, by name or uid, means those going who are in it.
    """
    with db.reading() as session:
        event = find_event(session, event_uid)
        guests = guest_rows(session, event)
        if only:
            chosen = {find_member(session, text).id for text in only}
            absent = chosen - {guest.member_id for guest in guests}
            if absent:
                raise UserError(
                    _("Not everyone named is on the list of “{title}”.").format(title=event.title)
                )
            guests = [guest for guest in guests if guest.member_id in chosen]
        else:
            guests = [guest for guest in guests if guest.status is RegistrationStatus.GOING]
            if segment:
                inside = uids_in_segment(session, segment)
                guests = [guest for guest in guests if guest.member_uid in inside]
        community = community_record(session).name
        booked = _booked_workshops(session, event)
        asked = {one.uid: one for one in questions_of(session, event.id) if one.on_badge}
        when = f"{day_in_words(event.starts)}, {span_in_words(event.starts, event.ends)}"
        return [
            BadgeRecord(
                name=guest.name,
                code=guest.code,
                community=community,
                event_title=event.title,
                event_when=when,
                workshops=tuple(booked.get(guest.member_id, ())),
                note=visit_in_words(1, None) if guest.attended_before == 0 else "",
                answers=(*_paid_mark(event, guest), *_answers_on_badge(guest, asked)),
            )
            for guest in guests
        ]


def _paid_mark(event: Event, guest: GuestRow) -> tuple[str, ...]:
    """Return what a badge says of the payment, if it is to say anything."""
    if not event.price or not event.paid_on_badge:
        return ()
    return (_("Paid") if guest.is_paid else _("To pay: {price}").format(price=event.price),)


def _answers_on_badge(guest: GuestRow, asked: Mapping[str, Question]) -> tuple[str, ...]:
    said = (
        said_at_once(asked[uid].wording, asked[uid].kind, value)
        for uid, value in guest.answers
        if uid in asked
    )
    return tuple(filter(None, said))


def _booked_workshops(session: Session, event: Event) -> dict[int, list[str]]:
    booked: dict[int, list[str]] = defaultdict(list)
    for member_id, title in session.execute(
        select(Registration.member_id, Event.title)
        .join(Event, Event.id == Registration.event_id)
        .where(Event.part_of_id == event.id, Registration.status == RegistrationStatus.GOING)
        .order_by(Event.starts_at, Event.id)
    ):
        booked[member_id].append(title)
    return booked


def label_stocks() -> list[tuple[str, str]]:
    """Return name and title of every label stock, in the order to choose from."""
    from organizer.export.label_stock import STOCKS  # exporters load when first needed

    return [(stock.name, stock.title) for stock in STOCKS.values()]


def write_badges(
    db: Database,
    event_uid: str,
    path: Path,
    *,
    stock: str = "",
    skip: int = 0,
    only: Sequence[str] = (),
    segment: str = "",
    force: bool = False,
    now: datetime | None = None,
    step: Step = no_step,
) -> Printed:
    """Write the badges of an event as a PDF on label stock; printing never issues a code."""
    from organizer.export.badges import badges_pdf  # exporters load when first needed
    from organizer.export.label_stock import DEFAULT_STOCK, stock_named
    from organizer.export.typesetting import Typesetter

    label_stock = stock_named(stock) if stock else DEFAULT_STOCK
    records = badge_records(db, event_uid, only=only, segment=segment)
    if not records and segment:
        raise UserError(_("Nobody of this segment is going, so there are no badges to print."))
    if not records:
        raise UserError(_("Nobody is going yet, so there are no badges to print."))
    with db.reading() as session:
        accent = community_record(session).accent or DEFAULT_ACCENT
    pdf = badges_pdf(
        records,
        label_stock,
        Typesetter(),
        skip=skip,
        accent=accent,
        on_progress=step,
        now=now or datetime.now(UTC),
    )
    write_file(path, pdf.data, force=force)
    return Printed(len(records), pdf.pages, pdf.missing, label_stock.name)


def sign_in_sheet(db: Database, event_uid: str) -> SignInSheet:
    """Return all whom the door would welcome, going or not decided yet, and apart who waits."""
    with db.reading() as session:
        event = find_event(session, event_uid)
        guests = guest_rows(session, event)
        booked = _booked_workshops(session, event)
        venue = session.get(Venue, event.venue_id) if event.venue_id else None

        def rows(*statuses: RegistrationStatus) -> tuple[SignInRow, ...]:
            return tuple(
                _sign_in_row(guest, booked) for guest in guests if guest.status in statuses
            )

        return SignInSheet(
            community=community_record(session).name,
            title=event.title,
            starts=event.starts,
            ends=event.ends,
            timezone=event.timezone,
            venue=venue.name if venue else "",
            going=rows(RegistrationStatus.GOING),
            waitlisted=rows(RegistrationStatus.WAITLISTED),
            invited=rows(RegistrationStatus.INVITED, RegistrationStatus.MAYBE),
        )


def _sign_in_row(guest: GuestRow, booked: Mapping[int, Sequence[str]]) -> SignInRow:
    return SignInRow(
        name=guest.name,
        sorting_name=guest.sorting_name,
        code=guest.code,
        plus=guest.plus,
        workshops=tuple(booked.get(guest.member_id, ())),
    )


def write_sign_in_sheet(
    db: Database,
    event_uid: str,
    path: Path,
    *,
    paper: str = "a4",
    with_invited: bool = True,
    force: bool = False,
    now: datetime | None = None,
    step: Step = no_step,
) -> Printed:
    """Write the sign-in sheet of an event as a PDF on "a4" or "letter"; it bears the badges' codes.

    Without `with_invited` it leaves out who has not said yes or no. Where nobody is expected, it
    is lines to write on.
    """
    from organizer.export.signin import sign_in_pdf  # exporters load when first needed
    from organizer.export.typesetting import Typesetter

    sheet = sign_in_sheet(db, event_uid)
    if not with_invited:
        sheet = replace(sheet, invited=())
    with db.reading() as session:
        accent = community_record(session).accent or DEFAULT_ACCENT
    pdf = sign_in_pdf(
        sheet,
        Typesetter(),
        paper=paper,
        accent=accent,
        on_progress=step,
        now=now or datetime.now(UTC),
    )
    write_file(path, pdf.data, force=force)
    return Printed(pdf.rows, pdf.pages, pdf.missing)


def write_recap(
    db: Database,
    event_uid: str,
    path: Path,
    *,
    audience: Literal["team", "partners"] = "team",
    force: bool = False,
    now: datetime | None = None,
) -> Printed:
    """Write how an event went as a PDF; for partners without names."""
    from organizer.export.recap import recap_pdf  # exporters load when first needed
    from organizer.export.typesetting import Typesetter

    with db.reading() as session:
        record = recap_record(session, find_event(session, event_uid), now)
        accent = community_record(session).accent or DEFAULT_ACCENT
    pdf = recap_pdf(
        record, Typesetter(), audience=audience, accent=accent, now=now or datetime.now(UTC)
    )
    write_file(path, pdf.data, force=force)
    return Printed(record.attended, pdf.pages, pdf.missing)


def write_calendar(
    db: Database,
    path: Path,
    event_uids: Sequence[str] = (),
    *,
    force: bool = False,
    now: datetime | None = None,
) -> int:
    """Write a calendar of some or all events, without anybody's address; return how many.

    A series means all its dates to come, as one object with its rule.
    """
    from organizer.export.calendars import calendar_ics  # exporters load when first needed

    with db.reading() as session:
        name = community_record(session).name
        dates = _dates(session, event_uids, now)
        entries = calendar_entries(session, dates)
    write_file(path, calendar_ics(entries, name, now or datetime.now(UTC)), force=force)
    return len(dates)


def _dates(session: Session, texts: Sequence[str], now: datetime | None) -> Sequence[Event]:
    """Return the events that are meant, all if nothing is said, by start."""
    by_start = select(Event).order_by(Event.starts_at, Event.id)
    if texts:
        chosen = {one.id for text in texts for one in find_dates(session, text, now)}
        by_start = by_start.where(Event.id.in_(chosen))
    return session.scalars(by_start).all()


def missing_letters(printed: Printed) -> str:
    """Return one sentence about names that could not be shown in full, or ""."""
    if not printed.missing:
        return ""
    names = ", ".join(shown(name) for name in printed.missing[:5])
    return ngettext(
        "This machine has no font for the letters of {names}. Install the Noto fonts.",
        "This machine has no font for the letters of {count} names, such as {names}. "
        "Install the Noto fonts.",
        len(printed.missing),
    ).format(count=len(printed.missing), names=names)
