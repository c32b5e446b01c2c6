"""The command that looks at an installation."""

from __future__ import annotations

import asyncio
from argparse import Namespace

from bot.health.doctor import examined
from bot.health.findings import State, lines


def doctor(_: Namespace) -> int:
    """Say what is set up, reachable, behind and failing, and what to do about it.

    Changes nothing; works with the bot running or not. Ends with 1 where something is failing.
    """
    found = asyncio.run(examined())
    for heading, findings in found:
        print(heading)
        for line in lines(findings):
            print(line)
    every = [each.state for _, findings in found for each in findings]
    fails, asks = every.count(State.FAILING), every.count(State.ATTENTION)
    print(f"{fails} failing, {asks} to attend to" if fails or asks else "All is well.")
    return 1 if fails else 0
