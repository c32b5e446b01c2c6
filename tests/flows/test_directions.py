"""The four directions: what to do now, ticked off, made a next step."""

from __future__ import annotations

import pytest

from flows.content.library import Library
from flows.inputs import Action, Pressed, Verb
from flows.journey.values import Answers
from flows.parts.directions import suggestions, ticked
from flows.parts.next_steps import next_steps
from tests.flows.chat import Chat

TASK = "Vis, hvad der kan være at vinde ved at løse opgaven på en ny måde"
FIRST_STEP = "Fortæl din direktør om én ting, I ikke kan løse uden borgerne, og hvorfor."


@pytest.fixture
def chef(real_chat: Chat) -> Chat:
    """A chef at the beginning of Afklaring."""
    return real_chat.says("hej").begins("Mødested for unge")


def test_one_direction_a_message_with_its_tasks_of_this_phase(chef: Chat) -> None:
    chef.says("retninger").sees("*Op* · Afklaring", TASK, FIRST_STEP, "Kilde:", "s. 19")
    assert chef.reply.text.count("_Kilde: ") == 1
    chef.sees_not("Stå inde for, at forløbet er realistisk")  # belongs to later phases
    chef.sees_button("På tværs", "Ned", "Ud", "Vis spørgsmålet")
    chef.presses("Ned").sees("*Ned* · Afklaring", "Led forandringen godt").sees_not(TASK)


def test_a_task_is_ticked_off_with_its_date_and_back(chef: Chat) -> None:
    chef.says("retninger").presses("Gjort", beside=f"• *{TASK}").sees("Krydset af", TASK)
    chef.sees("Gjort den 2. marts.")
    assert ticked(chef.answered)["forstaaelse"].on == "2026-03-02"
    chef.waits(days=3).says("retninger").sees("Gjort den 2. marts.")
    chef.presses("Ikke gjort alligevel").sees("Krydset er væk igen", FIRST_STEP)
    assert not ticked(chef.answered)


def test_a_tick_twice_is_one(chef: Chat) -> None:
    listed = chef.says("retninger").reply
    chef.presses("Gjort", beside=f"• *{TASK}").waits(days=2)
    chef.presses("Gjort", beside=f"• *{TASK}", on=listed)
    assert ticked(chef.answered)["forstaaelse"].on == "2026-03-02"


def test_a_task_becomes_a_next_step(chef: Chat) -> None:
    open_now = chef.step
    chef.says("retninger").presses("Gør det til et skridt", beside=f"• *{TASK}")
    chef.sees(FIRST_STEP.rstrip("."), "Hvem gør det?").presses("Jeg gør det selv")
    chef.says("på fredag").sees("senest 6. marts")
    assert chef.step is open_now
    (step,) = next_steps(chef.answered)
    assert (step.do, step.origin, step.phase) == (FIRST_STEP, "task:forstaaelse", "afklaring")
    chef.says("retninger").sees("Det er et af dine næste skridt.")


def test_the_same_task_is_no_second_step(chef: Chat) -> None:
    listed = chef.says("retninger").reply
    for _ in range(2):
        chef.presses("Gør det til et skridt", beside=f"• *{TASK}", on=listed).waits(minutes=5)
    chef.sees("Det skridt har du allerede")
    assert len(next_steps(chef.answered)) == 1


def test_the_phase_decides_what_is_shown(chef: Chat) -> None:
    chef.goes_to("erkendelse.next_step").says("retninger").sees("Erkendelse").sees_not(TASK)
    chef.presses("På tværs").sees("ingen opgaver i den retning")


def test_without_a_journey_and_with_a_forged_task(real_chat: Chat) -> None:
    real_chat.says("hej").says("retninger").sees("hører til et forløb").begins("Bænk")
    journey = real_chat.journey
    assert journey is not None
    for deed in ("gjort", "ikke_gjort"):
        real_chat.does(Pressed(Action(Verb.DO, journey.id, f"retning.{deed}", 0, "x")), deed)
        real_chat.sees("hører til noget, der er lavet om")
    real_chat.does(Pressed(Action(Verb.DO, journey.id, "retning.vis", 0, "x")), "vis").sees("*Op*")


def test_suggestions_at_the_end_of_a_phase_say_why(chef: Chat) -> None:
    chef.goes_to("afklaring.next_step").presses("Forslag").sees(FIRST_STEP, "ikke er helt afklaret")
    chef.presses("Vælg", beside=FIRST_STEP).sees("Hvem gør det?").says("jeg").says("spring over")
    chef.sees("venter, til du er klar").has_answered("afklaring.next_step", FIRST_STEP)
    chef.presses("Gå til Planlægning").says("skridt").presses("Forslag").sees_not(FIRST_STEP)


def test_what_is_suggested_begins_with_what_is_open(real: Library) -> None:
    phase = real.phases[0]
    ejerskab = real.point["ejerskab"]
    first, *_, last = suggestions(real, Answers(), phase, [ejerskab])
    assert (first.task.id, first.point) == (ejerskab.directions[0], ejerskab)
    assert last.point is None
    found = [each.task.id for each in suggestions(real, Answers(), phase, phase.focus_points)]
    assert len(found) == len(set(found))
    assert all(phase.id in real.task[id].phases for id in found)
