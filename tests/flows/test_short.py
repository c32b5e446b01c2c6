"""The short way: ten minutes from a title to a view, a decision, a step and half a page."""

from __future__ import annotations

import pytest

from flows.journey.life import PAUSED, WAITING
from flows.journey.short import DECISION, NEXT_STEP, NONE, SENTENCE, SHORT, TAKEN, ShortLines
from flows.journey.values import AnswerState
from flows.messages import Settled
from flows.parts.next_steps import next_step
from tests.flows.chat import Chat

TITLE = "Mødested for unge"
#: What is answered, in the order in which it is asked.
ANSWERS = (
    ("gate.parter", "Borgere, foreninger, virksomheder"),
    ("gate.loesning", "Vi har en retning"),
    ("gate.bidrag", "At finde på løsningen"),
    ("formaal.hvorfor", "de unge til at komme"),
    ("afgraensning.loefte", "indretningen"),
    ("rammer.fast", "økonomien, stedet"),
    ("ejerskab.ejer", "Direktør Eksempel"),
    ("demokrati.politikere", "Følger det løbende"),
    ("bemanding.tid", "En anden opgave"),
)
HALF_PAGE = "en halv side"


@pytest.fixture
def ten(real_chat: Chat) -> Chat:
    """A chef at the first question of the short way."""
    return real_chat.says("hej").says(TITLE).is_titled(TITLE).stands_at("gate.parter")


def answers(chat: Chat, **other: str) -> Chat:
    """Answer the nine questions; ``other`` are other answers, by the end of the id."""
    for step, said in ANSWERS:
        chat.answers(step, other.get(step.partition(".")[2], said))
    return chat.stands_at(DECISION)


def to_the_page(chat: Chat, decides: str = "Vent") -> Chat:
    return answers(chat, tid="Intet endnu").says(decides).presses("Tag det").sees(HALF_PAGE)


def test_ten_minutes_are_thirteen_turns(ten: Chat) -> None:
    to_the_page(ten)
    assert len(ten.replies) == 13
    ten.sees("Næste skridt", "de unge til at komme", "Så er det en aftale")


def test_what_one_types_first_is_what_it_is_about(real_chat: Chat) -> None:
    for small_talk in ("hej", "Hvad kan du?", "ja", "7"):
        real_chat.says("hej").says(small_talk).has_no_open_journey()
    real_chat.says(TITLE).is_titled(TITLE).stands_at("gate.parter")
    assert real_chat.stage == SHORT


def test_a_title_that_is_too_long_is_asked_for_again(real_chat: Chat) -> None:
    real_chat.says("hej").says("Et mødested " * 20).sees("Titlen må højst").stands_at("title")
    real_chat.says(TITLE).stands_at("gate.parter")


def test_both_ways_are_offered_wherever_one_begins(real_chat: Chat) -> None:
    real_chat.opens_home().sees_button("Ti minutter", "Hele vejen").says("hej")
    real_chat.says("begynd").sees_button("Ti minutter", "Hele vejen")
    real_chat.fork().presses("Ti minutter").says(TITLE).stands_at("gate.parter").sees("1 af 9")
    real_chat.fork().presses("Hele vejen").says(TITLE).sees("Er det samskabelse?").sees_not("1 af")
    real_chat.says(TITLE).sees("1 af 9")


def test_a_second_journey_is_begun_by_writing_what_it_is_about(ten: Chat) -> None:
    ten.says("begynd").says("Skolegården").is_titled("Skolegården").sees("1 af 9")


def test_the_way_can_be_changed_while_there_is_no_title(real_chat: Chat) -> None:
    welcome = real_chat.says("hej").reply
    real_chat.presses("Ti minutter").presses("Hele vejen", on=welcome)
    assert len(real_chat.journeys) == 1
    real_chat.says(TITLE).sees_not("1 af 9").stands_at("gate.parter")


def test_nothing_is_said_about_the_answers_on_the_way(ten: Chat) -> None:
    for step, said in ANSWERS[:-1]:
        ten.answers(step, said)
        prompt = ten.reply.prompt
        assert prompt is not None
        assert (prompt.lead, prompt.why, prompt.recall) == ((), None, ())


def test_who_cannot_say_what_it_gives_is_advised_to_leave_it(ten: Chat) -> None:
    for step, said in ANSWERS:
        if step == SENTENCE:
            ten.stands_at(step).presses("Det kan jeg ikke").has_answered("gate.vaerdi", "nej")
        else:
            ten.answers(step, said)
    ten.sees("Ingen kan sige, hvad det giver", "Det kan jeg ikke", "Rådet er *lad være*")
    ten.says("Lad være").sees("bliver løst, som den plejer").presses("Tag det").rests(PAUSED)
    ten.sees(HALF_PAGE).says("fortsæt").says("mine data").sees("Nej, det kan jeg ikke")


