"""The sheet that prints badges: which labels, how many are used up, and how the first page looks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QWidget

from organizer.domain.names import shown
from organizer.domain.records import EventRow, GuestRow, SegmentRecord
from organizer.domain.words import _, ngettext
from organizer.services.out import exporting
from organizer.services.out.exporting import Printed
from organizer.services.out.previewing import BadgePreview, preview_badges, suggested_name
from organizer.services.people import segments
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.events.output import say_written
from organizer.ui.events.writing_sheet import WritingSheet
from organizer.ui.jobs import Job
from organizer.ui.kit.look import look, px
from organizer.ui.kit.widgets import text
from organizer.ui.people.segment_choice import SegmentChoice

_PREVIEW_WIDTH = 360
_CHOSEN = "chosen"
"""Said in the place of a segment's uid: those chosen in the guest list."""
_SETTLES = 150
"""Milliseconds without a change before the preview is drawn anew."""


class BadgeSheet(WritingSheet):
    """Writes the badges of everyone going, of a segment or of some, as a PDF."""

    _last_stock = "avery-l4785"

    def __init__(
        self,
        over: QWidget,
        context: Context,
        event: EventRow,
        chosen: Sequence[GuestRow] = (),
        *,
        is_for_chosen: bool = False,
    ) -> None:
        """`chosen` are those selected in the guest list; `is_for_chosen` if they are meant."""
        super().__init__(over, context, _("Print badges"), _("Save the PDF"))
        self._event = event
        self._chosen = tuple(guest.member_uid for guest in chosen)
        self._whose = SegmentChoice(_("Everyone going"))
        self._preview_job: Job | None = None
        self._path = Path()
        self._going: int | None = None
        self._stock = QComboBox()
        self._skip = QSpinBox()
        self._skip.setRange(0, 0)
        self._count = text("", "muted", wrap=True)
        self._count.setObjectName("badge_count")
        self._picture = QLabel()
        self._picture.setObjectName("badge_preview")
        self._picture.setAccessibleName(_("The first sheet"))
        if chosen:
            self._whose.addItem(_those(chosen), _CHOSEN)
            self._whose.setCurrentIndex(1 if is_for_chosen else 0)
        self._whose_field = self.add_field("whose", _("Badges for"), self._whose)
        self._whose_field.setVisible(bool(chosen))
        self.add_field("stock", _("Labels"), self._stock)
        self.add_field(
            "skip",
            _("Labels used already"),
            self._skip,
            _("So many are passed over on the first sheet, row by row."),
        )
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for widget in (self._count, self._picture, self.job_bar):
            self.add(widget)
        self._timer = QTimer(self, singleShot=True, interval=_SETTLES)
        self._timer.timeout.connect(self._draw)
        self.save_requested.connect(self._ask)
        context.runner.start(self, self._load, self._show_choices)

    def _load(self, _job: Job) -> tuple[list[tuple[str, str]], list[SegmentRecord]]:
        return exporting.label_stocks(), segments.list_segments(self.context.db)

    def _show_choices(self, loaded: tuple[list[tuple[str, str]], list[SegmentRecord]]) -> None:
        stocks, known = loaded
        for name, title in stocks:
            self._stock.addItem(title, name)
        self._whose.offer(known, self._whose_field)
        self._whose.currentIndexChanged.connect(self._settle)
        self._stock.setCurrentIndex(max(0, self._stock.findData(self._last_stock)))
        self._stock.currentIndexChanged.connect(self._settle)
        self._skip.valueChanged.connect(self._settle)
        self._draw()

    def allow(self) -> None:
        """It can be saved before the picture is there, but not where nobody is going."""
        self.save_button.setEnabled(self._going != 0 and not self.is_writing)

    @property
    def _only(self) -> tuple[str, ...]:
        return self._chosen if self._whose.currentData() == _CHOSEN else ()

    @property
    def _segment(self) -> str:
        return "" if self._only else self._whose.segment

    def _settle(self) -> None:
        self._timer.start()

    def _draw(self) -> None:
        if self._preview_job is not None:
            self._preview_job.cancel()
        self._count.setText(_("Drawing the first sheet …"))
        self.allow()
        db, uid = self.context.db, self._event.uid
        stock, skip = self._stock.currentData(), self._skip.value()
        only, segment, ratio = self._only, self._segment, self.devicePixelRatioF()
        width = round(px(_PREVIEW_WIDTH) * ratio)

        def work(job: Job) -> BadgePreview:
            job.step()
            return preview_badges(
                db, uid, stock=stock, skip=skip, only=only, segment=segment, width=width
            )

        self._preview_job = self.context.runner.start(
            self, work, self._show_preview, on_failure=self.fail
        )

    def _show_preview(self, preview: BadgePreview) -> None:
        self.show_problems({})
        self._going = preview.badges
        self.allow()
        self._skip.setRange(0, preview.labels_a_sheet - 1)
        if not preview.badges:
            self._count.setText(
                _("Nobody of this segment is going, so there are no badges to print.")
                if self._segment
                else _("Nobody is going yet, so there are no badges to print.")
            )
            self._picture.clear()
            return
        badges = ngettext("{count} badge", "{count} badges", preview.badges)
        sheets = ngettext("{count} sheet", "{count} sheets", preview.sheets)
        words = (
            _("{badges} on {sheets}.")
            if self._whose.currentIndex()
            else _("Everyone going: {badges} on {sheets}.")
        )
        self._count.setText(
            words.format(
                badges=badges.format(count=preview.badges),
                sheets=sheets.format(count=preview.sheets),
            )
        )
        self._picture.setPixmap(_sheet_of_paper(preview.png, self.devicePixelRatioF()))

    def _ask(self) -> None:
        name = suggested_name(_("Badges"), self._event, ".pdf")
        files.ask_save(self, _("Print badges"), name, _("PDF (*.pdf)"), self._write)

    def _write(self, path: Path) -> None:
        self._path = path
        BadgeSheet._last_stock = self._stock.currentData()
        db, uid = self.context.db, self._event.uid
        stock, skip = self._stock.currentData(), self._skip.value()
        only, segment = self._only, self._segment

        def work(job: Job) -> Printed:
            return exporting.write_badges(
                db, uid, path, stock=stock, skip=skip, only=only, segment=segment, force=True,
                step=job.step,
            )  # fmt: skip

        self.write(_("Drawing the badges"), work, self._written)

    def _written(self, printed: Printed) -> None:
        self.close_sheet()
        words = ngettext(
            "{count} badge is written to “{name}”.",
            "{count} badges are written to “{name}”.",
            printed.count,
        ).format(count=printed.count, name=self._path.name)
        say_written(self.context, words, self._path, exporting.missing_letters(printed))


def _those(chosen: Sequence[GuestRow]) -> str:
    if len(chosen) == 1:
        return shown(chosen[0].name)
    words = ngettext(
        "The {count} chosen in the guest list", "The {count} chosen in the guest list", len(chosen)
    )
    return words.format(count=len(chosen))


def _sheet_of_paper(png: bytes, ratio: float) -> QPixmap:
    """The picture with the edge of the paper, which is as white as a light window."""
    picture = QPixmap()
    picture.loadFromData(png)
    painter = QPainter(picture)
    painter.setPen(QColor(look().palette.line))
    painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
