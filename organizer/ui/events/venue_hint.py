"""What the form of a plan says about the place that is written in it, and the way to change it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.names import clean_name, fold, shown
from organizer.domain.records import VenueRecord
from organizer.domain.words import _, ngettext
from organizer.services.plans.plan_hints import too_small_words
from organizer.ui.context import Context
from organizer.ui.events.venues_sheet import VenuesSheet
from organizer.ui.kit.layouts import row
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import button, text


class VenueHint(QWidget):
    """One quiet line: the address and how many fit, or that more are let in than fit."""

    offered = Signal(int)
    """How many fit into a place that was just written."""
    changed = Signal()
    """Places were changed in their own form."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._places: dict[str, VenueRecord] = {}
        self._name = ""
        self._place: VenueRecord | None = None
        self._words = text("", "caption", wrap=True)
        self._words.setObjectName("venue_hint")
        self.places_button = button(_("All places"), self._open_places, "link")
        self.places_button.setObjectName("open_places")
        line = row(self._words, self.places_button)
        line.setStretch(0, 1)
        self.setLayout(line)

    def set_places(self, places: Sequence[VenueRecord]) -> None:
        """Say what is known of all places."""
        self._places = {fold(place.name): place for place in places}

    def show_place(self, name: str, capacity: int | None) -> None:
        """Say what is known of the place of this name, for an event of this many seats."""
        place = self._places.get(fold(clean_name(name)))
        is_new_choice = place is not None and place != self._place
        self._name, self._place = name, place
        too_many = (
            place is not None and capacity is not None and capacity > (place.capacity or capacity)
        )
        words = ""
        if place is not None and too_many:
            words = too_small_words(place.name, place.capacity or 0)
        elif place is not None:
            words = _known(place)
        self._words.setText(words)
        set_role(self._words, "problem" if too_many else "caption")
        if place is not None and is_new_choice and place.capacity is not None:
            self.offered.emit(place.capacity)

    def _open_places(self) -> None:
        sheet = VenuesSheet(self.window(), self._context, self._name)
        sheet.closed.connect(self.changed)
        sheet.open()


def _known(place: VenueRecord) -> str:
    parts = [shown(" ".join(place.address.split()))]
    if place.capacity is not None:
        parts.append(
            ngettext("{count} person fits", "{count} people fit", place.capacity).format(
                count=place.capacity
            )
        )
    parts.append(shown(" ".join(place.access_notes.split())))
    return " · ".join(filter(None, parts))
