"""A turn in the DM: what it loads and locks, what it saves, and what it owes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from bot.slack import blocks
from bot.slack.arrivals import Arrival, Taken
from bot.store.statements import Asked
from bot.store.transaction import Transaction
from bot.turns import audit, holds, memo_rows, names, own_data, places, rows
from bot.turns import nudge_rows as nudges
from bot.turns.forgetting import forget
from bot.turns.outgoing import (
    Address,
    Row,
    asking_zone,
    file,
    outgoing,
    posting,
    replacing,
    whispered,
    wiping,
)
from bot.turns.planning import plan_of
from bot.turns.recent import Memory, Recent
from bot.turns.workplaces import NOBODY_IN_PARTICULAR, Administrators
from bot.turns.workshop_rows import awaited_of
from flows.dialogue import Outcome, draw_home, take_turn
from flows.dialogue.data import DataLines
from flows.dialogue.needs import Needs, needs_of
from flows.inputs import Edited, Heard, Noise, Removed
from flows.journey.flow import Flow
from flows.journey.values import Answers, Journey, Need, Owned, Person, Scene
from flows.messages import Document, Message, Note, Settled
from flows.parts.learning import LearningLines

#: How ids of channels begin.
CHANNELS = ("C", "G")
OTHER_BOT = Heard(Noise.OTHER_BOT)


class DirectMessages:
    """Turns in the DM.

    ``may_tidy`` says of a team whether buttons that are done with can be taken away soon. Where
    Slack pushes back, they stay: old buttons are harmless.
    """

    def __init__(
        self,
        flow: Flow,
        may_tidy: Callable[[str], bool] = lambda _: True,
        administrators: Administrators = NOBODY_IN_PARTICULAR,
    ) -> None:
        self._flow = flow
        self._library = flow.library
        self._may_tidy = may_tidy
        self._administrators = administrators
        self.memory = Memory()

    def ask(self, tx: Transaction, arrival: Arrival) -> Known | None:
        """Lock the person and ask who they are, where it is known who is spoken to."""
        input: Any = arrival.input
        if input == OTHER_BOT:
            return None
        needs = needs_of(self._flow.language, input)
        if Need.PLANNED in needs.always:  # that comes first
            return None
        recent = self.memory.take(arrival.team, arrival.user)
        return _ask(tx, arrival.team, arrival.user, needs, recent)

    def load(
        self, tx: Transaction, arrival: Arrival, now: datetime, known: Known | None = None
    ) -> Scene | None:
        """Lock the person and load what the turn needs; None where nobody is spoken to."""
        user = arrival.user
        input: Any = arrival.input
        if input == OTHER_BOT:  # said to the one whose DM it is
            to = rows.WHOSE.one_or_none(tx, at_team=arrival.team, at_channel=arrival.channel)
            if to is None:
                return None
            user = to.user
        needs = known.needs if known is not None else needs_of(self._flow.language, input)
        if Need.PLANNED in needs.always:
            plan_of(tx, self._flow, arrival.team, user, now)
        known = known or _ask(tx, arrival.team, user, needs)
        scene = self._with_rights(arrival.team, _load(tx, arrival.team, user, known, now))
        if Need.LEARNING in needs.always:
            taught = learnt(tx, arrival.team, user, self._library.lines(LearningLines).questions)
            scene = replace(scene, learning=taught)
        if Need.MEMOS in needs.always:
            scene = memo_rows.with_memos(tx, arrival.team, scene)
        if needs.of(Need.HELD, scene.person):
            scene = replace(scene, held=holds.held(tx, arrival.team, user))
        if arrival.thread is not None:
            put = rows.shown_at(tx, arrival.channel, scene)
            scene = replace(scene, thread=arrival.thread, shown_at=put)
        return scene

    def decide(self, scene: Scene, arrival: Arrival, now: datetime) -> Outcome:
        """Work out what the input leads to."""
        person, channel = scene.person, arrival.channel
        if channel and channel != person.channel:
            scene = replace(scene, person=replace(person, channel=channel))
        input: Any = arrival.input
        return take_turn(self._flow, scene, input, now)

    def save(
        self, tx: Transaction, arrival: Arrival, scene: Scene, outcome: Outcome, now: datetime
    ) -> None:
        """Write down what came of the turn."""
        save(tx, arrival.team, scene, outcome, now)

    def owe(
        self, tx: Transaction, arrival: Arrival, scene: Scene, outcome: Outcome, now: datetime
    ) -> tuple[list[Row], Taken]:
        """What is to be sent, and what is answered on the spot."""
        user, texts = scene.person.id, self._library.texts
        channel = arrival.channel or scene.person.channel or user
        to = Address(arrival.team, user, channel, outcome.about, now, thread=arrival.thread)
        said = outcome.messages
        if any(isinstance(each, Settled) for each in said) and not self._may_tidy(arrival.team):
            said = tuple(each for each in said if not isinstance(each, Settled))
        if outcome.home is not None:
            said = (*said, outcome.home)
        named = (self._named(tx, arrival.team, each) for each in said)
        owed = list(outgoing(tuple(named), to, texts))
        if outcome.person is not None and outcome.person.welcomed and not scene.person.welcomed:
            owed.append(asking_zone(to))  # only who has seen the privacy card is asked about
        elif outcome.person is not None and _follows(outcome.person) and not _follows(scene.person):
            owed.append(asking_zone(to))  # how they are now
        owed += self._told(tx, to, outcome)
        if outcome.exports:
            owed.append(self._file(tx, to))
        if outcome.wipes and channel.startswith("D"):
            owed.append(wiping(to, f"{now.timestamp():.6f}", now))
        if arrival.response_url is not None:
            owed.append(replacing(to, arrival.response_url, texts))
        aside = [blocks.note(each, texts) for each in outcome.aside if isinstance(each, Note)]
        if arrival.whisper is not None:
            there = replace(to, channel=arrival.whisper, thread=None)
            owed += [whispered(there, each) for each in aside]
        return owed, Taken(aside=aside[0] if aside else None)

    def _named(self, tx: Transaction, team: str, message: Message) -> Message:
        """A document with names in it; any other message as it is."""
        if not isinstance(message, Document):
            return message
        text = names.in_document(tx, team, message.markdown, self._library.texts.unnamed)
        return replace(message, markdown=text)

    def _told(self, tx: Transaction, to: Address, outcome: Outcome) -> Iterator[Row]:
        """What others are told; and their App Home, where it is kept fresh."""
        for each in outcome.elsewhere:
            channel = rows.channel_of(tx, to.team, each.to) or each.to
            there = Address(to.team, each.to, channel, each.journey, to.now)
            told = list(outgoing((each.message,), there, self._library.texts))
            if each.otherwise is not None:
                said = posting(blocks.note(each.otherwise, self._library.texts))
                instead = {**said, "channel": to.channel, "lane": to.here}
                told[0]["payload"]["instead"] = [instead]
            if channel[:1] in CHANNELS:
                unnamed = self._library.texts.unnamed.person
                told = [names.quiet(tx, to.team, each, unnamed) for each in told]
            yield from told
        for user in dict.fromkeys(each.to for each in outcome.elsewhere):
            yield from self.home_of(tx, to.team, user, to.now)

    def home_of(self, tx: Transaction, team: str, user: str, now: datetime) -> Iterator[Row]:
        """The App Home of somebody whom another's turn concerns, where it is kept fresh."""
        known = rows.CHANNEL.one_or_none(tx, at_team=team, at_user=user)
        if known is not None and known.home:
            made = draw_home(self._flow, self._with_rights(team, _look(tx, team, user)), now)
            yield from outgoing((made,), Address(team, user, user, None, now), self._library.texts)

    def _with_rights(self, team: str, scene: Scene) -> Scene:
        """The scene, with whether the person is named among the administrators."""
        if not self._administrators.has(team, scene.person.id):
            return scene
        return replace(scene, person=replace(scene.person, administers=True))

    def _file(self, tx: Transaction, to: Address) -> Row:
        """All that is stored about the person, and what goes out where files are refused."""
        lines, text = (
            self._library.lines(DataLines),
            own_data.exported(tx, to.team, to.user, to.now),
        )
        name = own_data.NAME.format(day=to.now.date().isoformat())
        instead = [{"text": lines.no_file}, *own_data.in_parts(text)]
        return file(replace(to, journey=None), name, text, lines.comment, instead)


