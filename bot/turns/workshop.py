"""A turn in a workshop: what it loads and locks, what it saves, and what it owes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from datetime import datetime
from random import SystemRandom
from typing import Any

from bot.slack import blocks
from bot.slack.arrivals import Arrival, SetUp, Taken
from bot.store.database import Store
from bot.store.transaction import Transaction
from bot.turns import audit, names, nudge_rows, rows
from bot.turns import workshop_rows as table
from bot.turns.outgoing import (
    Address,
    Row,
    asking_guest,
    asking_members,
    outgoing,
    told,
    whispered,
)
from bot.turns.workplaces import of_team
from flows.dialogs import Dialog
from flows.journey.flow import Flow
from flows.journey.values import Journey
from flows.messages import Note, Say
from flows.workshop.answering import TakingInput, taking_input
from flows.workshop.inputs import Deed, Did, Form, Revealed
from flows.workshop.memo import workshop_flow
from flows.workshop.outcome import (
    AnswerChange,
    DiscardAnswers,
    HideAnswers,
    KeepAnswer,
    Message,
    Notice,
    RevealAnswers,
    Tell,
    WorkshopOutcome,
)
from flows.workshop.setup import Ground, set_up
from flows.workshop.take import open_dialog, take_workshop_turn
from flows.workshop.turn import WorkshopFlow
from flows.workshop.values import (
    Conclusion,
    Contribution,
    Round,
    Workshop,
    WorkshopScene,
)

#: What may be done from the DM with the bot; all else belongs to the workshop's channel.
FROM_DM = (Deed.RETRY, Deed.DROP_REMARK)


class Workshops:
    """Turns in workshops. ``home_of`` redraws somebody's App Home, where it is kept fresh."""

    def __init__(
        self,
        flow: Flow,
        home_of: Callable[[Transaction, str, str, datetime], Iterable[Row]] = lambda *_: (),
    ) -> None:
        self._home_of = home_of
        self.flow = flow.the(workshop_flow)

    def load(
        self, tx: Transaction, arrival: Arrival, now: datetime
    ) -> WorkshopScene | Ground | None:
        """Lock the workshop and load it; of one that is set up the ground; None where it is not."""
        if isinstance(arrival.input, SetUp):
            return replace(arrival.input.ground, fresh=secrets.token_hex(6))
        point = getattr(arrival.input, "point", "")
        scene = table.load(tx, arrival.workshop, arrival.user, point)
        return scene if scene is not None and _belongs(scene, arrival) else None

    def unknown(self) -> Taken:
        """What is said where there is no such workshop."""
        line = Say(self.flow.lines.refused.unknown)
        return Taken(notice=Notice(self.flow.lines.answer.not_taken, (line,)))

    def decide(
        self, scene: WorkshopScene | Ground, arrival: Arrival, now: datetime
    ) -> WorkshopOutcome:
        """Work out what the input leads to."""
        input: Any = arrival.input
        if isinstance(scene, Ground):
            return set_up(self.flow, scene, input.filled, now)
        return take_workshop_turn(self.flow, scene, input, now)

    def save(
        self,
        tx: Transaction,
        arrival: Arrival,
        scene: WorkshopScene | Ground,
        outcome: WorkshopOutcome,
        now: datetime,
    ) -> None:
        """Write down what came of the turn."""
        if isinstance(scene, Ground):
            _begin(tx, outcome, now)
        else:
            _save(tx, scene, outcome, now)

    def owe(
        self,
        tx: Transaction,
        arrival: Arrival,
        scene: WorkshopScene | Ground,
        outcome: WorkshopOutcome,
        now: datetime,
    ) -> tuple[list[Row], Taken]:
        """What is to be sent, and what answers a dialog."""
        shop = outcome.workshop
        # Of no journey: when the chef deletes theirs, the group's messages stay and are redrawn.
        to = Address(shop.team, arrival.user, shop.channel, None, now, shop.id)
        owed = list(self._said(tx, outcome.messages, to))
        for point, sitting in outcome.reveal:
            owed += self._said(tx, self._unveiled(tx, shop, arrival, point, sitting, now), to)
        if outcome.whisper is not None:
            page = blocks.note(outcome.whisper, self.flow.texts)
            owed.append(whispered(to, page, arrival.response_url))
        if isinstance(scene, Ground):
            owed.append(asking_members(to))
        elif arrival.input == Did(Deed.JOIN):
            if arrival.user in {each.user for each in outcome.participants if not each.left}:
                owed.append(asking_guest(to, arrival.user))
            owed += self._home(tx, outcome, arrival.user, now)
        else:
            owed += self._home(tx, outcome, arrival.user, now)
        return owed, Taken(notice=outcome.notice)

    def _home(
        self, tx: Transaction, outcome: WorkshopOutcome, actor: str, now: datetime
    ) -> Iterable[Row]:
        """Who is shown something else there now: the chef, and whoever has just answered."""
        shop = outcome.workshop
        chef = [shop.chef] if outcome.contributed else []
        whose = dict.fromkeys([*chef, *([actor] if outcome.answers and actor else [])])
        return [row for user in whose for row in self._home_of(tx, shop.team, user, now)]

    def _said(self, tx: Transaction, messages: tuple[Message, ...], to: Address) -> Iterator[Row]:
        for message in messages:
            if isinstance(message, Tell):
                yield from told(message, to, rows.channel_of(tx, to.team, message.user))
            else:
                for each in outgoing((message,), to, self.flow.texts):
                    yield names.quiet(tx, to.team, each)

    def _unveiled(
        self,
        tx: Transaction,
        shop: Workshop,
        arrival: Arrival,
        point: str,
        sitting: int,
        now: datetime,
    ) -> tuple[Message, ...]:
        """What is revealed can be read from now on: load it, and say it."""
        scene = table.load(tx, shop.id, arrival.user, point, lock=False)
        if scene is None:
            raise LookupError("the workshop is gone")
        return take_workshop_turn(self.flow, scene, Revealed(point, sitting), now).messages


