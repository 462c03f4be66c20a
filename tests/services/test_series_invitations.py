"""Invitations to events that repeat: who gets what object, and that it gives exactly their dates."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from organizer.domain.drafts import EventDraft, MemberDraft, QuestionDraft
from organizer.domain.kinds import EventStatus, FieldKind, RegistrationStatus, Scope
from organizer.models.database import Database, open_database
from organizer.services import communities, undoing
from organizer.services.answers import guests
from organizer.services.out import exporting
from organizer.services.out.inviting import WrittenInvitation, count_due, write_invitations
from organizer.services.people import members
from organizer.services.plans import events, series
from organizer.services.plans.questions import set_questions
from tests.evenings import ZONE, Evening

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
FIRST = datetime(2026, 12, 1, 19, 0)
Span = tuple[datetime, datetime]


def expanded(calendars: list[Calendar], most: int = 400) -> dict[str, set[Span]]:
    """Return the spans in UTC that files put into an empty calendar, one after the other, by UID."""
    masters: dict[str, Any] = {}
    singles: dict[tuple[str, datetime], Any] = {}
    for calendar in calendars:
        cancels = calendar["METHOD"] == "CANCEL"
        for event in calendar.walk("VEVENT"):
            uid = str(event["UID"])
            if "RECURRENCE-ID" in event:
                key = uid, event["RECURRENCE-ID"].dt.astimezone(UTC)
                assert key not in singles or singles[key]["SEQUENCE"] <= event["SEQUENCE"]
                singles[key] = event
                continue
            assert uid not in masters or masters[uid]["SEQUENCE"] <= event["SEQUENCE"]
            for key in [key for key in singles if key[0] == uid]:
                del singles[key]
            if cancels:
                masters.pop(uid, None)
            else:
                masters[uid] = event
    found: dict[str, set[Span]] = {}
    for uid, master in masters.items():
        found.setdefault(uid, set()).update(_spans(uid, master, singles, most))
    for (uid, _moment), event in singles.items():
        if event["STATUS"] != "CANCELLED":
            found.setdefault(uid, set()).add(_span(event["DTSTART"].dt, event["DTEND"].dt))
    return {uid: spans for uid, spans in found.items() if spans}


def _spans(uid: str, master: Any, singles: dict[tuple[str, datetime], Any], most: int) -> set[Span]:
    start, end = master["DTSTART"].dt, master["DTEND"].dt
    if "RRULE" not in master:
        return {_span(start, end)}
    every = rrulestr(master["RRULE"].to_ical().decode(), dtstart=start)
    skipped = master.get("EXDATE", [])
    skipped = skipped if isinstance(skipped, list) else [skipped]
    out = {one.dt.astimezone(UTC) for part in skipped for one in part.dts}
    wall = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    spans = set()
    for number, slot in enumerate(every):
        if number >= most:
            break
        moment = slot.astimezone(UTC)
        if moment not in out and (uid, moment) not in singles:
            ends = (slot.replace(tzinfo=None) + wall).replace(tzinfo=slot.tzinfo)
            # Some calendars keep the hours on the wall, some the length; both must be right.
            is_laid_out = slot.replace(tzinfo=None) - start.replace(tzinfo=None) < timedelta(330)
            lasts = end.astimezone(UTC) - start.astimezone(UTC)
            assert not is_laid_out or ends.astimezone(UTC) - moment == lasts
            spans.add(_span(slot, ends))
    return spans


def _span(start: datetime, end: datetime) -> Span:
    return start.astimezone(UTC), end.astimezone(UTC)


def spans_of(db: Database, uids: tuple[str, ...] | list[str]) -> set[Span]:
    """Return the spans in UTC of the events of these uids that take place."""
    return {
        (row.starts_at, row.ends_at)
        for row in events.list_events(db)
        if row.uid in uids and row.status is EventStatus.PLANNED
    }


class Post:
    """Writes invitations into folders, and keeps what each person's calendar was sent."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db, self.folder, self.times = db, folder, 0
        self.calendars: dict[str, list[Calendar]] = {}

    def __call__(
        self, what: str, *, everyone: bool = False, now: datetime = NOW
    ) -> list[WrittenInvitation]:
        self.times += 1
        folder = self.folder / f"post {self.times}"
        written = write_invitations(self.db, what, folder, everyone=everyone, now=now)
        for one in written:
            name = one.email.partition("@")[0]
            calendar = Calendar.from_ical(one.ics.read_bytes())
            assert calendar["METHOD"] == one.method
            self.calendars.setdefault(name, []).append(calendar)
        return written

    def told(self, what: str, *, everyone: bool = False) -> list[tuple[str, str, int]]:
        return [
            (one.email.partition("@")[0], one.method, one.sequence)
            for one in self(what, everyone=everyone)
        ]

    def last(self, name: str) -> Calendar:
        return self.calendars[name][-1]

    def holds(self, name: str) -> dict[str, set[Span]]:
        """What their calendar shows now, by UID."""
        return expanded(self.calendars[name])


