"""Making a paper is fast, does not hold up the loop, and costs nobody anything until it is done."""

from __future__ import annotations

import asyncio

import pytest

from bot.papers import Form, made
from tests.bot.papers import example


@pytest.mark.parametrize("form", [Form.WORD, Form.PDF])
async def test_the_loop_goes_on_while_a_paper_is_made(form: Form) -> None:
    making = asyncio.create_task(made(example.memo(), form))
    ticks = 0
    while not making.done():
        await asyncio.sleep(0.001)
        ticks += 1
    assert (await making).data
    assert ticks > 5
