"""Whether all that the bot can say fits Slack, also with the longest answers that it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from bot.slack import blocks
from bot.slack.blocks import Rendered
from bot.slack.button_id import packed
from bot.slack.limits import message_violations, violations
from bot.slack.limits.numbers import OPTION_VALUE
from bot.slack.scales import scales_dialog
from flows.content.items import course_files, items, phase_files, problem
from flows.content.kinds import OTHER, Kind, Question
from flows.content.library import Library
from flows.content.reading import Problem
from flows.dialogue import take_turn
from flows.dialogue.answering import LONGEST_TITLE
from flows.inputs import Action, Commanded, Input, Opened, Typed, Verb
from flows.journey.flow import Flow
from flows.journey.route import AGAIN, CORRECTED
from flows.journey.steps import Step
from flows.journey.values import Answer, Answers, AnswerState, Journey, Person, Scene, Value
from flows.language.parsing import LONGEST, LONGEST_NAME
from flows.language.words import Word
from flows.messages import Home, Message, Note, Overview, Prompt, Settled
from flows.pieces import is_readable, read_aloud
from flows.workshop.turn import WorkshopFlow

#: Characters that grow when they are escaped, so that nothing longer can be said.
WIDE = "<&>"
NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
ID = "f" * 12


#: The words that are answered differently at every question; the others are so in a section.
OF_A_QUESTION = (Word.RESUME, Word.ELABORATE, Word.EXAMPLE, Word.READ_MORE)
TOO_LONG = Typed("x" * (LONGEST + 1), "1.0")
#: What is answered with the same words wherever one stands.
ANYWHERE: tuple[Input, ...] = (Commanded(None, WIDE * 99), Commanded(Word.DELETE), Opened())


def problems(library: Library) -> list[Problem]:
    """What Slack would refuse of each question, and of each thing that one can look up."""
    return [*_of_questions(library), *_of_pieces(library)]


def _of_pieces(library: Library) -> list[Problem]:
    """Said of the piece itself, each as one message."""
    return [
        problem(library, item, what)
        for item in items(library)
        if is_readable(item)
        for what in refused(blocks.note(Note(read_aloud(library, item)), library.texts))
    ]


def _of_questions(library: Library) -> list[Problem]:
    """Said of the step at which it is said."""
    flow = Flow(library)
    answers = Answers(_longest(step) for step in flow.path.by_id.values())
    found: list[Problem] = []
    for step in flow.path.by_id.values():
        for message in _said(flow, step, answers):
            where = f"{library.language}/{_file(library, step)}"
            found += [Problem(where, 1, step.id, what) for what in _misfits(message, library)]
    return sorted({*found, *_dialogs(flow)})


def _said(flow: Flow, step: Step, answers: Answers) -> Iterator[Message]:
    """All that can be said at a step: the question itself, corrected, and the words' answers."""
    title = wide(LONGEST_TITLE)
    journey = Journey(ID, title, CORRECTED, 999, NOW, asked=step.id)
    person = Person("U" * 11, welcomed=True, open_journey=ID)
    first = flow.path.section_of[step.id].steps[0] is step
    here = Answer(AGAIN, AnswerState.GIVEN, [CORRECTED, step.id], "U" * 11, NOW)
    words = flow.language.words
    said = [Typed(words.typed(word), "1.0") for word in (Word if first else OF_A_QUESTION)]
    inputs = (*said, TOO_LONG, *(ANYWHERE if first else ()))
    for before in (tuple(answers), tuple(a for a in answers if a.step != step.id)):
        for input in inputs:
            scene = Scene(person, (journey,) * 30, ID, Answers((*before, here)), "e" * 12)
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


def _dialogs(flow: Flow) -> Iterator[Problem]:
    """What Slack would refuse of the dialogs in which several scales are answered."""
    workshops = WorkshopFlow(flow.library)
    for step in flow.path.by_id.values():
        made = scales_dialog(flow, Action(Verb.OPEN, ID, step.id, 999, "5" * 10))
        where = f"{flow.library.language}/{_file(flow.library, step)}"
        for what in violations(blocks.dialog(made, workshops)) if made is not None else ():
            yield Problem(where, 1, step.id, str(what))


def _misfits(message: Message, library: Library) -> Iterator[str]:
    texts = library.texts
    if isinstance(message, Home):
        yield from (str(each) for each in violations(blocks.home(message), "home"))
        return
    pages: list[Rendered] = []
    if isinstance(message, Note):
        pages = [blocks.note(message, texts)]
    elif isinstance(message, Prompt):
        pages = [blocks.prompt(message, texts)]
        yield from (
            f"the button '{each.label}' carries too much"
            for each in message.buttons
            if len(packed(each.action)) > OPTION_VALUE
        )
    elif isinstance(message, Settled):
        pages = [blocks.settled(message, texts)]
    elif isinstance(message, Overview):
        pages = blocks.overview(message, texts)
    for page in pages:
        yield from refused(page)


def refused(page: Rendered) -> Iterator[str]:
    """What Slack would refuse of a message."""
    payload = {"text": page.text, "blocks": page.blocks}
    yield from (str(each) for each in message_violations(payload))


def _file(library: Library, step: Step) -> str:
    at = step.course or step.phase
    files = [*course_files(library), *phase_files(library)]
    return next((name for name, each in files if each is at), "texts.yaml")
