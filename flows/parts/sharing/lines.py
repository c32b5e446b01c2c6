"""What is said when something is shared, to the chef and to those who get it."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Label, Lines, Plain, says

To = Annotated[str, says("to")]


class SharingLines(Lines):
    """``what`` is a name of what is shared, ``to`` a person or a channel."""

    AREA = "sharing"

    summary: Label
    point: Annotated[str, says("point", longest=60)]
    which: Plain
    nothing: Annotated[str, says("what")]
    to_whom: Annotated[str, says("what")]
    not_there: Plain
    preview: To
    who_sees_person: To
    who_sees_channel: To
    changed: Plain
    from_summary: Annotated[str, says("who", "title")]
    from_point: Annotated[str, says("who", "title", "point")]
    what_it_is: Annotated[str, says("who")]
    sent: To
    already: Annotated[str, says("to", "when")]
    not_sent: Plain
    refused_channel: To
    refused_person: To
    refused_other: To
    in_data: Annotated[str, says("what", "to", "when")]
    send: Label
    cancel: Label
    retry: Label
    pick: Label
