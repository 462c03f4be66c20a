"""The desk's camera: which one, whether it may be used, and its light; loads QtMultimedia."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QCameraPermission,
    QCoreApplication,
    QObject,
    QPermission,
    Qt,
    Signal,
)
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
)

from organizer.domain.words import _
from organizer.ui.door.code_reader import CodeReader
from organizer.ui.jobs import Runner

_WANTED = (1280, 720)
"""Width and height in pixels that suffice for a badge at arm's length."""
_WANTED_RATE = 30.0


@dataclass(frozen=True, slots=True)
class CameraChoice:
    """A camera of this machine; `key` is the same each time it is plugged in."""

    key: str
    name: str
    device: QCameraDevice


def cameras() -> list[CameraChoice]:
    """Return the cameras that are there now, the system's usual one first."""
    usual = QMediaDevices.defaultVideoInput()
    found = sorted(QMediaDevices.videoInputs(), key=lambda device: device != usual)
    return [
        CameraChoice(device.id().toStdString(), device.description(), device) for device in found
    ]


class Camera(QObject):
    """The camera in use; without one, `problem` says in a sentence why."""

    changed = Signal()
    """Which cameras there are, which one is in use, whether it has a light, or the problem."""

    def __init__(self, runner: Runner, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self.reader = CodeReader(runner, now, self)
        self.choices: list[CameraChoice] = []
        self.problem = ""
        self._wanted = ""
        self._is_on = False
        self._in_use: CameraChoice | None = None
        self._camera: QCamera | None = None
        self._session = QMediaCaptureSession(self)
        self._session.setVideoSink(self.reader.sink)
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self._on_plugged)

    @property
    def key(self) -> str:
        """Which camera is in use, or ""."""
        return self._in_use.key if self._in_use else ""

    @property
    def has_light(self) -> bool:
        """Whether the camera in use has a lamp that can be left on."""
        lamp = QCamera.TorchMode.TorchOn
        return self._camera is not None and self._camera.isTorchModeSupported(lamp)

    def start(self, key: str) -> None:
        """Use the camera of this key; another where it is not there."""
        self._wanted = key
        self._is_on = True
        if self._is_allowed():
            self._use_wanted()

    def stop(self) -> None:
        """Let go of the camera, so that other programs can have it."""
        self._is_on = False
        self.reader.stop()
        self._let_go()

    def set_light(self, on: int) -> None:
        """Switch the lamp."""
        if self._camera is not None and self.has_light:
            mode = QCamera.TorchMode
            self._camera.setTorchMode(mode.TorchOn if on else mode.TorchOff)

    def _is_allowed(self) -> bool:
        """Ask the person, on systems where they decide about cameras; then `_on_allowed` goes on."""
        app, permission = QCoreApplication.instance(), QCameraPermission()
        if app is None or app.checkPermission(permission) == Qt.PermissionStatus.Granted:
            return True
        app.requestPermission(permission, self, self._on_allowed)
        return False

    def _on_allowed(self, permission: QPermission) -> None:
        if not self._is_on:
            return
        if permission.status() == Qt.PermissionStatus.Granted:
            self._use_wanted()
        else:
            self._fail(
                _(
                    "This computer does not let Organizer use its cameras. Allow it in the "
                    "system's settings; the scanner, pictures and names work as before."
                )
            )

    def _use_wanted(self) -> None:
        self.choices = cameras()
        fitting = [one for one in self.choices if one.key == self._wanted] or self.choices
        if not fitting:
            self._fail(
                _(
                    "No camera is connected. Plug one in and it is used at once; "
                    "the scanner, pictures and names work as before."
                )
            )
        elif self._in_use is None or fitting[0].key != self._in_use.key:
            self._use(fitting[0])
        else:
            self.changed.emit()

    def _use(self, choice: CameraChoice) -> None:
        self._let_go()
        self._in_use = choice
        self.problem = ""
        self._camera = QCamera(choice.device, self)
        wanted = _best_format(choice.device)
        if wanted is not None:
            self._camera.setCameraFormat(wanted)
        self._camera.errorOccurred.connect(self._on_error)
        self._session.setCamera(self._camera)
        self.reader.start()
        self._camera.start()
        if self._camera.error() != QCamera.Error.NoError:  # said before anybody listened
            self._on_error(self._camera.error(), self._camera.errorString())
        else:
            self.changed.emit()

    def _let_go(self) -> None:
        camera, self._camera, self._in_use = self._camera, None, None
        if camera is not None:
            camera.errorOccurred.disconnect(self._on_error)
            camera.stop()
            camera.deleteLater()  # which takes it out of the session

    def _fail(self, sentence: str) -> None:
        self.reader.stop()
        self._let_go()
        self.problem = sentence
        self.changed.emit()

    def _on_error(self, error: QCamera.Error, reason: str) -> None:
        if error == QCamera.Error.NoError or self._in_use is None:
            return
        self._fail(
            _(
                "The camera {name} does not start: {reason}. Close other programs that use it, "
                "or choose another; the scanner, pictures and names work as before."
            ).format(name=self._in_use.name, reason=reason.rstrip(".") or _("it does not say why"))
        )

    def _on_plugged(self) -> None:
        if self._is_on:
            self._use_wanted()


def _best_format(device: QCameraDevice) -> QCameraFormat | None:
    """Return the format nearest to what badges need; a smooth picture before a large one."""
    width, height = _WANTED

    def fits(one: QCameraFormat) -> tuple[float, int]:
        size = one.resolution()
        slow = max(0.0, _WANTED_RATE / 2 - one.maxFrameRate())
        return slow, abs(size.width() * size.height() - width * height)

    return min(device.videoFormats(), key=fits, default=None)
