"""What the README shows is what there is."""

from pathlib import Path

from bot.content_files import load_library
from flows.journey import diagram

ROOT = Path(__file__).parents[1]


def test_the_picture_of_the_path_is_the_machines_own():
    kept = (ROOT / ".readme" / "flow.svg").read_text(encoding="utf-8")
    assert kept == diagram.svg(load_library()) + "\n", (
        "draw it again: samskab flow --format svg --output .readme/flow.svg"
    )


def test_every_file_that_the_readme_points_to_is_there():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for place in ("content/README.md", "content/questions.md", ".readme/sandbox.png"):
        assert f"({place})" in text
        assert (ROOT / place).is_file()
