"""What came with somebody's words, or instead of them: what of it is the answer."""

from __future__ import annotations

from flows.content.kinds import Kind
from flows.content.texts import BroughtTexts
from flows.inputs import Brought, Edited, Typed
from flows.journey.desk import Desk
from flows.journey.steps import Step


def brought(desk: Desk, what: Brought) -> BroughtTexts:
    """What is said to this kind of thing."""
    texts: BroughtTexts = getattr(desk.texts.noise, what.value)
    return texts


def words_for(step: Step, said: Typed | Edited) -> str:
    """The text as an answer to ``step``: the person's own words, and what they brought.

    Where a choice or a number is asked for, what is only beside their own words is left out.
    """
    own = said.text.strip()
    if not own:
        return said.carried
    return f"{own}\n\n{said.carried}" if _are_both(step, said) else said.text


def _are_both(step: Step, said: Typed | Edited) -> bool:
    return bool(said.text.strip() and said.carried) and step.question.kind is Kind.TEXT


def what_was_taken(desk: Desk, step: Step, said: Typed) -> list[str]:
    """What is said of it when the answer is taken: nothing where it was simply typed."""
    if said.beside is None:
        return []
    lines, own = brought(desk, said.beside), said.text.strip()
    if _are_both(step, said):
        taken = lines.both
    elif own and (said.carried or said.beside is not Brought.PASTED):
        return [lines.beside]
    else:
        taken = lines.taken
    return [taken, desk.texts.noise.cut] if said.cut else [taken]
