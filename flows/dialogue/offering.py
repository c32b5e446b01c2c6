"""What can be done about the open question beside answering it: buttons, and the menu."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.content.base import LONGEST_LABEL, Content, fill
from flows.content.kinds import Kind, Phase, Question
from flows.content.vocabulary import Word
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.gate import GATE
from flows.journey.lines import CourseLines, GateLines, PhaseLines
from flows.journey.placing import CHOSEN, COURSE
from flows.journey.question import (
    LEAVE,
    REOPEN_PHASE,
    RUN,
    SKIP_TEST,
    SUGGEST,
    asked_anew,
    deed,
    ends_phase,
    here,
    is_revising,
)
from flows.journey.steps import Role, Step
from flows.language.text import plain
from flows.messages import Button
from flows.parts import at_once
from flows.parts.advice.findings import make_step
from flows.parts.delegation.said import GIVE, DelegationLines
from flows.parts.next_steps import NextStepLines
from flows.parts.opponent import record as opponent
from flows.parts.opponent.record import HEAR, OpponentLines
from flows.parts.principles import asking as principles
from flows.parts.short import turn as short
from flows.parts.type import TypeLines

#: So much is folded into the menu beside a question: Slack takes no more.
MOST_FOLDED = 5
#: So many buttons stand in sight.
MOST_IN_SIGHT = 4
#: At most so many pieces are read at a time.
READ = 2


class Labels:
    """What may stand on a button: whatever the content says in so few words. Made once.

    Most answers are nothing of the kind, and for them no buttons need be made to find that out.
    """

    def __init__(self, flow: Flow) -> None:
        said = (flow.texts, *flow.library.said.values())
        short = [each for each in _lines(said) if len(each) <= LONGEST_LABEL]
        begun = {plain(each.partition("{")[0]) for each in short if "{" in each}
        self._whole = frozenset(map(plain, short))
        self._begun = tuple(begun - {""})

    def may_hold(self, said: str) -> bool:
        """Whether a text, as texts are compared, may be one of them."""
        return said in self._whole or said.startswith(self._begun)


def _lines(part: object) -> Iterator[str]:
    """All texts in a part of the content."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Content | Mapping | tuple):
        within = part.__dict__ if isinstance(part, Content) else part
        for each in within.values() if isinstance(within, Mapping) else within:
            yield from _lines(each)


