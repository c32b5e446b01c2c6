"""``samskab verify`` with an export or the database: is it the one that is kept, does it follow?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, insert

from bot.cli import main
from bot.content_files import load_library
from bot.papers import make
from bot.store import schema
from bot.store.migrations import migrate
from flows.inputs import Action, Verb
from flows.journey.flow import Flow
from flows.messages import Paper
from flows.parts.memo.model import Memo
from flows.parts.memo.ordering import ORDER, MemoForm
from tests.bot.cli.conftest import Samskab
from tests.flows.chat import Chat, World

UNCHANGED, UNREADABLE, CHANGED, UNKNOWN = 0, 1, 3, 5

Export = dict[str, list[dict[str, Any]]]
Verify = Callable[[Export], tuple[int, list[str]]]


@pytest.fixture(scope="module")
def chef() -> Chat:
    """A chef who decided on the short way, was advised, and made a memo final."""
    chat = Chat(World(Flow(load_library()))).says("hej").says("Bænk ved søen")
    chat.world.memory.called["U1"] = "Karen Eksempel"
    for said in ("Borgere, foreninger", "Vi kender den ikke", "At finde på", "viden", "bænken"):
        chat.says(said) if said in ("viden", "bænken") else chat.chooses(said)
    chat.chooses("Loven")
    for label in ("Ingen endnu", "Kender det ikke endnu", "Intet endnu"):
        chat.presses(label)
    chat.presses("Vent")
    form = Action(Verb.OPEN, str(chat.person.open_journey), ORDER)
    wanted = {"kind": "beslutning", "form": "word", "case": "2026-1234", "kle": ""}
    return chat.sends_form(form, **wanted, state="final").presses("Gør det endeligt")


@pytest.fixture
def export(chef: Chat) -> Export:
    """What the chef is given as their data, as far as it matters here."""
    memory = chef.world.memory
    answers = [{**asdict(each), "id": number, "journey": journey}
               for number, (journey, each) in enumerate(memory.answers)]  # fmt: skip
    text = json.dumps(
        {"memos": [asdict(each) for each in memory.filed.values()], "answers": answers},
        default=lambda value: value.isoformat() if isinstance(value, datetime) else str(value),
    )
    read: Export = json.loads(text)
    return read


@pytest.fixture
def verify(chef: Chat, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verify:
    (paper,) = (each for each in chef.reply.messages if isinstance(each, Paper))
    made = make(Memo.model_validate(paper.document), MemoForm.MARKDOWN, dict(paper.proof or {}))
    (tmp_path / "memo.md").write_bytes(made)

    def verified(export: Export) -> tuple[int, list[str]]:
        (tmp_path / "export.json").write_text(json.dumps(export), encoding="utf-8")
        files = map(str, (tmp_path / "memo.md", tmp_path / "export.json"))
        code = main(["verify", next(files), "--export", next(files)])
        return code, [line.strip() for line in capsys.readouterr().out.splitlines()]

    return verified


def said(export: Export, step: str) -> dict[str, Any]:
    (row,) = (each for each in export["answers"] if each["step"] == step)
    return row


def test_it_is_the_one_that_is_kept_and_follows(verify: Verify, export: Export) -> None:
    code, told = verify(export)
    assert told[0].startswith("unchanged: ")
    assert told[1:] == [
        "record: it is the memo that is kept",
        f"answers: the {len(export['memos'][0]['links'])} that it stands on are as they were",
        "advice: given 1 times, follows 1 times",
    ]
    assert code == UNCHANGED


def test_an_answer_that_was_changed_in_the_record_is_named(verify: Verify, export: Export) -> None:
    said(export, "formaal.hvorfor")["value"] = "viden,"
    code, told = verify(export)
    assert "answers: gone or changed: formaal.hvorfor" in told
    assert code == UNKNOWN


def test_advice_that_does_not_follow_is_told(verify: Verify, export: Export) -> None:
    said(export, "bemanding.tid")["value"] = "opgave"
    code, told = verify(export)
    assert "answers: gone or changed: bemanding.tid" in told
    assert "advice: given 1 times, follows 0 times" in told
    assert told[4].endswith(
        "(short.decision): was wait, no_owner_above, nothing_laid_aside; "
        "now wait, no_owner_above, politicians_not_told"
    )
    assert code == CHANGED


def test_another_memo_is_kept_under_its_number(verify: Verify, export: Export) -> None:
    kept = export["memos"][0]["document"]
    kept["title"] += ","
    code, told = verify(export)
    assert f"record: kept is '{kept['title']}', here stands '{kept['title'][:-1]}'" in told
    assert code == CHANGED


def test_none_is_kept(verify: Verify, export: Export) -> None:
    export["memos"].clear()
    code, told = verify(export)
    assert (code, told[1:]) == (UNKNOWN, ["record: no memo with its number is there"])


def test_what_is_no_export_is_told(verify: Verify) -> None:
    assert verify({})[0] == UNREADABLE


def test_the_database_says_the_same(
    verify: Verify, export: Export, chef: Chat, tmp_path: Path, samskab: Samskab
) -> None:
    url = f"sqlite:///{tmp_path}/samskab.db"
    migrate(url)
    engine, memory = create_engine(url), chef.world.memory
    with engine.begin() as database:
        for each in memory.journeys.values():
            row = {"id": each.id, "team": "T1", "owner": "U1", "title": each.title, "revision": 1}
            now = {"created_at": chef.world.now, "updated_at": chef.world.now}
            database.execute(insert(schema.journey), {**row, **now, "stage": str(each.stage)})
        for journey, answer in memory.answers:
            database.execute(insert(schema.answer), {**asdict(answer), "journey": journey})
        for filed in memory.filed.values():
            database.execute(insert(schema.memo), asdict(filed))
    engine.dispose()
    by_export = verify(export)[1]
    done = samskab("verify", str(tmp_path / "memo.md"), "--database", DATABASE_URL=url)
    assert done.returncode == UNCHANGED, done.stderr
    told = [line.strip() for line in done.stdout.splitlines()]
    assert [line for line in told if not line.startswith("Database: ")] == by_export
