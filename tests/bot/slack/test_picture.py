"""The picture of a spread: what is in its pixels, and what it costs who makes none."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image
from PIL.ImageColor import getrgb

from bot.slack.picture import FILL, GROUND, HEIGHT, HIGHEST, WIDTH, draw, middle


def bars(counts: tuple[int, ...]) -> list[int]:
    """How high each bar is, counted in pixels from the ground up."""
    image, fill = Image.open(BytesIO(draw(counts))), getrgb(FILL)
    found = []
    for place in range(5):
        column = [image.getpixel((middle(place), y)) for y in range(GROUND)]
        found.append(column.count(fill))
    return found


def test_it_is_a_small_png() -> None:
    drawn = draw((1, 4, 12, 0, 1))
    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(drawn) < 20_000
    assert Image.open(BytesIO(drawn)).size == (WIDTH, HEIGHT)


@pytest.mark.parametrize(
    "counts", [(1, 4, 2, 0, 1), (0, 0, 0, 0, 1), (60, 1, 0, 0, 30), (3, 3, 3, 3, 3)]
)
def test_the_bars_are_as_high_as_the_counts(counts: tuple[int, ...]) -> None:
    most = max(counts)
    assert bars(counts) == [round(HIGHEST * many / most) for many in counts]


def test_counts_and_ratings_stand_there() -> None:
    """The numbers are drawn: other counts of the same proportion look different."""
    one, two = (Image.open(BytesIO(draw(c))) for c in ((1, 1, 1, 1, 1), (2, 2, 2, 2, 2)))
    above, below = (0, 0, WIDTH, GROUND), (0, GROUND, WIDTH, HEIGHT)
    assert one.crop(above).tobytes() != two.crop(above).tobytes()
    assert one.crop(below).tobytes() == two.crop(below).tobytes()
    edge = (middle(4) - 40, GROUND + 10, middle(4) + 40, HEIGHT)
    assert len(one.crop(edge).getcolors(10_000) or ()) > 1


def test_who_makes_no_picture_loads_nothing_for_it() -> None:
    code = "import sys, bot.app, bot.turns.outgoing; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
