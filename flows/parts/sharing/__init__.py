"""What was shared of a journey, with whom and when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from flows.content.base import fill
from flows.journey.desk import Desk
from flows.journey.records import Record, all_of
from flows.journey.steps import is_date
from flows.journey.values import Answers
from flows.journey.wording import on_day
from flows.messages import Channel, Mention, Say, Slot
from flows.parts.sharing.lines import SharingLines


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


#: What all there is to share is called, beside the ids of focus points.
WHOLE = "opsummering"
#: The deed of showing what could not be sent again, before it is sent once more.
TRY_AGAIN = "del.igen"


def receiver(to: str) -> Slot:
    """A person or a channel as people read it."""
    return Channel(to) if to[:1] in "CG" else Mention(to)


def name(desk: Desk, what: str) -> str | None:
    """What it is called; None where there is nothing of that name."""
    if what == WHOLE:
        return desk.lines(SharingLines).summary
    point = desk.flow.library.point.get(what)
    return fill(desk.lines(SharingLines).point, point=point.title) if point else None


def when(desk: Desk, share: Shared) -> str:
    """'den 3. marts'."""
    return on_day(desk, date.fromisoformat(share.on)) if is_date(share.on) else ""


def share_lines(desk: Desk) -> list[Say]:
    """What was shared of the open journey, with whom and when; nothing where nothing was."""
    found = shared(desk.answers) if desk.journey is not None else ()
    lines = [
        Say(
            desk.lines(SharingLines).in_data,
            {
                "what": name(desk, each.what) or each.what,
                "to": receiver(each.to),
                "when": when(desk, each),
            },
        )
        for each in found
    ]
    return [Say(desk.texts.data.shared), *lines] if lines else []
