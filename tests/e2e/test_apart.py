"""Two workspaces with the same people, channels and times: nothing of one reaches the other."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from sqlalchemy import ForeignKey, Table, select

from bot.sandbox.seed import CHANNEL
from bot.store.schema import answer, journey, metadata, person
from bot.turns.moving import follow
from tests.e2e.harness import KAREN, World, texts
from tests.e2e.marks import mostly_sqlite, on_sqlite
from tests.e2e.meeting import Meeting, buttons
from tests.e2e.reading import has, said
from tests.e2e.test_meeting_trouble import ALI, METTE
from tests.e2e.test_meeting_trouble import KAREN as KAREN_ID
from tests.e2e.towns import OTHER, Towns, open_towns

HOME = "T0EKSEMPEL"
SECRET = "Hemmeligheden"
#: What says of itself which payload it is: another one for each time it is sent.
ONCE = ("event_id", "trigger_id", "action_ts", "client_msg_id")
#: These have no team, and are known by what has one.
OWNERS = {
    "journey": "journey",
    "workshop": "workshop",
    "workshop_round": "workshop",
    "contribution": "contribution",
}


@pytest.fixture
async def towns(database_url: str) -> AsyncIterator[Towns]:
    async with open_towns(database_url) as opened:
        await opened.begin()
        await opened.install(opened.home)
        await opened.install(opened.away)
        yield opened


def of_team(world: World, team: str) -> dict[str, set[str]]:
    """Every row that belongs to a workspace, by table."""
    found: dict[str, set[str]] = {}
    ids: dict[str, set[str]] = {}
    for table in metadata.sorted_tables:
        rows = world.database.rows(select(table))
        if "team" in table.c:
            mine = [row for row in rows if row.team == team]
        elif owner := _owner(table):
            column, of = owner
            mine = [row for row in rows if getattr(row, column) in ids.get(of, ())]
        else:
            continue
        if "id" in table.c:
            ids[table.name] = {row.id for row in mine}
        found[table.name] = {str(row) for row in mine}
    return found


def _owner(table: Table) -> tuple[str, str] | None:
    for column in table.columns:
        for key in column.foreign_keys:
            assert isinstance(key, ForeignKey)
            of = OWNERS.get(key.column.table.name)
            if of is not None and column.name == of:
                return column.name, of
    return None


async def lives_at_home(towns: Towns) -> None:
    """Of each kind of thing there is one at home."""
    karen = await towns.home.chef(KAREN)
    await karen.begins(f"{SECRET} om unge")
    await karen.says("bedre kvalitet")
    await karen.says(f"{SECRET} er, at de ved det")
    await karen.edits(f"{SECRET} er, at de ved det", f"{SECRET} er, at de ved det bedst")
    await karen.commands("status")
    await karen.opens_home()
    await karen.says("påmindelser")
    await karen.says("giv videre")
    await karen.picks_person(ALI)
    await karen.presses(next(each for each in _labels(karen.last) if each))
    await karen.says("notat")
    await karen.says("mine data")
    meeting = Meeting(towns.home)
    await meeting.sets_up(KAREN_ID, [KAREN_ID, ALI, METTE], title=f"{SECRET} i kanalen")
    await meeting.presses(KAREN_ID, buttons.begin)
    for who in (KAREN_ID, ALI, METTE):
        await meeting.answers(who, 3, f"{SECRET} siger jeg")
    told = await towns.home.people.say(ALI, f"{SECRET} i en besked", CHANNEL)
    where = {"channel": CHANNEL, "ts": told["ts"], "callback_id": "s1-input"}
    await towns.home.people.act(KAREN_ID, "message_shortcut", **where)
    await towns.home.settled()


def _labels(message: dict[str, Any]) -> list[str]:
    return [
        element["text"]["text"]
        for block in message["blocks"]
        for element in block.get("elements", ())
        if element.get("type") == "button"
    ]


def delivered(world: World) -> list[dict[str, Any]]:
    """All that Slack has sent to the bot."""
    return [
        entry.body
        for entry in world.sandbox.core.traffic.entries
        if entry.direction == "to_app" and entry.body.get("type") != "url_verification"
    ]


def pressed_anyhow(world: World) -> Iterator[dict[str, Any]]:
    """Every button that the bot has shown, pressed by everybody."""
    core, shown = world.sandbox.core, {}
    for channel in core.workspace.channels.values():
        for message in channel.messages.values():
            for block in message.raw.get("blocks") or ():
                for element in (*block.get("elements", ()), block.get("accessory") or {}):
                    if isinstance(element, dict) and "action_id" in element:
                        shown[element["action_id"]] = (block, element, message, channel)
    for number, (block, element, message, channel) in enumerate(shown.values()):
        yield {
            "type": "block_actions",
            "user": {"id": KAREN_ID, "team_id": HOME},
            "team": {"id": HOME, "domain": "x"},
            "channel": {"id": channel.id, "name": "x"},
            "container": {"type": "message", "message_ts": message.ts, "channel_id": channel.id},
            "message": message.raw,
            "trigger_id": f"trigger-{number}",
            "is_enterprise_install": False,
            "actions": [
                {
                    "type": element["type"],
                    "action_id": element["action_id"],
                    "block_id": block.get("block_id", "b"),
                    "action_ts": f"17.{number}",
                    "value": element.get("value", ""),
                    **_chosen(element),
                }
            ],
        }


def _chosen(element: dict[str, Any]) -> dict[str, Any]:
    if options := element.get("options"):
        return {"selected_option": options[0], "selected_options": options[:1]}
    return {"selected_user": ALI, "selected_date": "2027-03-01"}


def as_if_of(team: str, payload: dict[str, Any], number: int) -> dict[str, Any]:
    """The same, sent by Slack for another workspace, word for word but for the secret."""
    text = json.dumps(payload).replace(HOME, team).replace(SECRET, "Noget andet")
    made: dict[str, Any] = json.loads(text)
    _renew(made, number)
    return made


def _renew(value: Any, number: int) -> None:
    if isinstance(value, dict):
        for name, each in value.items():
            if name in ONCE and isinstance(each, str):
                value[name] = f"{each}-{number}"
            else:
                _renew(each, number)
    elif isinstance(value, list):
        for each in value:
            _renew(each, number)


async def send(world: World, payload: dict[str, Any]) -> None:
    kind = "interactive"
    if payload.get("type") == "event_callback":
        kind = "events_api"
    elif "command" in payload:
        kind = "slash_commands"
    await world.people.post("emit", {"payload": payload, "kind": kind})


@mostly_sqlite
async def test_all_that_was_ever_sent_for_one_is_sent_for_the_other(towns: Towns) -> None:
    """Every payload of a life at home, and every button there, from the neighbours."""
    for town in (towns.home, towns.away):
        town.expected |= {"refused", "invalid", "expired", "not_found", "cant", "missing", "hash"}
        town.calm = False
    await lives_at_home(towns)
    before = of_team(towns.home, HOME)
    assert before["workshop"]
    assert before["contribution"]
    assert any(SECRET in row for row in before["answer"])
    heard = [*delivered(towns.home), *pressed_anyhow(towns.home)]
    assert len(heard) > 60
    for number, payload in enumerate(heard):
        await send(towns.away, as_if_of(OTHER, payload, number))
    await towns.away.settled()
    assert of_team(towns.home, HOME) == before
    theirs = of_team(towns.home, OTHER)
    assert theirs["journey"], "the neighbours have lived too"
    assert SECRET not in str(theirs)
    workspace = towns.away.sandbox.workspace
    everything = [
        *(m.raw for c in workspace.channels.values() for m in c.messages.values()),
        *(m.raw for c in workspace.channels.values() for m in c.ephemerals.values()),
        *(view.raw for view in workspace.views.values()),
        *(str(file.content) for file in workspace.files.values()),
        *(entry.answer for entry in towns.away.sandbox.core.traffic.entries),
    ]
    assert SECRET not in str(everything)


@on_sqlite
async def test_what_comes_at_the_same_time_in_the_same_channel_is_two_things(towns: Towns) -> None:
    """The ids and times of two workspaces may be the same: none is taken for the other's."""
    for number, (town, team, name) in enumerate(
        ((towns.home, HOME, "Hjemme"), (towns.away, OTHER, "Ude"))
    ):
        for step, text in enumerate(("hej", "forløb", f"{name} om unge")):
            event = {
                "type": "message",
                "channel": "D0KAREN001",
                "channel_type": "im",
                "user": KAREN_ID,
                "text": text,
                "ts": f"1790000000.00000{step}",
                "event_ts": f"1790000000.00000{step}",
            }
            payload = {
                "type": "event_callback",
                "team_id": team,
                "event_id": f"Ev{number}{step}",
                "event": event,
                "authorizations": [{"team_id": team, "is_enterprise_install": False}],
            }
            await send(town, payload)
            await town.settled()
    rows = towns.home.database.rows(select(person.c.team).where(person.c.user == KAREN_ID))
    assert {row.team for row in rows} == {HOME, OTHER}


