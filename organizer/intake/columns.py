"""Which column of a list holds what, by its header in many languages, or as the user says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from organizer.domain.errors import UserError
from organizer.domain.words import _

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
)
"""What a column can be said to hold with `--map FIELD=COLUMN`; the other columns are kept as
labelled values. `id` is the person's in the system the list comes from; `attended`, `yes` and
`no_shows` are totals; `do_not_write` is a mark."""

# Headers as `_plain` gives them, separated by bars.
_HEADERS = {
    "name": (
        "name|full name|fullname|display name|displayname|names|name original name|preferred name|"
        "real name|complete name|"
        "vollstandiger name|anzeigename|nom|nom complet|nom et prenom|prenom et nom|nom prenom|"
        "nombre|nombre completo|nombre y apellidos|nome|nome completo|nome e cognome|"
        "nome e sobrenome|naam|volledige naam|namn|navn|fullt namn|fullt navn|nimi|nev|"
        "teljes nev|imie i nazwisko|jmeno|meno|ime|ad soyad|adi soyadi|isim|имя и фамилия|фио|имя|"
        "ονομα|ονοματεπωνυμο|氏名|名前|お名前|姓名|이름|성명|성함|שם|שם מלא|الاسم|ชื่อ|नाम|ho va ten|ho ten"
    ),
    "who": "member|person|participant|attendee|guest|contact|mitglied|membre|medlem|lid|socio",
    "first_name": (
        "first name|firstname|first|given name|givenname|given|forename|fname|vorname|prenom|"
        "primer nombre|fornamn|fornavn|voornaam|etunimi|imie|krestni jmeno|keresztnev|"
        "primeiro nome|名|名字|first names|given names|name first name|name given name"
    ),
    "middle_name": "middle name|middlename|middle|middle names|additional name|name middle name",
    "last_name": (
        "last name|lastname|last|surname|family name|familyname|lname|second name|nachname|"
        "familienname|zuname|nom de famille|apellido|apellidos|cognome|sobrenome|apelido|"
        "efternamn|efternavn|etternavn|achternaam|sukunimi|nazwisko|prijmeni|priezvisko|prezime|"
        "vezeteknev|soyad|soyadi|фамилия|姓|last names|name last name|name family name|name surname"
    ),
    "joined": (
        "joined|joined on|joined at|joined group on|joined date|date joined|join date|"
        "member since|joining date|membership start|beigetreten|beigetreten am|beitritt|"
        "beitrittsdatum|eintritt|eintrittsdatum|mitglied seit|membre depuis|date d adhesion|"
        "inscrit le|miembro desde|fecha de alta|medlem sedan|gick med|medlem siden|lid sinds|"
        "iscritto dal|membro desde|入会日|入会|参加日|가입일"
    ),
    "tags": (
        "tags|tag|labels|circles|stichworte|schlagworte|schlagworter|etiquettes|etiquetas|"
        "etichette|taggar|etiketten|タグ|标签|태그"
    ),
    "notes": (
        "notes|note|comment|comments|remark|remarks|notiz|notizen|bemerkung|bemerkungen|"
        "anmerkung|anmerkungen|remarque|remarques|commentaire|commentaires|nota|notas|"
        "comentario|comentarios|anteckning|anteckningar|opmerking|opmerkingen|uwagi|"
        "メモ|備考|备注|메모|비고"
    ),
    "attended": (
        "meetups attended|events attended|times attended|attended meetups|attended events|"
        "attendance count|visits"
    ),
    "last_attended": "last attended|last attended on|last attendance|last visit|last event attended",
    "yes": "rsvped yes|yes rsvps|rsvps yes|rsvp yes",
    "no_shows": "no shows|noshows|no show count",
    "do_not_write": (
        "unsubscribed|unsubscribed at|unsubscribe time|unsub time|do not write|do not contact|"
        "do not email|do not mail|dont write|dont contact|opt out|opted out|email opt out|"
        "no email|no mail|nicht anschreiben|keine mails|abgemeldet|ne pas contacter|desinscrit"
    ),
    "mailing": "mailing list|subscribed|email subscribed|accepts email",
    "subscription": (
        "email marketing status|subscription status|subscriber status|email status|"
        "email subscriber status|mailing status"
    ),
    "stand_in": "nickname|nick|nick name|spitzname|surnom|organization name|organisation name",
    "company": "company|company name|organization|organisation|firma|entreprise|empresa|会社",
}
_WORD_OF = {header: word for word, headers in _HEADERS.items() for header in headers.split("|")}
_EMAIL = re.compile(
    r"(?:(?:user|your|member|attendee|primary|secondary|other|alternate|alternative|additional|"
    r"work|home|private|personal|business|preferred|contact) )*"
    r"(?:e ?mails?|mail|e ?mail(?:ova)? ?adress[ea]?|(?:e ?mail|mail) ?(?:adres|cim)|e ?post|"
    r"e ?post ?adress[e]?|correo|correo electronico|direccion de correo(?: electronico)?|"
    r"courriel|adresse (?:e ?mail|mail|electronique)|adresse courriel|indirizzo e ?mail|"
    r"endereco de e ?mail|sahkoposti|eposta|e posta|メール|メールアドレス|eメール|邮箱|电子邮件|電子郵件|"
    r"이메일|почта|электронная почта|эл почта)"
    r"(?: addresse?s?)?(?: \d+)?(?: (?:value|address))?"
)
_BEFORE_NAME = re.compile(
    r"(?:your|attendee|member|guest|participant|contact|teilnehmer|user) (?=.)"
)
# Headers that mean the family name where another column holds the given one, or the reverse.
_BARE_NAMES = frozenset(
    ("name", "nom", "nombre", "nome", "naam", "namn", "navn", "nimi", "nev", "jmeno", "meno", "имя")
)

_NAMES = frozenset(("name", "first_name", "last_name"))

OURS = "organizer"
MEETUP = "meetup"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing is found: column indexes, counted from 0."""

    labels: tuple[str, ...]
    system: str = ""
    """The word for the system that wrote the list, if it is one whose ids we know."""
    one: dict[str, int] = field(default_factory=dict)
    """Field word to column."""
    emails: tuple[int, ...] = ()
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

    @property
    def format(self) -> str:
        """The system's name for people, or "table"."""
        return {MEETUP: "Meetup", OURS: "Organizer"}.get(self.system, "table")

    @property
    def mapping(self) -> dict[str, int]:
        """The column that each field word takes first."""
        found = {word: index for word, index in self.one.items() if word in FIELD_WORDS}
        for word, indexes in (("email", self.emails), ("id", self.ids)):
            if indexes:
                found[word] = indexes[0]
        return {word: found[word] for word in FIELD_WORDS if word in found}


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """Return a header without case, accents and signs: "Member.ID" and "memberId" are "member id"."""
    text = unicodedata.normalize("NFKC", header).replace("#", " number ")
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    text = unicodedata.normalize("NFD", text.casefold().replace("ı", "i").replace("ł", "l"))
    text = "".join(c for c in text if unicodedata.category(c) != "Mn" or c > "\u0e00")
    text = unicodedata.normalize("NFC", text).replace("'", "").replace("’", "")
    return " ".join(re.findall(r"[^\W_]+", text))