@pytest.fixture
def post(evening: Evening, tmp_path: Path) -> Post:
    for name in ("Ana", "Bo", "Cy"):
        evening.person(name, f"{name.lower()}@x.org")
    return Post(evening.db, tmp_path)


def plan(db: Database, rule: str, **more: Any) -> series.Repeated:
    made = EventDraft(
        title="Loom night",
        starts=FIRST,
        ends=FIRST + timedelta(hours=2),
        timezone=ZONE,
        venue="Mill",
    )
    return series.add_series(db, replace(made, **more), rule, now=NOW)


def change(db: Database, uid: str, scope: Scope, rule: str | None = None, **changes: Any) -> int:
    new = replace(events.draft_of(events.get_event(db, uid)), **changes)
    return series.change_dates(db, uid, new, scope, rule=rule, now=NOW)


def take_off(evening: Evening, name: str, uid: str) -> None:
    guests.set_status(evening.db, uid, evening.person(name), RegistrationStatus.CANCELLED)


def test_who_is_on_all_dates_gets_the_series_as_one_object(evening: Evening, post: Post) -> None:
    made = plan(evening.db, "FREQ=MONTHLY;BYDAY=1TU")
    evening.invited("Ana", event=made.series)
    assert count_due(evening.db, made.series, now=NOW) == 1
    written = post(made.series)
    assert [(one.email, one.method, one.sequence) for one in written] == [
        ("ana@x.org", "REQUEST", 0)
    ]
    (event,) = post.last("ana").walk("VEVENT")
    assert event["UID"] == made.series
    assert event["RRULE"].to_ical() == b"FREQ=MONTHLY;BYDAY=1TU"
    assert "RECURRENCE-ID" not in event and "EXDATE" not in event
    assert event["DTSTART"].params["TZID"] == ZONE
    assert event["ATTENDEE"] == "mailto:ana@x.org"
    mail = message_from_bytes(written[0].eml.read_bytes(), policy=default)
    body = mail.get_body(("plain",))
    assert body is not None
    assert "Repeats: every first Tuesday of the month" in body.get_content()
    assert post(made.series) == []
    assert count_due(evening.db, made.series, now=NOW) == 0


def test_who_is_on_some_dates_gets_those_under_the_same_uid(evening: Evening, post: Post) -> None:
    made = plan(evening.db, "FREQ=WEEKLY;COUNT=4")
    evening.invited("Bo", event=made.uids[1])
    evening.invited("Bo", event=made.uids[3])
    assert post.told(made.series) == [("bo", "REQUEST", 0)]
    found = post.last("bo").walk("VEVENT")
    assert [str(one["UID"]) for one in found] == [made.series] * 2
    assert ["RRULE" in one for one in found] == [False, False]
    assert [one["RECURRENCE-ID"].dt for one in found] == [one["DTSTART"].dt for one in found]
    assert post.holds("bo") == {made.series: spans_of(evening.db, [made.uids[1], made.uids[3]])}
    assert post(made.series) == []


def test_one_date_of_a_series_is_told_by_its_recurrence(evening: Evening, post: Post) -> None:
    made = plan(evening.db, "FREQ=WEEKLY;COUNT=4")
    evening.invited("Ana", event=made.uids[2])
    assert post.told(made.uids[2]) == [("ana", "REQUEST", 0)]
    (event,) = post.last("ana").walk("VEVENT")
    assert event["UID"] == made.series and "RECURRENCE-ID" in event
    assert post(made.series) == []


