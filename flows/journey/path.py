"""The path: all that can be asked, in its order, in sections and stages, made from the content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from flows.content.base import fill
from flows.content.courses import RUN, Course
from flows.content.kinds import CRITERION_RULES, FocusPoint, Kind, Phase, Question, When
from flows.content.library import Library
from flows.journey import decision, gate, order, principles, short
from flows.journey.lines import CourseLines, PhaseLines
from flows.journey.placing import overruled
from flows.journey.steps import Role, Section, Step
from flows.journey.values import Answers
from flows.language.text import criteria


def is_given(_: Library, leader: str, answers: Answers) -> bool:
    """Something was answered, and not passed over."""
    return answers.given(leader) is not None


def is_overruled(library: Library, _: str, answers: Answers) -> bool:
    """Another type was chosen than the one that the statements point at."""
    return overruled(library, answers)


def has_criterion(number: int, _: Library, leader: str, answers: Answers) -> bool:
    """The answer holds at least so many criteria."""
    return len(criteria(answers.given(leader))) >= number


Guard = Callable[[Library, str, Answers], bool]

GUARDS: Mapping[str, Guard] = {
    "given": is_given,
    "overruled": is_overruled,
    **{rule: partial(has_criterion, n) for n, rule in enumerate(CRITERION_RULES, 2)},
}


#: The stage in which a journey gets its title.
NAMING = "naming"


class Path:
    """All steps. Built once at start and shared.

    ``steps`` are those on the path, in the model's order, ``on_it`` their ids, ``stages`` what they
    make; ``by_id`` also holds the steps of courses that are only run when they are asked for.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.by_id: dict[str, Step] = {}
        naming, *rest = [self._led(section) for section in _sections(library)]
        brief = short.steps(library, self.by_id)
        asked = tuple(replace(step, place=_place(library, step)) for step in brief)
        short_way = (Section(short.SHORT, asked, short.SHORT),) if asked else ()
        #: The whole way's questions as the short way asks them, by id.
        self.brief: dict[str, Step] = {step.id: step for step in asked if step.id in self.by_id}
        self.by_id |= {step.id: step for step in asked if step.id not in self.by_id}
        self.sections = (naming, *short_way, *rest)
        aside = [each for each in library.courses if not each.placed]
        self.aside = tuple(self._led(_of_course(library, course), beside=True) for course in aside)
        every = (step for section in self.sections for step in section.steps)
        self.steps = tuple(step for step in every if self.by_id[step.id] is step)
        self.on_it = frozenset(step.id for step in self.steps)
        self.stages = tuple(dict.fromkeys(section.stage for section in self.sections))
        self.rank = {stage: n for n, stage in enumerate(self.stages)}
        everything = (*self.sections, *self.aside)
        self.section_of: dict[str, Section] = {
            step.id: section
            for section in everything
            for step in section.steps
            if self.by_id[step.id] is step
        }
        self.section = {section.id: section for section in everything}
        #: The sections on the path in which a step is asked: of some there are several.
        self.sections_of: dict[str, frozenset[str]] = {
            id: frozenset(each.id for each in self.sections if id in each.ids) for id in self.on_it
        }
        self.runs = {run_of(course): course for course in library.courses}
        self.reopenings = {reopening_of(point.id): point for _, point in library.focus_points()}
        #: What runs beside the path, under the facts that say so.
        self.beside: Mapping[str, Course | FocusPoint] = {**self.runs, **self.reopenings}
        self._of_point = {
            point.id: sorted(self.section[point.id].steps, key=lambda s: s.role is Role.CONCLUSION)
            for _, point in library.focus_points()
        }
        whole_way = tuple(each for each in self.sections if each.id != short.SHORT)
        self._usual = {True: self.sections, False: whole_way}
        self._stretches = {True: _stretches(self.sections), False: _stretches(whole_way)}
        self._movable = [each for each in library.phases if each.quick_start]
        #: The steps and facts whose answers say in which order a journey takes the sections.
        self.arranging = frozenset(
            {
                short.TAKEN,
                *map(order.start_of, self._movable),
                *map(order.ratings_of, self._movable),
            }
        )

    def _led(self, section: Section, *, beside: bool = False) -> Section:
        """The section with its steps entered, each knowing the step that leads to it.

        Of a step that is asked in several places, the last one on the path is entered.
        """
        steps = []
        for step in section.steps:
            led = replace(
                step,
                leader=self.by_id.get(step.led_by or ""),
                guard=_guard(self.library, step),
                place=_place(self.library, step),
            )
            if not beside or step.id not in self.by_id:
                self.by_id[step.id] = led
            steps.append(led)
        return replace(section, steps=tuple(steps))

    def in_order(self, answers: Answers) -> tuple[Section, ...]:
        """The sections on the path in the order in which this journey takes them.

        The short way is there for those alone who take it.
        """
        taken = short.is_taken(answers)
        own = {phase.id for phase in self._movable if order.is_own(phase, answers)}
        if not own:
            return self._usual[taken]
        found: list[Section] = []
        for phase, sections in self._stretches[taken]:
            moves = phase is not None and phase.id in own
            found += order.arranged(sections, answers) if moves else sections
        return tuple(found)

    def asked(self, id: str | None, stage: str) -> Step | None:
        """The step of that id in the words in which the stage asks it."""
        found = self.brief.get(id or "") if stage == short.SHORT else None
        return found or self.by_id.get(id or "")

    def of_point(self, point: FocusPoint | None) -> list[Step]:
        """The steps of one focus point: its questions, its clarity, and its conclusion alone."""
        return self._of_point[point.id] if point is not None else []


