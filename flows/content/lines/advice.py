"""What is said around an advice, whichever it is."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, Label, Title, says


class AdviceLines(Content):
    """The ``…_one`` lines are for where one answer alone is asked about, and not two."""

    apart: Annotated[str, says()]
    alone: Annotated[str, says()]
    ask_two: Annotated[str, says()]
    ask_one: Annotated[str, says()]
    first: Label
    second: Label
    both: Label
    rewrite: Label
    stands: Label
    accepted: Annotated[str, says()]
    accepted_one: Annotated[str, says()]
    explained: Annotated[str, says()]
    explained_one: Annotated[str, says()]
    on_the_way: Annotated[str, says("do")]
    over: Annotated[str, says()]
    most_important: Annotated[str, says("do")]
    then: Annotated[str, says("do")]
    because: Annotated[str, says("ask", "answer", "when")]
    make_step: Label
    kept: Title
    no_reason: Label
