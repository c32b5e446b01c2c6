"""The view: which type it looks like, what can most easily overturn it, and what that advises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from flows.content import leaning
from flows.content.base import (
    Citation,
    Content,
    Label,
    Line,
    Lines,
    Plain,
    Slug,
    fill,
    for_each,
    says,
)
from flows.content.kinds import CocreationType
from flows.content.library import Library
from flows.content.reading import Problem
from flows.content.sorting import AXES
from flows.journey.decision import outcome
from flows.journey.desk import Desk
from flows.journey.gate import meant
from flows.journey.placing import MIDDLE
from flows.journey.short import DECISION, NEXT_STEP, SENTENCE, VALUE, without_of
from flows.journey.showing import on_one_line, show, small
from flows.journey.values import Answers
from flows.language.text import unstopped
from flows.messages import Say, Slot, Words, joined
from flows.parts.advice import signs
from flows.parts.advice.rules import FIXED, LEEWAY, OWNER
from flows.parts.advice.rules import RULES as ADVISING
from flows.parts.advice.signs import Facts, Rule, every, left, said, sorted_as, unless
from flows.parts.next_steps import ASKED, next_step, told
from flows.parts.type import field, type_name
from flows.pieces import cited

DECIDES = leaning.question("afgraensning.loefte")

#: From the name of a rule, as ``lines/view.yaml`` says it, to the rule.
RULES: Mapping[str, Rule] = {
    **ADVISING,
    "nothing_to_decide": left(DECIDES),
    "open_but_goal_fixed": every(sorted_as("loesning", "ukendt", "retning"), signs.GOAL_FIXED),
    "politicians_decide_last": signs.POLITICIANS_DECIDE,
    "time_is_fixed": signs.TIME_FIXED,
    "has_a_direction": sorted_as("loesning", "retning"),
    # Somebody owns it, and what one may do without asking was not said.
    "no_leeway_agreed": unless(said(LEEWAY), said(OWNER)),
    "nobody_knows_the_result": sorted_as("loesning", "ukendt"),
}

Speaks = Literal["go", "wait", "leave"]


class Danger(Content):
    """Something that can overturn it: a verdict of the gate, or what a rule finds.

    ``speaks_for`` is what it advises, and ``then`` goes on from that. ``step`` is what one can do
    about it, ``instead`` what one does who leaves it; ``{owner}`` in them is who owns the task.
    """

    verdict: Slug | None = None
    rule: Slug | None = None
    says: Line
    speaks_for: Speaks
    then: Line
    step: Line
    instead: Line | None = None
    source: Citation | None = None

    @model_validator(mode="after")
    def _says_what_it_is(self) -> Danger:
        if (self.verdict is None) == (self.rule is None):
            raise ValueError("it is a verdict or what a rule finds")
        if (self.rule is None) != (self.source is None):
            raise ValueError("what a rule finds has a source, and a verdict its own")
        if (self.speaks_for == "leave") != (self.instead is not None):
            raise ValueError("'instead' belongs to what speaks for leaving it, which needs it")
        return self


#: What is advised, by what the gravest danger speaks for.
Advices = Annotated[Mapping[str, Annotated[str, says("then")]], for_each(get_args(Speaks))]


class Page(Content):
    """The lines of the half page, each where there is something to say.

    ``decided`` and ``also`` (to go on) are what was advised too, ``otherwise`` what was not.
    """

    name: Label
    heading: Annotated[str, says("title")]
    value: Annotated[str, says("value")]
    decided: Annotated[str, says("choice", "then")]
    also: Annotated[str, says("choice", "then")]
    otherwise: Annotated[str, says("choice", "advice")]
    was: Advices
    dangers: Annotated[str, says("dangers")]
    therefore: Annotated[str, says("dangers")]
    frames: Annotated[str, says("fixed", "decides")]
    fixed: Annotated[str, says("fixed")]
    decides: Annotated[str, says("decides")]
    step: Annotated[str, says("step")]


class ViewLines(Lines):
    """``dangers`` are the gravest first; ``step`` and ``instead`` stand for no danger."""

    AREA = "view"

    looks_like: Annotated[str, says("type", "answers")]
    is_not: Annotated[str, says("verdict")]
    too_few: Plain
    seen: Annotated[str, says("type")]
    dangers_are: Plain
    speaks_against: Plain
    danger: Annotated[str, says("number", "says", "answer", "source")]
    no_danger: Plain
    advice: Advices
    none_speaks: Line
    step: Line
    instead: Line
    suggestion: Plain
    take: Label
    write: Label
    write_so: Plain
    agreed: Annotated[str, says("day")]
    my_boss: Label
    owner_is: Label
    page: Page
    share: Label
    rest: Label
    when_rest: Annotated[str, says("title")]
    dangers: tuple[Danger, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Seen:
    """A danger that is there, and the steps whose answers show it."""

    danger: Danger
    because: tuple[str, ...]


#: So many are shown: more nobody can act upon.
SHOWN = 2
#: So much of an answer is shown beside a danger.
LONGEST = 60


def dangers(desk: Desk) -> list[Seen]:
    """What can overturn it, the gravest first."""
    verdicts = {verdict.id: step for verdict, step in meant(desk.flow.library, desk.answers)}
    facts = Facts(desk.flow.path, desk.answers)
    found = []
    for danger in desk.lines(ViewLines).dangers:
        if danger.verdict in verdicts:
            found.append(Seen(danger, (verdicts[danger.verdict],)))
        elif danger.rule is not None and (because := RULES[danger.rule](facts)) is not None:
            found.append(Seen(danger, because))
    return found


def advice(desk: Desk) -> tuple[Speaks, str]:
    """What the gravest danger speaks for, and how that goes on."""
    found = dangers(desk)
    if not found:
        return "go", desk.lines(ViewLines).none_speaks
    return found[0].danger.speaks_for, found[0].danger.then


def advised(desk: Desk, lines: Advices) -> Say:
    """'Rådet er vent, til …', in one of the lines."""
    speaks_for, then = advice(desk)
    return Say(lines[speaks_for], {"then": then})


def view_lines(desk: Desk) -> list[Say]:
    """The view as it is said before the decision."""
    lines, found = desk.lines(ViewLines), dangers(desk)
    said = [*likeness(desk, found)]
    leaves = bool(found) and found[0].danger.speaks_for == "leave"
    if found:
        said.append(Say(lines.speaks_against if leaves else lines.dangers_are))
        said += [_danger(desk, n, each) for n, each in enumerate(found[:SHOWN], 1)]
    else:
        said.append(Say(lines.no_danger))
    return [*said, advised(desk, lines.advice)]


def _danger(desk: Desk, number: int, seen: Seen) -> Say:
    """What it is, the answer that shows it, and where that comes from."""
    source = seen.danger.source
    if source is None:
        source = desk.flow.library.verdict[seen.danger.verdict or ""].source
    said = joined(*(answered(desk, step) for step in seen.because), by=", ")
    slots: dict[str, Slot | Say] = {
        "number": str(number),
        "says": seen.danger.says,
        "answer": said,
        "source": cited(desk.flow.library, source),
    }
    return Say(desk.lines(ViewLines).danger, slots)


def answered(desk: Desk, id: str) -> Say:
    """The answer as it was given; where one said that there is none, as the button says it."""
    answer = desk.answers.get(id)
    if id == VALUE:
        return Say(without_of(desk.flow.library, SENTENCE) or desk.texts.settled.none)
    shown = on_one_line(show(desk, desk.flow.path.by_id[id], answer), LONGEST)
    return Say("{answer}", {"answer": shown})


# Which type it looks like

BY = (leaning.sorting("loesning", ("faerdig",)), leaning.sorting("bidrag", ("foere_an",)))
#: Where the answers put the mark, from 1 to 5: how open the result is, and who leads. Ours.
RESULTS: Mapping[str, float] = {"faerdig": 1.5, "retning": 4, "ukendt": 5}
THEY_LEAD, WE_LEAD = 4.5, 2.0


def place(answers: Answers) -> tuple[float, float] | None:
    """The mark's place: how open the result is, and how much the others lead; None if not said."""
    how_far, part = (answers.given(step) for step in BY)
    result = RESULTS.get(str(how_far))
    if result is None or part is None:
        return None
    return result, THEY_LEAD if part == "foere_an" else WE_LEAD


