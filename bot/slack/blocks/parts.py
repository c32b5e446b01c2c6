"""The parts that messages are built of. Plain dicts, as Slack's API takes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from bot.slack.button_id import packed
from bot.slack.limits.numbers import OPTION_TEXT, SECTION_TEXT
from bot.slack.text import as_plain_text, mrkdwn, plain
from flows.content.texts import Texts
from flows.fixed import fixed
from flows.inputs import Action
from flows.messages import Button, Channel, Option, Pick, Picker, Say, Slot, Words, one_line

Block = dict[str, Any]
Element = dict[str, Any]
#: Far within Slack's limits for a whole message, also beside a full list of options.
SMALL_BLOCKS, SMALL_TEXT = 20, 3_000


@fixed
class Rendered:
    """A message as Slack takes it; ``text`` says the whole of it in plain words."""

    blocks: list[Block]
    text: str

    @property
    def surely_fits(self) -> bool:
        """Whether no limit of Slack's can be near, so that they need not be gone through.

        All that the bot says was tried against them with long words (``samskab check``, tests), and
        where people's words are shown they are cut to what their place holds. So only all of it
        together can become too much, or two buttons the same.
        """
        if len(self.blocks) > SMALL_BLOCKS or len(self.text) > SMALL_TEXT:
            return False
        ids = [each["action_id"] for block in self.blocks for each in _elements(block)]
        return len(ids) == len(set(ids))


def _elements(block: Block) -> Sequence[Element]:
    if block["type"] == "actions":
        elements: list[Element] = block["elements"]
        return elements
    return (block["accessory"],) if "accessory" in block else ()


def mrkdwn_object(text: str) -> dict[str, Any]:
    """Text that Slack formats, but in which it looks for no names or links of its own."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain_object(text: str) -> dict[str, Any]:
    """Text that is shown as it is."""
    return {"type": "plain_text", "text": text, "emoji": False}


def sections(text: str, accessory: Element | None = None) -> list[Block]:
    """The text in as many sections as it takes; the accessory stands beside the last one."""
    parts = (text,) if len(text) <= SECTION_TEXT else split(text, SECTION_TEXT)
    blocks: list[Block] = [{"type": "section", "text": mrkdwn_object(part)} for part in parts]
    if accessory is not None:
        blocks[-1]["accessory"] = accessory
    return blocks


def split(text: str, longest: int) -> Iterator[str]:
    """Pieces of at most ``longest`` characters, cut at line ends or spaces where there are any.

    A quotation goes on as a quotation; no entity is cut in two.
    """
    while len(text) > longest:
        at = max(text.rfind("\n", 1, longest), text.rfind(" ", longest // 2, longest))
        if text[:at].endswith("\n>"):
            at -= 2  # not between the mark of a quotation and its line
        if at <= 0:
            at = longest - 10
            at -= len(re.search(r"(&[a-z]{0,3})?$", text[:at])[0])  # type: ignore[index]
        head, rest = text[:at], text[at:].removeprefix("\n")
        yield head
        quoted = head.rsplit("\n", 1)[-1].startswith("> ") and not rest.startswith("> ")
        text = "> " + rest.lstrip(" ") if quoted else rest
    yield text


def context(lines: Iterable[Say]) -> list[Block]:
    """Small print; nothing where there are no lines."""
    text = lines_mrkdwn(lines)
    return [{"type": "context", "elements": [mrkdwn_object(text)]}] if text else []


def actions(elements: Sequence[Element], id: str) -> list[Block]:
    """A row of buttons and the like; nothing where there are none."""
    if not elements:
        return []
    return [{"type": "actions", "block_id": id, "elements": list(elements)}]


def button(made: Button) -> Element:
    """One button."""
    text = plain_object(made.label)
    element: Element = {"type": "button", "action_id": packed(made.action), "text": text}
    if made.main or made.danger:
        element["style"] = "danger" if made.danger else "primary"
    return element


#: How an overflow menu's id begins; what was chosen stands in the value of the option.
MENU = "s1-menu"


def overflow(buttons: Sequence[Button], number: int | None = None) -> Element:
    """Buttons folded into a menu. One of them must be there.

    Of several in a message, each has its ``number``.
    """
    id = MENU if number is None else f"{MENU}-{number}"
    options = [{"text": plain_object(each.label), "value": packed(each.action)} for each in buttons]
    return {"type": "overflow", "action_id": id, "options": options}


def select(kind: str, action: Action, placeholder: str, **more: Any) -> Element:
    """A list to choose from, or a calendar."""
    id = packed(action)
    return {"type": kind, "action_id": id, "placeholder": plain_object(placeholder), **more}


def picker(made: Picker, texts: Texts) -> Element:
    """Slack's own list of people or channels, or its calendar."""
    labels = texts.buttons
    if made.pick is Pick.CHANNEL:
        return select("conversations_select", made.action, labels.pick_channel, filter=CHANNELS)
    if made.pick is Pick.PERSON:
        return select("users_select", made.action, labels.pick_person)
    return select("datepicker", made.action, labels.pick_date)


#: What can be picked as a channel: no DM, in which the bot has no part, and none that is shared
#: with other organizations.
CHANNELS = {"include": ["public", "private"], "exclude_external_shared_channels": True}


def option(made: Option) -> dict[str, Any]:
    """One option of a select, radio or checkbox list."""
    built: dict[str, Any] = {"text": plain_object(label(made.label)), "value": made.value}
    if made.description is not None:
        built["description"] = plain_object(made.description)
    return built


def label(value: Slot) -> str:
    """A slot as the text of an option, cut to what an option holds."""
    if isinstance(value, str):
        return _cut(value)
    if isinstance(value, Words):
        return _cut(as_plain_text(one_line(value.text)))
    return _cut(value.id if isinstance(value, Channel) else value.user)


@lru_cache(maxsize=1_000)
def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= OPTION_TEXT else text[: OPTION_TEXT - 1] + "…"


def lines_text(lines: Iterable[Say]) -> str:
    """Lines in plain words, one below the other."""
    return "\n".join([plain(line) for line in lines])


def lines_mrkdwn(lines: Iterable[Say]) -> str:
    """Lines as mrkdwn, one below the other."""
    return "\n".join([mrkdwn(line) for line in lines])
