"""What is said where a phase is opened again, and of the rhythm of Udførelse."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, Label, says

Plain = Annotated[str, says()]


class PhaseLines(Content):
    """``reopen`` stands on a button; ``returned`` is said when the reopened points are through."""

    reopen: Annotated[str, says("phase", longest=50)]
    which_phase: Plain
    which_point: Annotated[str, says("phase")]
    whole_phase: Label
    no_such: Plain
    nothing_to_reopen: Plain
    reopened: Annotated[str, says("points")]
    returned: Plain
    nth: Annotated[str, says("number", "ask", longest=120)]
    check: Label
    no_check: Plain
    check_when_wanted: Plain
    next_check: Annotated[str, says("date")]
