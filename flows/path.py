"""The path: all steps in their order, in sections, made from the content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from flows import decision, gate
from flows.content.courses import RUN, Course
from flows.content.kinds import FocusPoint, Kind, Phase, Question
from flows.content.library import Library
from flows.guards import GUARDS
from flows.records.delegation import assignment, away
from flows.steps import Role, Step
from flows.values import Answers


@dataclass(frozen=True, slots=True)
class Section:
    """Steps that are asked in a row: those of a focus point or a course, or one by itself."""

    id: str
    steps: tuple[Step, ...]
    phase: Phase | None = None
    point: FocusPoint | None = None
    course: Course | None = None


class Path:
    """All steps. Built once at start and shared.

    ``steps`` are those on the path, in the model's order; ``by_id`` and ``by_state`` also hold
    those of courses that are only run when they are asked for.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.by_id: dict[str, Step] = {}
        self.sections = tuple(self._led(section) for section in _sections(library))
        aside = [each for each in library.courses if not each.placed]
        self.aside = tuple(self._led(_of_course(library, course)) for course in aside)
        self.steps = tuple(step for section in self.sections for step in section.steps)
        self.by_state = {step.state: step for step in self.by_id.values()}
        self.index = {step.id: n for n, step in enumerate(self.by_id.values())}
        everything = (*self.sections, *self.aside)
        self.section_of = {step.id: section for section in everything for step in section.steps}
        self.section = {section.id: section for section in everything}

    def _led(self, section: Section) -> Section:
        """The section with its steps entered, each knowing the step that leads to it."""
        steps = []
        for step in section.steps:
            led = replace(
                step, leader=self.by_id.get(step.led_by or ""), guard=_guard(self.library, step)
            )
            self.by_id[step.id] = led
            steps.append(led)
        return replace(section, steps=tuple(steps))

    def in_order(self, answers: Answers) -> Iterator[Section]:
        """The sections on the path in the order in which this journey takes them."""
        return iter(self.sections)

    def asked(self, answers: Answers) -> Iterator[Section]:
        """The sections that are this journey's to ask, in their order.

        What is delegated is the other's until it comes back, and theirs is that alone. How
        clarified it is remains to be said by who leads the journey.
        """
        mine = assignment(answers)
        if mine is not None:
            section = self.section.get(mine.point)
            if section is not None:
                steps = tuple(step for step in section.steps if step.role is not Role.CLARITY)
                yield replace(section, steps=steps)
            return
        elsewhere = away(answers)
        for section in self.in_order(answers):
            if section.point is None or section.id not in elsewhere:
                yield section

    def first_open(self, answers: Answers) -> Step | None:
        """What is asked now: the first step on the path without an answer.

        A course that runs goes first. None where everything has an answer.
        """
        running = self.running(answers)
        sections = [self.section[running.id]] if running else []
        for section in (*sections, *self.asked(answers)):
            for step in section.steps:
                if not self.resolved(step, answers) and step.on_path(answers):
                    return step
        return None

    def resolved(self, step: Step, answers: Answers) -> bool:
        """Whether the step has its answer; of a course that runs, one given in this run."""
        if not step.resolved(answers):
            return False
        if step.course is None or not _runs(step.course, answers):
            return True
        return answers.is_later(step.id, run_of(step.course))

    def running(self, answers: Answers) -> Course | None:
        """The course that runs; of several the one that was begun last."""
        found = None
        for course in self.library.courses:
            if _runs(course, answers) and (
                found is None or answers.is_later(run_of(course), run_of(found))
            ):
                found = course
        return found

    def walked(self, answers: Answers) -> list[Step]:
        """The steps on the path that have an answer, in the order in which they are asked."""
        return [
            step
            for section in self.in_order(answers)
            for step in section.steps
            if step.resolved(answers) and step.on_path(answers)
        ]

    def of_point(self, point: FocusPoint | None) -> list[Step]:
        """The steps of one focus point, its clarity last."""
        return [step for step in self.steps if step.point is point]

    def clarity(self, point: FocusPoint, answers: Answers) -> str | None:
        """How clarified the point is: an id of ``steps.clarity.choices``, or None if not said."""
        value = answers.given(f"{point.id}.{Role.CLARITY}")
        return value if isinstance(value, str) else None


def _guard(library: Library, step: Step) -> Callable[[Answers], bool] | None:
    """The rule that the content names for the step, made ready."""
    when = step.question.when
    if when is None or when.rule is None:
        return None
    return partial(GUARDS[when.rule], library, when.question)


def run_of(course: Course) -> str:
    """The step under which the runs of a course are kept: True from beginning to end."""
    return f"{course.id}.{RUN}"


def _runs(course: Course, answers: Answers) -> bool:
    return answers.given(run_of(course)) is True


def _sections(library: Library) -> Iterator[Section]:
    standard = library.texts.steps
    title = Step("title", "title", Role.TITLE, standard.title.as_question("title", Kind.TEXT))
    yield Section("title", (title,))
    if at_gate := tuple(gate.steps(library)):
        yield Section(gate.GATE, at_gate)
    for phase in library.phases:
        yield from _courses(library, "before", phase.id, phase)
        for point in phase.focus_points:
            yield from _courses(library, "before", point.id, phase)
            yield Section(point.id, tuple(_of_point(library, phase, point)), phase, point)
            yield from _courses(library, "after", point.id, phase)
        if decided := tuple(decision.steps(library, phase)):
            yield Section(decision.section_of(phase), decided, phase)
        question = standard.next_step.as_question("next_step", Kind.TEXT)
        id = f"{phase.id}.{Role.NEXT_STEP}"
        yield Section(id, (Step(id, id, Role.NEXT_STEP, question, phase),), phase)
        yield from _courses(library, "after", phase.id, phase)


def _courses(library: Library, side: str, beside: str, phase: Phase) -> Iterator[Section]:
    for course in library.courses:
        if getattr(course, side) == beside:
            yield _of_course(library, course, phase)


def _of_course(library: Library, course: Course, phase: Phase | None = None) -> Section:
    steps = []
    for question in course.questions:
        id = f"{course.id}.{question.id}"
        state = f"{phase.id}.{id}" if phase else id
        step = Step(id, state, Role.COURSE, question, phase, course=course)
        steps += [step, *_other(library, step)]
    return Section(course.id, tuple(steps), phase, course=course)


def _of_point(library: Library, phase: Phase, point: FocusPoint) -> Iterator[Step]:
    for question in point.questions:
        id = f"{point.id}.{question.id}"
        step = Step(id, f"{phase.id}.{id}", Role.QUESTION, question, phase, point)
        yield step
        yield from _other(library, step)
    id = f"{point.id}.{Role.CLARITY}"
    yield Step(id, f"{phase.id}.{id}", Role.CLARITY, _closing(library, phase), phase, point)


def _other(library: Library, step: Step) -> Iterator[Step]:
    """What is asked after 'andet'."""
    if step.question.other:
        other = library.texts.steps.other.as_question("other", Kind.TEXT)
        yield replace(
            step,
            id=f"{step.id}_other",
            state=f"{step.state}_other",
            role=Role.OTHER,
            question=other,
            after=step.id,
        )


def _closing(library: Library, phase: Phase) -> Question:
    """'Hvor afklaret er I?', in the phase's own words where it has them."""
    question = library.texts.steps.clarity.as_question("clarity", Kind.CHOICE)
    return question.model_copy(update=dict(phase.closing)) if phase.closing else question
