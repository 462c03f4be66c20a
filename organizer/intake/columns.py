"""Which column of a list holds what, by its header in many languages, or as the user says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from organizer.domain.errors import UserError
from organizer.domain.fields import BESIDE
from organizer.domain.kinds import FieldKind
from organizer.domain.names import fold
from organizer.domain.words import _
from organizer.intake.guesses import could_be_names, guess_columns
from organizer.intake.headers import BARE_NAMES, plain, word_for, word_of_buyer
from organizer.intake.systems import OURS, TABLE, System, system_of
from organizer.intake.tables import column_name

FIELD_WORDS = (
    "name",
    "first_name",
    "last_name",
    "email",
    "id",
    "joined",
    "tags",
    "notes",
    "attended",
    "last_attended",
    "yes",
    "no_shows",
    "do_not_write",
    "greeting",
    "pronouns",
    "phone",
    "language",
    "photo_consent",
    "circles",
    "found_us",
    "brought_by",
)
"""What a column can be said to hold with `--map FIELD=COLUMN`; the other columns are kept as
labelled values. `id` is the person's in the system the list comes from; `attended`, `yes` and
`no_shows` are totals; `do_not_write` is a mark."""

FIELD = "field:"
"""Begins the word of a field of the community's own, which ends in its name."""

OF_ONE_EVENT = ("answer", "invited", "plus", "arrived", "left", "paid")
"""Fields beside these that an attendee list has: what was answered, who is invited, how many extra
guests, that or when somebody arrived, when they left, and whether they paid. They say nothing of
the person beyond the event."""
_MAPPED = (*FIELD_WORDS, *OF_ONE_EVENT)

_NAMES = frozenset(("name", "first_name", "last_name"))
_SEVERAL = frozenset(("email", "phone", "other_phone", "id", "stand_in", "arrived"))
"""Fields that more than one column can hold."""
ORDER_STATUS = "order status"
"""Plain header of a column that says of an order, too, whether it is paid."""
_TURKISH_GIVEN, _TURKISH_FAMILY = frozenset(("ad", "adi")), frozenset(("soyad", "soyadi"))
_OWN_EMAIL = ("attendee ", "teilnehmer ", "ticket ")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing is found: column indexes, counted from 0."""

    labels: tuple[str, ...]
    system: System = TABLE
    """What wrote the list, as far as its headers tell."""
    one: dict[str, int] = field(default_factory=dict)
    """Field word to column."""
    emails: tuple[int, ...] = ()
    own_emails: tuple[int, ...] = ()
    """Those of them that are the guest's own, where the others are of whoever bought the ticket."""
    phones: tuple[int, ...] = ()
    ids: tuple[int, ...] = ()
    """Columns with the person's id, the best first."""
    stand_ins: tuple[int, ...] = ()
    """Columns that can name somebody who has no name, such as a nickname."""
    company: int | None = None
    """Column that names somebody who has not even an address."""
    mailing: int | None = None
    """Column that says yes to being written to."""
    subscription: int | None = None
    ignored: frozenset[int] = frozenset()
    """Columns that our own export computes and that mean nothing coming back."""
    name_is_bare: bool = False
    """The name column may hold only the family or only the given name."""
    other_names: tuple[int, ...] = ()
    """Further columns with whole names, for rows in which the first has none."""
    arrived: tuple[int, ...] = ()
    """Columns that say whether somebody arrived, or when."""
    counts_tickets: bool = False
    """The column of extra guests counts the person too."""
    void: int | None = None
    """Column that marks tickets which were given back."""
    own: dict[str, int] = field(default_factory=dict)
    """Columns of the fields of the community's own, by their names."""
    own_days: frozenset[int] = frozenset()
    """Those of them that hold days."""
    guessed: tuple[str, ...] = ()
    """Field words whose column has no header, and was told by what it holds."""

    @property
    def mapping(self) -> dict[str, int]:
        """The column that each field word takes first."""
        found = {word: index for word, index in self.one.items() if word in _MAPPED}
        several = (
            ("email", self.emails),
            ("phone", self.phones),
            ("id", self.ids),
            ("arrived", self.arrived),
        )
        for word, indexes in several:
            if indexes:
                found[word] = indexes[0]
        own = {f"{FIELD}{name}": index for name, index in self.own.items()}
        return {word: found[word] for word in _MAPPED if word in found} | own

    def preferred_first(self, indexes: Sequence[int], values: Sequence[str]) -> list[int]:
        """Return columns with those first that Google marks in a row, by a star in their label."""

        def is_marked(index: int) -> bool:
            label = self.labels[index - 1].casefold() if index else ""
            return label.endswith(("label", "type")) and values[index - 1].startswith("*")

        return sorted(indexes, key=is_marked, reverse=True)


