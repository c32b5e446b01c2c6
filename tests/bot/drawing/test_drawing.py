"""Pictures: their size, what stands in them, and what they cost who makes none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from struct import unpack
from typing import get_args

import pytest

from bot.drawing import PPI, WIDTH, picture, svg
from bot.turns.made import drawn, make
from flows.drawings import Drawing, JourneyMap, Level, MapMark, MapPhase, Placed, Spread, TypeField

COLOUR = re.compile("#[0-9a-f]{6}")


def mark(label: str, level: str = "none") -> MapMark:
    return MapMark(label=label, level=level, sign="x", said="x")


def a_map(title: str = "Mødested for unge", level: str = "high") -> JourneyMap:
    phases = [
        MapPhase(title=f"{n} Fase", points=(mark("Formål", level),), is_here=n == 2)
        for n in range(1, 5)
    ]
    return JourneyMap(
        title=title, here="her", phases=tuple(phases), principles_title="De syv principper",
        principles=(mark("Skarp på værdien"),), steps_title="Næste skridt",
        steps=("I morgen: Ring til Ida",), legend=(mark("afklaret", level),),
    )  # fmt: skip


def a_field(*placed: Placed) -> TypeField:
    return TypeField(
        top_left="a", top_right="b", bottom_left="c", bottom_right="d",
        left="e", right="f", top="g", bottom="h", placed=placed,
    )  # fmt: skip


def drawings() -> Iterator[Drawing]:
    yield a_map()
    yield a_field(Placed(label="jer", across=0, up=1, is_journey=True))
    yield Spread(low="1 · slet ikke", high="5 · helt", counts=(1, 0, 2, 0, 60))


@pytest.mark.parametrize("drawing", [*drawings()], ids=lambda each: each.drawing)
def test_a_png_of_a_phones_width_twice_over(drawing: Drawing) -> None:
    made = make(drawn(drawing))
    assert made.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = unpack(">II", made[16:24])
    assert width == WIDTH * PPI / 72
    assert WIDTH / 2 < height < 3 * WIDTH
    assert 5_000 < len(made) < 300_000
    assert made == picture(drawing)


def test_each_level_has_a_shape_of_its_own() -> None:
    looks = {COLOUR.sub("", svg(a_map(level=level))) for level in get_args(Level)}
    assert len(looks) == 4


def test_no_heading_stands_over_nothing() -> None:
    bare = a_map().model_copy(update={"principles": (), "steps": ()})
    other = bare.model_copy(update={"principles_title": "x", "steps_title": "x"})
    assert svg(bare) == svg(other) != svg(a_map())


def test_the_bars_are_as_high_as_the_counts() -> None:
    few, many = (svg(Spread(low="1", high="5", counts=(n, 0, 0, 0, 4))) for n in (1, 2))
    assert few != many
    assert few == svg(Spread(low="1", high="5", counts=(1, 0, 0, 0, 4)))


@pytest.mark.parametrize(
    "words",
    ['#panic("x")', '"; #read("/etc/passwd")', "$x$ *y* _z_ @q <b> `r` \\ // /* [ ] {", "🙂"],
)
def test_what_people_write_is_set_as_they_wrote_it(words: str) -> None:
    assert svg(a_map(words)) != svg(a_map("Bro"))


def test_its_text_needs_no_font_where_it_is_shown() -> None:
    assert "<text" not in svg(a_map())


def test_where_a_mark_stands_is_where_it_is_placed() -> None:
    left, right = (svg(a_field(Placed(label="x", across=at, up=0.5))) for at in (0.1, 0.9))
    assert left != right


def test_what_is_of_no_known_kind_is_not_made() -> None:
    with pytest.raises(ValueError, match="no known kind"):
        make({"what": "song"})
