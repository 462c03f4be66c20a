"""What the header of a column means, however it is put: one word for what the column holds."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from organizer.intake.header_words import HEADERS

_EMAIL = re.compile(
    r"(?:(?:user|your|member|attendee|primary|secondary|other|alternate|alternative|additional|"
    r"primare|sekundare|zweite|weitere|dienstliche|geschaftliche|premiere|deuxieme|"
    r"work|home|private|personal|business|preferred|contact|ticket|teilnehmer) )*"
    r"(?:e ?mails?|mail|(?:e ?mail(?:ova)?|mail) ?adress[ea]?|(?:e ?mail|mail) ?(?:adres|cim)|e ?post|"
    r"e ?post ?adress[e]?|correo|correo electronico|direccion de correo(?: electronico)?|"
    r"indirizzo (?:di )?posta(?: elettronica)?|posta elettronica|endereco de correio eletronico|"
    r"adres (?:e ?mail|poczty elektronicznej)|адрес (?:эл(?:ектроннои)? почты|почты)|"
    r"ел(?:ектронна)? (?:пошта|адреса)|email адреса|διευθυνση email|ηλεκτρονικη διευθυνση|"
    r"ηλεκτρονικο ταχυδρομειο|דוא ל|דואל|אימייל|מייל|כתובת (?:מייל|אימייל|דואל|דוא ל)|"
    r"البريد الالكتروني|الايميل|ايميل|电子邮箱|電子信箱|邮件地址|메일|메일 주소|이메일 주소|"
    r"電子メール(?: ?アドレス)?|电子邮件地址|電子郵件地址|"
    r"courriel|adresse (?:e ?mail|mail|electronique|de messagerie|courriel)|indirizzo e ?mail|"
    r"endereco de e ?mail|sahkoposti|eposta|e posta|メール|メールアドレス|eメール|邮箱|电子邮件|電子郵件|"
    r"이메일|почта|электронная почта|эл почта)"
    r"(?: addresse?s?)?(?: \d+)?(?: (?:value|address|adresse))?"
)
_BEFORE_NAME = re.compile(
    r"(?:(?:your|attendee|member|guest|participant|contact|teilnehmer|user|dein|deine|ihr|ihre|"
    r"ton|ta|votre|tu|su|il tuo|la tua|jouw|je|uw|seu|ditt|din) (?=.)|"
    r"(?:nom du participant|nombre del (?:asistente|participante)|nome del partecipante|"
    r"nome do participante|naam (?:van de )?(?:deelnemer|gast|bezoeker)) (?=.))"
)
_OF_WHOM = re.compile(
    r"(?<=.) (?:(?:du|de la|de l|del|de|do|da|van de|der|des) ?)?(?:participant|asistente|"
    r"participante|partecipante|teilnehmers|teilnehmenden|deelnemer|bezoeker|gast|uczestnika|"
    r"adherent|mitglieds|membre)$"
)
"""Whose name or address it is, behind the word for it."""
_BUYER = re.compile(
    r"(?:buyer|purchaser|customer|booker|besteller|kaufer|kunde|kunden|acheteur|comprador|"
    r"acquirente) (?=.)"
)
_ASKS = re.compile(
    r"(?:what is|whats|please (?:enter|give|tell us|type)|enter|tell us|wie lautet|wie ist|"
    r"quel est|cual es) (?=.)"
)
"""How a form of one's own asks for what a column holds."""
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LONGEST_HEADER = 80
_COMES = re.compile(
    r"(?:kommst du|kommt ihr|kommen sie|bist du dabei|seid ihr dabei|sind sie dabei|"
    r"nimmst du teil|nehmen sie teil|are you coming|are you attending|are you joining(?: us)?|"
    r"will you (?:come|attend|join(?: us)?|be (?:there|attending|joining us|coming))|"
    r"can you (?:come|make it|attend)|do you plan to attend|serez vous (?:present e s|presents?|"
    r"present e|la|des notres)|seras tu (?:present e?|la)|viendrez vous|viendras tu|viens tu|"
    r"venez vous|participerez vous|participes tu|vendras|vienes|asistiras|asistira(?: usted)?|"
    r"verrai|vieni|parteciperai|partecipi|kom je|komt u|ben je erbij|kommer du|voce vem|"
    r"voce vira)(?: (?:am|an|zum|zur|on|to|at|this|next|in|au|a|aux|le|la|al|el|il|alla|op|naar|"
    r"den|till|til|auch|wieder|tonight|tomorrow|heute|morgen)\b.*)?"
)
"""How people ask in their own forms whether somebody comes, to what or when behind it."""
# Headers that mean the family name where another column holds the given one, or the reverse.
BARE_NAMES = frozenset(
    ("name", "nom", "nombre", "nome", "naam", "namn", "navn", "nimi", "nev", "jmeno", "meno", "имя")
)


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """Return a header without case, accents and signs: "Member.ID" and "memberId" are "member id"."""
    text = unicodedata.normalize("NFKC", header).replace("#", " number ")
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    text = unicodedata.normalize("NFD", text.casefold().replace("ı", "i").replace("ł", "l"))
    text = "".join(c for c in text if unicodedata.category(c) != "Mn" or c > "\u0e00")
    text = unicodedata.normalize("NFC", text).replace("'", "").replace("’", "")
    return " ".join(re.findall(r"[^\W_]+", text))


_WORD_OF = {
    header if header.isascii() else plain(header): word
    for word, headers in HEADERS.items()
    for header in headers.split("|")
}


_EXTRA_GUESTS = re.compile(
    r"\+\s?1|\bplus[ -]?(?:one|1)\b|\bbring(?:ing)?\b.{0,30}\b(?:guests?|friends?|partner)\b|"
    r"\b(?:guests?|friends|people)\b.{0,30}\bbring(?:ing)?\b|"
    r"\b(?:gäste|begleit\w+|personen)\b.{0,30}\bmit\b|\bbring\w*\b.{0,20}\bjemand\w*\b|"
    r"\b(?:combien d.\s?|avec des )(?:invités|accompagnants)\b|"
    r"\bcombien de personnes\b.{0,30}\b(?:accompagn|avec (?:toi|vous))|"
    r"\b(?:cuántos|con) (?:invitados|acompañantes)\b|\bquanti (?:ospiti|accompagnatori)\b",
    re.IGNORECASE,
)
"""Questions about extra guests, as people put them in their own forms."""


def word_for(header: str) -> str:
    """Return what a column with this header holds, or nothing."""
    for said in (header, _IN_BRACKETS.sub(" ", header)):
        text = plain(said) if len(said) <= _LONGEST_HEADER else ""
        asked = _ASKS.sub("", text, count=1)
        for words in dict.fromkeys((text, asked, _OF_WHOM.sub("", asked))):
            shorter = _BEFORE_NAME.sub("", words, count=1)
            if _EMAIL.fullmatch(words) or _EMAIL.fullmatch(shorter):
                return "email"
            word = _WORD_OF.get(words) or _WORD_OF.get(shorter)
            if word:
                return word
        if _COMES.fullmatch(text):
            return "answer"
    is_short = len(header) <= _LONGEST_HEADER
    return "plus" if is_short and _EXTRA_GUESTS.search(header) else ""


def word_of_buyer(header: str) -> str:
    """Return what a column says of whoever paid, or nothing; a list may know nobody else."""
    text = plain(header) if len(header) <= _LONGEST_HEADER else ""
    return word_for(rest) if (rest := _BUYER.sub("", text, count=1)) != text else ""
