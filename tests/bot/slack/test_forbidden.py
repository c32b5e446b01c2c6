"""Every button and dialog, on what is somebody else's, by everybody who may not: nothing happens.

What the bot knows of deeds is gone through, so that a new one is tried without being written here.
``SAMSKAB_MATRIX=FILE`` has the table written to a file.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from sqlalchemy import create_engine, select

from bot.slack.arrivals import Arrival
from bot.slack.asking import Trouble, look
from bot.slack.blocks.dialogs import CALLBACK, VALUE, asked_dialog
from bot.slack.button_id import ButtonId, packed
from bot.slack.dialogs import Dialogs
from bot.slack.listeners import Listeners
from bot.slack.manifest import SHORTCUT
from bot.slack.origin import House
from bot.slack.people import People
from bot.slack.workshops import WorkshopListeners
from bot.store.database import Store
from bot.store.schema import metadata, outbox
from bot.turns.languages import alone
from bot.turns.memo_rows import MemoLooks
from bot.turns.pipeline import Pipeline
from bot.turns.workshop import WorkshopLooks
from flows.content.vocabulary import Word
from flows.dialogue.features import DEEDS
from flows.inputs import Action, Pressed, Typed, Verb
from flows.language import Language
from flows.parts.memo.ordering import ORDER
from flows.parts.workplace import FORM, OPEN
from flows.workshop.answering import WHICH
from flows.workshop.concluding import START_FROM
from flows.workshop.inputs import Deed, Form
from flows.workshop.turn import AREA
from tests.bot.turns.sitting import CHANNEL, CHEF, TEAM, Sitting
from tests.e2e.harness import flow
from tests.e2e.marks import on_sqlite

FLOW = flow()
OTHER, GUEST, STRANGER, LEFT, TAKES_PART = "U0ANDEN001", "U0GAEST001", "U0FREMMED1", "U3", "U2"
NAMED = {
    CHEF: "chef, ikke administrator",
    OTHER: "anden chef",
    GUEST: "gæst",
    STRANGER: "fremmed (Slack Connect)",
    LEFT: "har forladt mødet",
    TAKES_PART: "deltager, ikke tovholder",
}
#: In everything that is the chef's own.
SECRET = "hemmelig"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WORDS = [each.name.lower() for each in Word]


@dataclass
class Answering:
    """A Slack that says OK to everything and keeps what it was told."""

    heard: list[str] = field(default_factory=list)
    base_url = "https://slack.com/api/"
    token = "xoxb-1"
    proxy = None

    @property
    def session(self) -> Answering:
        return self

    @asynccontextmanager
    async def request(self, verb: str, url: str, **request: Any) -> AsyncIterator[Answering]:
        given = {name: each for name, each in request.items() if name != "headers"}
        self.heard.append(str(given.get("data", b"") or given))
        yield self

    status = 200
    headers: dict[str, str] = field(default_factory=dict)

    async def read(self) -> bytes:
        return b'{"ok": true}'


class House1:
    """The bot as it takes payloads in, a chef's journey, and a meeting with answers not shown."""

    def __init__(self, store: Store) -> None:
        self.store, self.slack, self._ids = store, Answering(), count(1)
        client: Any = self.slack
        self.turns = Pipeline(store, alone(FLOW), lambda: NOW)
        house, looks = (
            House(TEAM),
            WorkshopLooks(store, self.turns.voice().workshops.flow, lambda: NOW),
        )
        people = People(client, self.turns, FLOW.library.texts.unnamed, ("U0BOT00001", "Samskab"))

        async def nothing(*_: Any) -> None: ...

        self._listeners = Listeners(
            self.turns.take,
            Trouble(client, FLOW.library.texts),
            WorkshopListeners(self.turns.take, looks, client, people, house),
            Dialogs(
                client,
                FLOW,
                looks.flow,
                MemoLooks(store, FLOW, lambda: NOW),
                house,
                self.turns.rules_dialog,
            ),
            nothing,
            nothing,
            partial(look, client, house),
            people,
            Language(FLOW.library.vocabulary),
            house,
        )
        self._engine = create_engine(store.place, isolation_level="AUTOCOMMIT")
        self._file = sqlite3.connect(str(store.place.database), isolation_level=None)

    async def furnish(self) -> None:
        """The chef's journey, with a title, answers and records; others have one of their own."""
        for user in (CHEF, OTHER, GUEST):
            title = f"{SECRET} titel" if user == CHEF else "Eget"
            said = ["hej", "begynd", title, "spring over", "spring over", "spring over", "fortsæt"]
            for each in said:
                await self.says(user, each)
        for each in WORDS:
            if each not in ("delete", "my_data"):
                await self.turns.take(self._arrival(CHEF, Pressed(Action(Verb.WORD, arg=each))))
                await self.says(CHEF, f"{SECRET} svar på {each}")
        meeting = await Sitting(self.store, 4, title="Mødested").begin("formaal", "afgraensning")
        for user in (CHEF, TAKES_PART, LEFT):
            await meeting.answers(user, 3, f"{SECRET} svar", reason=f"{SECRET} grund")
        await meeting.does(LEFT, Deed.LEAVE)
        meeting.close()
        self.meeting = meeting.id
        table = metadata.tables["journey"]
        own = self.rows(
            select(table.c.id).where(table.c.owner == CHEF).order_by(table.c.created_at)
        )
        self.journey = str(own[0].id)

    async def says(self, user: str, text: str) -> None:
        input = Typed(text, f"{next(self._ids)}.0")
        await self.turns.take(self._arrival(user, input))

    def _arrival(self, user: str, input: Any, team: str = TEAM) -> Arrival:
        return Arrival(f"k{next(self._ids)}", team, user, input, f"D{user}")

    def rows(self, question: Any) -> list[Any]:
        with self._engine.connect() as connection:
            return list(connection.execute(question))

    def raw(self, question: str, *values: Any) -> list[Any]:
        """What stands in the file: asked thousands of times, so without SQLAlchemy."""
        return self._file.execute(question, values).fetchall()

    def everything(self) -> set[str]:
        """All rows, but what a turn leaves however it went."""
        but = ("inbox", "workshop_replan", "alembic_version")
        tables = [each.name for each in metadata.sorted_tables if each.name not in but]
        return {f"{name}: {row}" for name in tables for row in self.raw(f'SELECT * FROM "{name}"')}

    def buttons(self) -> Iterator[Action]:
        """All that stands behind the chef's buttons."""
        seen = set()
        for row in self.rows(select(outbox.c.payload).where(outbox.c.lane.like(f"%:{CHEF}"))):
            for text in _strings(row.payload):
                action = ButtonId.parse(text)
                if action is not None and action not in seen:
                    seen.add(action)
                    yield action

    # What somebody tries

    async def sends(self, user: str, body: dict[str, Any]) -> str:
        """What they are shown for this payload: on the spot, in their DM, or in the channel."""
        ((last,),) = self.raw("SELECT coalesce(max(id), 0) FROM outbox")
        self.slack.heard.clear()
        team = "T2" if user == STRANGER else TEAM
        given = {"user": {"id": user, "team_id": team}, "team": {"id": team}, **body}
        request = AsyncBoltRequest(body=json.dumps(given), mode="socket_mode")
        answer = await self._listeners.async_process(
            req=request, resp=BoltResponse(status=404), next=_nobody
        )
        assert answer is not None
        assert answer.status in (200, 404), given
        owed = self.raw("SELECT payload FROM outbox WHERE id > ?", last)
        return json.dumps([str(answer.body), self.slack.heard, owed], ensure_ascii=False)

    async def presses(self, user: str, action: Action, place: str, chosen: str = "") -> str:
        pressed: dict[str, Any] = {"action_id": packed(action), "action_ts": str(next(self._ids))}
        if chosen:
            pressed |= {"type": "static_select", "selected_option": {"value": chosen}}
        body = {"type": "block_actions", "channel": {"id": place}, "actions": [pressed]}
        hook = "https://hooks.slack.com/actions/1"
        return await self.sends(user, {**body, "response_url": hook, "trigger_id": "1"})

    async def submits(
        self, user: str, form: Action, carried: str = "", fields: dict[str, str] | None = None
    ) -> str:
        names = ("rating", "answer", "reason", "text", "clarity", "user", "what", "title", "who")
        given = fields or {each: f"indbrud {each}" for each in names}
        state = {name: {f"{VALUE}{name}": {"value": each}} for name, each in given.items()}
        view = {
            "id": f"V{next(self._ids)}",
            "hash": "1",
            "callback_id": CALLBACK,
            "private_metadata": packed(form) + carried,
            "state": {"values": state},
            "blocks": [],
        }
        return await self.sends(user, {"type": "view_submission", "view": view})

    async def saves_as_input(self, user: str) -> str:
        body = {"type": "message_action", "callback_id": SHORTCUT, "channel": {"id": CHANNEL}}
        message = {"user": CHEF, "text": "indbrud", "ts": "1.0"}
        more = {"action_ts": str(next(self._ids)), "trigger_id": "1", "message": message}
        hook = "https://hooks.slack.com/actions/1"
        return await self.sends(user, {**body, **more, "response_url": hook})

    def close(self) -> None:
        self._engine.dispose()
        self._file.close()


