"""'Ret', 'tilbage', keeping and removing; and what follows from a changed answer."""

from __future__ import annotations

import pytest

from flows.journey.values import AnswerState
from tests.flows.chat import Chat


@pytest.fixture
def told(chat: Chat) -> Chat:
    """Someone who has answered the first questions and stands at the scale."""
    chat.begins("Bænk").says("En bænk").says("mere ro").says("den lange sti")
    return chat.stands_at("maal.tal")


def test_a_chef_corrects_an_answer(told: Chat) -> None:
    told.says("ret 2").sees("Dit svar er nu:", "» En bænk").stands_at("maal.hvad")
    told.says("To bænke").sees("Rettet.").stands_at("maal.tal")
    told.has_answered("maal.hvad", "To bænke")


def test_the_list_names_every_answer_with_its_number(told: Chat) -> None:
    told.says("ret").sees("Hvilket svar vil du rette?")
    labels = [each.label for each in told.reply.options]
    assert labels == [
        "1. Titel: Bænk",
        "2. Mål: En bænk",
        "3. Mål: Mere ro",
        "4. Mål: Den lange sti",
    ]
    told.chooses("3.").sees("» Mere ro").stands_at("maal.gevinst")


@pytest.mark.parametrize("said", ["2", "2.", " 2 "])
def test_the_list_is_answered_by_number(told: Chat, said: str) -> None:
    told.says("ret").says(said).sees("» En bænk").stands_at("maal.hvad")


def test_a_number_that_is_not_in_the_list(told: Chat) -> None:
    told.says("ret").says("9").sees("Det nummer er der ikke.").stands_at("maal.tal").says("4")
    told.has_answered("maal.tal", 4)


def test_of_a_long_journey_the_latest_phase_is_listed(chat: Chat) -> None:
    chat.begins("Bænk").goes_to("tilbageblik.naaede").says("1").says("ret")
    chat.sees("Hvilket svar fra Siden vil du rette?")
    numbers = [each.label.partition(".")[0] for each in chat.reply.options]
    count = len(chat.route.correctable)
    assert numbers == ["1", str(count)]
    chat.says(str(count)).stands_at("tilbageblik.naaede").sees("» Vi nåede det")


def test_where_there_is_no_answer_it_is_listed_what_was_asked(chat: Chat) -> None:
    chat.begins("Bænk").says("spring over").says("ret")
    assert [each.label for each in chat.reply.options][1:] == [
        "2. Mål (sprunget over): Hvad vil I nå?"
    ]


def test_who_wrote_what_the_bot_says_of_no_answer_has_answered(chat: Chat) -> None:
    chat.begins("Bænk").says("Ikke besvaret").says("ret")
    assert [each.label for each in chat.reply.options][1:] == ["2. Mål: Ikke besvaret"]


def test_the_list_can_be_left_by_answering(told: Chat) -> None:
    told.says("ret").says("fire").has_answered("maal.tal", 4)


@pytest.mark.parametrize("said", ["ret 5", "ret 0", "ret 999", "ret nr 77"])
def test_a_number_that_is_not_there(told: Chat, said: str) -> None:
    told.says(said).sees("Det nummer er der ikke. Du har 4 svar.").stands_at("maal.tal")


def test_nothing_to_correct_yet(chat: Chat) -> None:
    chat.says("begynd").says("ret").sees("Der er intet at rette endnu.").stands_at("title")
    chat.says("ret 1").sees("Der er intet at rette endnu.").stands_at("title")
    chat.says("tilbage").sees("Det her er det første spørgsmål.")


def test_back_goes_one_question_at_a_time(told: Chat) -> None:
    told.says("tilbage").stands_at("maal.vej").says("tilbage").stands_at("maal.gevinst")
    told.says("tilbage").says("tilbage").stands_at("title").sees("» Bænk")
    told.says("tilbage").sees("Det her er det første spørgsmål.").stands_at("title")
    told.says("Bro").is_titled("Bro").stands_at("maal.tal")


def test_an_answer_may_be_kept(told: Chat) -> None:
    told.says("ret 2").presses("Behold svaret").sees("Så står svaret, som det var.")
    told.stands_at("maal.tal").has_answered("maal.hvad", "En bænk")


@pytest.mark.parametrize("said", ["Behold svaret", "behold svaret.", "spring over"])
def test_keeping_can_be_typed(told: Chat, said: str) -> None:
    told.says("ret 2").says(said).sees("Så står svaret, som det var.").stands_at("maal.tal")
    told.has_answered("maal.hvad", "En bænk")


