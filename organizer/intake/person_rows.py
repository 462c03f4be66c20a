"""One row of a list of members to one person, with everything it holds that is no field."""

from __future__ import annotations

import re
from datetime import date

from organizer.domain.drafts import LONGEST_NAME
from organizer.domain.kinds import Consent
from organizer.domain.names import clean_name, trimmed
from organizer.domain.records import PersonRow, Problem
from organizer.domain.times import month_name
from organizer.domain.words import _
from organizer.intake import cells
from organizer.intake.attendees import AttendeeReader
from organizer.intake.columns import Columns
from organizer.intake.dates import Order, UnclearDate, UnreadableDate, read_dates
from organizer.intake.person_names import NameReader, short
from organizer.intake.systems import MEETUP, OURS
from organizer.intake.tables import Table, TableRow, column_name

_COUNTS = ("attended", "yes", "no_shows")
_DATES = ("joined", "last_attended")
_TRAITS = {
    "greeting": clean_name,
    "pronouns": clean_name,
    "language": clean_name,
    "found_us": trimmed,  # of several lines, perhaps
}
_BRINGERS = ("brought_by_uid", "brought_by")
_BETWEEN_PHONES = re.compile(r";|:::|\n")


class PersonReader:
    """The rows of one table on their way to people, with the problems met."""

    def __init__(
        self,
        file: str,
        columns: Columns,
        table: Table,
        order: Order | None,
        near: date | None = None,
    ) -> None:
        self.file = file
        self.columns = columns
        self.problems: list[Problem] = []
        self._names = NameReader(columns, self._note)
        self._plain_cell = cells.unguarded if table.is_text else str
        self._attendees = AttendeeReader(columns, table.rows, order, near)
        self._days = {
            index: read_dates([row.cells[index] for row in table.rows], order)
            for index in self._date_columns()
        }

    def _date_columns(self) -> set[int]:
        found = {self.columns.one[word] for word in _DATES if word in self.columns.one}
        return found | self._days_to_keep() | self.columns.own_days

    def _days_to_keep(self) -> set[int]:
        """Columns without a field that hold days, which Meetup writes in several forms."""
        if self.columns.system is not MEETUP:
            return set()
        return {
            index
            for index, label in enumerate(self.columns.labels)
            if label.replace(".", " ").casefold() == "last visited group on"
        }

    def person(self, place: int, row: TableRow) -> PersonRow | None:
        """Return the person in the row that comes at `place`, or None with a problem noted."""
        columns = self.columns
        values = [self._plain_cell(cell).strip() for cell in row.cells]
        values = ["" if text in columns.system.blanks else text for text in values]
        used = set(columns.ignored)
        name, emails = self._names.read(row.number, values, used)
        if not name:
            sentence = _("Left out, as there is neither a name nor an address: {text}.")
            said = ", ".join(filter(None, (*values, *row.extra)))
            self._note(row.number, sentence.format(text=short(said)))
            return None
        is_ours = columns.system is OURS
        if not emails and not is_ours and cells.is_sum(name, values):
            self.problems = [each for each in self.problems if each.row != row.number]
            sentence = _("Left out, as this is the sum of a column and nobody: {text}.")
            self._note(row.number, sentence.format(text=short(", ".join(filter(None, values)))))
            return None
        if not emails and not is_ours and cells.is_remark(name, values):
            sentence = _("Left out, as this is a remark below the list and nobody: {text}.")
            self._note(row.number, sentence.format(text=short(name)))
            return None
        if len(name) > LONGEST_NAME:  # most often a quotation mark that was never closed
            sentence = _("Left out, as the name has {count} letters; {most} is the most: {text}.")
            self._note(
                row.number,
                sentence.format(count=len(name), most=LONGEST_NAME, text=short(name)),
            )
            return None
        if not is_ours and cells.is_two_people(name):
            sentence = _(
                "“{name}” looks like two people; they are kept as one until you part them."
            )
            self._note(row.number, sentence.format(name=short(name)))
        counts = {word: self._count(row.number, word, values, used) for word in _COUNTS}
        days = {word: self._date(row.number, word, place, values, used) for word in _DATES}
        external_id = self._external_id(values, used)
        attending = self._attendees.said(place, values)
        traits = {word: clean(self._take(word, values, used)) for word, clean in _TRAITS.items()}
        phone = self._phone(row.number, values, used)
        photo_consent = self._photo_consent(values, used)
        brought_by = [self._take(word, values, used) for word in _BRINGERS]
        circles = cells.split_tags(self._take("circles", values, used))
        return PersonRow(
            row=row.number,
            name=name,
            emails=emails,
            external_system=(columns.system.word or "table") if external_id else "",
            external_id=external_id,
            joined_on=days["joined"],
            tags=cells.split_tags(self._take("tags", values, used)),
            do_not_write=self._do_not_write(values, used),
            notes=self._take("notes", values, used),
            earlier_attended=counts["attended"],
            earlier_last_attended=days["last_attended"],
            earlier_yes=counts["yes"],
            earlier_no_shows=counts["no_shows"],
            fields=self._fields(place, row, values, used),
            answer=attending.answer,
            plus=attending.plus,
            arrived=attending.arrived,
            arrived_at=attending.arrived_at,
            arrived_clock=attending.arrived_clock,
            left_at=attending.left_at,
            left_clock=attending.left_clock,
            paid=attending.paid,
            invited=attending.invited,
            phone=phone,
            photo_consent=photo_consent,
            brought_by=tuple(filter(None, brought_by)),
            circles=circles,
            greeting=traits["greeting"],
            pronouns=traits["pronouns"],
            language=traits["language"],
            found_us=traits["found_us"],
        )

    def _note(self, number: int, what: str) -> None:
        self.problems.append(Problem(self.file, number, what))

    def _take(self, word: str, values: list[str], used: set[int]) -> str:
        index = self.columns.one.get(word)
        if index is None:
            return ""
        used.add(index)
        return values[index]

    def _external_id(self, values: list[str], used: set[int]) -> str:
        external_id = ""
        for index in self.columns.ids:
            text = values[index]
            if self.columns.system is MEETUP:
                text = text.removeprefix("user ").strip()
            text = text.removesuffix(".0")
            external_id = external_id or text
            if text == external_id:
                used.add(index)
        return external_id

    def _count(self, number: int, word: str, values: list[str], used: set[int]) -> int:
        text = self._take(word, values, used)
        count = cells.read_count(text) if text else 0
        if count is None:
            used.discard(self.columns.one[word])
            self._note(
                number,
                _("“{text}” in {column} is no number; it is kept as it stands.").format(
                    text=short(text), column=self._label(word)
                ),
            )
            return 0
        return count

    def _date(
        self, number: int, word: str, place: int, values: list[str], used: set[int]
    ) -> date | None:
        index = self.columns.one.get(word)
        if index is None:
            return None
        used.add(index)
        day = self._days[index][place]
        match day:
            case UnclearDate():
                self._note_unclear(number, values[index], self._label(word), day)
            case UnreadableDate():
                used.discard(index)
                sentence = _(
                    "“{text}” in {column} names no day and is only kept beside. "
                    "Write a day such as 2026-11-24."
                )
                self._note(
                    number,
                    sentence.format(text=short(values[index]), column=self._label(word)),
                )
            case _:
                return day
        return None

    def _note_unclear(self, number: int, text: str, column: str, day: UnclearDate) -> None:
        sentence = _(
            "“{text}” in {column} could be {first} or {second}; the date is left out. "
            "Use --dates dmy or mdy."
        )
        said = {"first": _said(day.dmy), "second": _said(day.mdy)}
        self._note(number, sentence.format(text=text, column=column, **said))

    def _do_not_write(self, values: list[str], used: set[int]) -> bool:
        marked = cells.says_yes(self._take("do_not_write", values, used))
        columns = self.columns
        index = columns.one.get("do_not_write")
        if index is not None and not cells.is_plain_answer(values[index]):
            used.discard(index)
        if columns.mailing is not None:
            marked = marked or cells.says_no(values[columns.mailing])
            if cells.is_plain_answer(values[columns.mailing]):
                used.add(columns.mailing)
        if columns.subscription is not None:
            marked = marked or cells.says_unsubscribed(values[columns.subscription])
        if (status := columns.one.get("answer")) is not None:
            marked = marked or cells.says_unsubscribed(values[status])
        return marked

    def _phone(self, number: int, values: list[str], used: set[int]) -> str:
        """Return the first number; what else there is stays in a field."""
        for index in self.columns.preferred_first(self.columns.phones, values):
            parts = _BETWEEN_PHONES.split(values[index])
            numbers = [text for part in parts if (text := cells.read_phone(part))]
            if any(map(str.strip, parts)) and not numbers:
                sentence = _(
                    "“{text}” was rounded by a spreadsheet and is no telephone number any more; "
                    "it is kept as it stands."
                )
                self._note(number, sentence.format(text=short(values[index])))
            if numbers:
                if len(numbers) == 1:
                    used.add(index)
                return clean_name(numbers[0])
        return ""

    def _photo_consent(self, values: list[str], used: set[int]) -> Consent:
        """Return what was said to pictures; more than a yes or a no is kept beside."""
        said = self._take("photo_consent", values, used)
        if not said or not cells.is_plain_answer(said):
            used.discard(self.columns.one.get("photo_consent", -1))
            return Consent.UNKNOWN
        return Consent.NO if cells.says_no(said) else Consent.YES

    def _fields(
        self, place: int, row: TableRow, values: list[str], used: set[int]
    ) -> tuple[tuple[str, str], ...]:
        """Return what no field took, so that nothing is lost."""
        fields = []
        for index, value in enumerate(values):
            if value and index not in used:
                day = self._days[index][place] if index in self._days else None
                if isinstance(day, UnclearDate) and index in self.columns.own_days:
                    self._note_unclear(row.number, value, self.columns.labels[index], day)
                text = day.isoformat() if isinstance(day, date) else value
                fields.append((self.columns.labels[index], text))
        if row.extra:
            width = len(values)
            extra = [
                (column_name(width + index), text)
                for index, cell in enumerate(row.extra)
                if (text := self._plain_cell(cell).strip())
            ]
            fields += extra
            self._note(
                row.number,
                _("The row has more cells than the header; kept as they stand: {texts}.").format(
                    texts=short(", ".join(text for _label, text in extra))
                ),
            )
        return tuple(fields)

    def _label(self, word: str) -> str:
        return self.columns.labels[self.columns.one[word]]


def _said(day: date) -> str:
    """Return the day so that nobody can mistake the month."""
    return f"{day.day} {month_name(day.month)} {day.year}"
