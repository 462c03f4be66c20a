"""One badge for the label printer at the desk, with the code it has or a new one.

A new code opens nothing until it is kept, which is when the printer has taken the badge: where
printing fails, the badge that somebody holds goes on working.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from organizer.domain.kinds import CodeKind
from organizer.domain.names import shown
from organizer.domain.records import BadgeRecord
from organizer.domain.words import _
from organizer.models.database import Database, name_step
from organizer.services.answers.badge_codes import issue_waiting_code, open_code
from organizer.services.answers.guests import find_registration
from organizer.services.communities import community_record
from organizer.services.finding import find_event, find_member
from organizer.services.out.exporting import (
    DEFAULT_ACCENT,
    Printed,
    badge_records,
    missing_letters,
)

DEFAULT_LABEL = "dymo-99012"


@dataclass(frozen=True, slots=True)
class OneBadge:
    """A page with one badge."""

    pdf: bytes
    width_mm: float
    height_mm: float
    warning: str = ""
    """Where a letter of the name could not be shown; else empty."""


def badge_for_printer(
    db: Database,
    event_uid: str,
    member_uid: str,
    *,
    stock: str = "",
    code: str = "",
    now: datetime | None = None,
) -> OneBadge:
    """Return the badge of somebody on the list, as a page of label stock.

    It bears the code they have, or one from `candidate_code`. Raises UserError for who is not on
    the list.
    """
    (record,) = badge_records(db, event_uid, only=[member_uid])
    return draw_badge(db, replace(record, code=code or record.code), stock=stock, now=now)


def draw_badge(
    db: Database, record: BadgeRecord, *, stock: str = "", now: datetime | None = None
) -> OneBadge:
    """Return one badge as a page of label stock, or alone on a sheet of it."""
    from organizer.export.badges import badges_pdf  # exporters load when first needed
    from organizer.export.label_stock import stock_named
    from organizer.export.typesetting import Typesetter

    label = stock_named(stock or DEFAULT_LABEL)
    with db.reading() as session:
        accent = community_record(session).accent or DEFAULT_ACCENT
    moment = now or datetime.now(UTC)
    drawn = badges_pdf([record], label, Typesetter(), accent=accent, now=moment)
    warning = missing_letters(Printed(1, drawn.pages, drawn.missing))
    return OneBadge(drawn.data, label.page_width, label.page_height, warning)


def candidate_code(db: Database, event_uid: str, member_uid: str) -> str:
    """Return a code for a badge to be made anew; it opens nothing until `keep_code`."""
    with db.writing() as session:
        event, member = find_event(session, event_uid), find_member(session, member_uid)
        registration = find_registration(session, event, member)
        return issue_waiting_code(
            session, CodeKind.REGISTRATION, member.id, registration_id=registration.id
        )


def keep_code(db: Database, code: str) -> None:
    """Let a code from `candidate_code` open the door from now on, and those before it no more.

    That is a step which can be taken back: then the badge before works again.
    """
    with db.writing(_("A badge made anew")) as session:
        member = open_code(session, code)
        name_step(session, _("A new badge for {name}").format(name=shown(member.name)))


def badge_picture(badge: OneBadge, dots_per_inch: int) -> tuple[bytes, int, int]:
    """Return the page as grey pixels of a printer's resolution, with width and height.

    One byte a pixel, row after row without gaps, 255 for white.
    """
    import pypdfium2  # drawing loads when first needed

    document = pypdfium2.PdfDocument(badge.pdf)
    try:
        picture = document[0].render(scale=dots_per_inch / 72, grayscale=True).to_pil()
    finally:
        document.close()
    return picture.convert("L").tobytes(), picture.width, picture.height
