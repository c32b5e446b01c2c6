"""What every command has in common."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import COMMANDS, VERSION, main

ROOT = Path(__file__).parents[3]

#: What is slow to import, and so belongs only to the commands that use it.
SLOW = ("aiohttp", "alembic", "pydantic", "slack_bolt", "slack_sdk", "sqlalchemy", "yaml")


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    assert all(f"\n    {name} " in shown for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    assert f"usage: samskab {name}" in capsys.readouterr().out


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"samskab {VERSION}\n"


@pytest.mark.parametrize("arguments", [[], ["dans"], ["check", "--wrong"], ["run", "too", "many"]])
def test_a_wrong_command_line_ends_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "usage: samskab" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        ([], SLOW),
        (["migrate"], ("aiohttp", "slack_bolt", "slack_sdk", "transitions")),
    ],
)
def test_a_command_imports_only_what_it_needs(
    arguments: list[str],
    unwanted: tuple[str, ...],
    clean_environment: dict[str, str],
    folder: Path,
) -> None:
    script = (
        "import sys\n"
        "from bot.cli import main\n"
        f"if {arguments!r}: main({arguments!r})\n"
        f"print(*[name for name in {unwanted!r} if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=clean_environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == ""


def test_a_reader_that_has_enough_is_no_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As ``samskab manifest | head -0``: nobody reads any more when the rest is written."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert main(["manifest", "--socket-mode"]) == 1
    assert capsys.readouterr().err == ""


def test_the_procfile_holds_commands_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    lines = (ROOT / "Procfile").read_text().splitlines()
    kinds = [line.partition(": ")[0] for line in lines]
    assert kinds == ["release", "web", "worker"]
    for line in lines:
        words = line.partition(": ")[2].split()
        program, *arguments = [word for word in words if "=" not in word]
        assert program == "samskab"
        with pytest.raises(SystemExit) as end:
            main([*arguments, "--help"])
        assert end.value.code == 0
