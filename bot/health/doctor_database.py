"""The database, as it is found: reachable, current, late, and what fails in it; and who works."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, TypeVar

import aiohttp
from sqlalchemy import URL, bindparam, create_engine, func, select, text

from bot.errors import StoreAway, StoreError
from bot.health.figures import MOST, Figures, figures
from bot.health.findings import Finding, Installation, attention, failing, judged, ok
from bot.health.watch import LAG
from bot.outbox.deliverer import Sole
from bot.store import address
from bot.store.migrations import SchemaState, state_of
from bot.store.pulse import BEATS, DEAD
from bot.store.schema import inbox, outbox, setback
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.store.types import Moment
from bot.turns.languages import found_languages
from bot.turns.pipeline import utc_now

T = TypeVar("T")

#: So far back it is looked for refusals.
RECENT: Final = timedelta(days=1)
#: So many kinds of trouble are named.
NAMED: Final = 4
#: So long may the bot take to say how it is, in seconds.
HEALTH_SECONDS: Final = 5.0

LAST_EVENT: Final = Statement(select(func.max(inbox.c.received_at).label("at")))
_few = (
    select(outbox.c.error)
    .where(text("state <> 'pending'"), outbox.c.state == "refused")
    .where(outbox.c.done_at > bindparam("since", type_=Moment))
    .order_by(outbox.c.done_at.desc())
    .limit(1_000)
    .subquery()
)
REFUSED: Final = Statement(select(_few.c.error))
_stuck = (
    select(outbox.c.error).where(text("state = 'resting'")).order_by(outbox.c.due_at).limit(1_000)
).subquery()
STUCK: Final = Statement(select(_stuck.c.error))
_failed = select(setback.c.about, setback.c.why).limit(1_000).subquery()
FAILED: Final = Statement(select(_failed.c.about, _failed.c.why))


async def database(here: Installation) -> AsyncIterator[Finding]:
    """Whether it answers, and what it says of itself."""
    place = here.place
    if place is None:
        yield failing("database", "DATABASE_URL makes no sense", "see 'Set up' above")
        return
    if here.file is not None and not here.file.exists():
        if here.value("DATABASE_URL") and not here.file.parent.is_dir():
            todo = "make it, or set DATABASE_URL to where the database is"
            yield failing("database", f"the folder {here.file.parent} does not exist", todo)
            return
        todo = "'samskab run' makes it, if this is the right place"
        yield attention("database", f"{here.file} is not there yet", todo)
        return
    try:
        kind = address.kind_of(place)
        version = await asyncio.to_thread(_look, place, partial(_version, kind.HAS_VERSION))
    except StoreError as error:
        yield failing("reachable", str(error), AWAY if isinstance(error, StoreAway) else WRONG)
        return
    yield ok("reachable", address.shown(place))
    schema = state_of(version)
    says, todo = SCHEMA[schema]
    wrong = schema in (SchemaState.EMPTY, SchemaState.BEHIND)
    yield judged("schema", says, todo, fails=wrong, asks=schema is SchemaState.AHEAD)
    if not wrong:
        for each in await asyncio.to_thread(_look, place, _told):
            yield each


AWAY: Final = "is the server up, the address right, another program stopped in the middle?"
WRONG: Final = "is DATABASE_URL the right one? Else bring a backup back: bot/README.md, 'Backup'"
SCHEMA: Final = {
    SchemaState.EMPTY: ("there is none", "samskab migrate"),
    SchemaState.BEHIND: ("is an older program's", "samskab migrate"),
    SchemaState.CURRENT: ("is this program's", ""),
    SchemaState.AHEAD: ("is a newer program's", "install the newer version here too"),
}


def _look(place: URL, job: Callable[[Transaction], T]) -> T:
    """Run a job that changes nothing. Raises ``StoreError`` where the database cannot be used."""
    kind = address.kind_of(place)
    dialect = create_engine(place, paramstyle=kind.PARAMSTYLE).dialect
    try:
        connection: Any
        if place.drivername == "sqlite":
            from bot.store import sqlite

            connection = sqlite.look(place)
        else:
            connection = kind.connect(place)
        with closing(connection):
            cursor = connection.cursor()
            if place.drivername == "sqlite":
                cursor.execute("BEGIN IMMEDIATE")  # whoever locks it keeps the bot out too
            try:
                return job(Transaction(cursor, dialect))
            finally:
                connection.rollback()
    except Exception as error:
        raise kind.meaning(error) from error


def _version(is_there: str, tx: Transaction) -> str | None:
    tx.cursor.execute(is_there)
    if not tx.cursor.fetchall():
        return None
    tx.cursor.execute("SELECT version_num FROM alembic_version")
    found = tx.cursor.fetchall()
    return str(found[0][0]) if found else None


def _told(tx: Transaction) -> list[Finding]:
    """What is late, when something came last, and what fails."""
    now = utc_now()
    found = [*_behind(figures(tx, now)), _last_event(tx, now), *_trouble(tx, now)]
    return [*found, *_languages(tx)]


def _behind(found: Figures) -> list[Finding]:
    owed, nudges = found.outbox["pending"], found.nudges
    todo = "is a 'samskab run' or 'samskab worker' running? Does Slack answer?"
    told = []
    for about, crowd in (("to be sent", owed), ("reminders", nudges)):
        many = f"{MOST} or more" if crowd.rows == MOST else str(crowd.rows)
        says = f"{many} wait, the longest {_long(crowd.late)} too late"
        late = crowd.late > LAG
        told.append(judged(about, says, todo, fails=late and about == "to be sent", asks=late))
    return told


def _languages(tx: Transaction) -> list[Finding]:
    """The workspaces whose language is not there."""
    languages = found_languages()
    missed = languages.missed(tx)
    if not missed:
        return []
    codes = ", ".join(sorted(set(missed.values())))
    says = f"{len(missed)} workspaces want {codes}, and are spoken to in {languages.usual}"
    todo = "bring the folder back, or let their administrators choose another"
    return [attention("languages", says, todo)]


def _last_event(tx: Transaction, now: datetime) -> Finding:
    at = LAST_EVENT.one_or_none(tx).at
    if at is None:
        return ok("last event", "none in the last week")
    return ok("last event", f"{at:%Y-%m-%d %H:%M} UTC, {_long(now - at)} ago")


def _long(time: timedelta) -> str:
    return str(timedelta(seconds=round(time.total_seconds())))


def _trouble(tx: Transaction, now: datetime) -> list[Finding]:
    stuck = [_word(row.error) for row in STUCK.all(tx)]
    failed = [f"{row.about.partition(':')[0]} {row.why}" for row in FAILED.all(tx)]
    refused = [_word(row.error) for row in REFUSED.all(tx, since=now - RECENT)]
    log = "look for it in the log; after an update it is tried again"
    return [
        _counted("messages that rest", stuck, log),
        _counted("failed by itself", failed, log),
        _counted("refused in a day", refused, "bot/README.md says what each means"),
    ]


def _counted(about: str, found: list[str], todo: str) -> Finding:
    if not found:
        return ok(about, "none")
    kinds = sorted(set(found), key=lambda kind: (-found.count(kind), kind))
    named = ", ".join(f"{found.count(kind)} × {kind}" for kind in kinds[:NAMED])
    return attention(about, named + (" …" if len(kinds) > NAMED else ""), todo)


def _word(error: str | None) -> str:
    """The error without its details; a fault of ours is told by its kind."""
    said = error or "?"
    return (said if said.startswith("fault: ") else said.partition(": ")[0])[:60]


async def running(here: Installation) -> AsyncIterator[Finding]:
    """Which processes work, and what the one on HEALTH_PORT says of itself."""
    place, is_there = here.place, False
    if place is not None and place.drivername != "sqlite":
        try:
            beats = await asyncio.to_thread(_look, place, BEATS.all)
        except Exception as error:  # noqa: BLE001 - what is wrong with it stands under Database
            yield attention("processes", f"not known: {type(error).__name__}", "see 'Database'")
            return
        living = [each for each in beats if each.beat_at > each.now - DEAD]
        is_there, sends = bool(living), sum(each.delivers for each in living)
        says = f"{len(living)} processes, {sends} of them send"
        todo = "start 'samskab worker': what is owed lies still"
        yield judged("processes", says, todo, fails=False, asks=not sends)
    elif here.file is not None and here.file.exists():
        is_there = await asyncio.to_thread(_is_delivered, here.file)
        says, todo = "runs" if is_there else "does not run", "start 'samskab run': nobody answers"
        yield judged("bot", says, todo, fails=False, asks=not is_there)
    if port := here.value("HEALTH_PORT"):
        host = here.value("HEALTH_HOST") or "127.0.0.1"
        yield await _asked(f"http://{host}:{port}/readyz", is_there=is_there)


def _is_delivered(file: Any) -> bool:
    """Whether some process holds the lock of the one that sends."""
    lock = file.with_name(f"{file.name}-delivery")
    if not lock.exists():
        return False
    sole = Sole(file)
    try:
        free = sole.take()
    except sqlite3.Error:
        return True
    sole.free()
    return not free


async def _asked(url: str, *, is_there: bool) -> Finding:
    """What the process on HEALTH_PORT says; ``is_there`` is whether one is known to live."""
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=HEALTH_SECONDS)) as session,
            session.get(url) as answer,
        ):
            told = [json.loads(line) for line in (await answer.text()).splitlines()]
    except TimeoutError:
        todo = "it hangs: look into its log, and start it anew"
        return failing("health", f"{url} does not answer in {HEALTH_SECONDS:.0f} s", todo)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        todo = "is that the HEALTH_PORT it was started with?" if is_there else "is the bot running?"
        return attention("health", f"{url}: {type(error).__name__}", todo)
    bad = [f"{each['check']}: {each['says']}" for each in told if each["state"] != "ok"]
    fails = any(each["state"] == "failing" for each in told)
    return judged("health", "; ".join(bad) or f"{url}: all well", "see the log", fails=fails,
                  asks=bool(bad))  # fmt: skip
