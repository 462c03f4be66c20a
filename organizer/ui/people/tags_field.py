"""A field for tags, separated by commas, that completes the one being typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from organizer.domain.names import clean_name
from organizer.ui.kit.fields import dress_completions


class TagsField(QLineEdit):
    """Tags as "weaving, host"; the tags in use are offered as one types."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__()
        # Not `setCompleter`: that would complete the whole line instead of the tag at its end.
        self._known = QStringListModel(list(known), self)
        self.completions = QCompleter(self._known, self)
        self.completions.setWidget(self)
        self.completions.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        dress_completions(self.completions)
        self.completions.activated.connect(self._take)
        self.textEdited.connect(self._offer)

    def tags(self) -> tuple[str, ...]:
        """The tags typed, each once."""
        return tuple(dict.fromkeys(filter(None, map(clean_name, self.text().split(",")))))

    def offer(self, known: Sequence[str]) -> None:
        """Offer these tags from now on."""
        if self._known.stringList() != list(known):
            self._known.setStringList(list(known))

    def set_tags(self, tags: Sequence[str]) -> None:
        """Show these tags."""
        self.setText(", ".join(tags))

    def _offer(self) -> None:
        begun = self.text()[: self.cursorPosition()].rpartition(",")[2].strip()
        self.completions.setCompletionPrefix(begun)
        found = self.completions.completionCount()
        if not begun or not found or self.completions.currentCompletion() == begun:
            if popup := self.completions.popup():
                popup.hide()
        else:
            self.completions.complete()

    def _take(self, tag: str) -> None:
        position = self.cursorPosition()
        before, comma, _begun = self.text()[:position].rpartition(",")
        after = self.text()[position:]
        start = f"{before}{comma} " if comma else ""
        self.setText(f"{start}{tag}{after}")
        self.setCursorPosition(len(start) + len(tag))
