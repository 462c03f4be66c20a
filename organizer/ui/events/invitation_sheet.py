"""The sheet that writes invitations, updates and cancellations as calendar and mail files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.records import PersonLink, SegmentRecord
from organizer.domain.words import _, ngettext
from organizer.services import communities
from organizer.services.out import inviting
from organizer.services.out.inviting import WrittenInvitation
from organizer.services.out.previewing import suggested_name
from organizer.services.people import segments
from organizer.ui import files
from organizer.ui.context import Context
from organizer.ui.events.opened import OpenedEvent
from organizer.ui.events.output import say_written
from organizer.ui.events.writing_sheet import WritingSheet
from organizer.ui.jobs import Job
from organizer.ui.kit.widgets import Stat, text
from organizer.ui.people.segment_choice import SegmentChoice

_NOT_INVITED = (RegistrationStatus.CANCELLED, RegistrationStatus.WAITLISTED)


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written, and a sentence for each member who could not be written to."""

    invitations: list[WrittenInvitation]
    skipped: list[str]


@dataclass(frozen=True, slots=True)
class _Due:
    """What there is to write."""

    count: int
    has_sender: bool
    silent: list[PersonLink]
    """Guests who do not want to be written to."""
    segments: list[SegmentRecord]
    over: str
    """A sentence where the event is over; empty where it is not."""


class InvitationSheet(WritingSheet):
    """Says who has not been told the latest, and writes it into a folder."""

    def __init__(self, over: QWidget, context: Context, event: OpenedEvent) -> None:
        super().__init__(over, context, _("Invitations"), _("Choose a folder"))
        self._event = event
        self._folder = Path()
        self._due = Stat("…", _("have not been told the latest"))
        self._due.setObjectName("due")
        self._explained = text("", "muted", wrap=True)
        self._explained.setObjectName("due_explained")
        self._explained.setText(_what_each_gets())
        self._left = text(_without_address(event), "warn", wrap=True)
        self._left.setObjectName("without_address")
        self._silent = text("", "muted", wrap=True)
        self._silent.setObjectName("wants_no_mail")
        self._silent.hide()
        self._over = text("", "warn", wrap=True)
        self._over.setObjectName("invites_late")
        self._over.hide()
        self._whom = SegmentChoice(_("Everyone on the list"))
        self._everyone = QCheckBox(_("Write to everyone again"))
        self._everyone.setObjectName("invite_everyone")
        self._all_dates = QCheckBox(_("For all dates to come"))
        self._all_dates.setObjectName("invite_all_dates")
        self._all_dates.setChecked(event.row.series is not None)
        self._all_dates.setVisible(event.row.series is not None)
        for widget in (self._due, self._over, self._explained, self._left, self._silent):
            self.add(widget)
        self._left.setVisible(bool(self._left.text()))  # not before it is in here, as a window
        self._whom_field = self.add_field("whom", _("For whom"), self._whom)
        self._whom_field.hide()
        for choice in (self._all_dates, self._everyone):
            self.add(choice)
        self.add(self.job_bar)
        self._everyone.toggled.connect(self.allow)
        self._all_dates.toggled.connect(self._count_again)
        self._whom.currentIndexChanged.connect(self._count_again)
        self.save_requested.connect(self._ask)
        self._count = 0
        self._has_sender = False
        self._count_again()

    def _asked(self) -> str:
        """The uid of what is written about: the event, or the series that it is a date of."""
        row = self._event.row
        return row.series if row.series and self._all_dates.isChecked() else row.uid

    def _count_again(self) -> None:
        work = partial(self._load, self._asked(), self._whom.segment)
        self.context.runner.start(self, work, self._show_due, on_failure=self.fail)

    def _load(self, uid: str, segment: str, _job: Job) -> _Due:
        db = self.context.db
        has_sender = bool(communities.describe(db).organizer_email)
        now = self.context.now()
        count, silent = (
            inviting.count_due(db, uid, segment=segment, now=now),
            inviting.who_wants_none(db, uid, now=now),
        )
        over = inviting.over_words(db, uid, now=now)
        return _Due(count, has_sender, silent, segments.list_segments(db), over)

    def _show_due(self, due: _Due) -> None:
        self._whom.offer(due.segments, self._whom_field)
        self._count, self._has_sender = due.count, due.has_sender
        words = ngettext("has not been told the latest", "have not been told the latest", due.count)
        self._due.set_stat(str(due.count), words)
        self._left.setText(_without_address(self._event, due.silent))
        self._left.setVisible(bool(self._left.text()))
        self._silent.setText(_wants_no_mail(due.silent))
        self._silent.setVisible(bool(due.silent))
        self._over.setText(due.over)
        self._over.setVisible(bool(due.over))
        if not due.has_sender:
            sentence = _(
                "Invitations need your e-mail address, so that answers reach you. "
                "Set it in Settings first."
            )
            self.show_problems({"": sentence})
        told = _("Everyone with an address has been told the latest.")
        is_told = due.has_sender and not due.count
        self._explained.setText(told if is_told else _what_each_gets())
        self.allow()

    def allow(self) -> None:
        has_work = bool(self._count) or self._everyone.isChecked()
        self.set_busy(not (has_work and self._has_sender and not self.is_writing))

    def _ask(self) -> None:
        files.ask_folder(self, _("A folder for the invitations"), self._write)

    def _write(self, chosen: Path) -> None:
        # A folder of its own, which the app knows again: it may replace its files there later.
        self._folder = chosen / suggested_name(_("Invitations"), self._event.row)
        db, uid, folder = self.context.db, self._asked(), self._folder
        everyone, segment = self._everyone.isChecked(), self._whom.segment

        def work(job: Job) -> _Written:
            skipped: list[str] = []
            written = inviting.write_invitations(
                db, uid, folder, everyone=everyone, segment=segment, step=job.step,
                on_skipped=skipped.append,
            )  # fmt: skip
            return _Written(written, skipped)

        self.write(_("Writing the invitations"), work, self._written)

    def _written(self, made: _Written) -> None:
        written = made.invitations
        for sentence in made.skipped:
            self.context.messages.say(sentence, "warn")
        if not written:
            self.end()
            self._explained.setText(_("There was nobody to write to."))
            return
        self.close_sheet()
        words = ngettext(
            "An invitation for {count} person is in the folder “{name}”.",
            "Invitations for {count} people are in the folder “{name}”.",
            len(written),
        ).format(count=len(written), name=self._folder.name)
        say_written(self.context, words, self._folder)


def _what_each_gets() -> str:
    return _(
        "Each of them gets a mail (.eml) with a calendar file (.ics) of their own, which "
        "any calendar understands. What is written counts as told."
    )


def _wants_no_mail(silent: Sequence[PersonLink]) -> str:
    """Who is left out, for they asked for it."""
    return ngettext(
        "{names} does not want to be written to, and gets none.",
        "{count} do not want to be written to, such as {names}, and get none.",
        len(silent),
    ).format(count=len(silent), names=", ".join(shown(one.name) for one in silent[:5]))


def _without_address(event: OpenedEvent, silent: Sequence[PersonLink] = ()) -> str:
    """Who cannot be written to, for they have no address; who wants no mail is not to be told."""
    unasked = {one.uid for one in silent}
    left = [
        guest.name
        for guest in event.guests
        if not guest.emails and guest.status not in _NOT_INVITED and guest.member_uid not in unasked
    ]
    if not left:
        return ""
    names = ", ".join(shown(name) for name in left[:5])
    return ngettext(
        "{names} has no address; tell them yourself.",
        "{count} have no address, such as {names}; tell them yourself.",
        len(left),
    ).format(count=len(left), names=names)
