"""What a message says, wherever Slack puts its words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.said import Content, read
from flows.inputs import Brought
from tests.at_once import at_once


def rich(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(parts)}


def section(*texts: str | dict[str, Any]) -> dict[str, Any]:
    made = [{"type": "text", "text": each} if isinstance(each, str) else each for each in texts]
    return {"type": "rich_text_section", "elements": made}


def items(style: str, *texts: str, **more: Any) -> dict[str, Any]:
    parts = [section(each) for each in texts]
    return {"type": "rich_text_list", "style": style, "elements": parts, **more}


def cell(text: str) -> dict[str, Any]:
    return {"type": "raw_text", "text": text}


TABLE = {
    "type": "table",
    "rows": [
        [cell("Hvem"), cell("Hvad")],
        [cell("Ungerådet"), rich(section("Værter ", {"type": "user", "user_id": "U1"}))],
        [cell(""), cell(" ")],
    ],
}
SHARE = {"is_share": True, "is_msg_unfurl": True, "channel_id": "C1", "ts": "1.1"}
SNIPPET = {"mode": "snippet", "preview": "Vi < de", "lines_more": 0}
CLIP = {"subtype": "slack_audio", "mode": "hosted"}

PASTED: list[tuple[dict[str, Any], str]] = [
    (rich(section("Mere ro")), "Mere ro"),
    (rich(section("Mere ro"), section("og kaffe")), "Mere ro\nog kaffe"),
    (rich(items("bullet", "ro", "kaffe")), "• ro\n• kaffe"),
    (rich(items("ordered", "ro", "kaffe")), "1. ro\n2. kaffe"),
    (rich(items("ordered", "kaffe", offset=2, indent=1)), "3. kaffe"),
    (rich({**section("ro"), "type": "rich_text_quote"}), "ro"),
    (rich({**section("x<y"), "type": "rich_text_preformatted"}), "x&lt;y"),
    (TABLE, "Hvem | Hvad\nUngerådet | Værter <@U1>"),
    ({"type": "section", "text": {"type": "mrkdwn", "text": "Mere &lt;ro&gt;"}}, "Mere &lt;ro&gt;"),
    ({"type": "header", "text": {"type": "plain_text", "text": "A < B"}}, "A &lt; B"),
    ({"type": "section", "fields": [{"type": "mrkdwn", "text": "ro"}]}, "ro"),
    ({"type": "context", "elements": [{"type": "mrkdwn", "text": "ro"}, {"type": "image"}]}, "ro"),
    ({"type": "markdown", "text": "- ro"}, "- ro"),
    ({"type": "container", "child_blocks": [rich(section("ro"))]}, "ro"),
    (
        rich(section({"type": "link", "url": "https://x.dk", "text": "siden"})),
        "<https://x.dk|siden>",
    ),
    (rich(section("ro ", {"type": "emoji", "name": "tada"})), "ro :tada:"),
    (rich(section({"type": "date", "timestamp": 1, "fallback": "1. maj"})), "1. maj"),
]


@at_once("block, text", PASTED)
def test_text_that_is_only_in_blocks(block: dict[str, Any], text: str) -> None:
    for message in ({"blocks": [block]}, {"attachments": [{"blocks": [block]}]}):
        found = read({"text": "", **message})
        assert found.text.startswith(text)
        assert found.beside is Brought.PASTED


def test_a_table_beside_typed_words() -> None:
    found = read({"text": "Se her", "blocks": [rich(section("Se her")), TABLE]})
    assert (found.text, found.beside) == ("Se her", Brought.PASTED)
    assert found.carried.startswith("Hvem | Hvad")


def test_what_is_typed_is_typed() -> None:
    blocks = [rich(section("Mere ro"))]
    assert read({"text": "Mere ro", "blocks": blocks}) == Content("Mere ro")


FORWARDED: list[tuple[dict[str, Any], str]] = [
    ({"text": "De ved &lt;det&gt;"}, "De ved &lt;det&gt;"),
    ({"text": "", "message_blocks": [{"message": {"blocks": [TABLE]}}]}, "Hvem | Hvad"),
    ({"blocks": [rich(section("De ved det"))]}, "De ved det"),
    ({"files": [SNIPPET]}, "Vi &lt; de"),
    ({"text": "", "fallback": "[no preview available]", "files": [{"mode": "hosted"}]}, ""),
    ({"message_blocks": "no list"}, ""),
]


@pytest.mark.parametrize("own", ["", "Se her"])
@pytest.mark.parametrize(("shared", "carried"), FORWARDED)
def test_a_message_that_was_forwarded(own: str, shared: dict[str, Any], carried: str) -> None:
    found = read({"text": own, "attachments": [{**SHARE, **shared}]})
    assert (found.text, found.beside) == (own, Brought.FORWARDED)
    assert found.carried[: len(carried) or None] == carried


@pytest.mark.parametrize(
    "attachment",
    [
        {"from_url": "https://x.dk", "title": "En side", "text": "Om siden"},
        {"is_msg_unfurl": True, "text": "En besked", "from_url": "https://x.slack.com"},
        {"fallback": "sticker", "image_url": "https://x.dk/a.gif"},
    ],
)
def test_a_preview_is_nothing_that_was_said(attachment: dict[str, Any]) -> None:
    said = {"text": "Se <https://x.dk>"}
    assert read({**said, "attachments": [attachment]}) == read(said)


FILES: list[tuple[dict[str, Any], str, bool]] = [
    (SNIPPET, "Vi &lt; de", False),
    ({**SNIPPET, "lines_more": 4}, "Vi &lt; de", True),
    ({**SNIPPET, "preview_is_truncated": True}, "Vi &lt; de", True),
    ({"mode": "email", "plain_text": "Kære alle", "preview": "<div>"}, "Kære alle", False),
    ({"mode": "email", "preview_plain_text": "Kære", "preview": "<div>"}, "Kære", False),
    ({"mode": "hosted", "name": "plan.pdf", "preview": "Ikke tekst"}, "", False),
    ({"file_access": "check_file_info", "id": "F1"}, "", False),
    ({"mode": "tombstone"}, "", False),
]


@at_once("file, carried, cut", FILES)
def test_a_file(file: dict[str, Any], carried: str, cut: bool) -> None:
    assert read({"text": "", "files": [file]}) == Content("", Brought.FILE, carried, cut)
    assert read({"text": "Se", "files": [file]}).text == "Se"


CLIPS: list[tuple[Any, str, bool]] = [
    ({"status": "complete", "preview": {"content": "De ved det", "has_more": False}},
     "De ved det", False),
    ({"status": "complete", "preview": {"content": "De ved det", "has_more": True}},
     "De ved det", True),
    ({"status": "processing"}, "", False),
    ({"status": "failed"}, "", False),
    ({"status": "complete"}, "", False),
    (None, "", False),
]  # fmt: skip


@at_once("transcription, carried, cut", CLIPS)
def test_a_voice_clip(transcription: Any, carried: str, cut: bool) -> None:
    clip = {**CLIP, "transcription": transcription}
    assert read({"text": "", "files": [clip]}) == Content("", Brought.VOICE, carried, cut)


def test_a_payload_that_goes_too_deep() -> None:
    deep: dict[str, Any] = rich(section("ro"))
    for _ in range(200):
        deep = {"type": "container", "child_blocks": [deep]}
    assert read({"text": "", "blocks": [deep]}) == Content("")


NAMES = ("text", "blocks", "attachments", "files", "elements", "type", "rows", "message_blocks",
         "message", "is_share", "transcription", "preview", "status", "content", "style", "offset",
         "mode", "subtype", "url", "plain_text", "child_blocks")  # fmt: skip
VALUES = ("rich_text", "rich_text_list", "rich_text_section", "table", "text", "snippet", "ordered",
          "complete", "link", "slack_audio")  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 3) | st.text(max_size=4) | st.sampled_from(VALUES),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)
    ),
    max_leaves=25,
)


@given(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=8))
def test_nothing_that_slack_may_send_raises(message: dict[str, Any]) -> None:
    found = read(message)
    assert isinstance(found.text + found.carried, str)
