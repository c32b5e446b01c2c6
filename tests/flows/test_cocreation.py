"""Co-creation or co-production: told apart where it is said, and carried on."""

from __future__ import annotations

import pytest

from flows.journey.values import Answer, Answers, AnswerState, Value
from flows.parts.together import Together, called, together
from tests.flows.chat import BEGINNING, Chat


def answers(**said: Value) -> Answers:
    """Answers about the boundary."""
    return Answers(
        Answer(f"afgraensning.{id}", AnswerState.GIVEN, value, "U1", BEGINNING)
        for id, value in said.items()
    )


@pytest.mark.parametrize(
    ("about", "found"),
    [
        (["udvikling"], Together.DEVELOP),
        (["definition"], Together.DEVELOP),
        (["realisering"], Together.DELIVER),
        (["definition", "realisering"], Together.BOTH),
    ],
)
def test_what_they_take_part_in_follows_from_what_it_is_about(
    about: list[str], found: Together
) -> None:
    assert together(answers(hvad=about)) is found


def test_it_is_not_known_before_it_was_said() -> None:
    assert together(Answers()) is None


def test_the_word_counts_only_where_they_deliver() -> None:
    assert called(answers(hvad=["realisering"], ord="samproduktion")) == "samproduktion"
    assert called(answers(hvad=["udvikling"], ord="samproduktion")) is None


def at_the_boundary(chat: Chat, *about: str) -> Chat:
    return chat.says("hej").begins("Mødested").goes_to("afgraensning.hvad").picks(*about)


def test_developing_is_told_apart_and_no_word_is_asked_for(real_chat: Chat) -> None:
    chat = at_the_boundary(real_chat, "udvikling").sees("co-creation", "Kilde: CFIA")
    chat.sees_not("co-production").stands_at("afgraensning.loefte")


def test_delivering_is_told_apart_and_the_word_is_theirs(real_chat: Chat) -> None:
    chat = at_the_boundary(real_chat, "realisering").sees("co-production", "Kilde: CFIA")
    chat.presses("Nej").stands_at("afgraensning.ord").sees("Kilderne er uenige")
    chat.says("samproduktion").stands_at("afgraensning.loefte")
    chat.goes_to("involveringsgrad.trin").sees("I leverer sammen", "kalder I samproduktion")


def test_it_is_carried_on_into_later_questions_and_the_summary(real_chat: Chat) -> None:
    chat = at_the_boundary(real_chat, "udvikling").goes_to("afklaring.next_step")
    assert any("I udvikler sammen" in reply.text for reply in chat.replies)
    chat.goes_to("involveringsgrad.trin").sees("I udvikler sammen")


def test_where_it_was_passed_over_nothing_is_said_later(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("involveringsgrad.trin")
    chat.sees_not("sammen:*")
