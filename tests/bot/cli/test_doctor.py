"""``samskab doctor`` on an installation that is well, and on many that are not."""

from __future__ import annotations

import asyncio
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bot.content_files import load_library
from bot.health import doctor, doctor_database
from bot.health.doctor_slack import CLOCK_FAILS, CLOCK_IS_OFF, clock
from bot.health.findings import State
from bot.installs.keys import Keys, Tokens, new_key
from bot.outbox.deliverer import Sole
from bot.sandbox.profile import AppProfile
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.settings import SandboxOptions
from bot.slack.manifest import manifest
from bot.turns.languages import Languages
from tests.bot.cli.conftest import Samskab

PATIENCE = 60
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)

Doctor = Callable[..., "Told"]


class Told:
    """What it said: each finding's state and text, by what it is about."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.code, self.text = done.returncode, done.stdout
        self.lines = done.stdout.splitlines()

    def line(self, about: str) -> str:
        found = [each for each in self.lines if each[12:34].strip() == about]
        assert len(found) == 1, (about, self.text)
        return found[0].strip()

    def todo(self, about: str) -> str:
        return self.lines[self.lines.index(f"  {self.line(about)}") + 1].strip()

    @property
    def failing(self) -> set[str]:
        return {each[12:34].strip() for each in self.lines if each.startswith("  FAILING")}

    @property
    def asking(self) -> set[str]:
        return {each[12:34].strip() for each in self.lines if each.startswith("  attention")}


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    """A sandbox in a thread, with the app as its manifest has it."""
    began: Future[Any] = Future()

    async def run() -> None:
        profile = AppProfile.from_manifest(manifest(load_library().app))
        sandbox, end = await start_sandbox(SandboxOptions(profile=profile)), asyncio.Event()
        loop = asyncio.get_running_loop()
        began.set_result((sandbox, lambda: loop.call_soon_threadsafe(end.set)))
        await end.wait()
        await sandbox.stop()

    thread = Thread(target=asyncio.run, args=(run(),))
    thread.start()
    sandbox, end = began.result(PATIENCE)
    yield sandbox
    end()
    thread.join(PATIENCE)


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "own.db"
    shutil.copy(sqlite_template, path)
    path.chmod(0o600)
    return path


@pytest.fixture
def told(
    slack: Sandbox, samskab: Samskab, database: Path, monkeypatch: pytest.MonkeyPatch
) -> Doctor:
    """What it says of an installation that is well, but for what is changed."""
    monkeypatch.setattr(doctor, "SOME", 0)  # of this machine's disk nothing is known
    monkeypatch.setattr(doctor, "LITTLE", 0)
    monkeypatch.setattr("bot.health.doctor.odd_packages", lambda: (1, []))  # it takes a second

    def look(**changed: str) -> Told:
        base = {**slack.environment, "DATABASE_URL": f"sqlite:///{database}"}
        done = samskab("doctor", **{**base, **changed})
        assert "Traceback" not in done.stdout + done.stderr
        for secret in (slack.bot_token, slack.app_token, slack.signing_secret, "hemmeligt"):
            assert secret not in done.stdout + done.stderr
        return Told(done)

    return look


def insert(database: Path, sql: str, *values: Any) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(sql, values)


def test_one_that_is_well(told: Doctor, database: Path) -> None:
    sole = Sole(database)
    assert sole.take()
    database.with_name("own.db-delivery").chmod(0o600)
    try:
        said = told()
    finally:
        sole.free()
    assert (said.code, said.failing, said.asking) == (0, set(), set())
    assert "those of the manifest" in said.line("scopes")
    assert "may open a socket" in said.line("app token")
    assert "is this program's" in said.line("schema")
    assert said.line("bot").endswith("runs")
    assert "xoxb-…" in said.line("SLACK_BOT_TOKEN")
    assert "(environment)" in said.line("SLACK_BOT_TOKEN")


def test_it_changes_nothing(told: Doctor, database: Path, folder: Path) -> None:
    database.chmod(0o644)
    before = database.read_bytes()
    told()
    assert database.stat().st_mode & 0o777 == 0o644
    assert database.read_bytes() == before
    assert list(folder.iterdir()) == []
    told(DATABASE_URL=f"sqlite:///{folder}/new.db")
    assert list(folder.iterdir()) == []


def test_a_language_that_is_refused_and_one_that_is_gone(
    told: Doctor, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "en/types.yaml:3: type.label: the key is missing (and 4 more: samskab check)"
    found = Languages(load_library, {"da": "Dansk"}, {"en": why})
    monkeypatch.setattr("bot.turns.languages.found_languages", lambda: found)
    monkeypatch.setattr("bot.health.doctor_database.found_languages", lambda: found)
    set_by = "INSERT INTO workspace (team, settings, changed_by, changed_at) VALUES (?, ?, 'U1', 0)"
    insert(database, set_by, "T1", '{"language": "en"}')
    insert(database, set_by, "T2", '{"contact": "Pia"}')
    said = told()
    assert said.failing == {"content en"}
    assert why in said.line("content en")
    assert "da, version" in said.line("content")
    assert "1 workspaces want en, and are spoken to in da" in said.line("languages")
    assert "choose another" in said.todo("languages")


def test_a_wrong_token(told: Doctor) -> None:
    said = told(SLACK_BOT_TOKEN="xoxb-0000-not-a-token")
    assert (said.code, said.failing) == (1, {"bot token"})
    assert "invalid_auth" in said.line("bot token")
    assert "OAuth & Permissions" in said.todo("bot token")


def test_a_token_that_is_no_token(told: Doctor) -> None:
    said = told(SLACK_BOT_TOKEN="xapp-1-A0000-not-this-one")
    assert said.failing == {"SLACK_BOT_TOKEN", "Slack"}
    assert "is this program's" in said.line("schema")  # the rest is looked at all the same


def test_a_wrong_app_token(told: Doctor) -> None:
    said = told(SLACK_APP_TOKEN="xapp-0-not-a-token")
    assert (said.code, said.failing) == (1, {"app token"})


def test_a_missing_scope_and_one_too_many(
    told: Doctor, slack: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = slack.core.profile
    assert profile.scopes is not None
    changed = replace(profile, scopes=profile.scopes - {"files:write"})
    monkeypatch.setattr(slack.core, "profile", changed)
    said = told()
    assert (said.code, said.failing) == (1, {"scopes"})
    assert "files:write" in said.line("scopes")
    assert "samskab manifest" in said.todo("scopes")
    changed = replace(profile, scopes=profile.scopes | {"channels:history"})
    monkeypatch.setattr(slack.core, "profile", changed)
    assert "more than needed: channels:history" in told().line("scopes")


def test_slack_out_of_reach(told: Doctor) -> None:
    said = told(SLACK_API_URL="http://127.0.0.1:9/api/")
    assert (said.code, said.failing) == (1, {"reachable"})
    assert "firewall" in said.text


def test_a_database_that_another_program_locks(told: Doctor, database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = told()
        other.execute("ROLLBACK")
    assert said.code == 1
    assert "locked by another program" in said.text


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://bot:hemmeligt@127.0.0.1:9/samskab", "does not answer"),
        ("mysql://bot:hemmeligt@localhost/samskab", "DATABASE_URL"),
        ("sqlite:////no/such/folder/b.db", "the folder /no/such/folder does not exist"),
    ],
)
def test_a_database_out_of_reach(told: Doctor, url: str, says: str) -> None:
    said = told(DATABASE_URL=url)
    assert says in said.text


def test_a_file_that_is_no_database(told: Doctor, database: Path) -> None:
    database.write_text("not a database, but long enough to look at " * 200)
    said = told()
    assert said.code == 1
    assert "is not an SQLite database" in said.text
    assert "bring a backup back" in said.text


@pytest.mark.parametrize(
    ("version", "state", "todo"),
    [("0001", "FAILING", "samskab migrate"), ("9999", "attention", "newer version")],
)
def test_a_schema_that_is_not_this_programs(
    told: Doctor, database: Path, version: str, state: str, todo: str
) -> None:
    insert(database, "UPDATE alembic_version SET version_num = ?", version)
    said = told()
    assert said.line("schema").startswith(state)
    assert todo in said.todo("schema")


def test_an_empty_database(told: Doctor, tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch(0o600)
    said = told(DATABASE_URL=f"sqlite:///{tmp_path}/empty.db")
    assert "schema" in said.failing


def test_before_the_first_start_no_heading_stands_alone(told: Doctor, tmp_path: Path) -> None:
    said = told(DATABASE_URL=f"sqlite:///{tmp_path}/yet.db")
    assert "yet.db is not there yet" in said.line("database")
    headings = [each for each in said.lines[:-1] if not each.startswith(" ")]
    after = [said.lines[said.lines.index(each) + 1] for each in headings]
    assert len(headings) >= 4
    assert all(each.startswith("  ") for each in after)


def test_what_is_late_rests_or_is_refused(told: Doctor, database: Path) -> None:
    old, soon = (datetime.now(UTC) - timedelta(hours=hours) for hours in (2, 1))
    for state, error in (
        ("pending", None),
        ("resting", "fault: KeyError"),
        ("refused", "channel_not_found: Karens egne ord"),
    ):
        insert(
            database,
            "INSERT INTO outbox (team, lane, method, state, attempts, due_at, created_at, done_at,"
            " error) VALUES ('T1', ?, 'chat.postMessage', ?, 1, ?, ?, ?, ?)",
            f"talk:T1:{state}", state, f"{old:%F %T.%f}", f"{old:%F %T.%f}",
            f"{soon:%F %T.%f}" if state == "refused" else None, error,
        )  # fmt: skip
    insert(
        database,
        "INSERT INTO setback VALUES ('person:T1:U1', 2, '2026-01-01 00:00:00.000000', 'KeyError')",
    )
    said = told()
    assert (said.code, said.failing) == (1, {"to be sent"})
    assert {"messages that rest", "failed by itself", "refused in a day"} <= said.asking
    assert "1 × fault: KeyError" in said.line("messages that rest")
    assert "1 × person KeyError" in said.line("failed by itself")
    assert "1 × channel_not_found" in said.line("refused in a day")
    assert "Karens" not in said.text


def test_files_that_others_may_read(told: Doctor, database: Path, folder: Path) -> None:
    database.chmod(0o644)
    (folder / ".env").write_text("LOG_LEVEL=INFO\n")
    (folder / ".env").chmod(0o640)
    said = told()
    assert said.failing == {"own.db"}
    assert ".env" in said.asking
    assert said.todo("own.db") == f"→ chmod 600 {database}"
    assert "(.env)" in said.line("LOG_LEVEL")


@pytest.mark.parametrize(
    ("mode", "state"), [(0o755, "ok"), (0o1777, "ok"), (0o770, "attention"), (0o777, "FAILING")]
)
def test_a_folder_in_which_others_may_write(
    told: Doctor, database: Path, mode: int, state: str
) -> None:
    database.parent.chmod(mode)
    said = told()
    assert said.line("folder").startswith(state)
    if state != "ok":
        assert said.todo("folder") == f"→ chmod 700 {database.parent}"


def test_on_postgresql(told: Doctor, postgres_url: str, postgres_template: str) -> None:
    url = postgres_url.replace("/postgres?", f"/{postgres_template}?")
    said = told(DATABASE_URL=url)
    assert said.failing == set(), said.text
    assert "is this program's" in said.line("schema")
    assert "0 processes" in said.line("processes")


def test_health_that_nobody_answers_is_said(told: Doctor) -> None:
    assert "is the bot running?" in told(HEALTH_PORT="9").todo("health")


def check(state: str) -> bytes:
    body = b'{"check": "delivery", "state": "%s", "says": "14 waiting"}' % state.encode()
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


@pytest.mark.parametrize(
    ("says", "state", "todo"),
    [
        (check("failing"), "FAILING", "see the log"),
        (check("attention"), "attention", "see the log"),
        (b"", "FAILING", "start it anew"),
    ],
)
def test_what_the_bot_says_of_itself(
    told: Doctor, says: bytes, state: str, todo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that says nothing hangs: it is not only asked whether it runs."""
    monkeypatch.setattr(doctor_database, "HEALTH_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            with suppress(OSError), listening.accept()[0] as connection:
                if says:
                    connection.recv(4096)
                    connection.sendall(says)
                connection.recv(4096)

        thread = Thread(target=answer)
        thread.start()
        said = told(HEALTH_PORT=str(listening.getsockname()[1]))
    thread.join(PATIENCE)
    assert said.line("health").startswith(state)
    assert todo in said.todo("health")


def test_a_look_that_fails_hides_no_other(told: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("Karens egne ord")

    monkeypatch.setattr("bot.health.doctor.odd_packages", fail)
    said = told()
    assert "failed: RuntimeError" in said.text
    assert "Karens" not in said.text
    assert "is this program's" in said.line("schema")


@pytest.mark.parametrize(
    ("off", "state"),
    [
        (0, State.OK),
        (CLOCK_IS_OFF + 5, State.ATTENTION),
        (CLOCK_FAILS + 5, State.FAILING),
        (-CLOCK_FAILS - 5, State.FAILING),
    ],
)
def test_a_clock_that_is_off(off: float, state: State) -> None:
    date = format_datetime(NOW, usegmt=True)
    assert clock(date, NOW + timedelta(seconds=off)).state is state
    assert clock("", NOW).state is State.ATTENTION


MANY = {
    "SLACK_BOT_TOKEN": "",
    "SLACK_APP_TOKEN": "",
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "hemmeligt-hemmeligt-hemmeligt",
    "SAMSKAB_URL": "https://samskab.example.dk",
}


def test_one_for_many_workspaces(told: Doctor) -> None:
    said = told(**MANY, SAMSKAB_KEYS=new_key())
    assert said.failing == set(), said.text
    assert "0 have installed it" in said.line("workspaces")


def test_keys_that_open_the_tokens_of_some_workspaces_alone(
    told: Doctor, database: Path, slack: Sandbox
) -> None:
    old, new, lost = new_key(), new_key(), new_key()
    for team, key in (("T1", new), ("T2", old), ("T3", lost)):
        sealed = Keys([key]).seal(team, Tokens(slack.bot_token))
        insert(
            database,
            "INSERT INTO installation (team, name, app, bot_user, bot, installer, scopes, tokens,"
            " installed_at) VALUES (?, 'By', 'A1', 'U1', 'B1', 'U2', '', ?, '2026-01-01 00:00:00')",
            *(team, sealed),
        )
    said = told(**MANY, SAMSKAB_KEYS=f"{new},{old}")
    assert said.failing == {"keys"}
    assert said.line("keys").endswith("they do not open the tokens of T3")
    assert said.line("workspaces").endswith("3 have installed it")
    said = told(**MANY, SAMSKAB_KEYS=f"{new},{old},{lost}")
    assert said.line("keys").endswith("T2, T3: sealed with an older key")
    assert "samskab rotate" in said.todo("keys")
    assert said.code == 0


def test_many_workspaces_in_a_database_that_is_away(told: Doctor) -> None:
    said = told(**MANY, SAMSKAB_KEYS=new_key(), DATABASE_URL="postgresql://u@127.0.0.1:9/samskab")
    assert "see 'Database'" in said.todo("workspaces")
