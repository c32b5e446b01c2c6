"""The course check of Udførelse: three questions, as often as the chef chooses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from flows.journey import records
from flows.journey.desk import Desk
from flows.journey.lines import PhaseLines
from flows.language.words import Said, Word
from flows.messages import Say
from flows.parts.rhythm import CHECK, DAYS, HOW_OFTEN, RHYTHM, Rhythm


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
