"""The route: what a journey's answers say of its path. Nothing of it is stored.

Which question is open in a stage, which came before on this person's own path, which are off it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from flows.content.courses import Course
from flows.content.kinds import FocusPoint, Phase
from flows.journey import order
from flows.journey.delegation import assignment, out
from flows.journey.path import Path
from flows.journey.short import SHORT, is_none, is_taken
from flows.journey.steps import Role, Section, Step
from flows.journey.values import Answers

#: How clarified a point is: ids of ``steps.clarity.choices``.
CLEAR, PARTLY, OPEN = "afklaret", "delvist", "aabent"
#: Stages beside the path: a course that runs, and points that were opened again.
COURSE, REOPENED = "course", "reopened"
#: Stages in which one question is asked once more; under AGAIN it is kept which one.
CORRECTED, ADVISED, AGAIN = "corrected", "advised", "asked_again"
ASKED_AGAIN = (CORRECTED, ADVISED)


@dataclass(frozen=True, slots=True)
class Gone:
    """What came of a focus point that was gone through.

    Of the ``asked`` questions some were ``passed`` over; ``unsettled`` are those whose answer says
    that something is not settled, or that there is none.
    """

    asked: int
    passed: int
    unsettled: tuple[Step, ...]

    @property
    def clarity(self) -> str:
        """How clarified the answers show the point to be."""
        left = self.passed + len(self.unsettled)
        return CLEAR if not left else OPEN if left == self.asked else PARTLY


class Route:
    """One journey's answers on the path, as they were when it was made; ``by_now`` follows them."""

    def __init__(self, path: Path, answers: Answers, resolved: Iterable[str] = ()) -> None:
        """``resolved`` are steps of which that is known."""
        self.path = path
        self.answers = answers
        self.version = answers.version
        self._resolved = set(resolved)
        self._near: frozenset[str] | None = None  # before these sections nothing is open
        self._in_order: tuple[Section, ...] | None = None
        self._said = answers.steps
        said = path.beside.keys() & self._said  # most journeys have none of them
        self._beside = {fact: path.beside[fact] for fact in said if answers.given(fact) is True}

    def by_now(self) -> Route:
        """The route as the answers are now. Only what was answered since is looked at again."""
        if self.version == self.answers.version:
            return self
        since = self.answers.since(self.version)
        said = None if since is None else {answer.step for answer in since}
        if said is None or said & self.path.beside.keys():
            return Route(self.path, self.answers)
        now = Route(self.path, self.answers, self._resolved - said)
        now._near = self._no_earlier_than(said)
        if said.isdisjoint(self.path.arranging):
            now._in_order = self._in_order
        return now

    @property
    def sections(self) -> tuple[Section, ...]:
        """Those on the path, in the order in which this journey takes them."""
        if self._in_order is None:
            self._in_order = self.path.in_order(self.answers)
        return self._in_order

    def _no_earlier_than(self, said: set[str]) -> frozenset[str] | None:
        """The sections of which one is the first with an open question, once this was said.

        What is asked depends on what came earlier on the path, and on facts that are no steps of
        it: after those it is looked for from the start.
        """
        path, found = self.path, self._near
        if "_here" in self.__dict__:
            found = frozenset({self._here[0].id} if self._here else ())
        if found is None or not said <= path.on_it:
            return None
        return found.union(*(path.sections_of[id] for id in said))

    # What is open

    def open(self, stage: str) -> Step | None:
        """The question that is open in the stage."""
        if stage in ASKED_AGAIN:
            return self.asked_again
        if stage == COURSE:
            return self._in(self.path.section[self.running.id]) if self.running else None
        if stage == REOPENED:
            return self._in(self.path.section[self.reopened[0].id]) if self.reopened else None
        here, rank = self._here, self.path.rank
        if here is None or stage not in rank:
            return None
        at = here[0].stage
        if at == stage or rank[at] > rank[stage]:
            return here[1] if at == stage else None
        later = (self._in(each) for each in self._asked() if each.stage == stage)
        return next((step for step in later if step is not None), None)

    def is_open_now(self, stage: str) -> bool:
        """Whether the path's open question is of this stage, and nothing runs beside."""
        if stage not in self.path.rank:
            return False
        here = self._here
        return here is not None and here[0].stage == stage and not self._beside

    def is_open_before(self, stage: str) -> bool:
        """Whether a question is open on the path before the stage; before the end, any."""
        here, rank = self._here, self.path.rank
        return here is not None and rank[here[0].stage] < rank.get(stage, len(rank))

    @property
    def first(self) -> Step | None:
        """The first question on the path without an answer; what runs beside it is left out."""
        return self._here[1] if self._here else None

    @cached_property
    def _here(self) -> tuple[Section, Step] | None:
        """The first open question, and the section in which it is asked."""
        near = self._near
        for section in self._asked():
            if near is not None and section.id not in near:
                continue
            near = None
            if (step := self._in(section)) is not None:
                return section, step
        return None

    @cached_property
    def asked_again(self) -> Step | None:
        """The question that is asked once more, unless it was answered since."""
        held = self.answers.given(AGAIN)
        if not isinstance(held, list):
            return None
        step: Step | None = self.path.by_id.get(held[1])
        if step is None or not self.answers.is_later(AGAIN, step.id):
            return None
        return self.path.brief.get(step.id, step) if self.is_open_now(SHORT) else step

    @property
    def running(self) -> Course | None:
        """The course that runs; of several the one that was begun last."""
        begun = [fact for fact in self._beside if fact in self.path.runs]
        return self.path.runs[max(begun, key=self.answers.at)] if begun else None

    @property
    def opened_again(self) -> list[FocusPoint]:
        """The points that were opened again and not closed, the one chosen first standing first."""
        opened = [fact for fact in self._beside if fact in self.path.reopenings]
        return [self.path.reopenings[fact] for fact in sorted(opened, key=self.answers.at)]

    @cached_property
    def reopened(self) -> list[FocusPoint]:
        """Those of them that have a question left, and are not with somebody else."""
        away = out(self.answers)
        left = [each for each in self.opened_again if each.id not in away]
        return [each for each in left if self._in(self.path.section[each.id]) is not None]

    def resolved(self, step: Step) -> bool:
        """Whether the step has its answer.

        Of a course that runs it is one given in this run; of a point that was opened again, since.
        """
        if step.id in self._resolved:
            return True
        if step.id not in self._said or not step.resolved(self.answers):
            return False
        if self._beside:
            since = self._anew.get(step.id)
            if since is not None and not self.answers.is_later(step.id, since):
                return False
        self._resolved.add(step.id)
        return True

    @cached_property
    def _anew(self) -> dict[str, str]:
        """The steps that are asked again, and what says so."""
        sections = [(self.path.section[each.id], fact) for fact, each in self._beside.items()]
        return {step.id: fact for section, fact in sections for step in section.steps}

    def has_more(self, step: Step) -> bool:
        """Whether anything else of the step's section has no answer yet."""
        section = self.path.section_of[step.id]
        return any(
            not self.resolved(each) and each.on_path(self.answers)
            for each in reversed(section.steps)  # what comes last is open most often
            if each.id != step.id
        )

    def is_through(self, section: Section) -> bool:
        """Whether no question of the section is open."""
        return self._in(section) is None

    def _in(self, section: Section) -> Step | None:
        """The first question of the section without an answer."""
        answers, resolved, said = self.answers, self._resolved, self._said
        off = None  # what takes steps of the section off the path; mostly several at once
        for step in section.steps:
            if step.id in resolved or (step.id in said and self.resolved(step)):
                continue
            if step.hangs_on is not None and step.hangs_on not in said:
                continue
            if step.unless is not None and step.unless is off:
                continue
            if step.role is Role.CLARITY or not step.is_led_to(answers):
                continue
            if step.unless is None or not step.unless(answers):
                return step
            off = step.unless
        return None

    def _asked(self) -> Iterable[Section]:
        """The sections that are this journey's to ask, in their order.

        What is delegated is the other's until it comes back, and theirs is that alone.
        """
        mine = assignment(self.answers)
        if mine is not None:
            return [own] if (own := self.path.section.get(mine.point)) is not None else []
        away = out(self.answers)
        return self._here_still(away) if away else self.sections

    def _here_still(self, away: frozenset[str]) -> Iterator[Section]:
        """The sections without the points that are with somebody else."""
        for section in self.sections:
            if section.id == SHORT:
                yield replace(section, steps=tuple(self._kept(section, away)))
            elif section.point is None or section.id not in away:
                yield section

    def _kept(self, section: Section, away: frozenset[str]) -> Iterator[Step]:
        """Those of the short way's questions whose points are not with somebody else."""
        of = self.path.section_of
        return (step for step in section.steps if of[step.id].id not in away)

    # What came before

    @cached_property
    def walked(self) -> list[Step]:
        """The steps on the path that have an answer, in the order in which they are asked."""
        return [step for section in self.sections for step in self.walked_in(section)]

    def walked_in(self, section: Section) -> list[Step]:
        """Those of one section that is on this journey's path."""
        answers, by_id, said = self.answers, self.path.by_id, self._said
        if section.ids.isdisjoint(said):
            return []
        return [
            step
            for step in section.steps
            if step.id in said
            and by_id[step.id] is step
            and step.resolved(answers)
            and step.on_path(answers)
        ]

    @cached_property
    def correctable(self) -> list[Step]:
        """Those, and how clarified each point is that was gone through."""
        walked = {step.id for step in self.walked}
        return [
            step
            for section in self.sections
            for step in section.steps
            if self.path.by_id[step.id] is step and (step.id in walked or self._counts(step))
        ]

    def _counts(self, step: Step) -> bool:
        """Whether it is how clarified a point is, which was not said but can be."""
        if step.role is not Role.CLARITY or step.point is None or not step.on_path(self.answers):
            return False
        return self.clarity(step.point) is not None

    def before(self, step: Step | None) -> Step | None:
        """The question with an answer that came before on this person's own path.

        Before a course that is run beside the path comes what came before the path's own question;
        before the end (None) comes the last one.
        """
        if step is not None and step.course is not None and step.course is self.running:
            section = self.path.section[step.course.id]
            asked = section.steps[: [each.id for each in section.steps].index(step.id)]
            own: list[Step] = [
                each for each in asked if self.resolved(each) and each.on_path(self.answers)
            ]
            if own:
                return own[-1]
            step = self.open(REOPENED) or self.first
        found = None
        answered = {each.id for each in self.walked if each.role is not Role.CLARITY}
        for section in self.sections:
            for each in section.steps:
                if each == step:
                    return found
                found = each if each.id in answered else found
        return found

    def has_begun(self, phase: Phase | None) -> bool:
        """Whether something of the phase was answered, and not on the short way alone."""
        early = self.path.brief if is_taken(self.answers) else {}
        walked = (step for step in self.walked if step.role is not Role.PRINCIPLE)
        return any(step.phase is phase and step.id not in early for step in walked)

    def is_untouched(self, section: Section) -> bool:
        """Whether nothing that the section asks was answered."""
        return section.ids.isdisjoint(self._said)

    def clarity(self, point: FocusPoint) -> str | None:
        """How clarified the point is: what was said of it, or else what its answers come to.

        None while it is neither said nor gone through.
        """
        if self.is_untouched(self.path.section[point.id]):
            return None
        said = self.said_clarity(point)
        if said is not None:
            return said
        gone = self.gone(point)
        if gone is None:
            return None
        return CLEAR if self._is_short(point) else gone.clarity

    def said_clarity(self, point: FocusPoint) -> str | None:
        """How clarified the chef or a group has called the point, where they did."""
        if self._is_short(point):
            return None
        value = self.answers.given(clarity_of(point))
        return value if isinstance(value, str) else None

    def gone(self, point: FocusPoint) -> Gone | None:
        """What came of the point's questions, once there are some and each has its answer."""
        asked = self.questions(point)
        if not asked or not all(step.resolved(self.answers) for step in asked):
            return None
        none = [step for step in asked if is_none(self.answers, step.id)]
        passed = sum(self.answers.given(step.id) is None for step in asked) - len(none)
        unsettled = tuple(s for s in asked if s in none or s.leaves_open(self.answers))
        return Gone(len(asked), passed, unsettled)

    def questions(self, point: FocusPoint) -> list[Step]:
        """What is asked of the point on this journey's path; none where no answer leads there."""
        return [
            step
            for step in self.path.section[point.id].steps
            if step.role in (Role.QUESTION, Role.CONCLUSION) and step.on_path(self.answers)
        ]

    def _is_short(self, point: FocusPoint) -> bool:
        phase = self.path.section[point.id].phase
        return phase is not None and order.is_short(phase, point, self.answers)


def clarity_of(point: FocusPoint) -> str:
    """The step that keeps how clarified a chef or a group calls the point. It is never asked."""
    return f"{point.id}.{Role.CLARITY}"
