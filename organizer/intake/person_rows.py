"""One row of a list of members to one person, with everything it holds that is no field."""

from __future__ import annotations

import re
from datetime import date

from organizer.domain.drafts import LONGEST_NAME
from organizer.domain.kinds import Consent
from organizer.domain.names import clean_name
from organizer.domain.records import PersonRow, Problem
from organizer.domain.times import month_name
from organizer.domain.words import _, ngettext
from organizer.intake import cells
from organizer.intake.attendees import AttendeeReader, split_company
from organizer.intake.columns import Columns
from organizer.intake.dates import Order, UnclearDate, UnreadableDate, read_dates
from organizer.intake.mail_doubts import doubt
from organizer.intake.meetings import without_original_name
from organizer.intake.systems import MEETUP
from organizer.intake.tables import Table, TableRow, column_name

_COUNTS = ("attended", "yes", "no_shows")
_DATES = ("joined", "last_attended")
_TRAITS = ("greeting", "pronouns", "language", "found_us")
_BRINGERS = ("brought_by_uid", "brought_by")
_BETWEEN_PHONES = re.compile(r";|:::|\n")
# Scripts whose writers put the family name first, without a blank.
_FAMILY_FIRST = (("一", "鿿"), ("㐀", "䶿"), ("가", "힣"))


class PersonReader:
    """The rows of one table on their way to people, with the problems met."""

    def __init__(self, file: str, columns: Columns, table: Table, order: Order | None) -> None:
        self.file = file
        self.columns = columns
        self.problems: list[Problem] = []
        self._plain_cell = cells.unguarded if table.is_text else str
        self._attendees = AttendeeReader(columns, table.rows, order)
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
        name, emails = self._name_and_emails(row.number, values, used)
        if not name:
            sentence = _("Left out, as there is neither a name nor an address: {text}.")
            said = ", ".join(filter(None, (*values, *row.extra)))
            self._note(row.number, sentence.format(text=_short(said)))
            return None
        if not emails and cells.is_sum(name, values):
            self.problems = [each for each in self.problems if each.row != row.number]
            sentence = _("Left out, as this is the sum of a column and nobody: {text}.")
            self._note(row.number, sentence.format(text=_short(", ".join(filter(None, values)))))
            return None
        if len(name) > LONGEST_NAME:  # most often a quotation mark that was never closed
            sentence = _("Left out, as the name has {count} letters; {most} is the most: {text}.")
            self._note(
                row.number,
                sentence.format(count=len(name), most=LONGEST_NAME, text=_short(name)),
            )
            return None
        if cells.is_two_people(name):
            sentence = _(
                "“{name}” looks like two people; they are kept as one until you part them."
            )
            self._note(row.number, sentence.format(name=_short(name)))
        counts = {word: self._count(row.number, word, values, used) for word in _COUNTS}
        days = {word: self._date(row.number, word, place, values, used) for word in _DATES}
        external_id = self._external_id(values, used)
        attending = self._attendees.said(place, values)
        traits = {word: clean_name(self._take(word, values, used)) for word in _TRAITS}
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
            paid=attending.paid,
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

    def _name_and_emails(
        self, number: int, values: list[str], used: set[int]
    ) -> tuple[str, tuple[str, ...]]:
        written, address = cells.split_addressed_name(self._take("name", values, used))
        if written and (short := self._name_alone(written)) != written:
            used.discard(self.columns.one["name"])  # kept whole beside
            written = short
        found = [address]
        beside = ""
        rests = {}
        own = [index for index in self.columns.own_emails if values[index]]
        for index in own or self.columns.emails:
            addresses, rests[index] = cells.split_addresses(values[index])
            found += addresses
            if len(addresses) == 1 and "<" in values[index]:
                beside = beside or cells.split_addressed_name(values[index])[0]
            if rests[index] and not addresses:
                sentence = _("“{text}” is no e-mail address; it is kept as it stands.")
                self._note(number, sentence.format(text=_short(values[index])))
        if not any(found):
            found += [text for text in cells.split_addresses(written)[0] if text == written]
        emails = cells.distinct(found)
        name = self._full_name(written, values, used) or beside
        said = set(name.casefold().split())
        for index, rest in rests.items():
            if not rest or set(rest.casefold().split()) == said:
                used.add(index)
            elif emails:
                sentence = ngettext(
                    "Of “{text}” only the address {emails} was read; all is kept beside.",
                    "Of “{text}” only the addresses {emails} were read; all is kept beside.",
                    len(emails),
                )
                text, read = _short(values[index]), _short(", ".join(emails))
                self._note(number, sentence.format(text=text, emails=read))
        for email in emails:
            if unsure := doubt(email):
                self._note(number, unsure)
        return name or self._stand_in(number, values, used, emails), emails

    def _name_alone(self, written: str) -> str:
        """Return a name without what a list puts behind it, such as how many come along."""
        system = self.columns.system
        name = without_original_name(self._label("name"), written, system)
        return name if system.is_contacts else split_company(name)[0]

    def _full_name(self, written: str, values: list[str], used: set[int]) -> str:
        """Return the name as written, or put together from its parts."""
        one = self.columns.one
        given, middle, family = (
            clean_name(values[one[word]]) if word in one else ""
            for word in ("first_name", "middle_name", "last_name")
        )
        if self.columns.name_is_bare and written:
            words = written.split()
            if "last_name" not in one and given and given.split()[0] not in words:
                family, written = written, ""
            elif "first_name" not in one and family and family.split()[-1] not in words:
                given, written = written, ""
        name = written or _joined(given, middle, family)
        said = set(name.split())
        for word in ("first_name", "middle_name", "last_name"):
            index = one.get(word)
            if index is not None and (set(values[index].split()) <= said or not written):
                used.add(index)
        return name

    def _stand_in(
        self, number: int, values: list[str], used: set[int], emails: tuple[str, ...]
    ) -> str:
        """Return what to call somebody without a name, or nothing if there is no clue."""
        candidates: list[tuple[str, int | None]] = [
            (values[index], index) for index in self.columns.stand_ins
        ]
        candidates += [(email.split("@")[0], None) for email in emails]
        if self.columns.company is not None:
            candidates.append((values[self.columns.company], self.columns.company))
        for text, index in candidates:
            name = clean_name(text)
            if name:
                if index is not None:
                    used.add(index)
                sentence = _("The row has no name; “{name}” stands in for it.")
                self._note(number, sentence.format(name=_short(name)))
                return name
        return ""

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
                    text=_short(text), column=self._label(word)
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
                    sentence.format(text=_short(values[index]), column=self._label(word)),
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
        for index in self.columns.phones:
            parts = _BETWEEN_PHONES.split(values[index])
            numbers = [text for part in parts if (text := cells.read_phone(part))]
            if any(map(str.strip, parts)) and not numbers:
                sentence = _(
                    "“{text}” was rounded by a spreadsheet and is no telephone number any more; "
                    "it is kept as it stands."
                )
                self._note(number, sentence.format(text=_short(values[index])))
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
                    texts=_short(", ".join(text for _label, text in extra))
                ),
            )
        return tuple(fields)

    def _label(self, word: str) -> str:
        return self.columns.labels[self.columns.one[word]]


def _joined(given: str, middle: str, family: str) -> str:
    if given and family and all(_is_family_first(part) for part in (given, family)):
        return clean_name(family + given)
    return clean_name(" ".join(filter(None, (given, middle, family))))


def _is_family_first(text: str) -> bool:
    return any(first <= text[0] <= last for first, last in _FAMILY_FIRST)


def _said(day: date) -> str:
    """Return the day so that nobody can mistake the month."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
