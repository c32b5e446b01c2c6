"""Turns that were taken before: a turn is pure, and tests begin alike.

A turn with the same content, time, input and everything kept comes to the same, and all of
``rules.RULES`` were checked when it was taken; so it is not taken again. What a test has changed in
between, by whatever way, is another state. Where a test replaces something of the program, nothing
is remembered (``conftest.turns``).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.inputs import Input
from flows.messages import Message
from tests.flows.memory import Memory
from tests.flows.reading import Reply
from tests.flows.turning import Put

if TYPE_CHECKING:
    from tests.flows.chat import Chat

#: How many turns are remembered; those that were not met again for the longest are forgotten.
MOST = 3000


@dataclass(frozen=True)
class Taken:
    """What one turn led to, and what its key names by id: that must live as long."""

    by: tuple[object, ...]
    before: tuple[Memory, Reply]
    memory: Memory
    count: int
    told: tuple[tuple[str, Message], ...]
    reply: Reply
    put: Put | None


_TAKEN: OrderedDict[Hashable, Taken] = OrderedDict()
_OFF: list[bool] = []


def key_of(chat: Chat, input: Input, heard: Reply) -> Hashable:
    """All that the turn and the rules look at; what is kept, by which objects it is."""
    world = chat.world
    kept = (
        tuple(map(id, each)) if isinstance(each, list) else (*each, *map(id, each.values()))
        for each in vars(world.memory).values()
    )
    whose = (chat.user, input, type(input), chat._put, chat._pressed.get(input), id(heard))
    how = (id(world.flow), id(world.take), *map(id, world.rules))
    return (*how, world.now, world._count, *whose, *kept)


def remembered(key: Hashable) -> Taken | None:
    """The turn, if it was taken before."""
    found = _TAKEN.get(key)
    if found is not None:
        _TAKEN.move_to_end(key)
    return found


def remember(key: Hashable, taken: Taken) -> None:
    """Keep it for who comes to the same state."""
    if not _OFF:
        _TAKEN[key] = taken
        if len(_TAKEN) > MOST:
            _TAKEN.popitem(last=False)


def copied(memory: Memory) -> Memory:
    """What is kept, to go its own way."""
    return Memory(**{name: copy(kept) for name, kept in vars(memory).items()})


@contextmanager
def nothing_remembered() -> Iterator[None]:
    """Every turn is taken, and none is kept."""
    held = _TAKEN.copy()
    _TAKEN.clear()
    _OFF.append(True)
    yield
    _OFF.pop()
    _TAKEN.update(held)
