"""The commands for who answers for the data: holds, deletion of a workspace, the record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, insert, select

from bot.cli import main
from bot.store import address
from bot.store.schema import (
    answer,
    audit,
    hold,
    inbox,
    journey,
    metadata,
    outbox,
    person,
    workspace,
)
from tests.e2e.marks import on_sqlite

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def engine(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A database with two workspaces, which the commands are about."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    made = create_engine(address.parse(database_url))
    with made.begin() as connection:
        for team, word in (("T1", "mærkeordet"), ("T2", "andetsteds")):
            at = {"created_at": NOW, "updated_at": NOW}
            who = {"team": team, "user": "U1", "welcomed": True, "home": False, "gone": False}
            connection.execute(insert(person), {**who, **at})
            j = {"id": f"j{team}", "team": team, "owner": "U1", "title": word, "stage": "x"}
            connection.execute(insert(journey), {**j, **at, "revision": 1})
            a = {"journey": f"j{team}", "step": "a.b", "state": "given", "value": word}
            connection.execute(insert(answer), {**a, "author": "U1", "said_at": NOW})
            o = {"team": team, "lane": f"talk:{team}:U1", "method": "chat.postMessage"}
            said = {"payload": {"text": word}, "state": "pending", "attempts": 0}
            connection.execute(insert(outbox), {**o, **said, "due_at": NOW, "created_at": NOW})
        connection.execute(insert(inbox), {"key": "Ev1", "received_at": NOW})
    yield made
    made.dispose()


def rows(engine: Engine, question: Any) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(question))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(arguments)
    said = capsys.readouterr()
    return code, said.out + said.err


def test_a_journey_is_kept_and_let_go(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert "No journey is on hold." in run(capsys, "hold")[1]
    assert "Nothing was done in the last 90 days" in run(capsys, "audit")[1]
    code, said = run(capsys, "hold", "jT1", "--why", "En sag om\naktindsigt")
    assert (code, "jT1 is kept" in said) == (0, True)
    assert [row.why for row in rows(engine, select(hold))] == ["En sag om aktindsigt"]
    assert "jT1" in run(capsys, "hold")[1]
    code, said = run(capsys, "forget", "T1")
    assert (code, "on hold (jT1)" in said) == (1, True)
    assert run(capsys, "hold", "jT1", "--lift")[0] == 0
    assert rows(engine, select(hold)) == []
    assert [row.deed for row in rows(engine, select(audit).order_by(audit.c.id))] == [
        "held",
        "lifted",
    ]
    listed = run(capsys, "audit", "--days", "36500")[1]
    assert "held  jT1" in listed
    assert "aktindsigt" not in listed


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("nej", "--why", "x"), "there is no journey nej"),
        (("jT1",), "say why"),
        (("jT1", "--why", "x" * 600), "say why"),
        (("jT1", "--lift"), "is not on hold"),
    ],
)
@on_sqlite
def test_what_cannot_be_kept(
    engine: Engine, capsys: pytest.CaptureFixture[str], given: tuple[str, ...], said: str
) -> None:
    code, told = run(capsys, "hold", *given)
    assert (code, said in told) == (1, True), told


def test_a_workspace_is_forgotten(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "forget", "T1")
    assert (code, "Nothing is stored of T1 any more" in said) == (0, True), said
    every = {each.name: str(rows(engine, select(each))) for each in metadata.sorted_tables}
    assert [name for name, text in every.items() if "mærkeordet" in text] == []
    assert [name for name, text in every.items() if "'T1'" in text] == ["audit"]
    assert [name for name, text in every.items() if "andetsteds" in text]
    path = Path(engine.url.database or "")
    if engine.dialect.name == "sqlite":
        left = b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
        assert "mærkeordet".encode() not in left
        assert b"andetsteds" in left
    assert "forgot  T1" in run(capsys, "audit")[1]
    assert "Nothing was stored" in run(capsys, "forget", "T1")[1]
    assert "forgot  T1" in run(capsys, "audit")[1]
    assert "Nothing was stored" in run(capsys, "forget", "T9")[1]
    assert rows(engine, select(inbox))
    run(capsys, "forget", "T2")
    assert not rows(engine, select(inbox))  # nobody is left whose it may be


@on_sqlite
def test_a_workspace_that_lets_nothing_be_deleted_is_not_forgotten(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = {"team": "T1", "settings": {}, "hold": True, "changed_by": "U1", "changed_at": NOW}
    with engine.begin() as connection:
        connection.execute(insert(workspace), kept)
    code, said = run(capsys, "forget", "T1")
    assert (code, "the administrators of T1" in said) == (1, True)
    assert rows(engine, select(journey).where(journey.c.team == "T1"))
    assert run(capsys, "forget", "T1", "--despite-holds")[0] == 0
    assert not rows(engine, select(journey).where(journey.c.team == "T1"))


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "schema")
    assert code == 0
    made = json.loads(said)
    assert made["properties"]["version"]["const"] == 1
    assert {"person", "journeys", "answers", "memos", "deeds"} <= made["properties"].keys()
