"""What is kept of a journey from turn to turn is what the database holds, or is not used."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.slack.arrivals import Arrival
from bot.store.database import Store
from bot.store.transaction import Transaction
from bot.turns import dm as turns
from bot.turns import forgetting, moving, names, recent, rows
from bot.turns.languages import alone
from bot.turns.pipeline import Pipeline
from bot.turns.recent import Recent
from bot.turns.workshop_rows import TOUCH_JOURNEY
from flows.inputs import Typed
from flows.journey.route import Route
from flows.journey.values import Answer, Answers, AnswerState, Scene
from tests.bench.turns import BEFORE, ROUNDS
from tests.e2e.harness import flow

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
#: Both kinds of answers, a word beside the path, and an answer that is given again.
SAID = (*BEFORE, *ROUNDS[:4], "hjælp", "status", "tilbage", "nej", *ROUNDS[4:])


class Talk:
    """One person talks with a process of their own; several of them share the database."""

    said = 0

    def __init__(self, store: Store, user: str = "U1") -> None:
        self.store, self.user = store, user
        self.pipeline = Pipeline(store, alone(flow()), lambda: NOON + timedelta(seconds=Talk.said))

    async def say(self, *texts: str) -> None:
        for text in texts:
            Talk.said += 1
            ts = f"{1_700_000_000 + Talk.said}.000000"
            await self.pipeline.take(
                Arrival(f"k{ts}", "T1", self.user, Typed(text, ts), f"D{self.user}")
            )

    def kept(self) -> Recent | None:
        """What is kept of the person."""
        return self.pipeline.voice().dm.memory._kept.get(("T1", self.user))

    def known(self) -> str:
        """The answers that are kept."""
        kept = self.kept()
        return str(list(kept.route.answers)) if kept else ""

    async def stored(self) -> Answers:
        """The answers of the journey, as the database holds them."""

        def job(tx: Transaction) -> Answers:
            at = {"at_team": "T1", "at_user": self.user}
            return Answers(rows.answer_of(row) for row in rows.OPEN_ANSWERS.all(tx, **at))

        return await self.store.run(job)


async def test_it_is_what_is_stored(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    talk, used = Talk(store), 0
    for text in SAID:
        await talk.say(text)
        kept, answers = talk.kept(), await talk.stored()
        if kept is None:
            continue
        used += 1
        now, anew = kept.route, Route(kept.route.path, answers)
        assert (list(now.answers), now.answers.newest) == (list(answers), answers.newest), text
        assert (now.first, now.walked, now.sections) == (anew.first, anew.walked, anew.sections)
    assert used > len(ROUNDS)
    monkeypatch.setattr(turns, "Answers", None)  # nothing is read again
    await talk.say("1")


async def test_what_another_process_has_stored_is_seen(store: Store) -> None:
    one, other = Talk(store), Talk(store)
    await one.say(*BEFORE, *ROUNDS[:2])
    await other.say(ROUNDS[2])
    await one.say(*ROUNDS[3:])
    answers = list(await one.stored())
    assert one.known() == str(answers)
    steps = {each.value: each.step for each in answers if isinstance(each.value, str)}
    assert len({steps[ROUNDS[1]], steps[ROUNDS[2]]}) == 2  # none was answered twice


async def test_a_turn_that_failed_leaves_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = Talk(store)
    await talk.say(*BEFORE, ROUNDS[0])
    before = list(await talk.stored())
    with monkeypatch.context() as broken:
        broken.setattr(names, "nameless", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await talk.say(ROUNDS[1])
    assert talk.kept() is None
    await talk.say(ROUNDS[2])
    after = list(await talk.stored())
    assert after[: len(before)] == before
    assert ROUNDS[2] in [each.value for each in after]
    assert ROUNDS[1] not in [each.value for each in after]


async def test_what_changes_in_the_middle_of_a_turn_is_read_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk, save = Talk(store), turns.save
    await talk.say(*BEFORE)

    def meanwhile(tx: Transaction, team: str, scene: Scene, *rest: Any) -> None:
        TOUCH_JOURNEY.send(tx, at_id=scene.about, now=NOON)
        save(tx, team, scene, *rest)

    with monkeypatch.context() as later:
        later.setattr(turns, "save", meanwhile)
        await talk.say(ROUNDS[0])
    kept = talk.kept()
    assert kept is not None

    def job(tx: Transaction) -> bool:
        found = rows.SCENE.all(tx, at_team="T1", at_user="U1")
        journeys = [rows.journey_of(row) for row in found]
        return kept.still(kept.ask(tx), kept.journey, journeys) is not None

    assert not await store.run(job)


async def test_nobody_is_kept_for_long(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    talk, other = Talk(store), Talk(store, "U2")
    other.pipeline = talk.pipeline
    await talk.say(*BEFORE)
    assert talk.kept()
    monkeypatch.setattr(recent, "MOST_SECONDS", -1.0)
    await other.say(*BEFORE)
    assert talk.kept() is None


async def test_who_is_forgotten_is_not_kept(store: Store) -> None:
    """Their id stands in a record of another, as it was before the last turn."""
    talk = Talk(store)
    await talk.say(*BEFORE)
    kept = talk.kept()
    assert kept is not None
    about = kept.journey
    named = Answer("contract:x", AnswerState.GIVEN, {"with": "U9"}, "U1", NOON)
    await store.run(lambda tx: rows.save_answer(tx, about, named))
    await talk.say("hjælp")
    assert "U9" in talk.known()
    later = NOON + timedelta(days=1)
    await store.run(lambda tx: forgetting.forget(tx, "T1", "U9", later))
    async with asyncio.timeout(30):
        while await store.run(lambda tx: forgetting.go_on_forgetting(tx, later)):
            pass
    await talk.say("hjælp")
    assert "U9" not in talk.known()


@pytest.mark.parametrize(
    "named",
    [
        Answer("contract:x", AnswerState.GIVEN, {"with": "U0OLD001"}, "U1", NOON),
        Answer("contract:x", AnswerState.GIVEN, "et svar", "U0OLD001", NOON),
    ],
    ids=["in an answer", "as who said it"],
)
async def test_who_has_moved_is_not_kept_as_before(store: Store, named: Answer) -> None:
    """A colleague has a new id in Slack; the old one stood in a journey of another."""
    talk = Talk(store)
    await talk.say(*BEFORE)
    kept = talk.kept()
    assert kept is not None
    about = kept.journey
    for each in (named, Answer("contract:y", AnswerState.GIVEN, "et andet", "U1", NOON)):
        await store.run(lambda tx, each=each: rows.save_answer(tx, about, each))  # type: ignore[misc]
    await talk.say("hjælp")
    assert "U0OLD001" in talk.known()
    await store.run(lambda tx: moving.follow(tx, "T1", {"U0OLD001": "U0NEW001"}))
    await talk.say("hjælp")
    assert "U0NEW001" in talk.known()


async def test_what_is_deleted_is_kept_nowhere(store: Store) -> None:
    """Nor what others have in common with it."""
    talk, other = Talk(store), Talk(store, "U2")
    other.pipeline = talk.pipeline
    for each in (talk, other):
        await each.say(*BEFORE, *ROUNDS[:2])
        assert each.kept()
    await talk.say("slet alt", "ja")
    assert talk.kept() is None
    assert other.kept() is None
