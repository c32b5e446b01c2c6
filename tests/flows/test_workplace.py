"""What administrators set: read as typed, and what it does to when people are reminded."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.content_files import load_library
from flows.journey.calendar import Habits, is_open, opening
from flows.journey.flow import Flow
from flows.journey.nudges import Away, Hours, Preferences
from flows.journey.workplace import USUAL_WORKPLACE, Workplace, workplace_of
from flows.parts.reminding_lines import ReminderLines
from flows.parts.workplace import (
    Rules,
    WorkplaceLines,
    days_of,
    read_rules,
    rules_dialog,
)
from tests.at_once import at_once

FLOW = Flow(load_library())
LINES = FLOW.library.lines(WorkplaceLines)
TODAY = date(2026, 11, 2)  # a Monday
NOW = datetime(2026, 11, 2, 7, tzinfo=UTC)
CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:Julelukket
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261228
END:VEVENT
BEGIN:VEVENT
DTSTART:20270102T080000Z
DTEND:20270102T160000Z
END:VEVENT
END:VCALENDAR"""


def event(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", ""))


def read(**filled: str) -> tuple[Rules, dict[str, str]]:
    given = {name: (value,) for name, value in filled.items()}
    found = read_rules(FLOW, Rules(), given, TODAY)
    return found.rules, dict(found.errors)


@at_once(
    "typed, days",
    [
        ("24.12.2026", [date(2026, 12, 24)]),
        ("24. december 2026\n31.12.2026", [date(2026, 12, 24), date(2026, 12, 31)]),
        ("28.12.2026 - 30.12.2026", [date(2026, 12, n) for n in (28, 29, 30)]),
        ("28.12.2026–29.12.2026", [date(2026, 12, n) for n in (28, 29)]),
        (CALENDAR, [*(date(2026, 12, n) for n in (24, 25, 26, 27)), date(2027, 1, 2)]),
        ("", []),
        # beside a calendar, in it or not
        (f"5.6.2027\n{event('DTSTART;VALUE=DATE:20261224')}\n16.4.2027",
         [date(2026, 12, 24), date(2027, 4, 16), date(2027, 6, 5)]),
        # a day as it begins and ends elsewhere on earth, and where it is over at midnight
        (event("DTSTART:20261223T230000Z", "DTEND:20261224T230000Z"), [date(2026, 12, 24)]),
        (event('DTSTART;TZID="(UTC+01:00) Rom":20261224T000000', "DTEND:20261225T000000"),
         [date(2026, 12, 24)]),
        (event("DTSTART;VALUE=DATE:20261224", "DURATION:P3D"),
         [date(2026, 12, n) for n in (24, 25, 26)]),
        (event("DTSTART:20261224T080000", "DURATION:PT8H"), [date(2026, 12, 24)]),
        (event("DESCRIPTION:se DTSTART:20200101", "DTSTART;VALUE=DATE:20261224", "  "),
         [date(2026, 12, 24)]),
        # cancelled; and lines as a calendar breaks them
        (event("DTSTART;VALUE=DATE:20261224", "STATUS:CANCELLED")
         + event("DTSTART;VALUE=DA\r\n TE:20270105"), [date(2027, 1, 5)]),
    ],
)  # fmt: skip
def test_closing_days_as_they_are_typed(typed: str, days: list[date]) -> None:
    rules, errors = read(closed=typed)
    assert errors == {}
    assert list(rules.workplace.closed) == days


@at_once(
    "typed",
    [
        "jul",
        "30.12.2026 - 28.12.2026",
        "1.1.2027 - 31.12.2027",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20269999\nEND:VEVENT",
        "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261224\nRRULE:FREQ=YEARLY\nEND:VEVENT",
        "BEGIN:VEVENT\nSUMMARY:uden dag\nEND:VEVENT",
        "BEGIN:VCALENDAR\nEND:VCALENDAR",  # else all that was set would be gone
        CALENDAR[: CALENDAR.rindex("DTEND")],  # longer than the field
        f"jul\n{CALENDAR}",
        event("DTSTART:99991231T230000Z"),
        event("DTSTART;VALUE=DATE:99991231"),
    ],
)
def test_what_cannot_be_read_is_said(typed: str) -> None:
    _, errors = read(closed=typed)
    assert set(errors) == {"closed"}


def test_the_rest_of_what_is_filled_in() -> None:
    rules, errors = read(
        opens="0900", closes="1400", retention="730", hold="yes", contact="dpo@  eksempel.dk"
    )
    assert errors == {}
    assert (rules.workplace.opens, rules.workplace.closes) == (time(9), time(14))
    assert (rules.retention_days, rules.hold) == (730, True)
    assert rules.workplace.contact == "dpo@ eksempel.dk"
    assert read(retention="17")[0].retention_days is None, "no other stretch is offered"
    assert read(opens="1400", closes="0900")[1].keys() == {"closes"}


def test_it_is_shown_as_it_can_be_typed_again() -> None:
    rules, _ = read(closed="24.12.2026\n28.12.2026 - 30.12.2026", opens="0900", contact="Pia")
    shown = {each.id: each.chosen for each in rules_dialog(FLOW, rules, TODAY).fields}
    again = read_rules(FLOW, rules, shown, TODAY)
    assert again.rules == rules


def test_how_long_is_kept_stays_where_nobody_changes_it() -> None:
    """Also what the installation has set, and is no whole number of years."""
    for months, label in ((18, "18"), (24, LINES.years.format(count=2)), (12, LINES.year)):
        before = Rules(retention_days=days_of(months))
        shown = rules_dialog(FLOW, before, TODAY)
        kept = next(each for each in shown.fields if each.id == "retention")
        (chosen,) = [each for each in kept.options if (each.value,) == kept.chosen]
        assert label in chosen.label
        filled = {each.id: each.chosen for each in shown.fields}
        assert read_rules(FLOW, before, filled, TODAY).rules == before


def test_a_language_is_asked_for_where_there_is_a_choice() -> None:
    def asked(**names: str) -> list[str]:
        return [each.id for each in rules_dialog(FLOW, Rules(), TODAY, names).fields]

    assert "language" not in asked(da="Dansk")
    assert asked(da="Dansk", xx="Xdansk")[0] == "language"


@at_once(
    "before, chosen, after",
    [
        ("", "xx", "xx"),
        ("", "da", ""),  # as it is, and nothing was chosen
        ("", "", ""),
        ("xx", "da", "da"),
        ("xx", "", "xx"),  # it was not asked
        ("yy", "da", "da"),  # one that is gone
        ("xx", "yy", "xx"),  # a dialog made up by hand
    ],
)
def test_the_language_that_is_chosen(before: str, chosen: str, after: str) -> None:
    rules = Rules(Workplace(language=before))
    names, filled = {"da": "Dansk", "xx": "Xdansk"}, {"language": (chosen,) if chosen else ()}
    assert read_rules(FLOW, rules, filled, TODAY, names).rules.workplace.language == after


def test_as_many_days_as_there_may_be_are_shown_again() -> None:
    days = [date(2026, 11, 10) + timedelta(days=n) for n in range(3 * 125) if n % 3]
    typed = "\n".join(f"{day:%d.%m.%Y}" for day in days)
    before, errors = read(closed=typed)
    assert not errors
    field = next(each for each in rules_dialog(FLOW, before, TODAY).fields if each.id == "closed")
    assert len(field.chosen[0]) <= field.longest
    assert read(closed=field.chosen[0])[0].workplace.closed == tuple(days)
    assert read(closed=f"{typed}\n1.2.2028")[1].keys() == {"closed"}


def test_what_is_past_is_kept_and_not_shown() -> None:
    before = Rules(Workplace(closed=(date(2026, 1, 2),)))
    shown = rules_dialog(FLOW, before, TODAY)
    assert next(each for each in shown.fields if each.id == "closed").chosen == ()
    after = read_rules(FLOW, before, {"closed": ("24.12.2026",)}, TODAY).rules
    assert after.workplace.closed == (date(2026, 1, 2), date(2026, 12, 24))


def test_what_a_newer_program_wrote_is_as_usual() -> None:
    assert workplace_of({"closed": "never"}) == USUAL_WORKPLACE
    assert workplace_of({"contact": "Pia", "unheard_of": 1}) == Workplace(contact="Pia")


def habits(**more: object) -> Habits:
    return Habits("U1", "Europe/Copenhagen", **more)  # type: ignore[arg-type]


def day_of(found: Habits) -> date:
    return opening(found, NOW).at.date()


def test_nobody_is_reminded_on_a_closing_day() -> None:
    assert day_of(habits()) == TODAY
    closed = Workplace(closed=(TODAY, date(2026, 11, 3)))
    assert day_of(habits(workplace=closed)) == date(2026, 11, 4)
    noon = datetime(2026, 11, 2, 11, tzinfo=UTC)
    assert is_open(habits(), noon)
    assert not is_open(habits(workplace=closed), noon)


@at_once(
    "office, own, first, last",
    [
        ((time(9), time(14)), Hours.DAY, time(9), time(14)),
        ((time(7), time(17)), Hours.DAY, time(8, 30), time(15, 30)),  # their own are stricter
        ((time(9), time(14)), Hours.AFTERNOON, time(12), time(14)),
        ((time(8), time(12)), Hours.AFTERNOON, time(8), time(12)),  # nothing else is left
        ((None, time(10)), Hours.MORNING, time(8, 30), time(10)),
    ],
)
def test_office_hours_and_ones_own(
    office: tuple[time | None, time | None], own: Hours, first: time, last: time
) -> None:
    place = Workplace(opens=office[0], closes=office[1])
    moments = [
        opening(
            Habits(f"U{n}", "UTC", Preferences(hours=own), workplace=place), NOW, date(2026, 11, 3)
        ).at.time()
        for n in range(60)
    ]
    assert first <= min(moments)
    assert max(moments) < last


@pytest.mark.parametrize(
    ("until", "back"),
    [
        (None, date(2026, 11, 3)),  # nobody knows: tomorrow is looked again
        (datetime(2026, 11, 6, 22, 59, tzinfo=UTC), date(2026, 11, 9)),  # Friday night
        (datetime(2026, 11, 5, 6, tzinfo=UTC), date(2026, 11, 5)),
        (datetime(2026, 11, 1, 6, tzinfo=UTC), TODAY),  # it is over
    ],
)
def test_away(until: datetime | None, back: date) -> None:
    assert day_of(habits(away=Away(until))) == back


@at_once(
    "emoji, text, away",
    [
        (":palm_tree:", "", True),
        (":face_with_thermometer:", "Out sick", True),
        (":speech_balloon:", "På ferie til mandag", True),
        ("", "SYG", True),
        (":spiral_calendar_pad:", "Til møde", False),
        (":house_with_garden:", "Arbejder hjemme", False),
        ("", "Fritidsforvaltningen", False),
        ("", "", False),
    ],
)
def test_what_in_a_status_says_that_one_is_away(emoji: str, text: str, away: bool) -> None:
    assert FLOW.library.lines(ReminderLines).away.are_in(emoji, text) is away


def test_whom_the_privacy_card_names() -> None:
    assert "{contact}" in FLOW.library.lines(WorkplaceLines).contact_said
