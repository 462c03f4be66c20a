"""The sheet that helps to remind those who have not answered: a text and addresses to copy."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from organizer.domain.errors import UserError
from organizer.domain.names import shown
from organizer.domain.records import EventRow, SegmentRecord
from organizer.domain.times import day_in_words
from organizer.domain.words import _, ngettext
from organizer.models.database import Database
from organizer.services.answers.deadlines import ToRemind, whom_to_remind
from organizer.services.people import segments
from organizer.ui.context import Context
from organizer.ui.jobs import Job
from organizer.ui.kit.layouts import row
from organizer.ui.kit.look import px
from organizer.ui.kit.sheets import Sheet
from organizer.ui.kit.widgets import button, text
from organizer.ui.people.segment_choice import SegmentChoice


class ReminderSheet(Sheet):
    """Sends nothing by itself: the text goes to the clipboard, and so do the addresses."""

    def __init__(self, over: QWidget, context: Context, event: EventRow) -> None:
        super().__init__(over, _("Remind"), _("Copy the text"), width=480)
        self._context = context
        self._event = event
        self._addresses: tuple[str, ...] = ()
        self._words = QPlainTextEdit()
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words.setFixedHeight(px(160))
        self._words.setTabChangesFocus(True)
        self._words.setPlainText(
            _(
                "Hello! “{title}” is on {day}, and we do not know yet whether you come. "
                "Please tell us, so that the seats go to those who want them. Thank you!"
            ).format(title=event.title, day=day_in_words(event.starts))
        )
        self.add_field("reminder", _("What to say"), self._words)
        self._whom = SegmentChoice(_("Everyone who has not answered"))
        self._whom_field = self.add_field("whom", _("For whom"), self._whom)
        self._whom_field.hide()
        self._reached = text("", "muted", wrap=True)
        self._reached.setObjectName("whom_to_remind")
        self.copy_addresses = button(_("Copy the addresses"), self._copy_addresses)
        self.copy_addresses.setObjectName("copy_addresses")
        self.copy_addresses.setEnabled(False)
        holder = QWidget()
        holder.setLayout(row(self.copy_addresses, 0))
        self.add(self._reached)
        self.add(holder)
        self._look()
        self._whom.currentIndexChanged.connect(self._look)
        self.save_requested.connect(self._copy_text)

    def _look(self) -> None:
        work = partial(_whom, self._context.db, self._event.uid, self._whom.segment)
        self._context.runner.start(self, work, self._show, on_failure=self._fail)

    def _show(self, found: tuple[ToRemind, list[SegmentRecord]]) -> None:
        people, known = found
        self._whom.offer(known, self._whom_field)
        self._addresses = people.addresses
        self.copy_addresses.setEnabled(bool(people.addresses))
        count = len(people.addresses)
        sentences = [
            ngettext(
                "{count} address, for the line Bcc of one mail.",
                "{count} addresses, for the line Bcc of one mail.",
                count,
            ).format(count=count)
        ]
        if people.without_address:
            names = ", ".join(shown(name) for name in people.without_address)
            sentences.append(_("Without an address: {names}.").format(names=names))
        if people.left_out:
            sentences.append(
                ngettext(
                    "{count} does not want to be written to and is left out.",
                    "{count} do not want to be written to and are left out.",
                    people.left_out,
                ).format(count=people.left_out)
            )
        self._reached.setText(" ".join(sentences))

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._words.toPlainText())
        self._context.messages.say(_("The text is copied; paste it into a mail or a messenger."))

    def _copy_addresses(self) -> None:
        QGuiApplication.clipboard().setText(", ".join(self._addresses))
        self._context.messages.say(_("The addresses are copied; paste them into Bcc."))

    def _fail(self, error: UserError) -> None:
        self.show_problems({"": str(error)})


def _whom(
    db: Database, event_uid: str, segment: str, _job: Job
) -> tuple[ToRemind, list[SegmentRecord]]:
    return whom_to_remind(db, event_uid, segment=segment), segments.list_segments(db)
