"""The table of events: what is to come, then what was, each workshop under its meetup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from organizer.domain.kinds import EventKind, EventStatus
from organizer.domain.names import shown
from organizer.domain.records import EventRow
from organizer.domain.words import _
from organizer.ui.events.words import (
    can_be_skipped,
    day_of,
    hours_of,
    is_over,
    repeats_of,
    seats_of,
    share_of,
    state_of,
)
from organizer.ui.kit.look import look, px
from organizer.ui.kit.records import RECORD_ROLE, Column, Index
from organizer.ui.kit.rows import RowDelegate
from organizer.ui.kit.tables import RecordTable

_TITLE = 1
_PEOPLE = 3
"""Where the column with the meter stands."""


@dataclass(frozen=True, slots=True)
class EventLine:
    """One line of the table: an event, or without one the heading of what follows."""

    uid: str
    title: str
    row: EventRow | None = None
    is_part: bool = False
    """A workshop that stands below its meetup."""
    is_past: bool = False
    state: tuple[str, str] = ("", "neutral")
    repeats: str = ""
    """How it repeats, in words."""
    can_skip: bool = False
    """A date of a series that can be left out."""


def lines_of(rows: Sequence[EventRow], now: datetime) -> list[EventLine]:
    """Return the lines of the table: the next event first, then the past from its end."""
    meetups = {row.uid for row in rows if row.kind is EventKind.MEETUP}
    tops = [row for row in rows if row.part_of not in meetups]
    coming = [row for row in tops if not is_over(row, now)]
    past = [row for row in reversed(tops) if is_over(row, now)]
    parts: dict[str, list[EventRow]] = {}
    for row in rows:
        if row.part_of in meetups and row.part_of is not None:
            parts.setdefault(row.part_of, []).append(row)
    lines = []
    for title, group in ((_("To come"), coming), (_("Past"), past)):
        if group:
            lines.append(EventLine(f"heading {title}", title))
        for top in group:
            lines.append(_line(top, now))
            lines.extend(_line(part, now, is_part=True) for part in parts.get(top.uid, ()))
    return lines


def _line(row: EventRow, now: datetime, *, is_part: bool = False) -> EventLine:
    return EventLine(
        uid=row.uid,
        title=shown(row.title),
        row=row,
        is_part=is_part,
        is_past=is_over(row, now),
        state=state_of(row, now),
        repeats=repeats_of(row),
        can_skip=can_be_skipped(row, now),
    )


def _when(line: EventLine) -> str:
    if line.row is None:
        return line.title
    return hours_of(line.row) if line.is_part else day_of(line.row)


def _people(line: EventLine) -> str:
    row = line.row
    if row is None or (not line.is_past and not row.going and row.capacity is None):
        return ""
    if line.is_past and row.status is EventStatus.PLANNED:
        return _("{count} came").format(count=row.attended)
    return _("{seats} going").format(seats=seats_of(row))


def _people_in_full(line: EventLine) -> str:
    if line.row is None or not line.is_past:
        return ""
    return _("{seats} going").format(seats=seats_of(line.row))


def _share(line: EventLine) -> float | None:
    """How full it is, or afterwards how many of those expected came; None shows no meter."""
    row = line.row
    if row is None or row.status is EventStatus.CANCELLED:
        return None
    if line.is_past:
        return row.attended / max(row.going, row.attended, 1)
    return share_of(row)


def _venue(line: EventLine) -> str:
    return shown(line.row.venue) if line.row else ""


def _title(line: EventLine) -> str:
    return f"\u2003{line.title}" if line.is_part else line.title


def _title_in_full(line: EventLine) -> str:
    return f"{line.title}\n{line.repeats}" if line.repeats else ""


def _columns() -> list[Column]:
    return [
        Column(_("When"), _when, role="muted", width=158),
        Column(_("What"), _title, role="strong", width=160, stretch=3, tip=_title_in_full),
        Column(_("Where"), _venue, role="muted", width=140, stretch=2, can_hide=True),
        Column(_("Who"), _people, width=130, tip=_people_in_full),
        Column("", _state, paint="chip", chip_role=_state_role, width=110),
    ]


def _state(line: EventLine) -> str:
    return line.state[0]


def _state_role(line: EventLine) -> str:
    return line.state[1]


class EventsTable(RecordTable):
    """Events under two headings, which neither the mouse nor the keyboard stops at."""

    opened = Signal(str)
    """The uid of the event to show."""
    skipping = Signal(str)
    """The uid of a date of a series that is to be left out."""
    repeating = Signal(str)
    """The uid of the event of which the next one like it is to be planned."""

    def __init__(self) -> None:
        columns = _columns()
        super().__init__(columns)
        self.setObjectName("events")
        self.setAccessibleName(_("Events"))
        # A sorted table would tear workshops from their meetups.
        self.setSortingEnabled(False)
        self.horizontalHeader().setSectionsClickable(False)
        self._rows = EventDelegate(columns, self)
        self.setItemDelegate(self._rows)
        self.activated_record.connect(self._open)
        plan_next = self._action("list_plan_next", _("Plan the next one like this"), "Ctrl+D")
        plan_next.triggered.connect(self._ask_for_next)
        self._skip = self._action("list_skip_date", _("Skip this date"), "Del")
        self._skip.triggered.connect(self._ask_to_skip)
        self.selection_changed.connect(self._offer_to_skip)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _action(self, name: str, words: str, key: str) -> QAction:
        """Put into the table's menu what is done with the event one is on."""
        action = QAction(words, self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addAction(action)
        return action

    def show_lines(self, lines: Sequence[EventLine]) -> None:
        """Show these lines; headings go across all columns.

        Where the event one was on is gone, one is on the next.
        """
        before = max(self.currentIndex().row(), 0)
        self.clearSpans()
        self.set_records(lines)
        for number, line in enumerate(lines):
            if line.row is None:
                self.setSpan(number, 0, 1, self.model().columnCount())
        if not self.currentIndex().isValid():
            numbers = [number for number, line in enumerate(lines) if line.row]
            if numbers:
                nearest = next((one for one in numbers if one >= before), numbers[-1])
                self.setCurrentIndex(self.model().index(nearest, 0))

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        found: QModelIndex = super().moveCursor(action, modifiers)
        if not found.isValid() or self.records[found.row()].row is not None:
            return found
        goes_up = found.row() < self.currentIndex().row() and found.row() > 0
        beyond = found.siblingAtRow(found.row() + (-1 if goes_up else 1))
        return beyond if beyond.isValid() else self.currentIndex()

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        if index.isValid() and self.records[index.row()].row is None:
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def _ask_for_next(self) -> None:
        """Plan the next one like the event that the keys, or the mouse, are on."""
        if (line := self._current()) is not None:
            self.repeating.emit(line.uid)

    def _ask_to_skip(self) -> None:
        line = self._current()
        if line is not None and line.can_skip:
            self.skipping.emit(line.uid)

    def _offer_to_skip(self, selected: Sequence[EventLine]) -> None:
        self._skip.setVisible(any(line.can_skip for line in selected))

    def _current(self) -> EventLine | None:
        """The event that the keys, or the mouse, are on."""
        index = self.currentIndex()
        line: EventLine | None = self.records[index.row()] if index.isValid() else None
        return line if line is not None and line.row is not None else None

    def _open(self, line: EventLine) -> None:
        if line.row is not None:
            self.opened.emit(line.row.uid)


class EventDelegate(RowDelegate):
    """Paints headings across the table, workshops set in, and a thin meter below the people."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: EventLine = index.data(RECORD_ROLE)
        area: QRect = option.rect
        if line.row is None:
            _paint_heading(painter, area, line.title)
            return
        super().paint(painter, option, index)
        if index.column() == _TITLE and line.repeats:
            _paint_repeats(painter, area, line)
        share = _share(line)
        if index.column() == _PEOPLE and share is not None:
            _paint_meter(painter, area, share, line)


def _paint_heading(painter: QPainter, area: QRect, words: str) -> None:
    colours = look().palette
    painter.save()
    painter.setFont(look().font(12, 650))
    painter.setPen(QColor(colours.muted))
    inner = area.adjusted(px(12), 0, -px(12), -px(8))
    flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading
    painter.drawText(inner, int(flags), words)
    painter.fillRect(area.x(), area.bottom(), area.width(), 1, QColor(colours.line))
    painter.restore()


def _paint_repeats(painter: QPainter, area: QRect, line: EventLine) -> None:
    """Say after the title how it repeats, as far as there is room."""
    strong = QFontMetrics(look().font(weight=550))
    pad = px(12)
    room = area.adjusted(pad, 0, -pad, -1)
    used = strong.horizontalAdvance(_title(line)) + pad
    if room.width() - used < px(60):
        return
    from_left = painter.layoutDirection() == Qt.LayoutDirection.LeftToRight
    rest = room.adjusted(used, 0, 0, 0) if from_left else room.adjusted(0, 0, -used, 0)
    painter.save()
    painter.setFont(look().font(12))
    painter.setPen(QColor(look().palette.muted))
    words = painter.fontMetrics().elidedText(
        line.repeats, Qt.TextElideMode.ElideRight, rest.width()
    )
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
    painter.drawText(rest, int(flags), words)
    painter.restore()


def _paint_meter(painter: QPainter, area: QRect, share: float, line: EventLine) -> None:
    colours = look().palette
    pad, height = px(12), px(3)
    bar = QRectF(area.x() + pad, area.bottom() - px(7), area.width() - 2 * pad, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.line))
    painter.drawRoundedRect(bar, height / 2, height / 2)
    if share > 0:
        reached = QRectF(bar)
        reached.setWidth(max(height, bar.width() * share))
        if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            reached.moveRight(bar.right())
        painter.setBrush(QColor(colours.faint if line.is_past else colours.accent))
        painter.drawRoundedRect(reached, height / 2, height / 2)
    painter.restore()
