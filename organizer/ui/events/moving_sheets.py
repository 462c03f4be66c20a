"""The sheets that move a place: to another person, or with its people to another event."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from organizer.domain.errors import UserError
from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.records import EventRow, GuestRow
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.services.answers.moving import Moved, move_to_event, move_to_member
from organizer.ui.context import Context
from organizer.ui.events.answers import listed
from organizer.ui.events.pick_field import Pick, PickField
from organizer.ui.events.plan_choices import people_picks
from organizer.ui.events.words import day_of
from organizer.ui.jobs import Job
from organizer.ui.kit.messages import Kind
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.widgets import text


class GiveSheet(Sheet):
    """Chooses who takes a place over."""

    def __init__(self, over: QWidget, context: Context, event: EventRow, guest: GuestRow) -> None:
        super().__init__(over, _("Give the place away"), _("Give the place"), width=440)
        self._context = context
        self._event = event
        self._guest = guest
        words = _(
            "{name} is taken off the list. Somebody else gets the place, with its extra guests, "
            "what was paid, the seats in workshops, and a code of their own."
        )
        self.add(text(words.format(name=shown(guest.name)), "muted", wrap=True))
        self._taker = PickField("taker", _("Type a name"), most=1)
        self.add_field("taker", _("Who comes instead"), self._taker)
        context.runner.start(self, self._load, self._taker.set_options)
        self.save_requested.connect(self._save)

    def _load(self, _job: Job) -> list[Pick]:
        return [one for one in people_picks(self._context.db) if one.key != self._guest.member_uid]

    def _save(self) -> None:
        self._taker.take_typed()
        chosen = self._taker.keys()
        if not chosen:
            self.show_problems({"taker": _("Choose somebody: type a name and press Enter.")})
            return
        self.set_busy(True)
        names = (self._guest.name, self._taker.labels()[0])
        work = partial(
            _give, self._context.db, self._event.uid, self._guest.member_uid, chosen[0], names
        )
        self._context.do(self, work, self._saved, on_failure=self._fail)

    def _saved(self, words: str) -> str:
        self.close_sheet()
        return words

    def _fail(self, error: UserError) -> None:
        self.set_busy(False)
        self.show_problems({"": str(error)})


def _give(
    db: Database, event: str, giver: str, taker: str, names: tuple[str, str], _job: Job
) -> str:
    status = move_to_member(db, event, giver, taker)
    words = _("{other} comes instead of {name}.")
    if status is RegistrationStatus.WAITLISTED:
        words = _("{other} waits instead of {name}.")
    return words.format(name=shown(names[0]), other=shown(names[1]))


class MoveSheet(Sheet):
    """Chooses the event that people move to."""

    def __init__(
        self,
        over: QWidget,
        context: Context,
        event: EventRow,
        guests: Sequence[GuestRow],
        others: Sequence[EventRow],
    ) -> None:
        super().__init__(over, _("Move to another event"), _("Move"), width=440)
        self._context = context
        self._event = event
        self._guests = guests
        names = listed([guest.name for guest in guests])
        words = ngettext(
            "{names} leaves “{title}”, and comes to another event with the same answer.",
            "{names} leave “{title}”, and come to another event with the same answers.",
            len(guests),
        )
        self.add(text(words.format(names=names, title=shown(event.title)), "muted", wrap=True))
        self._target = QComboBox()
        for other in others:
            words = _("{title}, {day}")
            self._target.addItem(
                words.format(title=shown(other.title), day=day_of(other)), other.uid
            )
        hint = _("Where it is full, they wait. Answers to the same questions go along.")
        self.add_field("target", _("To which event"), self._target, hint)
        self.save_button.setEnabled(bool(others))
        if not others:
            self.show_problems({"target": _("Nothing else is planned. Plan another event first.")})
        self.save_requested.connect(self._save)

    def _save(self) -> None:
        self.set_busy(True)
        people = [guest.member_uid for guest in self._guests]
        target = str(self._target.currentData())
        work = partial(_move, self._context.db, self._event.uid, people, target)
        self._context.do(self, work, self._saved, kind_of=_kind_of, on_failure=self._fail)

    def _saved(self, moved: Moved) -> str:
        title = self._target.currentText()
        self.close_sheet()
        words = ngettext(
            "{count} person moved to {title}.", "{count} people moved to {title}.", moved.moved
        ).format(count=moved.moved, title=title)
        if moved.waiting:
            wait = ngettext("{names} waits there.", "{names} wait there.", len(moved.waiting))
            words = f"{words} {wait.format(names=listed(moved.waiting))}"
        return words

    def _fail(self, error: UserError) -> None:
        self.set_busy(False)
        self.show_problems({"": str(error)})


def _move(db: Database, event: str, people: Sequence[str], target: str, _job: Job) -> Moved:
    return move_to_event(db, event, people, target)


def _kind_of(moved: Moved) -> Kind:
    return "info" if moved.waiting else "good"
