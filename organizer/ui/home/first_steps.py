"""What to do first in a community that was just made, with ticks on what is done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from organizer.domain.words import _, ngettext
from organizer.services.insights import HomeRecord
from organizer.ui.kit.layouts import clear, column, fill, row
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import Card, IconLabel, Rule, button, text


class FirstStepsCard(Card):
    """Import the people, plan the first meetup; in either order."""

    import_wanted = Signal()
    plan_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("first_steps")
        self._steps = column(spacing=0)
        self.add(
            text(_("Two steps, and your community can meet"), "heading"),
            text(_("Everything stays in one file on this machine."), "muted", wrap=True),
            8,
            self._steps,
        )

    def show_record(self, record: HomeRecord) -> None:
        """Say which steps are done."""
        clear(self._steps)
        people = Step("import_step", _("Import your people"), is_done=record.members > 0)
        if record.members:
            here = ngettext("{count} person is here.", "{count} people are here.", record.members)
            people.set_action(here.format(count=record.members), _("Import more"))
        else:
            people.set_action(
                _("From Meetup, Eventbrite, your contacts or any spreadsheet."), _("Import")
            )
        people.wanted.connect(self.import_wanted)
        meetup = Step("plan_step", _("Plan your first meetup"), is_done=False)
        meetup.set_action(
            _("Title, time and place; invitations and badges follow from it."), _("Plan")
        )
        meetup.wanted.connect(self.plan_wanted)
        (meetup if record.members else people).make_primary()
        fill(self._steps, (Rule(), people, Rule(), meetup))


class Step(QWidget):
    """One of the first steps: a tick or a circle, what it is, and its verb."""

    wanted = Signal()

    def __init__(self, name: str, title: str, *, is_done: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        picture, role = ("check-circle-fill", "good") if is_done else ("circle", "faint")
        sign = IconLabel(picture, role, 24)
        sign.setObjectName("done_tick" if is_done else "not_done")
        sign.setAccessibleName(_("Done") if is_done else _("Not done yet"))
        self._sentence = text("", "muted", wrap=True)
        self._verb = button("", self._want)
        self._verb.setObjectName(f"{name}_button")
        line = row(sign, column(text(title, "strong"), self._sentence, spacing=2), self._verb)
        line.setSpacing(16)
        line.setStretch(1, 1)
        line.setContentsMargins(0, 16, 0, 16)
        self.setLayout(line)

    def set_action(self, sentence: str, verb: str) -> None:
        """Say more about the step, and what its button does."""
        self._sentence.setText(sentence)
        self._verb.setText(verb)

    def make_primary(self) -> None:
        """This is the step to take next."""
        set_role(self._verb, "primary")

    def _want(self) -> None:
        self.wanted.emit()
