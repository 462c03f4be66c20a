"""`organizer questions …`: what an event asks of everyone who comes, and what they answer."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict, replace

from organizer.cli.arguments import (
    Commands,
    add_command,
    add_group,
    take_event,
    take_member,
    take_scope,
)
from organizer.cli.opening import opened
from organizer.cli.output import answer, table
from organizer.domain.drafts import QuestionDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import FieldKind, Scope
from organizer.domain.records import QuestionRecord
from organizer.domain.words import _
from organizer.models.database import Database
from organizer.services.answers.guest_answers import keep_answers_and_wishes
from organizer.services.plans import events, questions, series

_SHOWN = ("at_door", "on_badge", "on_recap")


def ask(args: argparse.Namespace) -> None:
    """Ask one thing more."""
    asked = QuestionDraft(wording=args.wording)
    _write(asked, args)
    with opened(args) as db:
        before = map(questions.draft_of, questions.list_questions(db, args.event))
        _keep(db, args, (*before, asked))
        uid = questions.list_questions(db, args.event)[-1].uid
    answer(args, {"uid": uid}, uid)


def change(args: argparse.Namespace) -> None:
    """Ask something in another way; what is not said stays, and so do the answers."""
    with opened(args) as db:
        rows = questions.list_questions(db, args.event)
        meant = _asked(rows, args.question)
        drafts = [questions.draft_of(one) for one in rows]
        changed = replace(drafts[rows.index(meant)])
        if args.wording is not None:
            changed.wording = args.wording
        _write(changed, args)
        drafts[rows.index(meant)] = changed
        _keep(db, args, drafts)
    answer(args, {"uid": meant.uid}, _("The question is changed."))


def remove(args: argparse.Namespace) -> None:
    """Ask something no more; its answers go with it."""
    with opened(args) as db:
        rows = questions.list_questions(db, args.event)
        meant = _asked(rows, args.question)
        _keep(db, args, [questions.draft_of(one) for one in rows if one != meant])
    answer(args, {"removed": meant.uid}, _("It is asked no more, and its answers are gone."))


def copy(args: argparse.Namespace) -> None:
    """Ask what another event asks; what is asked already stays."""
    with opened(args) as db:
        before = [questions.draft_of(one) for one in questions.list_questions(db, args.event)]
        others = map(questions.draft_of, questions.list_questions(db, args.other))
        more = questions.not_asked_yet(before, others)
        if more:
            _keep(db, args, (*before, *more))
    words = [one.wording for one in more]
    answer(args, {"asked": words}, "\n".join(words) or _("Nothing more to ask."))


def order(args: argparse.Namespace) -> None:
    """Ask in another order."""
    with opened(args) as db:
        rows = questions.list_questions(db, args.event)
        first = list(dict.fromkeys(_asked(rows, text) for text in args.questions))
        ordered = [*first, *(one for one in rows if one not in first)]
        _keep(db, args, [questions.draft_of(one) for one in ordered])
    words = [one.wording for one in ordered]
    answer(args, {"questions": words}, "\n".join(words))


def list_(args: argparse.Namespace) -> None:
    """List what an event asks."""
    with opened(args) as db:
        rows = questions.list_questions(db, args.event)
    answer(
        args,
        [asdict(one) for one in rows],
        table(
            [(one.wording, one.kind, ", ".join(one.choices), _where_shown(one)) for one in rows],
            (_("question"), _("kind"), _("choices"), _("shown")),
        ),
    )


def _where_shown(one: QuestionRecord) -> str:
    places = (
        (one.at_door, _("at the door")),
        (one.on_badge, _("on the badge")),
        (one.on_recap, _("in the recap")),
    )
    return ", ".join(words for is_on, words in places if is_on)


def answer_(args: argparse.Namespace) -> None:
    """Write down what somebody on the list answers; no words take an answer back."""
    with opened(args) as db:
        meant = _asked(questions.list_questions(db, args.event), args.question)
        keep_answers_and_wishes(db, args.event, args.member, {meant.uid: args.text}, None)
    answer(args, {"question": meant.uid, "answer": args.text}, _("noted"))


def _asked(rows: list[QuestionRecord], text: str) -> QuestionRecord:
    wanted = questions.plain_wording(text)
    for one in rows:
        if one.uid == text or questions.plain_wording(one.wording) == wanted:
            return one
    words = _("The event does not ask “{question}”. See what it does: questions list.")
    raise UserError(words.format(question=text))


def _keep(db: Database, args: argparse.Namespace, drafts: Sequence[QuestionDraft]) -> None:
    """Ask these from now on, also on other dates of a series that ask the same, if they are meant."""
    scope = Scope(args.scope)
    if scope is Scope.THIS:
        questions.set_questions(db, args.event, drafts)
        return
    row = events.get_event(db, args.event)
    plan = replace(events.draft_of(row), questions=tuple(drafts))
    series.change_dates(db, row.uid, plan, scope)


def _write(draft: QuestionDraft, args: argparse.Namespace) -> None:
    """Put what was said into a draft; what was not said stays."""
    if args.kind is not None:
        draft.kind = FieldKind(args.kind)
    if args.choice is not None:
        draft.choices = tuple(args.choice)
    for word in _SHOWN:
        if (value := getattr(args, word)) is not None:
            setattr(draft, word, value)


def add_commands(commands: Commands) -> None:
    """Add `questions …`."""
    group = add_group(commands, "questions", _("what an event asks of everyone who comes"))
    asking = add_command(group, "ask", ask, _("ask one thing more"))
    take_event(asking)
    take_scope(asking)
    asking.add_argument("wording", metavar="WORDS", help=_("such as “What do you eat?”"))
    _take_question_details(asking)
    take_event(add_command(group, "list", list_, _("list what an event asks")))
    changing = add_command(group, "change", change, _("ask something in another way"))
    take_event(changing)
    take_scope(changing)
    _take_question(changing)
    changing.add_argument("--wording", metavar="WORDS", help=_("its new words"))
    _take_question_details(changing)
    removing = add_command(group, "remove", remove, _("ask something no more"))
    take_event(removing)
    take_scope(removing)
    _take_question(removing)
    copying = add_command(group, "copy", copy, _("ask what another event asks"))
    take_event(copying)
    take_scope(copying)
    copying.add_argument("other", metavar="OTHER", help=_("the event whose questions to take"))
    ordering = add_command(group, "order", order, _("ask in another order"))
    take_event(ordering)
    take_scope(ordering)
    ordering.add_argument(
        "questions", nargs="+", metavar="QUESTION", help=_("these first; the others come after")
    )
    answering = add_command(group, "answer", answer_, _("write an answer down"))
    take_event(answering)
    take_member(answering)
    _take_question(answering)
    answering.add_argument("text", metavar="TEXT", help=_("the answer; empty for none"))


def _take_question(command: argparse.ArgumentParser) -> None:
    command.add_argument("question", metavar="QUESTION", help=_("its words or its uid"))


def _take_question_details(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--kind", choices=[str(kind) for kind in FieldKind], help=_("what an answer is")
    )
    command.add_argument(
        "--choice", action="append", metavar="C", help=_("can be given several times")
    )
    for option, words in (
        ("--at-door", _("show the answer at the door")),
        ("--on-badge", _("print the answer on the badge")),
        ("--on-recap", _("count the answers in the recap")),
    ):
        command.add_argument(option, action=argparse.BooleanOptionalAction, help=words)
