"""When somebody wants to go on with a journey that rests."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from flows.journey.records import Record

#: There is one a journey: the newest holds.
REST = "rest"


class Later(Record):
    """The journey rests until then (aware), unless the person goes on before.

    Whether it still rests is seen from its stage: nothing undoes the record. ``why`` is whether
    the person put it off or decided to wait for something.
    """

    KIND: ClassVar[str] = "later"

    id: str = REST
    until: datetime
    why: Literal["put_off", "waiting"] = "put_off"
