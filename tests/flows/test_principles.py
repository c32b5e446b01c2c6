"""The seven principles rated in five minutes, beside the last time, with advice on the lowest."""

from __future__ import annotations

from datetime import date

from flows.content.library import Library
from flows.journey.records import all_of
from flows.journey.values import Answers
from flows.parts.next_steps import next_steps
from flows.parts.principles import PrincipleCheck, before, first_sentence, lowest, rated
from tests.flows.chat import Chat

DAY, LATER = date(2026, 3, 2), date(2026, 5, 1)


def check(real: Library, *ratings: int, on: date = DAY) -> PrincipleCheck:
    """The principles rated in their order."""
    found = dict(zip((each.id for each in real.principles), ratings, strict=False))
    return PrincipleCheck(id="x", on=on, ratings=found)


def test_nothing_rated_is_no_check(real: Library) -> None:
    assert rated(real.principles, Answers(), "x", DAY) is None


def test_the_lowest_are_found_and_none_where_all_is_fine(real: Library) -> None:
    assert [each.number for each in lowest(real.principles, check(real, 4, 2, 5, 2))] == [2, 4]
    assert not lowest(real.principles, check(real, 4, 5, 4, 5, 4, 5, 4))
    assert [each.number for each in lowest(real.principles, check(real, 5, 3))] == [2]


def test_the_last_time_is_an_earlier_day(real: Library) -> None:
    first, today = check(real, 1), check(real, 2, on=LATER)
    assert before([today, first], LATER) is first
    assert before([today], LATER) is None


def test_the_first_sentence_is_whole() -> None:
    assert first_sentence("Gør det. Gør så det andet.") == "Gør det."
    assert first_sentence("Gør det") == "Gør det"


def rates(chat: Chat, *ratings: int) -> Chat:
    """Rate the principles, without notes."""
    for rating in ratings:
        chat.says(str(rating))
        if chat.step is not None and chat.step.id.endswith("_note"):
            chat.says("spring over")
    return chat


def test_they_are_rated_from_anywhere_and_one_returns(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("formaal.hvorfor").says("principper")
    rates(chat, 4, 2, 5, 4, 5, 5, 4).stands_at("principper.husk").says("spring over")
    chat.stands_at("formaal.hvorfor").sees("*2* · 2. Skarp på værdien")
    chat.sees("Begynd med princip 2", "Spørg projektlederen", "Kilde: CFIA").sees_not("og den")


def test_a_low_rating_asks_what_pulls_down_and_others_do_not(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").says("principper").says("3")
    chat.stands_at("principper.vaerdi").says("2").stands_at("principper.vaerdi_note")
    chat.sees("Skarp på værdien").says("Ingen kan sige den").stands_at(
        "principper.udvikle_eller_levere"
    )


def test_they_stand_beside_the_last_time(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").says("principper")
    rates(chat, 4, 2, 5, 4, 5, 5, 4).says("Spørg direktøren").waits(days=30).says("principper")
    chat.sees("Den 2. marts svarede du", "4 af 5")
    rates(chat, 5, 3, 5, 4, 5, 5, 4).sees("Spørg direktøren").says("spring over")
    chat.sees("(og den 2. marts)", "*3* (2) · 2. Skarp på værdien")
    assert [run.on for run in all_of(chat.answered, PrincipleCheck)] == [DAY, date(2026, 4, 1)]


def test_where_all_is_fine_there_is_no_advice(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").says("principper")
    rates(chat, *[4] * 7).says("spring over").sees("Intet ligger under 4")
    chat.sees_not("Begynd med princip")


def test_where_nothing_was_rated_nothing_is_kept(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").says("principper")
    for _ in range(8):
        chat.says("spring over")
    chat.sees("Du gav ingen tal").stands_at("formaal.gevinster")
    assert not all_of(chat.answered, PrincipleCheck)


def test_several_that_are_lowest_are_all_named(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").says("principper")
    rates(chat, 3, 3, 5, 5, 5, 5, 5).says("spring over")
    chat.sees("Princip 1 og 2 ligger lavest.", "Begynd med princip 1")


def test_after_a_phase_its_summary_is_not_said_again(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("afklaring.next_step")
    rates(chat.says("principper"), *[4] * 7).says("spring over")
    chat.stands_at("afklaring.next_step").sees_not("er gennemgået")


def test_without_a_journey_there_is_nothing_to_rate(real_chat: Chat) -> None:
    real_chat.says("hej").says("principper").sees("hører til et forløb")


def test_the_advice_becomes_a_next_step(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").says("principper")
    rates(chat, 4, 2, 5, 4, 5, 5, 4).says("spring over").presses("Gør det til et skridt")
    (step,) = [each for each in next_steps(chat.answered) if each.origin == "principle:vaerdi"]
    assert step.do.startswith("Spørg projektlederen")
