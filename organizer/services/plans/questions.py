"""Questions of the organizer's own: asked of everyone who comes to one event, and answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.domain.drafts import QuestionDraft, questions_problems
from organizer.domain.errors import UserError
from organizer.domain.fields import check, shown_value
from organizer.domain.kinds import FieldKind, RegistrationStatus
from organizer.domain.names import clean_name, fold
from organizer.domain.records import AnswerCounts, QuestionRecord
from organizer.domain.words import _
from organizer.models.database import Database, name_step
from organizer.models.tables import (
    Attendance,
    Event,
    Question,
    QuestionAnswer,
    Registration,
)
from organizer.services.finding import find_event


def list_questions(db: Database, event_uid: str) -> list[QuestionRecord]:
    """Return what an event asks, in order."""
    with db.reading() as session:
        return [
            question_record(one) for one in questions_of(session, find_event(session, event_uid).id)
        ]


def asked_before(
    db: Database, event_uid: str = "", most: int = 12
) -> list[tuple[str, tuple[QuestionDraft, ...]]]:
    """Return what other events ask, by title, the last first; events that ask the same are one."""
    found: dict[tuple[str, ...], tuple[str, tuple[QuestionDraft, ...]]] = {}
    with db.reading() as session:
        others = session.scalars(
            select(Event)
            .where(
                Event.uid != event_uid,
                Event.id.in_(select(Question.event_id)),
            )
            .order_by(Event.starts_at.desc(), Event.id)
            .limit(most)
        )
        for event in others:
            drafts = tuple(
                draft_of(question_record(one)) for one in questions_of(session, event.id)
            )
            found.setdefault(tuple(one.wording for one in drafts), (event.title, drafts))
    return list(found.values())


def set_questions(db: Database, event_uid: str, drafts: Sequence[QuestionDraft]) -> None:
    """Ask these questions in this order; one that is left out goes with its answers."""
    for sentence in questions_problems(drafts):
        raise UserError(sentence)
    with db.writing(_("Questions changed")) as session:
        event = find_event(session, event_uid)
        name_step(session, _("The questions of “{title}”").format(title=event.title))
        keep_questions(session, event, drafts)


def not_asked_yet(
    asked: Iterable[QuestionDraft], others: Iterable[QuestionDraft]
) -> list[QuestionDraft]:
    """Return the others whose words are not asked yet, as new questions."""
    words = {plain_wording(one.wording) for one in asked}
    fresh = []
    for one in others:
        if plain_wording(one.wording) not in words:
            words.add(plain_wording(one.wording))
            fresh.append(
                QuestionDraft(
                    one.wording, one.kind, one.choices, one.at_door, one.on_badge, one.on_recap
                )
            )
    return fresh


def keep_questions(session: Session, event: Event, drafts: Sequence[QuestionDraft]) -> None:
    """Make these the questions of an event, within the caller's transaction."""
    known = {one.uid: one for one in questions_of(session, event.id)}
    for uid in known.keys() - {draft.uid for draft in drafts}:
        session.delete(known[uid])
    for position, draft in enumerate(drafts):
        question = known.get(draft.uid)
        if question is None:
            question = Question(event_id=event.id)
            session.add(question)
        question.wording = clean_name(draft.wording)
        question.kind = draft.kind
        choices = dict.fromkeys(filter(None, map(clean_name, draft.choices)))
        question.choices = list(choices) if draft.kind is FieldKind.CHOICE else []
        question.at_door, question.on_badge = draft.at_door, draft.on_badge
        question.on_recap, question.position = draft.on_recap, position
    session.flush()


