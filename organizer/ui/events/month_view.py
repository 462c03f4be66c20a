"""One month as weeks below each other, with the events of each day."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from organizer.domain.kinds import EventStatus
from organizer.domain.names import shown
from organizer.domain.records import EventRow
from organizer.domain.times import month_name
from organizer.domain.words import _
from organizer.ui.events.calendar_view import (
    DAYS,
    CalendarView,
    Spot,
    week_of,
    weekday_short,
)
from organizer.ui.kit.look import look, px


class MonthView(CalendarView):
    """Arrows go from day to day, Page Up and Down from month to month; what is full says so."""

    def __init__(self) -> None:
        super().__init__("month_view")
        self._more: list[tuple[QRect, date]] = []

    def first_day(self) -> date:
        return week_of(self.day.replace(day=1))

    def last_day(self) -> date:
        return self.first_day() + timedelta(days=DAYS * self._weeks() - 1)

    def title(self) -> str:
        return f"{month_name(self.day.month)} {self.day.year}"

    def turned(self, pages: int) -> date:
        months = self.day.year * 12 + self.day.month - 1 + pages
        year, month = divmod(months, 12)
        for number in (self.day.day, 30, 29, 28):
            try:
                return date(year, month + 1, number)
            except ValueError:
                continue
        return self.day

    def sizeHint(self) -> QSize:
        return QSize(px(700), px(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(350), px(250))

    def place_of(self, day: date) -> QRect:
        week, column = divmod((day - self.first_day()).days, DAYS)
        return self._cell(week, column)

    def day_at(self, where: QPoint) -> date | None:
        for number in range(DAYS * self._weeks()):
            if self._cell(*divmod(number, DAYS)).contains(where):
                return self.first_day() + timedelta(days=number)
        return None

    def _take_key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            week = timedelta(days=DAYS)
            self.go_to(self.day - week if key == Qt.Key.Key_Up else self.day + week)
            return True
        return super()._take_key(key)

    def press_day(self, day: date, where: QPoint) -> None:
        more = next((one for area, one in self._more if area.contains(where)), None)
        self.go_to(day)
        if more is not None:
            self.choose(more, where)

    def _weeks(self) -> int:
        first = self.day.replace(day=1)
        following = (first + timedelta(days=32)).replace(day=1)
        return ((following - week_of(first)).days + DAYS - 1) // DAYS

    def _grid(self) -> QRect:
        return self.rect().adjusted(0, px(28), -1, -1)

    def _cell(self, week: int, column: int) -> QRect:
        grid, weeks = self._grid(), self._weeks()
        top = grid.y() + grid.height() * week // weeks
        bottom = grid.y() + grid.height() * (week + 1) // weeks
        return self.column_at(column, QRect(grid.x(), top, grid.width(), bottom - top))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        self.spots, self._more = [], []
        self._paint_heads(painter)
        painter.fillRect(self._grid(), QColor(look().palette.surface))
        for number in range(DAYS * self._weeks()):
            day = self.first_day() + timedelta(days=number)
            self._paint_day(painter, self._cell(*divmod(number, DAYS)), day)
        self._paint_lines(painter)
        self._paint_chosen(painter)
        painter.end()

    def _paint_heads(self, painter: QPainter) -> None:
        painter.setFont(look().font(12, 550))
        painter.setPen(QColor(look().palette.muted))
        line = QRect(0, 0, self.width() - 1, px(28))
        for number in range(DAYS):
            area = self.column_at(number, line).adjusted(px(12), 0, -px(12), 0)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
            painter.drawText(
                area, int(flags), weekday_short((self.first_day().weekday() + number) % DAYS)
            )

    def _paint_lines(self, painter: QPainter) -> None:
        grid = self._grid()
        painter.setPen(QColor(look().palette.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawRect(grid)
        for column in range(1, DAYS):
            left = grid.x() + grid.width() * column // DAYS
            painter.drawLine(left, grid.y(), left, grid.bottom())
        for week in range(1, self._weeks()):
            top = grid.y() + grid.height() * week // self._weeks()
            painter.drawLine(grid.x(), top, grid.right(), top)

    def _paint_chosen(self, painter: QPainter) -> None:
        """Frame the day one is on, strongly where the keys go there."""
        colours = look().palette
        width = px(2)
        painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.faint), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width // 2
        painter.drawRect(self.place_of(self.day).adjusted(half, half, -half, -half))

    def _paint_day(self, painter: QPainter, cell: QRect, day: date) -> None:
        is_other = day.month != self.day.month
        if is_other:
            painter.fillRect(cell, QColor(look().palette.background))
        inner = cell.adjusted(px(5), px(4), -px(5), -px(3))
        self.paint_number(painter, inner, day, faint=is_other)
        rows = self.on_day(day)
        backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        height, gap = px(20), px(2)
        room = inner.adjusted(0, px(25), 0, 0)
        fit = max(0, (room.height() + gap) // (height + gap))
        shown_rows = rows if len(rows) <= fit else rows[: max(0, fit - 1)]
        for number, row in enumerate(shown_rows):
            area = QRect(room.x(), room.y() + number * (height + gap), room.width(), height)
            self._paint_event(painter, area, row, day)
            self.spots.append(Spot(area, row))
        if left := len(rows) - len(shown_rows):
            area = QRect(
                room.x(), room.y() + len(shown_rows) * (height + gap), room.width(), height
            )
            if not fit:  # no line below the number is free: beside it then
                area = inner.adjusted(*((0, 0, -px(28), 0) if backwards else (px(28), 0, 0, 0)))
                area.setHeight(px(24))
            if not fit and left == 1:
                self._paint_event(painter, area, rows[0], day)
                self.spots.append(Spot(area, rows[0]))
                return
            self._paint_more(painter, area, left)
            self._more.append((cell, day))

    def _paint_event(self, painter: QPainter, area: QRect, row: EventRow, day: date) -> None:
        ground, ink = self.colours_of(row)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(look().palette.line if self.is_quiet(row) else ground))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        font = look().font(12, 550)
        font.setStrikeOut(row.status is EventStatus.CANCELLED)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        inner = area.adjusted(px(6), 0, -px(4), 0)
        words = shown(row.title)
        if day == row.starts.date() and inner.width() > px(90):
            words = f"{row.starts:%H:%M} {words}"
        fitted = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(inner, int(flags), fitted)

    def _paint_more(self, painter: QPainter, area: QRect, count: int) -> None:
        painter.setFont(look().font(12))
        painter.setPen(QColor(look().palette.muted))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        words = _("+{count} more").format(count=count)
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(words) > area.width() - px(6):
            words = f"+{count}"
        painter.drawText(area.adjusted(px(6), 0, 0, 0), int(flags), words)
