"""The commands about the keys that the tokens of workspaces are sealed with."""

from __future__ import annotations

from argparse import Namespace

from bot.cli.serving import prepared, serve
from bot.settings import KeySettings, split


def keys(_: Namespace) -> int:
    """Make a key for SAMSKAB_KEYS, and print it.

    The tokens of workspaces are sealed with the first key there, and opened with any of them.
    """
    from bot.installs.keys import new_key

    print(new_key())
    return 0


def rotate(_: Namespace) -> int:
    """Seal all tokens anew, with the first key of SAMSKAB_KEYS.

    1. Put a new key ('samskab keys') before the old one, with a comma between, and start all
    processes again. 2. Run this. 3. Take the old key away, and start them again.
    """
    return serve(_rotate(prepared(KeySettings)))


async def _rotate(settings: KeySettings) -> None:
    from bot.installs.installations import reseal
    from bot.installs.keys import Keys
    from bot.store.database import open_store

    given = split(settings.samskab_keys.get_secret_value())
    store = open_store(settings.database_url, connections=1)
    try:
        number = await reseal(store, Keys(given))
    finally:
        await store.stop()
    print(f"The tokens of {number} workspaces are sealed with the first key.")
