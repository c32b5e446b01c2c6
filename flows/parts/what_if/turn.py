"""'hvad hvis': choose an answer, try another, see what that changes; use it, or let it be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated

from flows.content.base import Label, Lines, Plain, fill, says
from flows.content.kinds import NO, YES, Kind
from flows.content.vocabulary import Word
from flows.inputs import Pressed, Typed
from flows.journey.desk import Desk
from flows.journey.lines import CourseLines
from flows.journey.question import back, deed, does, is_late
from flows.journey.route import CORRECTED
from flows.journey.showing import beginning, listed, show
from flows.journey.steps import Role, Step
from flows.journey.values import Answer, Answers, AnswerState, Asking, Value
from flows.language.parsing import Parsed, parse
from flows.language.text import plain
from flows.language.words import Said
from flows.messages import Button, Note, Option, Say, Slot, Words, cut, one_line, to_say
from flows.parts.type import type_name
from flows.parts.what_if.replay import CLOSED, Seen, others, seen, tried, with_other


class WhatIfLines(Lines):
    """``with_`` and ``without`` are options where several may be chosen; ``item`` is of a list."""

    AREA = "what_if"

    which: Plain
    none: Plain
    not_found: Plain
    option: Annotated[str, says("ask", "answer")]
    now: Annotated[str, says("ask", "answer")]
    other: Plain
    also: Annotated[str, says("choice")]
    without: Annotated[str, says("choice")]
    heading: Annotated[str, says("then", "now")]
    asked: Annotated[str, says("ask")]
    type: Annotated[str, says("now", "then")]
    undecided: Plain
    advice: Plain
    no_advice: Plain
    item: Annotated[str, says("title")]
    open: Annotated[str, says("points")]
    closed: Annotated[str, says("points")]
    asks: Plain
    asks_not: Plain
    next: Annotated[str, says("ask")]
    step: Annotated[str, says("now", "then")]
    nothing: Plain
    same: Plain
    unchanged: Plain
    changed: Plain
    use: Label
    again: Label
    leave: Label
    label: Label


#: The deeds; WHICH is also what is left open, with the step whose other answer is asked for.
ASK, WHICH, OTHERWISE = "what_if.ask", "what_if.which", "what_if.other"
USE, LEAVE = "what_if.use", "what_if.leave"
#: So much of an answer is shown, of a list, and of a question and its answer in an option.
SHOWN, MOST = 60, 5
ASKED, ANSWER = 46, 24


def answered(desk: Desk) -> list[Step]:
    """The closed questions on the path that were answered, each once."""
    by_id = {step.id: desk.flow.path.by_id[step.id] for step in desk.route.walked}
    return [
        step
        for step in by_id.values()
        if step.question.kind in CLOSED
        and step.role in (Role.QUESTION, Role.COURSE, Role.SORTING)
        and desk.answers.given(step.id) is not None
    ]


def _ask_which(desk: Desk, steps: Sequence[Step], *lead: Say | str) -> None:
    lines = desk.lines(WhatIfLines)
    desk.set_person(asking=Asking(WHICH, (desk.current.id,)))
    options = tuple(Option(step.id, Words(_option(desk, step))) for step in steps)
    leave = deed(desk, lines.leave, LEAVE)
    desk.say(Note(to_say((*lead, lines.which)), (leave,), pick=does(desk, WHICH), options=options))


def _option(desk: Desk, step: Step) -> str:
    answer = cut(_text(show(desk, step, desk.answers.get(step.id))), ANSWER)
    slots = {"ask": cut(step.question.ask, ASKED), "answer": answer}
    return fill(desk.lines(WhatIfLines).option, **slots)


def _text(slot: Slot) -> str:
    """What is shown, on one line."""
    return one_line(slot if isinstance(slot, str) else getattr(slot, "text", ""))


def _ask_other(desk: Desk, step: Step, *lead: Say | str) -> None:
    """The other answers that there are; where there is one alone, what that changes."""
    lines, value = desk.lines(WhatIfLines), desk.answers.given(step.id)
    found = list(others(step, value))
    if len(found) == 1 and not lead:
        _show(desk, step, found[0])
        return
    desk.set_person(asking=Asking(WHICH, (desk.current.id,), step.id))
    answer = beginning(show(desk, step, desk.answers.get(step.id)), SHOWN)
    now = Say(lines.now, {"ask": step.question.ask, "answer": answer})
    options = tuple(Option(id, Words(_named(desk, step, value, id))) for id in found)
    leave = deed(desk, lines.leave, LEAVE)
    pick = does(desk, OTHERWISE, step.id)
    desk.say(Note(to_say((*lead, now, lines.other)), (leave,), pick=pick, options=options))


def _named(desk: Desk, step: Step, value: Value, id: str) -> str:
    lines = desk.lines(WhatIfLines)
    if step.question.kind is not Kind.CHOICES:
        return _said(desk, step, tried(step, value, id))
    labels = {each.id: each.label for each in step.question.choices}
    label = labels.get(id, desk.texts.buttons.other)
    return fill(lines.without if id in value else lines.also, choice=label)


def _said(desk: Desk, step: Step, value: Value) -> str:
    """A value as people read it."""
    answer = Answer(step.id, AnswerState.GIVEN, value, desk.person.id, desk.now)
    return _text(show(desk, step, answer, Answers((answer,))))


def _show(desk: Desk, step: Step, id: str) -> None:
    """What the journey comes to with the other answer, beside what it is."""
    value = tried(step, desk.answers.given(step.id), id)
    if value is None:
        back(desk, desk.lines(WhatIfLines).changed)
        return
    lines, flow = desk.lines(WhatIfLines), desk.flow
    now = seen(flow, desk.answers, desk.stage)
    then = seen(flow, with_other(desk.answers, step.id, value))
    slots: dict[str, Slot] = {
        "then": Words(_said(desk, step, value)),
        "now": beginning(show(desk, step, desk.answers.get(step.id)), SHOWN),
    }
    said = [Say(lines.heading, slots), Say(lines.asked, {"ask": step.question.ask})]
    differs = _differences(desk, now, then)
    desk.set_person(asking=Asking(USE, (desk.current.id,), f"{step.id}:{id}"))
    desk.say(Note((*said, *(differs or [Say(lines.same)])), _buttons(desk, f"{step.id}:{id}")))


def _buttons(desk: Desk, tried: str) -> tuple[Button, ...]:
    lines = desk.lines(WhatIfLines)
    return (
        deed(desk, lines.use, USE, tried, main=True),
        deed(desk, lines.again, ASK),
        deed(desk, lines.leave, LEAVE),
    )


def _differences(desk: Desk, now: Seen, then: Seen) -> list[Say]:
    lines, library = desk.lines(WhatIfLines), desk.flow.library
    said: list[Say] = []
    if now.types != then.types:
        slots: dict[str, Slot] = {"now": _types(desk, now), "then": _types(desk, then)}
        said.append(Say(lines.type, slots))
    before, after = _advice(now), _advice(then)
    said += _list(desk, lines.advice, [each for each in after if each not in before])
    said += _list(desk, lines.no_advice, [each for each in before if each not in after])
    points = {point.id: f"*{point.short}*" for _, point in library.focus_points()}
    opened = [points[id] for id in then.open if id not in now.open]
    closed = [points[id] for id in now.open if id not in then.open]
    said += [Say(lines.open, {"points": listed(desk, opened)})] if opened else []
    said += [Say(lines.closed, {"points": listed(desk, closed)})] if closed else []
    said += _list(desk, lines.asks, _asked(desk, then, now))
    said += _list(desk, lines.asks_not, _asked(desk, now, then))
    if then.next is not None and then.next != now.next:
        said.append(Say(lines.next, {"ask": desk.flow.path.by_id[then.next].question.ask}))
    first = [_first(desk, each) for each in (now, then)]
    if first[0] != first[1]:
        said.append(Say(lines.step, {"now": first[0], "then": first[1]}))
    return said


def _types(desk: Desk, of: Seen) -> str:
    names = [type_name(desk, id) for id in of.types if id in desk.flow.library.type]
    return listed(desk, names) if names else desk.lines(WhatIfLines).undecided


def _advice(of: Seen) -> list[str]:
    return [*of.verdicts, *(finding.advice.title for finding in of.findings)]


def _asked(desk: Desk, of: Seen, but: Seen) -> list[str]:
    """What the one asks and the other does not."""
    steps = (desk.flow.path.by_id[id] for id in of.asked if id not in but.asked)
    return list(dict.fromkeys(step.question.ask for step in steps))


def _first(desk: Desk, of: Seen) -> str:
    """What would be the first thing to do."""
    found = of.findings[:1]
    return found[0].advice.do if found else desk.lines(WhatIfLines).nothing


def _list(desk: Desk, heading: str, titles: Sequence[str]) -> list[Say]:
    if not titles:
        return []
    line = desk.lines(WhatIfLines).item
    return [Say(heading), *(Say(line, {"title": each}) for each in titles[:MOST])]


# What is typed and pressed


def _word(desk: Desk, said: Said) -> None:
    """'hvad hvis', perhaps with a part of a question."""
    lines, journey = desk.lines(WhatIfLines), desk.journey
    if journey is None or journey.delegated is not None:
        back(desk, desk.lines(CourseLines).needs_journey)
        return
    desk.set_person(open_journey=journey.id)
    steps = answered(desk)
    if not steps:
        back(desk, lines.none)
    elif said.rest:
        _find(desk, steps, said.rest)
    else:
        _ask_which(desk, steps)


def _find(desk: Desk, steps: Sequence[Step], text: str) -> None:
    """The questions that hold the words."""
    found = [step for step in steps if plain(text) in plain(_about(step))]
    if len(found) == 1:
        _ask_other(desk, found[0])
    elif found:
        _ask_which(desk, found)
    else:
        _ask_which(desk, steps, desk.lines(WhatIfLines).not_found)


def _about(step: Step) -> str:
    """All that a question may be called by."""
    point = (step.point.title, step.point.short) if step.point is not None else ()
    return " ".join((step.question.ask, *point, *(step.question.called or "",)))


def _meant(desk: Desk, id: str) -> Step | None:
    """The step of that id, where it still has an answer that can be tried otherwise."""
    if desk.journey is None or desk.about != desk.person.open_journey:
        return None
    return next((step for step in answered(desk) if step.id == id), None)


def _gone(desk: Desk) -> None:
    back(desk, desk.lines(WhatIfLines).changed)


def _which(desk: Desk, press: Pressed) -> None:
    step = _meant(desk, press.choice)
    _gone(desk) if step is None else _ask_other(desk, step)


def _other(desk: Desk, press: Pressed) -> None:
    step = _meant(desk, press.action.arg)
    picked = press.choice
    if step is None or picked not in _ids(desk, step):
        _gone(desk)
    else:
        _show(desk, step, picked)


def _ids(desk: Desk, step: Step) -> Iterable[str]:
    return others(step, desk.answers.given(step.id))


def _use(desk: Desk, press: Pressed) -> None:
    """Correct the answer, as if it had been asked about again."""
    id, _, picked = press.action.arg.partition(":")
    step = _meant(desk, id)
    if step is None or picked not in _ids(desk, step):
        _gone(desk)
        return
    value = tried(step, desk.answers.given(step.id), picked)
    desk.ask_again(step, CORRECTED)
    desk.wish("give", step, Parsed(value), None)


def _typed(desk: Desk, asking: Asking, typed: Typed) -> bool:
    """What is typed names the question, or then the other answer."""
    if desk.about not in asking.journeys or is_late(desk, typed):
        return False
    if plain(typed.text) == plain(desk.lines(WhatIfLines).leave):
        back(desk, desk.lines(WhatIfLines).unchanged)
        return True
    if not asking.arg:
        _find(desk, answered(desk), typed.text)
        return True
    step = _meant(desk, asking.arg)
    if step is None:
        _gone(desk)
        return True
    picked = _picked(desk, step, typed.text)
    if picked is None:
        _ask_other(desk, step, desk.lines(WhatIfLines).not_found)
    else:
        _show(desk, step, picked)
    return True


def _typed_label(desk: Desk, asking: Asking, typed: Typed) -> bool:
    """What is typed is a label; any other words are about what is asked on the way."""
    if desk.about not in asking.journeys or is_late(desk, typed):
        return False
    pressed = (
        each for each in _buttons(desk, asking.arg) if plain(each.label) == plain(typed.text)
    )
    named = next(pressed, None)
    if named is not None:
        DEEDS[named.action.step](desk, Pressed(named.action))
    return named is not None


def _picked(desk: Desk, step: Step, text: str) -> str | None:
    """The option that the text names."""
    value, ids = desk.answers.given(step.id), list(_ids(desk, step))
    for id in ids:
        if plain(_named(desk, step, value, id)) == plain(text):
            return id
    reading = parse(desk.language, step.question, text, desk.today)
    if not isinstance(reading, Parsed) or step.question.kind is Kind.CHOICES:
        return None
    found = str(reading.value)
    if step.question.kind is Kind.YES_NO:
        found = YES if reading.value else NO
    return found if found in ids else None


def _leave(desk: Desk, _: object) -> None:
    back(desk, desk.lines(WhatIfLines).unchanged)


LINES = (WhatIfLines,)
WORDS = {Word.WHAT_IF: _word}
DEEDS: dict[str, Callable[[Desk, Pressed], None]] = {
    ASK: lambda desk, _: _word(desk, Said(Word.WHAT_IF)),
    WHICH: _which,
    OTHERWISE: _other,
    USE: _use,
    LEAVE: _leave,
}
ASIDE = {WHICH: _typed, USE: _typed_label}
SKIPPED = dict.fromkeys((WHICH, USE), _leave)
