"""Writing, editing and deleting messages; files; another bot."""

from __future__ import annotations

import base64

from bot.sandbox import posting, texts
from bot.sandbox.acts.act import Act, Handler, NotPossible, Outcome, heard
from bot.sandbox.api.files import add_file, file_object
from bot.sandbox.brought import forwarded, previewed, transcribed
from bot.sandbox.model import Json
from bot.sandbox.seed import OTHER_BOT


async def message(act: Act) -> Outcome:
    """Writes in a channel, or in a thread with `thread_ts`.

    What is pasted as a table or a list (`blocks`) has no text.
    """
    text, blocks = act.text("text"), act.fields.get("blocks")
    if not text and not blocks:
        raise NotPossible("no_text")
    return await _write(act, text, {"blocks": blocks} if blocks else {})


async def forward(act: Act) -> Outcome:
    """Forwards a message (`of`: channel and ts) to the app, with an optional text."""
    workspace, of = act.core.workspace, act.fields["of"]
    found = workspace.find_message(str(of["channel"]), str(of["ts"]), act.person.id)
    if found is None:
        raise NotPossible("no_such_message", str(of["ts"]))
    shared = forwarded(act.core, workspace.channels[found.channel], found)
    return await _write(act, act.text("text"), {"attachments": [shared]})


async def upload(act: Act) -> Outcome:
    """Shares a file with an optional text. `content_base64` may be left out: then it is empty."""
    content = base64.b64decode(act.text("content_base64"))
    name, size = act.text("name") or "fil.txt", int(act.fields.get("size") or len(content))
    return await _share(act, name, size, content, previewed(name, content))


async def record(act: Act) -> Outcome:
    """Shares a voice clip; with a `transcript` at once, or later by `transcribe`."""
    clip = transcribed(act.text("transcript"))
    return await _share(act, "audio_message.m4a", 9_000, b"", clip)


async def transcribe(act: Act) -> Outcome:
    """Slack has written down what was said in the clip of one's message."""
    posted = act.own_message()
    clip = {**posted.raw["files"][0], **transcribed(act.text("transcript"))}
    answer = posting.change(act.core, posted, {**posted.raw, "files": [clip]})
    return await heard(act, answer, ts=posted.ts, channel=posted.channel)


async def _share(act: Act, name: str, size: int, content: bytes, more: Json) -> Outcome:
    file = add_file(act.core, act.person.id, name, size, content)
    file.channels.append(act.channel().id)
    extra = {
        "subtype": "file_share",
        "files": [{**file_object(act.core, file), **more}],
        "upload": False,
        "display_as_bot": False,
    }
    return await _write(act, act.text("text"), extra)


async def bot_message(act: Act) -> Outcome:
    """Another bot writes in the channel."""
    channel = act.channel()
    other = act.core.workspace.people[OTHER_BOT]
    raw = posting.person_message(act.core, other, act.text("text"))
    posted, answer = posting.post(act.core, channel, raw, act.text("thread_ts"))
    return await heard(act, answer, ts=posted.ts, channel=channel.id)


async def edit(act: Act) -> Outcome:
    """Changes one's own message."""
    posted = act.own_message()
    text = texts.typed(act.text("text"), act.fields.get("mentions") or {})
    edited = {"user": act.person.id, "ts": act.core.clock.ts()}
    answer = posting.change(act.core, posted, {**posted.raw, "text": text, "edited": edited})
    return await heard(act, answer, ts=posted.ts, channel=posted.channel)


async def delete(act: Act) -> Outcome:
    """Deletes one's own message."""
    posted = act.own_message()
    return await heard(act, posting.remove(act.core, posted), ts=posted.ts, channel=posted.channel)


async def read(act: Act) -> Outcome:
    """Has seen everything in a channel; the app is not told."""
    channel = act.channel()
    if channel.order:
        channel.read[act.person.id] = channel.order[-1]
    return Outcome()


async def _write(act: Act, text: str, extra: Json) -> Outcome:
    channel, person = act.channel(), act.person
    encoded = texts.typed(text, act.fields.get("mentions") or {})
    raw = {**posting.person_message(act.core, person, encoded), **extra}
    thread_ts = act.text("thread_ts")
    if thread_ts and thread_ts not in channel.messages:
        raise NotPossible("no_such_thread", thread_ts)
    posted, answer = posting.post(act.core, channel, raw, thread_ts)
    channel.read[person.id] = posted.ts
    return await heard(act, answer, ts=posted.ts, channel=channel.id)


ACTS: dict[str, Handler] = {
    "message": message,
    "forward": forward,
    "upload": upload,
    "record": record,
    "transcribe": transcribe,
    "bot_message": bot_message,
    "edit": edit,
    "delete": delete,
    "read": read,
}