# From rows to the scene


def _load(tx: Transaction, team: str, user: str, known: Known, now: datetime) -> Scene:
    """Load what the turn needs. A stranger is entered first."""
    needs, found = known.needs, known.person.all()
    if not found:
        rows.meet(tx, team, user, now)
        known = _ask(tx, team, user, needs)
        found = known.person.all()
    person, journeys = rows.person_of(user, found[0]), _journeys(found)
    meant = _meant(tx, team, person, journeys, needs)
    route, recent = None, known.recent
    if recent is not None and (route := recent.still(known.answers, meant, journeys)) is not None:
        answers = route.answers
    elif recent is None and meant is not None and meant == person.open_journey:
        answers = Answers(rows.answer_of(row) for row in known.answers.all())
    else:
        answers = Answers(rows.answers_of(tx, meant))
    return Scene(
        person,
        journeys,
        meant,
        answers,
        secrets.token_hex(6),
        nudges.of_person(tx, team, user) if needs.of(Need.NUDGES, person) else (),
        _delegations(tx, team, user) if needs.of(Need.PARTNERS, person) else (),
        route=route,
        **(_for_home(tx, team, user) if needs.of(Need.RECORDS, person) else {}),
    )


def _look(tx: Transaction, team: str, user: str) -> Scene:
    """What a person's App Home shows, read while another takes a turn."""
    found = rows.SCENE.all(tx, at_team=team, at_user=user)
    person, journeys = rows.person_of(user, found[0]), _journeys(found)
    about = next((each.id for each in journeys if each.id == person.open_journey), None)
    return Scene(
        person,
        journeys,
        about,
        Answers(rows.answers_of(tx, about)),
        nudges=nudges.of_person(tx, team, user),
        **_for_home(tx, team, user),
    )


