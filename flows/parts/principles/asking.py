"""A principle as it is put on the way: the answers that speak to it, and what they suggest."""

from __future__ import annotations

from flows.content.base import fill
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.principles import PrincipleLines, of_step
from flows.journey.question import deed, is_revising
from flows.journey.steps import Role, Step
from flows.language.text import plain
from flows.messages import Button, Note, Say, bullet
from flows.parts.principles.rules import LOW, RULES, said_in
from flows.parts.principles.shown import in_brief, rated, speaking

#: The deed of making a next step of its advice.
STEP = "principle.step"


def suggestion(desk: Desk, step: Step) -> int | None:
    """What the answers suggest, where the step puts a principle and they suggest anything."""
    found = of_step(desk.flow.library, step) if step.role is Role.PRINCIPLE else None
    if found is None or not speaking(desk, found[1]):
        return None
    return RULES[found[1].rule](said_in(desk.flow.path, desk.answers))


def is_suggested(desk: Desk, step: Step) -> bool:
    """Whether a rating is suggested, to be said yes to: the others are folded then."""
    return suggestion(desk, step) is not None and not is_revising(desk, step)


def is_familiar(desk: Desk) -> bool:
    """Whether one was rated before, so that it need not be explained again."""
    return bool(rated(desk))


def recalled(desk: Desk, step: Step) -> tuple[Say, ...]:
    """What was answered, below each other."""
    found = of_step(desk.flow.library, step)
    spoken = speaking(desk, found[1]) if found is not None else []
    if not spoken:
        return ()
    return (Say(desk.lines(PrincipleLines).answered), *(bullet(in_brief(desk, s)) for s in spoken))


def asked(desk: Desk, step: Step) -> Say:
    """The statement; and the rating that the answers suggest."""
    rating = suggestion(desk, step)
    if rating is None:
        return Say(step.question.ask)
    found = of_step(desk.flow.library, step)
    slots = {"says": found[1].says if found is not None else "", "rating": str(rating)}
    return Say(desk.lines(PrincipleLines).suggested, slots)


def confirming(desk: Desk, step: Step) -> tuple[Button, ...]:
    """'Ja, 4': takes what is suggested."""
    rating, journey = suggestion(desk, step), desk.current
    if rating is None:
        return ()
    label = fill(desk.lines(PrincipleLines).yes, rating=rating)
    action = Action(Verb.ANSWER, journey.id, step.id, journey.revision, str(rating))
    return (Button(label, action, main=True),)


def agreed(desk: Desk, step: Step, text: str) -> int | None:
    """What is suggested, where that is what was said yes to."""
    return suggestion(desk, step) if plain(text) in desk.language.phrases.yes else None


def low_now(desk: Desk, step: Step) -> Note | None:
    """What to do about the rating just given, where it is low, and the way to make a step of it."""
    found, rating = of_step(desk.flow.library, step), desk.answers.get(step.id)
    value = rating.value if rating is not None else None
    if found is None or not isinstance(value, int) or value > LOW:
        return None
    lines, advice = desk.lines(PrincipleLines), found[0].when_low or ""
    make = deed(desk, lines.buttons.step, STEP, found[0].id)
    return Note((Say(lines.low_now, {"advice": advice}),), (make,))
