"""The time line of a member: everything they took part in, newest first, under quiet years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from organizer.domain.kinds import EventKind
from organizer.domain.names import shown
from organizer.domain.records import EarlierHistory, MemberDetail
from organizer.domain.times import month_name
from organizer.domain.words import _, ngettext
from organizer.ui.kit.colours import mix
from organizer.ui.kit.layouts import clear, column, row
from organizer.ui.kit.look import look, px
from organizer.ui.kit.widgets import ElidedLabel, button, text
from organizer.ui.people.words import visit_words

_AT_FIRST = 25
"""Lines built at once; the rest is a click away, for nobody reads 300 at a time."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a time line."""

    day: date
    words: str
    beside: str = ""
    event_uid: str = ""
    """Leads to the event; empty where there is none."""


def moments_of(detail: MemberDetail, now: datetime) -> list[Moment]:
    """Return everything dated that a member took part in, newest first.

    `now` is a wall time without a zone.
    """
    found = [
        Moment(
            visit.starts.date(),
            shown(visit.title),
            _beside(visit_words(visit, now), visit.kind),
            visit.event_uid,
        )
        for visit in detail.visits
    ]
    if detail.earlier is not None and detail.earlier.last_on is not None:
        words = _("Last came before this file began")
        found.append(Moment(detail.earlier.last_on, words, earlier_words(detail.earlier)))
    if detail.row.joined_on is not None:
        found.append(Moment(detail.row.joined_on, _("Joined the community")))
    # A stable sort: who joined on the day of an event joined before it.
    return sorted(found, key=lambda moment: moment.day, reverse=True)


def _beside(words: str, kind: EventKind) -> str:
    if kind is not EventKind.WORKSHOP:
        return words
    return _("Workshop · {words}").format(words=words) if words else _("Workshop")


def earlier_words(earlier: EarlierHistory) -> str:
    """Return what other systems counted, such as "came 14 times, missed 1 time"."""
    parts = [
        (ngettext("came once", "came {count} times", earlier.attended), earlier.attended),
        (
            ngettext("said yes {count} time", "said yes {count} times", earlier.yes),
            0 if earlier.attended else earlier.yes,
        ),
        (
            ngettext("missed {count} time", "missed {count} times", earlier.no_shows),
            earlier.no_shows,
        ),
    ]
    return ", ".join(words.format(count=f"{count:,}") for words, count in parts if count)


class TimeLine(QWidget):
    """Shows moments; Up and Down go along them, Enter or a click opens the event."""

    opened = Signal(str)
    """Carries the event's uid."""

    def __init__(self, moments: list[Moment]) -> None:
        super().__init__()
        self.setObjectName("time_line")
        self._moments = moments
        self._lines = column(spacing=0)
        self.setLayout(self._lines)
        self._rows: list[MomentRow] = []
        self._show(moments[:_AT_FIRST])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        focused = [number for number, one in enumerate(self._rows) if one.hasFocus()]
        if step is None or not focused:
            event.ignore()
            return
        place = focused[0] + step
        if 0 <= place < len(self._rows):
            self._rows[focused[0]].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._rows[place].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._rows[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, moments: list[Moment]) -> None:
        clear(self._lines)
        self._rows = []
        if not moments:
            self._lines.addWidget(text(_("Not on the list of any event yet."), "muted", wrap=True))
        year = 0
        for moment in moments:
            if moment.day.year != year:
                year = moment.day.year
                heading = text(str(year), "label")
                heading.setContentsMargins(0, px(10 if self._rows else 0), 0, px(2))
                self._lines.addWidget(heading)
            made = MomentRow(moment)
            made.opened.connect(self.opened)
            if moment.event_uid:
                policy = Qt.FocusPolicy
                first = not self._rows
                made.setFocusPolicy(policy.StrongFocus if first else policy.ClickFocus)
                self._rows.append(made)
            self._lines.addWidget(made)
        hidden = len(self._moments) - len(moments)
        if hidden:
            words = ngettext("Show {count} more", "Show {count} more", hidden)
            more = button(words.format(count=f"{hidden:,}"), self._show_all, role="link")
            more.setObjectName("more_moments")
            line = QWidget()
            line.setLayout(row(more, 0))
            self._lines.addWidget(line)

    def _show_all(self) -> None:
        self._show(self._moments)
        if self._rows:
            self._rows[0].setFocus(Qt.FocusReason.OtherFocusReason)


class MomentRow(QWidget):
    """One line: the day, what happened, and what there is to say about it."""

    opened = Signal(str)

    def __init__(self, moment: Moment) -> None:
        super().__init__()
        self.setObjectName("moment")
        self._uid = moment.event_uid
        self._is_hovered = False
        day = text(_day_in_year(moment.day), "muted")
        day.setFixedWidth(px(56))
        words = ElidedLabel(moment.words)
        lines = column(words, *([ElidedLabel(moment.beside, "caption")] if moment.beside else []))
        lines.setSpacing(0)
        line = row(day, lines, spacing=8)
        line.setStretch(1, 1)
        line.setAlignment(day, Qt.AlignmentFlag.AlignTop)
        line.setContentsMargins(px(6), px(5), px(6), px(5))
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = (_day_in_year(moment.day), moment.words, moment.beside)
        self.setAccessibleName(", ".join(filter(None, said)))
        if self._uid:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._uid and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._uid)
        else:
            event.ignore()  # Up and Down are the time line's

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._uid and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self._uid)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._uid or not (self._is_hovered or self.hasFocus()):
            return
        colours = look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mix(colours.surface, colours.text, 0.05)))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


def _day_in_year(day: date) -> str:
    return f"{day.day} {month_name(day.month)[:3]}"
