"""Who may do what, and when: each rule fires in one test and is silent in another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.journey.values import MOST_JOURNEYS, Journey
from flows.messages import Note
from flows.workshop.cards import card, conclusion_card
from flows.workshop.inputs import Deactivated, Deed, Did, Form, RemarkSaved, TimePassed
from flows.workshop.outcome import DiscardAnswers, KeepAnswer, Post, RevealAnswers, WorkshopOutcome
from flows.workshop.setup import Ground, set_up
from flows.workshop.take import open_dialog
from flows.workshop.turn import Turn
from flows.workshop.values import (
    SECOND,
    Conclusion,
    Count,
    Guests,
    Naming,
    Pace,
    Round,
    RoundState,
    TeamStep,
    WorkshopScene,
    WorkshopState,
)
from tests.at_once import at_once
from tests.flows.workshop.sessions import (
    CHEF,
    FLOW,
    LINES,
    NOW,
    TOVHOLDER,
    did,
    scene,
    sent,
    state_of,
    take,
    whispered,
)

LEADING = [Deed.REVEAL, Deed.TALK, Deed.RATE_AGAIN, Deed.REOPEN, Deed.NEXT, Deed.END, Deed.GO_ON]


@at_once("deed", LEADING)
def test_only_the_facilitator_leads(deed: Deed) -> None:
    outcome = did(scene(answered=2, actor=CHEF), deed)
    assert whispered(outcome) == LINES.refused.facilitator_only
    assert outcome.rounds == ()


def test_the_facilitator_reveals() -> None:
    outcome = did(scene(answered=2), Deed.REVEAL)
    assert state_of(outcome) is RoundState.REVEALED
    assert outcome.answers == (RevealAnswers("formaal", 1, named=True),)
    assert outcome.reveal == (("formaal", 1),)


def test_nothing_to_reveal() -> None:
    outcome = did(scene(answered=0), Deed.REVEAL)
    assert state_of(outcome) is None
    assert whispered(outcome) == LINES.refused.nobody_answered


@pytest.mark.parametrize(("answered", "shown"), [(3, False), (4, True)])
def test_without_names_it_takes_four(answered: int, shown: bool) -> None:
    outcome = did(scene(6, answered=answered, naming=Naming.ANONYMOUS), Deed.REVEAL)
    assert (state_of(outcome) is RoundState.REVEALED) is shown
    assert (whispered(outcome) == LINES.refused.too_few) is not shown
    if shown:
        assert outcome.answers == (RevealAnswers("formaal", 1, named=False),)


def test_passes_do_not_count_as_answers() -> None:
    given = scene(6, naming=Naming.ANONYMOUS)
    counts = {"formaal": Count(frozenset({"U1", "U2", "U3"}), frozenset({"U4", "U5"}))}
    assert state_of(did(replace(given, counts=counts), Deed.REVEAL)) is None


def test_going_on_without_them_deletes_them() -> None:
    outcome = did(scene(6, answered=3, naming=Naming.ANONYMOUS), Deed.GO_ON)
    assert state_of(outcome) is RoundState.DISCUSSING
    assert outcome.answers == (DiscardAnswers("formaal", 1),)
    assert outcome.reveal == ()


def test_an_answer() -> None:
    outcome = sent(scene(actor="U3"), Form.ANSWER, rating="2", answer="Fordi")
    (keep,) = outcome.answers
    assert isinstance(keep, KeepAnswer)
    assert (keep.contribution.rating, keep.contribution.answer) == (2, "Fordi")
    assert keep.contribution.author is None
    assert state_of(outcome) is None


def test_the_last_answer_reveals() -> None:
    outcome = sent(scene(3, answered=2, actor="U3"), Form.ANSWER, rating="2", answer="Fordi")
    assert state_of(outcome) is RoundState.REVEALED


def test_the_last_pass_reveals_too() -> None:
    outcome = sent(scene(3, answered=2, actor="U3"), Form.PASSING)
    assert state_of(outcome) is RoundState.REVEALED


def test_the_last_of_three_without_names_does_not() -> None:
    given = scene(3, answered=2, actor="U3", naming=Naming.ANONYMOUS)
    assert state_of(sent(given, Form.ANSWER, rating="2", answer="Fordi")) is None


@at_once("state", [s for s in RoundState if s is not RoundState.COLLECTING])
def test_a_late_answer_is_given_back(state: RoundState) -> None:
    outcome = sent(scene(state=state, actor="U3"), Form.ANSWER, rating="2", answer="For sent")
    assert outcome.answers == ()
    assert outcome.notice is not None
    assert outcome.notice.lines[0].template == LINES.answer.late
    assert "For sent" in str(outcome.notice.quotes)


def test_an_outsider_is_told_why_and_gets_the_words_back() -> None:
    outcome = sent(scene(actor="U99"), Form.ANSWER, rating="2", answer="Udefra")
    assert outcome.notice is not None
    assert outcome.notice.lines[0].template == LINES.refused.outside
    assert "Udefra" in str(outcome.notice.quotes)


@at_once(
    "filled, wrong",
    [
        ({"rating": "2", "answer": " "}, {"answer"}),
        ({"answer": "Fordi"}, {"rating"}),
        ({"rating": "6", "answer": "Fordi"}, {"rating"}),
        ({"rating": "3", "answer": "x" * 601}, {"answer"}),
        ({"rating": "3", "answer": "x", "reason": "y" * 301}, {"reason"}),
    ],
)
def test_what_is_filled_in_wrongly(filled: dict[str, str], wrong: set[str]) -> None:
    outcome = sent(scene(actor="U3"), Form.ANSWER, **filled)
    assert set(outcome.errors) == wrong
    assert outcome.answers == ()


def test_taking_over() -> None:
    given = scene(actor="U3")
    assert did(given, Deed.TAKE_OVER).workshop.facilitator == TOVHOLDER
    assert did(given, Deed.TAKE_OVER, gone=True).workshop.facilitator == "U3"
    later = take_after(given, timedelta(days=1))
    assert later.workshop.facilitator == "U3"
    assert take_after(replace(given, actor="U99"), timedelta(days=2)).workshop.facilitator == "U2"


def take_after(given: WorkshopScene, passed: timedelta) -> WorkshopOutcome:
    return take(given, Did(Deed.TAKE_OVER), NOW + passed)


def test_the_facilitator_hands_over_before_leaving() -> None:
    assert whispered(did(scene(), Deed.LEAVE)) == LINES.refused.hand_over_first
    outcome = sent(scene(), Form.HAND_OVER, user="U4")
    assert outcome.workshop.facilitator == "U4"
    assert sent(scene(), Form.HAND_OVER, user="U99").errors
    assert sent(scene(actor="U3"), Form.HAND_OVER, user="U4").workshop.facilitator == TOVHOLDER


def test_when_somebody_leaves_the_rest_may_all_have_answered() -> None:
    given = scene(3, answered=2, actor="U3")
    assert state_of(did(given, Deed.LEAVE)) is RoundState.REVEALED
    assert state_of(take(scene(3, answered=2), Deactivated("U3"))) is RoundState.REVEALED
    assert state_of(take(scene(4, answered=2), Deactivated("U3"))) is None


def test_when_somebody_leaves_the_rest_may_all_have_rated_again() -> None:
    given = scene(3, RoundState.RERATING, answered=2, actor="U3")
    outcome = did(given, Deed.LEAVE)
    assert state_of(outcome) is RoundState.DISCUSSING
    assert outcome.reveal == (("formaal", SECOND),)


def test_one_second_rating() -> None:
    outcome = did(scene(state=RoundState.DISCUSSING), Deed.RATE_AGAIN)
    assert state_of(outcome) is RoundState.RERATING
    given = scene(state=RoundState.DISCUSSING)
    given = replace(given, rounds=(replace(given.rounds[0], rerated=True), given.rounds[1]))
    assert whispered(did(given, Deed.RATE_AGAIN)) == LINES.refused.rated_already


def test_reopening() -> None:
    concluded = did(scene(state=RoundState.CONCLUDED), Deed.REOPEN)
    assert state_of(concluded) is RoundState.DISCUSSING
    again = did(scene(state=RoundState.DISCUSSING, naming=Naming.ANONYMOUS), Deed.REOPEN)
    assert state_of(again) is RoundState.COLLECTING
    assert DiscardAnswers("formaal", 1) in again.answers  # or one could compare
    assert whispered(did(scene(), Deed.REOPEN)) == LINES.refused.not_now


def test_the_next_focus_point_waits_for_the_open_one() -> None:
    assert whispered(did(scene(), Deed.NEXT)) == LINES.refused.still_collecting
    outcome = did(scene(state=RoundState.CONCLUDED), Deed.NEXT)
    assert outcome.workshop.current == "afgraensning"


def test_ending_with_unseen_answers_asks_first() -> None:
    assert whispered(did(scene(answered=2), Deed.END)) == LINES.refused.unseen_answers
    assert did(scene(answered=0), Deed.END).workshop.state is WorkshopState.ENDED
    outcome = did(scene(answered=2), Deed.END, "yes")
    assert outcome.workshop.state is WorkshopState.ENDED
    assert outcome.answers == (DiscardAnswers("formaal", 1),)


@at_once(
    "many, naming, guests, line",
    [
        (1, Naming.NAMES, Guests.NONE, "alone"),
        (3, Naming.ANONYMOUS, Guests.NONE, "too_few_to_be_anonymous"),
        (4, Naming.ANONYMOUS, Guests.UNKNOWN, "looking"),
        (4, Naming.ANONYMOUS, Guests.SOME, None),
        (2, Naming.NAMES, Guests.UNSEEN, None),
    ],
)
def test_beginning(many: int, naming: Naming, guests: Guests, line: str | None) -> None:
    given = scene(many, RoundState.OPEN, naming=naming)
    shop = replace(given.workshop, state=WorkshopState.GATHERING, guests=guests)
    outcome = did(replace(given, workshop=shop), Deed.BEGIN)
    begun = outcome.workshop.state is WorkshopState.RUNNING
    assert begun is (line is None)
    assert line is None or whispered(outcome) == getattr(LINES.refused, line)


def test_the_deadline_reveals_and_withholds() -> None:
    given = scene(6, answered=4, naming=Naming.ANONYMOUS, pace=Pace.DAYS,
                  deadline=NOW - timedelta(minutes=1))  # fmt: skip
    second = replace(given.rounds[1], state=RoundState.COLLECTING)
    outcome = take(replace(given, rounds=(given.rounds[0], second)), TimePassed())
    states = {each.point: each.state for each in outcome.rounds}
    assert states == {
        "formaal": RoundState.REVEALED,
        "afgraensning": RoundState.DISCUSSING,
    }
    before = replace(given.workshop, deadline=NOW + timedelta(minutes=1))
    assert take(replace(given, workshop=before), TimePassed()).rounds == ()


def test_the_timer() -> None:
    outcome = did(scene(state=RoundState.REVEALED), Deed.TALK, "5")
    (round,) = outcome.rounds
    assert round.talk_until == NOW + timedelta(minutes=5)
    given = scene(state=RoundState.DISCUSSING)
    given = replace(given, rounds=(replace(round, state=RoundState.DISCUSSING), given.rounds[1]))
    assert take(given, TimePassed()).messages == ()
    up = take(given, TimePassed(), NOW + timedelta(minutes=5))
    assert [m.sheet.lines[0].template for m in up.messages if isinstance(m, Post)] == [
        LINES.talk.time_is_up
    ]


def test_a_conclusion_becomes_the_journeys_answer() -> None:
    given = scene(state=RoundState.DISCUSSING, journey="j1")
    outcome = sent(given, Form.CONCLUDE, text="Vi er enige", clarity="delvist")
    assert state_of(outcome) is RoundState.CONCLUDED
    said = {each.step: each.value for each in outcome.contributed}
    assert said["formaal.hvorfor"] == "Vi er enige"
    assert said["formaal.clarity"] == "delvist"
    assert {each.author for each in outcome.contributed} == {"group:w1"}
    assert set(sent(given, Form.CONCLUDE, text=" ").errors) == {"text", "clarity"}
    owner = sent(given, Form.CONCLUDE, text="x", clarity="delvist", owner="U3")
    assert set(owner.errors) == {"what"}


def test_one_more_step_says_nothing_else_anew() -> None:
    """The chef may have corrected the answer meanwhile, and done the first step."""
    before = Conclusion("formaal", "Vi vil det", "afklaret", TOVHOLDER, (TeamStep("s1", "Spørg"),))
    given = replace(scene(state=RoundState.CONCLUDED), conclusions=(before,))
    outcome = sent(given, Form.STEP, what="Ring til Ali")
    (kept,) = outcome.contributed
    assert kept.value["do"] == "Ring til Ali"
    assert [each.what for each in outcome.conclusions[0].steps] == ["Spørg", "Ring til Ali"]
    talked = replace(given, rounds=(Round("formaal", 0, RoundState.DISCUSSING),))
    outcome = sent(talked, Form.CONCLUDE, text="Vi vil det ikke", clarity="afklaret")
    assert {each.step for each in outcome.contributed} == {"formaal.clarity", "formaal.hvorfor"}


def test_a_conclusion_by_another_is_given_back() -> None:
    given = scene(state=RoundState.DISCUSSING, actor="U3")
    outcome = sent(given, Form.CONCLUDE, text="Min mening", clarity="delvist")
    assert outcome.conclusions == ()
    assert outcome.notice is not None
    assert "Min mening" in str(outcome.notice.quotes)


def test_input_from_the_channel() -> None:
    outcome = take(scene(actor="U3"), RemarkSaved("U4", "Husk naboerne"))
    (remark,) = outcome.remarks
    assert (remark.author, remark.saved_by, remark.point) == ("U4", "U3", "formaal")
    assert [m.user for m in outcome.messages if hasattr(m, "user")] == ["U4"]
    assert take(scene(actor="U99"), RemarkSaved("U4", "Husk")).remarks == ()
    own = take(scene(actor="U4"), RemarkSaved("U4", "Mit eget"))
    assert not [m for m in own.messages if hasattr(m, "user")]


def test_going_on_with_ratings_shows_them_when_enough_have_come_meanwhile() -> None:
    for naming, answered, change in (
        (Naming.NAMES, 1, RevealAnswers("formaal", 2, named=True)),
        (Naming.ANONYMOUS, 4, RevealAnswers("formaal", 2, named=False)),
        (Naming.ANONYMOUS, 3, DiscardAnswers("formaal", 2)),
    ):
        given = scene(6, RoundState.RERATING, answered, naming)
        outcome = did(given, Deed.GO_ON)
        assert outcome.answers == (change,)
        assert state_of(outcome) is RoundState.DISCUSSING


@at_once(
    "form, state, actor, line",
    [
        (Form.ANSWER, RoundState.COLLECTING, "U99", "refused.outside"),
        (Form.ANSWER, RoundState.REVEALED, "U3", "answer.late"),
        (Form.RATE, RoundState.COLLECTING, "U3", "answer.late"),
        (Form.CONCLUDE, RoundState.DISCUSSING, "U3", "refused.facilitator_only"),
        (Form.CONCLUDE, RoundState.COLLECTING, TOVHOLDER, "refused.not_now"),
        (Form.STEP, RoundState.DISCUSSING, TOVHOLDER, "refused.not_now"),
        (Form.DISSENT, RoundState.CONCLUDED, "U3", "refused.not_now"),
        (Form.HAND_OVER, RoundState.COLLECTING, "U3", "refused.facilitator_only"),
    ],
)
def test_a_form_that_cannot_be_opened_cannot_be_sent(
    form: Form, state: RoundState, actor: str, line: str
) -> None:
    area, _, name = line.partition(".")
    why = getattr(getattr(LINES, area), name)
    given = scene(state=state, actor=actor)
    opened = open_dialog(FLOW, given, form, "formaal", NOW)
    assert isinstance(opened, Note)
    assert opened.lines[0].template == why
    outcome = sent(given, form, text="Mine ord", answer="Mine ord", rating="2", user="U4")
    assert outcome.notice is not None
    assert outcome.notice.lines[0].template == why
    assert (outcome.answers, outcome.conclusions, outcome.dissents) == ((), (), ())
    if form in (Form.ANSWER, Form.CONCLUDE, Form.DISSENT):
        assert "Mine ord" in str(outcome.notice.quotes)


def test_in_a_workshop_that_is_over_nothing_opens() -> None:
    given = replace(scene(), workshop=replace(scene().workshop, state=WorkshopState.ENDED))
    for form in (each for each in Form if each is not Form.SETUP):
        opened = open_dialog(FLOW, given, form, "formaal", NOW)
        assert isinstance(opened, Note)
        assert opened.lines[0].template == LINES.refused.over


@pytest.mark.parametrize(("facilitator", "named"), [(CHEF, 1), (TOVHOLDER, 2)])
def test_the_card_names_one_who_calls_and_leads_once(facilitator: str, named: int) -> None:
    gathering = replace(scene().workshop, facilitator=facilitator, state=WorkshopState.GATHERING)
    _, begun_by, *_ = card(Turn(FLOW, replace(scene(), workshop=gathering), NOW)).lines
    assert len(begun_by.slots) == named


@pytest.mark.parametrize(("year", "said"), [(2026, "1. december"), (2027, "1. december 2027")])
def test_the_day_of_a_step_is_said_as_days_are(year: int, said: str) -> None:
    step = TeamStep("s1", "Ring til Homecare", due=date(year, 12, 1))
    agreed = Conclusion("formaal", "Vi begynder", "afklaret", TOVHOLDER, (step,))
    given = replace(scene(state=RoundState.CONCLUDED), conclusions=(agreed,))
    shown = conclusion_card(Turn(FLOW, given, NOW), agreed)
    assert [each.slots["due"] for each in shown.lines if "due" in each.slots] == [said]


@pytest.mark.parametrize(
    ("has", "chosen", "wrong"),
    [
        (MOST_JOURNEYS - 1, "new", set()),
        (MOST_JOURNEYS, "new", {"journey"}),
        (MOST_JOURNEYS, "made up", {"journey"}),
        (MOST_JOURNEYS, "j7", set()),
    ],
)
def test_a_meeting_begins_no_journey_more_than_one_may_lead(
    has: int, chosen: str, wrong: set[str]
) -> None:
    journeys = tuple(Journey(f"j{n}", "Mødested", "gate", 1, NOW) for n in range(has))
    ground = Ground("T1", CHEF, "C1", "w9", journeys, reached=True)
    filled = {"journey": (chosen,), "title": ("Nyt",), "set": (LINES.setup.sets[0].id,)}
    assert set(set_up(FLOW, ground, filled, NOW).errors) == wrong
