"""Whether all that the bot can say fits Slack, also with the longest answers that it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.slack import blocks
from bot.slack.blocks import Rendered
from bot.slack.button_id import packed
from bot.slack.limits import message_violations, violations
from bot.slack.limits.numbers import OPTION_VALUE
from flows.content.items import ItemKind, course_files, items, phase_files, problem
from flows.content.kinds import OTHER, Kind, Question
from flows.content.library import Library
from flows.content.reading import Problem
from flows.content.vocabulary import Word
from flows.dialogs import Dialog
from flows.dialogue import filing, take_turn
from flows.dialogue.answering import LONGEST_TITLE
from flows.inputs import Action, Commanded, Input, Opened, Typed, Verb
from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.route import AGAIN, CORRECTED
from flows.journey.steps import Step
from flows.journey.values import Answer, Answers, AnswerState, Journey, Person, Scene, Value
from flows.language.parsing import LONGEST, LONGEST_NAME
from flows.messages import Home, Listing, Message, Note, Overview, Prompt, Settled
from flows.parts.memo.case import LONGEST_NUMBER, Case
from flows.parts.memo.ordering import FilingLines
from flows.pieces import is_readable, read_aloud
from flows.workshop.turn import WorkshopFlow
from flows.workshop.values import Naming, Pace, Workshop, WorkshopScene, WorkshopState

#: Characters that grow when they are escaped, so that nothing longer can be said.
WIDE = "<&>"
NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
ID = "f" * 12


#: The words that are answered differently at every question; the others are so in a section.
OF_A_QUESTION = (Word.RESUME, Word.ELABORATE, Word.EXAMPLE, Word.READ_MORE)
#: What is told of all answers is the same wherever one stands: it is looked at once.
OF_ALL = (Word.MY_DATA, Word.CORRECT)
TOO_LONG = Typed("x" * (LONGEST + 1), "1.0")
#: What is answered with the same words wherever one stands.
ANYWHERE: tuple[Input, ...] = (Commanded(None, WIDE * 99), Commanded(Word.DELETE), Opened())


@dataclass(frozen=True, slots=True)
class Built:
    """A message or a view as it would be sent, and the place in the content that it is of."""

    at: Problem
    payload: dict[str, Any]
    is_view: bool = False

    @property
    def refusals(self) -> Iterator[str]:
        """What Slack would refuse of it, by what is known of Slack."""
        if self.is_view:
            return (str(each) for each in violations(self.payload))
        return (str(each) for each in message_violations(self.payload))


def problems(library: Library) -> list[Problem]:
    """What Slack would refuse of each question, and of each thing that one can look up."""
    found: set[Problem] = set()
    for at, message in _everything(library):
        for each in _built(at, message, library):
            found |= {replace(at, message=what) for what in each.refusals}
        found |= {replace(at, message=what) for what in _heavy_buttons(message)}
    for dialog in _dialogs(library):
        found |= {replace(dialog.at, message=what) for what in dialog.refusals}
    return sorted(found)


def built(library: Library) -> Iterator[Built]:
    """All that can be said of the questions and pieces, with the longest answers."""
    for at, message in _everything(library):
        yield from _built(at, message, library)
    yield from _dialogs(library)


def _built(at: Problem, message: Message, library: Library) -> Iterator[Built]:
    if isinstance(message, Home):
        yield Built(at, blocks.home(message), is_view=True)
    for page in _pages(message, library):
        yield Built(at, payload(page))


def _everything(library: Library) -> Iterator[tuple[Problem, Message]]:
    for item in items(library):
        if is_readable(item):
            yield problem(library, item, ""), Note(read_aloud(library, item))
    yield from _of_questions(library)


def _of_questions(library: Library) -> Iterator[tuple[Problem, Message]]:
    """Said of the step at which it is said."""
    flow = Flow(library)
    answers = Answers(_longest(step) for step in flow.path.by_id.values())
    stands = {
        each.id: problem(library, each, "")
        for each in items(library)
        if each.kind is ItemKind.QUESTION
    }
    for step in flow.path.by_id.values():
        at = Problem(f"{library.language}/{_file(library, step)}", 1, step.id, "")
        at = stands.get(step.id, at)
        yield from ((at, message) for message in _said(flow, step, answers))


def _said(flow: Flow, step: Step, answers: Answers) -> Iterator[Message]:
    """All that can be said at a step: the question itself, corrected, and the words' answers."""
    title = wide(LONGEST_TITLE)
    journey = Journey(ID, title, CORRECTED, 999, NOW, asked=step.id)
    person = Person("U" * 11, welcomed=True, open_journey=ID)
    first = flow.path.section_of[step.id].steps[0] is step
    asked = [each for each in (Word if first else OF_A_QUESTION) if each not in OF_ALL]
    if step is flow.path.steps[0]:
        asked += OF_ALL
    here = Answer(AGAIN, AnswerState.GIVEN, [CORRECTED, step.id], "U" * 11, NOW)
    words = flow.language.words
    said = [Typed(words.typed(word), "1.0") for word in asked]
    own = [Typed(words.typed(word), "1.0") for word in OF_A_QUESTION]
    others = (each for each in answers if each.step != step.id)
    for before, inputs in (
        (Answers((*answers, here)), (*said, TOO_LONG, *(ANYWHERE if first else ()))),
        (Answers((*others, here)), (*own, TOO_LONG)),  # the rest is longest with all answers
    ):
        for input in inputs:
            scene = Scene(person, (journey,) * 30, ID, before.copy(), "e" * 12)
            outcome = take_turn(flow, scene, input, NOW)
            yield from (*outcome.messages, *outcome.aside)
            if outcome.home is not None:
                yield outcome.home


