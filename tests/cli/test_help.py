"""What `--help` says: every command and everything it takes has a line of its own."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from organizer.cli.parser import parser
from tests.command_line import Organizer


def _commands(
    of: argparse.ArgumentParser, words: tuple[str, ...] = ()
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield every command with its words."""
    groups = [one for one in of._actions if isinstance(one, argparse._SubParsersAction)]
    if not groups:
        yield " ".join(words), of
    for group in groups:
        for word, command in group.choices.items():
            yield from _commands(command, (*words, word))


COMMANDS = dict(_commands(parser()))


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_says_what_it_does_and_takes(words: str) -> None:
    command = COMMANDS[words]
    assert command.description and command.description.endswith(".")
    assert command.format_help()
    for action in command._actions:
        assert action.help, f"{words} {action.option_strings or action.dest} says nothing"
    assert "--json" in command.format_usage()


def test_what_was_left_out_is_wrong_usage(organizer: Organizer) -> None:
    for words in (("members",), ("members", "change"), ("segments", "save", "New"), ("nonsense",)):
        assert organizer(*words, code=2).out == ""
