"""'opsummering': the journey at any time, in the chat and as Markdown to copy.

``SECTIONS`` is the table of what stands in it, in order: what it is, what is decided, what is open,
and who does what next. Each finds its sections, or none; the ``whole`` has all that was said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from flows.content.base import fill
from flows.content.kinds import FocusPoint, Phase, Standing
from flows.content.vocabulary import Word
from flows.journey import records
from flows.journey.decision import awaits_of, reason_of
from flows.journey.desk import Desk
from flows.journey.gate import GATE, doubts
from flows.journey.gate import reason_of as reason_at_gate
from flows.journey.principles import PrincipleLines
from flows.journey.question import back, deed, of_journey, resume_button
from flows.journey.showing import RECALLED, listed, on_one_line, said_when, show
from flows.journey.steps import Role, iso_day
from flows.language.parsing import LONGEST
from flows.messages import Document, Say, Slot, Words, bullet, cut, joined, one_line, pages
from flows.parts.advice.findings import Advised, advisor, from_whom, is_accepted, open_findings
from flows.parts.directions import ticked
from flows.parts.memo.chat import of_sections
from flows.parts.memo.deciding import decided
from flows.parts.memo.document import (
    SHOWN,
    MemoLines,
    given,
    in_full,
    in_short,
    is_said,
    named,
)
from flows.parts.memo.kinds import has_content
from flows.parts.memo.lines import KindLines, SentenceLines
from flows.parts.memo.markdown import sheet
from flows.parts.memo.model import Section, unmarked
from flows.parts.memo.points import (
    answered_in,
    clarity_in_line,
    is_answered,
    line_of,
    open_points,
    rating_in_overview,
)
from flows.parts.memo.stands import standing, why_it_rests
from flows.parts.memo.writing import blocks
from flows.parts.next_steps import NextStep, StepState, next_steps, open_steps, sentence, told
from flows.parts.opponent import record as opponent
from flows.parts.principles.shown import one_by_one, rated
from flows.parts.what_if.turn import ASK, WhatIfLines

TEXT, SHARE = "opsummering.tekst", "del.hvad"
#: What all there is to share is called, beside the ids of focus points.
WHOLE = "opsummering"
#: What is shown of what holds, in this order; each where there is something to show.
HOLDS: tuple[Standing, ...] = ("type", "together", "frames", "contract")
#: So much advice in the short one, the most important first; and so many steps.
ADVICE, STEPS = 3, 10


def section(title: str, lines: Iterable[Say]) -> Iterator[Section]:
    """Lines under a heading, where there are any."""
    if found := tuple(blocks(lines)):
        yield Section(title=title, blocks=found)


def _where(desk: Desk, _: bool) -> Iterator[Section]:
    """The phase and the focus point that are open, that all are gone through, or why it rests."""
    lines, step = desk.lines(MemoLines), desk.route.first
    said = why_it_rests(desk)
    if step is None and not said:
        said = (Say(lines.finished),)
    elif step is not None and step.phase is not None and not said:
        place = step.phase.title
        if step.point is not None:
            names = {"phase": step.phase.title, "point": step.point.short}
            place = fill(desk.texts.place.point, **names)
        said = (Say(lines.here, {"place": place}),)
    yield from section(lines.about, said)


def _tested(desk: Desk, whole: bool) -> Iterator[Section]:
    """What was answered at the gate; in short on one line."""
    gate = desk.flow.path.section.get(GATE)
    steps = gate.steps if gate is not None else ()
    reasons = {reason_at_gate(step.id) for step in steps}  # they stand with what was passed over
    asked = [s for s in steps if s.role in (Role.SORTING, Role.REASON) and s.id not in reasons]
    said = [step for step in asked if is_said(desk, step)]
    if said:
        short = () if whole else (joined(*(named(desk, step) for step in said), by=" · "),)
        yield from section(said[0].heading or "", short or (in_full(desk, step) for step in said))


def _holds(desk: Desk, _: bool) -> Iterator[Section]:
    """All that was decided about the journey as a whole."""
    said = (*_passed_over(desk), *_decisions(desk), *standing(desk, HOLDS))
    yield from section(desk.lines(MemoLines).holds, said)


def _decisions(desk: Desk) -> Iterator[Say]:
    lines = desk.lines(MemoLines)
    for each in decided(desk):
        step, phase, reason = desk.flow.path.by_id[each.answer.step], each.phase, None
        slots = {"when": said_when(desk, each.answer), "choice": show(desk, step, each.answer)}
        if phase is None:
            yield Say(lines.decided_early, slots)
            continue
        if each.outcome is not None:
            waits = each.outcome == "wait"
            reason = awaits_of(phase) if waits else reason_of(phase, each.outcome)
        yield _with(desk, Say(lines.decided, {**slots, "phase": phase.title}), reason)


def _passed_over(desk: Desk) -> Iterator[Say]:
    """What spoke against going on, where the chef went on all the same."""
    for doubt in doubts(desk.flow.library, desk.flow.path.steps, desk.answers):
        if doubt.reason is not None:
            slots = {"title": doubt.verdict.title, "when": said_when(desk, doubt.said)}
            yield _with(desk, Say(desk.lines(MemoLines).passed_over, slots), doubt.reason.step)


def _with(desk: Desk, said: Say, reason: str | None) -> Say:
    """With the reason, where one was given."""
    step = desk.flow.path.by_id.get(reason or "")
    if step is None or desk.answers.given(step.id) is None:
        return said
    return joined(said, Say(desk.lines(MemoLines).why, {"why": in_short(desk, step)}))


def _courses(desk: Desk, whole: bool) -> Iterator[Section]:
    """Each course in which something was answered; in short, what came of them stands elsewhere."""
    path = desk.flow.path
    for each in (*path.sections, *path.aside) if whole else ():
        if each.course is not None:
            said = given(desk, (step for step in each.steps if path.by_id[step.id] is step))
            yield from section(each.course.title, (in_full(desk, step) for step in said))


def _phases(desk: Desk, whole: bool) -> Iterator[Section]:
    """Short: a line a focus point, under its phase. Whole: every answer, under its focus point.

    Of those that were rated in the overview and not answered yet, the rating.
    """
    for phase in desk.flow.library.phases:
        points = [point for point in phase.focus_points if is_answered(desk, point)]
        rest = [rating_in_overview(desk, p) for p in phase.focus_points if p not in points]
        found = [line_of(desk, point) for point in points if not whole]
        if ratings := [each for each in rest if each is not None]:
            found.append(Say(desk.lines(MemoLines).rated, {"points": listed(desk, ratings)}))
        yield from section(phase.title, found)
        for point in points if whole else ():
            yield from of_point(desk, point, phase)


def of_point(desk: Desk, point: FocusPoint, phase: Phase) -> Iterator[Section]:
    """All that was answered in one focus point."""
    title = f"{phase.title} · {point.title} ({clarity_in_line(desk, point)})"
    yield from section(title, (in_full(desk, step) for step in answered_in(desk, point)))


def _principles(desk: Desk, whole: bool) -> Iterator[Section]:
    """What they were rated; in the whole memo with what they rest on."""
    lines, found = desk.lines(PrincipleLines), rated(desk)
    if not found:
        return
    called = desk.flow.library.principle
    slots = [{"short": called[id].short, "rating": str(n)} for id, n in found.items()]
    short = joined(*(Say(lines.in_short, each) for each in slots), by=" · ")
    yield from section(lines.section, one_by_one(desk) if whole else (short,))


def _open(desk: Desk, _: bool) -> Iterator[Section]:
    """The focus points that are not clarified, of the phases that have begun."""
    texts, found = desk.lines(MemoLines), []
    for phase in desk.flow.library.phases:
        unclear = [f"*{point.short}*" for point in open_points(desk, phase)]
        begun = any(is_answered(desk, point) for point in phase.focus_points)
        if begun and unclear and desk.route.has_begun(phase):
            slots = {"phase": phase.title, "points": listed(desk, unclear)}
            found.append(Say(texts.open_points, slots))
    yield from section(texts.open, found)


def _to_do(desk: Desk, whole: bool) -> Iterator[Section]:
    """What is worth doing, with why; in the whole memo also its source.

    Once it is over, that is only what the last phase shows: nobody finds an owner afterwards.
    """
    lines, said = desk.lines(MemoLines), list[Say]()
    if desk.finished:
        found = open_findings(desk, desk.flow.library.phases[-1])
    else:
        every = desk.flow.the(advisor).findings(desk.answers)
        found = [each for each in every if not is_accepted(desk, each)]
    advice = [each.advice for each in found]
    for each in advice if whole else advice[:ADVICE]:
        said.append(Say(lines.advice, {"title": each.title, "say": each.say, "do": each.do}))
        said += [from_whom(desk, each)] if whole else []
    titles = {each.id: each.title for each in desk.flow.library.advice}
    for record in records.all_of(desk.answers, Advised):
        if record.choice == "both" and record.why and record.id in titles:
            why = on_one_line(Words(record.why), RECALLED)
            said.append(Say(lines.accepted, {"advice": titles[record.id], "why": why}))
    yield from section(lines.to_do, said)


def _challenged(desk: Desk, _: bool) -> Iterator[Section]:
    """What the chef answered the opponent."""
    yield from section(desk.lines(opponent.OpponentLines).heading, opponent.lines(desk))


def _next(desk: Desk, whole: bool) -> Iterator[Section]:
    """The open steps with who and when; then what was done, and in the whole memo what was not."""
    longest = LONGEST if whole else SHOWN
    found = [bullet(told(desk, step, longest)) for step in open_steps(desk.answers)]
    shown = (StepState.DONE, StepState.DROPPED) if whole else (StepState.DONE,)
    over = [step for step in next_steps(desk.answers) if step.state in shown]
    found += [_ended(desk, step, longest) for step in over]
    yield from section(desk.lines(MemoLines).next_steps, found if whole else found[:STEPS])


def _ended(desk: Desk, step: NextStep, longest: int) -> Say:
    """The sentence with the date, and what it led to, or why it was dropped."""
    lines, done = desk.lines(MemoLines), step.state is StepState.DONE
    slots: dict[str, Slot | Say] = {
        "step": sentence(step, longest),
        "date": _day(desk, step.ended),
    }
    ended = Say(lines.step_done if done else lines.step_dropped, slots)
    if step.note is None:
        return ended
    more = lines.led_to if done else lines.because
    note = Words(cut(one_line(step.note), longest))
    return Say("{ended}. {more} {note}", {"ended": ended, "more": more, "note": note})


def _tasks(desk: Desk, whole: bool) -> Iterator[Section]:
    """The tasks of the four directions that are ticked off."""
    lines, tasks = desk.lines(MemoLines), desk.flow.library.task
    done = [(tasks[id], each) for id, each in ticked(desk.answers).items() if id in tasks and whole]
    said = (Say(lines.ticked, {"task": t.title, "date": _day(desk, each.on)}) for t, each in done)
    yield from section(lines.tasks, said)


def _day(desk: Desk, iso: str | None) -> str:
    day = iso_day(iso)
    return desk.say_day(day) if day else ""


SECTIONS: tuple[Callable[[Desk, bool], Iterator[Section]], ...] = (
    _where,
    _tested,
    _holds,
    _courses,
    _phases,
    _principles,
    _open,
    _to_do,
    _challenged,
    _next,
    _tasks,
)


def summary(desk: Desk, *, whole: bool = False) -> list[Section]:
    """All that the sections find."""
    return [each for find in SECTIONS for each in find(desk, whole)]


@of_journey
def summarize(desk: Desk) -> None:
    """The short one, in the chat."""
    lines, title = desk.lines(MemoLines), {"title": Words(desk.current.title)}
    if not has_content(desk):
        back(desk, Say(lines.none, title))
        return
    buttons = (
        deed(desk, lines.as_text, TEXT),
        deed(desk, lines.share, SHARE, WHOLE),
        deed(desk, desk.lines(WhatIfLines).label, ASK),
        resume_button(desk),
    )
    for page in pages([Say(lines.title, title), *of_sections(summary(desk))], buttons):
        desk.say(page)


@of_journey
def as_text(desk: Desk) -> None:
    """The whole one as Markdown."""
    texts = desk.lines(MemoLines)
    text = sheet(unmarked(desk.current.title), summary(desk, whole=True))
    name = fill(texts.file, date=desk.today.isoformat())
    desk.say(Document(Say(texts.copy_this), text, name))
    desk.note(texts.copied, buttons=(resume_button(desk),))


LINES = (MemoLines, KindLines, SentenceLines)
WORDS: dict[Word, Callable[..., None]] = {Word.SUMMARY: lambda desk, _: summarize(desk)}
DEEDS: dict[str, Callable[..., None]] = {TEXT: lambda desk, _: as_text(desk)}
