"""The App Home: what waits, one's journeys, next steps, settings, and one's data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flows.dialogue.asking import place
from flows.dialogue.data import fetch_button
from flows.dialogue.reminder_settings import home_card
from flows.inputs import Action, Verb
from flows.journey.delegation import OUT, assignment, delegations
from flows.journey.desk import Desk
from flows.journey.life import FINISHED, RESTS
from flows.journey.values import Answers, Delegated, Journey
from flows.journey.wording import count
from flows.language.dates import say_date
from flows.language.words import Word
from flows.messages import Button, Home, HomeCard, HomePart, Mention, Say, Slot, Words
from flows.parts.delegation.said import LOOK, where_line
from flows.parts.next_steps.record import NextStep, open_steps

#: So many journeys and next steps are shown: more nobody reads, and Slack takes 100 blocks.
CARDS_SHOWN, STEPS_SHOWN = 10, 5
#: Opens the dialog that sets up a workshop; ``flows/workshop`` takes it from there.
HOLD_WORKSHOP = "workshop.setup"
#: So much of a next step is shown.
STEP_SHOWN = 150


def home(desk: Desk) -> Home:
    """The person's App Home."""
    texts, lines = desk.texts, desk.lines.home
    kept = _kept(desk)
    own = [each for each in desk.journeys if each.delegated is None]
    parts = (*_to_you(desk, kept), *_steps(desk, own, kept), *_journeys(desk, own, kept))
    said = [Say(texts.home.hello)] if own else [Say(texts.home.hello), Say(texts.home.none)]
    buttons = (
        Button(texts.buttons.begin, Action(Verb.BEGIN), main=not desk.journeys),
        _word(desk.lines.lookup.button, Word.LOOK_UP),
        Button(desk.lines.workshop.buttons.start, Action(Verb.DO, step=HOLD_WORKSHOP)),
    )
    reminders = HomePart(lines.reminders, cards=(home_card(desk),))
    return Home(tuple(said), buttons, (*parts, reminders, _data(desk)))


def _word(label: str, word: Word) -> Button:
    return Button(label, Action(Verb.WORD, arg=word.name.lower()))


def _kept(desk: Desk) -> Mapping[str, Answers]:
    """The records of each journey; of the one that the turn is about as they are after it."""
    found: dict[str, Answers] = {}
    for id, answer in desk.scene.records:
        found.setdefault(id, Answers()).add(answer)
    return {**found, desk.about: desk.answers} if desk.about else found


def _to_you(desk: Desk, kept: Mapping[str, Answers]) -> tuple[HomePart, ...]:
    """What others have asked one to answer."""
    cards = tuple(
        _asked(desk, journey, journey.delegated, kept.get(journey.id, Answers()))
        for journey in desk.journeys
        if journey.delegated is not None
    )
    return (HomePart(desk.lines.home.to_you, cards=cards[:CARDS_SHOWN]),) if cards else ()


def _asked(desk: Desk, journey: Journey, whose: Delegated, kept: Answers) -> HomeCard:
    mine, labels = assignment(kept), desk.lines.delegation.buttons
    sent = mine is not None and mine.sent_at is not None
    line = desk.lines.home.sent_to if sent else desk.lines.home.asked_by
    action = Action(Verb.DO, journey.id, LOOK)
    button = Button(labels.my_answers if sent else labels.look, action, main=not sent)
    return HomeCard(Words(journey.title), Say(line, {"who": Mention(whose.by)}), button)


def _steps(desk: Desk, own: list[Journey], kept: Mapping[str, Answers]) -> tuple[HomePart, ...]:
    """Next steps that are still to be done, the first due first."""
    found = [(step, each) for each in own for step in open_steps(kept.get(each.id, Answers()))]
    found.sort(key=lambda pair: (pair[0].due is None, pair[0].due or ""))
    lines = desk.lines.home
    said = tuple(_step(desk, step, journey) for step, journey in found[:STEPS_SHOWN])
    if rest := len(found) - len(said):
        said = (*said, Say(lines.more_steps, {"count": count(desk, rest)}))
    return (HomePart(lines.next_steps, said),) if said else ()


def _step(desk: Desk, step: NextStep, journey: Journey) -> Say:
    """When, in which journey, and what, in the person's own words."""
    lines, words = desk.lines.home, " ".join(step.words.split())
    if len(words) > STEP_SHOWN:
        words = words[:STEP_SHOWN].rstrip() + " …"
    slots: dict[str, Slot] = {"title": Words(journey.title), "words": Words(words)}
    if step.due is None:
        return Say(lines.undated, slots)
    due = date.fromisoformat(step.due)
    day = desk.texts.today
    if due != desk.today:
        day = desk.texts.on_date.format(date=say_date(due, desk.today))
    if due < desk.today:
        return Say(lines.late, {**slots, "day": day})
    return Say(lines.due, {**slots, "day": day.capitalize()})


def _journeys(desk: Desk, own: list[Journey], kept: Mapping[str, Answers]) -> tuple[HomePart, ...]:
    lines = desk.lines.home
    cards = tuple(_card(desk, each, kept.get(each.id, Answers())) for each in own[:CARDS_SHOWN])
    rest = len(own) - len(cards)
    said = (Say(lines.more_journeys, {"count": count(desk, rest)}),) if rest else ()
    return (HomePart(lines.journeys, said, cards),) if cards else ()


def _card(desk: Desk, journey: Journey, kept: Answers) -> HomeCard:
    """Where it is, what is next, and what is with others."""
    where = _where(desk, journey)
    if out := delegations(kept, *OUT):
        line = where_line(desk, out[-1])
        where = Say(f"{where.template}\n{line.template}", {**where.slots, **line.slots})
    action = Action(Verb.SWITCH, journey.id)
    return HomeCard(Words(journey.title), where, Button(desk.texts.buttons.resume, action))


def _where(desk: Desk, journey: Journey) -> Say:
    texts = desk.texts.home
    if journey.stage == FINISHED:
        return Say(texts.finished)
    here = journey.id == desk.about
    step = desk.step if here else desk.flow.path.by_id.get(journey.asked or "")
    if journey.stage in RESTS or step is None:
        return Say(texts.resting)
    where = place(desk, step)
    slots = {"place": where.template.format(**where.slots), "ask": step.question.ask}
    return Say(desk.lines.home.here, slots)


def _data(desk: Desk) -> HomePart:
    """See, fetch, correct, delete."""
    lines = desk.lines.home
    buttons = (
        _word(lines.see, Word.MY_DATA),
        fetch_button(desk),
        _word(lines.correct, Word.CORRECT),
        _word(lines.delete, Word.DELETE),
    )
    return HomePart(lines.data, (Say(lines.privacy),), buttons=buttons)
