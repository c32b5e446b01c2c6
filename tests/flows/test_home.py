"""App Home: what waits, journeys, next steps, settings, data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.slack import blocks
from bot.slack.limits import violations
from flows.dialogue import draw_home
from flows.dialogue.home import home
from flows.dialogue.home import journeys as drawing
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.values import Awaited, Filed
from flows.messages import Home, Say, Words
from tests.flows.chat import BEGINNING, Chat
from tests.flows.reading import line, words


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
    chat.sees("Det åbne forløb", "Bro: Først · Mål", "Hvad vil I nå?")
    chat.sees("Dine andre forløb", "Bænk: ■□ Først · Mål")
    chat.presses("Fortsæt", beside="Bænk").is_titled("Bænk")


def test_of_many_a_page_is_shown_and_the_button_knows_the_next(chat: Chat) -> None:
    for number in range(20):
        chat.begins(f"Bro {number}")
    chat.opens_home().sees("Bro 19", "Bro 18:", "Bro 11:", "Side 1 af 3").sees_not("Bro 10:")
    chat.presses("Næste").sees("Bro 19", "Bro 10:", "Bro 3:", "Side 2 af 3")
    before = chat.reply
    chat.waits(seconds=10).presses("Næste").sees("Bro 0:", "Side 3 af 3")
    assert not any(press.label == "Næste" for press in chat.reply.presses)
    chat.presses("Forrige").sees("Side 2 af 3")
    assert chat.reply == before
    chat.says("hej")
    assert "Side 1 af 3" in drawn(chat)


def test_the_map_of_the_open_journey_and_what_was_decided_in_the_others(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").says("bedre kvalitet")
    chat.goes_to("afklaring.decision").says("1").says("Vi er klar")
    chat.goes_to("afklaring.next_step").says("Når mødet er slut, ringer jeg til Ida")
    chat.lets_stand().opens_home()
    chat.sees("*1 Afklaring*", "Besluttet den 2. marts:", "● afklaret · ◐ delvist")
    chat.says("fortsæt").begins("Bænk").opens_home()
    chat.sees("Mødested: ■■□□ Planlægning", "Besluttet den 2. marts:", "Ét skridt venter")
    assert chat.journey is not None
    assert "*1 Afklaring* · I er her" in drawn(chat)


def test_a_journey_in_which_nothing_was_asked_yet_does_not_rest(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").opens_home()
    scene = chat.world.memory.look(chat.user)
    fresh = replace(
        scene.journeys[0], id="j2", title="Bro", asked=None, stage="planlaegning.points"
    )
    said = words(
        home(Desk(chat.flow, replace(scene, journeys=(*scene.journeys, fresh)), BEGINNING))
    )
    assert "Bro: ■■□□ Planlægning" in said


def test_meetings_in_which_ones_answer_is_missing(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").opens_home()
    scene = chat.world.memory.look(chat.user)
    waits = Awaited("ws1", "Mødested for *unge*", ("formaal", "type"), BEGINNING)
    again = replace(waits, id="ws2", points=("ansvar",), deadline=None, rates_again=True)
    made = draw_home(chat.flow, replace(scene, awaited=(waits, again)), BEGINNING)
    first, second = made.parts[0].cards
    assert first.title == Words("Mødested for *unge*")
    assert (
        "Dit svar mangler i afklaringsmødet: *Formål* og *Type*. Svar senest i dag kl. 9"
        in line(first.where)
    )
    assert second.button.action == Action(Verb.DO, "ws2", "workshop.rate", arg="ansvar")


def test_final_memos_of_the_open_journey(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").opens_home()
    scene = chat.world.memory.look(chat.user)
    filed = [
        Filed(str(n), journey, "kort", n, f"Notat {n}", BEGINNING, chat.user, "r", "f")
        for n, journey in enumerate((scene.about or "", "other", *[scene.about or ""] * 4))
    ]
    said = words(draw_home(chat.flow, replace(scene, memos=tuple(filed)), BEGINNING))
    assert "Endelige notater:* Notat 5, Notat 4, Notat 3 og to ældre" in said


def test_thirty_journeys_fit_slack(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").opens_home()
    scene = chat.world.memory.look(chat.user)
    one = scene.journeys[0]
    long = "<Mødested> & *unge* " * 15
    many = [replace(one, id=f"j{n}", title=f"{n} {long}") for n in range(29)]
    waits = tuple(Awaited(f"w{n}", long, ("formaal", "type"), BEGINNING) for n in range(20))
    crowded = replace(scene, journeys=(one, *many), awaited=waits)
    pages = [home(Desk(chat.flow, crowded, BEGINNING), page) for page in range(5)]
    for made in pages:
        assert violations(blocks.home(made), "home") == []
        assert made.trouble == ()
    assert pages[3] == pages[4]
    shown = [card.title.text for page in pages[:4] for card in page.parts[-3].cards]
    assert sorted(shown) == sorted(each.title for each in many)


def test_next_steps_of_all_journeys(chat: Chat) -> None:
    chat.begins("Bænk").goes_to("foerst.next_step").says("Når mødet er slut, ringer jeg til Ida")
    chat.begins("Bro").opens_home()
    chat.sees("Næste skridt", "Når mødet er slut, ringer jeg til Ida", "(Bænk)")


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
    for said in drawn(chat).splitlines():
        assert not said.startswith("Bro:") or "Bænk" not in said
    chat.says("slet").presses("Slet forløbet")
    assert "Er det samskabelse?" in drawn(chat)


def test_a_card_that_cannot_be_drawn_takes_nothing_with_it(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def place(*_: object) -> Say:
        raise LookupError("no such place")

    monkeypatch.setattr(drawing, "_place", place)  # of another journey, in short
    chat.begins("Bro").begins("Bænk").opens_home().sees("Bro", "Bænk", "Data og privatliv")
    made = draw_home(chat.flow, chat.world.memory.look(chat.user), chat.world.now)
    assert [str(each) for each in made.trouble] == ["no such place"]
