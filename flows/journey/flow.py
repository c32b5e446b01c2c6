"""What every turn shares: the content, the path through it, and the machine. One a thread."""

from __future__ import annotations

from functools import cached_property

from flows.content.library import Library
from flows.journey.machine import JourneyMachine
from flows.journey.path import Path
from flows.parts.advice.advisor import Advisor
from flows.parts.lookup.lookup import Lookup
from flows.pieces import pieces


class Flow:
    """The content with its machine. Built once; not to be shared between threads."""

    def __init__(self, library: Library, lookup: Lookup | None = None) -> None:
        """``lookup`` is that of the library, where it is shared; else it is made when needed."""
        self.library = library
        self.texts = library.texts
        self.path = Path(library)
        self.machine = JourneyMachine(self.path)
        self.pieces = pieces(library)
        self.advisor = Advisor(library, self.path)
        self._lookup = lookup

    @cached_property
    def lookup(self) -> Lookup:
        """All of the content, ready to be looked up."""
        return self._lookup or Lookup(self.library)
