"""What Slack's clients make of what people type becomes again what they saw."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content_files import load_library
from bot.slack.dressed import Names, only_person, undressed, without_names
from bot.slack.payloads import from_message
from flows.inputs import Edited, Typed
from tests.at_once import at_once

KNOWN = {
    "U012ABCDEF": "Mette Holm",
    "W9": "Ali & Co",
    "C0123ABCD": "frivillige",
    "U0BOT": "samskab",
}
NAMES = Names(load_library().texts.unnamed, KNOWN, "U0BOT")

SEEN = [
    ("Vi spørger <@U012ABCDEF> i <#C0123ABCD|frivillige>, ring <tel:12345678|12 34 56 78>",
     "Vi spørger @Mette Holm i #frivillige, ring 12 34 56 78"),
    # people
    ("<@U012ABCDEF|mette>", "@Mette Holm"),
    ("spørg <@U9X|karen>", "spørg @karen"),
    ("spørg <@U9X>", "spørg en kollega"),
    ("spørg <@U9X|>", "spørg en kollega"),
    ("spørg <@W9>.", "spørg @Ali & Co."),
    ("<@U012ABCDEF> hjælp", "@Mette Holm hjælp"),
    ("<@U012ABCDEF><@W9>", "@Mette Holm@Ali & Co"),
    # the bot
    ("<@U0BOT> hjælp", "hjælp"),
    ("<@U0BOT|samskab>: hjælp", "hjælp"),
    (" <@U0BOT>, <@U0BOT> hjælp", "hjælp"),
    ("@Samskab hjælp", "hjælp"),
    ("hej <@U0BOT>", "hej @samskab"),
    ("@samskabelse er godt", "@samskabelse er godt"),
    # channels
    ("<#C0123ABCD>", "#frivillige"),
    ("<#C0123ABCD|>", "#frivillige"),
    ("<#C9|nyt-navn>", "#nyt-navn"),
    ("<#G9>", "en kanal"),
    ("<#C9|>", "en kanal"),
    # groups, and everybody
    ("<!subteam^S1|@ledelsen> og <!subteam^S2>", "@ledelsen og en gruppe"),
    ("<!here> <!channel> <!everyone> <!here|@here>", "@here @channel @everyone @here"),
    ("<!date^1392734382^{date} kl. {time}|18. februar 2014>", "18. februar 2014"),
    ("<!date^1392734382^{date}^https://x.dk|i morgen>", "i morgen"),
    # links
    ("se <https://example.org>", "se https://example.org"),
    ("se <https://example.org/a?b=1&amp;c=2>", "se https://example.org/a?b=1&c=2"),
    ("se <http://example.org|example.org>", "se example.org"),
    ("se <https://example.org/|example.org>", "se example.org"),
    ("se <https://example.org|https://example.org>", "se https://example.org"),
    ("<https://example.org/plan|Planen &amp; kortet>", "Planen & kortet (https://example.org/plan)"),
    ("<https://example.org|>", "https://example.org"),
    ("<mailto:a@b.dk|a@b.dk>", "a@b.dk"),
    ("<mailto:a@b.dk>", "a@b.dk"),
    ("<mailto:a@b.dk?subject=Hej|skriv til os>", "skriv til os (a@b.dk)"),
    ("<tel:+4512345678|+45 12 34 56 78>", "+45 12 34 56 78"),
    ("<tel:12345678>", "12345678"),
    ("<tel:12345678|vagten>", "vagten (12345678)"),
    ("<slack://channel?id=C1|kanalen>", "kanalen (slack://channel?id=C1)"),
    # what was typed so
    ("&lt;@U012ABCDEF&gt; &lt;!channel&gt;", "<@U012ABCDEF> <!channel>"),
    ("a &amp;lt; b &amp; c", "a &lt; b & c"),
    ("1 &lt; 2 &gt; 0", "1 < 2 > 0"),
    ("*fed* _skrå_ `kode`", "*fed* _skrå_ `kode`"),
    # what cannot be stored
    ("Bro\ud83d og \udc4dsti 👍\0", "Bro og sti 👍"),
]  # fmt: skip


@at_once("event, seen", SEEN)
def test_what_was_seen_is_what_is_kept(event: str, seen: str) -> None:
    assert undressed(event, NAMES) == seen


def test_much_that_only_looks_like_links_is_read_at_once() -> None:
    for text in ("<https://a" * 4000, "<@U0BOT> " * 4000 + "x", "<" * 50_000, "<@U1|" * 9000):
        undressed(text, NAMES)
        without_names(text)
        only_person(text)


def test_what_has_no_name_is_asked_for() -> None:
    text = "<@U1> <@U2|to> <@W3|> <#C4> <#C5|fem> <#G6|> <!subteam^S7> &lt;@U8&gt; <https://U9>"
    assert without_names(text) == {"U1", "W3", "C4", "G6"}
    assert without_names("hej") == frozenset()


@pytest.mark.parametrize(
    ("text", "user"),
    [("<@U1>", "U1"), (" <@W2|karen>. ", "W2"), ("<@U1> <@U2>", None), ("<@U1> og co", None),
     ("&lt;@U1&gt;", None), ("", None)],
)  # fmt: skip
def test_a_mention_alone_is_that_person(text: str, user: str | None) -> None:
    assert only_person(text) == user


def test_messages_are_undressed_when_said_and_when_edited() -> None:
    said = {"type": "message", "channel": "D1", "user": "U1", "ts": "1.0", "text": "<@W9>"}
    assert from_message(said, NAMES) == ("U1", Typed("@Ali & Co", "1.0", person="W9"))
    changed = {
        "channel": "D1",
        "subtype": "message_changed",
        "message": {**said, "text": "spørg <@W9>"},
        "previous_message": said,
    }
    assert from_message(changed, NAMES) == ("U1", Edited("1.0", "spørg @Ali & Co"))


TYPED = st.text(max_size=12) | st.sampled_from(
    ["<@U012ABCDEF>", "<!channel>", "<https://x.dk|y>", "mailto:a@b.dk", "&lt;", "&amp;", "|", ">"]
)
PUT_IN = st.sampled_from([pair for pair in SEEN if pair[0][0] == "<" and "BOT" not in pair[0]])


@given(st.lists(st.tuples(TYPED, PUT_IN), max_size=6), TYPED)
def test_nothing_that_was_typed_is_lost_and_nothing_acts(
    parts: list[tuple[str, tuple[str, str]]], last: str
) -> None:
    """Whatever stands before, between and after what the client puts in."""
    dressed = "".join(html.escape(text, quote=False) + put[0] for text, put in parts)
    seen = "".join(text + put[1] for text, put in parts) + last
    dressed += html.escape(last, quote=False)
    assert undressed("." + dressed, NAMES) == "." + seen.replace("\0", "")


def test_what_came_beside_the_text_is_undressed_the_same_way() -> None:
    """And nothing is put into it: a star in a file stays a star."""
    event = {"channel": "D1", "user": "U1", "ts": "1.0", "text": ""}
    file = {"mode": "snippet", "preview": "*fed* & <@W9> `kode`"}
    shared = {"is_share": True, "text": "*fed* &amp; spørg <@W9>"}
    for more, seen in (
        ({"files": [file]}, "*fed* & <@W9> `kode`"),
        ({"attachments": [shared]}, "*fed* & spørg @Ali & Co"),
    ):
        found = from_message({**event, **more}, NAMES)
        assert found is not None
        assert isinstance(found[1], Typed)
        assert found[1].carried == seen
