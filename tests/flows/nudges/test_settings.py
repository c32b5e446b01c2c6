"""'påmindelser': what comes, which kinds, how often, when in the day, and a pause."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.journey.nudges import Hours, Nudge, NudgeKind, NudgeState, Pace
from tests.flows.chat import Chat


@pytest.fixture
def reminded(chat: Chat) -> Chat:
    """Somebody with an open question, who was reminded of it."""
    chat.begins("Bænk ved søen")
    assert chat.journey is not None
    sent = Nudge(
        chat.user, NudgeKind.LYING, "cause", 0, chat.world.now, chat.journey.id,
        state=NudgeState.SENT, sent_at=chat.world.now, batch="abc", id=1,
    )  # fmt: skip
    chat.world.memory.nudges[chat.user, sent.key] = sent
    return chat


def nudge(chat: Chat) -> Nudge:
    return next(iter(chat.world.memory.nudges.values()))


def presses(chat: Chat, deed: str, arg: str = "abc") -> Chat:
    from flows.inputs import Action, Pressed, Verb

    return chat.does(Pressed(Action(Verb.DO, step=f"nudge.{deed}", arg=arg)), f"({deed})")


@pytest.mark.parametrize("word", ["påmindelser", "paamindelser", "Påmindelser"])
def test_it_says_what_comes(reminded: Chat, word: str) -> None:
    reminded.says(word).sees("Højst én om dagen", "8.30 og 15.30", "ugens overblik")
    reminded.sees_button("Hvilke", "Hvor tit", "Hvornår på dagen", "Hold pause")


def test_a_kind_is_switched_off_and_on(reminded: Chat) -> None:
    reminded.says("påmindelser").presses("Hvilke").chooses("✓ Spørgsmål uden svar")
    reminded.sees("Slået fra: spørgsmål uden svar.")
    assert not reminded.person.reminders.wants(NudgeKind.LYING)
    reminded.chooses("– Spørgsmål uden svar").sees("Slået til")
    assert reminded.person.reminders.wants(NudgeKind.LYING)


def test_the_look_ahead_is_off_until_it_is_chosen(reminded: Chat) -> None:
    assert not reminded.person.reminders.wants(NudgeKind.WEEK)
    reminded.says("påmindelser").presses("Hvilke").chooses("– Ugens overblik")
    assert reminded.person.reminders.wants(NudgeKind.WEEK)


def test_how_often_and_when(reminded: Chat) -> None:
    reminded.says("påmindelser").presses("Hvor tit").presses("Højst én om ugen")
    assert reminded.person.reminders.pace is Pace.WEEKLY
    reminded.says("påmindelser").presses("Hvornår på dagen").presses("Formiddag")
    assert reminded.person.reminders.hours is Hours.MORNING
    reminded.says("påmindelser").sees("Højst én om ugen", "8.30 og 12")


def test_a_pause_until_a_day_and_its_end(reminded: Chat) -> None:
    reminded.says("påmindelser").presses("Hold pause").says("1. april")
    reminded.sees("Så er der stille", "1. april")
    reminded.says("påmindelser").sees("sat på pause").presses("Hold pause").presses("Ingen pause")
    assert reminded.person.reminders.quiet_until is None


@pytest.mark.parametrize("day", ["i går er det", "1. marts 2020"])
def test_a_pause_that_cannot_be(reminded: Chat, day: str) -> None:
    reminded.says("påmindelser").presses("Hold pause").says(day)
    assert reminded.person.reminders.quiet_until is None


def test_put_off_until_tomorrow_next_week_or_a_day(reminded: Chat) -> None:
    presses(reminded, "later").sees("Så kommer det igen tirsdag den 3. marts")
    assert nudge(reminded).state is NudgeState.SNOOZED
    reminded.presses("Næste uge").sees("mandag den 9. marts")
    presses(reminded, "later").presses("Vælg en dato").says("1. april").sees("onsdag den 1. april")
    assert nudge(reminded).due_at - reminded.world.now > timedelta(days=25)


def test_an_answer_after_all_is_an_answer(reminded: Chat) -> None:
    presses(reminded, "later").presses("Vælg en dato")
    assert reminded.step is not None
    open_before = reminded.step.id
    reminded.says("Fordi de unge selv ved det")
    assert reminded.answered.get(open_before) is not None


def test_stopped_and_undone(reminded: Chat) -> None:
    presses(reminded, "stop").sees("Så minder jeg dig ikke mere om spørgsmål uden svar")
    assert not reminded.person.reminders.wants(NudgeKind.LYING)
    reminded.presses("Fortryd").sees("Så minder jeg dig igen")
    assert reminded.person.reminders.wants(NudgeKind.LYING)


@pytest.mark.parametrize("deed", ["later", "until", "day", "date", "stop"])
@pytest.mark.parametrize("arg", ["gone", "gone.week", "", "abc.never"])
def test_old_and_made_up_buttons_are_harmless(reminded: Chat, deed: str, arg: str) -> None:
    before = nudge(reminded)
    presses(reminded, deed, arg)
    after = nudge(reminded)
    assert after == before or (deed == "until" and arg == "abc.never")


@pytest.mark.parametrize("deed", ["pace", "hour", "kind", "quiet", "resume"])
def test_made_up_choices_are_harmless(reminded: Chat, deed: str) -> None:
    before = reminded.person.reminders
    presses(reminded, deed, "nonsense")
    assert reminded.person.reminders == before


def test_what_was_acted_on_cannot_be_put_off(reminded: Chat) -> None:
    from dataclasses import replace

    was = nudge(reminded)
    acted = replace(was, state=NudgeState.ACTED)
    reminded.world.memory.nudges[reminded.user, was.key] = acted
    presses(reminded, "later").sees("ikke brug for længere")


def test_another_persons_message_is_not_theirs(reminded: Chat) -> None:
    other = reminded.another("U2")
    other.begins("Noget andet")
    presses(other, "later")
    assert nudge(reminded).state is NudgeState.SENT


def test_home_shows_the_way(reminded: Chat) -> None:
    reminded.opens_home().sees("Højst én om dagen")


@pytest.mark.parametrize(
    ("day", "bounds"),
    [("1. marts 2020", "fra 2. marts og frem"), ("31-12-9999", "senest 2. marts 2036")],
)
def test_a_day_that_cannot_be_meant_is_refused_with_the_bounds(
    reminded: Chat, day: str, bounds: str
) -> None:
    presses(reminded, "later").presses("Vælg en dato").says(day).sees(bounds)
    reminded.says("1. april").sees("onsdag den 1. april")
