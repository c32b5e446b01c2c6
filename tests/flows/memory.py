"""What a conversation leaves behind, kept as the store keeps it: people, journeys, answers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from flows.dialogue import Outcome
from flows.dialogue.needs import Needs
from flows.inputs import Edited, Removed
from flows.journey.nudges import Nudge
from flows.journey.values import Answer, Answers, Filed, Journey, Need, Owned, Person, Scene
from flows.parts.memo.judged import SUCCESS

#: What the columns of the store hold; PostgreSQL refuses more.
WIDTHS = {"stage": 64, "asked": 96, "step": 96, "message": 32, "refused": 32, "pressed": 255}


class _Same(tuple[Answer, ...]):
    """Answers that are the same when they are the same objects: quick to tell."""

    def __hash__(self) -> int:
        return hash(tuple(map(id, self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and [*map(id, self)] == [*map(id, other)]


NONE = _Same()


@lru_cache(maxsize=100)
def _read(said: _Same) -> Answers:
    return Answers(said)


@dataclass(frozen=True)
class Snapshot:
    """All that was kept at one moment. ``answers`` are (journey, answer), in order."""

    people: Mapping[str, Person]
    owners: Mapping[str, str]
    journeys: Mapping[str, Journey]
    answers: tuple[tuple[str, Answer], ...]

    def answers_in(self, journey: str | None) -> Answers:
        """The answers of one journey, to be read: while they are the same, so is the object."""
        return _read(self._of.get(journey or "", NONE))

    @cached_property
    def _of(self) -> Mapping[str, _Same]:
        found = defaultdict[str, list[Answer]](list)
        for journey, answer in self.answers:
            found[journey].append(answer)
        return {journey: _Same(said) for journey, said in found.items()}

    def answers_for(self, journey: str | None) -> Answers:
        """Those that hold, as a turn gets them: it may add to them."""
        return Answers(self.answers_in(journey).held())

    def owned_by(self, user: str) -> dict[str, Journey]:
        """The journeys of one person."""
        return {id: each for id, each in self.journeys.items() if self.owners[id] == user}


@dataclass
class Memory:
    """The store as values; `scene` and `save` do what ``bot/turns/dm.py`` does."""

    people: dict[str, Person] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    journeys: dict[str, Journey] = field(default_factory=dict)
    answers: list[tuple[str, Answer]] = field(default_factory=list)
    nudges: dict[tuple[str, str], Nudge] = field(default_factory=dict)
    filed: dict[str, Filed] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)

    def snapshot(self) -> Snapshot:
        """All that is kept now."""
        return Snapshot(
            dict(self.people), dict(self.owners), dict(self.journeys), tuple(self.answers)
        )

    def scene(self, needs: Needs, user: str, fresh_id: str) -> Scene:
        """What a turn of this person may know."""
        person = self.people.setdefault(user, Person(user))
        person = replace(person, channel=person.channel or f"D{user}")
        now = self.snapshot()
        journeys = tuple(now.owned_by(user).values())
        meant = self._meant(needs, person, journeys)
        concerned = self.nudges.values() if needs.of(Need.NUDGES, person) else ()
        nudges = tuple(each for each in concerned if each.user == user)
        answers = now.answers_for(meant)
        delegations = self._delegations(user) if needs.of(Need.PARTNERS, person) else ()
        records = self._records(user) if needs.of(Need.RECORDS, person) else ()
        scene = Scene(person, journeys, meant, answers, fresh_id, nudges, delegations, records)
        if not needs.of(Need.MEMOS, person) and not needs.of(Need.RECORDS, person):
            return scene
        own = {each.id for each in journeys}
        memos = tuple(each for each in self.filed.values() if each.journey in own)
        said = now.answers_in(meant)
        earlier = tuple(each for each in said if each.step == SUCCESS)
        return replace(scene, memos=memos, called=self.called, earlier=earlier)

    def learnt(self, user: str, questions: tuple[str, ...]) -> tuple[Owned, ...]:
        """What journeys have taught that this person may have to do with."""
        steps = {*questions, "shared_learning:erkendelse"}
        found = []
        for id, journey in self.journeys.items():
            answers = self.snapshot().answers_in(id)
            concerns = (
                self.owners[id] == user
                or any(each.author == user for each in answers)
                or answers.get("shared_learning:erkendelse") is not None
            )
            if concerns and journey.delegated is None:
                taught = Answers(each for each in answers.held() if each.step in steps)
                found.append(Owned(self.owners[id], journey, taught))
        return tuple(found)

    def look(self, user: str) -> Scene:
        """What the App Home of this person shows."""
        journeys = tuple(self.snapshot().owned_by(user).values())
        nudges = tuple(each for each in self.nudges.values() if each.user == user)
        person = self.people[user]
        about = person.open_journey if person.open_journey in self.journeys else None
        answers = self.snapshot().answers_for(about)
        records = self._records(user)
        return Scene(person, journeys, about, answers, nudges=nudges, records=records)

    def _records(self, user: str) -> tuple[tuple[str, Answer], ...]:
        now = self.snapshot()
        return tuple(
            (id, answer)
            for id in now.owned_by(user)
            for answer in now.answers_in(id).held()
            if ":" in answer.step or answer.step.endswith((".next_step", ".decision"))
        )

    def _delegations(self, user: str) -> tuple[Owned, ...]:
        return tuple(
            Owned(self.owners[id], journey, self.snapshot().answers_for(id))
            for id, journey in self.journeys.items()
            if journey.delegated and user in (self.owners[id], journey.delegated.by)
        )

    def save(self, user: str, outcome: Outcome) -> None:
        """Write down what came of a turn."""
        for id in outcome.deleted:
            self._delete(id)
        for journey in outcome.journeys:
            _check_widths(journey, "stage", "asked")
            self.owners.setdefault(journey.id, user)
            self.journeys[journey.id] = journey
        for step in outcome.erased:
            self.answers = [
                each for each in self.answers if (each[0], each[1].step) != (outcome.about, step)
            ]
        for answer in outcome.answers:
            self._save_answer(outcome.about, answer)
        for journey_id, answer in outcome.contributed:
            self._save_answer(journey_id, answer)
        for begun in outcome.begun:
            _check_widths(begun.journey, "stage", "asked")
            self.owners[begun.journey.id] = begun.owner
            self.journeys[begun.journey.id] = begun.journey
            for answer in begun.answers:
                self._save_answer(begun.journey.id, answer)
        self.filed |= {each.id: each for each in outcome.filed}
        self.nudges |= {(each.user, each.key): each for each in outcome.nudges}
        if outcome.person is None:
            del self.people[user]
            self.nudges = {k: each for k, each in self.nudges.items() if each.user != user}
            self.answers = [
                (id, each)
                for id, each in self.answers
                if each.author != user and not _is_delegation_to(user, each)
            ]
        else:
            _check_widths(outcome.person, "refused", "pressed")
            self.people[user] = outcome.person

    def _delete(self, id: str) -> None:
        """A journey, and what hangs on it."""
        self.journeys.pop(id, None)
        self.owners.pop(id, None)
        self.nudges = {k: each for k, each in self.nudges.items() if each.journey != id}
        self.answers = [each for each in self.answers if each[0] != id]
        self.filed = {k: each for k, each in self.filed.items() if each.journey != id}
        for other in [each for each in self.journeys.values() if each.delegated]:
            if other.delegated and other.delegated.journey == id:
                self._delete(other.id)

    def _save_answer(self, journey: str | None, answer: Answer) -> None:
        if journey not in self.journeys:
            raise AssertionError(f"an answer to {answer.step} in no journey ({journey})")
        _check_widths(answer, "step", "message")
        stored = replace(answer, value=json.loads(json.dumps(answer.value)))
        self.answers.append((journey, stored))

    def _meant(self, needs: Needs, person: Person, journeys: tuple[Journey, ...]) -> str | None:
        input = needs.input
        if isinstance(input, Edited | Removed):
            for journey, answer in reversed(self.answers):
                if (answer.author, answer.message) == (person.id, input.message):
                    return journey
        return needs.journey(person, journeys)


def _is_delegation_to(user: str, answer: Answer) -> bool:
    return answer.step.startswith("delegation:") and bool(answer.value["to"] == user)


def _check_widths(kept: object, *names: str) -> None:
    for name in names:
        value = getattr(kept, name)
        if value is not None and len(value) > WIDTHS[name]:
            raise AssertionError(f"{name} is too long for its column: {value!r}")
