"""Co-creation or co-production (CFIA's principle 3): whether one develops or delivers together."""

from __future__ import annotations

from enum import StrEnum

from flows.content import leaning
from flows.journey.values import Answers
from flows.parts.together.lines import Called

#: What one is together about, and what that is called where it is delivering.
DEVELOPING, DELIVERING = {"definition", "udvikling"}, {"realisering"}
ABOUT = leaning.question("afgraensning.hvad", DEVELOPING | DELIVERING)
CALLED = leaning.question("afgraensning.ord", Called.model_fields)


class Together(StrEnum):
    """What the others take part in. The values name lines of ``lines/together.yaml``."""

    DEVELOP = "develop"
    DELIVER = "deliver"
    BOTH = "both"


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
