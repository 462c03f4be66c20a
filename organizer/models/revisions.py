"""The schema's revisions by name, known without loading alembic."""

from __future__ import annotations

REVISIONS = ("0001", "0002", "0003")
"""All revisions, oldest first; a test holds this equal to the migrations."""

LATEST = REVISIONS[-1]


def is_known(revision: str) -> bool:
    """Whether this version of the app can read a file of that revision."""
    return revision in REVISIONS
