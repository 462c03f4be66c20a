"""A real X server without a screen, its keyboard layout, and the keys of a scanner on it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

_ROWS = {10: "1234567890", 24: "qwertyuiop[", 38: "asdfghjkl;'", 52: "zxcvbnm,./"}
"""Key codes as every PC keyboard sends them, by what a US layout has on these keys."""
F3 = "\uf706"
"""What a Mac calls this key, which types nothing."""
KEYS = {char: first + n for first, row in _ROWS.items() for n, char in enumerate(row)}
KEYS |= {"`": 49, " ": 65, "\n": 36, "\t": 23, "\x1b": 9, F3: 69}
_SHIFT, _CAPS_LOCK = 50, 66


class XServer:
    """One X display: which layout its keyboard has, and keys pressed on it."""

    def __init__(self, display: str) -> None:
        self.display = display
        self._x: Any = ctypes.CDLL("libX11.so.6")
        self._test: Any = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XOpenDisplay.argtypes = [ctypes.c_char_p]
        self._x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self._x.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self._test.XTestFakeKeyEvent.argtypes = [
            ctypes.c_void_p,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.c_ulong,
        ]
        self._connection = self._x.XOpenDisplay(display.encode())

    def set_layout(self, layout: str) -> None:
        """Give the keyboard a layout, as a person does in the system's settings."""
        subprocess.run(["setxkbmap", "-display", self.display, layout], check=True)

    def press_caps_lock(self) -> None:
        """Switch Caps Lock on, or off again."""
        self._event(_CAPS_LOCK, is_down=True)
        self._event(_CAPS_LOCK, is_down=False)
        self._flush()

    def send(self, letters: str, pause: int = 1) -> None:
        """Press the keys that have these letters on a US keyboard, `pause` ms after each other.

        A scanner that is set to US sends no others, whatever the system's layout is. The server
        keeps the time, so that a busy machine makes no pauses that no scanner makes.
        """
        for letter in letters:
            if letter.isupper():
                self._event(_SHIFT, is_down=True)
            self._event(KEYS[letter.lower()], is_down=True, delay=pause)
            self._event(KEYS[letter.lower()], is_down=False)
            if letter.isupper():
                self._event(_SHIFT, is_down=False)
        self._flush()

    def close(self) -> None:
        """Let go of the display."""
        self._x.XCloseDisplay(self._connection)

    def _event(self, key: int, *, is_down: bool, delay: int = 0) -> None:
        self._test.XTestFakeKeyEvent(self._connection, key, int(is_down), delay)

    def _flush(self) -> None:
        self._x.XSync(self._connection, 0)


@contextmanager
def x_server() -> Iterator[XServer]:
    """Start an X server of one's own, or skip the test where that cannot be done."""
    for program in ("Xvfb", "setxkbmap"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed (Debian: xvfb, x11-xkb-utils)")
    try:
        ctypes.CDLL("libXtst.so.6")
    except OSError:
        pytest.skip("libXtst is not installed (Debian: libxtst6)")
    reading, writing = os.pipe()
    # Without -noreset the layout falls back to US whenever the last client leaves.
    arguments = ["-displayfd", str(writing), "-noreset", "-screen", "0", "1280x800x24"]
    process = subprocess.Popen(
        ["Xvfb", *arguments, "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with open(reading, encoding="ascii") as answer:
            number = answer.readline().strip()  # empty if it could not start
        if not number:
            pytest.skip("Xvfb could not start here")
        server = XServer(f":{number}")
        yield server
        server.close()
    finally:
        process.terminate()
        process.wait()