def _longest(step: Step) -> Answer:
    value = _VALUES[step.question.kind](step.question)
    return Answer(step.id, AnswerState.GIVEN, value, "U" * 11, NOW)


def wide(length: int) -> Value:
    """Text that becomes as long as text can when it is escaped."""
    return (WIDE * length)[:length]


def _choices(question: Question) -> list[str]:
    return [each.id for each in question.choices] + ([OTHER] if question.other else [])


_VALUES: dict[Kind, Callable[[Question], Value]] = {
    Kind.TEXT: lambda _: wide(LONGEST),
    Kind.CHOICE: lambda question: _choices(question)[-1],
    Kind.CHOICES: _choices,
    Kind.SCALE: lambda _: 3,
    Kind.SCALES: lambda question: {each.id: 1 for each in question.choices},
    Kind.YES_NO: lambda _: True,
    Kind.PERSON: lambda _: {"name": wide(LONGEST_NAME)},
    Kind.DATE: lambda _: "2027-09-30",
}


def _dialogs(library: Library) -> Iterator[Built]:
    """The dialogs in which several scales, or a focus point's questions, are answered."""
    flow, workshops = Flow(library), WorkshopFlow(library)
    at_each = {step.id: (step, "5" * 10) for step in flow.path.by_id.values()}
    points = library.point.values()
    at_each |= {point.id: (flow.path.of_point(point)[0], "1" * 10) for point in points}
    for id, (step, stands) in at_each.items():
        made = blocks.asked_dialog(flow, Action(Verb.OPEN, ID, id, 999, stands))
        if made is not None:
            at = Problem(f"{library.language}/{_file(library, step)}", 1, id, "")
            yield Built(at, blocks.dialog(made, workshops), is_view=True)
    memo = filing.dialog(Desk(flow, _with_all(flow), NOW))
    if isinstance(memo, Dialog):
        at = Problem(f"{library.language}/lines/{FilingLines.AREA}.yaml", 1, "dialog", "")
        yield Built(at, blocks.dialog(memo, workshops), is_view=True)


def _with_all(flow: Flow) -> Scene:
    """A journey with every answer, of a case, and with meetings."""
    case = Case(number="9" * LONGEST_NUMBER, kle="27.03.00 G01")
    kept = Answer(case.step, AnswerState.GIVEN, case.model_dump(), "U" * 11, NOW)
    answers = Answers((*map(_longest, flow.path.by_id.values()), kept))
    journey = Journey(ID, wide(LONGEST_TITLE), CORRECTED, 999, NOW)
    people = ("U" * 11, "U" * 11, NOW, ID, Pace.LIVE, Naming.NAMES, WorkshopState.ENDED)
    held = Workshop("e" * 12, "T" * 11, "C" * 11, wide(LONGEST_TITLE), *people)
    meetings = (WorkshopScene(held, "U" * 11),)
    return Scene(Person("U" * 11, welcomed=True), (journey,), ID, answers, meetings=meetings)


def _pages(message: Message, library: Library) -> list[Rendered]:
    texts = library.texts
    if isinstance(message, Note):
        return [blocks.note(message, texts)]
    if isinstance(message, Prompt):
        return [blocks.prompt(message, texts)]
    if isinstance(message, Settled):
        return [blocks.settled(message, texts)]
    if isinstance(message, Listing):
        return [blocks.listing(message)]
    return blocks.overview(message, texts) if isinstance(message, Overview) else []


def _heavy_buttons(message: Message) -> Iterator[str]:
    """Buttons that carry more than an option of a menu can: a prompt may fold them into one."""
    for each in (*message.buttons, *message.menu) if isinstance(message, Prompt) else ():
        if len(packed(each.action)) > OPTION_VALUE:
            yield f"the button '{each.label}' carries too much"


def payload(page: Rendered) -> dict[str, Any]:
    """A message as it would be sent."""
    return {"text": page.text, "blocks": page.blocks}


def _file(library: Library, step: Step) -> str:
    at = step.course or step.phase
    files = [*course_files(library), *phase_files(library)]
    return next((name for name, each in files if each is at), "texts.yaml")
