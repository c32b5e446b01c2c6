"""Rules that notice something in the answers: named, pure functions, whose words are content."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows.content import leaning
from flows.parts.advice import signs
from flows.parts.advice.signs import Because, Facts, Sign
from flows.parts.contract import Contract
from flows.parts.frames import Frame

GAINS = leaning.question("formaal.gevinster")


def not_worth_it(facts: Facts) -> Because | None:
    """The price is higher than the gain."""
    return facts.both(signs.NOT_WORTH_IT)


def only_savings(facts: Facts) -> Because | None:
    """Lower cost is the only gain."""
    if facts.shows(signs.FOR_MONEY) and facts.lacks(signs.FOR_MORE_THAN_MONEY):
        return (signs.FOR_MONEY.question,)
    return None


def no_gain_named(facts: Facts) -> Because | None:
    """The gains were passed over."""
    return (GAINS,) if facts.left(GAINS) else None


def democracy_for_few(facts: Facts) -> Because | None:
    """More democracy is a gain, but only those who came by themselves can take part."""
    return facts.both(signs.FOR_DEMOCRACY, signs.ONLY_WHO_CAME)


def open_door_to_the_hard_to_reach(facts: Facts) -> Because | None:
    """Whoever wants to may come, but the citizens are not ready to."""
    return facts.both(signs.DOOR_IS_OPEN, signs.CITIZENS_NOT_READY)


def clear_without_answers(facts: Facts) -> Because | None:
    """Points were said to be clear, though most of their questions were passed over."""
    return facts.clear_unanswered() or None


_PURPOSE = {
    "not_worth_it": not_worth_it,
    "only_savings": only_savings,
    "no_gain_named": no_gain_named,
    "democracy_for_few": democracy_for_few,
    "open_door_to_the_hard_to_reach": open_door_to_the_hard_to_reach,
    "clear_without_answers": clear_without_answers,
}


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
    """The goal, or what the task is, was said to be open, yet the goal cannot be moved."""
    return facts.both(signs.GOAL_OPEN, signs.GOAL_FIXED) or facts.both(
        signs.ABOUT_THE_PROBLEM, signs.GOAL_FIXED
    )


def goal_fixed_and_free(facts: Facts) -> Because | None:
    """The goal is both among what cannot be moved and among what may turn out otherwise."""
    return facts.both(signs.GOAL_FIXED, signs.GOAL_MAY_CHANGE)


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
    """The politicians decide in the end, and so do the citizens, or much of it."""
    return facts.both(signs.POLITICIANS_DECIDE, signs.ARE_PARTNERS) or facts.both(
        signs.SHARES_MUCH, signs.POLITICIANS_DECIDE
    )


#: What they may decide, and what then cannot be fixed.
_DECIDED: tuple[tuple[Sign, Sign], ...] = (
    (signs.DECIDE_GOAL, signs.GOAL_FIXED),
    (signs.DECIDE_MONEY, signs.MONEY_FIXED),
    (signs.DECIDE_TIME, signs.TIME_FIXED),
    (signs.DECIDE_PLACE, signs.PLACE_FIXED),
)


def promise_touches_frame(facts: Facts) -> Because | None:
    """Something that they may decide is among what cannot be moved."""
    found = (facts.both(decided, fixed) for decided, fixed in _DECIDED)
    return next((each for each in found if each), None)


_INFLUENCE = {
    "given_result_shared_decisions": given_result_shared_decisions,
    "supports_without_sharing": supports_without_sharing,
    "given_result_open_frame": given_result_open_frame,
    "open_result_fixed_goal": open_result_fixed_goal,
    "goal_fixed_and_free": goal_fixed_and_free,
    "open_result_no_room": open_result_no_room,
    "place_below_promise": place_below_promise,
    "place_above_promise": place_above_promise,
    "promised_but_not_invited": promised_but_not_invited,
    "invited_beyond_boundary": invited_beyond_boundary,
    "may_not_change_but_partner": may_not_change_but_partner,
    "politicians_and_citizens_decide": politicians_and_citizens_decide,
    "promise_touches_frame": promise_touches_frame,
}


OWNER, LEADER = leaning.question("ejerskab.ejer"), leaning.question("bemanding.projektleder")
SPEAKER, LEEWAY = leaning.question("ansvar.taler"), leaning.question("ejerskab.raaderum")
TOLD = leaning.question("tvaergaaende.besked")
END, REVIEW = leaning.question("rammer.tid"), leaning.question("procesplan.eftersyn")
HAPPENED = leaning.question("kursjustering.uforudset")
#: The kinds of records of what was agreed.
_CHANGED = (Frame.KIND, Contract.KIND)
FIXED = leaning.question("rammer.fast")
#: So many things that cannot be moved leave little to do together; ours, for no source counts them.
MUCH = 5
#: Fewer days than this from plan to goal is soon; ours, since the source gives no number.
SOON = 90


def no_owner_above(facts: Facts) -> Because | None:
    """Nobody above owns it, or nobody was named."""
    if facts.left(OWNER):
        return (OWNER,)
    return facts.both(signs.NO_OWNERSHIP_ABOVE)


def shares_what_is_not_owned(facts: Facts) -> Because | None:
    """Many decisions are to be shared, yet nobody above owns it, or no leeway was agreed."""
    if facts.shows(signs.SHARES_MUCH) and facts.left(LEEWAY):
        return (signs.SHARES_MUCH.question, LEEWAY)
    return facts.both(signs.SHARES_MUCH, signs.NO_OWNERSHIP_ABOVE)


def all_on_the_chef(facts: Facts) -> Because | None:
    """The chef owns it, leads the project and speaks for it."""
    if not facts.names_oneself(LEADER) or not facts.names_oneself(SPEAKER):
        return None
    if facts.names_oneself(OWNER):
        return (OWNER, LEADER, SPEAKER)
    mine = signs.OWNED_BY_CHEF
    return (mine.question, LEADER, SPEAKER) if facts.shows(mine) else None


def politicians_without_a_role(facts: Facts) -> Because | None:
    """The politicians take part themselves, but no role is agreed with them."""
    return facts.both(signs.POLITICIANS_TAKE_PART, signs.UNCLEAR_WITH_POLITICIANS)


def politicians_not_told(facts: Facts) -> Because | None:
    """The politicians do not know of it yet."""
    return facts.both(signs.POLITICIANS_UNAWARE)


def agreed_with_the_unaware(facts: Facts) -> Because | None:
    """All roles are agreed, but the politicians do not know of it yet."""
    return facts.both(signs.POLITICIANS_UNAWARE, signs.ALL_ROLES_AGREED)


def mandate_without_agreement(facts: Facts) -> Because | None:
    """The project leader has a mandate across, but nothing is agreed with the other leaders."""
    return facts.both(signs.HAS_MANDATE, signs.UNCLEAR_WITH_LEADERS)


def mandate_nobody_knows(facts: Facts) -> Because | None:
    """The project leader's mandate is unknown to the others, and no day was set to tell them."""
    if facts.shows(signs.MANDATE_UNKNOWN) and facts.left(TOLD):
        return (signs.MANDATE_UNKNOWN.question, TOLD)
    return None


