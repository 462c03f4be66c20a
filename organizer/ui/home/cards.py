"""The cards of the home page: the next event, whom to greet, what to do, who came."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy

from organizer.domain.names import shown
from organizer.domain.records import EventRow
from organizer.domain.times import day_in_words, month_name, span_in_words
from organizer.domain.words import _, ngettext
from organizer.services.insights import Greet, HomeRecord
from organizer.ui.home.contents import HomeContents, ToDo, to_do
from organizer.ui.kit.charts import Bar, BarChart
from organizer.ui.kit.colours import mix
from organizer.ui.kit.layouts import FlowLayout, clear, column, fill, row
from organizer.ui.kit.look import ROW_HEIGHT, look, px
from organizer.ui.kit.painted import Avatar, Chip, MeterBar
from organizer.ui.kit.widgets import Card, ElidedLabel, Rule, Stat, ToDoRow, button, text

_MOST_GREETED = 4


class EventCard(Card):
    """When and where, how many, and how full."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("event_card")
        self._when = text("", "heading", wrap=True)
        self._waiting = Chip("", "warn")
        self._waiting.setObjectName("waitlist_chip")
        self._going = _stat("going")
        self._here = _stat("here")
        self._unanswered = _stat("unanswered")
        self._first = _stat("first_time")
        self._meter = MeterBar()
        self._chips = FlowLayout()
        top = row(self._when, self._waiting)
        top.setStretch(0, 1)
        top.setAlignment(self._waiting, Qt.AlignmentFlag.AlignTop)
        stats = row(self._going, self._here, self._unanswered, self._first, 0, spacing=28)
        self.add(top, 4, stats, 4, self._meter, 6, self._chips, 0)

    def show_contents(self, contents: HomeContents) -> None:
        """Show the numbers of the upcoming event."""
        event = contents.record.upcoming
        if event is None:
            return
        where = f", {shown(event.venue)}" if event.venue else ""
        self._when.setText(span_in_words(event.starts, event.ends) + where)
        waiting = ngettext("{count} on the waitlist", "{count} on the waitlist", event.waitlisted)
        self._waiting.set_chip(waiting.format(count=event.waitlisted), "warn")
        self._waiting.setVisible(event.waitlisted > 0)
        self._show_numbers(event, contents)
        self._show_chips(contents)

    def _show_numbers(self, event: EventRow, contents: HomeContents) -> None:
        if event.capacity is None:
            self._going.set_stat(str(event.going), _("going"))
        else:
            words = ngettext("going of {seats} seat", "going of {seats} seats", event.capacity)
            self._going.set_stat(str(event.going), words.format(seats=event.capacity))
            self._meter.set_share(
                event.going / event.capacity,
                _("{going} of {seats} seats are taken").format(
                    going=event.going, seats=event.capacity
                ),
            )
        self._meter.setVisible(event.capacity is not None)
        has_begun = event.attended > 0
        self._here.set_stat(str(event.attended), _("arrived"))
        self._here.setVisible(has_begun)
        self._unanswered.set_stat(str(contents.unanswered), _("not answered yet"))
        self._unanswered.setVisible(contents.unanswered > 0 and not has_begun)
        self._first.set_stat(str(contents.record.first_timers), _("for the first time"))

    def _show_chips(self, contents: HomeContents) -> None:
        clear(self._chips)
        for workshop in contents.record.workshops:
            self._chips.addWidget(Chip(_workshop_words(workshop)))
        counts = contents.counts
        if counts is not None and any(counts.by_status.values()) and not contents.due:
            self._chips.addWidget(Chip(_("Invitations up to date"), "good"))


def _stat(name: str) -> Stat:
    made = Stat("", "")
    made.setObjectName(f"stat_{name}")
    return made


def _workshop_words(workshop: EventRow) -> str:
    title = shown(workshop.title)
    if workshop.capacity is None:
        return f"{title} · {workshop.going}"
    return _("{title} · {going} of {seats}").format(
        title=title, going=workshop.going, seats=workshop.capacity
    )


