"""The sheet that puts people on a guest list: chosen by name, by tag, or everyone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QRadioButton, QWidget

from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.records import EventRow, GuestRow, MemberRow
from organizer.domain.searching import SearchIndex
from organizer.domain.words import _, ngettext
from organizer.services.answers import guests
from organizer.services.answers.guests import Added
from organizer.services.people import member_rows, members, segments
from organizer.ui.context import Context
from organizer.ui.events.answers import listed
from organizer.ui.events.words import STATUS_ROLES, status_word
from organizer.ui.jobs import Job
from organizer.ui.kit.fields import SearchField
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.messages import Kind
from organizer.ui.kit.records import Column
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.tables import RecordTable
from organizer.ui.kit.widgets import text


@dataclass(frozen=True, slots=True)
class _Choice:
    """Whom to choose from: all members, what finds them, and all tags."""

    people: list[MemberRow]
    index: SearchIndex
    tags: list[str]
    segments: list[str]


class AddGuestsSheet(Sheet):
    """Chooses people and puts them on the list of one event."""

    def __init__(
        self, over: QWidget, context: Context, event: EventRow, on_list: tuple[GuestRow, ...]
    ) -> None:
        super().__init__(over, _("Add guests"), _("Add to the list"), width=520)
        self._context = context
        self._event = event
        self._standing = {guest.member_uid: guest.status for guest in on_list}
        self._people: list[MemberRow] = []
        self._index = SearchIndex(())
        self._chosen: dict[str, str] = {}
        self._by_name = _radio(_("Chosen by name"), "by_name")
        self._by_tag = _radio(_("Everyone with a tag"), "by_tag")
        self._by_segment = _radio(_("Everyone in a segment"), "by_segment")
        self._everyone = _radio(_("All members"), "by_everyone")
        self._invited = _radio(_("Invited"), "as_invited")
        self._going = _radio(_("Going"), "as_going")
        self._search = SearchField(_("Type a name, an address or a tag"), shortcut="")
        self._search.edit.setObjectName("member_search")
        self._table = RecordTable(self._columns(), several=False)
        self._table.setObjectName("members_to_add")
        self._table.setMinimumHeight(px(240))
        self._table.installEventFilter(self)
        self._summary = text("", "muted", wrap=True)
        self._summary.setObjectName("chosen_summary")
        self._tags = QComboBox()
        self._tags.setObjectName("tag_to_add")
        self._tags.setAccessibleName(_("Tag"))
        self._segments = QComboBox()
        self._segments.setObjectName("segment_to_add")
        self._segments.setAccessibleName(_("Segment"))
        self._all_dates = QCheckBox(_("On the lists of all dates to come"))
        self._all_dates.setObjectName("all_dates")
        self._put_together()
        context.runner.start(self, self._load, self._show_choice)
        self._search.changed.connect(self._find)
        self._search.submitted.connect(self._take_first)
        self._search.left_downwards.connect(self._go_to_table)
        self._table.clicked.connect(self._toggle_current)
        self.save_requested.connect(self._save)
        for each in (self._by_name, self._by_tag, self._by_segment, self._everyone):
            each.toggled.connect(self._fit_way)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and Qt.Key(event.key()) in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._toggle_current()
            return True
        return super().eventFilter(watched, event)

    def _columns(self) -> list[Column]:
        return [
            Column("", _name, sort=_sorting, paint="avatar", role="strong", width=180, stretch=1),
            Column("", self._mark, paint="chip", chip_role=self._mark_role, width=124, align="end"),
        ]

    def _put_together(self) -> None:
        self._by_name.setChecked(True)
        self._invited.setChecked(True)
        ways, standing = QWidget(), QWidget()
        choices = (self._by_name, self._by_tag, self._by_segment, self._everyone)
        ways.setLayout(column(*choices, spacing=2))
        standing.setLayout(row(self._invited, self._going, 0, spacing=16))
        self._names = QWidget()
        self._names.setLayout(column(self._search, self._summary, self._table))
        self._table.horizontalHeader().hide()
        self.add_field("way", _("Who"), ways)
        self.add(self._names)
        self.add(self._tags)
        self.add(self._segments)
        self.add_field(
            "status",
            _("They are"),
            standing,
            _("Those going get a seat while there are some, and then a place on the waitlist."),
        )
        self.add(self._all_dates)
        self._all_dates.setVisible(self._event.series is not None)
        self._fit_way()

    def open(self) -> None:
        """Show it, ready to type a name."""
        super().open()
        self._search.focus()

    def _load(self, _job: Job) -> _Choice:
        db = self._context.db
        people = members.list_members(db)
        names = [segment.name for segment in segments.list_segments(db) if segment.rules]
        return _Choice(people, member_rows.search_index(people), members.all_tags(db), names)

    def _show_choice(self, choice: _Choice) -> None:
        self._people, self._index = choice.people, choice.index
        self._tags.addItems(choice.tags)
        self._by_tag.setEnabled(bool(choice.tags))
        self._segments.addItems(choice.segments)
        self._by_segment.setEnabled(bool(choice.segments))
        count = len(choice.people)
        self._everyone.setText(
            ngettext("All {count} member", "All {count} members", count).format(count=count)
        )
        self._table.set_empty_words(
            _("Nobody is called that.")
            if count
            else _("There are no members yet. Add people first.")
        )
        self._find()

    def _find(self, _words: str = "") -> None:
        found = self._index.find(self._search.text())
        self._table.set_records([self._people[number] for number in found])

    def _take_first(self) -> None:
        """Enter in the search takes the first who can be added, ready for the next name."""
        free = next((one for one in self._table.records if self._can_be_added(one)), None)
        if free is not None and self._search.text():
            self._toggle(free)
            self._search.clear()

    def _go_to_table(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._table.records and not self._table.currentIndex().isValid():
            self._table.selectRow(0)

    def _toggle_current(self) -> None:
        index = self._table.currentIndex()
        if index.isValid():
            self._toggle(self._table.records[index.row()])

    def _toggle(self, member: MemberRow) -> None:
        if not self._can_be_added(member):
            return
        if self._chosen.pop(member.uid, None) is None:
            self._chosen[member.uid] = member.name
        self._table.viewport().update()
        names = list(self._chosen.values())
        chosen = ngettext("{count} chosen: {names}", "{count} chosen: {names}", len(names))
        self._summary.setText(chosen.format(count=len(names), names=listed(names)) if names else "")

    def _can_be_added(self, member: MemberRow) -> bool:
        return self._standing.get(member.uid) in (None, RegistrationStatus.CANCELLED)

    def _mark(self, member: MemberRow) -> str:
        if member.uid in self._chosen:
            return _("Chosen")
        status = self._standing.get(member.uid)
        return status_word(status) if status else ""

    def _mark_role(self, member: MemberRow) -> str:
        if member.uid in self._chosen:
            return "solid"
        status = self._standing.get(member.uid)
        return STATUS_ROLES[status] if status else "neutral"

    def _fit_way(self) -> None:
        self._names.setVisible(self._by_name.isChecked())
        self._tags.setVisible(self._by_tag.isChecked())
        self._segments.setVisible(self._by_segment.isChecked())
        self.show_problems({})

    def _save(self) -> None:
        if self._by_name.isChecked() and not self._chosen:
            self.show_problems({"": _("Choose somebody first: type a name and press Enter.")})
            return
        self.show_problems({})
        self.set_busy(True)
        chosen = tuple(self._chosen) if self._by_name.isChecked() else ()
        tag = self._tags.currentText() if self._by_tag.isChecked() else ""
        segment = self._segments.currentText() if self._by_segment.isChecked() else ""
        everyone = self._everyone.isChecked()
        going = self._going.isChecked()
        status = RegistrationStatus.GOING if going else RegistrationStatus.INVITED
        db, row = self._context.db, self._event
        uid = row.series if row.series and self._all_dates.isChecked() else row.uid

        def work(_job: Job) -> Added:
            return guests.add_guests(
                db, uid, chosen, everyone=everyone, tag=tag, segment=segment, status=status
            )

        tell = self._saved_on_all if uid == row.series else self._saved
        self._context.do(self, work, tell, kind_of=_kind_of, on_failure=self._fail)

    def _saved(self, added: Added) -> str:
        self.close_sheet()
        return said_of(added)

    def _saved_on_all(self, added: Added) -> str:
        """The numbers are sums over dates then, which nobody wants to hear."""
        self.close_sheet()
        return _("They are on the lists of all dates to come now.")

    def _fail(self, error: UserError) -> None:
        self.set_busy(False)
        self.show_problems({"": str(error)})


def _kind_of(added: Added) -> Kind:
    return "info" if added.waitlisted else "good"


def said_of(added: Added) -> str:
    """Return how many people were put on a list, wait, and were there already."""
    parts = []
    if added.registered or not added.waitlisted + added.already:
        parts.append(
            ngettext(
                "{count} person is on the list now.",
                "{count} people are on the list now.",
                added.registered,
            ).format(count=added.registered)
        )
    if added.waitlisted:
        parts.append(
            ngettext(
                "{count} waits for a seat.", "{count} wait for a seat.", added.waitlisted
            ).format(count=added.waitlisted)
        )
    if added.already:
        parts.append(
            ngettext(
                "{count} was on it already.", "{count} were on it already.", added.already
            ).format(count=added.already)
        )
    return " ".join(parts)


def _radio(words: str, name: str) -> QRadioButton:
    made = QRadioButton(words)
    made.setObjectName(name)
    return made


def _name(member: MemberRow) -> str:
    return member.name


def _sorting(member: MemberRow) -> str:
    return member.sorting_name
