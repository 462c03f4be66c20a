"""The small pieces that pages are built of: text, buttons, cards, numbers and headers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from organizer.ui.kit.icons import icon, pixmap
from organizer.ui.kit.layouts import column, fill, row
from organizer.ui.kit.look import CARD_PADDING, look, px
from organizer.ui.kit.theme import set_look_property, set_role


def text(words: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A label of plain text in one of the theme's text roles."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    return set_role(label, role) if role else label


def button(
    words: str,
    on_click: Callable[[], object] | None = None,
    role: str = "",
    icon_name: str = "",
) -> QPushButton:
    """A push button: role primary, link, danger, quiet, or "" for the usual one.

    `on_click` should be a bound method: a lambda that holds a widget keeps it alive.
    """
    made = QPushButton(words)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(True)  # so that Enter presses it, not the space bar alone
    if role:
        set_role(made, role)
    if icon_name:
        made.setIcon(icon(icon_name, "on_accent" if role == "primary" else "muted"))
        # Wider than high, because style sheets know no distance between an icon and its word.
        made.setIconSize(QSize(px(24), px(16)))
    if on_click is not None:
        made.clicked.connect(on_click)
    return made


class Card(QFrame):
    """A surface for what belongs together; put things into `body`, a column."""

    def __init__(self, title: str = "", aside: QWidget | None = None) -> None:
        super().__init__()
        set_role(self, "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*[CARD_PADDING] * 4)
        self.body.setSpacing(8)
        if title or aside:
            self.header = SectionHeader(title, aside)
            self.body.addWidget(self.header)

    def add(self, *items: QWidget | QLayout | int) -> None:
        """Put items below what is there; 0 stretches, another number is a gap."""
        fill(self.body, items)


class Rule(QFrame):
    """A line of one pixel across."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "rule")
        self.setFixedHeight(1)


class SectionHeader(QWidget):
    """A heading, with something small at its right."""

    def __init__(self, title: str, aside: QWidget | None = None) -> None:
        super().__init__()
        self.title = text(title, "heading")
        parts: list[QWidget | int] = [self.title, 0]
        self.setLayout(row(*parts, *([aside] if aside else [])))


class PageHeader(QWidget):
    """What stands on top of a page: a small line, the title, and its buttons at the right.

    Give at most one of the buttons the role primary, as the last.
    """

    def __init__(self, title: str, overline: str = "", buttons: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self._overline = ElidedLabel(overline, "caption")
        self._title = ElidedLabel(title, "title")
        self._title.setObjectName("page_title")
        words = column(self._overline, self._title, spacing=0)
        self.buttons = row(*buttons, spacing=12)
        outer = row(words, self.buttons, spacing=24)
        outer.setStretch(0, 1)
        self.setLayout(outer)
        self.set_overline(overline)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def set_overline(self, words: str) -> None:
        """Change the small line above the title; empty hides it."""
        self._overline.setText(words)
        self._overline.setVisible(bool(words))


class Stat(QWidget):
    """A number with what it counts below; `role` number is large, figure smaller."""

    def __init__(self, number: str, caption: str, role: str = "number") -> None:
        super().__init__()
        self._number = text(number, role)
        self._caption = text(caption, "caption")
        self.setLayout(column(self._number, self._caption, spacing=2))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_stat(self, number: str, caption: str | None = None) -> None:
        """Change the number, and what it counts unless that stays."""
        self._number.setText(number)
        if caption is not None:
            self._caption.setText(caption)


class ElidedLabel(QLabel):
    """One line that gives way to … where space is short; then its tool tip says the whole."""

    def __init__(self, words: str = "", role: str = "") -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            set_role(self, role)

    def setText(self, words: str) -> None:
        super().setText(words)
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), self._fitted())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def _fitted(self) -> str:
        return self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )

    def _explain(self) -> None:
        self.setToolTip(self.text() if self._fitted() != self.text() else "")


class KeyHint(QLabel):
    """The name of a key, drawn as one."""

    def __init__(self, keys: str) -> None:
        super().__init__(keys)
        set_role(self, "key")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class IconLabel(QLabel):
    """An icon that is no button, in the colour of a role."""

    def __init__(self, icon_name: str, role: str = "muted", side: int = 20) -> None:
        super().__init__()
        self._side = side
        self.set_icon(icon_name, role)

    def set_icon(self, icon_name: str, role: str = "muted") -> None:
        """Show another icon."""
        self._name, self._role = icon_name, role
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_dressed = event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
        # Which Qt also says, many times over, of a label that is put into a layout.
        if is_dressed and self._drawn_in is not look():
            self._draw()

    def _draw(self) -> None:
        self._drawn_in = look()
        self.setPixmap(pixmap(self._name, self._role, px(self._side)))


class EmptyState(QWidget):
    """What stands where there is nothing yet: what would be here, and the button to begin."""

    activated = Signal()

    def __init__(self, icon_name: str, title: str, sentence: str, button_text: str = "") -> None:
        super().__init__()
        self._title = text(title, "heading")
        self._sentence = text(sentence, "muted", wrap=True)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = button(button_text, role="primary")
        self.button.clicked.connect(self._activate)
        middle = Qt.AlignmentFlag.AlignHCenter
        lines = column(0, spacing=8)
        for part in (IconLabel(icon_name, "faint", 40), self._title, self._sentence, self.button):
            lines.addWidget(part, 0, middle)
        lines.insertSpacing(4, 8)
        lines.addStretch()
        self.setLayout(lines)
        self.button.setVisible(bool(button_text))
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Give the sentence the lines it needs: a layout asks for its height at another width."""
        self._sentence.ensurePolished()
        self._sentence.setFixedWidth(px(360))
        self._sentence.setFixedHeight(self._sentence.heightForWidth(px(360)))

    def _activate(self) -> None:
        self.activated.emit()


class ToDoRow(QWidget):
    """A sentence that says what needs doing, and the verb that does it; `key` is given back."""

    activated = Signal(str)

    def __init__(self, sentence: str, verb: str, key: str = "") -> None:
        super().__init__()
        self._key = key
        self.button = button(verb, self._activate, role="link")
        self.button.setAccessibleName(f"{verb}: {sentence}")
        self.sentence = text(sentence, wrap=True)
        self.sentence.setMinimumWidth(px(200))
        line = row(self.sentence, self.button)
        line.setStretch(0, 1)
        line.setContentsMargins(0, 5, 0, 5)
        self.setLayout(line)

    def _activate(self) -> None:
        self.activated.emit(self._key)


class SidePanel(QFrame):
    """The panel at the right of a page that shows what is selected; put things into `body`."""

    def __init__(self, width: int = 320) -> None:
        super().__init__()
        set_role(self, "panel")
        self._width = width
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*[CARD_PADDING] * 4)
        self.body.setSpacing(8)
        self.setFixedWidth(px(width))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedWidth(px(self._width))


def mark_invalid(field: QWidget, invalid: bool) -> None:
    """Frame a field in the colour of mistakes, or no longer."""
    set_look_property(field, "invalid", "1" if invalid else "0")