def test_dates_changed_alone_are_told_in_the_same_file(evening: Evening, post: Post) -> None:
    db = evening.db
    made = plan(db, "FREQ=WEEKLY;COUNT=5")
    to = FIRST + timedelta(days=8)
    change(db, made.uids[1], Scope.THIS, starts=to, ends=to + timedelta(hours=3))
    change(db, made.uids[2], Scope.THIS, title="Dye night")
    series.skip_date(db, made.uids[3])
    evening.invited("Ana", event=made.series)
    assert post.told(made.series) == [("ana", "REQUEST", 1)]
    master, moved, renamed = post.last("ana").walk("VEVENT")
    assert len(master["EXDATE"].dts) == 1
    assert master["EXDATE"].dts[0].dt.hour == 19
    assert moved["RECURRENCE-ID"].dt.replace(tzinfo=None) == FIRST + timedelta(days=7)
    assert (renamed["SUMMARY"], master["SUMMARY"]) == ("Dye night", "Loom night")
    assert post.holds("ana") == {made.series: spans_of(db, made.uids)}


def test_one_moved_date_is_told_alone(evening: Evening, post: Post) -> None:
    db = evening.db
    made = plan(db, "FREQ=WEEKLY;BYDAY=TU")
    evening.invited("Ana", "Bo", event=made.series)
    post(made.series)
    to = FIRST + timedelta(days=8)
    assert change(db, made.uids[1], Scope.THIS, starts=to, ends=to + timedelta(hours=2)) == 1
    assert post.told(made.series) == [("ana", "REQUEST", 1), ("bo", "REQUEST", 1)]
    (event,) = post.last("ana").walk("VEVENT")
    assert event["RECURRENCE-ID"].dt.replace(tzinfo=None) == FIRST + timedelta(days=7)
    assert spans_of(db, made.uids) <= post.holds("ana")[made.series]
    assert post(made.series) == []


def test_one_date_called_off_is_cancelled_alone(evening: Evening, post: Post) -> None:
    db = evening.db
    made = plan(db, "FREQ=WEEKLY;COUNT=4")
    evening.invited("Ana", event=made.series)
    post(made.series)
    series.cancel_dates(db, made.uids[2], Scope.THIS, now=NOW)
    evening.invited("Bo", event=made.series)
    assert post.told(made.series) == [("ana", "CANCEL", 1), ("bo", "REQUEST", 0)]
    (event,) = post.last("ana").walk("VEVENT")
    assert (event["STATUS"], event["UID"]) == ("CANCELLED", made.series)
    assert "RECURRENCE-ID" in event
    (master,) = post.last("bo").walk("VEVENT")
    assert "EXDATE" in master, "who was never told of it just does not get it"
    for name in ("ana", "bo"):
        assert post.holds(name) == {made.series: spans_of(db, made.uids)}
    assert post(made.series) == []


def test_who_is_taken_off_one_date_keeps_the_others(evening: Evening, post: Post) -> None:
    db = evening.db
    made = plan(db, "FREQ=WEEKLY;COUNT=4")
    evening.invited("Ana", event=made.series)
    post(made.series)
    take_off(evening, "Ana", made.uids[1])
    assert post.told(made.series) == [("ana", "CANCEL", 0)]
    left = [uid for uid in made.uids if uid != made.uids[1]]
    assert post.holds("ana") == {made.series: spans_of(db, left)}
    later = FIRST + timedelta(hours=1)
    change(db, made.uids[0], Scope.ALL, starts=later, ends=later + timedelta(hours=2))
    assert post.told(made.series) == [("ana", "REQUEST", 1)]
    assert post.holds("ana") == {made.series: spans_of(db, left)}
    for uid in left:
        take_off(evening, "Ana", uid)
    assert post.told(made.series) == [("ana", "CANCEL", 1)]
    assert post.holds("ana") == {}


