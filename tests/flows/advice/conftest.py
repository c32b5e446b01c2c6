"""Conversations in which something was just asked about."""

from __future__ import annotations

import pytest

from tests.flows.chat import Chat

APART = "To af dine svar trækker hver sin vej"
ALONE = "Lad os lige vende det her"


@pytest.fixture
def apart(real_chat: Chat) -> Chat:
    """The result is nearly given, but the others decide nearly all."""
    chat = real_chat.begins("Mødested for unge").picks("kvalitet").goes_to("typen.valg")
    chat.presses("Styret").waits(days=9).goes_to("type.styring").says("5")
    return chat.sees(APART)


@pytest.fixture
def alone(real_chat: Chat) -> Chat:
    """The politicians do not know of it."""
    chat = real_chat.begins("Mødested for unge").goes_to("demokrati.politikere")
    return chat.presses("Kender det ikke endnu").sees(ALONE)
