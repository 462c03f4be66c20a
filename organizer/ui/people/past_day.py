"""A field for a day that has been, such as since when somebody is a member; it may stay empty."""

from __future__ import annotations

from datetime import date

from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.services.people.past_days import read_past_day
from organizer.ui.events.day_field import DayField


class PastDayField(DayField):
    """Takes "4 March 2019" and "2019" alike, and writes the day out when it is left."""

    def __init__(self, today: date, day: date | None) -> None:
        super().__init__(today)
        self._last_day = today
        self.setPlaceholderText(_("4 March 2019, or 2019"))
        if day is not None:
            self.set_day(day)

    def day(self) -> date | None:
        """The day that is meant; None for none, and for what cannot be read."""
        try:
            return read_past_day(self.text(), self._last_day)
        except UserError:
            return None

    def problem(self) -> str:
        """Why what is typed is no day; empty if it is one, or if nothing is typed."""
        try:
            read_past_day(self.text(), self._last_day)
        except UserError as error:
            return str(error)
        return ""
