"""Every sentence a person reads goes through here, so that it can be said in another language."""

from __future__ import annotations

import gettext as _gettext

_translations: _gettext.NullTranslations = _gettext.NullTranslations()


def speak(translations: _gettext.NullTranslations) -> None:
    """Use these translations from now on."""
    global _translations
    _translations = translations


def _(sentence: str) -> str:
    """Return the sentence in the language spoken."""
    return _translations.gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of the sentence that fits the count."""
    return _translations.ngettext(one, many, count)