def test_a_moved_series_is_told_anew_to_everyone(evening: Evening, post: Post) -> None:
    db = evening.db
    made = plan(db, "FREQ=WEEKLY;COUNT=4")
    evening.invited("Ana", event=made.series)
    evening.invited("Bo", event=made.uids[1])
    post(made.series)
    later = FIRST + timedelta(hours=1)
    change(db, made.uids[0], Scope.ALL, starts=later, ends=later + timedelta(hours=2))
    assert post.told(made.series) == [
        ("ana", "REQUEST", 1),
        ("bo", "CANCEL", 1),  # by the date that it no longer has
        ("bo", "REQUEST", 1),
    ]
    assert post.holds("ana") == {made.series: spans_of(db, made.uids)}
    assert post.holds("bo") == {made.series: spans_of(db, [made.uids[1]])}
    assert post(made.series) == []


def test_a_new_wording_is_told_only_when_asked_for(evening: Evening, post: Post) -> None:
    made = plan(evening.db, "FREQ=WEEKLY;COUNT=4")
    evening.invited("Ana", event=made.series)
    evening.invited("Bo", event=made.uids[1])
    post(made.series)
    change(evening.db, made.uids[0], Scope.ALL, title="Looms")
    assert post(made.series) == []
    assert post.told(made.series, everyone=True) == [("ana", "REQUEST", 0), ("bo", "REQUEST", 0)]
    assert {str(one["SUMMARY"]) for one in post.last("ana").walk("VEVENT")} == {"Looms"}


def test_this_and_following_leaves_the_old_dates_and_gives_the_new(
    evening: Evening, post: Post
) -> None:
    db = evening.db
    made = plan(db, "FREQ=WEEKLY;BYDAY=TU")
    evening.invited("Ana", event=made.series)
    evening.invited("Bo", event=made.uids[0])
    evening.invited("Bo", event=made.uids[3])
    post(made.series)
    to = FIRST + timedelta(days=15)
    change(db, made.uids[2], Scope.FOLLOWING, starts=to, ends=to + timedelta(hours=2))
    new = events.get_event(db, made.uids[2]).series
    assert new is not None
    post(new)
    post(made.series)
    ana = post.holds("ana")
    assert ana[made.series] == spans_of(db, made.uids[:2])
    assert spans_of(db, made.uids[2:]) <= ana[new]
    assert post.holds("bo") == {
        made.series: spans_of(db, [made.uids[0]]),
        new: spans_of(db, [made.uids[3]]),
    }
    assert post(new) == [] and post(made.series) == []


def test_a_series_called_off_leaves_nothing(evening: Evening, post: Post) -> None:
    db = evening.db
    made = plan(db, "FREQ=WEEKLY;BYDAY=TU")
    evening.invited("Ana", event=made.series)
    evening.invited("Bo", event=made.uids[1])
    post(made.series)
    series.cancel_dates(db, made.uids[0], Scope.ALL, now=NOW)
    told = post.told(made.series)
    assert [(name, method) for name, method, _number in told] == [
        ("ana", "CANCEL"),
        ("bo", "CANCEL"),
    ]
    (event,) = post.last("ana").walk("VEVENT")
    assert event["STATUS"] == "CANCELLED" and "RECURRENCE-ID" not in event
    assert post.holds("ana") == post.holds("bo") == {}
    assert post(made.series) == []


def test_an_ended_series_ends_in_calendars_and_what_was_stays(evening: Evening, post: Post) -> None:
    db = evening.db
    made = plan(db, "FREQ=WEEKLY;BYDAY=TU")
    evening.invited("Ana", event=made.series)
    post(made.series)
    series.end_series(db, made.uids[1], now=NOW)
    post(made.series)
    assert post.holds("ana") == {made.series: spans_of(db, made.uids[:2])}


def test_what_is_past_stays_in_calendars_when_the_rest_is_called_off(
    evening: Evening, post: Post
) -> None:
    db = evening.db
    made = plan(db, "FREQ=WEEKLY;BYDAY=TU")
    evening.invited("Ana", event=made.series)
    post(made.series)
    later = datetime(2026, 12, 10, tzinfo=UTC)
    series.cancel_dates(db, made.uids[2], Scope.FOLLOWING, now=later)
    (written,) = post(made.series, now=later)
    assert written.method == "REQUEST"
    assert post.holds("ana") == {made.series: spans_of(db, made.uids[:2])}


