"""What an administrator sets for a workspace: the dialog, and what was filled in, read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Annotated, Final

from flows.content.base import Label, Line, Lines, Plain, Short, fill, says
from flows.dialogs import Dialog, Field, FieldKind
from flows.inputs import Action, Verb
from flows.journey.flow import Flow
from flows.journey.workplace import LONGEST_CONTACT, MOST_CLOSED, MOST_NAMED, Workplace
from flows.language import ics
from flows.messages import Button, HomeCard, Option, Say, Words

#: Opens the dialog.
OPEN: Final = "workplace.open"
FORM: Final = "workplace.save"
#: A stretch of closing days is no longer than this: a longer one is a slip.
LONGEST_STRETCH: Final = timedelta(days=62)
#: So much text of closing days is read.
LONGEST_LIST: Final = 3000
#: A stretch has a first and a last day.
MOST_ENDS: Final = 2
#: The hours that are offered, every half hour.
FIRST_HALF, LAST_HALF = 12, 40
HALF: Final = 30
#: For how long journeys that lie still are kept, in years.
YEARS: Final = (1, 2, 3, 5)
A_YEAR: Final = 365
A_MONTH: Final = A_YEAR / 12
LANGUAGE: Final = "language"
NEVER, YES, NO = "never", "yes", "no"
_STRETCH: Final = re.compile(r"\s+-\s+|\s*[–—]\s*")


class WorkplaceLines(Lines):
    """``years`` is how long something is kept; ``hours`` is one clock time."""

    AREA = "workplace"

    heading: Label
    card: Label
    about: Plain
    change: Label
    dialog: Short
    save: Label
    closed: Label
    closed_hint: Line
    closed_odd: Annotated[str, says("line", longest=140)]
    closed_long: Line
    closed_repeats: Line
    closed_many: Annotated[str, says("most", longest=140)]
    opens: Label
    closes: Label
    usual_hours: Line
    hours: Annotated[str, says("hour", "minute", longest=40)]
    hours_odd: Line
    retention: Label
    retention_hint: Line
    never: Label
    year: Label
    years: Annotated[str, says("count", longest=40)]
    months: Annotated[str, says("count", longest=40)]
    hold: Label
    hold_hint: Line
    held: Label
    not_held: Label
    holders: Label
    holders_hint: Line
    too_many: Annotated[str, says("most", longest=140)]
    contact: Label
    contact_hint: Line
    contact_said: Annotated[str, says("contact")]
    not_yours: Plain
    language: Label
    language_hint: Line


@dataclass(frozen=True, slots=True)
class Rules:
    """All that an administrator sets. ``retention_days``: None keeps everything."""

    workplace: Workplace = field(default_factory=Workplace)
    retention_days: int | None = None
    hold: bool = False


def days_of(months: int) -> int:
    """How many days a number of months is taken for."""
    return round(months * A_MONTH)


def home_card(flow: Flow) -> HomeCard:
    """What an administrator sees on App Home."""
    lines = flow.library.lines(WorkplaceLines)
    button = Button(lines.change, Action(Verb.OPEN, step=OPEN))
    return HomeCard(Words(lines.card), Say(lines.about), button)


def contact_line(flow: Flow, workplace: Workplace) -> Say | None:
    """Whom people ask about their data, where somebody is named."""
    if not workplace.contact:
        return None
    line = flow.library.lines(WorkplaceLines).contact_said
    return Say(line, {"contact": Words(workplace.contact)})


# The dialog


def rules_dialog(
    flow: Flow, rules: Rules, today: date, languages: Mapping[str, str] | None = None
) -> Dialog:
    """How everything stands, to be changed.

    ``languages`` are those that may be chosen, each as it calls itself; one is no choice.
    """
    lines, place = flow.library.lines(WorkplaceLines), rules.workplace
    half_hours = tuple(_hours(lines))
    periods = tuple(Option(str(days), _period(lines, days)) for days in _offered(rules))
    kept = NEVER if rules.retention_days is None else str(rules.retention_days)
    closed = "\n".join(_shown(place.closed, today))
    fields: tuple[Field, ...] = (
        Field("closed", FieldKind.TEXT, lines.closed, lines.closed_hint, False, LONGEST_LIST,
              chosen=(closed,) if closed else ()),
        Field("opens", FieldKind.LIST, lines.opens, None, False, options=half_hours,
              chosen=_chosen(place.opens)),
        Field("closes", FieldKind.LIST, lines.closes, lines.usual_hours, False, options=half_hours,
              chosen=_chosen(place.closes)),
        Field("retention", FieldKind.LIST, lines.retention, lines.retention_hint,
              options=(Option(NEVER, lines.never), *periods), chosen=(kept,)),
        Field("hold", FieldKind.ONE, lines.hold, lines.hold_hint,
              options=(Option(NO, lines.not_held), Option(YES, lines.held)),
              chosen=(YES if rules.hold else NO,)),
        Field("holders", FieldKind.PEOPLE, lines.holders, lines.holders_hint, False,
              chosen=place.holders),
        Field("contact", FieldKind.TEXT, lines.contact, lines.contact_hint, False,
              LONGEST_CONTACT, chosen=(place.contact,) if place.contact else ()),
    )  # fmt: skip
    if languages is not None and len(languages) > 1:
        named = tuple(Option(code, name) for code, name in languages.items())
        spoken = Field(
            LANGUAGE,
            FieldKind.LIST,
            lines.language,
            lines.language_hint,
            options=named,
            chosen=(flow.library.language,),
        )
        fields = (spoken, *fields)
    return Dialog(lines.dialog, lines.save, Action(Verb.DO, step=FORM), fields=fields)


def _hours(lines: WorkplaceLines) -> Iterator[Option]:
    for half in range(FIRST_HALF, LAST_HALF + 1):
        hour, minute = half // 2, f"{half % 2 * HALF:02}"
        label = fill(lines.hours, hour=hour, minute=minute)
        yield Option(f"{hour:02}{minute}", label)


def _offered(rules: Rules) -> list[int]:
    """The periods in days; that which holds now is one of them."""
    return sorted({n * A_YEAR for n in YEARS} | ({rules.retention_days or A_YEAR}))


def _period(lines: WorkplaceLines, days: int) -> str:
    years, more = divmod(days, A_YEAR)
    if more:
        return fill(lines.months, count=round(days / A_MONTH))
    return lines.year if years == 1 else fill(lines.years, count=years)


def _chosen(at: time | None) -> tuple[str, ...]:
    return () if at is None else (f"{at:%H%M}",)


def _shown(closed: tuple[date, ...], today: date) -> Iterator[str]:
    """The days as they may be typed again, those that are past left out."""
    stretches: list[list[date]] = []
    for day in closed:
        if stretches and day == stretches[-1][-1] + timedelta(days=1):
            stretches[-1].append(day)
        elif day >= today:
            stretches.append([day])
    for days in stretches:
        first, last = days[0], days[-1]
        said = f"{first.day}.{first.month}.{first.year}"
        yield said if first == last else f"{said} - {last.day}.{last.month}.{last.year}"


# What was filled in


@dataclass(frozen=True, slots=True)
class Read:
    """The rules, or what is wrong with what was filled in, by field."""

    rules: Rules
    errors: Mapping[str, str] = field(default_factory=dict)


def read_rules(
    flow: Flow,
    before: Rules,
    filled: Mapping[str, tuple[str, ...]],
    today: date,
    languages: Mapping[str, str] | None = None,
) -> Read:
    """What was filled in. What is past stays as it was."""
    lines = flow.library.lines(WorkplaceLines)
    errors: dict[str, str] = {}
    closed = _closed(flow, "".join(filled.get("closed", ())), today, errors)
    opens, closes = _time(filled.get("opens")), _time(filled.get("closes"))
    if opens and closes and opens >= closes:
        errors["closes"] = lines.hours_odd
    holders = tuple(dict.fromkeys(filled.get("holders", ())))
    if len(holders) > MOST_NAMED:
        errors["holders"] = fill(lines.too_many, most=MOST_NAMED)
    if errors:
        return Read(before, errors)
    contact = " ".join("".join(filled.get("contact", ())).split())[:LONGEST_CONTACT]
    past = tuple(day for day in before.workplace.closed if day < today)
    place = Workplace(
        closed=(*past, *closed)[-MOST_CLOSED:],
        opens=opens,
        closes=closes,
        holders=holders,
        contact=contact,
        language=_language(flow, before, filled, languages or {}),
    )
    kept = "".join(filled.get("retention", ()))
    days = int(kept) if kept.isdecimal() and int(kept) in _offered(before) else None
    return Read(Rules(place, days, filled.get("hold") == (YES,)))


def _language(
    flow: Flow,
    before: Rules,
    filled: Mapping[str, tuple[str, ...]],
    languages: Mapping[str, str],
) -> str:
    """The language that was chosen; as it was where there was no choice, or none was made."""
    now, chosen = before.workplace.language, "".join(filled.get(LANGUAGE, ()))
    is_new = chosen in languages and (now or chosen != flow.library.language)
    return chosen if is_new else now


def _time(given: tuple[str, ...] | None) -> time | None:
    value = "".join(given or ())
    return time(int(value[:2]), int(value[2:])) if re.fullmatch(r"[0-2]\d[0-5]\d", value) else None


def _closed(flow: Flow, text: str, today: date, errors: dict[str, str]) -> tuple[date, ...]:
    """A day or a stretch of days a line; or what a calendar has written (.ics)."""
    lines = flow.library.lines(WorkplaceLines)
    found: set[date] = set()
    calendar, typed = ics.split(text)
    try:
        for first, last in (
            *_listed(flow, typed, today),
            *(ics.days(calendar) if calendar else ()),
        ):
            if not timedelta() <= last - first <= LONGEST_STRETCH:
                errors["closed"] = lines.closed_long
                return ()
            found |= {first + timedelta(n) for n in range((last - first).days + 1)}
    except ics.Repeats:
        errors["closed"] = lines.closed_repeats
    except ics.Unread as odd:
        errors["closed"] = fill(lines.closed_odd, line=odd.line[:60])
    if len(found) > MOST_CLOSED:
        errors["closed"] = fill(lines.closed_many, most=MOST_CLOSED)
    return tuple(sorted(found))


def _listed(flow: Flow, text: str, today: date) -> Iterator[tuple[date, date]]:
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = _STRETCH.split(line)
        if not all(re.search(r"\d", part) for part in parts):  # 'jul' is no month here
            raise ics.Unread(line)
        days = [flow.language.dates.day(part, today) for part in parts]
        first, last = days[0], days[-1]
        if first is None or last is None or len(days) > MOST_ENDS:
            raise ics.Unread(line)
        yield first, last
