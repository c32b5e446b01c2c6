"""Looking up: the few pieces of content that fit a chef's own words."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Label, Lines, Plain, says

About = Annotated[str, says("words")]


class LookupLines(Lines):
    """``found`` stands over what fits, ``nothing`` where nothing does, ``more`` says how to go on.

    ``command`` answers the slash command where no words stood behind it.
    """

    AREA = "lookup"

    button: Label
    another: Label
    not_now: Label
    read: Annotated[str, says("number", longest=70)]
    ask: Plain
    found: About
    heading: Annotated[str, says("number", "title")]
    heading_within: Annotated[str, says("number", "title", "within")]
    nothing: About
    more: Plain
    command: Plain
