"""Venues: two entries of one place become one, and guests hear of a new address."""

from __future__ import annotations

from pathlib import Path

import pytest

from organizer.domain.drafts import VenueDraft
from organizer.domain.errors import UserError
from organizer.services.out.inviting import write_invitations
from organizer.services.plans.events import change_event, draft_of, get_event
from organizer.services.plans.venues import (
    add_venue,
    change_venue,
    find_venue,
    list_venues,
    remove_venue,
)
from organizer.services.undoing import take_back
from tests.evenings import STARTS, Evening, at, plan


def change(evening: Evening, name: str, draft: VenueDraft) -> str:
    venue = find_venue(evening.db, name)
    assert venue is not None
    return change_venue(evening.db, venue.uid, draft, now=at(12))


def test_a_place_keeps_what_one_needs_to_get_in(evening: Evening) -> None:
    change(evening, "Mill", VenueDraft("Mill", "Lane 12", "Ring twice", 40, ("Attic", "Attic", "")))
    [venue] = list_venues(evening.db)
    assert (venue.address, venue.access_notes, venue.capacity) == ("Lane 12", "Ring twice", 40)
    assert venue.rooms == ("Attic",)
    assert venue.events == 3


def test_a_name_in_use_makes_two_entries_one_place(evening: Evening) -> None:
    plan(evening.db, "Elsewhere")
    old = add_venue(evening.db, VenueDraft("Old mill", "Lane 12", "Ring twice", 40, ("Attic",)))
    kept = change(evening, "Mill", VenueDraft("old  MILL", rooms=("Cellar",)))
    assert kept == old
    [venue] = list_venues(evening.db)
    assert (venue.name, venue.address, venue.events) == ("Old mill", "Lane 12", 4)
    assert venue.rooms == ("Attic", "Cellar")
    assert get_event(evening.db, evening.meetup).venue == "Old mill"
    take_back(evening.db)
    assert {one.name: one.events for one in list_venues(evening.db)} == {"Mill": 4, "Old mill": 0}


def test_guests_hear_of_a_changed_address_only(evening: Evening, tmp_path: Path) -> None:
    evening.person("Ana", "ana@example.org")
    evening.going("Ana")

    def written() -> list[str]:
        made = write_invitations(evening.db, evening.meetup, tmp_path / "out", force=True)
        return [one.ics.read_bytes().decode().replace("\r\n ", "") for one in made]

    change(evening, "Mill", VenueDraft("Mill", "Lane 12\nRiverside", "Ring twice"))
    [first] = written()
    assert "LOCATION:Mill\\, Lane 12\\, Riverside" in first
    assert "Getting in: Ring twice" in first
    change(evening, "Mill", VenueDraft("The mill", "Lane 12, Riverside", "Ring three times"))
    assert written() == []
    change(evening, "The mill", VenueDraft("The mill", "Lane 14, Riverside", "Ring three times"))
    [update] = written()
    assert "Lane 14" in update and "SEQUENCE:1" in update


def test_what_was_is_not_told_of_again(evening: Evening) -> None:
    change(evening, "Mill", VenueDraft("Mill", "Lane 12"))
    venue = find_venue(evening.db, "mill")
    assert venue is not None
    change_venue(evening.db, venue.uid, VenueDraft("Mill", "Lane 14"), now=at(23))
    row = get_event(evening.db, evening.meetup)
    assert change_event(evening.db, row.uid, draft_of(row)) == 0


def test_the_room_and_the_deadline_stand_in_the_invitation(
    evening: Evening, tmp_path: Path
) -> None:
    evening.person("Ana", "ana@example.org")
    evening.going("Ana")
    draft = draft_of(get_event(evening.db, evening.meetup))
    draft.room, draft.price, draft.materials = "Attic", "12 €", "a needle"
    draft.answer_by = STARTS.replace(day=20, hour=18)
    change_event(evening.db, evening.meetup, draft)
    [one] = write_invitations(evening.db, evening.meetup, tmp_path / "out")
    text = one.ics.read_bytes().decode().replace("\r\n ", "")
    assert "LOCATION:Attic\\, Mill" in text
    assert "Please answer by Friday\\, 20 November 2026\\, 18:00." in text
    assert "It costs 12 €." in text and "Please bring: a needle" in text


def test_only_a_place_without_events_can_be_removed(evening: Evening) -> None:
    uid = add_venue(evening.db, VenueDraft("Barn"))
    remove_venue(evening.db, uid)
    assert find_venue(evening.db, "Barn") is None
    mill = find_venue(evening.db, "Mill")
    assert mill is not None
    with pytest.raises(UserError, match="Events are held at “Mill”"):
        remove_venue(evening.db, mill.uid)
    with pytest.raises(UserError, match="already"):
        add_venue(evening.db, VenueDraft("MILL"))


def test_another_room_is_told_but_not_the_first_one(evening: Evening) -> None:
    draft = draft_of(get_event(evening.db, evening.meetup))
    sequences = []
    for room in ("Attic", "attic", "Cellar", ""):
        draft.room = room
        sequences.append(change_event(evening.db, evening.meetup, draft))
    assert sequences == [0, 0, 1, 2]
