"""The question which number of a date is the day, asked where a list leaves it open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton

from organizer.domain.records import Problem
from organizer.domain.words import _, ngettext
from organizer.services.lists.importing import leaves_date_open
from organizer.ui.kit.layouts import row
from organizer.ui.kit.widgets import Card, text
from organizer.ui.people.reading import Reading


class DateQuestion(Card):
    """Day first or month first; hidden until it is asked, and then the answer can be changed."""

    answered = Signal(str)
    """dmy or mdy."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("date_question")
        self._question = text("", "strong", wrap=True)
        self._example = text("", "muted", wrap=True)
        self._day_first = QRadioButton(_("The day, as in 31/12"))
        self._day_first.setObjectName("dates_dmy")
        self._month_first = QRadioButton(_("The month, as in 12/31"))
        self._month_first.setObjectName("dates_mdy")
        self.add(self._question, self._example)
        self.add(row(self._day_first, self._month_first, 0, spacing=24))
        self.hide()
        self._day_first.clicked.connect(self._answer)
        self._month_first.clicked.connect(self._answer)

    def ask(self, reading: Reading) -> None:
        """Ask about the dates of a reading."""
        unclear = [
            problem
            for one in reading.lists
            for problem in one.problems
            if leaves_date_open(problem)
        ]
        words = ngettext(
            "{count} date can be read in two ways and is left out. What comes first?",
            "{count} dates can be read in two ways and are left out. What comes first?",
            len(unclear),
        )
        self._question.setText(words.format(count=f"{len(unclear):,}"))
        # The sentence of the first one, without what it says to somebody at a command line.
        example = unclear[0].message.rpartition(";")[0] if unclear else ""
        self._example.setText(example)
        self._example.setVisible(bool(example))
        self.show()

    def settles(self, problem: Problem) -> bool:
        """Whether the question stands for this problem, which then needs no line of its own."""
        return leaves_date_open(problem)

    def _answer(self) -> None:
        self._question.setText(_("What comes first in the dates of this list?"))
        self._example.hide()
        self.answered.emit("dmy" if self._day_first.isChecked() else "mdy")
