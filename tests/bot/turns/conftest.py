"""Workshops on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bot.store.database import Store
from tests.bot.turns.sitting import Sitting

MakeSitting = Callable[..., Sitting]


@pytest.fixture
def sitting(store: Store) -> Iterator[MakeSitting]:
    """Makes a workshop: ``await sitting(6, naming="anonymous").begin("formaal")``."""
    made: list[Sitting] = []

    def make(many: int = 5, **filled: str) -> Sitting:
        made.append(Sitting(store, many, **filled))
        return made[-1]

    yield make
    for each in made:
        each.close()
