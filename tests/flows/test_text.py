"""People's words in Slack: they are shown as they were typed, and can never act."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.slack import blocks
from bot.slack.blocks.parts import label, split
from bot.slack.text import JOINER, LONGEST_QUOTE, escape, mrkdwn, plain, quoted, shorten, unescape
from flows.journey.flow import Flow
from flows.messages import Channel, Mention, Say, Words
from tests.at_once import at_once
from tests.flows.chat import Chat, World
from tests.flows.look import acting

ACTING = [
    "<!channel>", "<!here>", "<!everyone>", "<@U1>", "<#C1>", "<!subteam^S1>", "<!date^1^x|y>",
    "<https://example.org|klik>", "&lt;!channel&gt;", "&amp;lt;", "<", ">", "&", "\u202e",
]  # fmt: skip
WORDS = st.lists(
    st.sampled_from([*ACTING, " ", "\n", "> ", "*", "_", "`", "{x}", "æøå"]) | st.text(max_size=8),
    max_size=40,
).map("".join)


@given(text=WORDS)
def test_escaped_words_cannot_act_and_read_the_same(text: str) -> None:
    shown = escape(text)
    assert not list(acting([], shown.replace("> ", "")))
    assert seen(shown) == text
    assert "<" not in shown
    assert ">" not in shown


def seen(shown: str) -> str:
    """What is seen of escaped words."""
    return unescape(shown.replace(JOINER, ""))


#: As Slack finds it: between white space or punctuation, without a space inside at the ends.
FORMATTED = [
    re.compile(rf"(?<![\w{JOINER}]){mark}(?!\s)(?:[^\n]*?\S)?{mark}(?![\w{JOINER}])")
    for mark in (r"\*", "_", "~", "`", "```")
]
MARKED = st.lists(
    st.sampled_from(["*", "_", "~", "`", "```", " ", "\n", "a", "é", "1", ".", "(", ">", "*fed*"])
).map("".join)


@given(text=MARKED)
def test_words_format_nothing(text: str) -> None:
    text = text.replace(JOINER, "")
    shown = escape(text)
    assert seen(shown) == text
    assert not [found[0] for each in FORMATTED if (found := each.search(shown))]
    assert not re.search("^(>|&gt;)", shown, re.MULTILINE)


@given(text=MARKED)
def test_words_leave_the_bots_own_bold_whole(text: str) -> None:
    title = " ".join(text.split()).replace(JOINER, "")
    assume(title)
    bold = FORMATTED[0].fullmatch(f"*{escape(title)}*")
    assert bold is not None
    assert FORMATTED[0].search(f"før *{escape(title)}* efter")[0] == bold[0]  # type: ignore[index]


@at_once("text", ["anna_b@x.dk", "snake_case_navn", "2*3", "a~b", "plan_2026"])
def test_signs_between_letters_are_left_alone(text: str) -> None:
    assert escape(text) == text


@given(text=WORDS, slot=WORDS)
def test_lines_with_words_in_them_cannot_act(text: str, slot: str) -> None:
    say = Say("*{title}* _er_ {who}", {"title": Words(slot), "who": Mention("U1")}, Words(text))
    for shown in (mrkdwn(say), plain(say)):
        assert not list(acting([{"type": "mrkdwn", "text": shown}], ""))


@given(text=WORDS, longest=st.integers(1, 60))
def test_shortened_words_fit_and_cut_no_entity(text: str, longest: int) -> None:
    shown = shorten(escape(text), longest)
    assert len(shown) <= longest
    assert not list(acting([], shown))


@given(text=st.text(max_size=30), times=st.integers(1, 900))
def test_long_quotations_fit(text: str, times: int) -> None:
    shown = quoted(Words(text * times), "")
    assert len(shown) <= LONGEST_QUOTE
    assert not list(acting([], shown))


SPLITTABLE = st.lists(
    st.sampled_from(["&amp;", "&lt;", "&gt;", " ", "\n", "\n> ", "ord", "langtord" * 9]),
    max_size=120,
).map("".join)


@given(text=SPLITTABLE, longest=st.integers(30, 200))
def test_split_pieces_fit_and_cut_no_entity(text: str, longest: int) -> None:
    for piece in split(text, longest):
        assert len(piece) <= longest
        assert not list(acting([], piece))


@given(text=SPLITTABLE, longest=st.integers(30, 200))
def test_split_pieces_lose_nothing(text: str, longest: int) -> None:
    """But the marks and the white space at which it was cut."""
    joined = "".join(split(text, longest))
    assert _bare(joined) == _bare(text)


def _bare(text: str) -> str:
    return "".join(text.split()).replace(">", "")


@given(text=SPLITTABLE, longest=st.integers(30, 200))
def test_a_quotation_goes_on_as_one(text: str, longest: int) -> None:
    words = text.replace("\n> ", "\n").replace("> ", "").strip()
    assume(words and "\n\n" not in words)
    quotation = "\n".join(f"> {line}" for line in words.split("\n"))
    for piece in split(quotation, longest):
        assert all(line.startswith("> ") for line in piece.split("\n") if line.strip())


@given(text=WORDS)
def test_labels_are_one_line_that_fits(text: str) -> None:
    shown = label(Words(text))
    assert len(shown) <= 75
    assert not {"\n", "<", ">"} & set(shown)


LONG = ["x" * 3000, "&" * 3000, "<x>" * 1000, "a\n" * 1500, "> a " * 750, "ord " * 750]


STEPS = ("title", "maal.hvad", "maal.gevinst", "maal.vej", "folk.hvem", "tilbageblik.vaad",
         "siden.next_step")  # fmt: skip


#: Several at once, as many as a title holds.
SEVERAL = [" ".join(ACTING[:6]), " ".join(ACTING[6:9]), " ".join(ACTING[9:])]


#: What is as long as it may be, in one way; the other ways among the slow ones.
OTHERWISE = [pytest.param(each, marks=pytest.mark.slow) for each in LONG[2:]]


@pytest.mark.parametrize("words", [*SEVERAL, *LONG[:2], *OTHERWISE, "\n" * 50 + "x", "🌊x" * 1500])
def test_ones_words_wherever_they_are_shown(small_flow: Flow, words: str) -> None:
    """Said at one step after another. The rule ``fits_slack`` looks at everything that is said."""
    chat = Chat(World(small_flow)).says("begynd")
    for step in STEPS:
        said = f"a {words}"[: 80 if step in ("title", "folk.hvem") else 3000]
        if step == "tilbageblik.vaad":
            chat.goes_to("sted.steder").says("ude").says("ja")
        chat.goes_to(step).says(said)
        _shown_again(chat.fork(), said)
    chat.skips_to_the_end()


def _shown_again(chat: Chat, said: str) -> None:
    for word in ("mine data", "ret", "status", "pause", "slet", "nej", "fortsæt", "tilbage"):
        chat.says(word)
    chat.opens_home().commands("slet").edits(said, to=f"b{said[1:]}").begins("To").says("skift")
    chat.deletes(f"b{said[1:]}").says("skift 2").says("status")


def test_a_settled_question_shows_the_answer_escaped(small_flow: Flow) -> None:
    chat = Chat(World(small_flow)).begins().says("<!channel> & co")
    shown: list[dict[str, Any]] = []
    for message in chat.reply.messages:
        if type(message).__name__ == "Settled":
            shown += blocks.settled(message, small_flow.texts).blocks
    assert "&lt;!channel&gt; &amp; co" in str(shown)


def test_ids_of_people_and_channels_cannot_act() -> None:
    """They come from what was pressed."""
    forged = "U1> <!channel"
    shown = mrkdwn(Say("{who} {where}", {"who": Mention(forged), "where": Channel(forged)}))
    assert shown == "<@U1&gt; &lt;!channel> <#U1&gt; &lt;!channel>"
