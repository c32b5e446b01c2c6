"""A look at a whole installation, from outside: with the bot running or not, well or not.

Nothing is changed and nothing made; each look may fail by itself and hinders no other.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import platform
import shutil
import stat
from collections.abc import AsyncIterator, Callable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from bot import VERSION
from bot.errors import PlainError
from bot.health.findings import Finding, Installation, attention, failing, judged, ok
from bot.settings import (
    ENV_FILE,
    TOKENS,
    WHERE,
    data_folder,
    sqlite_url,
)

Look = Callable[[Installation], AsyncIterator[Finding]]

#: What is left on the disk, in bytes: under the first it fails soon, under the second later.
LITTLE, SOME = 100 * 2**20, 2**30
#: Seconds that a look may take.
PATIENCE: Final = 15.0
SECRET: Final = ("TOKEN", "SECRET", "KEY")


async def examined() -> list[tuple[str, list[Finding]]]:
    """All findings, under the headings that have any. Never raises."""
    from bot.health import doctor_database, doctor_slack

    here = Installation()
    looks: tuple[tuple[str, Look], ...] = (
        ("Program", program),
        ("Set up", settings),
        ("Files", files),
        ("Slack", doctor_slack.slack),
        ("Database", doctor_database.database),
        ("Running", doctor_database.running),
    )
    every = [(heading, await _found(look, here)) for heading, look in looks]
    return [(heading, found) for heading, found in every if found]


async def _found(look: Look, here: Installation) -> list[Finding]:
    found: list[Finding] = []
    try:
        async with asyncio.timeout(PATIENCE):
            found += [each async for each in look(here)]
    except TimeoutError:
        found.append(failing("this look", "takes too long", "try again; see the log of the bot"))
    except Exception as error:  # noqa: BLE001 - a look that fails must not hide the others
        says = str(error) if isinstance(error, PlainError) else type(error).__name__
        found.append(failing("this look", f"failed: {says}", "see the lines above"))
    return found


async def program(here: Installation) -> AsyncIterator[Finding]:
    """What is installed."""
    from bot.content_files import load_library
    from bot.turns.languages import found_languages

    yield ok("samskab", f"{VERSION}, Python {platform.python_version()}, {platform.system()}")
    languages = await asyncio.to_thread(found_languages)
    for code in languages.names:
        yield ok("content", f"{code}, version {load_library(code).version}")
    for code, why in languages.refused.items():
        yield failing(f"content {code}", why, "samskab check says all that is wrong")
    many, odd = await asyncio.to_thread(odd_packages)
    says = "; ".join(odd[:3]) if odd else f"{many}, as they were tried, and unaltered"
    todo = "install with -c constraints.txt again"
    yield judged("packages", says, todo, fails=False, asks=bool(odd))


async def settings(here: Installation) -> AsyncIterator[Finding]:
    """Each setting: its value where it is no secret, and where it stands."""
    for name in WHERE:
        if name in here.given:
            value, source = here.given[name]
            yield ok(name, f"{shown(name, value)}  ({source})")
    if "DATABASE_URL" not in here.given:
        own = sqlite_url(data_folder() / "samskab.db")
        yield ok("DATABASE_URL", f"{own}  (default)")
    for problem in here.problems:
        about, _, says = problem.partition(" ")
        says, _, todo = says.partition(": ")
        worker = about == "SLACK_APP_TOKEN" and says.startswith("and ")  # a worker needs neither
        yield judged(about, says, todo or "set it right", fails=not worker, asks=worker)


def shown(name: str, value: str) -> str:
    """A setting without what is secret in it."""
    from bot.logs import redact

    if any(word in name for word in SECRET):
        return next((start for start in TOKENS if value.startswith(start)), "") + "…"
    return redact(value)


async def files(here: Installation) -> AsyncIterator[Finding]:
    """Who may read what is kept on this machine, and whether there is room for more."""
    paths = [Path(ENV_FILE)]
    if (path := here.file) is not None:
        ends = ("wal", "shm", "delivery")
        paths += [path, *(path.with_name(f"{path.name}-{end}") for end in ends)]
    for each in paths:
        if each.exists():
            yield _owner_only(each)
    if path is None or not path.parent.is_dir():
        return
    yield _closed(path.parent)
    left = shutil.disk_usage(path.parent).free
    says = f"{left / 2**30:.1f} GB free where the database is"
    todo = "make room: on a full disk nothing is stored"
    yield judged("disk", says, todo, fails=left < LITTLE, asks=left < SOME)


def _owner_only(path: Path) -> Finding:
    mode = path.stat().st_mode
    name, todo = path.name, f"chmod 600 {path}"
    if mode & stat.S_IROTH or mode & stat.S_IWOTH:
        return failing(name, f"everybody on this machine may read it ({mode & 0o777:o})", todo)
    if mode & 0o077:
        return attention(name, f"its group may use it too ({mode & 0o777:o})", todo)
    return ok(name, f"for its owner alone ({mode & 0o777:o})")


def _closed(folder: Path) -> Finding:
    """Whoever may write in the folder may put another file in the database's place."""
    mode, todo = folder.stat().st_mode, f"chmod 700 {folder}"
    says = f"{folder} ({stat.S_IMODE(mode):o})"
    if mode & (stat.S_IWOTH | stat.S_IWGRP) and not mode & stat.S_ISVTX:
        who = "everybody on this machine" if mode & stat.S_IWOTH else "its group"
        says += f": {who} may put other files there"
        return judged("folder", says, todo, fails=bool(mode & stat.S_IWOTH), asks=True)
    return ok("folder", says)


#: In the package; in a clone it lies in the root.
CONSTRAINTS: Final = (
    Path(__file__).with_name("constraints.txt"),
    Path(__file__).parents[2] / "constraints.txt",
)


def odd_packages() -> tuple[int, list[str]]:
    """How many of the packages that were tried are installed, and what is odd with those."""
    path = next((each for each in CONSTRAINTS if each.is_file()), None)
    if path is None:
        return 0, ["there is no list of what was tried"]
    many, odd = 0, []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, version = line.partition("==")
        found = _installed(name) if version else None
        if found is None:
            continue
        many += 1
        if found.version != version:
            odd.append(f"{name} {found.version}, tried with {version}")
        elif (altered := next(_altered(found), None)) is not None:
            odd.append(f"{name}: {altered} was altered")
    return many, odd


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _altered(package: Distribution) -> Iterator[str]:
    """The files that are not as their wheel brought them."""
    for file in package.files or ():
        if file.hash is None or file.hash.mode != "sha256":
            continue
        path = Path(str(file.locate()))
        digest = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
            yield str(file)
