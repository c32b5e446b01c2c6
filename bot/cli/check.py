"""Prove that the content holds together, and say how much there is of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import PlainError

if TYPE_CHECKING:
    from flows.content.library import Library
    from flows.content.reading import Problem

HELP = "check the content"


def add_arguments(parser: ArgumentParser) -> None:
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
        "--without-counts",
        action="store_true",
        help="do not ask for all of the model: 23 focus points, 22 tasks, 12 cases and so on",
    )


def run(arguments: Namespace) -> int:
    """Print the counts, or every problem with file and line; 1 where there are problems."""
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
        problems += sorted(wrong)
        if library is not None and not wrong:
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


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{number} {kind.removesuffix('s') if number == 1 else kind}"
        for kind, number in counts.items()
    )
