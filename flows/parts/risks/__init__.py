"""What could go wrong, made of the answers to the course before the plan is closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from flows.content import leaning
from flows.journey.records import Record
from flows.journey.values import Answers


class Risk(Record):
    """One risk. ``likely`` and ``serious`` are None where that was not said.

    ``do`` is what is done about it.
    """

    KIND: ClassVar[str] = "risk"

    what: str
    likely: bool | None = None
    serious: bool | None = None
    do: str | None = None
    state: Literal["holds", "gone"] = "holds"

    @property
    def weight(self) -> int:
        """How much there is to look out for: 2 where it is both likely and serious."""
        return int(self.likely is True) + int(self.serious is True)


COURSE = leaning.course("galt")
#: The ids of the risks, which are also questions of the course; with ``_grad`` and ``_goer``.
IDS = ("en", "to", "tre")
#: By the choice: likely, serious.
GRADES = {
    "begge": (True, True),
    "sandsynlig": (True, False),
    "alvorlig": (False, True),
    "ingen": (False, False),
}


for _id in IDS:
    leaning.question(f"{COURSE}.{_id}")
    leaning.question(f"{COURSE}.{_id}_grad", GRADES)
    leaning.question(f"{COURSE}.{_id}_goer")
#: Whether there is one more: before the second, and before the third.
MORE = leaning.question("galt.flere", ("ja",)), leaning.question("galt.endnu", ("ja",))


def named(answers: Answers) -> Iterator[Risk]:
    """The risks that the answers name."""
    for n, id in enumerate(IDS):
        what = answers.given(f"{COURSE}.{id}")
        if not isinstance(what, str) or not _reached(answers, n):
            return
        grade = GRADES.get(str(answers.given(f"{COURSE}.{id}_grad")), (None, None))
        do = answers.given(f"{COURSE}.{id}_goer")
        yield Risk(id=id, what=what, likely=grade[0], serious=grade[1], do=do)


def _reached(answers: Answers, n: int) -> bool:
    """Whether the answers before it lead to the n-th: one more was asked for."""
    return n == 0 or answers.given(MORE[n - 1]) is True


def heaviest(risks: Iterable[Risk]) -> Risk | None:
    """The one to look out for most; of several the one that was named first."""
    held = [each for each in risks if each.state == "holds"]
    return max(held, key=lambda each: each.weight, default=None)
