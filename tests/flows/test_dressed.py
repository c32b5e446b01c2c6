"""What a person meant is read alike however it is dressed, and shown again as it was seen."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.content_files import load_library
from bot.slack import blocks
from bot.slack.dressed import Names, only_person, undressed
from bot.slack.text import JOINER
from flows.content.kinds import Kind
from flows.dialogue import draw_home
from flows.journey.flow import Flow
from flows.journey.steps import Step
from flows.language.parsing import parse
from flows.messages import Document, Home, Message
from flows.parts.memo.document import MemoLines
from tests.flows.chat import Chat, World
from tests.flows.danish import TYPED
from tests.flows.look import faults, rendered

TODAY = date(2026, 3, 2)

#: What can stand around words in any order, what before them in a line, and what after.
AROUND = [
    "{}", "*{}*", "_{}_", "~{}~", "`{}`", "„{}“", "“{}”", "”{}”", "»{}«", "«{}»", "'{}'", "‘{}’",
    '"{}"', "({})", "{}.", "{}!", "{} …", "{}\u200b", "\ufeff{}", "\u2066{}\u2069", "\u2060{}",
    "\u200e{}",
    " {} ", "{}\n", "\t{}", "\u00a0{}", "{} 🙂", "🎉 {}", "{} 👍🏽", "{} :tada:",
    ":wave::skin-tone-2: {}",     "{} :kommunens-eget:", "{} :-)",
]  # fmt: skip
BEFORE = ["{}", "> {}", ">{}", "- {}", "– {}", "• {}", "* {}", "[x] {}", "[ ] {}", "☐ {}", "☑ {}"]
REAL = Flow(load_library())
PATH = [step for step in REAL.path.by_id.values() if step.question.kind is not Kind.TEXT]
NUMBERED = {Kind.SCALE: ["1", "4", "fire", "4/5", "4 ud af 5", "6", "3-4", "4,5"],
            Kind.YES_NO: ["ja", "nej", "ja tak", "måske"],
            Kind.DATE: ["5. december", "5/12", "på fredag", "om to uger", "uge 50", "maj", "i går"],
            Kind.PERSON: []}  # fmt: skip


@st.composite
def dressed(draw: st.DrawFn, meant: st.SearchStrategy[str]) -> tuple[str, str]:
    """What is meant, and how it comes."""
    text = draw(meant)
    shown = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)
    for around in draw(st.lists(st.sampled_from(AROUND), max_size=3)):
        shown = around.format(shown)
    return text, draw(st.sampled_from(BEFORE)).format(shown)


def meant_at(step: Step) -> st.SearchStrategy[str]:
    """What can be answered there."""
    labels = [choice.label for choice in step.question.choices]
    numbers = [str(n + 1) for n in range(len(labels))]
    return st.sampled_from(labels + numbers + NUMBERED.get(step.question.kind, []))


ANSWERS = st.sampled_from([each for each in PATH if each.question.kind is not Kind.PERSON]).flatmap(
    lambda step: st.tuples(st.just(step), dressed(meant_at(step)))
)


@settings(max_examples=4 * settings.default.max_examples)
@given(answer=ANSWERS)
def test_every_answer_is_read_alike_however_it_is_dressed(
    answer: tuple[Step, tuple[str, str]],
) -> None:
    step, (bare, shown) = answer
    plainly = parse(REAL.language, step.question, bare, TODAY)
    assert parse(REAL.language, step.question, shown, TODAY) == plainly


@settings(max_examples=3 * settings.default.max_examples)
@example(("ret 2", "*ret 2\n*"))
@example(("ret 2", "_ret 2 :-)_"))
@example(("slå op frivillige", "slå op frivillige\n 🙂"))
@given(dressed(st.sampled_from([*TYPED.values(), "ret 2", "skift 1", "slå op frivillige"])))
def test_every_word_is_found_however_it_is_dressed(said: tuple[str, str]) -> None:
    bare, shown = said
    assert REAL.language.words.find(shown) == REAL.language.words.find(bare)


# Shown again

NAMES = Names(
    REAL.library.texts.unnamed,
    {"U012ABCDEF": "Mette Holm", "U0BOT12345": "samskab", "C0123ABCD": "frivillige"},
    "U0BOT12345",
)
#: What Slack's clients make of what is typed.
PUT_IN = [
    "<@U012ABCDEF>", "<@U012ABCDEF|mette>", "<@U0UNKNOWN1>", "<@W0UNKNOWN2>", "<@U0BOT12345>",
    "<#C0123ABCD|frivillige>", "<#C0123ABCD>", "<#G0UNKNOWN3|>", "<!subteam^S0GROUP123|@ledelsen>",
    "<!subteam^S0GROUP123>", "<!here>", "<!channel>", "<!date^1392734382^{date}|18. februar>",
    "<https://example.dk/plan|planen>", "<http://example.dk|example.dk>", "<mailto:a@b.dk|a@b.dk>",
    "<mailto:a@b.dk>", "<tel:12345678|12 34 56 78>",
]  # fmt: skip
WRITTEN = [
    "Vi spørger dem", "*fed*", "_skrå_", "`kode`", "```\nkode\n```", "~væk~", "{title}", "%s",
    "linje\nlinje", "> citat", "- punkt", "\u202eomvendt\u202c", "\u200b", "e\u0301", "æøå", "🙂",
    "1 &lt; 2 &amp; 3", "|", "ja", "2", "5. december",
]  # fmt: skip
#: Messages in which all of it occurs, so many pieces in each.
MESSAGES = st.tuples(st.permutations([*PUT_IN, *WRITTEN]), st.integers(3, 6)).map(
    lambda drawn: [
        " ".join(drawn[0][at : at + drawn[1]]) for at in range(0, len(drawn[0]), drawn[1])
    ]
)
#: An id that was never typed, or Slack's own form.
NEVER = re.compile(r"<[@#!]|mailto:|\btel:|\b[UWCGS]0[A-Z0-9]{6,}|U012ABCDEF")
#: Who was picked is mentioned: Slack shows the name.
PICKED = re.compile(r"<@[UW][A-Z0-9]+>")


def texts_of(part: Any) -> Iterator[str]:
    """All that is to be read in blocks."""
    if isinstance(part, dict):
        for name, value in part.items():
            if isinstance(value, str) and name in ("text", "alt_text"):
                yield value
            else:
                yield from texts_of(value)
    elif isinstance(part, list):
        for each in part:
            yield from texts_of(each)


def shown(chat: Chat, message: Message) -> str:
    """What people see of it."""
    texts = chat.flow.texts
    if isinstance(message, Home):
        return " ".join(texts_of(blocks.home(message)))
    pages = rendered(message, texts)
    return " ".join(each for page in pages for each in (page.text, *texts_of(page.blocks)))


def seen_again(chat: Chat, *messages: Message) -> None:
    """Each is as Slack takes it, and nothing in it is an id or could call somebody."""
    for message in messages:
        assert not list(faults(message, chat.flow.texts))
        text = PICKED.sub("", shown(chat, message))
        if isinstance(message, Document):
            text = PICKED.sub("", message.markdown)
        found = NEVER.search(html.unescape(text.replace(JOINER, "")))
        assert found is None, text


@settings(max_examples=settings.default.max_examples // 3)
@given(said=MESSAGES)
def test_nothing_that_is_shown_again_calls_or_is_an_id(small_flow: Flow, said: list[str]) -> None:
    chat = Chat(World(small_flow)).says("begynd")
    for text in (*said, "nyt skridt", said[0], said[1], "om to uger"):
        chat.says(undressed(text, NAMES), person=only_person(text))
        seen_again(chat, *chat.reply.messages, *chat.reply.aside)
    memo = small_flow.library.lines(MemoLines)
    for word in ("status", "skridt", "opsummering", memo.as_text, "del", "mine data", "ret",
                 "tilbage", "rammer", "kontrakt", "skift"):  # fmt: skip
        if any(press.label == word for press in chat.reply.presses):
            chat.presses(word)
        else:
            chat.says(word)
        seen_again(chat, *chat.reply.messages)
    seen_again(chat, draw_home(chat.flow, chat.world.memory.look(chat.user), chat.world.now))
    for told in chat.world.told.values():
        seen_again(chat, *told)
