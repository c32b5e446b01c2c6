"""In the end: what was received against what is stored, what was owed against what was said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from bot.outbox.rows import Lane, LaneKind
from bot.store.schema import answer, outbox
from tests.crash.people import Heard, Team, Walker
from tests.e2e.harness import World, path


@dataclass
class Account:
    """What came of it; ``wrong`` says each thing that is not as it should be."""

    kills: int = 0
    people: int = 0
    received: int = 0
    stored: int = 0
    prompts: int = 0
    twice: int = 0
    team: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.people} people: {self.received} answers received,"
            f" {self.stored} stored; {self.team} of the team; {self.prompts} messages owed, each"
            f" said, {self.twice} of them twice (killed between Slack's OK and the mark);"
            f" {len(self.wrong)} wrong"
        )


def account(world: World, heard: Heard, walkers: list[Walker], team: Team) -> Account:
    """Compare."""
    found = Account(people=len(walkers))
    _answers(world, heard, walkers, found)
    _team(team, found)
    _messages(world, found)
    found.wrong += [stuck for each in walkers if (stuck := each.stuck())]
    return found


def _answers(world: World, heard: Heard, walkers: list[Walker], found: Account) -> None:
    stored: dict[str, list[Any]] = defaultdict(list)
    for row in world.database.rows(select(answer).order_by(answer.c.id)):
        stored[row.author].append(row)
    for walker in walkers:
        who, rows = walker.chef.id, stored[walker.chef.id]
        times = Counter(row.message for row in rows)
        for ts, text in walker.said.items():
            if ts not in heard.received:
                continue
            found.received += 1
            kept = any(times[each] for each in walker.tries[ts])
            found.stored += kept
            if not kept:
                found.wrong.append(f"{who}: {text!r} was received and is not stored")
        found.wrong += [f"{who}: {what}" for what in _out_of_order(rows)]


def _out_of_order(rows: list[Any]) -> Iterator[str]:
    """What one person answered: each question once, in the order in which it was written.

    An answer may be followed by one that was written before it: then that came late, and the two
    were set right.
    """
    given: dict[str, str] = {}
    for row in rows:
        if row.step not in path().by_id or not row.message:
            continue
        before = given.pop(row.step, None)
        if before is not None and row.message >= before:
            yield f"{row.step} is answered twice"
        given[row.step] = row.message
    if any(one > other for one, other in pairwise(given.values())):
        yield "the order is turned"


def _team(team: Team, found: Account) -> None:
    stored = Counter((row.point, row.answer) for row in team.stored())
    for point, told in team.said.items():
        for text in told:
            found.team += 1
            if stored[point, text] != 1:
                found.wrong.append(f"team: {text!r} is stored {stored[point, text]} times")


def _messages(world: World, found: Account) -> None:
    """Each row of the outbox is one message, and those of a lane are in its order."""
    said = _said(world)
    lanes: dict[str, list[str]] = defaultdict(list)
    posts = select(outbox).where(outbox.c.method == "chat.postMessage").order_by(outbox.c.id)
    for row in world.database.rows(posts):
        found.prompts += 1
        times = said[row.id]
        found.twice += len(times) > 1
        if row.state != "sent":
            found.wrong.append(f"outbox {row.id} in {row.lane} is {row.state}: {row.error}")
        elif row.ts not in times:
            found.wrong.append(f"outbox {row.id} in {row.lane} was not said")
        elif len(times) > 1 and Lane.parse(row.lane).what is LaneKind.TALK:
            found.wrong.append(f"outbox {row.id} was said {len(times)} times in a DM")
        lanes[row.lane] += sorted(times)[:1]
    turned = [lane for lane, order in lanes.items() if order != sorted(order)]
    found.wrong += [f"{lane}: the order of what was said is turned" for lane in turned]


def _said(world: World) -> dict[int, list[str]]:
    """The ts of each row's messages."""
    said: dict[int, list[str]] = defaultdict(list)
    for channel in world.sandbox.workspace.channels.values():
        for message in channel.messages.values():
            if mark := message.raw.get("metadata"):
                said[int(mark["event_payload"]["id"])].append(message.ts)
    return said
