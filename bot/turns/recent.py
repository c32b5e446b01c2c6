"""What a journey's answers say, kept from one turn of a person to their next.

An answer is followed by others, and not overwritten. So how many a journey has and which is the
newest tell, in one small question, whether those that are kept are all of them, whoever has written
to it meanwhile. Then they are not read again, nor is worked out again what they say of the path.
Where an answer is changed all the same (`forgetting`, `moving`), the journey's revision grows.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, func, select

from bot.json_text import read, written
from bot.store.schema import answer
from bot.store.statements import Asked, Statement
from bot.store.transaction import Transaction
from flows.journey.outcome import Outcome
from flows.journey.route import Route
from flows.journey.values import Answer, Answers, Journey, Scene

#: Of so many people, those who said something last; in journeys with no more answers than that.
MOST_PEOPLE: Final = 300
MOST_ANSWERS: Final = 200
#: Who has said nothing for so long goes when somebody says something; then what was deleted
#: through another process goes here too.
MOST_SECONDS: Final = 900.0

_OF_JOURNEY = answer.c.journey == bindparam("at_journey")
#: How many answers a journey has, and its newest.
STAMP: Final = Statement(
    select(
        select(func.count()).where(_OF_JOURNEY).scalar_subquery().label("many"),
        *(answer.c[name] for name in ("id", "step", "author", "said_at")),
    )
    .where(_OF_JOURNEY)
    .order_by(answer.c.id.desc())
    .limit(1)
)


class Recent(NamedTuple):
    """The journey that a person has open, as their last turn left it."""

    journey: str
    revision: int
    stamp: Any
    route: Route
    since: float

    def ask(self, tx: Transaction) -> Asked:
        """Ask what tells whether it is still so."""
        return STAMP.ask(tx, at_journey=self.journey)

    def still(self, stamp: Asked, meant: str | None, journeys: Iterable[Journey]) -> Route | None:
        """What the answers say, where it is still so, and that journey is meant."""
        now = next((each for each in journeys if each.id == meant == self.journey), None)
        if now is None or now.revision != self.revision or stamp.one_or_none() != self.stamp:
            return None
        return self.route


class Memory:
    """Those who said something last, each with what is kept for their next turn."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Recent] = OrderedDict()

    def take(self, team: str, user: str) -> Recent | None:
        """What is kept of a person: for one turn alone, which changes it."""
        return self._kept.pop((team, user), None)

    def after(
        self, tx: Transaction, team: str, scene: Scene, outcome: Outcome
    ) -> Callable[[], None] | None:
        """Keeps what the turn has led to; to be called once that is on disk.

        What is deleted is to be found nowhere any more: then nothing is kept.
        """
        person, route = outcome.person, outcome.route
        if person is None or outcome.deleted or outcome.erased:
            return self._kept.clear
        journeys = (*outcome.journeys, *scene.journeys)
        journey = next((each for each in journeys if each.id == outcome.about), None)
        if journey is None or journey.id != person.open_journey or route is None:
            return None
        if len(route.answers) > MOST_ANSWERS or not all(map(_comes_back, outcome.answers)):
            return None
        stamp = STAMP.ask(tx, at_journey=journey.id)

        def keep() -> None:
            now, left = time.monotonic(), _as_read(route)
            self._kept[team, person.id] = Recent(
                journey.id, journey.revision, stamp.one_or_none(), left, now
            )
            self._let_go(now)

        return keep

    def _let_go(self, now: float) -> None:
        """Forget those who said something longest ago."""
        while self._kept:
            eldest = next(iter(self._kept.values()))
            if len(self._kept) <= MOST_PEOPLE and now - eldest.since <= MOST_SECONDS:
                return
            self._kept.popitem(last=False)


def _as_read(route: Route) -> Route:
    """It over the answers as they would be read: without those that others have followed."""
    answers = route.answers
    if answers.version == len(answers):
        return route
    return Route(route.path, Answers(answers.held()))


def _comes_back(answer: Answer) -> bool:
    """Whether its value is what would be read of it."""
    return bool(read(written(answer.value)) == answer.value)
