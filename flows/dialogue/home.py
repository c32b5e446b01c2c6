"""The App Home: what waits, one's journeys, next steps, settings, and one's data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated, TypeVar

from flows.content.base import Label, Lines, Plain, says
from flows.dialogue.data import fetch_button
from flows.dialogue.reminder_settings import home_card
from flows.inputs import Action, Verb
from flows.journey.delegation import OUT, assignment, delegations
from flows.journey.desk import Desk
from flows.journey.life import FINISHED, RESTS
from flows.journey.principles import PrincipleLines
from flows.journey.question import place
from flows.journey.showing import count, on_day
from flows.journey.values import Answers, Journey
from flows.language.words import Word
from flows.messages import (
    Button,
    Home,
    HomeCard,
    HomePart,
    Mention,
    Say,
    Slot,
    Words,
    cut,
    joined,
    one_line,
)
from flows.parts.delegation.said import LOOK, DelegationLines, where_line
from flows.parts.lookup import LookupLines
from flows.parts.memo.stands import why_it_rests
from flows.parts.next_steps import NextStep, open_steps
from flows.parts.principles.shown import one_by_one, rated
from flows.parts.short.turn import ways
from flows.parts.workplace import WorkplaceLines
from flows.parts.workplace import home_card as rules_card
from flows.workshop.lines import WorkshopLines

Given = TypeVar("Given")
Made = TypeVar("Made")


class HomeLines(Lines):
    """The headings are plain text; ``due`` and ``undated`` are a next step, ``late`` one past."""

    AREA = "home"

    to_you: Label
    journeys: Label
    next_steps: Label
    reminders: Label
    data: Label
    here: Annotated[str, says("place", "ask")]
    asked_by: Annotated[str, says("who")]
    sent_to: Annotated[str, says("who")]
    due: Annotated[str, says("day", "words", "title")]
    late: Annotated[str, says("day", "words", "title")]
    undated: Annotated[str, says("words", "title")]
    more_steps: Annotated[str, says("count")]
    more_journeys: Annotated[str, says("count")]
    privacy: Plain
    see: Label
    correct: Label
    delete: Label


#: So many journeys and next steps are shown: more nobody reads, and Slack takes 100 blocks.
CARDS_SHOWN, STEPS_SHOWN = 10, 5
#: Opens the dialog that sets up a workshop; ``flows/workshop`` takes it from there.
HOLD_WORKSHOP = "workshop.setup"
#: So much of a next step is shown.
STEP_SHOWN = 150


@dataclass(frozen=True)
class Drawing:
    """One drawing of App Home: ``kept`` are the records of each journey.

    Its ``desk`` is about no journey, so that nothing on one card can come from another; ``open`` is
    about the one whose answers are at hand. What fails is left out and noted: no card takes the
    turn with it.
    """

    desk: Desk
    kept: Mapping[str, Answers]
    open: Desk | None = None
    trouble: list[Exception] = field(default_factory=list)

    def of(self, journey: Journey) -> Answers:
        """The journey's records."""
        return self.kept.get(journey.id, Answers())

    def each(self, make: Callable[[Given], Made], given: Iterable[Given]) -> tuple[Made, ...]:
        """What is made of each, but of those with which it fails."""
        made = []
        for one in given:
            try:
                made.append(make(one))
            except Exception as error:  # noqa: BLE001 (whatever it is: the turn goes on)
                self.trouble.append(error)
        return tuple(made)


def home(desk: Desk) -> Home:
    """The person's App Home."""
    texts = desk.texts
    own = desk.journey is not None and desk.journey.delegated is None
    drawing = Drawing(desk.of_no_journey(), _kept(desk), desk if own else None)
    sections = (_to_you, _steps, _journeys, _principles, _reminders, _data, _workplace)
    made = drawing.each(lambda part: part(drawing), sections)
    leads = any(each.delegated is None for each in desk.journeys)
    said = [Say(texts.home.hello)] if leads else [Say(texts.home.hello), Say(texts.home.none)]
    buttons = (
        *ways(desk, main=not desk.journeys),
        _word(desk.lines(LookupLines).button, Word.LOOK_UP),
        Button(desk.lines(WorkshopLines).buttons.start, Action(Verb.DO, step=HOLD_WORKSHOP)),
    )
    parts = tuple(part for part in made if part is not None)
    return Home(tuple(said), buttons, parts, tuple(drawing.trouble))


def _word(label: str, word: Word) -> Button:
    return Button(label, Action(Verb.WORD, arg=word.name.lower()))


def _kept(desk: Desk) -> Mapping[str, Answers]:
    """The records of each journey; of the one that the turn is about as they are after it."""
    found: dict[str, Answers] = {}
    for id, answer in desk.scene.records:
        found.setdefault(id, Answers()).add(answer)
    return {**found, desk.about: desk.answers} if desk.about else found


def _own(desk: Desk) -> list[Journey]:
    return [each for each in desk.journeys if each.delegated is None]


def _to_you(drawing: Drawing) -> HomePart | None:
    """What others have asked one to answer."""
    desk = drawing.desk
    asked = [each for each in desk.journeys if each.delegated is not None]
    cards = drawing.each(partial(_asked, drawing), asked[:CARDS_SHOWN])
    return HomePart(desk.lines(HomeLines).to_you, cards=cards) if cards else None


