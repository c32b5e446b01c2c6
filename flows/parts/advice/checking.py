"""Whether rules and content fit: every rule has words, and all that it looks for is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flows.content.library import Library
from flows.content.reading import Problem
from flows.parts.advice import RULES
from flows.parts.advice.signs import SIGNS

FILE = "advice.yaml"


def problems(library: Library, *, complete: bool = True) -> list[Problem]:
    """All that does not fit. Content that is not ``complete`` may do without any advice."""
    if not library.advice and not complete:
        return []
    return sorted([*_rules(library), *_needs(library), *_signs(library)])


def _rules(library: Library) -> Iterator[Problem]:
    """Every advice names a rule, and every rule has the words of exactly one."""
    named = Counter(each.rule for each in library.advice)
    for n, each in enumerate(library.advice):
        if each.rule not in RULES:
            message = f"no rule is called '{each.rule}'"
            yield library.documents[FILE].problem((n, "rule"), message)
        elif named[each.rule] > 1:
            message = f"two have the words of the rule '{each.rule}'"
            yield library.documents[FILE].problem((n, "rule"), message)
    for name in RULES.keys() - named.keys():
        yield _of_file(library, f"the rule '{name}' has no words")


def _of_file(library: Library, message: str) -> Problem:
    """A problem of the file as a whole, which may not be there."""
    return Problem(f"{library.language}/{FILE}", 1, "", message)


def _needs(library: Library) -> Iterator[Problem]:
    for n, each in enumerate(library.advice):
        for m, question in enumerate(each.needs):
            if question not in library.asked:
                message = f"nothing is called '{question}'"
                yield library.documents[FILE].problem((n, "needs", m), message)


def _signs(library: Library) -> Iterator[Problem]:
    """Some advice says that it needs what the rules look at."""
    needed = {question for each in library.advice for question in each.needs}
    for question in dict.fromkeys(sign.question for sign in SIGNS):
        if question not in needed:
            message = f"the rules look at '{question}', which no advice needs"
            yield _of_file(library, message)
