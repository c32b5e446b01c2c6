"""Next steps in the conversation: made, listed, done, moved, dropped, suggested."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.inputs import Action, Pressed, Verb
from flows.parts.next_steps import NextStep, Someone, StepState, next_steps
from tests.flows.chat import Chat

SAID = "Når ledermødet er slut, bliver Karen Eksempel spurgt"


def steps(chat: Chat) -> list[NextStep]:
    return list(next_steps(chat.answered))


def only(chat: Chat) -> NextStep:
    (step,) = steps(chat)
    return step


@pytest.fixture
def begun(chat: Chat) -> Chat:
    """A chef in the middle of a journey."""
    return chat.says("hej").begins("Bænk ved søen")


@pytest.fixture
def asked(begun: Chat) -> Chat:
    """A chef who is asked for the next step of the first phase."""
    return begun.goes_to("foerst.next_step")


def test_the_step_at_the_end_of_a_phase_gets_who_and_when(asked: Chat) -> None:
    asked.says(SAID).sees("Hvem gør det?", "Når ledermødet er slut, bliver")
    asked.says("Ali Eksempel").sees("Hvornår skal det være gjort?")
    asked.says("på fredag").sees("Ali Eksempel · senest 6. marts", "Den næste fase er")
    assert only(asked).who == Someone(name="Ali Eksempel")
    asked.rests("paused").has_answered("foerst.next_step", SAID)


OWN = "Når jeg ser direktøren på torsdag, spørger jeg, om hun vil eje opgaven"


def test_a_step_that_says_who_and_when_is_asked_neither(asked: Chat) -> None:
    asked.says(OWN).sees("vil eje opgaven · senest 5. marts", "Passer dagen ikke")
    asked.sees("Den næste fase er").sees_not("Hvem gør det?")
    asked.has_answered("foerst.next_step", OWN)
    assert (only(asked).who, only(asked).due) == (None, "2026-03-05")


def test_what_was_read_of_a_step_is_changed_with_one_press(asked: Chat) -> None:
    said = asked.says(OWN).reply
    moved = asked.fork()
    moved.presses("Flyt", on=said).says("om to uger").sees("senest 16. marts")
    assert only(moved).due == "2026-03-16"
    asked.presses("En anden gør det", on=said).says("Karen Eksempel")
    asked.sees("Karen Eksempel · senest 5. marts").sees_not("Hvornår skal det")
    assert only(asked).who == Someone(name="Karen Eksempel")


def test_a_step_is_asked_only_for_what_it_does_not_say(begun: Chat) -> None:
    begun.says("nyt skridt").says("Jeg ringer til vejchefen").sees_not("Hvem gør det?")
    begun.sees("Hvornår skal det være gjort?").says("i morgen").sees("senest 3. marts")
    begun.says("nyt skridt").says("Ringe til skolen på fredag").sees("Hvem gør det?")
    begun.says("Ali Eksempel").sees("Ali Eksempel · senest 6. marts").stands_at("maal.hvad")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Senest den 1. maj skriver jeg til udvalget.", "2026-05-01"),
        ("I næste uge ringer jeg til tre af dem", "2026-03-09"),
        ("Jeg ringer til 3 borgere om 2 uger.", "2026-03-16"),
        ("Mandag eller tirsdag ringer jeg", None),
        ("Jeg spørger Maj, når hun er tilbage", None),
        ("Jeg ringede i går", None),
    ],
)
def test_one_day_is_read_from_a_sentence_and_none_from_a_doubtful_one(
    begun: Chat, said: str, day: str | None
) -> None:
    begun.says("nyt skridt").says(said)
    assert only(begun).due == day


def test_who_and_when_are_passed_over_with_a_press_or_a_word(asked: Chat) -> None:
    asked.says(SAID).presses("Jeg gør det selv").presses("Uden dato").sees("Den næste fase er")
    assert (only(asked).who, only(asked).due) == (None, None)
    asked.presses("Gå til Siden").says("næste skridt").sees(SAID)


def test_passing_over_who_does_not_pass_over_the_question(asked: Chat) -> None:
    asked.says(SAID).says("spring over").sees("Hvornår").says("spring over")
    asked.sees("Den næste fase er").has_answered("foerst.next_step", SAID)


def test_another_word_leaves_the_side_question_and_the_answer_stands(asked: Chat) -> None:
    asked.says(SAID).says("status").presses("Behold svaret")
    asked.sees("Den næste fase er")
    assert only(asked).do == SAID


def test_a_person_and_a_date_can_be_picked(begun: Chat) -> None:
    begun.says("nyt skridt").sees("Hvad vil du gøre").says("Ringe til Karen Eksempel.")
    begun.picks_in("person", "U9").picks_in("date", "2026-03-20")
    begun.sees("Ringe til Karen Eksempel · @U9 · senest 20. marts", "Sig det selv til @U9")
    begun.stands_at("maal.hvad")
    assert only(begun).phase == "foerst"


@pytest.mark.parametrize("said", ["👍", "...", "x" * 3001])
def test_what_is_no_step_no_name_or_no_date_is_asked_again(begun: Chat, said: str) -> None:
    begun.says("nyt skridt").says(said).sees("Hvad vil du gøre")
    begun.says("Ringe").says("x" * 81).sees("Skriv kun navnet.", "Hvem gør det?")
    begun.says("mig selv").says("snart").sees("Den dato kan jeg ikke læse", "Hvornår")
    begun.says("1. april").sees("Ringe · senest 1. april").stands_at("maal.hvad")
    assert only(begun).who is None


def test_nobody_is_asked_for_a_date_for_ever(begun: Chat) -> None:
    begun.says("nyt skridt").says("Ringe").says("jeg").says("snart").says("når jeg kan")
    begun.sees("Dit skridt er:", "Ringe").stands_at("maal.hvad")
    assert only(begun).due is None


def test_done_says_what_it_led_to(begun: Chat) -> None:
    make(begun, "Ringe")
    begun.says("skridt").presses("Gjort").sees("Hvad førte det til?").says("Hun er med")
    begun.sees("Det er skrevet ned.").stands_at("maal.hvad")
    step = only(begun)
    assert (step.state, step.note, step.ended) == (StepState.DONE, "Hun er med", "2026-03-02")
    begun.says("næste skridt").sees("ingen åbne skridt", "Gjort indtil nu: ét.")


def test_a_slip_of_the_finger_is_undone(begun: Chat) -> None:
    make(begun, "Ringe")
    begun.says("skridt").presses("Gjort").presses("Fortryd").sees("står åbent igen", "Ringe")
    assert only(begun).state is StepState.OPEN


def test_dropped_with_a_reason_or_without(begun: Chat) -> None:
    make(begun, "Ringe")
    make(begun, "Skrive")
    begun.says("skridt").presses("Drop", beside="Ringe").sees("Hvorfor?").says("spring over")
    begun.stands_at("maal.hvad")
    begun.says("skridt").presses("Drop", beside="Skrive").says("Ikke vigtigt")
    assert [(s.state, s.note) for s in steps(begun)] == [
        (StepState.DROPPED, None),
        (StepState.DROPPED, "Ikke vigtigt"),
    ]


def test_moved_to_another_date(begun: Chat) -> None:
    make(begun, "Ringe")
    begun.says("skridt").presses("Flyt").says("engang").sees("Den dato kan jeg ikke læse")
    begun.says("om to uger").sees("Flyttet", "Ringe · senest 16. marts").stands_at("maal.hvad")
    begun.says("skridt").presses("Flyt").picks_in("date", "2026-03-03").sees("senest 3. marts")
    begun.waits(days=10).says("skridt").sees("Ringe · skulle være gjort 3. marts")


@pytest.mark.parametrize("again", ["ja", "uge 12", "den 16. marts"])
def test_a_rough_day_is_asked_back_once(begun: Chat, again: str) -> None:
    begun.says("nyt skridt").says("Ringe").presses("Jeg gør det selv").says("uge 12")
    begun.sees("Jeg forstår det som *mandag den 16. marts*").says(again)
    assert only(begun).due == "2026-03-16"
    begun.says("skridt").presses("Flyt").says("maj").sees("*fredag den 1. maj*").says("juni")
    begun.sees("*mandag den 1. juni*").says(again.replace("uge 12", "juni"))
    due = "2026-03-16" if again == "den 16. marts" else "2026-06-01"
    assert only(begun).due == due
    begun.stands_at("maal.hvad")


def test_a_rough_day_can_be_left_out(begun: Chat) -> None:
    begun.says("nyt skridt").says("Ringe").presses("Jeg gør det selv").says("næste måned")
    begun.sees("*onsdag den 1. april*").presses("Uden dato").stands_at("maal.hvad")
    assert only(begun).due is None


def test_old_buttons_of_a_step_are_harmless(begun: Chat) -> None:
    make(begun, "Ringe")
    listed = begun.says("skridt").reply
    begun.presses("Gjort").says("Hun er med").waits(minutes=1)
    for label in ("Gjort", "Flyt", "Drop"):
        begun.presses(label, on=listed).sees("ikke åbent længere").stands_at("maal.hvad")
    assert only(begun).note == "Hun er med"


def test_what_is_forged_changes_nothing(begun: Chat) -> None:
    make(begun, "Ringe")
    journey = begun.journey
    assert journey is not None
    for deed in ("gjort", "flyt", "drop", "hvem", "selv", "frist", "uden_dato", "aabn", "flyttet"):
        begun.does(Pressed(Action(Verb.DO, journey.id, f"skridt.{deed}", 0, "x9")), deed)
        begun.sees("Det skridt findes ikke længere").stands_at("maal.hvad")
    for deed in ("opgave", "forslag"):
        begun.does(Pressed(Action(Verb.DO, journey.id, f"skridt.{deed}", 0, "x9")), deed)
        begun.sees("hører til noget, der er lavet om")
    for chosen in ((), ("<!channel>",)):
        press = Action(Verb.DO, journey.id, "skridt.hvem", 0, only(begun).id)
        begun.does(Pressed(press, chosen), "(hvem)").sees("Der er ikke valgt noget")
        begun.does(Pressed(replace(press, step="skridt.frist"), chosen), "(frist)")
        begun.sees("Der er ikke valgt noget")
        begun.does(Pressed(replace(press, step="skridt.flyttet"), chosen), "(flyt)")
        begun.sees("Der er ikke valgt noget")
    assert (only(begun).who, only(begun).due) == (None, None)


def test_nobody_reaches_another_persons_steps(begun: Chat) -> None:
    make(begun, "Ringe")
    journey = begun.journey
    assert journey is not None
    other = begun.another("U2").says("hej").begins("Bro")
    press = Action(Verb.DO, journey.id, "skridt.gjort", 0, only(begun).id)
    other.does(Pressed(press), "(Gjort)").sees("Det forløb findes ikke længere")
    assert only(begun).state is StepState.OPEN


def test_a_step_of_another_journey_of_ones_own(begun: Chat) -> None:
    make(begun, "Ringe")
    listed = begun.says("skridt").reply
    begun.begins("Bro").presses("Gjort", on=listed).sees("Hvad førte det til?").says("Hun er med")
    begun.sees("Det er skrevet ned.", "Det hører til *Bænk ved søen*").is_titled("Bro")
    assert not begun.answered.given("maal.hvad")
    begun.presses("Skift til det").is_titled("Bænk ved søen")
    assert only(begun).note == "Hun er med"


def test_steps_at_rest_and_without_a_journey(chat: Chat) -> None:
    chat.says("hej").says("næste skridt").sees("hører til et forløb").says("nyt skridt")
    chat.sees("hører til et forløb").begins("Bænk").says("pause").says("nyt skridt").says("Ringe")
    chat.presses("Jeg gør det selv").presses("Uden dato").sees("Ringe", "er på pause")
    chat.rests("paused").says("skridt").presses("Gjort").says("Ja").rests("paused")


def test_the_words_of_a_step_cannot_act(begun: Chat) -> None:
    make(begun, "<!channel> & *fed* {title} ```" * 20)
    begun.says("skridt").presses("Flyt").sees("<!channel>")


def test_removing_the_answer_removes_the_step(asked: Chat) -> None:
    asked.says(SAID).says("Ali Eksempel").says("på fredag").says("ret").chooses("13. Næste skridt")
    asked.presses("Fjern svaret")
    assert steps(asked) == []
    assert "Karen" not in str([each.value for _, each in asked.world.memory.answers])


def test_a_corrected_answer_is_the_same_step(asked: Chat) -> None:
    asked.says(SAID).says("Ali Eksempel").says("på fredag").edits(SAID, "Ringe til Ali Eksempel")
    asked.says("skridt").sees("Ringe til Ali Eksempel · Ali Eksempel · senest 6. marts")


def test_many_steps_are_listed_the_first_due_first(begun: Chat) -> None:
    for number in range(14):
        make(begun, f"Nummer {number} {'&' * 300}")
    begun.says("skridt").sees("Nummer 0", "Nummer 11", "Der er to til")
    begun.sees_not("Nummer 12")


def make(chat: Chat, text: str) -> None:
    """A step by the chef, without a date."""
    chat.says("nyt skridt").says(text).presses("Jeg gør det selv").presses("Uden dato")
