"""Which column of a list holds what: one line for each field, with what the column says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from organizer.domain.names import shown
from organizer.domain.records import PeopleList
from organizer.domain.words import _
from organizer.services.lists.importing import FIELD
from organizer.ui.kit.layouts import clear
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import ElidedLabel, text

_SAMPLES = 3
_LONGEST = 24
"""Letters of a sample beside a column's header."""


def field_labels() -> dict[str, str]:
    """What each field that a column can hold is called, by its word."""
    return {
        "name": _("Name"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "email": _("E-mail address"),
        "tags": _("Tags"),
        "joined": _("Member since"),
        "notes": _("Notes"),
        "do_not_write": _("Please do not write"),
        "phone": _("Phone"),
        "pronouns": _("Pronouns"),
        "greeting": _("Greeting"),
        "language": _("Language"),
        "photo_consent": _("Pictures of them are fine"),
        "circles": _("Circles"),
        "found_us": _("How they found us"),
        "brought_by": _("Brought by"),
        "attended": _("Times came"),
        "last_attended": _("Last came"),
        "yes": _("Said yes"),
        "no_shows": _("Said yes, did not come"),
        "id": _("Member number there"),
    }


def event_labels() -> dict[str, str]:
    """What the fields are called that only a list of the attendees of an event has."""
    return {
        "answer": _("Answer"),
        "plus": _("Extra guests"),
        "arrived": _("Whether or when they came"),
    }


class ColumnChoice(QComboBox):
    """The columns of a list; first what was recognised. The wheel scrolls past it."""

    picked = Signal(str, str)
    """Field word and header; the header is empty for what was recognised."""

    def __init__(self, word: str, label: str, one: PeopleList) -> None:
        super().__init__()
        self._word = word
        self.setObjectName(f"column_{word}")
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.addItem("")
        for index, column in enumerate(one.columns):
            sample = _sample(one, index, most=1)
            self.addItem(f"{column} · {sample[:_LONGEST]}" if sample else column, column)
        self.activated.connect(self._tell)

    def set_recognised(self, header: str) -> None:
        """Say what is read where the user chose nothing."""
        words = _("{column} (recognised)").format(column=header) if header else _("Not in the list")
        self.setItemText(0, words)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _tell(self, index: int) -> None:
        self.picked.emit(self._word, self.itemData(index) or "")


class ColumnMapping(QScrollArea):
    """The fields of one list with the column of each; says what the user picks."""

    picked = Signal(str, str)

    def __init__(self, *, of_event: bool = False) -> None:
        """With `of_event` the lists are of the attendees of an event."""
        super().__init__()
        self._of_event = of_event
        self.setObjectName("column_mapping")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = set_role(QWidget(), "page")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 8, 8, 8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.setWidget(inside)
        self._built: tuple[tuple[str, ...], dict[str, str]] = ((), {})
        self._choices: dict[str, ColumnChoice] = {}
        self._samples: dict[str, ElidedLabel] = {}

    def focus_name(self) -> None:
        """Go to the field that no list can do without."""
        self._choices["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self, one: PeopleList, chosen: dict[str, str], own: Sequence[str] = ()) -> None:
        """Show what is read from which column; `chosen` is what the user said, word to header.

        `own` are the names of the fields of the community's own.
        """
        labels = _by_weight(field_labels(), event_labels() if self._of_event else {})
        labels |= {f"{FIELD}{name}": shown(name) for name in own}
        if (one.columns, labels) != self._built:
            self._built = (one.columns, labels)
            self._build(one, labels)
        for word, choice in self._choices.items():
            index = one.mapping.get(word)
            if word in chosen:
                choice.setCurrentIndex(choice.findData(chosen[word]))
            else:
                choice.set_recognised("" if index is None else one.columns[index])
                choice.setCurrentIndex(0)
            self._samples[word].setText("" if index is None else _sample(one, index))

    def _build(self, one: PeopleList, labels: dict[str, str]) -> None:
        clear(self._grid)
        self._choices.clear()
        self._samples.clear()
        for line, (word, label) in enumerate(labels.items()):
            choice = ColumnChoice(word, label, one)
            choice.picked.connect(self.picked)
            sample = ElidedLabel("", "muted")
            sample.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._grid.addWidget(text(label), line, 0)
            self._grid.addWidget(choice, line, 1)
            self._grid.addWidget(sample, line, 2)
            self._choices[word], self._samples[word] = choice, sample
        self._grid.setRowStretch(len(self._choices), 1)


def _by_weight(person: dict[str, str], event: dict[str, str]) -> dict[str, str]:
    """Put what an event's list is read for right behind who it is about."""
    words = list(person)
    after = words.index("email") + 1
    return {
        **{word: person[word] for word in words[:after]},
        **event,
        **{word: person[word] for word in words[after:]},
    }


def _sample(one: PeopleList, index: int, most: int = _SAMPLES) -> str:
    """The first values of a column that say anything."""
    values = [" ".join(row[index].split()) for row in one.samples if index < len(row)]
    return " · ".join([value for value in values if value][:most])
