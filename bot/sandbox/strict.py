"""Refuses what Slack refuses, in Slack's words, and tells the developer."""

from __future__ import annotations

from typing import Any

from bot.sandbox.model import Json
from bot.sandbox.texts import broadcasts
from bot.sandbox.traffic import Traffic
from bot.slack.limits import Surface, Violation, message_violations, violations


class Refused(Exception):
    """Slack's answer `{"ok": false, "error": …}`; `messages` goes into response_metadata."""

    def __init__(self, error: str, messages: list[str] | None = None, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages or []
        self.extra = extra

    def answer(self) -> Json:
        """The body of Slack's answer."""
        answer: Json = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            answer["response_metadata"] = {"messages": [f"[ERROR] {m}" for m in self.messages]}
            if self.error == "invalid_blocks":
                answer["errors"] = self.messages
        return answer


def check_message(traffic: Traffic, method: str, payload: Json) -> None:
    """Raises Refused when Slack would not take this message."""
    found = message_violations(payload, warnings=True)
    _judge(traffic, method, found, payload)
    pings = broadcasts(payload.get("text")) + broadcasts(payload.get("blocks"))
    if pings:
        detail = {"pointer": "/", "problem": f"notifies everyone: <!{pings[0]}>", "limit": None}
        traffic.problem(method, "warning", "broadcast", [detail], payload)


def check_view(traffic: Traffic, method: str, view: Any, surface: Surface) -> None:
    """Raises Refused when Slack would not take this modal or Home."""
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", ["must provide an object [json-pointer:/view]"])
    _judge(traffic, method, violations(view, surface, warnings=True), {"view": view})


def _judge(traffic: Traffic, method: str, found: list[Violation], payload: Json) -> None:
    if not found:
        return
    certain = [one for one in found if one.certain]
    doubtful = [one for one in found if not one.certain]
    if doubtful:
        traffic.problem(method, "warning", "", [_detail(v) for v in doubtful], payload)
    if certain:
        # Blocks are looked at before the message as a whole.
        error = certain[0].code
        raise Refused(error, [str(one) for one in certain if one.code == error])


def _detail(violation: Violation) -> Json:
    return {
        "pointer": violation.pointer,
        "problem": violation.problem,
        "limit": violation.limit,
    }
