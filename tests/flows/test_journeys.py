"""Several journeys: switching among them, and deleting one or all."""

from __future__ import annotations

import pytest

from tests.flows.chat import Chat


@pytest.fixture
def three(chat: Chat) -> Chat:
    """Someone with three journeys, of which the last begun is open."""
    chat.begins("Bænk").says("En bænk").begins("Bro").begins("Sti og <sø>")
    return chat


def test_the_list_numbers_them_last_used_first(three: Chat) -> None:
    three.says("skift").sees("Hvilket forløb vil du til?")
    assert [each.label for each in three.reply.options] == ["1. Sti og <sø>", "2. Bro", "3. Bænk"]
    three.says("skift 3").says("mere ro").says("skift")
    assert [each.label for each in three.reply.options] == ["1. Bænk", "2. Sti og <sø>", "3. Bro"]


def test_of_very_many_the_last_used_are_listed(chat: Chat) -> None:
    for number in range(60):
        chat.begins(f"Bro {number}")
    chat.says("skift")
    labels = [each.label for each in chat.reply.options]
    assert (labels[0], labels[-1], len(labels)) == ("1. Bro 59", "50. Bro 10", 50)
    chat.says("skift 60").is_titled("Bro 0")


@pytest.mark.parametrize("said", ["3", "3.", "Bænk", "bænk!", " BÆNK "])
def test_the_list_is_answered_by_number_or_title(three: Chat, said: str) -> None:
    three.says("skift").says(said).sees("Nu er vi i *Bænk*.").is_titled("Bænk")
    three.stands_at("maal.gevinst")


def test_the_list_is_answered_by_choosing(three: Chat) -> None:
    three.says("skift").chooses("2.").sees("Nu er vi i *Bro*.").stands_at("maal.hvad")


@pytest.mark.parametrize("said", ["skift 3", "skift til 3", "Skift nr 3"])
def test_a_number_may_come_at_once(three: Chat, said: str) -> None:
    three.says(said).is_titled("Bænk")


@pytest.mark.parametrize("said", ["skift 0", "skift 4", "skift 999"])
def test_a_number_that_is_not_there_lists_them(three: Chat, said: str) -> None:
    three.says(said).sees("Hvilket forløb vil du til?").is_titled("Sti og <sø>")


@pytest.mark.parametrize("said", ["4", "0", "9" * 5000, "0" * 5000 + "1", "Flod"])
def test_what_is_not_in_the_list_is_an_answer(three: Chat, said: str) -> None:
    three.says("skift").says(said).is_titled("Sti og <sø>")
    if len(said) <= 3000:
        three.has_answered("maal.hvad", said)
    else:
        three.sees("for mange").stands_at("maal.hvad")


def test_two_of_the_same_title_are_told_apart_by_number(chat: Chat) -> None:
    chat.begins("Bænk").says("Den første").begins("Bænk").begins("Bro").says("skift").says("Bænk")
    chat.is_titled("Bro").has_answered("maal.hvad", "Bænk")
    chat.says("skift").says("3").has_answered("maal.hvad", "Den første")


def test_answers_go_to_the_open_journey(three: Chat) -> None:
    three.says("skift 3").says("mere ro").says("skift").chooses("2.")
    three.has_answered("maal.gevinst", None)


def test_a_paused_journey_goes_on_when_switched_to(three: Chat) -> None:
    three.says("pause").says("skift").says("Bro").stands_at("maal.hvad")
    three.says("skift").says("Sti og <sø>").is_titled("Sti og <sø>").stands_at("maal.hvad")


def test_a_correction_stands_open_when_one_comes_back(three: Chat) -> None:
    three.says("skift 3").says("ret 2").stands_at("maal.hvad")
    three.says("skift").says("Bro").says("skift").says("Bænk")
    three.is_titled("Bænk").stands_at("maal.hvad").sees("Dit svar er nu:")


def test_switching_to_what_is_finished(three: Chat) -> None:
    three.skips_to_the_end().says("skift 2").says("skift").says("Sti og <sø>")
    three.sees("Nu er vi i", "Du er igennem")


def test_switching_to_where_one_is(three: Chat) -> None:
    three.says("skift 1").sees("Nu er vi i *Sti og <sø>*.").stands_at("maal.hvad")


def test_one_journey_has_no_other(chat: Chat) -> None:
    chat.begins().says("skift").sees("Du har kun det ene forløb.").stands_at("maal.hvad")
    chat.says("skift 2").sees("Du har kun det ene forløb.").says("skift 1").stands_at("maal.hvad")


def test_no_journey_to_switch_to(chat: Chat) -> None:
    chat.says("hej").says("skift").sees("Du har ikke noget forløb.")
    chat.says("skift 1").sees("Du har ikke noget forløb.")


# Deleting


def test_deleting_asks_first(three: Chat) -> None:
    three.says("slet").sees("Vil du slette *Sti og <sø>* med 1 svar?", "Samtalen i Slack")
    three.sees_button("Slet forløbet", "Slet alle mine data", "Behold det").says("ja")
    three.sees("*Sti og <sø>* er slettet.").has_no_open_journey()
    assert sorted(each.title for each in three.journeys.values()) == ["Bro", "Bænk"]


