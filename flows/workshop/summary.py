"""What a workshop ends in: conclusions, how the ratings lay, what is open, who does what."""

from __future__ import annotations

from collections.abc import Iterator

from flows.messages import Say, Words
from flows.workshop.cards import dissent_lines, step_lines
from flows.workshop.spread import Spread
from flows.workshop.table import Table
from flows.workshop.values import Round, RoundState
from flows.workshop.wording import drawn, listed

#: Rounds whose ratings everybody has seen.
SEEN = (RoundState.REVEALED, RoundState.DISCUSSING, RoundState.CONCLUDED, RoundState.RERATING)


def summary(table: Table) -> tuple[Say, ...]:
    """The lines, the title first."""
    lines = table.lines.summary
    said = [Say(lines.title, {"title": Words(table.workshop.title)})]
    for round in table.rounds.values():
        said += _round(table, round)
    left = [r for r in table.rounds.values() if r.state is not RoundState.CONCLUDED]
    if left:
        names = [table.flow.title(each.point) for each in left]
        said.append(Say(lines.open, {"points": listed(names, table.lines.spread.and_)}))
    steps = any(each.steps for each in table.conclusions.values())
    said.append(Say(lines.onward_steps if steps else lines.onward))
    return tuple(said)


def _round(table: Table, round: Round) -> Iterator[Say]:
    lines, point = table.lines.summary, round.point
    found = table.conclusions.get(point)
    if found is None or round.state is not RoundState.CONCLUDED:
        yield Say(lines.not_concluded, {"point": table.flow.title(point)})
    else:
        clarity = table.flow.clarity(found.clarity).lower()
        slots = {"point": table.flow.title(point), "clarity": clarity}
        yield Say(lines.concluded, slots, quote=Words(found.text))
    if round.state in SEEN:
        ratings = [each.rating for each in table.scene.shown.get(point, ())]
        if any(ratings):
            yield drawn(table.flow, Spread.of(ratings))[0]
        again = [each.rating for each in table.scene.again.get(point, ())]
        if any(again) and round.state is not RoundState.RERATING:
            marks = drawn(table.flow, Spread.of(again))[0].slots
            yield Say(lines.again, marks)
    if found is not None and round.state is RoundState.CONCLUDED:
        yield from step_lines(table, found)
        yield from dissent_lines(table, point)