def test_dates_laid_out_later_are_in_the_calendar_already(evening: Evening, post: Post) -> None:
    db = evening.db
    made = plan(db, "FREQ=MONTHLY;BYDAY=1TU")
    evening.invited("Ana", event=made.series)
    post(made.series)
    later = datetime(2027, 3, 20, tzinfo=UTC)
    assert series.lay_out_further(db, later)
    assert post(made.series, now=later) == []
    every = [row.uid for row in events.list_events(db) if row.series]
    assert spans_of(db, every) <= post.holds("ana")[made.series]


def test_answers_differ_by_date(evening: Evening, post: Post) -> None:
    db = evening.db
    made = plan(db, "FREQ=WEEKLY;COUNT=3")
    evening.going("Ana", event=made.series)
    guests.set_status(db, made.uids[1], evening.person("Ana"), RegistrationStatus.DECLINED)
    post(made.series)
    master, declined = post.last("ana").walk("VEVENT")
    assert master["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert declined["ATTENDEE"].params["PARTSTAT"] == "DECLINED"


def test_the_waitlist_of_one_date_keeps_only_that_from_them(evening: Evening, post: Post) -> None:
    db = evening.db
    made = plan(db, "FREQ=WEEKLY;COUNT=3", capacity=1)
    evening.going("Ana", event=made.uids[1])
    evening.going("Bo", event=made.series)
    post(made.series)
    assert post.holds("bo") == {made.series: spans_of(db, [made.uids[0], made.uids[2]])}
    take_off(evening, "Ana", made.uids[1])
    assert ("bo", "REQUEST", 0) in post.told(made.series)
    assert post.holds("bo") == {made.series: spans_of(db, made.uids)}


def test_an_event_that_repeats_from_now_on_is_taken_over(evening: Evening, post: Post) -> None:
    db = evening.db
    evening.invited("Ana")
    post(evening.meetup)
    row = events.get_event(db, evening.meetup)
    uid = series.repeat_event(
        db, row.uid, events.draft_of(row), "FREQ=WEEKLY;COUNT=3", now=NOW
    ).series
    post(uid)
    found = series.series_of_event(db, row.uid)
    assert found is not None
    assert post.holds("ana") == {uid: spans_of(db, [row.uid])}
    evening.invited("Ana", event=uid)
    post(uid)
    assert post.holds("ana") == {uid: spans_of(db, [one.uid for one in found.dates])}


def test_a_taken_back_split_is_taken_back_in_calendars(evening: Evening, post: Post) -> None:
    db = evening.db
    made = plan(db, "FREQ=WEEKLY;COUNT=4")
    evening.invited("Ana", event=made.series)
    post(made.series)
    to = FIRST + timedelta(days=15)
    change(db, made.uids[2], Scope.FOLLOWING, starts=to, ends=to + timedelta(hours=2))
    new = events.get_event(db, made.uids[2]).series
    assert new is not None
    post(new)
    undoing.take_back(db)
    post(made.series)
    assert post.holds("ana") == {made.series: spans_of(db, made.uids)}
    assert post(made.series) == []


def test_a_calendar_of_a_series(evening: Evening, tmp_path: Path) -> None:
    db = evening.db
    made = plan(db, "FREQ=WEEKLY;COUNT=5")
    to = FIRST + timedelta(days=8)
    change(db, made.uids[1], Scope.THIS, starts=to, ends=to + timedelta(hours=2))
    series.skip_date(db, made.uids[2])
    series.cancel_dates(db, made.uids[3], Scope.THIS, now=NOW)
    file = tmp_path / "series.ics"
    assert exporting.write_calendar(db, file, [made.series], now=NOW) == 4
    calendar = Calendar.from_ical(file.read_bytes())
    assert expanded([calendar]) == {made.series: spans_of(db, made.uids)}
    states = [str(one["STATUS"]) for one in calendar.walk("VEVENT")]
    assert states == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert exporting.write_calendar(db, file, force=True, now=NOW) == 7
    assert b"@" not in file.read_bytes()


weekdays = st.lists(st.sampled_from("MO TU WE TH FR SA SU".split()), min_size=1, unique=True)
rules = st.one_of(
    st.builds("FREQ=DAILY;INTERVAL={};COUNT={}".format, st.integers(1, 9), st.integers(1, 40)),
    st.builds(
        lambda n, days, end: f"FREQ=WEEKLY;INTERVAL={n};BYDAY={','.join(days)}{end}",
        st.integers(1, 3),
        weekdays,
        st.sampled_from(["", ";COUNT=9", ";UNTIL=20270605", ";UNTIL=20270701T010000Z"]),
    ),
    st.builds(
        lambda nth, day, end: f"FREQ=MONTHLY;BYDAY={nth}{day}{end}",
        st.sampled_from([1, 2, 3, 4, 5, -1, -2]),
        st.sampled_from("MO SU FR".split()),
        st.sampled_from(["", ";COUNT=6", ";UNTIL=20270830T000000"]),
    ),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, st.sampled_from([1, 15, 29, 31, -1])),
)
starts = st.builds(
    lambda day, minutes: datetime(2026, 12, 1) + timedelta(days=day, minutes=15 * minutes),
    st.integers(0, 150),
    st.sampled_from([0, 4, 8, 9, 10, 11, 12, 76, 92]),
)
zones = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo", "Africa/Casablanca"]
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example is a file: no shrinking
)
@given(
    rule=rules,
    start=starts,
    minutes=st.sampled_from([45, 120, 540, 1800]),
    zone=zones,
    taken=st.sets(st.integers(0, 30)),
    moved=st.integers(0, 8),
)
def test_a_file_gives_exactly_the_events(
    tmp_path_factory: pytest.TempPathFactory,
    template_file: Path,
    rule: str,
    start: datetime,
    minutes: int,
    zone: str,
    taken: set[int],
    moved: int,
) -> None:
    folder = tmp_path_factory.mktemp("series")
    db = open_database(Path(shutil.copy(template_file, folder / "c.organizer")))
    try:
        whose = communities.draft_of(communities.describe(db))
        communities.change_community(db, replace(whose, timezone=zone))
        draft = EventDraft(
            title="Loom", starts=start, ends=start + timedelta(minutes=minutes), timezone=zone
        )
        made = series.add_series(db, draft, rule, now=NOW)
        ana = members.add_member(db, MemberDraft("Ana", emails=("ana@x.org",)))
        guests.add_guests(db, made.series, [ana])
        if moved < len(made.uids):
            row = events.get_event(db, made.uids[moved])
            plan = replace(
                events.draft_of(row),
                starts=row.starts + timedelta(hours=26),
                ends=row.ends + timedelta(hours=26),
            )
            series.change_dates(db, row.uid, plan, Scope.THIS, now=NOW)
        off = [uid for number, uid in enumerate(made.uids) if number in taken]
        on = [uid for uid in made.uids if uid not in off]
        post = Post(db, folder)
        post(made.series)
        for uid in off:
            guests.set_status(db, uid, ana, RegistrationStatus.CANCELLED)
        post(made.series)
        last = max((row.ends_at for row in events.list_events(db)), default=NOW)
        held = post.holds("ana").get(made.series, set())
        assert {one for one in held if one[1] <= last} == spans_of(db, on)
    finally:
        db.close()


