"""'del': to a person or a channel, seen first, sent by one press, and kept what was sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.inputs import Action, Pressed, Verb
from flows.messages import Note
from flows.parts.sharing import shared
from tests.flows.chat import Chat
from tests.flows.reading import words

WHY = "Det ved <!channel> de unge selv. *Spørg* <@U5>"


@pytest.fixture
def chef(real_chat: Chat) -> Chat:
    """A chef who has something to share."""
    chat = real_chat.says("hej").begins("Mødested for unge")
    return chat.goes_to("formaal.hvorfor").says(WHY)


def told(chat: Chat) -> list[tuple[str, str]]:
    """What others were told since this was last asked."""
    world = chat.world.told
    found = [(to, words(each)) for to, messages in world.items() for each in messages]
    world.clear()
    return found


def test_to_a_person_after_a_preview(chef: Chat) -> None:
    chef.says("del opsummering").sees("Hvem vil du dele *opsummeringen* med?")
    chef.picks_in("person", "U9").sees("Sådan kommer det til at stå hos @U9", "Kun @U9 får det")
    chef.sees("@U1 deler opsummeringen af »Mødested for unge«", WHY[:20])
    assert not told(chef)
    chef.presses("Send").sees("Jeg sender det til @U9 nu").stands_at(
        str(chef.step and chef.step.id)
    )
    ((to, said),) = told(chef)
    assert to == "U9"
    assert "@U1 deler opsummeringen" in said
    assert "@U1 leder" in said
    assert [(each.what, each.to) for each in shared(chef.answered)] == [("opsummering", "U9")]


def test_one_focus_point_to_a_channel(chef: Chat) -> None:
    chef.says("del formål").picks_in("channel", "C777")
    chef.sees("Alle i #C777 får det at se", "gæster", "kommer med i kanalen senere")
    chef.presses("Send")
    ((to, said),) = told(chef)
    assert to == "C777"
    assert "deler *Formål og succeskriterier* fra »Mødested for unge«" in said
    assert WHY in said


def test_what_is_sent_is_what_was_seen(chef: Chat) -> None:
    chef.says("del formål").picks_in("person", "U9")
    seen = [words(each) for each in chef.reply.messages if isinstance(each, Note)][1:-1]
    chef.presses("Send")
    assert [said for _, said in told(chef)] == seen


def test_what_changed_since_is_shown_again_and_not_sent(chef: Chat) -> None:
    seen = chef.says("del opsummering").picks_in("person", "U9").reply
    chef.says("nyt skridt").says("Ringe").says("jeg").says("uden dato")
    chef.presses("Send", on=seen).sees("Noget er ændret", "Ringe", "Kun @U9 får det at se")
    assert not told(chef)
    chef.presses("Send").sees("Jeg sender det")
    assert told(chef)


def test_the_same_is_not_sent_twice(chef: Chat) -> None:
    seen = chef.says("del formål").picks_in("person", "U9").reply
    chef.presses("Send").at_once(lambda chat: chat.presses("Send", on=seen))
    assert len(told(chef)) == 1
    chef.waits(days=2).presses("Send", on=seen).sees("Præcis det samme sendte du til @U9")
    assert not told(chef)
    assert len(shared(chef.answered)) == 1


def test_nothing_is_sent_without_the_press(chef: Chat) -> None:
    chef.says("del formål").picks_in("person", "U9").presses("Fortryd").sees("ikke sendt noget")
    chef.says("del formål").presses("Fortryd").sees("ikke sendt noget")
    assert not shared(chef.answered)


def test_del_alone_asks_what(chef: Chat) -> None:
    chef.says("del").chooses("Formål").sees("Hvem vil du dele *Formål og succeskriterier* med?")
    chef.says("del").chooses("Opsummeringen").sees("Hvem vil du dele *opsummeringen* med?")
    chef.says("opsummering").presses("Del").sees("Hvem vil du dele *opsummeringen* med?")


def test_an_answer_that_begins_with_del_is_an_answer(chef: Chat) -> None:
    chef.says("tilbage").says("del ansvaret med de unge").has_answered(
        "formaal.hvorfor", "del ansvaret med de unge"
    )


def test_there_must_be_something_to_share(real_chat: Chat) -> None:
    real_chat.says("hej").says("del").sees("hører til et forløb").begins("Bænk")
    real_chat.says("del").sees("Der er ikke svaret på noget i opsummeringen")
    real_chat.says("del formål").sees("Der er ikke svaret på noget i Formål")


def test_what_is_forged_sends_nothing(chef: Chat) -> None:
    journey = chef.journey
    assert journey is not None
    do = Action(Verb.DO, journey.id, "del.send", journey.revision)
    for arg in ("", "formaal", "formaal.U9", "formaal.<x>.a", "findes.U9.a", "formaal.D123.a"):
        chef.does(Pressed(replace(do, arg=arg)), arg)
        assert not told(chef)
    for chosen in ((), ("D123456",), ("<!channel>",), ("u9",)):
        chef.does(Pressed(replace(do, step="del.person", arg="formaal"), chosen), "(vælger)")
        chef.sees("Der kan jeg ikke sende det hen")
    for step in ("del.hvad", "del.igen"):
        chef.does(Pressed(replace(do, step=step, arg="findes.U9")), step)
        chef.sees("hører til noget, der er lavet om")
    other = chef.another("U2").says("hej").begins("Bro")
    other.does(Pressed(replace(do, arg="formaal.U9.a")), "(Send)").sees("findes ikke længere")
    assert not told(other)


def test_my_data_says_what_was_shared(chef: Chat) -> None:
    chef.says("mine data").sees_not("Det har du delt")
    chef.says("del formål").picks_in("person", "U9").presses("Send").waits(days=2)
    chef.says("mine data").sees("Det har du delt", "Formål og succeskriterier til @U9 den 2. marts")
