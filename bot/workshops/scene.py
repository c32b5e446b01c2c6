"""From rows to the scene of a workshop's turn."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from bot.store.transaction import Transaction
from bot.workshops import statements
from bot.workshops.statements import named
from flows.workshop.values import (
    FIRST,
    SECOND,
    Conclusion,
    Contribution,
    Count,
    Dissent,
    Guests,
    Naming,
    Pace,
    Participant,
    Remark,
    Round,
    RoundState,
    TeamStep,
    Workshop,
    WorkshopScene,
    WorkshopState,
)


def load(
    tx: Transaction, id: str, actor: str, point: str, *, lock: bool = True
) -> WorkshopScene | None:
    """The workshop as it is, locked unless one only reads; None where there is none."""
    at = {"at_workshop": id}
    if lock and tx.dialect.name != "sqlite":  # there one turn follows the other anyway
        statements.LOCK.one_or_none(tx, **at)
    row = statements.WORKSHOP.one_or_none(tx, **at)
    if row is None:
        return None
    mine = statements.MINE.one_or_none(tx, **at, at_point=point, at_user=actor)
    return WorkshopScene(
        workshop=_workshop(row),
        actor=actor,
        rounds=tuple(_round(each) for each in statements.ROUNDS.all(tx, **at)),
        participants=tuple(
            Participant(each.user, each.left, each.guest)
            for each in statements.PEOPLE.all(tx, **at)
        ),
        counts=_counts(statements.COUNTS.all(tx, **at)),
        mine=None if mine is None else _contribution(mine),
        revealed=_by_point(statements.SHOWN[FIRST].all(tx, **at)),
        second_ratings=_by_point(statements.SHOWN[SECOND].all(tx, **at)),
        conclusions=tuple(_conclusion(each) for each in statements.CONCLUSIONS.all(tx, **at)),
        dissents=tuple(
            Dissent(each.id, each.point, each.text, each.author)
            for each in statements.DISSENTS.all(tx, **at)
        ),
        remarks=tuple(
            Remark(**named(each, "workshop")) for each in statements.REMARKS.all(tx, **at)
        ),
        fresh=secrets.token_hex(8),
        seed=secrets.randbits(64),
    )


def _workshop(row: Any) -> Workshop:
    kept = named(row, "pace", "naming", "state", "guests", "due_at")
    return Workshop(
        pace=Pace(row.pace),
        naming=Naming(row.naming),
        state=WorkshopState(row.state),
        guests=Guests(row.guests),
        **kept,
    )


def _round(row: Any) -> Round:
    kept = named(row, "workshop", "state")
    return Round(state=RoundState(row.state), **kept)


def _contribution(row: Any) -> Contribution:
    return Contribution(row.id, row.rating, row.answer, row.reason, row.passed, row.author)


def _by_point(rows: list[Any]) -> dict[str, tuple[Contribution, ...]]:
    found: dict[str, tuple[Contribution, ...]] = {}
    for row in rows:
        found[row.point] = (*found.get(row.point, ()), _contribution(row))
    return found


def _counts(rows: list[Any]) -> dict[str, Count]:
    answered: dict[str, set[str]] = {}
    passed: dict[str, set[str]] = {}
    for row in rows:
        (passed if row.passed else answered).setdefault(row.point, set()).add(row.user)
    return {
        point: Count(frozenset(answered.get(point, ())), frozenset(passed.get(point, ())))
        for point in {row.point for row in rows}
    }


def _conclusion(row: Any) -> Conclusion:
    steps = tuple(
        TeamStep(
            each["id"],
            each["what"],
            each.get("owner"),
            date.fromisoformat(each["due"]) if each.get("due") else None,
        )
        for each in row.steps
    )
    return Conclusion(row.point, row.text, row.clarity, row.author, steps)
