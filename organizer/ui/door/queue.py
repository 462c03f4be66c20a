"""What is asked at one door, answered in the order it came: nothing is lost, nothing shown early."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from organizer.domain.errors import UserError
from organizer.domain.names import shown
from organizer.domain.records import DoorAnswer
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.at_door import door, door_party
from organizer.services.at_door.door_pictures import codes_in_files
from organizer.ui.context import Context
from organizer.ui.door.asking import Asking, Place
from organizer.ui.door.recent import RecentScans
from organizer.ui.jobs import Job

_PICTURE_LANE = "pictures"
_LONG_MS = 700
"""After this time without an answer the desk says that it is at work."""
_T = TypeVar("_T")


class DoorQueue(QObject):
    """Asks the door's services in the file's lane; an answer comes once it is on the disk."""

    answered = Signal(object)
    """A `DoorAnswer`, committed."""
    failed = Signal(str)
    """A sentence: this could not be written down, or a picture not be read."""
    walk_in_answered = Signal(object)
    """A `DoorAnswer` to a new face."""
    walk_in_failed = Signal(str)
    """A sentence: this new face could not be written down."""
    undone = Signal(str)
    """The name of whose arrival was taken back."""
    group_answered = Signal(object)
    """The `DoorAnswer`s to several people at once."""
    guests_counted = Signal(str, int)
    """The uid of somebody and how many extra guests of theirs are in."""
    done = Signal(str)
    """A sentence about something else that was written down."""
    takes_long = Signal()
    """An answer has not come for a while."""
    pictures_read = Signal(int)
    """How many codes some pictures held."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.station = ""
        self.asks_first = False
        self._asking = Asking()
        self._context = context
        self._event_uid = ""
        self._recent = RecentScans()
        self._waiting = 0
        self._long = QTimer(self, singleShot=True, interval=_LONG_MS)
        self._long.timeout.connect(self.takes_long)

    def open(self, event_uid: str) -> None:
        """Answer for this event's door from now on."""
        self._event_uid = event_uid
        self._recent.forget()
        self._asking.forget()

    def scan(self, typed: str) -> None:
        """Answer a code; the same one again within three seconds is the same scan."""
        place, asks_first = self._place(), self.asks_first
        if self._recent.is_repeat(typed, place.station, place.now):
            return

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            if asks_first:
                return self._asking.ask(db, place, typed)
            answer = door.check_in(db, place.event_uid, typed, station=place.station, now=place.now)
            return (answer,)

        self._ask(work, self._on_answers, self._on_failure)

    def scan_again(self, typed: str) -> None:
        """Answer a code, even one that was read just now."""
        self._recent.forget()
        self.scan(typed)

    def say_yes(self) -> None:
        """Let in who was asked about, if anybody was."""
        place = self._place()

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            return self._asking.settle(db, place)

        self._ask(work, self._on_answers, self._on_failure)

    def say_no(self) -> None:
        """Turn away who was asked about."""
        self._recent.forget()
        place = self._place()

        def work(db: Database) -> str:
            name = self._asking.turn_away(db, place)
            return _("{name} was turned away.").format(name=shown(name)) if name else ""

        self._ask(work, self._on_done, self._on_failure)

    def check_in(self, member_uid: str) -> None:
        """Answer a name chosen from the list; a second click on it is the same one."""
        if not self._recent.is_repeat(member_uid, self.station, self._context.now()):
            self._ask_for(member_uid, let_in=False)

    def let_in(self, member_uid: str) -> None:
        """Let a person in whom the door refused."""
        self._ask_for(member_uid, let_in=True)

    def let_in_for_now(self, code: str) -> None:
        """Let somebody in whose badge is not known here."""
        place = self._place()

        def work(db: Database) -> DoorAnswer:
            return door_party.let_in_provisionally(
                db, place.event_uid, code, station=place.station, now=place.now
            )

        self._ask(work, self._on_answer, self._on_failure)

    def give(self, entry_id: int, member_uid: str) -> None:
        """Say who it was that was let in for now."""
        place = self._place()

        def work(db: Database) -> DoorAnswer:
            return door_party.give_to_member(
                db, entry_id, member_uid, station=place.station, now=place.now
            )

        self._ask(work, self._on_answer, self._on_failure)

    def check_in_group(self, member_uids: Sequence[str], *, let_in: bool = False) -> None:
        """Answer several people at once."""
        place, uids = self._place(), tuple(member_uids)

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            self._asking.settle(db, place)
            return door_party.check_in_group(
                db, place.event_uid, uids, station=place.station, now=place.now, let_in=let_in
            )

        self._ask(work, self._on_group, self._on_failure)

    def bring(self, member_uid: str, more: int) -> None:
        """Count more or fewer extra guests of somebody who is in."""
        place = self._place()

        def work(db: Database) -> tuple[str, int]:
            count = door_party.bring_guests(
                db, place.event_uid, member_uid, more, station=place.station, now=place.now
            )
            return member_uid, count

        self._ask(work, self._on_guests, self._on_failure)

    def check_out(self, member_uid: str, name: str) -> None:
        """Write down that somebody left."""
        self._recent.forget()
        place = self._place()

        def work(db: Database) -> str:
            door.check_out(db, place.event_uid, member_uid, station=place.station, now=place.now)
            return _("{name} left.").format(name=shown(name))

        self._ask(work, self._on_done, self._on_failure)

    def count_heads(self, more: int) -> None:
        """Count people who are on no list."""
        place = self._place()

        def work(db: Database) -> str:
            door_party.count_heads(db, place.event_uid, more)
            return ""

        self._ask(work, self._on_done, self._on_failure)

    def undo_all(self, entries: Sequence[int], words: str) -> None:
        """Take the arrivals of a group back."""
        self._recent.forget()
        place, lines = self._place(), tuple(entries)

        def work(db: Database) -> str:
            door.undo_all(db, lines, station=place.station, now=place.now)
            return words

        self._ask(work, self._on_undone, self._on_failure)

    def add_walk_in(self, name: str, email: str, plus: int = 0) -> None:
        """Make a member of a new face and let them in, with extra guests."""
        event, station, now = self._event_uid, self.station, self._context.now()

        def work(db: Database) -> DoorAnswer:
            return door.add_walk_in(
                db, event, name, email=email, plus=plus, station=station, now=now
            )

        self._ask(work, self._on_walk_in, self._on_walk_in_failure)

    def undo(self, entry_id: int, name: str) -> None:
        """Take an arrival back."""
        self._recent.forget()
        station, now = self.station, self._context.now()

        def work(db: Database) -> str:
            door.undo(db, entry_id, station=station, now=now)
            return name

        self._ask(work, self._on_undone, self._on_failure)

    def read_pictures(self, paths: Sequence[Path]) -> None:
        """Answer all codes in some pictures or PDFs, one after the other."""
        files = tuple(paths)

        def work(job: Job) -> tuple[str, ...]:
            return codes_in_files(files)

        self._read(work)

    def read_image(self, image: QImage) -> None:
        """Answer all codes in a picture from the clipboard."""
        copy = image.copy()

        def work(job: Job) -> tuple[str, ...]:
            return _codes_in_image(copy)

        self._read(work)

    def _place(self) -> Place:
        return Place(self._event_uid, self.station, self._context.now())

    def _ask_for(self, member_uid: str, *, let_in: bool) -> None:
        place = self._place()

        def work(db: Database) -> tuple[DoorAnswer, ...]:
            settled = self._asking.settle(db, place)  # going on means that who was shown is in
            if settled and settled[0].member_uid == member_uid:
                return settled
            answer = door.check_in_member(
                db,
                place.event_uid,
                member_uid,
                station=place.station,
                now=place.now,
                let_in=let_in,
            )
            return (*settled, answer)

        self._ask(work, self._on_answers, self._on_failure)

    def _ask(
        self,
        work: Callable[[Database], _T],
        on_success: Callable[[_T], object],
        on_failure: Callable[[UserError], object],
    ) -> None:
        db = self._context.db

        def in_lane(job: Job) -> _T:
            return work(db)

        self._waiting += 1
        if not self._long.isActive():
            self._long.start()
        self._context.runner.start(self, in_lane, on_success, on_failure=on_failure)

    def _read(self, work: Callable[[Job], tuple[str, ...]]) -> None:
        self._context.runner.start(
            self, work, self._on_codes, on_failure=self._on_failure, lane=_PICTURE_LANE
        )

    def _settle(self) -> None:
        self._waiting -= 1
        self._long.stop()
        if self._waiting:
            self._long.start()

    def _on_answer(self, answer: DoorAnswer) -> None:
        self._settle()
        self.answered.emit(answer)

    def _on_answers(self, answers: tuple[DoorAnswer, ...]) -> None:
        self._settle()
        for answer in answers:
            self.answered.emit(answer)

    def _on_group(self, answers: tuple[DoorAnswer, ...]) -> None:
        self._settle()
        self.group_answered.emit(answers)

    def _on_guests(self, counted: tuple[str, int]) -> None:
        self._settle()
        self.guests_counted.emit(*counted)

    def _on_done(self, sentence: str) -> None:
        self._settle()
        self.done.emit(sentence)

    def _on_walk_in(self, answer: DoorAnswer) -> None:
        self._settle()
        self.walk_in_answered.emit(answer)

    def _on_walk_in_failure(self, error: UserError) -> None:
        self._settle()
        self.walk_in_failed.emit(str(error))

    def _on_undone(self, name: str) -> None:
        self._settle()
        self.undone.emit(name)

    def _on_failure(self, error: UserError) -> None:
        self._recent.forget()  # nothing was written down, so it may be tried again at once
        self._settle()
        self.failed.emit(str(error))

    def _on_codes(self, codes: tuple[str, ...]) -> None:
        self.pictures_read.emit(len(codes))
        for code in codes:
            self.scan(code)


def _codes_in_image(image: QImage) -> tuple[str, ...]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "clipboard.png"
        if not image.save(str(file)):
            raise UserError(
                _("The picture could not be kept to read it. Save it as a file and drop that here.")
            )
        return codes_in_files([file])
