"""Rules about why, and whether it is worth it."""

from __future__ import annotations

import re

from flows.content import leaning
from flows.parts.advice import signs
from flows.parts.advice.facts import Because, Facts

SUCCESS = leaning.question("formaal.succes")

_MENTION = re.compile(r"<[@#!][^>]*>")  # it holds digits
_DIGIT = re.compile(r"\d")


def not_worth_it(facts: Facts) -> Because | None:
    """The price is higher than the gain."""
    return facts.both(signs.NOT_WORTH_IT)


def only_savings(facts: Facts) -> Because | None:
    """Lower cost is the only gain."""
    if facts.shows(signs.FOR_MONEY) and facts.lacks(signs.FOR_MORE_THAN_MONEY):
        return (signs.FOR_MONEY.question,)
    return None


def unmeasurable_success(facts: Facts) -> Because | None:
    """Nobody could see whether the goal is reached: no number, no time, nothing that people do.

    It sees neither whether the goal is a good one nor an unusual thing that can be counted, and a
    number that has nothing to do with the goal is enough for it.
    """
    goal = _MENTION.sub("", facts.text(SUCCESS))
    if not goal or _DIGIT.search(goal) or facts.finds("observable", goal):
        return None
    return (SUCCESS,)


def democracy_for_few(facts: Facts) -> Because | None:
    """More democracy is a gain, but only those who came by themselves can take part."""
    return facts.both(signs.FOR_DEMOCRACY, signs.ONLY_WHO_CAME)


RULES = {
    "not_worth_it": not_worth_it,
    "only_savings": only_savings,
    "unmeasurable_success": unmeasurable_success,
    "democracy_for_few": democracy_for_few,
}
