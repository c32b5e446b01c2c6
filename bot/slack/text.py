"""Text into Slack's form. People's words are escaped whenever they are shown again."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from flows.messages import LONGEST_QUOTE, Channel, Say, Slot, Words

_ITALIC = re.compile(r"(?<!\w)_(.+?)_(?!\w)")


#: Nobody sees it. Slack formats between white space and punctuation, and this is neither.
JOINER = "\u2060"
#: What would make words bold, slanted, struck out or code. Between letters it does not.
#: A set of signs comes first: where none is there, that is found at once.
_MARK = re.compile(r"[`*_~](?:(?<=`)|(?<![^\W_].)|(?![^\W_]))")


def escape(text: str) -> str:
    """Text that Slack shows as it is: it can neither mention, link nor call, nor format."""
    text = f"\n{encoded(text)}".replace("\n&gt;", f"\n{JOINER}&gt;")[1:]
    return _MARK.sub(rf"{JOINER}\g<0>{JOINER}", text)


def encoded(text: str) -> str:
    """Text in Slack's own form, as its clients send what is typed."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Entities as what they stand for, each once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def as_plain_text(text: str) -> str:
    """Words for a ``plain_text`` object, which knows no escapes."""
    return text.replace("<", "‹").replace(">", "›")


def mrkdwn(say: Say) -> str:
    """A line as mrkdwn, its quotation set apart below it."""
    text = say.filled(slot, _ours)
    return text if say.quote is None else _with_quote(text, say.quote, "> ")


def plain(say: Say) -> str:
    """A line in plain words, for screen readers and notifications."""
    heard = say if say.spoken is None else replace(say, template=say.spoken)
    text = heard.filled(_plain_slot, _unformatted)
    return text if say.quote is None else _with_quote(text, say.quote, "")


def slot(value: Slot | Say) -> str:
    """One slot as mrkdwn."""
    if isinstance(value, str):
        return _ours(value)
    if isinstance(value, Words):
        return escape(value.text)
    if isinstance(value, Say):
        return mrkdwn(value)
    return f"<#{escape(value.id)}>" if isinstance(value, Channel) else f"<@{escape(value.user)}>"


def quoted(value: Slot, mark: str = "> ") -> str:
    """A slot as a quotation, cut where a message could not hold it."""
    shown = slot(value)
    if len(shown) > LONGEST_QUOTE:
        shown = shorten(shown, LONGEST_QUOTE)
    return "\n".join(mark + line for line in shown.split("\n"))


def shorten(escaped: str, longest: int) -> str:
    """The beginning of an escaped text, never ending inside an entity."""
    if len(escaped) <= longest:
        return escaped
    return re.sub(r"&[a-z]{0,3}$", "", escaped[: longest - 1]) + "…"


def _plain_slot(value: Slot | Say) -> str:
    if isinstance(value, str):
        return _unformatted(value)
    return plain(value) if isinstance(value, Say) else slot(value)


def _ours(text: str) -> str:
    """The content's own text, which Slack formats: only its ampersands are no code."""
    return text.replace("&", "&amp;")


def unformatted(text: str) -> str:
    """The content's own text without its *bold* and _italic_ marks."""
    text = text.replace("*", "")
    return _ITALIC.sub(r"\1", text) if "_" in text else text


@lru_cache(maxsize=4_000)
def _unformatted(template: str) -> str:
    return _ours(unformatted(template))


def _with_quote(text: str, quote: Slot, mark: str) -> str:
    return f"{text}\n{quoted(quote, mark)}" if text else quoted(quote, mark)