@on_sqlite
async def test_an_edit_changes_the_answer_of_its_own_workspace(towns: Towns) -> None:
    """A message with the same time stands in both."""
    homes = await towns.home.chef(KAREN)
    aways = await towns.away.chef(KAREN)
    for chef, answer_ in ((homes, "Fra hjemme"), (aways, "Fra ude")):
        await chef.begins("Mødested for unge")
        await chef.says("bedre kvalitet")
        await chef.says(answer_)
    ts = homes._written["Fra hjemme"]["ts"]
    await homes.says("hele vejen")  # another journey is open when the old answer is changed
    await homes.titles("Bænk ved søen")
    await asyncio.to_thread(_same_time, towns, ts)
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": homes.channel,
        "channel_type": "im",
        "ts": "1790000001.000000",
        "event_ts": "1790000001.000000",
        "message": {"type": "message", "user": KAREN_ID, "text": "Rettet hjemme", "ts": ts},
        "previous_message": {"type": "message", "user": KAREN_ID, "text": "Før", "ts": ts},
    }
    payload = {
        "type": "event_callback",
        "team_id": HOME,
        "event_id": "EvEdit",
        "event": event,
        "authorizations": [{"team_id": HOME, "is_enterprise_install": False}],
    }
    await send(towns.home, payload)
    await towns.home.settled()
    theirs = of_team(towns.home, OTHER)["answer"]
    assert any("Fra ude" in row for row in theirs)
    assert not any("Rettet hjemme" in row for row in theirs)
    assert any("Rettet hjemme" in row for row in of_team(towns.home, HOME)["answer"])


