"""The program with a door open, which scans by itself until somebody kills it.

Run as `python -m tests.end_to_end.killed_desk FILE EVENT NOW`, codes on standard input, one a line.
It prints `open` once the desk is there, and then each name that its card says welcome to.
"""

from __future__ import annotations

import sys
from datetime import datetime


def main(file: str, event_uid: str, now: str) -> None:
    """Open the desk and type codes as fast as scanners do, one after the other."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest

    from organizer.ui.door.page import DoorPage
    from organizer.ui.window import Desktop, make_app

    codes = iter(sys.stdin.read().split())
    app = make_app()
    desktop = Desktop(app)
    desktop.open_community(file)
    assert desktop.context is not None
    desktop.context.now = lambda: datetime.fromisoformat(now)
    desktop.go("door", event_uid)

    def say(_answer: object) -> None:
        """Say whom the card welcomes: it heard of the answer before this did."""
        if page.desk.card.property("verdict") == "welcome":
            print(page.desk.card.name.text(), flush=True)

    def scan() -> None:
        code = next(codes, "")
        if code:
            QTest.keyClicks(page.desk, code)
            QTest.keyClick(page.desk, Qt.Key.Key_Return)

    def begin() -> None:
        if not page.desk.isVisible() or desktop.runner.busy:
            QTimer.singleShot(20, begin)
            return
        page.desk.queue.answered.connect(say)
        print("open", flush=True)
        scanner.start()

    assert desktop.window is not None
    page = desktop.window.findChild(DoorPage)
    scanner = QTimer(page, interval=5)
    scanner.timeout.connect(scan)
    QTimer.singleShot(0, begin)
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
