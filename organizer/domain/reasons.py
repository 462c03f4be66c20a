"""Why two people may be one, in sentences."""

from __future__ import annotations

from organizer.domain.likeness import Reason, Sign
from organizer.domain.names import shown
from organizer.domain.words import _


def reason_words(reason: Reason) -> str:
    """Return a reason as a sentence."""
    sentences = {
        Sign.SAME_NAME: _("They have the same name."),
        Sign.OTHER_ORDER: _("Their names are the same words in another order."),
        Sign.OTHER_SPELLING: _("Their names may be one name, spelled in two ways."),
        Sign.ONE_SLIP: _("Their names differ in one letter."),
        Sign.INITIALS: _("One name has only an initial where the other has a word."),
        Sign.SHORT_FORM: _("One name may be short for the other."),
        Sign.PART_OF_NAME: _("One name is part of the other."),
        Sign.SAME_ADDRESS: _("Both have the address {seen}. Families share one, too."),
        Sign.SAME_PHONE: _("Both have the phone {seen}. Families share one, too."),
        Sign.SAME_ID: _("Two other systems know them by the same number: {seen}."),
    }
    return sentences[reason.sign].format(seen=shown(reason.seen))
