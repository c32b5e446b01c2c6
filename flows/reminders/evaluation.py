"""Evaluation: when the planned end comes, and once more half a year later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.language.dates import local_date
from flows.messages import Button, Say, Slot, Words, cut
from flows.reminders.effort import Effort, Thing
from flows.reminders.lines import ReminderLines
from flows.reminders.speech import hello

#: The steps that it looks at: the planned end; how one would know; how close one came; what was
#: learnt.
END, SUCCESS, REACHED, LEARNT = (
    "rammer.tid",
    "formaal.succes",
    "maalopfyldelse.maal",
    "refleksion.laert",
)
AT_THE_END, LATER = "end", "learning"
HALF_A_YEAR = 6
#: So much of what somebody wrote is quoted.
QUOTED = 500


def due(effort: Effort) -> Iterator[Occasion]:
    """At the planned end, unless it was evaluated before; and half a year after."""
    end = _end(effort)
    if end is None:
        return
    if effort.answers.get(REACHED) is None:
        yield _occasion(effort, AT_THE_END, end)
    yield _occasion(effort, LATER, months_after(end, HALF_A_YEAR))


def _end(effort: Effort) -> date | None:
    """The planned end; where none was planned, the day on which one looked back."""
    try:
        return date.fromisoformat(effort.answers.given(END) or "")
    except ValueError:
        learnt = effort.answers.get(LEARNT)
        return effort.day(learnt.said_at) if learnt is not None else None


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for each in range(day.day, 27, -1):
        try:
            return date(year, month + 1, each)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def _occasion(effort: Effort, about: str, day: date) -> Occasion:
    return Occasion(
        NudgeKind.EVALUATION,
        effort.owner,
        (day,),
        cause=day.isoformat(),
        journey=effort.journey.id,
        about=about,
    )


def says(desk: Desk, effort: Effort, nudge: Nudge, _: Occasion) -> Thing:
    """What was hoped for, or learnt, in one's own words, and the question."""
    lines, journey = desk.lines(ReminderLines).evaluation, effort.journey
    title: dict[str, Slot] = {"title": Words(journey.title)}
    greeting = {**title, "hello": hello(desk)}
    go = Button(desk.lines(ReminderLines).buttons.go_on, Action(Verb.SWITCH, journey.id), main=True)
    if nudge.about == LATER:
        quote = quoted(desk, effort, LEARNT, lines.learnt)
        alone = (Say(lines.later, greeting), *quote, Say(lines.later_ask))
        return Thing(Say(lines.later_short, title), alone, (go,))
    quote = quoted(desk, effort, SUCCESS, lines.hoped)
    alone = (Say(lines.end, greeting), *quote, Say(lines.end_ask))
    return Thing(Say(lines.end_short, title), alone, (go,))


def quoted(desk: Desk, effort: Effort, step: str, line: str) -> list[Say]:
    """What was answered to that step, dated, in one's own words; nothing where nothing was."""
    answer, said = effort.answers.get(step), effort.answers.given(step)
    if answer is None or not isinstance(said, str):
        return []
    day = desk.say_day(local_date(answer.said_at, desk.person.tz))
    return [Say(line, {"date": day}, quote=Words(cut(said, QUOTED)))]