def recognise(
    labels: Sequence[str],
    file: str,
    mapping: Mapping[str, str] | None = None,
    rows: Sequence[Sequence[str]] = (),
    own: Mapping[str, FieldKind] | None = None,
) -> Columns:
    """Find out what each column holds; `mapping` (field word to header) goes before that.

    `own` are the fields of the community's own, by their names.

    The first `rows` tell a system whose headers are in the organizer's language, and what a
    column without a header holds, where no column with one says who the people are.

    UserError if the mapping names what is not there, or if no column holds names.
    """
    plains = [plain(label) for label in labels]
    chosen = _chosen(labels, plains, file, mapping or {})
    system = system_of(plains, rows)
    named = (*system.headers, *labels[len(system.headers) :])
    own_names = set(map(fold, own or ()))
    found: dict[str, list[int]] = {}
    for index, label in enumerate(named):
        if system.known and plains[index] not in system.known:
            continue
        if plains[index] in _TURKISH_GIVEN and not _TURKISH_FAMILY & set(plains):
            continue  # in other languages it means something else
        if index not in chosen.values() and (word := word_for(label)) not in ("", *chosen):
            if word == "invited" and (system is not TABLE or fold(label) in own_names):
                continue  # of a system that has answers, or a field of the community's own
            found.setdefault(word, []).append(index)
    ignored = frozenset(i for i, text in enumerate(plains) if text in system.computed)
    fit = {
        word: sorted(
            (index for index in indexes if index not in ignored),
            key=lambda index: _is_empty(index, rows),
        )
        for word, indexes in found.items()
        if word not in _SEVERAL
    }
    one = {word: indexes[0] for word, indexes in fit.items() if indexes}
    one |= {word: index for word, index in chosen.items() if word in _MAPPED}
    one = {word: index for word, index in one.items() if word not in _SEVERAL}
    if not (_NAMES | {"who"}) & one.keys():  # then who paid is all that the list knows
        paid_by = [(word_of_buyer(label), index) for index, label in enumerate(labels)]
        for word, index in paid_by:
            if word and word not in found and word not in chosen and not system.known:
                found[word] = [index]
                if word not in _SEVERAL:
                    one[word] = index
    who = one.pop("who", None)  # such a column holds names only where no better one does
    if not _NAMES & one.keys() and who is not None:
        one["name"] = who
    guessed: dict[str, int] = {}
    if not _NAMES & one.keys():
        guessed = guess_columns(labels, rows, {*found, *chosen})
        told = {index for indexes in found.values() for index in indexes} | {*guessed.values()}
        if "name" in guessed:
            one["name"] = guessed["name"]
        elif "email" not in found.keys() | guessed.keys() or any(
            index not in told and (label == column_name(index) or could_be_names(rows, index))
            for index, label in enumerate(labels)
        ):
            raise UserError(_no_name(labels, file))  # one of the other columns may hold names
    status, quantity = one.pop("status", None), one.pop("quantity", None)
    if status is not None:
        is_beside = one.setdefault("answer", status) != status
        if is_beside and plains[status] == ORDER_STATUS:
            one.setdefault("paid", status)
    counts_tickets = "plus" not in one and quantity is not None
    if quantity is not None:
        one.setdefault("plus", quantity)

    def several(word: str) -> tuple[int, ...]:
        if word in chosen:
            return (chosen[word],)
        if word in guessed:
            return (guessed[word],)
        return tuple(index for index in found.get(word, ()) if index not in ignored)

    ids = tuple(plains.index(header) for header in system.ids if header in plains)
    in_own = _own(labels, own or {}, chosen, {index for each in found.values() for index in each})
    return Columns(
        labels=_labels(labels, in_own, system),
        system=system,
        emails=several("email"),
        own_emails=_own_emails(several("email"), plains, system),
        phones=(*several("phone"), *several("other_phone")),
        ids=(chosen["id"],) if "id" in chosen else ids,
        stand_ins=several("stand_in"),
        company=one.pop("company", None),
        mailing=one.pop("mailing", None),
        subscription=one.pop("subscription", None),
        void=one.pop("void", None),
        ignored=ignored,
        other_names=() if "name" in chosen else tuple(fit.get("name", ())[1:]),
        name_is_bare="name" in one and "name" not in chosen and plains[one["name"]] in BARE_NAMES,
        one=one,
        arrived=several("arrived"),
        counts_tickets=counts_tickets,
        own=in_own,
        own_days=frozenset(
            index for name, index in in_own.items() if (own or {}).get(name) is FieldKind.DATE
        ),
        guessed=tuple(guessed),
    )


