"""The seven principles beside each other: each with its rating, the last time, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from flows.content.kinds import Principle, Taken
from flows.journey.desk import Desk
from flows.journey.principles import PrincipleLines, of_step, rating_of
from flows.journey.records import Record, all_of, one
from flows.journey.showing import on_day
from flows.journey.steps import Step
from flows.journey.values import Answer
from flows.language.dates import local_date
from flows.messages import Say, joined
from flows.parts.memo.document import is_said, named, on_a_line

#: From this rating on there is nothing to advise.
FINE = 4
#: At most so many answers stand beside a principle.
SHOWN = 3
#: So much of an answer stands beside one, and where all seven stand together.
LONGEST, TOGETHER = 160, 60


def speaking(desk: Desk, taken: Taken) -> list[Step]:
    """The steps whose answers speak to it, in the order in which the content names them."""
    steps = [desk.flow.path.by_id[ref] for ref in taken.rests_on if ref in desk.flow.path.by_id]
    return [step for step in steps if is_said(desk, step)][:SHOWN]


def in_brief(desk: Desk, step: Step, longest: int = LONGEST) -> Say:
    """The answer after its name, or after the question."""
    say = named if step.question.called else on_a_line
    return say(desk, step, longest)


class PrincipleCheck(Record):
    """What was rated on one day, from 1 to 5, by principle. ``id`` is the day."""

    KIND: ClassVar[str] = "principle_check"

    on: date
    ratings: Mapping[str, int]


def keep(desk: Desk, step: Step) -> None:
    """Keep the rating just given with its day: of the answers themselves only the last is known."""
    found, rating = of_step(desk.flow.library, step), desk.answers.given(step.id)
    if found is None or not isinstance(rating, int):
        return
    today = desk.today.isoformat()
    held = one(desk.answers, PrincipleCheck, today)
    before = held.ratings if held is not None else {}
    ratings = {**before, found[0].id: rating}
    desk.put(PrincipleCheck(id=today, on=desk.today, ratings=ratings))


def rating_now(desk: Desk, principle: Principle) -> Answer | None:
    """What it is rated now: where it was judged too, by what was said last."""
    ids = {rating_of(principle), *(rating_of(principle, taken) for taken in principle.taken)}
    given = [desk.answers.get(id) for id in ids if desk.answers.given(id) is not None]
    return max(filter(None, given), key=lambda each: desk.answers.at(each.step), default=None)


def rating_before(desk: Desk, principle: Principle, now: Answer) -> PrincipleCheck | None:
    """The last time that it was rated on an earlier day."""
    day = local_date(now.said_at, desk.person.tz)
    runs = all_of(desk.answers, PrincipleCheck)
    earlier = [run for run in runs if run.on < day and principle.id in run.ratings]
    return max(earlier, key=lambda run: run.on, default=None)


def rated(desk: Desk) -> dict[str, int]:
    """The rating that each principle has now, by its id, where it has one."""
    found = {each.id: rating_now(desk, each) for each in desk.flow.library.principles}
    return {id: each.value for id, each in found.items() if each is not None}


def one_by_one(desk: Desk, *, resting: bool = True) -> Iterator[Say]:
    """A line a principle; with what it rests on below, where ``resting``."""
    lines = desk.lines(PrincipleLines)
    for principle in desk.flow.library.principles:
        yield _line(desk, principle)
        spoken = resting_on(desk, principle) if resting else []
        if spoken:
            answers = joined(*(in_brief(desk, step, TOGETHER) for step in spoken), by=" · ")
            yield Say(lines.rests_on, {"answers": answers})


def resting_on(desk: Desk, principle: Principle) -> list[Step]:
    """What speaks to it; where it was judged or can be, to that."""
    found = [speaking(desk, taken) for taken in reversed(principle.taken)]
    return next((each for each in found if each), [])


def _line(desk: Desk, principle: Principle) -> Say:
    lines, now = desk.lines(PrincipleLines), rating_now(desk, principle)
    rating = str(now.value) if now is not None else lines.left
    slots = {"rating": rating, "number": str(principle.number), "short": principle.short}
    before = rating_before(desk, principle, now) if now is not None else None
    if before is None:
        return Say(lines.each, slots)
    then = {"before": str(before.ratings[principle.id]), "when": on_day(desk, before.on)}
    return Say(lines.each_before, {**slots, **then})
