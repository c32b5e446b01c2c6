"""What is left of who deletes everything, of a journey and of a workspace: not a word, not an id.

Looked for in the tables, and on SQLite in the file, its log and its free pages, while the bot runs.
"""

from __future__ import annotations

import json

import pytest
from sqlalchemy import insert, select

from bot.store.database import open_store
from bot.store.schema import answer, audit, conclusion, inbox, person, workspace
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import holds
from bot.turns.names import FORGOTTEN
from bot.turns.own_data import Export
from flows.dialogue.data import DataLines
from flows.parts.delegation.said import DelegationLines
from flows.parts.sharing import SharingLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, texts
from tests.e2e.marks import each_once, mostly_sqlite, on_sqlite
from tests.e2e.meeting import Meeting, buttons, lines
from tests.e2e.reading import has, labels

sharing = library().lines(SharingLines)
delegation = library().lines(DelegationLines)
MARK = "mærkeordet"


def left(world: World, *marks: str) -> list[str]:
    """Where any of these still stands."""
    tables = [f"{mark} in {name}" for mark in marks for name in world.database.tables_with(mark)]
    disk = world.database.on_disk()
    return tables + [f"{mark} on the disk" for mark in marks if mark.encode() in disk]


async def nothing_is_left(world: World, *marks: str) -> None:
    """Wait for it: while somebody reads, the log is emptied a moment later."""
    await world.until(lambda: not left(world, *marks), "the last words to leave the disk too")


async def forgets(karen: Chef, label: str = texts.buttons.delete_all) -> None:
    await karen.says("slet alt")
    await karen.presses(texts.buttons.delete_all)  # the open journey alone is asked about first
    await karen.world.later(seconds=5)  # else the same button again is a double click
    await karen.presses(label)
    await karen.sees(texts.delete.all_done[:30])


async def fetches(karen: Chef) -> None:
    """All that is stored about her, as a file."""
    await karen.says("mine data")
    await karen.presses(library().lines(DataLines).fetch)
    await karen.world.settled()


async def lives(karen: Chef, ali: Chef, world: World) -> Meeting:
    """A journey, a part of it given on, one of Ali's that names her, and a meeting of hers."""
    await karen.begins(f"{MARK} titel")
    await karen.says(f"{MARK} svar")
    await karen.says("giv videre")
    await karen.picks_person(ali.id)
    await karen.presses(delegation.buttons.send)
    await ali.will_see(delegation.asked.who_sees)
    await ali.begins("Alis eget")
    await ali.says("Bedre kvalitet")
    await ali.says("del")
    await ali.presses(sharing.summary.capitalize())
    await ali.picks_person(karen.id)
    await ali.presses(sharing.send)
    meeting = Meeting(world)
    await meeting.sets_up(karen.id, [karen.id, ali.id, "U0METTE001"])
    await meeting.presses(karen.id, buttons.begin)
    for user in (karen.id, ali.id):
        await meeting.answers(user, 3, f"{MARK} svar" if user == karen.id else "Alis svar")
    await meeting.presses(karen.id, buttons.reveal)
    await meeting.concludes(karen.id, "Vi er enige")
    return meeting


@mostly_sqlite
async def test_nothing_is_left_of_who_deletes_everything(
    karen: Chef, ali: Chef, world: World
) -> None:
    meeting = await lives(karen, ali, world)
    await fetches(karen)
    (shop,) = world.database.workshops()
    assert left(world, MARK, karen.id)
    await forgets(karen)
    await meeting.sees(lines.roles.ended_with_chef)
    await world.settled()
    await world.forgotten()
    await nothing_is_left(world, MARK, karen.id)
    assert not [row for row in world.database.rows(select(inbox)) if karen.channel in row.key]
    (shop,) = world.database.workshops()
    assert (shop.state, shop.chef, shop.facilitator) == ("ended", FORGOTTEN, FORGOTTEN)
    assert [row.author for row in world.database.rows(select(conclusion))] == [FORGOTTEN]
    assert {row.title for row in world.database.journeys(ali.id)} == {"Alis eget"}
    deeds = [row.deed for row in world.database.rows(select(audit).order_by(audit.c.id))]
    assert {"delegated", "exported", "revealed", "deleted", "forgot"} <= set(deeds)


@on_sqlite
async def test_a_meeting_goes_on_without_one_who_deletes_everything(
    karen: Chef, ali: Chef, world: World
) -> None:
    meeting = Meeting(world)
    await ali.begins("Alis eget")
    await meeting.sets_up(karen.id, [karen.id, ali.id, "U0METTE001"])
    await meeting.presses(karen.id, buttons.begin)
    await meeting.opens(karen.id, buttons.hand_over)
    await meeting.sends(karen.id, user=ali.id)
    await meeting.receipt(karen.id)
    await meeting.answers(ali.id, 3, f"{MARK} svar")
    await forgets(ali)
    await world.settled()
    await world.forgotten()
    (shop,) = world.database.workshops()
    assert (shop.state, shop.facilitator) == ("running", karen.id)
    await nothing_is_left(world, MARK, ali.id)


