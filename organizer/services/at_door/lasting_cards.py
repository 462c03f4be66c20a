"""A member's lasting card: one code that opens the door of every event, until a newer card is made."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from organizer.domain.kinds import CodeKind
from organizer.domain.names import shown
from organizer.domain.records import BadgeRecord
from organizer.domain.words import _
from organizer.export.file_names import safe_file_name
from organizer.models.database import Database, name_step
from organizer.services.answers.badge_codes import issue_waiting_code, open_code
from organizer.services.at_door.desk_badges import draw_badge
from organizer.services.communities import community_record
from organizer.services.files import write_file
from organizer.services.finding import find_member


def suggested_name(name: str) -> str:
    """Return what to call the file of a person's card."""
    return f"{safe_file_name(_('Card of {name}').format(name=name))}.pdf"


def write_card(
    db: Database,
    member_text: str,
    path: Path,
    *,
    stock: str = "",
    force: bool = False,
    now: datetime | None = None,
) -> tuple[str, str]:
    """Write a member's lasting card as a PDF; return its code, and what could not be shown of it.

    The card before no longer opens doors, once the file is written; taking the step back turns
    that round. `stock` is the name of a label stock, that of the label printer if left out.
    """
    with db.writing() as session:
        member = find_member(session, member_text)
        code = issue_waiting_code(session, CodeKind.MEMBER, member.id)
        record = BadgeRecord(
            name=member.name,
            code=code,
            community=community_record(session).name,
            event_title=_("Lasting card"),
            event_when=_("Opens the door of every event"),
        )
    card = draw_badge(db, record, stock=stock, now=now)
    write_file(path, card.pdf, force=force)
    with db.writing(_("A lasting card made")) as session:
        member = open_code(session, code)
        name_step(session, _("A lasting card for {name}").format(name=shown(member.name)))
    return code, card.warning
