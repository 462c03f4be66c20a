"""What two entries of one person say about them, as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from organizer.domain.kinds import Consent
from organizer.domain.words import _
from organizer.models.tables import Member


def merge_traits(kept: Member, gone: Member, *, are_two_accounts: bool) -> None:
    """Take into one entry what the other says about the person itself.

    `are_two_accounts` says that other systems know each of them by an id of its own.
    """
    # Also a name that is the same: lists in which they stand twice find somebody for both rows.
    kept.other_names = [*kept.other_names, gone.name, *gone.other_names]
    for column, label in (
        ("greeting", _("Greeting")),
        ("pronouns", _("Pronouns")),
        ("phone", _("Phone")),
        ("language", _("Language")),
        ("found_us", _("How they found us")),
    ):
        mine, theirs = getattr(kept, column), getattr(gone, column)
        if not mine:
            setattr(kept, column, theirs)
        elif theirs and theirs != mine:
            keep_beside(kept, gone, label, theirs)
    kept.notes = _joined(kept.notes, gone.notes)
    kept.host_note = _joined(kept.host_note, gone.host_note)
    kept.do_not_write = kept.do_not_write or gone.do_not_write
    kept.photo_consent = _careful(kept.photo_consent, gone.photo_consent)
    kept.joined_on = min((day for day in (kept.joined_on, gone.joined_on) if day), default=None)
    kept.created_at = min(kept.created_at, gone.created_at)
    for label, value in gone.fields.items():
        if not kept.fields.get(label):
            kept.fields = {**kept.fields, label: value}
        elif value and value != kept.fields[label]:
            keep_beside(kept, gone, label, value)
    _count_earlier(kept, gone, are_two_accounts)


def keep_beside(kept: Member, gone: Member, label: str, value: str) -> None:
    """Write down what the other entry said instead, under its label and the other's name."""
    beside = f"{label} ({gone.name})"
    number = 2
    while kept.fields.get(beside, value) != value:
        beside = f"{label} ({gone.name}, {number})"
        number += 1
    kept.fields = {**kept.fields, beside: value}


def said_otherwise(fields: Mapping[str, str], other_names: Sequence[str]) -> Iterator[str]:
    """Yield what `keep_beside` wrote down, of entries whose names these were."""
    return (value for label, value in fields.items() if is_kept_beside(label, other_names))


def is_kept_beside(label: str, other_names: Sequence[str]) -> bool:
    """Whether `keep_beside` wrote down a value of this label, of an entry with one of the names."""
    return label.endswith(")") and any(
        f" ({name})" in label or f" ({name}, " in label for name in other_names
    )


def _joined(mine: str, theirs: str) -> str:
    return mine if theirs in mine else f"{mine}\n{theirs}".strip()


def _careful(mine: Consent, theirs: Consent) -> Consent:
    """A no counts, whichever entry holds it."""
    return next((said for said in (Consent.NO, Consent.YES) if said in (mine, theirs)), mine)


def _count_earlier(kept: Member, gone: Member, are_two_accounts: bool) -> None:
    """Add up earlier counts of two accounts; of two lists of the same evenings take the larger.

    Each account counts the evenings that were answered with it, so the person came to all of them.
    Where one entry has no id anywhere, it may be the same count from another day's list, and adding
    would make visits that never were.
    """
    for column in ("earlier_attended", "earlier_yes", "earlier_no_shows"):
        counts = getattr(kept, column), getattr(gone, column)
        setattr(kept, column, sum(counts) if are_two_accounts else max(counts))
    days = (kept.earlier_last_on, gone.earlier_last_on)
    kept.earlier_last_on = max((day for day in days if day), default=None)
