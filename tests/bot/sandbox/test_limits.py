"""Each of Slack's limits: at the limit accepted, one over it refused, at the right place."""

from __future__ import annotations

import itertools
import timeit
from collections.abc import Callable
from typing import Any

from bot.slack import limits
from bot.slack.limits import message_violations, violations
from tests.at_once import at_once
from tests.bot.sandbox.blocks import (
    Json,
    actions,
    button,
    home,
    input_block,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    section,
    text_input,
)

Build = Callable[[int], Json]


def x(count: int) -> str:
    return "ø" * count


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": options(2), **more}


def confirm(**more: Any) -> Json:
    texts = {"title": plain("?"), "text": plain("?"), "confirm": plain("ja"), "deny": plain("nej")}
    return {**texts, **more}


# (what, a block that uses so much of it, the limit, where Slack points)
BLOCK_LIMITS: list[tuple[str, Build, int, str]] = [
    ("section text", lambda n: section(x(n)), 3000, "/blocks/0/text/text"),
    ("header", lambda n: {"type": "header", "text": plain(x(n))}, 150, "/blocks/0/text/text"),
    ("label", lambda n: input_block() | {"label": plain(x(n))}, 2000, "/blocks/0/label/text"),
    ("hint", lambda n: input_block(hint=plain(x(n))), 2000, "/blocks/0/hint/text"),
    (
        "placeholder",
        lambda n: input_block(text_input(placeholder=plain(x(n)))),
        150,
        "/blocks/0/element/placeholder/text",
    ),
    ("markdown", lambda n: {"type": "markdown", "text": x(n)}, 12_000, "/blocks/0/text"),
    (
        "actions elements",
        lambda n: actions(*(button(f"b{i}") for i in range(n))),
        25,
        "/blocks/0/elements",
    ),
    (
        "context elements",
        lambda n: {"type": "context", "elements": [mrkdwn("c")] * n},
        10,
        "/blocks/0/elements",
    ),
    ("button text", lambda n: actions(button(text=x(n))), 75, "/blocks/0/elements/0/text/text"),
    ("button value", lambda n: actions(button(value=x(n))), 2000, "/blocks/0/elements/0/value"),
    ("button url", lambda n: actions(button(url=x(n))), 3000, "/blocks/0/elements/0/url"),
    (
        "option text",
        lambda n: actions(select(options=[option("v", x(n))])),
        75,
        "/blocks/0/elements/0/options/0/text/text",
    ),
    (
        "option value",
        lambda n: actions(select(options=[option(x(n), "t")])),
        150,
        "/blocks/0/elements/0/options/0/value",
    ),
    (
        "option description",
        lambda n: actions(select(options=[option("v", description=plain(x(n)))])),
        75,
        "/blocks/0/elements/0/options/0/description/text",
    ),
    (
        "select options",
        lambda n: actions(select(options=options(n))),
        100,
        "/blocks/0/elements/0/options",
    ),
    (
        "overflow options",
        lambda n: actions({"type": "overflow", "options": options(n)}),
        5,
        "/blocks/0/elements/0/options",
    ),
    (
        "radio buttons",
        lambda n: actions({"type": "radio_buttons", "options": options(n)}),
        10,
        "/blocks/0/elements/0/options",
    ),
    (
        "checkboxes",
        lambda n: actions({"type": "checkboxes", "options": options(n)}),
        10,
        "/blocks/0/elements/0/options",
    ),
    (
        "max_length",
        lambda n: input_block(text_input(max_length=n)),
        3000,
        "/blocks/0/element/max_length",
    ),
    (
        "confirm title",
        lambda n: actions(button(confirm=confirm(title=plain(x(n))))),
        100,
        "/blocks/0/elements/0/confirm/title/text",
    ),
    (
        "confirm text",
        lambda n: actions(button(confirm=confirm(text=mrkdwn(x(n))))),
        300,
        "/blocks/0/elements/0/confirm/text/text",
    ),
    (
        "confirm button",
        lambda n: actions(button(confirm=confirm(deny=plain(x(n))))),
        30,
        "/blocks/0/elements/0/confirm/deny/text",
    ),
    ("action_id", lambda n: actions(button(x(n))), 255, "/blocks/0/elements/0/action_id"),
    ("block_id", lambda n: section(block_id=x(n)), 255, "/blocks/0/block_id"),
]


@at_once("name, build, most, pointer", BLOCK_LIMITS)
def test_block_limit(name: str, build: Build, most: int, pointer: str) -> None:
    assert violations([build(most)]) == []
    over = violations([build(most + 1)])
    assert [(v.pointer, v.limit, v.code) for v in over] == [(pointer, most, "invalid_blocks")]
    assert str(over[0]).endswith(f"[json-pointer:{pointer}]")


