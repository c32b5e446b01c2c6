"""What is shown of the answers is true: the ones that carry a point, the newest, none left out."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.content.kinds import OTHER, Kind
from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.steps import Role, Step, choice_ids
from flows.journey.values import Answer, Answers, AnswerState, Journey, Person, Scene, Value
from flows.messages import Document
from flows.parts.memo.markdown import sheet
from flows.parts.memo.points import line_of
from flows.parts.memo.summary import section, summary
from tests.flows.chat import BEGINNING, Chat

AUTHOR = "U1"


def value(step: Step, token: str, choose: random.Random) -> Value:
    """An answer of the step's kind; what is written holds the token."""
    kind = step.question.kind
    if kind is Kind.CHOICE:
        return choose.choice([id for id in choice_ids(step.question) if id != OTHER])
    if kind is Kind.CHOICES:
        ids = [id for id in choice_ids(step.question) if id != OTHER]
        return choose.sample(ids, choose.randint(1, min(3, len(ids))))
    made: dict[Kind, Value] = {
        Kind.TEXT: token,
        Kind.PERSON: {"name": token},
        Kind.SCALE: choose.randint(1, 5),
        Kind.SCALES: {id: choose.randint(1, 5) for id in step.chosen},
        Kind.YES_NO: choose.random() < 0.5,
        Kind.DATE: f"2026-05-{choose.randint(10, 28)}",
    }
    return made[kind]


def said(flow: Flow, choose: random.Random, share: float) -> Answers:
    """A random journey: some questions answered, some twice, some passed over."""
    answers, now = Answers(), BEGINNING
    steps = [step for section in (*flow.path.sections, *flow.path.aside) for step in section.steps]
    for times in range(2):
        for step in steps:
            if choose.random() > share or step.ways:
                continue
            now += timedelta(minutes=1)
            if choose.random() < 0.15:
                answers.add(Answer(step.id, AnswerState.SKIPPED, None, AUTHOR, now))
                continue
            token = f"ord{times} {step.id.replace('_', ' ')} {choose.randint(1000, 9999)}"
            given = value(step, token, choose)
            answers.add(Answer(step.id, AnswerState.GIVEN, given, AUTHOR, now))
    return answers


def desk_of(flow: Flow, answers: Answers) -> Desk:
    """The desk of a turn in a journey with these answers."""
    stage = flow.life.replay(answers)
    journey = Journey("j1", "Mødested", stage, 1, BEGINNING)
    scene = Scene(Person(AUTHOR, tz="Europe/Copenhagen"), (journey,), "j1", answers)
    return Desk(flow, scene, BEGINNING + timedelta(days=400))


def labels(step: Step, given: Value) -> list[str]:
    """What of an answer must be read, whatever stands around it."""
    if isinstance(given, dict):
        return [given["name"]]
    if step.question.kind in (Kind.CHOICE, Kind.CHOICES):
        ids = given if isinstance(given, list) else [given]
        return [each.label for each in step.question.choices if each.id in ids]
    return [given] if step.question.kind is Kind.TEXT else []


@given(seed=st.integers(0, 10**6), share=st.sampled_from([0.05, 0.3, 0.7, 1.0]))
def test_each_point_shows_what_carries_it_and_nothing_that_was_said_before(
    real_flow: Flow, seed: int, share: float
) -> None:
    answers = said(real_flow, random.Random(seed), share)
    desk = desk_of(real_flow, answers)
    whole = sheet("T", summary(desk, whole=True))
    short = sheet("T", summary(desk))
    old = {each.value for each in answers if isinstance(each.value, str)}
    old -= {each.value for each in answers.held() if isinstance(each.value, str)}
    assert not [each for each in old if "ord0" in each and each in whole + short]
    for _, point in real_flow.library.focus_points():
        carried = [real_flow.path.by_id[ref] for ref in point.carries]
        holding = [
            step for step in carried if answers.given(step.id) is not None and step.on_path(answers)
        ]
        if not holding:
            continue
        line = sheet("T", section("P", [line_of(desk, point)]))
        for step in holding:
            for label in labels(step, answers.given(step.id)):
                assert label in line, (point.id, step.id)
                assert label in short, (point.id, step.id)
                assert label in whole, (point.id, step.id)


@given(seed=st.integers(0, 10**6))
def test_what_is_off_the_path_is_not_shown(real_flow: Flow, seed: int) -> None:
    answers = said(real_flow, random.Random(seed), 1.0)
    desk = desk_of(real_flow, answers)
    shown = sheet("T", summary(desk, whole=True))
    for step in real_flow.path.steps:
        given = answers.given(step.id)
        # The type that was chosen stands, however it is rated; and what one will do is to be done.
        kept = step.id == "typen.grund" or step.role is Role.NEXT_STEP
        if str(given).startswith("ord") and not step.on_path(answers) and not kept:
            assert given not in shown, step.id


@pytest.fixture
def chef(real_chat: Chat) -> Chat:
    """A chef at the gate."""
    return real_chat.says("hej").sets_out("Mødested")


def whole(chat: Chat) -> str:
    """The whole memo of the journey."""
    chat.says("opsummering").presses("Som tekst")
    return next(each.markdown for each in chat.reply.messages if isinstance(each, Document))


def passes_the_gate(chat: Chat) -> Chat:
    """Answers all that the gate asks so that it leads on."""
    for id in ("udenfor", "ukendt", "udvikle", "ja"):
        chat.picks(id)
    return chat.goes_to("afklaring.start")


