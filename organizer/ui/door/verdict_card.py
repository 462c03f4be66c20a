"""The card that is read at three metres: symbol, word, name and what to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from organizer.domain.kinds import Verdict
from organizer.domain.names import shown
from organizer.domain.records import DoorAnswer
from organizer.domain.words import _, ngettext
from organizer.ui.door.card_actions import CardActions
from organizer.ui.door.card_parts import BigButton, BigName, VerdictSymbol, VerdictWord
from organizer.ui.door.card_spoken import CardChips, CardSentence
from organizer.ui.door.card_words import (
    aside_of,
    chips_of,
    group_chips,
    group_refused,
    group_title,
    sentence_of,
)
from organizer.ui.door.verdict_looks import look_of
from organizer.ui.kit.layouts import FlowLayout, column, row
from organizer.ui.kit.look import look
from organizer.ui.kit.theme import set_look_property
from organizer.ui.kit.widgets import KeyHint, button

REST_AFTER_MS = 6_000
DECIDE_WITHIN_MS = 20_000
"""What the volunteer may decide about stays longer: people talk about it."""
_TALKED_ABOUT = (Verdict.UNKNOWN_HERE, Verdict.ALREADY_IN)
_PADDING, _TIGHT_PADDING = 40, 20
_RADIUS = 20


class VerdictCard(QFrame):
    """Shows the last verdict, then goes back to rest; says it to screen readers as well."""

    let_in_requested = Signal()
    """Let this person in all the same."""
    walk_in_requested = Signal()
    """Write a new face down."""
    yes_requested = Signal()
    """Let in who was asked about."""
    no_requested = Signal()
    """Turn away who was asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("verdict_card")
        self.answer: DoorAnswer | None = None
        self._colour_role = "neutral"
        self._verdict = ""
        self._asked: tuple[str, ...] = ()
        self.symbol = VerdictSymbol()
        self.word = VerdictWord()
        self.word.setObjectName("verdict_word")
        self.name = BigName()
        self.name.setObjectName("verdict_name")
        self.aside = VerdictWord()
        self.aside.setObjectName("verdict_aside")
        self.message = CardSentence()
        self.message.setObjectName("verdict_message")
        self.chips = CardChips()
        self.chips.setObjectName("verdict_chips")
        self.let_in_button = BigButton()
        self.let_in_button.setObjectName("let_in")
        self.walk_in_button = BigButton(_("Write their name down"))
        self.walk_in_button.setObjectName("let_in_unknown")
        self.yes_button = BigButton(_("Let them in"))
        self.yes_button.setObjectName("say_yes")
        self.no_button = button(_("Turn away"))
        self.no_button.setObjectName("say_no")
        # A key stays beside its button, whatever line there is room on.
        self._let_in = _together(self.let_in_button, KeyHint("L"), KeyHint("F2"))
        self._yes = _together(self.yes_button, KeyHint(_("Enter")))
        self._no = _together(self.no_button, KeyHint(_("Esc")))
        self._offers = (self._let_in, self.walk_in_button, self._yes, self._no)
        self._decide = QWidget()
        self.acts = CardActions()
        self._at_rest: tuple[str, Sequence[tuple[str, str]]] = ("", ())
        self._shown: DoorAnswer | Sequence[DoorAnswer] = ()
        self._lay_out()
        self._rest_timer = QTimer(self, singleShot=True)
        self._rest_timer.timeout.connect(self._on_rest)
        self.let_in_button.clicked.connect(self.let_in_requested)
        self.walk_in_button.clicked.connect(self.walk_in_requested)
        self.yes_button.clicked.connect(self.yes_requested)
        self.no_button.clicked.connect(self.no_requested)
        self.rest()

    @property
    def is_asking(self) -> bool:
        """Whether somebody is shown who is not let in yet."""
        return bool(self._asked) and self._verdict == "asking"

    @property
    def can_let_in(self) -> bool:
        """Whether one key lets in who is shown."""
        return self.answer is not None and self.answer.can_let_in

    @property
    def asked(self) -> str:
        """The names of those who were shown and are not let in yet; empty for nobody."""
        return ", ".join(shown(name) for name in self._asked)

    def set_rest(self, sentence: str, chips: Sequence[tuple[str, str]] = ()) -> None:
        """What is said while nobody is shown, beside the invitation to scan."""
        self._at_rest = (sentence, chips)
        if self._verdict == "":
            self.rest()

    def rest(self) -> None:
        """Wait for the next person."""
        sentence, chips = self._at_rest
        self._show("qr-code-bold", "neutral", "", _("Scan a badge or type a name"), sentence)
        self.chips.say(chips)
        self.set_verdict_property("")

    def _on_rest(self) -> None:
        if not self.ask_again():
            self.rest()

    def ask_again(self) -> bool:
        """Show who was asked about before something else had to be said; whether anybody was."""
        is_due = bool(self._asked) and not self.is_asking
        if is_due:
            self._put_shown()
        return is_due

    def wait(self, name: str = "", sentence: str = "") -> None:
        """Say that an answer takes longer than usual, and why where that is known."""
        before = self._shown
        name = name or _("Writing it down…")
        self._show("hourglass-medium-bold", "neutral", _("One moment"), name, sentence)
        self._shown = before
        if sentence:
            self._announce(f"{name}. {sentence}")
        self.set_verdict_property("waiting")

    def end_wait(self) -> bool:
        """Show what was there before the wait, if it is one; whether it was."""
        if self._verdict != "waiting":
            return False
        self._put_shown()
        return True

    def _put_shown(self) -> None:
        if isinstance(self._shown, DoorAnswer):
            self._put_answer(self._shown)
        elif self._shown:
            self._put_group(self._shown)
        else:
            self.rest()

    def show_answer(self, answer: DoorAnswer) -> None:
        """Show what the door said."""
        self._put_answer(answer)
        word = _("Let them in?") if answer.awaits else look_of(answer.verdict).word
        self._announce(f"{word}. {answer.message}")

    def show_guests(self, inside: int) -> None:
        """Say how many extra guests are in with the person shown, who stays a while longer."""
        if self.answer is not None:
            self.answer = self._shown = replace(self.answer, plus_in=inside)
            self.acts.show_guests(inside, self.answer.plus)
            self._say_aside(aside_of(self.answer))
            self.stay()

    def show_paid(self) -> None:
        """Say that the person shown has nothing left to pay."""
        if (answer := self.answer) is not None and answer.to_pay:
            greeting = answer.greeting
            if greeting is not None:
                left = tuple(one for one in greeting.phrases if one != answer.to_pay)
                greeting = replace(greeting, phrases=(*left, _("Paid")))
            self._put_answer(replace(answer, to_pay="", greeting=greeting))
            self.stay()
            self._announce(_("Paid"))

    def _put_answer(self, answer: DoorAnswer) -> None:
        seen = look_of(answer.verdict)
        name = shown(answer.name)
        is_welcome = answer.verdict is Verdict.WELCOME
        sentence = "" if is_welcome and answer.greeting else sentence_of(answer)
        word = _("Let them in?") if answer.awaits else seen.word
        icon, role = ("user-focus-bold", "info") if answer.awaits else (seen.icon, seen.role)
        self._show(icon, role, word if name else "", name or word, sentence)
        self.answer = self._shown = answer
        self._asked = (answer.name,) if answer.awaits else ()
        self._say_aside(aside_of(answer))
        self.chips.say(chips_of(answer))
        self._offer(answer)
        self.acts.show_answer(answer)
        self.set_verdict_property("asking" if answer.awaits else str(answer.verdict))
        if not answer.awaits:  # who is asked about stays until somebody says yes or no
            stays = answer.can_let_in or answer.is_in or answer.verdict in _TALKED_ABOUT
            self._rest_timer.start(DECIDE_WITHIN_MS if stays else REST_AFTER_MS)

    def offer_group(self, count: int) -> None:
        """Offer to let in so many who belong to the person shown, and leave time to ask them."""
        self.acts.offer_group(count)
        if count:
            self.stay()

    def stay(self) -> None:
        """Keep what is shown a while longer, because somebody is at work on it."""
        if self._rest_timer.isActive():
            self._rest_timer.start(DECIDE_WITHIN_MS)

    def show_group(self, answers: Sequence[DoorAnswer]) -> None:
        """Show what the door said, or asks, of several people at once."""
        self._put_group(answers)
        word, people = group_title([one for one in answers if one.verdict is Verdict.WELCOME])
        self._announce(f"{word}. {people}")

    def _put_group(self, answers: Sequence[DoorAnswer]) -> None:
        came = [answer for answer in answers if answer.verdict is Verdict.WELCOME]
        others = [answer for answer in answers if answer.verdict is not Verdict.WELCOME]
        asked = tuple(answer.name for answer in came if answer.awaits)
        role, icon = ("warn" if others else "good"), "users-three-bold"
        if asked:
            role = "info"
        word, people = group_title(came)
        self._show(icon, role, word, people, group_refused(others))
        self._shown = answers
        self._asked = asked
        self.chips.say(group_chips(came))
        if asked:
            self._offer_yes(len(asked))
        self.set_verdict_property("asking" if asked else "group")
        if not asked:
            self._rest_timer.start(DECIDE_WITHIN_MS if others else REST_AFTER_MS)

    def show_done(self, sentence: str, name: str = "") -> None:
        """Say that something else was written down."""
        self._show_between("check-bold", "info", "", name or sentence, sentence if name else "")
        self.set_verdict_property("done")
        self._announce(sentence)

    def show_problem(self, word: str, sentence: str) -> None:
        """Say that something could not be done, and what to do."""
        self._show_between("warning-bold", "bad", "", word, sentence, stays=DECIDE_WITHIN_MS)
        self.set_verdict_property("problem")
        self._announce(sentence)

    def show_undone(self, name: str) -> None:
        """Say what was taken back: whose arrival, or how many heads; empty where that is not known."""
        word = _("Taken back") if name else ""
        self._show_between("arrow-u-up-left-bold", "info", word, name or _("Taken back"))
        self.set_verdict_property("undone")
        self._announce(_("Taken back"))

    def set_verdict_property(self, word: str) -> None:
        """Note what is shown, for the style sheet and for tests."""
        self._verdict = word
        set_look_property(self, "verdict", word)

    def set_tight(self, is_tight: bool) -> None:
        """Leave less room around the words, where there is little of it."""
        self._is_tight = is_tight
        across, down = (_TIGHT_PADDING, 10) if is_tight else (_PADDING, 16)
        self._whole.setContentsMargins(across, down, across, down)
        self._whole.setSpacing(down)
        self.name.set_tight(is_tight)
        self.acts.set_tight(is_tight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for part in (self.symbol, self.word, self.aside):
            part.fit(event.size())
        for big in (self.let_in_button, self.walk_in_button, self.yes_button):
            big.fit(event.size())
        margin = _TIGHT_PADDING if self._is_tight else _PADDING
        self.message.fit(event.size(), margin)
        self.chips.fit(event.size(), margin)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        resting = self._colour_role == "neutral"
        painter.setPen(QColor(colours.line) if resting else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.surface if resting else colours.soft(self._colour_role)))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS
        )
        painter.end()

    def _lay_out(self) -> None:
        words = column(0, self.word, self.name, self.aside, 0, spacing=0)
        head = row(self.symbol, words, spacing=24)
        head.setStretch(1, 1)
        flow = FlowLayout(self._decide, spacing=12)
        for offer in self._offers:
            flow.addWidget(offer)
        self._whole = column(0, head, self.message, self.chips, self._decide, self.acts, 0)
        self.set_tight(False)
        self.setLayout(self._whole)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _show(self, icon: str, role: str, word: str, name: str, sentence: str = "") -> None:
        self.answer = None
        self._shown = ()
        self._asked = ()
        self._rest_timer.stop()
        self._colour_role = role
        self.symbol.set_symbol(icon, role)
        self.word.set_word(word, role)
        self.word.setVisible(bool(word))
        self.name.setText(name)
        self.message.say(sentence)
        self._say_aside("")
        self.chips.say(())
        self._show_offers()
        self.acts.show_answer(None)
        self.update()

    def _show_between(
        self,
        icon: str,
        role: str,
        word: str,
        name: str,
        sentence: str = "",
        *,
        stays: int = REST_AFTER_MS,
    ) -> None:
        """Say something by which nobody comes in: who was asked about is asked about again."""
        shown, asked = self._shown, self._asked
        self._show(icon, role, word, name, sentence)
        if asked:
            self._shown, self._asked, stays = shown, asked, REST_AFTER_MS
        self._rest_timer.start(stays)

    def _offer(self, answer: DoorAnswer) -> None:
        words = {
            Verdict.NOT_ON_LIST: _("Let in as a walk-in"),
            Verdict.OTHER_EVENT: _("Let in here"),
            Verdict.UNKNOWN_HERE: _("Let in for now"),
        }
        self.let_in_button.setText(words.get(answer.verdict, _("Let in all the same")))
        offers = [self._let_in] if answer.can_let_in else []
        if answer.verdict is Verdict.UNKNOWN_HERE:
            offers.append(self.walk_in_button)
        self._show_offers(*offers)
        if answer.awaits:
            self._offer_yes(1)

    def _offer_yes(self, people: int) -> None:
        self.no_button.setText(ngettext("Turn away", "Turn all away", people))
        # In one line they stand at one height.
        self._no.setMinimumHeight(0 if self._is_tight else self._yes.sizeHint().height())
        self._show_offers(self._yes, self._no)

    def _show_offers(self, *offers: QWidget) -> None:
        for one in self._offers:
            one.setVisible(one in offers)
        self._decide.setVisible(bool(offers))

    def _say_aside(self, words: str) -> None:
        self.aside.set_word(words, "accent")
        self.aside.setVisible(bool(words))

    def _announce(self, words: str) -> None:
        self.setAccessibleName(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


def _together(*parts: QWidget) -> QWidget:
    whole = QWidget()
    whole.setLayout(row(*parts))
    return whole
