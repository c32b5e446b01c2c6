"""Print the Slack app manifest, from which api.slack.com/apps makes the app.

Socket Mode suits one program on any machine. Signed HTTP needs an https address that Slack can
reach, and lets several programs share the work.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from bot.errors import PlainError

HELP = "print the Slack app manifest"

COMMENTS = {
    "socket_mode": "Socket Mode: needs SLACK_APP_TOKEN, and no address. Suits one program.",
    "http": "Signed HTTP: needs SLACK_SIGNING_SECRET, and an https address that Slack can reach.",
}
CHOOSE = "Choose one: samskab manifest --socket-mode, or samskab manifest --http https://…"


def add_arguments(parser: ArgumentParser) -> None:
    """``--socket-mode`` or ``--http URL``, and ``--format``."""
    transport = parser.add_mutually_exclusive_group()
    transport.add_argument("--socket-mode", action="store_true", help="for Socket Mode alone")
    transport.add_argument("--http", metavar="URL", help="for signed HTTP at this https address")
    parser.add_argument("--format", choices=("yaml", "json"), default="yaml")


def run(arguments: Namespace) -> int:
    """Print the chosen manifest, or both where none is chosen."""
    from bot.content_files import load_library
    from bot.slack.manifest import EXAMPLE_URL, manifest

    words = load_library().app
    write = {"yaml": _yaml, "json": _json}[arguments.format]
    if arguments.socket_mode or arguments.http:
        try:
            print(write(manifest(words, arguments.http)))
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