VIEW_LIMITS: list[tuple[str, Build, int, str]] = [
    ("title", lambda n: modal(title=plain(x(n))), 24, "/view/title/text"),
    ("submit", lambda n: modal(submit=plain(x(n))), 24, "/view/submit/text"),
    ("close", lambda n: modal(close=plain(x(n))), 24, "/view/close/text"),
    ("callback_id", lambda n: modal(callback_id=x(n)), 255, "/view/callback_id"),
    ("private_metadata", lambda n: modal(private_metadata=x(n)), 3000, "/view/private_metadata"),
    ("blocks", lambda n: modal(*(section() for _ in range(n))), 100, "/view/blocks"),
    ("home blocks", lambda n: home(*(section() for _ in range(n))), 100, "/view/blocks"),
]


@at_once("name, build, most, pointer", VIEW_LIMITS)
def test_view_limit(name: str, build: Build, most: int, pointer: str) -> None:
    surface = build(1)["type"]
    assert violations(build(most), surface) == []
    over = violations(build(most + 1), surface)
    assert [(v.pointer, v.limit, v.code) for v in over] == [(pointer, most, "invalid_arguments")]


def test_blocks_in_a_message() -> None:
    divider = {"type": "divider"}
    assert violations([divider] * 50) == []
    [over] = violations([divider] * 51)
    assert str(over) == "no more than 50 items allowed [json-pointer:/blocks]"


def test_whole_view() -> None:
    # 34 sections of 3,000 letters of two bytes: 204 kB of text.
    blocks = [section(x(3000)) for _ in range(41)]
    assert violations(modal(*blocks), "modal") == []
    [over] = violations(modal(*blocks, section(x(3000))), "modal")
    assert over.code == "view_too_large"


def test_all_block_text_of_a_message() -> None:
    def message(count: int) -> Json:
        whole = [section(x(3000)) for _ in range(4)]
        return {"text": "t", "blocks": [*whole, section(x(count - 12_000))]}

    assert message_violations(message(13_200)) == []
    [over] = message_violations(message(13_201))
    assert over.code == "msg_blocks_too_long"
    [warning] = message_violations(message(12_500), warnings=True)
    assert not warning.certain


def test_markdown_is_summed_over_a_message() -> None:
    def message(count: int) -> list[Json]:
        return [{"type": "markdown", "text": x(6000)}, {"type": "markdown", "text": x(count)}]

    assert violations(message(6000)) == []
    assert [v.pointer for v in violations(message(6001))] == ["/blocks/1/text"]


def test_message_text_is_cut_and_never_refused() -> None:
    assert message_violations({"text": x(4000)}, warnings=True) == []
    for length, limit in ((4001, 4000), (40_001, 40_000)):
        [warning] = message_violations({"text": x(length)}, warnings=True)
        assert (warning.certain, warning.limit) == (False, limit)
        assert message_violations({"text": x(length)}) == []


def test_message_without_anything() -> None:
    assert [v.code for v in message_violations({"text": ""})] == ["no_text"]
    assert message_violations({"text": "", "blocks": [section()]}) == []
    [warning] = message_violations({"blocks": [section()]}, warnings=True)
    assert warning.pointer == "/text"
    too_many = message_violations({"text": "t", "attachments": [{}] * 101})
    assert [v.code for v in too_many] == ["too_many_attachments"]
    bad = message_violations({"text": "t", "metadata": {"event_type": "x"}})
    assert [v.code for v in bad] == ["invalid_metadata_format"]
    nested = message_violations({"attachments": [{"blocks": [{"type": "x"}]}]})
    assert [v.pointer for v in nested] == ["/attachments/0/blocks/0/type"]


