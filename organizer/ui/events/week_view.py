"""One week as days side by side, with the events at their hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
    QTextOption,
)

from organizer.domain.kinds import EventStatus
from organizer.domain.names import shown
from organizer.domain.records import EventRow
from organizer.domain.times import month_name
from organizer.domain.words import _
from organizer.ui.events.calendar_view import (
    DAYS,
    CalendarView,
    Spot,
    place_in_week,
    week_of,
    weekday_short,
)
from organizer.ui.kit.look import look, px

_MINUTE = 60_000
_USUAL_HOURS = (9, 22)
_HEAD = 52
_HOURS_WIDTH = 52
_LEAST_HOUR = 24
"""Height of an hour for 100 % below which hours are left out that nothing is in."""
_LEAST_WIDTH = 40
"""Width for 100 % of an event; of more at a time than fit side by side, a number tells."""
_LINE = 20
"""Height for 100 % of a workshop's line within the meetup that it is part of."""


class WeekView(CalendarView):
    """Left and Right go from day to day, Up and Down from event to event, Page Up and Down by weeks."""

    def __init__(self) -> None:
        super().__init__("week_view")
        self._chosen = ""
        """uid of the event that Enter opens."""
        self._here: datetime | None = None
        self._told_at = datetime.now(UTC)
        self._minutes = QTimer(self)
        self._minutes.setInterval(_MINUTE)
        self._minutes.timeout.connect(self.update)

    def show_rows(self, rows: Sequence[EventRow], now: datetime, here: datetime) -> None:
        self._here, self._told_at = here, datetime.now(UTC)
        super().show_rows(rows, now, here)

    def here(self) -> datetime | None:
        """What the clock on the wall shows by now; None before anything was shown."""
        return self._here and self._here + (datetime.now(UTC) - self._told_at)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minutes.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minutes.stop()

    def first_day(self) -> date:
        return week_of(self.day)

    def last_day(self) -> date:
        return self.first_day() + timedelta(days=DAYS - 1)

    def title(self) -> str:
        first, last = self.first_day(), self.last_day()
        end = f"{last.day} {month_name(last.month)[:3]} {last.year}"
        if first.month == last.month:
            return _("{first} to {last}").format(first=first.day, last=end)
        start = f"{first.day} {month_name(first.month)[:3]}"
        return _("{first} to {last}").format(first=start, last=end)

    def turned(self, pages: int) -> date:
        return self.day + timedelta(days=DAYS * pages)

    def sizeHint(self) -> QSize:
        return QSize(px(700), px(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(400), px(250))

    def go_to(self, day: date) -> None:
        if day != self.day:
            self._chosen = ""
        super().go_to(day)

    def place_of(self, day: date) -> QRect:
        return self.column_at(place_in_week(day), self._grid())

    def day_at(self, where: QPoint) -> date | None:
        area = self._grid().adjusted(0, -px(_HEAD), 0, 0)
        for number in range(DAYS):
            if self.column_at(number, area).contains(where):
                return self.first_day() + timedelta(days=number)
        return None

    def press_day(self, day: date, where: QPoint) -> None:
        self.go_to(day)
        if where.y() < px(_HEAD) and len(self.on_day(day)) > 1:
            self.choose(day, where)

    def _take_key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose_next(-1 if key == Qt.Key.Key_Up else 1)
            return True
        return super()._take_key(key)

    def _choose_next(self, step: int) -> None:
        uids = [row.uid for row in self.on_day(self.day)]
        if not uids:
            return
        if self._chosen in uids:
            number = min(max(uids.index(self._chosen) + step, 0), len(uids) - 1)
        else:
            number = 0 if step > 0 else len(uids) - 1
        self._chosen = uids[number]
        self.update()

    def meant(self) -> list[EventRow]:
        rows = super().meant()
        return [row for row in rows if row.uid == self._chosen] or rows

    def _grid(self) -> QRect:
        whole = self.rect().adjusted(0, px(_HEAD), -1, -1)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return whole.adjusted(0, 0, -px(_HOURS_WIDTH), 0)
        return whole.adjusted(px(_HOURS_WIDTH), 0, 0, 0)

    def _hours(self) -> tuple[int, int]:
        """Return from which hour to which the days are shown: where there is something."""
        days = [self.first_day() + timedelta(days=number) for number in range(DAYS)]
        spans = [_clipped(row, day) for day in days for row in self.on_day(day)]
        first = min([int(start) for start, _end in spans], default=_USUAL_HOURS[0])
        last = max([int(-(-end // 1)) for _start, end in spans], default=_USUAL_HOURS[1])
        fit = max(6, self._grid().height() // px(_LEAST_HOUR))
        if max(last, _USUAL_HOURS[1]) - min(first, _USUAL_HOURS[0]) <= fit or not spans:
            return min(first, _USUAL_HOURS[0]), max(last, _USUAL_HOURS[1])
        return max(0, first - 1), min(24, last + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        self.spots = []
        first, last = self._hours()
        painter.fillRect(self._grid(), QColor(look().palette.surface))
        self._paint_hours(painter, first, last)
        for number in range(DAYS):
            day = self.first_day() + timedelta(days=number)
            column = self.column_at(number, self._grid())
            inner = column.adjusted(px(3), 0, -px(3), 0)
            left = self._paint_events(painter, inner, day, first, last)
            self._paint_head(painter, column, day, left)
        self._paint_now(painter)
        self._paint_chosen(painter)
        painter.end()

    def _paint_hours(self, painter: QPainter, first: int, last: int) -> None:
        colours, grid = look().palette, self._grid()
        painter.setFont(look().font(12))
        each = grid.height() / (last - first)
        every = 1 if each >= px(18) else 2
        painter.setPen(QColor(colours.line))
        for number in range(DAYS + 1):
            left = grid.x() + grid.width() * number // DAYS
            painter.drawLine(left, grid.y(), left, grid.bottom())
        for hour in range(first, last + 1):
            top = round(grid.y() + (hour - first) * each)
            painter.setPen(QColor(colours.line))
            painter.drawLine(grid.x(), top, grid.right(), top)
            if hour == last or (hour - first) % every:
                continue
            painter.setPen(QColor(colours.muted))
            area = QRect(0, top - px(8), px(_HOURS_WIDTH) - px(8), px(16))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                area.moveLeft(grid.right() + px(8))
            flags = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, int(flags), f"{time(hour % 24):%H:%M}")

    def _paint_head(self, painter: QPainter, column: QRect, day: date, left: int) -> None:
        """Paint a day's name and number, and how many events found no room on it."""
        head = QRect(column.x() + px(6), 0, column.width() - px(12), px(20))
        painter.setFont(look().font(12, 550))
        painter.setPen(QColor(look().palette.muted))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(head, int(flags), weekday_short(day.weekday()))
        aside = px(4) if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else -px(4)
        line = head.translated(aside, px(22))
        self.paint_number(painter, line, day, faint=False)
        if left:
            painter.setFont(look().font(12))
            painter.setPen(QColor(look().palette.muted))
            end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
            line.setHeight(px(24))
            painter.drawText(line, int(end), f"+{left}")

    def now_line(self) -> QRect | None:
        """Return where the line stands that says what time it is; None if that is not shown."""
        first, last = self._hours()
        here = self.here()
        if here is None or not self.first_day() <= here.date() <= self.last_day():
            return None
        hour = (here - datetime.combine(here.date(), time())) / timedelta(hours=1)
        if not first <= hour < last:
            return None
        column = self.place_of(here.date())
        top = round(column.y() + (hour - first) * column.height() / (last - first))
        return QRect(column.x(), top - px(1), column.width(), px(2))

    def _paint_now(self, painter: QPainter) -> None:
        line = self.now_line()
        if line is None:
            return
        accent = QColor(look().palette.accent)
        painter.fillRect(line, accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        begin = line.right() if backwards else line.left()
        painter.drawEllipse(QPoint(begin, line.center().y()), px(4), px(4))

    def _paint_chosen(self, painter: QPainter) -> None:
        colours = look().palette
        column = self.place_of(self.day)
        line = QRect(column.x(), column.y() - px(3), column.width() + 1, px(3))
        painter.fillRect(line, QColor(colours.accent if self.hasFocus() else colours.faint))
        spot = next((one for one in self.spots if one.row.uid == self._chosen), None)
        if spot is not None and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), px(2)))
            painter.drawRoundedRect(spot.area, px(6), px(6))

    def _paint_events(
        self, painter: QPainter, column: QRect, day: date, first: int, last: int
    ) -> int:
        """Paint the events of a day; return how many found no room beside those at their time."""
        each = column.height() / (last - first)
        most = max(1, column.width() // px(_LEAST_WIDTH))
        alone, within = _nested(self.on_day(day))
        left = 0
        for row, place, places in _side_by_side(alone, day):
            if place >= most:
                left += 1 + len(within[row.uid])
                continue
            width = min(places, most)
            start, end = _clipped(row, day)
            top = round(column.y() + (start - first) * each) + 1
            height = max(round((end - start) * each) - 2, px(18))
            share = column.width() // width
            area = QRect(column.x() + place * share, top, share - px(2), height)
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                area.moveRight(column.right() - place * share)
            lines = within[row.uid][: max(0, (height - px(_LINE)) // px(_LINE))]
            left += len(within[row.uid]) - len(lines)
            self._paint_event(painter, area, row, px(_LINE) * len(lines))
            for number, workshop in enumerate(reversed(lines), start=1):
                line = QRect(area.x(), area.bottom() - px(_LINE) * number, area.width(), px(_LINE))
                line.adjust(px(4), 0, -px(4), -px(3))
                self._paint_event(painter, line, workshop, is_within=True)
                self.spots.append(Spot(line, workshop))
            self.spots.append(Spot(area, row))  # after what lies within it
        return left

    def _paint_event(
        self,
        painter: QPainter,
        area: QRect,
        row: EventRow,
        below: int = 0,
        *,
        is_within: bool = False,
    ) -> None:
        """Paint an event, of which so many pixels below its words are left free for its workshops."""
        ground, ink = self.colours_of(row)
        if is_within:
            ground, ink = look().palette.surface, look().palette.text
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lined = is_within or self.is_quiet(row)
        painter.setPen(QColor(look().palette.line if is_lined else ground))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        font = look().font(12, 550)
        font.setStrikeOut(row.status is EventStatus.CANCELLED)
        painter.save()
        high = 0 if is_within else px(2)
        inner = area.adjusted(px(6), high, -px(4), -high - below)
        painter.setClipRect(inner)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        words = shown(row.title)
        if inner.height() >= px(34):
            option = QTextOption(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            option.setTextDirection(self.layoutDirection())
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            painter.drawText(QRectF(inner), f"{words}\n{row.starts:%H:%M}", option)
        else:
            elide = Qt.TextElideMode.ElideRight
            upright = Qt.AlignmentFlag.AlignVCenter if is_within else Qt.AlignmentFlag.AlignTop
            flags = upright | Qt.AlignmentFlag.AlignLeading
            fitted = painter.fontMetrics().elidedText(words, elide, inner.width())
            painter.drawText(inner, int(flags), fitted)
        painter.restore()


def _clipped(row: EventRow, day: date) -> tuple[float, float]:
    """Return from which hour to which an event is on a day; an end after midnight is 24."""
    midnight = datetime.combine(day, time())
    start = (row.starts - midnight) / timedelta(hours=1)
    end = (row.ends - midnight) / timedelta(hours=1)
    start = min(max(start, 0.0), 23.5)
    return start, min(max(end, start + 0.5), 24.0)


def _nested(rows: Sequence[EventRow]) -> tuple[list[EventRow], dict[str, list[EventRow]]]:
    """Return the events that stand alone, and by uid the workshops within each of them."""
    alone = [row for row in rows if row.part_of not in {one.uid for one in rows}]
    return alone, {one.uid: [row for row in rows if row.part_of == one.uid] for one in alone}


def _side_by_side(rows: Sequence[EventRow], day: date) -> list[tuple[EventRow, int, int]]:
    """Return each event with its place among those at the same time, and how many places there are."""
    placed: list[tuple[EventRow, int, int]] = []
    group: list[tuple[EventRow, int]] = []
    ends: list[float] = []
    for row in sorted(rows, key=lambda one: _clipped(one, day)):
        start, end = _clipped(row, day)
        if group and start >= max(ends):
            placed += [(one, place, len(ends)) for one, place in group]
            group, ends = [], []
        place = next((n for n, busy_until in enumerate(ends) if start >= busy_until), len(ends))
        if place == len(ends):
            ends.append(end)
        else:
            ends[place] = end
        group.append((row, place))
    return placed + [(one, place, len(ends)) for one, place in group]
