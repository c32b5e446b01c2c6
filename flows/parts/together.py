"""Co-creation or co-production (CFIA's principle 3): whether one develops or delivers together."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from flows.content import leaning
from flows.content.base import Lines, Plain, for_each
from flows.journey.desk import Desk
from flows.journey.steps import Step
from flows.journey.values import Answers
from flows.messages import Say
from flows.pieces import cited


class Together(StrEnum):
    """What the others take part in. The values name lines of ``lines/together.yaml``."""

    DEVELOP = "develop"
    DELIVER = "deliver"
    BOTH = "both"


#: What they may choose to call it.
NAMES = ("samskabelse", "samproduktion", "skelner")


class TogetherLines(Lines):
    """``told`` is said on receipt, ``beside`` later."""

    AREA = "together"

    told: Annotated[Mapping[str, Plain], for_each(Together)]
    beside: Annotated[Mapping[str, Plain], for_each(Together)]
    called: Annotated[Mapping[str, Plain], for_each(NAMES)]


#: What one is together about, and what that is called where it is delivering.
DEVELOPING, DELIVERING = {"definition", "udvikling"}, {"realisering"}
ABOUT = leaning.question("afgraensning.hvad", DEVELOPING | DELIVERING)
CALLED = leaning.question("afgraensning.ord", NAMES)


def together(answers: Answers) -> Together | None:
    """What the others take part in, by what one said one does together; None where not said."""
    about = set(answers.given(ABOUT) or ())
    develops, delivers = bool(about & DEVELOPING), bool(about & DELIVERING)
    if develops and delivers:
        return Together.BOTH
    if develops:
        return Together.DEVELOP
    return Together.DELIVER if delivers else None


def called(answers: Answers) -> str | None:
    """What they chose to call it, as the id of a choice, where they deliver together."""
    found = answers.given(CALLED)
    delivers = together(answers) in (Together.DELIVER, Together.BOTH)
    return found if delivers and isinstance(found, str) else None


def _told_apart(desk: Desk, step: Step) -> list[Say]:
    """What it is called that they take part in, and what that asks of one."""
    found = together(desk.answers) if step.id == ABOUT else None
    if found is None or step.question.source is None:
        return []
    line = Say(desk.lines(TogetherLines).told[found])
    return [line, cited(desk.flow.library, step.question.source)]


def beside(desk: Desk) -> list[Say]:
    """What they take part in, and what it was chosen to be called."""
    found, word, lines = together(desk.answers), called(desk.answers), desk.lines(TogetherLines)
    if found is None:
        return []
    said = [Say(lines.beside[found])]
    return [*said, Say(lines.called[word])] if word else said


LINES = (TogetherLines,)
ON_ANSWER = {leaning.focus_point("afgraensning"): _told_apart}