# (what is wrong, the block, Slack's words and place)
WRONG_BLOCKS: list[tuple[str, Json, str]] = [
    (
        "empty filter of conversations",
        actions({"type": "conversations_select", "action_id": "c", "filter": {}}),
        "must define either `include` or `exclude_external_shared_channels` or"
        " `exclude_bot_users` [json-pointer:/blocks/0/elements/0/filter]",
    ),
    (
        "unknown kind of conversation",
        actions({"type": "conversations_select", "action_id": "c", "filter": {"include": ["dm"]}}),
        "must be one of: im, mpim, private, public"
        " [json-pointer:/blocks/0/elements/0/filter/include/0]",
    ),
    ("type", {"type": "nope"}, "unsupported type: nope [json-pointer:/blocks/0/type]"),
    ("no type", {}, "missing required field: type [json-pointer:/blocks/0]"),
    (
        "empty section",
        {"type": "section"},
        "missing required field: text [json-pointer:/blocks/0]",
    ),
    (
        "empty text",
        section(""),
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "bare text",
        {"type": "section", "text": "x"},
        "must provide an object [json-pointer:/blocks/0/text]",
    ),
    (
        "mrkdwn header",
        {"type": "header", "text": mrkdwn("x")},
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    (
        "verbatim on plain_text",
        {"type": "section", "text": plain("x") | {"verbatim": True}},
        "invalid additional property: verbatim [json-pointer:/blocks/0/text]",
    ),
    (
        "emoji on mrkdwn",
        {"type": "section", "text": mrkdwn("x") | {"emoji": True}},
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    (
        "unknown field",
        section(colour="red"),
        "invalid additional property: colour [json-pointer:/blocks/0]",
    ),
    (
        "input in section",
        section(accessory=text_input()),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]",
    ),
    (
        "button in input",
        input_block(button()),
        "unsupported type: button [json-pointer:/blocks/0/element/type]",
    ),
    (
        "button in context",
        {"type": "context", "elements": [button()]},
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        "no elements",
        {"type": "actions", "elements": []},
        "must provide at least 1 items [json-pointer:/blocks/0/elements]",
    ),
    (
        "no options",
        section(accessory=select(options=[])),
        "must provide at least 1 items [json-pointer:/blocks/0/accessory/options]",
    ),
    (
        "input without element",
        {"type": "input", "label": plain("x")},
        "missing required field: element [json-pointer:/blocks/0]",
    ),
    (
        "style",
        actions(button(style="blue")),
        "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    (
        "date",
        actions({"type": "datepicker", "initial_date": "1. maj"}),
        "must match YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    (
        "value as number",
        actions(button(value=1)),
        "must provide a string [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        "optional as text",
        input_block(optional="yes"),
        "must provide a boolean [json-pointer:/blocks/0/optional]",
    ),
    (
        "min above max",
        input_block(text_input(min_length=5, max_length=2)),
        "must not be greater than `max_length` [json-pointer:/blocks/0/element/min_length]",
    ),
    (
        "same action_id",
        actions(button("a"), button("a")),
        '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ),
]


@at_once("name, block, said", WRONG_BLOCKS)
def test_wrong_block(name: str, block: Json, said: str) -> None:
    assert [str(v) for v in violations([block])] == [said]


def test_ids_are_unique_across_blocks() -> None:
    twice = [section(block_id="b"), section(block_id="b")]
    assert [v.pointer for v in violations(twice)] == ["/blocks/1/block_id"]
    twice = [actions(button("a"), block_id="1"), actions(button("a"), block_id="2")]
    assert [v.pointer for v in violations(twice)] == ["/blocks/1/elements/0/action_id"]


def test_input_needs_submit_in_a_modal_only() -> None:
    view = modal()
    del view["submit"]
    said = (
        "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]"
    )
    assert [str(v) for v in violations(view, "modal")] == [said]
    assert violations(home(input_block()), "home") == []
    assert violations([input_block()]) == []


def test_blocks_that_only_messages_have() -> None:
    markdown = {"type": "markdown", "text": "**x**"}
    assert violations([markdown]) == []
    assert [v.pointer for v in violations(modal(markdown), "modal")] == ["/view/blocks/0/type"]


def test_view_of_the_wrong_kind() -> None:
    assert [v.pointer for v in violations(home(), "modal")] == ["/view/type", "/view"]
    assert "missing required field: title" in str(violations(home(), "modal")[-1])


def test_doubts_are_warnings() -> None:
    for block in (
        actions(select(initial_option=option("other"))),
        section(accessory=button(value=None)),
    ):
        assert violations([block]) == []
        assert len(violations([block], warnings=True)) == 1


NONSENSE: list[Any] = [None, 7, "x", [], {}, [{}], {"type": []}, {"type": "button"}, True]


@at_once("field", ["text", "accessory", "block_id", "elements", "label"])
def test_nonsense_is_refused_and_never_an_error(field: str) -> None:
    kinds = ("section", "actions", "input", "context", "header", "rich_text", "markdown")
    for kind, value in itertools.product(kinds, NONSENSE):
        violations([{"type": kind, field: value}], warnings=True)
        violations({"type": "modal", "title": value, "blocks": [{"type": kind, field: value}]})
    for value in NONSENSE:
        message_violations({"text": "t", "blocks": value, "attachments": value})
        select_of = {"type": "static_select", "options": value, "initial_option": value}
        violations([section(accessory=select_of | {"option_groups": value})])


def test_quick_enough_for_every_message() -> None:
    blocks = [
        section(x(500)),
        section("q", accessory={"type": "overflow", "options": options(4)}),
        {"type": "divider"},
        {"type": "context", "elements": [mrkdwn("c")]},
        {"type": "header", "text": plain("h")},
        actions(*(button(f"b{n}", value="v") for n in range(4))),
    ]
    best = min(timeit.repeat(lambda: message_violations({"blocks": blocks}), number=20, repeat=20))
    assert best / 20 < 100e-6


def test_numbers_are_named() -> None:
    assert (limits.SECTION_TEXT, limits.VIEW_TITLE, limits.ID) == (3000, 24, 255)
