"""Text as Slack's clients send it, made into what the person saw when they wrote it.

In Slack's own form people, channels, groups, links and dates stand in angle brackets, and what
somebody typed is escaped. Here all of it becomes words: what is kept can be shown again as it was
written, and can never act.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from bot.slack.text import unescape
from flows.content.texts import Unnamed

#: What Slack itself puts in; an angle bracket that was typed comes escaped.
_CONTROL = re.compile(r"<([^<>]+)>")
_PERSON_ID, _CHANNEL_ID = r"[UW][A-Z0-9]+", r"[CDG][A-Z0-9]+"
#: Somebody or something without its name beside it.
_BARE = re.compile(rf"<(?:@({_PERSON_ID})|#({_CHANNEL_ID}))\|?>")
#: The name of somebody before what is said to them.
_CALLED = re.compile(rf"\s*(?:<@({_PERSON_ID})(?:\|[^<>]*)?>|@(\w+))[\s,:]*")
_ONLY_A_PERSON = re.compile(rf"[\s.,:;!]*<@({_PERSON_ID})(?:\|[^<>]*)?>[\s.,:;!]*")
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?://)?(.+)", re.DOTALL)
_BESIDE = re.compile(r"[^\w@]+")
#: What not every database keeps: the sign 0, and halves of signs.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Names:
    """What people and channels are called, by id; ``me`` is the bot's own."""

    unnamed: Unnamed
    known: Mapping[str, str] = field(default_factory=dict)
    me: str = ""


def without_names(text: str) -> frozenset[str]:
    """The ids of people and channels in the text that it does not name itself."""
    if "<" not in text:
        return frozenset()
    return frozenset(person or channel for person, channel in _BARE.findall(text))


def only_person(text: str) -> str | None:
    """The id of the person whose mention is all that was written."""
    match = _ONLY_A_PERSON.fullmatch(text)
    return match[1] if match else None


def storable(text: str) -> str:
    """The text without what not every database keeps."""
    return text if text.isascii() and "\0" not in text else _UNSTORABLE.sub("", text)


def cleaned(payload: Any) -> Any:
    """A payload without what not every database keeps, wherever in it that stands."""
    try:
        if b"\\u0000" not in orjson.dumps(payload):  # nor halves of signs: those it refuses
            return payload
    except TypeError:
        pass
    return _cleaned(payload)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(each) for name, each in value.items()}
    return [_cleaned(each) for each in value] if isinstance(value, list) else value


def undressed(text: str, names: Names) -> str:
    """What the person saw. That they spoke to the bot by its name is no part of it."""
    text = storable(text)
    text = _said_to_me(text, names)
    if "<" not in text:
        return unescape(text)
    shown, at = "", 0
    for match in _CONTROL.finditer(text):
        shown += unescape(text[at : match.start()]) + _seen(match[1], names)
        at = match.end()
    return shown + unescape(text[at:])


def _said_to_me(text: str, names: Names) -> str:
    """The text without the bot's own name before it."""
    if text.lstrip()[:1] not in ("<", "@"):
        return text
    name, at = names.known.get(names.me, "").casefold(), 0
    while match := _CALLED.match(text, at):
        if match[1] != names.me and not (name and name == (match[2] or "").casefold()):
            break
        at = match.end()
    return text[at:]


def _seen(control: str, names: Names) -> str:
    target, _, label = control.partition("|")
    label = unescape(label).strip()
    if target[:1] == "@":
        return _named("@", names.known.get(target[1:]) or label, names.unnamed.person)
    if target[:1] == "#":
        return _named("#", label or names.known.get(target[1:], ""), names.unnamed.channel)
    if target[:1] == "!":
        return _special(target[1:], label, names)
    return _address(unescape(target), label) or f"<{unescape(control)}>"


def _named(sign: str, name: str, unnamed: str) -> str:
    return f"{sign}{name.removeprefix(sign)}" if name else unnamed


def _special(command: str, label: str, names: Names) -> str:
    """A group, a date, or everybody who is there."""
    kind = command.partition("^")[0]
    if kind == "subteam":
        return _named("@", label, names.unnamed.group)
    return label if kind == "date" else _named("@", label, f"@{kind}")


def _address(target: str, label: str) -> str:
    """A link, mail address or telephone number: as it was written, the address where it differs."""
    match = _ADDRESS.fullmatch(target)
    if match is None:
        return ""
    is_web = "//" in target[: match.start(2)]
    address = target if is_web else match[2].partition("?")[0]
    if not label or label == target:
        return address
    return label if _alike(label, match[2]) else f"{label} ({address})"


def _alike(label: str, address: str) -> bool:
    """Whether they are the same but for signs: '12 34 56 78', 'example.org'."""
    said, meant = (_BESIDE.sub("", each).casefold() for each in (label, address))
    return said in (meant, f"http{meant}", f"https{meant}")
