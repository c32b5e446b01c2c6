"""From the outbox to Slack: in order within a lane, at Slack's pace, once.

A turn writes what it has to say as rows of the outbox. The `Deliverer` claims the first pending
row of each lane under a lease, sends it, and marks what became of it; the next round of claims
and the marks of the last share one transaction.

    claim ──► sender (pace, history, calls) ──► verdict ──► settle
"""

from bot.outbox.deliverer import Deliverer

__all__ = ["Deliverer"]
