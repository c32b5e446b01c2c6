"""What is kept of the opponent's questions, which ones fit, and how they are said afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from flows.content import leaning
from flows.content.base import Ask, Citation, Content, Label, Line, Lines, Plain, Slug, Title, says
from flows.content.kinds import Phase
from flows.content.library import Library
from flows.content.reading import Problem
from flows.journey.desk import Desk
from flows.journey.question import does
from flows.journey.records import Record, all_of, one
from flows.messages import Chapter, Entry, Say, Words
from flows.parts.advice import signs
from flows.parts.advice.rules import FIXED, LEADER
from flows.parts.advice.rules import RULES as ADVISING
from flows.parts.advice.signs import (
    Because,
    Facts,
    Rule,
    either,
    every,
    left,
    many,
    oneself,
    said,
    sign,
    sorted_as,
    unless,
)

SUCCESS = leaning.question("formaal.succes")
#: From so many fixed frames there is little left.
NEARLY_ALL = 4
_NEAR = sorted_as("loesning", "faerdig")

#: From the name of a rule, as ``lines/opponent.yaml`` says it, to the rule.
RULES: Mapping[str, Rule] = {
    "decided_without_politicians": every(
        signs.SHARES_SOME, sign("demokrati.politikere", "foelger", "ukendt")
    ),
    "price_is_doubtful": sign("formaal.vaerd", "maaske", "nej", "ukendt"),
    "no_gain": ADVISING["no_gain_named"],
    "for_money": signs.FOR_MONEY,
    "solution_is_near": either(_NEAR, unless(signs.WE_SUPPORT, signs.RESULT_GIVEN)),
    "they_decide": sign("type.afgoer", "maal", "loesning", "sted", "tid", "oekonomi", "andet"),
    "nearly_all_fixed": many(FIXED, NEARLY_ALL),
    "owner_is_missing": ADVISING["no_owner_above"],
    "success_is_unsaid": left(SUCCESS),
    "off_course": sign("kursjustering.kurs", "delvist", "nej"),
    "nobody_measured": signs.NOT_MEASURED,
    "made_little_difference": signs.MADE_LITTLE_DIFFERENCE,
    "politicians_have_the_last_word": signs.POLITICIANS_DECIDE,
    "chosen_few": sign("demokrati.deltagere", "inviterede", "egne"),
    "open_to_all": signs.DOOR_IS_OPEN,
    "a_reason_was_given": said(leaning.question("formaal.hvorfor")),
    "success_was_said": said(SUCCESS),
    "chef_leads": oneself(LEADER),
    "leader_is_missing": ADVISING["no_project_leader"],
    "they_carry_it_out": signs.ABOUT_DOING_IT,
    "house_is_not_ready": sign("parathed.klar", "1", "2", "3"),
    "nothing_is_prepared": signs.PREPARED_FOR_NOTHING,
    "others_lead": either(signs.WE_SUPPORT, sign("type.afsender", "borgere")),
    "only_we_judge": ADVISING["others_do_not_evaluate"],
    "would_do_it_again": sign("afsaet.igen", "samme", "anderledes"),
}


class Challenge(Content):
    """One question of the opponent's, as ``rule`` chooses it.

    ``gravity`` is as advice's, ``why`` says why somebody would ask, ``do`` what can be done where
    the answer is missing. It is ours; ``source`` is what it builds on.
    """

    id: Slug
    rule: Annotated[str, Field(pattern=r"^[a-z_]+\Z")]
    gravity: Literal[1, 2, 3]
    ask: Ask
    why: Line
    do: Line
    source: Citation | None = None


class OpponentLines(Lines):
    """``few`` is said where fewer than ``MOST`` fit, ``more`` where some were met before.

    ``entry`` is a line of the summary.
    """

    AREA = "opponent"

    begins: Annotated[str, says("count")]
    few: Annotated[str, says("count")]
    more: Annotated[str, says("count")]
    one: Plain
    several: Annotated[str, says("count")]
    resumed: Plain
    place: Annotated[str, says("number", "count")]
    ask: Annotated[str, says("ask")]
    because: Plain
    answer: Plain
    old_answer: Plain
    kept: Plain
    step_made: Annotated[str, says("do")]
    passed: Plain
    changed: Plain
    removed: Plain
    done: Plain
    stopped: Plain
    nothing: Plain
    all_met: Plain
    offer: Label
    step: Label
    next: Label
    stop: Label
    remove: Label
    heading: Title
    entry: Annotated[str, says("ask", "said")]
    challenges: tuple[Challenge, ...]


class Challenged(Record):
    """What came of one question: answered in own words, made a step, or passed by."""

    KIND: ClassVar[str] = "opponent"

    state: Literal["answered", "step", "passed"]
    said: str | None = None


class Round(Record):
    """The questions that were put together last, and in which phase. There is one in a journey."""

    KIND: ClassVar[str] = "opponent_round"

    id: str = "round"
    ids: tuple[str, ...]
    phase: str | None = None


class Offered(Record):
    """That the decision of a phase, whose id it has, was put with the opponent beside it."""

    KIND: ClassVar[str] = "opponent_offered"


@dataclass(frozen=True, slots=True)
class Fitting:
    """A question that fits, and the answers that it comes from."""

    challenge: Challenge
    because: Because


#: So many at a time.
MOST = 5
#: The deeds of hearing the questions, and of taking up one again.
HEAR, AGAIN = "opponent.hear", "opponent.again"


def fitting(desk: Desk) -> list[Fitting]:
    """All that fit the answers, the gravest first, and of those what came latest on the way."""
    facts = Facts(desk.flow.path, desk.answers)
    phases = desk.flow.library.phases
    found = []
    for each in desk.lines(OpponentLines).challenges:
        because = RULES[each.rule](facts)
        if because is not None:
            found.append(Fitting(each, because))

    def place(of: Fitting) -> tuple[int, int]:
        steps = (desk.flow.path.by_id[id].phase for id in of.because)
        return (-of.challenge.gravity, -max(phases.index(p) if p else -1 for p in steps))

    return sorted(found, key=place)


def chosen(desk: Desk) -> list[Fitting]:
    """The next five: those that were passed by come last, those that were met no more."""
    came = {each.id: each.state for each in all_of(desk.answers, Challenged)}
    left = [each for each in fitting(desk) if came.get(each.challenge.id) in (None, "passed")]
    return sorted(left, key=lambda each: each.challenge.id in came)[:MOST]


def under_way(desk: Desk) -> tuple[Fitting, int, int] | None:
    """The question of this round that is next, which one it is, and of how many."""
    round = one(desk.answers, Round, "round")
    if round is None:
        return None
    fits = {each.challenge.id: each for each in fitting(desk)}
    for n, id in enumerate(round.ids, 1):
        met = desk.answers.is_later(f"{Challenged.KIND}:{id}", round.step)
        if not met and id in fits:
            return fits[id], n, len(round.ids)
    return None


def is_offered(desk: Desk, phase: Phase) -> bool:
    """Whether it was neither heard nor offered in the phase, and there is something to hear."""
    round = one(desk.answers, Round, "round")
    if desk.current.delegated is not None or (round is not None and round.phase == phase.id):
        return False
    return one(desk.answers, Offered, phase.id) is None and bool(chosen(desk))


def answered(desk: Desk) -> Iterator[tuple[Challenge, str]]:
    """What the chef answered, in the order in which it was last said."""
    asks = {each.id: each for each in desk.lines(OpponentLines).challenges}
    for record in all_of(desk.answers, Challenged):
        if record.said and record.id in asks:
            yield asks[record.id], record.said


def chapter(desk: Desk) -> Chapter | None:
    """The answers among all that is kept, each with the way to change it."""
    entries = tuple(
        Entry(each.ask, Words(said), does(desk, AGAIN, each.id)) for each, said in answered(desk)
    )
    return Chapter(desk.lines(OpponentLines).heading, None, entries) if entries else None


def lines(desk: Desk) -> Sequence[Say]:
    """The answers in the summary."""
    line = desk.lines(OpponentLines).entry
    return [Say(line, {"ask": each.ask, "said": Words(said)}) for each, said in answered(desk)]


def problems(library: Library) -> Iterator[Problem]:
    """Every question names a rule, and every rule has a question."""
    document = library.documents[f"lines/{OpponentLines.AREA}.yaml"]
    named = [each.rule for each in library.lines(OpponentLines).challenges]
    for n, rule in enumerate(named):
        if rule not in RULES:
            yield document.problem(("challenges", n, "rule"), f"no rule is called '{rule}'")
    for rule in sorted(RULES.keys() - set(named)):
        yield document.problem(("challenges",), f"the rule '{rule}' has no question")
