"""What a verdict sounds like: a few short tones of its own, or silence where nothing can sound."""

from __future__ import annotations

import math
from array import array
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QLoggingCategory, QObject, QTimer

from organizer.domain.kinds import Verdict

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioSink

RATE = 44_100
LOOK_AFTER_MS = 1_500
"""Looking for a loudspeaker takes up to 150 ms, so it waits until the desk stands on the screen."""
_AFTER_THE_CARD_MS = 30
_LOUDNESS = 0.35
_FADE = 0.008
"""Seconds over which a tone comes and goes, so that it does not click."""
_C, _D, _E, _G, _A, _HIGH_C, _HIGH_E = 523, 587, 659, 784, 880, 1047, 1319
_LOW_C, _LOW_E, _LOW_G, _DEEP = 262, 330, 392, 165

TONES: dict[Verdict, tuple[tuple[int, int], ...]] = {
    Verdict.WELCOME: ((_G, 70), (_HIGH_C, 130)),
    Verdict.ALREADY_IN: ((_HIGH_C, 60), (0, 40), (_HIGH_C, 60)),
    Verdict.NOT_ON_LIST: ((_E, 110), (_C, 150)),
    Verdict.WAITLISTED: ((_C, 90), (0, 60), (_C, 90), (0, 60), (_C, 90)),
    Verdict.DECLINED: ((_G, 110), (_E, 110), (_C, 150)),
    Verdict.CANCELLED: ((_G, 110), (_D, 200)),
    Verdict.OTHER_EVENT: ((_A, 90), (_E, 90), (_A, 140)),
    Verdict.NOT_BOOKED: ((_D, 110), (_A, 150)),
    Verdict.FULL: ((_E, 90), (_E, 90), (_LOW_G, 180)),
    Verdict.EVENT_CANCELLED: ((_LOW_G, 150), (_LOW_E, 150), (_LOW_C, 240)),
    Verdict.TOO_EARLY: ((_HIGH_E, 50), (0, 90), (_G, 160)),
    Verdict.OVER: ((_C, 120), (_LOW_G, 220)),
    Verdict.REVOKED: ((_LOW_G, 120), (0, 60), (_LOW_C, 240)),
    Verdict.UNKNOWN_HERE: ((_E, 90), (_A, 90), (_D, 140)),
    Verdict.FORGED: ((_DEEP, 160), (0, 50), (_DEEP, 160), (0, 50), (_DEEP, 240)),
    Verdict.NOT_OURS: ((_DEEP, 340),),
    Verdict.SEE_HOST: ((_C, 80), (_E, 80), (_G, 80), (_HIGH_C, 140)),
}
"""Hertz and milliseconds of each tone, 0 Hz for a pause: up is yes, down is no, deep is false."""


def samples(verdict: Verdict) -> bytes:
    """Return a verdict's tones as 16-bit mono samples at `RATE`, in this machine's byte order."""
    sound = array("h")
    for hertz, milliseconds in TONES[verdict]:
        count = RATE * milliseconds // 1000
        fade = max(1, int(RATE * _FADE))
        turn = 2 * math.pi * hertz / RATE
        for number in range(count):
            strength = min(1.0, number / fade, (count - number) / fade)
            sound.append(int(32767 * _LOUDNESS * strength * math.sin(turn * number)))
    return sound.tobytes()


class Sounds(QObject):
    """Plays verdicts on the machine's usual loudspeaker, if there is one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_on = True
        self._sink: QAudioSink | None = None
        self._buffer: QBuffer | None = None
        self._is_ready = False
        self._first: Verdict | None = None
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self._look)

    def prepare(self) -> None:
        """Look for a loudspeaker soon, in a moment when nothing else is due."""
        if not self._is_ready:
            self._due.start(LOOK_AFTER_MS)

    def play(self, verdict: Verdict) -> None:
        """Sound a verdict, breaking off the one before; the first may wait until it is shown."""
        if not self._is_ready:
            self._first = verdict
            self._due.start(_AFTER_THE_CARD_MS)
            return
        if self._sink is None or not self.is_on:
            return
        self._sink.stop()
        if self._buffer is not None:
            self._buffer.deleteLater()
        self._buffer = QBuffer(self)
        self._buffer.setData(samples(verdict))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink.start(self._buffer)

    def _look(self) -> None:
        # On this thread: what Qt finds out about devices belongs to the thread that asked first.
        self._is_ready = True
        self._sink = _open_sink(self)
        if self._first is not None:
            self.play(self._first)


def _open_sink(parent: QObject) -> QAudioSink | None:
    # A machine without sound would say so in several warnings: the door is as good without. They
    # are filtered by Qt itself. A handler in Python would stop the window for good: Qt warns while
    # it loads a library and nobody else may, so that a lane that loads one waits and keeps Python.
    QLoggingCategory.setFilterRules("*.warning=false\n*.info=false\n*.debug=false")
    try:
        # Late, because it is slow to load and some systems lack what it needs.
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices

        device = QMediaDevices.defaultAudioOutput()
        sound = QAudioFormat()
        sound.setSampleRate(RATE)
        sound.setChannelCount(1)
        sound.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        if device.isNull() or not device.isFormatSupported(sound):
            return None
        return QAudioSink(device, sound, parent)
    except ImportError:
        return None
    finally:
        QLoggingCategory.setFilterRules("")