@each_once
async def test_the_bots_own_messages_go_too(
    karen: Chef, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.turns.news.REST", 0.1)  # between two pages
    await karen.begins(f"{MARK} titel")
    for _ in range(8):
        await karen.says("hjælp")
    await forgets(karen, texts.buttons.wipe)
    channel = world.sandbox.workspace.channels[karen.channel]
    own = [m.raw["text"] for m in channel.messages.values() if m.raw.get("bot_id")]
    assert len(own) == 1
    assert own[0].startswith(texts.delete.all_wiped[:30])
    assert len(await world.calls("conversations.history")) > 1
    assert any(m.raw["text"] == "hjælp" for m in channel.messages.values())  # that is hers
    await world.forgotten()
    await nothing_is_left(world, MARK, karen.id)


@mostly_sqlite
async def test_nothing_is_left_of_a_journey(
    karen: Chef, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.sqlite.FADES_SECONDS", 0.1)
    await karen.begins(f"{MARK} titel")
    await karen.says(f"{MARK} svar")
    await karen.says("mine data")
    await karen.says("slet")
    await karen.presses(texts.buttons.delete_this)
    await world.settled()
    await nothing_is_left(world, MARK)
    assert world.database.rows(select(person.c.user))[0].user == karen.id


@on_sqlite
async def test_the_file_is_as_the_schema_says(karen: Chef, ali: Chef, world: World) -> None:
    await lives(karen, ali, world)
    await fetches(karen)
    (file,) = [f for f in world.sandbox.workspace.files.values() if f.name.endswith(".json")]
    assert file.content is not None
    found = Export.model_validate_json(file.content)
    kept = json.loads(file.content)
    assert kept["version"] == 1
    assert json.loads(found.model_dump_json())["journeys"][0]["id"] == kept["journeys"][0]["id"]
    assert {each["deed"] for each in kept["deeds"]} >= {"delegated"}
    assert all(kept[name] for name in ("answers", "contributions", "conclusions", "workshops_led"))


@on_sqlite
async def test_what_is_on_hold_is_not_deleted(karen: Chef, world: World) -> None:
    await karen.begins("Mødested for unge")
    (kept,) = world.database.journeys(karen.id)
    store = open_store(world.database.url)
    why = "Der er søgt *aktindsigt*"
    await store.run(lambda tx: holds.put(tx, kept.id, "cli:drift", why, world.now()))
    await karen.says("slet")
    shown = await karen.sees(texts.delete.held_after[:30])
    assert has(shown, "Der er søgt")
    assert texts.buttons.delete_this not in labels(shown)
    await karen.says("ja")
    await karen.sees(texts.delete.held_after[:30])
    await forgets_as_far_as_it_may(karen)
    assert [row.id for row in world.database.journeys(karen.id)] == [kept.id]
    await store.run(lambda tx: holds.lift(tx, kept.id, "cli:drift", world.now()))
    await store.stop()
    await karen.says("slet")
    await karen.presses(texts.buttons.delete_this)
    assert world.database.journeys(karen.id) == []


@on_sqlite
async def test_what_others_must_keep_is_not_said_to_be_deleted(
    karen: Chef, ali: Chef, world: World
) -> None:
    """Somebody who has said something in a journey on hold that is another's."""
    await karen.begins("Mødested for unge")
    await ali.says("hej")
    (kept,) = world.database.journeys(karen.id)
    store = open_store(world.database.url)
    said = {"journey": kept.id, "step": "afklaring.formaal", "state": "given", "author": ali.id}

    def job(tx: Transaction) -> None:
        Statement(insert(answer).values(**said, value="Alis ord", said_at=world.now())).run(tx)
        holds.put(tx, kept.id, "cli:drift", "En sag", world.now())

    await store.run(job)
    await ali.says("slet alt")
    await ali.presses(texts.buttons.delete_all)
    await ali.sees(texts.delete.held_elsewhere[:30])
    assert not has(ali.last, texts.delete.held_rest)
    assert world.database.tables_with("Alis ord")
    await store.run(lambda tx: holds.lift(tx, kept.id, "cli:drift", world.now()))
    await store.stop()
    await ali.world.later(seconds=5)
    await ali.says("slet alt")
    await ali.presses(texts.buttons.delete_all)
    await ali.sees(texts.delete.all_done[:30])
    assert not world.database.tables_with("Alis ord")


@on_sqlite
async def test_where_all_deletion_waits_nobody_is_forgotten(karen: Chef, world: World) -> None:
    await karen.says("hej")
    store = open_store(world.database.url)
    paused = {"team": "T0EKSEMPEL", "settings": {}, "hold": True, "changed_by": "U1"}
    rule = Statement(insert(workspace).values(**paused, changed_at=world.now()))
    await store.run(rule.run)
    await store.stop()
    await karen.says("slet alt")
    await karen.presses(texts.buttons.delete_all)
    await karen.sees(texts.delete.held_elsewhere[:30])
    assert world.database.rows(select(person.c.user))


async def forgets_as_far_as_it_may(karen: Chef) -> None:
    await karen.says("slet alt")
    await karen.presses(texts.buttons.delete_all)
    await karen.world.later(seconds=5)
    await karen.presses(texts.buttons.delete_all)
    await karen.sees(texts.delete.held_again[:30])
