"""Sharing through the front door: to a person, to a channel, and where the bot is not let in."""

from __future__ import annotations

import pytest

from bot.sandbox.client import ControlError
from bot.sandbox.seed import CHANNEL
from flows.parts.memo.document import MemoLines
from flows.parts.sharing import Shared, SharingLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library
from tests.e2e.marks import mostly_sqlite, mostly_sqlite_by_socket, on_sqlite
from tests.e2e.reading import buttons, has
from tests.e2e.walked import walked

lines = library().lines(SharingLines)
memo = library().lines(MemoLines)
WHY = "Det ved <!channel> de unge selv"


async def begun(karen: Chef) -> Chef:
    """A chef who has something to share."""
    return await karen.has_begun("bedre kvalitet", WHY)


def shares(world: World, user: str) -> list[tuple[str, str]]:
    """Whom something was shared with, and what became of it, as it is kept now."""
    answers = world.database.answers(user)
    kept = [each.value for each in answers.held() if each.step.startswith(f"{Shared.KIND}:")]
    return [(each["to"], each["state"]) for each in kept]


@mostly_sqlite_by_socket
async def test_to_a_person(karen: Chef, ali: Chef, world: World) -> None:
    await begun(karen)
    await karen.says("del formål")
    await karen.picks_in("users_select", ali.id)
    await karen.sees(lines.preview, lines.who_sees_person)
    assert not await world.people.messages(ali.channel, ali.id)
    await karen.presses(lines.send)
    await karen.sees(lines.sent)
    shown = await ali.will_see(lines.from_point)
    assert has(shown, WHY)
    assert f"<@{karen.id}>" in str(shown["blocks"])
    assert "<!channel>" not in str(shown["blocks"])
    assert shares(world, karen.id) == [(ali.id, "sent")]


@on_sqlite
async def test_to_a_channel(karen: Chef, ali: Chef, world: World) -> None:
    await begun(karen)
    await karen.says("opsummering")
    await karen.presses(memo.share)
    await karen.picks_in("conversations_select", CHANNEL)
    await karen.sees(lines.who_sees_channel)
    before = len(await world.people.messages(CHANNEL, ali.id))
    await karen.presses(lines.send)
    posted = await world.people.messages(CHANNEL, ali.id)
    assert len(posted) == before + 1
    assert has(posted[-1], lines.from_summary)
    assert not buttons(posted[-1])


@mostly_sqlite
async def test_a_channel_that_the_bot_is_not_in(karen: Chef, world: World) -> None:
    await begun(karen)
    world.expected.add("not_in_channel")
    world.calm = False
    closed = await world.people.add_channel("ledere", [karen.id], app=False)
    await karen.says("del formål")
    await karen.picks_in("conversations_select", closed["id"])
    await karen.presses(lines.send)
    shown = await karen.will_see(lines.refused_channel)
    assert shares(world, karen.id) == [(closed["id"], "refused")]
    await world.people.update_channel(closed["id"], add=[world.sandbox.workspace.bot.id])
    await karen.presses(lines.retry, shown)
    await karen.presses(lines.send)
    posted = await world.people.messages(closed["id"], karen.id)
    assert has(posted[-1], WHY)
    assert [state for _, state in shares(world, karen.id)] == ["refused", "sent"]


@on_sqlite
async def test_slack_refuses_a_person(karen: Chef, ali: Chef, world: World) -> None:
    world.expected.add("cannot_dm_bot")
    world.calm = False
    await begun(karen)
    await karen.says("del formål")
    await karen.picks_in("users_select", ali.id)
    await world.people.fault("error", "chat.postMessage", error="cannot_dm_bot", channel=ali.id)
    await karen.presses(lines.send)
    await karen.will_see(lines.refused_person)
    assert shares(world, karen.id) == [(ali.id, "refused")]


@on_sqlite
async def test_nobodys_dm_can_be_picked(karen: Chef, ali: Chef) -> None:
    await begun(karen)
    await karen.says("del formål")
    with pytest.raises(ControlError, match="no_such_option"):
        await karen.picks_in("conversations_select", karen.channel)


async def long_one(karen: Chef) -> None:
    """A chef whose answers fill more than one message."""

    async def walk() -> None:
        await karen.has_begun()
        for _ in range(12):
            await karen.answers_by_typing("Det ved de unge & <de> andre. " * 90)
        await karen.says("opsummering")

    await walked(karen.world, "a long one", walk, karen)


@on_sqlite
async def test_a_long_summary_is_a_file(karen: Chef, world: World) -> None:
    await long_one(karen)
    await karen.presses(memo.as_text)
    shared = await karen.will_see(memo.copy_this)
    (file,) = shared["files"]
    assert file["name"].endswith(".md")
    content = world.sandbox.workspace.files[file["id"]].content
    assert content is not None
    assert content.decode().startswith("# Mødested for unge")


@on_sqlite
async def test_where_files_are_refused_it_is_messages(karen: Chef, world: World) -> None:
    await long_one(karen)
    world.expected.add("missing_scope")
    world.calm = False
    refused = {"error": "missing_scope", "times": None}
    await world.people.fault("error", "files.getUploadURLExternal", **refused)
    await karen.presses(memo.as_text)
    await karen.will_see("de unge \\& \\<de\\> andre".replace("\\&", "&"))
    pages = [each for each in karen.heard if "rich_text" in str(each["blocks"])]
    assert len(pages) > 1
    assert all("<de" not in str(each["text"]) for each in pages)
