"""Rules that notice something in the answers: named and pure, put together of signs.

Their words are content. A name says what is found, a comment what the name and signs do not.
"""

from __future__ import annotations

from collections.abc import Mapping

from flows.content import leaning
from flows.parts.advice import signs
from flows.parts.advice.signs import (
    Because,
    Facts,
    Rule,
    either,
    every,
    lacks,
    left,
    many,
    oneself,
    unless,
)
from flows.parts.contract import Contract
from flows.parts.frames import Frame

GAINS = leaning.question("formaal.gevinster")

_PURPOSE: Mapping[str, Rule] = {
    "not_worth_it": signs.NOT_WORTH_IT,
    "only_savings": every(signs.FOR_MONEY, lacks(signs.FOR_MORE_THAN_MONEY)),
    "no_gain_named": left(GAINS),
    "democracy_for_few": every(signs.FOR_DEMOCRACY, signs.ONLY_WHO_CAME),
    "open_door_to_the_hard_to_reach": every(signs.DOOR_IS_OPEN, signs.CITIZENS_NOT_READY),
    # Points were said to be clear, though most of their questions were passed over.
    "clear_without_answers": lambda facts: facts.clear_unanswered() or None,
}

#: What is open to them, and where they then are to take part.
_OPEN_AND_IN = (
    (signs.ABOUT_THE_PROBLEM, signs.IN_ON_THE_PROBLEM),
    (signs.ABOUT_THE_SOLUTION, signs.IN_ON_THE_SOLUTION),
    (signs.ABOUT_DOING_IT, signs.IN_ON_DOING_IT),
)
#: What they may decide, and what then cannot be fixed.
_DECIDED = (
    (signs.DECIDE_GOAL, signs.GOAL_FIXED),
    (signs.DECIDE_MONEY, signs.MONEY_FIXED),
    (signs.DECIDE_TIME, signs.TIME_FIXED),
    (signs.DECIDE_PLACE, signs.PLACE_FIXED),
)

_INFLUENCE: Mapping[str, Rule] = {
    # Where one supports, the others decide how, and that is what the type is about.
    "given_result_shared_decisions": unless(
        signs.WE_SUPPORT, every(signs.RESULT_GIVEN, signs.SHARES_MUCH)
    ),
    "supports_without_sharing": every(signs.WE_SUPPORT, signs.SHARES_LITTLE),
    "given_result_open_frame": every(
        signs.RESULT_GIVEN, either(signs.MUCH_ROOM, signs.RESULT_MAY_CHANGE)
    ),
    "open_result_fixed_goal": every(
        either(signs.GOAL_OPEN, signs.ABOUT_THE_PROBLEM), signs.GOAL_FIXED
    ),
    "goal_fixed_and_free": every(signs.GOAL_FIXED, signs.GOAL_MAY_CHANGE),
    "open_result_no_room": every(
        signs.RESULT_NOT_GIVEN, either(signs.NOTHING_MAY_CHANGE, signs.HARDLY_ANY_ROOM)
    ),
    "place_below_promise": every(signs.SHARES_SOME, signs.ARE_GUESTS),
    "place_above_promise": every(signs.SHARES_LITTLE, signs.DECIDE_THEMSELVES),
    "promised_but_not_invited": either(*(every(open, lacks(in_)) for open, in_ in _OPEN_AND_IN)),
    "invited_beyond_boundary": either(*(every(lacks(open), in_) for open, in_ in _OPEN_AND_IN)),
    "may_not_change_but_partner": every(signs.MAY_NOT_CHANGE_IT, signs.ARE_PARTNERS),
    "politicians_and_citizens_decide": either(
        every(signs.POLITICIANS_DECIDE, signs.ARE_PARTNERS),
        every(signs.SHARES_MUCH, signs.POLITICIANS_DECIDE),
    ),
    "promise_touches_frame": either(*(every(decided, fixed) for decided, fixed in _DECIDED)),
}