def looks_like(library: Library, answers: Answers) -> CocreationType | None:
    """The type in whose quarter of the field the mark stands."""
    at = place(answers)
    if at is None:
        return None
    ends = tuple(ends[score > MIDDLE] for ends, score in zip(AXES.values(), at, strict=True))
    return next((e for e in library.types if (e.result, e.central_actor) == ends), None)


def likeness(desk: Desk, found: Sequence[Seen] = ()) -> Iterator[Say]:
    """What it looks like, by which answers: another thing than samskabelse, or a type of it."""
    lines, library = desk.lines(ViewLines), desk.flow.library
    verdict = library.verdict.get(found[0].danger.verdict or "") if found else None
    if verdict is not None and verdict.outcome == "something_else" and found[0].danger.instead:
        yield Say(lines.is_not, {"verdict": small(verdict.title)})
        return
    at, type = place(desk.answers), looks_like(library, desk.answers)
    if at is None or type is None:
        yield Say(lines.too_few)
        return
    name = type_name(desk, type.id)
    said = joined(*(answered(desk, step) for step in BY), by=f"_ {desk.texts.and_} _")
    yield Say(lines.looks_like, {"type": name, "answers": said})
    yield Say("{field}", {"field": field(desk, *at)}, spoken=fill(lines.seen, type=name))


