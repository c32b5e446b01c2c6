"""The app is installed by OAuth: the way in, what lies in the database, and the way out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.errors import PlainError
from bot.installs.installations import reseal
from bot.installs.keys import Keys, new_key
from bot.slack.manifest import REDIRECT_PATH
from bot.store.database import open_store
from bot.store.schema import install_state, installation, outbox, person
from tests.e2e.harness import KAREN, library, texts, whole_way
from tests.e2e.marks import mostly_sqlite, on_sqlite
from tests.e2e.towns import Installing, Towns, open_towns

words = library().app.install


@pytest.fixture
async def towns(database_url: str) -> AsyncIterator[Towns]:
    async with open_towns(database_url) as opened:
        yield opened


def held(towns: Towns) -> dict[str, object]:
    rows = towns.home.database.rows(select(installation))
    return {row.team: row for row in rows}


@mostly_sqlite
async def test_the_whole_way_in(towns: Towns) -> None:
    await towns.begin()
    async with Installing(towns, towns.home) as browser:
        await browser.opens()
        assert browser.status == 200
        assert words.button in browser.text
        assert "<script" not in browser.text
    done = await towns.install(towns.home)
    assert (done.status, words.done.title in done.text) == (200, True)
    assert "Eksempel Kommune" in done.text
    row = held(towns)["T0EKSEMPEL"]
    assert row.installer == "U0KAREN001"
    assert "xoxb" not in row.tokens
    karen = await towns.home.chef(KAREN)
    await karen.says("hej")
    await karen.sees(texts.welcome.privacy)


@on_sqlite
async def test_the_pages_are_closed_to_all_but_the_eye(towns: Towns) -> None:
    await towns.begin()
    async with Installing(towns, towns.home) as browser:
        await browser.opens()
        policy = browser.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert browser.headers["X-Frame-Options"] == "DENY"
        assert browser.headers["Cache-Control"] == "no-store"
        await browser.presses()
        cookie = browser.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert browser.headers["Referrer-Policy"] == "no-referrer"


@on_sqlite
async def test_what_slack_hands_back_works_once(towns: Towns) -> None:
    await towns.begin()
    async with Installing(towns, towns.home) as browser:
        await browser.presses()
        await browser.says("yes")
        await browser.comes_back()
        assert browser.status == 200
        await browser.comes_back()
        assert browser.status == 400
        assert words.failed.old in browser.text


@on_sqlite
async def test_whoever_begins_again_and_again_keeps_nobody_out(towns: Towns) -> None:
    """Nothing is kept of what only began; and of what came back no longer than it counts."""
    await towns.begin()
    async with Installing(towns, towns.away) as browser:
        for _ in range(20):
            await browser.presses()
            assert browser.status == 303
    used = select(install_state)
    assert towns.home.database.rows(used) == []
    await towns.install(towns.home)
    assert len(towns.home.database.rows(used)) == 1
    await towns.home.later(minutes=11)
    await towns.install(towns.away)
    assert len(towns.home.database.rows(used)) == 1
    assert held(towns).keys() == {"T0EKSEMPEL", "T0NABOBY01"}


@on_sqlite
async def test_what_this_app_has_not_signed_is_not_even_looked_at(towns: Towns) -> None:
    await towns.begin()
    async with Installing(towns, towns.home) as browser:
        await browser.presses()
        await browser.says("yes")
        until, _, rest = browser.asked["state"].partition(".")
        longer = f"{int(until) + 60}.{rest}"
        for state in ("", ".", "..", "1.2.3", "9999999999.x.ø", longer):
            await browser.comes_back(state=state)
            assert (browser.status, words.failed.old in browser.text) == (400, True)
    assert towns.home.database.rows(select(install_state)) == []


@on_sqlite
async def test_in_another_browser_it_does_not_work(towns: Towns) -> None:
    """Somebody begins, and lures somebody else to end it: their workspace would be another's."""
    await towns.begin()
    async with Installing(towns, towns.away) as thief, Installing(towns, towns.home) as victim:
        await thief.presses()
        await thief.says("yes")
        await victim.presses()
        victim.back = thief.back
        await victim.comes_back()
        assert (victim.status, held(towns)) == (400, {})
        await thief.comes_back()  # and it is used up
        assert (thief.status, held(towns)) == (400, {})


@on_sqlite
async def test_what_is_old_or_made_up_does_not_work(towns: Towns) -> None:
    await towns.begin()
    async with Installing(towns, towns.home) as browser:
        await browser.presses()
        await browser.says("yes")
        await towns.home.later(minutes=11)
        await browser.comes_back()
        assert browser.status == 400
        await browser.presses()
        await browser.says("yes")
        await browser.comes_back(state="made-up")
        assert browser.status == 400
    assert held(towns) == {}


@on_sqlite
async def test_no_is_no_and_a_code_that_slack_does_not_know(towns: Towns) -> None:
    towns.home.calm = False
    towns.home.expected.add("invalid_code")
    await towns.begin()
    async with Installing(towns, towns.home) as browser:
        await browser.presses()
        await browser.says("no")
        await browser.comes_back()
        assert words.failed.cancelled in browser.text
        await browser.presses()
        await browser.says("yes")
        await browser.comes_back(code="made-up")
        assert words.failed.refused in browser.text
        assert browser.status == 502
    assert held(towns) == {}


