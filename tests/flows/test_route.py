"""Where one is follows from the answers: also where others answer, and where one goes back."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from flows.content.kinds import Kind
from flows.journey.flow import Flow
from flows.journey.gate import PASSED
from flows.journey.route import Route
from flows.journey.short import TAKEN
from flows.journey.steps import Step
from flows.journey.values import GROUP, Answer, Answers, AnswerState, Value
from tests.flows.chat import BEGINNING, Chat


def _gives(chef: Chat) -> Chat:
    """The focus point that stands open goes to U2, who looks at it."""
    chef.says("giv videre").picks_person("U2").presses("Send")
    return chef.another("U2").is_told("Vil du svare").presses("Se på det")


def _some(chat: Chat) -> str:
    """Something that the open question takes, as one types it."""
    question = chat.step.question if chat.step else None
    if question is None or question.kind == "text":
        return "Det har vi talt om."
    said = {"scale": "4", "yes_no": "ja", "person": "Karen Eksempel", "date": "1. april"}
    return said.get(question.kind) or question.choices[0].label


def test_who_is_asked_about_a_point_begins_with_its_first_question(real_chat: Chat) -> None:
    """All 23: the question that was promised; what is typed to it is kept, and what comes next."""
    chef, found = real_chat.begins(), set()
    while len(found) < len(chef.flow.library.point) and chef.stage != "finished":
        point = chef.step.point if chef.step is not None else None
        if point is None or point.id in found:
            chef.says("spring over" if chef.step is not None else "fortsæt")
            continue
        found.add(point.id)
        ali = _gives(chef.fork())
        first = ali.flow.path.of_point(point)[0]
        ali.stands_at(first.id).sees(first.question.ask, "Godt at vide")
        ali.says(_some(ali))
        assert ali.answered.given(first.id) is not None, first.id
        second = ali.step
        if second is not None:
            ali.says(_some(ali))
            assert ali.answered.given(second.id) is not None, second.id
            assert second in ali.route.walked
    assert len(found) == len(chef.flow.library.point)


def test_what_a_group_concluded_is_not_overwritten(real_chat: Chat) -> None:
    chef = real_chat.begins().goes_to("formaal.hvorfor")
    _concludes(chef, "formaal", "hvorfor", "Vi vil have et sted til de unge.")
    chef.says("Mit eget svar, som jeg var ved at skrive.")
    chef.has_answered("formaal.hvorfor", "Vi vil have et sted til de unge.")
    assert any("gruppen" in each.text for each in [chef.reply])
    chef.sees("Vi vil have et sted til de unge.", "Mit eget svar").sees_button("Ret")
    here = chef.step
    assert here is not None
    assert here.id != "formaal.hvorfor"
    chef.presses("Ret").stands_at("formaal.hvorfor").says("Mit eget svar.")
    chef.has_answered("formaal.hvorfor", "Mit eget svar.").stands_at(here.id)


def test_an_old_button_says_what_the_group_concluded(real_chat: Chat) -> None:
    chef = real_chat.begins().goes_to("formaal.gevinster")
    before = chef.reply
    _concludes(chef, "formaal", "gevinster", ["kvalitet"])
    label = before.options[0].label
    chef.presses(label, on=before).sees("gruppen")
    chef.has_answered("formaal.gevinster", ["kvalitet"])


@pytest.mark.parametrize("seed", range(4))
def test_following_the_answers_comes_to_what_looking_anew_does(real_flow: Flow, seed: int) -> None:
    """Whatever is answered, corrected, kept or forgotten, near what is open or far from it."""
    path, chance, answers = real_flow.path, Random(seed), Answers()
    facts, steps = [*path.runs, *path.reopenings, PASSED, TAKEN], [*path.by_id.values()]
    answers.add(_said(TAKEN, seed % 2 == 0))
    route = Route(path, answers)
    for _ in range(500):
        here = route.first
        fact = chance.choice(facts)
        if chance.random() < 0.04:
            answers.add(_said(fact, chance.random() < 0.4))
        elif chance.random() < 0.02:
            answers.erase(chance.choice(steps).id)
        for step in [here] if here and chance.random() < 0.8 else chance.sample(steps, 2):
            answers.add(_said(step.id, _any(step, chance)))
        route, anew = route.by_now(), Route(path, answers)
        assert route.first is anew.first
        assert route.running is anew.running
        assert [each.id for each in steps if route.resolved(each) is not anew.resolved(each)] == []


def _said(step: str, value: Value | None) -> Answer:
    state = AnswerState.SKIPPED if value is None else AnswerState.GIVEN
    return Answer(step, state, value, "U1", BEGINNING)


def _any(step: Step, chance: Random) -> Value | None:
    """An answer to the step, none, or one that does not fit it."""
    question = step.question
    values: dict[Kind, Value] = {
        Kind.CHOICE: chance.choice(sorted(step.chosen) or [None]),
        Kind.CHOICES: sorted(step.chosen)[: chance.randint(1, 3)],
        Kind.SCALE: chance.randint(1, 5),
        Kind.SCALES: {id: chance.randint(1, 5) for id in step.chosen},
        Kind.YES_NO: chance.random() < 0.5,
        Kind.PERSON: {"name": "Karen Eksempel"},
        Kind.DATE: "2026-04-01",
    }
    value = values.get(question.kind, chance.choice(["En ting", "1. En ting\n2. To ting"]))
    return chance.choices([value, None, ["vrøvl"]], [16, 3, 1])[0]


def _concludes(chef: Chat, point: str, question: str, value: object) -> None:
    """What a workshop does to the journey of who leads it."""
    world, id = chef.world, chef.person.open_journey
    for step, said in ((f"{point}.{question}", value), (f"{point}.clarity", "delvist")):
        answer = Answer(step, AnswerState.GIVEN, said, f"{GROUP}w1", world.now)
        world.memory.answers.append((id, replace(answer)))


# Back


@pytest.fixture
def overview(real_chat: Chat) -> Chat:
    """Somebody who has rated all points, a late one as the least clarified."""
    chat = real_chat.sets_out("Et mødested").passes_the_test()
    chat.presses("Overblik først" if _has(chat, "Overblik først") else chat.reply.options[0].label)
    assert chat.step is not None
    assert chat.step.role == "rating"
    chat.says("222122122")
    assert chat.step.role != "rating"
    return chat


def _has(chat: Chat, label: str) -> bool:
    return label in {each.label for each in (*chat.reply.presses, *chat.reply.options)}


def test_back_goes_by_ones_own_order(overview: Chat) -> None:
    """The second point in the chef's own order stands before the first in the model's."""
    walked = []
    for _ in range(14):
        here = overview.step
        assert here is not None
        walked.append(here.id)
        overview.says("spring over")
    for step in reversed(walked):
        overview.says("tilbage").stands_at(step)


def test_back_from_a_course_and_within_it(real_chat: Chat) -> None:
    chat = real_chat.begins().goes_to("formaal.hvorfor").says("principper")
    first = chat.step
    chat.says("tilbage").stands_at("formaal.gevinster").says("spring over")
    chat.stands_at(first.id if first else "").says("3").says("tilbage")
    chat.stands_at(first.id if first else "")


def test_opening_a_second_point_again_asks_nothing_twice(real_chat: Chat) -> None:
    chat = real_chat.begins().goes_to("afklaring.next_step")
    points = chat.flow.library.phases[0].focus_points
    chat.says("genåbn afklaring").says(points[0].short)
    first = chat.step
    chat.says(_some(chat))
    said, second = chat.answered.given(first.id if first else ""), chat.step
    assert said is not None
    assert first is not None
    assert second is not None
    assert second is not first
    chat.says("genåbn afklaring").says(points[1].short).stands_at(second.id)
    chat.has_answered(first.id, said)
