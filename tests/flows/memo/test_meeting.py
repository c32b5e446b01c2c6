"""The memo of a workshop: what everybody saw, and nothing that could be tied to anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

from flows.journey.flow import Flow
from flows.parts.memo.model import Memo, Picture
from flows.workshop.memo import MeetingLines, meeting_memo
from flows.workshop.values import (
    Conclusion,
    Contribution,
    Dissent,
    Naming,
    RoundState,
    TeamStep,
    WorkshopScene,
)
from tests.at_once import at_once
from tests.flows.memo.made import desk_of, marked, read, section
from tests.flows.workshop.sessions import scene

NAMES, ANONYMOUS = Naming.NAMES, Naming.ANONYMOUS
SECRET = "Det her har en enkelt skrevet"


def given(ratings: tuple[int, ...], named: bool = False) -> tuple[Contribution, ...]:
    return tuple(
        Contribution(f"c{n}", rating, SECRET, SECRET, author=f"U{n}" if named else None)
        for n, rating in enumerate(ratings, 1)
    )


def ended(
    ratings: tuple[int, ...],
    naming: Naming = NAMES,
    state: RoundState = RoundState.CONCLUDED,
    withheld: bool = False,
) -> WorkshopScene:
    """A workshop whose first point was answered so, and concluded on."""
    shown = scene(len(ratings), state, naming=naming)
    first, *rest = shown.rounds
    step = TeamStep("s1", "Når vi mødes igen, ser vi på det.", "U3", date(2026, 12, 1))
    named = naming is NAMES
    return replace(
        shown,
        rounds=(replace(first, withheld=withheld), *rest),
        revealed={"formaal": given(ratings, named)},
        conclusions=(Conclusion("formaal", "Vi vil have flere med.", "delvist", "U2", (step,)),),
        dissents=(
            Dissent("d1", "formaal", "Øvrigt er jeg uenig.", "U4" if named else None),
            Dissent("d2", "formaal", "Altså nej.", "U5" if named else None),
        ),
    )


def made(flow: Flow, shown: WorkshopScene) -> Memo:
    return meeting_memo(desk_of(flow, {}), shown)


def test_it_says_what_came_of_the_meeting(real_flow: Flow) -> None:
    memo = made(real_flow, ended((1, 1, 2, 4, 5)))
    assert memo.title == "Mødenotat: Mødested"
    assert section(memo, "Resultat").startswith(
        "Vi nåede frem til en konklusion på ét af to punkter"
    )
    point = section(memo, "Formål og succeskriterier").splitlines()
    assert point[0].startswith("Vi så forskelligt på")
    assert "To siger 1, én siger 2, én siger 4, og én siger 5" in point[1]
    assert point[2] == "Konklusion (delvist): Vi vil have flere med."
    assert [line.rpartition(": ")[2] for line in point[4:]] == [
        "Øvrigt er jeg uenig.", "Altså nej.",
    ]  # fmt: skip
    assert section(memo, "Det står åbent") == "Afgrænsning"
    assert "1. december 2026" in section(memo, "Næste skridt")
    assert {"U3", "U4", "U5"} <= marked(memo)


def test_without_names_nobody_is_tied_to_anything(real_flow: Flow) -> None:
    memo = made(real_flow, ended((1, 1, 2, 4, 5), ANONYMOUS))
    assert marked(memo) == {"U1", "U2", "U3"}, "who made it, who led it, who took a step"
    dissents = section(memo, "Formål og succeskriterier").splitlines()[-2:]
    assert dissents == ["Altså nej.", "Øvrigt er jeg uenig."], "not in the order they came"
    assert "uden navne" in section(memo, "Mødet")


def test_no_answer_itself_stands_in_it(real_flow: Flow) -> None:
    for naming in (NAMES, ANONYMOUS):
        assert SECRET not in read(made(real_flow, ended((1, 2, 3, 4, 5), naming)))


@at_once("state, naming", [*product(RoundState, Naming)])
def test_nothing_of_a_round_that_is_hidden(
    real_flow: Flow, state: RoundState, naming: Naming
) -> None:
    """Even if the scene held it by mistake."""
    hidden = state in (RoundState.OPEN, RoundState.COLLECTING)
    memo = made(real_flow, ended((1, 1, 1, 4, 5), naming, state))
    drawn = [b for each in memo.sections for b in each.blocks if isinstance(b, Picture)]
    assert bool(drawn) is not hidden
    assert ("siger 1" in read(memo)) is not hidden
    assert ("flere med" in read(memo)) is (state is RoundState.CONCLUDED)


def test_a_second_rating_under_way_is_hidden(real_flow: Flow) -> None:
    for state in (RoundState.RERATING, RoundState.DISCUSSING):
        shown = replace(ended((1, 1, 1, 1), state=state),
                        second_ratings={"formaal": given((5, 5, 5, 5))})  # fmt: skip
        assert ("siger 5" in read(made(real_flow, shown))) is (state is RoundState.DISCUSSING)


def test_too_few_without_names_show_no_spread(real_flow: Flow) -> None:
    few = replace(ended((1, 2, 3, 4), ANONYMOUS), revealed={"formaal": given((1, 2, 5))})
    assert "siger" not in read(made(real_flow, few))
    withheld = made(real_flow, ended((1, 2, 3, 4), ANONYMOUS, withheld=True))
    assert "siger" not in read(withheld)
    assert real_flow.library.lines(MeetingLines).withheld in read(withheld)


def test_no_section_is_empty_where_nothing_came_of_it(real_flow: Flow) -> None:
    memo = made(real_flow, replace(scene(0), rounds=scene(0).rounds[1:], participants=()))
    assert [each.title for each in memo.sections] == ["Resultat", "Det står åbent", "Mødet"]
