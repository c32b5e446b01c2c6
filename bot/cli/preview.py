"""Show a piece of the content in the terminal as the chat would show it, with its source."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import PlainError

if TYPE_CHECKING:
    from flows.content.items import Item
    from flows.content.library import Library

HELP = "show a piece of the content as the chat would"


def add_arguments(parser: ArgumentParser) -> None:
    """``[ID]`` and ``--content DIR``."""
    parser.add_argument(
        "id",
        nargs="?",
        metavar="ID",
        help="what to show: formaal.hvorfor, formaal, afklaring, dyrt, hjerterum … "
        "(samskab content lists them); without it, everything",
    )
    parser.add_argument(
        "--content", type=Path, metavar="DIR", help="the content of this folder (it holds da/)"
    )


def run(arguments: Namespace) -> int:
    """Print what is called so; 1 where nothing is."""
    from bot.cli.serving import plain_errors
    from bot.content_files import load_library

    with plain_errors():
        library = load_library(folder=arguments.content)
    found = list(_called(library, arguments.id))
    if not found:
        raise PlainError(_nothing(library, arguments.id))
    from bot.cli.screen import Screen

    screen = Screen(library, colour=sys.stdout.isatty())
    try:
        for item in found:
            print("\n".join(screen.of(item)))
    except LookupError as error:
        raise PlainError(f"nothing is called {error}: samskab check says where") from error
    return 0


def _called(library: Library, id: str | None) -> Iterator[Item]:
    from flows.content.items import ItemKind, items

    inside = (ItemKind.FOCUS_POINT, ItemKind.QUESTION, ItemKind.STATEMENT, ItemKind.PIECE)
    for item in items(library):
        if item.id == id or (id is None and item.kind not in inside):
            yield item


def _nothing(library: Library, id: str) -> str:
    from difflib import get_close_matches

    from flows.content.items import items

    close = get_close_matches(id, {item.id for item in items(library)}, n=1, cutoff=0.5)
    meant = f" Did you mean {close[0]}?" if close else ""
    return f"nothing is called '{id}'.{meant} samskab content lists what there is."
