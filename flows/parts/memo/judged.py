"""What is judged: the principles, the criterion then and now, the gains, what was foreseen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from flows.content import leaning
from flows.journey.desk import Desk
from flows.journey.records import all_of
from flows.journey.showing import capital
from flows.journey.steps import iso_day
from flows.journey.values import Answer, AnswerState
from flows.language.text import criteria
from flows.parts.memo.document import is_said
from flows.parts.memo.lines import KindLines
from flows.parts.memo.model import Block, Quote, Span, plain, unmarked
from flows.parts.memo.writing import (
    Pieces,
    answered,
    as_said,
    bullets,
    day,
    day_of,
    labels,
    of_words,
    paragraph,
    sentence,
    table,
    together,
    written,
)
from flows.parts.next_steps import StepState, next_steps
from flows.parts.principles.shown import rated, rating_before, rating_now, resting_on
from flows.parts.risks import Risk, heaviest

Blocks = Iterator[Block]

SUCCESS = leaning.question("formaal.succes")
REACHED = leaning.question("maalopfyldelse.maal")
EXPECTED, GAINED = leaning.question("formaal.gevinster"), leaning.question("maalopfyldelse.vaerdi")
#: The choice that says that there was no gain.
NO_GAIN = "ingen"
#: So much of an answer stands in the table of the principles.
IN_TABLE = 80


def _principles(desk: Desk) -> Blocks:
    """The principles that are rated, each with what it rests on."""
    lines = desk.lines(KindLines).principles
    found, rows = rated(desk), []
    for each in desk.flow.library.principles:
        now = rating_now(desk, each)
        if each.id not in found or now is None:
            continue
        before = rating_before(desk, each, now)
        line, slots = lines.rating, {"rating": str(now.value)}
        if before is not None:
            line = lines.before
            slots |= {"before": str(before.ratings[each.id]), "date": day(desk, before.on)}
        rests = [sentence(desk, step.id, IN_TABLE) for step in resting_on(desk, each)]
        says = together((Span(text=plain(text)),) for text in rests if text is not None)
        says = says or written(lines.unsaid)
        rows.append((written(f"{each.number}. {each.short}"), written(line, slots), says))
    if rows:
        yield from table(lines.head, rows)
        yield paragraph(written(lines.scale))


def _written(desk: Desk) -> list[Answer]:
    """The criterion each time it was written anew; what was removed is not told again."""
    said: list[Answer] = []
    for each in desk.scene.earlier or desk.answers:
        if each.step != SUCCESS:
            continue
        fresh = not said or said[-1].value != each.value
        if each.state is AnswerState.REMOVED:
            said = []
        elif each.state is AnswerState.GIVEN and isinstance(each.value, str) and fresh:
            said.append(each)
    return said if desk.answers.given(SUCCESS) is not None else []


def _criterion(desk: Desk) -> Blocks:
    """As it was written first and, where it was changed, last; and what became of it."""
    lines, said = desk.lines(KindLines).criterion, _written(desk)
    judged = _judged(desk, said)
    if not judged:
        return
    if not said:
        yield paragraph(written(lines.none))
        return
    for each in dict.fromkeys((said[0].value, said[-1].value)):
        answer = next(one for one in said if one.value == each)
        line = lines.written if answer is said[0] else lines.since
        yield paragraph(written(line, {"date": day_of(desk, answer.said_at)}))
        yield Quote(text=unmarked(each))
    yield from judged


def _judged(desk: Desk, said: list[Answer]) -> list[Block]:
    """The judgement now; of several criteria one by one."""
    lines, path = desk.lines(KindLines).criterion, desk.flow.path.by_id
    several = criteria(said[-1].value) if said else ()
    ids = [REACHED, *(f"{REACHED}_{n}" for n in range(2, len(several) + 1))]
    steps = [path[id] for id in ids if id in path]
    given = {each.id: desk.answers.get(each.id) for each in steps if is_said(desk, each)}
    if not given:
        return []
    if len(several) < 2:
        step, answer = path[REACHED], given.get(REACHED)
        if answer is None:
            return []
        slots = {"date": day_of(desk, answer.said_at), "answer": _label(desk, step.id)}
        return [paragraph(written(lines.judged, slots))]
    labels = (capital(_label(desk, id)) if id in given else lines.unjudged for id in ids)
    return [*table(lines.head, zip(map(as_said, several), map(written, labels), strict=True))]


def _label(desk: Desk, id: str) -> str:
    said = answered(desk, desk.flow.path.by_id[id], desk.answers.get(id))
    return said if isinstance(said, str) else ""


def _gains(desk: Desk) -> Blocks:
    """The gains that were expected beside those that came."""
    lines, path = desk.lines(KindLines).gains, desk.flow.path.by_id
    gained = desk.answers.get(GAINED)
    if gained is None or GAINED not in path or not is_said(desk, path[GAINED]):
        return
    if gained.value == [NO_GAIN]:
        yield paragraph(written(lines.nothing))
    expected = desk.answers.get(EXPECTED)
    hoped = _names(desk, EXPECTED, expected) if expected and is_said(desk, path[EXPECTED]) else []
    came = _names(desk, GAINED, gained) if gained.value != [NO_GAIN] else []
    label = {True: written(lines.yes), False: written(lines.no)}
    either = dict.fromkeys((*hoped, *came))
    rows = ((as_said(each), label[each in hoped], label[each in came]) for each in either)
    yield from table(lines.head, rows)


def _names(desk: Desk, id: str, answer: Answer) -> list[str]:
    """What was chosen; 'andet' in the person's own words."""
    other = desk.answers.given(f"{id}_other")
    return [*labels(desk.flow.path.by_id[id], answer), *([other] if other else [])]


def _foreseen(desk: Desk) -> Blocks:
    """What was thought the most dangerous before one began."""
    worst = heaviest(all_of(desk.answers, Risk))
    if worst is not None:
        yield paragraph(written(desk.lines(KindLines).foreseen))
        yield Quote(text=unmarked(worst.what))


def _steps_done(desk: Desk) -> Blocks:
    """What was done, and what it led to."""
    lines, items = desk.lines(KindLines).steps, []
    for each in next_steps(desk.answers):
        on = iso_day(each.ended)
        if each.state is not StepState.DONE or on is None:
            continue
        slots: Pieces = {"step": of_words(each.do), "date": day(desk, on)}
        if each.note:
            items.append(written(lines.led_to, {**slots, "note": of_words(each.note)}))
        else:
            items.append(written(lines.done, slots))
    yield from bullets(items)


BLOCKS: Mapping[str, Callable[[Desk], Blocks]] = {
    "principles": _principles,
    "criterion": _criterion,
    "gains": _gains,
    "foreseen": _foreseen,
    "steps_done": _steps_done,
}
