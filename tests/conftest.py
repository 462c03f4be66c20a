"""What every room's tests share: a fresh community file, and an evening in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

from organizer.domain.drafts import CommunityDraft
from organizer.domain.kinds import EventKind
from organizer.models.database import Database, open_database
from organizer.services.communities import new_community
from tests.evenings import ZONE, Evening, plan

pytest_plugins = ["tests.command_line"]

PATIENCE_MS = 20_000
"""A wait ends when its condition holds, so patience costs nothing but where a test fails."""
ON_A_SCREEN = ("ui", "end_to_end")

settings.register_profile("organizer", deadline=None)
settings.load_profile("organizer")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a window's failing test once more, and list it under "rerun" in the summary.

    Windows work by the clock (a scanner's gaps, a double click), which a machine that is busy with
    other things can hold up; all else runs once.
    """
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).parts[0] in ON_A_SCREEN:
            item.add_marker(pytest.mark.flaky(reruns=1))


class PatientBot(QtBot):
    """Waits longer than five seconds where a machine is busy."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A community without members; migrating takes too long to do for each test."""
    path = tmp_path_factory.mktemp("template") / "weavers.organizer"
    draft = CommunityDraft(
        name="Weavers",
        timezone=ZONE,
        organizer_name="Olga Host",
        organizer_email="olga@example.org",
    )
    new_community(path, draft).close()
    return path


@pytest.fixture
def community_file(template_file: Path, tmp_path: Path) -> Path:
    """A community file of the test's own."""
    return Path(shutil.copy(template_file, tmp_path / "weavers.organizer"))


@pytest.fixture
def db(community_file: Path) -> Iterator[Database]:
    """An open community without members."""
    database = open_database(community_file)
    yield database
    database.close()


@pytest.fixture
def evening(db: Database) -> Evening:
    """An evening with nobody on its lists."""
    meetup = plan(db, "Loom night")
    dyeing, knots = (
        plan(db, title, kind=EventKind.WORKSHOP, capacity=seats, part_of=meetup)
        for title, seats in (("Dyeing", 2), ("Knots", None))
    )
    return Evening(db, meetup, dyeing, knots)