def _stretches(sections: Sequence[Section]) -> list[tuple[Phase | None, tuple[Section, ...]]]:
    """The sections in stretches: those that a phase's own order may move, and those between."""
    return [(phase, tuple(found)) for phase, found in groupby(sections, key=_movable)]


def _movable(section: Section) -> Phase | None:
    """The phase whose own order may move the section."""
    phase = section.phase
    return phase if phase is not None and phase.quick_start and section.around else None


def _place(library: Library, step: Step) -> str:
    """Where the step belongs, as people read it."""
    texts, phase = library.texts.place, step.phase
    if step.course is not None and phase is None:
        return fill(library.lines(CourseLines).place, title=step.course.title)
    if step.heading is not None and (step.brief or phase is None):
        return step.heading
    if phase is None:
        return texts.title
    within = step.course.title if step.course is not None else step.heading
    if within is None and step.point is not None:
        within = step.point.short
    if within is None:
        return fill(texts.next_step, phase=phase.title)
    return fill(texts.point, phase=phase.title, point=within)


def _guard(library: Library, step: Step) -> Callable[[Answers], bool] | None:
    """The rule that the content names for the step, made ready."""
    when = step.question.when
    if when is None or when.rule is None:
        return None
    return partial(GUARDS[when.rule], library, when.question)


def run_of(course: Course) -> str:
    """The step under which the runs of a course are kept: True from beginning to end."""
    return f"{course.id}.{RUN}"


def reopening_of(point: str) -> str:
    """Under this it is kept that the point is asked again: True until all of it is answered."""
    return f"{point}.reopened"


def runs(course: Course, answers: Answers) -> bool:
    """Whether the course was begun and has not ended."""
    return answers.given(run_of(course)) is True


def _sections(library: Library) -> Iterator[Section]:
    standard = library.texts.steps
    title = Step("title", Role.TITLE, standard.title.as_question("title", Kind.TEXT))
    yield Section("title", (title,), NAMING)
    if at_gate := tuple(gate.steps(library)):
        yield Section(gate.GATE, at_gate, gate.GATE)
    if taken := tuple(principles.at_gate(library, gate.is_passed)):
        yield Section(f"{gate.GATE}.principles", taken, gate.GATE)
    for phase in library.phases:
        yield from _of_phase(library, phase)