def _asked(drawing: Drawing, journey: Journey) -> HomeCard:
    desk, mine = drawing.desk, assignment(drawing.of(journey))
    labels, by = (
        desk.lines(DelegationLines).buttons,
        journey.delegated.by if journey.delegated else "",
    )
    sent = mine is not None and mine.sent_at is not None
    line = desk.lines(HomeLines).sent_to if sent else desk.lines(HomeLines).asked_by
    action = Action(Verb.DO, journey.id, LOOK)
    button = Button(labels.my_answers if sent else labels.look, action, main=not sent)
    return HomeCard(Words(journey.title), Say(line, {"who": Mention(by)}), button)


def _steps(drawing: Drawing) -> HomePart | None:
    """Next steps that are still to be done, the first due first."""
    desk, own = drawing.desk, _own(drawing.desk)
    listed = drawing.each(lambda each: [(s, each) for s in open_steps(drawing.of(each))], own)
    found = [pair for pairs in listed for pair in pairs]
    found.sort(key=lambda pair: (pair[0].due is None, pair[0].due or ""))
    lines = desk.lines(HomeLines)
    said = drawing.each(lambda pair: _step(desk, *pair), found[:STEPS_SHOWN])
    if rest := len(found[STEPS_SHOWN:]):
        said = (*said, Say(lines.more_steps, {"count": count(desk, rest)}))
    return HomePart(lines.next_steps, said) if said else None


def _step(desk: Desk, step: NextStep, journey: Journey) -> Say:
    """When, in which journey, and what, in the person's own words."""
    lines, words = desk.lines(HomeLines), cut(one_line(step.do), STEP_SHOWN)
    slots: dict[str, Slot] = {"title": Words(journey.title), "words": Words(words)}
    if step.due is None:
        return Say(lines.undated, slots)
    due = date.fromisoformat(step.due)
    day = on_day(desk, due)
    if due < desk.today:
        return Say(lines.late, {**slots, "day": day})
    return Say(lines.due, {**slots, "day": day.capitalize()})


def _journeys(drawing: Drawing) -> HomePart | None:
    desk, own = drawing.desk, _own(drawing.desk)
    lines = desk.lines(HomeLines)
    cards = drawing.each(partial(_card, drawing), own[:CARDS_SHOWN])
    rest = len(own[CARDS_SHOWN:])
    said = (Say(lines.more_journeys, {"count": count(desk, rest)}),) if rest else ()
    return HomePart(lines.journeys, said, cards) if cards else None


def _card(drawing: Drawing, journey: Journey) -> HomeCard:
    """Where it is, what is next, and what is with others."""
    desk = drawing.desk
    here = drawing.open
    why = why_it_rests(here) if here is not None and here.about == journey.id else ()
    where = why or drawing.each(lambda say: say(), (partial(_where, desk, journey),))
    out = drawing.each(partial(where_line, desk), delegations(drawing.of(journey), *OUT)[-1:])
    button = Button(desk.texts.buttons.resume, Action(Verb.SWITCH, journey.id))
    return HomeCard(Words(journey.title), joined(*where, *out, by="\n"), button)


def _where(desk: Desk, journey: Journey) -> Say:
    texts = desk.texts.home
    if journey.stage == FINISHED:
        return Say(texts.finished)
    here = journey.id == desk.about
    step = desk.step if here else desk.flow.path.asked(journey.asked, journey.stage)
    if journey.stage in RESTS or step is None:
        return Say(texts.resting)
    return Say(
        desk.lines(HomeLines).here, {"place": place(desk, step, journey), "ask": step.question.ask}
    )


def _principles(drawing: Drawing) -> HomePart | None:
    """Of the journey whose answers are at hand, all seven, once one was rated."""
    desk = drawing.open
    if desk is None or not rated(desk):
        return None
    lines = desk.lines(PrincipleLines)
    said = (Say(lines.of_journey, {"title": Words(desk.current.title)}), *one_by_one(desk))
    return HomePart(lines.section, said, buttons=(_word(lines.buttons.all, Word.PRINCIPLES),))


def _reminders(drawing: Drawing) -> HomePart:
    return HomePart(drawing.desk.lines(HomeLines).reminders, cards=(home_card(drawing.desk),))


def _workplace(drawing: Drawing) -> HomePart | None:
    """What holds for everybody in the workspace, for who may change it."""
    desk = drawing.desk
    if not desk.person.administers:
        return None
    return HomePart(desk.lines(WorkplaceLines).heading, cards=(rules_card(desk.flow),))


def _data(drawing: Drawing) -> HomePart:
    """See, fetch, correct, delete."""
    desk = drawing.desk
    lines = desk.lines(HomeLines)
    buttons = (
        _word(lines.see, Word.MY_DATA),
        fetch_button(desk),
        _word(lines.correct, Word.CORRECT),
        _word(lines.delete, Word.DELETE),
    )
    return HomePart(lines.data, (Say(lines.privacy),), buttons=buttons)
