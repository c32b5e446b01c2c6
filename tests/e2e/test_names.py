"""Whom and what people mention is shown again with names: never an id, and nobody is called."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.sandbox.texts import unescape
from flows.dialogue.data import DataLines
from flows.parts.memo.document import MemoLines
from flows.parts.sharing import SharingLines
from tests.e2e.chef import Chef
from tests.e2e.harness import ALI, World, library, texts
from tests.e2e.marks import mostly_sqlite, mostly_sqlite_by_socket, on_sqlite
from tests.e2e.reading import said

ALI_ID, METTE_ID = "U0ALI00001", "U0METTE001"
CHANNEL = "C0SAMSKAB1"
memo, sharing, data = (library().lines(each) for each in (MemoLines, SharingLines, DataLines))
WHY = "formaal.hvorfor"
#: As it is typed, what of it is picked, and what is seen.
TYPED = "Vi spørger @Ali i #frivillige, ring 12 34 56 78 eller skriv til a@b.dk. @ledelsen ved det."
PICKED = {
    "@Ali": ALI_ID,
    "#frivillige": "<#C0FRIV0001|frivillige>",
    "12 34 56 78": "<tel:12345678|12 34 56 78>",
    "@ledelsen": "<!subteam^S0LEDELSE1|@ledelsen>",
}
SEEN = TYPED.replace("@Ali", f"@{ALI}")


async def sent(world: World) -> str:
    """Everything that the bot sent, as one text."""
    traffic = await world.people.traffic()
    bodies = [each["body"] for each in traffic if each["direction"] == "from_app"]
    return json.dumps([each for each in bodies if "user" not in each], ensure_ascii=False)


async def asked(world: World, user: str) -> int:
    """How often Slack was asked who somebody is."""
    return sum(call["body"]["user"] == user for call in await world.calls("users.info"))


@mostly_sqlite_by_socket
async def test_it_is_shown_as_it_was_written(karen: Chef, ali: Chef, world: World) -> None:
    before = await asked(world, ALI_ID)
    await karen.has_begun("bedre kvalitet", title="Bænk")
    await karen.says(TYPED, mentions=PICKED)
    assert world.database.given(karen.id, WHY) == SEEN
    await karen.says(TYPED, mentions=PICKED)
    for word in ("tilbage", "mine data", "opsummering", "status"):
        await karen.says(word)
    await karen.opens_home()
    raw = await sent(world)
    for never in (ALI_ID, "C0FRIV0001", "S0LEDELSE1", "mailto:", "tel:", "<!", "<#"):
        assert never not in raw, never
    assert SEEN in unescape(raw)
    assert await asked(world, ALI_ID) == before + 1
    assert not ali.heard


@on_sqlite
async def test_a_new_name_is_used_from_then_on(karen: Chef, world: World) -> None:
    await karen.has_begun("bedre kvalitet", title="Bænk")
    await karen.says("Spørg @Mette", mentions={"@Mette": METTE_ID})
    await world.people.update_person(METTE_ID, name="Mette Holm")
    await world.settled()
    await karen.says("Fordi @Mette vil det", mentions={"@Mette": METTE_ID})
    given = [each.value for each in world.database.answers(karen.id)]
    assert "Spørg @Mette Eksempel" in given
    assert "Fordi @Mette Holm vil det" in given
    assert await asked(world, METTE_ID) == 1


@mostly_sqlite
@pytest.mark.parametrize(
    "fault",
    [{"kind": "error", "error": "user_not_found"}, {"kind": "slow", "seconds": 9.0}],
    ids=["refused", "slow"],
)
async def test_without_a_name_a_word_stands_for_somebody(
    karen: Chef, world: World, fault: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.people.SECONDS", 0.1)
    await karen.has_begun("bedre kvalitet", title="Bænk")
    await world.people.fault(target="users.info", times=None, **fault)
    await karen.says("Spørg @Mette", mentions={"@Mette": METTE_ID})
    assert world.database.given(karen.id, WHY) == f"Spørg {texts.unnamed.person}"


@on_sqlite
async def test_what_follows_waits_for_the_name(karen: Chef, world: World) -> None:
    """Otherwise the second message would be the answer to the question of the first."""
    await karen.has_begun("bedre kvalitet", title="Bænk")
    await world.people.fault("slow", "users.info", seconds=0.3)
    await karen.says("Spørg @Mette", mentions={"@Mette": METTE_ID}, wait=False)
    await asyncio.sleep(0)
    await karen.says("40 unge hver uge")
    assert world.database.given(karen.id, WHY) == "Spørg @Mette Eksempel"
    assert world.database.given(karen.id, "formaal.succes") == "40 unge hver uge"


@on_sqlite
async def test_the_bot_is_called_before_a_word(karen: Chef, world: World) -> None:
    bot = world.sandbox.workspace.bot.id
    await karen.has_begun(title="Bænk")
    await karen.says("@Samskab status", mentions={"@Samskab": bot})
    await karen.sees("Bænk")
    await karen.says("@Ali status", mentions={"@Ali": ALI_ID})
    gains = world.database.given(karen.id, "formaal.gevinster_other")
    assert gains == f"@{ALI} status"


async def with_a_step_for(chef: Chef, who: str, id: str) -> None:
    """A journey, and a next step that somebody else takes."""
    await chef.begins("Bænk ved *søen*")
    await chef.says("bedre kvalitet")
    await chef.says("Spørg @Mette", mentions={"@Mette": METTE_ID})
    await chef.says("nyt skridt")
    await chef.says("Ringe til dem")
    await chef.says(who, mentions={who: id})
    await chef.says("uden dato")


@on_sqlite
async def test_documents_and_exports_hold_names(karen: Chef, world: World) -> None:
    await with_a_step_for(karen, "@Ali", ALI_ID)
    await karen.says("opsummering")
    await karen.presses(memo.as_text)
    document = said(await karen.sees(memo.copy_this))
    assert f"@{ALI}" in document
    assert "@Mette Eksempel" in document
    assert ALI_ID not in document
    await karen.says("mine data")
    await karen.presses(data.fetch)
    (file,) = (await karen.will_see(data.comment[:60]))["files"]
    content = world.sandbox.workspace.files[file["id"]].content
    assert content is not None
    assert json.loads(content)["called"][ALI_ID] == ALI


@on_sqlite
async def test_in_a_channel_nobody_is_called(karen: Chef, ali: Chef, world: World) -> None:
    await with_a_step_for(karen, "@Ali", ALI_ID)
    await karen.says("opsummering")
    await karen.presses(memo.share)
    await karen.picks_in("conversations_select", CHANNEL)
    before = len(await world.people.messages(CHANNEL, ali.id))
    await karen.presses(sharing.send)
    posted = (await world.people.messages(CHANNEL, ali.id))[before:]
    raw = json.dumps([[each["text"], each["blocks"]] for each in posted], ensure_ascii=False)
    assert f"@{ALI}" in raw
    assert "@Karen Eksempel" in raw
    assert "<@" not in raw
