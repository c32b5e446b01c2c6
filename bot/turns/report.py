"""What is planned and due, and why: for whoever runs the bot. Nobody's words, only ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

from sqlalchemy import bindparam, func, select

from bot.store.database import Store
from bot.store.schema import LIVE, nudge
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import nudge_rows
from bot.turns.languages import Languages
from bot.turns.planning import (
    MARKED,
    MARKED_WORKSHOPS,
    REST,
    Planned,
    planned_journey,
    planned_workshop,
)
from bot.turns.reminder import JOURNEY, Decided, decided, facts_of
from bot.turns.setbacks import NOW, RESTING, about
from flows.journey.nudges import LIVE as LIVE_STATES
from flows.journey.nudges import Nudge
from flows.reminders.policy import explain
from flows.workshop.reminder import workshop_of

T = TypeVar("T")

MOST: Final = 200
#: More journeys than there are.
EVERY: Final = 10**9

LISTED: Final = Statement(
    select(*nudge_rows.COLUMNS, nudge.c.team)
    .where(LIVE)
    .order_by(nudge.c.due_at, nudge.c.id)
    .limit(bindparam("most"))
)
COUNTED: Final = Statement(select(func.count().label("rows")).select_from(nudge).where(LIVE))
ONE: Final = Statement(
    select(*nudge_rows.COLUMNS, nudge.c.team).where(nudge.c.id == bindparam("at_id"))
)
DUE_PEOPLE: Final = Statement(
    select(nudge.c.team, nudge.c.user)
    .where(LIVE, nudge.c.due_at <= NOW)
    .order_by(nudge.c.due_at)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Listed:
    """The next nudges, how many there are, and what rests because it failed."""

    rows: tuple[Any, ...]
    count: int
    resting: tuple[Any, ...] = ()


async def listed(store: Store, most: int = MOST) -> Listed:
    """What is due and planned, the first due first."""

    def job(tx: Transaction) -> Listed:
        found, many = LISTED.all(tx, most=most), COUNTED.one_or_none(tx).rows
        return Listed(tuple(found), many, tuple(RESTING.all(tx, most=most)))

    return await store.run(job)


async def explained(
    store: Store, languages: Languages, id: int, now: datetime
) -> tuple[str, ...] | None:
    """Why the nudge is as it is, and what a look now would do; None where there is none."""

    def job(tx: Transaction) -> tuple[str, ...] | None:
        found = ONE.all(tx, at_id=id)
        known = nudge_rows.read(found)
        if not known:
            return None
        who, (asked,) = (found[0].team, found[0].user), known
        also = asked.journey or workshop_of(asked)
        flow = languages.of(tx, who[0])
        return tuple(explain(facts_of(tx, flow, who, now, also=also, planned=()).facts, asked))

    return await store.run(job)


@dataclass(frozen=True, slots=True)
class Failed:
    """What could not be planned or decided, and why."""

    about: str
    why: str


async def rehearsed(store: Store, languages: Languages, now: datetime) -> list[Decided | Failed]:
    """What a sweep now would decide about everybody whose nudges are due. Only reads."""
    planned, failed = await store.run(lambda tx: _planned(tx, languages, now))

    def one(tx: Transaction, who: tuple[str, str]) -> Decided:
        flow = languages.of(tx, who[0])
        known = facts_of(tx, flow, who, now, planned=planned.get(who, ()))
        return decided(flow, known, "dry")

    def job(tx: Transaction) -> list[Decided | Failed]:
        due = [(row.team, row.user) for row in DUE_PEOPLE.all(tx, now=now, most=MOST)]
        due += [
            who
            for who, nudges in planned.items()
            if any(each.state in LIVE_STATES and each.due_at <= now for each in nudges)
        ]
        return [_tried(about("person", *who), partial(one, tx, who)) for who in dict.fromkeys(due)]

    return [*failed, *(await store.run(job))]


Plans = dict[tuple[str, str], list[Nudge]]


def _planned(tx: Transaction, languages: Languages, now: datetime) -> tuple[Plans, list[Failed]]:
    """The nudges as planning would leave them, of what is marked, by person."""
    made: Plans = {}
    failed: list[Failed] = []
    given = {"rested": now - REST, "now": now, "most": EVERY}

    def add(kind: str, row: Any, plan: Callable[[], Planned]) -> None:
        found = _tried(about(kind, row.id), plan)
        if isinstance(found, Failed):
            failed.append(found)
            return
        for each in found.changed:
            made.setdefault((row.team, each.user), []).append(each)

    for row in MARKED.all(tx, **given):
        one = JOURNEY.one_or_none(tx, at_id=row.id)
        add("journey", row, partial(planned_journey, tx, languages.of(tx, row.team), one, now))
    for row in MARKED_WORKSHOPS.all(tx, **given):
        add("planning", row, partial(planned_workshop, tx, row.team, row.id, now))
    return made, failed


def _tried(about: str, think: Callable[[], T]) -> T | Failed:
    try:
        return think()
    except Exception as error:  # noqa: BLE001 - one that fails must not hide the others
        return Failed(about, type(error).__name__)


def lines(found: Listed) -> Iterator[str]:
    """The list as text."""
    for row in found.rows:
        yield (
            f"{row.id:>8}  {row.team}/{row.user:<12} {row.kind:<11} {row.state:<8} "
            f"{row.due_at:%Y-%m-%d %H:%M}Z  {row.why}"
        )
    for row in found.resting:
        until = f"{row.until:%Y-%m-%d %H:%M}Z"
        yield f"{row.about} failed {row.tries} times ({row.why}) and rests until {until}"
    yield f"{found.count} in all" if found.count != len(found.rows) else f"{found.count} nudges"


def decided_lines(found: list[Decided | Failed]) -> Iterator[str]:
    """What would be done, a line a person."""
    for each in found:
        if isinstance(each, Failed):
            yield f"{each.about} would fail ({each.why})"
            continue
        user = each.facts.habits.user
        if each.decision.send:
            kinds = " + ".join(nudge.kind for nudge in each.decision.send)
            yield f"{user:<12} would be sent one message: {kinds}"
        for changed in each.decision.changed:
            if changed.key not in {nudge.key for nudge in each.decision.send}:
                state = changed.state.value
                yield f"{user:<12} {changed.kind:<11} would be {state}: {changed.why}"
    sent = [each for each in found if isinstance(each, Decided) and each.decision.send]
    yield f"{len(sent)} messages; nothing was sent"
