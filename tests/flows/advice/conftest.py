"""Conversations in which something was just asked about."""

from __future__ import annotations

import pytest

from tests.flows.chat import Chat

APART = "To af dine svar trækker hver sin vej"
ALONE = "Lad os lige vende et af dine svar"
VAGUE = "Bedre trivsel og mere fællesskab"


@pytest.fixture
def apart(real_chat: Chat) -> Chat:
    """The result is nearly given, but the others decide nearly all."""
    chat = real_chat.begins("Mødested for unge").goes_to("typen.valg")
    chat.presses("Styret").waits(days=9).goes_to("type.styring").says("5")
    return chat.sees(APART)


@pytest.fixture
def vague(real_chat: Chat) -> Chat:
    """Nobody could see whether it succeeded."""
    chat = real_chat.begins("Mødested for unge").goes_to("formaal.succes").says(VAGUE)
    return chat.sees(ALONE)
