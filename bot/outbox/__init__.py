"""From the outbox to Slack: in order within a lane, at Slack's pace, once.

A turn writes what it has to say with `owe`, claimed where the lane is free, and hands it to the
`Deliverer` by `take` when it is committed. What was left behind, the `Deliverer` claims: the first
pending row of each lane, under a lease. It marks what became of each; the next round of claims and
the marks of the last share one transaction.

    owe, claim ──► sender (pace, history, calls) ──► verdict ──► settle
"""

from bot.outbox.claim import Lease
from bot.outbox.deliverer import Deliverer
from bot.outbox.owing import Owed, owe

__all__ = ["Deliverer", "Lease", "Owed", "owe"]
