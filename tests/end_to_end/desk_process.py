"""The program with a desk open, in a process of its own that does what it is told line by line.

Run as `python -m tests.end_to_end.desk_process FILE EVENT NOW`; one JSON document answers each
line: `focus NAME`, `see`, `paint MS` (each painting takes so long from now on), `quit`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class DeskProcess:
    """The other process as a test sees it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.pid = process.pid

    def tell(self, *words: str) -> dict[str, Any]:
        """Give one order and return its answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(words) + "\n")
        self._process.stdin.flush()
        return self.answer()

    def answer(self) -> dict[str, Any]:
        """Return the next line that the program says."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the program ended"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def focus(self, name: str) -> None:
        """Put the keyboard's focus on the visible control of this name."""
        assert self.tell("focus", name) == {"focus": name}

    def fields(self) -> dict[str, str]:
        """Return what stands in the fields of the desk."""
        fields: dict[str, str] = self.tell("see")["fields"]
        return fields


@contextmanager
def desk_process(
    file: Path, event_uid: str, now: datetime, environment: Mapping[str, str]
) -> Iterator[DeskProcess]:
    """Start the program at a desk and end it afterwards."""
    places = {"ORGANIZER_SETTINGS": str(file.with_name("settings.json"))}
    process = subprocess.Popen(
        [sys.executable, "-m", __name__, str(file), event_uid, now.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **places, **environment},
    )
    assert process.stdin is not None and process.stdout is not None
    with process.stdin, process.stdout:
        desk = DeskProcess(process)
        try:
            assert desk.answer() == {"desk": event_uid}
            yield desk
        finally:
            process.kill()
            process.wait()


def main(file: str, event_uid: str, now: str) -> None:
    """Open the desk and obey until told to quit."""
    from PySide6.QtCore import QSocketNotifier, QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QLineEdit, QWidget

    from organizer.ui.window import Desktop, make_app

    app = make_app()
    desktop = Desktop(app)
    desktop.open_community(file)
    assert desktop.context is not None
    desktop.context.now = lambda: datetime.fromisoformat(now)
    desktop.go("door", event_uid)

    def say(answer: dict[str, object]) -> None:
        print(json.dumps(answer), flush=True)

    def visible(name: str) -> QWidget:
        assert desktop.window is not None
        found = desktop.window.findChildren(QWidget, name)
        return next(one for one in found if one.isVisible())

    class SlowScreen(QWidget):
        """Paints all the time, as slowly as the slowest graphics card."""

        milliseconds = 0

        def paintEvent(self, event: QPaintEvent) -> None:
            time.sleep(self.milliseconds / 1000)
            if self.milliseconds:
                QTimer.singleShot(0, self.update)

    screens: list[SlowScreen] = []

    def paint(milliseconds: int) -> None:
        for one in screens or [SlowScreen(visible("door_desk"))]:
            one.milliseconds = milliseconds
            one.resize(40, 40)
            one.show()
            one.update()
            screens[:] = [one]

    def obey() -> None:
        order, *names = sys.stdin.readline().split()
        if order == "focus":
            visible(names[0]).setFocus()
            focused = app.focusWidget()
            say({"focus": focused.objectName() if focused is not None else ""})
        elif order == "see":
            desk = visible("door_desk")
            fields = {one.objectName(): one.text() for one in desk.findChildren(QLineEdit)}
            focused = app.focusWidget()
            say(
                {
                    "fields": fields,
                    "verdict": visible("verdict_card").property("verdict"),
                    "focus": focused.objectName() if focused is not None else "",
                }
            )
        elif order == "paint":
            paint(int(names[0]))
            say({"paint": int(names[0])})
        else:
            app.quit()

    def begin() -> None:
        desk = [one for one in app.allWidgets() if one.objectName() == "door_desk"]
        if not desk or not desk[0].isVisible() or desktop.runner.busy:
            QTimer.singleShot(20, begin)
            return
        desk[0].window().activateWindow()
        desk[0].setFocus()
        say({"desk": event_uid})

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(obey)
    QTimer.singleShot(0, begin)
    app.exec()
    desktop.shut_down()


if __name__ == "__main__":
    main(*sys.argv[1:])
