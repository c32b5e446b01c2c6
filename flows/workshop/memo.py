"""What a workshop ends in as a memo: only what everybody there has seen.

A scene holds answers of revealed rounds alone; of those without names not even so few ratings are
shown as could be guessed, and nobody is named who took part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from flows.content.base import Label, Lines, Plain, Title, for_each, says
from flows.drawings import Spread as Drawn
from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.showing import count
from flows.messages import Mention, Words
from flows.parts.memo.kinds import Called, framed
from flows.parts.memo.lines import KindLines
from flows.parts.memo.model import (
    Block,
    Bullets,
    Cells,
    Memo,
    MemoKind,
    MemoState,
    Paragraph,
    Picture,
    Quote,
    Section,
    Text,
    unmarked,
)
from flows.parts.memo.writing import (
    Pieces,
    as_said,
    bullets,
    day,
    day_of,
    of_words,
    paragraph,
    written,
)
from flows.workshop.cards import SEEN
from flows.workshop.ratings import Spread, SpreadKind, in_words, listed
from flows.workshop.turn import WorkshopFlow
from flows.workshop.values import (
    SMALLEST_ANONYMOUS,
    Conclusion,
    Contribution,
    Round,
    RoundState,
    WorkshopScene,
)


class MeetingLines(Lines):
    """``again`` is said of the second ratings; ``low`` and ``high`` are the ends of the scale."""

    AREA = "memo_meeting"

    result: Title
    concluded_all: Plain
    concluded_one: Plain
    concluded_some: Annotated[str, says("some", "many")]
    concluded_none: Plain
    lay: Annotated[Mapping[str, Plain], for_each(SpreadKind)]
    scale: Plain
    again: Annotated[str, says("said")]
    low: Label
    high: Label
    withheld: Plain
    conclusion: Annotated[str, says("clarity")]
    not_concluded: Plain
    disagreed: Plain
    dissent: Annotated[str, says("text")]
    dissent_named: Annotated[str, says("who", "text")]
    open: Title
    steps: Title
    meeting: Title
    led_by: Annotated[str, says("facilitator", "date")]
    people: Annotated[str, says("people")]
    anonymous: Annotated[str, says("many")]
    made_of: Plain


def workshop_flow(flow: Flow) -> WorkshopFlow:
    """The content as a workshop uses it: ``flow.the(workshop_flow)``."""
    return WorkshopFlow(flow.library)


def meeting_memo(
    desk: Desk, scene: WorkshopScene, state: MemoState = MemoState.DRAFT, number: int = 1
) -> Memo:
    """The memo of one workshop. Who was picked stands as a mark."""
    sections = tuple(_Meeting(desk, scene).sections())
    lines = desk.lines(MeetingLines)
    name = desk.lines(KindLines).names[MemoKind.MEETING]
    called = Called(name, scene.workshop.title, lines.made_of)
    return framed(desk, MemoKind.MEETING, state, number, called, sections)


class _Meeting:
    """One workshop, as its memo is written."""

    def __init__(self, desk: Desk, scene: WorkshopScene) -> None:
        self.desk, self.scene = desk, scene
        self.flow = desk.flow.the(workshop_flow)
        self.lines = desk.lines(MeetingLines)
        self.rounds = sorted(scene.rounds, key=lambda each: each.place)

    def sections(self) -> Iterator[Section]:
        """What came of it first, then point by point, then what is left, and who was there."""
        lines = self.lines
        yield Section(title=lines.result, blocks=(self._result(),))
        for each in self.rounds:
            if blocks := tuple(self._point(each)):
                yield Section(title=self.flow.title(each.point), blocks=blocks)
        left = [self.flow.title(each.point) for each in self.rounds if not self._concluded(each)]
        if left:
            yield Section(title=lines.open, blocks=tuple(bullets(written(name) for name in left)))
        if rows := tuple(self._steps()):
            head = self.desk.lines(KindLines).steps.head
            yield Section(title=lines.steps, blocks=(Cells(head=head, rows=rows),))
        yield Section(title=lines.meeting, blocks=(self._met(),))

    def _concluded(self, round: Round) -> Conclusion | None:
        found = self.scene.conclusion_on(round.point)
        return found if round.state is RoundState.CONCLUDED else None

    def _result(self) -> Paragraph:
        lines = self.lines
        some, many = len(list(filter(self._concluded, self.rounds))), len(self.rounds)
        if some == many == 1:
            return paragraph(written(lines.concluded_one))
        if some == 0:
            return paragraph(written(lines.concluded_none))
        if some == many:
            return paragraph(written(lines.concluded_all))
        slots: Pieces = {"some": count(self.desk, some), "many": count(self.desk, many)}
        return paragraph(written(lines.concluded_some, slots))

    def _point(self, round: Round) -> Iterator[Block]:
        """How the ratings lay, the conclusion, who disagrees; nothing where it was not begun."""
        if round.state not in SEEN:
            return
        if round.withheld:
            yield paragraph(written(self.lines.withheld))
        else:
            yield from self._ratings(round)
        found = self._concluded(round)
        if found is None:
            yield paragraph(written(self.lines.not_concluded))
            return
        lead = written(self.lines.conclusion, {"clarity": self.flow.clarity(found.clarity)})
        if "\n" in found.text.strip():
            yield paragraph(lead)
            yield Quote(text=unmarked(found.text.strip()))
        else:
            yield paragraph(lead, as_said(found.text))
        if dissents := tuple(self._dissents(round.point)):
            yield paragraph(written(self.lines.disagreed))
            yield Bullets(items=dissents)

    def _ratings(self, round: Round) -> Iterator[Block]:
        lines, point = self.lines, round.point
        first = self._spread(self.scene.revealed.get(point, ()))
        if first is None:
            return
        if not first.total:
            yield paragraph(written(lines.lay[SpreadKind.NONE]))
            return
        said = in_words(self.flow, first)
        lay = written(lines.lay[first.kind])
        yield paragraph(lay, written(lines.scale))
        drawing = Drawn(low=lines.low, high=lines.high, counts=first.counts)
        yield Picture(drawing=drawing, alt=f"{said}.")
        second = self._spread(self.scene.second_ratings.get(point, ()))
        if second is not None and second.total and round.state is not RoundState.RERATING:
            yield paragraph(written(lines.again, {"said": in_words(self.flow, second)}))

    def _spread(self, answers: tuple[Contribution, ...]) -> Spread | None:
        """The spread; None where so few rated without names that one could guess who."""
        found = Spread.of(each.rating for each in answers)
        few = self.scene.workshop.anonymous and found.total < SMALLEST_ANONYMOUS
        return None if not answers or few else found

    def _dissents(self, point: str) -> Iterator[Text]:
        """Who disagrees; without names in no order that tells of anybody."""
        found = [each for each in self.scene.dissents if each.point == point]
        anonymous = self.scene.workshop.anonymous
        for each in sorted(found, key=lambda each: each.text) if anonymous else found:
            text = Words(each.text)
            if each.author is None or anonymous:
                yield written(self.lines.dissent, {"text": text})
            else:
                slots: Pieces = {"who": Mention(each.author), "text": text}
                yield written(self.lines.dissent_named, slots)

    def _steps(self) -> Iterator[tuple[Text, ...]]:
        lines = self.desk.lines(KindLines).steps
        for round in self.rounds:
            found = self._concluded(round)
            for step in found.steps if found is not None else ():
                does = written("{what}", {"what": of_words(step.what)})
                who = written("{who}", {"who": Mention(step.owner)}) if step.owner else ()
                due = day(self.desk, step.due) if step.due is not None else lines.no_day
                yield does, who or written(lines.nobody), written(due)

    def _met(self) -> Paragraph:
        """When it ended, who led it, and who was there; without names only how many."""
        lines, shop, there = self.lines, self.scene.workshop, self.scene.present
        slots: Pieces = {
            "facilitator": Mention(shop.facilitator),
            "date": day_of(self.desk, shop.led_at),
        }
        led = written(lines.led_by, slots)
        if not there:
            return paragraph(led)
        if shop.anonymous:
            many = self.flow.number(len(there)).capitalize()
            return paragraph(led, written(lines.anonymous, {"many": many}))
        people: Pieces = {f"p{n}": Mention(each.user) for n, each in enumerate(there)}
        names = listed([f"{{{name}}}" for name in people], self.flow.lines.spread.and_)
        return paragraph(led, written(lines.people.replace("{people}", names), people))