def problems(library: Library) -> Iterator[Problem]:
    """Every danger is a verdict or a rule that there is."""
    document = library.documents[f"lines/{ViewLines.AREA}.yaml"]
    for n, each in enumerate(library.lines(ViewLines).dangers):
        if each.verdict is not None and each.verdict not in library.verdict:
            message = f"nothing is called '{each.verdict}'"
            yield document.problem(("dangers", n, "verdict"), message)
        if each.rule is not None and each.rule not in RULES:
            yield document.problem(("dangers", n, "rule"), f"no rule is called '{each.rule}'")


#: What the page is called, where it is shared.
PAGE = "kort"
#: So much of an answer stands on the page.
ON_PAGE = 200


def there_is(desk: Desk) -> bool:
    """Whether there is a page: something was decided on the short way."""
    return desk.journey is not None and desk.answers.given(DECISION) is not None


def page(desk: Desk) -> Iterator[Say]:
    """The page without its heading."""
    lines = desk.lines(ViewLines).page
    value, step = _said(desk, SENTENCE), next_step(desk.answers, NEXT_STEP.removesuffix(ASKED))
    if value is not None:
        yield Say(lines.value, {"value": value})
    choice = _said(desk, DECISION)
    decided = outcome(desk.flow.library.phases[0], desk.answers.given(DECISION))
    if choice is not None:
        yield _decided(desk, choice, decided)
    if found := dangers(desk)[:SHOWN]:
        said = joined(*(each.danger.says for each in found))
        line = lines.therefore if decided == "leave" else lines.dangers
        yield Say(line, {"dangers": said})
    yield from _frames(desk)
    if step is not None:
        yield Say(lines.step, {"step": told(desk, step, ON_PAGE)})


def _decided(desk: Desk, choice: Slot, decided: str | None) -> Say:
    """What was decided, and what was advised."""
    lines, (speaks_for, then) = desk.lines(ViewLines).page, advice(desk)
    if decided == speaks_for:
        return Say(
            lines.also if decided == "go" else lines.decided, {"choice": choice, "then": then}
        )
    return Say(lines.otherwise, {"choice": choice, "advice": advised(desk, lines.was)})


def _frames(desk: Desk) -> Iterator[Say]:
    """What is fixed, and what the citizens decide."""
    lines = desk.lines(ViewLines).page
    fixed, decides = _said(desk, FIXED), _said(desk, DECIDES)
    if fixed is not None and decides is not None:
        yield Say(lines.frames, {"fixed": fixed, "decides": decides})
    elif fixed is not None:
        yield Say(lines.fixed, {"fixed": fixed})
    elif decides is not None:
        yield Say(lines.decides, {"decides": decides})


def _said(desk: Desk, id: str) -> Slot | None:
    """The answer on one line and without a full stop; None where there is none."""
    if desk.answers.given(id) is None:
        return None
    shown = on_one_line(show(desk, desk.flow.path.by_id[id], desk.answers.get(id)), ON_PAGE)
    if isinstance(shown, Words):
        return Words(unstopped(shown.text))
    return shown.lower() if isinstance(shown, str) and id == FIXED else shown
