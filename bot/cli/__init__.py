"""The command line. What a command needs is imported when it runs."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from importlib import import_module
from inspect import getdoc

from bot import VERSION
from bot.errors import PlainError

#: The module of each command and what it is for, in the order in which one meets them. There a
#: function of the command's name runs it, and says more of it; another adds its arguments.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "sandbox": ("sandbox", "try the bot in the browser, without Slack"),
    "run": ("serving", "run the bot against Slack"),
    "worker": ("serving", "send what the bot owes"),
    "doctor": ("installation", "say how the installation is, and what to do"),
    "migrate": ("installation", "bring the database up to date"),
    "backup": ("installation", "copy the database while the bot runs"),
    "restore": ("installation", "bring a copy of the database back"),
    "keys": ("installation", "make a key for the tokens of workspaces"),
    "rotate": ("installation", "seal the tokens of workspaces with the newest key"),
    "people": ("installation", "take over new ids of people in Slack"),
    "hold": ("privacy", "keep a journey, whoever wants to delete it"),
    "forget": ("privacy", "delete all that is stored of a workspace"),
    "audit": ("privacy", "list who shared, fetched and deleted what"),
    "schema": ("privacy", "print the JSON Schema of the file with one's own data"),
    "nudges": ("installation", "list the reminders that are due and planned"),
    "check": ("content", "check the content"),
    "content": ("content", "list the content"),
    "preview": ("preview", "show a piece of the content as the chat would"),
    "flow": ("content", "draw the conversation"),
    "manifest": ("content", "print the Slack app manifest"),
    "verify": ("verify", "say whether a memo is as it was made"),
}

#: What a shell reports of a program that Ctrl-C ended.
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; give the exit code: 0 well, 1 a problem, 2 a wrong command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # Danish, whatever the machine's own encoding
    wanted = sys.argv[1:] if argv is None else argv
    arguments = _parser(wanted).parse_args(wanted)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()  # so that a broken pipe is met here
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader had enough: samskab flow | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except PlainError as error:
        print(f"samskab: {error}", file=sys.stderr)
        return 1
    return code


def _parser(wanted: Sequence[str]) -> ArgumentParser:
    parser = ArgumentParser(
        prog="samskab",
        description="An advisor in Slack for Danish public managers who lead co-creation.",
        epilog="samskab COMMAND --help tells more of each.",
    )
    parser.add_argument("--version", action="version", version=f"samskab {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (module, about) in COMMANDS.items():
        if name not in wanted:
            commands.add_parser(name, help=about)
            continue
        code = import_module(f"bot.cli.{module}")
        run = getattr(code, name)
        one = commands.add_parser(name, help=about, description=getdoc(run))
        getattr(code, f"{name}_arguments", lambda _: None)(one)
        one.set_defaults(run=run)
    return parser
