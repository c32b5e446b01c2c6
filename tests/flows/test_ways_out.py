"""The ways out at every question: 'spring punktet over', 'beslut', 'videre', 'resten senere' …"""

from __future__ import annotations

import pytest

from flows.content.kinds import Kind
from flows.journey.life import PAUSED
from flows.journey.steps import Role
from flows.journey.values import AnswerState
from flows.messages import Prompt
from tests.flows.chat import Chat

WORDS = (
    "spring punktet over", "beslut", "beslut nu", "videre", "færdig", "afslut", "resten senere",
)  # fmt: skip


@pytest.fixture
def chef(real_chat: Chat) -> Chat:
    """A chef at the first question of the model."""
    return real_chat.says("hej").begins("Mødested for unge")


def test_the_point_is_passed_over_at_once(chef: Chat) -> None:
    chef.picks("demokrati").says("spring punktet over").sees("Sprunget over. Skriv *genåbn*")
    chef.sees("*Formål:* delvist afklaret").has_left("formaal.vaerd", AnswerState.SKIPPED)
    assert chef.step is not None
    assert chef.step.point is None or chef.step.point.id != "formaal"


def test_it_can_be_opened_again_in_one_word(chef: Chat) -> None:
    chef.says("spring punktet over").says("genåbn").chooses("1. Formål")
    chef.stands_at("formaal.gevinster")


def test_a_course_is_passed_over_whole(chef: Chat) -> None:
    chef.says("spring punktet over").stands_at("typen.valg").says("spring punktet over")
    assert chef.step is not None
    assert chef.step.point is not None
    assert chef.step.point.id == "type"


@pytest.mark.parametrize("word", ["beslut", "beslut nu", "færdig", "afslut"])
def test_one_decides_from_anywhere_in_the_phase(chef: Chat, word: str) -> None:
    chef.picks("demokrati").goes_to("parathed.klar").says(word).stands_at("afklaring.decision")
    chef.sees("Det, vi ikke nåede, står åbent", "er gennemgået")
    chef.has_left("ansvar.uklart", AnswerState.SKIPPED)


def test_where_nothing_is_decided_one_goes_to_the_end(chef: Chat) -> None:
    chef.goes_to("kursjustering.metoder").says("færdig").stands_at("udfoerelse.next_step")
    chef.says("færdig").rests(PAUSED).sees_button("Gå til Erkendelse")


def test_before_the_first_phase_there_is_nothing_to_decide_and_one_rests(real_chat: Chat) -> None:
    real_chat.says("hej").says("hele vejen").says("Mødested").stands_at("gate.parter")
    real_chat.says("færdig").rests(PAUSED).says("videre").stands_at("gate.parter")


def test_onward_leaves_the_question(chef: Chat) -> None:
    chef.says("videre").has_left("formaal.gevinster", AnswerState.SKIPPED)
    chef.stands_at("formaal.hvorfor")


def test_what_runs_beside_is_left_too(chef: Chat) -> None:
    chef.says("rytme")
    assert chef.route.running is not None
    chef.says("beslut").stands_at("afklaring.decision")
    assert chef.route.running is None


def test_what_was_opened_again_keeps_its_answers(chat: Chat) -> None:
    chat.begins().answers("maal.hvad", "En bænk").goes_to("tilbageblik.laert")
    chat.says("genåbn først").chooses("1. Mål").says("spring punktet over")
    chat.has_answered("maal.hvad", "En bænk").stands_at("tilbageblik.laert")
    chat.says("genåbn først").chooses("1. Mål").says("beslut")
    chat.has_answered("maal.hvad", "En bænk").stands_at("siden.next_step")


def test_a_corrected_answer_stays(chat: Chat) -> None:
    chat.begins().says("En bænk").says("tilbage").says("spring punktet over")
    chat.has_answered("maal.hvad", "En bænk").stands_at("maal.gevinst")


def test_they_work_at_every_question_and_are_never_an_answer(chef: Chat) -> None:
    while chef.step is not None and chef.step.phase is chef.flow.library.phases[0]:
        step = chef.step
        for word in WORDS:
            there = chef.fork().says(word)
            value = there.answered.given(step.id)
            assert value is None or word in str(value), (step.id, word)
            assert there.step is None or there.step.id != step.id or step.role is Role.DECISION
        chef.says("spring over")
        if chef.step is None:
            break


def test_they_stand_at_every_question(chef: Chat) -> None:
    """At most four buttons are in sight, and the rest is one menu of at most five."""
    while chef.step is not None and chef.step.phase is chef.flow.library.phases[0]:
        prompt = chef.reply.prompt
        assert isinstance(prompt, Prompt)
        menu = [each.label for each in prompt.menu]
        assert "Resten senere" in menu, chef.step.id
        assert len(menu) <= 5
        assert ("Beslut nu" in menu) == (
            chef.step.role in (Role.QUESTION, Role.COURSE, Role.PRINCIPLE)
        )
        pressed = prompt.form.options if prompt.form.kind in (Kind.CHOICE, Kind.YES_NO) else ()
        assert not prompt.buttons or len(prompt.buttons) + len(pressed) <= 4
        chef.says("spring over")
        if chef.step is None:
            break


def test_pressing_does_what_typing_does(chef: Chat) -> None:
    chef.fork().presses("Spring punktet over").has_left("formaal.vaerd", AnswerState.SKIPPED)
    chef.fork().presses("Beslut nu").stands_at("afklaring.decision")
    question = chef.reply
    chef.presses("Resten senere").rests(PAUSED).says("fortsæt").says("spring over")
    chef.presses("Beslut nu", on=question).stands_at("formaal.hvorfor")