def test_an_answer_may_be_removed(told: Chat) -> None:
    told.says("ret 2").presses("Fjern svaret").sees("Svaret er slettet.").stands_at("maal.tal")
    told.has_left("maal.hvad", AnswerState.REMOVED)
    assert "En bænk" not in [answer.value for _, answer in told.world.memory.answers]
    told.says("mine data").sees("Hvad vil I nå? » Fjernet")


def test_removing_can_be_typed_as_the_button_says(told: Chat) -> None:
    told.says("ret 2").says("Fjern svaret").has_left("maal.hvad", AnswerState.REMOVED)


def test_earlier_answers_to_the_same_question_are_removed_too(told: Chat) -> None:
    told.says("ret 2").says("To bænke").says("ret 2").presses("Fjern svaret")
    kept = [answer.value for _, answer in told.world.memory.answers if answer.step == "maal.hvad"]
    assert kept == [None]


def test_the_title_may_be_removed(told: Chat) -> None:
    told.says("ret 1").presses("Fjern svaret").is_titled("Uden titel").stands_at("maal.tal")


def test_a_removed_answer_may_be_given_again(told: Chat) -> None:
    told.says("ret 2").presses("Fjern svaret").says("ret 2").sees_not("Dit svar er nu:")
    told.says("Tre bænke").has_answered("maal.hvad", "Tre bænke").stands_at("maal.tal")


def test_a_skipped_question_may_be_skipped_again(told: Chat) -> None:
    told.says("spring over").says("tilbage").says("spring over").stands_at("folk.hvem")
    told.has_left("maal.tal", AnswerState.SKIPPED)


def test_a_skipped_answer_may_be_given(told: Chat) -> None:
    told.says("spring over").stands_at("folk.hvem").says("tilbage").sees_not("Dit svar er nu:")
    told.says("4").has_answered("maal.tal", 4).stands_at("folk.hvem")


def test_what_cannot_be_the_answer_leaves_the_old_one(told: Chat) -> None:
    told.says("ret 3").says("👍").sees("Tegn alene").stands_at("maal.gevinst")
    told.has_answered("maal.gevinst", ["ro"]).says("frisk luft").stands_at("maal.tal")
    told.has_answered("maal.gevinst", ["luft"])


def test_correcting_while_correcting(told: Chat) -> None:
    told.says("ret 2").says("ret 3").stands_at("maal.gevinst").says("luft").stands_at("maal.tal")
    told.has_answered("maal.hvad", "En bænk")


def test_other_is_asked_about_where_it_is_new(told: Chat) -> None:
    told.says("ret 4").presses("Andet").stands_at("maal.vej_other").says("Stien")
    told.stands_at("maal.tal").says("mine data").sees("» Stien")


def test_others_words_come_back_with_it(told: Chat) -> None:
    told.says("ret 4").presses("Andet").says("Stien")
    told.says("ret 4").presses("Den korte sti").stands_at("maal.tal")
    told.says("mine data").sees("» Den korte sti").sees_not("Stien")
    told.says("ret 4").presses("Andet").stands_at("maal.tal").says("mine data").sees("» Stien")


# Branches


def test_a_branch_opens_where_the_answer_is_changed(chat: Chat) -> None:
    chat.begins().goes_to("maal.tal").says("4").goes_to("folk.dag")
    chat.says("ret 5").stands_at("maal.tal").says("1").stands_at("folk.mangler")
    chat.says("Penge").stands_at("folk.dag")


def test_a_branch_that_stands_open_is_not_forgotten(chat: Chat) -> None:
    chat.begins().goes_to("maal.tal").says("4").goes_to("folk.dag")
    chat.says("ret 5").says("1").stands_at("folk.mangler")
    chat.says("ret 7").stands_at("folk.hvem").says("Karen Eksempel").stands_at("folk.mangler")


def test_a_branch_closes_and_comes_back(chat: Chat) -> None:
    chat.begins().goes_to("maal.tal").says("1").goes_to("folk.mangler").says("Penge")
    chat.says("ret 5").says("5").stands_at("folk.hvem").says("mine data").sees_not("Penge")
    chat.says("ret 5").says("2").stands_at("folk.hvem").says("mine data").sees("Penge")


def test_the_open_question_leaves_the_path(chat: Chat) -> None:
    chat.begins().goes_to("maal.tal").says("1").goes_to("folk.mangler")
    chat.says("ret 5").says("5").stands_at("folk.hvem")


