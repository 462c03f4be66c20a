"""Values of fields of the community's own: what is taken, how it is kept, what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.domain.errors import UserError
from organizer.domain.fields import check, problem, shown_value
from organizer.domain.kinds import FieldKind

SIZES = ("S", "M", "Größe L")


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (FieldKind.TEXT, "  two cats ", "two cats"),
        (FieldKind.NUMBER, "007", "7"),
        (FieldKind.NUMBER, "1,50", "1.5"),
        (FieldKind.NUMBER, "12 000", "12000"),
        (FieldKind.NUMBER, "0,125", "0.125"),
        (FieldKind.NUMBER, "−3", "-3"),
        (FieldKind.NUMBER, "-0", "0"),
        (FieldKind.DATE, "24.12.1990", "1990-12-24"),
        (FieldKind.DATE, "12/24/1990", "1990-12-24"),
        (FieldKind.DATE, "1990/2/3", "1990-02-03"),
        (FieldKind.CHOICE, "grosse l", "Größe L"),
        (FieldKind.CHOICE, "m", "M"),
        (FieldKind.YES_NO, "Ja", "yes"),
        (FieldKind.YES_NO, "off", "no"),
        *[(kind, "   ", "") for kind in FieldKind],
    ],
)
def test_a_value_is_kept_in_one_form(kind: FieldKind, typed: str, kept: str) -> None:
    assert check(kind, SIZES, typed) == kept
    assert check(kind, SIZES, kept) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (FieldKind.NUMBER, "a dozen", "“a dozen” is no number"),
        (FieldKind.NUMBER, "1,000", "can be read in two ways"),
        (FieldKind.DATE, "5/6/2019", "can be two days"),
        (FieldKind.DATE, "31.2.2019", "is no day"),
        (FieldKind.DATE, "soon", "is no day, such as 2026-11-24"),
        (FieldKind.CHOICE, "XXL", "none of the choices: S, M, Größe L"),
        (FieldKind.YES_NO, "perhaps", "neither yes nor no"),
        (FieldKind.TEXT, "x" * 5000, "5000 letters"),
    ],
)
def test_what_cannot_be_is_said(kind: FieldKind, typed: str, said: str) -> None:
    assert said in problem(kind, SIZES, typed)
    with pytest.raises(UserError, match=r"“|letters|ways|days"):
        check(kind, SIZES, typed)


def test_values_are_shown_as_people_read_them() -> None:
    assert shown_value(FieldKind.DATE, "1990-12-24") == "24 December 1990"
    assert shown_value(FieldKind.DATE, "1990-99-24") == "1990-99-24"
    assert shown_value(FieldKind.YES_NO, "yes") == "yes"
    assert shown_value(FieldKind.NUMBER, "1.5") == "1.5"


@given(st.sampled_from(list(FieldKind)), st.text(max_size=60))
def test_what_is_kept_is_taken_again_unchanged(kind: FieldKind, typed: str) -> None:
    if not problem(kind, SIZES, typed):
        kept = check(kind, SIZES, typed)
        assert check(kind, SIZES, kept) == kept
        shown_value(kind, kept)
