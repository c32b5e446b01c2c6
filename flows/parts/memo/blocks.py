"""What is put together for a memo of more than one answer: dangers, tables, steps, sources.

``BLOCKS`` is the one table of them, by the names under which ``memo_kinds.yaml`` places them. Each
gives nothing where there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from flows.content.base import Citation, fill
from flows.journey.desk import Desk
from flows.journey.gate import doubts
from flows.journey.placing import CHOSEN
from flows.journey.records import all_of, one
from flows.journey.showing import small
from flows.journey.steps import iso_day
from flows.messages import Mention, Say
from flows.parts import contract as contracts
from flows.parts.advice.findings import Finding, advised, advisor, is_accepted
from flows.parts.contract import Contract
from flows.parts.frames import Firmness, Frame, by_firmness
from flows.parts.map import alt, journey_map, type_field
from flows.parts.memo.deciding import BLOCKS as DECIDING
from flows.parts.memo.deciding import leaves
from flows.parts.memo.judged import BLOCKS as JUDGED
from flows.parts.memo.lines import KindLines, SentenceLines
from flows.parts.memo.model import Block, Bullets, Picture, Text, unmarked
from flows.parts.memo.points import clarity_label, is_answered, open_points
from flows.parts.memo.writing import (
    Pieces,
    as_said,
    bullets,
    day,
    of_words,
    paragraph,
    sentence,
    table,
    written,
)
from flows.parts.next_steps import NextStep, open_steps
from flows.parts.principles import shown as principles
from flows.parts.risks import Risk
from flows.parts.short.view import Seen, dangers, looks_like
from flows.parts.type import type_name

Blocks = Iterator[Block]

#: So many dangers stand in a memo, and so many steps in the short one.
DANGERS, STEPS = 2, 3


# What can go wrong


def _says(desk: Desk, seen: Seen) -> Text:
    """The danger; with why one went on all the same, where that was said."""
    for doubt in doubts(desk.flow.library, desk.flow.path.steps, desk.answers):
        if doubt.verdict.id == seen.danger.verdict and doubt.reason is not None:
            why = desk.answers.given(doubt.reason.step)
            if isinstance(why, str):
                slots: Pieces = {"says": seen.danger.says, "why": of_words(why)}
                return written(desk.lines(KindLines).went_on, slots)
    return written(seen.danger.says)


def _gravest(desk: Desk) -> Iterator[Text]:
    """What can overturn it: what speaks against it, the chef's own heaviest risk, then the rest."""
    found = dangers(desk)
    yield from (_says(desk, each) for each in found if each.danger.speaks_for != "go")
    heavy = [each for each in _risks_held(desk) if each.weight == 2]
    yield from (written("{what}.", {"what": of_words(each.what)}) for each in heavy)
    yield from (_says(desk, each) for each in found if each.danger.speaks_for == "go")
    said = desk.lines(SentenceLines).found
    yield from (written(said[each.advice.id]) for each in _open(desk))


def _two_dangers(desk: Desk) -> Blocks:
    if not leaves(desk):
        yield from bullets([*dict.fromkeys(_gravest(desk))][:DANGERS])


def _reasons(desk: Desk) -> Blocks:
    """Of who leaves it, the dangers are why."""
    if leaves(desk):
        yield from bullets([*dict.fromkeys(_gravest(desk))][:DANGERS])


def _dangers(desk: Desk) -> Blocks:
    yield from bullets(_says(desk, each) for each in dangers(desk))


def _open(desk: Desk) -> list[Finding]:
    """What the rules of advice find that neither stands nor became a step, and is no danger."""
    as_dangers = {each.danger.rule for each in dangers(desk)}
    found = desk.flow.the(advisor).findings(desk.answers)
    fresh = [each for each in found if each.advice.rule not in as_dangers]
    return [each for each in fresh if not is_accepted(desk, each)]


def _apart(desk: Desk) -> Blocks:
    """What pulls apart in the answers; with what stands all the same, and why."""
    lines, says = desk.lines(KindLines), desk.lines(SentenceLines).found
    items = [written(says[each.advice.id]) for each in _open(desk)]
    for each in desk.flow.the(advisor).findings(desk.answers):
        record = advised(desk, each)
        if record is None or record.choice != "both":
            continue
        line = lines.stands if record.why else lines.stands_alone
        slots: Pieces = {"says": says[each.advice.id]}
        if record.why:
            slots["why"] = of_words(record.why)
        items.append(written(line, slots))
    if items:
        yield paragraph(written(lines.apart))
        yield Bullets(items=tuple(items))


