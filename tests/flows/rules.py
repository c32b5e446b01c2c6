"""What must hold after every turn, whatever was done. Each rule yields what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from flows.content.vocabulary import Word
from flows.dialogue.offering import Labels
from flows.inputs import Action, Edited, Pressed, Removed, Typed, Verb
from flows.journey.delegation import Delegation
from flows.journey.life import FINISHED, RESTS
from flows.journey.short import SENTENCE, VALUE
from flows.journey.steps import Role
from flows.journey.values import Answer, AnswerState
from flows.language.text import plain
from flows.messages import Document, Home, Listing, Note, Overview, Prompt, Settled
from flows.parts.clarity import CLARIFY
from flows.parts.opponent.record import Challenged
from flows.parts.opponent.turn import REMOVE
from flows.parts.what_if.turn import USE
from tests.flows.look import faults
from tests.flows.turning import Turn, open_step, replayed, route_of

MOST_BUTTONS = 4
#: The same click again within this time may be met with silence.
DOUBLE_CLICK = timedelta(seconds=10)

Rule = Callable[[Turn], Iterator[str]]


def goes_forward(turn: Turn) -> Iterator[str]:
    """The revision of a journey never goes down."""
    for id, journey in turn.after.journeys.items():
        before = turn.before.journeys.get(id)
        if before is not None and journey.revision < before.revision:
            yield f"the revision went from {before.revision} to {journey.revision}"


def stands_where_the_answers_lead(turn: Turn) -> Iterator[str]:
    """The stage is the one that the answers and decisions lead to, taken in their order.

    Where it is awake, a question is open in it; a journey that has ended has none.
    """
    for changed in turn.outcome.journeys:
        answers = turn.after.answers_in(changed.id)
        derived = replayed(turn.flow.life, answers)
        if changed.stage != derived:
            yield f"it stands in {changed.stage}, but its answers lead to {derived}"
        step = route_of(turn.flow.path, answers).open(changed.stage)
        if (step is None) != (changed.stage in (*RESTS, FINISHED)):
            yield f"in {changed.stage} the open question is {step}"


def keeps_answers(turn: Turn) -> Iterator[str]:
    """Answers only follow one another; they vanish by removal and deletion alone."""
    after = [(journey, id(answer)) for journey, answer in turn.after.answers]
    kept = set(after)
    for journey, answer in turn.before.answers:
        if (journey, id(answer)) not in kept and not _may_vanish(turn, journey, answer):
            yield f"the answer to {answer.step} vanished: {answer.value!r}"


def _may_vanish(turn: Turn, journey: str, answer: Answer) -> bool:
    if journey in turn.outcome.deleted:
        return True
    if turn.outcome.person is None and turn.user in (answer.author, _asked_of(answer)):
        return True
    press = _press(turn)
    if press is None or press.journey != journey:
        return False
    if press.step == REMOVE:
        return answer.step == f"{Challenged.KIND}:{press.arg}"
    if press.verb is not Verb.REMOVE:
        return False
    record = ":" in answer.step  # what was made of the answer goes with its words
    return record or answer.step in (press.step, f"{press.step}_other")


def _asked_of(answer: Answer) -> str | None:
    """Who was asked to answer the focus point that a record is about."""
    return str(answer.value["to"]) if answer.step.startswith(f"{Delegation.KIND}:") else None


def _press(turn: Turn) -> Action | None:
    """The button that was pressed, or whose label was typed."""
    if isinstance(turn.input, Pressed):
        return turn.input.action
    if not isinstance(turn.input, Typed):
        return None
    said = plain(turn.input.text)
    return next((e.input.action for e in turn.heard.presses if plain(e.label) == said), None)


def deletes_only_what_was_confirmed(turn: Turn) -> Iterator[str]:
    """A typed word deletes only where the question just before asked whether to."""
    if not turn.outcome.deleted or isinstance(turn.input, Pressed):
        return
    verbs = (Verb.DELETE, Verb.DELETE_ALL)
    if not any(each.input.action.verb in verbs for each in turn.heard.presses):
        yield "something was deleted by a word, but the bot had not just asked about deleting"


def touches_nobody_else(turn: Turn) -> Iterator[str]:
    """What other people have stays as it is, and so do one's other journeys."""
    for user, person in turn.before.people.items():
        if user != turn.user and turn.after.people.get(user) != person:
            yield f"what is kept about {user} was changed"
    for id, journey in turn.before.journeys.items():
        mine = turn.before.owners[id] == turn.user
        asked = journey.delegated is not None and journey.delegated.by == turn.user
        if asked and id not in turn.after.journeys:
            continue  # what one asked of somebody may be taken back
        if not mine and turn.after.journeys.get(id) != journey:
            yield f"a journey of {turn.before.owners[id]} was changed"
    changed = {each.id for each in turn.outcome.journeys} - {turn.outcome.about}
    if changed:
        yield f"journeys were changed that the turn is not about: {changed}"


def puts_what_stands_open(turn: Turn) -> Iterator[str]:
    """A question that is put is the open one of the open journey; and what is open has been put."""
    person = turn.after.people.get(turn.user)
    journey = turn.after.journeys.get(person.open_journey or "") if person else None
    answers = turn.after.answers_in(journey.id if journey else None)
    step = open_step(turn.flow, journey, answers)
    open_now = (journey.id, step.id) if journey and step else None
    if turn.reply.prompt is not None and turn.put_after != open_now:
        yield f"it asked {turn.put_after}, but {open_now} stands open"
    asked = (journey.id, journey.asked) if journey and open_now else None
    if asked is not None and turn.put_after != asked:
        yield f"{asked} is kept as asked, but the person last saw {turn.put_after}"