def no_project_leader(facts: Facts) -> Because | None:
    """No project leader was found."""
    return (LEADER,) if facts.left(LEADER) else None


def nothing_laid_aside(facts: Facts) -> Because | None:
    """Nothing waits, so there is no time for it."""
    return facts.both(signs.NOTHING_WAITS)


def much_is_fixed(facts: Facts) -> Because | None:
    """So much cannot be moved that there is little to do together."""
    fixed = facts.value(FIXED)
    return (FIXED,) if isinstance(fixed, list) and len(fixed) >= MUCH else None


def nothing_for_the_unforeseen(facts: Facts) -> Because | None:
    """Nothing is prepared for the unforeseen, perhaps though much may go otherwise."""
    return facts.both(signs.PREPARED_FOR_NOTHING, signs.MUCH_ROOM) or facts.both(
        signs.PREPARED_FOR_NOTHING
    )


def locked_time_without_slack(facts: Facts) -> Because | None:
    """The schedule cannot be moved, and has no slack."""
    if facts.lacks(signs.SLACK_IN_TIME) and facts.shows(signs.TIME_FIXED):
        return (signs.SLACK_IN_TIME.question, signs.TIME_FIXED.question)
    return None


def soon_done(facts: Facts) -> Because | None:
    """The goal is set for less than ``SOON`` days after the day on which it was set."""
    end, said = facts.day(END), facts.said_on(END)
    return (END,) if end and said and 0 <= (end - said).days < SOON else None


def review_after_the_end(facts: Facts) -> Because | None:
    """The plan is to be looked at again on the day it ends, or later."""
    end, review = facts.day(END), facts.day(REVIEW)
    return (END, REVIEW) if end and review and review >= end else None


_BACKING = {
    "no_owner_above": no_owner_above,
    "shares_what_is_not_owned": shares_what_is_not_owned,
    "all_on_the_chef": all_on_the_chef,
    "politicians_without_a_role": politicians_without_a_role,
    "politicians_not_told": politicians_not_told,
    "agreed_with_the_unaware": agreed_with_the_unaware,
    "mandate_without_agreement": mandate_without_agreement,
    "mandate_nobody_knows": mandate_nobody_knows,
    "no_project_leader": no_project_leader,
    "nothing_laid_aside": nothing_laid_aside,
    "much_is_fixed": much_is_fixed,
    "nothing_for_the_unforeseen": nothing_for_the_unforeseen,
    "locked_time_without_slack": locked_time_without_slack,
    "soon_done": soon_done,
    "review_after_the_end": review_after_the_end,
}


def others_do_not_evaluate(facts: Facts) -> Because | None:
    """The others take part in much, but not where it is evaluated."""
    return (signs.EVALUATE_TOO.question,) if facts.lacks(signs.EVALUATE_TOO) else None


def frame_broken_nothing_changed(facts: Facts) -> Because | None:
    """Something that was agreed holds no longer, yet nothing was changed."""
    broken = signs.ALL_AGREEMENTS_HOLD
    changed = any(facts.kept_since(kind, broken.question) for kind in _CHANGED)
    if facts.lacks(broken) and facts.left(HAPPENED) and not changed:
        return (broken.question, HAPPENED)
    return None


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


_COURSE = {
    "others_do_not_evaluate": others_do_not_evaluate,
    "frame_broken_nothing_changed": frame_broken_nothing_changed,
    "off_course_all_holds": off_course_all_holds,
    "own_promise_broken": own_promise_broken,
    "not_measured": not_measured,
    "reached_without_value": reached_without_value,
    "again_without_effect": again_without_effect,
    "culture_without_practice": culture_without_practice,
}

Rule = Callable[[Facts], Because | None]
#: From the name of a rule, as ``advice.yaml`` says it, to the rule.
RULES: Mapping[str, Rule] = {**_PURPOSE, **_INFLUENCE, **_BACKING, **_COURSE}