@pytest.mark.parametrize("said", ["nej", "Behold", "Nej!"])
def test_a_no_keeps_it(three: Chat, said: str) -> None:
    three.says("slet").says(said).sees("Der er ikke slettet noget.").stands_at("maal.hvad")
    three.says("slet").presses("Behold det").sees("Der er ikke slettet noget.")


@pytest.mark.parametrize("said", ["måske", "jaså", "ja måske", "slet ikke", "43"])
def test_anything_else_is_no_yes(three: Chat, said: str) -> None:
    three.says("slet").says(said).has_answered("maal.hvad", said).says("ja")
    assert len(three.journeys) == 3


def test_one_left_can_be_gone_to(chat: Chat) -> None:
    chat.begins("Bænk").begins("Bro").says("slet").presses("Slet forløbet")
    chat.sees("Der er ikke noget forløb åbent.").says("En bænk").sees("Det er ikke gemt.")
    for way in ("skift", "skift 1"):
        chat.fork().says(way).is_titled("Bænk").stands_at("maal.hvad")
    chat.fork().says("fortsæt").says("En bænk")
    chat.presses("Skift forløb").is_titled("Bænk").stands_at("maal.hvad")


def test_two_left_can_be_gone_to(three: Chat) -> None:
    three.says("slet").says("ja").presses("Skift forløb").chooses("1.").is_titled("Bro")


@pytest.mark.parametrize("yes", ["ja", "ja, slet", "Slet alle mine data", "alt"])
def test_deleting_everything_is_asked_for_by_itself(three: Chat, yes: str) -> None:
    three.says("slet").presses("Slet alle mine data").sees("Vil du slette alt?").says(yes)
    three.sees("Alt er slettet.")
    memory = three.world.memory
    assert (memory.people, memory.journeys, memory.owners, memory.answers) == ({}, {}, {}, [])
    three.says("hej").sees("Hej, jeg er Samskab.")


def test_all_of_ones_data_is_asked_about_wherever_it_is_typed(three: Chat) -> None:
    three.says("slet alle mine data").sees("Vil du slette alt?")
    assert len(three.journeys) == 3
    assert not any("slet" in str(each.value) for each in three.answered)
    three.fork().says("nej").sees("Der er ikke slettet noget.")
    three.says("ja").sees("Alt er slettet.")


def test_deleting_everything_by_button(three: Chat) -> None:
    three.says("slet").presses("Slet alle mine data").presses("Slet alle mine data")
    three.sees("Alt er slettet.")
    assert not three.world.memory.people


@pytest.mark.parametrize("no", ["nej", "behold", "hov"])
def test_everything_may_be_kept_after_all(three: Chat, no: str) -> None:
    three.says("slet").says("alt").sees("Vil du slette alt?").says(no)
    assert len(three.journeys) == 3


def test_with_no_journey_open_it_is_about_everything(chat: Chat) -> None:
    chat.says("hej").says("slet").sees("Vil du slette alt?").says("ja").sees("Alt er slettet.")
    assert not chat.world.memory.people


def test_what_others_have_stays(three: Chat) -> None:
    other = three.another("U2").begins("Min").says("Mit svar")
    three.says("slet").says("alt").says("ja")
    other.is_titled("Min").has_answered("maal.hvad", "Mit svar").says("status").sees("Min")


def test_old_confirmations_ask_again(three: Chat) -> None:
    confirmation = three.says("slet").reply
    three.says("nej").presses("Slet forløbet", on=confirmation).sees("Vil du slette *Sti og <sø>*")
    assert len(three.journeys) == 3
    three.says("skift 3").presses("Slet forløbet", on=confirmation).sees("*Sti og <sø>*")
    three.says("ja").sees("*Sti og <sø>* er slettet.").is_titled("Bænk")


def test_a_confirmation_deletes_only_the_journey_that_it_names(three: Chat) -> None:
    confirmation = three.says("slet").reply
    three.says("skift 3").says("slet").sees("*Bænk*").presses("Slet forløbet", on=confirmation)
    assert len(three.journeys) == 3
    three.sees("*Sti og <sø>*")


def test_another_journey_than_the_open_one_may_be_deleted(three: Chat) -> None:
    """Its confirmation says so, and afterwards the open question still stands."""
    confirmation = three.says("slet").reply
    three.says("skift 3").stands_at("maal.gevinst").presses("Slet forløbet", on=confirmation)
    three.presses("Slet forløbet").sees("*Sti og <sø>* er slettet.").is_titled("Bænk")
    three.presses("Vis spørgsmålet").stands_at("maal.gevinst").says("mere ro")
    three.has_answered("maal.gevinst", ["ro"])


def test_a_deleted_journey_is_gone_from_lists_made_before(three: Chat) -> None:
    listed = three.says("skift").reply
    three.says("slet").says("ja").chooses("1.", on=listed).sees("Det forløb findes ikke længere.")
    three.chooses("2.", on=listed).is_titled("Bro")


def test_more_journeys_than_anyone_leads_are_not_begun(chat: Chat) -> None:
    for number in range(100):
        chat.begins(f"Bro {number}")
    chat.says("begynd").sees("Du har 100 forløb")
    assert len(chat.journeys) == 100


def test_a_clock_that_was_set_back_silences_no_button(chat: Chat) -> None:
    chat.says("hej").presses("Begynd et forløb").waits(days=-1)
    chat.says("hjælp").presses("Begynd et forløb", on=chat.replies[0]).sees("Hvad handler det om?")
