"""The badge code: what a scanner types is read back, and what was tampered with is told."""

from __future__ import annotations

import pytest
import qrcode
from hypothesis import given
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_M

from organizer.domain.codes import (
    ALPHABET,
    LENGTH,
    CodeKey,
    is_genuine,
    is_ours,
    key_of,
    make_code,
    read_code,
)
from organizer.domain.kinds import CodeKind

KEY = CodeKey(bytes(range(32)))
CODE = make_code(KEY, CodeKind.REGISTRATION, bytes.fromhex("0123456789abcdef"))

keys = st.binary(min_size=32, max_size=32).map(CodeKey)
randoms = st.binary(min_size=8, max_size=8)
kinds = st.sampled_from(CodeKind)

# The same keys of a keyboard, row by row, as each layout labels them.
US = "qwertyuiop[]asdfghjkl;'zxcvbnm,./"
LAYOUTS = {
    "Russian": "йцукенгшщзхъфывапролджэячсмитьбю.",
    "Ukrainian": "йцукенгшщзхїфівапролджєячсмитьбю.",
    "Greek": ";ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,./",
    "Hebrew": "/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ.",
    "Arabic": "ضصثقفغعهخحجدشسيبلاتنمكطئءؤر\ufefbىةوزظ",
    "French": "azertyuiop^$qsdfghjklmùwxcvbn,;:!",
    "German": "qwertzuiopü+asdfghjklöäyxcvbnm,.-",
    "Turkish": "qwertyuıopğüasdfghjklşizxcvbnmöç.",
}
ARABIC_SHIFTED = {
    # What X11 and Windows type with shift, which scanners hold for capitals.
    "X11": dict(zip(ALPHABET, "}]ُ[ﻷأـ،/آ؛ٌﻹ`{ْ", strict=True)),
    "Windows": {
        **dict(zip(ALPHABET, "}]ُ[ﻷأـ،/آ؛ٌﻹ`{ْ", strict=True)),
        "G": "لأ",
        "T": "لإ",
        "U": "‘",
    },
}


@given(keys, kinds, randoms)
def test_a_code_is_read_as_it_was_made(key: CodeKey, kind: CodeKind, random: bytes) -> None:
    code = make_code(key, kind, random)
    assert len(code) == LENGTH == 38
    assert set(code) <= set("CDEFGHJKLNPRTUVX")
    assert read_code(code) == code
    assert is_ours(key, code) and is_genuine(key, code)
    assert code[0] == kind.value


@given(randoms, st.sampled_from(["", " ", "\t", " \t ", "\r\n"]), st.booleans())
def test_case_blanks_and_tabs_around_it_do_not_matter(
    random: bytes, around: str, is_lower: bool
) -> None:
    code = make_code(KEY, CodeKind.MEMBER, random)
    assert read_code(around + (code.lower() if is_lower else code) + around) == code


@pytest.mark.parametrize("place", range(LENGTH))
def test_each_letter_counts(place: int) -> None:
    for letter in set(ALPHABET) - {CODE[place]}:
        changed = read_code(CODE[:place] + letter + CODE[place + 1 :])
        if 1 <= place <= 3:
            assert not is_ours(KEY, changed), "another community's mark"
        elif place == 0:
            assert not (is_ours(KEY, changed) and is_genuine(KEY, changed))
        else:
            assert is_ours(KEY, changed) and not is_genuine(KEY, changed), "forged"


@given(keys, randoms)
def test_another_community_cannot_sign_for_us(other: CodeKey, random: bytes) -> None:
    code = make_code(other, CodeKind.REGISTRATION, random)
    if other != KEY:
        assert not is_genuine(KEY, code)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("is_upper", [False, True])
def test_a_keyboard_set_to_another_script_is_read_back(layout: str, is_upper: bool) -> None:
    typed = CODE.lower().translate(str.maketrans(US, LAYOUTS[layout]))
    if is_upper and layout != "Arabic":
        typed = typed.upper()
    assert read_code(typed) == CODE


@pytest.mark.parametrize("system", ARABIC_SHIFTED)
@given(random=randoms)
def test_an_arabic_keyboard_types_signs_with_shift(system: str, random: bytes) -> None:
    code = make_code(KEY, CodeKind.REGISTRATION, random)
    assert read_code("".join(ARABIC_SHIFTED[system][letter] for letter in code)) == code


@pytest.mark.parametrize("layout", ["Russian", "Ukrainian", "Greek", "Hebrew", "Arabic"])
def test_the_keys_of_a_door_are_known_in_every_script(layout: str) -> None:
    for key, typed in zip(US, LAYOUTS[layout], strict=True):
        if key in "chglmnop" or (key == "w" and layout != "Hebrew"):
            assert key_of(typed) == key
            # A final sigma has no capital of its own.
            assert key_of(typed.upper()) == key or typed == "ς"
        elif key == "/" and layout != "Arabic":
            assert key_of(typed) == key


@given(st.text(max_size=200))
def test_noise_is_no_code(noise: str) -> None:
    read = read_code(noise)
    assert read == "" or (len(read) == LENGTH and set(read) <= set(ALPHABET))
    assert not (is_ours(KEY, read) and is_genuine(KEY, read))


@pytest.mark.parametrize(
    "noise",
    [
        "",
        "\t \n",
        "https://example.org/ticket/1234567890123",
        "BEGIN:VCARD\nVERSION:4.0\nFN:Ana\nEND:VCARD",
        "C" * 10_000,
        CODE[:-1],
        CODE + "C",
        CODE[:10] + " " + CODE[10:],
        CODE[:19] + CODE[19:].replace(CODE[19], "7", 1),
        "\ud800" * LENGTH,
        "İ" * LENGTH,
    ],
)
def test_what_is_not_ours(noise: str) -> None:
    assert read_code(noise) == ""


def test_it_fits_a_qr_code_of_version_2_at_level_m() -> None:
    picture = qrcode.QRCode(version=None, error_correction=ERROR_CORRECT_M)
    picture.add_data(CODE)
    picture.make(fit=True)
    assert picture.version == 2
