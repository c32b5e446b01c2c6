"""What is said when a focus point goes to somebody else and comes back."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, Label, Lines, Plain, says

Who = Annotated[str, says("who")]
Point = Annotated[str, says("point")]
Both = Annotated[str, says("point", "who")]
All = Annotated[str, says("point", "who", "title")]


class Giving(Content):
    """Said to the chef while they choose who, and what goes with it."""

    who: Point
    not_here: Plain
    draft: Annotated[str, says("point", "who", "title", "count")]
    guest: Who
    note_ask: Plain
    note_is: Plain
    note_too_long: Plain
    sent: Both
    dropped: Point


class Refused(Content):
    """Why somebody cannot get it. All but the first and last by ``inputs.Picked``."""

    yourself: Plain
    bot: Who
    gone: Who
    stranger: Who
    already: Both
    not_yours: Who


class Asked(Content):
    """Said to who is asked."""

    invited: Annotated[str, says("point", "who", "title", "count")]
    note: Who
    who_sees: Who
    privacy: Annotated[str, says("who", longest=900)]
    begins: Both
    ready: Who
    nothing: Who
    not_sent: Both
    sent: Both
    changed: Who
    accepted: Both
    taken_over: Both
    comment: Both
    taken_back: Both
    deleted: Both
    not_sent_yet: Plain
    declined: Who
    waiting: Both


class Back(Content):
    """Said to the chef when it comes back, or is looked after."""

    away: Both
    given: Annotated[str, says("point", "who", "when")]
    waits: Both
    answered: All
    accepted: Who
    take_over: Point
    comment_ask: Both
    comment_sent: Both
    taken_back: Point
    declined: All
    withdrawn: All
    unreachable: Both
    over: Plain
    which: Plain


class Buttons(Content):
    """What the buttons say."""

    give: Label
    send: Label
    cancel: Label
    look: Label
    decline: Label
    send_answers: Label
    send_again: Label
    my_answers: Label
    accept: Label
    comment: Label
    take_over: Label
    take_back: Annotated[str, says("point", longest=75)]
    see: Annotated[str, says("point", longest=75)]
    answer: Label
    another: Label


class DelegationLines(Lines):
    """``title`` names the other's journey, ``recalled`` an earlier answer of theirs."""

    AREA = "delegation"

    group: Label
    title: Annotated[str, says("point", "title")]
    recalled: Annotated[str, says("ask", "who", "when")]
    giving: Giving
    refused: Refused
    asked: Asked
    back: Back
    buttons: Buttons
