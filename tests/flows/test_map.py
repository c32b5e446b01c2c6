"""The journey's map: how clarified each point is, in signs and in words that say the same."""

from __future__ import annotations

from flows.content.vocabulary import Word
from flows.drawings import JourneyMap
from flows.messages import Note, Picture
from flows.parts.map import MapLines
from tests.flows.chat import Chat
from tests.flows.look import rendered

#: What Slack takes beside a file, and what a phone shows at a glance.
LONGEST_ALT = 1000


def picture(chat: Chat) -> Picture:
    """What was drawn last."""
    notes = [each for each in chat.reply.messages if isinstance(each, Note) and each.picture]
    assert notes, chat.reply.text
    assert notes[-1].picture is not None
    return notes[-1].picture


def levels(map: JourneyMap) -> dict[str, str]:
    """The level of each point and principle."""
    phases = [each for phase in map.phases for each in phase.points]
    return {each.label: each.level for each in (*phases, *map.principles)}


def drawn(chat: Chat) -> JourneyMap:
    map = picture(chat).drawing
    assert isinstance(map, JourneyMap)
    return map


def test_at_first_nothing_is_reached(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").says("kort")
    assert set(levels(drawn(chat)).values()) == {"none"}
    assert len(levels(drawn(chat))) == 23 + 7
    assert [each.is_here for each in drawn(chat).phases] == [True, False, False, False]
    chat.sees("*1 Afklaring* · I er her", "– Formål, Type")


def test_each_point_stands_as_it_counts(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").says("bedre kvalitet")
    chat.says("Det ved de unge selv").says("40 unge hver uge").says("ja")
    chat.goes_to("afgraensning.loefte").says("kortet")
    found = levels(drawn(chat))
    assert found["Formål"] == "high"
    assert found["Type"] == "low"
    assert found["Afgrænsning"] == "none"
    chat.sees("● Formål", "○ Type", "– Afgrænsning, Demokrati")
    said = picture(chat).alt
    assert "Afklaret: Formål; åbent: Type; ikke nået: Afgrænsning, Demokrati" in said
    assert said.startswith("Kort over Mødested. I er i 1 Afklaring.")


def test_decisions_principles_and_steps_with_their_days(real_chat: Chat) -> None:
    chat = real_chat.says("hej").sets_out("Mødested").goes_to("principper.dyrt").says("2")
    chat.goes_to("afklaring.decision").says("1").says("Vi er klar")
    chat.goes_to("afklaring.next_step").says("Når mødet er slut, ringer jeg til Ida, på fredag")
    chat.lets_stand().says("kort")
    first, *_ = drawn(chat).phases
    assert first.decided is not None
    assert first.decided.startswith("Besluttet den 2. marts: ")
    assert levels(drawn(chat))["1. Det er dyrt at samskabe"] == "low"
    (step,) = drawn(chat).steps
    assert "ringer jeg til Ida" in step
    chat.sees(first.decided, "○ 1. Det er dyrt at samskabe 2", step)
    assert first.decided in picture(chat).alt
    assert step in picture(chat).alt


def test_the_words_of_it_stand_alone(real_chat: Chat) -> None:
    """Who hears the message, and who gets no file, is told the same."""
    chat = real_chat.says("hej").begins("Mødested *x*").says("kort")
    (shown,) = rendered(chat.reply.messages[-1], chat.flow.texts)
    lines = chat.flow.library.lines(MapLines)
    assert f"Ikke nået: {', '.join(['Formål', 'Type'])}" in shown.text
    assert lines.signs["none"] not in shown.text.replace("(1–5)", "")
    assert len(shown.text) < 4000


def test_the_words_go_with_the_file_as_far_as_slack_takes_them(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested for unge i midtbyen").says("kort")
    assert len(picture(chat).alt) < LONGEST_ALT


def test_with_no_journey_there_is_no_map(chat: Chat) -> None:
    chat.says("hej").says("kort")
    assert not any(isinstance(each, Note) and each.picture for each in chat.reply.messages)


def test_one_goes_on_where_one_was(chat: Chat) -> None:
    chat.says("hej").begins("Bænk").says("kort").sees("Bænk", "Først")
    before = chat.step
    chat.presses(chat.flow.texts.buttons.show_question)
    assert chat.step == before


def test_it_may_be_a_title_and_an_answer(chat: Chat) -> None:
    chat.says("begynd").says("Kort").is_titled("Kort")
    assert chat.flow.language.words.typed(Word.MAP) == "kort"
