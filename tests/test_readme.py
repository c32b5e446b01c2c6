"""What the README shows is what there is."""

import pathlib

from bot.content_files import load_library
from flows.journey.life import drawing
from flows.journey.path import Path

ROOT = pathlib.Path(__file__).parents[1]


def test_the_picture_of_a_journeys_life_is_the_machines_own():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    kept = text.partition("<!-- life: samskab flow -->\n")[2].partition("<!-- /life -->")[0]
    drawn = drawing(Path(load_library()).stages).strip()
    assert kept == f"```mermaid\n{drawn}\n```\n", "draw it again: samskab flow"


def test_every_file_that_the_readme_points_to_is_there():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    places = ("bot/README.md", "bot/PRIVATLIV.md", "content/README.md", "content/questions.md")
    for place in (*places, ".readme/sandbox.png"):
        assert f"({place})" in text
        assert (ROOT / place).is_file()
