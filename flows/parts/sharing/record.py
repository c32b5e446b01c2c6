"""What the chef shared, with whom and when."""

from __future__ import annotations

from typing import ClassVar, Literal

from flows.journey.records import Record, all_of
from flows.journey.values import Answers


class Shared(Record):
    """``what`` is ``opsummering`` or a focus point's id; ``to`` a Slack user or channel.

    ``digest`` tells one text from another. ``state`` is ``refused`` where Slack did not take it.
    """

    KIND: ClassVar[str] = "share"

    what: str
    to: str
    on: str
    digest: str = ""
    state: Literal["sent", "refused"] = "sent"


def shared(answers: Answers) -> tuple[Shared, ...]:
    """What was sent, in the order in which it was."""
    return tuple(each for each in all_of(answers, Shared) if each.state == "sent")


def sent_to(answers: Answers, to: str) -> Shared | None:
    """What was sent there last."""
    return next((each for each in reversed(shared(answers)) if each.to == to), None)