def _is_empty(index: int, rows: Sequence[Sequence[str]]) -> bool:
    return bool(rows) and not any(row[index].strip() for row in rows)


def _own_emails(emails: Sequence[int], plains: Sequence[str], system: System) -> tuple[int, ...]:
    own = tuple(index for index in emails if plains[index].startswith(_OWN_EMAIL))
    return own if system.is_tickets and len(own) < len(emails) else ()


def _own(
    labels: Sequence[str], own: Mapping[str, FieldKind], chosen: Mapping[str, int], used: set[int]
) -> dict[str, int]:
    """Return the columns of the community's own fields: those named so, or chosen by the user."""
    by_name = {fold(label): index for index, label in enumerate(labels) if index not in used}
    found = {}
    for name in own:
        index = chosen.get(f"{FIELD}{name}", by_name.get(fold(name)))
        if index is not None:
            found[name] = index
    return found


def _labels(labels: Sequence[str], own: Mapping[str, int], system: System) -> tuple[str, ...]:
    """Return what values are kept under: the names of fields, and labels as they were before."""
    names = {index: name for name, index in own.items()}
    before = [label.removesuffix(BESIDE) if system is OURS else label for label in labels]
    return tuple(names.get(index, label) for index, label in enumerate(before))


def _chosen(
    labels: Sequence[str], plains: list[str], file: str, mapping: Mapping[str, str]
) -> dict[str, int]:
    """Return the columns that the user named."""
    chosen = {}
    for word, header in mapping.items():
        if word not in _MAPPED and not word.startswith(FIELD):
            sentence = _("There is no field “{word}” to map a column to. The fields are: {words}.")
            raise UserError(sentence.format(word=word, words=", ".join(_MAPPED)))
        if header in labels:
            chosen[word] = list(labels).index(header)
        elif header.strip() and plain(header) in plains:
            chosen[word] = plains.index(plain(header))
        else:
            sentence = _("{file} has no column “{header}”. Its columns are: {columns}.")
            raise UserError(sentence.format(file=file, header=header, columns=_listed(labels)))
    return chosen


def _no_name(labels: Sequence[str], file: str) -> str:
    return _(
        "{file} has no column with names that can be recognised. Its columns are: {columns}. "
        "Say which one holds them, for example with --map name=COLUMN."
    ).format(file=file, columns=_listed(labels))


def _listed(labels: Sequence[str]) -> str:
    shown = [label if len(label) <= 60 else label[:59] + "…" for label in labels[:40]]
    if len(labels) > len(shown):
        shown.append("…")
    return ", ".join(shown)
