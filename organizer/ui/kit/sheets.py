"""Forms that slide in at the side of the window instead of dialogs: nothing waits, Esc closes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFrame,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from organizer.domain.words import _
from organizer.ui.kit.icons import icon
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import ElidedLabel, Rule, button, mark_invalid, text

_SCRIM = QColor(0, 0, 0, 90)
_DIRECTLY = Qt.FindChildOption.FindDirectChildrenOnly


class FormField(QWidget):
    """A field with its name above, and below it a hint or what is wrong with it."""

    def __init__(self, label: str, widget: QWidget, hint: str = "") -> None:
        super().__init__()
        self.widget = widget
        self._hint = text(hint, "caption", wrap=True)
        self._problem = text("", "problem", wrap=True)
        self._problem.setObjectName("problem")
        self._problem.hide()
        name = QLabel(label)
        name.setTextFormat(Qt.TextFormat.PlainText)
        set_role(name, "strong")
        name.setBuddy(widget)
        widget.setAccessibleName(label)
        widget.setAccessibleDescription(hint)
        self.setLayout(column(name, widget, self._hint, self._problem, spacing=4))
        name.setVisible(bool(label))
        self._hint.setVisible(bool(hint))

    @property
    def problem(self) -> str:
        """What is wrong with it, or empty."""
        return self._problem.text()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong; empty says that all is well."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._hint.setVisible(bool(self._hint.text()) and not sentence)
        mark_invalid(self.widget, bool(sentence))
        self.widget.setAccessibleDescription(sentence or self._hint.text())


class Sheet(QWidget):
    """A form over a window, at its side; freed when closed.

    Ctrl+Enter and the primary button emit `save_requested`: whoever listens saves, and then calls
    `close_sheet()`, or `show_problems()`. Esc and Cancel close it without saving.
    """

    save_requested = Signal()
    closed = Signal()

    def __init__(self, over: QWidget, title: str, save_text: str = "", width: int = 440) -> None:
        super().__init__(over.window())
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self._width = width
        self._fields: dict[str, FormField] = {}
        self._focus_before = QApplication.focusWidget()
        self.panel = QFrame(self)
        set_role(self.panel, "sheet")
        self.body = QVBoxLayout()
        self.body.setContentsMargins(24, 8, 24, 24)
        self.body.setSpacing(16)
        self.general_problem = text("", "problem", wrap=True)
        self.general_problem.hide()
        self.save_button = button(save_text or _("Save"), self._save, role="primary")
        self.save_button.setObjectName("sheet_save")
        self.save_button.setToolTip(_("Ctrl+Enter"))
        self.cancel_button = button(_("Cancel"), self.close_sheet)
        self.cancel_button.setObjectName("sheet_cancel")
        self._lay_out(title)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._save)
        self.window().installEventFilter(self)
        self.hide()

    def add_field(self, name: str, label: str, widget: QWidget, hint: str = "") -> FormField:
        """Put a field into the form; `name` is what its problems are known by."""
        field = FormField(label, widget, hint)
        widget.setObjectName(widget.objectName() or name)
        self._fields[name] = field
        self.body.insertWidget(self.body.count() - 1, field)
        return field

    def add(self, widget: QWidget) -> None:
        """Put anything else into the form, below what is there."""
        self.body.insertWidget(self.body.count() - 1, widget)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong by field name, or "" for the whole; {} says that all is well.

        The first field with a problem gets the focus.
        """
        unplaced = [words for name, words in problems.items() if name not in self._fields]
        self.general_problem.setText("\n".join(unplaced))
        self.general_problem.setVisible(bool(unplaced))
        for name, field in self._fields.items():
            field.show_problem(problems.get(name, ""))
        wrong = [field for field in self._fields.values() if field.problem]
        if wrong:
            wrong[0].widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        """While it is being saved, nothing can be pressed twice."""
        self.save_button.setDisabled(busy)
        if not busy and self.window().focusWidget() is self:
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self) -> None:
        """Show it over the whole window, with the focus in the first field.

        Without a field, the primary button has it, as soon as that can be pressed.
        """
        self._fit()
        self.show()
        self.raise_()
        first = next((field for field in self._fields.values() if not field.isHidden()), None)
        # Never left on the page behind: its keys, Esc among them, are not meant now.
        ready = self.save_button if self.save_button.isEnabled() else self
        target = first.widget if first else ready
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_sheet(self) -> None:
        """Close and free it; the focus goes back to where it was."""
        if not self.close():
            return
        self.window().removeEventFilter(self)
        before, self._focus_before = self._focus_before, None
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            event.accept()  # no key reaches the page behind

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the form."""
        start: QWidget = QApplication.focusWidget() or self
        widget = start
        while True:
            following = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
            if following is None or following is start:
                return True
            widget = following
            reachable = self.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled()
            if reachable and _is_tab_stop(widget):
                reason = Qt.FocusReason.TabFocusReason
                widget.setFocus(reason if forward else Qt.FocusReason.BacktabFocusReason)
                return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _SCRIM)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _lay_out(self, title: str) -> None:
        heading = ElidedLabel(title, "title")
        close = button("", self.close_sheet, role="quiet")
        close.setIcon(icon("x"))
        close.setAccessibleName(_("Close"))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = row(heading, close)
        top.setStretch(0, 1)
        top.setContentsMargins(24, 20, 16, 8)
        inside = QWidget()
        set_role(inside, "page")
        inside.setLayout(self.body)
        self.body.addStretch()
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setWidget(inside)
        feet = column(
            self.general_problem, row(0, self.cancel_button, self.save_button, spacing=12)
        )
        feet.setContentsMargins(24, 16, 24, 20)
        whole = column(top, scrolled, Rule(), feet, spacing=0)
        whole.setStretch(1, 1)
        self.panel.setLayout(whole)

    def _fit(self) -> None:
        area = self.window().rect()
        self.setGeometry(area)
        width = min(px(self._width), area.width())
        from_left = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        self.panel.setGeometry(area.width() - width if from_left else 0, 0, width, area.height())

    def _save(self) -> None:
        if self.save_button.isEnabled():
            self.save_requested.emit()


def _is_tab_stop(widget: QWidget) -> bool:
    """Of radio buttons that belong together, the one chosen; Qt forgets that until the first Tab."""
    around = widget.parentWidget()
    if isinstance(widget, QRadioButton) and around is not None:
        others = around.findChildren(QRadioButton, options=_DIRECTLY)
        return widget.isChecked() or not any(other.isChecked() for other in others)
    # The line inside a number or a box to type in gives the focus back to what it is part of.
    # Not asked by `focusProxy()`: PySide frees a scroll area once its viewport was asked for it.
    is_inner = isinstance(around, QAbstractSpinBox | QComboBox)
    return not is_inner and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
