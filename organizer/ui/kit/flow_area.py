"""Chips and buttons in lines that wrap: as high as the lines are, and scrolled where they are many."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from organizer.ui.kit.layouts import FlowLayout
from organizer.ui.kit.look import px
from organizer.ui.kit.theme import set_role

_MOST = 168
"""Pixels for 100 %: four lines of buttons; a large window has room for more."""
_SHARE = 0.32
"""How much of the window's height the lines may take where that is more, or less."""
_LEAST = 84


class FlowArea(QScrollArea):
    """Put things into `flow`; unlike a bare layout it never gets less height than its lines need."""

    def __init__(self, spacing: int = 8) -> None:
        super().__init__()
        self._beside = 0
        self._inside = set_role(QWidget(), "page")
        self.flow = FlowLayout(self._inside, spacing)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWidget(self._inside)
        self._inside.installEventFilter(self)

    def leave_room(self, height: int) -> None:
        """Leave so many pixels to what stands below as long as it is needed, and 0 after that."""
        self._beside = height
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with what is put in and taken out."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = self.flow.heightForWidth(self.width())
        share = round(self.window().height() * _SHARE) - self._beside
        room = max(px(_LEAST), min(px(_MOST), share))
        is_scrolled = needed > room
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if is_scrolled else policy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(room if is_scrolled else needed)
