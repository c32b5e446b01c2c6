"""Pausing, stopping, going on after months, and coming to the end."""

from __future__ import annotations

import pytest

from flows.journey.flow import Flow
from flows.journey.life import FINISHED, PAUSED
from flows.parts import later
from flows.parts.reminding import Effort
from tests.flows.chat import Chat, World


def _questions(flow: Flow) -> list[Chat]:
    """The chat at every question, all before it skipped, and at rest between phases."""
    chat = Chat(World(flow)).begins()
    found = []
    while chat.journey is not None and chat.stage != FINISHED:
        found.append(chat.fork())
        chat.says("spring over" if chat.step is not None else "fortsæt")
    return found


@pytest.mark.parametrize("word", ["pause", "stop", "Pause.", "STOP!"])
@pytest.mark.parametrize("later", [{"seconds": 5}, {"days": 190}, {"days": 3000}])
def test_every_question_keeps_its_place(
    small_flow: Flow, word: str, later: dict[str, float]
) -> None:
    for chat in _questions(small_flow):
        if chat.step is None:
            continue
        place = chat.step.id
        chat.says(word).sees("er på pause" if "pause" in word.lower() else "er stoppet")
        chat.waits(**later).says("fortsæt").sees("Vi er i *Bænk ved søen*.").stands_at(place)


def test_the_button_goes_on_too(chat: Chat) -> None:
    chat.begins().presses("Pause").waits(days=90).presses("Fortsæt").stands_at("maal.hvad")
    chat.says("stop").presses("Fortsæt").stands_at("maal.hvad")


def test_what_is_typed_at_rest_is_said_not_to_be_saved(chat: Chat) -> None:
    for word in ("pause", "stop"):
        fork = chat.fork().begins().says(word).says("En bænk").sees("Det er ikke gemt.")
        fork.sees_button("Fortsæt").has_answered("maal.hvad", None)


def test_pausing_twice_and_stopping_what_is_paused(chat: Chat) -> None:
    chat.begins().says("pause").says("pause").sees("er på pause").rests(PAUSED)
    chat.says("stop").rests("stopped").says("stop").sees("er stoppet").says("pause").rests(
        "stopped"
    )
    chat.says("fortsæt").says("fortsæt").stands_at("maal.hvad")


def test_another_journey_may_be_begun_while_one_rests(chat: Chat) -> None:
    chat.begins("Bænk").says("pause").begins("Bro").says("pause").says("skift 2")
    chat.is_titled("Bænk").stands_at("maal.hvad")


def test_a_phase_ends_in_its_summary_and_the_next_step(chat: Chat) -> None:
    chat.begins().says("En bænk").says("mere ro").says("den lange sti").says("4")
    chat.answers("folk.hvem", "Karen").goes_to("foerst.next_step")
    chat.sees("Først er gennemgået. Afklarede punkter: Ét af", "Princip 2 taler til det")
    chat.sees("Det vigtigste nu er *Sted*.", "Hvad er det næste skridt?")


def test_a_phase_may_be_all_clear(chat: Chat) -> None:
    chat.begins().says("En bænk").says("mere ro").says("den lange sti").says("4")
    chat.says("Karen").says("1. april").says("ja").answers("sted.steder", "inde")
    chat.sees("Intet står åbent.", "Alle afklaret.").sees_not("Det vigtigste nu")


def test_the_next_phase_waits_until_it_is_wanted(chat: Chat) -> None:
    chat.begins().goes_to("foerst.next_step").says("Jeg ringer på mandag").lets_stand().rests(
        PAUSED
    )
    chat.sees("Først er skrevet ned. Den næste fase er Siden.").waits(days=180)
    chat.fork().says("status").sees("*Bænk ved søen* venter ved Siden.").sees_button("Gå til Siden")
    chat.presses("Gå til Siden").stands_at("tilbageblik.naaede").sees("Siden begynder.")


def test_half_a_year_later_ones_own_words_are_recalled(chat: Chat) -> None:
    chat.begins().says("40 unge & <flere>").says("mere ro, te").goes_to("foerst.next_step")
    chat.says("Jeg ringer").waits(days=180).says("fortsæt").stands_at("tilbageblik.naaede")
    chat.sees("» 40 unge & <flere>", "» Mere ro, te", "2. marts")


def test_what_was_skipped_is_not_recalled(chat: Chat) -> None:
    chat.begins().goes_to("tilbageblik.naaede").sees_not("Hvad vil I nå?")


def test_the_end_offers_what_can_be_done(chat: Chat) -> None:
    chat.begins().skips_to_the_end().sees("Det var alt.")
    chat.sees_button("Opsummering", "Notat").says("mine data").sees("Dine svar i")
    chat.says("Noget til sidst")
    chat.sees("Det er ikke gemt.", "Du er igennem").presses("Begynd et forløb").stands_at("title")


def test_the_end_can_be_stopped_and_gone_on_with(chat: Chat) -> None:
    chat.begins().skips_to_the_end().says("stop").rests("stopped").says("fortsæt").rests(FINISHED)
    chat.sees("Du er igennem")


def test_who_waits_and_then_goes_on_is_not_asked_whether_it_is_time(real_chat: Chat) -> None:
    chat = real_chat.begins("Bænk").goes_to("afklaring.decision").presses("Vent")
    chat.says("direktørens ja").says("om to uger").sees("Jeg skriver til dig omkring")
    assert _is_written_to(chat)
    chat.says("fortsæt").presses("Beslut igen").presses("Vi samskaber")
    chat.says("spring over").says("spring over").sees("Afklaring er slut").rests(PAUSED)
    assert not _is_written_to(chat)


def _is_written_to(chat: Chat) -> bool:
    """Whether a moment that was chosen calls for a reminder."""
    assert chat.journey is not None
    return any(later.SOURCE.due(Effort(chat.flow, chat.journey, chat.user, None, chat.answered)))


@pytest.mark.parametrize("said", ["hej", "Godmorgen", "tak"])
def test_who_greets_at_a_question_is_put_it_and_has_answered_nothing(chat: Chat, said: str) -> None:
    chat.begins().waits(days=8).says(said).sees("Vi er i *Bænk ved søen*.").stands_at("maal.hvad")
    chat.has_answered("maal.hvad", None)