def _same_time(towns: Towns, ts: str) -> None:
    """The neighbour's newest answer came at that very time."""
    from sqlalchemy import create_engine, update

    engine = create_engine(towns.home.database.place)
    away = select(journey.c.id).where(journey.c.team == OTHER)
    with engine.begin() as connection:
        connection.execute(
            update(answer)
            .where(answer.c.journey.in_(away), answer.c.message.is_not(None))
            .values(message=ts)
        )
    engine.dispose()


@on_sqlite
async def test_people_who_move_take_only_their_own_along(towns: Towns) -> None:
    """A workspace moves into an organisation; in the other one somebody has the same old id."""
    from bot.store.database import open_store

    await lives_at_home(towns)
    before = of_team(towns.home, HOME)
    karen = await towns.away.chef(KAREN)
    await karen.begins("Noget ude")
    await towns.home.end()
    store = open_store(towns.home.database.url)
    try:
        await store.run(lambda tx: follow(tx, OTHER, {KAREN_ID: "W0KARENNY1", ALI: "W0ALINY001"}))
    finally:
        await store.stop()
    assert of_team(towns.home, HOME) == before
    assert "W0KARENNY1" in str(of_team(towns.home, OTHER)["journey"])


@on_sqlite
async def test_each_hears_in_their_own_workspace(towns: Towns) -> None:
    homes, aways = await towns.home.chef(KAREN), await towns.away.chef(KAREN)
    await homes.begins(f"{SECRET} om unge")
    await aways.says("status")
    assert not any(has(each, SECRET) for each in aways.heard)
    home = await aways.opens_home()
    assert SECRET not in said(home)
    await towns.home.people.emit("app_uninstalled")
    await aways.begins("Noget ude")  # the other one lives on
    await aways.says("status")
    await aways.sees("Noget ude")
    assert texts.buttons.resume
