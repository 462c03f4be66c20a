"""Where a plan takes place and how many fit, with what is known of the place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QStringListModel, Signal
from PySide6.QtWidgets import QLineEdit

from organizer.domain.drafts import EventDraft
from organizer.domain.records import VenueRecord
from organizer.domain.words import _
from organizer.services.plans import venues
from organizer.ui.context import Context
from organizer.ui.events.plan_fields import completer_of
from organizer.ui.events.venue_hint import VenueHint
from organizer.ui.jobs import Job


class PlanPlace(QObject):
    """The fields for the place and the seats, which a form lays out, and the hint below them."""

    known = Signal()
    """The places there are have been read, or have changed."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._was_chosen = False
        self.venue = QLineEdit()
        self._names = QStringListModel(self)
        self.venue.setCompleter(completer_of(self._names, self.venue))
        self.capacity = QLineEdit()
        self.capacity.setPlaceholderText(_("No limit"))
        self.hint = VenueHint(context)
        self.venue.textEdited.connect(self._choose)
        self.venue.editingFinished.connect(self._choose)
        self.hint.offered.connect(self._take_capacity)
        self.hint.changed.connect(self._reload)

    def fill(self, draft: EventDraft) -> None:
        """Show what a draft says."""
        self.venue.setText(draft.venue)
        self.capacity.setText("" if draft.capacity is None else str(draft.capacity))

    def write(self, draft: EventDraft) -> None:
        """Put what the fields say into a draft; what is no number of seats is left empty."""
        capacity = self.capacity.text().strip()
        draft.venue = self.venue.text()
        draft.capacity = int(capacity) if capacity.isdecimal() else None

    def say_better(self, problems: dict[str, str]) -> None:
        """Put better words for a number of seats that could not be read."""
        capacity = self.capacity.text().strip()
        if capacity and not capacity.isdecimal():
            problems["capacity"] = _("A capacity is a number, or nothing for no limit.")

    def set_places(self, places: Sequence[VenueRecord]) -> None:
        """Say which places there are."""
        self._names.setStringList([place.name for place in places])
        self.hint.set_places(places)
        self.known.emit()

    def _choose(self) -> None:
        self._was_chosen = True

    def _take_capacity(self, seats: int) -> None:
        """A place that was just chosen says how many fit, where nobody has said so."""
        if self._was_chosen and not self.capacity.text().strip():
            self.capacity.setText(str(seats))

    def _reload(self) -> None:
        self._context.runner.start(self, self._load, self.set_places)

    def _load(self, _job: Job) -> list[VenueRecord]:
        return venues.list_venues(self._context.db)