class Offering:
    """What can be done at the open question beside answering it, worked out where it is put.

    ``elaborated``: what it is about was just said. ``foresees``: whether its point will be answered
    at once is worked out too; ``likely`` is what came of that.
    """

    def __init__(
        self,
        desk: Desk,
        step: Step,
        *,
        elaborated: bool = False,
        foresees: bool = False,
    ) -> None:
        self._desk = desk
        self._step = step
        self._elaborated = elaborated
        self._journey = desk.current
        self._here = here(desk)
        self.revising = is_revising(desk, step)
        self._at_once = () if self.revising else at_once.offer(desk, self._journey, step)
        self.likely = foresees and bool(self._at_once) and at_once.was_chosen(desk)

    def below(self) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
        """What stands under the question, and what is folded into the menu beside it.

        Where choices are pressed, and where its point will be answered at once, all of it is
        folded; what finds no room can still be typed.
        """
        step, found, more = self._step, self._helpers(), self._ways_out()
        if (step.question.kind is Kind.TEXT and not self.likely) or step.role is Role.TITLE:
            return found, tuple(more[:MOST_FOLDED])
        folded = [*found, *more]
        if not (self.likely or _has_room(step.question)) and self._at_once:
            folded[:1] = self._at_once
        if len(folded) > MOST_FOLDED:  # the example goes, or else what was read before it
            least = [each for each in found if each.action.arg == Word.EXAMPLE]
            folded = [each for each in folded if each not in least]
            if self._elaborated and least:
                folded[:1] = least
        return (), tuple(folded[:MOST_FOLDED])

    def beside(self) -> tuple[Button, ...]:
        """What can be done instead of answering, and must be in sight."""
        desk, step = self._desk, self._step
        if step.role is Role.DECISION and step.phase is not None and not self.revising:
            return tuple(_opponent(desk, step)) or (reopen_button(desk, step.phase),)
        if step.brief:
            return () if self.revising else short.beside(desk, step)
        if step.role is Role.PRINCIPLE:
            return () if self.revising else principles.confirming(desk, step)
        if step.point is not None:
            return self._at_once if self.likely or _has_room(step.question) else ()
        gate = desk.flow.path.section.get(GATE)
        if gate is None or gate.steps[0] is not step or self.revising:
            return ()
        return (deed(desk, desk.lines(GateLines).skip, SKIP_TEST),)

    def _ways_out(self) -> list[Button]:
        """Past the point, on to the decision, or to the rest of it another day."""
        desk, step, texts = self._desk, self._step, self._desk.texts.buttons
        if step.brief or step.role is Role.TITLE or self.revising:
            return []
        runs = step.course is not None and desk.route.running is step.course
        found = []
        if (step.point or step.course) and not runs and desk.route.has_more(step):
            found.append(self._word(texts.skip_point, Word.SKIP_POINT))
        is_own = self._journey.delegated is None
        if step.phase is not None and is_own and not ends_phase(desk, step):
            found.append(self._word(texts.decide, Word.DECIDE))
        if not runs:
            found.append(self._word(texts.pause, Word.PAUSE))
        return [*found, *self._give()]

    def _helpers(self) -> tuple[Button, ...]:
        """What can be done about the question beside answering it."""
        step, texts = self._step, self._desk.texts.buttons
        if self.revising:
            return (self._keep(), Button(texts.remove, self._action(Verb.REMOVE)))
        if step.role is Role.TITLE:
            return (self._word(texts.name_later, Word.SKIP),)
        if step.brief:
            return short.helpers(self._desk, step)
        return self._usual_helpers()

    def _usual_helpers(self) -> tuple[Button, ...]:
        desk, step, texts = self._desk, self._step, self._desk.texts.buttons
        found = [self._word(texts.elaborate, Word.ELABORATE)]
        if step.role is Role.NEXT_STEP:
            found = [deed(desk, desk.lines(NextStepLines).suggest, SUGGEST)]
        elif self._elaborated:
            found = [self._word(texts.read_more, Word.READ_MORE)] if to_read(step) else []
        suggested = _suggested(desk, step)
        if suggested is not None:
            found.insert(0, suggested)
        elif example(step) is not None or (step.point and step.point.experience):
            found.append(self._word(texts.example, Word.EXAMPLE))
        if step.point is not None and asked_anew(desk, step):
            found.append(self._keep())
        else:
            if step.phase is not None and _opponent(desk, step):
                found.append(reopen_button(desk, step.phase))
            found.append(self._word(texts.skip, Word.SKIP))
        if step.course is not None and desk.route.running is step.course:
            found.append(deed(desk, desk.lines(CourseLines).leave, LEAVE))
        elif step.id == CHOSEN:
            found.insert(0, deed(desk, desk.lines(TypeLines).buttons.statements, RUN, COURSE))
        return tuple(found)

    def _give(self) -> list[Button]:
        """At a focus point's first question: the way to let somebody else answer it."""
        desk, step = self._desk, self._step
        if step.point is None or self._journey.delegated is not None:
            return []
        if desk.flow.path.of_point(step.point)[0] is not step:
            return []
        return [deed(desk, desk.lines(DelegationLines).buttons.give, GIVE, step.point.id)]

    def _keep(self) -> Button:
        return Button(self._desk.texts.buttons.keep_answer, self._action(Verb.KEEP))

    def _action(self, verb: Verb) -> Action:
        return Action(verb, self._journey.id, self._step.id, self._journey.revision)

    def _word(self, label: str, word: Word) -> Button:
        return Button(label, Action(Verb.WORD, *self._here, str(word)))


def _has_room(question: Question) -> bool:
    """Whether there is room for one more button in sight, beside the question's own."""
    if question.kind is not Kind.CHOICE:
        return True
    choices = len(question.choices) + question.other
    marked = choices > MOST_IN_SIGHT or any(each.description for each in question.choices)
    return marked or choices < MOST_IN_SIGHT


def _opponent(desk: Desk, step: Step) -> list[Button]:
    """Before a phase's decision, once: the questions that a town council would ask."""
    if step.role is not Role.DECISION or step.phase is None:
        return []
    if not opponent.is_offered(desk, step.phase):
        return []
    return [deed(desk, desk.lines(OpponentLines).offer, HEAR)]


def _suggested(desk: Desk, step: Step) -> Button | None:
    """Where a phase asks for the next step: to make one of what is most important now."""
    if step.role is not Role.NEXT_STEP or step.phase is None:
        return None
    return make_step(desk, step.phase)


def reopen_button(desk: Desk, phase: Phase) -> Button:
    """'Genåbn Afklaring'."""
    return deed(
        desk, fill(desk.lines(PhaseLines).reopen, phase=phase.title), REOPEN_PHASE, phase.id
    )


def to_read(step: Step) -> tuple[str, ...]:
    """Ids of what belongs to the question, and then to its focus point, to be read beside it."""
    beside = step.point.see if step.point else ()
    return tuple(dict.fromkeys((*step.question.see, *beside)))[:READ]


def example(step: Step) -> str | None:
    """The example that belongs to the question, or else to its focus point."""
    if step.question.example is not None:
        return step.question.example
    return step.point.example if step.point else None
