"""A workshop as values, for tests of rules: made, and changed as the store would change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.content_files import load_library
from flows.workshop.inputs import Deed, Did, Form, Submitted, WorkshopInput
from flows.workshop.outcome import WorkshopOutcome
from flows.workshop.take import take_workshop_turn
from flows.workshop.turn import WorkshopFlow
from flows.workshop.values import (
    Contribution,
    Count,
    Guests,
    Naming,
    Participant,
    Round,
    RoundState,
    Workshop,
    WorkshopScene,
    WorkshopState,
)

FLOW = WorkshopFlow(load_library())
LINES = FLOW.lines
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CHEF, TOVHOLDER = "U1", "U2"


def scene(
    many: int = 5,
    state: RoundState = RoundState.COLLECTING,
    answered: int = 0,
    naming: Naming = Naming.NAMES,
    actor: str = TOVHOLDER,
    **shop: object,
) -> WorkshopScene:
    """One round with people U1 (the chef), U2 (the facilitator) … and the first ones answered."""
    workshop = Workshop(
        id="w1",
        team="T1",
        channel="C1",
        title="Mødested",
        chef=CHEF,
        facilitator=TOVHOLDER,
        led_at=NOW,
        naming=naming,
        state=WorkshopState.RUNNING,
        current="formaal",
        guests=Guests.NONE,
    )
    users = [f"U{n}" for n in range(1, many + 1)]
    return WorkshopScene(
        workshop=replace(workshop, **shop),  # type: ignore[arg-type]
        actor=actor,
        rounds=(Round("formaal", 0, state), Round("afgraensning", 1)),
        participants=tuple(Participant(user) for user in users),
        counts={"formaal": Count(frozenset(users[:answered]))},
        fresh="f1",
        seed=7,
    )


def take(given: WorkshopScene, input: WorkshopInput, now: datetime = NOW) -> WorkshopOutcome:
    return take_workshop_turn(FLOW, given, input, now)


def did(given: WorkshopScene, deed: Deed, arg: str = "", **more: bool) -> WorkshopOutcome:
    return take(given, Did(deed, "formaal", arg, **more))


def sent(given: WorkshopScene, form: Form, **filled: str) -> WorkshopOutcome:
    return take(given, Submitted(form, "formaal", {name: (text,) for name, text in filled.items()}))


def state_of(outcome: WorkshopOutcome) -> RoundState | None:
    """Where the round stands after the turn; None where it has not moved."""
    return next((each.state for each in outcome.rounds if each.point == "formaal"), None)


def whispered(outcome: WorkshopOutcome) -> str:
    return "" if outcome.whisper is None else outcome.whisper.lines[0].template


def contribution(id: str, rating: int, author: str | None = None) -> Contribution:
    return Contribution(id, rating, f"svar {id}", author=author)
