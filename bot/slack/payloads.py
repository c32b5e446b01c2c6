"""From Slack's payloads to typed inputs, and what they are known by when they come again.

What is not for the bot becomes None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any
from uuid import uuid4

from bot.slack.blocks import MARKS, MENU
from bot.slack.button_id import SEPARATOR, ButtonId
from bot.slack.dressed import Names, only_person, undressed
from bot.slack.said import Content, read
from bot.slack.text import unescape
from flows.content.vocabulary import Word
from flows.inputs import (
    Action,
    Commanded,
    Edited,
    Heard,
    Input,
    Noise,
    Pressed,
    Removed,
    Typed,
    Verb,
)
from flows.language.words import Words

Payload = dict[str, Any]
#: Slack itself, which writes as a person does.
SLACKBOT = "USLACKBOT"

#: So much of what could not be understood is said back: an acknowledgement is one message.
LONGEST_SAID_BACK = 100


def from_message(event: Payload, names: Names) -> tuple[str, Input] | None:
    """A message event in a DM as (user, input); None for what nobody said to the bot.

    ``names`` are those of people and channels that were mentioned.
    """
    if event.get("channel_type", "im") != "im" or not str(event.get("channel", "")).startswith("D"):
        return None
    return _MESSAGES.get(event.get("subtype", ""), _ignored)(event, names)


def _ignored(_: Payload, __: Names) -> None:
    return None


def _said(event: Payload, names: Names) -> tuple[str, Input] | None:
    user = event.get("user")
    if not user or user == SLACKBOT:
        return None
    if event.get("bot_id"):
        return user, Heard(Noise.OTHER_BOT)
    said, person = _written(event, names)
    return user, Typed(said.text, event["ts"], said.beside, said.carried, said.cut, person)


def _written(message: Payload, names: Names) -> tuple[Content, str | None]:
    """What was said, as it was seen, and who is mentioned where that is all of it."""
    said = read(message)
    text, carried = undressed(said.text, names), undressed(said.carried, names)
    return Content(text, said.beside, carried, said.cut), only_person(said.text or said.carried)


def _changed(event: Payload, names: Names) -> tuple[str, Input] | None:
    message, before = event.get("message") or {}, event.get("previous_message") or {}
    user = message.get("user")
    if message.get("subtype") == "tombstone":
        return _deleted(event, names)
    if not user or message.get("bot_id") or read(message) == read(before):
        return None
    said, person = _written(message, names)
    return user, Edited(message["ts"], said.text, said.beside, said.carried, said.cut, person)


def _deleted(event: Payload, _: Names) -> tuple[str, Input] | None:
    before = event.get("previous_message") or {}
    user = before.get("user")
    if not user or before.get("bot_id"):
        return None
    return user, Removed(event.get("deleted_ts") or before["ts"])


_MESSAGES: dict[str, Callable[[Payload, Names], tuple[str, Input] | None]] = {
    "": _said,
    "file_share": _said,
    "thread_broadcast": _said,
    "me_message": _said,
    "bot_message": _said,
    "message_changed": _changed,
    "message_deleted": _deleted,
}


def thread_of(event: Payload) -> str | None:
    """The thread that a message event is about, where it is in one; None for the DM itself.

    What is also shown in the conversation was said there.
    """
    if event.get("subtype") == "thread_broadcast":
        return None
    said = event.get("message") or event.get("previous_message") or event
    thread = said.get("thread_ts")
    if thread == said.get("ts") and said is not event:
        return None  # others have answered it in a thread; it stands in the conversation
    return thread if isinstance(thread, str) and thread else None


def thread_pressed(body: Payload) -> str | None:
    """The thread in which a button was pressed, below the message that began it."""
    place = body.get("container") or {}
    thread = place.get("thread_ts") or (body.get("message") or {}).get("thread_ts")
    return thread if isinstance(thread, str) and thread != place.get("message_ts") else None


def from_command(payload: Payload, words: Words) -> Input:
    """A slash command with its word."""
    text = unescape(str(payload.get("text") or "")).strip()
    said = words.find(text) if text else None
    if said is not None and said.word in COMMANDS:
        return Commanded(said.word, rest=said.rest)
    if len(text) > LONGEST_SAID_BACK:
        text = text[:LONGEST_SAID_BACK] + "…"
    return Commanded(None, unknown=text)


#: The words that ``/samskab`` takes.
COMMANDS = (
    Word.START,
    Word.RESUME,
    Word.STATUS,
    Word.SWITCH,
    Word.REMINDERS,
    Word.HELP,
    Word.DELETE,
    Word.LOOK_UP,
)


def from_action(payload: Payload) -> Input | None:
    """A button, select or picker; None where the id is not ours or where it decides nothing."""
    pressed = (payload.get("actions") or [{}])[0]
    id = str(pressed.get("action_id", ""))
    if id.startswith(MENU):
        id = str((pressed.get("selected_option") or {}).get("value", ""))
    action = ButtonId.parse(id)
    if action is None:
        return None
    return Pressed(action, tuple(_chosen(pressed, payload, action)))


def _chosen(pressed: Payload, payload: Payload, action: Action) -> Iterator[str]:
    """What was chosen: of the element itself, or for 'Gem valget' what is marked beside it."""
    if action.verb is Verb.ANSWER and pressed.get("type") == "button" and not action.arg:
        for block in ((payload.get("state") or {}).get("values") or {}).values():
            yield from _values(block.get(MARKS) or {})  # other lists of the message are not meant
    elif not str(pressed.get("action_id", "")).startswith(MENU):
        yield from _values(pressed)


def _values(element: Payload) -> Iterator[str]:
    for option in element.get("selected_options") or []:
        yield str(option.get("value", ""))
    if element.get("selected_option"):
        yield str(element["selected_option"].get("value", ""))
    for key in ("selected_user", "selected_date", "selected_conversation"):
        if element.get(key):
            yield str(element[key])


# What the inbox knows again


def event_key(body: Payload) -> str:
    """The event's id, which Slack keeps when it sends the event again."""
    event = body["event"]
    return str(body.get("event_id") or f"{event.get('channel')}:{event.get('event_ts')}")


def message_key(event: Payload) -> str:
    """The conversation and the time of what was said, edited or deleted there.

    Not the event's id: Slack may tell of one message under several.
    """
    at = event.get("event_ts") or event.get("ts")
    return f"message:{event.get('channel')}:{event.get('subtype') or ''}:{at}"


def key(kind: str, *parts: str) -> str:
    """A key that tells nothing of what it is made of: it is kept when an answer is deleted."""
    return f"{kind}:{sha256(SEPARATOR.join(parts).encode()).hexdigest()[:40]}"


def once(pressed: Payload, body: Payload) -> str:
    """What tells one click or command from the next."""
    return str(pressed.get("action_ts") or body.get("trigger_id") or uuid4().hex)
