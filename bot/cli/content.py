"""Commands about what comes with the program: the content, and what is made of it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.serving import plain_errors
from bot.errors import PlainError

if TYPE_CHECKING:
    from bot.settings import JudgingSettings
    from flows.content.items import Item
    from flows.content.library import Library
    from flows.content.reading import Problem

COMMENTS = {
    "socket_mode": "Socket Mode: needs SLACK_APP_TOKEN, and no address. Suits one program.",
    "http": "Signed HTTP: needs SLACK_SIGNING_SECRET, and an https address that Slack can reach.",
}
#: After so many that Slack has judged, whoever waits is told.
TOLD_EVERY = 500
CHOOSE = "Choose one: samskab manifest --socket-mode, or samskab manifest --http https://…"


def check_arguments(parser: ArgumentParser) -> None:
    """``--content DIR``, ``--sources DIR`` and ``--without-counts``."""
    parser.add_argument(
        "--content",
        type=Path,
        metavar="DIR",
        help="check this folder (it holds da/), not the content that is installed",
    )
    parser.add_argument(
        "--sources",
        type=Path,
        metavar="DIR",
        help="also see that no text shares ten words in a row with a text file there",
    )
    parser.add_argument(
        "--slack",
        action="store_true",
        help="also let Slack judge every message and dialog (needs SLACK_BOT_TOKEN), and the"
        " manifest where there is a SLACK_CONFIG_TOKEN; takes a while, at Slack's pace",
    )
    parser.add_argument(
        "--without-counts",
        action="store_true",
        help="do not ask for all of the model: 23 focus points, 22 tasks, 12 cases and so on",
    )


def check(arguments: Namespace) -> int:
    """Prove that the content holds together, and say how much there is of it."""
    from bot.content_files import languages, source_texts

    found = languages(arguments.content)
    if not found:
        raise PlainError(f"no content in {arguments.content or 'the package'}: it holds no da/")
    sources = source_texts(arguments.sources) if arguments.sources else {}
    problems: list[Problem] = []
    for language in found:
        library, wrong = examine(
            language, arguments.content, sources, counted=not arguments.without_counts
        )
        if arguments.slack and library is not None and not wrong:
            wrong = asked_of_slack(library)
        problems += sorted(wrong)
        if library is not None and not wrong:
            print(f"{language}: version {library.version}")
            print(f"{language}: {_counted(library.counts)}")
    for problem in problems:
        print(problem)
    if problems:
        print("1 problem" if len(problems) == 1 else f"{len(problems)} problems")
    return 1 if problems else 0


def examine(
    language: str, folder: Path | None, sources: Mapping[str, str], *, counted: bool
) -> tuple[Library | None, list[Problem]]:
    """The library of a language, if it can be read at all, and what is wrong with it.

    ``sources`` are the texts by name from which nothing may be copied; ``counted`` is whether
    all of the model must be there.
    """
    from bot.content_files import load_library
    from flows.checks import problems
    from flows.content import copying
    from flows.content.reading import ContentError

    try:
        library = load_library(language, folder)
    except ContentError as error:
        return None, error.problems
    wrong = [*problems(library, complete=counted), *copying.problems(library, sources)]
    if not wrong:  # what dangles cannot be shown
        from bot.slack import fitting, fitting_workshops

        wrong = [*fitting.problems(library), *fitting_workshops.problems(library)]
    return library, wrong


def asked_of_slack(library: Library) -> list[Problem]:
    """What Slack itself would refuse of all that the bot can say. Raises ``PlainError``."""
    import asyncio

    from bot.settings import JudgingSettings, read_settings

    return asyncio.run(_asked_of_slack(library, read_settings(JudgingSettings)))


async def _asked_of_slack(library: Library, settings: JudgingSettings) -> list[Problem]:
    from itertools import chain

    from bot.outbox.calls import open_client
    from bot.slack import fitting, fitting_workshops, judging
    from bot.slack.manifest import EXAMPLE_URL, manifest

    client = open_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    token, judged = settings.slack_config_token, 0

    def count(number: int) -> None:
        nonlocal judged
        judged = number
        if number % TOLD_EVERY == 0:
            print(f"{number} judged …", file=sys.stderr)

    try:
        built = chain(fitting.built(library), fitting_workshops.built(library))
        found = await judging.judge(client, built, count)
        for url in (None, EXAMPLE_URL):
            if token is not None:
                made = manifest(library.app, url)
                found += await judging.judge_manifest(client, made, token.get_secret_value())
    finally:
        if client.session is not None:
            await client.session.close()
    asked = "the manifest" if token else "not the manifest: SLACK_CONFIG_TOKEN is not set"
    print(f"Slack has judged {judged} messages and dialogs ({asked})")
    return found


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{number} {kind.removesuffix('s') if number == 1 else kind}"
        for kind, number in counts.items()
    )


def content_arguments(parser: ArgumentParser) -> None:
    """``[WORD]`` and ``--content DIR``."""
    parser.add_argument(
        "word",
        nargs="?",
        default="",
        metavar="WORD",
        help="only a kind (question, case, piece …), or what has this in its id or title",
    )
    parser.add_argument(
        "--content", type=Path, metavar="DIR", help="the content of this folder (it holds da/)"
    )


def content(arguments: Namespace) -> int:
    """List what the content holds: the ids and titles of each kind."""
    from bot.content_files import load_library
    from flows.content.items import items

    with plain_errors():
        library = load_library(folder=arguments.content)
    word = arguments.word.casefold()
    found = [item for item in items(library) if _fits(item, word)]
    if not found:
        raise PlainError(f"nothing has '{arguments.word}' in its id or title")
    for kind in dict.fromkeys(item.kind for item in found):
        print(f"{kind}:")
        for item in found:
            if item.kind is kind:
                print(f"  {item.id:<28} {item.title}")
    return 0


def _fits(item: Item, word: str) -> bool:
    return word in (item.kind, f"{item.kind}s") or word in f"{item.id} {item.title}".casefold()


def flow_arguments(parser: ArgumentParser) -> None:
    """``--output``."""
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to a file")


def flow(arguments: Namespace) -> int:
    """Draw the life of a journey: the state machine that runs it, as Mermaid."""
    from bot.content_files import load_library
    from flows.journey.life import drawing
    from flows.journey.path import Path as WholePath

    with plain_errors():
        library = load_library()
    drawn = drawing(WholePath(library).stages)
    if arguments.output is None:
        print(drawn)
        return 0
    try:
        arguments.output.write_text(drawn + "\n", encoding="utf-8")
    except OSError as error:
        raise PlainError(f"{arguments.output} cannot be written: {error.strerror}") from error
    return 0


def manifest_arguments(parser: ArgumentParser) -> None:
    """``--socket-mode`` or ``--http URL``, ``--many``, and ``--format``."""
    transport = parser.add_mutually_exclusive_group()
    transport.add_argument("--socket-mode", action="store_true", help="for Socket Mode alone")
    transport.add_argument("--http", metavar="URL", help="for signed HTTP at this https address")
    parser.add_argument(
        "--many", action="store_true", help="with --http: many workspaces may install the app"
    )
    parser.add_argument("--format", choices=("yaml", "json"), default="yaml")


def manifest(arguments: Namespace) -> int:
    """Print the Slack app manifest, from which api.slack.com/apps makes the app.

    Socket Mode suits one program on any machine. Signed HTTP needs an https address that Slack can
    reach, and lets several programs share the work.
    """
    from bot.content_files import load_library
    from bot.slack.manifest import EXAMPLE_URL, manifest

    words = load_library().app
    write = {"yaml": _yaml, "json": _json}[arguments.format]
    if arguments.many and not arguments.http:
        raise PlainError("--many needs --http https://…: there the app is installed")
    if arguments.socket_mode or arguments.http:
        try:
            print(write(manifest(words, arguments.http, arguments.many)))
        except ValueError as error:
            raise PlainError(f"--http {arguments.http}: {error}") from error
        return 0
    print(CHOOSE, file=sys.stderr)
    both = {"socket_mode": manifest(words), "http": manifest(words, EXAMPLE_URL)}
    if arguments.format == "json":
        print(_json(both))
        return 0
    for kind, one in both.items():
        print(f"--- # {COMMENTS[kind]}\n{_yaml(one)}")
    return 0


def _yaml(value: dict[str, Any]) -> str:
    import yaml

    written: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100)
    return written.rstrip()


def _json(value: dict[str, Any]) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)
