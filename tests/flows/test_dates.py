"""Dates as Danes type and read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.language.dates import at_hour, local_date
from flows.language.days import Day, NotADate, TooEarly, TooFar, Vague
from tests.at_once import at_once
from tests.flows.danish import DANISH

DATES = DANISH.dates

MONDAY = "2026-03-02"

READ = [
    # in words, from a Monday
    (MONDAY, "i dag", "2026-03-02"),
    (MONDAY, "idag", "2026-03-02"),
    (MONDAY, "I morgen!", "2026-03-03"),
    (MONDAY, "i overmorgen", "2026-03-04"),
    (MONDAY, "fredag", "2026-03-06"),
    (MONDAY, "på fredag", "2026-03-06"),
    (MONDAY, "senest fredag", "2026-03-06"),
    (MONDAY, "Søndag", "2026-03-08"),
    (MONDAY, "lørdag", "2026-03-07"),
    (MONDAY, "mandag", "2026-03-09"),
    (MONDAY, "næste mandag", "2026-03-16"),
    (MONDAY, "på næste fredag", "2026-03-13"),
    # with day and month
    (MONDAY, "1. april", "2026-04-01"),
    (MONDAY, "1 april", "2026-04-01"),
    (MONDAY, "1.april", "2026-04-01"),
    (MONDAY, "den 1. april", "2026-04-01"),
    (MONDAY, "d. 1. apr.", "2026-04-01"),
    (MONDAY, "inden  1.  april", "2026-04-01"),
    (MONDAY, "til 24. dec", "2026-12-24"),
    (MONDAY, "2. marts", "2026-03-02"),
    (MONDAY, "1. marts", "2027-03-01"),
    (MONDAY, "1. MARTS 2030", "2030-03-01"),
    (MONDAY, "31. maj", "2026-05-31"),
    # in numbers
    (MONDAY, "2026-04-01", "2026-04-01"),
    (MONDAY, "2026-4-1", "2026-04-01"),
    (MONDAY, "1/4", "2026-04-01"),
    (MONDAY, "1.4.", "2026-04-01"),
    (MONDAY, "01-04", "2026-04-01"),
    (MONDAY, "1/4-27", "2027-04-01"),
    (MONDAY, "1.4.2027", "2027-04-01"),
    (MONDAY, "1/3", "2027-03-01"),
    # weeks: their Monday
    (MONDAY, "uge 10", "2026-03-02"),
    (MONDAY, "uge 12", "2026-03-16"),
    (MONDAY, "i uge 12", "2026-03-16"),
    (MONDAY, "uge 9", "2027-03-01"),
    (MONDAY, "uge 1 2027", "2027-01-04"),
    (MONDAY, "uge 53", "2026-12-28"),
    ("2027-02-01", "uge 53", "2032-12-27"),
    ("2026-12-30", "uge 1", "2027-01-04"),
    ("2027-01-02", "uge 53", "2027-01-03"),
    # so and so long ahead
    (MONDAY, "om 3 dage", "2026-03-05"),
    (MONDAY, "om en dag", "2026-03-03"),
    (MONDAY, "om én uge", "2026-03-09"),
    (MONDAY, "om to uger", "2026-03-16"),
    (MONDAY, "om 1 måned", "2026-04-02"),
    (MONDAY, "om tre måneder", "2026-06-02"),
    (MONDAY, "om et år", "2027-03-02"),
    (MONDAY, "om ti år", "2036-03-02"),
    ("2026-01-31", "om 1 måned", "2026-02-28"),
    ("2028-01-31", "om 1 måned", "2028-02-29"),
    ("2026-01-31", "om 3 måneder", "2026-04-30"),
    ("2026-12-31", "om 2 måneder", "2027-02-28"),
    ("2028-02-29", "om 1 år", "2029-02-28"),
    ("2028-02-29", "om fire år", "2032-02-29"),
    # over the days when the clock is moved
    ("2026-03-28", "i morgen", "2026-03-29"),
    ("2026-03-29", "i morgen", "2026-03-30"),
    ("2026-03-28", "om 1 uge", "2026-04-04"),
    ("2026-10-24", "i morgen", "2026-10-25"),
    ("2026-10-25", "i morgen", "2026-10-26"),
    # leap days
    ("2028-01-05", "29. februar", "2028-02-29"),
    ("2026-03-02", "29. februar", "2028-02-29"),
    ("2028-03-01", "29/2", "2032-02-29"),
    ("2096-03-01", "29/2", "2104-02-29"),
    ("2028-02-28", "i morgen", "2028-02-29"),
    ("2026-02-28", "i morgen", "2026-03-01"),
]

NOT_READ = [
    "", "snart", "31. februar", "31/4", "0. marts", "32. marts", "1/13", "1/0", "2026-02-29",
    "29. februar 2026", "uge 0", "uge 54", "uge 53 2027", "om nul dage", "om lidt", "om -1 dag",
    "fredag den 13.", "1", "2026", "om 2000 dage", "99999999999", "1.1.11111",
    "0000-01-01", "den", "næste", "²/³",
]  # fmt: skip


@at_once("today, text, day", READ)
def test_dates_that_are_read(today: str, text: str, day: str) -> None:
    assert DATES.day(text, date.fromisoformat(today)) == date.fromisoformat(day)


@at_once("text", NOT_READ)
def test_dates_that_are_not(text: str) -> None:
    assert DATES.day(text, date.fromisoformat(MONDAY)) is None


AS_DANES_WRITE = [
    ("mandag d. 1. marts", "2027-03-01"),
    ("lørdag 5. december", "2026-12-05"),
    ("lør. d. 5/12", "2026-12-05"),
    ("fredag, den 6. marts 2026", "2026-03-06"),
    ("1. marts 27", "2027-03-01"),
    ("1. marts '27", "2027-03-01"),
    ("1. sept", "2026-09-01"),
    ("1. sept.", "2026-09-01"),
    ("3. febr. 2027", "2027-02-03"),
    ("om et halvt år", "2026-09-02"),
    ("om halvandet år", "2027-09-02"),
    ("om to kvartaler", "2026-09-02"),
    ("onsdag i uge 50", "2026-12-09"),
    ("5/12 kl. 10", "2026-12-05"),
    ("5/12 2027", "2027-12-05"),
    ("senest på fredag", "2026-03-06"),
    ("overmorgen", "2026-03-04"),
    ("„5. december“", "2026-12-05"),
    ("5. december :tada:", "2026-12-05"),
    ("om en ma\u030aned", "2026-04-02"),
    ("> 5. december", "2026-12-05"),
    ("- 5. december", "2026-12-05"),
    ("d.5/12", "2026-12-05"),
    ("5 / 12", "2026-12-05"),
    ("5/12 '27", "2027-12-05"),
    ("2026/12/05", "2026-12-05"),
    ("2026.12.05", "2026-12-05"),
    ("5/12 10:00", "2026-12-05"),
    ("2026-12-05T10:00", "2026-12-05"),
    ("kl. 10 den 5. december", "2026-12-05"),
    ("5. dec. kl. 10-12", "2026-12-05"),
    ("den femte december", "2026-12-05"),
    ("den 15.", "2026-03-15"),
    ("d. 1.", "2026-04-01"),
    ("den 31.", "2026-03-31"),
    ("om fjorten dage", "2026-03-16"),
    ("mandag i næste uge", "2026-03-09"),
    ("på fredag i næste uge", "2026-03-13"),
    ("fredag i denne uge", "2026-03-06"),
    ("onsdag uge 50", "2026-12-09"),
    ("onsdag i uge nr. 50", "2026-12-09"),
    ("5.\u00a0december\u200b", "2026-12-05"),
]


@at_once("text, day", AS_DANES_WRITE)
def test_dates_as_danes_write_them(text: str, day: str) -> None:
    found = DATES.read(text, date.fromisoformat(MONDAY))
    assert isinstance(found, Day)
    assert found.day == date.fromisoformat(day)


VAGUE = [
    ("2026-03-02", "næste uge", "2026-03-09", "2026-03-15", "2026-03-09"),
    ("2026-03-02", "uge 50", "2026-12-07", "2026-12-13", "2026-12-07"),
    ("2026-03-04", "uge 10", "2026-03-02", "2026-03-08", "2026-03-06"),
    ("2026-03-02", "december", "2026-12-01", "2026-12-31", "2026-12-01"),
    ("2026-03-02", "i december 2027", "2027-12-01", "2027-12-31", "2027-12-01"),
    ("2026-03-02", "marts", "2026-03-01", "2026-03-31", "2026-03-31"),
    ("2026-03-02", "februar", "2027-02-01", "2027-02-28", "2027-02-01"),
    ("2026-03-02", "primo maj", "2026-05-01", "2026-05-10", "2026-05-01"),
    ("2026-03-02", "medio maj", "2026-05-11", "2026-05-20", "2026-05-15"),
    ("2026-03-02", "ultimo februar", "2027-02-21", "2027-02-28", "2027-02-28"),
    ("2026-03-16", "medio marts", "2026-03-11", "2026-03-20", "2026-03-20"),
    ("2026-03-21", "primo marts", "2027-03-01", "2027-03-10", "2027-03-01"),
    ("2026-03-02", "i slutningen af juni", "2026-06-21", "2026-06-30", "2026-06-30"),
    ("2026-03-02", "2. kvartal", "2026-04-01", "2026-06-30", "2026-04-01"),
    ("2026-03-02", "1. kvartal", "2026-01-01", "2026-03-31", "2026-03-31"),
    ("2026-03-02", "andet kvartal 2027", "2027-04-01", "2027-06-30", "2027-04-01"),
    ("2026-03-02", "næste måned", "2026-04-01", "2026-04-30", "2026-04-01"),
    ("2026-12-02", "næste kvartal", "2027-01-01", "2027-03-31", "2027-01-01"),
    ("2026-03-02", "næste år", "2027-01-01", "2027-12-31", "2027-01-01"),
    ("2026-03-02", "denne uge", "2026-03-02", "2026-03-08", "2026-03-06"),
    ("2026-03-08", "i denne uge", "2026-03-02", "2026-03-08", "2026-03-08"),
    ("2026-03-02", "uge50", "2026-12-07", "2026-12-13", "2026-12-07"),
    ("2026-03-02", "torsdag om to uger", "2026-03-19", "2026-03-19", "2026-03-19"),
    ("2026-03-02", "om to uger på torsdag", "2026-03-19", "2026-03-19", "2026-03-19"),
    ("2026-03-02", "om et par uger", "2026-03-16", "2026-03-16", "2026-03-16"),
    ("2026-03-02", "ca. 1. maj", "2026-05-01", "2026-05-01", "2026-05-01"),
    ("2026-03-02", "efter 1. maj", "2026-05-01", "2026-05-01", "2026-05-01"),
    ("2026-03-02", "slut maj", "2026-05-21", "2026-05-31", "2026-05-31"),
    ("2026-03-02", "inden udgangen af maj", "2026-05-21", "2026-05-31", "2026-05-31"),
    ("2026-03-02", "Q2", "2026-04-01", "2026-06-30", "2026-04-01"),
    ("2026-03-02", "2. halvår", "2026-07-01", "2026-12-31", "2026-07-01"),
    ("2026-03-02", "første halvår 2027", "2027-01-01", "2027-06-30", "2027-01-01"),
    ("2026-03-02", "inden jul", "2026-12-24", "2026-12-24", "2026-12-24"),
    ("2026-03-02", "efter nytår", "2027-01-01", "2027-01-01", "2027-01-01"),
    ("2026-03-02", "til sommer", "2026-06-01", "2026-08-31", "2026-06-01"),
    ("2026-03-02", "foråret", "2026-03-01", "2026-05-31", "2026-05-31"),
    ("2026-01-10", "vinter", "2025-12-01", "2026-02-28", "2026-02-28"),
    ("2026-03-02", "efteråret 2027", "2027-09-01", "2027-11-30", "2027-09-01"),
    ("2026-03-02", "tirsdag d. 1. april", "2026-04-01", "2026-04-01", "2026-04-01"),  # a Wednesday
]


@at_once("today, text, start, end, day", VAGUE)
def test_what_is_vague_says_what_it_is_taken_for(
    today: str, text: str, start: str, end: str, day: str
) -> None:
    found = DATES.read(text, date.fromisoformat(today))
    assert found == Vague(*map(date.fromisoformat, (start, end, day)))


def test_days_out_of_bounds() -> None:
    today = date.fromisoformat(MONDAY)
    last = date(2036, 3, 2)
    assert DATES.read("i går", today, today) == TooEarly(today)
    assert DATES.read("i går", today) == Day(date(2026, 3, 1))
    assert DATES.read("1. marts 2020", today, today) == TooEarly(today)
    assert DATES.read("1. marts 1920", today) == TooEarly(date(2016, 3, 2))
    assert DATES.read("marts 2026", today, today) == Vague(
        date(2026, 3, 1), date(2026, 3, 31), date(2026, 3, 31)
    )
    for far in ("31-12-9999", "om 11 år", "3. marts 2036", "december 2036", "31. december 2999"):
        assert DATES.read(far, today, today) == TooFar(last), far
    assert DATES.read("om ti år", today) == Day(last)
    assert isinstance(DATES.read("snart", today), NotADate)


DAYS = st.dates(date(2020, 1, 1), date(2100, 12, 31))


@given(today=DAYS, ahead=st.integers(0, 3000))
def test_what_is_said_is_read_as_the_same_day(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert DATES.day(DATES.say(day, today), today) == day


NEAR = st.integers(-3652, 3652).map(timedelta)


@given(today=DAYS, ahead=NEAR, hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_all_that_is_said_as_a_day_is_read(
    today: date, ahead: timedelta, hour: int, minute: int
) -> None:
    """With and without weekday, year and hour; as a picker and as a document write it."""
    day = today + ahead
    assert DATES.day(day.isoformat(), today) == day
    now, moment = at_hour(today, None, 0), at_hour(day, None, hour, minute)
    if day.year != today.year or day >= today:
        assert DATES.read(DATES.say(day, today), today) == Day(day)
        assert DATES.read(f"den {DATES.say(day, today)}", today) == Day(day)
        assert DATES.read(DATES.say_weekday(day, today), today) == Day(day)
        for said in (DATES.say_moment(moment, now, None), DATES.say_exactly(moment, now, None)):
            assert DATES.read(said, today) == Day(day, (hour, minute)), said
    if moment > now:
        assert DATES.moment(DATES.say_moment(moment, now, None), now, None) == moment


AHEAD = st.builds(
    "om {} {}".format, st.integers(0, 1000), st.sampled_from(["dage", "uger", "måneder", "år"])
)
WITHOUT_YEAR = st.builds("{}.{}".format, st.integers(0, 32), st.integers(0, 13)) | st.builds(
    "uge {}".format, st.integers(0, 54)
)


@given(today=DAYS, text=st.text(max_size=30) | AHEAD | WITHOUT_YEAR)
def test_no_text_raises(today: date, text: str) -> None:
    found = DATES.day(text, today)
    assert found is None or isinstance(found, date)


@given(today=DAYS, text=AHEAD | WITHOUT_YEAR)
def test_without_a_year_a_day_is_not_past(today: date, text: str) -> None:
    found = DATES.day(text, today)
    assert found is None or found > today - timedelta(days=7)


@at_once(
    "moment, tz, day",
    [
        ("2026-03-28T22:59", None, "2026-03-28"),
        ("2026-03-28T23:00", None, "2026-03-29"),
        ("2026-03-29T21:59", None, "2026-03-29"),  # summer time began at night
        ("2026-03-29T22:00", None, "2026-03-30"),
        ("2026-10-24T22:00", None, "2026-10-25"),
        ("2026-10-25T22:59", None, "2026-10-25"),  # and ended at night
        ("2026-10-25T23:00", None, "2026-10-26"),
        ("2026-03-02T23:30", "America/Nuuk", "2026-03-02"),
        ("2026-03-02T12:30", "Pacific/Kiritimati", "2026-03-03"),
        ("2026-03-02T23:30", "Ingen/Steder", "2026-03-03"),
        ("2026-03-02T23:30", "../etc/passwd", "2026-03-03"),
        ("2026-03-02T23:30", "", "2026-03-03"),
    ],
)
def test_today_is_the_persons_own(moment: str, tz: str | None, day: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert local_date(at, tz) == date.fromisoformat(day)
