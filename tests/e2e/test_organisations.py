"""Workspaces in an organisation, and people of another one with whom a channel is shared."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.sandbox.seed import CHANNEL
from bot.store.schema import person
from tests.e2e.chef import Chef
from tests.e2e.harness import World, texts
from tests.e2e.marks import mostly_sqlite_by_socket, on_sqlite
from tests.e2e.meeting import Meeting, buttons, lines
from tests.e2e.reading import has, said
from tests.e2e.test_meeting_trouble import ALI, ALL, KAREN
from tests.e2e.test_words import WHY

STRANGER = "U0FREMMED1"


@pytest.mark.parametrize("organisation", ["grid", "whole"])
@mostly_sqlite_by_socket
async def test_a_workspace_in_an_organisation(still_world: World, organisation: str) -> None:
    world = still_world
    await world.people.settings(organisation=organisation)
    await world.begin()
    karen = await world.chef(KAREN)
    await karen.begins("Mødested for unge")  # events, and buttons that may name no team
    await karen.says("bedre kvalitet")
    await karen.says("De ved det")
    await karen.commands("status")
    assert has(await karen.aside(), "Mødested for unge")
    home = await karen.opens_home()
    assert has(home, "Mødested for unge")
    await karen.presses(texts.buttons.resume, home)
    await karen.edits("De ved det", "De ved det bedst")
    assert world.database.given(karen.id, WHY) == "De ved det bedst"
    teams = {row.team for row in world.database.rows(select(person.c.team))}
    assert teams == {"E0EKSEMPEL" if organisation == "whole" else "T0EKSEMPEL"}


@pytest.mark.parametrize("organisation", ["grid", "whole"])
@on_sqlite
async def test_a_meeting_in_an_organisation(still_world: World, organisation: str) -> None:
    world = still_world
    await world.people.settings(organisation=organisation)
    await world.begin()
    meeting = Meeting(world)
    await meeting.sets_up(KAREN, ALL)
    await meeting.presses(KAREN, buttons.begin)
    for who in ALL:
        await meeting.answers(who, 3, "Et svar")
    await meeting.sees(lines.talk.answers)


async def shared_with(world: World) -> None:
    """The channel is shared with another organisation, of which somebody is there."""
    fremmed = {"id": STRANGER, "name": "Frede Fremmed", "team": "T0ANDEN001"}
    await world.people.add_people(people=[fremmed])
    await world.people.update_channel(CHANNEL, shared=True, add=[STRANGER])


@mostly_sqlite_by_socket
async def test_somebody_of_another_organisation_is_told_what_they_can_do(
    karen: Chef, world: World
) -> None:
    await karen.begins("Mødested for unge")
    await shared_with(world)
    bot = world.sandbox.workspace.bot.id
    asked = {"mentions": {"@Samskab": bot}}
    told = await world.people.say(STRANGER, "@Samskab status", CHANNEL, **asked)
    assert told["acked"]
    shown = [each for each in await world.people.messages(CHANNEL, STRANGER) if each["ephemeral"]]
    assert [has(each, texts.trouble.stranger) for each in shown] == [True]
    command = await world.people.command(STRANGER, "/samskab start", CHANNEL)
    assert command["response"]["text"] == texts.trouble.stranger
    assert "Mødested" not in str([said(each) for each in shown]) + str(command)
    setup = await world.people.command(STRANGER, "/samskab afklaring", CHANNEL)
    assert setup["response"]["text"] == texts.trouble.stranger
    written = await world.people.say(ALI, "Husk naboerne", CHANNEL)
    saved = {"channel": CHANNEL, "ts": written["ts"], "callback_id": "s1-input"}
    await world.people.act(STRANGER, "message_shortcut", **saved)
    known = world.database.rows(select(person.c.user))
    assert STRANGER not in {row.user for row in known}


@on_sqlite
async def test_somebody_of_another_organisation_in_the_dm(karen: Chef, world: World) -> None:
    await shared_with(world)
    channel = world.sandbox.workspace.open_im(STRANGER)
    channel.shared = True
    frede = await world.chef(STRANGER)
    for text in ("hej", "begynd"):
        await frede.says(text)
    messages = await world.people.messages(STRANGER)
    assert [has(each, texts.trouble.stranger) for each in messages if each["is_bot"]] == [True]


@on_sqlite
async def test_somebody_of_another_organisation_answers_in_a_meeting(world: World) -> None:
    await shared_with(world)
    meeting = Meeting(world)
    await meeting.sets_up(KAREN, ALL)
    await meeting.presses(STRANGER, buttons.join)
    await meeting.presses(KAREN, buttons.begin)
    await meeting.answers(STRANGER, 2, "Et svar udefra")
    await meeting.sees("Én af fem har svaret")
