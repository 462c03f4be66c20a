"""Who in a list is known already: rule 5, clause by clause."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.matching import Outcome, People, Person
from organizer.domain.records import PersonRow


def row(name: str, *emails: str, id: str = "", system: str = "Meetup", **more: object) -> PersonRow:
    return PersonRow(
        row=2,
        name=name,
        emails=emails,
        external_system=system if id else "",
        external_id=id,
        **more,  # type: ignore[arg-type]
    )


def taken(people: People, *rows: PersonRow) -> list[Outcome]:
    return [outcome for _row, _person, outcome in people.take_list(rows)]


def stored(people: People) -> People:
    """Return the same people as the next import finds them in the file."""
    return People(
        Person(
            name=one.name,
            id=number,
            addresses=list(one.addresses),
            sources=set(one.sources),
            tags=list(one.tags),
            joined_on=one.joined_on,
            do_not_write=one.do_not_write,
            notes=one.notes,
            attended=one.attended,
            last_on=one.last_on,
            yes=one.yes,
            no_shows=one.no_shows,
            fields=dict(one.fields),
        )
        for number, one in enumerate(people.everyone, start=1)
    )


def names(people: People) -> list[str]:
    return [one.name for one in people.everyone]


ADDED, UPDATED, UNCHANGED = Outcome.ADDED, Outcome.UPDATED, Outcome.UNCHANGED


def test_the_same_id_in_the_same_system_is_the_same_person_under_another_name() -> None:
    people = People([Person("Ana", 1, sources={("Meetup", "7")})])
    assert taken(people, row("Ana Lima", id="7")) == [UPDATED]
    assert names(people) == ["Ana Lima"], "the system that knows the id knows the name"


def test_the_same_id_in_another_system_is_nobody_known() -> None:
    people = People([Person("Ana", 1, sources={("Meetup", "7")})])
    assert taken(people, row("Bo", id="7", system="Luma")) == [ADDED]


def test_the_same_name_and_a_shared_address() -> None:
    people = People([Person("Ana Lima", 1, addresses=["a@x.org", "ana@x.org"])])
    assert taken(people, row("ANA  LÍMA", "ANA@x.org", "new@x.org")) == [UPDATED]
    assert people.everyone[0].addresses == ["a@x.org", "ana@x.org", "new@x.org"]
    assert names(people) == ["Ana Lima"], "a name is not respelt by a list that has no id"


def test_the_same_name_and_other_addresses_are_two_people() -> None:
    people = People([Person("Kim", 1, addresses=["kim@x.org"])])
    assert taken(people, row("Kim", "kim@y.org")) == [ADDED]


def test_an_address_alone_merges_nobody() -> None:
    people = People([])
    family = (row("Ana", "home@x.org"), row("Bo", "home@x.org"), row("Cy", "home@x.org"))
    assert taken(people, *family) == [ADDED] * 3
    assert taken(stored(people), *family) == [UNCHANGED] * 3


def test_the_same_name_where_one_side_has_no_address() -> None:
    without = People([Person("Ana", 1)])
    assert taken(without, row("ana", "ana@x.org")) == [UPDATED]
    assert without.everyone[0].addresses == ["ana@x.org"]
    assert taken(People([Person("Ana", 1, addresses=["ana@x.org"])]), row("Ana")) == [UNCHANGED]


def test_two_people_called_kim_stay_two_also_at_the_second_import() -> None:
    people = People([])
    kims = (row("Kim"), row("Kim"))
    assert taken(people, *kims) == [ADDED, ADDED]
    again = stored(people)
    assert taken(again, *kims) == [UNCHANGED, UNCHANGED]
    assert taken(stored(again), *kims, row("Kim")) == [UNCHANGED, UNCHANGED, ADDED]


def test_one_kim_with_an_address_and_one_without_stay_two() -> None:
    people = People([])
    kims = (row("Kim"), row("Kim", "kim@x.org"))
    assert taken(people, *kims) == [ADDED, ADDED]
    assert taken(stored(people), *kims) == [UNCHANGED, UNCHANGED]
    assert taken(stored(people), *reversed(kims)) == [UNCHANGED, UNCHANGED]


def test_two_ids_in_one_system_are_two_people_of_one_name() -> None:
    people = People([Person("Kim", 1, sources={("Meetup", "1")})])
    assert taken(people, row("Kim", id="2")) == [ADDED]


def test_who_bought_two_tickets_is_known_by_both_ids() -> None:
    people = People([])
    assert taken(people, row("Ana", "a@x.org", id="1"), row("Ana", "a@x.org", id="2")) == [
        ADDED,
        UPDATED,
    ]
    assert taken(stored(people), row("Ana", id="2"), row("Ana", id="1")) == [UNCHANGED] * 2


def test_who_is_twice_in_one_list_is_one_person() -> None:
    people = People([])
    assert taken(people, row("Ana", "a@x.org"), row("Ana", "a@x.org")) == [ADDED, UNCHANGED]
    assert len(people.everyone) == 1


def test_blank_never_overwrites_what_is_filled() -> None:
    ana = Person(
        "Ana",
        1,
        addresses=["a@x.org"],
        sources={("Meetup", "7")},
        tags=["host"],
        joined_on=date(2019, 5, 2),
        do_not_write=True,
        notes="Loom 3",
        attended=28,
        last_on=date(2019, 5, 2),
        yes=30,
        no_shows=2,
        fields={"City": "Porto"},
    )
    assert taken(People([ana]), row("", id="7", fields=(("City", ""),))) == [UNCHANGED]
    assert ana.name == "Ana" and not ana.is_changed


def test_what_a_list_knows_more_is_taken_over() -> None:
    ana = Person("Ana", 1, tags=["Host"], joined_on=date(2020, 1, 1), notes="Loom 3")
    more = row(
        "Ana",
        tags=("host", "dyeing"),
        joined_on=date(2019, 5, 2),
        notes="Vegan",
        do_not_write=True,
        earlier_attended=28,
        fields=(("City", "Porto"),),
    )
    assert taken(People([ana]), more) == [UPDATED]
    assert ana.tags == ["Host", "dyeing"]
    assert ana.joined_on == date(2019, 5, 2), "who was a member earlier was one"
    assert ana.notes == "Loom 3\nVegan"
    assert ana.do_not_write and ana.attended == 28 and ana.fields == {"City": "Porto"}


def test_rows_that_contradict_each_other_are_nothing_new_the_second_time() -> None:
    people = People([])
    tickets = (row("Ana", id="7", earlier_yes=1), row("Ana Lima", id="7", earlier_yes=2))
    taken(people, *tickets)
    again = stored(people)
    taken(again, *tickets)
    assert not any(person.is_changed for person in again.everyone)


@st.composite
def a_list(draw: st.DrawFn) -> list[PersonRow]:
    """A list of few people, so that they meet; it has a column of ids or has none."""
    system = draw(st.sampled_from(["", "Meetup", "Luma"]))
    return [
        row(
            name,
            *emails,
            id=f"{name.lower()} {number}" if system else "",  # an id has one name
            system=system,
            notes=notes,
        )
        for name, emails, number, notes in draw(
            st.lists(
                st.tuples(
                    st.sampled_from(["Kim", "kim", "Ana", "Bo"]),
                    st.lists(st.sampled_from(["a@x.org", "b@x.org", "A@x.org"]), max_size=2),
                    st.integers(1, 3),
                    st.sampled_from(["", "vegan"]),
                ),
                max_size=7,
            )
        )
    ]


lists = a_list()


@given(lists)
def test_the_second_import_of_any_list_changes_nothing(rows: list[PersonRow]) -> None:
    people = People([])
    people.take_list(rows)
    again = stored(people)
    again.take_list(rows)
    assert names(again) == names(people), "nobody is made twice"
    assert not [person for person in again.everyone if person.is_changed]


@given(lists, lists)
def test_nothing_that_was_known_is_lost(first: list[PersonRow], second: list[PersonRow]) -> None:
    people = People([])
    people.take_list(first)
    people.take_list(second)
    addresses = {address.casefold() for one in people.everyone for address in one.addresses}
    assert addresses == {address.casefold() for one in (*first, *second) for address in one.emails}


def merged() -> Person:
    """Return who was made of Kim and Kimberly, with ids of both and the visits of both."""
    return Person(
        "Kim",
        1,
        sources={("Meetup", "1"), ("Meetup", "2")},
        attended=15,
        yes=16,
        last_on=date(2019, 5, 2),
        fields={"City": "Kiel"},
        other_names=("Kimberly",),
    )


def test_who_was_made_of_two_is_found_by_both_rows_and_not_made_less() -> None:
    people = People([merged()])
    rows = (
        row("Kim", id="1", earlier_attended=10, earlier_yes=11, fields=(("City", "Bonn"),)),
        row("Kimberly", id="2", earlier_attended=5, earlier_last_attended=date(2018, 1, 1)),
    )
    assert taken(people, *rows) == [UNCHANGED, UNCHANGED]
    [kim] = people.everyone
    assert (kim.name, kim.attended, kim.yes) == ("Kim", 15, 16)
    assert kim.last_on == date(2019, 5, 2)
    assert kim.fields == {"City": "Kiel"}


def test_who_was_made_of_two_counts_once_for_each_name() -> None:
    twins = Person("Kim", 1, other_names=("Kim",))
    assert taken(People([twins]), row("Kim"), row("Kim"), row("Kim")) == [
        UNCHANGED,
        UNCHANGED,
        ADDED,
    ]
    both = Person("Kim", 1, other_names=("Kimberly",))
    assert taken(People([both]), row("Kim"), row("Kim"), row("Kimberly")) == [
        UNCHANGED,
        ADDED,
        UNCHANGED,
    ]
