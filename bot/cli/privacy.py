"""Commands for who answers for the data: holds, deletion, the record of deeds, the schema."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.cli.serving import prepared, serve
from bot.errors import PlainError
from bot.settings import StoreSettings

if TYPE_CHECKING:
    from bot.store.database import Store

#: The longest reason that is shown to who leads a journey.
LONGEST_WHY = 500


def hold_arguments(parser: ArgumentParser) -> None:
    """``JOURNEY`` with ``--why`` or ``--lift``; without, a list."""
    parser.add_argument("journey", nargs="?", metavar="JOURNEY", help="its id; none: list them")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--why", metavar="WORDS", help="shown to who leads it, so write it in Danish")
    way.add_argument("--lift", action="store_true", help="let it be deleted again")


def hold(arguments: Namespace) -> int:
    """Keep a journey, whoever wants to delete it, until it is lifted; or list what is kept.

    Its owner can go on with it. 'slet' tells them why it waits, and retention passes it over. It is
    kept on record who set and lifted it. A journey's id stands in the file that its owner fetches
    with 'mine data', and in 'samskab audit'.
    """
    return serve(_on_store(lambda store: _hold(store, arguments)))


async def _hold(store: Store, arguments: Namespace) -> None:
    from bot.turns import holds

    id, who, now = arguments.journey, _operator(), _now()
    if id is None:
        found = await store.run(holds.LISTED.all)
        for row in found:
            print(f"{row.set_at:%Y-%m-%d}  {row.team}  {row.journey}  by {row.set_by}")
        if not found:
            print("No journey is on hold.")
        return
    of = await store.run(lambda tx: holds.found(tx, id))
    if of is None:
        raise PlainError(f"there is no journey {id}")
    if arguments.lift:
        if not await store.run(lambda tx: holds.lift(tx, id, who, now)):
            raise PlainError(f"{id} is not on hold")
        print(f"{id} may be deleted again.")
        return
    if of.delegated_from is not None:
        raise PlainError(f"{id} is a part of {of.delegated_from}: hold that one")
    why = " ".join((arguments.why or "").split())
    if not why or len(why) > LONGEST_WHY:
        raise PlainError(f"say why: --why WORDS, at most {LONGEST_WHY} characters")
    await store.run(lambda tx: holds.put(tx, id, who, why, now))
    print(f"{id} is kept until: samskab hold {id} --lift")


def forget_arguments(parser: ArgumentParser) -> None:
    """``TEAM`` and ``--despite-holds``."""
    parser.add_argument("team", metavar="TEAM", help="the id of the workspace: T… or E…")
    parser.add_argument(
        "--despite-holds", action="store_true", help="delete it all the same where it is on hold"
    )


def forget(arguments: Namespace) -> int:
    """Delete all that is stored of a workspace, in small transactions, also while the bot runs.

    For who stops using the bot: remove the app from the workspace first, or people who write to it
    begin anew. Slack keeps what was said there, and backups what they hold; of PostgreSQL's files
    it is gone once 'VACUUM' has run.
    """
    team, despite = arguments.team, arguments.despite_holds
    return serve(_on_store(lambda store: _forget(store, team, despite)))


async def _forget(store: Store, team: str, despite: bool) -> None:
    from bot.turns import audit as record
    from bot.turns import holds, leaving

    if not despite and await store.run(lambda tx: holds.is_paused(tx, team)):
        raise PlainError(f"the administrators of {team} let nothing be deleted for now: ask them")
    held = await store.run(lambda tx: leaving.held(tx, team))
    if held and not despite:
        listed = ", ".join(held[:5])
        raise PlainError(f"{len(held)} journeys are on hold ({listed}): lift that first")
    gone: Counter[str] = Counter()
    while True:
        name, many = await store.run(lambda tx: leaving.leave(tx, team))
        if not many:
            break
        gone[name] += many
    who, now = _operator(), _now()
    if gone:
        await store.run(lambda tx: record.note(tx, team, who, record.Traced.FORGOT, team, now))
    for name, many in sorted(gone.items()):
        print(f"{many:8}  {name}")
    kept = f"Nothing is stored of {team} any more but that it was deleted: see 'samskab audit'."
    print(kept if gone else f"Nothing was stored of {team}.")


def audit_arguments(parser: ArgumentParser) -> None:
    """``--days`` and ``--most``."""
    parser.add_argument(
        "--days", type=int, default=90, metavar="N", help="of so many days (default: 90)"
    )
    parser.add_argument(
        "--most", type=int, default=1000, metavar="N", help="list so many (default: 1000)"
    )


def audit(arguments: Namespace) -> int:
    """List who shared, fetched, handed on, revealed, kept and deleted what, the newest first.

    Ids alone: never what anybody wrote. It is kept for five years. Who has deleted everything
    stands there under a name that leads nowhere.
    """
    days, most = arguments.days, arguments.most
    return serve(_on_store(lambda store: _audit(store, days, most)))


async def _audit(store: Store, days: int, most: int) -> None:
    from bot.turns import audit as record

    since = _now() - timedelta(days=max(0, min(days, 36_500)))
    found = await store.run(lambda tx: record.LISTED.all(tx, since=since, most=most))
    for line in record.lines(found):
        print(line)
    if not found:
        print(f"Nothing was done in the last {days} days that is kept on record.")


def schema(_: Namespace) -> int:
    """Print the JSON Schema of the file that people fetch with all that is stored about them."""
    import json

    from bot.turns.own_data import Export

    print(json.dumps(Export.model_json_schema(), ensure_ascii=False, indent=2))
    return 0


def _operator() -> str:
    """Who runs the command, as the record has it."""
    try:
        return f"cli:{getpass.getuser()}"[:40]
    except (KeyError, OSError):  # an account without a name
        return "cli"


def _now() -> datetime:
    from bot.turns.pipeline import utc_now

    return utc_now()


async def _on_store(work: Callable[[Store], Awaitable[None]]) -> None:
    from bot.cli.installation import opened_store

    async with opened_store(prepared(StoreSettings), read_only=False) as store:
        await work(store)
