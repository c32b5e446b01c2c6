"""Making a paper is fast, does not hold up the loop, and costs nobody anything until it is done."""

from __future__ import annotations

import asyncio

import pytest

from bot.papers import make
from flows.parts.memo.ordering import MemoForm
from tests.bot.papers import example


@pytest.mark.parametrize("form", [MemoForm.WORD, MemoForm.PDF])
async def test_the_loop_goes_on_while_a_paper_is_made(form: MemoForm) -> None:
    making = asyncio.create_task(asyncio.to_thread(make, example.memo(), form))
    ticks = 0
    while not making.done():
        await asyncio.sleep(0.001)
        ticks += 1
    assert await making
    assert ticks > 5
