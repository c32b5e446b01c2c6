"""An administrator sets what holds for everybody, in App Home; others neither see it nor may."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.slack.blocks.dialogs import CALLBACK, VALUE
from bot.slack.button_id import packed
from bot.store.schema import audit, person, workspace
from flows.inputs import Action, Verb
from flows.parts.reminding_lines import ReminderLines
from flows.parts.workplace import FORM, OPEN, WorkplaceLines
from tests.e2e.chef import Chef
from tests.e2e.harness import ALI, KAREN, World, library
from tests.e2e.marks import mostly_sqlite_by_socket, on_sqlite
from tests.e2e.meeting import Meeting
from tests.e2e.meeting import lines as meeting
from tests.e2e.reading import labels, said

lines = library().lines(WorkplaceLines)
reminders = library().lines(ReminderLines)
KAREN_ID, ALI_ID = "U0KAREN001", "U0ALI00001"


@pytest.fixture
async def admin(still_world: World) -> Chef:
    await still_world.begin(samskab_admins=KAREN_ID)
    return await still_world.chef(KAREN)


async def sets(chef: Chef, change: str = lines.change, **fields: Any) -> dict[str, Any]:
    """Opens the dialog from App Home, and sends it with these."""
    home = await chef.opens_home()
    await chef.presses(change, home)
    view = await chef.people.top_view(chef.id)
    ids = {str(block["block_id"]): block["block_id"] for block in view["blocks"]}
    values = {ids[name]: {f"{VALUE}{ids[name]}": given} for name, given in fields.items()}
    done = await chef.people.submit_view(chef.id, values)
    await chef.world.settled()
    return done


@mostly_sqlite_by_socket
async def test_an_administrator_sets_it_in_app_home(admin: Chef) -> None:
    world = admin.world
    done = await sets(
        admin,
        closed="24.12.2026\n28.12.2026 - 30.12.2026",
        opens="0900",
        closes="1400",
        retention="730",
        holders=[KAREN_ID],
        contact="Pia, dpo@eksempel.dk",
    )
    assert not done.get("errors"), done
    (row,) = world.database.rows(select(workspace))
    assert (row.retention_days, row.hold, row.changed_by) == (730, False, KAREN_ID)
    assert row.settings["closed"] == [f"2026-12-{day}" for day in (24, 28, 29, 30)]
    noted = world.database.rows(select(audit.c.about).where(audit.c.deed == "set"))
    assert {each.about for each in noted} == {
        "closed", "opens", "closes", "retention_days", "holders", "contact",
    }  # fmt: skip
    ali = await world.chef(ALI)
    await ali.says("hej")
    await ali.sees("dpo@eksempel.dk")
    await ali.says("påmindelser")
    await ali.sees("9.00 og 14.00")


@on_sqlite
async def test_how_long_the_installation_keeps_stays_at_the_first_save(still_world: World) -> None:
    await still_world.begin(samskab_admins=KAREN_ID, retention_months=24)
    await sets(await still_world.chef(KAREN), contact="Pia")
    (row,) = still_world.database.rows(select(workspace.c.retention_days))
    assert row.retention_days == 730
    noted = still_world.database.rows(select(audit.c.about).where(audit.c.deed == "set"))
    assert [each.about for each in noted] == ["contact"]


@on_sqlite
async def test_what_cannot_be_read_is_said_at_its_field(admin: Chef) -> None:
    done = await sets(admin, closed="når vi holder lukket")
    assert "24.12.2026" in str(done["errors"])
    assert admin.world.database.rows(select(workspace)) == []


@on_sqlite
async def test_others_neither_see_it_nor_may(admin: Chef) -> None:
    """The section is not there; the button and the dialog made up by hand change nothing."""
    world = admin.world
    ali = await world.chef(ALI)
    home = await ali.opens_home()
    assert lines.change not in labels(home)
    assert lines.heading not in said(home)
    who = {"id": ALI_ID, "team_id": "T0EKSEMPEL", "username": "ali"}
    of = {"user": who, "team": {"id": "T0EKSEMPEL", "domain": "x"}, "trigger_id": "1.2.x"}
    action = Action(Verb.OPEN, step=OPEN)
    pressed = {
        **of,
        "type": "block_actions",
        "container": {"type": "view", "view_id": "V1"},
        "actions": [{"type": "button", "action_id": packed(action), "action_ts": "1.1"}],
    }
    await world.people.post("emit", {"payload": pressed, "kind": "interactive"})
    await ali.listens()
    await ali.sees(lines.not_yours[:40])
    view = {
        "id": "V2",
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": packed(Action(Verb.DO, step=FORM)),
        "blocks": [{"type": "input", "block_id": "closed"}],
        "state": {"values": {"closed": {f"{VALUE}closed": {"value": "24.12.2026"}}}},
    }
    sent = {**of, "type": "view_submission", "view": view}
    told = await world.people.post("emit", {"payload": sent, "kind": "interactive"})
    assert lines.not_yours in str(told["response"])
    assert world.database.rows(select(workspace)) == []


@on_sqlite
async def test_who_may_hold_meetings(admin: Chef) -> None:
    world = admin.world
    await sets(admin, holders=[KAREN_ID])
    refused = await world.people.command(ALI_ID, "/samskab afklaring", "C0SAMSKAB1")
    assert refused["response"]["text"] == meeting.setup.not_holder
    await Meeting(world).sets_up(KAREN_ID, [KAREN_ID, ALI_ID])


async def coming(chef: Chef) -> datetime:
    """When the next reminder is planned, once a next step is due."""
    await chef.world.until(lambda: not chef.world.database.unplanned())
    due = chef.world.database.next_nudge()
    assert due is not None
    return due


@on_sqlite
async def test_a_closing_day_moves_what_was_planned(admin: Chef) -> None:
    world = admin.world
    await admin.has_begun("bedre kvalitet")
    await world.later(minutes=2)
    first = (await coming(admin)).date()
    closed = [first + timedelta(days=n) for n in (0, 1)]
    days = "\n".join(f"{day:%d.%m.%Y}" for day in closed)
    done = await sets(admin, closed=days)
    assert not done.get("errors"), done
    while not _sent(world, admin.id):
        await world.to_next_nudge()
    (sent,) = (each for each in world.database.nudges(admin.id) if each.state == "sent")
    assert sent.sent_at.date() > closed[-1]


@on_sqlite
async def test_away_by_status_is_for_those_who_chose_it(karen: Chef, ali: Chef) -> None:
    world = karen.world
    await karen.has_begun()
    await ali.begins("Bænk ved søen")
    for chef in (karen, ali):
        await chef.says("bedre kvalitet")
    await karen.says("påmindelser")
    await karen.presses(reminders.buttons.rest)
    await karen.presses(reminders.buttons.follow_status)
    await karen.sees(reminders.settings.away_now[:30])
    until = int((datetime.now(UTC) + timedelta(days=60)).timestamp())
    for chef in (karen, ali):
        fields = {"status_emoji": ":palm_tree:", "status_expiration": until}
        await world.people.update_person(chef.id, **fields)
    await world.settled()
    kept = {row.user: row for row in world.database.rows(select(person))}
    assert (kept[karen.id].away, kept[ali.id].away) == (True, False)
    assert kept[ali.id].away_until is None, "nothing is kept of who did not choose it"
    while not _sent(world, ali.id):
        await world.to_next_nudge()
    await world.until(lambda: not _due(world, karen.id))
    assert not _sent(world, karen.id)
    await karen.says("påmindelser")
    await karen.presses(reminders.buttons.rest)
    await karen.presses(reminders.buttons.leave_status)
    row = next(each for each in world.database.rows(select(person)) if each.user == karen.id)
    assert (row.away, row.away_until) == (False, None)


def _sent(world: World, user: str) -> bool:
    return any(each.state == "sent" for each in world.database.nudges(user))


def _due(world: World, user: str) -> bool:
    now = world.now()
    return any(
        each.state in ("planned", "due", "snoozed") and each.due_at <= now
        for each in world.database.nudges(user)
    )
