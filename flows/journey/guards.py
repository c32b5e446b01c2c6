"""Named rules for questions that are asked only where something holds: ``when`` names them.

Each takes the content, the step that the question follows, and the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from flows.content.kinds import CRITERION_RULES
from flows.content.library import Library
from flows.journey.placing import overruled
from flows.journey.values import Answers
from flows.language.text import criteria


def is_given(_: Library, leader: str, answers: Answers) -> bool:
    """Something was answered, and not passed over."""
    return answers.given(leader) is not None


def is_overruled(library: Library, _: str, answers: Answers) -> bool:
    """Another type was chosen than the one that the statements point at."""
    return overruled(library, answers)


def has_criterion(number: int, _: Library, leader: str, answers: Answers) -> bool:
    """The answer holds at least so many criteria."""
    return len(criteria(answers.given(leader))) >= number


Guard = Callable[[Library, str, Answers], bool]

GUARDS: Mapping[str, Guard] = {
    "given": is_given,
    "overruled": is_overruled,
    **{rule: partial(has_criterion, n) for n, rule in enumerate(CRITERION_RULES, 2)},
}
