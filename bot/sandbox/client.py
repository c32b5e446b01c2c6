"""A client of the control API, for tests and benchmarks.

    async with SandboxClient(sandbox.base_url) as people:
        reply = await people.say(KAREN, "hej", expect=1)
        await people.press(KAREN, reply["messages"][0], "Begynd")

Acts return the outcome: `acked`, `sent`, `status`, `ms`, `response`, `error`, `reason`, and with
`expect=n` also `messages`: what the app posted or changed in that channel since, once there are
`n` of them or `timeout` seconds have passed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any

import aiohttp

from bot import json_text
from bot.sandbox.model import Json


class ControlError(Exception):
    """The sandbox refused: what was asked for could not be done in Slack either."""

    def __init__(self, answer: Json) -> None:
        super().__init__(f"{answer.get('error')}: {answer.get('detail', '')}")
        self.error = str(answer.get("error"))


class SandboxClient:
    """People of the sandbox, as a program. `user` is always a person's id or full name."""

    def __init__(self, base_url: str, connections: int = 100) -> None:
        self.base_url = base_url.rstrip("/")
        self._limit = connections
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> SandboxClient:
        connector = aiohttp.TCPConnector(limit=self._limit)
        timeout = aiohttp.ClientTimeout(total=180)
        self._session = aiohttp.ClientSession(connector=connector, timeout=timeout)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    # --- Acting

    async def say(self, user: str, text: str, channel: str = "", **more: Any) -> Json:
        """Writes to the app, or in `channel`; `thread_ts`, `mentions`, `expect` as wanted."""
        return await self.act(user, "message", text=text, channel=channel, **more)

    async def edit(self, user: str, message: Json, text: str, **more: Any) -> Json:
        """Changes one's own message (as returned by `say` or `messages`)."""
        where = {"channel": message["channel"], "ts": message["ts"]}
        return await self.act(user, "edit", text=text, **where, **more)

    async def delete(self, user: str, message: Json, **more: Any) -> Json:
        """Deletes one's own message."""
        where = {"channel": message["channel"], "ts": message["ts"]}
        return await self.act(user, "delete", **where, **more)

    async def command(self, user: str, text: str, channel: str = "", **more: Any) -> Json:
        """`text` is the whole line: "/samskab status"."""
        return await self.act(user, "command", text=text, channel=channel, **more)

    async def press(self, user: str, where: Json, what: str, **more: Any) -> Json:
        """Clicks what has this action id, button text or option text, in a message or view."""
        return await self.act(user, "action", where=_place(where), label=what, **more)

    async def choose(self, user: str, where: Json, action_id: str, value: Any, **more: Any) -> Json:
        """Sets a select, picker, checkboxes or radio buttons.

        `value` is an option's value or text, an id or a date; a list where several can be chosen.
        """
        return await self.act(
            user, "action", where=_place(where), action_id=action_id, value=value, **more
        )

    async def fill_in(self, user: str, where: Json, action_id: str, value: Any) -> Json:
        """Fills in a field without telling the app."""
        return await self.act(
            user, "set_state", where=_place(where), action_id=action_id, value=value
        )

    async def submit_view(
        self, user: str, values: Mapping[str, Mapping[str, Any]] | None = None, **more: Any
    ) -> Json:
        """Submits the modal on top, with block_id -> action_id -> value filled in."""
        view = await self.top_view(user)
        return await self.act(user, "submit", view_id=view["id"], values=values or {}, **more)

    async def close_view(self, user: str, **more: Any) -> Json:
        """Closes the modal."""
        view = await self.top_view(user)
        return await self.act(user, "close_view", view_id=view["id"], **more)

    async def open_home(self, user: str, **more: Any) -> Json:
        """Opens the app's Home tab."""
        return await self.act(user, "open_home", **more)

    async def upload(self, user: str, name: str, size: int = 10, **more: Any) -> Json:
        """Shares a file; `content_base64` and `text` as wanted."""
        return await self.act(user, "upload", name=name, size=size, **more)

    async def act(self, user: str, kind: str, **fields: Any) -> Json:
        """Any act, by kind; ControlError when a person could not do it."""
        return await self.post("act", {"as": user, "kind": kind, **fields})

    async def acts(self, acts: list[Json]) -> list[Json]:
        """Many acts in one request; those of one person one after the other."""
        outcomes: list[Json] = (await self.post("acts", {"acts": acts}))["outcomes"]
        return outcomes

    # --- Reading

    async def messages(
        self,
        channel: str,
        user: str = "",
        *,
        after: str | None = None,
        since: int | None = None,
        wait: float = 0,
        least: int = 1,
        thread: str = "",
    ) -> list[Json]:
        """Messages of a channel, or (`channel` a person's id) of their talk with the app.

        `after` a ts, or `since` a revision (also what has changed since); with `wait` seconds
        until there are `least` of them.
        """
        query = {
            "channel": channel,
            "as": user or (channel if channel.startswith("U") else ""),
            "after": after,
            "since": since,
            "wait": wait or None,
            "min": least,
            "thread": thread or None,
        }
        found: list[Json] = (await self.get("messages", **query))["messages"]
        return found

    async def last(self, user: str) -> Json:
        """The latest message in a person's talk with the app."""
        return (await self.messages(user))[-1]

    async def many_messages(
        self, channels: list[str] | None = None, after: str = ""
    ) -> dict[str, list[Json]]:
        """By channel id the messages of some channels or of all, in one request."""
        sent = {"channels": channels, "after": after}
        found: dict[str, list[Json]] = (await self.post("messages", sent))["channels"]
        return found

    async def feed(self, after: int = 0, least: int = 1, wait: float = 0) -> Json:
        """What the app posted anywhere: `entries` of n, at, channel, ts, kind; and the last n."""
        return await self.get("feed", after=after, min=least, wait=wait)

    async def views(self, user: str) -> Json:
        """`modal`: the one that is open, or None; `home`: the App Home, or None."""
        return await self.get("views", **{"as": user})

    async def top_view(self, user: str) -> Json:
        """The modal; ControlError when none is open."""
        modal: Json | None = (await self.views(user))["modal"]
        if modal is None:
            raise ControlError({"error": "no_open_view", "detail": user})
        return modal

    async def home(self, user: str) -> Json | None:
        """A person's App Home, or None."""
        found: Json | None = (await self.views(user))["home"]
        return found

    async def quiet(self, still: float = 0.1, seconds: float = 10) -> bool:
        """Waits until nothing has happened for `still` seconds and nothing is under way."""
        return bool((await self.get("quiet", still=still, timeout=seconds))["quiet"])

    async def traffic(self, after: int = 0) -> list[Json]:
        """Calls and deliveries after entry `after`."""
        found: list[Json] = (await self.get("traffic", after=after))["entries"]
        return found

    async def problems(self, severity: str = "") -> list[Json]:
        """What Slack refused ("refused") or would frown upon ("warning")."""
        found: list[Json] = (await self.get("problems"))["problems"]
        return [p for p in found if severity in ("", p["severity"])]

    async def info(self) -> Json:
        """Addresses, tokens and ids."""
        return await self.get("info")

    # --- People and channels

    async def people(self) -> list[Json]:
        """Everybody in the workspace."""
        found: list[Json] = (await self.get("people"))["people"]
        return found

    async def add_people(self, count: int = 0, people: list[Json] | None = None) -> list[Json]:
        """New people, each with a direct message (`im`) with the app."""
        sent = {"people": people} if people else {"count": count}
        added: list[Json] = (await self.post("people", sent))["people"]
        return added

    async def update_person(self, user_id: str, **fields: Any) -> Json:
        """Changes a person's fields (`name`, `tz`, `deleted`, …)."""
        return await self.post("people/update", {"id": user_id, **fields})

    async def add_channel(self, name: str, members: list[str], app: bool = True) -> Json:
        """A new channel, with the app in it or without."""
        return await self.post("channels", {"name": name, "members": members, "app": app})

    async def update_channel(self, channel: str, **fields: Any) -> Json:
        """`archived`, `shared` (with another organisation), `add` and `remove` (members)."""
        return await self.post("channels/update", {"channel": channel, **fields})

    async def delete_message(self, channel: str, ts: str) -> None:
        """Deletes anybody's message, as an administrator may."""
        await self.post("messages/delete", {"channel": channel, "ts": ts})

    # --- Steering

    async def fault(self, kind: str, target: str = "*", **fields: Any) -> Json:
        """Turns a fault on: see `faults.py` for the kinds; `times=None` until cleared."""
        return await self.post("faults", {"kind": kind, "target": target, **fields})

    async def clear_faults(self) -> None:
        """Turns all faults off."""
        await self._call("DELETE", "faults")

    async def settings(self, **fields: Any) -> Json:
        """Changes Slack's times and habits (fields of `Settings`), and `traffic` on or off."""
        return await self.post("settings", fields)

    async def transport(self, do: str, **fields: Any) -> Json:
        """drop, silent, disconnect, warning, verify; wait (until the app is there)."""
        return await self.post("transport", {"do": do, **fields})

    async def forward(self, seconds: float) -> None:
        """Moves the sandbox's time; retries and limits that become due happen at once."""
        await self.post("clock", {"forward_seconds": seconds})

    async def to_next(self) -> bool:
        """Moves time to when the app has something to say by itself; whether there is such."""
        return bool((await self.post("clock", {"to_next": True}))["moved"])

    async def emit(self, event: Json | str, **fields: Any) -> Json:
        """Sends any event; "app_uninstalled" and "tokens_revoked" by name."""
        return await self.post("emit", {"event": event, **fields})

    async def reset(self) -> None:
        """The workspace as new."""
        await self.post("reset", {})

    # --- HTTP

    async def get(self, path: str, **query: Any) -> Json:
        """A GET of the control API."""
        wanted = {k: str(v) for k, v in query.items() if v is not None}
        return await self._call("GET", path, params=wanted)

    async def post(self, path: str, sent: Any) -> Json:
        """A POST of the control API."""
        return await self._call("POST", path, json=sent)

    async def _call(self, verb: str, path: str, **options: Any) -> Json:
        if self._session is None:
            raise RuntimeError("use `async with SandboxClient(…)`")
        url = f"{self.base_url}/control/{path}"
        async with self._session.request(verb, url, **options) as response:
            answer: Json = json_text.read(await response.read())
            if response.status != 200:
                raise ControlError(answer)
            return answer


def _place(where: Json) -> Json:
    """Where an element is, from a message or a view."""
    if "view_id" in where:
        return where
    if "root_view_id" in where:
        return {"view_id": where["id"]}
    return {"channel": where["channel"], "ts": where["ts"]}