def _for_home(tx: Transaction, team: str, user: str) -> dict[str, Any]:
    """What App Home shows beside the open journey: never all answers of the others."""
    found = rows.RECORDS.all(tx, at_team=team, at_user=user)
    return {
        "records": tuple((row.journey, rows.answer_of(row)) for row in found),
        "memos": memo_rows.of_person(tx, team, user),
        "awaited": awaited_of(tx, team, user),
    }


class Known(NamedTuple):
    """Who a turn's person is, what they have answered in their open journey, and what it needs.

    Where that is kept from their last turn (``recent``), ``answers`` tell whether it is still so.
    """

    needs: Needs
    person: Asked
    answers: Asked
    recent: Recent | None = None


def _ask(
    tx: Transaction, team: str, user: str, needs: Needs, recent: Recent | None = None
) -> Known:
    """Lock the person and ask who they are: one answer of the database's."""
    at = {"at_team": team, "at_user": user}
    if tx.dialect.name != "sqlite":  # there one turn follows the other anyway
        rows.LOCK.send(tx, **at)
        if Need.PARTNERS in needs.always:
            # Two who lock each other: one of the turns is taken again.
            rows.LOCK_PARTNERS.send(tx, **at)
    person = rows.SCENE.ask(tx, **at)
    answers = rows.OPEN_ANSWERS.ask(tx, **at) if recent is None else recent.ask(tx)
    return Known(needs, person, answers, recent)


def _meant(
    tx: Transaction, team: str, person: Person, journeys: tuple[Journey, ...], needs: Needs
) -> str | None:
    """The journey that the turn is about."""
    input = needs.input
    if isinstance(input, Edited | Removed):
        row = rows.JOURNEY_OF_MESSAGE.one_or_none(
            tx, at_team=team, at_user=person.id, at_message=input.message
        )
        if row is not None and row.journey in {journey.id for journey in journeys}:
            return str(row.journey)
    return needs.journey(person, journeys)


def learnt(tx: Transaction, team: str, user: str, questions: tuple[str, ...]) -> tuple[Owned, ...]:
    """What journeys have taught, as far as the person may have to do with it."""
    found: dict[str, Owned] = {}
    for row in rows.learning(questions).all(tx, at_team=team, at_user=user):
        of = Owned(row.owner, rows.journey_of(row), Answers())
        found.setdefault(row.journey, of).answers.add(rows.answer_of(row))
    return tuple(found.values())


def _delegations(tx: Transaction, team: str, user: str) -> tuple[Owned, ...]:
    found = rows.DELEGATED.all(tx, at_team=team, at_user=user)
    return tuple(
        Owned(row.owner, rows.journey_of(row), Answers(rows.answers_of(tx, row.journey)))
        for row in found
    )


def _journeys(found: list[Any]) -> tuple[Journey, ...]:
    return tuple(rows.journey_of(row) for row in found if row.journey is not None)


def _follows(person: Person) -> bool:
    """Whether their status in Slack counts."""
    return person.reminders.away


# From the outcome to rows


def save(tx: Transaction, team: str, scene: Scene, outcome: Outcome, now: datetime) -> None:
    """Write down what came of the turn."""
    user, known = scene.person.id, {journey.id: journey for journey in scene.journeys}
    for id in outcome.deleted:
        nudges.before_deleting(tx, id)
        rows.DELETE_OUTBOX.send(tx, at_id=id)
        rows.DELETE_JOURNEY.send(tx, at_id=id)
    for journey in outcome.journeys:
        rows.save_journey(tx, team, user, journey, known.get(journey.id))
    for step in outcome.erased:
        rows.ERASE_ANSWER.send(tx, at_journey=outcome.about, at_step=step)
    for answer in outcome.answers:
        rows.save_answer(tx, outcome.about, answer)
    for id, answer in outcome.contributed:
        rows.save_answer(tx, id, answer)
    for begun in outcome.begun:
        rows.save_journey(tx, team, begun.owner, begun.journey)
        for answer in begun.answers:
            rows.save_answer(tx, begun.journey.id, answer)
    memo_rows.keep(tx, outcome.filed)
    nudges.keep(tx, team, scene, outcome, now)
    audit.of_turn(tx, team, scene, outcome, now)
    _save_person(tx, team, scene.person, outcome.person, now)


def _save_person(
    tx: Transaction, team: str, before: Person, after: Person | None, now: datetime
) -> None:
    """How they are now, or that they are forgotten."""
    if after is None:
        forget(tx, team, before.id, now)
    elif after != before:
        columns = rows.person_columns(after, now)
        rows.SAVE_PERSON.send(tx, at_team=team, at_user=before.id, **columns)
        if _follows(before) and not _follows(after):
            places.AWAY.send(tx, at_team=team, at_user=before.id, away=False, away_until=None)
