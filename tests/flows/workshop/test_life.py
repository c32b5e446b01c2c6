"""The machines decide: what they do not declare cannot happen, and each move is needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

import pytest
from transitions import MachineError

from flows.workshop import life
from flows.workshop.inputs import Deed, Did, Form, RemarkSaved, Revealed, Submitted, WorkshopInput
from flows.workshop.life import ROUND_MOVES, WORKSHOP_MOVES, Life, Standing
from flows.workshop.outcome import DiscardAnswers, KeepAnswer, RevealAnswers, WorkshopOutcome
from flows.workshop.take import take_workshop_turn
from flows.workshop.values import (
    Count,
    Naming,
    Participant,
    Round,
    RoundState,
    WorkshopScene,
    WorkshopState,
)
from tests.flows.workshop.sessions import CHEF, FLOW, NOW, TOVHOLDER, scene

Move = tuple[str, str, str]


@dataclass
class Walked:
    """A workshop on the way through turns, each saved as the store would save it."""

    scene: WorkshopScene
    kept: dict[tuple[str, int], dict[str, KeepAnswer]] = field(default_factory=dict)
    turns: int = 0

    def takes(self, user: str, input: WorkshopInput) -> WorkshopOutcome:
        self.turns += 1
        given = replace(self.scene, actor=user, fresh=f"f{self.turns}")
        outcome = take_workshop_turn(FLOW, given, input, NOW)
        assert not outcome.errors, outcome.errors
        self._save(user, outcome)
        for point, sitting in outcome.reveal:
            self.takes(user, Revealed(point, sitting))
        return outcome

    def _save(self, user: str, outcome: WorkshopOutcome) -> None:
        before = self.scene
        rounds = {each.point: each for each in (*before.rounds, *outcome.rounds)}
        concluded = {each.point: each for each in (*before.conclusions, *outcome.conclusions)}
        people = {each.user: each for each in (*before.participants, *outcome.participants)}
        seen = {1: dict(before.revealed), 2: dict(before.second_ratings)}
        for change in outcome.answers:
            place = (change.point, change.sitting)
            if isinstance(change, KeepAnswer):
                self.kept.setdefault(place, {})[user] = change
            elif isinstance(change, RevealAnswers):
                found = self.kept.get(place, {}).values()
                seen[change.sitting][change.point] = tuple(each.contribution for each in found)
            elif isinstance(change, DiscardAnswers):
                self.kept.pop(place, None)
                seen[change.sitting].pop(change.point, None)
        self.scene = replace(
            before,
            workshop=outcome.workshop,
            rounds=tuple(rounds.values()),
            participants=tuple(people.values()),
            conclusions=tuple(concluded.values()),
            remarks=(*before.remarks, *outcome.remarks),
            revealed=seen[1],
            second_ratings=seen[2],
            counts={each.point: self._count(each) for each in rounds.values()},
        )

    def _count(self, found: Round) -> Count:
        sitting = 2 if found.state is RoundState.RERATING else 1
        given = self.kept.get((found.point, sitting), {}).items()
        passed = frozenset(user for user, keep in given if keep.contribution.passed)
        return Count(frozenset(user for user, _ in given) - passed, passed)

    def does(self, deed: Deed, point: str = "formaal", arg: str = "") -> None:
        self.takes(TOVHOLDER, Did(deed, point, arg))

    def fills(self, user: str, form: Form, point: str = "formaal", **filled: str) -> None:
        given = {name: (text,) for name, text in filled.items()}
        self.takes(user, Submitted(form, point, given))

    def remarks(self) -> None:
        before = len(self.scene.remarks)
        self.takes(CHEF, RemarkSaved(CHEF, "Husk naboerne", "formaal"))
        assert len(self.scene.remarks) == before + 1

    def stands(self, state: RoundState, point: str = "formaal") -> None:
        found = self.scene.round_on(point)
        assert found is not None
        assert found.state is state


def gathered(naming: Naming = Naming.NAMES) -> Walked:
    """Everything is set up and nothing has begun."""
    shop = replace(scene().workshop, state=WorkshopState.GATHERING, naming=naming)
    users = [CHEF, TOVHOLDER, "U3", "U4", "U5"]
    rounds = (Round("formaal", 0), Round("afgraensning", 1))
    people = tuple(Participant(user) for user in users)
    return Walked(WorkshopScene(shop, TOVHOLDER, rounds, people, fresh="f1"))


def to_the_end() -> None:
    """With names: every focus point, twice rated, concluded, opened again, and the end."""
    walk = gathered()
    walk.does(Deed.BEGIN)
    assert walk.scene.workshop.state is WorkshopState.RUNNING
    walk.stands(RoundState.COLLECTING)
    walk.remarks()
    walk.fills("U3", Form.ANSWER, rating="2", answer="Fordi")
    assert walk.scene.count("formaal").answered == {"U3"}
    walk.does(Deed.REVEAL)
    walk.stands(RoundState.REVEALED)
    walk.remarks()
    walk.does(Deed.TALK, arg="5")
    walk.stands(RoundState.DISCUSSING)
    walk.remarks()
    walk.does(Deed.TALK, arg="10")
    assert walk.scene.rounds[0].talk_until is not None
    assert (walk.scene.rounds[0].talk_until - NOW).seconds == 600
    walk.does(Deed.RATE_AGAIN)
    walk.stands(RoundState.RERATING)
    walk.remarks()
    walk.fills("U3", Form.RATE, rating="4")
    assert walk.scene.count("formaal").answered == {"U3"}
    walk.does(Deed.SHOW_RATING)
    walk.stands(RoundState.DISCUSSING)
    assert [each.rating for each in walk.scene.second_ratings["formaal"]] == [4]
    walk.fills(TOVHOLDER, Form.CONCLUDE, text="Vi er enige", clarity="delvist")
    walk.stands(RoundState.CONCLUDED)
    walk.does(Deed.REOPEN)
    walk.stands(RoundState.DISCUSSING)
    walk.does(Deed.REOPEN)
    walk.stands(RoundState.COLLECTING)
    walk.fills("U4", Form.ANSWER, rating="1", answer="Nej")
    walk.does(Deed.REVEAL)
    walk.does(Deed.REOPEN)
    walk.stands(RoundState.COLLECTING)
    walk.does(Deed.REVEAL)
    walk.fills(TOVHOLDER, Form.CONCLUDE, text="Nu er vi", clarity="afklaret")
    walk.stands(RoundState.CONCLUDED)
    walk.does(Deed.NEXT)
    walk.stands(RoundState.COLLECTING, "afgraensning")
    walk.does(Deed.END, arg="yes")
    assert walk.scene.workshop.state is WorkshopState.ENDED


def too_few() -> None:
    """Without names: what three say is never shown, neither first nor second."""
    walk = gathered(Naming.ANONYMOUS)
    walk.does(Deed.BEGIN)
    for user in ("U3", "U4", "U5"):
        walk.fills(user, Form.ANSWER, rating="2", answer=user)
    walk.does(Deed.REVEAL)
    walk.stands(RoundState.COLLECTING)
    walk.does(Deed.GO_ON)
    walk.stands(RoundState.DISCUSSING)
    assert not walk.scene.revealed
    assert not walk.kept.get(("formaal", 1))
    walk.does(Deed.RATE_AGAIN)
    walk.stands(RoundState.DISCUSSING)


def too_few_again() -> None:
    """Without names: four answered, and two rated again, straight from the reveal."""
    walk = gathered(Naming.ANONYMOUS)
    walk.does(Deed.BEGIN)
    for user in (CHEF, "U3", "U4", "U5"):
        walk.fills(user, Form.ANSWER, rating="2", answer=user)
    walk.does(Deed.REVEAL)
    walk.does(Deed.RATE_AGAIN)
    walk.stands(RoundState.RERATING)
    walk.fills("U3", Form.RATE, rating="5")
    walk.does(Deed.SHOW_RATING)
    walk.stands(RoundState.RERATING)
    walk.does(Deed.GO_ON)
    walk.stands(RoundState.DISCUSSING)
    assert not walk.scene.second_ratings


def called_off() -> None:
    walk = gathered()
    walk.does(Deed.CANCEL)
    assert walk.scene.workshop.state is WorkshopState.CANCELLED


WALKS = (to_the_end, too_few, too_few_again, called_off)


def single(moves: tuple[dict[str, Any], ...]) -> Iterator[dict[str, Any]]:
    """The moves, each from one state."""
    for move in moves:
        sources = move["source"] if isinstance(move["source"], list) else [move["source"]]
        yield from ({**move, "source": source} for source in sources)


ROUND, WORKSHOP = tuple(single(ROUND_MOVES)), tuple(single(WORKSHOP_MOVES))
NEEDED = [
    *(("ROUND", n) for n in range(len(ROUND))),
    *(("WORKSHOP", n) for n in range(len(WORKSHOP))),
]


def test_the_walks() -> None:
    for walk in WALKS:
        walk()


@pytest.mark.parametrize(("machine", "number"), NEEDED)
def test_without_one_move_a_walk_fails(
    machine: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    moves = ROUND if machine == "ROUND" else WORKSHOP
    states = RoundState if machine == "ROUND" else WorkshopState
    left = Life(states, moves[:number] + moves[number + 1 :])
    monkeypatch.setattr(life, machine, left)
    failed = []
    for walk in WALKS:
        try:
            walk()
        except (AssertionError, MachineError):
            failed.append(walk)
    assert failed, moves[number]


def test_what_is_not_declared_cannot_happen() -> None:
    declared = {(move["source"], move["trigger"]) for move in ROUND}
    triggers = {move["trigger"] for move in ROUND}
    for state, trigger in product(RoundState, sorted(triggers)):
        for facts in product((True, False), repeat=3):
            standing = Standing(state.value, *facts)
            if (state.value, trigger) not in declared:
                assert not life.ROUND.may(standing, trigger)
                with pytest.raises(MachineError):
                    life.ROUND.after(standing, trigger)
            elif not life.ROUND.may(standing, trigger):
                with pytest.raises(MachineError):
                    life.ROUND.after(standing, trigger)


def test_a_round_begins_only_in_a_running_workshop() -> None:
    walk = gathered()
    walk.does(Deed.NEXT)
    walk.stands(RoundState.OPEN)
