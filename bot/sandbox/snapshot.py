"""Keeps the workspace in the data folder, so that a restart shows the same conversation."""

from __future__ import annotations

import asyncio
import json
import os
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.sandbox.core import Core
from bot.sandbox.model import Channel, File, Json, Message, Person, View
from bot.sandbox.workspace import Change

VERSION = 1
DELAY = 0.5
# Of the sandbox's time at most a twentieth goes into saving.
SHARE = 20


class Unreadable(Exception):
    """What was saved is broken, or another version's. The message is its file."""


class Snapshot:
    """Saves soon after a change, at once at the end."""

    def __init__(self, core: Core, folder: Path) -> None:
        self.core = core
        self.path = folder / "workspace.json"
        self.files = folder / "files"
        self._due: asyncio.TimerHandle | None = None
        self._took = 0.0
        folder.mkdir(parents=True, exist_ok=True)

    def on_change(self, change: Change) -> None:
        """Saves soon."""
        if change.kind == "file":
            self._keep_file(self.core.workspace.files[change.ts])
        if self._due is None:
            delay = max(DELAY, self._took * SHARE)
            self._due = asyncio.get_running_loop().call_later(delay, self.save)

    def save(self) -> None:
        """Writes everything, in one step."""
        if self._due is not None:
            self._due.cancel()
            self._due = None
        started = time.monotonic()
        _replace(self.path, json.dumps(dump(self.core), ensure_ascii=False).encode())
        self._took = time.monotonic() - started

    def _keep_file(self, file: File) -> None:
        if file.content is not None:
            self.files.mkdir(exist_ok=True)
            _replace(self.files / file.id, file.content)

    def load(self) -> bool:
        """Fills the workspace with what was saved; False when nothing was.

        Raises ``Unreadable``.
        """
        if not self.path.exists():
            return False
        try:
            saved = json.loads(self.path.read_bytes())
            if saved.get("version") != VERSION:
                return False
            restore(self.core, saved)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise Unreadable(str(self.path)) from error
        for file in self.core.workspace.files.values():
            kept = self.files / file.id
            file.content = kept.read_bytes() if kept.exists() else None
        return True


def dump(core: Core) -> Json:
    """The workspace as JSON. Open modals and triggers are not kept: they would be past."""
    workspace = core.workspace
    return {
        "version": VERSION,
        "ahead": core.clock.ahead,
        "people": [asdict(p) for p in workspace.people.values()],
        "channels": [_channel(channel) for channel in workspace.channels.values()],
        "homes": [
            {"id": v.id, "user": v.user, "raw": v.raw, "values": v.values}
            for v in workspace.homes.values()
        ],
        "files": [
            {k: v for k, v in asdict(f).items() if k != "content"}
            for f in workspace.files.values()
            if f.content is not None
        ],
    }


def restore(core: Core, saved: Json) -> None:
    """The opposite of `dump`."""
    workspace = core.workspace
    core.clock.ahead = saved["ahead"]
    for fields in saved["people"]:
        if fields["id"] == workspace.bot.id:
            continue
        workspace.people[fields["id"]] = Person(**fields)
    for fields in saved["channels"]:
        messages = fields.pop("messages")
        members = dict.fromkeys(fields.pop("members"))
        channel = workspace.add_channel(Channel(**fields, members=members))
        for message in messages:
            workspace.restore(channel, Message(channel.id, **message))
    for fields in saved["homes"]:
        workspace.publish_home(View(**fields))
    for fields in saved["files"]:
        workspace.files[fields["id"]] = File(**fields)


def _channel(channel: Channel) -> Json:
    fields: dict[str, Any] = {
        name: getattr(channel, name)
        for name in ("id", "name", "kind", "archived", "shared", "created", "person", "read")
    }
    fields["members"] = list(channel.members)
    fields["messages"] = [
        {"ts": m.ts, "raw": m.raw, "rev": m.rev, "replies": m.replies, "states": m.states}
        for m in channel.messages.values()
    ]
    return fields


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
    draft.replace(path)
