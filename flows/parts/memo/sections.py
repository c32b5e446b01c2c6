"""The memo of a journey: what it is, what is decided, what is open, and who does what next.

``SECTIONS`` is the one table of what stands in it, in order. A section is a function of the desk,
which knows the journey and its answers; to add one, write it and list it here. Those that find
nothing give nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.journey.desk import Desk
from flows.parts.memo import decided, model, stands
from flows.parts.memo.document import Part, Section, Size
from flows.parts.memo.writing import blocks
from flows.parts.principles import shown as principles

SECTIONS: tuple[Section, ...] = (
    stands.where,
    stands.tested,
    stands.found,
    decided.asked,
    decided.by_phase,
    principles.part,
    decided.still_open,
    stands.to_do,
    stands.challenged,
    decided.next_ones,
    decided.tasks_done,
)


def memo(desk: Desk, size: Size) -> list[Part]:
    """All that the sections find."""
    return [part for section in SECTIONS for part in section(desk, size)]


def sections(parts: Iterable[Part]) -> Iterator[model.Section]:
    """The parts as they stand in a document."""
    for part in parts:
        yield model.Section(title=part.title, blocks=tuple(blocks(part.lines)))