def _risks_held(desk: Desk) -> list[Risk]:
    held = [each for each in all_of(desk.answers, Risk) if each.state == "holds"]
    return sorted(held, key=lambda each: -each.weight)


def _risks(desk: Desk) -> Blocks:
    lines = desk.lines(KindLines).risks
    rows = []
    for each in _risks_held(desk):
        done = as_said(each.do) if each.do else written(lines.nothing)
        rows.append((as_said(each.what), written(_grade(desk, each)), done))
    yield from table(lines.head, rows)


def _grade(desk: Desk, risk: Risk) -> str:
    lines = desk.lines(KindLines).risks
    if risk.likely is None:
        return lines.unsaid
    if risk.likely:
        return lines.both if risk.serious else lines.likely
    return lines.serious if risk.serious else lines.neither


# Where it stands among the types, and how far it is


def _field(desk: Desk) -> Blocks:
    """The field of the types with the journey's place, where the statements give it one."""
    found = type_field(desk)
    if found is not None:
        yield Picture(drawing=found[0], alt=found[1])


def _likeness(desk: Desk) -> Blocks:
    """What the short way's answers look like, until a type was chosen."""
    lines, library = desk.lines(KindLines).likeness, desk.flow.library
    found = dangers(desk)
    verdict = library.verdict.get(found[0].danger.verdict or "") if found else None
    type = looks_like(library, desk.answers)
    if desk.answers.given(CHOSEN) is not None:
        return
    if verdict is not None and verdict.outcome == "something_else":
        yield paragraph(written(lines.is_not, {"verdict": small(verdict.title)}))
    elif type is not None:
        yield paragraph(written(lines.type, {"type": type_name(desk, type.id)}))


def _map(desk: Desk) -> Blocks:
    """The journey's map, once a focus point is gone through; the steps have a table."""
    points = (point for _, point in desk.flow.library.focus_points())
    if not any(desk.route.clarity(point) for point in points):
        return
    lines = desk.lines(KindLines).map
    made = journey_map(desk).model_copy(update={"steps": ()})
    here = [fill(lines.alt, part=each.title) for each in made.phases if each.is_here]
    nowhere = tuple(each.model_copy(update={"is_here": False}) for each in made.phases)
    said = [alt(desk, made.model_copy(update={"phases": nowhere})), *here]
    drawing = made.model_copy(update={"here": lines.here, "title": unmarked(made.title)})
    yield Picture(drawing=drawing, alt=unmarked(" ".join(said)))


# Frames and contract


def _frames(desk: Desk) -> Blocks:
    lines, frames = desk.lines(KindLines).frames, all_of(desk.answers, Frame)
    firm = {
        Firmness.FIXED: lines.fixed,
        Firmness.ELASTIC: lines.elastic,
        Firmness.UNDECIDED: lines.undecided,
    }
    rows = (
        (as_said(each.text), written(label))
        for firmness, label in firm.items()
        for each in by_firmness(frames, firmness)
    )
    yield from table(lines.head, rows)


def _contract(desk: Desk) -> Blocks:
    held, lines = one(desk.answers, Contract, contracts.ID), desk.lines(KindLines).contract
    if held is None:
        return
    on = day(desk, held.agreed)
    with_whom = {"parties": of_words(held.parties)} if held.parties else {}
    first = written(lines.agreed_with if with_whom else lines.agreed, {**with_whom, "date": on})
    chosen = (lines.owner.get(held.owner or ""), lines.obligation.get(held.obligation or ""))
    yield paragraph(first, *(written(each) for each in chosen if each))
    for line, name in ((lines.ours, "ours"), (lines.theirs, "theirs"), (lines.shared, "shared")):
        if text := getattr(held, name):
            yield paragraph(written(line, {name: of_words(text)}))
    looked = [
        written(lines.held[each.held], {"date": day(desk, each.on)}) for each in held.reviews[-1:]
    ]
    if held.next_review is not None:
        looked.append(written(lines.next, {"date": day(desk, held.next_review)}))
    if looked:
        yield paragraph(*looked)


# What is open, and what is next


