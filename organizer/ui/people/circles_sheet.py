"""The sheet of the circles: each with its purpose, host and people, and a form to change one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from organizer.domain.errors import UserError
from organizer.domain.names import shown
from organizer.domain.records import CircleRecord, MemberRow, PersonLink, SegmentRecord
from organizer.domain.words import _, ngettext
from organizer.services.people import circles, segments
from organizer.ui.context import Context
from organizer.ui.events.tab_order import place_in, stand_after
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import FlowLayout, clear, column, row
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.widgets import Rule, button, text
from organizer.ui.people.person_field import PersonField
from organizer.ui.people.removable_chip import RemovableChip
from organizer.ui.people.segment_field import SegmentField

_MOST_CHIPS = 40
"""Of the people in a circle; “Show” lists all of them on the page."""


class CirclesSheet(Sheet):
    """Lists the circles; below them one is made, or the one chosen is changed."""

    people_wanted = Signal(str)
    """Carries the uid of a circle whose people should be shown."""

    def __init__(self, over: QWidget, context: Context, people: Sequence[MemberRow]) -> None:
        super().__init__(over, _("Circles"), _("Make the circle"), width=520)
        self._context = context
        self._circles: list[CircleRecord] = []
        self._uid = ""
        self._list = column(spacing=4)
        self._name = QLineEdit()
        self._purpose = QLineEdit()
        self._host = PersonField(people)
        self._inside = FlowLayout(spacing=6)
        self._newcomer = PersonField(people)
        self._newcomer.setObjectName("circle_newcomer")
        self._newcomer.setAccessibleName(_("Put somebody in"))
        self._segment = SegmentField(_("Put all of them in"), "circle_segment")
        self._heading = text("", "heading")
        self._dissolve_button = button(_("Dissolve the circle"), self._dissolve, role="danger")
        self._dissolve_button.setObjectName("circle_dissolve")
        self._other_button = button(_("Make another circle"), self._begin_new, role="link")
        self._other_button.setObjectName("circle_new")
        self.cancel_button.setText(_("Close"))  # whoever goes in or out is kept at once
        self._lay_out_form()
        self.save_requested.connect(self._keep)
        self._newcomer.picked.connect(self._put_in)
        self._segment.picked.connect(self._put_segment_in)
        self._begin_new()

    def open(self) -> None:
        """Show the sheet and fetch the circles."""
        super().open()
        self._reload()

    def _lay_out_form(self) -> None:
        holder = QWidget()
        holder.setLayout(self._list)
        self._place_of_list = place_in(holder)
        self.add(holder)
        head = QWidget()
        head.setLayout(column(Rule(), 4, row(self._heading, 0, self._other_button)))
        self.add(head)
        self.add_field("circle_name", _("Name"), self._name)
        self.add_field("circle_purpose", _("Purpose"), self._purpose, _("What they meet for."))
        self.add_field("circle_host", _("Host"), self._host, _("Empty for nobody."))
        inside = QWidget()
        inside.setLayout(self._inside)
        self._place_of_people = place_in(inside)
        self._people = QWidget()
        self._people.setLayout(column(inside, self._newcomer, self._segment, spacing=8))
        self._people_field = self.add_field("circle_people", _("People"), self._people)
        foot = QWidget()
        foot.setLayout(row(self._dissolve_button, 0))
        self.add(foot)

    def _reload(self, _told: object = None) -> None:
        self._context.runner.start(self, self._load, self._show)

    def _load(self, _job: Job) -> tuple[list[CircleRecord], list[SegmentRecord]]:
        db = self._context.db
        return circles.list_circles(db), segments.list_segments(db)

    def _show(self, loaded: tuple[list[CircleRecord], list[SegmentRecord]]) -> None:
        found, kept = loaded
        self._circles = found
        self._segment.offer(kept)
        clear(self._list)
        if not found:
            words = _("A circle is a small group inside the community. There is none yet.")
            self._list.addWidget(text(words, "muted", wrap=True))
        lines = [self._line(circle) for circle in found]
        for line in lines:
            self._list.addWidget(line)
        stops = [stop for line in lines for stop in line.findChildren(QPushButton)]
        stand_after(self._place_of_list, stops)
        if self._uid and self._chosen() is None:
            self._begin_new()
        else:
            self._show_people()

    def _line(self, circle: CircleRecord) -> QWidget:
        count = len(circle.people)
        parts = [ngettext("{count} person", "{count} people", count).format(count=count)]
        if circle.host is not None:
            parts.append(_("host {name}").format(name=shown(circle.host.name)))
        words = column(text(shown(circle.name), "strong"), spacing=0)
        if circle.purpose:
            words.addWidget(text(shown(circle.purpose), wrap=True))
        words.addWidget(text(" · ".join(parts), "caption"))
        show = button(_("Show"), self._show_in_page, role="link")
        edit = button(_("Edit"), self._edit, role="link")
        for each, name in ((show, "circle_show"), (edit, "circle_edit")):
            each.setProperty("uid", circle.uid)
            each.setObjectName(name)
            each.setAccessibleName(f"{each.text()}: {circle.name}")
        line = row(words, show, edit, spacing=4)
        line.setStretch(0, 1)
        line.setContentsMargins(0, 4, 0, 4)
        holder = QWidget()
        holder.setLayout(line)
        return holder

    def _chosen(self) -> CircleRecord | None:
        return next((one for one in self._circles if one.uid == self._uid), None)

    def _begin_new(self) -> None:
        self._uid = ""
        self._heading.setText(_("A new circle"))
        self._name.setText("")
        self._purpose.setText("")
        self._host.forget()
        self._fit_form()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit(self) -> None:
        self._uid = str(self.sender().property("uid"))
        circle = self._chosen()
        if circle is None:
            return
        self._heading.setText(shown(circle.name))
        self._name.setText(circle.name)
        self._purpose.setText(circle.purpose)
        self._host.choose(circle.host)
        self._fit_form()
        self._show_people()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_form(self) -> None:
        is_kept = bool(self._uid)
        self._people_field.setVisible(is_kept)
        self._dissolve_button.setVisible(is_kept)
        self._other_button.setVisible(is_kept)
        self.save_button.setText(_("Save") if is_kept else _("Make the circle"))
        self.show_problems({})

    def _show_people(self) -> None:
        clear(self._inside)
        circle = self._chosen()
        people = circle.people if circle else ()
        chips = [PersonChip(person) for person in people[:_MOST_CHIPS]]
        for chip in chips:
            chip.clicked.connect(self._take_out)
            self._inside.addWidget(chip)
        stand_after(self._place_of_people, chips)
        if (more := len(people) - _MOST_CHIPS) > 0:
            words = ngettext("and {count} more", "and {count} more", more)
            self._inside.addWidget(text(words.format(count=f"{more:,}"), "muted"))

    def _show_in_page(self) -> None:
        uid = str(self.sender().property("uid"))
        self.close_sheet()
        self.people_wanted.emit(uid)

    def _keep(self) -> None:
        if sentence := self._host.problem():
            self.show_problems({"circle_host": sentence})
            return
        self.show_problems({})
        said = (self._name.text(), self._purpose.text(), self._host.uid())
        self._do(partial(_keep_circle, self._context, self._uid, *said), self._after_save)

    def _after_save(self, words: str) -> str:
        if not self._uid:
            self._begin_new()
        return words

    def _put_in(self, member_uid: str) -> None:
        self._newcomer.forget()
        self._do(partial(_put_in, self._context, self._uid, member_uid), str)

    def _put_segment_in(self, segment_uid: str) -> None:
        self._do(partial(_put_segment_in, self._context, self._uid, segment_uid), str)

    def _take_out(self) -> None:
        chip = self.sender()
        if isinstance(chip, PersonChip):
            self._do(partial(_take_out, self._context, self._uid, chip.person.uid), str)

    def _dissolve(self) -> None:
        self._do(partial(_dissolve, self._context, self._uid), str)

    def _do(self, work: Callable[[Job], str], tell: Callable[[str], str]) -> None:
        def told(words: str) -> str:
            self._reload()
            return tell(words)

        self._context.do(self, work, told, on_failure=self._refuse)

    def _refuse(self, error: UserError) -> None:
        self.show_problems({"": str(error)})


class PersonChip(RemovableChip):
    """Somebody in a circle."""

    def __init__(self, person: PersonLink) -> None:
        super().__init__(shown(person.name), "neutral")
        self.person = person
        self.setObjectName("circle_person")


def _keep_circle(context: Context, uid: str, name: str, purpose: str, host: str, _job: Job) -> str:
    if uid:
        circles.change_circle(context.db, uid, name=name, purpose=purpose, host=host)
        return _("The circle was changed.")
    circles.make_circle(context.db, name, purpose=purpose, host=host)
    return _("The circle “{name}” was made.").format(name=shown(name))


def _put_in(context: Context, uid: str, member: str, _job: Job) -> str:
    circles.put_in(context.db, uid, [member])
    return _("They are in the circle now.")


def _put_segment_in(context: Context, uid: str, segment: str, _job: Job) -> str:
    count = circles.put_segment_in(context.db, uid, segment)
    if not count:
        return _("Everyone of the segment is in the circle already.")
    words = ngettext(
        "{count} person of the segment is in the circle now.",
        "{count} people of the segment are in the circle now.",
        count,
    )
    return words.format(count=f"{count:,}")


def _take_out(context: Context, uid: str, member: str, _job: Job) -> str:
    circles.take_out(context.db, uid, [member])
    return _("They are out of the circle.")


def _dissolve(context: Context, uid: str, _job: Job) -> str:
    circles.dissolve_circle(context.db, uid)
    return _("The circle was dissolved; its people stay members.")


class CirclesButton(QObject):
    """The button of the people page that opens the circles."""

    people_wanted = Signal(str)
    """Carries the uid of a circle whose people should be shown."""

    def __init__(
        self, page: QWidget, context: Context, people: Callable[[], Sequence[MemberRow]]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._people = people
        self._sheet: CirclesSheet | None = None
        self.button = button(_("Circles"), self._open, icon_name="circles-three")
        self.button.setObjectName("open_circles")
        self.button.setToolTip(_("Small groups inside the community"))

    def _open(self) -> None:
        if self._sheet is None:
            self._sheet = CirclesSheet(self._page, self._context, self._people())
            self._sheet.people_wanted.connect(self.people_wanted)
            self._sheet.closed.connect(self._forget)
            self._sheet.open()

    def _forget(self) -> None:
        self._sheet = None
