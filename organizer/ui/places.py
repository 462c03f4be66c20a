"""The places in the window's side bar, each with a blank page until a community is open."""

from __future__ import annotations

from organizer.domain.words import _
from organizer.ui.kit.pages import Page
from organizer.ui.shell import PageEntry


def blank_pages() -> list[PageEntry]:
    """Return the window's pages in their order, with nothing on them yet."""
    return [
        PageEntry("home", _("Home"), "house", Page),
        PageEntry("people", _("People"), "users", Page),
        PageEntry("events", _("Events"), "calendar-blank", Page),
        PageEntry("door", _("Check-in"), "qr-code", Page),
        PageEntry("insights", _("Insights"), "chart-bar", Page),
        PageEntry("settings", _("Settings"), "gear", Page, at_the_bottom=True),
    ]
