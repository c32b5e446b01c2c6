"""The page for who runs it tells of what there is: settings, metrics, commands, the service."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from bot.cli import COMMANDS
from bot.health.figures import Crowd, Figures
from bot.health.metrics import EXPLAINED, Metrics
from bot.settings import WHERE
from bot.slack.manifest import EVENTS, SCOPES
from bot.store.migrations import SchemaState

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "bot" / "README.md").read_text(encoding="utf-8")
UNIT = ROOT / "bot" / "samskab.service"


def metrics() -> set[str]:
    """The names on a page where all has happened, without those of the process itself."""
    made = Metrics("1")
    made.turn("typed", "taken")
    made.acknowledged(0.1)
    made.stored(0.1, "StoreAway")
    made.delivered("chat.postMessage", "sent", 0.1)
    made.refused("is_archived")
    made.nudges("sent", 1)
    some = Crowd(1)
    found = Figures(SchemaState.CURRENT, {"pending": some, "resting": some}, some, {"person": 1})
    text = made.page(found, dict.fromkeys(EXPLAINED, 1.0))
    named = re.findall(r"^# TYPE (samskab_\w+) ", text, re.MULTILINE)
    return {name for name in named if not name.endswith("_created")}


def test_every_metric_is_explained_and_every_one_named_is_there() -> None:
    there, named = metrics(), set(re.findall(r"\bsamskab_[a-z_]+[a-z]\b", PAGE))
    assert there <= named
    assert {name.removesuffix("_bucket") for name in named} <= there


def test_the_alarms_are_rules_of_prometheus() -> None:
    block = PAGE.partition("<!-- rules -->\n```yaml\n")[2].partition("```")[0]
    [group] = yaml.safe_load(block)["groups"]
    assert all(
        {"alert", "expr"} <= rule.keys() <= {"alert", "expr", "for"} for rule in group["rules"]
    )


def test_every_setting_and_scope_is_explained() -> None:
    lines = [line for line in PAGE.splitlines() if line.startswith("| `")]
    firsts = {name for line in lines for name in re.findall(r"`([^`]+)`", line.split("|")[1])}
    assert firsts >= WHERE.keys()
    assert firsts >= set(SCOPES)
    assert "user_change" in firsts & set(EVENTS)


def test_every_command_named_is_there() -> None:
    assert set(re.findall(r"`(?:\S*/)?samskab ([a-z]+)", PAGE)) <= COMMANDS.keys()


def test_the_service_is_locked_in() -> None:
    unit = configparser.RawConfigParser(strict=False, allow_no_value=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(UNIT.read_text(encoding="utf-8"))
    service = dict(unit["Service"])
    assert service["NoNewPrivileges"] == service["ProtectHome"] == "yes"
    assert (service["ProtectSystem"], service["StateDirectoryMode"]) == ("strict", "0700")
    assert (service["UMask"], service["User"]) == ("0077", "samskab")
    assert service["EnvironmentFile"] == "/etc/samskab.env"
    assert "TOKEN" not in UNIT.read_text(encoding="utf-8")


def test_the_service_is_started_again_however_long_its_database_is_away() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.read_string(UNIT.read_text(encoding="utf-8"))
    assert unit["Service"]["Restart"] == "always"
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze")
def test_systemd_understands_the_service(tmp_path: Path) -> None:
    """But for the program and its account, which are not on this machine."""
    text = UNIT.read_text(encoding="utf-8").replace("/opt/samskab/bin/samskab", "/bin/true")
    (tmp_path / "samskab.service").write_text(re.sub(r"(?m)^(User|Group)=.*\n", "", text))
    command = ["systemd-analyze", "verify", str(tmp_path / "samskab.service")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
