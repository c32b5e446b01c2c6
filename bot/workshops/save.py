"""Write down what came of a workshop's turn."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from random import SystemRandom
from typing import Any

from bot.nudging import rows as nudges
from bot.store.transaction import Transaction
from bot.turns.scene import meet, save_answer, save_journey
from bot.workshops import statements
from bot.workshops.statements import named
from flows.workshop.outcome import (
    AnswerChange,
    DiscardAnswers,
    HideAnswers,
    KeepAnswer,
    RevealAnswers,
    WorkshopOutcome,
)
from flows.workshop.values import Conclusion, Contribution, Round, Workshop, WorkshopScene

Row = dict[str, Any]


def begin(tx: Transaction, outcome: WorkshopOutcome, now: datetime) -> None:
    """Enter a new workshop, with the journey that begins with it."""
    shop, begun = outcome.workshop, outcome.begun
    if begun is not None:
        meet(tx, shop.team, shop.chef, now)
        save_journey(tx, shop.team, shop.chef, begun, new=True)
    statements.INSERT_WORKSHOP.run(tx, **_workshop(shop), id=shop.id, team=shop.team,
                                   naming=shop.naming.value, due_at=None)  # fmt: skip
    statements.INSERT_ROUND.many(
        tx, [{**asdict(each), "state": each.state.value, "workshop": shop.id}
             for each in outcome.rounds]
    )  # fmt: skip
    _people(tx, shop, outcome)
    _contribute(tx, outcome, now)
    nudges.MARK_WORKSHOP.run(tx, workshop=shop.id, marked_at=now)


def save(tx: Transaction, scene: WorkshopScene, outcome: WorkshopOutcome, now: datetime) -> None:
    """Write down a turn."""
    shop = outcome.workshop
    at = {"at_workshop": shop.id}
    statements.SAVE_WORKSHOP.run(tx, **at, **_workshop(shop), due_at=outcome.next_due)
    # Before the rounds: what a round holds is mixed while nobody can read it yet.
    for each in outcome.answers:
        _SEALINGS[type(each)](tx, shop, scene.actor, each)
    for changed in outcome.rounds:
        statements.SAVE_ROUND.run(tx, **at, at_point=changed.point, **_round(changed))
    _people(tx, shop, outcome)
    for concluded in outcome.conclusions:
        statements.DELETE_CONCLUSION.run(tx, **at, at_point=concluded.point)
        statements.INSERT_CONCLUSION.run(tx, workshop=shop.id, **_conclusion(concluded))
    statements.INSERT_DISSENT.many(
        tx, [{**asdict(each), "workshop": shop.id} for each in outcome.dissents]
    )
    statements.INSERT_REMARK.many(
        tx, [{**asdict(each), "workshop": shop.id} for each in outcome.remarks]
    )
    for id in outcome.dropped:
        statements.DELETE_REMARK.run(tx, **at, at_id=id)
    _contribute(tx, outcome, now)
    nudges.MARK_WORKSHOP.run(tx, workshop=shop.id, marked_at=now)


def _people(tx: Transaction, shop: Workshop, outcome: WorkshopOutcome) -> None:
    for each in outcome.participants:
        is_new = statements.INSERT_PERSON.run(tx, workshop=shop.id, **asdict(each))
        if not is_new:
            statements.SAVE_PERSON.run(
                tx, at_workshop=shop.id, at_user=each.user, left=each.left, guest=each.guest
            )


def _contribute(tx: Transaction, outcome: WorkshopOutcome, now: datetime) -> None:
    journey = outcome.workshop.journey
    if journey is None:  # the chef has deleted it
        return
    for answer in outcome.contributed:
        save_answer(tx, journey, answer)
    if outcome.contributed and outcome.begun is None:
        statements.TOUCH_JOURNEY.run(tx, at_id=journey, now=now)


def _workshop(shop: Workshop) -> Row:
    kept = asdict(shop)
    for name in ("id", "team", "naming"):
        del kept[name]
    return {**kept, "pace": shop.pace.value, "state": shop.state.value,
            "guests": shop.guests.value}  # fmt: skip


def _round(round: Round) -> Row:
    return {
        "state": round.state.value,
        "withheld": round.withheld,
        "rerated": round.rerated,
        "talk_until": round.talk_until,
    }


def _conclusion(found: Conclusion) -> Row:
    steps = [
        {**asdict(each), "due": each.due.isoformat() if each.due else None} for each in found.steps
    ]
    return {**asdict(found), "steps": steps}


# What is hidden, and how it becomes visible


def _keep(tx: Transaction, shop: Workshop, actor: str, keep: KeepAnswer) -> None:
    at = {"at_workshop": shop.id, "at_point": keep.point, "at_sitting": keep.sitting}
    statements.DELETE_MINE.run(tx, **at, at_user=actor)
    id = secrets.token_hex(16)
    _insert(tx, shop, keep.point, keep.sitting, keep.contribution, id)
    statements.INSERT_TIE.run(tx, contribution=id, user=actor)


def _insert(
    tx: Transaction, shop: Workshop, point: str, sitting: int, given: Contribution, id: str
) -> None:
    row = {**asdict(given), "id": id, "workshop": shop.id, "point": point, "sitting": sitting}
    statements.INSERT_CONTRIBUTION.run(tx, **row)


def _cut(tx: Transaction, shop: Workshop, _: str, cut: RevealAnswers) -> None:
    """Write the answers anew, mixed and under new ids; the ties go with the old ones."""
    rows = _sitting(tx, shop, cut.point, cut.sitting)
    SystemRandom().shuffle(rows)
    fresh = []
    for row in rows:
        kept = named(row, "user")
        fresh.append(
            {**kept, "id": secrets.token_hex(16), "author": row.user if cut.named else None}
        )
    statements.INSERT_CONTRIBUTION.many(tx, fresh)


def _sitting(tx: Transaction, shop: Workshop, point: str, sitting: int) -> list[Any]:
    """What was there, taken out."""
    at = {"at_workshop": shop.id, "at_point": point, "at_sitting": sitting}
    rows = statements.SITTING.all(tx, **at)
    statements.DELETE_SITTING.run(tx, **at)
    return rows


def _discard(tx: Transaction, shop: Workshop, _: str, discard: DiscardAnswers) -> None:
    _sitting(tx, shop, discard.point, discard.sitting)


def _hide(tx: Transaction, shop: Workshop, _: str, hide: HideAnswers) -> None:
    """Named answers are tied to their authors again, so that they can be changed."""
    for row in _sitting(tx, shop, hide.point, hide.sitting):
        id = secrets.token_hex(16)
        kept = {**named(row, "user"), "id": id, "author": None}
        statements.INSERT_CONTRIBUTION.run(tx, **kept)
        if row.author is not None:
            statements.INSERT_TIE.run(tx, contribution=id, user=row.author)


_SEALINGS: dict[type[AnswerChange], Callable[..., None]] = {
    KeepAnswer: _keep,
    RevealAnswers: _cut,
    DiscardAnswers: _discard,
    HideAnswers: _hide,
}
