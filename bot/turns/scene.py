"""From rows to the scene of a turn, and from its outcome to rows."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.nudging import turns as nudging
from bot.store.transaction import Transaction
from bot.turns import statements
from bot.workshops import forgetting
from flows.dialogue import Outcome
from flows.dialogue.about import about, reaches_others
from flows.dialogue.nudging import concerns
from flows.inputs import Edited, Input, Opened, Removed
from flows.journey.nudges import USUAL, Preferences
from flows.journey.values import (
    Answer,
    Answers,
    AnswerState,
    Asking,
    Delegated,
    Journey,
    Owned,
    Person,
    Scene,
)


def load(
    tx: Transaction, team: str, user: str, input: Input, fresh_id: str, now: datetime
) -> Scene:
    """Lock the person and load what the turn needs. A stranger is entered first."""
    rows = _locked(tx, team, user, input)
    if not rows:
        meet(tx, team, user, now)
        rows = _locked(tx, team, user, input)
    person = person_of(user, rows[0])
    journeys = tuple(journey_of(row) for row in rows if row.journey is not None)
    meant = _meant(tx, person, journeys, input)
    return Scene(
        person,
        journeys,
        meant,
        Answers(answers_of(tx, meant)),
        fresh_id,
        nudging.of_person(tx, team, user) if concerns(person, input) else (),
        _delegations(tx, team, user) if reaches_others(input) else (),
        _records(tx, team, user) if person.home or isinstance(input, Opened) else (),
    )


def look(tx: Transaction, team: str, user: str) -> Scene:
    """What a person's App Home shows, read while another takes a turn."""
    rows = statements.SCENE.all(tx, at_team=team, at_user=user)
    person = person_of(user, rows[0])
    journeys = tuple(journey_of(row) for row in rows if row.journey is not None)
    nudges = nudging.of_person(tx, team, user)
    return Scene(person, journeys, nudges=nudges, records=_records(tx, team, user))


def learnt(tx: Transaction, team: str, user: str, questions: tuple[str, ...]) -> tuple[Owned, ...]:
    """What journeys have taught, as far as the person may have to do with it."""
    found: dict[str, Owned] = {}
    for row in statements.learning(questions).all(tx, at_team=team, at_user=user):
        of = Owned(row.owner, journey_of(row), Answers())
        found.setdefault(row.journey, of).answers.add(_answer(row))
    return tuple(found.values())


def save(tx: Transaction, team: str, scene: Scene, outcome: Outcome, now: datetime) -> None:
    """Write down what came of the turn."""
    user, known = scene.person.id, {journey.id for journey in scene.journeys}
    for id in outcome.deleted:
        nudging.before_deleting(tx, id)
        statements.DELETE_OUTBOX.run(tx, at_id=id)
        statements.DELETE_JOURNEY.run(tx, at_id=id)
    for journey in outcome.journeys:
        save_journey(tx, team, user, journey, new=journey.id not in known)
    for step in outcome.erased:
        statements.ERASE_ANSWER.run(tx, at_journey=outcome.about, at_step=step)
    for answer in outcome.answers:
        save_answer(tx, outcome.about, answer)
    for id, answer in outcome.contributed:
        save_answer(tx, id, answer)
    for begun in outcome.begun:
        save_journey(tx, team, begun.owner, begun.journey, new=True)
        for answer in begun.answers:
            save_answer(tx, begun.journey.id, answer)
    nudging.keep(tx, team, scene, outcome, now)
    if outcome.person is None:
        statements.FORGET_ANSWERS.run(tx, at_team=team, at_user=user)
        statements.FORGET_DELEGATIONS.run(tx, at_team=team, at_user=user)
        forgetting.forget(tx, team, user)
        statements.FORGET_PERSON.run(tx, at_team=team, at_user=user)
        lanes = {kind: lane.format(f"{team}:{user}") for kind, lane in statements.LANES.items()}
        statements.FORGET_OUTBOX.run(tx, **lanes)
    elif outcome.person != scene.person:
        columns = _columns(outcome.person, now)
        statements.SAVE_PERSON.run(tx, at_team=team, at_user=user, **columns)


def meet(tx: Transaction, team: str, user: str, now: datetime) -> None:
    """Enter a stranger."""
    statements.MEET.run(tx, team=team, user=user, created_at=now, **_columns(Person(user), now))


