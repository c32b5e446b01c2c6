"""People's own messages, edited and deleted in Slack."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.journey.values import AnswerState
from tests.flows.chat import Chat

A_MOMENT = timedelta(seconds=30)


def test_an_edited_answer_follows(chat: Chat) -> None:
    chat.begins("Bænk").says("En bænk").edits("En bænk", to="To bænke")
    chat.sees("Du rettede din besked, så svaret er nu:", "» To bænke").stands_at("maal.gevinst")
    chat.has_answered("maal.hvad", "To bænke")
    chat.edits("To bænke", to="Tre bænke").has_answered("maal.hvad", "Tre bænke")


def test_an_edit_that_changes_nothing_is_met_with_silence(chat: Chat) -> None:
    chat.begins().says("En bænk").edits("En bænk", to=" En bænk ").hears_nothing()
    chat.says("mere ro").edits("mere ro", to="Mere ro!").hears_nothing()


def test_an_edit_of_what_was_no_answer_is_met_with_silence(chat: Chat) -> None:
    chat.says("hej").edits("hej", to="hejsa").hears_nothing()
    chat.begins().says("status").edits("status", to="En bænk").hears_nothing()
    chat.has_answered("maal.hvad", None)


def test_an_edit_of_an_answer_that_was_replaced_changes_nothing(chat: Chat) -> None:
    chat.begins().says("En bænk").says("ret 2").says("To bænke").edits("En bænk", to="Nul bænke")
    chat.hears_nothing().has_answered("maal.hvad", "To bænke")


@pytest.mark.parametrize("text", ["👍", "x" * 3001, "", "   "])
def test_an_edit_that_cannot_be_the_answer_leaves_it(chat: Chat, text: str) -> None:
    chat.begins().says("En bænk").edits("En bænk", to=text)
    chat.sees("Derfor står dit gamle svar stadig:", "» En bænk")
    chat.has_answered("maal.hvad", "En bænk").stands_at("maal.gevinst")


def test_an_edited_choice_opens_its_branch(chat: Chat) -> None:
    chat.begins().goes_to("maal.tal").says("5").goes_to("folk.hvem").edits("5", to="1")
    chat.stands_at("folk.mangler").edits("1", to="5").stands_at("folk.hvem")


def test_an_edited_choice_closes_the_branch_that_stands_open(chat: Chat) -> None:
    chat.begins().goes_to("folk.klar").says("nej").goes_to("sted.hvorfor_ikke")
    chat.edits("nej", to="ja").stands_at("sted.steder")


def test_an_edit_may_open_a_branch_of_what_is_finished(chat: Chat) -> None:
    chat.begins().goes_to("maal.tal").says("5").skips_to_the_end().edits("5", to="1")
    chat.stands_at("folk.mangler").says("Penge").rests("finished")


def test_an_edited_title_renames_the_journey(chat: Chat) -> None:
    chat.begins("Bænk").edits("Bænk", to="Bro").is_titled("Bro").sees("» Bro")
    chat.says("status").sees("Bro")


def test_an_edited_title_is_as_short_as_any(chat: Chat) -> None:
    chat.begins("Bænk").edits("Bænk", to="x" * 81).is_titled("Bænk").sees("» Bænk")


def test_an_edit_with_other_follows_both(chat: Chat) -> None:
    chat.begins().goes_to("maal.gevinst").says("mere ro, te").stands_at("maal.vej")
    chat.edits("mere ro, te", to="mere ro, kaffe").sees("Mere ro, kaffe")
    chat.has_answered("maal.gevinst_other", "kaffe").has_answered("maal.gevinst", ["ro", "andet"])


def test_an_edit_away_from_other_hides_it(chat: Chat) -> None:
    chat.begins().goes_to("maal.gevinst").says("mere ro, te").edits("mere ro, te", to="mere ro")
    chat.has_answered("maal.gevinst", ["ro"]).stands_at("maal.vej")
    chat.says("mine data").sees_not("te,").sees("Mere ro")


def test_an_edit_to_other_alone_asks_what_it_is(chat: Chat) -> None:
    chat.begins().goes_to("maal.vej").says("den korte sti").edits("den korte sti", to="andet")
    chat.stands_at("maal.vej_other").says("Stien").stands_at("maal.tal")


def test_the_explanation_of_other_can_be_edited(chat: Chat) -> None:
    chat.begins().goes_to("maal.vej").says("andet").says("Stien").edits("Stien", to="Broen")
    chat.has_answered("maal.vej_other", "Broen").stands_at("maal.tal")


def test_a_refused_text_made_shorter_is_taken(chat: Chat) -> None:
    chat.begins().says("x" * 3001).sees("for mange").edits("x" * 3001, to="Kort nok")
    chat.has_answered("maal.hvad", "Kort nok").stands_at("maal.gevinst")


def test_a_refused_text_may_be_refused_again(chat: Chat) -> None:
    chat.begins().says("x" * 50_000).edits("x" * 50_000, to="x" * 4000).sees("4000 tegn")
    chat.edits("x" * 4000, to="Kort nok").has_answered("maal.hvad", "Kort nok")


def test_a_refused_text_may_become_a_word(chat: Chat) -> None:
    chat.begins().says("x" * 3001).edits("x" * 3001, to="pause").rests("paused")


def test_a_refused_text_edited_while_paused_is_said_not_to_be_saved(chat: Chat) -> None:
    chat.begins().says("x" * 3001).says("pause").edits("x" * 3001, to="Kort nok")
    chat.sees("Det er ikke gemt.", "er på pause").rests("paused").has_answered("maal.hvad", None)
    chat.says("fortsæt").edits("Kort nok", to="Kortere").has_answered("maal.hvad", "Kortere")


def test_a_refused_text_belongs_to_its_own_question(chat: Chat) -> None:
    chat.begins().goes_to("maal.tal").says("x" * 3001).says("ret 2").stands_at("maal.hvad")
    chat.edits("x" * 3001, to="3").stands_at("maal.hvad").has_left("maal.hvad", AnswerState.SKIPPED)


def test_a_refused_text_belongs_to_its_own_journey(chat: Chat) -> None:
    chat.begins("Bænk").says("x" * 3001).begins("Bro").edits(
        "x" * 3001, to="Kortere"
    ).hears_nothing()
    chat.has_answered("maal.hvad", None)
    chat.says("y" * 3001).says("skift 2").is_titled("Bænk").edits("y" * 3001, to="Kortere")
    chat.hears_nothing().has_answered("maal.hvad", None)


def test_an_edit_in_another_journey_stays_there(chat: Chat) -> None:
    chat.begins("Bænk").says("En bænk").begins("Bro").says("En bro").edits("En bænk", to="To bænke")
    chat.sees("Du rettede en besked, der hører til *Bænk*.", "» To bænke").is_titled("Bro")
    chat.stands_at("maal.gevinst").has_answered("maal.hvad", "En bro")
    chat.says("mere ro").has_answered("maal.gevinst", ["ro"])
    chat.says("skift 2").is_titled("Bænk").has_answered("maal.hvad", "To bænke")


def test_an_edit_that_does_not_fit_in_another_journey_asks_nothing_there(chat: Chat) -> None:
    chat.begins("Bænk").says("En bænk").begins("Bro").edits("En bænk", to="👍")
    chat.sees("*Bænk*", "» En bænk").sees_button("Skift til det")
    chat.stands_at("maal.hvad").says("En bro").has_answered("maal.hvad", "En bro")


def test_an_edit_in_another_journey_that_is_being_corrected(chat: Chat) -> None:
    chat.begins("Bænk").says("En bænk").says("ret 2").begins("Bro").edits("En bænk", to="To bænke")
    chat.sees("*Bænk*").is_titled("Bro").stands_at("maal.hvad").says("En bro")
    chat.has_answered("maal.hvad", "En bro").says("skift 2").has_answered("maal.hvad", "To bænke")


def test_an_edited_title_of_another_journey(chat: Chat) -> None:
    chat.begins("Bænk").begins("Bro").edits("Bænk", to="Sø").sees("*Sø*").is_titled("Bro")
    chat.says("skift").sees("Hvilket forløb")
    assert [each.label for each in chat.reply.options] == ["1. Sø", "2. Bro"]


def test_an_edit_while_paused_keeps_the_pause(chat: Chat) -> None:
    chat.begins().says("En bænk").says("pause").edits("En bænk", to="To bænke").rests("paused")
    chat.sees("» To bænke").says("fortsæt").stands_at("maal.gevinst")
    chat.has_answered("maal.hvad", "To bænke")


def test_an_edit_of_the_answer_that_is_being_corrected_corrects_it(chat: Chat) -> None:
    chat.begins().says("En bænk").says("ret 2").edits("En bænk", to="To bænke").sees("Rettet.")
    chat.has_answered("maal.hvad", "To bænke").stands_at("maal.gevinst")


def test_an_edit_while_another_answer_is_being_corrected_leaves_that_open(chat: Chat) -> None:
    chat.begins("Bænk").says("En bænk").says("mere ro").says("ret 3").stands_at("maal.gevinst")
    chat.edits("En bænk", to="To bænke").stands_at("maal.gevinst").says("luft")
    chat.has_answered("maal.gevinst", ["luft"]).stands_at("maal.vej")


def test_an_edit_that_closes_the_branch_that_is_being_corrected(chat: Chat) -> None:
    chat.begins().goes_to("maal.tal").says("1").goes_to("folk.mangler").says("Penge")
    chat.says("tilbage").stands_at("folk.mangler").edits("1", to="5").stands_at("folk.hvem")


def test_an_edit_after_everything_was_deleted(chat: Chat) -> None:
    chat.begins().says("En bænk").says("slet").says("ja").edits("En bænk", to="To").hears_nothing()
    chat.deletes("To").hears_nothing()


def test_somebody_elses_message_changes_nothing(chat: Chat) -> None:
    chat.begins().says("En bænk")
    other = chat.another("U2").begins("Bro")
    other._typed = dict(chat._typed)
    other.edits("En bænk", to="Nul").hears_nothing().deletes("Nul").hears_nothing()
    chat.has_answered("maal.hvad", "En bænk")


def test_two_messages_that_came_turned_round_are_put_in_their_order(chat: Chat) -> None:
    """The first stands under the first question, and the second answers what is asked now."""
    chat.begins()
    before = chat.world.now - A_MOMENT
    chat.says("mere ro").says("Rundt om søen", sent=before)
    chat.has_answered("maal.hvad", "Rundt om søen").has_answered("maal.gevinst", ["ro"])
    chat.sees("omvendt rækkefølge", "» Rundt om søen", "Den anden står under")
    chat.stands_at("maal.vej")


def test_a_message_that_was_held_up_for_long_answers_no_later_question(chat: Chat) -> None:
    chat.begins()
    before = chat.world.now - A_MOMENT
    chat.says("En bænk").says("mere ro").says("Rundt om søen", sent=before)
    chat.sees("Den besked nåede først frem nu", "» Rundt om søen").stands_at("maal.vej")
    chat.has_answered("maal.hvad", "En bænk").has_answered("maal.gevinst", ["ro"])


def test_the_same_words_twice_are_one_answer(chat: Chat) -> None:
    chat.begins()
    before = chat.world.now - A_MOMENT
    chat.says("En bænk").says("En bænk", sent=before).sees_not("omvendt rækkefølge")
    chat.has_answered("maal.hvad", "En bænk").has_answered("maal.gevinst", None)


def test_two_choices_that_came_turned_round(chat: Chat) -> None:
    """What is stored of the second is not what was typed: it is shown, and asked for again."""
    chat.begins().says("En bænk")
    before = chat.world.now - A_MOMENT
    chat.says("mere ro").says("frisk luft", sent=before)
    chat.has_answered("maal.gevinst", ["luft"]).sees("Den anden er ikke gemt", "Mere ro")


def test_a_title_that_came_after_the_first_answer(chat: Chat) -> None:
    chat.says("begynd")
    before = chat.world.now - A_MOMENT
    chat.says("En bænk").says("Bænk ved søen", sent=before)
    assert chat.journey.title == "Bænk ved søen"
    chat.has_answered("maal.hvad", "En bænk").stands_at("maal.gevinst")


# Deleted


def test_a_deleted_message_leaves_its_answer(chat: Chat) -> None:
    chat.begins().says("En bænk").deletes("En bænk").has_answered("maal.hvad", "En bænk")
    chat.sees("Du slettede beskeden, men svaret er gemt.", "» En bænk").stands_at("maal.gevinst")
    chat.presses("Fjern svaret").sees("Svaret er slettet.").stands_at("maal.gevinst")
    chat.has_left("maal.hvad", AnswerState.REMOVED)


def test_its_answer_can_be_removed_later_too(chat: Chat) -> None:
    offer = chat.begins().says("En bænk").deletes("En bænk").reply
    chat.says("mere ro").presses("Fjern svaret", on=offer).has_left(
        "maal.hvad", AnswerState.REMOVED
    )


def test_but_not_another_answer_in_its_place(chat: Chat) -> None:
    offer = chat.begins().says("En bænk").deletes("En bænk").reply
    chat.says("ret 2").says("To bænke").presses("Fjern svaret", on=offer).sees("» To bænke")
    chat.has_answered("maal.hvad", "To bænke")


def test_a_deleted_message_offers_to_correct(chat: Chat) -> None:
    chat.begins().says("En bænk").deletes("En bænk").presses("Ret").stands_at("maal.hvad")


def test_the_deleted_message_of_the_answer_that_is_being_corrected(chat: Chat) -> None:
    chat.begins().says("En bænk").says("ret 2").deletes("En bænk").stands_at("maal.hvad")
    chat.presses("Fjern svaret").has_left("maal.hvad", AnswerState.REMOVED).stands_at(
        "maal.gevinst"
    )


def test_a_deleted_message_that_held_no_answer(chat: Chat) -> None:
    chat.says("hej").deletes("hej").hears_nothing()
    chat.begins().says("x" * 3001).deletes("x" * 3001).hears_nothing().stands_at("maal.hvad")


def test_a_deleted_explanation_of_other(chat: Chat) -> None:
    chat.begins().goes_to("maal.vej").says("andet").says("Stien").deletes("Stien")
    chat.sees("» Stien").presses("Fjern svaret").stands_at("maal.tal")
    assert "Stien" not in [answer.value for _, answer in chat.world.memory.answers]


def test_a_deleted_message_with_other_removes_both(chat: Chat) -> None:
    chat.begins().goes_to("maal.gevinst").says("mere ro, te").deletes("mere ro, te")
    chat.presses("Fjern svaret").stands_at("maal.vej")
    assert "te" not in [answer.value for _, answer in chat.world.memory.answers]


def test_a_deleted_message_of_a_closed_branch(chat: Chat) -> None:
    chat.begins().goes_to("maal.tal").says("1").goes_to("folk.mangler").says("Penge")
    chat.edits("1", to="5").deletes("Penge").sees("» Penge").presses("Fjern svaret")
    chat.sees("Svaret er slettet.").stands_at("folk.hvem")
    assert "Penge" not in [answer.value for _, answer in chat.world.memory.answers]


def test_removing_what_led_to_the_open_question_moves_on(chat: Chat) -> None:
    chat.begins().goes_to("folk.klar").says("nej").goes_to("sted.hvorfor_ikke").deletes("nej")
    chat.presses("Fjern svaret").stands_at("sted.steder")


def test_removing_while_paused_keeps_the_pause(chat: Chat) -> None:
    chat.begins().says("En bænk").says("pause").deletes("En bænk").presses("Fjern svaret")
    chat.rests("paused").has_left("maal.hvad", AnswerState.REMOVED)


def test_a_deleted_message_of_another_journey(chat: Chat) -> None:
    chat.begins("Bænk").says("En bænk").begins("Bro").deletes("En bænk").sees("» En bænk")
    offer = chat.reply
    chat.presses("Fjern svaret").sees("Den knap hører til *Bænk*.").is_titled("Bro")
    chat.presses("Skift til det").presses("Fjern svaret", on=offer)
    chat.has_left("maal.hvad", AnswerState.REMOVED).stands_at("maal.gevinst")