@on_sqlite
async def test_a_whole_organisation(towns: Towns) -> None:
    await towns.home.people.settings(organisation="whole")
    await towns.begin()
    await towns.install(towns.home)
    assert held(towns).keys() == {"E0EKSEMPEL"}
    karen = await towns.home.chef(KAREN)
    await karen.begins("Mødested for unge")
    await karen.says("bedre kvalitet")
    await karen.commands("status")
    teams = {row.team for row in towns.home.database.rows(select(person.c.team))}
    assert teams == {"E0EKSEMPEL"}


@mostly_sqlite
async def test_a_token_is_renewed_before_it_lapses(towns: Towns) -> None:
    await towns.home.people.settings(token_rotation=True)
    await towns.begin()
    await towns.install(towns.home)
    first = held(towns)["T0EKSEMPEL"]
    assert first.expires_at is not None
    karen = await towns.home.chef(KAREN)
    await karen.says("hej")
    await towns.home.later(hours=11)
    await towns.home.end()  # the next look is a minute away; at the start it is at once
    await towns.begin()
    await towns.home.until(
        lambda: held(towns)["T0EKSEMPEL"].expires_at > first.expires_at + timedelta(hours=5)
    )
    await towns.home.later(hours=2)  # the first one has lapsed
    await karen.presses(whole_way)
    await karen.sees(texts.steps.title.ask)
    renewals = [
        each for each in await towns.home.calls("oauth.v2.access") if "refresh" in str(each["body"])
    ]
    assert len(renewals) == 1


@pytest.mark.parametrize("event", ["app_uninstalled", "tokens_revoked"])
@on_sqlite
async def test_the_app_is_removed(towns: Towns, event: str) -> None:
    await towns.begin()
    await towns.install(towns.home)
    karen = await towns.home.chef(KAREN)
    await karen.begins("Mødested for unge")
    await towns.home.people.emit(event)
    row = held(towns)["T0EKSEMPEL"]
    assert row.tokens is None
    assert row.gone_at is not None
    before = len(towns.home.database.rows(select(outbox)))
    await karen.says("bedre kvalitet", wait=False)  # a late event: nothing is stored of it
    await towns.home.quiet()
    assert len(towns.home.database.rows(select(outbox))) == before
    await towns.install(towns.home)  # and what was there is there again
    await karen.says("status")
    await karen.sees("Mødested for unge")


@on_sqlite
async def test_a_late_word_of_the_removal_does_not_remove_it_again(towns: Towns) -> None:
    await towns.begin()
    await towns.install(towns.home)
    old = {
        "type": "event_callback",
        "team_id": "T0EKSEMPEL",
        "api_app_id": "A0SAMSKAB1",
        "event_id": "Ev1",
        "event_time": 1_700_000_000,
        "event": {"type": "app_uninstalled"},
    }
    await towns.home.people.post("emit", {"payload": old})
    assert held(towns)["T0EKSEMPEL"].tokens is not None


@on_sqlite
async def test_keys_change(towns: Towns) -> None:
    await towns.begin()
    await towns.install(towns.home)
    await towns.home.end()
    old, new = towns.keys, new_key()
    store = open_store(towns.home.database.url)
    try:
        with pytest.raises(PlainError, match="SAMSKAB_KEYS does not open"):
            await reseal(store, Keys([new]))
        assert await reseal(store, Keys([new, old])) == 1
    finally:
        await store.stop()
    towns.keys = new
    await towns.begin()
    karen = await towns.home.chef(KAREN)
    await karen.says("hej")
    await karen.sees(texts.welcome.privacy)


@on_sqlite
async def test_a_key_that_is_missing_is_met_at_the_start(towns: Towns) -> None:
    await towns.begin()
    await towns.install(towns.home)
    await towns.home.end()
    with pytest.raises(PlainError, match="SAMSKAB_KEYS does not open the tokens"):
        await towns.home.begin(**towns.settings(samskab_keys=SecretStr(new_key())))


@on_sqlite
async def test_tokens_in_the_row_of_another_workspace_open_nothing(towns: Towns) -> None:
    keys = Keys([new_key()])
    sealed = keys.seal("T1", keys.unseal("T1", keys.seal("T1", _tokens())))
    with pytest.raises(PlainError):
        keys.unseal("T2", sealed)


def _tokens() -> object:
    from bot.installs.keys import Tokens

    return Tokens("xoxb-1")


def test_the_path_is_in_the_manifest() -> None:
    from bot.slack.manifest import manifest

    made = manifest(library().app, "https://samskab.example.dk", many=True)
    assert made["oauth_config"]["redirect_urls"] == [f"https://samskab.example.dk{REDIRECT_PATH}"]
    assert made["settings"]["token_rotation_enabled"]
    assert made["settings"]["org_deploy_enabled"]
