"""A database that an older program left, and people who go on with the new one."""

from __future__ import annotations

import pytest

from bot.store.migrations import migrate
from tests.bot.store.released import RELEASED, fill, lately, rows_of
from tests.e2e.harness import ALI, KAREN, open_world


@pytest.mark.parametrize("release", RELEASED)
async def test_people_go_on_where_they_were(release: str, empty_database_url: str) -> None:
    rows = rows_of(release)
    migrate(empty_database_url, RELEASED[release])
    fill(empty_database_url, rows, lately(rows))
    migrate(empty_database_url)
    async with open_world(empty_database_url, "socket") as world:
        await world.begin()
        karen, ali = await world.chef(KAREN), await world.chef(ALI)
        await karen.will_see("Et svar, der venter på at komme af sted.")  # owed by the old program
        before = world.database.answers(karen.id, "Mødested for unge").version
        await karen.says("status")
        await karen.sees("Mødested for unge")
        await karen.says("fortsæt")
        await karen.answers_by_typing("Det ved de unge selv")
        after = world.database.answers(karen.id, "Mødested for unge")
        assert after.version > before
        assert after.given("formaal.hvorfor") == "Fordi de bor der"
        await ali.says("opsummering")
        await ali.sees("De unge spørger selv")
        await ali.says("mine data")
        assert world.database.tables_with("Vi begynder i midtbyen")
