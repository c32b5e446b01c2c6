"""Setting a workshop up: the dialog, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from flows.content.base import fill
from flows.content.lines.workshop import PointSet
from flows.inputs import Action, Verb
from flows.journey.values import Answer, AnswerState, Journey
from flows.messages import Option, Say, Words, one_line
from flows.workshop import rules
from flows.workshop.cards import card
from flows.workshop.flow import WorkshopFlow
from flows.workshop.inputs import Filled, Form
from flows.workshop.messages import Dialog, Field, FieldKind, Notice
from flows.workshop.outcome import WorkshopOutcome
from flows.workshop.table import AREA, Table
from flows.workshop.values import (
    Guests,
    Naming,
    Pace,
    Participant,
    Round,
    Workshop,
    WorkshopScene,
)

LONGEST_TITLE = 120
#: At most so many journeys are offered.
MOST_JOURNEYS = 90
#: A moment has at most so many digits: seconds, until the year 2286.
LONGEST_MOMENT = 10
#: The values that are no ids.
NEW, OWN = "new", "own"


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known before a workshop is begun.

    ``reached``: None where Slack could not be asked; else whether the bot is in the channel.
    ``shared``: the channel is shared with another organisation.
    """

    team: str
    user: str
    channel: str
    fresh: str
    journeys: tuple[Journey, ...] = ()
    tz: str | None = None
    reached: bool | None = None
    archived: bool = False
    shared: bool = False


def setup_dialog(flow: WorkshopFlow, ground: Ground) -> Dialog:
    """Everything that is decided before the start."""
    lines = flow.lines.setup
    journeys = tuple(Option(each.id, Words(each.title)) for each in ground.journeys[:MOST_JOURNEYS])
    fresh = Option(NEW, lines.new_journey)
    sets = tuple(Option(each.id, each.label, each.what) for each in _sets(flow))
    points = tuple(Option(id, flow.title(id)) for id in flow.offered)
    fields = [
        Field("journey", FieldKind.LIST, lines.journey, options=(*journeys, fresh),
              chosen=(journeys[0].value if journeys else NEW,)),
        Field("title", FieldKind.TEXT, lines.title, lines.title_hint, needed=not journeys,
              longest=LONGEST_TITLE),
        Field("set", FieldKind.ONE, lines.set, options=(*sets, Option(OWN, lines.own_set)),
              chosen=(sets[0].value if sets else OWN,)),
        Field("points", FieldKind.SEVERAL, lines.points, lines.points_hint, needed=False,
              options=points),
        Field("people", FieldKind.PEOPLE, lines.people, lines.people_hint, needed=False,
              chosen=(ground.user,)),
        Field("pace", FieldKind.ONE, lines.pace, chosen=(Pace.LIVE.value,), options=(
            Option(Pace.LIVE.value, lines.live), Option(Pace.DAYS.value, lines.days))),
        Field("deadline", FieldKind.MOMENT, lines.deadline, lines.deadline_hint, needed=False),
        Field("naming", FieldKind.ONE, lines.naming, chosen=(Naming.NAMES.value,), options=(
            Option(Naming.NAMES.value, lines.names, lines.names_what),
            Option(Naming.ANONYMOUS.value, lines.anonymous, lines.anonymous_what))),
        Field("facilitator", FieldKind.PERSON, lines.facilitator, lines.facilitator_hint,
              chosen=(ground.user,)),
    ]  # fmt: skip
    where = Field("channel", FieldKind.CHANNEL, lines.channel, lines.channel_hint,
                  chosen=(ground.channel,) if ground.channel else ())  # fmt: skip
    form = Action(Verb.DO, "", f"{AREA}.{Form.SETUP.value}", 0, ground.channel)
    return Dialog(lines.dialog, lines.submit, form, (Say(lines.about),), (where, *fields))


def _sets(flow: WorkshopFlow) -> list[PointSet]:
    return [each for each in flow.lines.setup.sets if all(p in flow.points for p in each.points)]


