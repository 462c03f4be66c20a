"""What the people of the sample community say about themselves: pronouns, circles, fields, segments."""

from __future__ import annotations

from organizer.domain.kinds import Consent, FieldKind
from organizer.domain.segments import Ask, Rule, Trait, all_of
from organizer.models.database import Database
from organizer.services.people import circles, fields, members, segments

_SHE, _HE, _THEY = "she/her", "he/him", "they/them"
_PEOPLE = (  # name, greeting, pronouns, phone, language, pictures, size, apron
    ("Mina Kaya", "Mina", _SHE, "+49 30 901820", "Türkçe, English", "yes", "M", "yes"),
    ("Nguyễn Văn Anh", "Anh", _THEY, "", "Tiếng Việt", "", "S", "no"),
    ("Jonas Berg", "", _HE, "+49 30 5551234", "Deutsch", "yes", "L", ""),
    ("佐藤 花", "Hana", _SHE, "", "日本語", "no", "S", "yes"),
    ("Ana Lima", "", _SHE, "+351 21 555 0199", "Português", "yes", "M", "no"),
    ("محمد الفاتح", "", _HE, "", "العربية", "no", "L", ""),
    ("Olu Peters", "", _THEY, "", "English", "yes", "", ""),
    ("Łukasz Wójcik", "Łukasz", _HE, "", "Polski", "yes", "XL", "yes"),
    ("דנה לוי", "", _SHE, "", "עברית", "", "", ""),
    ("Aoife Ní Bhriain", "Aoife", _SHE, "", "English", "yes", "S", ""),
    ("Zeynep Işık", "", _SHE, "", "Türkçe", "no", "M", ""),
)
_CIRCLES = (  # name, purpose, people, the host first
    ("Loom circle", "Sets up the looms, and helps with the first warp.",
     ("Mina Kaya", "Ana Lima", "Ирина Котова", "Amara Nwosu", "Inés Urrutia")),
    ("Dye garden", "Grows madder and woad behind the hall.",
     ("Tuva Strand", "Nguyễn Văn Anh", "Zeynep Işık", "Ελένη Παππά")),
    ("Welcome crew", "Knows the names of those who are here for the first time.",
     ("Rosa Díaz", "Mina Kaya", "Esi Mensah", "Petra Van den Broeck")),
)  # fmt: skip
_BROUGHT = {  # who was brought: by whom
    "Ana Lima": "Mina Kaya", "Zeynep Işık": "Mina Kaya", "Yusuf Demir": "Mina Kaya",
    "佐藤 花": "Rosa Díaz", "Łukasz Wójcik": "Jonas Berg", "Mei Tanaka": "佐藤 花",
}  # fmt: skip
_FOUND_US = {
    "Mina Kaya": "a poster in the library",
    "Jonas Berg": "the repair café",
    "Olu Peters": "walked past and heard the looms",
}
_NOTES = {"Mina Kaya": "Has the key to the yarn cupboard. Teaches warping."}


def describe_people(db: Database) -> None:
    """Fill in what some of the people say, put them into circles, and save two segments."""
    size, _adopted = fields.add_field(db, "Apron size", FieldKind.CHOICE, ("S", "M", "L", "XL"))
    own, _adopted = fields.add_field(db, "Brings an own apron", FieldKind.YES_NO)
    uids = {row.name: row.uid for row in members.list_members(db)}
    for name, greeting, pronouns, phone, language, pictures, apron, brings in _PEOPLE:
        draft = members.draft_of(members.member_detail(db, uids[name]))
        draft.greeting, draft.pronouns, draft.phone = greeting, pronouns, phone
        draft.language = language
        draft.photo_consent = Consent(pictures or Consent.UNKNOWN)
        draft.values = {size: apron, own: brings}
        draft.notes = _NOTES.get(name, "")
        members.change_member(db, uids[name], draft)
    for name in _BROUGHT.keys() | _FOUND_US.keys():
        draft = members.draft_of(members.member_detail(db, uids[name]))
        draft.brought_by = uids.get(_BROUGHT.get(name, ""), "")
        draft.found_us = _FOUND_US.get(name, "")
        members.change_member(db, uids[name], draft)
    for name, purpose, people in _CIRCLES:
        circle = circles.make_circle(db, name, purpose=purpose, host=uids[people[0]])
        circles.put_in(db, circle, [uids[each] for each in people])
    segments.save_segment(
        db,
        "New this year, came once",
        all_of(
            Rule(Trait.CAME, Ask.EXACTLY, "1"),
            Rule(Trait.FIRST_CAME, Ask.WITHIN, "this-year"),
        ),
    )
    segments.save_segment(
        db,
        "Regular dyers",
        all_of(Rule(Trait.TAG, Ask.IS, "dyeing"), Rule(Trait.CAME, Ask.AT_LEAST, "5")),
    )
