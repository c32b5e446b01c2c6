"""Rules that notice something in the answers: named, pure functions, whose words are content."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from flows.content import leaning
from flows.parts.advice import signs
from flows.parts.advice.signs import Because, Facts, Sign

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


_PURPOSE = {
    "not_worth_it": not_worth_it,
    "only_savings": only_savings,
    "unmeasurable_success": unmeasurable_success,
    "democracy_for_few": democracy_for_few,
}


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


_INFLUENCE = {
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


OWNER, LEADER = leaning.question("ejerskab.ejer"), leaning.question("bemanding.projektleder")
TOLD = leaning.question("tvaergaaende.besked")
END, REVIEW = leaning.question("rammer.tid"), leaning.question("procesplan.eftersyn")
#: Fewer days than this from plan to goal is soon; ours, since the source gives no number.
SOON = 90


def no_owner_above(facts: Facts) -> Because | None:
    """Nobody above owns it, or nobody was named."""
    if facts.left(OWNER):
        return (OWNER,)
    return facts.both(signs.NO_OWNERSHIP_ABOVE)


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


def nothing_for_the_unforeseen(facts: Facts) -> Because | None:
    """Nothing is prepared for the unforeseen: no time set aside, no leave to change course."""
    return facts.both(signs.PREPARED_FOR_NOTHING)


def room_without_slack(facts: Facts) -> Because | None:
    """Much may go otherwise, but nothing is prepared for it."""
    return facts.both(signs.PREPARED_FOR_NOTHING, signs.MUCH_ROOM)


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
    "politicians_not_told": politicians_not_told,
    "agreed_with_the_unaware": agreed_with_the_unaware,
    "mandate_without_agreement": mandate_without_agreement,
    "mandate_nobody_knows": mandate_nobody_knows,
    "no_project_leader": no_project_leader,
    "nothing_for_the_unforeseen": nothing_for_the_unforeseen,
    "room_without_slack": room_without_slack,
    "locked_time_without_slack": locked_time_without_slack,
    "soon_done": soon_done,
    "review_after_the_end": review_after_the_end,
}


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


_COURSE = {
    "ready_but_never_asked": ready_but_never_asked,
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
