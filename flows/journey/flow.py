"""What every turn shares: the content, the path through it, and the machine of life."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from flows.content.library import Library
from flows.journey.life import Life
from flows.journey.path import Path
from flows.language import Language
from flows.pieces import pieces

Made = TypeVar("Made")


class Flow:
    """The content with its machine. Built once; nothing of a turn is kept in it."""

    def __init__(self, library: Library, made: Mapping[Any, object] | None = None) -> None:
        """``made`` is what ``the`` need not make, by what makes it: it is shared by several."""
        self.library = library
        self.texts = library.texts
        self.language = Language(library.vocabulary)
        self.path = Path(library)
        self.life = Life(self.path)
        self.pieces = pieces(library)
        self._made: dict[Any, object] = dict(made or {})

    def the(self, make: Callable[[Flow], Made]) -> Made:
        """What a part of the advisor makes of the content: made at first use, then kept."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(Made, self._made[make])