def set_up(flow: WorkshopFlow, ground: Ground, filled: Filled, now: datetime) -> WorkshopOutcome:
    """A workshop with its card, or what is wrong with what was filled in."""
    asked = _Asked(flow, ground, filled, now)
    shop = asked.workshop()
    rounds = tuple(Round(point, n) for n, point in enumerate(asked.points()))
    people = tuple(Participant(user) for user in asked.people())
    if asked.errors:
        return WorkshopOutcome(shop, errors=asked.errors)
    scene = WorkshopScene(shop, ground.user, rounds, people)
    table = Table(flow, scene, now)
    table.post(card(table), table.shows())
    outcome = table.outcome()
    done = Notice(flow.lines.answer.done, (Say(flow.lines.setup.done),))
    return WorkshopOutcome(
        workshop=shop,
        rounds=rounds,
        participants=people,
        messages=outcome.messages,
        notice=done,
        begun=asked.begun(),
        contributed=asked.title_answer(),
    )


class _Asked:
    """What was filled in, read field by field; ``errors`` says what is wrong, by field."""

    def __init__(self, flow: WorkshopFlow, ground: Ground, filled: Filled, now: datetime) -> None:
        self.flow, self.ground, self.filled, self.now = flow, ground, filled, now
        self.lines = flow.lines.setup
        self.errors: dict[str, str] = {}

    def one(self, id: str) -> str:
        return "".join(self.filled.get(id, ())[:1]).strip()

    def workshop(self) -> Workshop:
        ground = self.ground
        journey = self.journey()
        return Workshop(
            id=ground.fresh,
            team=ground.team,
            channel=self.channel(),
            title=journey.title if journey else self.title(),
            chef=ground.user,
            facilitator=self.facilitator(),
            led_at=self.now,
            journey=journey.id if journey else ground.fresh,
            pace=Pace.DAYS if self.one("pace") == Pace.DAYS else Pace.LIVE,
            naming=Naming.ANONYMOUS if self.one("naming") == Naming.ANONYMOUS else Naming.NAMES,
            deadline=self.deadline(),
            guests=Guests.SOME if ground.shared else Guests.UNKNOWN,
            tz=ground.tz,
        )

    def channel(self) -> str:
        ground = self.ground
        if ground.reached is False:
            self.errors["channel"] = self.lines.invite_me
        elif ground.archived:
            self.errors["channel"] = self.lines.archived
        elif not ground.channel.startswith(("C", "G")):
            self.errors["channel"] = self.lines.no_channel
        return ground.channel

    def journey(self) -> Journey | None:
        """One of the person's own; None where a new one is to begin."""
        wanted = self.one("journey")
        return next((each for each in self.ground.journeys if each.id == wanted), None)

    def title(self) -> str:
        title = one_line(self.one("title"))
        if not title:
            self.errors["title"] = self.lines.no_title
        elif len(title) > LONGEST_TITLE:
            self.errors["title"] = fill(self.flow.lines.too_long, longest=LONGEST_TITLE)
        return title

    def points(self) -> list[str]:
        chosen = next((each for each in _sets(self.flow) if each.id == self.one("set")), None)
        if chosen is not None:
            return list(chosen.points)
        wanted = set(self.filled.get("points", ()))
        found = [point for point in self.flow.offered if point in wanted]
        if not found:
            self.errors["points"] = self.lines.no_points
        return found

    def people(self) -> list[str]:
        chosen = list(dict.fromkeys(self.filled.get("people", ())))
        if self.facilitator() not in chosen:
            chosen.append(self.facilitator())
        if len(chosen) > rules.MOST_PARTICIPANTS:
            self.errors["people"] = self.lines.too_many
        return chosen

    def facilitator(self) -> str:
        return self.one("facilitator") or self.ground.user

    def deadline(self) -> datetime | None:
        if self.one("pace") != Pace.DAYS:
            return None
        given = self.one("deadline")
        is_moment = given.isdecimal() and len(given) <= LONGEST_MOMENT
        found = datetime.fromtimestamp(int(given), UTC) if is_moment else None
        if found is None:
            self.errors["deadline"] = self.lines.no_deadline
        elif not self.now < found <= self.now + rules.LONGEST_DEADLINE:
            self.errors["deadline"] = self.lines.odd_deadline
        return found

    def begun(self) -> Journey | None:
        if self.journey() is not None:
            return None
        return Journey(self.ground.fresh, self.title(), self.flow.first_step, 0, self.now)

    def title_answer(self) -> tuple[Answer, ...]:
        if self.journey() is not None:
            return ()
        given = AnswerState.GIVEN
        return (Answer("title", given, self.title(), self.ground.user, self.now),)


#: The dialogs that open without a workshop.
WITHOUT: dict[Form, Callable[[WorkshopFlow, Ground], Dialog]] = {Form.SETUP: setup_dialog}
