"""Rules about who stands behind it: owner, politicians, project leader, and time."""

from __future__ import annotations

from flows.content import leaning
from flows.parts.advice import signs
from flows.parts.advice.facts import Because, Facts

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


RULES = {
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
