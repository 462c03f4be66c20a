"""Settings: the community, the looks of this machine, the file and its copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from organizer.domain.errors import UserError
from organizer.domain.records import CommunityRecord
from organizer.domain.words import _, ngettext
from organizer.services import backups, communities
from organizer.services.at_door import desk_pin
from organizer.services.backups import Backup
from organizer.services.people.members_out import export_members
from organizer.ui.context import Context, Page
from organizer.ui.door.scanner_setup import ScannerSetup
from organizer.ui.files import ask_save
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import SideBySide, column
from organizer.ui.kit.pages import ScrollPage
from organizer.ui.kit.widgets import PageHeader
from organizer.ui.settings.community_card import CommunityCard
from organizer.ui.settings.desk_card import DeskCard
from organizer.ui.settings.fields_card import FieldsCard
from organizer.ui.settings.file_card import BackupsCard, FileCard, copy_in_words
from organizer.ui.settings.looks_card import LooksCard
from organizer.ui.settings.scanner_card import ScannerCard
from organizer.ui.wishes import BACKUPS, ORGANIZER


@dataclass(frozen=True, slots=True)
class SettingsContents:
    """Everything that the settings show of the open community."""

    record: CommunityRecord
    path: Path
    size: int
    """Bytes."""
    copies: Sequence[Backup]
    has_pin: bool
    """Whether leaving the desk takes a PIN."""


class SettingsPage(Page):
    """Every change is kept at once and can be undone; there is nothing to press at the end."""

    looks_changed = Signal()
    """The window should be dressed anew: scheme, size of text, or the community's colour."""

    watches = frozenset({"community", "custom_field", "field_value"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("settings_page")
        self._record: CommunityRecord | None = None
        self._wish = ""
        self._community = CommunityCard()
        self._looks = LooksCard()
        self._file = FileCard()
        self._backups = BackupsCard()
        self._scanner = ScannerCard()
        self._desk = DeskCard()
        self._fields = FieldsCard(context)
        right = QWidget()
        right.setLayout(
            column(self._looks, self._scanner, self._file, self._backups, 0, spacing=20)
        )
        left = QWidget()
        left.setLayout(column(self._community, self._fields, self._desk, 0, spacing=20))
        self._scrolled = ScrollPage()
        self._scrolled.add(PageHeader(_("Settings")), SideBySide(left, right), 0)
        self.setLayout(column(self._scrolled))
        self._looks.show_settings()
        self._community.edited.connect(self._keep)
        self._looks.changed.connect(self.looks_changed)
        self._file.show_wanted.connect(self._show_folder)
        self._file.export_wanted.connect(self._ask_where)
        self._scanner.trial_wanted.connect(self._try_scanner)
        self._desk.pin_wanted.connect(self._set_pin)
        self._backups.backup_wanted.connect(self._back_up)
        self._backups.restore_wanted.connect(self._restore)

    def open(self, what: object) -> None:
        """Show the copies, or the organizer's address, which another page asked for."""
        self._wish = str(what)
        if self._record is not None:
            self._grant_wish()

    def load(self, job: Job) -> SettingsContents:
        """Fetch the community, and what lies on the disk."""
        db = self.context.db
        record = communities.describe(db)
        return SettingsContents(
            record,
            db.path.resolve(),
            db.path.stat().st_size,
            backups.list_backups(db),
            desk_pin.has_pin(db),
        )

    def show_records(self, records: SettingsContents) -> None:
        """Show what is kept; what is being typed stays."""
        before, self._record = self._record, records.record
        self._community.show_record(records.record)
        self._looks.show_settings()
        self._file.show_file(records.path, records.size)
        self._backups.show_copies(records.copies)
        self._desk.show_state(records.has_pin)
        self._fields.reload()
        if before is not None and before.accent != records.record.accent:
            self.looks_changed.emit()
        if self._wish:
            self._grant_wish()

    def _set_pin(self, pin: str) -> None:
        def work(_job: Job) -> str:
            desk_pin.set_pin(self.context.db, pin)
            if pin:
                return _("From now on, leaving the desk takes this PIN.")
            return _("Leaving the desk takes no PIN any more.")

        self.context.do(self, work, str)

    def _try_scanner(self) -> None:
        ScannerSetup(self, self.context).open()

    def _grant_wish(self) -> None:
        wish, self._wish = self._wish, ""
        if wish == ORGANIZER:
            self._community.focus_field("organizer_email")
        elif wish == BACKUPS:
            self._scrolled.ensureWidgetVisible(self._backups)
            self._backups.make.setFocus()

    def _keep(self, name: str, value: str) -> None:
        """Keep one field; the others stay as the file has them, not as they are shown."""

        def work(_job: Job) -> str:
            draft = communities.draft_of(communities.describe(self.context.db))
            setattr(draft, name, value)
            communities.change_community(self.context.db, draft)
            return _saved_words(name)

        self.context.do(self, work, str, on_failure=self._not_kept)

    def _not_kept(self, error: UserError) -> None:
        self.context.messages.say(str(error), "bad")
        self.reload()

    def _show_folder(self) -> None:
        _show_in_folder(self.context.db.path)

    def _ask_where(self, ending: str) -> None:
        filters = {
            ".csv": _("Tables (*.csv)"),
            ".vcf": _("Contacts (*.vcf)"),
            ".json": _("JSON (*.json)"),
        }[ending]
        ask_save(self, _("Take all members out"), _("Members") + ending, filters, self._export)

    def _export(self, path: Path) -> None:
        def work(_job: Job) -> int:
            # The dialog has asked before an existing file is replaced.
            return export_members(self.context.db, path, force=True)

        def written(count: int) -> None:
            words = ngettext(
                "{count} member written to “{name}”.", "{count} members written to “{name}”.", count
            ).format(count=count, name=path.name)
            show = partial(_show_in_folder, path)
            self.context.messages.say(words, "good", _("Show in folder"), show)

        self.context.runner.start(self, work, written)

    def _back_up(self) -> None:
        self.context.runner.start(self, self._make_copy, self._backed_up)

    def _make_copy(self, _job: Job) -> Path:
        return backups.back_up_now(self.context.db)

    def _backed_up(self, _copy: Path) -> None:
        self.context.messages.say(_("A copy was made beside the file, and checked."), "good")
        self.reload()

    def _restore(self, copy: object) -> None:
        assert isinstance(copy, Backup)
        words = _("The community is as it was in the copy of {when}.")
        self._go_back_to(copy.path, words.format(when=copy_in_words(copy.label)))

    def _go_back_to(self, copy: Path, said: str) -> None:
        def work(_job: Job) -> Path:
            return backups.restore(self.context.db, copy)

        def restored(kept: Path) -> None:
            undone = _("The community is as it was before.")
            undo = partial(self._go_back_to, kept, undone)
            self.context.messages.say(said, "good", _("Undo"), undo)

        self.context.runner.start(self, work, restored)


def _saved_words(name: str) -> str:
    return {
        "name": _("The community has another name now."),
        "purpose": _("The purpose is kept."),
        "timezone": _("The time zone is kept; events that are planned stay in theirs."),
        "organizer_name": _("Your name is kept."),
        "organizer_email": _("Your address is kept."),
        "accent": _("The colour is kept."),
    }[name]


def _show_in_folder(path: Path) -> None:
    """Open the folder of a file in what the system has for that."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.resolve().parent)))
