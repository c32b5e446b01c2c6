"""What is said about developing or delivering together with the citizens."""

from __future__ import annotations

from flows.content.base import Content, Lines, Plain


class ByKind(Content):
    """A line for each of the three: developing, delivering, both."""

    develop: Plain
    deliver: Plain
    both: Plain


class Called(Content):
    """A line for each of the words that it may be called by."""

    samskabelse: Plain
    samproduktion: Plain
    skelner: Plain


class TogetherLines(Lines):
    """``told`` is said on receipt, ``beside`` later."""

    AREA = "together"

    told: ByKind
    beside: ByKind
    called: Called
