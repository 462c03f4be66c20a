"""Events that repeat: laid out on the wall, changed one by one or together, ended, laid out further."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from organizer.domain.drafts import EventDraft, QuestionDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import EventKind, EventStatus, RegistrationStatus, Scope
from organizer.domain.records import EventRow
from organizer.domain.times import instant
from organizer.models.database import Database
from organizer.services import undoing
from organizer.services.answers import guests
from organizer.services.answers.guest_answers import keep_answers_and_wishes
from organizer.services.plans import duplicating, events, series
from organizer.services.plans.beside import Beside
from organizer.services.plans.questions import draft_of as question_draft
from organizer.services.plans.questions import list_questions, set_questions
from tests.evenings import ZONE, Evening

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
FIRST = datetime(2026, 12, 1, 19, 0)


def draft(starts: datetime = FIRST, **more: object) -> EventDraft:
    made = EventDraft(
        title="Loom night",
        starts=starts,
        ends=starts + timedelta(hours=2),
        timezone=ZONE,
        venue="Mill",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def plan(db: Database, rule: str, **more: object) -> series.Repeated:
    return series.add_series(db, draft(**more), rule, now=NOW)  # type: ignore[arg-type]


def rows(db: Database, made: series.Repeated | None = None) -> list[EventRow]:
    return [row for row in events.list_events(db) if row.series and row.title != "other"]


def starts(db: Database) -> list[str]:
    return [f"{row.starts:%m-%d %H:%M}" for row in rows(db) if row.status is EventStatus.PLANNED]


def change(
    db: Database,
    uid: str,
    scope: Scope,
    *,
    rule: str | None = None,
    skipped: list[datetime] | None = None,
    **changes: object,
) -> int:
    row = events.get_event(db, uid)
    new = replace(events.draft_of(row), **changes)  # type: ignore[arg-type]
    return series.change_dates(db, uid, new, scope, rule=rule, skipped=skipped, now=NOW)


def test_every_first_tuesday_is_a_real_event_each(db: Database) -> None:
    made = plan(db, "FREQ=MONTHLY;BYDAY=1TU;COUNT=4")
    assert starts(db) == ["12-01 19:00", "01-05 19:00", "02-02 19:00", "03-02 19:00"]
    assert [row.uid for row in rows(db)] == list(made.uids)
    assert {row.series for row in rows(db)} == {made.series}
    assert rows(db)[0].slot == FIRST


def test_the_wall_time_stays_when_clocks_change(db: Database) -> None:
    plan(db, "FREQ=WEEKLY;COUNT=4", starts=datetime(2027, 3, 16, 19))
    assert {row.starts.hour for row in rows(db)} == {19}
    assert [row.starts_at.hour for row in rows(db)] == [18, 18, 17, 17]


def test_a_rule_without_end_reaches_a_year_ahead_and_is_laid_out_further(
    db: Database, evening: Evening
) -> None:
    made = plan(db, "FREQ=MONTHLY;BYDAY=1TU")
    assert len(made.uids) == 12
    assert series.lay_out_further(db, NOW + timedelta(days=20)) == 0, "not each day anew"
    assert series.lay_out_further(db, datetime(2027, 3, 20, tzinfo=UTC)) == 4
    assert starts(db)[-1] == "03-07 19:00"
    assert undoing.turns(db).back.startswith("“Loom night” planned"), "it is no step of anybody"


def test_who_is_on_all_dates_is_on_further_ones_too(db: Database, evening: Evening) -> None:
    made = plan(db, "FREQ=MONTHLY;BYDAY=1TU", capacity=1)
    for uid in made.uids:
        evening.going("Ana", event=uid)
        evening.invited("Bo", event=uid)
    evening.invited("Cy", event=made.uids[-1])
    guests.set_status(db, made.uids[3], evening.person("Bo"), RegistrationStatus.CANCELLED)
    series.lay_out_further(db, datetime(2027, 2, 20, tzinfo=UTC))
    new = rows(db)[-1]
    assert new.uid not in made.uids
    assert evening.status("Ana", new.uid) == "going"
    assert evening.status("Bo", new.uid) == "", "was taken off one of them"
    assert evening.status("Cy", new.uid) == ""


def test_skipped_dates_are_left_out_and_still_counted(db: Database) -> None:
    christmas = datetime(2026, 12, 22, 19)
    series.add_series(db, draft(), "FREQ=WEEKLY;COUNT=5", skipped=[christmas, FIRST], now=NOW)
    assert starts(db) == ["12-08 19:00", "12-15 19:00", "12-29 19:00"]


def test_what_cannot_be_is_a_sentence(db: Database, evening: Evening) -> None:
    before = len(events.list_events(db))
    with pytest.raises(UserError, match="gives no date"):
        plan(db, "FREQ=WEEKLY;UNTIL=20261101")
    with pytest.raises(UserError, match="gives no date"):
        plan(db, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
    with pytest.raises(UserError, match="more than 1000"):
        plan(db, "FREQ=DAILY;UNTIL=21991231")
    with pytest.raises(UserError, match="repeats with it"):
        plan(db, "FREQ=WEEKLY;COUNT=3", kind=EventKind.WORKSHOP, part_of=evening.meetup)
    assert len(events.list_events(db)) == before


def test_this_one_changes_alone(db: Database) -> None:
    made = plan(db, "FREQ=WEEKLY;COUNT=4")
    changed = change(
        db, made.uids[1], Scope.THIS, starts=FIRST + timedelta(days=8), ends=FIRST + timedelta(9)
    )
    assert changed == 1
    assert starts(db) == ["12-01 19:00", "12-09 19:00", "12-15 19:00", "12-22 19:00"]
    assert rows(db)[1].slot == FIRST + timedelta(days=7)


def test_all_dates_move_along_and_what_was_changed_alone_stays(db: Database) -> None:
    made = plan(db, "FREQ=WEEKLY;BYDAY=TU;COUNT=4")
    alone = FIRST + timedelta(days=14, hours=-2)
    change(db, made.uids[2], Scope.THIS, starts=alone, ends=alone + timedelta(hours=2))
    change(db, made.uids[1], Scope.THIS, title="Dye night", venue="Barn")
    later = FIRST.replace(hour=20)
    number = change(
        db,
        made.uids[0],
        Scope.ALL,
        starts=later,
        ends=later + timedelta(hours=3),
        title="Looms",
        venue="Hall",
    )
    assert starts(db) == ["12-01 20:00", "12-08 20:00", "12-15 17:00", "12-22 20:00"]
    assert [row.title for row in rows(db)] == ["Looms", "Dye night", "Looms", "Looms"]
    assert [row.venue for row in rows(db)] == ["Hall", "Barn", "Hall", "Hall"]
    assert rows(db)[1].ends - rows(db)[1].starts == timedelta(hours=3)
    assert number == 2, "above what any of them had"


def test_wording_raises_no_sequence(db: Database) -> None:
    made = plan(db, "FREQ=WEEKLY;COUNT=3")
    assert change(db, made.uids[1], Scope.ALL, title="Looms", description="Tea") == 0
    assert [row.title for row in rows(db)] == ["Looms"] * 3


def test_another_room_is_told_to_all_of_its_dates(db: Database) -> None:
    made = plan(db, "FREQ=WEEKLY;COUNT=3")
    assert change(db, made.uids[0], Scope.ALL, room="Attic") == 0, "a first room is only wording"
    assert change(db, made.uids[1], Scope.THIS, room="Cellar") == 1
    assert change(db, made.uids[0], Scope.ALL, room="attic") == 0, "the same room, said otherwise"
    assert change(db, made.uids[0], Scope.ALL, room="Hall") == 2
    assert [row.room for row in rows(db)] == ["Hall", "Cellar", "Hall"]


def test_all_moved_to_another_weekday(db: Database) -> None:
    made = plan(db, "FREQ=MONTHLY;BYDAY=1TU;COUNT=4")
    to = datetime(2026, 12, 9, 18)
    change(db, made.uids[0], Scope.ALL, starts=to, ends=to + timedelta(hours=2))
    assert starts(db) == ["12-09 18:00", "01-13 18:00", "02-10 18:00", "03-10 18:00"]
    assert [row.uid for row in rows(db)] == list(made.uids), "each is still the same event"
    assert rows(db)[0].rule == "FREQ=MONTHLY;COUNT=4;BYDAY=2WE"


def test_this_and_following_become_a_series_of_their_own(db: Database) -> None:
    made = plan(db, "FREQ=WEEKLY;BYDAY=TU;COUNT=5")
    to = FIRST + timedelta(days=14, hours=1)
    workshop = draft(FIRST + timedelta(days=21), kind=EventKind.WORKSHOP, title="Knots")
    events.add_event(db, replace(workshop, part_of=made.uids[3]))
    change(db, made.uids[2], Scope.FOLLOWING, starts=to, ends=to + timedelta(hours=2))
    (knots,) = events.workshops_of(db, made.uids[3])
    assert knots.starts == FIRST + timedelta(days=21, hours=1), "it goes along with its date"
    assert starts(db) == ["12-01 19:00", "12-08 19:00", "12-15 20:00", "12-22 20:00", "12-29 20:00"]
    old, new = rows(db)[0], rows(db)[2]
    assert [row.series for row in rows(db)] == [old.series] * 2 + [new.series] * 3
    assert old.series == made.series != new.series
    assert old.rule == "FREQ=WEEKLY;UNTIL=20261208T190000;BYDAY=TU"
    assert new.rule == "FREQ=WEEKLY;COUNT=3;BYDAY=TU"
    for uid, words in ((old.uid, "since 15 Dec 2026"), (new.uid, "until 8 Dec 2026")):
        found = series.series_of_event(db, uid, now=NOW)
        assert found is not None
        assert [words in sentence for sentence in found.told_apart] == [True]


def test_another_rule_keeps_dates_that_fit_and_makes_the_others(
    db: Database, evening: Evening
) -> None:
    made = plan(db, "FREQ=WEEKLY;BYDAY=TU;COUNT=4")
    for uid in made.uids:
        evening.going("Ana", event=uid)
    change(db, made.uids[0], Scope.ALL, rule="FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6")
    assert starts(db) == [
        "12-01 19:00", "12-03 19:00", "12-08 19:00", "12-10 19:00", "12-15 19:00", "12-17 19:00",
    ]  # fmt: skip
    kept = [row.uid for row in rows(db)]
    assert kept[0::2] == list(made.uids[:3])
    assert [evening.status("Ana", uid) for uid in kept] == ["going"] * 6
    beside, row = Beside(), events.get_event(db, kept[0])
    rule = "FREQ=WEEKLY;BYDAY=TU"
    series.change_dates(
        db, row.uid, events.draft_of(row), Scope.ALL, rule=rule, now=NOW, beside=beside
    )
    off = [one.uid for one in events.list_events(db) if one.status is EventStatus.CANCELLED]
    assert off and sorted(beside.cancelled) == sorted(off)
    assert "“Loom night” on 3 Dec 2026, so it is cancelled" in beside.cancelled_words()[0]


def test_the_date_from_which_another_rule_goes_follows_it_too(db: Database) -> None:
    due = FIRST - timedelta(days=2)
    made = plan(db, "FREQ=WEEKLY;BYDAY=TU;COUNT=4", answer_by=due)
    change(db, made.uids[1], Scope.FOLLOWING, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=3")
    assert starts(db) == ["12-01 19:00", "12-10 19:00", "12-17 19:00", "12-24 19:00"]
    moved = rows(db)[1]
    assert moved.uid == made.uids[1] and moved.ends == moved.starts + timedelta(hours=2)
    assert moved.answer_by == moved.starts - timedelta(days=2)


def test_skipping_and_taking_back_in_the_form(db: Database) -> None:
    made = plan(db, "FREQ=WEEKLY;COUNT=4")
    second = FIRST + timedelta(days=7)
    change(db, made.uids[0], Scope.ALL, skipped=[second])
    assert starts(db) == ["12-01 19:00", "12-15 19:00", "12-22 19:00"]
    change(db, made.uids[0], Scope.ALL, skipped=[])
    assert starts(db) == ["12-01 19:00", "12-08 19:00", "12-15 19:00", "12-22 19:00"]


def test_past_dates_stay_as_they_were(db: Database) -> None:
    made = plan(db, "FREQ=WEEKLY;BYDAY=TU;COUNT=4", starts=datetime(2026, 10, 20, 19))
    to = datetime(2026, 11, 3, 18)
    change(db, made.uids[2], Scope.ALL, starts=to, ends=to + timedelta(hours=2), title="Looms")
    assert starts(db) == ["10-20 19:00", "10-27 19:00", "11-03 18:00", "11-10 18:00"]
    assert [row.title for row in rows(db)] == ["Loom night"] * 2 + ["Looms"] * 2
    assert {row.series for row in rows(db)} == {made.series}


def test_calling_off_one_the_rest_or_all(db: Database) -> None:
    made = plan(db, "FREQ=WEEKLY;BYDAY=TU")
    assert series.cancel_dates(db, made.uids[1], Scope.THIS, now=NOW) == 1
    assert len(rows(db)) == len(made.uids)
    series.cancel_dates(db, made.uids[4], Scope.FOLLOWING, now=NOW)
    assert starts(db) == ["12-01 19:00", "12-15 19:00", "12-22 19:00"]
    assert [row.status for row in rows(db)].count(EventStatus.CANCELLED) == 2
    assert series.lay_out_further(db, datetime(2028, 1, 1, tzinfo=UTC)) == 0
    series.cancel_dates(db, made.uids[0], Scope.ALL, now=NOW)
    assert starts(db) == []


def test_who_answered_knows_of_a_date_which_is_called_off_then(
    db: Database, evening: Evening
) -> None:
    made = plan(db, "FREQ=WEEKLY;COUNT=3")
    evening.going("Ana", event=made.uids[1])
    evening.invited("Bo", event=made.uids[2])
    for uid in made.uids[1:]:
        series.skip_date(db, uid)
    assert [row.status for row in rows(db)] == [EventStatus.PLANNED, EventStatus.CANCELLED]


def test_the_only_date_of_a_series_cannot_be_skipped(db: Database) -> None:
    made = plan(db, "FREQ=YEARLY")
    for uid in made.uids[1:]:
        assert series.skip_date(db, uid)
    with pytest.raises(UserError, match="Cancel it instead"):
        series.skip_date(db, made.uids[0])
    assert series.lay_out_further(db, datetime(2028, 1, 1, tzinfo=UTC)) == 2


def test_ending_a_series(db: Database) -> None:
    made = plan(db, "FREQ=MONTHLY;BYDAY=1TU")
    series.end_series(db, made.uids[1], now=NOW)
    assert starts(db) == ["12-01 19:00", "01-05 19:00"]
    assert rows(db)[0].rule == "FREQ=MONTHLY;UNTIL=20270105T190000;BYDAY=1TU"


def test_each_is_one_step_to_take_back(db: Database, evening: Evening) -> None:
    made = plan(db, "FREQ=WEEKLY;BYDAY=TU;COUNT=4")
    for uid in made.uids:
        evening.invited("Ana", event=uid)
    before = events.list_events(db)
    to = FIRST + timedelta(days=8)
    change(db, made.uids[1], Scope.FOLLOWING, starts=to, ends=to + timedelta(hours=1))
    undoing.take_back(db)
    series.end_series(db, made.uids[1], now=NOW)
    assert len(rows(db)) == 2
    undoing.take_back(db)
    series.skip_date(db, made.uids[1])
    assert len(rows(db)) == 3
    undoing.take_back(db)
    change(db, made.uids[0], Scope.ALL, rule="FREQ=DAILY;COUNT=3")
    undoing.take_back(db)
    assert events.list_events(db) == before
    undoing.take_again(db)
    assert starts(db) == ["12-01 19:00", "12-02 19:00", "12-03 19:00"]


def test_an_event_that_stood_alone_repeats(db: Database, evening: Evening) -> None:
    evening.going("Ana")
    row = events.get_event(db, evening.meetup)
    uid = series.repeat_event(
        db, row.uid, events.draft_of(row), "FREQ=WEEKLY;COUNT=3", now=NOW
    ).series
    found = series.series_of_event(db, evening.meetup)
    assert found is not None and found.uid == uid and found.words == "every Tuesday, 3 times"
    assert [f"{one.starts:%m-%d}" for one in found.dates] == ["11-24", "12-01", "12-08"]
    assert evening.status("Ana", found.dates[0].uid) == "going"
    assert evening.status("Ana", found.dates[2].uid) == "", "she said yes to one evening"


def test_guests_of_a_series_are_on_all_its_dates_to_come(db: Database, evening: Evening) -> None:
    made = plan(db, "FREQ=WEEKLY;COUNT=3", starts=FIRST, capacity=1)
    people = [evening.person("Ana"), evening.person("Bo")]
    evening.invited("Bo", event=made.uids[0])
    added = guests.add_guests(db, made.series, people, status=RegistrationStatus.GOING)
    assert (added.registered, added.waitlisted, added.already) == (3, 2, 1)
    assert undoing.turns(db).back == "5 places on 3 dates of “Loom night” given"


def test_the_next_one_like_this(db: Database, evening: Evening) -> None:
    like = duplicating.next_like(db, evening.meetup, datetime(2026, 11, 1))
    assert like.starts == datetime(2026, 12, 22, 19), "the fourth Tuesday again"
    assert (like.title, like.venue) == ("Loom night", "Mill")
    later = duplicating.next_like(db, evening.meetup, datetime(2027, 2, 1))
    assert later.starts == datetime(2027, 2, 23, 19)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-12-01", "2027-01-05"),
        ("2026-11-24", "2026-12-22"),
        ("2026-12-15", "2027-01-19"),
        ("2026-12-29", "2027-01-26"),
        ("2027-01-31", "2027-02-28"),
        ("2026-10-31", "2026-11-28"),
    ],
)
def test_the_same_weekday_of_the_next_month(day: str, expected: str) -> None:
    wall = datetime.fromisoformat(f"{day}T19:00")
    assert f"{duplicating.next_month(wall):%Y-%m-%d}" == expected


def test_the_next_one_has_the_workshops_too(db: Database, evening: Evening) -> None:
    like = duplicating.next_like(db, evening.meetup, datetime(2026, 12, 30))
    assert like.starts == datetime(2027, 1, 26, 19)
    uid = duplicating.plan_next(db, evening.meetup, like)
    workshops = events.workshops_of(db, uid)
    assert [row.title for row in workshops] == [
        row.title for row in events.workshops_of(db, evening.meetup)
    ]
    assert {row.starts.date() for row in workshops} == {like.starts.date()}
    undoing.take_back(db)
    assert all(row.uid != uid for row in events.list_events(db))


def test_later_dates_get_the_same_workshops(db: Database, evening: Evening) -> None:
    row = events.get_event(db, evening.meetup)
    series.repeat_event(db, row.uid, events.draft_of(row), "FREQ=WEEKLY;COUNT=3", now=NOW)
    assert duplicating.give_workshops(db, row.uid, now=NOW) == 4
    assert duplicating.give_workshops(db, row.uid, now=NOW) == 0
    found = series.series_of_event(db, row.uid)
    assert found is not None
    third = events.workshops_of(db, found.dates[2].uid)
    assert len(third) == 2 and third[0].starts.date() == found.dates[2].starts.date()
    assert instant(third[0].starts, ZONE) == third[0].starts_at


def test_the_next_one_like_this_is_on_a_day_that_is_free(db: Database) -> None:
    made = plan(db, "FREQ=MONTHLY;BYDAY=1TU;COUNT=4")
    series.skip_date(db, made.uids[2])
    like = duplicating.next_like(db, made.uids[0], datetime(2026, 11, 1))
    assert like.starts == datetime(2027, 4, 6, 19), "January to March are the series'"
    duplicating.plan_next(db, made.uids[0], like)
    again = duplicating.next_like(db, made.uids[0], datetime(2026, 11, 1))
    assert again.starts == datetime(2027, 5, 4, 19)


def test_where_the_paid_mark_shows_is_changed_together_and_goes_along(db: Database) -> None:
    made = plan(db, "FREQ=MONTHLY;BYDAY=1TU", price="12 €", paid_at_door=False)
    assert {(row.paid_at_door, row.paid_on_badge) for row in rows(db)} == {(False, False)}
    change(db, made.uids[1], Scope.THIS, paid_on_list=False)
    change(db, made.uids[2], Scope.FOLLOWING, paid_on_badge=True)
    change(db, made.uids[-1], Scope.ALL, paid_on_recap=False)
    marks = [(row.paid_on_list, row.paid_on_badge, row.paid_on_recap) for row in rows(db)]
    assert marks == [(True, False, True), (False, False, True), *[(True, True, False)] * 10]
    series.lay_out_further(db, datetime(2027, 3, 20, tzinfo=UTC))
    further = rows(db)[-1]
    again = duplicating.next_like(db, further.uid, further.starts)
    for one in (further, again):
        assert (one.paid_at_door, one.paid_on_badge, one.paid_on_recap) == (False, True, False)


def test_what_is_asked_changes_on_all_dates_that_ask_the_same(
    db: Database, evening: Evening
) -> None:
    made = plan(db, "FREQ=MONTHLY;BYDAY=1TU;COUNT=4", questions=(QuestionDraft("Diet?"),))
    evening.going("Ana", event=made.uids[2])
    (diet,) = list_questions(db, made.uids[2])
    keep_answers_and_wishes(db, made.uids[2], evening.person("Ana"), {diet.uid: "vegan"}, None)
    set_questions(db, made.uids[1], [QuestionDraft("Loom?")])
    (diet,) = list_questions(db, made.uids[0])
    now = replace(question_draft(diet), wording="Food?")
    change(db, made.uids[0], Scope.ALL, questions=(QuestionDraft("Late?"), now))
    wordings = [[one.wording for one in list_questions(db, uid)] for uid in made.uids]
    assert wordings == [["Late?", "Food?"], ["Loom?"], ["Late?", "Food?"], ["Late?", "Food?"]]
    (ana,) = guests.list_guests(db, made.uids[2])
    assert [text for _uid, text in ana.answers] == ["vegan"]
    undoing.take_back(db)
    assert [one.wording for one in list_questions(db, made.uids[3])] == ["Diet?"]
