"""Addresses that look like a typing mistake: kept as written, and told."""

from __future__ import annotations

from functools import lru_cache

from organizer.domain.words import _

# Mail services whose names are long enough that one slipped letter leaves no other word.
_OFTEN_MEANT = tuple(
    "gmail.com googlemail.com hotmail.com hotmail.co.uk hotmail.fr outlook.com yahoo.com "
    "yahoo.co.uk yahoo.fr icloud.com protonmail.com t-online.de orange.fr wanadoo.fr "
    "comcast.net btinternet.com".split()
)
# Real services that are one letter from another.
_REAL = frozenset(
    "mail.com email.com ymail.com cloud.com fmail.com xmail.com gmail.co hotmail.ch hotmail.de "
    "hotmail.dk hotmail.no hotmail.se hotmail.be hotmail.nl hotmail.it hotmail.es hotmail.ca "
    "outlook.co yahoo.co yahoo.de yahoo.it yahoo.es yahoo.ca yahoo.in t-online.hu".split()
)
_WRONG_ENDINGS = {
    **dict.fromkeys(("con", "cmo", "ocm", "vom", "xom", "coom", "comm", "cpm"), "com"),
    **dict.fromkeys(("ogr", "rog", "orgg"), "org"),
    **dict.fromkeys(("ent", "nte", "nett"), "net"),
}


def doubt(address: str) -> str:
    """Return a sentence on what seems mistyped in an e-mail address; empty if nothing does."""
    domain = address.rpartition("@")[2].casefold()
    meant = _meant(domain)
    if meant:
        sentence = _(
            "“{address}” is kept as written, but “{domain}” looks like a typing mistake of {meant}."
        )
        return sentence.format(address=address, domain=domain, meant=meant)
    if "." not in domain.strip(".") or ".." in address:
        sentence = _("“{address}” is kept as written, but an address ends like “@example.org”.")
        return sentence.format(address=address)
    return ""


@lru_cache(maxsize=4096)
def _meant(domain: str) -> str:
    """Return the domain that this one seems to be a slip of, or nothing."""
    if domain in _OFTEN_MEANT or domain in _REAL:
        return ""
    for known in _OFTEN_MEANT:
        if _is_one_slip(domain, known):
            return known
    before, _dot, ending = domain.rpartition(".")
    right = _WRONG_ENDINGS.get(ending, "")
    return f"{before}.{right}" if before and right else ""


def _is_one_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter: another, one more, one less, or two swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    left, right = one[same:], other[same:]
    is_swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or is_swapped
