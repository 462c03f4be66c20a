"""The bar at the side of the window: whose community this is, and where one can go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from organizer.domain.names import initials, shown
from organizer.domain.words import _, ngettext
from organizer.ui.kit.icons import icon
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.theme import set_look_property, set_role
from organizer.ui.kit.widgets import ElidedLabel, text

_WIDTH = 208
_COMPACT_WIDTH = 64
_MARK_SIDE = 28


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: its key, its word and its icon; `at_the_bottom` for Settings."""

    key: str
    title: str
    icon: str
    at_the_bottom: bool = False


class PlaceButton(QPushButton):
    """One place in the side bar, with a number at its right."""

    def __init__(self, place: Place, keys: str) -> None:
        super().__init__(place.title)
        self.place = place
        self.setObjectName(f"go_{place.key}")
        set_role(self, "navigation")
        self.setIcon(icon(place.icon))
        self.setCheckable(True)
        self.setAutoDefault(True)  # so that Enter presses it too
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._keys = keys
        self.setToolTip(keys)
        self._is_compact = False
        self._fit()
        self._count = text("", "caption")
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = row(0, self._count)
        inside.setContentsMargins(0, 0, 8, 0)
        self.setLayout(inside)

    def set_count(self, words: str) -> None:
        """Show a number at the right; empty shows none."""
        self._count.setText(words)
        self.setAccessibleDescription(words)

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone, or icon, word and number."""
        self.setText("" if compact else self.place.title)
        self.setAccessibleName(self.place.title)
        self.setToolTip(f"{self.place.title} ({self._keys})" if compact else self._keys)
        self._count.setVisible(not compact)
        set_look_property(self, "compact", "1" if compact else "0")
        self._is_compact = compact
        self._fit()

    def sizeHint(self) -> QSize:
        # The layout inside holds only the number; the button's own size is what counts.
        return QPushButton.sizeHint(self).expandedTo(QSize(0, px(36)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        # Wider than high, because style sheets know no distance between an icon and its word.
        self.setIconSize(QSize(px(20 if self._is_compact else 28), px(20)))


class SideBar(QFrame):
    """Community, places and the menu. Arrow keys go along, as in any group of buttons."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        set_role(self, "sidebar")
        self.setObjectName("side_bar")
        self._is_compact = False
        self._mark = QLabel("")
        set_role(self._mark, "mark")
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = ElidedLabel("", "strong")
        self._name.setObjectName("community_name")
        self._members = ElidedLabel("", "caption")
        self.menu = QMenu(self)
        self.menu_button = QToolButton()
        self.menu_button.setObjectName("app_menu")
        self.menu_button.setIcon(icon("dots-three-bold"))
        self.menu_button.setAccessibleName(_("Menu"))
        self.menu_button.setToolTip(_("Menu"))
        self.menu_button.setMenu(self.menu)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._bottom = row(spacing=4)
        self._words = QWidget()
        self._words.setLayout(column(self._name, self._members, spacing=0))
        self._places = QButtonGroup(self)
        self._buttons = {
            place.key: PlaceButton(place, _("Ctrl+{number}").format(number=number))
            for number, place in enumerate(places, start=1)
        }
        self._lay_out()
        self._places.buttonClicked.connect(self._choose)

    def set_community(self, name: str, members: int) -> None:
        """Say whose community this is and how many know it."""
        self._mark.setText(initials(name)[:1])
        self._name.setText(shown(name))
        words = ngettext("{count} member", "{count} members", members)
        self._members.setText(words.format(count=f"{members:,}"))

    def set_count(self, key: str, words: str) -> None:
        """Show a number beside a place; empty shows none."""
        self._buttons[key].set_count(words)

    def mark_place(self, key: str) -> None:
        """Show where one is."""
        self._buttons[key].setChecked(True)

    def set_compact(self, compact: bool) -> None:
        """Only icons, where the window is narrow for its text."""
        self._is_compact = compact
        self._words.setVisible(not compact)
        direction = QBoxLayout.Direction
        self._bottom.setDirection(direction.BottomToTop if compact else direction.LeftToRight)
        middle = Qt.AlignmentFlag.AlignHCenter if compact else Qt.AlignmentFlag.AlignVCenter
        self._bottom.setAlignment(self.menu_button, middle)
        for each in self._buttons.values():
            each.set_compact(compact)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _lay_out(self) -> None:
        top = row(self._mark, self._words, spacing=10)
        top.setStretch(1, 1)
        top.setContentsMargins(8, 0, 0, 0)
        buttons = list(self._buttons.values())
        upper = [each for each in buttons if not each.place.at_the_bottom]
        lower = [each for each in buttons if each.place.at_the_bottom]
        self._bottom.addLayout(column(*lower, spacing=2), 1)
        self._bottom.addWidget(self.menu_button)
        whole = column(top, 16, *upper, 0, self._bottom, spacing=2)
        whole.setContentsMargins(12, 20, 12, 16)
        self.setLayout(whole)
        for each in buttons:
            self._places.addButton(each)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(px(_COMPACT_WIDTH if self._is_compact else _WIDTH))
        self._mark.setFixedSize(px(_MARK_SIDE), px(_MARK_SIDE))

    def _choose(self, pressed: QAbstractButton) -> None:
        if isinstance(pressed, PlaceButton):
            self.chosen.emit(pressed.place.key)
