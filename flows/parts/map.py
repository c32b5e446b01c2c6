"""The map of a journey as a value, and the same in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Final, get_args

from flows.content.base import Content, Label, Lines, Short, fill, for_each, says
from flows.content.kinds import FocusPoint, Phase
from flows.content.sorting import AXES
from flows.content.vocabulary import Word
from flows.drawings import JourneyMap, Level, MapMark, MapPhase, Placed, TypeField
from flows.journey.decision import decision_of
from flows.journey.desk import Desk
from flows.journey.placing import ACTOR, HIGHEST, LOWEST, RESULT, placing
from flows.journey.question import of_journey, resume_button
from flows.journey.route import CLEAR, OPEN, PARTLY
from flows.journey.short import DECISION
from flows.journey.showing import capital, count, decimal, listed, show
from flows.journey.steps import iso_day
from flows.journey.values import Answers
from flows.language.dates import local_date
from flows.language.text import unstopped
from flows.language.words import Said
from flows.messages import Note, Picture, Say, Words, cut, joined, one_line
from flows.parts.next_steps import NextStep, open_steps
from flows.parts.principles.shown import FINE, rated
from flows.parts.type import TypeLines, type_name


class MapAlt(Content):
    """The map in words, a sentence each."""

    title: Annotated[str, says("title")]
    here: Annotated[str, says("part")]
    part: Annotated[str, says("part", "points")]
    points: Annotated[str, says("said", "points")]
    decided: Annotated[str, says("decided")]
    principles: Annotated[str, says("title", "points")]
    principle: Annotated[str, says("label", "said")]
    steps: Annotated[str, says("title", "steps")]


class MapLines(Lines):
    """``signs`` and ``said`` are what each level looks like and means; ``alt`` is all in words."""

    AREA = "map"

    part: Annotated[str, says("number", "title")]
    here: Label
    signs: Annotated[Mapping[str, Label], for_each(get_args(Level))]
    said: Annotated[Mapping[str, Label], for_each(get_args(Level))]
    decided: Annotated[str, says("day", "choice")]
    decided_early: Annotated[str, says("day", "choice")]
    principles: Short
    principle: Annotated[str, says("number", "short")]
    unrated: Label
    steps: Short
    due: Annotated[str, says("day", "words")]
    late: Annotated[str, says("day", "words")]
    undated: Annotated[str, says("words")]
    more_steps: Annotated[str, says("count")]
    title: Annotated[str, says("title")]
    phase: Annotated[str, says("part", "points")]
    phase_here: Annotated[str, says("part", "points")]
    ahead: Annotated[str, says("mark", "parts")]
    verdict: Annotated[str, says("decided")]
    marks: Annotated[str, says("sign", "points")]
    heading: Annotated[str, says("title")]
    step: Annotated[str, says("step")]
    legend: Annotated[str, says("marks")]
    mark: Annotated[str, says("sign", "said")]
    alt: MapAlt
    file: Label
    picture: Label


#: From the best to where nothing is known yet, as the signs are explained.
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
OF_CLARITY: Final[dict[str | None, Level]] = {CLEAR: "high", PARTLY: "middle", OPEN: "low"}
#: A rating of a principle up to this one is low.
LOW: Final = 2
#: So many next steps stand there, and so much of each.
STEPS, LONGEST_STEP, LONGEST_TITLE = 3, 90, 80


def journey_map(desk: Desk) -> JourneyMap:
    """The map of the journey that the turn is about. Raises ``LookupError`` where it is of none."""
    lines = desk.lines(MapLines)
    return JourneyMap(
        title=cut(one_line(desk.current.title), LONGEST_TITLE),
        here=lines.here,
        phases=map_phases(desk),
        principles_title=lines.principles,
        principles=tuple(_principles(desk)),
        steps_title=lines.steps,
        steps=tuple(_steps(desk)),
        legend=_legend(desk),
    )


def map_phases(desk: Desk) -> tuple[MapPhase, ...]:
    """The parts of the model with their focus points."""
    here, phases = desk.step or desk.route.first, desk.flow.library.phases
    return tuple(_phase(desk, each, here is not None and here.phase is each) for each in phases)


def _legend(desk: Desk) -> tuple[MapMark, ...]:
    said = desk.lines(MapLines).said
    return tuple(_mark(desk, said[level], level) for level in LEVELS)


def _mark(desk: Desk, label: str, level: Level, said: str | None = None) -> MapMark:
    lines = desk.lines(MapLines)
    known = lines.said[level] if said is None else said
    return MapMark(label=label, level=level, sign=lines.signs[level], said=known)


def _phase(desk: Desk, phase: Phase, is_here: bool) -> MapPhase:
    title = fill(desk.lines(MapLines).part, number=phase.number, title=phase.title)
    points = tuple(_point(desk, each) for each in phase.focus_points)
    return MapPhase(
        title=title, points=points, is_here=is_here, decided=decided(desk, phase, desk.answers)
    )


def _point(desk: Desk, point: FocusPoint) -> MapMark:
    return _mark(desk, point.short, OF_CLARITY.get(desk.route.clarity(point), "none"))


def decided(desk: Desk, phase: Phase, answers: Answers) -> str | None:
    """What the phase ended in, and when; of the first also what was decided on the short way."""
    lines, found = desk.lines(MapLines), [(decision_of(phase), desk.lines(MapLines).decided)]
    if phase is desk.flow.library.phases[0]:
        found.append((DECISION, lines.decided_early))
    for id, line in found:
        answer, step = answers.get(id), desk.flow.path.by_id.get(id)
        if answer is not None and step is not None and answers.given(id) is not None:
            day = desk.say_day(local_date(answer.said_at, desk.person.tz))
            return fill(line, day=day, choice=str(show(desk, step, answer, answers)))
    return None


def _principles(desk: Desk) -> Iterator[MapMark]:
    lines, found = desk.lines(MapLines), rated(desk)
    for each in desk.flow.library.principles:
        label, given = (
            fill(lines.principle, number=each.number, short=each.short),
            found.get(each.id),
        )
        if given is None:
            yield _mark(desk, label, "none", lines.unrated)
        else:
            level: Level = "high" if given >= FINE else "low" if given <= LOW else "middle"
            yield _mark(desk, label, level, str(given))


def _steps(desk: Desk) -> Iterator[str]:
    found = open_steps(desk.answers)
    yield from (_step(desk, each) for each in found[:STEPS])
    if rest := len(found[STEPS:]):
        yield fill(desk.lines(MapLines).more_steps, count=count(desk, rest))


def _step(desk: Desk, step: NextStep) -> str:
    lines, words = desk.lines(MapLines), cut(unstopped(one_line(step.do)), LONGEST_STEP)
    due = iso_day(step.due)
    if due is None:
        return fill(lines.undated, words=words)
    return fill(lines.late if due < desk.today else lines.due, day=desk.say_day(due), words=words)


# In words


def alt(desk: Desk, map: JourneyMap) -> str:
    """All that the map shows, without markup, in the order in which it is read."""
    lines = desk.lines(MapLines).alt
    said = [fill(lines.title, title=map.title)]
    said += [fill(lines.here, part=each.title) for each in map.phases if each.is_here]
    for each in map.phases:
        said.append(fill(lines.part, part=each.title, points=_in_words(desk, each.points)))
        if each.decided is not None:
            said.append(fill(lines.decided, decided=each.decided))
    rated = [each for each in map.principles if each.level != "none"]
    if rated:
        named = [fill(lines.principle, label=each.label, said=each.said) for each in rated]
        said.append(fill(lines.principles, title=map.principles_title, points="; ".join(named)))
    if map.steps:
        steps = "; ".join(map.steps)
        said.append(fill(lines.steps, title=map.steps_title, steps=steps))
    return " ".join(said)


def _in_words(desk: Desk, points: Iterable[MapMark]) -> str:
    """'afklaret er Formål og Type; åbent er Ansvar'."""
    line = desk.lines(MapLines).alt.points
    named = [
        fill(line, said=said, points=listed(desk, [each.label for each in marks]))
        for _, said, marks in _by_level(points)
    ]
    return capital("; ".join(named))


def _by_level(points: Iterable[MapMark]) -> Iterator[tuple[str, str, list[MapMark]]]:
    """Sign, what it means, and the points that have it; the best first."""
    found = list(points)
    for level in LEVELS:
        if marks := [each for each in found if each.level == level]:
            yield marks[0].sign, marks[0].said, marks


# As lines of a message


def lines_of(desk: Desk, map: JourneyMap) -> Iterator[Say]:
    """The map in signs and words: a line a part, then the principles and what the signs mean."""
    yield from phases_of(desk, map.phases)
    yield from _principles_of(desk, map)
    yield legend_of(desk)


def phases_of(desk: Desk, phases: Iterable[MapPhase], *, brief: bool = False) -> Iterator[Say]:
    """A line a part, with its decision below; ``brief``: those not yet reached on one line."""
    lines, parts = desk.lines(MapLines), tuple(phases)
    ahead = [each for each in parts if brief and not _is_reached(each)]
    for each in parts:
        if each not in ahead:
            yield _line(desk, each)
        if each.decided is not None:
            yield Say(lines.verdict, {"decided": each.decided})
    if ahead:
        mark = fill(lines.mark, sign=lines.signs["none"], said=lines.said["none"])
        named = listed(desk, [each.title for each in ahead])
        yield Say(lines.ahead, {"mark": mark, "parts": named})


def _is_reached(phase: MapPhase) -> bool:
    return phase.is_here or any(point.level != "none" for point in phase.points)


def _principles_of(desk: Desk, map: JourneyMap) -> Iterator[Say]:
    lines = desk.lines(MapLines)
    if rated := [each for each in map.principles if each.level != "none"]:
        named = [f"{each.sign} {each.label} {each.said}" for each in rated]
        yield Say(lines.heading, {"title": map.principles_title})
        spoken = "; ".join(f"{each.label} {each.said}" for each in rated)
        yield Say("{points}", {"points": "\n".join(named)}, spoken=spoken)


def legend_of(desk: Desk) -> Say:
    """What the signs mean."""
    lines = desk.lines(MapLines)
    marks = [fill(lines.mark, sign=each.sign, said=each.said) for each in _legend(desk)]
    return Say(lines.legend, {"marks": " · ".join(marks)}, spoken="")


def _line(desk: Desk, phase: MapPhase) -> Say:
    lines = desk.lines(MapLines)
    marks = [
        fill(lines.marks, sign=sign, points=", ".join(each.label for each in found))
        for sign, _, found in _by_level(phase.points)
    ]
    points = Say("{marks}", {"marks": "\n".join(marks)}, spoken=_in_words(desk, phase.points))
    line = lines.phase_here if phase.is_here else lines.phase
    return Say(line, {"part": phase.title, "points": points})


def steps_of(desk: Desk, map: JourneyMap) -> Iterator[Say]:
    """The next steps that the map shows, under their heading; they are people's words."""
    lines = desk.lines(MapLines)
    if map.steps:
        yield Say(lines.heading, {"title": map.steps_title})
        steps = (Say(lines.step, {"step": Words(each)}) for each in map.steps)
        yield joined(*steps, by="\n")


