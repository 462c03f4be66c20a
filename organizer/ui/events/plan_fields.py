"""Pieces of the plan's form: times read back, and fields that offer what is known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from organizer.domain.drafts import EventDraft
from organizer.domain.times import day_in_words, existing, gap_words, span_in_words
from organizer.domain.words import _
from organizer.ui.events.when import length_in_words
from organizer.ui.kit.fields import dress_completions


def when_in_words(draft: EventDraft) -> str:
    """Return the times read back, so that a slip is seen: "Tuesday, 24 November 2026, 19:00 to 21:30"."""
    if draft.starts is None:
        return ""
    lasts = draft.length()
    if draft.ends is None or lasts is None:
        return day_in_words(draft.starts)
    starts, ends = (existing(wall, draft.timezone) for wall in (draft.starts, draft.ends))
    words = _("{day}, {hours} ({length})").format(
        day=day_in_words(starts),
        hours=span_in_words(starts, ends),
        length=length_in_words(starts, ends, lasts),
    )
    gaps = [gap_words(wall, draft.timezone) for wall in (draft.starts, draft.ends)]
    return " ".join(filter(None, (f"{words}.", *gaps))) if any(gaps) else words


def searchable_box(names: Sequence[str]) -> QComboBox:
    """Return a combo box that finds "new_york" or "york" among all the zones."""
    made = QComboBox()
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.addItems(list(names))
    made.setMaxVisibleItems(12)
    if line := made.lineEdit():
        # The box itself is the stop of Tab; its line would only hand the focus back to it.
        line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # which the line's policy changed too
    made.setCompleter(completer_of(QStringListModel(list(names), made), made))
    return made


def completer_of(model: QStringListModel, parent: QWidget) -> QCompleter:
    """Return what offers the words of a model that hold what is typed."""
    completer = QCompleter(model, parent)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return dress_completions(completer)
