"""Who may do what, and when. Each rule is a function with a name."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows.workshop.values import Count, Participant, Round, RoundState, WorkshopScene

#: Fewer answers than this are never shown without names: one could guess whose they are.
SMALLEST_ANONYMOUS = 4
#: After so long without the facilitator anybody who takes part may lead on.
ABSENCE = timedelta(days=1)
#: A workshop has at most so many participants.
MOST_PARTICIPANTS = 100
#: A deadline lies at most so far ahead.
LONGEST_DEADLINE = timedelta(days=60)

HIDDEN = (RoundState.OPEN, RoundState.COLLECTING)
NOBODY = Count()


def present(scene: WorkshopScene) -> tuple[Participant, ...]:
    """Those who take part and have not left."""
    return tuple(each for each in scene.participants if not each.left)


def takes_part(scene: WorkshopScene, user: str) -> bool:
    """Whether the user is one of them."""
    return any(each.user == user for each in present(scene))


def may_lead(scene: WorkshopScene) -> bool:
    """Only the facilitator opens, reveals, concludes and ends."""
    return scene.actor == scene.workshop.facilitator


def may_take_over(scene: WorkshopScene, gone: bool, now: datetime) -> bool:
    """Any participant, after a day without the facilitator or when they have left."""
    away = gone or not takes_part(scene, scene.workshop.facilitator)
    return takes_part(scene, scene.actor) and (away or now - scene.workshop.led_at >= ABSENCE)


def count(scene: WorkshopScene, point: str) -> Count:
    """Who has answered in a round."""
    return scene.counts.get(point, NOBODY)


def is_enough(scene: WorkshopScene, point: str) -> bool:
    """Whether the answers may be shown: with names one will do, without them it takes four."""
    least = SMALLEST_ANONYMOUS if scene.workshop.anonymous else 1
    return len(count(scene, point).answered) >= least


def all_have_answered(scene: WorkshopScene, point: str) -> bool:
    """Whether everybody present has answered or passed."""
    users = {each.user for each in present(scene)}
    return bool(users) and users <= count(scene, point).heard


def is_hidden(round: Round) -> bool:
    """Whether nobody may see the answers of the round yet."""
    return round.state in HIDDEN
