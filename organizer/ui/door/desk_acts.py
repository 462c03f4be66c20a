"""What a volunteer does about the person on the card: guests, groups, a wrong badge, leaving."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from organizer.domain.errors import UserError
from organizer.domain.kinds import Verdict
from organizer.domain.records import DoorAnswer, DoorEntryRow, GuestRow
from organizer.domain.words import _, ngettext
from organizer.services.at_door.door_party import who_comes_with
from organizer.services.at_door.door_view import people_named
from organizer.ui.context import Context
from organizer.ui.door.card_actions import KEYS, Act
from organizer.ui.door.entries import LastEntries
from organizer.ui.door.name_panel import NamePanel
from organizer.ui.door.queue import DoorQueue
from organizer.ui.door.verdict_card import VerdictCard
from organizer.ui.door.written import is_in
from organizer.ui.jobs import Job

HEADS_KEY, AGAIN_KEY = "h", "r"
VIEW_LANE = "door view"
"""Reading for the eye has a lane of its own, so that no scan waits for it."""


class DeskActs(QObject):
    """Stands between card, names and the queue of one desk."""

    answered = Signal(object)
    """A `DoorAnswer` of a group that is to be noted like any other."""
    badge_wanted = Signal(str, int)
    """The uid of whose badge is to be printed; 1 if with a new code."""

    def __init__(
        self,
        context: Context,
        card: VerdictCard,
        names: NamePanel,
        entries: LastEntries,
        queue: DoorQueue,
    ) -> None:
        super().__init__(queue)
        self._context = context
        self._card, self._names, self._entries, self._queue = card, names, entries, queue
        self._event_uid = ""
        self._to_name: int | None = None
        self._companions: Sequence[GuestRow] = ()
        self._group: Sequence[int] = ()
        card.acts.wished.connect(self.act)
        card.yes_requested.connect(queue.say_yes)
        card.no_requested.connect(self._say_no)
        entries.naming_requested.connect(self._ask_who)
        names.group_chosen.connect(self._check_group_in)
        names.heads_counted.connect(queue.count_heads)
        names.namesakes_wanted.connect(self._look_for_namesakes)
        names.nothing_submitted.connect(self.say_yes)
        queue.answered.connect(self._end_question)
        queue.answered.connect(self._look_for_companions)
        queue.group_answered.connect(self._end_question)
        queue.group_answered.connect(self._on_group)
        queue.guests_counted.connect(self._on_guests)
        queue.paid.connect(self._on_paid)
        queue.done.connect(self._on_done)

    def open(self, event_uid: str) -> None:
        """Act at this event's door from now on."""
        self._event_uid = event_uid
        self.forget()

    def forget(self) -> None:
        """Ask for nobody's name any more."""
        self._to_name = None
        self._companions = ()
        self._group = ()
        self._names.ask("")

    def choose(self, person: GuestRow) -> None:
        """Somebody's name was chosen: check them in, or say that it was they who came before."""
        line, self._to_name = self._to_name, None
        self._names.ask("")
        if line is None:
            self._queue.check_in(person.member_uid)
        else:
            self._queue.give(line, person.member_uid)

    def let_in(self) -> None:
        """Let the person on the card in, where one key may overrule."""
        answer = self._card.answer
        if answer is None or not answer.can_let_in:
            return
        if answer.member_uid is not None:
            self._queue.let_in(answer.member_uid)
        else:
            self._queue.let_in_for_now(answer.code)

    def say_yes(self) -> None:
        """Let in who was asked about, if anybody was."""
        if self._card.is_asking:
            self._queue.say_yes()
        else:
            self._card.ask_again()

    def _say_no(self) -> None:
        self._queue.say_no()
        self._card.rest()

    def press(self, key: str) -> bool:
        """Take a single key of the desk; whether it meant anything now."""
        if key == HEADS_KEY:
            self._queue.count_heads(1)
            return True
        if key == AGAIN_KEY and self._queue.waiting:
            self._queue.try_again()
            return True
        act = KEYS.get(key)
        if act is None:
            return False
        if not self._card.acts.offers(act):
            return not key.isalpha()  # then it may begin a name
        self.act(act)
        return True

    def means(self, key: str) -> bool:
        """Whether a single key of the desk can do anything now."""
        if key == AGAIN_KEY:
            return bool(self._queue.waiting)
        return key == HEADS_KEY or (key in KEYS and self._card.acts.offers(KEYS[key]))

    def undo_group(self) -> bool:
        """Take back everyone of the group on the card; whether there is one."""
        if not self._group:
            return False
        lines, self._group = self._group, ()
        words = ngettext("{count} person", "{count} people", len(lines))
        self._queue.undo_all(lines, words.format(count=len(lines)))
        return True

    def act(self, wish: str) -> None:
        """Do something about the person on the card."""
        answer = self._card.answer
        act = Act(wish)
        if act is Act.UNDO_GROUP:
            self.undo_group()
        elif act is Act.GROUP:
            self._queue.check_in_group([row.member_uid for row in self._companions])
        elif answer is not None and answer.member_uid is not None:
            self._act_on(act, answer, answer.member_uid)

    def _act_on(self, act: Act, answer: DoorAnswer, uid: str) -> None:
        match act:
            case Act.MORE_GUESTS:
                self._queue.bring(uid, 1)
            case Act.FEWER_GUESTS:
                self._queue.bring(uid, -1)
            case Act.LEAVE:
                self._queue.check_out(uid, answer.name)
            case Act.NOT_THEM:
                # Who is in already came by another badge, or by name: that stays.
                if answer.entry_id is not None and is_in(answer):
                    self._queue.undo(answer.entry_id, answer.name)
                self._names.ask(_("Whose badge is it? Type the name of who stands here"))
            case Act.PAID:
                self._queue.note_payment(uid)
            case Act.PRINT | Act.NEW_BADGE:
                self._card.stay()
                self.badge_wanted.emit(uid, int(act is Act.NEW_BADGE))

    def _end_question(self, _answered: object) -> None:
        """The next person stands here: a name typed from now on is theirs."""
        self._to_name = None
        self._names.ask("")

    def _ask_who(self, entry: DoorEntryRow) -> None:
        question = _("Who came in at {time}?").format(time=f"{entry.at:%H:%M}")
        self._names.ask(question, may_be_new=False)
        self._to_name = entry.id

    def _check_group_in(self, chosen: Sequence[GuestRow]) -> None:
        self._queue.check_in_group([row.member_uid for row in chosen])

    def _look_for_namesakes(self, name: str) -> None:
        db, event = self._context.db, self._event_uid

        def work(job: Job) -> list[GuestRow]:
            return people_named(db, event, name)

        def meet(known: list[GuestRow]) -> None:
            self._names.meet_namesakes(name, known)

        def fail(_error: UserError) -> None:
            meet([])  # writing them down fails as well, and says why

        self._context.runner.start(self, work, meet, on_failure=fail, lane=VIEW_LANE)

    def _look_for_companions(self, answer: DoorAnswer) -> None:
        self._companions, self._group = (), ()
        is_here = answer.verdict in (Verdict.WELCOME, Verdict.ALREADY_IN) and not answer.awaits
        if not is_here or answer.member_uid is None:
            return
        db, event, uid = self._context.db, self._event_uid, answer.member_uid

        def work(job: Job) -> tuple[str, Sequence[GuestRow]]:
            return uid, who_comes_with(db, event, uid)

        self._context.runner.start(self, work, self._offer_companions, lane=VIEW_LANE)

    def _offer_companions(self, found: tuple[str, Sequence[GuestRow]]) -> None:
        uid, rows = found
        answer = self._card.answer
        if answer is not None and answer.member_uid == uid:
            self._companions = rows
            self._card.offer_group(len(rows))

    def offer_again(self) -> None:
        """Offer what was offered before the card had something else to say."""
        if self._group:
            self._card.acts.offer_undo(len(self._group))
        else:
            self._card.acts.offer_group(len(self._companions))

    def _on_group(self, answers: Sequence[DoorAnswer]) -> None:
        self._companions = ()
        came = [one for one in answers if is_in(one)]
        for answer in came:
            self.answered.emit(answer)
        self._card.show_group(answers)
        self._group = [one.entry_id for one in came if one.entry_id is not None]
        self._card.acts.offer_undo(len(self._group))

    def _on_guests(self, member_uid: str, count: int) -> None:
        answer = self._card.answer
        if answer is not None and answer.member_uid == member_uid:
            self._card.show_guests(count)

    def _on_paid(self, member_uid: str) -> None:
        answer = self._card.answer
        if answer is not None and answer.member_uid == member_uid:
            self._card.show_paid()
            self.offer_again()

    def _on_done(self, sentence: str) -> None:
        if sentence:
            self._card.show_done(sentence)
