"""The informal contract: made of answers, taken out again, looked at, corrected."""

from __future__ import annotations

from datetime import date

import pytest

from flows.journey.records import one
from flows.journey.values import Answer, Answers, AnswerState, Value
from flows.parts.contract import Contract, agreed, reviewed
from tests.flows.chat import BEGINNING, Chat

DAY, LATER = date(2026, 3, 2), date(2026, 5, 1)


def answers(course: str = "kontrakt", **said: Value) -> Answers:
    """Answers to a course."""
    return Answers(
        Answer(f"{course}.{id}", AnswerState.GIVEN, value, "U1", BEGINNING)
        for id, value in said.items()
    )


def test_nothing_agreed_is_no_contract() -> None:
    assert agreed(answers(ejer="os", interval="maaned"), None, DAY) is None


@pytest.mark.parametrize(
    ("interval", "due"),
    [("maaned", date(2026, 4, 1)), ("kvartal", date(2026, 6, 1)), ("ingen", None)],
)
def test_it_is_looked_at_again_after_the_interval(interval: str, due: date | None) -> None:
    made = agreed(answers(vi="Svar", interval=interval), None, DAY)
    assert made is not None
    assert made.next_review == due


def test_the_day_to_look_moves_only_with_the_interval() -> None:
    old = agreed(answers(vi="Svar", interval="maaned"), None, DAY)
    same = agreed(answers(vi="Hurtige svar", interval="maaned"), old, LATER)
    other = agreed(answers(vi="Svar", interval="kvartal"), old, LATER)
    assert old
    assert same
    assert other
    assert (same.agreed, same.next_review, same.ours) == (DAY, old.next_review, "Hurtige svar")
    assert other.next_review == date(2026, 7, 31)


def test_a_look_that_was_left_is_none() -> None:
    assert reviewed(Contract(id="kontrakt", agreed=DAY), Answers(), LATER) is None


def test_what_does_not_hold_is_kept_only_where_it_does_not() -> None:
    contract = Contract(id="kontrakt", agreed=DAY, interval_days=30)
    kept = reviewed(contract, answers("lever", holder="ja", hvad="Fra sidst"), LATER)
    broken = reviewed(contract, answers("lever", holder="nej", hvad="Svarene"), LATER)
    assert kept
    assert broken
    assert (kept.reviews[0].what, broken.reviews[0].what) == (None, "Svarene")
    assert kept.next_review == date(2026, 5, 31)


@pytest.fixture
def contracted(real_chat: Chat) -> Chat:
    """A chef whose contract is written."""
    chat = real_chat.says("hej").begins("Mødested").goes_to("ansvar.forventninger")
    chat.says("De kommer til møderne").goes_to("kontrakt.parter").says("Ungerådet")
    chat.sees("De kommer til møderne").says("Svar inden to uger").says("Fire møder")
    chat.presses("Vi ejer den sammen").presses("Det er et fast løfte").says("Indholdet")
    return chat.presses("Hvert kvartal")


def test_it_is_written_out_in_plain_sentences(contracted: Chat) -> None:
    contracted.sees("Den er mellem jer og Ungerådet.", "*I har lovet:* Svar inden to uger")
    contracted.sees("*De andre har lovet:* Fire møder", "I ejer opgaven sammen.", "fast løfte")
    contracted.sees("*Det beslutter I sammen:* Indholdet", "I ser efter igen den 1. juni.")


def test_a_full_stop_is_not_said_twice_and_a_day_that_is_past_is_past(contracted: Chat) -> None:
    contracted.edits("Ungerådet", "Ungerådet.").waits(days=100).says("kontrakt")
    contracted.sees("mellem jer og Ungerådet.", "I skulle have set efter den 1. juni.")
    contracted.sees_not("Ungerådet..")


def test_an_interval_that_was_passed_over_is_not_said_to_be_agreed(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("kontrakt.parter").says("Ungerådet")
    chat.goes_to("kontrakt.interval")
    chat.fork().presses("Kun når nogen beder om det").sees("I ser efter, når nogen beder om det.")
    chat.says("spring over").sees("Det er ikke aftalt, hvornår I ser efter.")


def test_it_can_be_taken_out_and_corrected(contracted: Chat) -> None:
    here = contracted.step
    contracted.says("kontrakt").sees("Ungerådet").sees_button("Lever vi op til det?")
    contracted.presses("Ret kontrakten").stands_at("kontrakt.parter").says("Ungerådet og klubben")
    while contracted.step is not here:
        contracted.says("spring over") if contracted.step else contracted.fails("it rests")
    held = one(contracted.answered, Contract, "kontrakt")
    assert held is not None
    assert (held.parties, held.ours) == ("Ungerådet og klubben", None)


def test_a_corrected_answer_is_in_it_at_once(contracted: Chat) -> None:
    contracted.edits("Fire møder", "Fem møder").says("kontrakt").sees("Fem møder")
    contracted.sees_not("Fire møder")


def test_a_removed_answer_takes_its_words_with_it(contracted: Chat) -> None:
    contracted.deletes("Fire møder").presses("Fjern svaret").says("kontrakt")
    contracted.sees("Svar inden to uger").sees_not("Fire møder")
    assert not any("Fire møder" in str(each.value) for each in contracted.answered)


def test_it_is_looked_at_again_and_that_is_kept(contracted: Chat) -> None:
    contracted.waits(days=91).says("kontrakt").presses("Lever vi op til det?")
    contracted.stands_at("lever.holder").sees("Svar inden to uger").presses("Delvist")
    contracted.says("Svarene").says("Vi siger det højt").sees("Tal med de andre", "31. august")
    contracted.says("kontrakt").sees("I dag svarede du, at I delvist levede op", "Svarene", "højt")


def test_a_kept_contract_asks_no_more(contracted: Chat) -> None:
    here = contracted.step
    contracted.says("kontrakt").presses("Lever vi op til det?").presses("Ja")
    contracted.sees("Så holder kontrakten. I ser efter igen")
    assert contracted.step is here


def test_it_stands_beside_where_it_is_asked_whether_it_holds(contracted: Chat) -> None:
    contracted.goes_to("kursjustering.rammer").sees("*I har lovet:* Svar inden to uger")


def test_without_a_contract_there_is_the_way_to_one(real_chat: Chat) -> None:
    chat = real_chat.says("hej").says("kontrakt").sees("hører til et forløb").begins("Mødested")
    chat.says("kontrakt").sees("ikke skrevet en kontrakt endnu").presses("Lav kontrakten")
    chat.stands_at("kontrakt.parter").presses("Ikke nu").stands_at("formaal.gevinster")


def test_a_course_passed_over_leaves_no_contract(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("procesplan.vejen")
    assert one(chat.answered, Contract, "kontrakt") is None
