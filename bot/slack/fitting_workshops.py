"""Whether all that is said in a workshop fits Slack, also with the longest that people write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.slack.blocks import Rendered, dialog, notice, sheet, sheets
from bot.slack.blocks.dialogs import View
from bot.slack.fitting import Built, payload, wide
from flows.content.library import Library
from flows.content.reading import Problem
from flows.dialogs import Dialog
from flows.journey.flow import Flow
from flows.journey.values import Journey
from flows.journey.workplace import LONGEST_CONTACT, MOST_CLOSED, MOST_NAMED, Workplace
from flows.parts.workplace import A_YEAR, Rules, rules_dialog
from flows.workshop.answering import LONGEST_ANSWER, LONGEST_REASON
from flows.workshop.concluding import LONGEST_CONCLUSION, LONGEST_DISSENT, LONGEST_STEP, MOST_STEPS
from flows.workshop.inputs import (
    Deed,
    Did,
    Filled,
    Form,
    Refused,
    Revealed,
    Submitted,
    WorkshopInput,
)
from flows.workshop.outcome import Post, Redraw, WorkshopOutcome
from flows.workshop.setup import LONGEST_TITLE, Ground, setup_dialog
from flows.workshop.take import open_dialog, take_workshop_turn
from flows.workshop.turn import WorkshopFlow
from flows.workshop.values import (
    Conclusion,
    Contribution,
    Guests,
    Naming,
    Pace,
    Participant,
    Round,
    RoundState,
    TeamStep,
    Workshop,
    WorkshopScene,
    WorkshopState,
)
from flows.workshop.values import Count as Heard

NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
ME, ID, FILE = "U" * 11, "f" * 12, "lines/workshop.yaml"
MANY = 60
TURNS: tuple[WorkshopInput, ...] = (
    Did(Deed.BEGIN),
    Did(Deed.END, arg="yes"),
    Did(Deed.REVEAL, "formaal"),
    Did(Deed.RETRY),
    Did(Deed.LEAVE),
    Did(Deed.RATE_AGAIN, "formaal"),
    Refused("message_not_found", f"ws:{ID}:formaal:end"),
    Refused("message_not_found", f"ws:{ID}:formaal"),
)


def problems(library: Library) -> list[Problem]:
    """What Slack would refuse of a workshop on all focus points of the first phase."""
    found = {replace(each.at, message=what) for each in built(library) for what in each.refusals}
    return sorted(found)


def built(library: Library) -> Iterator[Built]:
    """All messages and dialogs of a workshop, with the longest that people write."""
    flow = WorkshopFlow(library)
    at = Problem(f"{library.language}/{FILE}", 1, "", "")
    journey = Journey(ID, str(wide(LONGEST_TITLE)), "title", 0, NOW)
    setup = setup_dialog(flow, Ground("T", ME, "C" * 11, ID, (journey,) * 90))
    yield Built(at, dialog(setup, flow), is_view=True)
    yield Built(at, dialog(_rules(library), flow), is_view=True)
    for scene in _scenes(flow):
        yield from (Built(at, payload(page)) for page in _pages(flow, scene))
        yield from (Built(at, view, is_view=True) for view in _views(flow, scene))


def _rules(library: Library) -> Dialog:
    """What is set for a workspace, with as much as can be set."""
    days = tuple(NOW.date() + timedelta(days=2 * n) for n in range(MOST_CLOSED))
    users = tuple(f"U{n:010}" for n in range(MOST_NAMED))
    contact = str(wide(LONGEST_CONTACT))
    most = Workplace(closed=days, opens=time(8), closes=time(16), holders=users, contact=contact)
    names = dict.fromkeys((library.language, "other"), str(wide(75)))
    return rules_dialog(Flow(library), Rules(most, A_YEAR, hold=True), NOW.date(), names)


def _scenes(flow: WorkshopFlow) -> Iterator[WorkshopScene]:
    points, users = flow.offered, tuple(f"U{n:010}" for n in range(MANY))
    shop = Workshop(
        id=ID,
        team="T" * 11,
        channel="C" * 11,
        title=str(wide(LONGEST_TITLE)),
        chef=ME,
        facilitator=ME,
        led_at=NOW,
        pace=Pace.DAYS,
        deadline=NOW + timedelta(days=50),
        guests=Guests.SOME,
        naming=Naming.ANONYMOUS,
        state=WorkshopState.RUNNING,
        current=points[0],
    )
    given = Contribution("c" * 32, 3, str(wide(LONGEST_ANSWER)), str(wide(LONGEST_REASON)))
    answers = tuple(replace(given, id=f"{n:032}", author=user) for n, user in enumerate(users))
    steps = tuple(TeamStep(ID, str(wide(LONGEST_STEP)), ME, NOW.date()) for _ in range(MOST_STEPS))
    for state in RoundState:
        yield WorkshopScene(
            workshop=replace(
                shop,
                state=WorkshopState.GATHERING if state is RoundState.OPEN else shop.state,
            ),
            actor=ME,
            rounds=tuple(Round(point, n, state) for n, point in enumerate(points)),
            participants=tuple(Participant(user) for user in (ME, *users)),
            counts={point: Heard(frozenset(users)) for point in points},
            revealed=dict.fromkeys(points, answers),
            second_ratings=dict.fromkeys(points, answers),
            conclusions=tuple(
                Conclusion(point, str(wide(LONGEST_CONCLUSION)), "delvist", ME, steps)
                for point in points
            ),
            fresh="f" * 16,
        )


def _outcomes(flow: WorkshopFlow, scene: WorkshopScene) -> Iterator[WorkshopOutcome]:
    point = scene.rounds[0].point
    filled: Filled = {"rating": ("3",), "answer": (str(wide(LONGEST_ANSWER)),)}
    inputs = (
        *TURNS,
        Revealed(point, 1),
        Revealed(point, 2),
        Submitted(Form.ANSWER, point, filled),
        Submitted(Form.DISSENT, point, {"text": (str(wide(LONGEST_DISSENT)),)}),
    )
    return (take_workshop_turn(flow, scene, input, NOW) for input in inputs)


def _pages(flow: WorkshopFlow, scene: WorkshopScene) -> Iterator[Rendered]:
    for outcome in _outcomes(flow, scene):
        for message in outcome.messages:
            if isinstance(message, Redraw):
                yield sheet(message.sheet)
            elif isinstance(message, Post):
                yield from sheets(message.sheet)


def _views(flow: WorkshopFlow, scene: WorkshopScene) -> Iterator[View]:
    for outcome in _outcomes(flow, scene):
        if outcome.notice is not None:
            yield notice(outcome.notice, flow)
    for form in (each for each in Form if each is not Form.SETUP):
        made = open_dialog(flow, scene, form, scene.rounds[0].point, NOW)
        if isinstance(made, Dialog):
            yield dialog(made, flow)