def _of_phase(library: Library, phase: Phase) -> Iterator[Section]:
    """The stages of a phase are named by its id and what they are."""
    points = f"{phase.id}.points"
    yield from _courses(library, "before", phase.id, f"{phase.id}.before", phase)
    if phase.quick_start:
        id = order.section_of(phase)
        yield Section(id, tuple(order.steps(library, phase)), id, phase)
    for point in phase.focus_points:
        yield from _courses(library, "before", point.id, points, phase, point)
        yield Section(point.id, tuple(_of_point(library, phase, point)), points, phase, point)
        yield from _courses(library, "after", point.id, points, phase, point)
    if taken := tuple(principles.in_phase(library, phase)):
        id = f"{phase.id}.principles"
        yield Section(id, taken, id, phase)
    if decided := tuple(decision.steps(library, phase)):
        id = decision.section_of(phase)
        yield Section(id, decided, f"{phase.id}.decision", phase)
    asked = library.texts.steps.next_step.as_question("next_step", Kind.TEXT)
    id = f"{phase.id}.{Role.NEXT_STEP}"
    yield Section(id, (Step(id, Role.NEXT_STEP, asked, phase),), f"{phase.id}.summary", phase)
    yield from _courses(library, "after", phase.id, f"{phase.id}.after", phase)


def _courses(
    library: Library,
    side: str,
    beside: str,
    stage: str,
    phase: Phase,
    point: FocusPoint | None = None,
) -> Iterator[Section]:
    for course in library.courses:
        if getattr(course, side) == beside:
            yield replace(_of_course(library, course, phase, point), stage=stage)


def _of_course(
    library: Library, course: Course, phase: Phase | None = None, point: FocusPoint | None = None
) -> Section:
    unless = None
    if phase is not None and point is not None and phase.quick_start:
        unless = partial(_is_passed_by, course, phase, point)
    rated = _rated(library, course)
    unwanted = partial(_is_unwanted, course, frozenset(f"{course.id}.{each}" for each in rated))
    steps = []
    for question in course.questions:
        id = f"{course.id}.{question.id}"
        off = unwanted if question.id in rated else unless
        step = Step(id, Role.COURSE, question, phase, course=course, unless=off)
        steps += [step, *_other(library, step)]
    return Section(course.id, tuple(steps), phase=phase, course=course, beside=point)


def _rated(library: Library, course: Course) -> frozenset[str]:
    """The statements of the axes, where they are the course's."""
    if course.statements is None or course.statements.of != "axes":
        return frozenset()
    return frozenset(each.id for axis in library.axes for each in axis.statements)


def _is_unwanted(course: Course, rated: frozenset[str], answers: Answers) -> bool:
    """Whether nobody has asked for the statements: they come only when the course is run."""
    return rated.isdisjoint(answers.steps) and not runs(course, answers)


def _is_passed_by(course: Course, phase: Phase, point: FocusPoint, answers: Answers) -> bool:
    """Whether the point that the course stands beside is clear, and nobody has run the course."""
    return order.is_short(phase, point, answers) and not runs(course, answers)


def _of_point(library: Library, phase: Phase, point: FocusPoint) -> Iterator[Step]:
    unless = None
    if phase.quick_start:
        unless = partial(order.is_short, phase, point)
        if point.alone is None:
            yield order.conclusion(library, phase, point)
    for question in point.questions:
        off = None if question is point.alone else unless
        for n, asked in enumerate(_each(library, question)):
            id = f"{point.id}.{question.id}{f'_{n + 1}' if n else ''}"
            step = Step(id, Role.QUESTION, asked, phase, point, nth=n, unless=off)
            yield step
            yield from _other(library, step)
    id = f"{point.id}.{Role.CLARITY}"
    asked = library.texts.steps.clarity.as_question("clarity", Kind.CHOICE)
    yield Step(id, Role.CLARITY, asked, phase, point, unless=unless)


def _each(library: Library, question: Question) -> Iterator[Question]:
    """The question, once for each criterion that there may be."""
    yield question
    if question.each_of is not None:
        for n, rule in enumerate(CRITERION_RULES, 2):
            nth = partial(fill, library.lines(PhaseLines).nth, number=n)
            called = nth(ask=question.called) if question.called else None
            when = When(question=question.each_of, rule=rule)
            update = {"ask": nth(ask=question.ask), "called": called, "when": when}
            yield question.model_copy(update=update)


def _other(library: Library, step: Step) -> Iterator[Step]:
    """What is asked after 'andet'."""
    if step.question.other:
        other = library.texts.steps.other.as_question("other", Kind.TEXT)
        yield replace(
            step,
            id=f"{step.id}_other",
            role=Role.OTHER,
            question=other,
            after=step.id,
        )
