"""The card that is read at three metres: symbol, word, name and what to say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from organizer.domain.kinds import Verdict
from organizer.domain.names import shown
from organizer.domain.records import DoorAnswer
from organizer.domain.words import _, ngettext
from organizer.ui.door.card_parts import BigButton, BigName, VerdictSymbol, VerdictWord
from organizer.ui.door.verdict_looks import look_of
from organizer.ui.kit.layouts import FlowLayout, clear, column, row
from organizer.ui.kit.look import look
from organizer.ui.kit.painted import Chip
from organizer.ui.kit.theme import set_look_property, set_role
from organizer.ui.kit.widgets import KeyHint, text

REST_AFTER_MS = 6_000
DECIDE_WITHIN_MS = 20_000
"""A refusal that the volunteer may overrule stays longer: people talk about it."""
_PADDING = 40
_RADIUS = 20


class VerdictCard(QFrame):
    """Shows the last verdict, then goes back to rest; says it to screen readers as well."""

    let_in_requested = Signal()
    """Let this person in all the same."""
    walk_in_requested = Signal()
    """Write a new face down."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("verdict_card")
        self.answer: DoorAnswer | None = None
        self._colour_role = "neutral"
        self.symbol = VerdictSymbol()
        self.word = VerdictWord()
        self.word.setObjectName("verdict_word")
        self.name = BigName()
        self.name.setObjectName("verdict_name")
        self.message = set_role(text("", wrap=True), "door")
        self.message.setObjectName("verdict_message")
        self.chips = QWidget()
        self.chips.setObjectName("verdict_chips")
        self._chip_flow = FlowLayout(self.chips, spacing=10)
        self.let_in_button = BigButton()
        self.let_in_button.setObjectName("let_in")
        self.walk_in_button = BigButton(_("Write their name down"))
        self.walk_in_button.setObjectName("let_in_unknown")
        self._keys = (KeyHint("L"), KeyHint("F2"))
        self._lay_out()
        self._rest_timer = QTimer(self, singleShot=True)
        self._rest_timer.timeout.connect(self.rest)
        self.let_in_button.clicked.connect(self.let_in_requested)
        self.walk_in_button.clicked.connect(self.walk_in_requested)
        self.rest()

    def rest(self) -> None:
        """Wait for the next person."""
        self._show("qr-code-bold", "neutral", "", _("Scan a badge or type a name"))
        self.set_verdict_property("")

    def wait(self) -> None:
        """Say that an answer takes longer than usual."""
        self._show("hourglass-medium-bold", "neutral", _("One moment"), _("Writing it down…"))
        self.set_verdict_property("waiting")

    def show_answer(self, answer: DoorAnswer) -> None:
        """Show what the door said."""
        seen = look_of(answer.verdict)
        name = shown(answer.name)
        is_welcome = answer.verdict is Verdict.WELCOME
        sentence = "" if is_welcome and answer.greeting else answer.message
        self._show(seen.icon, seen.role, seen.word if name else "", name or seen.word, sentence)
        self.answer = answer
        self._fill_chips(answer)
        self._offer(answer)
        self.set_verdict_property(str(answer.verdict))
        stays = answer.can_let_in or answer.verdict is Verdict.UNKNOWN_HERE
        self._rest_timer.start(DECIDE_WITHIN_MS if stays else REST_AFTER_MS)
        self._announce(f"{seen.word}. {answer.message}")

    def show_problem(self, word: str, sentence: str) -> None:
        """Say that something could not be done, and what to do."""
        self._show("warning-bold", "bad", "", word, sentence)
        self.set_verdict_property("problem")
        self._rest_timer.start(DECIDE_WITHIN_MS)
        self._announce(sentence)

    def show_undone(self, name: str) -> None:
        """Say that an arrival was taken back."""
        self._show("arrow-u-up-left-bold", "info", _("Taken back"), name or _("Taken back"))
        self.set_verdict_property("undone")
        self._rest_timer.start(REST_AFTER_MS)
        self._announce(_("Taken back"))

    def set_verdict_property(self, word: str) -> None:
        """Note what is shown, for the style sheet and for tests."""
        set_look_property(self, "verdict", word)

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
        words = column(0, self.word, self.name, 0, spacing=0)
        head = row(self.symbol, words, spacing=24)
        head.setStretch(1, 1)
        keys = row(*self._keys, spacing=4)
        decide = row(self.let_in_button, self.walk_in_button, keys, 0, spacing=12)
        whole = column(0, head, self.message, self.chips, decide, 0, spacing=16)
        whole.setContentsMargins(_PADDING, 16, _PADDING, 16)
        self.setLayout(whole)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _show(self, icon: str, role: str, word: str, name: str, sentence: str = "") -> None:
        self.answer = None
        self._rest_timer.stop()
        self._colour_role = role
        self.symbol.set_symbol(icon, role)
        self.word.set_word(word, role)
        self.word.setVisible(bool(word))
        self.name.setText(name)
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
        self._set_chips(())
        for offer in (self.let_in_button, self.walk_in_button, *self._keys):
            offer.hide()
        self.update()

    def _offer(self, answer: DoorAnswer) -> None:
        is_new_here = answer.verdict is Verdict.NOT_ON_LIST
        self.let_in_button.setText(
            _("Let in as a walk-in") if is_new_here else _("Let in all the same")
        )
        self.let_in_button.setVisible(answer.can_let_in)
        self.walk_in_button.setVisible(answer.verdict is Verdict.UNKNOWN_HERE)
        for key in self._keys:
            key.setVisible(answer.can_let_in)

    def _fill_chips(self, answer: DoorAnswer) -> None:
        chips: list[tuple[str, str]] = []
        if answer.greeting is not None:
            first, *others = answer.greeting.phrases or ("",)
            if answer.greeting.times == 1:
                first = _("First time: say hello")
            chips.append((first, "solid" if answer.greeting.times == 1 else "neutral"))
            chips.extend((other, "neutral") for other in others)
        if answer.plus:
            guests = ngettext("+ {count} guest", "+ {count} guests", answer.plus)
            chips.append((guests.format(count=answer.plus), "accent"))
        self._set_chips([(words, role) for words, role in chips if words])

    def _set_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        clear(self._chip_flow)
        for words, role in chips:
            self._chip_flow.addWidget(Chip(words, role, large=True))
        self.chips.setVisible(bool(chips))

    def _announce(self, words: str) -> None:
        self.setAccessibleName(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
