"""What stands on App Home beside the journeys, and what is said of the data that are stored."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Label, Lines, Plain, says


class HomeLines(Lines):
    """The headings are plain text; ``due`` and ``undated`` are a next step, ``late`` one past."""

    AREA = "home"

    to_you: Label
    journeys: Label
    next_steps: Label
    reminders: Label
    data: Label
    here: Annotated[str, says("place", "ask")]
    asked_by: Annotated[str, says("who")]
    sent_to: Annotated[str, says("who")]
    due: Annotated[str, says("day", "words", "title")]
    late: Annotated[str, says("day", "words", "title")]
    undated: Annotated[str, says("words", "title")]
    more_steps: Annotated[str, says("count")]
    more_journeys: Annotated[str, says("count")]
    privacy: Plain
    see: Label
    correct: Label
    delete: Label


class DataLines(Lines):
    """``comment`` stands with the file; ``no_file`` before its text, where files are refused."""

    AREA = "data"

    others: Plain
    fetch: Label
    coming: Plain
    comment: Plain
    no_file: Plain