#: How far into its type's quarter a case stands, whose place in there nobody knows.
INTO, FIRST, APART = 0.06, 0.34, 0.11


def type_field(desk: Desk) -> tuple[TypeField, str] | None:
    """The field as a drawing, with the cases that the text places, and the same in words.

    None where the statements place the journey nowhere.
    """
    library, lines = desk.flow.library, desk.lines(TypeLines)
    found = placing(library, desk.answers)
    if not found.points_at:
        return None
    names: dict[tuple[str, str], str] = {
        (each.result, each.central_actor): "".join(c.rstrip("-") for c in lines.field[each.id])
        for each in library.types
    }
    (given, open), (public, others) = AXES["result"], AXES["central_actor"]
    result, actor = found.scores[RESULT], found.scores[ACTOR]
    span = HIGHEST - LOWEST
    mine = Placed(label=lines.you, across=(actor - LOWEST) / span, up=(result - LOWEST) / span,
                is_journey=True)  # fmt: skip
    placed, said = [mine], [fill(lines.seen, result=decimal(result), actor=decimal(actor))]
    for type in library.types:
        across, up = (type.central_actor == others) / 2, (type.result == open) / 2
        cases = [each.placed or each.title for each in library.cases if each.type == type.id]
        placed += [
            Placed(label=label, across=across + INTO, up=max(0.0, up + FIRST - n * APART))
            for n, label in enumerate(cases)
        ]
        if cases:
            slots = {"cases": listed(desk, cases), "type": type_name(desk, type.id)}
            said.append(capital(fill(lines.in_field, **slots)))
    drawing = TypeField(
        top_left=names[open, public],
        top_right=names[open, others],
        bottom_left=names[given, public],
        bottom_right=names[given, others],
        left=lines.public,
        right=lines.others,
        top=lines.open,
        bottom=lines.given,
        placed=tuple(placed),
    )
    return drawing, " ".join(said)


@of_journey
def _word(desk: Desk, _: Said) -> None:
    lines, map = desk.lines(MapLines), journey_map(desk)
    title = Say(lines.title, {"title": Words(desk.current.title)})
    drawn = Picture(map, lines.file, lines.picture, alt(desk, map))
    said = (title, *lines_of(desk, map), *steps_of(desk, map))
    desk.say(Note(said, (resume_button(desk),), shows=f"map:{desk.current.id}", picture=drawn))


LINES = (MapLines,)
WORDS = {Word.MAP: _word}
