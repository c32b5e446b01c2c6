"""What journeys have taught: offered at the next beginning, shown by a word, shared by consent."""

from __future__ import annotations

import pytest

from flows.content.library import Library
from flows.journey.flow import Flow
from flows.parts.learning import LearningLines
from tests.flows.chat import Chat, World
from tests.flows.small import small_library

LEARNT = "Havde vi bare spurgt naboerne først"


@pytest.fixture(scope="module")
def flow() -> Flow:
    """The small content, whose last question is what was learnt."""
    changes = [("lines/learning.yaml", "afsaet.beslutninger", "tilbageblik.laert")]
    return Flow(small_library(changes))


@pytest.fixture
def karen(flow: Flow) -> Chat:
    """A chef who has come to the end of a journey and learnt something."""
    chat = Chat(World(flow)).begins("Bænk").goes_to("tilbageblik.laert").says(LEARNT)
    return chat.skips_to_the_end()


def test_it_is_asked_once_whether_others_may_see_it(karen: Chat) -> None:
    karen.sees("Må andre i jeres Slack", LEARNT).sees_button("Ja, del det", "Nej, kun mig")
    karen.presses("Nej, kun mig").sees("Så bliver det hos dig")
    karen.says("ret 2").says("Noget andet").sees_not("Må andre")


def test_nothing_is_asked_where_nothing_was_learnt(flow: Flow) -> None:
    chat = Chat(World(flow)).begins("Bænk").skips_to_the_end()
    chat.sees_not("Må andre").says("læring").sees("Der er ikke noget at se")


def test_it_is_offered_when_the_next_begins(karen: Chat) -> None:
    karen.says("begynd").sees("I *Bænk* skrev du i dag:", LEARNT, "Hvad handler det om?")
    karen.says("Bro").sees_not(LEARNT).says("En bro").sees_not(LEARNT)


def test_others_see_nothing_that_was_not_shared(karen: Chat) -> None:
    ali = karen.another("U2")
    ali.says("begynd").sees_not(LEARNT).says("Bro").says("læring").sees("ikke noget at se")
    karen.presses("Nej, kun mig")
    ali.says("læring").sees_not(LEARNT)


def test_what_was_shared_is_offered_to_others(karen: Chat) -> None:
    karen.presses("Ja, del det").sees("Det er delt")
    ali = karen.another("U2")
    ali.says("begynd").sees("@U1 har delt dette fra »Bænk«:", LEARNT)
    ali.says("Bro").says("læring").sees("@U1 har delt", LEARNT).says("En bro")
    ali.has_answered("maal.hvad", "En bro")


def test_it_can_be_withdrawn(karen: Chat) -> None:
    karen.presses("Ja, del det").says("læring").sees("er delt med andre")
    karen.presses("Træk tilbage").sees("trukket tilbage")
    karen.another("U2").says("begynd").sees_not(LEARNT)
    karen.says("læring").presses("Ja, del det").sees("Det er delt")
    karen.another("U3").says("begynd").sees(LEARNT)


def test_what_was_changed_since_is_not_what_was_agreed_to(karen: Chat) -> None:
    karen.presses("Ja, del det").edits(LEARNT, "Noget, som kun jeg må se")
    ali = karen.another("U2").says("begynd")
    ali.sees_not(LEARNT).sees_not("Noget, som kun jeg må se")


def test_what_was_changed_before_it_was_shared_is_shown_first(karen: Chat) -> None:
    asked = karen.reply
    karen.edits(LEARNT, "Noget, som kun jeg må se").presses("Ja, del det", on=asked)
    karen.sees("Må andre i jeres Slack", "Noget, som kun jeg må se")
    karen.another("U2").says("begynd").sees_not("kun jeg må se")
    karen.presses("Ja, del det").sees("Det er delt")
    karen.another("U3").says("begynd").sees("kun jeg må se")


def test_what_was_deleted_is_gone_for_others_too(karen: Chat) -> None:
    karen.presses("Ja, del det").says("slet").says("alt").says("ja")
    karen.another("U2").says("begynd").sees_not(LEARNT)


def test_a_colleague_sees_their_own_words_and_no_others(flow: Flow) -> None:
    karen = Chat(World(flow)).begins("Bænk").goes_to("maal.hvad").says("En bænk")
    karen.goes_to("tilbageblik.naaede").says("giv videre").picks_person("U2").presses("Send")
    ali = karen.another("U2").is_told("Vil du svare").presses("Se på det")
    ali.says("spring over").says("Det sagde jeg selv").presses("Send svarene")
    karen.is_told("har svaret").presses("Tag imod").skips_to_the_end().sees_not("Må andre")
    ali.says("begynd").sees("I *Bænk* skrev du i dag:", "Det sagde jeg selv").sees_not("En bænk")
    karen.says("begynd").sees("Det sagde jeg selv")


def test_the_questions_are_there(real: Library) -> None:
    asked = {
        f"{point.id}.{each.id}" for _, point in real.focus_points() for each in point.questions
    }
    assert set(real.lines(LearningLines).questions) <= asked