class GreetRow(QAbstractButton):
    """One person to greet, and why; pressed, it leads to them."""

    chosen = Signal(str)

    def __init__(self, greet: Greet) -> None:
        super().__init__()
        self._uid = greet.member_uid
        self.setObjectName("greet_row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        reason = ", ".join([greet.reason, *map(shown, greet.tags[:2])])
        self.setAccessibleName(f"{shown(greet.name)}: {reason}")
        name = ElidedLabel(shown(greet.name), "strong")
        why = ElidedLabel(reason, "muted")
        line = row(Avatar(greet.name), name, why, spacing=12)
        line.setStretch(1, 5)
        line.setStretch(2, 6)
        for part in (name, why):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(line)
        self.clicked.connect(self._choose)

    def sizeHint(self) -> QSize:
        return QSize(px(280), px(ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(QColor(mix(colours.surface, colours.text, 0.04)))
        painter.drawRoundedRect(self.rect().adjusted(1, 2, -1, -2), 6, 6)
        painter.end()

    def _choose(self) -> None:
        self.chosen.emit(self._uid)


class GreetCard(Card):
    """Whom to greet, and why; each person leads to their page."""

    member_chosen = Signal(str)
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Whom to greet"))
        self.setObjectName("greet_card")
        self._rows = column(spacing=0)
        self.add(self._rows, 0)

    def show_people(self, people: tuple[Greet, ...]) -> None:
        """Show the first of them."""
        clear(self._rows)
        if not people:
            fill(self._rows, (Rule(), 12, _words(_("Those who come are known by everyone."))))
            return
        for greet in people[:_MOST_GREETED]:
            line = GreetRow(greet)
            line.chosen.connect(self.member_chosen)
            fill(self._rows, (Rule(), line))
        rest = len(people) - _MOST_GREETED
        if rest > 0:
            words = ngettext("and {count} more", "and {count} more", rest).format(count=rest)
            more = button(words, self._want_more, role="link")
            more.setObjectName("greet_more")
            fill(self._rows, (Rule(), 4, row(more, 0)))

    def _want_more(self) -> None:
        self.more_wanted.emit()


class ToDoCard(Card):
    """Sentences that say what needs doing, each with the verb that does it."""

    wanted = Signal(object)
    """The `ToDo` whose verb was pressed."""

    def __init__(self) -> None:
        super().__init__(_("To do"))
        self.setObjectName("to_do_card")
        self._found: list[ToDo] = []
        self._rows = column(spacing=0)
        self.add(self._rows, 0)

    def show_contents(self, contents: HomeContents) -> None:
        """Show what needs doing now."""
        clear(self._rows)
        self._found = to_do(contents)
        for number, each in enumerate(self._found):
            line = ToDoRow(each.sentence, each.verb, str(number))
            line.setObjectName("to_do_row")
            line.activated.connect(self._want)
            fill(self._rows, (Rule(), line))
        if not self._found:
            fill(self._rows, (Rule(), 12, _words(_("Nothing. All is well."))))

    def _want(self, number: str) -> None:
        self.wanted.emit(self._found[int(number)])


class CameCard(Card):
    """How many came to the last events, and whether newcomers came again."""

    def __init__(self) -> None:
        again = text("", "caption")
        super().__init__(_("Who came"), again)
        self._again = again
        self.setObjectName("came_card")
        self._chart = BarChart()
        self._chart.setObjectName("came_chart")
        self._empty = _words(_("After your first meetup, this shows how many came."))
        self.add(self._chart, self._empty, 0)
        self.body.setStretch(1, 1)

    def show_record(self, record: HomeRecord) -> None:
        """Show a bar for each of the last events."""
        has_any = any(came for _event, came in record.recent)
        self._chart.setVisible(has_any)
        self._empty.setVisible(not has_any)
        words = ngettext(
            "{again} of {new} newcomer came again",
            "{again} of {new} newcomers came again",
            record.newcomers,
        ).format(again=record.came_again, new=record.newcomers)
        self._again.setText(words if record.newcomers else "")
        bars = []
        month = 0
        for event, came in record.recent:
            is_new_month, month = event.starts.month != month, event.starts.month
            label = month_name(month)[:3] if is_new_month else ""
            bars.append(Bar(label, came, _came_words(event, came)))
        self._chart.set_bars(bars, _("How many came to the last events"))


def _came_words(event: EventRow, came: int) -> str:
    return _("{title}, {day}: {count} came").format(
        title=shown(event.title), day=day_in_words(event.starts), count=came
    )


def _words(sentence: str) -> QLabel:
    return text(sentence, "muted", wrap=True)
