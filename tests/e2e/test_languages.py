"""Two workspaces with one app between them, each spoken to in its own language."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.store.schema import audit, workspace
from flows.parts.workplace import WorkplaceLines
from tests.e2e.harness import KAREN, library
from tests.e2e.marks import on_sqlite
from tests.e2e.reading import labels, said
from tests.e2e.test_workplace import KAREN_ID, sets
from tests.e2e.towns import OTHER, Towns, open_towns
from tests.second_language import CODE, both, second

#: How the help begins.
HELP = library().texts.help[0]
lines = library().lines(WorkplaceLines)


@pytest.fixture
async def towns(database_url: str) -> AsyncIterator[Towns]:
    async with open_towns(database_url) as opened:
        opened.home.languages = both()
        await opened.begin()
        await opened.install(opened.home)
        await opened.install(opened.away)
        yield opened


@on_sqlite
async def test_each_workspace_in_its_own_language(towns: Towns) -> None:
    other = second().lines(WorkplaceLines)
    here, there = await towns.home.chef(KAREN), await towns.away.chef(KAREN)
    await here.says("hej")
    await there.says("hej")
    assert not is_loud(there.last)
    done = await sets(there, language=CODE)
    assert not done.get("errors"), done
    (row,) = towns.home.database.rows(select(workspace))
    assert (row.team, row.settings) == (OTHER, {"language": CODE})
    noted = towns.home.database.rows(select(audit.c.about).where(audit.c.deed == "set"))
    assert [each.about for each in noted] == ["language"]
    home = await there.people.home(there.id)  # drawn anew, in what was chosen
    assert home is not None
    assert other.change in labels(home)
    assert other.heading in said(home)
    await there.says("hjælp")  # an answer there, and no word
    assert is_loud(there.last)
    assert HELP.upper() not in said(there.last)
    await there.says("xhjælp")
    assert HELP.upper() in said(there.last)
    await here.says("hjælp")
    assert HELP in said(here.last)
    own = await here.opens_home()
    assert lines.change in labels(own)
    for people, loud in ((towns.away.people, True), (towns.home.people, False)):
        command = "/samskab xhjælp" if loud else "/samskab hjælp"
        told = await people.command(KAREN_ID, command, "C0SAMSKAB1")
        assert is_loud(told["response"]["text"]) is loud
    await sets(there, other.change, language="da")
    await there.says("hjælp")
    assert not is_loud(there.last)


def is_loud(message: object) -> bool:
    """Whether it is said in the second language: most of it in capitals."""
    text = said(message) if isinstance(message, dict) and "ts" in message else str(message)
    letters = [each for each in text if each.isalpha()]
    return sum(each.isupper() for each in letters) > len(letters) / 2
