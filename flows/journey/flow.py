"""What every turn shares: the content, the path through it, and the machine of life."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flows.content.library import Library
from flows.journey.life import Life
from flows.journey.path import Path
from flows.language import Language
from flows.pieces import pieces

Made = TypeVar("Made")


class Flow:
    """The content with its machine. Built once; it keeps nothing of a turn, so threads share it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.texts = library.texts
        self.language = Language(library.vocabulary)
        self.path = Path(library)
        self.life = Life(self.path)
        self.pieces = pieces(library)
        self._made: dict[Any, object] = {}

    def the(self, make: Callable[[Flow], Made]) -> Made:
        """What a part of the advisor makes of the content: made at first use, then kept."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(Made, self._made[make])
