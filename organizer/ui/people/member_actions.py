"""What can be done with one person beside editing: merge, write down, make a card, erase."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from organizer.domain.errors import UserError
from organizer.domain.likeness import Strength
from organizer.domain.records import MemberRow
from organizer.domain.words import _
from organizer.services.at_door import lasting_cards
from organizer.services.out.exporting import Printed, missing_letters
from organizer.services.people import erasing, members, passport
from organizer.services.people.duplicates import Pair
from organizer.services.people.erasing import Erased
from organizer.settings import load_settings
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.widgets import button
from organizer.ui.people.address_copy import AddressCopy
from organizer.ui.people.duplicates_sheet import DuplicatesSheet
from organizer.ui.people.erase_sheet import EraseSheet
from organizer.ui.people.merge_with_sheet import MergeWithSheet


class MemberActions(QObject):
    """The menu of a member, and the sheets that it opens; `uid_of` says whom it is about."""

    def __init__(self, page: QWidget, context: Context, uid_of: Callable[[], str]) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._uid_of = uid_of
        self._sheet: Sheet | None = None
        self._uid = ""
        self._addresses = AddressCopy(self, context)
        self.button: QPushButton = button(_("More"))
        self.button.setObjectName("member_more")
        self.button.setToolTip(
            _("Copy the address, merge, write everything down, make a card, erase")
        )
        menu = QMenu(self.button)
        menu.setObjectName("member_menu")
        for name, words, act in (
            ("copy_address", _("Copy the address"), self.copy_address),
            ("merge_with", _("Merge with…"), self.merge_with),
            ("write_passport", _("Write everything down…"), self.write_passport),
            ("lasting_card", _("Lasting card…"), self.make_card),
            ("erase_member", _("Erase…"), self.erase),
        ):
            action = menu.addAction(words)
            action.setObjectName(name)
            action.triggered.connect(act)
        self.button.setMenu(menu)

    def copy_address(self) -> None:
        """Copy how this person is written to, unless they do not want to be."""
        if uid := self._uid_of():
            self._addresses.copy(frozenset({uid}))

    def merge_with(self) -> None:
        """Choose the other entry of this person, and compare both."""
        self._begin(self._load_all, self._choose_other)

    def write_passport(self) -> None:
        """Ask where to write everything that is known of this person."""
        self._begin(self._load_one, self._ask_where)

    def make_card(self) -> None:
        """Ask where to write a card that opens the door of every event for this person."""
        self._begin(self._load_one, self._ask_where_card)

    def erase(self) -> None:
        """Ask for the name, and take this person out for good."""
        self._begin(self._load_one, self._ask_name)

    def _begin(
        self, load: Callable[[Job], list[MemberRow]], go_on: Callable[[list[MemberRow]], None]
    ) -> None:
        self._uid = self._uid_of()
        if self._uid and not self._is_covered():
            self._context.runner.start(self, load, go_on, on_failure=self._refuse)

    def _load_all(self, _job: Job) -> list[MemberRow]:
        return members.list_members(self._context.db)

    def _load_one(self, _job: Job) -> list[MemberRow]:
        return [members.member_detail(self._context.db, self._uid).row]

    def _choose_other(self, rows: list[MemberRow]) -> None:
        found = [row for row in rows if row.uid == self._uid]
        if found and not self._is_covered():
            others = [row for row in rows if row.uid != self._uid]
            sheet = MergeWithSheet(self._page, found[0], others)
            sheet.chosen.connect(self._compare)
            self._open(sheet)

    def _compare(self, other: str) -> None:
        pair = Pair(self._uid, other, (), Strength.POSSIBLE)
        self._open(DuplicatesSheet(self._page, self._context, [pair]))

    def _ask_where(self, rows: list[MemberRow]) -> None:
        name = passport.suggested_name(rows[0].name)
        filters = _("To read (*.pdf);;To take elsewhere (*.json)")
        title = _("Write everything down")
        files.ask_save(self._page, title, name, filters, self._write_passport)

    def _write_passport(self, path: Path) -> None:
        work = partial(self._passport, self._uid, path)
        self._context.runner.start(self, work, self._passport_written, on_failure=self._refuse)

    def _passport(self, uid: str, path: Path, _job: Job) -> tuple[Path, Printed]:
        # The dialog has asked before an existing file is replaced.
        return path, passport.write_passport(self._context.db, uid, path, force=True)

    def _passport_written(self, written: tuple[Path, Printed]) -> None:
        path, printed = written
        words = _("Everything known of them is in “{file}”.").format(file=path.name)
        missing = missing_letters(printed)
        self._context.messages.say(
            " ".join(filter(None, (words, missing))), "warn" if missing else "good"
        )

    def _ask_where_card(self, rows: list[MemberRow]) -> None:
        name = lasting_cards.suggested_name(rows[0].name)
        title = _("Make a lasting card")
        files.ask_save(self._page, title, name, _("PDF (*.pdf)"), self._write_card)

    def _write_card(self, path: Path) -> None:
        self._context.do(
            self, partial(self._card, self._uid, path), partial(_card_words, path),
            on_failure=self._refuse,
        )  # fmt: skip

    def _card(self, uid: str, path: Path, _job: Job) -> str:
        stock = load_settings().badge_stock
        _code, warning = lasting_cards.write_card(
            self._context.db, uid, path, stock=stock, force=True, now=self._context.now()
        )
        return warning

    def _ask_name(self, rows: list[MemberRow]) -> None:
        if self._is_covered():
            return
        sheet = EraseSheet(self._page, rows[0].name)
        sheet.save_requested.connect(self._erase)
        self._open(sheet)

    def _erase(self) -> None:
        if self._sheet is not None:
            self._sheet.set_busy(True)
        work = partial(self._erase_now, self._uid)
        self._context.runner.start(self, work, self._erased, on_failure=self._erase_failed)

    def _erase_now(self, uid: str, job: Job) -> Erased:
        return erasing.erase_member(self._context.db, uid, step=_never_stopping(job))

    def _erased(self, erased: Erased) -> None:
        if self._sheet is not None:
            self._sheet.close_sheet()
        # It stays until it is closed: what is out of reach is to be read.
        self._context.messages.say(" ".join(erasing.erased_words(erased)), "warn")

    def _erase_failed(self, error: UserError) -> None:
        if self._sheet is not None:
            self._sheet.set_busy(False)
            self._sheet.show_problems({"": str(error)})
        else:
            self._refuse(error)

    def _open(self, sheet: Sheet) -> None:
        self._sheet = sheet
        sheet.closed.connect(self._forget_sheet)
        sheet.open()

    def _forget_sheet(self) -> None:
        self._sheet = None

    def _refuse(self, error: UserError) -> None:
        self._context.messages.say(str(error), "bad")

    def _is_covered(self) -> bool:
        return any(sheet.isVisible() for sheet in self._page.window().findChildren(Sheet))


def _card_words(path: Path, warning: str) -> str:
    words = _("The card is in “{file}”. A card they had before no longer works.")
    return f"{words.format(file=path.name)} {warning}".strip()


def _never_stopping(job: Job) -> Callable[[int, int], None]:
    """Report progress, but do not stop half-way: half erased is neither here nor there."""

    def step(done: int, total: int) -> None:
        if not job.is_cancelled:
            job.step(done, total)

    return step
