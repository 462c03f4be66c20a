"""The sheet that fills the workshops of a meetup: who gets what is shown before it is done."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from organizer.domain.errors import UserError
from organizer.domain.names import shown
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.services.plans.workshops import (
    FillingPreview,
    WorkshopPlaces,
    apply_filling,
    preview_filling,
)
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import Rule, Stat, text

_MOST_WARNINGS = 6


class FillingSheet(Sheet):
    """Shows the seats that would be given by everybody's wishes, and gives them."""

    def __init__(self, over: QWidget, context: Context, meetup_uid: str) -> None:
        super().__init__(over, _("Fill the workshops"), _("Give the seats"), width=560)
        self._context = context
        self._uid = meetup_uid
        words = _(
            "Everyone gets one workshop first, as dear to them as there is room; only then does "
            "anybody get a second one. Where too many wish for one, a draw decides, not who was "
            "fastest. Seats that people have are kept."
        )
        self.add(text(words, "muted", wrap=True))
        self._with_unready = QCheckBox(_("Also for people without what a workshop asks for"))
        self._with_unready.setObjectName("filling_with_unready")
        self._with_unready.hide()
        self._shown = QWidget()
        self._lines = QVBoxLayout(self._shown)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(12)
        self.add(self._with_unready)
        self.add(self._shown)
        self._with_unready.clicked.connect(self._look)
        self.save_requested.connect(self._save)
        self._look()

    def _look(self) -> None:
        self.set_busy(True)
        self.show_problems({})
        with_unready = self._with_unready.isChecked()
        work = partial(_preview, self._context.db, self._uid, with_unready)
        self._context.runner.start(self, work, self._show, on_failure=self._fail)

    def _show(self, shown_now: tuple[FillingPreview, bool]) -> None:
        preview, with_unready = shown_now
        if with_unready != self._with_unready.isChecked():
            return  # it was clicked meanwhile, and what it means is on its way
        self._clear()
        self._with_unready.setVisible(with_unready or bool(preview.unready))
        self._lines.addWidget(_numbers(preview))
        for workshop in preview.workshops:
            self._lines.addWidget(_places(workshop))
        if preview.not_going:
            words = ngettext(
                "{count} person wished for something and is not going to the meetup.",
                "{count} people wished for something and are not going to the meetup.",
                preview.not_going,
            )
            self._lines.addWidget(text(words.format(count=preview.not_going), "muted", wrap=True))
        for sentence in preview.warnings[:_MOST_WARNINGS]:
            self._lines.addWidget(set_role(text(sentence, wrap=True), "warn"))
        more = len(preview.warnings) - _MOST_WARNINGS
        if more > 0:
            words = ngettext("And {count} more.", "And {count} more.", more)
            self._lines.addWidget(text(words.format(count=more), "warn"))
        self.set_busy(not preview.seats)
        if preview.seats:
            if not self._with_unready.hasFocus():
                self.save_button.setFocus()
        elif not preview.unready:
            nobody = _("There is nothing to give: note wishes in the guest list with A first.")
            self.show_problems({"": nobody})

    def _clear(self) -> None:
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _save(self) -> None:
        self.set_busy(True)
        work = partial(_apply, self._context.db, self._uid, self._with_unready.isChecked())
        self._context.do(self, work, self._saved, on_failure=self._fail)

    def _saved(self, done: FillingPreview) -> str:
        self.close_sheet()
        words = ngettext("{count} seat is given.", "{count} seats are given.", done.seats)
        said = words.format(count=done.seats)
        if done.without:
            wait = ngettext("{count} waits.", "{count} wait.", len(done.without))
            said = f"{said} {wait.format(count=len(done.without))}"
        return said

    def _fail(self, error: UserError) -> None:
        self.set_busy(False)
        self.show_problems({"": str(error)})


def _preview(db: Database, uid: str, with_unready: bool, _job: Job) -> tuple[FillingPreview, bool]:
    return preview_filling(db, uid, with_unready=with_unready), with_unready


def _apply(db: Database, uid: str, with_unready: bool, _job: Job) -> FillingPreview:
    return apply_filling(db, uid, with_unready=with_unready)


def _numbers(preview: FillingPreview) -> QWidget:
    words = (_("first wish"), _("second wish"), _("third wish"))
    stats = [
        Stat(str(count), words[number] if number < len(words) else _("later wish"), "figure")
        for number, count in enumerate(preview.by_rank)
    ]
    stats.append(Stat(str(len(preview.without)), _("nothing yet"), "figure"))
    for number, stat in enumerate(stats):
        stat.setObjectName(f"filling_stat_{number}")
    shown_stats = QWidget()
    shown_stats.setLayout(row(*stats, 0, spacing=40))
    return shown_stats


def _places(workshop: WorkshopPlaces) -> QWidget:
    title = text(shown(workshop.title), "strong", wrap=True)
    parts: list[QWidget] = [Rule(), title]
    names = ", ".join(shown(name) for name in workshop.seated)
    parts.append(text(names or _("Nobody new"), "" if names else "muted", wrap=True))
    if workshop.waiting:
        waiting = ", ".join(shown(name) for name in workshop.waiting)
        parts.append(text(_("Waiting: {names}").format(names=waiting), "muted", wrap=True))
    if workshop.free:
        free = ngettext("{count} seat stays free", "{count} seats stay free", workshop.free)
        parts.append(text(free.format(count=workshop.free), "caption"))
    made = QWidget()
    made.setObjectName(f"places_{workshop.uid}")
    made.setLayout(column(*parts, spacing=6))
    return made
