"""Numbers of things as the command line says them, in the singular where there is one."""

from __future__ import annotations

from organizer.domain.words import ngettext


def pages(count: int) -> str:
    """Return such as "2 pages"."""
    return ngettext("{count} page", "{count} pages", count).format(count=count)


def badges(count: int) -> str:
    """Return such as "2 badges"."""
    return ngettext("{count} badge", "{count} badges", count).format(count=count)


def names(count: int) -> str:
    """Return such as "2 names"."""
    return ngettext("{count} name", "{count} names", count).format(count=count)


def members(count: int) -> str:
    """Return such as "2 members"."""
    return ngettext("{count} member", "{count} members", count).format(count=count)


def events(count: int) -> str:
    """Return such as "2 events"."""
    return ngettext("{count} event", "{count} events", count).format(count=count)


def invitations(count: int) -> str:
    """Return such as "2 invitations"."""
    return ngettext("{count} invitation", "{count} invitations", count).format(count=count)


def rows_read(count: int) -> str:
    """Return such as "2 rows read"."""
    return ngettext("{count} row read", "{count} rows read", count).format(count=count)
