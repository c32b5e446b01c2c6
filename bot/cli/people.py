"""The command about people: their ids in Slack."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from bot.cli.serving import prepared, serve
from bot.settings import DeliverySettings


def people_arguments(parser: ArgumentParser) -> None:
    """``--moved``."""
    parser.add_argument(
        "--moved",
        action="store_true",
        required=True,
        help="the workspace has moved into an organisation: take over the new ids of its people",
    )


def people(_: Namespace) -> int:
    """Ask Slack which people have new ids, and keep everything of theirs under these.

    Needed once, after a workspace has moved into an Enterprise organisation. The bot does it at its
    start too; stop it first where it runs.
    """
    return serve(_moved(prepared(DeliverySettings)))


async def _moved(settings: DeliverySettings) -> None:
    from bot.app import opened
    from bot.tenancy import workspaces
    from bot.turns.moving import exchange

    async with opened(settings) as (store, client):
        moved = 0
        for team, of_team in await workspaces(settings, store, client):
            moved += len(await exchange(store, of_team, team))
        print(f"{moved} of the people have new ids.")
