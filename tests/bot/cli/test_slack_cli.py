"""What Slack's own command line does with the app: ``slack run``, by ``.slack/hooks.json``."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.content_files import load_library
from bot.settings import Settings, read_settings
from bot.slack.manifest import manifest

HOOKS = Path(__file__).parents[3] / ".slack" / "hooks.json"


@pytest.fixture
def hooks() -> dict[str, str]:
    found: dict[str, str] = json.loads(HOOKS.read_text(encoding="utf-8"))["hooks"]
    return found


def test_the_manifest_is_ours(hooks: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    program, *arguments = shlex.split(hooks["get-manifest"])
    assert program == "samskab"
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out) == manifest(load_library().app)


def test_it_starts_the_bot(hooks: dict[str, str]) -> None:
    assert shlex.split(hooks["start"]) == ["samskab", "run"]


@pytest.mark.parametrize("hook", ["doctor"])
def test_slacks_own_hooks_are_there(hooks: dict[str, str], hook: str) -> None:
    python, *arguments = shlex.split(hooks[hook])
    assert python == "python3"
    done = subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    assert json.loads(done.stdout)


def test_slack_runs_tokens_are_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-fra-filen-0\n", encoding="utf-8")
    monkeypatch.setenv("SLACK_CLI_XOXB", "xoxb-fra-slack-run")
    monkeypatch.setenv("SLACK_CLI_XAPP", "xapp-fra-slack-run")
    settings = read_settings(Settings)
    assert settings.slack_bot_token.get_secret_value() == "xoxb-fra-slack-run"
    assert settings.transport == "socket"
