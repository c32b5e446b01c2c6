"""Killed again and again: everybody is reminded, nearly everybody once, and nobody three times."""

from __future__ import annotations

import pytest

from tests.bot.turns.killing import kill_and_count

PEOPLE = 250


@pytest.mark.parametrize(
    ("database_url", "workers", "every", "most"),
    [
        ("postgresql", 3, 0.4, 3),
        pytest.param("sqlite", 1, 0.4, 3, marks=pytest.mark.slow),
        pytest.param("postgresql", 3, 0.5, 12, marks=pytest.mark.slow),
        pytest.param("sqlite", 1, 0.5, 12, marks=pytest.mark.slow),
    ],
    indirect=["database_url"],
)
async def test_nobody_is_forgotten(
    database_url: str, workers: int, every: float, most: int
) -> None:
    outcome = await kill_and_count(database_url, PEOPLE, workers, every=every, most=most)
    assert outcome.kills, outcome
    assert outcome.lost == 0, outcome
    assert outcome.more == 0, outcome
    assert outcome.once + outcome.twice == PEOPLE, outcome
    assert outcome.twice <= 2 * outcome.kills, outcome
