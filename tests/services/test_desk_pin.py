"""The PIN of the desk: kept as a hash, asked for, taken away."""

from __future__ import annotations

import pytest

from organizer.domain.errors import UserError
from organizer.models.database import Database
from organizer.services.at_door.desk_pin import has_pin, is_pin, set_pin


def test_only_the_right_pin_leaves_the_desk(db: Database) -> None:
    assert not has_pin(db) and is_pin(db, "")
    set_pin(db, "4711")
    assert has_pin(db)
    assert is_pin(db, "4711")
    assert not any(is_pin(db, wrong) for wrong in ("", "4712", "47111", " 4711", "\udcff", "٤٧١١"))
    set_pin(db, "")
    assert not has_pin(db) and is_pin(db, "anything")


@pytest.mark.parametrize("pin", ["123", "1" * 13, "12a4", "٤٧١١", " 123"])
def test_a_pin_has_four_to_twelve_digits(db: Database, pin: str) -> None:
    with pytest.raises(UserError, match="4 to 12 digits"):
        set_pin(db, pin)


def test_the_pin_itself_is_nowhere_in_the_file(db: Database) -> None:
    set_pin(db, "982451653")
    db.close()
    assert b"982451653" not in db.path.read_bytes()
