"""Who may be in the list twice: which pairs are found, how much they weigh, and which are none."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from organizer.domain.alike_names import NameLikeness, compare_names, name_words
from organizer.domain.likeness import Likeness, Sign, Strength, Traits, likely_duplicates
from organizer.domain.phones import is_same_phone, phone_key
from organizer.intake.people import read_people
from tests.evenings import shared_data

STRONG, LIKELY, POSSIBLE = Strength.STRONG, Strength.LIKELY, Strength.POSSIBLE


def found(*people: Traits, apart: tuple[tuple[int, int], ...] = ()) -> list[Likeness]:
    return likely_duplicates(people, apart=apart)


def person(number: int, name: str, *addresses: str, phone: str = "", id: str = "") -> Traits:
    system, _, external = id.rpartition(":")
    ids = ((system, external),) if id else ()
    return Traits(number, (name,), addresses, (phone,) if phone else (), ids)


def judged(one: Traits, other: Traits) -> tuple[Strength | None, list[Sign]]:
    pairs = found(one, other)
    if not pairs:
        return None, []
    [pair] = pairs
    return pair.strength, [reason.sign for reason in pair.reasons]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ana Lima", "ANA  LÍMA", NameLikeness.SAME),
        ("Kim", "kim", NameLikeness.SAME_SHORT),
        ("佐藤花", "佐藤花", NameLikeness.SAME),
        ("Ana Lima", "Lima, Ana", NameLikeness.OTHER_ORDER),
        ("Ludmila Novak", "Ludmilla Novak", NameLikeness.SLIP),
        ("Ludmila Novak", "Lumdila Novak", NameLikeness.SLIP),
        ("Ирина Котова", "Ирина Катова", NameLikeness.SLIP),
        ("Maria Weber", "Daria Weber", NameLikeness.LOOSE_SLIP),
        ("Martin Weber", "Martina Weber", NameLikeness.LOOSE_SLIP),
        ("John Brown", "Joan Brown", NameLikeness.LOOSE_SLIP),
        ("Jürgen Müller", "Juergen Mueller", NameLikeness.SPELLING),
        ("Jürgen Müller", "Jurgen Muller", NameLikeness.SAME),
        ("Müller, Jürgen", "Juergen Mueller", NameLikeness.SPELLING),
        ("Karl Weiß", "Carl Weiss", NameLikeness.SPELLING),
        ("Jon Snow", "John Snow", NameLikeness.SPELLING),
        ("Stephanie Braun", "Stefanie Braun", NameLikeness.SPELLING),
        ("Christof Meyer", "Kristoph Maier", NameLikeness.SPELLING),
        ("Sue Li", "Su Li", NameLikeness.LOOSE_SLIP),
        ("Michael Novak", "Michelle Novak", NameLikeness.FAMILY),
        ("Johanna Weber", "Joanna Kim", NameLikeness.NONE),
        ("A. Lima", "Ana Lima", NameLikeness.INITIALS),
        ("Ana M. Lima", "Ana Maria Lima", NameLikeness.INITIALS),
        ("Alex Weber", "Alexander Weber", NameLikeness.SHORT_FORM),
        ("Ana Lima", "Ana Lima Souza", NameLikeness.PART),
        ("Ana", "Ana Lima", NameLikeness.ONE_WORD),
        ("Ana Lima", "Bea Lima", NameLikeness.FAMILY),
        ("Guest 1", "Guest 2", NameLikeness.FAMILY),
        ("Ana Lima", "Bea Kim", NameLikeness.NONE),
        ("Bob Weber", "Robert Weber", NameLikeness.FAMILY),
    ],
)
def test_how_alike_two_names_are(one: str, other: str, alike: NameLikeness) -> None:
    assert compare_names(name_words(one), name_words(other)) is alike
    assert compare_names(name_words(other), name_words(one)) is alike


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+49 170 1234567", "0170/1234567", True),
        ("+49 (0)170 1234567", "0049 170 123 45 67", True),
        ("+39 06 1234567", "06 1234567", True),
        ("(555) 010-9999", "+1 555 010 9999", True),
        ("٠١٧٠١٢٣٤٥٦٧", "01701234567", True),
        ("+49 170 1234567", "+43 170 1234567", False),
        ("0170 1234567", "0171 1234567", False),
        ("112", "112", False),
        ("", "", False),
    ],
)
def test_phones_are_compared_by_their_digits(one: str, other: str, same: bool) -> None:
    assert is_same_phone(one, other) is same
    assert is_same_phone(other, one) is same
    assert not same or phone_key(one) == phone_key(other)


def test_a_name_and_an_address_or_phone_are_strong() -> None:
    one = person(1, "Ana Lima", "ana@x.org", phone="0170 1234567")
    assert judged(one, person(2, "Lima Ana", "ANA@X.ORG")) == (
        STRONG,
        [Sign.OTHER_ORDER, Sign.SAME_ADDRESS],
    )
    assert judged(one, person(2, "Anna Lima", phone="+49 170 1234567")) == (
        STRONG,
        [Sign.OTHER_SPELLING, Sign.SAME_PHONE],
    )
    assert judged(one, person(2, "A. Lima", "ana@x.org"))[0] is LIKELY
    assert judged(one, person(2, "Ana", "ana@x.org"))[0] is LIKELY


def test_a_full_name_alone_is_likely_and_a_single_word_only_possible() -> None:
    assert judged(person(1, "Ana Lima", "a@x.org"), person(2, "ana lima", "b@y.org")) == (
        LIKELY,
        [Sign.SAME_NAME],
    )
    assert judged(person(1, "Kim"), person(2, "Kim"))[0] is POSSIBLE
    assert judged(person(1, "Ludmila Novak"), person(2, "Ludmilla Novak"))[0] is POSSIBLE


def test_who_has_two_ids_in_one_system_is_only_possibly_one_person() -> None:
    one, other = person(1, "Ana Lima", id="meetup:1"), person(2, "Ana Lima", id="meetup:2")
    assert judged(one, other)[0] is POSSIBLE
    assert judged(one, person(2, "Ana Lima", id="luma:2"))[0] is LIKELY
    assert judged(person(1, "Kim", id="meetup:1"), person(2, "Kim", id="meetup:2"))[0] is None


def test_the_same_number_in_two_systems_is_a_sign() -> None:
    one = person(1, "Ana Lima", id="meetup:7003141")
    assert judged(one, person(2, "A. Lima", id="Meetup Berlin:7003141")) == (
        LIKELY,
        [Sign.INITIALS, Sign.SAME_ID],
    )
    assert judged(person(1, "Ana", id="a:7"), person(2, "Bea", id="b:7"))[0] is None


def test_a_family_address_alone_is_never_more_than_a_question() -> None:
    home = "home@x.org"
    assert judged(person(1, "Ana Lima", home), person(2, "Bea Lima", home)) == (
        Strength.FAINT,
        [Sign.SAME_ADDRESS],
    )
    assert judged(person(1, "Ana Lima", home), person(2, "Cem Kaya", home)) == (
        POSSIBLE,
        [Sign.SAME_ADDRESS],
    )
    family = [person(n, name, home) for n, name in enumerate(("Ana Lima", "Bo Kaya", "Cy Vega"))]
    assert found(*family) == [], "three people with one address stay three"
    [pair] = found(*family, person(9, "ana lima", home))
    assert (pair.one, pair.other, pair.strength) == (0, 9, STRONG)


def test_families_are_asked_about_last_and_not_all_at_once() -> None:
    families = [
        person(2 * number + side, f"{first} {name}", f"{name}@x.org")
        for number, name in enumerate(map("".join, product("bdgklmnrstvw", "aiou", "lnrst", "ez")))
        for side, first in enumerate(("Ana", "Bob"))
    ]
    assert len(families) == 960
    alike = [person(5000, "Tuva Berg"), person(5001, "Thuva Berg")]
    pairs = found(*families, *alike)
    assert (pairs[0].one, pairs[0].strength) == (5000, POSSIBLE)
    assert {pair.strength for pair in pairs[1:]} == {Strength.FAINT}
    assert len(pairs) == 1 + 200
    answered = tuple((pair.one, pair.other) for pair in pairs)
    following = found(*families, *alike, apart=answered)
    assert following and not set(answered) & {(pair.one, pair.other) for pair in following}


def test_a_name_written_in_two_ways_is_offered_unless_many_bear_it() -> None:
    assert judged(person(1, "Jürgen Müller"), person(2, "Juergen Mueller")) == (
        POSSIBLE,
        [Sign.OTHER_SPELLING],
    )
    many = [person(n, name) for n, name in enumerate(("Jon Snow", "John Snow") * 2)]
    assert all(Sign.OTHER_SPELLING not in [r.sign for r in p.reasons] for p in found(*many))


def test_a_name_that_many_bear_says_nothing_by_itself() -> None:
    assert len(found(*(person(n, "Robin Vega") for n in range(3)))) == 3
    many = [person(n, "Robin Vega", f"{n % 7}@x.org") for n in range(8)]
    [pair] = found(*many)
    assert (pair.one, pair.other, pair.strength) == (0, 7, STRONG)


def test_names_from_before_a_merge_count() -> None:
    one = Traits(1, ("Ana Souza", "Ana Lima"))
    assert judged(one, person(2, "Ana Lima"))[0] is LIKELY


def test_who_was_told_apart_is_not_asked_of_again() -> None:
    twins = person(1, "Ana Lima", "a@x.org"), person(2, "Ana Lima", "a@x.org")
    assert found(*twins)
    assert found(*twins, apart=((1, 2),)) == []


def test_the_strongest_come_first() -> None:
    people = (
        person(1, "Kim"),
        person(2, "Kim"),
        person(3, "Robin Vega"),
        person(4, "Robin Vega"),
        person(5, "Ana Lima", "a@x.org"),
        person(6, "Ana Lima", "a@x.org"),
    )
    assert [(one.one, one.strength) for one in found(*people)] == [
        (5, STRONG),
        (3, LIKELY),
        (1, POSSIBLE),
    ]


words = st.sampled_from(["Ana", "Lima", "Bea", "Kim", "L.", "A", "佐藤", "Ирина", "7", "!", "Anna"])
whole_names = st.one_of(
    st.lists(words, min_size=1, max_size=4).map(" ".join), st.text(min_size=1, max_size=12)
)
whole_people = st.lists(
    st.tuples(
        whole_names,
        st.lists(st.sampled_from(["a@x.org", "A@x.org", "b@x.org"]), max_size=2, unique=True),
        st.sampled_from(["", "0170 1234567", "+49 170 1234567", "12"]),
    ),
    max_size=8,
).map(
    lambda rows: [
        Traits(number, (name,), tuple(addresses), (phone,) if phone else ())
        for number, (name, addresses, phone) in enumerate(rows)
    ]
)


@given(whole_people)
def test_any_pairs_are_of_two_people_each_once_and_with_a_reason(people: list[Traits]) -> None:
    pairs = likely_duplicates(people)
    assert all(pair.one < pair.other and pair.reasons for pair in pairs)
    counted = Counter((pair.one, pair.other) for pair in pairs)
    assert not counted or max(counted.values()) == 1
    assert likely_duplicates(people[::-1]) == pairs, "in whatever order they come"


@given(whole_people)
def test_no_pair_is_strong_without_names_that_are_alike(people: list[Traits]) -> None:
    names = {one.id: name_words(one.names[0]) for one in people}
    for pair in likely_duplicates(people):
        alike = compare_names(names[pair.one], names[pair.other])
        if pair.strength > POSSIBLE:
            assert alike > NameLikeness.FAMILY


@given(whole_names, whole_names)
def test_likeness_of_names_does_not_depend_on_who_is_first(one: str, other: str) -> None:
    mine, theirs = name_words(one), name_words(other)
    assume(mine and theirs)
    assert compare_names(mine, theirs) is compare_names(theirs, mine)
    assert compare_names(mine, mine) in (NameLikeness.SAME, NameLikeness.SAME_SHORT)


@given(st.permutations("abcdefghij"), st.data())
def test_one_slip_in_a_long_name_is_found_among_others(
    letters: list[str], data: st.DataObject
) -> None:
    word = "".join(letters)
    place = data.draw(st.integers(1, len(word) - 2))
    name = f"{word} Novak"
    for slipped in (
        word[:place] + "x" + word[place + 1 :],
        word[:place] + word[place + 1 :],
        word[:place] + "x" + word[place:],
    ):
        others = [person(n, f"Other{'abcdefgh'[n]} Person") for n in range(5)]
        pairs = found(*others, person(8, name), person(9, f"{slipped} Novak"))
        assert (8, 9) in [(pair.one, pair.other) for pair in pairs]


def test_a_real_list_is_not_flooded() -> None:
    people = read_people(shared_data("meetup/crug/member_list_3606_us.xls")).rows
    traits = [
        Traits(number, (row.name,), row.emails, (), ((row.external_system, row.external_id),))
        for number, row in enumerate(people)
    ]
    assert len(traits) == 3606
    pairs = likely_duplicates(traits)
    assert 20 < len(pairs) < 100, "each of them a question that somebody would ask"
    assert {pair.strength for pair in pairs} == {POSSIBLE}, "the system knows them as two"


def test_progress_is_told_and_can_stop_it() -> None:
    told: list[tuple[int, int]] = []
    likely_duplicates(
        [person(1, "Ana Lima"), person(2, "Ana Lima")],
        step=lambda done, total: told.append((done, total)),
    )
    assert told[-1] == (1, 1)