def test_that_there_is_none_is_told_from_passing_over(ten: Chat) -> None:
    for step, said in ANSWERS:
        if step == "ejerskab.ejer":
            ten.presses("Ingen endnu").has_left(step, AnswerState.SKIPPED)
            answer = ten.answered.get(step)
            assert answer is not None
            assert answer.value == NONE
        else:
            ten.answers(step, "spring over" if step == "afgraensning.loefte" else said)
    ten.sees("1. Ingen højere oppe ejer opgaven. (Svar: Ingen endnu.)")
    ten.sees("2. Der er ikke nævnt noget, som borgerne kan afgøre. (Svar: Sprunget over.)")
    ten.sees("Rådet er *vent*, til nogen højere oppe ejer opgaven").says("vent")
    ten.sees("Når jeg har møde med min chef, spørger jeg")


def test_something_else_than_samskabelse_is_called_by_its_name(ten: Chat) -> None:
    answers(ten, loesning="Den er næsten færdig")
    ten.sees("Det ligner *en næsten færdig løsning i høring* og ikke samskabelse.")
    ten.sees("Det taler imod:", "Rådet er *lad være*", "Svar: Den er næsten færdig", "Torfing")
    ten.says("lad være").presses("Tag det").sees("*Derfor:* Løsningen er næsten færdig")


@pytest.mark.parametrize(
    ("how_far", "part", "type"),
    [
        ("Vi kender den ikke", "At finde på løsningen", "ligeværdig"),
        ("Vi har en retning", "At føre an, mens vi støtter", "faciliterende"),
    ],
)
def test_which_type_it_looks_like(ten: Chat, how_far: str, part: str, type: str) -> None:
    answers(ten, loesning=how_far, bidrag=part)
    ten.sees(f"Det ligner *{type} samskabelse*", how_far, part, "I fører an")


def test_the_decision_is_the_chefs_whatever_the_advice(ten: Chat) -> None:
    to_the_page(ten, "Vi samskaber").rests(PAUSED).has_answered(DECISION, "samskab")
    ten.sees("*Beslutning:* Vi samskaber. Rådet var *vent*")
    ten.says("ret 2").presses("Lad være").sees("Så lader I være.", "*Beslutning:* Lad være")


def test_a_step_that_is_taken_has_who_and_when(ten: Chat) -> None:
    to_the_page(ten).rests(WAITING).sees("torsdag den 5. marts", "senest 5. marts")
    step = next_step(ten.answered, SHORT)
    assert step is not None
    assert (step.who, step.due) == (None, "2026-03-05")
    assert "ledermøde" in step.do
    ten.says("næste skridt").sees("ledermøde").sees_button("Gjort")


def test_yes_takes_it(ten: Chat) -> None:
    answers(ten).says("vent").says("ja").sees("Så er det en aftale")


def test_a_step_of_ones_own_is_asked_about_as_others_are(ten: Chat) -> None:
    answers(ten).says("vent").presses("Skriv selv").sees("Skriv dit eget skridt")
    ten.stands_at(NEXT_STEP).says("Når jeg ser Ida, spørger jeg hende").sees("Hvornår")
    ten.says("på fredag").sees(HALF_PAGE, "Når jeg ser Ida")


def test_without_a_step_there_is_a_page_too(ten: Chat) -> None:
    answers(ten).says("vent").says("spring over").sees(HALF_PAGE).sees_not("Næste skridt")


def test_the_page_is_shared_after_it_was_shown(ten: Chat) -> None:
    to_the_page(ten).presses("Del").sees("den halve side").picks_person("U2")
    ten.sees("deler en halv side", "de unge til at komme").presses("Send")
    ten.another("U2").is_told("deler en halv side", "Beslutning")


def test_the_rest_is_planned_and_then_asks_nothing_again(ten: Chat) -> None:
    to_the_page(ten).presses("Resten senere").presses("Om en uge").sees("mandag den 9. marts")
    answered = {step for step, _ in ANSWERS}
    ten.says("fortsæt").stands_at("gate.forloeb")
    for _ in ten.flow.path.steps:
        if ten.step is None:
            break
        assert ten.step.id not in answered
        assert ten.step.id not in ("gate.vaerdi", "gate.pris")
        ten.says("spring over")


def test_the_buttons_of_another_journey_offer_to_go_there(ten: Chat) -> None:
    suggested = answers(ten).says("vent").reply
    ten.sets_out("Bro").presses("Tag det", on=suggested).presses("Skift til det forløb")
    ten.is_titled(TITLE).stands_at(NEXT_STEP).presses("Tag det").sees(HALF_PAGE)
    ten.presses("Tag det", on=suggested).has_answered(NEXT_STEP, ten.answered.given(NEXT_STEP))


