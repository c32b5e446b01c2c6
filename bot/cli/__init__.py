"""The command line. Each command is a file; what it needs it imports when it runs."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.cli import (
    check,
    content,
    flow,
    manifest,
    migrate,
    nudges,
    preview,
    run,
    sandbox,
    worker,
)
from bot.errors import PlainError

VERSION = "0.1.0"


class Command(Protocol):
    """What the module of a command holds; its docstring is the command's description."""

    HELP: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may stand behind the command's name."""

    def run(self, arguments: Namespace) -> int:
        """Do it; give the exit code."""


#: In the order in which one meets them.
COMMANDS: Mapping[str, Command] = {
    "sandbox": sandbox,
    "run": run,
    "worker": worker,
    "migrate": migrate,
    "nudges": nudges,
    "check": check,
    "content": content,
    "preview": preview,
    "flow": flow,
    "manifest": manifest,
}

#: What a shell reports of a program that Ctrl-C ended.
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; give the exit code: 0 well, 1 a problem, 2 a wrong command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # Danish, whatever the machine's own encoding
    arguments = _parser().parse_args(argv)
    try:
        return _run(arguments)
    except PlainError as error:
        print(f"samskab: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader had enough: samskab flow | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="samskab",
        description="An advisor in Slack for Danish public managers who lead co-creation.",
        epilog="samskab COMMAND --help tells more of each.",
    )
    parser.add_argument("--version", action="version", version=f"samskab {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        described = command.__doc__ or ""
        one = commands.add_parser(name, help=command.HELP, description=described)
        command.add_arguments(one)
    return parser


def _run(arguments: Namespace) -> int:
    code = COMMANDS[arguments.command].run(arguments)
    sys.stdout.flush()  # so that a broken pipe is met here
    return code
