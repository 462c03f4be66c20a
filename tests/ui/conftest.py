"""What tests of pages share: a small community in a real file, and what a page is given."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Qt says this while the system loads its plugin for cameras. The handler that pytest-qt listens by
# is Python: it would wait for a lane that loads a library meanwhile, and the lane for the system.
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.symbolsresolver=false")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from organizer.domain.drafts import EventDraft, MemberDraft
from organizer.domain.kinds import EventKind, RegistrationStatus
from organizer.domain.times import instant
from organizer.models.database import Database
from organizer.services.answers import guests
from organizer.services.at_door import door
from organizer.services.people import members
from organizer.services.plans import events
from organizer.ui.context import Context
from organizer.ui.jobs import Runner
from organizer.ui.kit.messages import Messages
from organizer.ui.kit.theme import apply_theme
from tests.evenings import ZONE
from tests.ready_made import ReadyMade


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine remembers is neither asked nor changed."""
    monkeypatch.setenv("ORGANIZER_SETTINGS", str(tmp_path / "settings.json"))


@pytest.fixture(autouse=True)
def _sweeping() -> Iterator[None]:
    """Collect cycles on this thread only, as the program does: widgets must not die in a lane.

    What was there before a test is set aside, for to look through it takes longer than most tests.
    """
    gc.disable()
    gc.collect()
    gc.freeze()
    yield
    # What qtbot closed goes now, or the next test would set it aside with all the rest.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def empty_community(db: Database) -> Database:
    """A community that was just made: nobody in it, nothing planned."""
    return db


@pytest.fixture
def community(empty_community: Database) -> Database:
    """Five members, two meetups that are over and one to come in a week.

    Ana Lima and Nguyễn Văn Anh came to both meetups, 佐藤 花 said yes to both and came to one.
    """
    _COMMUNITY.put_into(empty_community)
    return empty_community


def _fill(db: Database) -> None:
    people = [
        MemberDraft("Ana Lima", "Ana", ("ana@lima.example",), ("weaving", "host"), notes="Loom 3"),
        MemberDraft("Nguyễn Văn Anh", "Anh", ("anh@example.org",), ("dyeing",)),
        MemberDraft("佐藤 花", tags=("paper",)),
        MemberDraft("Ирина Котова", emails=("irina@example.org",), do_not_write=True),
        MemberDraft("محمد الفاتح", tags=("leather",), host_note="Talk to Mina first."),
    ]
    uids = [members.add_member(db, draft) for draft in people]
    today = datetime.now(UTC).replace(tzinfo=None, hour=19, minute=0, second=0, microsecond=0)
    for title, days, came in (("Loom night", -35, uids[:3]), ("Paper night", -14, uids[:2])):
        uid = _plan(db, title, today + timedelta(days=days))
        going = RegistrationStatus.GOING
        guests.add_guests(db, uid, uids[:3], status=going)
        start = instant(today + timedelta(days=days), ZONE)
        for number, member in enumerate(came):
            at = start + timedelta(minutes=number)
            door.check_in_member(db, uid, member, now=at)
    coming = _plan(db, "Dye night", today + timedelta(days=7))
    guests.add_guests(db, coming, uids[:2], status=RegistrationStatus.GOING)
    guests.add_guests(db, coming, uids[2:4])


def _plan(db: Database, title: str, starts: datetime) -> str:
    draft = EventDraft(
        kind=EventKind.MEETUP,
        title=title,
        starts=starts,
        ends=starts + timedelta(hours=3),
        timezone=ZONE,
        venue="Old boathouse",
    )
    return events.add_event(db, draft)


_COMMUNITY = ReadyMade(_fill)


@pytest.fixture
def runner(qapp: QApplication, empty_community: Database) -> Iterator[Runner]:
    """What pages start their work with; it is shut down before the file is closed."""
    made = Runner()
    yield made
    made.shut_down()


@pytest.fixture
def context(community: Database, runner: Runner, qapp: QApplication) -> Context:
    """What a page of the small community is given."""
    apply_theme(qapp, "light")
    return Context(community, runner, Messages())


@pytest.fixture
def empty_context(empty_community: Database, runner: Runner, qapp: QApplication) -> Context:
    """What a page is given where there is nobody yet."""
    apply_theme(qapp, "light")
    return Context(empty_community, runner, Messages())
