"""How far apart the ratings are, and what kind of talk that asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

SCALE = range(1, 6)
#: Ratings this far apart are a disagreement to talk about.
FAR_APART = 2
#: Below this mean, those who agree are unsure together.
SURE_FROM = 3.0


class SpreadKind(StrEnum):
    """What the ratings look like."""

    AGREED = "agreed"
    SPLIT = "split"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Spread:
    """How many gave each rating, 1 to 5."""

    counts: tuple[int, int, int, int, int]

    @staticmethod
    def of(ratings: Iterable[int | None]) -> Spread:
        """The spread of those ratings that are some."""
        given = [rating for rating in ratings if rating is not None]
        return Spread(tuple(given.count(n) for n in SCALE))  # type: ignore[arg-type]

    @property
    def total(self) -> int:
        """How many rated."""
        return sum(self.counts)

    @property
    def given(self) -> list[int]:
        """The ratings that somebody gave, lowest first."""
        return [n for n, many in zip(SCALE, self.counts, strict=True) if many]

    @property
    def low(self) -> int:
        """The lowest rating; 0 where nobody rated."""
        return self.given[0] if self.total else 0

    @property
    def high(self) -> int:
        """The highest rating; 0 where nobody rated."""
        return self.given[-1] if self.total else 0

    @property
    def mean(self) -> float:
        """The mean; 0 where nobody rated."""
        if not self.total:
            return 0.0
        return sum(n * many for n, many in zip(SCALE, self.counts, strict=True)) / self.total

    @property
    def kind(self) -> SpreadKind:
        """Split where two are far apart; else agreed, or unsure together."""
        if not self.total:
            return SpreadKind.NONE
        if self.high - self.low >= FAR_APART:
            return SpreadKind.SPLIT
        return SpreadKind.AGREED if self.mean >= SURE_FROM else SpreadKind.UNSURE
