"""Draw the conversation as a diagram, made from the state machine that runs it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from bot.errors import PlainError

HELP = "draw the conversation"


def add_arguments(parser: ArgumentParser) -> None:
    """``--format`` and ``--output``."""
    parser.add_argument("--format", choices=("mermaid", "svg"), default="mermaid")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to a file")


def run(arguments: Namespace) -> int:
    """Print the diagram, or write it to the file."""
    from bot.cli.serving import plain_errors
    from bot.content_files import load_library
    from flows.journey import diagram

    with plain_errors():
        library = load_library()
    drawn = {"mermaid": diagram.mermaid, "svg": diagram.svg}[arguments.format](library)
    if arguments.output is None:
        print(drawn)
        return 0
    try:
        arguments.output.write_text(drawn + "\n", encoding="utf-8")
    except OSError as error:
        raise PlainError(f"{arguments.output} cannot be written: {error.strerror}") from error
    return 0
