"""App Home: what waits, journeys, next steps, settings, data."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flows.dialogue import draw_home
from flows.dialogue import home as drawing
from flows.journey.desk import Desk
from flows.journey.steps import Step
from flows.journey.values import Journey
from flows.messages import Home, Say
from tests.flows.chat import Chat
from tests.flows.reading import words


def drawn(chat: Chat) -> str:
    """The App Home as it would be drawn in another's turn."""
    home = draw_home(chat.flow, chat.world.memory.look(chat.user), chat.world.now)
    assert isinstance(home, Home)
    return words(home)


def test_with_nothing_yet(chat: Chat) -> None:
    chat.opens_home().sees("Du har ikke noget forløb endnu.", "Data og privatliv")
    chat.sees_button("Begynd et forløb", "Slå noget op", "Se mine data", "Slet").sees_not("Til dig")


def test_each_journey_with_its_phase_and_what_is_next(chat: Chat) -> None:
    chat.begins("Bænk").begins("Bro").opens_home()
    chat.sees("Dine forløb", "Bro: Først · Mål", "Hvad vil I nå?", "Bænk: Først · Mål")
    chat.presses("Fortsæt", beside="Bænk").is_titled("Bænk")


def test_of_many_the_last_used_are_shown(chat: Chat) -> None:
    for number in range(20):
        chat.begins(f"Bro {number}")
    chat.opens_home().sees("Bro 19", "Bro 10", "ti ældre forløb").sees_not("Bro 9:")


def test_next_steps_of_all_journeys(chat: Chat) -> None:
    chat.begins("Bænk").goes_to("foerst.next_step").says("Når mødet er slut, ringer jeg til Ida")
    chat.begins("Bro").opens_home()
    chat.sees("Næste skridt", "mødet er slut, ringer jeg til Ida", "(Bænk)")


def test_what_one_was_asked_and_what_is_with_others(chat: Chat) -> None:
    chef, ali = chat.begins("Bænk"), chat.another("U2")
    chef.says("giv videre").picks_person("U2").presses("Send")
    chef.opens_home().sees("*Mål* ligger hos @U2")
    ali.opens_home().sees("Til dig", "Mål · Bænk: @U1 har bedt dig svare.")
    ali.presses("Se på det").sees("Godt at vide").stands_at("maal.hvad")


def test_it_changes_when_another_hands_back(chat: Chat) -> None:
    chef, ali = chat.begins("Bænk").opens_home(), chat.another("U2")
    chef.says("giv videre").picks_person("U2").presses("Send")
    assert "*Mål* ligger hos @U2" in drawn(chef)
    ali.is_told("Vil du svare").presses("Se på det").says("En bænk").says("mere ro")
    ali.says("lang").says("4") if ali.step and ali.step.id == "maal.vej" else ali.says("4")
    ali.presses("Send svarene").opens_home().sees("Sendt til @U1.")
    assert "ligger hos" not in drawn(chef)


def test_it_is_drawn_after_every_turn_of_who_opened_it(chat: Chat) -> None:
    chat.opens_home()
    for text in ("begynd", "Bænk", "En bænk"):
        chat.says(text)
        assert chat.person.home
    assert "Bænk" in drawn(chat)
    assert chat.world.now > datetime(2026, 1, 1, tzinfo=UTC)


def test_a_journey_at_the_gate_takes_no_turn_down(real_chat: Chat) -> None:
    chat = real_chat.sets_out("Bro").opens_home()
    assert "Bro: Først: Bro" not in drawn(chat)
    chat.sees("Er det samskabelse?")
    chat.sets_out("Bænk").opens_home().sees("Bro", "Bænk")
    for line in drawn(chat).splitlines():
        assert not line.startswith("Bro:") or "Bænk" not in line
    chat.says("slet").presses("Slet forløbet")
    assert "Er det samskabelse?" in drawn(chat)


def test_a_card_that_cannot_be_drawn_takes_nothing_with_it(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def place(desk: Desk, step: Step, journey: Journey) -> Say:
        if journey.title == "Bro":
            raise LookupError("no such place")
        return Say("et sted")

    monkeypatch.setattr(drawing, "place", place)
    chat.begins("Bro").begins("Bænk").opens_home().sees("Bro", "et sted", "Data og privatliv")
    made = draw_home(chat.flow, chat.world.memory.look(chat.user), chat.world.now)
    assert [str(each) for each in made.trouble] == ["no such place"]
