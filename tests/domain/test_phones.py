"""Phone numbers as one looks for them: any part, however it is parted, with the prefix or without."""

from __future__ import annotations

import pytest

from organizer.domain.phones import phone_text
from organizer.domain.searching import SearchIndex, searchable

PEOPLE = {
    "Ana": "+49 (0)176 123 45 67",
    "Bo": "0176/999-1234",
    "Cy": "(555) 123-4567",
    "Dee": "+1 555 999 0000",
    "Eva": "+39 06 1234567",
    "Fu": "",
}


def found(typed: str) -> str:
    index = SearchIndex(searchable((name, "team 2024-25"), phone) for name, phone in PEOPLE.items())
    return " ".join(list(PEOPLE)[number] for number in index.find(typed))


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("0176", "Ana Bo"),
        ("0176 12", "Ana"),
        ("01 76 12 3", "Ana"),
        ("+49176 123", "Ana"),
        ("0049 176-123", "Ana"),
        ("+49 (0)176", "Ana Bo"),
        ("+49", "Ana"),
        ("+49 176 9", "Bo"),
        ("45 67", "Ana Cy Eva"),
        ("4567", "Ana Cy Eva"),
        ("1234567", "Ana Cy Eva"),
        ("(555) 123", "Cy"),
        ("555-999", "Dee"),
        ("+1 555", "Cy Dee"),
        ("06 123", "Eva"),
        ("ana 0176", "Ana"),
        ("0176 ana", "Ana"),
        ("2024-25 bo", "Bo"),
        ("٠176", ""),
        ("fu", "Fu"),
        ("0999", ""),
    ],
)
def test_a_number_is_found_by_any_part_of_it(typed: str, who: str) -> None:
    assert found(typed) == who


def test_what_was_typed_before_changes_nothing() -> None:
    texts = [searchable((name,), phone) for name, phone in PEOPLE.items()]
    index = SearchIndex(texts)
    for typed in ("+", "+4", "+49", "+49 1", "+49 176 9", "+49", "0", "01", "017", "a", "", "45 6"):
        assert index.find(typed) == SearchIndex(texts).find(typed), typed


def test_no_number_has_no_text() -> None:
    assert phone_text("") == ""
    assert phone_text("ask Mina") == ""
