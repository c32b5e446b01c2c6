"""What is small is not checked against Slack's limits as it is sent: it must be within them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content_files import load_library
from bot.slack import blocks
from bot.slack.blocks import Rendered
from bot.slack.limits import message_violations
from flows.content.kinds import Kind
from flows.inputs import Action, Verb
from flows.messages import (
    Button,
    Form,
    Item,
    Listing,
    Note,
    Option,
    Prompt,
    Reminded,
    Reminder,
    Say,
    Settled,
    Stated,
    Words,
)
from flows.workshop.outcome import Sheet

TEXTS = load_library().texts
DO = Action(Verb.DO, "f" * 12, "nudge.later", 10**6, "a" * 30)


def buttons(many: int, first: int = 0) -> tuple[Button, ...]:
    label = "En knap, som der skal trykkes på"
    return tuple(Button(label, replace(DO, arg=f"{n}")) for n in range(first, first + many))


#: What people write; some signs grow when they are escaped.
people = st.text(st.sampled_from("a<&> \n*_æ"), max_size=1_200).map(lambda text: Words(f"a{text}"))
line = st.builds(lambda who, quote: Say("*{who}* skrev", {"who": who}, quote), people, people)
lines = st.lists(line, min_size=1, max_size=6).map(tuple)
options = st.lists(people, min_size=1, max_size=120).map(
    lambda found: tuple(Option(str(n), each) for n, each in enumerate(found))
)


def assert_fits(page: Rendered) -> None:
    found = message_violations({"text": page.text, "blocks": page.blocks})
    assert not (page.surely_fits and found), found


@given(lines, options, st.booleans())
def test_notes(said: tuple[Say, ...], choices: tuple[Option, ...], told: bool) -> None:
    made = Note(said, buttons(5), DO, choices, told)
    assert_fits(blocks.note(made, TEXTS))


@given(line, lines, st.none() | line, options)
def test_prompts(
    ask: Say, lead: tuple[Say, ...], why: Say | None, found: tuple[Option, ...]
) -> None:
    form = Form(Kind.CHOICES, DO, found[:10], ("1",))
    stated = Stated(lead, "Er det klart?", DO, found[:3], found[0].value)
    made = Prompt("f:1", Say("Sted"), ask, why, form, stated, lead, ask, lead, lead, buttons(5))
    assert_fits(blocks.prompt(made, TEXTS))


@pytest.mark.parametrize(("place", "said"), [("Er det det?", "Er det det?"), ("Mål", "Mål.")])
def test_a_heading_that_asks_is_read_out_with_its_own_sign(place: str, said: str) -> None:
    made = Prompt("f:1", Say(place), Say("Hvem er med?"), None, Form(Kind.TEXT, DO))
    assert blocks.prompt(made, TEXTS).text.splitlines() == [said, "Hvem er med?"]
    over = Settled("f:1", Say(place), Say("Hvem er med?"), Words("Alle"))
    assert blocks.settled(over, TEXTS).text.splitlines()[0] == f"{said} Hvem er med?"


@given(line, people, lines)
def test_the_rest(ask: Say, answer: Words, said: tuple[Say, ...]) -> None:
    assert_fits(blocks.settled(Settled("f:1", Say("Sted"), ask, answer), TEXTS))
    items = tuple(Item(each, buttons(n % 4, 9 * n)) for n, each in enumerate(said))
    assert_fits(blocks.listing(Listing(said, items, said, buttons(1, 99))))
    things = tuple(Reminded(each, *buttons(1, n)) for n, each in enumerate(said))
    assert_fits(blocks.reminder(Reminder(ask, things, buttons(1, 99))))
    for page in blocks.sheets(Sheet(said, said, buttons(1), buttons(4, 9))):
        assert_fits(page)


def test_the_same_button_twice_does_not_surely_fit() -> None:
    line = (Say("Tryk"),)
    assert blocks.note(Note(line, buttons(2)), TEXTS).surely_fits
    assert not blocks.note(Note(line, buttons(1) * 2), TEXTS).surely_fits


def test_what_is_large_is_not_small() -> None:
    assert not blocks.note(Note((Say("{w}", {"w": Words("x" * 3_001)}),)), TEXTS).surely_fits
    assert blocks.note(Note((Say("{w}", {"w": Words("x" * 300)}),)), TEXTS).surely_fits
