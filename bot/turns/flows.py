"""The flow, one a thread: its machine keeps its scope on itself while it works."""

from __future__ import annotations

import threading

from flows.content.library import Library
from flows.journey.flow import Flow
from flows.parts.lookup.lookup import Lookup, lookup


class Flows:
    """Hands each thread its flow, to whoever asks there: turns and reminders share it.

    ``ready`` is the look-up of the library, where it is to be ready before the first look-up.
    """

    def __init__(self, library: Library, ready: Lookup | None = None) -> None:
        self.library = library
        self._made = {lookup: ready} if ready is not None else {}
        self._local = threading.local()

    @property
    def here(self) -> Flow:
        """The flow of this thread, made when it first asks."""
        flow: Flow | None = getattr(self._local, "flow", None)
        if flow is None:
            flow = self._local.flow = Flow(self.library, self._made)
        return flow


def flows_of(library: Library) -> Flows:
    """With the look-up made at once: the first one who looks something up does not wait."""
    return Flows(library, Lookup(library))
