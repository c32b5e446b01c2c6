"""Every way to read a hidden answer: none shows one before its time."""

from __future__ import annotations

import json
import logging
from typing import Any

from sqlalchemy import select

from bot.sandbox.seed import CHANNEL
from bot.store.schema import contribution, outbox
from flows.dialogue.data import DataLines
from tests.e2e.harness import World, library
from tests.e2e.marks import mostly_sqlite_by_socket
from tests.e2e.meeting import Meeting, buttons
from tests.e2e.reading import labels

KAREN, ALI, METTE, JENS = "U0KAREN001", "U0ALI00001", "U0METTE001", "U0JENS0001"
FETCH = library().lines(DataLines).fetch
SECRETS = {KAREN: "hemmeligkaren", ALI: "hemmeligali", METTE: "hemmeligmette"}


def holds(thing: Any) -> list[str]:
    """The hidden words in it, whoever's they are."""
    text = json.dumps(thing, ensure_ascii=False, default=str)
    return [word for word in SECRETS.values() if word in text]


async def everything_shown(world: World) -> None:
    """Channels, threads, talks with the bot, Homes, dialogs, what only one person sees."""
    workspace = world.sandbox.workspace
    for channel in workspace.channels.values():
        for message in (*channel.messages.values(), *channel.ephemerals.values()):
            assert not holds(message.raw), message.raw
    for person in await world.people.people():
        if not person["is_bot"]:
            views = await world.people.views(person["id"])
            assert not holds(views["home"])
            assert not holds(views["modal"])


async def over_the_wire(world: World) -> None:
    """What the bot has sent to Slack, and what it has answered."""
    for entry in await world.people.traffic():
        if entry["direction"] == "from_app":
            assert not holds(entry["body"]), entry["name"]
        else:  # Slack delivers to the bot what a person sent; the answer goes back to that person
            assert not holds(entry["answer"]), entry["name"]


def in_the_database(world: World) -> None:
    """Only the contributions hold them."""
    for word in SECRETS.values():
        assert world.database.tables_with(word) == ["contribution"]
    assert not holds([row.payload for row in world.database.rows(select(outbox))])


@mostly_sqlite_by_socket
async def test_nobody_reads_a_hidden_answer(world: World) -> None:
    logging.getLogger("bot").setLevel(logging.DEBUG)
    world.log.setLevel(logging.DEBUG)
    meeting = Meeting(world)
    for user in (KAREN, ALI, METTE, JENS):
        await world.people.open_home(user)
    await meeting.sets_up(KAREN, [KAREN, ALI, METTE, JENS])
    await meeting.presses(KAREN, buttons.begin)
    for user, word in SECRETS.items():
        await meeting.answers(user, 2, f"{word} svar", f"{word} grund")

    # Everything that anybody can do meanwhile, the facilitator first.
    for user in (KAREN, JENS):
        for text in ("status", "mine data", "hjælp", "fortsæt", "ret"):
            await world.people.say(user, text)
        await world.people.command(user, "/samskab status", CHANNEL)
        await world.people.open_home(user)
        await meeting.presses(user, buttons.take_over)
        await meeting.presses(user, buttons.end)
    for user in (JENS,):  # dialogs of somebody who has not answered
        await meeting.opens(user, buttons.answer)
        await meeting.opens(user, buttons.pass_)
        await world.people.close_view(user)
    for user in (KAREN, JENS):  # the file with all that is stored about oneself
        await world.people.say(user, "mine data")
        await world.settled()
        shown = await world.people.messages(user)
        with_button = next(m for m in reversed(shown) if FETCH in labels(m))
        await world.people.press(user, with_button, FETCH)
    await world.settled()
    exports = [file.content.decode() for file in world.sandbox.workspace.files.values()]
    assert sorted(holds(text) for text in exports) == [[], [SECRETS[KAREN]]]
    await meeting.presses(JENS, buttons.reveal)
    assert world.database.round_state("formaal") == "collecting"
    await meeting.presses(JENS, buttons.join)
    await world.settled()

    await everything_shown(world)
    await over_the_wire(world)
    in_the_database(world)
    assert not [line for _, line in world.log.lines if holds(line)]

    # One's own answer comes back to oneself alone.
    own = await meeting.opens(ALI, buttons.answer)
    assert holds(own) == [SECRETS[ALI]]
    await world.people.close_view(ALI)

    await meeting.presses(KAREN, buttons.reveal)
    shown = str([message["text"] for message in await meeting.shown()])
    assert sorted(holds(shown)) == sorted(SECRETS.values())
    assert len(world.database.rows(select(contribution))) == 3
