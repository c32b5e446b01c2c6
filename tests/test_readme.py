"""What the README shows is what there is."""

import pathlib
import re
import subprocess

from bot.content_files import load_library
from flows.journey.life import drawing
from flows.journey.path import Path

ROOT = pathlib.Path(__file__).parents[1]


def test_the_picture_of_a_journeys_life_is_the_machines_own():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    kept = text.partition("<!-- life: samskab flow -->\n")[2].partition("<!-- /life -->")[0]
    drawn = drawing(Path(load_library()).stages).strip()
    assert kept == f"```mermaid\n{drawn}\n```\n", "draw it again: samskab flow"


def test_every_file_that_the_pages_point_to_is_there():
    for page in ("README.md", "bot/README.md", "content/README.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        linked = re.findall(r"\]\(([\w./-]+)\)", text)
        named = re.findall(r"`((?:bot|content|flows|tests)/[\w./-]*)`", text)
        assert linked
        for place in linked:
            assert ((ROOT / page).parent / place).is_file(), f"{page}: {place}"
        for place in named:
            assert (ROOT / place).exists(), f"{page}: {place}"


def test_every_part_of_the_house_stands_in_the_table():
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("| folder |")[2]
    for folder in (path for top in ("bot", "flows") for path in (ROOT / top).glob("*/__init__.py")):
        assert f"`{folder.parent.relative_to(ROOT)}/`" in table


def test_the_test_command_is_the_one_that_is_run_before_a_change_is_taken_in():
    ask = "fail() { exit 1; }; . .ci/helpers; readme_test_command README.md"
    found = subprocess.run(["bash", "-c", ask], cwd=ROOT, capture_output=True, text=True)
    assert (found.returncode, found.stdout[-7:]) == (0, " pytest"), found.stderr
