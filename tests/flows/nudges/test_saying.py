"""What reminders say: one thing with its buttons, several as one message, and all within Slack."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flows.journey.delegation import Delegation, DelegationState
from flows.journey.flow import Flow
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.records import Record
from flows.journey.values import Answer, Answers, AnswerState, Journey, Person
from flows.messages import Message, Note, Prompt, Reminder
from flows.parts.contract import Contract
from flows.parts.later import Later
from flows.parts.next_steps import NextStep, Someone
from flows.parts.reminding import Effort
from flows.parts.rhythm import Rhythm
from flows.reminders.saying import Matter, remind
from flows.reminders.sources import occasions, of_workshop
from flows.workshop.values import RoundState
from tests.flows.look import faults
from tests.flows.nudges.test_year import meeting
from tests.flows.reading import Reply

NOW = datetime(2026, 3, 4, 8, tzinfo=UTC)
OPEN = "naming"
#: What becomes longest when it is escaped.
WIDE = "<&>" * 1_000


def effort(
    flow: Flow, *records: Record, stage: str = OPEN, title: str = "Mødested", **given: object
) -> Effort:
    kept = [
        Answer(each.step, AnswerState.GIVEN, each.model_dump(mode="json"), "UKAREN", NOW)
        for each in records
    ]
    kept += [
        Answer(step.replace("__", "."), AnswerState.GIVEN, value, "UKAREN", NOW)
        for step, value in given.items()
    ]
    journey = Journey("j1", title, stage, 3, NOW - timedelta(days=3))
    return Effort(flow, journey, "UKAREN", None, Answers(kept))


def nudge(occasion: Occasion, stage: int = 0) -> Nudge:
    return Nudge(
        occasion.user, occasion.kind, occasion.cause, stage, NOW, occasion.journey, occasion.about
    )


def matters(made: Effort, *kinds: NudgeKind, to: str = "UKAREN") -> list[Matter]:
    soon = (NOW + timedelta(days=14)).date()
    called = [each for each in occasions(made) if each.user == to and each.days[0] <= soon]
    found = [each for each in called if each.kind in kinds]
    return [Matter(nudge(each), made) for each in found]


def said(flow: Flow, found: list[Matter], user: str = "UKAREN", **person: object) -> Message:
    one = Person(user, welcomed=True, **person)  # type: ignore[arg-type]
    message = remind(flow, one, found, [], NOW, "abc123")
    assert not list(faults(message, flow.texts))
    return message


def labels(message: Message) -> list[str]:
    return [each.label for each in Reply((message,)).presses]


def test_what_was_left_lying_is_the_question_itself(real_flow: Flow) -> None:
    found = matters(effort(real_flow), NudgeKind.LYING)
    message = said(real_flow, found, open_journey="j1")
    assert isinstance(message, Prompt)
    assert "Du slap her i Mødested for 3 dage siden" in Reply((message,)).text.replace("*", "")
    assert labels(message)[-2:] == ["Udsæt", "Stop disse"]


def test_where_another_journey_is_open_it_is_the_way_there(real_flow: Flow) -> None:
    message = said(real_flow, matters(effort(real_flow), NudgeKind.LYING), open_journey="j2")
    assert isinstance(message, Note)
    assert labels(message) == ["Fortsæt", "Udsæt", "Stop disse"]


STEP = NextStep(id="s1", do="Når direktionsmødet er slut, spørger jeg direktøren", due="2026-03-04")


def test_a_step_says_its_sentence_back(real_flow: Flow) -> None:
    message = said(real_flow, matters(effort(real_flow, STEP), NudgeKind.STEP))
    text = Reply((message,)).text
    assert "*Når direktionsmødet er slut, spørger jeg direktøren*: Det er i dag." in text
    assert labels(message) == ["Gjort", "Flyt", "Udsæt", "Stop disse"]


def test_who_does_the_step_is_told_by_whom(real_flow: Flow) -> None:
    made = effort(real_flow, STEP.model_copy(update={"who": Someone(user="UALI")}))
    text = Reply((said(real_flow, matters(made, NudgeKind.STEP, to="UALI"), "UALI"),)).text
    assert "@UKAREN har skrevet dig på et skridt" in text
    assert "(@UALI)" in Reply((said(real_flow, matters(made, NudgeKind.STEP)),)).text


def test_several_things_are_one_message(real_flow: Flow) -> None:
    made = effort(real_flow, STEP, rammer__tid="2026-03-04")
    found = matters(made, NudgeKind.STEP, NudgeKind.EVALUATION)
    message = said(real_flow, found)
    assert isinstance(message, Reminder)
    assert "Godmorgen. To ting, så er du fri for mig resten af dagen:" in Reply((message,)).text
    assert labels(message) == ["Gjort", "Fortsæt", "Udsæt", "Stop disse"]


def test_the_criteria_stand_beside_evaluation_and_course_check(real_flow: Flow) -> None:
    made = effort(
        real_flow, formaal__succes="40 unge", rammer__tid="2026-03-04",
        procesplan__eftersyn="2026-03-04",
    )  # fmt: skip
    for kind in (NudgeKind.EVALUATION, NudgeKind.COURSE):
        assert "» 40 unge" in Reply((said(real_flow, matters(made, kind)),)).text


def test_the_rhythm_asks_for_a_course_check(real_flow: Flow) -> None:
    made = effort(real_flow, Rhythm(every="uge", next=NOW.date()), formaal__succes="40 unge")
    text = Reply((said(real_flow, matters(made, NudgeKind.COURSE)),)).text
    assert "Det er tid til et kurstjek i *Mødested*." in text
    assert "» 40 unge" in text


def test_a_delegated_point_first_to_the_one_and_then_to_the_other(real_flow: Flow) -> None:
    given = Delegation(id="d1", point="type", to="UALI", since=NOW, state=DelegationState.SENT)
    made = effort(real_flow, given)
    asked = said(real_flow, matters(made, NudgeKind.DELEGATION, to="UALI"), "UALI")
    assert "@UKAREN venter på dit svar" in Reply((asked,)).text
    assert labels(asked) == ["Svar", "Udsæt", "Stop disse"]
    asking = said(real_flow, matters(made, NudgeKind.DELEGATION))
    assert "@UALI har ikke svaret" in Reply((asking,)).text


def test_the_contract_in_short(real_flow: Flow) -> None:
    held = Contract(
        id="kontrakt",
        agreed=NOW.date(),
        parties="Ungerådet",
        ours="svar inden to uger",
        interval_days=30,
        next_review=NOW.date(),
    )
    message = said(real_flow, matters(effort(real_flow, held), NudgeKind.CONTRACT))
    text = Reply((message,)).text
    assert "Ungerådet" in text
    assert text.endswith("Lever I op til det?")
    assert labels(message) == ["Se efter", "Udsæt", "Stop disse"]


def test_a_chosen_moment(real_flow: Flow) -> None:
    made = effort(real_flow, Later(until=NOW), stage="paused")
    text = Reply((said(real_flow, matters(made, NudgeKind.LATER)),)).text
    assert "Du bad mig skrive nu om *Mødested*" in text


def test_a_workshop_names_nobody_else(real_flow: Flow) -> None:
    scene = meeting(NOW, "Europe/Copenhagen")
    assert scene.rounds[0].state is RoundState.COLLECTING
    found = [Matter(nudge(each), scene) for each in of_workshop(scene)]
    for matter in found:
        message = said(real_flow, [matter], matter.nudge.user)
        others = {"UKAREN", "UALI", "UMETTE"} - {matter.nudge.user}
        assert not any(other in str(message) for other in others)


@pytest.mark.parametrize("together", [False, True])
def test_the_longest_words_fit(real_flow: Flow, together: bool) -> None:
    records = [NextStep(id=f"s{n}", do=WIDE, due="2026-03-04") for n in range(6)]
    made = effort(real_flow, *records, title="<&>" * 26, formaal__succes=WIDE,
                  rammer__tid="2026-03-04")  # fmt: skip
    found = matters(made, *NudgeKind)
    for some in [found[:6]] if together else [[each] for each in found]:
        said(real_flow, some, open_journey="j1")
