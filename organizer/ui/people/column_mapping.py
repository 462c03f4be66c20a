"""Which column of a list holds what: one line for each field, with what the column says."""

from __future__ import annotations

from collections.abc import Container, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from organizer.domain.names import shown
from organizer.domain.records import PeopleList
from organizer.domain.words import _
from organizer.services.lists.importing import FIELD
from organizer.ui.kit.layouts import clear
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import ElidedLabel, text
from organizer.ui.people.column_use import ColumnChoice, ColumnUse, sample


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
        "invited": _("Whether they are invited"),
        "plus": _("Extra guests"),
        "arrived": _("Whether or when they came"),
        "left": _("When they left"),
        "paid": _("Whether they have paid"),
    }


class ColumnMapping(QScrollArea):
    """What each column of a list is read as; says what the user picks.

    First come the fields that were recognised, then the columns that none takes, each with what
    becomes of it, and last the fields that nothing in the list fills. The order stays while one
    list is shown, so that nothing moves away under a hand that picks.
    """

    picked = Signal(str, str)
    """Field word and header; the header is empty for what was recognised."""
    field_wanted = Signal(str)
    """The header of a column that is to be a field of the community's own."""
    field_unwanted = Signal(str)

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
        for number, share in enumerate((2, 4, 3)):
            self._grid.setColumnStretch(number, share)
        self.setWidget(inside)
        self._built: tuple[object, ...] = ()
        self._lines = 0
        self._choices: dict[str, ColumnChoice] = {}
        self._uses: dict[str, ColumnUse] = {}
        self._samples: dict[str, ElidedLabel] = {}

    def focus_name(self) -> None:
        """Go to the field that no list can do without."""
        self._choices["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_again(self) -> None:
        """Put the columns into a new order when a list is shown next."""
        self._built = ()

    def show_list(
        self,
        one: PeopleList,
        chosen: dict[str, str],
        own: Sequence[str] = (),
        *,
        beside: Sequence[str] = (),
        to_fields: Container[str] = (),
    ) -> None:
        """Show what is read from which column; `chosen` is what the user said, word to header.

        `own` are the names of the fields of the community's own, `beside` the headers of what is
        kept as it stands, `to_fields` those of which a field is to be made.
        """
        labels = _by_weight(field_labels(), event_labels() if self._of_event else {})
        labels |= {f"{FIELD}{name}": shown(name) for name in own}
        shape = (one.columns, labels, bool(one.mapping))
        if shape != self._built:
            self._built = shape
            self._build(one, labels, [header for header in beside if header in one.columns])
        for word, choice in self._choices.items():
            choice.show_choice(one, chosen)
            index = one.mapping.get(word)
            self._samples[word].setText("" if index is None else sample(one, index))
        for header, use in self._uses.items():
            use.show_use(chosen, header in to_fields)

    def _build(self, one: PeopleList, labels: dict[str, str], beside: Sequence[str]) -> None:
        focused = [word for word, choice in self._choices.items() if choice.hasFocus()]
        clear(self._grid)
        self._grid.setRowStretch(self._lines, 0)
        self._lines = 0
        for known in (self._choices, self._uses, self._samples):
            known.clear()
        first = [word for word in labels if word == "name" or word in one.mapping]
        rest = {word: label for word, label in labels.items() if word not in first}
        for word in first:
            self._add_field(word, labels[word], one)
        if beside:
            self._add_heading(_("Other columns, kept with each person as they stand"))
        for header in beside:
            self._add_column(header, rest, one)
        if rest:
            self._add_heading(_("Not found in the list"))
        for word, label in rest.items():
            self._add_field(word, label, one)
        self._grid.setRowStretch(self._lines, 1)
        if focused and focused[0] in self._choices:
            self._choices[focused[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_heading(self, words: str) -> None:
        heading = text(words, "caption", wrap=True)
        heading.setContentsMargins(0, 12, 0, 0)
        self._grid.addWidget(heading, self._lines, 0, 1, 3)
        self._lines += 1

    def _add_field(self, word: str, label: str, one: PeopleList) -> None:
        choice = ColumnChoice(word, label, one)
        choice.picked.connect(self.picked)
        self._choices[word], self._samples[word] = choice, _giving_way("", "muted")
        self._add_line(text(label, wrap=True), choice, self._samples[word])

    def _add_column(self, header: str, rest: dict[str, str], one: PeopleList) -> None:
        number = one.columns.index(header)
        use = ColumnUse(number, header, rest)
        use.picked.connect(self.picked)
        use.field_wanted.connect(self.field_wanted)
        use.field_unwanted.connect(self.field_unwanted)
        self._uses[header] = use
        self._add_line(
            _giving_way(shown(header), ""), use, _giving_way(sample(one, number), "muted")
        )

    def _add_line(self, *parts: QWidget) -> None:
        for number, part in enumerate(parts):
            self._grid.addWidget(part, self._lines, number)
        self._lines += 1


def _giving_way(words: str, role: str) -> ElidedLabel:
    label = ElidedLabel(words, role)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _by_weight(person: dict[str, str], event: dict[str, str]) -> dict[str, str]:
    """Put what an event's list is read for right behind who it is about."""
    words = list(person)
    after = words.index("email") + 1
    return {
        **{word: person[word] for word in words[:after]},
        **event,
        **{word: person[word] for word in words[after:]},
    }
