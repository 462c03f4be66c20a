"""The camera at the desk: what it sees, which one it is, and what to do where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QPushButton, QSizePolicy, QWidget

from organizer.domain.words import _
from organizer.settings import load_settings, save_settings
from organizer.ui.context import Context
from organizer.ui.door.preview import Preview
from organizer.ui.kit.icons import icon
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.painted import Chip
from organizer.ui.kit.widgets import ElidedLabel, button

if TYPE_CHECKING:
    from organizer.ui.door.camera import Camera
    from organizer.ui.door.video_frames import Sight

_BY_LENGTH = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
_NO_PICTURE_MS = 4_000
_CODE_SHOWN_MS = 1_200
"""How long the sign stays on a code that was read: in a glance it would be missed."""


class CameraPanel(QWidget):
    """The camera runs while this is on the screen; hidden at first."""

    codes_found = Signal(object, object)
    """Tuples of codes: those that have come into view, and all that are in view now."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("camera_panel")
        self._context = context
        self.camera: Camera | None = None
        self.preview = Preview()
        self.name = ElidedLabel("", "muted")
        self.name.setObjectName("camera_name")
        self.choice = QComboBox()
        self.choice.setObjectName("camera_choice")
        self.choice.setAccessibleName(_("Camera"))
        self.choice.setSizeAdjustPolicy(_BY_LENGTH)
        self.choice.setMinimumContentsLength(3)
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the desk's keys alone
        self.mirror_button = _toggle("camera_mirror", "arrows-left-right")
        self.light_button = _toggle("camera_light", "flashlight")
        self.sign = Chip("", "neutral")
        self.sign.setObjectName("camera_sign")
        self._no_picture = QTimer(self, singleShot=True, interval=_NO_PICTURE_MS)
        self._code_shown = QTimer(self, singleShot=True, interval=_CODE_SHOWN_MS)
        self._lay_out()
        self.hide()
        self.choice.activated.connect(self._choose)
        self.mirror_button.clicked.connect(self._mirror)
        self.light_button.clicked.connect(self._light)
        self._no_picture.timeout.connect(self._on_no_picture)

    def set_margin(self, margin: int) -> None:
        """Leave so much room above and at the sides, in pixels."""
        self._whole.setContentsMargins(margin, margin, margin, 0)

    def forget(self) -> None:
        """Take codes in view as new: another door was opened."""
        if self.camera is not None:
            self.camera.reader.forget()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._show_mirror()
            # After the panel stands on the screen: looking for cameras takes a moment.
            QTimer.singleShot(0, self, self._start)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._no_picture.stop()
            if self.camera is not None:
                self.camera.stop()

    def _lay_out(self) -> None:
        controls = row(
            self.name, self.choice, self.mirror_button, self.light_button, self.sign, spacing=4
        )
        controls.setStretch(0, 1)
        controls.setStretch(1, 1)
        controls.insertSpacing(4, 8)
        self._whole = column(self.preview, controls, spacing=8)
        self.set_margin(28)
        self.setLayout(self._whole)

    def _start(self) -> None:
        if not self.isVisible():
            return
        camera = self._prepared()
        if camera is not None:
            self._say(_("Starting …"), "neutral")
            self.preview.show_sight(None)
            camera.start(load_settings().camera)

    def _prepared(self) -> Camera | None:
        if self.camera is None:
            try:
                # Late, because it is slow to load and some systems lack what it needs.
                from organizer.ui.door.camera import Camera
            except ImportError as error:
                self._fail(
                    _(
                        "Cameras need a library that this system lacks ({reason}). Install it to "
                        "use one; the scanner, pictures and names work as before."
                    ).format(reason=str(error).partition(":")[0])
                )
                return None
            self.camera = Camera(self._context.runner, self._context.now, self)
            self.camera.changed.connect(self._show_camera)
            self.camera.reader.looked.connect(self._on_looked)
            self.camera.reader.codes_found.connect(self.codes_found)
        return self.camera

    def _show_camera(self) -> None:
        camera = self.camera
        if camera is None:
            return
        self.choice.clear()
        for one in camera.choices:
            self.choice.addItem(one.name, one.key)
        self.choice.setCurrentIndex(self.choice.findData(camera.key))
        self.name.setText(self.choice.currentText())
        self.choice.setToolTip(self.choice.currentText())
        self.light_button.setChecked(False)
        self._show_light()
        if camera.problem:
            self._fail(camera.problem)
        else:
            self._show_controls(is_on=True)
            self._no_picture.start()

    def _fail(self, sentence: str) -> None:
        self._no_picture.stop()
        self.preview.show_sentence(sentence)
        self._show_controls(is_on=False)

    def _on_looked(self, sight: Sight) -> None:
        self._no_picture.start()
        self.preview.show_sight(sight)
        if self.sign.isHidden():
            self._show_controls(is_on=True)
        if sight.codes:
            self._code_shown.start()
            self._say(_("Code read"), "solid")
        elif not self._code_shown.isActive():
            self._say(_("Reads codes"), "good")

    def _show_controls(self, *, is_on: bool) -> None:
        # Where one failed, choosing the same tries it again.
        has_choice = self.choice.count() > (1 if is_on else 0)
        self.choice.setVisible(has_choice)
        self.name.setVisible(is_on and not has_choice)
        self.mirror_button.setVisible(is_on)
        self.sign.setVisible(is_on)
        has_light = self.camera is not None and self.camera.has_light
        self.light_button.setVisible(is_on and has_light)

    def _on_no_picture(self) -> None:
        self._fail(
            _(
                "No picture comes from the camera. Plug it in again or choose another; "
                "the scanner, pictures and names work as before."
            )
        )

    def _say(self, words: str, role: str) -> None:
        if self.sign.text() != words:
            self.sign.set_chip(words, role)
            self.sign.updateGeometry()

    def _choose(self) -> None:
        key = self.choice.currentData()
        if self.camera is None or not isinstance(key, str):
            return
        settings = load_settings()
        settings.camera = key
        save_settings(settings)
        self._start()

    def _mirror(self) -> None:
        settings = load_settings()
        settings.camera_mirrored = self.mirror_button.isChecked()
        save_settings(settings)
        self._show_mirror()

    def _show_mirror(self) -> None:
        is_mirrored = load_settings().camera_mirrored
        self.mirror_button.setChecked(is_mirrored)
        _name(self.mirror_button, _("Mirrored") if is_mirrored else _("Not mirrored"))
        self.preview.mirror(int(is_mirrored))

    def _light(self) -> None:
        if self.camera is not None:
            self.camera.set_light(int(self.light_button.isChecked()))
        self._show_light()

    def _show_light(self) -> None:
        is_lit = self.light_button.isChecked()
        _name(self.light_button, _("Light off") if is_lit else _("Light on"))


def _toggle(name: str, icon_name: str) -> QPushButton:
    made = button("", role="quiet")
    made.setObjectName(name)
    made.setIcon(icon(icon_name))
    made.setCheckable(True)
    made.hide()
    return made


def _name(made: QWidget, words: str) -> None:
    made.setAccessibleName(words)
    made.setToolTip(words)