async def _nobody() -> BoltResponse:
    return BoltResponse(status=404)


def _strings(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    for each in thing.values() if isinstance(thing, dict) else thing or ():
        if isinstance(each, dict | list | str) and thing is not each and not isinstance(thing, str):
            yield from _strings(each)


@pytest.fixture
async def house(store: Store) -> AsyncIterator[House1]:
    made = House1(store)
    await made.furnish()
    yield made
    made.close()


def tries_in_the_dm(house: House1) -> dict[str, list[Action]]:
    """Every deed, verb and word on the chef's journey: as their own buttons have it, and bare."""
    found: dict[str, list[Action]] = {}
    ours = [each for each in house.buttons() if each.journey]
    assert len(ours) > 30  # else the chef was shown nothing to press
    for each in ours:
        found.setdefault(_name(each), []).append(each)
    at = house.journey
    every = [Action(Verb.DO, at, deed, 1, "formaal") for deed in sorted(DEEDS)]
    every += [Action(verb, at, "formaal.hvorfor", 1, "") for verb in Verb if verb is not Verb.DO]
    every += [Action(Verb.WORD, at, "", 1, word) for word in WORDS]
    for each in every:
        found.setdefault(_name(each), []).append(each)
    return {name: list(dict.fromkeys(each))[:2] for name, each in found.items()}


def views_in_the_dm(house: House1) -> Iterator[tuple[str, Action]]:
    """Every dialog about a journey, under each verb with which one is sent."""
    ids = [*FLOW.path.by_id, *FLOW.library.point]
    opened = [Action(Verb.OPEN, house.journey, each, 1, "1" * 10) for each in ids]
    steps = [each.step for each in opened if asked_dialog(FLOW, each)]
    assert len(steps) > 20  # the overviews, and most points
    for step in (*steps, ORDER):
        for verb in (Verb.OPEN, Verb.ANSWER, Verb.DO):
            yield f"{step} ({verb.value})", Action(verb, house.journey, step, 1, "1" * 10)


def _name(action: Action) -> str:
    if action.verb is Verb.DO:
        return f"do {action.step}"
    return f"word {action.arg}" if action.verb is Verb.WORD else action.verb.value


def changed(house: House1, before: set[str], user: str) -> list[str]:
    """What is otherwise than it was and is not the actor's own."""
    return sorted(each for each in before ^ house.everything() if user not in each)


def who(quick: set[str], *others: str) -> pytest.MarkDecorator:
    """Those of whom all is tried always, and those of whom it is tried at length."""
    return pytest.mark.parametrize(
        "users", [quick, pytest.param({*others}, marks=pytest.mark.slow)]
    )


@who({OTHER}, GUEST, STRANGER)
@on_sqlite
async def test_what_is_a_chefs_own(house: House1, users: set[str]) -> None:
    table: list[tuple[str, ...]] = []
    tries = tries_in_the_dm(house)
    for user in sorted(users):
        before = house.everything()
        for name, actions in tries.items():
            for each in actions:
                for chosen in ("", TAKES_PART)[: 1 if user == GUEST else 2]:
                    shown = await house.presses(user, each, f"D{user}", chosen)
                    assert SECRET not in shown, (user, each)
                    assert house.journey not in shown, (user, each)
            table.append((name, user, "intet ændret, intet vist"))
        assert changed(house, before, user) == [], user
        for name, form in views_in_the_dm(house):
            assert SECRET not in await house.presses(user, form, f"D{user}")
            assert SECRET not in await house.submits(user, form)
            table.append((f"dialog {name}", user, "intet ændret, intet vist"))
        assert changed(house, before, user) == [], user
    assert STRANGER not in str(house.everything())
    write("Chefens egne knapper", table)


#: What somebody who does not lead may do in a meeting after all.
MAY: dict[str, set[str]] = {
    "join": {OTHER, GUEST, STRANGER, LEFT},
    "leave": {TAKES_PART},
    "open answer": {TAKES_PART},
    "open passing": {TAKES_PART},
    "send answer": {TAKES_PART},
    "send passing": {TAKES_PART},
    "send which": {TAKES_PART},
    "gem som input": {TAKES_PART},
}


@who({STRANGER, TAKES_PART}, OTHER, GUEST, LEFT)
@on_sqlite
async def test_what_is_a_meetings(house: House1, users: set[str]) -> None:
    """By who is not in it, who has left it, and who takes part and does not lead it."""
    table: list[tuple[str, ...]] = []
    before = house.everything()
    for user in sorted(users):
        for name, doing in meeting_tries(house, user):
            if user in MAY.get(name, ()):
                doing.close()
                table.append((name, user, "må"))
                continue
            assert SECRET not in await doing, (user, name)
            after = house.everything()
            wrong = [e for e in before ^ after if user not in e or not e.startswith("outbox")]
            assert wrong == [], (user, name)
            before = after
            table.append((name, user, "afvist"))
    write("I et afklaringsmøde", table)


def meeting_tries(house: House1, user: str) -> Iterator[tuple[str, Any]]:
    at = house.meeting
    for deed in Deed:
        action = Action(Verb.DO, at, f"{AREA}.{deed.value}", 0, "formaal.yes")
        yield deed.value, house.presses(user, action, CHANNEL)
    for form in Form:
        if form is not Form.SETUP:
            action = Action(Verb.DO, at, f"{AREA}.{form.value}", 0, "formaal")
            yield f"open {form.value}", house.presses(user, action, CHANNEL)
            yield f"send {form.value}", house.submits(user, action)
    which = Action(Verb.DO, "", f"{AREA}.{WHICH}")
    saved = house.submits(user, which, f'\n["{CHEF}", "indbrud"]', {WHICH: f"{at}.formaal"})
    yield "send which", saved
    chosen = Action(Verb.DO, at, f"{AREA}.{START_FROM}", 0, "formaal")
    yield "choose start_from", house.presses(user, chosen, CHANNEL, "1")
    yield "gem som input", house.saves_as_input(user)
    if user == STRANGER:  # a colleague sets one up for themselves
        setup = Action(Verb.DO, "", f"{AREA}.{Form.SETUP.value}")
        yield "open setup", house.presses(user, setup, CHANNEL)
        yield "send setup", house.submits(user, setup)


@on_sqlite
async def test_the_same_id_in_another_workspace(house: House1) -> None:
    """Ids of people are unique in a workspace only: whoever has the chef's elsewhere is nobody."""
    before = house.everything()
    shown = []
    for actions in tries_in_the_dm(house).values():
        for each in actions:
            arrival = house._arrival(CHEF, Pressed(each), "T2")
            await house.turns.take(arrival)
    for deed in Deed:
        pressed = Action(Verb.DO, house.meeting, f"{AREA}.{deed.value}", 0, "formaal.yes")
        shown.append(await house.presses(CHEF, pressed, "C2"))
    own = {each for each in before ^ house.everything() if "'T2'" not in each}
    assert not [each for each in own if not each.startswith("outbox")]
    assert SECRET not in str([each for each in before ^ house.everything() if "'T2'" in each])
    assert SECRET not in str(shown)


@on_sqlite
async def test_what_is_set_for_all(house: House1) -> None:
    """By whoever is no administrator: also a chef."""
    table: list[tuple[str, ...]] = []
    before = house.everything()
    sent = {"retention": "365", "hold": "yes", "closed": "24. december", "contact": "indbrud"}
    for user in (CHEF, OTHER, GUEST, STRANGER):
        for verb in (Verb.OPEN, Verb.DO, Verb.ANSWER):
            for step in (OPEN, FORM):
                form = Action(verb, "", step)
                await house.presses(user, form, f"D{user}")
                await house.submits(user, form, fields=sent)
        assert changed(house, before, user) == [], user
        before = house.everything()
        table.append(("indstillinger for alle", user, "afvist"))
    workspace = metadata.tables["workspace"]
    assert house.rows(select(workspace)) == []
    write("Hvem der ikke er administrator", table)


def write(title: str, table: list[tuple[str, ...]]) -> None:
    """The table, for who wants to read it."""
    place = os.environ.get("SAMSKAB_MATRIX")
    if place:
        users = list(dict.fromkeys(user for _, user, _ in table))
        cells = {(name, user): what for name, user, what in table}
        head = " | ".join(NAMED[user] for user in users)
        lines = [f"\n## {title}\n", f"| handling | {head} |", "|---" * (len(users) + 1) + "|"]
        lines += [
            f"| `{name}` | {' | '.join(cells.get((name, user), '') for user in users)} |"
            for name in dict.fromkeys(name for name, _, _ in table)
        ]
        with Path(place).open("a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
