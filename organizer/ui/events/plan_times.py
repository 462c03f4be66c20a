"""When a plan takes place, as typed into three fields: the end moves along with the start."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from organizer.domain.drafts import EventDraft
from organizer.domain.words import _
from organizer.ui.events.day_field import DayField
from organizer.ui.events.when import end_as_typed, read_clock, read_end

USUAL_START = time(19, 0)
USUAL_LENGTH = timedelta(hours=2, minutes=30)


class PlanTimes(QObject):
    """The fields for the day, the start and the end, which a form lays out."""

    def __init__(self, today: date, parent: QObject) -> None:
        super().__init__(parent)
        self._today = today
        self._lasts: timedelta | None = None
        """How long it takes, until somebody says when it ends."""
        self.repeats = False
        """Whether a length is meant on the wall, as one night is no measure for the others."""
        self.day = DayField(today)
        self.starts = QLineEdit()
        self.starts.setPlaceholderText("19:00")
        self.ends = QLineEdit()
        self.ends.setPlaceholderText(_("21:30 or 2h"))
        self.starts.textEdited.connect(self._move_end)
        self.ends.textEdited.connect(self._keep_end)

    def fill(self, draft: EventDraft) -> datetime:
        """Show what a draft says, or what is usual; return the start."""
        starts = draft.starts or datetime.combine(self._today, USUAL_START)
        if draft.starts is not None:
            self.day.set_day(draft.starts.date())
        self.starts.setText(f"{starts:%H:%M}")
        self._lasts = draft.ends - starts if draft.ends else USUAL_LENGTH
        self.ends.setText(end_as_typed(starts, starts + self._lasts))
        return starts

    def write(self, draft: EventDraft) -> None:
        """Put what the fields say into a draft; what cannot be read is left empty."""
        day: date | None = self.day.day()
        clock = read_clock(self.starts.text())
        draft.starts = datetime.combine(day, clock) if day and clock else None
        has_zone = not self.repeats and "timezone" not in draft.problems()
        zone_name = draft.timezone if has_zone else "UTC"
        draft.ends = read_end(self.ends.text(), draft.starts, zone_name) if draft.starts else None

    def say_better(self, problems: dict[str, str], draft: EventDraft) -> None:
        """Put better words for what of a draft's times could not be read."""
        if self.day.text().strip() and self.day.day() is None:
            problems["day"] = _("“{text}” is no day. Write it like 24 Nov 2026, or Friday.").format(
                text=self.day.text().strip()[:40]
            )
            problems.pop("starts", None)
        elif self.day.day() is None:
            problems["day"] = _("On which day?")
            problems.pop("starts", None)
        elif draft.starts is None and self.starts.text().strip():
            problems["starts"] = _("Write a time like 19:00.")
        if draft.starts is None:
            problems.pop("ends", None)
        elif draft.ends is None and self.ends.text().strip():
            problems["ends"] = _("Write a time like 21:30, or a length like 2h.")

    def _move_end(self) -> None:
        clock = read_clock(self.starts.text())
        if self._lasts is not None and clock is not None:
            starts = datetime.combine(self.day.day() or self._today, clock)
            self.ends.setText(end_as_typed(starts, starts + self._lasts))

    def _keep_end(self) -> None:
        self._lasts = None