def test_what_hangs_on_a_closed_branch_closes_with_it(chat: Chat) -> None:
    chat.begins().goes_to("sted.steder").says("ude").says("ja").stands_at("foerst.next_step")
    chat.goes_to("tilbageblik.naaede").says("1").stands_at("tilbageblik.vaad").says("Meget")
    number = next(n for n, step in enumerate(chat.route.correctable, 1) if step.id == "sted.steder")
    chat.says(f"ret {number}").says("inde").stands_at("tilbageblik.laert")
    chat.says("mine data").sees_not("Må det regne?").sees_not("Meget")
    chat.says(f"ret {number}").says("ude").says("mine data").sees("Meget")


def test_other_of_a_closed_branch_is_not_asked(chat: Chat) -> None:
    chat.begins().goes_to("maal.vej").says("1").goes_to("afstand.taet").says("andet")
    chat.stands_at("afstand.taet_other").says("ret 4").stands_at("maal.vej").says("2")
    chat.stands_at("foerst.next_step")


def test_a_button_to_a_closed_branch_leads_nowhere(chat: Chat) -> None:
    chat.begins().goes_to("maal.tal").says("1").goes_to("folk.mangler").says("Penge")
    answers = chat.says("mine data").reply
    chat.says("ret 5").says("5").stands_at("folk.hvem")
    chat.presses("Ret", beside="Hvad mangler du?", on=answers).sees("lavet om").stands_at(
        "folk.hvem"
    )


def test_removing_closes_the_branch_that_stands_open(chat: Chat) -> None:
    chat.begins().goes_to("maal.tal").says("1").goes_to("folk.mangler")
    chat.says("ret 5").presses("Fjern svaret").stands_at("folk.hvem")


# At rest


def test_correcting_while_paused_wakes_the_journey(told: Chat) -> None:
    told.says("pause").says("ret 2").stands_at("maal.hvad").says("To").stands_at("maal.tal")


def test_back_while_paused_goes_to_the_last_answer(told: Chat) -> None:
    told.says("pause").says("tilbage").stands_at("maal.vej")


def test_pausing_while_correcting_returns_to_the_open_question(told: Chat) -> None:
    told.says("ret 2").says("pause").rests("paused").says("fortsæt").stands_at("maal.tal")
    told.has_answered("maal.hvad", "En bænk")


def test_correcting_what_is_finished_ends_finished(chat: Chat) -> None:
    chat.begins().skips_to_the_end().says("ret 2").says("En bænk").rests("finished")
    chat.sees("Det var alt.").has_answered("maal.hvad", "En bænk")


def test_correcting_what_is_finished_may_open_a_branch(chat: Chat) -> None:
    chat.begins().skips_to_the_end().says("ret 5").says("1").stands_at("folk.mangler")
    chat.says("Penge").rests("finished")


def test_back_from_the_end(chat: Chat) -> None:
    chat.begins().skips_to_the_end().says("tilbage").stands_at("siden.next_step")
    chat.says("Jeg går hjem").lets_stand().rests("finished").says("tilbage").presses(
        "Behold svaret"
    )
    chat.rests("finished").has_answered("siden.next_step", "Jeg går hjem")


def test_the_next_step_of_an_earlier_phase_is_corrected_in_passing(chat: Chat) -> None:
    chat.begins().goes_to("tilbageblik.naaede").says("1").stands_at("tilbageblik.laert")
    steps = chat.route.correctable
    number = 1 + next(n for n, step in enumerate(steps) if step.id == "foerst.next_step")
    chat.says(f"ret {number}").stands_at("foerst.next_step").says("Jeg ringer")
    chat.lets_stand()
    chat.stands_at("tilbageblik.laert")


def test_the_next_step_may_be_corrected_before_the_next_phase_begins(chat: Chat) -> None:
    chat.begins().goes_to("foerst.next_step").says("Jeg ringer").lets_stand().rests("paused")
    chat.says("tilbage").stands_at("foerst.next_step").says("Jeg skriver").rests("paused")
    chat.presses("Gå til Siden").stands_at("tilbageblik.naaede")


def test_the_summary_comes_again_after_a_correction(chat: Chat) -> None:
    chat.begins().goes_to("foerst.next_step").says("ret 6").says("afklaret")
    chat.stands_at("foerst.next_step").sees("Afklarede punkter: Ét af")