def test_one_may_decide_with_what_there_is(ten: Chat) -> None:
    for step, said in ANSWERS[:4]:
        ten.answers(step, said)
    ten.says("beslut nu").stands_at(DECISION).sees("Min vurdering", "Ingen højere oppe ejer")
    ten.has_left("ejerskab.ejer", AnswerState.SKIPPED).says("vent").stands_at(NEXT_STEP)


def test_what_is_answered_early_does_not_begin_a_phase(ten: Chat) -> None:
    to_the_page(ten).says("opsummering").sees_not("står åbent").says("fortsæt")
    ten.goes_to("afklaring.next_step").says("spring over").rests(PAUSED)
    ten.sees("Afklaring er slut").sees_button("Gå til Planlægning")


def test_a_point_given_to_somebody_else_is_not_asked_meanwhile(ten: Chat) -> None:
    for step, said in ANSWERS[:6]:
        ten.answers(step, said)
    ten.stands_at("ejerskab.ejer").says("giv videre").sees("Ejerskab").picks_person("U2")
    ten.presses("Send").stands_at("demokrati.politikere").says("Følger det løbende")
    ten.answers(*ANSWERS[8]).stands_at(DECISION).sees_not("ejer opgaven").says("Vent")
    ten.sees("Når vi planlægger").presses("Tag det").sees(HALF_PAGE)


def test_what_spoke_against_comes_up_at_the_decision_of_the_phase(ten: Chat) -> None:
    answers(ten, bidrag="At sige deres mening").says("Vi samskaber").presses("Tag det")
    ten.says("fortsæt").goes_to("afklaring.decision").sees(
        "En høring", "Du besluttede i dag: *Vi samskaber*"
    )


def test_the_decision_stands_among_the_answers_and_in_the_summary(ten: Chat) -> None:
    to_the_page(ten).says("mine data").sees("Hvad beslutter du?", "Vent", "Når vi holder ledermøde")
    ten.says("opsummering").sees("Besluttet på ti minutter i dag: *Vent*", "indretningen")
    ten.says("del opsummering").sees("Hvem vil du dele")


def test_home_says_where_one_is_on_the_short_way(ten: Chat) -> None:
    ten.answers(*ANSWERS[0]).sets_out("Bro").opens_home().sees(f"{TITLE}: 2 af 9", "Hvor langt er")


def test_one_may_go_back_correct_pause_and_leave(ten: Chat) -> None:
    ten.answers(*ANSWERS[0]).answers(*ANSWERS[1]).says("tilbage").stands_at("gate.loesning")
    ten.sees("2 af 9").presses("Behold svaret").stands_at("gate.bidrag").sees("3 af 9")
    ten.says("ret").chooses("2. ").stands_at("gate.parter").sees("1 af 9").says(ANSWERS[0][1])
    ten.stands_at("gate.bidrag").says("pause").rests(PAUSED).says("fortsæt").sees("3 af 9")
    ten.says("hele vejen").sees("Så tager vi hele vejen").sees_not("3 af 9")
    ten.has_answered(TAKEN, False).stands_at("gate.forloeb")


def test_what_was_pressed_to_leave_a_question_stands_where_it_was_asked(real_chat: Chat) -> None:
    lines = real_chat.flow.library.lines(ShortLines)
    asked = {each.id: each.without for each in lines.questions if each.without}
    chat = real_chat.says("hej").says("Skolevejen")
    while chat.step is not None and chat.step.id != DECISION:
        left = asked.pop(chat.step.id, None)
        chat.presses(left) if left else chat.says("spring over")
        if left:
            shown = [each.answer for each in chat.reply.messages if isinstance(each, Settled)]
            assert shown == [left]
    assert not asked


def test_the_rest_later_of_a_journey_that_is_not_open_leads_there(real_chat: Chat) -> None:
    """Where it has gone on meanwhile, its question does not stand in for the open one."""
    chat = real_chat.says("hej").says("Et mødested")
    while chat.step is not None:
        chat.says("spring over").lets_stand()
    shown = chat.reply
    chat.says("fortsæt").says("begynd").says("Bænk")
    chat.presses("Resten senere", on=shown).sees("Det hører til *Et mødested*")
    chat.is_titled("Bænk").sees_button("Skift til det forløb")


def test_what_is_corrected_afterwards_is_said_to_be(real_chat: Chat) -> None:
    """Also where nothing is asked then, but the next phase waits."""
    chat = real_chat.says("hej").says("Bænk").goes_to("afklaring.next_step")
    chat.says("spring over").says("ret 1").says("En bænk").sees("Rettet.").is_titled("En bænk")
