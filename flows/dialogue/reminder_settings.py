"""'påmindelser': what comes and when, and the choices: which, how often, when, a pause."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from flows.content.base import fill
from flows.content.vocabulary import Word
from flows.dialogue.guiding import again
from flows.inputs import Action, Pressed, Verb
from flows.journey.calendar import HOURS, Habits, within
from flows.journey.desk import Desk
from flows.journey.nudges import LIVE, USUAL, Hours, Nudge, NudgeKind, Pace
from flows.journey.showing import listed, small
from flows.journey.values import Asking
from flows.language.dates import local_date
from flows.messages import Button, HomeCard, Note, Option, Pick, Picker, Say, Words, bullet
from flows.parts.reminding_lines import ReminderLines

#: So much of what is coming is listed.
COMING_SHOWN = 8
QUIET = "nudge.quiet"
PAUSES = {"week": 7, "month": 30}
#: A pause is no longer than this; 'Stop disse' is for good.
LONGEST_PAUSE = timedelta(days=366)


def habits(desk: Desk) -> Habits:
    """What the calendar needs to know of the person."""
    person = desk.person
    return Habits(
        person.id,
        person.tz,
        person.reminders,
        person.nudged_at,
        person.workplace,
        person.away,
    )


def button(desk: Desk) -> Button:
    """The way to the settings."""
    label = desk.lines(ReminderLines).buttons.settings
    return Button(label, Action(Verb.WORD, arg=Word.REMINDERS.name.lower()))


def show(desk: Desk, *lead: Say) -> None:
    """What comes, when, and what can be changed."""
    lines = desk.lines(ReminderLines)
    choices = {
        "which": lines.buttons.which,
        "often": lines.buttons.how_often,
        "hours": lines.buttons.hours,
        "rest": lines.buttons.rest,
    }
    buttons = tuple(Button(label, does(deed)) for deed, label in choices.items())
    desk.say(Note((*lead, *_now(desk), *_coming(desk)), buttons))


def _now(desk: Desk) -> list[Say]:
    lines, chosen = desk.lines(ReminderLines).settings, desk.person.reminders
    found = [Say(lines.now, _when(desk))]
    if chosen.away:
        found.append(Say(lines.away))
    if (until := _quiet_until(desk)) is not None:
        found.append(Say(lines.quiet, {"day": desk.say_weekday(until)}))
    on = [kind for kind in NudgeKind if chosen.wants(kind)]
    off = [kind for kind in NudgeKind if not chosen.wants(kind)]
    found.append(Say(lines.on, {"kinds": named(desk, on)}) if on else Say(lines.none_on))
    return [*found, *([Say(lines.off, {"kinds": named(desk, off)})] if off else [])]


def _when(desk: Desk) -> dict[str, str]:
    lines, chosen = desk.lines(ReminderLines), desk.person.reminders
    return {"pace": lines.pace[chosen.pace], "hours": _between(desk, chosen.hours)}


def _between(desk: Desk, chosen: Hours) -> str:
    """Between which hours, as the person has chosen and as far as the office is open."""
    lines, own = desk.lines(ReminderLines), HOURS[chosen]
    both = within(desk.person.workplace, own)
    if both == own:
        return lines.hours[chosen].between
    opens, closes = (
        fill(lines.settings.clock, hour=each.hour, minute=f"{each.minute:02}") for each in both
    )
    return fill(lines.settings.between, opens=opens, closes=closes)


def _quiet_until(desk: Desk) -> date | None:
    until = desk.person.reminders.quiet_until
    return until if until is not None and until > desk.today else None


def named(desk: Desk, kinds: list[NudgeKind]) -> str:
    """Kinds of reminders in a sentence."""
    return listed(desk, [small(desk.lines(ReminderLines).kinds[kind]) for kind in kinds])


def _coming(desk: Desk) -> list[Say]:
    lines = desk.lines(ReminderLines).settings
    found = _next(desk)[:COMING_SHOWN]
    if not found:
        return [Say(lines.nothing_coming)]
    listing = [bullet(_line(desk, nudge)) for nudge in found]
    return [Say(lines.coming), *listing]


def _next(desk: Desk) -> list[Nudge]:
    wants = desk.person.reminders.wants
    found = [each for each in desk.nudges.values() if each.state in LIVE and wants(each.kind)]
    return sorted(found, key=lambda each: each.due_at)


def _line(desk: Desk, nudge: Nudge) -> Say:
    """'tirsdag den 3. marts: kontrakten i *Mødested*'."""
    lines = desk.lines(ReminderLines)
    kind = small(lines.kinds[nudge.kind])
    journey = desk.owned(nudge.journey or "")
    what: Say | str = kind
    if journey is not None:
        what = Say(lines.settings.of_journey, {"kind": kind, "title": Words(journey.title)})
    return Say(lines.settings.coming_line, {"day": _day_of(desk, nudge), "what": what})


def _day_of(desk: Desk, nudge: Nudge) -> str:
    day = max(local_date(nudge.due_at, desk.person.tz), desk.today)
    return desk.say_weekday(day)


def home_card(desk: Desk) -> HomeCard:
    """The section on App Home: how often, when, and what comes next."""
    lines = desk.lines(ReminderLines)
    found = _next(desk)
    line = Say(lines.settings.home, _when(desk))
    if found:
        what = small(lines.kinds[found[0].kind])
        line = Say(
            lines.settings.home_next, {**_when(desk), "day": _day_of(desk, found[0]), "what": what}
        )
    return HomeCard(Words(lines.buttons.settings), line, button(desk))


def turn(desk: Desk, kinds: Iterable[NudgeKind], *, on: bool) -> None:
    """Switch kinds on or off."""
    chosen = desk.person.reminders
    for kind in kinds:
        chosen = chosen.turned(kind, on=on)
    desk.set_person(reminders=chosen)


def _choose(desk: Desk, **chosen: Any) -> None:
    """Keep what the person chose."""
    desk.set_person(reminders=desk.person.reminders.model_copy(update=chosen))


def be_quiet(desk: Desk, until: date) -> None:
    """No reminders before that day."""
    lines = desk.lines(ReminderLines)
    if until <= desk.today:
        again(desk, lines.later.past)
        return
    until = min(until, desk.today + LONGEST_PAUSE)
    _choose(desk, quiet_until=until)
    said = {"day": desk.say_weekday(until)}
    again(desk, Say(lines.settings.quiet_now, said))


def _which(desk: Desk, _: Pressed) -> None:
    """All kinds, to be switched on and off."""
    desk.say(_list(desk, Say(desk.lines(ReminderLines).settings.which)))


def _list(desk: Desk, *lead: Say) -> Note:
    lines, wants = desk.lines(ReminderLines), desk.person.reminders.wants
    options = tuple(
        Option(
            kind.value,
            fill(lines.mark_on if wants(kind) else lines.mark_off, kind=lines.kinds[kind]),
        )
        for kind in NudgeKind
    )
    return Note(tuple(lead), (button(desk),), pick=does("kind"), options=options)


def _kind(desk: Desk, press: Pressed) -> None:
    """One kind is switched."""
    named = [kind for kind in NudgeKind if kind.value in press.chosen]
    if not named:
        again(desk, desk.texts.stale.unknown)
        return
    on = not desk.person.reminders.wants(named[0])
    turn(desk, named[:1], on=on)
    lines = desk.lines(ReminderLines)
    line = lines.settings.turned_on if on else lines.settings.turned_off
    desk.say(_list(desk, Say(line, {"kind": small(lines.kinds[named[0]])})))


def _often(desk: Desk, _: Pressed) -> None:
    """How often."""
    lines = desk.lines(ReminderLines)
    buttons = tuple(Button(lines.pace[pace], does("pace", pace.value)) for pace in Pace)
    desk.note(Say(lines.settings.how_often), buttons=buttons)


def _pace(desk: Desk, press: Pressed) -> None:
    pace = Pace(press.action.arg) if press.action.arg in set(Pace) else USUAL.pace
    _choose(desk, pace=pace)
    lines = desk.lines(ReminderLines)
    again(desk, Say(lines.settings.pace_now, {"pace": lines.pace[pace]}))


def _hours(desk: Desk, _: Pressed) -> None:
    """When in the day."""
    lines = desk.lines(ReminderLines)
    buttons = tuple(Button(lines.hours[each].label, does("hour", each.value)) for each in Hours)
    desk.note(Say(lines.settings.what_hours), buttons=buttons)


def _hour(desk: Desk, press: Pressed) -> None:
    hours = Hours(press.action.arg) if press.action.arg in set(Hours) else USUAL.hours
    _choose(desk, hours=hours)
    lines = desk.lines(ReminderLines)
    again(desk, Say(lines.settings.hours_now, {"hours": _between(desk, hours)}))


def _rest(desk: Desk, _: Pressed) -> None:
    """A pause: a week, a month, until a day."""
    lines = desk.lines(ReminderLines)
    buttons = [
        Button(lines.buttons.rest_week, does("quiet", "week")),
        Button(lines.buttons.rest_month, does("quiet", "month")),
    ]
    if _quiet_until(desk) is not None:
        buttons.append(Button(lines.buttons.rest_over, does("quiet", "over")))
    follows = desk.person.reminders.away
    label = lines.buttons.leave_status if follows else lines.buttons.follow_status
    buttons.append(Button(label, does("away", "off" if follows else "on")))
    desk.set_person(asking=Asking(QUIET))
    line = Say(lines.settings.how_long)
    desk.say(Note((line,), tuple(buttons), pickers=(Picker(Pick.DATE, does("quiet", "date")),)))


def _quiet(desk: Desk, press: Pressed) -> None:
    how_long = press.action.arg
    if how_long == "over":
        _choose(desk, quiet_until=None)
        again(desk, desk.lines(ReminderLines).settings.quiet_over)
        return
    if how_long in PAUSES:
        be_quiet(desk, desk.today + timedelta(days=PAUSES[how_long]))
        return
    day = desk.language.dates.day(press.choice, desk.today)
    if day is None:
        again(desk, desk.lines(ReminderLines).later.not_a_day)
    else:
        be_quiet(desk, day)


def _away(desk: Desk, press: Pressed) -> None:
    """Whether their status in Slack counts."""
    on = press.action.arg == "on"
    _choose(desk, away=on)
    lines = desk.lines(ReminderLines).settings
    again(desk, lines.away_now if on else lines.away_over)


def does(deed: str, arg: str = "") -> Action:
    """A deed about reminders."""
    return Action(Verb.DO, step=f"nudge.{deed}", arg=arg)


DEEDS: dict[str, Callable[[Desk, Pressed], None]] = {
    "nudge.which": _which,
    "nudge.kind": _kind,
    "nudge.often": _often,
    "nudge.pace": _pace,
    "nudge.hours": _hours,
    "nudge.hour": _hour,
    "nudge.rest": _rest,
    "nudge.quiet": _quiet,
    "nudge.away": _away,
}
