"""What a desk hears of the doors of other processes: who stands where since a line of the log."""

from __future__ import annotations

from organizer.domain.kinds import RegistrationStatus
from organizer.services.at_door.door import add_walk_in, check_in, check_out, undo
from organizer.services.at_door.door_news import last_line, news_of_door
from tests.evenings import STARTS, Evening, at, plan


def test_news_are_of_whom_the_newer_lines_are_and_of_nobody_else(evening: Evening) -> None:
    evening.going("Ana", "Bo", "Cy")
    db, meetup = evening.db, evening.meetup
    assert last_line(db) == 0 and news_of_door(db, meetup, 0).people == ()
    check_in(db, meetup, evening.code("Ana"), now=at(19))
    seen = last_line(db)
    check_in(db, evening.dyeing, evening.code("Bo"), now=at(19, 5))  # not booked: refused
    check_in(db, plan(db, "Elsewhere"), "noise", now=at(19, 6))
    zoe = add_walk_in(db, evening.knots, "Zoë", now=at(19, 7))
    news = news_of_door(db, meetup, seen)
    by_uid = {one.member_uid: one for one in news.people}
    assert by_uid.keys() == {evening.people["Bo"], zoe.member_uid}
    assert by_uid[evening.people["Bo"]].arrived_at is None
    assert by_uid[zoe.member_uid or ""].arrived_at == STARTS.replace(minute=7)
    assert by_uid[zoe.member_uid or ""].status is RegistrationStatus.GOING
    assert news_of_door(db, meetup, news.last_entry).people == ()


def test_news_tell_of_leaving_and_of_what_was_taken_back(evening: Evening) -> None:
    evening.invited("Ana", "Bo")
    db, meetup = evening.db, evening.meetup
    arrivals = [
        check_in(db, meetup, evening.code(name), now=at(19)).entry_id for name in ("Ana", "Bo")
    ]
    seen = last_line(db)
    check_out(db, meetup, evening.people["Ana"], now=at(20))
    undo(db, arrivals[1] or 0)
    ana, bo = news_of_door(db, meetup, seen).people
    assert (ana.arrived_at, ana.left_at) == (STARTS, STARTS.replace(hour=20))
    assert (bo.arrived_at, bo.status) == (None, RegistrationStatus.INVITED)
