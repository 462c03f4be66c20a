"""The window around all pages: side bar, the page one is on, and what the program has to say."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from organizer.domain.words import _
from organizer.ui.files import dropped_files
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.messages import MessageBar, Messages
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.undo_keys import UndoKeys
from organizer.ui.sidebar import Place, SideBar

_SMALLEST = (960, 640)
_NARROW = 820
"""Below this width (for 100 %) the side bar shows icons only."""
_MEANT_SECONDS = 60.0
"""For so long after a warning, closing the window again means closing it."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the window; it is built when it is first shown."""

    key: str
    title: str
    icon: str
    """Name of a Phosphor icon."""
    build: Callable[[], QWidget]
    at_the_bottom: bool = False
    """In the side bar below all others, as Settings is."""


@runtime_checkable
class KeepsWork(Protocol):
    """A page that may hold what is not in the file yet."""

    def unwritten(self) -> str:
        """Return what would be lost if the window closed now, as a sentence; empty if nothing."""


class Shell(QMainWindow):
    """The main window. Ctrl+1, Ctrl+2 … (or Alt) go to the pages in their order."""

    page_shown = Signal(str)
    closing = Signal()
    close_refused = Signal()
    """Somebody tried to close the window while the page shown keeps it open."""
    files_dropped = Signal(object)
    """Carries a list of paths that were dropped where no page takes files itself."""

    def __init__(
        self,
        pages: Sequence[PageEntry],
        messages: Messages,
        window_title: str = "Organizer",
    ) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setWindowTitle(window_title)
        self._messages = messages
        self._entries = {page.key: page for page in pages}
        self._built: dict[str, QWidget] = {}
        self._current = ""
        self._is_bare = False
        self._is_held = False
        self._state_before: Qt.WindowState | None = None
        """The state of the window before a page filled the screen with it."""
        self._has_to_go = False
        self._warned_at = -math.inf
        places = [Place(page.key, page.title, page.icon, page.at_the_bottom) for page in pages]
        self.side_bar = SideBar(places)
        self._stack = QStackedWidget()
        # It shows at once what was said before, so it must not be a window of its own even now.
        self.message_bar = MessageBar(messages, self)
        self._lay_out()
        self._shortcuts = self._make_shortcuts()
        self._undo_keys = UndoKeys(self)
        QShortcut(QKeySequence("F11"), self, self.toggle_full_screen)
        self.side_bar.chosen.connect(self.show_page)
        # Another window may be there before this one is deleted.
        self.closing.connect(self.message_bar.stop)

    @property
    def current_key(self) -> str:
        """The key of the page shown, or empty before the first."""
        return self._current

    def page(self, key: str) -> QWidget | None:
        """The page, if it has been shown before."""
        return self._built.get(key)

    def show_page(self, key: str) -> QWidget:
        """Go to a page, building it the first time; return it."""
        if key not in self._built:
            page = self._entries[key].build()
            self._built[key] = page
            self._stack.addWidget(page)
        self._current = key
        self.side_bar.mark_place(key)
        focused = self.focusWidget()
        if focused is not None and self._stack.isAncestorOf(focused):
            # What is hidden gives its focus to the next in line: to any button of the new page.
            self._stack.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stack.setCurrentWidget(self._built[key])
        if self._built[key].focusProxy() is not None:
            self._built[key].setFocus(Qt.FocusReason.OtherFocusReason)
        self._lead_focus_to(self._built[key])
        self.page_shown.emit(key)
        return self._built[key]

    def replace_pages(self, pages: Sequence[PageEntry]) -> None:
        """Put other pages in the place of the present ones, of the same keys; show the same place."""
        former = list(self._built.values())
        self._entries = {page.key: page for page in pages}
        self._built.clear()
        self.show_page(self._current)
        for page in former:
            self._stack.removeWidget(page)
            page.deleteLater()

    def set_community(self, name: str, members: int) -> None:
        """Say in the side bar whose community this is."""
        self.side_bar.set_community(name, members)

    def set_count(self, key: str, words: str) -> None:
        """Show a number beside a page in the side bar; empty shows none."""
        self.side_bar.set_count(key, words)

    @property
    def is_bare(self) -> bool:
        """Whether the page has the window for itself."""
        return self._is_bare

    def hide_chrome(self, hidden: int) -> None:
        """1 leaves the page alone on the whole screen, as the door wants it; 0 brings all back.

        With 2 the window cannot be closed either, unless the system itself ends.
        """
        self._is_bare = bool(hidden)
        self._is_held = hidden > 1
        self.message_bar.offers_actions = not self._is_held
        message = self.message_bar.message
        if hidden and message is not None and message.action is not None:
            self.message_bar.dismiss()  # what it offers leads elsewhere
        self.side_bar.setVisible(not hidden)
        self._shortcuts.setEnabled(not hidden)
        self._fill_screen(bool(hidden))

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer; where only a PIN leaves the page, it goes on filling it."""
        if not self._is_held:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _fill_screen(self, fills: bool) -> None:
        """Once on coming and once on going: whoever pressed F11 in between meant it."""
        if not may_fill_screen(self):
            return
        before, state = self._state_before, self.windowState()
        if fills and before is None:
            self._state_before = state
            self.setWindowState(state | Qt.WindowState.WindowFullScreen)
        elif not fills and before is not None:
            self._state_before = None
            self.setWindowState(before)

    def let_go(self) -> None:
        """Let the window be closed in any case, because the program ends."""
        self._is_held, self._has_to_go = False, True

    def add_menu_action(self, action: QAction) -> QAction:
        """Put something into the menu at the top; its shortcut works anywhere in the window."""
        self.side_bar.menu.addAction(action)
        self.addAction(action)
        return action

    def add_menu_line(self) -> None:
        """Part what follows in the menu from what stands before."""
        self.side_bar.menu.addSeparator()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._current:
            self._lead_focus_to(self._built[self._current])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := self._dropped(event):
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def _dropped(self, event: QDropEvent) -> list[Path]:
        is_free = not self._sheet_is_open() and not self._is_bare
        return dropped_files(event.mimeData()) if is_free else []

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_held and not _session_ends():
            event.ignore()
            self.close_refused.emit()
            return
        if self._has_to_warn():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def _has_to_warn(self) -> bool:
        """Say what would be lost by closing; whoever closes again soon after means it."""
        pages = (page for page in self._built.values() if isinstance(page, KeepsWork))
        said = " ".join(filter(None, (page.unwritten() for page in pages)))
        is_meant = time.monotonic() - self._warned_at < _MEANT_SECONDS
        if not said or is_meant or self._has_to_go or _session_ends():
            return False
        self._warned_at = time.monotonic()
        anyway = _("Close it once more to go without them.")
        self._messages.say(f"{said} {anyway}", "warn")
        return True

    def _lay_out(self) -> None:
        content = column(self._stack, self.message_bar, spacing=0)
        content.setStretch(0, 1)
        whole = row(self.side_bar, content, spacing=0)
        whole.setStretch(1, 1)
        inside = QWidget()
        inside.setLayout(whole)
        self.setCentralWidget(inside)
        self.setMinimumSize(*_SMALLEST)
        self.resize(1280, 800)
        self.setAcceptDrops(True)

    def _make_shortcuts(self) -> QActionGroup:
        group = QActionGroup(self)
        for number, entry in enumerate(self._entries.values(), start=1):
            action = QAction(entry.title, group)
            action.setData(entry.key)
            action.setShortcuts([QKeySequence(f"{key}+{number}") for key in ("Ctrl", "Alt")])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self.addAction(action)
        group.triggered.connect(self._go)
        return group

    def _go(self, action: QAction) -> None:
        if not self._sheet_is_open():
            self.show_page(action.data())

    def _lead_focus_to(self, page: QWidget) -> None:
        """Let Tab begin in the page, unless the page chose a field or one walks the side bar."""
        focused = self.focusWidget()
        stays = (page, self.side_bar)
        if focused is None or not any(part.isAncestorOf(focused) for part in stays):
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sheet_is_open(self) -> bool:
        return any(sheet.isVisible() for sheet in self.findChildren(Sheet))

    def _fit(self) -> None:
        # Qt resizes and restyles while the window is still being put together.
        if hasattr(self, "side_bar"):
            self.side_bar.set_compact(self.width() < px(_NARROW))


def may_fill_screen(window: QWidget) -> bool:
    """Whether there is a screen to fill: a window that nobody sees yet or ever is left as it is."""
    return window.isVisible() and QGuiApplication.platformName() not in ("offscreen", "minimal")


def _session_ends() -> bool:
    """Whether the system itself is closing everything."""
    app = QGuiApplication.instance()
    return isinstance(app, QGuiApplication) and app.isSavingSession()
