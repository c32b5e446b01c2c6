"""When a journey is deleted, or a person forgotten: who else is concerned hears of it."""

from __future__ import annotations

from flows.journey.delegation import assignment
from flows.journey.desk import Desk
from flows.journey.values import Delegated, Journey, Owned
from flows.messages import Mention, Note, Say, Slot, Words
from flows.parts.delegation.lines import DelegationLines
from flows.parts.delegation.other import given_back, refuse
from flows.parts.delegation.said import title_of


def before_deleting(desk: Desk, journey: Journey) -> None:
    """Those who were asked get back what they had written; who asked them hears that it is theirs.

    To be called before ``desk.delete``; ``delegations`` are loaded where something is deleted.
    """
    for each in desk.scene.delegations:
        whose = each.journey.delegated
        if whose is None:
            continue
        if whose.journey == journey.id:
            _called_off(desk, each, whose)
        elif each.journey.id == journey.id:
            mine = assignment(each.answers)
            if mine is not None:
                refuse(desk, whose, mine)


def before_forgetting(desk: Desk) -> None:
    """The same where everything goes: also what was handed back and not yet seen to."""
    for each in desk.scene.delegations:
        whose = each.journey.delegated
        if whose is None:
            continue
        if each.owner != desk.person.id:
            _called_off(desk, each, whose)
            continue
        mine = assignment(each.answers)
        slots: dict[str, Slot] = {
            "who": Mention(desk.person.id),
            "point": title_of(desk, whose.point),
            "title": Words(mine.title if mine else each.journey.title),
        }
        said = Say(desk.lines(DelegationLines).back.withdrawn, slots)
        desk.tell(whose.by, Note((said,)), whose.journey)


def _called_off(desk: Desk, theirs: Owned, whose: Delegated) -> None:
    line = desk.lines(DelegationLines).asked.deleted
    for page in given_back(desk, line, desk.person.id, whose.point, theirs.answers):
        desk.tell(theirs.owner, page, theirs.journey.id)
    desk.delete(theirs.journey)
