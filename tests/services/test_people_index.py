"""Whom a name typed at the door means: the likely ones first, whatever was typed before."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.kinds import RegistrationStatus
from organizer.domain.names import fold
from organizer.domain.records import GuestRow
from organizer.domain.searching import SHORTEST_MISTYPED, begins_nearly
from organizer.services.at_door.people_index import PeopleIndex, find_people
from tests.evenings import STARTS


def guest(number: int, name: str) -> GuestRow:
    going = RegistrationStatus.GOING
    return GuestRow(number, number, f"uid-{number}", name, fold(name), going, 0, "")


def find(rows: list[GuestRow], typed: str, most: int = 8) -> list[str]:
    return [row.name for row in find_people([(fold(r.name), r) for r in rows], typed, most)]


def test_beginnings_then_guests_then_who_is_not_in_yet() -> None:
    here = replace(guest(1, "Ana Here"), arrived_at=STARTS)
    other = replace(guest(4, "Ana Other"), registration_id=0, status=None)
    rows = [here, guest(2, "Joana"), guest(3, "Ana Coming"), other]
    assert find(rows, "ana") == ["Ana Coming", "Ana Here", "Ana Other", "Joana"]
    assert find(rows, "ana", most=1) == ["Ana Coming"]
    assert find(rows, "an here") == ["Ana Here"]
    assert find(rows, " ") == find(rows, "zz") == []


def test_who_said_yes_stands_before_who_said_no() -> None:
    likeliest = ("going", "maybe", "invited", "waitlisted", "declined", "cancelled")
    rows = [
        replace(guest(number, f"Kim {word}"), status=RegistrationStatus(word))
        for number, word in enumerate(reversed(likeliest), start=1)
    ]
    here = replace(guest(8, "Kim here"), arrived_at=STARTS)
    other = replace(guest(9, "Kim other"), registration_id=0, status=None)
    found = find([other, here, *rows], "kim", most=9)
    assert found == [f"Kim {word}" for word in (*likeliest, "here", "other")]


def test_who_comes_is_found_behind_many_who_came() -> None:
    came = [replace(guest(n, f"Ana {n}"), arrived_at=STARTS) for n in range(1, 100)]
    assert find([*came, guest(100, "Ana Late")], "ana", most=3)[0] == "Ana Late"


def test_a_mistake_finds_who_is_meant_among_many_who_share_the_other_words() -> None:
    rows = [guest(n, f"Maria García {n}") for n in range(1, 600)]
    index = PeopleIndex([(fold(row.name), row) for row in rows])
    for typed in ("maria garcia", "maria gacria", "garcia marai"):
        assert [row.registration_id for row in index.find(typed, 3)] == [1, 2, 3], typed
    assert [row.name for row in index.find("gacria 599")] == ["Maria García 599"]


def test_who_comes_in_goes_behind_those_who_have_not() -> None:
    rows = [guest(n, f"Maria {n}") for n in range(1, 4)]
    index = PeopleIndex([(fold(row.name), row) for row in rows])
    assert [row.name for row in index.find("maria", 1)] == ["Maria 1"]
    index.put(0, replace(rows[0], arrived_at=STARTS))
    found = index.find("maria")
    assert [row.name for row in found] == ["Maria 2", "Maria 3", "Maria 1"]
    assert found[-1].arrived_at == STARTS


def plainly(rows: list[GuestRow], typed: str, most: int) -> list[GuestRow]:
    """The same by looking at everyone, with no thought of speed."""
    words = set(fold(typed).split())

    def place(row: GuestRow) -> int | None:
        text = fold(row.name)
        parts = text.split()
        if all(any(part.startswith(word) for part in parts) for word in words):
            return 0
        if all(word in text for word in words):
            return 1
        for word in words:
            is_near = any(begins_nearly(part, word) for part in parts)
            others = words - {word}
            if len(word) >= SHORTEST_MISTYPED and is_near and all(o in text for o in others):
                return 2
        return None

    found = [
        (place(row), row.registration_id == 0, row.arrived_at is not None, row) for row in rows
    ]
    ranked = sorted((one for one in found if one[0] is not None), key=lambda one: one[:3])
    return [one[3] for one in ranked][:most] if words else []


NAMES = st.lists(st.sampled_from(["ana", "anna", "maria", "marai", "joana", "mia"]), max_size=3)
PEOPLE = st.lists(st.tuples(NAMES, st.booleans(), st.booleans()), max_size=12)
TYPED = st.lists(
    st.lists(st.sampled_from(["an", "ana", "mari", "maria", "mraia", "oan", "m"]), max_size=3),
    min_size=1,
    max_size=4,
)


@given(PEOPLE, TYPED, st.integers(1, 8))
def test_it_finds_what_looking_at_everyone_finds(
    people: list[tuple[list[str], bool, bool]], typed: list[list[str]], most: int
) -> None:
    rows = [
        replace(
            guest(number, " ".join(name)),
            registration_id=number + 1 if is_guest else 0,
            arrived_at=STARTS if is_here else None,
        )
        for number, (name, is_guest, is_here) in enumerate(people)
    ]
    index = PeopleIndex([(fold(row.name), row) for row in rows])
    for words in typed:
        assert index.find(" ".join(words), most) == plainly(rows, " ".join(words), most)
