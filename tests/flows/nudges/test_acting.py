"""What is pressed in a reminder is done in its own journey, also where another one is open."""

from __future__ import annotations

from datetime import date

import pytest

from flows.inputs import Action, Pressed, Verb
from flows.journey.question import RUN
from flows.journey.records import Record
from flows.journey.values import Answer, AnswerState
from flows.parts.contract import LOOK, Contract
from flows.parts.next_steps import NextStep, next_steps
from flows.parts.next_steps.turn import DONE, MOVE
from flows.parts.rhythm import CHECK, Rhythm
from tests.flows.chat import Chat

RECORDS: tuple[Record, ...] = (
    Contract(id="kontrakt", agreed=date(2026, 2, 1), parties="Ungerådet", interval_days=30,
             next_review=date(2026, 3, 3)),
    Rhythm(every="uge", next=date(2026, 3, 3)),
    NextStep(id="s1", do="ringe til Ungerådet", due="2026-03-03"),
)  # fmt: skip


@pytest.fixture(params=["open", "paused", "another"])
def reminded(real_chat: Chat, request: pytest.FixtureRequest) -> tuple[Chat, str]:
    """Karen, and the journey that she is reminded of: open, at rest, or not the open one."""
    chat = real_chat.begins("Mødested")
    assert chat.journey is not None
    id = chat.journey.id
    for record in RECORDS:
        value = record.model_dump(mode="json")
        made = Answer(record.step, AnswerState.GIVEN, value, chat.user, chat.world.now)
        chat.world.memory.answers.append((id, made))
    if request.param == "paused":
        chat.says("pause")
    elif request.param == "another":
        chat.begins("Bænk ved søen")
    return chat, id


@pytest.mark.parametrize(
    ("deed", "arg", "ask"), [(LOOK, "", "lever.holder"), (RUN, CHECK, "kurs.naermere")]
)
def test_the_questions_are_put_and_answered(
    reminded: tuple[Chat, str], deed: str, arg: str, ask: str
) -> None:
    chat, id = reminded
    chat.does(Pressed(Action(Verb.DO, id, deed, 1, arg)), "(Se efter)").stands_at(ask)
    chat.says("Ja")
    assert chat.journey is not None
    assert chat.journey.id == id
    assert chat.answered.given(ask) == "ja"


def test_a_step_is_done_where_it_belongs(reminded: tuple[Chat, str]) -> None:
    chat, id = reminded
    chat.does(Pressed(Action(Verb.DO, id, DONE, arg="s1")), "(Gjort)")
    (step,) = next_steps(chat.world.memory.snapshot().answers_in(id))
    assert step.state == "done"


def test_a_step_is_moved_where_it_belongs(reminded: tuple[Chat, str]) -> None:
    chat, id = reminded
    chat.does(Pressed(Action(Verb.DO, id, MOVE, arg="s1")), "(Flyt)").says("1. april")
    (step,) = next_steps(chat.world.memory.snapshot().answers_in(id))
    assert step.due == "2026-04-01"
