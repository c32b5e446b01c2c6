"""Setting a workshop up: the dialog, what was filled in, and the workshop that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from flows.content.base import fill
from flows.dialogs import Dialog, Field, FieldKind
from flows.inputs import Action, Verb
from flows.journey.values import MOST_JOURNEYS, Answer, AnswerState, Journey
from flows.messages import Option, Say, Words, one_line
from flows.workshop.cards import card
from flows.workshop.inputs import Filled, Form, Submitted
from flows.workshop.lines import PointSet
from flows.workshop.outcome import WorkshopOutcome
from flows.workshop.turn import AREA, Turn, WorkshopFlow
from flows.workshop.values import (
    MOST_PARTICIPANTS,
    Guests,
    Naming,
    Pace,
    Participant,
    Round,
    Workshop,
    WorkshopScene,
)

#: A deadline lies at most so far ahead.
LONGEST_DEADLINE = timedelta(days=60)
LONGEST_TITLE = 120
#: At most so many journeys are offered: with the new one no more than Slack takes.
MOST_OFFERED = MOST_JOURNEYS - 1
#: A moment has at most so many digits: seconds, until the year 2286.
LONGEST_MOMENT = 10
#: The values that are no ids.
NEW, OWN = "new", "own"


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known before a workshop is begun.

    ``reached``: None where Slack could not be asked; else whether the bot is in the channel.
    ``shared``: the channel is shared with another organisation. ``allowed``: whether the
    workspace's administrators let this person hold meetings.
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
    allowed: bool = True


def setup_dialog(flow: WorkshopFlow, ground: Ground) -> Dialog:
    """Everything that is decided before the start."""
    lines = flow.lines.setup
    journeys = tuple(Option(each.id, Words(each.title)) for each in ground.journeys[:MOST_OFFERED])
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
    asked = _Asked(flow, ground, Submitted(Form.SETUP, "", filled), now)
    shop = asked.workshop()
    rounds = tuple(Round(point, n) for n, point in enumerate(asked.points()))
    people = tuple(Participant(user) for user in asked.people())
    if asked.errors:
        return WorkshopOutcome(shop, errors=asked.errors)
    turn = Turn(flow, WorkshopScene(shop, ground.user, rounds, people), now)
    turn.post(card(turn), turn.message_name())
    turn.confirm(flow.lines.setup.done)
    made = replace(turn.outcome(), rounds=rounds, participants=people)
    if asked.journey() is not None:
        return made
    begun = Journey(ground.fresh, shop.title, flow.first_step, 0, now)
    title = Answer("title", AnswerState.GIVEN, shop.title, ground.user, now)
    return replace(made, begun=begun, contributed=(title,))


class _Asked:
    """What was filled in, read field by field; ``errors`` says what is wrong, by field."""

    def __init__(self, flow: WorkshopFlow, ground: Ground, sent: Submitted, now: datetime) -> None:
        self.flow, self.ground, self.sent, self.now = flow, ground, sent, now
        self.lines = flow.lines.setup
        self.errors: dict[str, str] = {}

    def workshop(self) -> Workshop:
        ground, journey, value = self.ground, self.journey(), self.sent.value
        anonymous = value("naming") == Naming.ANONYMOUS
        return Workshop(
            id=ground.fresh,
            team=ground.team,
            channel=self.channel(),
            title=journey.title if journey else self.title(),
            chef=ground.user,
            facilitator=self.facilitator(),
            led_at=self.now,
            journey=journey.id if journey else ground.fresh,
            pace=Pace.DAYS if value("pace") == Pace.DAYS else Pace.LIVE,
            naming=Naming.ANONYMOUS if anonymous else Naming.NAMES,
            deadline=self.deadline() if value("pace") == Pace.DAYS else None,
            guests=Guests.SOME if ground.shared else Guests.UNKNOWN,
            tz=ground.tz,
        )

    def channel(self) -> str:
        ground = self.ground
        if not ground.allowed:
            self.errors["channel"] = self.lines.not_holder
        elif ground.reached is False:
            self.errors["channel"] = self.lines.invite_me
        elif ground.archived:
            self.errors["channel"] = self.lines.archived
        elif not ground.channel.startswith(("C", "G")):
            self.errors["channel"] = self.lines.no_channel
        return ground.channel

    def journey(self) -> Journey | None:
        """One of the person's own; None where a new one is to begin."""
        wanted = self.sent.value("journey")
        found = next((each for each in self.ground.journeys if each.id == wanted), None)
        if found is None and len(self.ground.journeys) >= MOST_JOURNEYS:
            self.errors["journey"] = fill(self.lines.many_journeys, most=MOST_JOURNEYS)
        return found

    def title(self) -> str:
        title = one_line(self.sent.value("title"))
        if not title:
            self.errors["title"] = self.lines.no_title
        elif len(title) > LONGEST_TITLE:
            self.errors["title"] = fill(self.flow.lines.too_long, longest=LONGEST_TITLE)
        return title

    def points(self) -> list[str]:
        wanted = self.sent.value("set")
        chosen = next((each for each in _sets(self.flow) if each.id == wanted), None)
        if chosen is not None:
            return list(chosen.points)
        own = set(self.sent.filled.get("points", ()))
        found = [point for point in self.flow.offered if point in own]
        if not found:
            self.errors["points"] = self.lines.no_points
        return found

    def people(self) -> list[str]:
        chosen = list(dict.fromkeys((*self.sent.filled.get("people", ()), self.facilitator())))
        if len(chosen) > MOST_PARTICIPANTS:
            self.errors["people"] = self.lines.too_many
        return chosen

    def facilitator(self) -> str:
        return self.sent.value("facilitator") or self.ground.user

    def deadline(self) -> datetime | None:
        given = self.sent.value("deadline")
        is_moment = given.isdecimal() and len(given) <= LONGEST_MOMENT
        found = datetime.fromtimestamp(int(given), UTC) if is_moment else None
        if found is None:
            self.errors["deadline"] = self.lines.no_deadline
        elif not self.now < found <= self.now + LONGEST_DEADLINE:
            self.errors["deadline"] = self.lines.odd_deadline
        return found
