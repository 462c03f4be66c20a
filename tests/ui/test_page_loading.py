"""Pages are read beside the file's own lane, and one change of one person changes one row."""

from __future__ import annotations

import threading
from typing import Any

from pytestqt.qtbot import QtBot

from organizer.domain.drafts import MemberDraft
from organizer.services.people import members
from organizer.ui.context import Context, Page
from organizer.ui.jobs import Job
from organizer.ui.kit.tables import RecordTable
from organizer.ui.people.page import PeoplePage


class SlowPage(Page):
    """One that takes as long to read as a test wants."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.may_go_on = threading.Event()
        self.is_shown = False

    def load(self, job: Job) -> Any:
        assert self.may_go_on.wait(10)

    def show_records(self, records: Any) -> None:
        self.is_shown = True


def test_what_the_user_does_never_waits_for_a_long_list(context: Context, qtbot: QtBot) -> None:
    page = SlowPage(context)
    qtbot.addWidget(page)
    page.show()
    done: list[str] = []
    try:
        context.do(
            page,
            lambda _job: members.add_member(context.db, MemberDraft("Zoë")),
            lambda uid: done.append(uid) or "",  # type: ignore[func-returns-value]
        )
        qtbot.waitUntil(lambda: bool(done))
        assert not page.is_shown
    finally:
        page.may_go_on.set()
    qtbot.waitUntil(lambda: page.is_shown and not context.runner.busy)


def test_the_list_of_people_is_mended_in_place(context: Context, qtbot: QtBot) -> None:
    page = PeoplePage(context)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    table = page.findChild(RecordTable, "people_table")
    assert table is not None
    qtbot.waitUntil(lambda: len(table.records) == 5 and not context.runner.busy)
    table.select(table.records[1].uid)
    resets: list[bool] = []
    table.model().modelReset.connect(lambda: resets.append(True))
    chosen = table.selected()[0].uid
    ana = next(row for row in table.records if row.name == "Ana Lima")

    members.add_member(context.db, MemberDraft("Zoë"))
    qtbot.waitUntil(lambda: "Zoë" in [row.name for row in table.records])
    members.change_member(context.db, ana.uid, MemberDraft("Ana Lima Sol"))
    qtbot.waitUntil(lambda: "Ana Lima Sol" in [row.name for row in table.records])
    context.undo()
    context.undo()
    qtbot.waitUntil(lambda: "Zoë" not in [row.name for row in table.records])
    qtbot.waitUntil(lambda: not context.runner.busy)
    assert list(table.records) == members.list_members(context.db)
    assert [row.uid for row in table.selected()] == [chosen]
    assert resets == []


def test_a_mended_list_is_still_the_one_that_was_searched(context: Context, qtbot: QtBot) -> None:
    page = PeoplePage(context)
    qtbot.addWidget(page)
    page.show()
    table = page.findChild(RecordTable, "people_table")
    assert table is not None
    qtbot.waitUntil(lambda: len(table.records) == 5 and not context.runner.busy)
    page._search.set_text("ana")
    qtbot.waitUntil(lambda: [row.name for row in table.records] == ["Ana Lima"])
    members.add_member(context.db, MemberDraft("Bo"))
    members.add_member(context.db, MemberDraft("Mariana"))
    qtbot.waitUntil(lambda: [row.name for row in table.records] == ["Ana Lima", "Mariana"])
    members.change_member(context.db, table.records[0].uid, MemberDraft("Else"))
    qtbot.waitUntil(lambda: [row.name for row in table.records] == ["Mariana"])
