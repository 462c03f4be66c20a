"""What becomes of errors that nobody caught: a line in the message bar, or one crash dialog."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout

from organizer import __version__
from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.ui.kit.layouts import row
from organizer.ui.kit.look import px
from organizer.ui.kit.messages import Messages
from organizer.ui.kit.widgets import button, text

_log = logging.getLogger(__name__)


class ErrorWatch(QObject):
    """Takes the place of `sys.excepthook` and `threading.excepthook` until `stop`."""

    _raised = Signal(object)

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._seen: set[str] = set()
        self._dialog: CrashDialog | None = None
        self._hooks = (sys.excepthook, threading.excepthook)
        self._raised.connect(self._show, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread

    @property
    def dialog(self) -> CrashDialog | None:
        """The crash dialog, while it is open."""
        return self._dialog

    def stop(self) -> None:
        """Put the former hooks back."""
        sys.excepthook, threading.excepthook = self._hooks

    def _take(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.exit(130)
            return
        if not isinstance(error, UserError):
            _log.error("unexpected error", exc_info=(kind, error, trace))
        self._raised.emit(error)

    def _take_from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._take(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(object)
    def _show(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._messages.say(str(error), "bad")
            return
        # A mistake in painting is raised once for each cell: it is shown once.
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
        signature = f"{type(error).__name__} {place}"
        if signature in self._seen or self._dialog is not None:
            return
        self._seen.add(signature)
        self._dialog = CrashDialog("".join(traceback.format_exception(error)))
        self._dialog.destroyed.connect(self._forget_dialog)
        self._dialog.show()

    @Slot()
    def _forget_dialog(self) -> None:
        self._dialog = None


class CrashDialog(QDialog):
    """Says that the mistake is ours, and gives the details to copy; nothing waits for it."""

    def __init__(self, details: str) -> None:
        super().__init__(QApplication.activeWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("crash_dialog")
        self.setWindowTitle(_("Organizer made a mistake"))
        self._details = QPlainTextEdit(f"Organizer {__version__}\n\n{details}")
        self._details.setReadOnly(True)
        self._details.setObjectName("crash_details")
        self._details.setAccessibleName(_("Details of the mistake"))
        copy = button(_("Copy the details"), self._copy)
        copy.setObjectName("crash_copy")
        close = button(_("Go on"), self.close, role="primary")
        close.setObjectName("crash_close")
        close.setDefault(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.setSpacing(12)
        whole.addWidget(text(_("Something went wrong that should not have"), "title"))
        whole.addWidget(
            text(
                _(
                    "What was saved before is safe, and you can go on working. If it happens "
                    "again, copy the details and send them to whoever looks after Organizer."
                ),
                wrap=True,
            )
        )
        whole.addWidget(self._details, 1)
        whole.addLayout(row(copy, 0, close))
        self.resize(px(640), px(440))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())
