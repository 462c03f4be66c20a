"""Answers to the organizer's questions: a small line on the badge, counts on the recap."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

import numpy as np
import pypdfium2 as pdfium
import pytest
import zxingcpp

from organizer.domain.kinds import EventKind
from organizer.domain.records import AnswerCounts, BadgeRecord, RecapRecord
from organizer.export.badges import badges_pdf
from organizer.export.label_stock import STOCKS
from organizer.export.recap import recap_pdf
from organizer.export.typesetting import Typesetter

NOW = datetime(2026, 11, 25, 9)
START = datetime(2026, 11, 24, 19)


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter()


def words_of(pdf: bytes) -> str:
    pages = list(pdfium.PdfDocument(pdf))
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


@pytest.mark.parametrize("name", sorted(STOCKS))
def test_every_label_has_room_for_answers_and_its_code(typesetter: Typesetter, name: str) -> None:
    badge = BadgeRecord(
        name="Nguyễn Văn Anh",
        code="C" + "DEFGHJKLNPRTUVXCDEFGHJKLNPRTUVXCDEFGH",
        community="Riverside Makers",
        event_title="Loom night",
        event_when="Tuesday, 24 November 2026, 19:00 to 21:30",
        workshops=("Warping basics", "Natural dyes"),
        note="First time",
        answers=("Diet: vegan", "Allergies: nuts and kiwi", "Coming with children"),
    )
    pdf = badges_pdf([badge], STOCKS[name], typesetter, now=NOW).data
    words = words_of(pdf)
    for part in ("Diet: vegan", "nuts and kiwi", "Coming with children", "Natural dyes"):
        assert part in words
    page = pdfium.PdfDocument(pdf)[0].render(scale=300 / 72, grayscale=True).to_pil()
    assert zxingcpp.read_barcodes(np.asarray(page))[0].text == badge.code


@pytest.mark.parametrize("audience", ["team", "partners"])
def test_the_recap_counts_answers_without_telling_of_few(
    typesetter: Typesetter, audience: Literal["team", "partners"]
) -> None:
    record = RecapRecord(
        community="Riverside Makers",
        title="Loom night",
        kind=EventKind.MEETUP,
        starts=START,
        ends=START + timedelta(hours=2),
        timezone="Europe/Berlin",
        venue="Hall 3",
        capacity=None,
        invited=20,
        going=20,
        guests=0,
        attended=20,
        walk_ins=0,
        first_timers=(),
        returning=(),
        regulars=20,
        no_shows=(),
        attendees=(),
        arrivals=(),
        workshops=(),
        previous=(),
        answers=(
            AnswerCounts("What do you eat?", (("anything", 14), ("vegan", 6))),
            AnswerCounts("With children?", (("no", 17), ("yes", 3))),
            AnswerCounts("What should we know?", (("Ana needs a lift", 20),), is_free=True),
        ),
    )
    pdf = recap_pdf(record, typesetter, audience=audience, accent="", now=NOW).data
    words = words_of(pdf)
    assert "What do you eat?" in words and "anything" in words and "14" in words
    for told in ("With children?", "Ana needs a lift"):
        assert (told in words) == (audience == "team")
