"""People's words and the content's lines meet in one place: there they are shown as written."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack import blocks
from bot.slack.text import JOINER
from flows.content.base import fill
from flows.dialogue import draw_home
from flows.journey.flow import Flow
from flows.journey.values import Person
from flows.messages import Channel, Home, Mention, Message, Say, Words, one_line
from flows.parts.reminding import Effort
from flows.reminders.saying import Matter, remind
from flows.reminders.sources import occasions
from tests.flows.chat import Chat, World
from tests.flows.look import faults, formatted, rendered
from tests.flows.nudges.test_saying import nudge

FLOWS = Path(__file__).parents[2] / "flows"
#: Where a template and its slots meet.
PLACE = "content/base.py"

NASTY = [
    "{}", "{0}", "{title}", "{ask.__class__}", "}", "%s", "%(x)s", "<!channel>", "<@U1>", "*", "`",
    "```", "_x_", "\n", "\r", "> ", "\u202e", "\u2066", "&amp;", "&lt;", "<https://x.dk|klik>",
]  # fmt: skip
#: Something of somebody's: never nothing, and never a word that the bot acts on.
TEXTS = st.lists(st.sampled_from(NASTY), min_size=1, max_size=6).map(
    lambda each: "x " + " ".join(each)
)


def squashed(text: str) -> str:
    """Without what a quotation adds and a single line leaves out."""
    return re.sub(r"[\s>]", "", one_line(text))


def unharmed(flow: Flow, words: str, *messages: Message) -> None:
    """Each message is as Slack takes it, with nothing in it that acts; one of them has them."""
    found = ""
    for message in messages:
        assert not list(faults(message, flow.texts))
        if isinstance(message, Home):
            drawn = list(formatted(blocks.home(message)))
        else:
            drawn = [
                each for page in rendered(message, flow.texts) for each in formatted(page.blocks)
            ]
        found += html.unescape(" ".join(drawn).replace(JOINER, ""))
    assert squashed(words) in squashed(found)
    assert "Words(" not in found


def home_of(chat: Chat) -> Home:
    return draw_home(chat.flow, chat.world.memory.look(chat.user), chat.world.now)


@given(title=TEXTS, text=TEXTS)
def test_titles_and_answers_are_shown_as_they_were_written(
    small_flow: Flow, title: str, text: str
) -> None:
    chat = Chat(World(small_flow)).says("begynd").says(title)
    unharmed(small_flow, title, home_of(chat))
    chat.passes_the_gate().opens_home().answers("maal.hvad", text)
    for word, words in (("status", title), ("mine data", text), ("opsummering", text)):
        chat.says(word)
        unharmed(small_flow, words, *chat.reply.messages)
    unharmed(small_flow, title, home_of(chat))


@given(title=TEXTS, text=TEXTS)
def test_next_steps_and_reminders_show_them_as_they_were_written(
    small_flow: Flow, title: str, text: str
) -> None:
    chat = Chat(World(small_flow)).begins(title)
    chat.goes_to("foerst.next_step").says(text)
    unharmed(small_flow, text, home_of(chat))
    journey = chat.journey
    assert journey is not None
    effort = Effort(small_flow, journey, chat.user, None, chat.answered)
    called = [Matter(nudge(each), effort) for each in occasions(effort)]
    person = Person(chat.user, welcomed=True)
    for matters in ([each] for each in called):
        message = remind(small_flow, person, matters, [], chat.world.now, "b1")
        unharmed(small_flow, title, message)
    if len(called) > 1:
        unharmed(small_flow, title, remind(small_flow, person, called, called, chat.world.now, "b"))


@pytest.mark.parametrize("value", [Words("a"), Mention("U1"), Channel("C1"), Say("a")])
def test_words_are_no_text_until_they_are_drawn(value: object) -> None:
    for become in (str, "{}".format, lambda each: f"{each}"):
        with pytest.raises(TypeError, match="drawn"):
            become(value)
    with pytest.raises(TypeError, match="plain text"):
        fill("{title}", title=value)  # type: ignore[arg-type]


def test_a_title_is_one_line_in_one_direction(chat: Chat) -> None:
    chat.says("begynd").says("Park*.\n*IT:* Skriv din \u202ekode her")
    assert chat.journey is not None
    assert chat.journey.title == "Park*. *IT:* Skriv din kode her"


def _filled_elsewhere(tree: ast.AST) -> Iterator[int]:
    """The lines in which text is put together as a template is filled."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("format", "format_map", "template"):
            yield node.lineno
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            texts = isinstance(getattr(node.left, "value", None), str)
            yield from (node.lineno for _ in range(texts))
        named = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Say" and node.args
        if named and isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
            yield node.lineno


def test_a_template_and_its_slots_meet_in_one_place() -> None:
    found = []
    for file in sorted(FLOWS.rglob("*.py")):
        name = file.relative_to(FLOWS).as_posix()
        if name not in (PLACE, "messages.py"):
            lines = _filled_elsewhere(ast.parse(file.read_text("utf-8")))
            found += [f"{name}:{line}" for line in lines]
    assert not found
