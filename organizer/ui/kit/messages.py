"""What the program has to say, without being in the way: one line at the bottom of the window.

`Messages` is made before any window and keeps what is said until a `MessageBar` shows it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from organizer.domain.words import _
from organizer.ui.kit.icons import icon
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.look import PAGE_MARGIN
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import IconLabel, button, text

Kind = Literal["info", "good", "warn", "bad"]
SECONDS_SHOWN = 8
"""How long info and good stay; warn and bad stay until they are closed."""
_ICONS = {
    "info": "info",
    "good": "check-circle",
    "warn": "warning",
    "bad": "warning-circle",
}


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said, and at most one thing to do about it."""

    text: str
    kind: Kind = "info"
    action_text: str = ""
    action: Callable[[], object] | None = None

    @property
    def passes(self) -> bool:
        """Whether it goes by itself."""
        return self.kind in ("info", "good")


class Messages(QObject):
    """What was said and not yet shown, oldest first."""

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Message] = deque()

    def say(
        self,
        text: str,
        kind: Kind = "info",
        action_text: str = "",
        action: Callable[[], object] | None = None,
    ) -> None:
        """Say a sentence; with an action, offer a button such as "Undo" beside it."""
        self._waiting.append(Message(text, kind, action_text, action))
        self.arrived.emit()

    def take(self) -> Message | None:
        """The next message to show, if any; it counts as shown."""
        return self._waiting.popleft() if self._waiting else None


class MessageBar(QWidget):
    """Shows messages one after the other; what stays until closed is never pushed away."""

    def __init__(
        self,
        messages: Messages,
        parent: QWidget | None = None,
        seconds_shown: float = SECONDS_SHOWN,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._messages = messages
        self._message: Message | None = None
        self.offers_actions = True
        """Whether there is a button beside a message, where what it offers may lead elsewhere."""
        self._sign = IconLabel(_ICONS["info"])
        self._words = text("", wrap=True)
        self._words.setObjectName("message_text")
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = button("", self._act, role="link")
        self._action.setObjectName("message_action")
        self._close = button("", self.dismiss, role="quiet")
        self._close.setObjectName("message_close")
        self._close.setIcon(icon("x"))
        self._close.setAccessibleName(_("Close this message"))
        self._timer = QTimer(self, singleShot=True, interval=round(seconds_shown * 1000))
        line = row(self._sign, self._words, self._action, self._close, spacing=12)
        line.setContentsMargins(16, 6, 6, 6)
        frame = set_role(QFrame(), "message")
        frame.setLayout(line)
        whole = column(frame)
        # As wide as what a page shows; hidden it takes no room, its margins neither.
        whole.setContentsMargins(PAGE_MARGIN, 8, PAGE_MARGIN, 16)
        self.setLayout(whole)
        self.hide()
        self._timer.timeout.connect(self.dismiss)
        messages.arrived.connect(self._show_next)
        self._show_next()

    @property
    def message(self) -> Message | None:
        """What is shown now."""
        return self._message

    def dismiss(self) -> None:
        """Take away what is shown; the next one follows."""
        self._message = None
        self._timer.stop()
        self._show_next()

    def stop(self) -> None:
        """Leave what is said from now on to another bar."""
        self._messages.arrived.disconnect(self._show_next)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._message is not None and self._message.passes:
            self._timer.start()

    def _show_next(self) -> None:
        if self._message is not None and not self._message.passes:
            return
        following = self._messages.take()
        if following is not None:
            self._show(following)
        elif self._message is None:
            self.hide()

    def _show(self, message: Message) -> None:
        self._message = message
        self._sign.set_icon(_ICONS[message.kind], message.kind)
        self._words.setText(message.text)
        self._action.setText(message.action_text)
        self._action.setVisible(self.offers_actions and message.action is not None)
        self.setAccessibleName(message.text)
        self.show()
        if message.passes:
            self._timer.start()
        else:
            self._timer.stop()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message.text))

    def _act(self) -> None:
        message = self._message
        self.dismiss()
        if message is not None and message.action is not None:
            message.action()
