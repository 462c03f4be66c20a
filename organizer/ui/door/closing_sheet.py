"""The sheet that closes an evening: who came, who did not, and afterwards what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.records import PersonLink
from organizer.domain.words import _, ngettext
from organizer.services.answers import guests
from organizer.services.at_door import closing
from organizer.services.at_door.closing import EveningSummary
from organizer.ui.context import Context
from organizer.ui.door.unnamed import UnnamedArrivals
from organizer.ui.events.opened import OpenedEvent, load_opened
from organizer.ui.events.output import Output
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import clear, column
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.widgets import Stat, ToDoRow, text

_MOST_BOXES = 150
_MOST_NAMES = 40
_RECAP, _INVITE, _TICK, _REOPEN = "recap", "invite", "tick", "reopen"


class ClosingSheet(Sheet):
    """Closes one evening in one step; on one that is closed it says what to do next."""

    tick_wanted = Signal()
    """Somebody wants to tick off the paper sheet; this sheet is closed."""

    def __init__(self, over: QWidget, context: Context, event_uid: str) -> None:
        super().__init__(over, _("Close the evening"), _("Close the evening"), width=520)
        self.setObjectName("closing_sheet")
        self._context = context
        self._uid = event_uid
        self._summary: EveningSummary | None = None
        self._boxes: list[QCheckBox] = []
        self._output = Output(context, self)
        self._stat = Stat("–", "")
        self._made_of = text("", "muted", wrap=True)
        self._made_of.setObjectName("closing_made_of")
        self._unnamed = text("", "warn", wrap=True)
        self._arrivals = UnnamedArrivals(context, event_uid)
        self._arrivals.named.connect(self._on_named)
        self._arrivals.failed.connect(self._on_unnamed)
        self._heads = QSpinBox()
        self._heads.setRange(0, closing.MOST_HEADS)
        self._absent = text("", "heading", wrap=True)
        self._absent.setObjectName("closing_absent")
        self._absent_hint = text(
            _("Tick who had told you; they count as a no. All others are no-shows."), "caption"
        )
        self._list = column(spacing=4)
        people = QWidget()
        people.setLayout(self._list)
        self._faces = text("", wrap=True)
        self._faces.setObjectName("closing_faces")
        self._next = column(spacing=4)
        follows = QWidget()
        follows.setLayout(self._next)
        for part in (self._stat, self._made_of, self._unnamed, self._arrivals, self._faces):
            self.add(part)
        self._heads_field = self.add_field(
            "head_count",
            _("People on no list"),
            self._heads,
            _("Whoever came and is on no list, counted at the door or afterwards."),
        )
        for widget in (self._absent, self._absent_hint, people, follows):
            self.add(widget)
        self.save_button.setEnabled(False)
        self.save_requested.connect(self._close_evening)
        self._load()

    def _load(self) -> None:
        db, uid, now = self._context.db, self._uid, self._context.now()

        def work(_job: Job) -> EveningSummary:
            return closing.summarise(db, uid, now=now)

        self._context.runner.start(self, work, self._show, on_failure=self._fail)
        self._arrivals.load()

    def _on_named(self, words: str) -> None:
        self.show_problems({})
        self._context.messages.say(words, "good")
        self._load()

    def _on_unnamed(self, sentence: str) -> None:
        self.show_problems({"": sentence})

    def _show(self, summary: EveningSummary) -> None:
        before, self._summary = self._summary, summary
        is_closed = summary.closed_at is not None
        self._stat.set_stat(
            f"{summary.in_the_room:,}", _("people at “{title}”").format(title=shown(summary.title))
        )
        self._made_of.setText(_made_of(summary))
        self._unnamed.setText(_unnamed_words(summary.unnamed))
        self._unnamed.setVisible(summary.unnamed > 0)
        if before is None or not self._heads_changed(before):
            self._heads.setValue(summary.head_count)
        self._faces.setText(_faces(summary))
        self._faces.setVisible(bool(self._faces.text()))
        self._show_absent(summary, is_closed)
        self._show_next(summary if is_closed else None)
        can_close = not is_closed and not summary.not_yet
        self._heads_field.setVisible(can_close)
        self.save_button.setVisible(not is_closed)
        self.save_button.setEnabled(can_close)
        self.cancel_button.setText(_("Done") if is_closed else _("Cancel"))

    def _show_absent(self, summary: EveningSummary, is_closed: bool) -> None:
        count = len(summary.no_shows)
        words = ngettext("{count} person did not come", "{count} people did not come", count)
        is_not_yet = bool(summary.not_yet) and not is_closed
        self._absent.setText(words.format(count=count) if count else _("Everybody came."))
        self._absent_hint.setVisible(bool(count) and not is_closed and not is_not_yet)
        ticked = {box.property("uid") for box in self._boxes if box.isChecked()}
        clear(self._list)
        self._boxes = []
        if is_not_yet:
            self._absent.setText(summary.not_yet)
            return
        if is_closed:
            if count:
                self._list.addWidget(text(_names(summary.no_shows), "muted", wrap=True))
            return
        for person in summary.no_shows[:_MOST_BOXES]:
            box = _NameBox(shown(person.name))
            box.setProperty("uid", person.uid)
            box.setChecked(person.uid in ticked)
            self._boxes.append(box)
            self._list.addWidget(box)
        if count > _MOST_BOXES:
            more = _("and {count} more").format(count=count - _MOST_BOXES)
            self._list.addWidget(text(more, "muted"))

    def _show_next(self, summary: EveningSummary | None) -> None:
        clear(self._next)
        if summary is None:
            return
        self._next.addWidget(text(_("What to do next"), "heading"))
        for key, sentence, verb in _next_steps(summary):
            line = ToDoRow(sentence, verb, key)
            line.button.setObjectName(f"closing_{key}")
            line.activated.connect(self._follow)
            self._next.addWidget(line)

    def _close_evening(self) -> None:
        db, uid, now = self._context.db, self._uid, self._context.now()
        excused = [str(box.property("uid")) for box in self._boxes if box.isChecked()]
        summary = self._summary
        # What was counted at the door meanwhile stays, unless somebody has written another number.
        heads = self._heads.value() if summary and self._heads_changed(summary) else None
        title = shown(summary.title) if summary else ""

        def work(_job: Job) -> str:
            closing.close_evening(db, uid, excused=excused, head_count=heads, now=now)
            return _("“{title}” is closed.").format(title=title)

        self.set_busy(True)
        self._context.do(self, work, self._closed, on_failure=self._not_closed)

    def _heads_changed(self, summary: EveningSummary) -> bool:
        return self._heads.value() != summary.head_count

    def _not_closed(self, error: UserError) -> None:
        """Somebody may have come while the sheet was open: it shows how things stand now."""
        self._fail(error)
        self._load()

    def _closed(self, words: str) -> str:
        self.set_busy(False)
        self.show_problems({})
        self._load()
        return words

    def _follow(self, key: str) -> None:
        db, uid, summary = self._context.db, self._uid, self._summary
        if summary is None:
            return
        if key == _TICK:
            self.close_sheet()
            self.tick_wanted.emit()
        elif key == _RECAP:

            def load(_job: Job) -> OpenedEvent:
                return load_opened(db, uid)

            self._context.runner.start(self, load, self._ask_for_recap, on_failure=self._fail)
        elif key == _INVITE:
            self._invite(summary)
        else:
            self._context.do(self, partial(_reopen, self._context, uid), self._closed)

    def _ask_for_recap(self, event: OpenedEvent) -> None:
        self._output.ask_for_recap(event, "team")

    def _invite(self, summary: EveningSummary) -> None:
        db = self._context.db
        uids = [person.uid for person in summary.to_invite]

        def work(_job: Job) -> str:
            added = guests.add_guests(db, summary.next_uid, uids, status=RegistrationStatus.INVITED)
            return ngettext(
                "{count} newcomer is on the list of “{title}”. Send the invitation from there.",
                "{count} newcomers are on the list of “{title}”. Send the invitations from there.",
                added.registered,
            ).format(count=added.registered, title=shown(summary.next_title))

        self._context.do(self, work, self._closed, on_failure=self._fail)

    def _fail(self, error: UserError) -> None:
        self.set_busy(False)
        self.show_problems({"": str(error)})


class _NameBox(QCheckBox):
    """A check box with a name, which gives way to … where it is long; its tool tip says it all."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("excused")
        self.setAccessibleName(name)
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """The name alone must not make the sheet wide."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        inside = QStyle.SubElement.SE_CheckBoxContents
        room = self.style().subElementRect(inside, option, self).width()
        fitted = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        self.setText(fitted.replace("&", "&&"))
        self.setToolTip(self._name if fitted != self._name else "")


def _reopen(context: Context, uid: str, _job: Job) -> str:
    closing.reopen_evening(context.db, uid)
    return _("The evening is open again.")


def _made_of(summary: EveningSummary) -> str:
    """Return what the number of people is made of."""
    parts = [ngettext("{count} member", "{count} members", summary.came).format(count=summary.came)]
    if summary.extra_guests:
        words = ngettext(
            "{count} guest of theirs", "{count} guests of theirs", summary.extra_guests
        )
        parts.append(words.format(count=summary.extra_guests))
    if summary.head_count:
        parts.append(_("{count} on no list").format(count=summary.head_count))
    if summary.unnamed:
        parts.append(_("{count} let in for now").format(count=summary.unnamed))
    return ", ".join(parts)


def _unnamed_words(count: int) -> str:
    return ngettext(
        "{count} person came with a badge that is not known here. Who was it?",
        "{count} people came with badges that are not known here. Who were they?",
        count,
    ).format(count=count)


def _faces(summary: EveningSummary) -> str:
    """Return who came for the first time, and who came without being on the list."""
    lines = []
    if summary.newcomers:
        lines.append(_("First time: {names}").format(names=_names(summary.newcomers)))
    if summary.walk_ins:
        lines.append(_("Walk-ins: {names}").format(names=_names(summary.walk_ins)))
    return "\n".join(lines)


def _names(people: Sequence[PersonLink]) -> str:
    names = ", ".join(shown(person.name) for person in people[:_MOST_NAMES])
    if len(people) <= _MOST_NAMES:
        return names
    return _("{names} and {count} more").format(names=names, count=len(people) - _MOST_NAMES)


def _next_steps(summary: EveningSummary) -> list[tuple[str, str, str]]:
    """Return key, sentence and verb of what can be done after an evening."""
    steps = [(_RECAP, _("Say how it went, on one page"), _("Write the recap"))]
    if count := len(summary.to_invite):
        words = ngettext(
            "{count} newcomer is not on the list of “{title}” yet",
            "{count} newcomers are not on the list of “{title}” yet",
            count,
        )
        steps.append((_INVITE, words.format(count=count, title=summary.next_title), _("Invite")))
    steps.append((_TICK, _("Was there a sign-in sheet on paper, too?"), _("Tick it off")))
    steps.append((_REOPEN, _("Somebody still comes?"), _("Open again")))
    return steps
