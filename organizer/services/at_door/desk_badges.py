"""One badge for the label printer at the desk, with the code it has or a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from organizer.models.database import Database
from organizer.services.answers.guests import renew_code
from organizer.services.out.exporting import missing_letters, write_badges

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
    new_code: bool = False,
    now: datetime | None = None,
) -> OneBadge:
    """Return the badge of somebody on the list, as a page of label stock.

    With `new_code` the badge they had stops working. Raises UserError for who is not on the list.
    """
    from organizer.export.label_stock import stock_named  # exporters load when first needed

    label = stock_named(stock or DEFAULT_LABEL)
    if new_code:
        renew_code(db, event_uid, member_uid)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "badge.pdf"
        printed = write_badges(
            db, event_uid, path, stock=label.name, only=[member_uid], now=now or datetime.now(UTC)
        )
        pdf = path.read_bytes()
    return OneBadge(pdf, label.page_width, label.page_height, missing_letters(printed))


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