def answers_what_was_put(turn: Turn) -> Iterator[str]:
    """What one types or presses answers the question that one has seen, and no other."""
    if not turn.outcome.answers or isinstance(turn.input, Edited) or _is_older(turn):
        return
    asked: set[str] = {turn.put[1]} if turn.put else set()
    if isinstance(turn.input, Pressed):
        action = turn.input.action
        by_itself = action.verb not in (Verb.WORD, Verb.DO)
        asked = {action.step, *turn.input.chosen} if by_itself else asked
        asked |= {f"{action.step}.{question}" for question, _ in turn.input.fields}
        if action.step == CLARIFY:
            asked = {f"{action.arg}.{Role.CLARITY}"}
    press = _press(turn)
    if press is not None and press.step == USE:
        asked.add(press.arg.partition(":")[0])  # the answer that was tried
    questions = [each for each in turn.outcome.answers if each.step in turn.flow.path.by_id]
    if _passes_over(turn):
        return
    if turn.outcome.about not in turn.before.journeys:
        asked.add("title")  # what one types to no journey is what a new one is about
    if SENTENCE in asked and any(each.state is AnswerState.SKIPPED for each in questions):
        asked.add(VALUE)  # who cannot say what is gained has answered that it cannot be said
    for answer in questions:  # the rest are records, and the runs of courses
        if answer.step.removesuffix("_other") not in {
            each.removesuffix("_other") for each in asked
        }:
            yield f"an answer to {answer.step} was kept, but {asked or 'nothing'} was asked"


def _passes_over(turn: Turn) -> bool:
    """Whether one asked to leave a whole point or phase: then all that is left of it is left."""
    if isinstance(turn.input, Typed):
        said = turn.flow.language.words.find(turn.input.text)
        word = said.word if said else None
    else:
        press = _press(turn)
        word = Word.__members__.get(press.arg.upper()) if press else None
    if word not in (Word.SKIP_POINT, Word.DECIDE):
        return False
    values = [(each.step, each.value) for _, each in turn.before.answers]
    questions = [each for each in turn.outcome.answers if each.step in turn.flow.path.by_id]
    return all(each.value is None or (each.step, each.value) in values for each in questions)


def _is_older(turn: Turn) -> bool:
    """Whether what was typed was written before a message that has answered something."""
    if not isinstance(turn.input, Typed):
        return False
    of = turn.before.answers_in(turn.outcome.about)
    return any(float(each.message or 0) > float(turn.input.message) for each in of)


def leads_on(turn: Turn) -> Iterator[str]:
    """Every reply ends in something to do; only some things may be met with silence."""
    if turn.reply.silent or not _said(turn):
        if not _may_be_silent(turn):
            yield "there was no reply"
        return
    last = _said(turn)[-1]
    if isinstance(last, Note) and not last.buttons and not last.options:
        gone = turn.outcome.person is None
        pointer = bool(turn.reply.aside) and bool(turn.reply.messages)
        if not (gone or pointer):
            yield f"the reply ends in nothing to do: {last.lines[-1].template}"
    if isinstance(last, Overview | Document) or (isinstance(last, Listing) and not last.buttons):
        yield f"the reply ends in a {type(last).__name__}"


def _said(turn: Turn) -> list[object]:
    said = (*turn.reply.messages, *turn.reply.aside)
    return [each for each in said if not isinstance(each, Settled)]


def _may_be_silent(turn: Turn) -> bool:
    """A double click; an edited or deleted message that holds no answer, or the same one."""
    if isinstance(turn.input, Pressed):
        last = turn.pressed.get(turn.input)
        return last is not None and turn.now - last < DOUBLE_CLICK
    about = turn.outcome.about
    if isinstance(turn.input, Edited):
        refused = turn.before.people[turn.user].refused if turn.user in turn.before.people else None
        return not turn.outcome.answers and turn.input.message != refused
    if isinstance(turn.input, Removed):
        held = turn.before.answers_in(about).from_message(turn.input.message)
        known = [answer for answer in held if answer.step in turn.flow.path.by_id]
        return not any(answer.value is not None for answer in known)
    return False


def has_few_buttons(turn: Turn) -> Iterator[str]:
    """At most four buttons a message; the overview and App Home have one for each thing shown."""
    for message in (*turn.reply.messages, *turn.reply.aside):
        if isinstance(message, Note | Listing | Prompt) and len(message.buttons) > MOST_BUTTONS:
            yield f"a message has {len(message.buttons)} buttons"


def knows_its_buttons(turn: Turn) -> Iterator[str]:
    """Whatever stands on a button of a question can be typed as well."""
    labels = turn.flow.the(Labels)
    for message in turn.reply.messages:
        if isinstance(message, Prompt):
            for each in (*message.buttons, *message.menu, *message.beside):
                if not labels.may_hold(plain(each.label)):
                    yield f"'{each.label}' would not be known as a button's"


def fits_slack(turn: Turn) -> Iterator[str]:
    """Slack takes every message as it is, and people's words cannot act in it."""
    told = [each.message for each in turn.outcome.elsewhere]
    for message in (*turn.reply.messages, *turn.reply.aside, *told):
        yield from faults(message, turn.flow.texts)


def draws_home_alone(turn: Turn) -> Iterator[str]:
    """App Home is drawn when it is opened, and says nothing in the DM."""
    drawn = [each for each in turn.reply.messages if isinstance(each, Home)]
    if drawn and len(drawn) != len(turn.reply.messages):
        yield "App Home came with other messages"


RULES: tuple[Rule, ...] = (
    goes_forward,
    stands_where_the_answers_lead,
    keeps_answers,
    deletes_only_what_was_confirmed,
    touches_nobody_else,
    puts_what_stands_open,
    answers_what_was_put,
    leads_on,
    has_few_buttons,
    knows_its_buttons,
    fits_slack,
    draws_home_alone,
)
