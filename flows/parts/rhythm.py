"""The course check of Udførelse: three questions, as often as the chef chooses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import ClassVar, Literal

from flows.content import leaning
from flows.content.vocabulary import Word
from flows.inputs import Action, Verb
from flows.journey import records
from flows.journey.desk import Desk
from flows.journey.lines import PhaseLines
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.question import RUN
from flows.journey.records import Record, one
from flows.language.words import Said
from flows.messages import Button, Say, Slot, Words
from flows.parts.learning import SUCCESS
from flows.parts.reminding import Effort, ReminderSource, Thing, hello, quoted, stored_day
from flows.parts.reminding_lines import ReminderLines

#: The courses of questions: the check itself, and how often it is wanted.
CHECK, RHYTHM = leaning.course("kurs"), leaning.course("rytme")
#: Days between two checks.
DAYS = {"uge": 7, "to_uger": 14, "maaned": 28}
#: The step that asks how often.
HOW_OFTEN = leaning.question("rytme.hvor_tit", DAYS)


class Rhythm(Record):
    """``every`` is a key of DAYS, or None where the chef says it; ``next`` the day of the next."""

    KIND: ClassVar[str] = "rhythm"

    id: str = CHECK
    every: Literal["uge", "to_uger", "maaned"] | None = None
    next: date | None = None


def _run(course: str, desk: Desk) -> None:
    if course in desk.flow.library.course:
        desk.wish("run", course)
    else:
        desk.again(desk.lines(PhaseLines).no_check)


def _chosen(desk: Desk) -> Iterable[Say | str]:
    """How often was chosen: the first check is that far ahead."""
    chosen = desk.answers.given(HOW_OFTEN)
    if chosen is None:
        return []
    every = chosen if chosen in DAYS else None
    return _next(desk, Rhythm(every=every))


def _checked(desk: Desk) -> Iterable[Say | str]:
    """A check was made: the next one is that far ahead."""
    return _next(desk, records.one(desk.answers, Rhythm, CHECK) or Rhythm())


def _next(desk: Desk, rhythm: Rhythm) -> Iterable[Say | str]:
    if rhythm.every is None:
        desk.put(rhythm.model_copy(update={"next": None}))
        return [desk.lines(PhaseLines).check_when_wanted]
    day = desk.today + timedelta(days=DAYS[rhythm.every])
    desk.put(rhythm.model_copy(update={"next": day}))
    return [Say(desk.lines(PhaseLines).next_check, {"date": desk.say_day(day)})]


def _check_word(desk: Desk, _: Said) -> None:
    _run(CHECK, desk)


def _rhythm_word(desk: Desk, _: Said) -> None:
    _run(RHYTHM, desk)


WORDS = {Word.CHECK: _check_word, Word.RHYTHM: _rhythm_word}
ON_DONE = {RHYTHM: _chosen, CHECK: _checked}


#: The step in which the day of the first look was planned.
PLANNED = leaning.question("procesplan.eftersyn")
PLAN = "plan"
#: So often in a row a check that nobody makes is called for; then there is silence.
TIMES = 3


def _due(effort: Effort) -> Iterator[Occasion]:
    """On the next day of the rhythm; where there is none yet, on the planned day."""
    rhythm = one(effort.answers, Rhythm, CHECK)
    if rhythm is None:
        planned = effort.planned(PLANNED)
        if planned is not None:
            yield effort.occasion(NudgeKind.COURSE, planned, about=PLAN)
    elif rhythm.every is not None and (first := stored_day(rhythm.next)) is not None:
        days = (first + timedelta(days=n * DAYS[rhythm.every]) for n in range(TIMES))
        yield effort.occasion(NudgeKind.COURSE, *days, about=CHECK)


def _remind(desk: Desk, effort: Effort, nudge: Nudge) -> Thing:
    """What was to be reached, in one's own words, and the way to the questions."""
    lines, journey = desk.lines(ReminderLines), effort.journey
    slots: dict[str, Slot] = {"title": Words(journey.title)}
    by_plan = nudge.about == PLAN
    run = Action(Verb.DO, journey.id, RUN, journey.revision, CHECK)
    button = Button(lines.course.go, run, main=True)
    first = lines.course.planned if by_plan else lines.course.check
    alone = (
        Say(first, {**slots, "hello": hello(desk)}),
        *quoted(desk, effort, SUCCESS, lines.evaluation.hoped),
        Say(lines.course.ask),
    )
    return Thing(Say(lines.course.short, slots), alone, (button,))


SOURCE = ReminderSource(NudgeKind.COURSE, _due, _remind)
