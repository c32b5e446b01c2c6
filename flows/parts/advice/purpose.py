"""Rules about why, and whether it is worth it."""

from __future__ import annotations

import re

from flows.content import leaning
from flows.parts.advice import signs
from flows.parts.advice.facts import Because, Facts

SUCCESS = leaning.question("formaal.succes")

#: Beginnings of words by which others could see whether a goal is reached: how many, when, and
#: what people then do. It sees neither whether the goal is a good one nor an unusual thing that
#: can be counted, and a number that has nothing to do with the goal is enough for it.
_OBSERVABLE = re.compile(
    r"""\d | \b(?:
    (?: to | tre | fire | fem | seks | syv | otte | ni | ti | hver | hvert | år | jul )\b
    | tyve | halv | hundred | procent | antal | mindst | højst | fler | færre | dobbel
    | uge | måned | årlig | daglig | inden\b | senest | sommer | vinter | forår | efterår
    | mandag | tirsdag | onsdag | torsdag | fredag | lørdag | søndag
    | brug | kom\b | komme | deltag | mød | tilmeld | melde | søg | ringe | svare | stem | åbne
    | bygg | holde[rs]\ | vedtag | beslut | underskr | betal | lån | flyt | sorter | klag | vent
    | besøg | frafald | fravær | gennemfør | vende | start | driv | anbefal | måle | tæl
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def not_worth_it(facts: Facts) -> Because | None:
    """The price is higher than the gain."""
    return facts.both(signs.NOT_WORTH_IT)


def only_savings(facts: Facts) -> Because | None:
    """Lower cost is the only gain."""
    if facts.shows(signs.FOR_MONEY) and facts.lacks(signs.FOR_MORE_THAN_MONEY):
        return (signs.FOR_MONEY.question,)
    return None


def unmeasurable_success(facts: Facts) -> Because | None:
    """Nobody could see whether the goal is reached: no number, no time, nothing that people do."""
    goal = re.sub(r"<[@#!][^>]*>", "", facts.text(SUCCESS))  # a mention holds digits
    return (SUCCESS,) if goal and not _OBSERVABLE.search(goal) else None


def democracy_for_few(facts: Facts) -> Because | None:
    """More democracy is a gain, but only those who came by themselves can take part."""
    return facts.both(signs.FOR_DEMOCRACY, signs.ONLY_WHO_CAME)


RULES = {
    "not_worth_it": not_worth_it,
    "only_savings": only_savings,
    "unmeasurable_success": unmeasurable_success,
    "democracy_for_few": democracy_for_few,
}
