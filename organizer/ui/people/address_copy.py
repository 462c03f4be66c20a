"""Copying addresses, to be pasted into a mail: of those who want mail, and saying who is left out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from organizer.domain.words import _, ngettext
from organizer.services.people import several
from organizer.services.people.several import ToWrite
from organizer.ui.context import Context
from organizer.ui.jobs import Job


class AddressCopy(QObject):
    """Puts the addresses of members on the clipboard."""

    def __init__(self, parent: QObject, context: Context) -> None:
        super().__init__(parent)
        self._context = context

    def copy(self, uids: frozenset[str]) -> None:
        """Copy one address of each of these members who may be written to."""
        self._context.runner.start(self, partial(self._load, uids), self._take)

    def _load(self, uids: frozenset[str], _job: Job) -> ToWrite:
        return several.whom_to_write(self._context.db, uids)

    def _take(self, found: ToWrite) -> None:
        if found.addresses:
            QGuiApplication.clipboard().setText(", ".join(found.addresses))
        self._context.messages.say(copied_words(found), "good" if found.addresses else "warn")


def copied_words(found: ToWrite) -> str:
    """Return what was copied, and who is not among them."""
    count = len(found.addresses)
    if count:
        words = ngettext(
            "{count} address is on the clipboard; paste it as Bcc.",
            "{count} addresses are on the clipboard; paste them as Bcc.",
            count,
        )
        said = [words.format(count=f"{count:,}")]
    else:
        said = [_("There is no address to copy.")]
    if found.left_out:
        words = ngettext(
            "{count} person does not want to be written to, and is left out.",
            "{count} people do not want to be written to, and are left out.",
            found.left_out,
        )
        said.append(words.format(count=f"{found.left_out:,}"))
    if found.without_address:
        words = ngettext(
            "{count} person has none.", "{count} people have none.", found.without_address
        )
        said.append(words.format(count=f"{found.without_address:,}"))
    return " ".join(said)
