"""What a desk shows of its door beside the card: numbers, the last entries, whom a name can mean."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from organizer.domain.errors import UserError
from organizer.domain.records import DoorCounts, DoorEntryRow
from organizer.models.database import Database
from organizer.services.at_door.door_news import DoorNews, last_line, news_of_door
from organizer.services.at_door.door_view import door_counts, last_entries
from organizer.ui.context import Context
from organizer.ui.door.desk_acts import VIEW_LANE
from organizer.ui.door.entries import MOST_SHOWN
from organizer.ui.door.people import DoorPeople, folded_people
from organizer.ui.jobs import Job

PEOPLE_LANE = "door people"
"""A long list takes seconds, for which neither the numbers nor the last entries wait."""
_WATCHED = frozenset({"door_entry", "attendance", "registration", "member", "event", "*"})
_FIGURES_AFTER_MS = 30
_PEOPLE_AFTER_MS = 150
_MANY = 3_000
_MANY_AFTER_MS = 5_000
"""A long list is read again only when the door has been quiet for so long."""
_LOOK_AGAIN_MS = 10_000
"""Others may write into the same file, and the last five minutes go by."""
_GLANCE_MS = 2_000
"""So late, at most, is known what another station wrote."""
_Figures = tuple[DoorCounts, list[DoorEntryRow]]


def _last_people(db: Database, event_uid: str) -> list[DoorEntryRow]:
    return last_entries(db, event_uid, MOST_SHOWN, people_only=True)


class DeskView(QObject):
    """Reads for the eye, in a lane of its own, whenever the file has changed and now and then."""

    figures_read = Signal(object, object)
    """The `DoorCounts`, and the last `DoorEntryRow`s."""
    people_read = Signal(object)
    """The `DoorPeople` to search."""
    people_moved = Signal()
    """Somebody of them came or left by another door."""
    out_of_reach = Signal(str)
    """A sentence, once until the file can be read again."""
    looked_again = Signal()
    """A while has gone by."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._event_uid = ""
        self._people = DoorPeople()
        self._last_line = 0
        self._is_out_of_reach = False
        self._figures_due = QTimer(self, singleShot=True, interval=_FIGURES_AFTER_MS)
        self._people_due = QTimer(self, singleShot=True, interval=_PEOPLE_AFTER_MS)
        self._look_again = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._mark: object = None
        """How far the file was written at the last glance; None if it is not known."""
        self._is_glancing = False
        self._glance_due = QTimer(self, interval=_GLANCE_MS)
        self._glance_due.timeout.connect(self.glance)
        self._figures_due.timeout.connect(self.read_figures)
        self._people_due.timeout.connect(self._read_people)
        self._look_again.timeout.connect(self.look_again)
        context.changed.connect(self._on_changed, Qt.ConnectionType.QueuedConnection)

    def open(self, event_uid: str) -> None:
        """Read of this event's door from now on."""
        self._event_uid = event_uid
        self._mark, self._is_glancing = None, False
        self._people = DoorPeople()
        self.read_figures()
        self._read_people()

    def start(self) -> None:
        """Look again now and then."""
        self._look_again.start()
        self._glance_due.start()

    def stop(self) -> None:
        """Look only at what changes."""
        self._look_again.stop()
        self._glance_due.stop()

    def shut(self) -> None:
        """Ask the file nothing any more, for it is about to go."""
        self._event_uid = ""
        self._figures_due.stop()
        self._people_due.stop()
        self._context.runner.cancel(self)

    def look_again(self) -> None:
        """Look now, as is done every few seconds."""
        self.looked_again.emit()
        self.read_figures()
        self._read_news()

    def glance(self) -> None:
        """See whether anybody wrote into the file since; only then is all the rest read."""
        if self._is_glancing or not self._event_uid:
            return
        db, uid = self._context.db, self._event_uid
        self._is_glancing = True

        def work(_job: Job) -> tuple[str, object]:
            with db.reading() as session:
                return uid, db.mark(session)

        self._context.runner.start(
            self, work, self._on_glance, on_failure=self._on_blind_glance, lane=VIEW_LANE
        )

    def _on_glance(self, seen: tuple[str, object]) -> None:
        uid, mark = seen
        if uid != self._event_uid:
            return
        self._is_glancing = False
        if mark != self._mark:
            self._mark = mark
            self.read_figures()
            self._read_news()

    def _on_blind_glance(self, error: UserError) -> None:
        self._mark, self._is_glancing = None, False
        self._on_out_of_reach(error)

    def read_figures(self) -> None:
        """Read the numbers and the last entries."""
        db, uid, now = self._context.db, self._event_uid, self._context.now()

        def work(job: Job) -> tuple[str, _Figures]:
            return uid, (door_counts(db, uid, now=now), _last_people(db, uid))

        self._context.runner.start(
            self, work, self._on_figures, on_failure=self._on_out_of_reach, lane=VIEW_LANE
        )

    def _read_people(self) -> None:
        db, uid = self._context.db, self._event_uid

        def work(job: Job) -> tuple[str, int, DoorPeople]:
            line = last_line(db)  # first: what is written meanwhile is told again
            return uid, line, DoorPeople(folded_people(db, uid))

        self._context.runner.start(
            self, work, self._on_people, on_failure=self._on_out_of_reach, lane=PEOPLE_LANE
        )

    def _read_news(self) -> None:
        """Read who came and left by other doors: another process tells nobody that it wrote."""
        if not len(self._people):
            return
        db, uid, since = self._context.db, self._event_uid, self._last_line

        def work(job: Job) -> tuple[str, DoorNews]:
            return uid, news_of_door(db, uid, since)

        self._context.runner.start(
            self, work, self._on_news, on_failure=self._on_out_of_reach, lane=VIEW_LANE
        )

    def _on_news(self, found: tuple[str, DoorNews]) -> None:
        uid, news = found
        if uid != self._event_uid or news.last_entry <= self._last_line:
            return
        self._last_line = news.last_entry
        known = [self._people.take_standing(one) for one in news.people]
        if not all(known):
            self._people_due.start()  # a new face: the whole list is read anew
        self.people_moved.emit()

    def _on_changed(self, tables: object) -> None:
        if not isinstance(tables, frozenset) or not tables & _WATCHED or not self._event_uid:
            return
        if not self._figures_due.isActive():
            self._figures_due.start()
        many = len(self._people) > _MANY
        self._people_due.start(_MANY_AFTER_MS if many else _PEOPLE_AFTER_MS)

    def _on_figures(self, found: tuple[str, _Figures]) -> None:
        self._is_out_of_reach = False
        uid, figures = found
        if uid == self._event_uid:
            self.figures_read.emit(*figures)

    def _on_people(self, found: tuple[str, int, DoorPeople]) -> None:
        uid, line, people = found
        if uid == self._event_uid:
            self._people, self._last_line = people, line
            self.people_read.emit(people)

    def _on_out_of_reach(self, error: UserError) -> None:
        """The file cannot be read: say so once, and look again until it is back."""
        if not self._is_out_of_reach:
            self._is_out_of_reach = True
            self.out_of_reach.emit(str(error))
