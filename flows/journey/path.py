"""The path: all steps in their order, in sections, made from the content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from flows.content.base import fill
from flows.content.courses import RUN, Course
from flows.content.kinds import CRITERION_RULES, FocusPoint, Kind, Phase, Question, When
from flows.content.library import Library
from flows.journey import decision, gate, order
from flows.journey.delegation import assignment, away
from flows.journey.guards import GUARDS
from flows.journey.lines import PhaseLines
from flows.journey.reopening import is_asked_anew, reopened
from flows.journey.steps import Role, Step
from flows.journey.values import Answers

#: How clarified a point is whose conclusion was said.
CLEAR = "afklaret"


@dataclass(frozen=True, slots=True)
class Section:
    """Steps that are asked in a row: those of a focus point or a course, or one by itself.

    ``beside`` is the point that a course goes with, wherever the point stands.
    """

    id: str
    steps: tuple[Step, ...]
    phase: Phase | None = None
    point: FocusPoint | None = None
    course: Course | None = None
    beside: FocusPoint | None = None

    @property
    def around(self) -> FocusPoint | None:
        """The point that its place follows."""
        return self.point or self.beside


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
        self._stretches = [
            (phase, tuple(sections)) for phase, sections in groupby(self.sections, key=_movable)
        ]

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
        for phase, sections in self._stretches:
            if phase is not None and order.is_own(phase, answers):
                yield from order.arranged(sections, answers)
            else:
                yield from sections

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

    def reopened(self, answers: Answers) -> list[FocusPoint]:
        """The points that are asked again and have a question left, those chosen first first."""
        found = []
        elsewhere = away(answers) if (ids := reopened(answers)) else ()
        for id in ids:
            section = self.section.get(id)
            if section is not None and section.point is not None and id not in elsewhere:
                left = (not self.resolved(s, answers) and s.on_path(answers) for s in section.steps)
                found += [section.point] if any(left) else []
        return found

    def first_open(self, answers: Answers) -> Step | None:
        """What is asked now: the first step on the path without an answer.

        A course that runs goes first, and then what was opened again. None where everything has an
        answer.
        """
        running = self.running(answers)
        sections = [self.section[running.id]] if running else []
        sections += [self.section[point.id] for point in self.reopened(answers)]
        for section in (*sections, *self.asked(answers)):
            for step in section.steps:
                if not self.resolved(step, answers) and step.on_path(answers):
                    return step
        return None

    def resolved(self, step: Step, answers: Answers) -> bool:
        """Whether the step has its answer.

        Of a course that runs it is one given in this run; of a point that was opened again, since.
        """
        if not step.resolved(answers):
            return False
        if step.point is not None and step.point.id in reopened(answers):
            return not is_asked_anew(step.id, answers)
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
        """The steps of one focus point: its questions, its clarity, and its conclusion alone."""
        steps = [step for step in self.steps if step.point is point]
        return sorted(steps, key=lambda step: step.role is Role.CONCLUSION)

    def is_untouched(self, section: Section, answers: Answers) -> bool:
        """Whether nothing that the section asks was answered."""
        return all(answers.get(step.id) is None for step in section.steps)

    def clarity(self, point: FocusPoint, answers: Answers) -> str | None:
        """How clarified the point is: an id of ``steps.clarity.choices``, or None if not said."""
        phase = self.section[point.id].phase
        if phase is not None and order.is_short(phase, point, answers):
            short = self.by_id[order.conclusion_of(point)]
            return CLEAR if short.resolved(answers) else None
        value = answers.given(f"{point.id}.{Role.CLARITY}")
        return value if isinstance(value, str) else None


def _movable(section: Section) -> Phase | None:
    """The phase whose own order may move the section."""
    phase = section.phase
    return phase if phase is not None and phase.quick_start and section.around else None


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
        if phase.quick_start:
            yield Section(order.section_of(phase), tuple(order.steps(library, phase)), phase)
        for point in phase.focus_points:
            yield from _courses(library, "before", point.id, phase, point)
            yield Section(point.id, tuple(_of_point(library, phase, point)), phase, point)
            yield from _courses(library, "after", point.id, phase, point)
        if decided := tuple(decision.steps(library, phase)):
            yield Section(decision.section_of(phase), decided, phase)
        question = standard.next_step.as_question("next_step", Kind.TEXT)
        id = f"{phase.id}.{Role.NEXT_STEP}"
        yield Section(id, (Step(id, id, Role.NEXT_STEP, question, phase),), phase)
        yield from _courses(library, "after", phase.id, phase)


def _courses(
    library: Library, side: str, beside: str, phase: Phase, point: FocusPoint | None = None
) -> Iterator[Section]:
    for course in library.courses:
        if getattr(course, side) == beside:
            yield _of_course(library, course, phase, point)


def _of_course(
    library: Library, course: Course, phase: Phase | None = None, point: FocusPoint | None = None
) -> Section:
    unless = None
    if phase is not None and point is not None and phase.quick_start:
        unless = partial(_is_passed_by, course, phase, point)
    steps = []
    for question in course.questions:
        id = f"{course.id}.{question.id}"
        state = f"{phase.id}.{id}" if phase else id
        step = Step(id, state, Role.COURSE, question, phase, course=course, unless=unless)
        steps += [step, *_other(library, step)]
    return Section(course.id, tuple(steps), phase, course=course, beside=point)


def _is_passed_by(course: Course, phase: Phase, point: FocusPoint, answers: Answers) -> bool:
    """Whether the point that the course stands beside is clear, and nobody has run the course."""
    return order.is_short(phase, point, answers) and not _runs(course, answers)


def _of_point(library: Library, phase: Phase, point: FocusPoint) -> Iterator[Step]:
    unless = None
    if phase.quick_start:
        unless = partial(order.is_short, phase, point)
        if point.conclusion is None:
            yield order.conclusion(library, phase, point)
    for question in point.questions:
        off = None if question.id == point.conclusion else unless
        for n, asked in enumerate(_each(library, question)):
            id = f"{point.id}.{question.id}{f'_{n + 1}' if n else ''}"
            state = f"{phase.id}.{id}"
            step = Step(id, state, Role.QUESTION, asked, phase, point, nth=n, unless=off)
            yield step
            yield from _other(library, step)
    id = f"{point.id}.{Role.CLARITY}"
    closing = _closing(library, phase)
    yield Step(id, f"{phase.id}.{id}", Role.CLARITY, closing, phase, point, unless=unless)


def _each(library: Library, question: Question) -> Iterator[Question]:
    """The question, once for each criterion that there may be."""
    yield question
    if question.each_of is not None:
        for n, rule in enumerate(CRITERION_RULES, 2):
            ask = fill(library.lines(PhaseLines).nth, number=n, ask=question.ask)
            when = When(question=question.each_of, rule=rule)
            yield question.model_copy(update={"ask": ask, "when": when})


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
