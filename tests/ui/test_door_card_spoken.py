"""What the card says below the name: as large as can be read from afar, and never too much."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from organizer.ui.door.card_spoken import CardChips, CardSentence
from organizer.ui.kit.theme import apply_theme

WIDE, SMALL = QSize(710, 438), QSize(434, 300)
"""The card of a desk on a screen of 1280 × 800, and of a small one."""
SENTENCE = "Wanda is on the waitlist. Let them in if there is room."


@pytest.mark.parametrize(("card", "least"), [(WIDE, 28), (SMALL, 18)])
def test_what_to_do_is_read_at_three_metres(
    qtbot: QtBot, qapp: QApplication, card: QSize, least: int
) -> None:
    apply_theme(qapp, "light")
    sentence = CardSentence()
    qtbot.addWidget(sentence)
    sentence.fit(card, 20)
    sentence.say(SENTENCE)
    assert sentence.font().pixelSize() >= least
    sentence.say(SENTENCE * 4)
    room = sentence.heightForWidth(card.width() - 40)
    assert room <= card.height() * 0.3 or sentence.font().pixelSize() == 20


def test_many_chips_are_smaller_and_a_long_one_is_cut_and_told(
    qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, "light")
    chips = CardChips()
    qtbot.addWidget(chips)
    chips.fit(WIDE, 40)

    def first() -> QWidget:
        return next(one for one in chips.findChildren(QWidget) if not one.isHidden())

    chips.show()
    chips.say([("First time: say hello", "solid")])
    QApplication.sendPostedEvents()
    large = first().sizeHint().height()
    chips.say(
        [("First time: say hello", "solid"), *((f"Workshop {n}", "neutral") for n in range(12))]
    )
    QApplication.sendPostedEvents()
    assert first().sizeHint().height() < large
    chips.say([("a place to sit near the door, and somebody who reads " * 3, "neutral")])
    QApplication.sendPostedEvents()
    assert first().sizeHint().width() <= WIDE.width() - 80 and first().toolTip()
