"""blocks.validate and apps.manifest.validate: what is refused elsewhere, told beforehand."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.api.call import Call, Method
from bot.sandbox.model import Json
from bot.sandbox.strict import Refused
from bot.slack.limits import Violation, message_violations, violations

KINDS = ("blocks", "message", "view")
#: What a manifest has to have, and how long its texts may be.
NEEDED = ("display_information", "settings")
LONGEST = {
    "/display_information/name": 35,
    "/display_information/description": 140,
    "/display_information/long_description": 4000,
    "/features/bot_user/display_name": 80,
}
_LONG_DESCRIPTION = 174


def validate(call: Call) -> Json:
    """Exactly one of `blocks`, `message` and `view`, as JSON."""
    given = [kind for kind in KINDS if call.args.get(kind)]
    if len(given) != 1:
        raise Refused("invalid_arguments", ["give exactly one of blocks, message and view"])
    kind = given[0]
    content: Any = call.value(kind)
    if not isinstance(content, list if kind == "blocks" else dict):
        raise Refused("invalid_arguments", [f"is no {kind} [json-pointer:/{kind}]"])
    found = violations(content) if kind != "message" else message_violations(dict(content))
    if found:
        raise Refused(f"invalid_{kind}", errors=[_told(each, kind) for each in found])
    return {}


def _told(found: Violation, kind: str) -> Json:
    pointer = found.pointer.removeprefix(f"/{kind}")
    error: Json = {"pointer": pointer, "code": "failed_constraint", "message": found.problem}
    return {**error, "constraint": {"limit": found.limit}} if found.limit else error


def validate_manifest(call: Call) -> Json:
    """The manifest as JSON. The sandbox knows the commonest mistakes, not all of Slack's rules."""
    manifest = call.value("manifest", "invalid_manifest")
    if not isinstance(manifest, dict):
        raise Refused("invalid_manifest", errors=[_wrong("/", "is no object")])
    found = [_wrong(f"/{name}", "is missing") for name in NEEDED if name not in manifest]
    for pointer, longest in LONGEST.items():
        text = _at(manifest, pointer)
        if isinstance(text, str) and len(text) > longest:
            found.append(_wrong(pointer, f"must be no more than {longest} characters"))
    long = _at(manifest, "/display_information/long_description")
    if isinstance(long, str) and len(long) < _LONG_DESCRIPTION:
        where = "/display_information/long_description"
        found.append(_wrong(where, f"must be more than {_LONG_DESCRIPTION} characters"))
    found += _addresses(manifest)
    if found:
        raise Refused("invalid_manifest", errors=found)
    return {}


def _addresses(manifest: Json) -> list[Json]:
    """Without Socket Mode, Slack needs an address for events and clicks."""
    if _at(manifest, "/settings/socket_mode_enabled"):
        return []
    needed = ("/settings/event_subscriptions", "/settings/interactivity")
    return [
        _wrong(f"{pointer}/request_url", "must be an https address")
        for pointer in needed
        if not re.match("https://", str(_at(manifest, f"{pointer}/request_url") or ""))
    ]


def _at(manifest: Any, pointer: str) -> Any:
    for name in pointer.split("/")[1:]:
        manifest = manifest.get(name) if isinstance(manifest, dict) else None
    return manifest


def _wrong(pointer: str, message: str) -> Json:
    return {"pointer": pointer, "message": message}


METHODS = {
    "apps.manifest.validate": Method(validate_manifest, caller="config"),
    "blocks.validate": Method(validate),
}