def _locked(tx: Transaction, team: str, user: str, input: Input) -> list[Any]:
    if tx.dialect.name != "sqlite":  # there one turn follows the other anyway
        statements.LOCK.one_or_none(tx, at_team=team, at_user=user)
        if reaches_others(input):  # two who lock each other's: one of the turns is taken again
            statements.LOCK_PARTNERS.all(tx, at_team=team, at_user=user)
    return statements.SCENE.all(tx, at_team=team, at_user=user)


def person_of(user: str, row: Any) -> Person:
    """The person of a row."""
    asking = row.asking and Asking(
        row.asking["what"], tuple(row.asking["journeys"]), row.asking.get("arg", "")
    )
    return Person(
        id=user,
        channel=row.channel,
        tz=row.tz,
        welcomed=row.welcomed,
        open_journey=row.open_journey,
        asking=asking,
        refused=row.refused,
        pressed=row.pressed,
        pressed_at=row.pressed_at,
        home=row.home,
        reminders=Preferences.model_validate(row.reminders) if row.reminders else USUAL,
        nudged_at=row.nudged_at,
    )


def _columns(person: Person, now: datetime) -> dict[str, Any]:
    columns = {name: getattr(person, name) for name in statements.PERSON_COLUMNS}
    columns["asking"] = asdict(person.asking) if person.asking else None
    chosen = person.reminders.model_dump(mode="json", exclude_defaults=True)
    columns["reminders"] = chosen or None
    return {**columns, "updated_at": now}


def journey_of(row: Any) -> Journey:
    """The journey of a row."""
    whose = None
    if row.delegated_from is not None:
        whose = Delegated(row.delegated_from, row.delegated_by, row.delegated_point)
    return Journey(
        row.journey, row.title, row.stage, row.revision, row.updated_at, whose, row.asked
    )


def _delegations(tx: Transaction, team: str, user: str) -> tuple[Owned, ...]:
    found = statements.DELEGATED.all(tx, at_team=team, at_user=user)
    return tuple(
        Owned(row.owner, journey_of(row), Answers(answers_of(tx, row.journey))) for row in found
    )


def _records(tx: Transaction, team: str, user: str) -> tuple[tuple[str, Answer], ...]:
    found = statements.RECORDS.all(tx, at_team=team, at_user=user)
    return tuple((row.journey, _answer(row)) for row in found)


def _meant(
    tx: Transaction, person: Person, journeys: tuple[Journey, ...], input: Input
) -> str | None:
    if isinstance(input, Edited | Removed):
        row = statements.JOURNEY_OF_MESSAGE.one_or_none(
            tx, at_user=person.id, at_message=input.message
        )
        if row is not None and row.journey in {journey.id for journey in journeys}:
            return str(row.journey)
    return about(person, journeys, input)


def answers_of(tx: Transaction, journey: str | None) -> list[Answer]:
    """The answers of a journey that hold."""
    if journey is None:
        return []
    return [_answer(row) for row in statements.ANSWERS.all(tx, at_journey=journey)]


def _answer(row: Any) -> Answer:
    state = AnswerState(row.state)
    return Answer(row.step, state, row.value, row.author, row.said_at, row.message)


def save_journey(tx: Transaction, team: str, user: str, journey: Journey, *, new: bool) -> None:
    """Begin the journey, or write down how it is now."""
    columns = {
        "title": journey.title,
        "stage": journey.stage,
        "asked": journey.asked,
        "revision": journey.revision,
        "updated_at": journey.updated_at,
    }
    if new:
        begun = {"id": journey.id, "team": team, "owner": user, "created_at": journey.updated_at}
        whose = journey.delegated
        begun |= {
            "delegated_from": whose and whose.journey,
            "delegated_by": whose and whose.by,
            "delegated_point": whose and whose.point,
        }
        statements.BEGIN_JOURNEY.run(tx, **begun, **columns)
    else:
        statements.SAVE_JOURNEY.run(tx, at_id=journey.id, **columns)


def save_answer(tx: Transaction, journey: str | None, answer: Answer) -> None:
    """Let the answer follow in the journey."""
    statements.SAVE_ANSWER.run(
        tx,
        journey=journey,
        step=answer.step,
        state=answer.state.value,
        value=answer.value,
        author=answer.author,
        message=answer.message,
        said_at=answer.said_at,
    )
