"""What administrators have set for everybody in their workspace.

A person's own choices go on top: whichever of the two is stricter counts.
"""

from __future__ import annotations

from datetime import date, time
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

#: So many closing days are kept: as many as can be shown again in one field.
MOST_CLOSED = 250
#: So many may be named as those who hold meetings.
MOST_NAMED = 100
LONGEST_CONTACT = 140


class Workplace(BaseModel):
    """``closed`` are days on which nobody is reminded; ``opens`` and ``closes`` the office hours.

    ``holders`` alone may hold meetings; without any, everybody may. ``contact`` is whom people ask
    about their data. ``language`` is the code of one of the content; empty: the usual one.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    closed: Annotated[tuple[date, ...], Field(max_length=MOST_CLOSED)] = ()
    opens: time | None = None
    closes: time | None = None
    holders: Annotated[tuple[str, ...], Field(max_length=MOST_NAMED)] = ()
    contact: Annotated[str, Field(max_length=LONGEST_CONTACT)] = ""
    language: Annotated[str, Field(max_length=16)] = ""

    def may_hold(self, user: str) -> bool:
        """Whether somebody may set up a meeting."""
        return not self.holders or user in self.holders


USUAL_WORKPLACE = Workplace()


def workplace_of(stored: object) -> Workplace:
    """What is stored; where it cannot be read, a newer program has written it: then as usual."""
    if not stored:
        return USUAL_WORKPLACE
    try:
        return Workplace.model_validate(stored)
    except ValidationError:
        return USUAL_WORKPLACE
