"""How paper will look before it is printed: the first sheet as a picture, and a name for the file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from organizer.domain.records import EventRow
from organizer.domain.times import write_time
from organizer.models.database import Database
from organizer.services.communities import describe
from organizer.services.out.exporting import DEFAULT_ACCENT, badge_records


@dataclass(frozen=True, slots=True)
class BadgePreview:
    """The first sheet of badges, and how much paper all of them take."""

    png: bytes
    """Empty where nobody is going."""
    badges: int
    sheets: int
    labels_a_sheet: int


def preview_badges(
    db: Database,
    event_uid: str,
    *,
    stock: str,
    skip: int = 0,
    only: Sequence[str] = (),
    segment: str = "",
    width: int = 400,
) -> BadgePreview:
    """Return the first sheet as a PNG of `width` pixels; `skip` labels of it are used already.

    `only` are uids of members; else everyone going has a badge, or those of them in a segment.
    """
    import pypdfium2  # drawing loads when first needed

    from organizer.export.badges import badges_pdf
    from organizer.export.label_stock import stock_named
    from organizer.export.typesetting import Typesetter

    label_stock = stock_named(stock)
    records = badge_records(db, event_uid, only=only, segment=segment)
    a_sheet = label_stock.labels_a_sheet
    sheets = -(-(len(records) + skip) // a_sheet) if records else 0
    if not records:
        return BadgePreview(b"", 0, 0, a_sheet)
    pdf = badges_pdf(
        records[: a_sheet - skip],
        label_stock,
        Typesetter(),
        skip=skip,
        accent=describe(db).accent or DEFAULT_ACCENT,
        now=datetime.now(UTC),
    )
    document = pypdfium2.PdfDocument(pdf.data)
    try:
        page = document[0]
        picture = page.render(scale=width / page.get_width()).to_pil()
    finally:
        document.close()
    png = io.BytesIO()
    picture.save(png, "PNG")
    return BadgePreview(png.getvalue(), len(records), sheets, a_sheet)


def suggested_name(what: str, event: EventRow, ending: str = "") -> str:
    """Return a file name such as "Badges Loom night 2026-11-24.pdf", good on every system."""
    from organizer.export.file_names import safe_file_name  # exporters load when first needed

    day = write_time(event.starts)[:10]
    return f"{safe_file_name(f'{what} {event.title}')} {day}{ending}"
