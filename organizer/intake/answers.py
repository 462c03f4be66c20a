"""What people answer and what systems call it: a few words, in many languages, to a status."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from organizer.domain.kinds import RegistrationStatus
from organizer.intake import cells
from organizer.intake.dates import read_date
from organizer.intake.headers import plain

# Words as `plain` gives them, separated by bars.
_ANSWERS = {
    RegistrationStatus.GOING: (
        "going|attending|accept|accepted|approved|confirmed|registered|active|paid|complete|"
        "completed|acquired|valid|coming|i will be there|ill be there|joining|will attend|"
        "will come|can come|can go|count me in|im in|i am in|in person|placed|ordered|purchased|"
        "booked|reserved|issued|ticketed|free|session|to be paid|partially refunded|rsvpd|"
        "yes please|yes i will|yes i can|yes definitely|ja gern|ja gerne|oui avec plaisir|"
        "zugesagt|zusage|angemeldet|bestatigt|bezahlt|aktiv|dabei|bin dabei|ich bin dabei|komme|"
        "ich komme|kommt|nimmt teil|gebucht|gultig|teilweise erstattet|inscrit|inscrite|confirme|"
        "confirmee|accepte|acceptee|je viens|vient|participe|paye|payee|valide|confirmado|"
        "confirmada|aceptado|aceptada|asiste|asistira|asistire|voy|inscrito|inscrita|pagado|"
        "confermato|confermata|accettato|accettata|partecipa|partecipo|vengo|iscritto|iscritta|"
        "pagato|aceito|aceite|vou|pago|anmald|bekraftad|kommer|aangemeld|bevestigd|geaccepteerd|"
        "komt|potwierdzony|zapisany|参加|出席|已确认|已报名"
    ),
    RegistrationStatus.MAYBE: (
        "maybe|tentative|perhaps|possibly|not sure|unsure|interested|i dont know yet|might come|"
        "not sure yet|dont know|dont know yet|weiss nicht|weiss noch nicht|weiss ich noch nicht|"
        "noch unsicher|noch offen|je ne sais pas|je ne sais pas encore|no se|no lo se|non so|"
        "vielleicht|eventuell|unsicher|unter vorbehalt|mit vorbehalt|peut etre|provisoire|"
        "quiza|quizas|tal vez|provisional|tentativo|talvez|forse|kanske|misschien|moze|未定|也许"
    ),
    RegistrationStatus.WAITLISTED: (
        "waitlist|waitlisted|wait list|waiting list|waiting|waitinglist|on waitlist|standby|"
        "on the waitlist|on waiting list|on the waiting list|warteliste|auf warteliste|"
        "auf der warteliste|liste dattente|liste d attente|en liste dattente|"
        "sur liste dattente|lista de espera|en lista de espera|em lista de espera|"
        "lista dattesa|lista d attesa|in lista dattesa|vantelista|pa vantelista|wachtlijst|"
        "op wachtlijst|lista rezerwowa|キャンセル待ち|候补"
    ),
    RegistrationStatus.DECLINED: (
        "not going|declined|decline|rejected|not attending|not coming|cant come|cannot come|"
        "cant make it|cannot make it|cant go|cannot go|cant attend|cannot attend|"
        "unable to attend|wont come|will not come|wont attend|will not attend|regrets|sorry no|"
        "no thanks|no thank you|no sorry|not this time|excused|absent|abgesagt|absage|abgelehnt|abgemeldet|"
        "entschuldigt|verhindert|kommt nicht|komme nicht|ich komme nicht|nimmt nicht teil|"
        "kann nicht|leider nicht|leider nein|nein danke|abwesend|refuse|refusee|decline par|"
        "ne vient pas|je ne viens pas|ne participe pas|excuse|excusee|absente|absent excuse|"
        "rechazado|rechazada|no asiste|no asistira|no asistire|no voy|no puedo|rifiutato|"
        "rifiutata|non partecipa|non vengo|recusado|recusada|nao vou|tackat nej|avbojt|"
        "kommer inte|afgewezen|afgemeld|komt niet|欠席|不参加"
    ),
    RegistrationStatus.CANCELLED: (
        "cancelled|canceled|refunded|void|voided|deleted|transferred|expired|removed|reversed|"
        "charged back|chargeback|withdrawn|withdrew|invalid|invalidated|released|unregistered|"
        "storniert|erstattet|abgelaufen|ungultig|annule|annulee|rembourse|remboursee|expire|"
        "cancelado|cancelada|anulado|anulada|reembolsado|reembolsada|annullato|annullata|"
        "rimborsato|rimborsata|avbokad|aterbetald|geannuleerd|terugbetaald|anulowany|"
        "キャンセル|取消|已取消|已退款"
    ),
    RegistrationStatus.INVITED: (
        "invited|pending|pending approval|no response|no answer|not responded|no reply|awaiting|"
        "awaiting payment|awaiting approval|unpaid|needs action|unanswered|not answered|"
        "unconfirmed|not confirmed|eingeladen|ausstehend|offen|unbezahlt|unbestatigt|"
        "nicht bestatigt|keine antwort|invite|invitee|en attente|en attente de paiement|"
        "sans reponse|pas de reponse|invitado|invitada|pendiente|sin respuesta|invitato|invitata|"
        "in attesa|nessuna risposta|pendente|uitgenodigd|inbjuden"
    ),
}
_CAME = (
    "checked in|checkedin|checked out|attended|arrived|present|came|here|showed up|signed in|"
    "eingecheckt|ausgecheckt|anwesend|gekommen|erschienen|teilgenommen|war da|presente|present e|"
    "a participe|asistio|narvarande|aanwezig|obecny|出席|已签到"
)
_CAME_NOT = (
    "no show|noshow|did not attend|didnt attend|did not show|did not show up|not checked in|"
    "not attended|not arrived|not present|nicht erschienen|nicht gekommen|nicht anwesend|"
    "nicht eingecheckt|pas venu|pas venue|non presente|no asistio|no se presento|non presentato"
)
"""Of those who had said yes; whoever only was not there may have said so."""
_ABSENT = frozenset("absent|absente|abwesend|gefehlt|assente|ausente|afwezig|欠席".split("|"))
_ANSWER_OF = {word: answer for answer, words in _ANSWERS.items() for word in words.split("|")}
_CAME_WORDS = frozenset(_CAME.split("|"))
_CAME_NOT_WORDS = frozenset(_CAME_NOT.split("|"))
_TELLING = _ANSWER_OF.keys() | _CAME_WORDS | _CAME_NOT_WORDS
_MOST_WORDS = max(word.count(" ") + 1 for word in _TELLING)
_PAID = frozenset(
    "paid|fully paid|paid in full|payment received|payment complete|bezahlt|vollstandig bezahlt|"
    "zahlung erhalten|paye|payee|regle|pagado|pagada|pagato|pagata|pago|betaald|betald|betalt|"
    "zaplacono|oplacone|支払済|支払い済み|已付款|已支付".split("|")
)
_NOT_PAID = frozenset(
    "unpaid|not paid|not yet paid|payment pending|to be paid|awaiting payment|payment due|"
    "payment failed|unbezahlt|nicht bezahlt|non paye|impaye|en attente de paiement|no pagado|"
    "pendiente de pago|non pagato|nao pago|niet betaald|ej betald|未払い|未付款|待付款".split("|")
)
_OWED = frozenset(
    "pending|due|overdue|outstanding|failed|offen|ausstehend|uberfallig|en attente|pendiente|"
    "in attesa|pendente|refunded|erstattet|rembourse|reembolsado|rimborsato".split("|")
)
"""Of an order: the money has not come, or went back."""
_GIVEN_BACK = frozenset(
    "refunded|fully refunded|charged back|chargeback|reversed|cancelled|canceled|voided|erstattet|"
    "zuruckerstattet|storniert|rembourse|remboursee|annule|reembolsado|reembolsada|rimborsato|"
    "rimborsata|terugbetaald|aterbetald|返金|返金済み|已退款".split("|")
)
_SUM = re.compile(r"\D{0,4}\d+(?:[.,]\d{1,2})?\D{0,4}")
_GOES_ON = re.compile(r"$|(?:(?:at|on|since|um|am|le|a|el|number) )?\d|(?:by|via|von|par|por) ")
"""What may follow an answer: a time, a place in the queue, or who did it; other words turn it round."""
_BETWEEN_PARTS = re.compile(r"[,.!;:()\[\]–—]|\s-\s|\s\+")
_LONGEST = 40


@lru_cache(maxsize=1024)
def read_answer(text: str) -> RegistrationStatus | None:
    """Return what somebody answered, or None; who came or should have had said yes."""
    if len(text) > _LONGEST or not text.strip():
        return None
    for part in (text, *_BETWEEN_PARTS.split(text)):
        word = _word_of(part)
        if word in _ANSWER_OF:
            return _ANSWER_OF[word]
        if word:
            return RegistrationStatus.GOING
        if not part.strip() or not cells.is_plain_answer(part):
            continue
        if cells.says_yes(part):
            return RegistrationStatus.GOING
        if plain(part):  # a dash alone says nothing
            return RegistrationStatus.DECLINED
    return None


def says_came(text: str) -> bool | None:
    """Return whether a cell says in words that somebody came; None where it says neither."""
    word = _word_of(text) if len(text) <= _LONGEST else ""
    if word in _CAME_WORDS:
        return True
    return False if word in _CAME_NOT_WORDS or word in _ABSENT else None


def says_paid(text: str, *, is_asked: bool) -> bool | None:
    """Return whether a cell says that somebody has paid; None where it says neither.

    Where that `is_asked`, a plain yes or no, a day and the state of an order tell too. A sum of
    money decides nothing: nothing to pay and nothing paid look the same.
    """
    word = plain(text) if len(text) <= _LONGEST else ""
    if word in _PAID or word in _NOT_PAID:
        return word in _PAID
    if not is_asked or not text.strip() or _SUM.fullmatch(text.strip()):
        return None
    if word in _OWED:
        return False
    if cells.is_plain_answer(text):
        return cells.says_yes(text)
    return True if isinstance(read_date(text), date) else None


def says_given_back(text: str) -> bool:
    """Whether the state of a payment says that the money went back, and the seat with it."""
    return len(text) <= _LONGEST and plain(text) in _GIVEN_BACK


def _word_of(text: str) -> str:
    """Return the longest of the words we know that a text begins with, if it says little more."""
    words = plain(text).split()
    for length in range(min(len(words), _MOST_WORDS), 0, -1):
        begin, rest = " ".join(words[:length]), " ".join(words[length:])
        if begin in _TELLING and _GOES_ON.match(rest):
            return begin
    return ""
