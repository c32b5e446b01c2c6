"""Missing and wrong settings: one line that says which, why, and where to get it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import DeliverySettings, Settings, StoreSettings, read_settings, sqlite_url

BOT = "xoxb-0000-not-a-token"
APP = "xapp-0-not-a-token"
SECRET = "00000000000000000000000000000000"
SOCKET = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}

#: An address with a name and a password in it.
NAMED = "https://karen:hemmeligt@slack.com/api/"
WRONG = [
    ("run", {}, "SLACK_BOT_TOKEN is missing", "OAuth & Permissions"),
    ("worker", {}, "SLACK_BOT_TOKEN is missing", "OAuth & Permissions"),
    ("run", {"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is missing", "api.slack.com/apps"),
    ("run", {"SLACK_BOT_TOKEN": APP}, "SLACK_BOT_TOKEN is an app-level token", "xoxb-"),
    ("run", {"SLACK_BOT_TOKEN": "xoxp-1-2-3-4567"}, "SLACK_BOT_TOKEN is a user token", "xoxb-"),
    ("run", {"SLACK_BOT_TOKEN": "xoxe.xoxb-1-2345"}, "turn token rotation off", "xoxb-"),
    ("run", {"SLACK_BOT_TOKEN": "hemmelighed"}, "SLACK_BOT_TOKEN is no such token", "xoxb-"),
    ("run", {"SLACK_BOT_TOKEN": "xoxb-…"}, "SLACK_BOT_TOKEN is not whole", "xoxb-"),
    ("run", {"SLACK_BOT_TOKEN": BOT}, "SLACK_APP_TOKEN and SLACK_SIGNING_SECRET", "Socket Mode"),
    (
        "run",
        {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": BOT},
        "SLACK_APP_TOKEN is a bot token",
        "App-Level Tokens",
    ),
    (
        "run",
        {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": APP},
        "SLACK_SIGNING_SECRET is an app-level token",
        "App Credentials",
    ),
    ("run", SOCKET | {"PORT": "tre"}, "PORT is wrong", "65535"),
    ("run", SOCKET | {"PORT": "65536"}, "PORT is wrong", "65535"),
    ("run", SOCKET | {"SLACK_API_URL": "slack.com"}, "SLACK_API_URL does not begin", "http"),
    ("run", SOCKET | {"SLACK_API_URL": "http://"}, "SLACK_API_URL is not", "http"),
    ("run", SOCKET | {"SLACK_API_URL": NAMED}, "SLACK_API_URL carries a name", "token"),
    ("run", SOCKET | {"LOG_LEVEL": "loud"}, "LOG_LEVEL is no such level", "WARNING"),
    ("migrate", {"DATABASE_URL": "mysql://a:hemmeligt@b/c"}, "DATABASE_URL begins", "sqlite"),
    ("migrate", {"DATABASE_URL": "sqlite://"}, "DATABASE_URL names no file", "sqlite"),
    ("migrate", {"DATABASE_URL": "postgresql://a:hemmeligt@b"}, "names no database", "postgresql"),
    ("migrate", {"DATABASE_URL": "postgresql://a:hemmeligt@b:x/c"}, "is not an address", "sqlite"),
]


@pytest.mark.parametrize(("command", "settings", "reason", "where"), WRONG)
def test_one_line_says_what_is_wrong(
    command: str,
    settings: dict[str, str],
    reason: str,
    where: str,
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert main([command]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    (line,) = shown.err.splitlines()
    assert line.startswith("samskab: ")
    assert reason in line
    assert where in line
    for secret in (BOT, APP, SECRET, "hemmelig"):
        assert secret not in line


def test_a_dotenv_file_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    text = (
        f'\ufeffSLACK_BOT_TOKEN="{BOT}"\r\nSLACK_SIGNING_SECRET={SECRET} # ærligt\r\nPORT=8080\r\n'
    )
    (folder / ".env").write_text(text, encoding="utf-8", newline="")
    settings = read_settings(Settings)
    assert settings.slack_bot_token.get_secret_value() == BOT
    assert (settings.transport, settings.port) == ("http", 8080)


def test_the_environment_wins_over_dotenv(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / ".env").write_text("LOG_LEVEL=ERROR\n")
    monkeypatch.setenv("LOG_LEVEL", "debug")
    assert read_settings(StoreSettings).log_level == "DEBUG"


def test_a_dotenv_file_in_another_encoding(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    (folder / ".env").write_bytes("LOG_LEVEL=INFO # ærligt\n".encode("latin-1"))
    assert main(["run"]) == 1
    assert "samskab: .env is not UTF-8" in capsys.readouterr().err


def test_the_app_token_chooses_socket_mode(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    for name, value in (SOCKET | {"SLACK_SIGNING_SECRET": SECRET}).items():
        monkeypatch.setenv(name, value)
    assert read_settings(Settings).transport == "socket"


@pytest.mark.parametrize("given", ["http://127.0.0.1:3000/api", "http://127.0.0.1:3000/api/"])
def test_the_api_address_ends_in_a_slash(
    given: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SLACK_BOT_TOKEN", f" {BOT} ")
    monkeypatch.setenv("SLACK_API_URL", given)
    settings = read_settings(DeliverySettings)
    assert settings.slack_api_url == "http://127.0.0.1:3000/api/"
    assert settings.slack_bot_token.get_secret_value() == BOT


def test_the_database_is_a_file_of_ones_own_by_default(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(folder)
    expected = sqlite_url(tmp_path / "data-home" / "samskab" / "samskab.db")
    assert read_settings(StoreSettings).database_url == expected


def test_settings_show_no_secret(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    for name, value in (SOCKET | {"DATABASE_URL": "postgresql://a:hemmeligt@b/c"}).items():
        monkeypatch.setenv(name, value)
    settings = read_settings(Settings)
    shown = f"{settings!r} {settings}"
    assert BOT not in shown
    assert APP not in shown
    assert "hemmeligt" not in shown
    assert set(settings.secrets) == {BOT, APP}
