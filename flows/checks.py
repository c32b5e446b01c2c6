"""Whether the content holds together, and has all that the program leans on."""

from __future__ import annotations

from collections.abc import Iterator

from flows.content import checks, counting, leaning, wording
from flows.content.library import Library
from flows.content.reading import Problem
from flows.dialogue import features  # noqa: F401 (all that leans on the content is imported)
from flows.journey.checks import labels, steps
from flows.journey.path import Path
from flows.journey.short import ShortLines
from flows.parts.advice import findings as advice
from flows.parts.learning import LearningLines
from flows.parts.lookup import lookup
from flows.parts.memo import kinds
from flows.parts.opponent import record as opponent
from flows.parts.principles import rules as principles
from flows.parts.short import view
from flows.reminders import sources  # noqa: F401


def problems(library: Library, *, complete: bool) -> list[Problem]:
    """Everything that is wrong, with file, line and key.

    ``complete`` content has all of the model and all that the program leans on.
    """
    found = [*checks.problems(library), *labels(library), *lookup.problems(library)]
    found += steps(library) if not found else ()  # what dangles leads to no path
    found += advice.problems(library, complete=complete)
    found += opponent.problems(library)
    if complete:
        found += [*counting.problems(library), *leaning.problems(library), *_learning(library)]
        found += wording.problems(library)
        found += (
            [*_short(library), *view.problems(library), *kinds.problems(library)]
            if not found
            else ()
        )
    found += principles.problems(library, complete=complete) if not found else ()
    return sorted(found)


def _short(library: Library) -> Iterator[Problem]:
    """What the short way asks is asked on the whole way too."""
    brief = Path(library).brief
    for n, each in enumerate(library.lines(ShortLines).questions):
        if each.id not in brief:
            document = library.documents[f"lines/{ShortLines.AREA}.yaml"]
            message = f"nothing on the way is called '{each.id}'"
            yield document.problem(("questions", n, "id"), message)


def _learning(library: Library) -> Iterator[Problem]:
    """What counts as learning is asked."""
    for n, ref in enumerate(library.lines(LearningLines).questions):
        if ref not in library.asked:
            document = library.documents[f"lines/{LearningLines.AREA}.yaml"]
            yield document.problem(("questions", n), f"nothing is called '{ref}'")
