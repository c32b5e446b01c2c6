"""Workshops on a store, without Slack: set up, and turns taken one by one or at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import NullPool, Select, create_engine, select

from bot.content_files import load_library
from bot.slack.arrivals import Arrival, SetUp, Taken
from bot.store.database import Store
from bot.store.schema import workshop
from bot.turns.due import DueWork
from bot.turns.languages import alone
from bot.turns.pipeline import Pipeline
from bot.turns.workshop import WorkshopLooks
from flows.workshop.inputs import Deed, Did, Form, Submitted, WorkshopInput
from flows.workshop.lines import WorkshopLines
from tests.e2e.harness import flow

TEAM, CHANNEL, CHEF = "T1", "C1", "U1"
LIBRARY = load_library()
lines = LIBRARY.lines(WorkshopLines)
START = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Sitting:
    """One workshop under way, with people U1 (the chef) to Un."""

    def __init__(self, store: Store, many: int = 5, **filled: str) -> None:
        self.store = store
        self.now = START
        self.turns = Pipeline(store, alone(flow()), lambda: self.now)
        self.users = [f"U{n}" for n in range(1, many + 1)]
        self.filled = filled
        self.id = ""
        self.shared = True
        self._engine = create_engine(store.place, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    async def begin(self, *points: str) -> Sitting:
        """Set up and begun."""
        given = {
            "journey": ("new",),
            "title": ("Mødested",),
            "set": ("own",),
            "points": points or ("formaal",),
            "people": tuple(self.users),
            **{name: (value,) for name, value in self.filled.items()},
        }
        before = set(self._ids())
        looks = WorkshopLooks(self.store, self.turns.voice().workshops.flow, lambda: self.now)
        ground = await looks.ground(TEAM, CHEF, CHANNEL)
        ground = replace(ground, reached=True, shared=self.shared)
        set_up = SetUp(ground, given)
        taken = await self.turns.take(Arrival(self._key(), TEAM, CHEF, set_up, CHANNEL))
        assert not taken.errors, taken.errors
        (self.id,) = set(self._ids()) - before
        await self.does(CHEF, Deed.BEGIN)
        return self

    def _ids(self) -> list[str]:
        return [row.id for row in self.rows(select(workshop.c.id))]

    def _key(self) -> str:
        return f"test:{uuid4().hex}"

    async def take(self, user: str, input: WorkshopInput) -> Taken:
        return await self.turns.take(Arrival(self._key(), TEAM, user, input, CHANNEL, self.id))

    async def does(self, user: str, deed: Deed, point: str = "formaal", arg: str = "") -> Taken:
        return await self.take(user, Did(deed, point, arg))

    async def answers(
        self, user: str, rating: int, answer: str, point: str = "formaal", reason: str = ""
    ) -> Taken:
        filled = {"rating": (str(rating),), "answer": (answer,), "reason": (reason,)}
        return await self.take(user, Submitted(Form.ANSWER, point, filled))

    async def sends(self, user: str, form: Form, point: str = "formaal", **filled: str) -> Taken:
        given = {name: (value,) for name, value in filled.items()}
        return await self.take(user, Submitted(form, point, given))

    async def later(self, **time: float) -> None:
        self.now += timedelta(**time)
        await DueWork(self.turns).tick()

    def rows(self, question: Select[Any]) -> list[Any]:
        with self._engine.connect() as connection:
            return list(connection.execute(question))

    def close(self) -> None:
        self._engine.dispose()
