"""A field for one person of the community, found by what one types of their name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit

from organizer.domain.names import clean_name, fold, shown
from organizer.domain.records import MemberRow, PersonLink
from organizer.domain.searching import SearchIndex
from organizer.domain.words import _
from organizer.services.people.member_rows import search_text
from organizer.ui.kit.fields import dress_completions

_MOST = 8


class PersonField(QLineEdit):
    """Offers people as one types; empty means nobody."""

    picked = Signal(str)
    """Carries the uid of whom the user took from those offered."""

    def __init__(self, people: Sequence[MemberRow], chosen: PersonLink | None = None) -> None:
        super().__init__(shown(chosen.name) if chosen else "")
        self._people = people
        self._index = SearchIndex([search_text(person) for person in people])
        self._chosen = chosen
        self._offered: list[MemberRow] = []
        self._model = QStringListModel(self)
        # Not `setCompleter`: that would match the beginnings of what it offers, and no more.
        self.completions = QCompleter(self._model, self)
        self.completions.setWidget(self)
        self.completions.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        dress_completions(self.completions)
        self.completions.activated.connect(self._take)
        self.setPlaceholderText(_("Type a name"))
        self.textEdited.connect(self._offer)

    def uid(self) -> str:
        """Whom it names; empty for nobody, and for a name that is not one person's."""
        typed = fold(self.text())
        if self._chosen is not None and fold(shown(self._chosen.name)) == typed:
            return self._chosen.uid
        named = [person for person in self._people if fold(person.name) == typed] if typed else []
        return named[0].uid if len(named) == 1 else ""

    def problem(self) -> str:
        """Why what is typed names nobody; empty if it does, or if nothing is typed."""
        if self.uid() or not clean_name(self.text()):
            return ""
        return _("“{name}” is not one of the members. Choose from those offered.").format(
            name=shown(self.text()[:80])
        )

    def choose(self, person: PersonLink | None) -> None:
        """Name this person, or nobody."""
        self._chosen = person
        self.setText(shown(person.name) if person else "")

    def forget(self) -> None:
        """Empty it for the next person."""
        self.choose(None)

    def _offer(self) -> None:
        popup = self._popup()
        typed = self.text().strip()
        self._offered = [self._people[n] for n in self._index.find(typed)[:_MOST]] if typed else []
        if not self._offered:
            popup.hide()
            return
        self._model.setStringList([_line(person) for person in self._offered])
        self.completions.complete()
        popup.setCurrentIndex(self.completions.completionModel().index(0, 0))

    def _popup(self) -> QAbstractItemView:
        popup = self.completions.popup()
        assert popup is not None
        return popup

    def _take(self, _words: str) -> None:
        # By its place, for two people may look the same in one line.
        place = self._popup().currentIndex().row()
        if not 0 <= place < len(self._offered):
            return
        person = self._offered[place]
        self._chosen = PersonLink(person.uid, person.name)
        self.setText(shown(person.name))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.picked.emit(person.uid)


def _line(person: MemberRow) -> str:
    """A name, with the address where there is one, for two may bear it."""
    if not person.emails:
        return shown(person.name)
    return _("{name} · {address}").format(name=shown(person.name), address=person.emails[0])
