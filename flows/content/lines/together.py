"""What is said about developing or delivering together with the citizens."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, says

Fixed = Annotated[str, says()]


class ByKind(Content):
    """A line for each of the three: developing, delivering, both."""

    develop: Fixed
    deliver: Fixed
    both: Fixed


class Called(Content):
    """A line for each of the words that it may be called by."""

    samskabelse: Fixed
    samproduktion: Fixed
    skelner: Fixed


class TogetherLines(Content):
    """``told`` is said on receipt, ``beside`` later."""

    told: ByKind
    beside: ByKind
    called: Called
