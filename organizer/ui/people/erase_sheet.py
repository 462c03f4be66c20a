"""The one question of the app: erasing a person cannot be undone, so their name is to be typed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from organizer.domain.names import clean_name, fold, shown
from organizer.domain.words import _
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import text


class EraseSheet(Sheet):
    """Says what erasing does and does not do; it can be confirmed once the name is typed."""

    def __init__(self, over: QWidget, name: str) -> None:
        super().__init__(over, _("Erase {name}?").format(name=shown(name)), _("Erase for good"))
        self._name = name
        for sentence in (
            _(
                "This takes {name} out of the file, with addresses, notes, tags, answers and "
                "badges, and out of the backups beside it. The numbers of past events stay."
            ).format(name=shown(name)),
            _("It cannot be undone, and neither can earlier steps that touched or named them."),
            _(
                "Out of reach are lists you exported, papers, mails and calendars that went out, "
                "and copies of the file that you made yourself."
            ),
        ):
            self.add(text(sentence, wrap=True))
        self._typed = QLineEdit()
        self.add_field(
            "confirm_name",
            _("Type the name to confirm"),
            self._typed,
            shown(name),
        )
        self.save_button.setEnabled(False)
        self._typed.textChanged.connect(self._compare)

    def _compare(self, typed: str) -> None:
        is_meant = fold(clean_name(typed)) == fold(self._name)
        self.save_button.setEnabled(is_meant)
        set_role(self.save_button, "danger" if is_meant else "primary")