class WorkshopLooks:
    """What is read of workshops before a dialog opens: nothing is locked."""

    def __init__(self, store: Store, flow: WorkshopFlow, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self.flow = flow

    async def ground(self, team: str, user: str, channel: str) -> Ground:
        """What is known before a workshop is begun."""
        return await self._store.run(lambda tx: _ground(tx, team, user, channel))

    async def dialog(
        self, team: str, user: str, id: str, form: Form, point: str, start: str = ""
    ) -> Dialog | Note:
        """What a button opens, for the one who pressed it."""
        now = self._clock()

        def job(tx: Transaction) -> Dialog | Note:
            scene = table.load(tx, id, user, point, lock=False)
            if scene is None or scene.workshop.team != team:
                return Note((Say(self.flow.lines.refused.unknown),))
            return open_dialog(self.flow, scene, form, point, now, start)

        return await self._store.run(job)

    async def takes_input(
        self, team: str, channel: str, user: str
    ) -> tuple[TakingInput, ...] | Note:
        """The rounds in a channel that take input from the person, or why there is none."""
        refused = self.flow.lines.refused

        def job(tx: Transaction) -> tuple[TakingInput, ...] | Note:
            found = table.IN_CHANNEL.all(tx, at_team=team, at_channel=channel)
            if not found:
                return Note((Say(refused.no_meeting),))
            scenes = [table.load(tx, row.id, user, "", lock=False) for row in found]
            there = [each for each in scenes if each is not None]
            open_ones = tuple(one for each in there for one in taking_input(each))
            if open_ones:
                return open_ones
            takes_part = any(each.takes_part(user) for each in there)
            return Note((Say(refused.no_round if takes_part else refused.outside),))

        return await self._store.run(job)

    async def facilitator(self, team: str, id: str) -> tuple[str, str] | None:
        """Who leads the workshop, and in which channel it is."""
        row = await self._store.run(lambda tx: table.WORKSHOP.one_or_none(tx, at_workshop=id))
        return (row.facilitator, row.channel) if row is not None and row.team == team else None


def _belongs(scene: WorkshopScene, arrival: Arrival) -> bool:
    """Whether it came from the workspace and the channel of the workshop."""
    shop, input = scene.workshop, arrival.input
    if shop.team != arrival.team:
        return False
    if arrival.channel is None or arrival.channel == shop.channel:
        return True
    return isinstance(input, Did) and input.deed in FROM_DM and arrival.channel.startswith("D")


def _ground(tx: Transaction, team: str, user: str, channel: str) -> Ground:
    found = table.JOURNEYS.all(tx, at_team=team, at_user=user)
    zone = table.ZONE.one_or_none(tx, at_team=team, at_user=user)
    journeys = tuple(
        Journey(row.id, row.title, row.stage, row.revision, row.updated_at) for row in found
    )
    tz, allowed = zone.tz if zone is not None else None, of_team(tx, team).workplace.may_hold(user)
    return Ground(team, user, channel, "", journeys, tz, allowed=allowed)


# From the outcome to rows


def _begin(tx: Transaction, outcome: WorkshopOutcome, now: datetime) -> None:
    """Enter a new workshop, with the journey that begins with it."""
    shop, begun = outcome.workshop, outcome.begun
    if begun is not None:
        rows.meet(tx, shop.team, shop.chef, now)
        rows.save_journey(tx, shop.team, shop.chef, begun)
    table.INSERT_WORKSHOP.send(tx, **_workshop_columns(shop), id=shop.id, team=shop.team,
                                   naming=shop.naming.value, due_at=None)  # fmt: skip
    table.INSERT_ROUND.many(
        tx, [{**asdict(each), "state": each.state.value, "workshop": shop.id}
             for each in outcome.rounds]
    )  # fmt: skip
    _people(tx, shop, outcome)
    _contribute(tx, outcome, now)
    nudge_rows.MARK_WORKSHOP.send(tx, workshop=shop.id, marked_at=now)


def _save(tx: Transaction, scene: WorkshopScene, outcome: WorkshopOutcome, now: datetime) -> None:
    """Write down a turn."""
    shop = outcome.workshop
    at = {"at_workshop": shop.id}
    table.SAVE_WORKSHOP.send(tx, **at, **_workshop_columns(shop), due_at=outcome.next_due)
    # Before the rounds: what a round holds is mixed while nobody can read it yet.
    for each in outcome.answers:
        _SEALINGS[type(each)](tx, shop, scene.actor, each)
    for changed in outcome.rounds:
        table.SAVE_ROUND.send(tx, **at, at_point=changed.point, **_round_columns(changed))
    _people(tx, shop, outcome)
    for concluded in outcome.conclusions:
        table.DELETE_CONCLUSION.send(tx, **at, at_point=concluded.point)
        table.INSERT_CONCLUSION.send(tx, workshop=shop.id, **_conclusion_columns(concluded))
    table.INSERT_DISSENT.many(
        tx, [{**asdict(each), "workshop": shop.id} for each in outcome.dissents]
    )
    table.INSERT_REMARK.many(
        tx, [{**asdict(each), "workshop": shop.id} for each in outcome.remarks]
    )
    audit.of_meeting(tx, scene, outcome, now)
    for id in outcome.dropped:
        table.DELETE_REMARK.send(tx, **at, at_id=id)
    _contribute(tx, outcome, now)
    nudge_rows.MARK_WORKSHOP.send(tx, workshop=shop.id, marked_at=now)


def _people(tx: Transaction, shop: Workshop, outcome: WorkshopOutcome) -> None:
    for each in outcome.participants:
        is_new = table.INSERT_PERSON.run(tx, workshop=shop.id, **asdict(each))
        if not is_new:
            table.SAVE_PERSON.run(
                tx, at_workshop=shop.id, at_user=each.user, left=each.left, guest=each.guest
            )


def _contribute(tx: Transaction, outcome: WorkshopOutcome, now: datetime) -> None:
    journey = outcome.workshop.journey
    if journey is None:  # the chef has deleted it
        return
    for answer in outcome.contributed:
        rows.save_answer(tx, journey, answer)
    if outcome.contributed and outcome.begun is None:
        table.TOUCH_JOURNEY.send(tx, at_id=journey, now=now)


def _workshop_columns(shop: Workshop) -> Row:
    kept = asdict(shop)
    for name in ("id", "team", "naming"):
        del kept[name]
    return {**kept, "pace": shop.pace.value, "state": shop.state.value,
            "guests": shop.guests.value}  # fmt: skip


def _round_columns(round: Round) -> Row:
    return {
        "state": round.state.value,
        "withheld": round.withheld,
        "rerated": round.rerated,
        "talk_until": round.talk_until,
    }


def _conclusion_columns(found: Conclusion) -> Row:
    steps = [
        {**asdict(each), "due": each.due.isoformat() if each.due else None} for each in found.steps
    ]
    return {**asdict(found), "steps": steps}


# What is hidden, and how it becomes visible


def _keep(tx: Transaction, shop: Workshop, actor: str, keep: KeepAnswer) -> None:
    at = {"at_workshop": shop.id, "at_point": keep.point, "at_sitting": keep.sitting}
    table.DELETE_MINE.send(tx, **at, at_user=actor)
    id = secrets.token_hex(16)
    _insert(tx, shop, keep.point, keep.sitting, keep.contribution, id)
    table.INSERT_TIE.send(tx, contribution=id, user=actor)


def _insert(
    tx: Transaction, shop: Workshop, point: str, sitting: int, given: Contribution, id: str
) -> None:
    row = {**asdict(given), "id": id, "workshop": shop.id, "point": point, "sitting": sitting}
    table.INSERT_CONTRIBUTION.send(tx, **row)


def _cut(tx: Transaction, shop: Workshop, _: str, cut: RevealAnswers) -> None:
    """Write the answers anew, mixed and under new ids; the ties go with the old ones."""
    found = _sitting(tx, shop, cut.point, cut.sitting)
    SystemRandom().shuffle(found)
    fresh = []
    for row in found:
        kept = table.named(row, "user")
        fresh.append(
            {**kept, "id": secrets.token_hex(16), "author": row.user if cut.named else None}
        )
    table.INSERT_CONTRIBUTION.many(tx, fresh)


def _sitting(tx: Transaction, shop: Workshop, point: str, sitting: int) -> list[Any]:
    """What was there, taken out."""
    at = {"at_workshop": shop.id, "at_point": point, "at_sitting": sitting}
    found = table.SITTING.all(tx, **at)
    table.DELETE_SITTING.send(tx, **at)
    return found


def _discard(tx: Transaction, shop: Workshop, _: str, discard: DiscardAnswers) -> None:
    _sitting(tx, shop, discard.point, discard.sitting)


def _hide(tx: Transaction, shop: Workshop, _: str, hide: HideAnswers) -> None:
    """Named answers are tied to their authors again, so that they can be changed."""
    for row in _sitting(tx, shop, hide.point, hide.sitting):
        id = secrets.token_hex(16)
        kept = {**table.named(row, "user"), "id": id, "author": None}
        table.INSERT_CONTRIBUTION.send(tx, **kept)
        if row.author is not None:
            table.INSERT_TIE.send(tx, contribution=id, user=row.author)


_SEALINGS: dict[type[AnswerChange], Callable[..., None]] = {
    KeepAnswer: _keep,
    RevealAnswers: _cut,
    DiscardAnswers: _discard,
    HideAnswers: _hide,
}
