"""Rules that notice something in the answers: named, pure functions, whose words are content.

``RULES`` is the one table from the name of a rule, as ``advice.yaml`` says it, to the function.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows.parts.advice import backing, course, influence, purpose
from flows.parts.advice.facts import Because, Facts

Rule = Callable[[Facts], Because | None]

RULES: Mapping[str, Rule] = {
    **purpose.RULES,
    **influence.RULES,
    **backing.RULES,
    **course.RULES,
}
