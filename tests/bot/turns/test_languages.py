"""What is said without being asked is said in the language of its workspace too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, insert, select, update

from bot.content_files import content_files
from bot.store import address
from bot.store.database import Store
from bot.store.schema import journey, nudge, outbox, person, workspace
from bot.turns.due import DueWork
from bot.turns.languages import found_languages
from bot.turns.pipeline import Pipeline
from bot.turns.retention import Keeping
from flows.parts.workplace import Rules
from tests.bot.turns.filling import fill
from tests.bot.turns.sitting import Sitting
from tests.e2e.marks import on_sqlite
from tests.second_language import CODE, both, files

NOON = datetime(2026, 3, 3, 11, tzinfo=UTC)


def do(url: str, *statements: Any) -> list[Any]:
    """Each of them, and what the last one finds."""
    engine = create_engine(address.parse(url))
    with engine.begin() as connection:
        for each in statements:
            done = connection.execute(each)
        found = list(done) if done.returns_rows else []
    engine.dispose()
    return found


def speaks(team: str, code: str) -> Any:
    given = {"settings": {"language": code}, "changed_by": "U1", "changed_at": NOON}
    return insert(workspace).values(team=team, hold=False, **given)


def is_loud(row: Any) -> bool:
    letters = [each for each in row.payload["text"] if each.isalpha()]
    return sum(each.isupper() for each in letters) > len(letters) / 2


@pytest.fixture
def two(database_url: str) -> str:
    """T1 speaks Danish, T2 the other language, T3 one that is gone; in each a journey lies."""
    fill(database_url, [NOON] * 3)
    for n, team in ((1, "T2"), (2, "T3")):
        at = {"team": team}
        do(
            database_url,
            update(person).where(person.c.user == f"U{n}").values(at),
            update(journey).where(journey.c.owner == f"U{n}").values(at),
            update(nudge).where(nudge.c.user == f"U{n}").values(at),
        )
    do(database_url, speaks("T2", CODE), speaks("T3", "yy"))
    return database_url


@on_sqlite
async def test_reminders_and_warnings(two: str, store: Store) -> None:
    now = NOON
    turns = Pipeline(store, both(), lambda: now, usual=Rules(retention_days=365))
    while not await DueWork(turns).remind():
        pass
    sent = select(outbox.c.team, outbox.c.payload).where(outbox.c.method == "chat.postMessage")
    told = do(two, sent)
    assert {row.team: is_loud(row) for row in told} == {"T1": False, "T2": True, "T3": False}
    now += timedelta(days=364)
    do(two, update(workspace).values(retention_days=365))
    await Keeping(turns, 12).round()
    warned = do(two, sent)[len(told) :]
    assert {row.team: is_loud(row) for row in warned} == {"T1": False, "T2": True, "T3": False}


@on_sqlite
async def test_a_meeting(database_url: str, store: Store) -> None:
    sitting = Sitting(store)
    sitting.turns = Pipeline(store, both(), lambda: sitting.now)
    do(database_url, speaks("T1", CODE))
    await sitting.begin()
    said = [row for row in sitting.rows(select(outbox.c.payload)) if row.payload.get("text")]
    assert said
    assert all(map(is_loud, said)), said
    await sitting.later(days=8)  # what the clock does
    said = [row for row in sitting.rows(select(outbox.c.payload)) if row.payload.get("text")]
    assert all(map(is_loud, said)), said
    sitting.close()


@on_sqlite
async def test_a_language_that_is_gone_is_known(two: str, store: Store) -> None:
    languages = both()
    assert await store.run(languages.missed) == {"T3": "yy"}
    spoken = [await store.run(partial(languages.code_of, team=f"T{n}")) for n in (1, 2, 3)]
    assert spoken == ["da", CODE, "da"]


def test_a_language_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    half = {**files()}
    del half["types.yaml"], half["lines/gate.yaml"]
    for code, texts in (("da", content_files()), (CODE, files()), ("zz", half)):
        for name, text in texts.items():
            path = tmp_path / code / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    found = found_languages(tmp_path)
    assert list(found.names) == ["da", CODE]
    assert set(found.refused) == {"zz"}
    assert "zz/lines/gate.yaml" in found.refused["zz"]
    assert "\n" not in found.refused["zz"]
    assert found.flow(CODE) is found.flow(CODE), "made once"
    assert found._flows.keys() == {CODE}, "and only when it is needed"
