"""`organizer insights`: who came to past events, and how many of them came again."""

from __future__ import annotations

import argparse

from organizer.cli.arguments import Commands, add_command
from organizer.cli.opening import opened
from organizer.cli.output import answer, table
from organizer.domain.times import write_time
from organizer.domain.words import _
from organizer.services.insights import attendance_over_time


def insights(args: argparse.Namespace) -> None:
    """List past meetups and stand-alone workshops with who came, the oldest first."""
    with opened(args) as db:
        past = attendance_over_time(db)
    answer(
        args,
        [
            {
                "uid": one.row.uid,
                "title": one.row.title,
                "starts": write_time(one.row.starts),
                "timezone": one.row.timezone,
                "attended": one.came,
                "first_timers": one.new,
                "came_again": one.came_again,
                "going": one.going,
                "kept": one.kept,
            }
            for one in past
        ],
        table(
            [
                (write_time(one.row.starts), one.row.title, one.came, one.new, one.came_again)
                for one in past
            ],
            (_("starts"), _("title"), _("came"), _("first time"), _("of these again")),
        ),
    )


def add_commands(commands: Commands) -> None:
    """Add `insights`."""
    add_command(commands, "insights", insights, _("who came to past events, and who came again"))
