"""`organizer undo` and `redo`: the last step taken back, whoever wrote it, or done again."""

from __future__ import annotations

import argparse

from organizer.cli.arguments import Commands, add_command
from organizer.cli.opening import opened
from organizer.cli.output import answer
from organizer.domain.errors import UserError
from organizer.domain.words import _
from organizer.services import undoing


def undo(args: argparse.Namespace) -> None:
    """Take the last step back, or say which it would be."""
    if args.list:
        _list(args)
        return
    with opened(args) as db:
        step = undoing.take_back(db)
    if step is None:
        raise UserError(_("There is nothing to take back: no step is noted in this file."))
    answer(args, {"step": step}, _("Taken back: {step}").format(step=step))


def redo(args: argparse.Namespace) -> None:
    """Do the step again that was taken back last."""
    with opened(args) as db:
        step = undoing.take_again(db)
    if step is None:
        raise UserError(_("There is nothing to do again: no step was taken back last."))
    answer(args, {"step": step}, _("Done again: {step}").format(step=step))


def _list(args: argparse.Namespace) -> None:
    with opened(args) as db:
        turns = undoing.turns(db)
    nothing = _("nothing")
    answer(
        args,
        {"undo": turns.back or None, "redo": turns.again or None},
        _("Undo: {back}\nRedo: {again}").format(
            back=turns.back or nothing, again=turns.again or nothing
        ),
    )


def add_commands(commands: Commands) -> None:
    """Add `undo` and `redo`."""
    taking_back = add_command(commands, "undo", undo, _("take the last step back"))
    taking_back.add_argument(
        "--list", action="store_true", help=_("only say what undo and redo would do")
    )
    add_command(commands, "redo", redo, _("do the step again that was taken back last"))
