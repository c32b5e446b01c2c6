"""The state of the workspace. No I/O; every change is told to the listeners."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from bot.sandbox import ids
from bot.sandbox.clock import Clock
from bot.sandbox.model import Canvas, Channel, File, Hook, Json, Message, Person, Trigger, View

T = TypeVar("T")

KEPT_TRIGGERS = 5_000
KEPT_HOOKS = 20_000
KEPT_EPHEMERALS = 100
KEPT_FILE_BYTES = 100_000_000


class Bounded(OrderedDict[str, T], Generic[T]):
    """A dict that forgets its oldest entry above `most`."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def __setitem__(self, key: str, value: T) -> None:
        super().__setitem__(key, value)
        if len(self) > self.most:
            self.popitem(last=False)


class Change(NamedTuple):
    """Something that happened: to a message (channel, ts), or to a person's view or Home."""

    kind: str
    channel: str = ""
    ts: str = ""
    user: str = ""
    view_id: str = ""
    message: Message | None = None
    text: str = ""


Listener = Callable[[Change], None]


class Workspace:
    """Team, people, channels, messages, views and files, with indexes by id and ts."""

    def __init__(self, clock: Clock, bot: Person, keep_messages: int = 50_000) -> None:
        self.clock = clock
        self.team_id = "T0EKSEMPEL"
        self.team_name = "Eksempel Kommune"
        self.domain = "eksempel-kommune"
        self.app_id = "A0SAMSKAB1"
        self.bot = bot
        self.people: dict[str, Person] = {bot.id: bot}
        self.channels: dict[str, Channel] = {}
        self.ims: dict[str, str] = {}
        self.views: dict[str, View] = {}
        self.modals: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.triggers: Bounded[Trigger] = Bounded(KEPT_TRIGGERS)
        self.hooks: Bounded[Hook] = Bounded(KEPT_HOOKS)
        self.files: dict[str, File] = {}
        self.canvases: dict[str, Canvas] = {}
        #: New ids of people, by the old ones, when the workspace has moved into an organisation.
        self.moved: dict[str, str] = {}
        self.rev = 0
        self.listeners: list[Listener] = []
        self._keep = keep_messages
        self._recent: deque[tuple[str, str]] = deque()

    def tell(self, change: Change) -> None:
        """Tells every listener."""
        for listener in self.listeners:
            listener(change)

    # --- People and channels

    def add_person(self, person: Person) -> Channel | None:
        """Adds a person, and for a human the direct message with the app."""
        self.people[person.id] = person
        if person.is_bot:
            return None
        return self.open_im(person.id)

    def open_im(self, user: str) -> Channel:
        """The direct message between a person and the app, created when missing."""
        known = self.ims.get(user)
        if known:
            return self.channels[known]
        suffix = user.removeprefix("U")
        channel = self.add_channel(Channel(f"D{suffix}", "directmessage", "im", person=user))
        channel.members = {user: None, self.bot.id: None}
        return channel

    def add_channel(self, channel: Channel) -> Channel:
        """Adds a channel that was made elsewhere."""
        channel.created = channel.created or int(self.clock.now())
        self.channels[channel.id] = channel
        if channel.kind == "im":
            self.ims[channel.person] = channel.id
        return channel

    def channel_named(self, name: str) -> Channel | None:
        """By name, with `#` or without."""
        plain = name.removeprefix("#")
        found = (c for c in self.channels.values() if c.kind == "channel" and c.name == plain)
        return next(found, None)

    def channels_of(self, user: str) -> list[Channel]:
        """The channels that a person is in."""
        return [c for c in self.channels.values() if user in c.members]

    # --- Messages

    def post(self, channel: Channel, raw: Json, thread_ts: str = "") -> Message:
        """Adds a message; `raw` gets its `ts`, and its `thread_ts` when it is a reply."""
        ts = raw["ts"] = self.clock.ts()
        parent = channel.messages.get(thread_ts) if thread_ts else None
        if thread_ts:
            raw["thread_ts"] = thread_ts
        message = Message(channel.id, ts, raw)
        channel.messages[ts] = message
        channel.order.append(ts)
        if parent is not None:
            self._count_reply(parent, message)
        self._touch(channel, message)
        self._recent.append((channel.id, ts))
        if len(self._recent) > self._keep:
            self._forget_oldest()
        self.tell(Change("message", channel.id, ts, message=message))
        return message

    def restore(self, channel: Channel, message: Message) -> None:
        """Puts back a message from a snapshot, oldest first, telling nobody."""
        channel.messages[message.ts] = message
        channel.order.append(message.ts)
        channel.changed[message.ts] = None
        self.rev = max(self.rev, message.rev)
        self._recent.append((channel.id, message.ts))
        self.clock.not_before(message.ts)

    def changed(self, message: Message) -> None:
        """Tells that a message's `raw` is another now."""
        if message.ephemeral_for is None:
            self._touch(self.channels[message.channel], message)
        self.tell(Change("message_changed", message.channel, message.ts, message=message))

    def delete(self, message: Message) -> None:
        """Removes a message, or an ephemeral one."""
        channel = self.channels[message.channel]
        channel.messages.pop(message.ts, None)
        channel.changed.pop(message.ts, None)
        channel.ephemerals.pop(message.ts, None)
        self.rev += 1
        self._compact(channel)
        self.tell(Change("message_deleted", channel.id, message.ts, message=message))

    def show_ephemeral(self, channel: Channel, user: str, raw: Json) -> Message:
        """Shows a message to one person only; it is not part of the channel's history."""
        ts = raw["ts"] = self.clock.ts()
        self.rev += 1
        message = Message(channel.id, ts, raw, rev=self.rev, ephemeral_for=user)
        channel.ephemerals[ts] = message
        if len(channel.ephemerals) > KEPT_EPHEMERALS:
            del channel.ephemerals[next(iter(channel.ephemerals))]
        self.tell(Change("ephemeral", channel.id, ts, user, message=message))
        return message

    def find_message(self, channel_id: str, ts: str, user: str = "") -> Message | None:
        """A message as `user` sees it: also the ephemeral ones shown to them."""
        channel = self.channels.get(channel_id)
        if channel is None:
            return None
        found = channel.messages.get(ts) or channel.ephemerals.get(ts)
        if found is not None and found.ephemeral_for not in (None, user):
            return None
        return found

    def since(self, channel: Channel, ts: str) -> Iterator[Message]:
        """Messages posted after `ts`, oldest first."""
        for later in channel.order[bisect_right(channel.order, ts) :]:
            message = channel.messages.get(later)
            if message is not None:
                yield message

    def touched_since(self, channel: Channel, rev: int) -> list[Message]:
        """Messages posted or changed after revision `rev`, in the order it happened."""
        found: list[Message] = []
        for ts in reversed(channel.changed):
            message = channel.messages[ts]
            if message.rev <= rev:
                break
            found.append(message)
        return found[::-1]

    def unread(self, channel: Channel, user: str) -> int:
        """How many messages of others came after the last that was read."""
        seen = channel.read.get(user, "")
        return sum(1 for m in self.since(channel, seen) if m.raw.get("user") != user)

    def _count_reply(self, parent: Message, reply: Message) -> None:
        parent.replies.append(reply.ts)
        users = [*parent.raw.get("reply_users", ())]
        if reply.raw.get("user") not in users:
            users.append(reply.raw.get("user"))
        # Never changed in place: what was sent before still shows what was sent.
        parent.raw = {
            **parent.raw,
            "thread_ts": parent.ts,
            "reply_count": len(parent.replies),
            "reply_users": users,
            "reply_users_count": len(users),
            "latest_reply": reply.ts,
        }
        reply.raw["parent_user_id"] = parent.raw.get("user")
        self.changed(parent)

    def _touch(self, channel: Channel, message: Message) -> None:
        self.rev += 1
        message.rev = self.rev
        channel.changed.pop(message.ts, None)
        channel.changed[message.ts] = None

    def _forget_oldest(self) -> None:
        channel_id, ts = self._recent.popleft()
        channel = self.channels[channel_id]
        channel.messages.pop(ts, None)
        channel.changed.pop(ts, None)
        self._compact(channel)

    def _compact(self, channel: Channel) -> None:
        if len(channel.order) > 2 * len(channel.messages) + 64:
            channel.order = list(channel.messages)

    # --- Files

    def add_file(self, file: File) -> None:
        """Keeps an uploaded file; the content of the oldest is dropped when there is too much."""
        self.files[file.id] = file
        kept = sum(len(f.content or b"") for f in self.files.values())
        for old in list(self.files.values()):
            if kept <= KEPT_FILE_BYTES or old is file:
                break
            kept -= len(old.content or b"")
            old.content = None
        self.tell(Change("file", ts=file.id))

    # --- Views

    def new_trigger(self, user: str, seconds: float, view_id: str = "") -> str:
        """A `trigger_id` for one person, good for so many seconds."""
        trigger = Trigger(ids.trigger(), user, self.clock.now() + seconds, view_id)
        self.triggers[trigger.id] = trigger
        return trigger.id

    def new_hook(self, hook: Hook) -> str:
        """Remembers a response address; returns its path."""
        self.hooks[hook.path] = hook
        return hook.path

    def open_modal(self, view: View) -> None:
        """Shows a modal; the person has one at a time."""
        self.views[view.id] = self.modals[view.user] = view
        self.tell(Change("view", user=view.user, view_id=view.id))

    def close_modal(self, user: str) -> None:
        """Takes away the modal that a person has open, if there is one."""
        view = self.modals.pop(user, None)
        if view is not None:
            self.views.pop(view.id, None)
            self.tell(Change("view_closed", user=user, view_id=view.id))

    def publish_home(self, view: View) -> None:
        """Shows a person's Home."""
        old = self.homes.get(view.user)
        if old is not None:
            self.views.pop(old.id, None)
        self.homes[view.user] = view
        self.views[view.id] = view
        self.tell(Change("home", user=view.user, view_id=view.id))
