"""What one member is to be told: a whole series, some of its dates, or an event that stands alone.

A calendar object is known by its UID, and a date of a series by its RECURRENCE-ID beside that. Who
is on the list of all dates to come gets the series as one object with its rule; who is on some of
them gets those dates alone, under the same UID.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from organizer.domain.kinds import EventStatus, RegistrationStatus
from organizer.domain.records import InvitationRecord, Recurrence
from organizer.models.tables import (
    Event,
    Member,
    Registration,
    SentInvitation,
    Series,
)
from organizer.services.out.rounds import Round
from organizer.services.out.standing import CANCEL, REQUEST, Standing
from organizer.services.plans.series_dates import ON_LIST
from organizer.services.plans.series_objects import (
    object_of,
    read_recurrence,
    recurrence_of,
    written_recurrence,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be remembered of one registration once its letter is written."""

    registration_id: int
    method: str
    sequence: int
    uid: str
    recurrence: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One calendar object for one member."""

    member_uid: str
    invitation: InvitationRecord
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Correspondence:
    """One member, and all their places: on the events asked for, and on the rest of the series."""

    round: Round
    member: Member
    email: str
    places: list[Standing]
    asked: set[int]

    def letters(self, series: Series | None, coming: Sequence[int] | None) -> list[Letter]:
        """Return what to write.

        `coming` are the ids of the dates to come where the whole series is asked for, else None.
        """
        here = [one for one in self.places if one.event.id in self.asked]
        strange = [one for one in here if one.is_told and not self._is_known(one, series)]
        letters = self._take_back(strange)
        fresh = {id(one) for one in strange}
        # What was told under another UID is taken back there, and not told here yet.
        here = [replace(one, sent=None) if id(one) in fresh else one for one in here]
        if series is not None and coming is not None and self._is_whole(series, here, coming):
            return letters + self._whole(series, here)
        return letters + self._dates(series, here)

    def _is_known(self, place: Standing, series: Series | None) -> bool:
        """Whether what a calendar was told is still known by the same UID and date."""
        assert place.sent is not None
        if series is None:
            return place.told_uid == place.event.uid and not place.sent.recurrence
        same_date = written_recurrence(recurrence_of(series, place.event))
        return place.told_uid == series.uid and place.sent.recurrence in ("", same_date)

    def _holds(self, series: Series) -> bool:
        return any(
            one.sent is not None
            and one.is_told
            and (one.told_uid, one.sent.recurrence) == (series.uid, "")
            for one in self.places
        )

    def _is_whole(self, series: Series, here: Sequence[Standing], coming: Sequence[int]) -> bool:
        on_list = {one.event.id for one in here if one.registration.status in ON_LIST}
        return self._holds(series) or (bool(coming) and set(coming) <= on_list)

    # One letter about a whole series

    def _whole(self, series: Series, here: Sequence[Standing]) -> list[Letter]:
        current = [one for one in here if one.is_on]
        gone = [one for one in here if one.is_gone]
        old = [one for one in current if one.is_told]
        outdated = [one for one in old if one.is_outdated]
        is_new = any(one.is_new for one in current)
        if not current and gone:
            return self._without_dates_to_come(series, gone)
        if is_new or (outdated and len(outdated) == len(old)) or (self.round.everyone and current):
            return self._series(series, current, gone)
        return self._dates(series, here)

    def _without_dates_to_come(self, series: Series, gone: Sequence[Standing]) -> list[Letter]:
        """What is past stays in their calendar; where nothing is, the series is taken out."""
        if self._past(series):
            return self._series(series, (), gone)
        sequence = max(series.sequence, *(one.event.sequence for one in gone))
        record = replace(self._record(gone[0], CANCEL), uid=series.uid, sequence=sequence)
        return [self._letter(record, self._marks(gone, CANCEL, series.uid))]

    def _past(self, series: Series) -> list[Standing]:
        """Return the dates before now that their calendar holds as part of the series."""
        return [
            one
            for one in self.places
            if one.event.ends_at <= self.round.moment
            and one.sent is not None
            and one.is_on
            and one.is_told
            and (one.told_uid, one.sent.recurrence) == (series.uid, "")
        ]

    def _series(
        self, series: Series, current: Sequence[Standing], gone: Sequence[Standing]
    ) -> list[Letter]:
        places = {one.event.id: one for one in (*self._past(series), *current)}
        whole = object_of(
            series,
            [one.event for one in places.values()],
            lambda event: self._said(places[event.id]),
        )
        if whole is None:
            return self._dates(series, [*current, *gone])
        model = places[whole.model.id]
        record = replace(
            self._record(model, REQUEST, with_deadline=False),
            uid=series.uid,
            sequence=series.sequence,
            starts=whole.starts,
            ends=whole.ends,
            timezone=series.timezone,
            created_at=series.created_at,
            repeats=whole.repeats,
            more=tuple(self._date(series, places[one.id], REQUEST, False) for one in whole.unlike),
        )
        marks = self._marks(current, REQUEST, series.uid) + self._marks(gone, CANCEL, series.uid)
        return [self._letter(record, marks)]

    def _said(self, place: Standing) -> tuple[object, ...]:
        """All that a component says of one date beside its times."""
        event, registration = place.event, place.registration
        told = self.round.told_of(event, with_deadline=False)
        where = self.round.place_of(event)
        return event.title, told, event.url, where, registration.status, registration.plus

    # Letters about single dates, and about events that do not repeat

    def _dates(self, series: Series | None, here: Sequence[Standing]) -> list[Letter]:
        everyone = self.round.everyone
        told = [one for one in here if one.is_new or one.is_outdated]
        if everyone:
            waits = RegistrationStatus.WAITLISTED
            told = [
                one
                for one in here
                if one.is_new
                or (one.is_on and one.is_told and one.registration.status is not waits)
            ]
        gone = [one for one in here if one.is_gone or (everyone and self._was_cancelled(one))]
        letters = []
        for places, method in ((told, REQUEST), (gone, CANCEL)):
            if places:
                letters.append(self._some(series, places, method))
        return letters

    def _was_cancelled(self, place: Standing) -> bool:
        """Whether a cancellation was sent that `everyone` gets again."""
        is_off = (
            place.event.status is EventStatus.CANCELLED
            or place.registration.status is RegistrationStatus.CANCELLED
        )
        return is_off and place.sent is not None

    def _some(self, series: Series | None, places: Sequence[Standing], method: str) -> Letter:
        if series is None:
            assert len(places) == 1
            return self._letter(
                self._record(places[0], method),
                self._marks(places, method, places[0].event.uid),
            )
        first, *more = (self._date(series, one, method, True) for one in places)
        holds = self._holds(series)
        marks = tuple(
            Mark(
                one.registration.id,
                method,
                one.event.sequence,
                series.uid,
                "" if holds else written_recurrence(recurrence_of(series, one.event)),
            )
            for one in places
        )
        return self._letter(replace(first, more=tuple(more)), marks)

    def _date(
        self, series: Series, place: Standing, method: str, with_deadline: bool
    ) -> InvitationRecord:
        return replace(
            self._record(place, method, with_deadline=with_deadline),
            uid=series.uid,
            recurrence=recurrence_of(series, place.event),
        )

    # What was told under a UID, or for a date, that is no longer theirs

    def _take_back(self, strange: Sequence[Standing]) -> list[Letter]:
        by_uid: dict[tuple[str, bool], list[Standing]] = defaultdict(list)
        for one in strange:
            assert one.sent is not None
            by_uid[one.told_uid, bool(one.sent.recurrence)].append(one)
        return [
            self._letter_to_old(uid, places, is_whole=not is_date)
            for (uid, is_date), places in by_uid.items()
        ]

    def _letter_to_old(self, uid: str, places: Sequence[Standing], *, is_whole: bool) -> Letter:
        if is_whole and (kept := self._what_is_left_of(uid, places)):
            return kept
        records = [self._old_record(uid, one) for one in places[: 1 if is_whole else None]]
        record = replace(records[0], more=tuple(records[1:]))
        return self._letter(record, self._marks(places, CANCEL, uid))

    def _what_is_left_of(self, uid: str, places: Sequence[Standing]) -> Letter | None:
        """Return the series from which dates were moved into another, as far as it is theirs."""
        session = self.round.session
        series = session.scalars(select(Series).where(Series.uid == uid)).one_or_none()
        if series is None:
            return None
        rows = session.execute(
            select(Event, Registration, SentInvitation)
            .join(Registration, Registration.event_id == Event.id)
            .outerjoin(SentInvitation, SentInvitation.registration_id == Registration.id)
            .where(Event.series_id == series.id, Registration.member_id == self.member.id)
            .order_by(Event.starts_at)
        )
        left = [Standing(*row) for row in rows]
        other = replace(self, places=left)
        coming = [one for one in left if one.is_on and one.event.ends_at > self.round.moment]
        if not coming and not other._past(series):
            return None
        letter = other._series(series, coming, [one for one in left if one.is_gone])[0]
        return replace(letter, marks=(*letter.marks, *self._marks(places, CANCEL, uid)))

    def _old_record(self, uid: str, place: Standing) -> InvitationRecord:
        assert place.sent is not None
        recurrence: Recurrence | None = read_recurrence(place.sent.recurrence)
        sequence = max(place.sent.sequence + 1, place.event.sequence)
        record = replace(self._record(place, CANCEL), uid=uid, sequence=sequence)
        if recurrence is None:
            return record
        length = record.ends - record.starts
        return replace(
            record,
            recurrence=recurrence,
            starts=recurrence.slot,
            ends=recurrence.slot + length,
            timezone=recurrence.timezone,
        )

    # What all of them are made of

    def _letter(self, record: InvitationRecord, marks: tuple[Mark, ...]) -> Letter:
        return Letter(self.member.uid, record, marks)

    def _marks(self, places: Sequence[Standing], method: str, uid: str) -> tuple[Mark, ...]:
        return tuple(
            Mark(one.registration.id, method, one.event.sequence, uid, "") for one in places
        )

    def _record(
        self, place: Standing, method: str, *, with_deadline: bool = True
    ) -> InvitationRecord:
        event, community = place.event, self.round.community
        return InvitationRecord(
            uid=event.uid,
            method=method,
            sequence=event.sequence,
            title=event.title,
            description=self.round.told_of(event, with_deadline=with_deadline),
            starts=event.starts,
            ends=event.ends,
            timezone=event.timezone,
            venue=self.round.place_of(event),
            url=event.url,
            organizer_name=community.organizer_name or community.name,
            organizer_email=community.organizer_email,
            community=community.name,
            attendee_name=self.member.name,
            attendee_email=self.email,
            status=place.registration.status,
            plus=place.registration.plus,
            created_at=event.created_at,
            modified_at=event.modified_at,
        )
