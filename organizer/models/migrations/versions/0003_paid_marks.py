"""Where an event shows who has paid: until now on the guest list, at the door and in the recap."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SHOWN = {"paid_on_list": 1, "paid_at_door": 1, "paid_on_badge": 0, "paid_on_recap": 1}


def upgrade() -> None:
    """Give events the columns, and also those that a step of the past would bring back."""
    for name, is_on in _SHOWN.items():
        default = str(is_on)
        op.add_column(
            "event", sa.Column(name, sa.Boolean(), server_default=default, nullable=False)
        )
    for side in ("before", "after"):
        _complete_steps(side)


def _complete_steps(side: str) -> None:
    """Add the columns to the rows of events that the journal keeps: one object, or many."""
    marks = ", ".join(f"'$.{name}', {is_on}" for name, is_on in _SHOWN.items())
    op.execute(
        f"""
        UPDATE step_row SET {side} = CASE json_type({side})
            WHEN 'array' THEN
                (SELECT json_group_array(json_set(value, {marks})) FROM json_each({side}))
            ELSE json_set({side}, {marks})
        END
        WHERE table_name = 'event' AND {side} IS NOT NULL
        """
    )
