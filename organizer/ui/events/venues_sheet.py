"""The sheet of all places: address, how one gets in, how many fit, rooms; two entries made one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from organizer.domain.drafts import VenueDraft
from organizer.domain.errors import UserError
from organizer.domain.names import clean_name, fold, shown
from organizer.domain.records import VenueRecord
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.services.plans import venues
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.kit.fields import lines_field
from organizer.ui.kit.layouts import row
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.widgets import button, text


@dataclass(frozen=True, slots=True)
class _Kept:
    """What keeping a place came to."""

    uid: str
    name: str
    merged_into: str = ""


class VenuesSheet(Sheet):
    """Chooses a place at the top and changes it below; every change can be undone."""

    def __init__(self, over: QWidget, context: Context, name: str = "") -> None:
        super().__init__(over, _("Places"), _("Save"), width=480)
        self._context = context
        self._wanted = name
        self._places: list[VenueRecord] = []
        self._shown: VenueRecord | None = None
        self._page = over
        self.which = QComboBox()
        self.name = QLineEdit()
        self.address = lines_field(count=2)
        self.access = lines_field(count=4)
        self.capacity = QLineEdit()
        self.capacity.setPlaceholderText(_("No limit"))
        self.rooms = QLineEdit()
        self.rooms.setPlaceholderText(_("Attic, Workshop, Garden"))
        self._use = text("", "caption", wrap=True)
        self._use.setObjectName("venue_use")
        self.remove = button(_("Remove this place"), self._remove, "danger")
        self.remove.setObjectName("remove_venue")
        self._put_together()
        self.save_requested.connect(self._save)
        self.which.activated.connect(self._show_chosen)
        self.name.textChanged.connect(self._say_what_name_does)
        context.runner.start(self, self._load, self._show_places)

    def draft(self) -> VenueDraft:
        """What the form says now."""
        capacity = self.capacity.text().strip()
        return VenueDraft(
            name=self.name.text(),
            address=self.address.toPlainText(),
            access_notes=self.access.toPlainText(),
            capacity=int(capacity) if capacity.isdecimal() else None,
            rooms=tuple(filter(None, map(clean_name, self.rooms.text().split(",")))),
        )

    def _put_together(self) -> None:
        self.add_field("which", _("Place"), self.which)
        self._name_field = self.add_field("name", _("Name"), self.name)
        self._merging = text("", "caption", wrap=True)
        self._merging.setObjectName("merge_hint")
        self._merging.hide()
        self.add(self._merging)
        self.add_field("address", _("Address"), self.address)
        self.add_field(
            "access_notes",
            _("Getting in"),
            self.access,
            _("Steps, lift, toilets, the bell to ring. It stands in every invitation."),
        )
        self.add_field("capacity", _("How many fit"), self.capacity)
        self.add_field("rooms", _("Rooms"), self.rooms, _("Separated by commas."))
        self.add(self._use)
        holder = QWidget()
        holder.setLayout(row(self.remove, 0))
        self.add(holder)

    def _load(self, _job: Job) -> list[VenueRecord]:
        return venues.list_venues(self._context.db)

    def _show_places(self, places: list[VenueRecord]) -> None:
        self._places = places
        self.which.clear()
        for place in places:
            self.which.addItem(shown(place.name), place.uid)
        self.which.addItem(_("A new place"), "")
        folded = fold(clean_name(self._wanted))
        found = next((n for n, one in enumerate(places) if fold(one.name) == folded), None)
        is_new = bool(folded) and found is None
        self.which.setCurrentIndex(len(places) if is_new else found or 0)
        self._show_chosen()
        if is_new:
            self.name.setText(self._wanted)

    def _show_chosen(self) -> None:
        uid = self.which.currentData()
        place = next((one for one in self._places if one.uid == uid), None)
        self._shown = place
        known = place or VenueRecord("", "")
        self.name.setText(known.name)
        self.address.setPlainText(known.address)
        self.access.setPlainText(known.access_notes)
        self.capacity.setText("" if known.capacity is None else str(known.capacity))
        self.rooms.setText(", ".join(known.rooms))
        words = ngettext(
            "{count} event is or was held here.",
            "{count} events are or were held here.",
            known.events,
        )
        self._use.setText(words.format(count=known.events) if place else "")
        self.remove.setVisible(place is not None and not known.events)
        self.show_problems({})

    def _say_what_name_does(self) -> None:
        """A name that another place bears makes the two one; that is said beforehand."""
        other = self._namesake()
        if other is not None and self._shown is not None:
            words = _("“{name}” is a place already. Saving makes the two one place.")
            self._merging.setText(words.format(name=shown(other.name)))
        self._merging.setVisible(other is not None and self._shown is not None)

    def _namesake(self) -> VenueRecord | None:
        folded = fold(clean_name(self.name.text()))
        shown_uid = self._shown.uid if self._shown else ""
        return next(
            (one for one in self._places if fold(one.name) == folded and one.uid != shown_uid), None
        )

    def _save(self) -> None:
        draft = self.draft()
        problems = draft.problems()
        capacity = self.capacity.text().strip()
        if capacity and not capacity.isdecimal():
            problems["capacity"] = _("A capacity is a number, or nothing for no limit.")
        self.show_problems(problems)
        if problems:
            return
        self.set_busy(True)
        uid = self._shown.uid if self._shown else ""
        other = self._namesake()
        into = other.name if other and uid else ""
        work = partial(_keep, self._context.db, uid, draft, into)
        self._context.do(self, work, self._saved, on_failure=self._fail)

    def _saved(self, kept: _Kept) -> str:
        self.close_sheet()
        if kept.merged_into:
            return _("“{name}” is now “{other}”.").format(
                name=shown(kept.name), other=shown(kept.merged_into)
            )
        return _("“{name}” is kept.").format(name=shown(kept.name))

    def _remove(self) -> None:
        if self._shown is None:
            return
        name = self._shown.name
        work = partial(_forget, self._context.db, self._shown.uid, name)
        self._context.do(self, work, self._removed, on_failure=self._fail)

    def _removed(self, name: str) -> str:
        self.close_sheet()
        return _("“{name}” is removed.").format(name=shown(name))

    def _fail(self, error: UserError) -> None:
        self.set_busy(False)
        self.show_problems({"": str(error)})


def _keep(db: Database, uid: str, draft: VenueDraft, into: str, _job: Job) -> _Kept:
    if not uid:
        return _Kept(venues.add_venue(db, draft), draft.name)
    return _Kept(venues.change_venue(db, uid, draft), draft.name, into)


def _forget(db: Database, uid: str, name: str, _job: Job) -> str:
    venues.remove_venue(db, uid)
    return name
