"""Draw the life of a journey: the state machine that runs it, as Mermaid."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from bot.errors import PlainError

HELP = "draw the life of a journey (Mermaid)"


def add_arguments(parser: ArgumentParser) -> None:
    """``--output``."""
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to a file")


def run(arguments: Namespace) -> int:
    """Print the diagram, or write it to the file."""
    from bot.cli.serving import plain_errors
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