def write_answers(
    session: Session, event: Event, registration_id: int, answers: Mapping[str, str]
) -> None:
    """Write down what a registration answers, by the uid of the question, in the caller's transaction.

    Empty takes an answer away. UserError if a text cannot be an answer to its question.
    """
    known = {
        one.question_id: one
        for one in session.scalars(
            select(QuestionAnswer).where(QuestionAnswer.registration_id == registration_id)
        )
    }
    for question in questions_of(session, event.id):
        if question.uid not in answers:
            continue
        try:
            value = check(question.kind, question.choices, answers[question.uid])
        except UserError as error:
            words = _("{question}: {problem}")
            raise UserError(words.format(question=question.wording, problem=error)) from error
        before = known.get(question.id)
        if before is not None and not value:
            session.delete(before)
        elif before is not None:
            before.value = value
        elif value:
            session.add(
                QuestionAnswer(
                    registration_id=registration_id, question_id=question.id, value=value
                )
            )
    session.flush()


def questions_of(session: Session, event_id: int) -> Sequence[Question]:
    """Return the rows of an event's questions, in order."""
    return session.scalars(
        select(Question)
        .where(Question.event_id == event_id)
        .order_by(Question.position, Question.id)
    ).all()


def question_record(question: Question) -> QuestionRecord:
    """Return a question as a screen shows it."""
    return QuestionRecord(
        uid=question.uid,
        wording=question.wording,
        kind=question.kind,
        choices=tuple(question.choices),
        at_door=question.at_door,
        on_badge=question.on_badge,
        on_recap=question.on_recap,
    )


def draft_of(record: QuestionRecord) -> QuestionDraft:
    """Return what a form edits of a question."""
    return QuestionDraft(
        wording=record.wording,
        kind=record.kind,
        choices=record.choices,
        at_door=record.at_door,
        on_badge=record.on_badge,
        on_recap=record.on_recap,
        uid=record.uid,
    )


def answers_by_registration(
    session: Session, event_id: int
) -> dict[int, tuple[tuple[str, str], ...]]:
    """Return by registration the uid of each question answered, and the answer."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for registration_id, uid, value in session.execute(
        select(QuestionAnswer.registration_id, Question.uid, QuestionAnswer.value)
        .join(Question, Question.id == QuestionAnswer.question_id)
        .where(Question.event_id == event_id)
        .order_by(Question.position, Question.id)
    ):
        found[registration_id].append((uid, value))
    return {registration_id: tuple(pairs) for registration_id, pairs in found.items()}


def said_at_once(wording: str, kind: FieldKind, value: str) -> str:
    """Return an answer in few words, such as "Diet: vegan"; a no says nothing."""
    question = wording.strip().rstrip("?？؟:").strip()
    if kind is FieldKind.YES_NO:
        return question if value == "yes" else ""
    words = _("{question}: {answer}")
    return words.format(question=question, answer=shown_value(kind, value))


def plain_wording(text: str) -> str:
    """Return a question's words so that the header of a column can be known by them."""
    return fold(text).strip(" ?？؟:.*")


def answer_counts(session: Session, event: Event) -> tuple[AnswerCounts, ...]:
    """Return how those who came answered what is wanted on the recap."""
    came = (
        select(QuestionAnswer.question_id, QuestionAnswer.value)
        .join(Registration, Registration.id == QuestionAnswer.registration_id)
        .join(
            Attendance,
            (Attendance.event_id == Registration.event_id)
            & (Attendance.member_id == Registration.member_id),
        )
        .where(
            Registration.event_id == event.id,
            Registration.status != RegistrationStatus.CANCELLED,
        )
    )
    given: dict[int, Counter[str]] = defaultdict(Counter)
    spelled: dict[tuple[int, str], str] = {}
    for question_id, value in session.execute(came):
        # Free words are the same answer however they are spelled.
        spelling = spelled.setdefault((question_id, fold(value)), value)
        given[question_id][spelling] += 1
    return tuple(
        AnswerCounts(
            one.wording,
            tuple(
                (shown_value(one.kind, value), count)
                for value, count in sorted(
                    given[one.id].items(), key=lambda pair: (-pair[1], pair[0])
                )
            ),
            is_free=one.kind is FieldKind.TEXT,
        )
        for one in questions_of(session, event.id)
        if one.on_recap and given[one.id]
    )
