"""Failures on demand: of Web API calls, of deliveries, of the socket."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import count
from typing import Any, Literal, get_args

from bot.sandbox.model import Json

# What a fault does, and to what.
ApiFault = Literal["error", "ratelimited", "server_error", "slow", "drop", "lose_answer"]
DeliveryFault = Literal["repeat", "lose_ack", "delay"]
SocketFault = Literal["refuse_connections"]
API_FAULTS: tuple[str, ...] = get_args(ApiFault)
DELIVERY_FAULTS: tuple[str, ...] = get_args(DeliveryFault)
SOCKET_FAULTS: tuple[str, ...] = get_args(SocketFault)
KINDS = API_FAULTS + DELIVERY_FAULTS + SOCKET_FAULTS


@dataclass(slots=True)
class Fault:
    """One fault, for the next `times` occasions (None: until cleared).

    `target` is a method ("chat.postMessage"), a kind of delivery ("events_api", "interactive",
    "slash_commands") or "*". `skip` lets that many pass first. `seconds` is how slow, how late
    (delay), or Retry-After.
    """

    kind: str
    target: str = "*"
    error: str = "internal_error"
    seconds: float = 1.0
    times: int | None = 1
    skip: int = 0
    channel: str = ""
    id: int = 0

    def as_json(self) -> Json:
        """As the page and the control API show it."""
        return asdict(self)


class Faults:
    """The faults that are on now."""

    def __init__(self) -> None:
        self.active: list[Fault] = []
        self._ids = count(1)

    def add(self, fault: Fault) -> Fault:
        """Turns a fault on. ValueError when there is no such kind."""
        if fault.kind not in KINDS:
            raise ValueError(f"no such fault: {fault.kind}; there are {', '.join(KINDS)}")
        fault.id = next(self._ids)
        self.active.append(fault)
        return fault

    def clear(self, fault_id: int | None = None) -> None:
        """Turns one fault off, or all."""
        self.active = [f for f in self.active if fault_id is not None and f.id != fault_id]

    def take(self, kinds: tuple[str, ...], target: str, args: dict[str, Any]) -> Fault | None:
        """The fault that hits this call or delivery, counted down."""
        for fault in self.active:
            if fault.kind not in kinds or fault.target not in ("*", target):
                continue
            if fault.channel and fault.channel != args.get("channel"):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            self._count_down(fault)
            return fault
        return None

    def _count_down(self, fault: Fault) -> None:
        if fault.times is None:
            return
        fault.times -= 1
        if fault.times <= 0:
            self.active.remove(fault)
