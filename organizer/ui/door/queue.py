"""What is asked at one door, answered in the order it came: nothing is lost, nothing shown early."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from organizer.domain.errors import UserError
from organizer.domain.records import DoorAnswer
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services import door
from organizer.services.door_pictures import codes_in_files
from organizer.ui.context import Context
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
    takes_long = Signal()
    """An answer has not come for a while."""
    pictures_read = Signal(int)
    """How many codes some pictures held."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.station = ""
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

    def scan(self, typed: str) -> None:
        """Answer a code; the same one again within three seconds is the same scan."""
        event, station, now = self._event_uid, self.station, self._context.now()
        if self._recent.is_repeat(typed, station, now):
            return

        def work(db: Database) -> DoorAnswer:
            return door.check_in(db, event, typed, station=station, now=now)

        self._ask(work, self._on_answer, self._on_failure)

    def check_in(self, member_uid: str) -> None:
        """Answer a name chosen from the list; a second click on it is the same one."""
        if not self._recent.is_repeat(member_uid, self.station, self._context.now()):
            self._ask_for(member_uid, let_in=False)

    def let_in(self, member_uid: str) -> None:
        """Let a person in whom the door refused."""
        self._ask_for(member_uid, let_in=True)

    def add_walk_in(self, name: str, email: str) -> None:
        """Make a member of a new face and let them in."""
        event, station, now = self._event_uid, self.station, self._context.now()

        def work(db: Database) -> DoorAnswer:
            return door.add_walk_in(db, event, name, email=email, station=station, now=now)

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

    def _ask_for(self, member_uid: str, *, let_in: bool) -> None:
        event, station, now = self._event_uid, self.station, self._context.now()

        def work(db: Database) -> DoorAnswer:
            return door.check_in_member(
                db, event, member_uid, station=station, now=now, let_in=let_in
            )

        self._ask(work, self._on_answer, self._on_failure)

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
