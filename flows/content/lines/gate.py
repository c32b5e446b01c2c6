"""What is said at the gate before the first phase."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, Label, Short, says
from flows.content.texts import StandardQuestion

Plain = Annotated[str, says()]


class GateLines(Content):
    """``worth_it`` and ``noted`` end the gate, without and with something to come back to."""

    heading: Short
    begins: Plain
    skip: Label
    skipped: Plain
    again: Plain
    nothing: Plain
    verdict: StandardQuestion
    go_on: Label
    reopened: Plain
    reason: StandardQuestion
    worth_it: Plain
    noted: Plain
    ended: Annotated[str, says("title")]
    waits: Plain
    doubted: Annotated[str, says("title", "when")]
    went_on: Annotated[str, says("title", "when")]
    advice_leave: Plain
    advice_wait: Plain
    advice_name: Plain
