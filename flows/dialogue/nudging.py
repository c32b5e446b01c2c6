"""Reminders from the person's side: putting them off, stopping them, choosing what comes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from flows.content.vocabulary import Word
from flows.dialogue import reminder_settings as settings
from flows.dialogue.guiding import again
from flows.inputs import Pressed, Typed
from flows.journey.calendar import opening
from flows.journey.desk import Desk
from flows.journey.nudges import Nudge, NudgeKind, NudgeState, moved
from flows.journey.question import misfit_line
from flows.journey.values import Asking, Need
from flows.language.dates import local_date
from flows.language.parsing import NOT_A_DATE, Misfit, read_day
from flows.messages import Button, Note, Pick, Picker, Say
from flows.parts.reminding_lines import ReminderLines

AREA = "nudge"
DATE, QUIET = "nudge.date", "nudge.quiet"
#: How far a reminder is put off, in days, by what stands behind the button.
PUT_OFF = {"week": 7, "month": 30}
#: Nothing is put off for longer.
LONGEST_OFF = timedelta(days=366)


def _batch(desk: Desk, id: str) -> list[Nudge]:
    """What went out in that message and can still be put off: only the person's own is loaded."""
    may = (NudgeState.SENT, NudgeState.SNOOZED)
    return [each for each in desk.nudges.values() if each.batch == id and each.state in may]


def _later(desk: Desk, press: Pressed) -> None:
    """'Udsæt': until the next working day at once, and then perhaps longer."""
    batch = press.action.arg
    day = _put_off(desk, batch, desk.today + timedelta(days=1))
    if day is None:
        again(desk, desk.lines(ReminderLines).later.over)
        return
    lines = desk.lines(ReminderLines)
    buttons = (*_further(desk, batch), Button(lines.buttons.pick_day, settings.does("day", batch)))
    desk.note(Say(lines.later.until, {"day": desk.say_weekday(day)}), buttons=buttons)


def _further(desk: Desk, batch: str) -> tuple[Button, ...]:
    words = desk.lines(ReminderLines).buttons
    return (
        Button(words.next_week, settings.does("until", f"{batch}.week")),
        Button(words.month, settings.does("until", f"{batch}.month")),
    )


def _until(desk: Desk, press: Pressed) -> None:
    """'Næste uge', 'Om en måned'."""
    batch, _, how_far = press.action.arg.partition(".")
    _put_off_to(desk, batch, desk.today + timedelta(days=PUT_OFF.get(how_far, 1)))


def _day(desk: Desk, press: Pressed) -> None:
    """'Vælg en dato': from the calendar, or typed."""
    batch = press.action.arg
    if not _batch(desk, batch):
        again(desk, desk.lines(ReminderLines).later.over)
        return
    _ask_day(desk, batch, Say(desk.lines(ReminderLines).later.which_day))


def _ask_day(desk: Desk, batch: str, line: Say) -> None:
    desk.set_person(asking=Asking(DATE, (), batch))
    desk.say(
        Note(
            (line,),
            _further(desk, batch),
            pickers=(Picker(Pick.DATE, settings.does("date", batch)),),
        )
    )


def _date(desk: Desk, press: Pressed) -> None:
    """A day of the calendar."""
    day = desk.language.dates.day(press.choice, desk.today)
    if day is None:
        again(desk, desk.lines(ReminderLines).later.not_a_day)
    else:
        _put_off_to(desk, press.action.arg, day)


def _answer_date(desk: Desk, asking: Asking, typed: Typed) -> bool:
    """A typed day; anything else is an answer to the open question."""
    reading = read_day(desk.language, typed.text, desk.today, desk.today)
    if not isinstance(reading, Misfit):
        _put_off_to(desk, asking.arg, date.fromisoformat(reading.value))
    elif reading.why == NOT_A_DATE:
        return False
    else:
        _ask_day(desk, asking.arg, misfit_line(desk, reading, len(typed.text)))
    return True


def _put_off_to(desk: Desk, batch: str, day: date) -> None:
    lines = desk.lines(ReminderLines)
    if day <= desk.today:
        again(desk, lines.later.past)
        return
    found = _put_off(desk, batch, min(day, desk.today + LONGEST_OFF))
    if found is None:
        again(desk, lines.later.over)
    else:
        again(desk, Say(lines.later.changed, {"day": desk.say_weekday(found)}))


def _put_off(desk: Desk, batch: str, day: date) -> date | None:
    """Snooze what went out in that message; the day on which it comes again."""
    found = None
    for nudge in _batch(desk, batch):
        at = opening(settings.habits(desk), desk.now, day).at
        snoozed = moved(nudge, "snooze", f"put off until {day.isoformat()}", at)
        if snoozed is not None:
            desk.change_nudge(snoozed)
            _hold_back(desk, snoozed)
            found = local_date(at, desk.person.tz)
    return found


def _hold_back(desk: Desk, snoozed: Nudge) -> None:
    """What was to follow it waits until it has come again."""
    for nudge in list(desk.nudges.values()):
        if nudge.subject == snoozed.subject and nudge.stage != snoozed.stage:
            dropped = moved(nudge, "drop", "the one before it was put off")
            if dropped is not None:
                desk.change_nudge(dropped)


def _stop(desk: Desk, press: Pressed) -> None:
    """'Stop disse': no more of the kinds that went out in that message."""
    lines = desk.lines(ReminderLines)
    kinds = _kinds(nudge.kind for nudge in desk.nudges.values() if nudge.batch == press.action.arg)
    if not kinds:
        again(desk, lines.later.over)
        return
    settings.turn(desk, kinds, on=False)
    buttons = (
        Button(lines.buttons.undo, settings.does("resume", ".".join(kinds))),
        settings.button(desk),
    )
    desk.note(Say(lines.stop.done, {"kinds": settings.named(desk, kinds)}), buttons=buttons)


def _resume(desk: Desk, press: Pressed) -> None:
    """'Fortryd'."""
    kinds = _kinds(press.action.arg.split("."))
    if not kinds:
        again(desk, desk.texts.stale.unknown)
        return
    settings.turn(desk, kinds, on=True)
    again(desk, Say(desk.lines(ReminderLines).stop.undone, {"kinds": settings.named(desk, kinds)}))


def _kinds(names: object) -> list[NudgeKind]:
    known = {kind.value for kind in NudgeKind}
    wanted = {str(name) for name in names} & known  # type: ignore[attr-defined]
    return [kind for kind in NudgeKind if kind.value in wanted]


def _answer_quiet(desk: Desk, asking: Asking, typed: Typed) -> bool:
    """A typed day on which reminders may begin again."""
    reading = read_day(desk.language, typed.text, desk.today, desk.today)
    if not isinstance(reading, Misfit):
        settings.be_quiet(desk, date.fromisoformat(reading.value))
    elif reading.why == NOT_A_DATE:
        return False
    else:
        again(desk, misfit_line(desk, reading, len(typed.text)))
        desk.set_person(asking=asking)
    return True


DEEDS: dict[str, Callable[[Desk, Pressed], None]] = {
    "nudge.later": _later,
    "nudge.until": _until,
    "nudge.day": _day,
    "nudge.date": _date,
    "nudge.stop": _stop,
    "nudge.resume": _resume,
    **settings.DEEDS,
}
WORDS = {Word.REMINDERS: lambda desk, _: settings.show(desk)}
ASIDE = {DATE: _answer_date, QUIET: _answer_quiet}
NEEDS = {Word.REMINDERS: (Need.PLANNED, Need.NUDGES), AREA: (Need.NUDGES,)}
