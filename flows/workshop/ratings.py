"""How the ratings lie: how far apart, drawn and in words, and which answers are read first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from flows import drawings
from flows.content.base import fill
from flows.journey.showing import capital
from flows.messages import Picture, Say, scale
from flows.workshop.turn import WorkshopFlow
from flows.workshop.values import Contribution

SCALE = range(1, 6)
#: Ratings this far apart are a disagreement to talk about.
FAR_APART = 2
#: Below this mean, those who agree are unsure together.
SURE_FROM = 3.0
#: One mark a rating, and at most so many.
MARK, MOST_MARKS = "▪", 12


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
    def ends(self) -> tuple[int, int]:
        """The lowest and the highest rating; 0 where nobody rated."""
        given = [n for n, many in zip(SCALE, self.counts, strict=True) if many]
        return (given[0], given[-1]) if given else (0, 0)

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
        low, high = self.ends
        if high - low >= FAR_APART:
            return SpreadKind.SPLIT
        return SpreadKind.AGREED if self.mean >= SURE_FROM else SpreadKind.UNSURE


def drawn(flow: WorkshopFlow, spread: Spread) -> Say:
    """The ratings drawn: '1 ▪▪ · 2 · 3 ▪'."""
    parts = []
    for n, many in zip(SCALE, spread.counts, strict=True):
        marks = MARK * min(many, MOST_MARKS) + (f" ({many})" if many > MOST_MARKS else "")
        parts.append(f"{n} {marks}".strip())
    return Say(flow.lines.spread.drawn, {"marks": " · ".join(parts)})


def in_words(flow: WorkshopFlow, spread: Spread) -> str:
    """'Én siger 2, to siger 3, og tre siger 4', without markup, for who hears it."""
    lines = flow.lines.spread
    counted = [
        fill(lines.one if many == 1 else lines.several, many=flow.number(many), rating=n)
        for n, many in zip(SCALE, spread.counts, strict=True)
        if many
    ]
    if len(counted) > 1:
        counted[-1] = f"{lines.and_} {counted[-1]}"
    return capital(", ".join(counted))


def pictured(flow: WorkshopFlow, spread: Spread, point: str) -> Picture:
    """The ratings of a focus point as a picture."""
    lines, ends = flow.lines.spread, scale(flow.lines.answer.low, flow.lines.answer.high)
    low, high = str(ends[0].label), str(ends[-1].label)
    drawing = drawings.Spread(low=low, high=high, counts=spread.counts)
    alt = fill(lines.alt, point=flow.title(point), said=in_words(flow, spread))
    return Picture(drawing, lines.file, lines.title, alt)


def listed(parts: Sequence[str], and_: str) -> str:
    """'a, b og c'."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {and_} {parts[-1]}"


def by_disagreement(
    answers: Iterable[Contribution], chef: str, seed: int
) -> list[tuple[int, tuple[Contribution, ...]]]:
    """The answers by rating, those furthest from the middle first.

    Within a rating they are shuffled by ``seed``. Where names are shown, the chef's own answer
    comes last in its rating, and a rating that holds nothing else does not come first.
    """
    shuffled = sorted(answers, key=lambda each: each.id)
    Random(seed).shuffle(shuffled)
    shuffled.sort(key=lambda each: each.author is not None and each.author == chef)
    given = [each.rating for each in shuffled if each.rating is not None]
    middle = sum(given) / len(given) if given else 0.0
    ratings = sorted(set(given), key=lambda rating: (-abs(rating - middle), rating))
    groups = [(n, tuple(a for a in shuffled if a.rating == n)) for n in ratings]
    if len(groups) > 1 and all(each.author == chef for each in groups[0][1]):
        groups[0], groups[1] = groups[1], groups[0]
    return groups
