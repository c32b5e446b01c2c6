"""The spread of the ratings as a picture: a bar for each rating, with how many gave it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

WIDTH, HEIGHT = 800, 400
#: Where the bars stand, and how high the highest is.
GROUND, HIGHEST = 310, 210
BAR, MARGIN = 92, 40
#: A phone shows the picture at less than half its size.
DIGITS: Final = 52
# An own background, so that it is as legible in dark mode as in light.
PAPER, INK, FAINT, FILL = "#f5f2ea", "#22333b", "#8a9499", "#3f7d87"


def draw(counts: tuple[int, ...]) -> bytes:
    """A PNG of how many gave each rating, the lowest first."""
    # Only who makes a picture pays for what it takes.
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas, font = ImageDraw.Draw(image), ImageFont.load_default(DIGITS)
    canvas.rectangle((MARGIN, GROUND, WIDTH - MARGIN - 1, GROUND + 2), fill=FAINT)
    for place, many in enumerate(counts):
        _bar(canvas, font, place, many, height(many, counts))
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def middle(place: int, places: int = 5) -> int:
    """Where in the width a bar has its middle."""
    return MARGIN + (WIDTH - 2 * MARGIN) * (2 * place + 1) // (2 * places)


def height(many: int, counts: tuple[int, ...]) -> int:
    """How high a bar is; the highest count fills the room."""
    return round(HIGHEST * many / max(1, *counts))


def _bar(
    canvas: ImageDraw, font: FreeTypeFont | ImageFont, place: int, many: int, high: int
) -> None:
    """One bar on the ground, its count above it, and its rating below."""
    x = middle(place)
    if many:
        left = x - BAR // 2
        canvas.rectangle((left, GROUND - high, left + BAR - 1, GROUND - 1), fill=FILL)
    canvas.text((x, GROUND - high - 12), str(many), INK if many else FAINT, font, anchor="ms")
    canvas.text((x, GROUND + 22), str(place + 1), INK, font, anchor="mt")