def _still_open(desk: Desk) -> Blocks:
    """What is missing by name; of the phases that have begun also the points not clarified."""
    lines, missing, named_points = desk.lines(KindLines).open, [], set()
    for id, each in desk.lines(SentenceLines).sentences.items():
        step = desk.flow.path.by_id.get(id)
        if each.open and step is not None and step.on_path(desk.answers) and not _met(desk, id):
            missing.append(written(each.open))
            named_points.add(step.point and step.point.id)
    for phase in desk.flow.library.phases:
        begun = any(is_answered(desk, point) for point in phase.focus_points)
        if not begun or not desk.route.has_begun(phase):
            continue
        for point in open_points(desk, phase):
            if point.id not in named_points:
                label = clarity_label(desk, point)
                clarity = label.lower() if label is not None else lines.unsaid
                slots = {"point": point.title, "phase": phase.title, "clarity": clarity}
                missing.append(written(lines.point, slots))
    yield from bullets(missing)


def _met(desk: Desk, id: str) -> bool:
    return sentence(desk, id) is not None


def _steps(desk: Desk) -> Blocks:
    lines = desk.lines(KindLines).steps
    rows = []
    for each in open_steps(desk.answers):
        who = each.who.shown if each.who is not None else Mention(desk.person.id)
        due = _due(desk, each)
        does = written("{do}", {"do": of_words(each.do)})
        rows.append((does, written("{who}", {"who": who}), written(due or lines.no_day)))
    yield from table(lines.head, rows)


def _due(desk: Desk, step: NextStep) -> str | None:
    """Until when, and that it is past; None where that was not said."""
    due = iso_day(step.due)
    if due is None:
        return None
    on = day(desk, due)
    return fill(desk.lines(KindLines).steps.overdue, date=on) if due < desk.today else on


def _first_steps(desk: Desk) -> Blocks:
    """The steps that are due first, each in a line."""
    lines, items = desk.lines(KindLines).steps, []
    for each in open_steps(desk.answers)[:STEPS]:
        slots: Pieces = {"step": of_words(each.do)}
        due = _due(desk, each)
        if each.who is not None:
            slots["who"] = each.who.shown
        if due is not None:
            slots["date"] = due
        line = {
            (True, True): lines.who_due,
            (True, False): lines.who,
            (False, True): lines.due,
        }.get(("who" in slots, "date" in slots), "{step}")
        items.append(written(line, slots))
    yield from bullets(items)


# Sources


def _sources(desk: Desk) -> Blocks:
    """The publications that what is said here rests on, with their pages."""
    lines, library = desk.lines(KindLines).sources, desk.flow.library
    pages: dict[str, set[int]] = {}
    for each in _cited(desk):
        pages.setdefault(each.source, set()).update({each.page} if each.page else ())
    items = []
    for source in library.sources:
        if source.id not in pages:
            continue
        names = {"author": source.author, "title": source.title}
        line = lines.year if source.year else lines.whole
        said = Say(line, {**names, "year": str(source.year)} if source.year else names)
        if numbers := sorted(pages[source.id]):
            listed = ", ".join(map(str, numbers))
            said = Say(lines.page, {"source": said, "pages": listed})
        items.append(written("{source}.", {"source": said}))
    if items:
        yield Bullets(items=tuple(items))
        yield paragraph(written(lines.ours))


def _cited(desk: Desk) -> Iterator[Citation]:
    library = desk.flow.library
    for seen in dangers(desk):
        verdict = library.verdict.get(seen.danger.verdict or "")
        source = seen.danger.source or (verdict.source if verdict is not None else None)
        if source is not None:
            yield source
    for finding in desk.flow.the(advisor).findings(desk.answers):
        if finding.advice.source is not None:
            yield finding.advice.source
    rated = principles.rated(desk)
    yield from (each.source for each in library.principles if each.id in rated)


BLOCKS: Mapping[str, Callable[[Desk], Blocks]] = {
    **DECIDING,
    "reasons": _reasons,
    "two_dangers": _two_dangers,
    "dangers": _dangers,
    "apart": _apart,
    "risks": _risks,
    "field": _field,
    "likeness": _likeness,
    "map": _map,
    "frames": _frames,
    "contract": _contract,
    "still_open": _still_open,
    "steps": _steps,
    "first_steps": _first_steps,
    "sources": _sources,
    **JUDGED,
}
