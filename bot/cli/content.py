"""List what the content holds: the ids and titles of each kind."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import PlainError

if TYPE_CHECKING:
    from flows.content.items import Item

HELP = "list the content"


def add_arguments(parser: ArgumentParser) -> None:
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


def run(arguments: Namespace) -> int:
    """Print a heading a kind and a line a thing; 1 where nothing fits the word."""
    from bot.cli.serving import plain_errors
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
