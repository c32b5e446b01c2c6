"""A chef goes from 'hej' through all of Afklaring to the next step."""

from __future__ import annotations

import pytest

from bot.slack.limits import message_violations
from flows.journey.steps import Role, Step
from flows.journey.values import AnswerState
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, path, texts, whole_way
from tests.e2e.marks import each_once, mostly_sqlite_by_socket, on_sqlite
from tests.e2e.reading import has

PHASE = library().phases[0]
REACHED = texts.summary.reached.replace("{phase}", PHASE.title)
DONE = texts.phase_done.replace("{phase}", PHASE.title)


def of_phase(chef: Chef) -> list[Step]:
    """The phase's steps on the path that the answers make."""
    answers = chef.world.database.answers(chef.id)
    asked = (step for step in path().steps if step.role is not Role.CLARITY)
    return [step for step in asked if step.phase is PHASE and step.on_path(answers)]


def is_over(chef: Chef) -> bool:
    return any(has(message, DONE) for message in chef.heard)


@mostly_sqlite_by_socket
async def test_by_typing_alone(karen: Chef, world: World) -> None:
    await karen.says("hej")
    await karen.says("hele vejen")
    await karen.sees(texts.steps.title.ask)
    await karen.says("Mødested for unge i midtbyen")
    await karen.passes_the_gate()
    for number in range(len(path().steps)):
        await karen.answers_by_typing(f"Svar {number}: det ved de unge bedst selv.")
        if is_over(karen):
            break
        if PHASE.decision and has(karen.last, PHASE.decision.ask):
            await karen.sees(REACHED)
    answers = world.database.answers(karen.id)
    assert {answers.get(step.id).state for step in of_phase(karen)} == {AnswerState.GIVEN}
    assert answers.given("title") == "Mødested for unge i midtbyen"


@pytest.mark.slow
@each_once
async def test_by_pressing_alone(karen: Chef, world: World) -> None:
    await karen.says("hej")
    await karen.presses(whole_way)
    await karen.answers_by_pressing()
    await karen.passes_the_gate()
    for _ in path().steps:
        await karen.answers_by_pressing()
        if is_over(karen):
            break
        if PHASE.decision and has(karen.last, PHASE.decision.ask):
            await karen.sees(REACHED)
    answers = world.database.answers(karen.id)
    states = {step.id: answers.get(step.id).state for step in of_phase(karen)}
    assert set(states.values()) == {AnswerState.GIVEN, AnswerState.SKIPPED}
    assert len(states) == len(of_phase(karen))


@on_sqlite
async def test_nothing_is_too_long_for_slack(karen: Chef, world: World) -> None:
    world.expected.add("longer than the recommended 4000 characters")
    longest = "<&>" * 999 + "abc"
    await karen.begins("<&>" * 26 + "ab")
    for _ in path().steps:
        await karen.answers_by_typing(longest)
        if is_over(karen):
            break
    for word in ("ret", "mine data", "status", "tilbage", "hjælp", "slet", "nej", "skift"):
        await karen.says(word)
        assert karen.heard, word
    await karen.opens_home()
    for call in [*await world.calls("chat.postMessage"), *await world.calls("chat.update")]:
        assert call["ok"], call["error"]
        assert not message_violations(call["body"])
        assert call["body"]["text"]
    assert not world.log.said("does not fit")