def rates(chat: Chat, **ratings: int) -> Chat:
    """The overview of the first phase, 2 where nothing else is said."""
    points = chat.flow.library.phases[0].focus_points
    digits = "".join(str(ratings.get(point.id, 2)) for point in points)
    return chat.presses("To minutters overblik").says(digits)


def test_after_the_gate_and_the_overview_there_is_something_to_sum_up(chef: Chat) -> None:
    gate = passes_the_gate(chef).fork().says("opsummering")
    gate.sees("Sammen med: Borgere, foreninger, virksomheder", "Løsningen: Vi kender den ikke")
    rates(chef, formaal=5, bemanding=4).says("opsummering")
    chef.sees("Kun et tal i overblikket: *Formål* (5), *Type* (2)", "*Bemanding* (4)")
    chef.sees_not("Der er ikke svaret på noget")
    assert "Borgere, foreninger, virksomheder" in whole(chef.fork())
    assert "*Formål* (5)" in chef.fork().says("del opsummering").picks_in("person", "U9").reply.text
    chef.says("mine data").sees("Hvor langt er I med hvert punkt?", "Formål 5, Type 2")


def test_a_conclusion_in_a_line_does_not_vanish(chef: Chat) -> None:
    rates(passes_the_gate(chef), type=5).goes_to("type.conclusion").says("Ligeværdig, siger vi")
    chef.says("opsummering").sees("*Type* (afklaret): Ligeværdig, siger vi")
    assert "> Ligeværdig, siger vi" in whole(chef.fork())
    chef.fork().says("del type").picks_in("person", "U9").sees("Ligeværdig, siger vi")
    chef.says("mine data").sees("Ligeværdig, siger vi")


def test_what_a_clear_point_said_is_recalled(chef: Chat) -> None:
    rates(passes_the_gate(chef), tvaergaaende=5).goes_to("tvaergaaende.andre")
    chef.sees("ét svar er nok").says("Kultur og skolen").goes_to("afklaring.decision")
    recalling = [
        step
        for step in chef.flow.path.steps
        if "tvaergaaende.mandat" in step.question.recall and step.phase is not None
    ]
    for step in recalling[:1]:
        chef.goes_to("afklaring.next_step").goes_to(step.id).sees("Kultur og skolen")


def test_status_shows_the_point_that_was_answered_last(chef: Chat) -> None:
    chef.passes_the_test().begins_from_an_end().goes_to("formaal.hvorfor").says("De ved det")
    chef.says("status").sees("*Formål* (ikke vurderet): Hvorfor sammen: De ved det")
    chef.goes_to("demokrati.politikere").picks("ukendt").says("status")
    chef.sees("*Demokrati* (ikke vurderet): Hvordan er politikerne koblet på?", "Kender det ikke")


def test_a_journey_that_was_stopped_says_which_verdict_and_why(chef: Chat) -> None:
    for id in ("betalte", "i_stedet"):
        chef.picks(id)
    assert chef.stage == "stopped"
    chef.says("status").sees("er stoppet", "Testen viste i dag: *Et køb*")
    chef.sees("Hvem skal I gøre det sammen med? Nogen, vi køber ydelsen af", "Kilde:")
    chef.waits(days=9).says("opsummering").sees("Forløbet er stoppet", "den 2. marts: *Et køb*")


def test_a_journey_that_was_left_or_waits_says_what_was_decided_and_why(chef: Chat) -> None:
    chef.passes_the_test().begins_from_an_end().goes_to("afklaring.decision")
    chef.sees("Ingen af de ni punkter er afklaret.").sees_not("Ikke helt afklaret endnu")
    left = chef.fork().says("Lad være").says("Det er for dyrt")
    left.says("status").sees("er stoppet", "*Lad være*", "Det er for dyrt")
    left.says("opsummering").sees("Forløbet er stoppet", "*Lad være*", "Det er for dyrt")
    waits = chef.says("Vent").says("Direktøren skal sige ja").says("om to uger")
    waits.says("status").sees("*Vent*", "Direktøren skal sige ja")


def test_who_only_stopped_is_told_of_no_verdict(chef: Chat) -> None:
    chef.says("stop").says("status").sees_not("Testen viste").sees("er stoppet")


def _answers_under_way(chef: Chat, broken: str, *, calls_it_clear: bool = False) -> Chat:
    """Say something to all of Udførelse; ``broken`` is what holds no longer."""
    chef.passes_the_test().begins_from_an_end().goes_to("kursjustering.kurs").presses("Ja")
    asked = chef.picks(broken).presses("Ja").says("Huset blev forsinket").reply
    if calls_it_clear:
        chef.presses("Afklaret")
    chef.presses("Hver uge", on=asked).says("Hun ringer").presses("Taler selv med dem").says("4")
    chef.stands_at("rytme.hvor_tit")
    return chef.goes_to("udfoerelse.next_step")


def test_nothing_is_called_settled_after_an_answer_that_says_otherwise(chef: Chat) -> None:
    counted = _answers_under_way(chef.fork(), "deres").sees_not("Intet står åbent")
    counted.sees("Ikke helt afklaret endnu: *Kurs*")
    _answers_under_way(chef, "deres", calls_it_clear=True).sees_not("Intet står åbent")
    chef.sees("det her svarede du også", "holder ikke længere? De andres løfter")


def test_where_nothing_was_answered_so_all_is_settled(chef: Chat) -> None:
    _answers_under_way(chef, "intet").sees("Intet står åbent")
