"""All that is stored about a person: a file in the DM, or messages where files are refused."""

from __future__ import annotations

import json

from sqlalchemy import Table

from bot.store.schema import metadata
from bot.turns.own_data import STORED
from flows.dialogue.data import DataLines
from flows.parts.delegation.said import DelegationLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library
from tests.e2e.marks import mostly_sqlite_by_socket, on_sqlite
from tests.e2e.reading import buttons, has, said

lines = library().lines(DataLines)
delegation = library().lines(DelegationLines)
#: Columns that say who.
PEOPLE = {"user", "owner", "author", "chef", "facilitator", "installer", "changed_by", "made_by"}


@mostly_sqlite_by_socket
async def test_everything_as_a_file(karen: Chef, ali: Chef, world: World) -> None:
    await karen.begins("Mødested for <unge>")
    await karen.says("bedre kvalitet")
    await karen.says("De unge ved det")
    await karen.edits("De unge ved det", "De unge ved det bedst")
    await ali.begins("Noget helt andet")
    await karen.says("mine data")
    assert lines.fetch in buttons(karen.last)
    await karen.presses(lines.fetch)
    shared = await karen.will_see(lines.comment[:60])
    (file,) = shared["files"]
    content = world.sandbox.workspace.files[file["id"]].content
    assert content is not None
    found = json.loads(content)
    assert found["journeys"][0]["title"] == "Mødested for <unge>"
    told = [each["value"] for each in found["answers"]]
    assert "De unge ved det" in told
    assert "De unge ved det bedst" in told
    assert found["person"][0]["user"] == karen.id
    assert "Noget helt andet" not in content.decode()
    await world.settled()
    assert world.database.tables_with("made_at") == []


@on_sqlite
async def test_what_one_said_for_others_is_in_it(karen: Chef, ali: Chef, world: World) -> None:
    await karen.has_begun("giv videre")
    await karen.picks_person(ali.id)
    await karen.presses(delegation.buttons.send)
    await ali.will_see(delegation.asked.who_sees)
    await ali.presses(delegation.buttons.look)
    await ali.says("bedre kvalitet")
    while not any(has(message, delegation.asked.ready) for message in ali.heard):
        await ali.answers_by_typing("Fordi de bor der")
    await ali.presses(delegation.buttons.send_answers)
    home = await ali.opens_home()
    await ali.presses(lines.fetch, home)
    shared = await ali.will_see(lines.comment[:60])
    content = world.sandbox.workspace.files[shared["files"][0]["id"]].content
    assert content is not None
    found = json.loads(content)
    steps = {each["step"] for each in found["answers_in_journeys_of_others"]}
    assert "formaal.hvorfor" in steps


@on_sqlite
async def test_as_messages_where_files_are_refused(karen: Chef, world: World) -> None:
    world.expected.add("missing_scope")
    world.calm = False
    await karen.has_begun()
    await world.people.fault(
        "error", "files.getUploadURLExternal", error="missing_scope", times=None
    )
    await karen.says("mine data")
    await karen.presses(lines.fetch)
    await karen.will_see(lines.no_file[:60])
    await world.settled()
    await karen.listens()
    told = "".join(said(message) for message in karen.heard)
    assert "Mødested for unge" in told
    assert world.database.tables_with("made_at") == []


def test_no_table_with_people_is_left_out() -> None:
    """A new table that says who somebody is must be fetched too, or be named here."""
    covered = {table for each in STORED.values() for table in _tables(each)}
    ours = {"outbox", "inbox", "contribution_tie", "forgotten", "beat"}  # of a beat, a process
    for table in metadata.sorted_tables:
        if PEOPLE & set(table.columns.keys()) and table.name not in ours:
            assert table.name in covered, table.name


def _tables(statement: object) -> set[str]:
    froms = statement._core.get_final_froms()  # type: ignore[attr-defined]
    return {each.name for each in froms if isinstance(each, Table)}
