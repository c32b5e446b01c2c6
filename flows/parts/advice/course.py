"""Rules about how it goes, and what came of it."""

from __future__ import annotations

from flows.parts.advice import signs
from flows.parts.advice.facts import Because, Facts


def ready_but_never_asked(facts: Facts) -> Because | None:
    """The citizens are said to be ready, but nobody knows how the word strikes them."""
    return facts.both(signs.WORD_UNTRIED, signs.CITIZENS_READY)


def off_course_all_holds(facts: Facts) -> Because | None:
    """One is not on the way to the goal, yet all that was agreed holds."""
    return facts.both(signs.OFF_COURSE, signs.ALL_AGREEMENTS_HOLD)


def own_promise_broken(facts: Facts) -> Because | None:
    """One does not keep what one promised the others."""
    return facts.both(signs.OUR_PROMISE_BROKEN)


def not_measured(facts: Facts) -> Because | None:
    """Nobody saw whether the goal was reached."""
    return facts.both(signs.NOT_MEASURED)


def reached_without_value(facts: Facts) -> Because | None:
    """The goal was reached, but nothing was gained."""
    return facts.both(signs.GOAL_REACHED, signs.NO_VALUE)


def again_without_effect(facts: Facts) -> Because | None:
    """Doing it together made little difference, yet one would do the same again."""
    return facts.both(signs.MADE_LITTLE_DIFFERENCE, signs.SAME_AGAIN)


def culture_without_practice(facts: Facts) -> Because | None:
    """The culture has changed much, yet nothing is done otherwise."""
    return facts.both(signs.NOTHING_DONE_OTHERWISE, signs.CULTURE_CHANGED)


RULES = {
    "ready_but_never_asked": ready_but_never_asked,
    "off_course_all_holds": off_course_all_holds,
    "own_promise_broken": own_promise_broken,
    "not_measured": not_measured,
    "reached_without_value": reached_without_value,
    "again_without_effect": again_without_effect,
    "culture_without_practice": culture_without_practice,
}
