"""Outside the DM: the slash command, being named in a channel, App Home, and being removed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.sandbox.seed import CHANNEL
from bot.store.schema import outbox
from flows.journey.short import ShortLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, texts, whole_way
from tests.e2e.marks import mostly_sqlite_by_socket, on_sqlite
from tests.e2e.reading import buttons, has, said

GAINS = "Hvad regner I med at få ud af"

#: What the person sees at once, and what is said in the DM.
COMMANDS = {
    "": (texts.command.usage[0], ""),
    "start": (texts.command.in_dm, library().lines(ShortLines).begin),
    "fortsæt": (texts.command.in_dm, texts.resumed),
    "status": (texts.status.here, ""),
    "skift": (texts.command.in_dm, texts.switch.only_one),
    "hjælp": (texts.help[0], ""),
    "slet": (texts.delete.what, ""),
    "vrøvl <!channel>": (texts.command.unknown, ""),
}


@pytest.mark.parametrize(
    ("database_url", "transport", "place"),
    [
        ("sqlite", "socket", "dm"),
        ("sqlite", "http", "channel"),
        ("sqlite", "http", "elsewhere"),
        pytest.param("postgresql", "http", "channel", marks=pytest.mark.slow),
    ],
    indirect=["database_url"],
)
async def test_every_command_answers_only_the_person(karen: Chef, world: World, place: str) -> None:
    await karen.has_begun()
    elsewhere = await world.people.add_channel("ledere", [karen.id, "U0ALI00001"], app=False)
    channel = {"dm": karen.channel, "channel": CHANNEL, "elsewhere": elsewhere["id"]}[place]
    for word, (aside, in_dm) in COMMANDS.items():
        await karen.commands(word, channel=channel)
        assert has(await karen.aside(channel), aside), said(await karen.aside(channel))
        if in_dm:
            await karen.sees(in_dm)
        else:
            karen.sees_nothing()
    if place != "dm":
        assert not await world.people.messages(channel, "U0ALI00001")


@on_sqlite
async def test_the_buttons_of_an_answer_in_a_channel_lead_to_the_dm(
    karen: Chef, world: World
) -> None:
    await karen.has_begun()
    elsewhere = (await world.people.add_channel("ledere", [karen.id], app=False))["id"]
    await karen.commands("status", channel=elsewhere)
    aside = await karen.aside(elsewhere)
    await karen.presses(texts.buttons.show_question, aside)
    await karen.sees(GAINS)
    now = await karen.aside(elsewhere)
    assert has(now, texts.command.moved_on)
    assert not buttons(now)


@on_sqlite
async def test_deleting_from_a_channel(karen: Chef, world: World) -> None:
    await karen.has_begun()
    await karen.commands("slet", channel=CHANNEL)
    await karen.presses(texts.buttons.delete_this, await karen.aside(CHANNEL))
    await karen.sees(texts.delete.done)
    assert not world.database.journeys(karen.id)


@mostly_sqlite_by_socket
async def test_the_first_contact_is_a_command(karen: Chef, world: World) -> None:
    await karen.commands("start", channel=CHANNEL)
    await karen.sees(texts.welcome.privacy, texts.welcome.begin)
    await karen.presses(whole_way)
    await karen.titles("Mødested for unge")
    await karen.sees(GAINS)


@on_sqlite
async def test_named_in_a_channel(karen: Chef, ali: Chef, world: World) -> None:
    await karen.has_begun()
    bot = world.sandbox.workspace.bot.id
    await world.people.say(karen.id, "@Samskab er du der?", CHANNEL, mentions={"@Samskab": bot})
    await karen.listens()
    assert has(await karen.aside(CHANNEL), texts.status.here)
    shown = await world.people.messages(CHANNEL, ali.id)
    assert [message["user"] for message in shown] == [karen.id]


@mostly_sqlite_by_socket
async def test_home_shows_ones_own_journeys(karen: Chef, ali: Chef, world: World) -> None:
    empty = await karen.opens_home()
    assert has(empty, texts.home.none)
    await karen.presses(whole_way, empty)
    await karen.sees(texts.steps.title.ask)
    await karen.titles("Mødested for <unge>")
    await ali.begins("Bænk ved søen")
    home = await karen.opens_home()
    assert has(home, "Mødested for <unge>")
    assert "Bænk" not in said(home)
    await karen.presses(texts.buttons.resume, home)
    await karen.sees(GAINS)
    assert "Mødested" not in said(await ali.opens_home())


@on_sqlite
@pytest.mark.parametrize("event", ["app_uninstalled", "tokens_revoked"])
async def test_nothing_is_owed_to_a_workspace_that_removed_the_app(
    karen: Chef, world: World, event: str
) -> None:
    await karen.has_begun()
    await world.people.fault("server_error", "chat.postMessage", times=None)
    await world.people.say(karen.id, "bedre kvalitet")
    assert world.database.owed()
    assert (await world.people.emit(event))["acked"]
    await world.delivered()
    states = world.database.rows(select(outbox.c.state, outbox.c.payload))
    assert "dropped" in {row.state for row in states}
    assert {row.payload for row in states} == {None}
