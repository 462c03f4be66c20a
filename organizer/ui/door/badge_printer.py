"""Prints one badge on a label printer, through the system's own printers."""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.services.at_door.desk_badges import OneBadge, badge_picture

TO_PDF = "pdf:"
"""A printer of this name and a path writes a PDF there: for tests, and for trying without paper."""
_FINEST = 600
"""Dots per inch; label printers have 200 to 300, and more would only take longer."""


def printer_names() -> list[str]:
    """Return the printers that the system knows, the usual one first; none is an empty list.

    Asking can take a second where a printer is in the network.
    """
    info = _print_support().QPrinterInfo
    usual = info.defaultPrinterName()
    return sorted(info.availablePrinterNames(), key=lambda name: (name != usual, name.casefold()))


def print_badge(badge: OneBadge, printer_name: str) -> None:
    """Print a badge as large as it is; a UserError says why it could not be."""
    printer = _printer(printer_name)
    page = QPageSize(
        QSizeF(badge.width_mm, badge.height_mm), QPageSize.Unit.Millimeter, "label",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )  # fmt: skip
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    dots = min(_FINEST, printer.resolution())
    pixels, width, height = badge_picture(badge, dots)
    picture = QImage(pixels, width, height, width, QImage.Format.Format_Grayscale8)
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(
            _("The printer “{name}” does not answer. Is it on, and are there labels in it?").format(
                name=printer_name
            )
        )
    paper = printer.paperRect(_print_support().QPrinter.Unit.DevicePixel)
    scale = printer.resolution() / dots
    # As large as the label is, whatever the driver takes the paper for.
    painter.drawImage(
        QRectF(paper.x(), paper.y(), width * scale, height * scale), picture, QRectF(picture.rect())
    )
    painter.end()


def _printer(name: str) -> Any:
    support = _print_support()
    if name.startswith(TO_PDF):
        printer = support.QPrinter(support.QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(support.QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(name.removeprefix(TO_PDF))
        printer.setResolution(300)
        return printer
    if name not in support.QPrinterInfo.availablePrinterNames():
        raise UserError(
            _(
                "There is no printer “{name}” any more. Choose one with More › Badge printer."
            ).format(name=name)
        )
    found = support.QPrinterInfo.printerInfo(name)
    return support.QPrinter(found, support.QPrinter.PrinterMode.HighResolution)


@cache
def _print_support() -> Any:
    try:
        # The system's printing is slow to load and, on a small Linux, may not be there.
        from PySide6 import QtPrintSupport
    except ImportError as error:
        raise UserError(
            _("This system cannot print from here: its printing library is missing (CUPS).")
        ) from error
    return QtPrintSupport
