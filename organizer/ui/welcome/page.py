"""The first thing one sees: what this is, and three questions at most."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from organizer.domain.drafts import CommunityDraft
from organizer.domain.names import clean_name
from organizer.domain.words import _
from organizer.services.communities import suggested_file
from organizer.settings import usual_folder
from organizer.ui.files import ask_open, ask_save
from organizer.ui.kit.layouts import column, row
from organizer.ui.kit.look import px
from organizer.ui.kit.messages import MessageBar, Messages
from organizer.ui.kit.pages import ScrollPage
from organizer.ui.kit.sheets import FormField
from organizer.ui.kit.theme import set_role
from organizer.ui.kit.widgets import Card, ElidedLabel, IconLabel, button, text
from organizer.ui.zones import ZoneBox, system_zone

FILTERS = "Organizer (*.organizer)"
_WIDTH = 440


class WelcomePage(QWidget):
    """Shown while no community is open; it asks and tells, and makes nothing itself.

    With `messages` given, they are shown at the bottom: there is no other window to say them.
    """

    create_wanted = Signal(object, str)
    """The `CommunityDraft` to make, and the path of the file to make it in."""
    open_wanted = Signal(str)
    """The path of a community's file."""
    sample_wanted = Signal()

    def __init__(self, messages: Messages | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome_page")
        self._chosen_path: Path | None = None
        self._has_tried = False
        self._name = QLineEdit()
        self._name.setMaxLength(400)
        self._name.setPlaceholderText(_("Riverside Makers"))
        self._zone = ZoneBox()
        self._zone.set_zone(system_zone())
        self._email = QLineEdit()
        self._email.setMaxLength(254)
        self._fields = {
            "name": FormField(_("What is your community called?"), self._name),
            "timezone": FormField(_("Where does it meet?"), self._zone, _("Its time zone.")),
            "organizer_email": FormField(
                _("Your e-mail address"), self._email, _("If you like, so that answers reach you.")
            ),
        }
        for name, field in self._fields.items():
            field.setObjectName(f"field_{name}")
            field.widget.setObjectName(name)
        self._place = ElidedLabel("", "caption")
        self._place.setObjectName("file_place")
        self._place_problem = text("", "problem", wrap=True)
        self._place_problem.setObjectName("place_problem")
        self._place_problem.hide()
        self._start = button(_("Start"), self._create, role="primary")
        self._start.setObjectName("create")
        self._bar = MessageBar(messages) if messages is not None else None
        self._lay_out()
        self._show_place()
        self._name.textChanged.connect(self._on_typed)
        self._email.textChanged.connect(self._on_typed)
        self._zone.settled.connect(self._on_typed)
        for edit in (self._name, self._email):
            edit.returnPressed.connect(self._create)
        self._name.setFocus()

    @property
    def path(self) -> Path:
        """Where the file will lie."""
        return self._chosen_path or suggested_file(usual_folder(), clean_name(self._name.text()))

    def draft(self) -> CommunityDraft:
        """What has been typed so far."""
        return CommunityDraft(
            name=clean_name(self._name.text()),
            timezone=self._zone.zone_name(),
            organizer_email=self._email.text().strip(),
        )

    def _lay_out(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        title = set_role(text(_("Run a community that meets in rooms")), "title")
        sentence = text(
            _(
                "Members, meetups, invitations, badges and the door, all in one file on this "
                "machine. Works without account, server and internet."
            ),
            "muted",
            wrap=True,
        )
        for label in (title, sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title.setWordWrap(True)
        change = button(_("Change"), self._ask_where, role="link")
        change.setObjectName("change_place")
        place = row(self._place, change)
        place.setStretch(0, 1)
        form = Card()
        form.body.setSpacing(16)
        form.add(*self._fields.values(), column(place, self._place_problem, spacing=0), self._start)
        mark = IconLabel("users-three", "accent", 40)
        mark.setAlignment(middle)
        inside = QWidget()
        inside.setFixedWidth(px(_WIDTH))
        inside.setLayout(column(mark, 4, title, sentence, 16, form, 4, self._other_ways()))
        scrolled = ScrollPage()
        scrolled.add(0, row(0, inside, 0), 0)
        whole = column(scrolled)
        if self._bar is not None:
            speech = row(self._bar)
            speech.setContentsMargins(16, 0, 16, 16)
            whole.addLayout(speech)
        self.setLayout(whole)
        self.setMinimumSize(640, 480)

    def _other_ways(self) -> QWidget:
        there = button(_("Open a community…"), self._ask_which, role="link")
        there.setObjectName("open_community")
        sample = button(_("Look around with a sample"), self._look_around, role="link")
        sample.setObjectName("open_sample")
        ways = QWidget()
        ways.setLayout(row(0, there, sample, 0, spacing=16))
        return ways

    def _on_typed(self) -> None:
        self._show_place()
        if self._has_tried:
            self._find_problems()

    def _show_place(self) -> None:
        if self._chosen_path is None and not clean_name(self._name.text()):
            words = _("Its file will lie in {folder}").format(folder=usual_folder())
        else:
            words = _("Its file: {path}").format(path=self.path)
        self._place.setText(words)
        self._place_problem.hide()

    def _find_problems(self) -> bool:
        problems = self.draft().problems()
        for name, field in self._fields.items():
            field.show_problem(problems.get(name, ""))
        return any(name in problems for name in self._fields)

    def _create(self) -> None:
        self._has_tried = True
        if self._find_problems():
            self._focus_first_problem()
            return
        path = self.path
        if path.exists():
            # The system's dialog offers to replace a file; a community is never written over.
            self._place_problem.setText(
                _("“{name}” is there already. Choose another name, or open it.").format(
                    name=path.name
                )
            )
            self._place_problem.show()
            return
        self.create_wanted.emit(self.draft(), str(path))

    def _focus_first_problem(self) -> None:
        wrong = [field for field in self._fields.values() if field.problem]
        wrong[0].widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_where(self) -> None:
        ask_save(self, _("Where the community will lie"), str(self.path), FILTERS, self._choose)

    def _choose(self, path: Path) -> None:
        self._chosen_path = path
        self._show_place()

    def _ask_which(self) -> None:
        ask_open(self, _("Open a community"), FILTERS, self._open)

    def _open(self, paths: list[Path]) -> None:
        self.open_wanted.emit(str(paths[0]))

    def _look_around(self) -> None:
        self.sample_wanted.emit()
