"""The ways in which lists come in, as buttons where there is room and as one menu where not."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from organizer.domain.words import _
from organizer.ui.kit.layouts import row
from organizer.ui.kit.widgets import button


class ImportButtons(QWidget):
    """Holds buttons; `keep` is the one that stays while there is nobody in the list yet."""

    def __init__(self, *buttons: QPushButton, keep: QPushButton) -> None:
        super().__init__()
        self._buttons = buttons
        self._keep = keep
        self._is_empty = False
        self._is_narrow = False
        self._menu_button = button(_("Import"))
        self._menu_button.setObjectName("import_menu")
        menu = QMenu(self._menu_button)
        for each in reversed(buttons):
            action = menu.addAction(each.text())
            action.setToolTip(each.toolTip())
            action.triggered.connect(each.click)
        self._menu_button.setMenu(menu)
        self.setLayout(row(*buttons, self._menu_button, spacing=12))
        self._fit()

    def set_empty(self, is_empty: bool) -> None:
        """Say whether nobody is in the list yet: then its own page offers the other ways."""
        self._is_empty = is_empty
        self._fit()

    def set_narrow(self, is_narrow: bool) -> None:
        """Say whether the page is too narrow for all of them beside its title."""
        if self._is_narrow != is_narrow:
            self._is_narrow = is_narrow
            self._fit()

    def _fit(self) -> None:
        folds = self._is_narrow and not self._is_empty
        for each in self._buttons:
            each.setVisible(not folds and (not self._is_empty or each is self._keep))
        self._menu_button.setVisible(folds)
