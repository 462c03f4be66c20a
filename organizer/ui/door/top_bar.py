"""The line on top of the desk: whose door, which station, and the numbers of the evening."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from organizer.domain.names import shown
from organizer.domain.records import DoorCounts
from organizer.domain.words import _, ngettext
from organizer.settings import load_settings, save_settings
from organizer.ui.kit.icons import icon
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.painted import Chip
from organizer.ui.kit.widgets import ElidedLabel, button, text

_STATION_WIDTH = 96
_NARROWEST = 640
_ROOM_FOR_ALL = 800
_ROOM_FOR_EXPECTED = 1000
_QUIET_FIELD = "QLineEdit:!focus { background: transparent; border-color: transparent; }"
"""The station is text until one clicks it."""


class TopBar(QWidget):
    """Event, station (which can be changed), scanner, numbers, and the ways out."""

    station_changed = Signal(str)
    camera_requested = Signal()
    """The camera is to be switched on, or off."""
    picture_requested = Signal()
    sound_toggled = Signal(int)
    """1 with sound, 0 without."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = ElidedLabel("", "heading")
        self.title.setObjectName("door_event")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.title.setMinimumWidth(60)
        self.station = QLineEdit(load_settings().door_station or _("Door A"))
        self.station.setObjectName("station")
        self.station.setAccessibleName(_("Station: the name of this desk in the log"))
        self.station.setToolTip(_("The name of this desk in the log"))
        self.station.setMaxLength(40)
        self.station.setStyleSheet(_QUIET_FIELD)
        self.station.setFixedWidth(px(_STATION_WIDTH))
        self._is_ready = True
        self.scanner_chip = Chip(_("Scanner ready"), "good")
        self.scanner_chip.setObjectName("scanner_chip")
        self._inside = text("–", "figure")
        self._inside.setObjectName("count_in")
        self._to_come = text("–", "figure")
        self._to_come.setObjectName("count_to_come")
        self._lately = text("–", "figure")
        self._lately.setObjectName("count_lately")
        self._expected = text("–", "figure")
        self._expected.setObjectName("count_expected")
        self._expected_words = text(_("expected"), "muted")
        self._more = ElidedLabel("", "muted")
        self._more.setObjectName("more_counts")
        self._counts: DoorCounts | None = None
        self.camera_button = button("", role="quiet")
        self.camera_button.setObjectName("camera")
        self.set_camera(0)
        self.picture_button = button("", role="quiet")
        self.picture_button.setObjectName("read_picture")
        self.picture_button.setIcon(icon("image"))
        _name(self.picture_button, _("Read a picture of a code"))
        self.sound_button = button("", self._toggle_sound, role="quiet")
        self.sound_button.setObjectName("sound")
        self.more_button = button("", role="quiet")
        self.more_button.setObjectName("door_more")
        self.more_button.setIcon(icon("dots-three"))
        _name(self.more_button, _("More"))
        self.leave_button = button(_("Leave"))
        self.leave_button.setObjectName("leave_door")
        self._first_to_go: tuple[QWidget, ...] = ()
        self._has_sound = True
        self._show_sound()
        self._lay_out()
        self.camera_button.clicked.connect(self._ask_for_camera)
        self.picture_button.clicked.connect(self.picture_requested)
        self.leave_button.clicked.connect(self.left)
        self.station.editingFinished.connect(self._tell_station)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_state)

    def set_event(self, title: str) -> None:
        """Say whose door this is."""
        self.title.setText(title)

    def set_camera(self, on: int) -> None:
        """Say whether the camera is on."""
        name, role = ("video-camera-fill", "accent") if on else ("video-camera", "muted")
        self.camera_button.setIcon(icon(name, role))
        _name(self.camera_button, _("Camera off (C)") if on else _("Read codes with a camera (C)"))

    def set_counts(self, counts: DoorCounts) -> None:
        """Show the numbers."""
        self._counts = counts
        self._expected.setText(str(counts.expected))
        self._expected_words.setText(_expected_words(counts))
        self._inside.setText(str(counts.inside))
        self._to_come.setText(str(counts.to_come))
        self._lately.setText(str(counts.last_minute))
        words = ngettext(
            "{count} person came in the last 5 minutes",
            "{count} people came in the last 5 minutes",
            counts.last_minutes,
        ).format(count=counts.last_minutes)
        for part in self._first_to_go:
            part.setToolTip(words)
        self._show_what_fits()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.station.setFixedWidth(px(_STATION_WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_what_fits()

    def minimumSizeHint(self) -> QSize:
        """What is shown only where there is room must not itself keep the window wide."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), px(_NARROWEST)), hint.height())

    def set_margin(self, margin: int) -> None:
        """Leave so much room at the sides, in pixels, and less above and below."""
        above = margin * 3 // 7
        self._line.setContentsMargins(margin, above, margin, above)
        self._more.setContentsMargins(margin, 0, margin, above)

    def _show_what_fits(self) -> None:
        """Where it is narrow, the chip speaks only when a scan would go astray."""
        has_room = self.width() >= px(_ROOM_FOR_ALL)
        for part in self._first_to_go:
            part.setVisible(has_room)
        self.scanner_chip.setVisible(has_room or not self._is_ready)
        says_expected = self.width() >= px(_ROOM_FOR_EXPECTED)
        self._expected.setVisible(says_expected)
        self._expected_words.setVisible(says_expected)
        more = self._more_words(says_lately=has_room, says_expected=says_expected)
        self._more.setText(" · ".join(more))
        self._more.setVisible(bool(more))

    def _more_words(self, *, says_lately: bool, says_expected: bool) -> list[str]:
        """Return the numbers for which the line above has no room, and those of the workshops."""
        counts = self._counts
        if counts is None:
            return []
        words = []
        if not says_expected:
            words.append(f"{counts.expected} {_expected_words(counts)}")
        if not says_lately:
            words.append(_("{count} a minute").format(count=counts.last_minute))
        if counts.head_count:
            words.append(
                ngettext(
                    "{count} person in is on no list",
                    "{count} people in are on no list",
                    counts.head_count,
                ).format(count=counts.head_count)
            )
        words += [
            _("{title}: {count} in, {all} expected").format(
                title=shown(one.title), count=one.inside, all=one.expected
            )
            for one in counts.workshops
        ]
        return words

    def _lay_out(self) -> None:
        self._line = line = row(self.title, self.station, self.scanner_chip, 0, spacing=8)
        for number, words in (
            (self._inside, _("in")),
            (self._to_come, _("to come")),
            (self._expected, ""),
            (self._lately, _("a minute")),
        ):
            caption = text(words, "muted") if words else self._expected_words
            if number is self._expected:
                number.hide()
                caption.hide()
            if number is self._lately:
                self._first_to_go = (number, caption)
                number.hide()  # both until there is room: else they would make it
                caption.hide()
            pair = row(number, caption, spacing=5)
            pair.setAlignment(Qt.AlignmentFlag.AlignVCenter)
            line.addLayout(pair)
            line.addSpacing(8)
        for part in (
            self.camera_button,
            self.picture_button,
            self.sound_button,
            self.more_button,
            self.leave_button,
        ):
            line.addWidget(part)
        self._more.hide()
        self.set_margin(28)
        self.setLayout(column(line, self._more, spacing=0))

    def _ask_for_camera(self) -> None:
        self.camera_requested.emit()

    def _tell_station(self) -> None:
        if not self.station.text().strip():
            self.station.setText(_("Door A"))
        settings, name = load_settings(), self.station.text().strip()
        if name != (settings.door_station or _("Door A")):
            settings.door_station = name
            save_settings(settings)
        self.station_changed.emit(name)

    def _toggle_sound(self) -> None:
        self._has_sound = not self._has_sound
        self._show_sound()
        self.sound_toggled.emit(int(self._has_sound))

    def _show_sound(self) -> None:
        self.sound_button.setIcon(icon("speaker-high" if self._has_sound else "speaker-slash"))
        _name(self.sound_button, _("Sound off") if self._has_sound else _("Sound on"))

    def _on_state(self, state: Qt.ApplicationState) -> None:
        self._is_ready = state == Qt.ApplicationState.ApplicationActive
        if self._is_ready:
            self.scanner_chip.set_chip(_("Scanner ready"), "good")
        else:
            self.scanner_chip.set_chip(_("Click here to scan"), "warn")
        self.scanner_chip.updateGeometry()
        self._show_what_fits()


def _expected_words(counts: DoorCounts) -> str:
    if counts.capacity is None:
        return _("expected")
    words = ngettext("expected, {all} seat", "expected, {all} seats", counts.capacity)
    return words.format(all=counts.capacity)


def _name(made: QWidget, words: str) -> None:
    made.setAccessibleName(words)
    made.setToolTip(words)
