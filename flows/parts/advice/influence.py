"""Rules about what the others are promised, and what they get to decide."""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.content import leaning
from flows.parts.advice import signs
from flows.parts.advice.facts import Because, Facts, Sign

PROMISE = leaning.question("afgraensning.loefte")


def given_result_shared_decisions(facts: Facts) -> Because | None:
    """The result is nearly given and one leads oneself, yet the others decide much."""
    if facts.shows(signs.WE_SUPPORT):  # then they decide how, and that is what the type is about
        return None
    return facts.both(signs.RESULT_GIVEN, signs.SHARES_MUCH)


def supports_without_sharing(facts: Facts) -> Because | None:
    """The others lead and one supports, yet next to no decision is handed over."""
    return facts.both(signs.WE_SUPPORT, signs.SHARES_LITTLE)


def given_result_open_frame(facts: Facts) -> Because | None:
    """The result is nearly given, yet it may well turn out another."""
    return facts.both(signs.RESULT_GIVEN, signs.MUCH_ROOM) or facts.both(
        signs.RESULT_GIVEN, signs.RESULT_MAY_CHANGE
    )


def open_result_fixed_goal(facts: Facts) -> Because | None:
    """The goal was said to be open, yet it is among what cannot be moved."""
    return facts.both(signs.GOAL_OPEN, signs.GOAL_FIXED)


def open_result_no_room(facts: Facts) -> Because | None:
    """The solution is not known, yet nothing may turn out otherwise."""
    return facts.both(signs.RESULT_NOT_GIVEN, signs.NOTHING_MAY_CHANGE) or facts.both(
        signs.RESULT_NOT_GIVEN, signs.HARDLY_ANY_ROOM
    )


def place_below_promise(facts: Facts) -> Because | None:
    """They are to decide some, but are only guests at the table."""
    return facts.both(signs.SHARES_SOME, signs.ARE_GUESTS)


def place_above_promise(facts: Facts) -> Because | None:
    """They are to decide next to nothing, but are called responsible."""
    return facts.both(signs.SHARES_LITTLE, signs.DECIDE_THEMSELVES)


#: What is open to them, and where they then are to take part.
_OPEN_AND_IN: tuple[tuple[Sign, Sign], ...] = (
    (signs.ABOUT_THE_PROBLEM, signs.IN_ON_THE_PROBLEM),
    (signs.ABOUT_THE_SOLUTION, signs.IN_ON_THE_SOLUTION),
    (signs.ABOUT_DOING_IT, signs.IN_ON_DOING_IT),
)


def promised_but_not_invited(facts: Facts) -> Because | None:
    """Something is open to them that they have no part in."""
    return _where(facts, lambda is_open, is_in: facts.shows(is_open) and facts.lacks(is_in))


def invited_beyond_boundary(facts: Facts) -> Because | None:
    """They take part in something that is not open."""
    return _where(facts, lambda is_open, is_in: facts.lacks(is_open) and facts.shows(is_in))


def _where(facts: Facts, differ: Callable[[Sign, Sign], bool]) -> Because | None:
    for is_open, is_in in _OPEN_AND_IN:
        if differ(is_open, is_in):
            return (is_open.question, is_in.question)
    return None


def may_not_change_but_partner(facts: Facts) -> Because | None:
    """They may not change the solution, yet are partners or decide themselves."""
    return facts.both(signs.MAY_NOT_CHANGE_IT, signs.ARE_PARTNERS)


def politicians_and_citizens_decide(facts: Facts) -> Because | None:
    """The politicians decide in the end, and the citizens decide themselves."""
    return facts.both(signs.POLITICIANS_DECIDE, signs.DECIDE_THEMSELVES)


#: What is fixed, and the signs by which a promise may touch it.
_TOUCHED: tuple[tuple[Sign, str], ...] = (
    (signs.MONEY_FIXED, "money"),
    (signs.TIME_FIXED, "time"),
    (signs.PLACE_FIXED, "place"),
    (signs.GOAL_FIXED, "goal"),
)
_SENTENCES = re.compile(r"[.;:!?\n]")


def promise_touches_frame(facts: Facts) -> Because | None:
    """What one promises them to decide is among what cannot be moved.

    Sentence by sentence: one that gives influence, holds nothing back, and names the fixed thing.
    It sees only these words, and passes over every sentence with a reservation in it.
    """
    promised = [
        part
        for part in _SENTENCES.split(facts.text(PROMISE))
        if facts.finds("gives_influence", part) and not facts.finds("holds_back", part)
    ]
    for fixed, words in _TOUCHED:
        if facts.shows(fixed) and any(facts.finds(words, part) for part in promised):
            return (PROMISE, fixed.question)
    return None


RULES = {
    "given_result_shared_decisions": given_result_shared_decisions,
    "supports_without_sharing": supports_without_sharing,
    "given_result_open_frame": given_result_open_frame,
    "open_result_fixed_goal": open_result_fixed_goal,
    "open_result_no_room": open_result_no_room,
    "place_below_promise": place_below_promise,
    "place_above_promise": place_above_promise,
    "promised_but_not_invited": promised_but_not_invited,
    "invited_beyond_boundary": invited_beyond_boundary,
    "may_not_change_but_partner": may_not_change_but_partner,
    "politicians_and_citizens_decide": politicians_and_citizens_decide,
    "promise_touches_frame": promise_touches_frame,
}
