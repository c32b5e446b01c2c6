"""A workspace moves into an organisation: its people get new ids, and all they have follows."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

import pytest
from sqlalchemy import select

from bot.cli import main
from bot.store.schema import audit, metadata
from flows.dialogue.data import DataLines
from tests.e2e.harness import World, library, texts
from tests.e2e.marks import on_both, on_sqlite
from tests.e2e.meeting import Meeting, buttons, lines
from tests.e2e.reading import has
from tests.e2e.test_meeting_trouble import ALI, ALL, KAREN, METTE
from tests.e2e.test_words import WHY

data = library().lines(DataLines)
NEW = {KAREN: "W0KARENNY1", ALI: "W0ALINY0001"}


async def moves(world: World) -> None:
    """Everybody has a new id in Slack, and a new DM with the bot."""
    await world.end()
    people = [{"id": new, "name": f"{new} Ny"} for new in NEW.values()]
    await world.people.add_people(people=people)
    await world.people.settings(organisation="grid")
    world.sandbox.workspace.moved = dict(NEW)


def ids_left(world: World) -> set[str]:
    """The tables in which an old id stands anywhere."""
    tables = [each for each in metadata.tables.values() if each.name not in ("inbox", "outbox")]
    rows = {each.name: str(world.database.rows(select(each))) for each in tables}
    return {name for name, found in rows.items() if any(old in found for old in NEW)}


@on_both
async def test_what_somebody_has_follows_their_new_id(world: World) -> None:
    karen = await world.chef(KAREN)
    await karen.has_begun("bedre kvalitet", "De ved det")
    await karen.says("mine data")
    await karen.presses(data.fetch)
    assert world.database.rows(select(audit.c.who)) == [(KAREN,)]
    await moves(world)
    await world.begin()
    assert not ids_left(world)
    karen = await world.chef(NEW[KAREN])
    await karen.says("status")
    await karen.sees("Mødested for unge")
    await karen.says("40 unge om ugen")
    assert world.database.given(karen.id, WHY) == "De ved det"
    assert world.database.given(karen.id, "formaal.succes") == "40 unge om ugen"


@on_sqlite
async def test_a_meeting_goes_on_under_new_ids(world: World) -> None:
    meeting = Meeting(world)
    await meeting.sets_up(KAREN, ALL)
    await meeting.presses(KAREN, buttons.begin)
    await meeting.answers(ALI, 2, "Et svar")
    await meeting.answers(METTE, 3, "Et andet svar")
    await moves(world)
    await world.begin()
    assert not ids_left(world)
    await world.people.update_channel(meeting.channel, add=list(NEW.values()))
    await meeting.presses(NEW[KAREN], buttons.reveal)
    assert has(await meeting.sees(lines.talk.answers), "Et svar")


@on_sqlite
async def test_who_was_met_under_the_new_id_already(world: World) -> None:
    karen = await world.chef(KAREN)
    await karen.has_begun()
    await moves(world)
    world.sandbox.workspace.moved = {}
    await world.begin()
    again = await world.chef(NEW[KAREN])
    await again.begins("Et nyt forløb")
    await moves_on(world)
    await world.begin()
    await again.says("skift")
    await again.sees(texts.switch.which)
    assert len(world.database.journeys(again.id)) == 2


async def moves_on(world: World) -> None:
    await world.end()
    world.sandbox.workspace.moved = dict(NEW)


@on_sqlite
async def test_the_command(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process: what it would run in a loop of its own runs in this one."""
    karen = await world.chef(KAREN)
    await karen.has_begun()
    await moves(world)
    monkeypatch.setenv("SLACK_BOT_TOKEN", world.sandbox.bot_token)
    monkeypatch.setenv("SLACK_API_URL", world.sandbox.api_url)
    monkeypatch.setenv("DATABASE_URL", world.database.url)
    monkeypatch.setattr("bot.logs.start_logging", lambda *_: None)
    begun: list[Coroutine[Any, Any, None]] = []
    monkeypatch.setattr("bot.cli.installation.serve", begun.append)
    main(["people", "--moved"])
    await begun[0]
    assert "1 of the people have new ids." in capsys.readouterr().out
    assert not ids_left(world)