def test_a_series_says_what_its_dates_ask(evening: Evening, post: Post) -> None:
    diet = QuestionDraft("What do you eat?", FieldKind.CHOICE, ("anything", "vegan"))
    made = plan(evening.db, "FREQ=MONTHLY;BYDAY=1TU;COUNT=4", questions=(diet,))
    evening.invited("Ana", event=made.series)
    asks = "Please tell us when you answer:\n– What do you eat? (anything, vegan)"
    (written,) = post(made.series)
    body = message_from_bytes(written.eml.read_bytes(), policy=default).get_body(("plain",))
    assert body is not None and asks in body.get_content().replace("\r\n", "\n")
    (event,) = post.last("ana").walk("VEVENT")
    assert event["DESCRIPTION"] == asks
    set_questions(evening.db, made.uids[2], [diet, QuestionDraft("Bringing a loom?")])
    post(made.series, everyone=True)
    usual, other = post.last("ana").walk("VEVENT")
    assert usual["DESCRIPTION"] == asks and "RECURRENCE-ID" not in usual
    assert other["DESCRIPTION"] == f"{asks}\n– Bringing a loom?"
    assert other["RECURRENCE-ID"].dt.date().isoformat() == "2027-02-02"
    assert post.holds("ana") == {made.series: spans_of(evening.db, made.uids)}
