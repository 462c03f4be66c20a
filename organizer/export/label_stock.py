"""The sheets of labels that badges are printed on, measured as their makers give them."""

from __future__ import annotations

from dataclasses import dataclass

from organizer.domain.errors import UserError
from organizer.domain.words import _

POINTS_PER_MM = 72 / 25.4
_INCH = 25.4
_A4 = (210.0, 297.0)
_LETTER = (8.5 * _INCH, 11 * _INCH)


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A place on a page in points, from the page's lower left corner."""

    x: float
    y: float
    width: float
    height: float
    upside_down: bool = False
    """What is printed here stands on its head."""


@dataclass(frozen=True, slots=True)
class LabelStock:
    """One kind of label sheet. All lengths are millimetres, `first_y` from the page's top edge."""

    name: str
    """The word that the command line and settings use."""
    title: str
    page_width: float
    page_height: float
    label_width: float
    label_height: float
    columns: int = 1
    rows: int = 1
    first_x: float = 0.0
    first_y: float = 0.0
    pitch_x: float = 0.0
    pitch_y: float = 0.0
    folded: bool = False
    """One badge a sheet, on all four quarters."""

    @property
    def labels_a_sheet(self) -> int:
        """How many badges one sheet takes."""
        return self.columns * self.rows

    @property
    def page_size(self) -> tuple[float, float]:
        """Width and height of the page in points."""
        return self.page_width * POINTS_PER_MM, self.page_height * POINTS_PER_MM

    def rectangles(self, position: int) -> tuple[Rectangle, ...]:
        """Return where badge number `position` of a sheet goes, counted in rows from 0.

        A folded sheet shows the same badge in all quarters, those of the upper half on their
        heads: front and back are then upright whichever fold comes first.
        """
        if self.folded:
            across, down = self.label_width, self.label_height
            return (
                self._rectangle(0, down),
                self._rectangle(across, down),
                self._rectangle(0, 0, upside_down=True),
                self._rectangle(across, 0, upside_down=True),
            )
        row, column = divmod(position, self.columns)
        return (
            self._rectangle(
                self.first_x + column * self.pitch_x, self.first_y + row * self.pitch_y
            ),
        )

    def _rectangle(self, left: float, top: float, upside_down: bool = False) -> Rectangle:
        return Rectangle(
            left * POINTS_PER_MM,
            (self.page_height - top - self.label_height) * POINTS_PER_MM,
            self.label_width * POINTS_PER_MM,
            self.label_height * POINTS_PER_MM,
            upside_down,
        )


def _letter(
    name: str,
    title: str,
    label: tuple[float, float],
    grid: tuple[int, int],
    first: tuple[float, float],
    pitch: tuple[float, float],
) -> LabelStock:
    """A US Letter sheet, given in inches as its maker does."""
    width, height, first_x, first_y, pitch_x, pitch_y = (
        length * _INCH for length in (*label, *first, *pitch)
    )
    return LabelStock(
        name, title, *_LETTER, width, height, *grid, first_x, first_y, pitch_x, pitch_y
    )


def _dymo(name: str, title: str, width: float, length: float) -> LabelStock:
    """A roll of single labels, read along their length."""
    return LabelStock(name, title, length, width, length, width)


STOCKS: dict[str, LabelStock] = {
    stock.name: stock
    for stock in (
        _letter(
            "avery-5395", "Avery 5395, name badges, Letter",
            (3.375, 2 + 1 / 3), (2, 4), (0.6875, 0.5833), (3.75, 2.5),
        ),
        LabelStock(
            "avery-l4785", "Avery L4785, name badges, A4",
            *_A4, 80, 50, 2, 5, 18, 13, 95, 55,
        ),
        _letter(
            "avery-5163", "Avery 5163, 4 × 2 in, Letter",
            (4, 2), (2, 5), (0.15625, 0.5), (4.1875, 2),
        ),
        _letter(
            "avery-5164", "Avery 5164, 4 × 3⅓ in, Letter",
            (4, 3 + 1 / 3), (2, 3), (0.15625, 0.5), (4.1875, 3 + 1 / 3),
        ),
        _letter(
            "avery-5160", "Avery 5160, address labels, Letter",
            (2.625, 1), (3, 10), (0.1875, 0.5), (2.75, 1),
        ),
        LabelStock(
            "durable-1445", "DURABLE 1445, inserts, A4",
            *_A4, 90, 54, 2, 5, 15, 12, 90, 54,
        ),
        LabelStock("a6", "A6, four to an A4", *_A4, 105, 148.5, 2, 2, 0, 0, 105, 148.5),
        LabelStock("a4-fold", "A4 folded twice to A6", *_A4, 105, 148.5, folded=True),
        _dymo("dymo-99012", "Dymo 99012, 36 × 89 mm", 36, 89),
        _dymo("dymo-99014", "Dymo 99014, 54 × 101 mm", 54, 101),
        _dymo("dymo-11356", "Dymo 11356, 41 × 89 mm", 41, 89),
    )
}  # fmt: skip

DEFAULT_STOCK = STOCKS["avery-l4785"]


def stock_named(name: str) -> LabelStock:
    """Return the stock of this name, or raise a UserError that lists the names there are."""
    if name in STOCKS:
        return STOCKS[name]
    raise UserError(
        _("There is no label stock called “{name}”. Choose one of: {names}.").format(
            name=name, names=", ".join(STOCKS)
        )
    )
