"""`organizer questions …`: what an event asks of everyone who comes, and what they answer."""

from __future__ import annotations

import argparse
from dataclasses import asdict

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
