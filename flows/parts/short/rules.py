"""What can overturn it, seen in the short way's answers: named, pure rules with words in content.

They look at closed questions, and at what was left without an answer; no text is read for meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows.content import leaning
from flows.parts.advice.rules import RULES as ADVISING
from flows.parts.advice.signs import (
    GOAL_FIXED,
    POLITICIANS_DECIDE,
    TIME_FIXED,
    Because,
    Facts,
    Sign,
)

DECIDES = leaning.question("afgraensning.loefte")
OWNER, LEEWAY = leaning.question("ejerskab.ejer"), leaning.question("ejerskab.raaderum")

OPEN = Sign(leaning.sorting("loesning", ("ukendt", "retning")), frozenset(("ukendt", "retning")))
UNKNOWN = Sign(OPEN.question, frozenset(("ukendt",)))
DIRECTION = Sign(OPEN.question, frozenset(("retning",)))


def nothing_to_decide(facts: Facts) -> Because | None:
    """Not one thing was named that the citizens can decide."""
    return (DECIDES,) if facts.left(DECIDES) else None


def open_but_goal_fixed(facts: Facts) -> Because | None:
    """The solution is open, and the goal is not."""
    return facts.both(OPEN, GOAL_FIXED)


def politicians_decide_last(facts: Facts) -> Because | None:
    """The politicians come in at the end, and may say no then."""
    return facts.both(POLITICIANS_DECIDE)


def time_is_fixed(facts: Facts) -> Because | None:
    """The schedule cannot be moved."""
    return facts.both(TIME_FIXED)


def has_a_direction(facts: Facts) -> Because | None:
    """There is a direction before the others are in."""
    return facts.both(DIRECTION)


def no_leeway_agreed(facts: Facts) -> Because | None:
    """Somebody owns it, and what one may do without asking was not said."""
    owned = facts.value(OWNER) is not None and not facts.value(LEEWAY)
    return (OWNER,) if owned else None


def nobody_knows_the_result(facts: Facts) -> Because | None:
    """It may well end elsewhere than those above expect."""
    return facts.both(UNKNOWN)


#: From the name of a rule, as ``lines/view.yaml`` says it, to the rule.
RULES: Mapping[str, Callable[[Facts], Because | None]] = {
    **ADVISING,
    "nothing_to_decide": nothing_to_decide,
    "open_but_goal_fixed": open_but_goal_fixed,
    "politicians_decide_last": politicians_decide_last,
    "time_is_fixed": time_is_fixed,
    "has_a_direction": has_a_direction,
    "no_leeway_agreed": no_leeway_agreed,
    "nobody_knows_the_result": nobody_knows_the_result,
}
