"""What is done with several people at once: tags, circles, and the addresses to write to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.names import clean_name, fold, shown
from organizer.domain.words import _, ngettext
from organizer.models.database import Database, name_step
from organizer.models.tables import Address, Circle, CircleMember, Member, MemberTag, Tag
from organizer.services.people.circles import new_circle


def tag_people(db: Database, uids: Collection[str], tag: str) -> int:
    """Give a tag to members, making it if it is new; return how many did not bear it yet."""
    name = _checked(tag, _("Type the tag first, such as “host”."))
    with db.writing(_("People tagged")) as session:
        kept = session.scalars(select(Tag).where(Tag.folded == fold(name))).one_or_none()
        if kept is None:
            kept = Tag(name=name, folded=fold(name))
            session.add(kept)
            session.flush()
        bear = select(MemberTag.member_id).where(MemberTag.tag_id == kept.id)
        new = _ids(session, uids) - set(session.scalars(bear))
        if new:
            rows = [{"member_id": one, "tag_id": kept.id} for one in sorted(new)]
            session.execute(insert(MemberTag), rows)
        words = ngettext("{count} person tagged “{tag}”", "{count} people tagged “{tag}”", len(new))
        name_step(session, words.format(count=f"{len(new):,}", tag=shown(kept.name)))
        return len(new)


def untag_people(db: Database, uids: Collection[str], tag: str) -> int:
    """Take a tag off members; return how many bore it."""
    with db.writing(_("Tag taken off people")) as session:
        kept = session.scalars(select(Tag).where(Tag.folded == fold(tag))).one_or_none()
        if kept is None:
            return 0
        bear = select(MemberTag.member_id).where(MemberTag.tag_id == kept.id)
        bearers = _ids(session, uids) & set(session.scalars(bear))
        for one in bearers:
            session.execute(
                delete(MemberTag).where(MemberTag.tag_id == kept.id, MemberTag.member_id == one)
            )
        words = ngettext(
            "“{tag}” taken off {count} person", "“{tag}” taken off {count} people", len(bearers)
        )
        name_step(session, words.format(count=f"{len(bearers):,}", tag=shown(kept.name)))
        return len(bearers)


def put_in_circle(db: Database, uids: Collection[str], circle: str) -> int:
    """Put members into the circle of a name, making it if it is new; return how many are new."""
    name = _checked(circle, _("Type the circle first, such as “Loom circle”."))
    with db.writing(_("People put into a circle")) as session:
        kept = session.scalars(select(Circle).where(Circle.folded == fold(name))).one_or_none()
        kept = kept or new_circle(session, name)
        inside = select(CircleMember.member_id).where(CircleMember.circle_id == kept.id)
        new = _ids(session, uids) - set(session.scalars(inside))
        if new:
            rows = [{"circle_id": kept.id, "member_id": one} for one in sorted(new)]
            session.execute(insert(CircleMember), rows)
        words = ngettext(
            "{count} person put into “{name}”", "{count} people put into “{name}”", len(new)
        )
        name_step(session, words.format(count=f"{len(new):,}", name=shown(kept.name)))
        return len(new)


@dataclass(frozen=True, slots=True)
class ToWrite:
    """How members can be written to."""

    addresses: tuple[str, ...]
    """One of each who has one and may be written to, each once, by sorting name."""
    without_address: int
    left_out: int
    """People who do not want to be written to."""


def whom_to_write(db: Database, uids: Collection[str]) -> ToWrite:
    """Return the addresses of members; who wants no mail is left out."""
    wanted = set(uids)
    with db.reading() as session:
        first: dict[int, str] = {}
        for member_id, address in session.execute(
            select(Address.member_id, Address.address).order_by(Address.position)
        ):
            first.setdefault(member_id, address)
        people = [
            (row.id, row.do_not_write)
            for row in session.execute(
                select(Member.id, Member.uid, Member.do_not_write).order_by(
                    Member.sorting_name, Member.id
                )
            )
            if row.uid in wanted
        ]
    asked = [member_id for member_id, is_silent in people if not is_silent]
    reached = dict.fromkeys(first[member_id] for member_id in asked if member_id in first)
    without = sum(member_id not in first for member_id in asked)
    return ToWrite(tuple(reached), without, len(people) - len(asked))


def _ids(session: Session, uids: Collection[str]) -> set[int]:
    """Return the ids of members; of some tens of thousands not one by one."""
    wanted = set(uids)
    return {one for one, uid in session.execute(select(Member.id, Member.uid)) if uid in wanted}


def _checked(text: str, sentence: str) -> str:
    name = " ".join(clean_name(text).split())
    if not fold(name):
        raise UserError(sentence)
    if len(name) > 80:
        raise UserError(_("This name has {count} letters; 80 is the most.").format(count=len(name)))
    return name
