"""What is said around an advice, whichever it is."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Label, Lines, Plain, Title, says


class AdviceLines(Lines):
    """The ``…_one`` lines are for where one answer alone is asked about, and not two."""

    AREA = "advice"

    apart: Plain
    alone: Plain
    ask_two: Plain
    ask_one: Plain
    first: Label
    second: Label
    both: Label
    rewrite: Label
    stands: Label
    accepted: Plain
    accepted_one: Plain
    explained: Plain
    explained_one: Plain
    on_the_way: Annotated[str, says("do")]
    over: Plain
    most_important: Annotated[str, says("do")]
    then: Annotated[str, says("do")]
    because: Annotated[str, says("ask", "answer", "when")]
    make_step: Label
    kept: Title
    no_reason: Label
