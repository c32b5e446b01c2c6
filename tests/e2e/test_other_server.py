"""The bot needs no sandbox: another server that speaks Slack's API will do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import Circumstances, run_bot
from bot.settings import Settings
from bot.slack.intake import HttpIntake, Intake
from bot.slack.manifest import EVENTS_PATH
from bot.turns.languages import alone
from flows.journey.steps import Role
from flows.journey.values import AnswerState
from flows.parts.advice.findings import AdviceLines
from tests.e2e.chef import typed_answer
from tests.e2e.database import Database
from tests.e2e.harness import FIRST_LOOK, PATIENCE, Hasty, flow, library, path, texts, whole_way
from tests.e2e.marks import on_sqlite
from tests.e2e.other_server import APP_TOKEN, BOT_TOKEN, SECRET, USER, OtherServer
from tests.e2e.reading import form, has
from tests.e2e.test_afklaring import DONE, PHASE, REACHED

Json = dict[str, Any]
Answer = Callable[[OtherServer, Json], Awaitable[None]]


@asynccontextmanager
async def bot_at(server: OtherServer, transport: str, url: str) -> AsyncIterator[None]:
    """The bot, with this server in Slack's place."""
    socket = transport == "socket"
    settings = Settings(
        # type: ignore[call-arg]
        slack_api_url=f"http://{server.address}/api/",
        slack_bot_token=SecretStr(BOT_TOKEN),
        slack_app_token=SecretStr(APP_TOKEN) if socket else None,
        slack_signing_secret=SecretStr(SECRET),
        database_url=url,
        port=0,
    )
    ready: asyncio.Future[Intake] = asyncio.get_running_loop().create_future()
    given = Circumstances(pace=Hasty(), languages=alone(flow()))
    bot = asyncio.create_task(run_bot(settings, deliver=True, ready=ready.set_result, given=given))
    try:
        async with asyncio.timeout(PATIENCE):
            intake = await ready
            if isinstance(intake, HttpIntake):
                server.request_url = f"http://127.0.0.1:{intake.port}{EVENTS_PATH}"
            else:
                await server.connected.wait()
        yield
    finally:
        bot.cancel()
        with suppress(asyncio.CancelledError):
            await bot


async def by_typing(server: OtherServer, message: Json) -> None:
    await server.says(typed_answer(message) or "Det ved de unge bedst selv")


async def by_pressing(server: OtherServer, message: Json) -> None:
    """Uses the element that answers; passes in the menu or by a button where one has to write.

    What is asked about answers that pull apart is let stand.
    """
    advice = library().lines(AdviceLines)
    for stands in (advice.both, advice.stands):
        if stays := element(message, stands):
            await server.acts(message, stays, {})
            return
    kind, action_id, options = form(message)
    if scales := element(message, texts.buttons.open_scales):
        await server.acts(message, {**scales, "block_id": "form"}, {})
        await server.submits(dict(map(lowest, server.views[-1]["blocks"])))
        return
    action: Json = {"type": kind, "action_id": action_id, "block_id": "form"}
    if kind == "checkboxes":
        state = {"form": {action_id: {"type": kind, "selected_options": options[:2]}}}
        save = element(message, texts.buttons.save_choices)
        await server.acts(message, {**save, "block_id": "save"}, state)
        return
    if kind == "users_select":
        action["selected_user"] = USER
    elif kind == "datepicker":
        action["selected_date"] = "2030-01-31"
    elif kind in ("radio_buttons", "static_select"):
        action["selected_option"] = options[0]
    elif kind == "button":
        action |= options[0]
    else:
        skip = texts.buttons.skip
        action |= element(message, skip) or element(message, texts.buttons.name_later)
    await server.acts(message, action, {})


def lowest(block: Json) -> tuple[str, Json]:
    """A field of a dialog with its first option chosen."""
    field = block["element"]
    chosen = {"type": field["type"], "selected_option": field["options"][0]}
    return block["block_id"], {field["action_id"]: chosen}


def element(message: Json, label: str) -> Json:
    """The button with this label."""
    for block in message["blocks"]:
        for one in block.get("elements", []):
            if one["type"] == "button" and one["text"]["text"] == label:
                return dict(one)
    return {}


@pytest.fixture
async def server() -> AsyncIterator[OtherServer]:
    started = OtherServer()
    await started.start()
    yield started
    await started.stop()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


async def new(server: OtherServer, database: Database, seen: int) -> list[Json]:
    """What the bot has said since so many messages, when it owes no more."""
    async with asyncio.timeout(PATIENCE):
        while database.owed() or len(server.messages) == seen:
            await asyncio.sleep(FIRST_LOOK)
    return list(server.messages.values())[seen:]


async def goes_through(server: OtherServer, database: Database, answers: Answer) -> bool:
    """From the title to the end of the phase; whether the summary was seen."""
    reached = False
    for _ in path().steps:
        seen = len(server.messages)
        await answers(server, list(server.messages.values())[-1])
        messages = await new(server, database, seen)
        reached = reached or any(has(message, REACHED) for message in messages)
        if has(messages[-1], DONE):
            break
    return reached


@on_sqlite
@pytest.mark.parametrize(
    ("transport", "answers"),
    [
        pytest.param("socket", by_typing, marks=pytest.mark.slow, id="typing over Socket Mode"),
        pytest.param("http", by_pressing, id="pressing over HTTP"),
    ],
)
async def test_all_of_afklaring(
    server: OtherServer, database: Database, transport: str, answers: Answer
) -> None:
    async with bot_at(server, transport, database.url):
        await server.says("hej")
        (welcome,) = await new(server, database, 0)
        if answers is by_pressing:
            await server.acts(welcome, element(welcome, whole_way), {})
        else:
            await server.says("hele vejen")
        await new(server, database, 1)
        assert await goes_through(server, database, answers)
    stored = database.answers(USER)
    asked = [step for step in path().steps if step.role is not Role.CLARITY]  # that follows
    expected = [step for step in asked if step.phase is PHASE and step.on_path(stored)]
    assert all(stored.get(step.id) for step in expected)
    if answers is by_typing:
        assert {stored.get(step.id).state for step in expected} == {AnswerState.GIVEN}
    assert set(server.unknown) <= {"users.info"}