OWNER, LEADER = leaning.question("ejerskab.ejer"), leaning.question("bemanding.projektleder")
SPEAKER, LEEWAY = leaning.question("ansvar.taler"), leaning.question("ejerskab.raaderum")
TOLD = leaning.question("tvaergaaende.besked")
END, REVIEW = leaning.question("rammer.tid"), leaning.question("procesplan.eftersyn")
HAPPENED = leaning.question("kursjustering.uforudset")
FIXED = leaning.question("rammer.fast")
#: So many things that cannot be moved leave little to do together; ours, for no source counts them.
MUCH = 5
#: Fewer days than this from plan to goal is soon; ours, since the source gives no number.
SOON = 90


def soon_done(facts: Facts) -> Because | None:
    """The goal is set for less than ``SOON`` days after the day on which it was set."""
    end, said = facts.day(END), facts.said_on(END)
    return (END,) if end and said and 0 <= (end - said).days < SOON else None


def review_after_the_end(facts: Facts) -> Because | None:
    """The plan is to be looked at again on the day it ends, or later."""
    end, review = facts.day(END), facts.day(REVIEW)
    return (END, REVIEW) if end and review and review >= end else None


_BACKING: Mapping[str, Rule] = {
    "no_owner_above": either(left(OWNER), signs.NO_OWNERSHIP_ABOVE),
    "shares_what_is_not_owned": every(
        signs.SHARES_MUCH, either(left(LEEWAY), signs.NO_OWNERSHIP_ABOVE)
    ),
    "all_on_the_chef": every(
        either(oneself(OWNER), signs.OWNED_BY_CHEF), oneself(LEADER), oneself(SPEAKER)
    ),
    "politicians_without_a_role": every(
        signs.POLITICIANS_TAKE_PART, signs.UNCLEAR_WITH_POLITICIANS
    ),
    "politicians_not_told": signs.POLITICIANS_UNAWARE,
    "agreed_with_the_unaware": every(signs.POLITICIANS_UNAWARE, signs.ALL_ROLES_AGREED),
    "mandate_without_agreement": every(signs.HAS_MANDATE, signs.UNCLEAR_WITH_LEADERS),
    "mandate_nobody_knows": every(signs.MANDATE_UNKNOWN, left(TOLD)),
    "no_project_leader": left(LEADER),
    "nothing_laid_aside": signs.NOTHING_WAITS,
    "much_is_fixed": many(FIXED, MUCH),
    "nothing_for_the_unforeseen": either(
        every(signs.PREPARED_FOR_NOTHING, signs.MUCH_ROOM), signs.PREPARED_FOR_NOTHING
    ),
    "locked_time_without_slack": every(lacks(signs.SLACK_IN_TIME), signs.TIME_FIXED),
    "soon_done": soon_done,
    "review_after_the_end": review_after_the_end,
}


def changed_since(facts: Facts) -> Because | None:
    """Something agreed was changed after it was asked whether all holds."""
    broken = signs.ALL_AGREEMENTS_HOLD.question
    changed = any(facts.kept_since(kind, broken) for kind in (Frame.KIND, Contract.KIND))
    return (broken,) if changed else None


_COURSE: Mapping[str, Rule] = {
    "others_do_not_evaluate": lacks(signs.EVALUATE_TOO),
    "frame_broken_nothing_changed": unless(
        changed_since, every(lacks(signs.ALL_AGREEMENTS_HOLD), left(HAPPENED))
    ),
    "off_course_all_holds": every(signs.OFF_COURSE, signs.ALL_AGREEMENTS_HOLD),
    "own_promise_broken": signs.OUR_PROMISE_BROKEN,
    "not_measured": signs.NOT_MEASURED,
    "reached_without_value": every(signs.GOAL_REACHED, signs.NO_VALUE),
    "again_without_effect": every(signs.MADE_LITTLE_DIFFERENCE, signs.SAME_AGAIN),
    "culture_without_practice": every(signs.NOTHING_DONE_OTHERWISE, signs.CULTURE_CHANGED),
}

#: From the name of a rule, as ``advice.yaml`` says it, to the rule.
RULES: Mapping[str, Rule] = {**_PURPOSE, **_INFLUENCE, **_BACKING, **_COURSE}
