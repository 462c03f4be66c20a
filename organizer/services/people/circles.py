"""Circles: small groups inside the community, each with a purpose, a host and its people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from organizer.domain.errors import UserError
from organizer.domain.names import clean_name, fold, shown
from organizer.domain.records import CircleRecord, PersonLink
from organizer.domain.words import _, ngettext
from organizer.models.database import Database, name_step
from organizer.models.tables import Circle, CircleMember, Member
from organizer.services.finding import find_member
from organizer.services.people.segments import members_of_segment


def list_circles(db: Database) -> list[CircleRecord]:
    """Return all circles by name, with their people."""
    with db.reading() as session:
        people: dict[int, list[PersonLink]] = defaultdict(list)
        for circle_id, uid, name in session.execute(
            select(CircleMember.circle_id, Member.uid, Member.name)
            .join(Member, Member.id == CircleMember.member_id)
            .order_by(Member.sorting_name, Member.id)
        ):
            people[circle_id].append(PersonLink(uid, name))
        circles = session.execute(
            select(Circle, Member.uid, Member.name)
            .outerjoin(Member, Member.id == Circle.host_id)
            .order_by(Circle.folded)
        )
        return [
            CircleRecord(
                circle.uid,
                circle.name,
                circle.purpose,
                PersonLink(host, name) if host else None,
                tuple(people[circle.id]),
            )
            for circle, host, name in circles
        ]


def make_circle(db: Database, name: str, *, purpose: str = "", host: str = "") -> str:
    """Make a circle and return its uid; its host, if one is named, is in it."""
    clean = _checked_name(name)
    with db.writing(_("Circle “{name}” made").format(name=shown(clean))) as session:
        _refuse_taken(session, clean)
        circle = new_circle(session, clean)
        _describe(session, circle, purpose, host)
        return circle.uid


def change_circle(db: Database, uid: str, *, name: str, purpose: str = "", host: str = "") -> None:
    """Keep a circle's name, purpose and host; `host` is a member's uid, empty for nobody."""
    clean = _checked_name(name)
    with db.writing(_("Circle “{name}” changed").format(name=shown(clean))) as session:
        circle = _find(session, uid)
        if fold(clean) != circle.folded:
            _refuse_taken(session, clean)
        circle.name, circle.folded = clean, fold(clean)
        _describe(session, circle, purpose, host)


def dissolve_circle(db: Database, uid: str) -> None:
    """Take a circle away; its people stay members."""
    with db.writing(_("Circle dissolved")) as session:
        circle = _find(session, uid)
        words = _("Circle “{name}” dissolved")
        name_step(session, words.format(name=shown(circle.name)))
        session.execute(delete(CircleMember).where(CircleMember.circle_id == circle.id))
        session.delete(circle)


def put_in(db: Database, uid: str, members: Sequence[str]) -> None:
    """Put members into a circle; who is in it already stays."""
    with db.writing(_("People put into a circle")) as session:
        circle = _find(session, uid)
        words = _("People put into “{name}”")
        name_step(session, words.format(name=shown(circle.name)))
        for member in members:
            _put(session, circle.id, find_member(session, member).id)


def put_segment_in(db: Database, uid: str, segment: str) -> int:
    """Put everyone in who is in a segment now, given by uid or name; return for how many it is new.

    Who comes into the segment later is not in the circle by that.
    """
    with db.writing(_("People put into a circle")) as session:
        circle = _find(session, uid)
        inside = select(CircleMember.member_id).where(CircleMember.circle_id == circle.id)
        known = set(session.scalars(inside))
        news = [one for one in members_of_segment(session, segment) if one not in known]
        words = ngettext(
            "{count} person put into “{name}”", "{count} people put into “{name}”", len(news)
        )
        name_step(session, words.format(count=f"{len(news):,}", name=shown(circle.name)))
        session.add_all(CircleMember(circle_id=circle.id, member_id=one) for one in news)
        return len(news)


def take_out(db: Database, uid: str, members: Sequence[str]) -> None:
    """Take members out of a circle; a host who leaves is host no more."""
    with db.writing(_("People taken out of a circle")) as session:
        circle = _find(session, uid)
        words = _("People taken out of “{name}”")
        name_step(session, words.format(name=shown(circle.name)))
        ids = [find_member(session, member).id for member in members]
        session.execute(
            delete(CircleMember).where(
                CircleMember.circle_id == circle.id, CircleMember.member_id.in_(ids)
            )
        )
        if circle.host_id in ids:
            circle.host_id = None


def new_circle(session: Session, name: str) -> Circle:
    """Add a circle of that name within the caller's transaction."""
    circle = Circle(name=name, folded=fold(name))
    session.add(circle)
    session.flush()
    return circle


def circles_of(session: Session, member_id: int) -> tuple[str, ...]:
    """Return the names of the circles that a member is in."""
    return tuple(
        session.scalars(
            select(Circle.name)
            .join(CircleMember, CircleMember.circle_id == Circle.id)
            .where(CircleMember.member_id == member_id)
            .order_by(Circle.folded)
        )
    )


def hosted_by(session: Session, member_id: int) -> tuple[str, ...]:
    """Return the names of the circles that a member is the host of."""
    hosted = select(Circle.name).where(Circle.host_id == member_id).order_by(Circle.folded)
    return tuple(session.scalars(hosted))


def write_circles(session: Session, member_id: int, names: Iterable[str]) -> None:
    """Let a member be in these circles and in no others, making those that are new."""
    wanted = set()
    for name in dict.fromkeys(clean for text in names if (clean := clean_name(text))):
        circle = session.scalars(select(Circle).where(Circle.folded == fold(name))).one_or_none()
        wanted.add((circle or new_circle(session, _checked_name(name))).id)
    rows = session.scalars(select(CircleMember).where(CircleMember.member_id == member_id)).all()
    for row in rows:
        if row.circle_id not in wanted:
            session.delete(row)
            _forget_host(session, row.circle_id, member_id)
    kept = {row.circle_id for row in rows}
    for circle_id in sorted(wanted - kept):
        session.add(CircleMember(circle_id=circle_id, member_id=member_id))
    session.flush()


def _forget_host(session: Session, circle_id: int, member_id: int) -> None:
    circle = session.get(Circle, circle_id)
    if circle is not None and circle.host_id == member_id:
        circle.host_id = None


def _put(session: Session, circle_id: int, member_id: int) -> None:
    session.merge(CircleMember(circle_id=circle_id, member_id=member_id))
    session.flush()


def _describe(session: Session, circle: Circle, purpose: str, host: str) -> None:
    circle.purpose = purpose.strip()
    circle.host_id = find_member(session, host).id if host else None
    if circle.host_id is not None:
        _put(session, circle.id, circle.host_id)


def _find(session: Session, uid: str) -> Circle:
    circle = session.scalars(select(Circle).where(Circle.uid == uid)).one_or_none()
    if circle is None:
        raise UserError(_("This circle is not there any more. Look at the list again."))
    return circle


def _refuse_taken(session: Session, name: str) -> None:
    if session.scalar(select(Circle.id).where(Circle.folded == fold(name))) is not None:
        raise UserError(
            _("There is a circle “{name}” already. Choose another name.").format(name=name)
        )


def _checked_name(name: str) -> str:
    clean = " ".join(clean_name(name).split())
    if not fold(clean):
        raise UserError(_("A circle needs a name, such as “Loom circle”."))
    if len(clean) > 80:
        raise UserError(_("A circle's name has 80 letters at most."))
    return clean