def word_for(header: str) -> str:
    """Return what a column with this header holds, or nothing."""
    text = plain(header) if len(header) <= 80 else ""
    if _EMAIL.fullmatch(text):
        return "email"
    return _WORD_OF.get(text) or _WORD_OF.get(_BEFORE_NAME.sub("", text, count=1), "")


def recognise(
    labels: Sequence[str], file: str, mapping: Mapping[str, str] | None = None
) -> Columns:
    """Find out what each column holds; `mapping` (field word to header) goes before that.

    UserError if the mapping names what is not there, or if no column holds names.
    """
    plains = [plain(label) for label in labels]
    chosen = _chosen(labels, plains, file, mapping or {})
    system = _system(set(plains))
    one: dict[str, int] = {}
    emails: list[int] = []
    stand_ins: list[int] = []
    for index, label in enumerate(labels):
        word = word_for(label) if index not in chosen.values() else ""
        if word == "email" and "email" not in chosen:
            emails.append(index)
        elif word == "stand_in":
            stand_ins.append(index)
        elif word and word != "email" and word not in chosen:
            one.setdefault(word, index)
    ignored: frozenset[int] = frozenset()
    ids = [i for text in ("member id", "user id") for i, p in enumerate(plains) if p == text]
    if system == OURS:
        ids = [plains.index("uid")]
        ignored = frozenset(i for i, p in enumerate(plains) if p in ("attended", "last attended"))
        one = {word: index for word, index in one.items() if index not in ignored}
    elif system != MEETUP:
        ids = []
    one |= {word: index for word, index in chosen.items() if word not in ("email", "id")}
    who = one.pop("who", None)  # such a column holds names only where no better one does
    if not _NAMES & one.keys() and who is not None:
        one["name"] = who
    if not _NAMES & one.keys():
        raise UserError(_no_name(labels, file))
    return Columns(
        labels=tuple(labels),
        system=system,
        emails=(chosen["email"],) if "email" in chosen else tuple(emails),
        ids=(chosen["id"],) if "id" in chosen else tuple(ids),
        stand_ins=tuple(stand_ins),
        company=one.pop("company", None),
        mailing=one.pop("mailing", None),
        subscription=one.pop("subscription", None),
        ignored=ignored,
        name_is_bare="name" in one and "name" not in chosen and plains[one["name"]] in _BARE_NAMES,
        one=one,
    )


def _system(plains: set[str]) -> str:
    if {"uid", "name", "emails"} <= plains:
        return OURS
    if "joined group on" in plains or {"member id", "meetups attended"} <= plains:
        return MEETUP
    return ""


def _chosen(
    labels: Sequence[str], plains: list[str], file: str, mapping: Mapping[str, str]
) -> dict[str, int]:
    """Return the columns that the user named."""
    chosen = {}
    for word, header in mapping.items():
        if word not in FIELD_WORDS:
            sentence = _("There is no field “{word}” to map a column to. The fields are: {words}.")
            raise UserError(sentence.format(word=word, words=", ".join(FIELD_WORDS)))
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
