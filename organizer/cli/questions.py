"""`organizer questions …`: what an event asks of everyone who comes, and what they answer."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from organizer.cli.arguments import Commands, add_command, add_group, take_event, take_member
from organizer.cli.opening import opened
from organizer.cli.output import answer, table
from organizer.domain.drafts import QuestionDraft
from organizer.domain.errors import UserError
from organizer.domain.kinds import FieldKind
from organizer.domain.words import _
from organizer.services.answers.guest_answers import keep_answers_and_wishes
from organizer.services.plans import questions


def ask(args: argparse.Namespace) -> None:
    """Ask one thing more."""
    asked = QuestionDraft(
        wording=args.wording,
        kind=FieldKind(args.kind),
        choices=tuple(args.choice),
        at_door=args.at_door,
        on_badge=args.on_badge,
        on_recap=args.on_recap,
    )
    with opened(args) as db:
        before = map(questions.draft_of, questions.list_questions(db, args.event))
        questions.set_questions(db, args.event, (*before, asked))
        uid = questions.list_questions(db, args.event)[-1].uid
    answer(args, {"uid": uid}, uid)


def list_(args: argparse.Namespace) -> None:
    """List what an event asks."""
    with opened(args) as db:
        rows = questions.list_questions(db, args.event)
    answer(
        args,
        [asdict(one) for one in rows],
        table(
            [(one.wording, one.kind, ", ".join(one.choices)) for one in rows],
            (_("question"), _("kind"), _("choices")),
        ),
    )


def answer_(args: argparse.Namespace) -> None:
    """Write down what somebody on the list answers; no words take an answer back."""
    with opened(args) as db:
        wanted = questions.plain_wording(args.question)
        asked = [
            one
            for one in questions.list_questions(db, args.event)
            if one.uid == args.question or questions.plain_wording(one.wording) == wanted
        ]
        if not asked:
            words = _("The event does not ask “{question}”. See what it does: questions list.")
            raise UserError(words.format(question=args.question))
        keep_answers_and_wishes(db, args.event, args.member, {asked[0].uid: args.text}, None)
    answer(args, {"question": asked[0].uid, "answer": args.text}, _("noted"))


def add_commands(commands: Commands) -> None:
    """Add `questions …`."""
    group = add_group(commands, "questions", _("what an event asks of everyone who comes"))
    asking = add_command(group, "ask", ask, _("ask one thing more"))
    take_event(asking)
    asking.add_argument("wording", metavar="WORDS", help=_("such as “What do you eat?”"))
    asking.add_argument("--kind", choices=[str(kind) for kind in FieldKind], default="text")
    asking.add_argument(
        "--choice", action="append", default=[], metavar="C", help=_("can be given several times")
    )
    for option, words in (
        ("--at-door", _("show the answer at the door")),
        ("--on-badge", _("print the answer on the badge")),
        ("--on-recap", _("count the answers in the recap")),
    ):
        asking.add_argument(option, action="store_true", help=words)
    take_event(add_command(group, "list", list_, _("list what an event asks")))
    answering = add_command(group, "answer", answer_, _("write an answer down"))
    take_event(answering)
    take_member(answering)
    answering.add_argument("question", metavar="QUESTION", help=_("its words or its uid"))
    answering.add_argument("text", metavar="TEXT", help=_("the answer; empty for none"))
