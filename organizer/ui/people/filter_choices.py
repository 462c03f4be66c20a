"""What the line of a filter offers: traits by their names, and the fields that take their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QStyle, QWidget

from organizer.domain.kinds import Consent, FieldKind, RegistrationStatus
from organizer.domain.names import shown
from organizer.domain.records import FieldRecord, MemberRow
from organizer.domain.segment_words import ask_in_words, period_in_words
from organizer.domain.segments import NEXT, PERIODS, TITLED, Ask, AtEvent, Trait
from organizer.domain.words import _
from organizer.services.people.segments import AskedQuestion
from organizer.ui.events.day_field import DayField
from organizer.ui.kit.look import px
from organizer.ui.people.person_field import PersonField
from organizer.ui.people.words import answer_words

ANY_EVENT = "any"
"""Said instead of an event's uid."""
Subject = FieldRecord | AskedQuestion | None
"""What a trait is more closely: a field of the community's own, or a question of its events."""


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What rules can speak of in this community."""

    tags: Sequence[str] = ()
    circles: Sequence[tuple[str, str]] = ()
    """uid and name; so are `events`, the latest first."""
    events: Sequence[tuple[str, str]] = ()
    languages: Sequence[str] = ()
    fields: Sequence[FieldRecord] = ()
    pronouns: Sequence[str] = ()
    questions: Sequence[AskedQuestion] = ()


def trait_words() -> dict[Trait, str]:
    """Return what each trait is called where one chooses it.

    Fields and questions go by their own names.
    """
    return {
        Trait.TAG: _("Tag"),
        Trait.CIRCLE: _("Circle"),
        Trait.CAME: _("Times came"),
        Trait.FIRST_CAME: _("First came"),
        Trait.LAST_CAME: _("Last came"),
        Trait.JOINED: _("Joined"),
        Trait.NO_SHOWS: _("Said yes, did not come"),
        Trait.ANSWERED: _("At an event"),
        Trait.LANGUAGE: _("Language"),
        Trait.PICTURES: _("Pictures"),
        Trait.ADDRESS: _("E-mail address"),
        Trait.PHONE: _("Phone"),
        Trait.PRONOUNS: _("Pronouns"),
        Trait.GREETING: _("Greeting"),
        Trait.NOTES: _("Notes"),
        Trait.FOUND_US: _("How they found us"),
        Trait.DO_NOT_WRITE: _("“Please do not write”"),
        Trait.BROUGHT_BY: _("Brought by"),
        Trait.TEXT: _("Words to search for"),
    }


def value_widgets(
    trait: Trait,
    ask: Ask,
    subject: Subject,
    choices: FilterChoices,
    people: Sequence[MemberRow],
    today: date,
) -> list[QWidget]:
    """Return what takes the value of a rule; of an event what was there, which, and its title."""
    if ask in (Ask.FILLED, Ask.EMPTY) or trait is Trait.DO_NOT_WRITE:
        return []
    if ask in (Ask.WITHIN, Ask.NOT_WITHIN, Ask.NOT_OR_NEVER):
        return [_choice([(each, period_in_words(each)) for each in PERIODS])]
    if ask in (Ask.SINCE, Ask.BEFORE):
        return [DayField(today)]
    match trait:
        case Trait.TAG:
            return [_choice([(tag, shown(tag)) for tag in choices.tags])]
        case Trait.CIRCLE:
            return [_choice([(uid, shown(name)) for uid, name in choices.circles])]
        case Trait.CAME | Trait.NO_SHOWS:
            return [_times(1)]
        case Trait.ANSWERED:
            return [_parts(), _events(choices.events), _title_words()]
        case Trait.LANGUAGE:
            return [_choice([(each, shown(each)) for each in choices.languages])]
        case Trait.PRONOUNS:
            return [_choice([(each, shown(each)) for each in choices.pronouns])]
        case Trait.PICTURES:
            return [_choice([(str(each), words) for each, words in _pictures().items()])]
        case Trait.BROUGHT_BY:
            return [PersonField(people)]
        case Trait.QUESTION | Trait.FIELD if ask is not Ask.CONTAINS and subject is not None:
            return [_answer(subject)]
        case _:
            return [QLineEdit()]


def _answer(subject: FieldRecord | AskedQuestion) -> QWidget:
    """Return what takes a value of a field, or an answer."""
    if subject.kind is FieldKind.YES_NO:
        return _choice([("yes", _("yes")), ("no", _("no"))])
    if subject.kind is FieldKind.CHOICE:
        return _choice([(choice, shown(choice)) for choice in subject.choices])
    return QLineEdit()


def combo(name: str, label: str) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setAccessibleName(label)
    return made


def widen_list(box: QComboBox) -> None:
    """Let the list that drops down show its words whole, however narrow the box is."""
    scroll_bar = box.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
    box.view().setMinimumWidth(min(box.view().sizeHintForColumn(0) + scroll_bar, px(640)))


def _choice(choices: Sequence[tuple[str, str]]) -> QComboBox:
    made = combo("", _("Value"))
    for value, words in choices:
        made.addItem(words, value)
    return made


def _times(least: int) -> QSpinBox:
    times = QSpinBox()
    times.setRange(0, 9999)
    times.setValue(least)
    return times


def _parts() -> QComboBox:
    beside = {
        AtEvent.CAME: _("Came"),
        AtEvent.NO_SHOW: _("Said yes, did not come"),
        AtEvent.LISTED: _("On the list"),
        AtEvent.PAID: _("Paid"),
        AtEvent.UNPAID: _("Not paid yet"),
    }
    answers = [(str(status), answer_words(status)) for status in RegistrationStatus]
    return _choice([*((str(part), words) for part, words in beside.items()), *answers])


def _events(events: Sequence[tuple[str, str]]) -> QComboBox:
    made = _choice(
        [
            (NEXT, _("the next event")),
            (ANY_EVENT, _("any event")),
            (TITLED, _("any event whose title has…")),
        ]
    )
    for uid, title in events:
        made.addItem(shown(title), uid)
    made.setAccessibleName(_("Event"))
    made.setMaximumWidth(px(280))
    widen_list(made)
    return made


def _pictures() -> dict[Consent, str]:
    return {
        Consent.NO: _("No pictures"),
        Consent.YES: _("Fine"),
        Consent.UNKNOWN: _("Not asked"),
    }


def _title_words() -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(_("Words of the title"))
    made.setAccessibleName(_("Words of the title"))
    return made


def ask_words(trait: Trait, ask: Ask) -> str:
    """Return what stands between a trait and its value where one chooses it."""
    if trait is Trait.DO_NOT_WRITE:
        return _("is marked") if ask is Ask.IS else _("is not marked")
    if trait is Trait.LAST_CAME and ask is Ask.NOT_WITHIN:
        return _("before, but not in")
    return ask_in_words(ask)
