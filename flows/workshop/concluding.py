"""The shared conclusion: written by the facilitator, kept as the journey's answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from flows.content.base import fill
from flows.journey.values import GROUP, Answer, AnswerState, Value
from flows.messages import Say, Words
from flows.parts.next_steps.record import NextStep
from flows.parts.next_steps.someone import Someone
from flows.workshop import rules
from flows.workshop.cards import card, conclusion_card, round_card
from flows.workshop.inputs import Sent
from flows.workshop.messages import Notice
from flows.workshop.table import Table
from flows.workshop.values import Conclusion, Dissent, RoundState, TeamStep

LONGEST_CONCLUSION, LONGEST_STEP, LONGEST_DISSENT = 1000, 150, 300
MOST_STEPS, MOST_DISSENTS = 5, 30
#: The ids of the fields.
TEXT, CLARITY, WHAT, OWNER, DUE = "text", "clarity", "what", "owner", "due"


def concluded(table: Table, sent: Sent) -> None:
    """The conclusion, how clarified, perhaps a first next step."""
    if not _may(table, sent, rules.may_lead(table.view), table.lines.refused.not_facilitator):
        return
    text = _text(table, sent, TEXT, LONGEST_CONCLUSION, table.lines.conclusion.empty)
    clarity = "".join(sent.filled.get(CLARITY, ())[:1])
    if clarity not in {each.id for each in table.flow.texts.steps.clarity.choices}:
        table.errors[CLARITY] = table.lines.conclusion.no_clarity
    step = _step(table, sent)
    if table.errors or not table.move(sent.point, "conclude"):
        if not table.errors:
            _refuse(table, sent, table.lines.refused.not_now)
        return
    before = table.conclusions.get(sent.point)
    steps = (*(before.steps if before else ()), *((step,) if step else ()))
    table.conclude(Conclusion(sent.point, text, clarity, table.actor, steps))
    table.set_round(sent.point, talk_until=None)
    _contribute(table, sent.point)
    _show(table, sent.point, anew=True)
    table.led()


def add_step(table: Table, sent: Sent) -> None:
    """One more next step with its owner."""
    if not _may(table, sent, rules.may_lead(table.view), table.lines.refused.not_facilitator):
        return
    found = table.conclusions.get(sent.point)
    step = _step(table, sent, needed=True)
    if table.errors:
        return
    if found is None or step is None or len(found.steps) >= MOST_STEPS:
        _refuse(table, sent, table.lines.refused.not_now)
        return
    table.conclude(replace(found, steps=(*found.steps, step)))
    _contribute(table, sent.point)
    _show(table, sent.point)


def dissented(table: Table, sent: Sent) -> None:
    """Somebody disagrees with the conclusion."""
    here = rules.takes_part(table.view, table.actor)
    if not _may(table, sent, here, table.lines.answer.outside):
        return
    text = _text(table, sent, TEXT, LONGEST_DISSENT, table.lines.conclusion.no_dissent)
    if table.errors:
        return
    if sent.point not in table.conclusions or len(table.dissents) >= MOST_DISSENTS:
        _refuse(table, sent, table.lines.refused.not_now)
        return
    author = None if table.workshop.anonymous else table.actor
    table.dissents.append(Dissent(table.fresh(), sent.point, text, author))
    lines = table.lines
    table.notice = Notice(lines.answer.done, (Say(lines.conclusion.dissent_kept),))
    _show(table, sent.point)


def _show(table: Table, point: str, *, anew: bool = False) -> None:
    sheet = conclusion_card(table, point)
    if anew:
        table.post(sheet, table.shows(point, "end"), table.shows(point))
        table.redraw(table.shows(point), round_card(table, point))
        table.redraw(table.shows(), card(table))
    else:
        table.redraw(table.shows(point, "end"), sheet)


def _contribute(table: Table, point: str) -> None:
    """The journey's answer, marked as the group's."""
    found, author = table.conclusions[point], f"{GROUP}{table.workshop.id}"
    question = table.flow.question(point)
    said: list[tuple[str, Value]] = [(f"{point}.clarity", found.clarity)]
    if question is not None:
        said.insert(0, (f"{point}.{question.id}", found.text))
    said += [(each.step, each.model_dump(mode="json")) for each in _next_steps(table, found)]
    table.contributed += [
        Answer(step, AnswerState.GIVEN, value, author, table.now) for step, value in said
    ]


def _next_steps(table: Table, found: Conclusion) -> Iterator[NextStep]:
    """What the group agreed to do, as the journey keeps next steps."""
    phase = table.flow.phase(found.point)
    for each in found.steps:
        yield NextStep(
            id=each.id,
            do=each.what,
            who=Someone(user=each.owner) if each.owner else None,
            due=each.due.isoformat() if each.due else None,
            origin=f"workshop:{table.workshop.id}",
            phase=phase,
        )


def _may(table: Table, sent: Sent, allowed: bool, why: str) -> bool:
    if not table.running or sent.point not in table.rounds:
        why = table.lines.refused.over
    elif allowed:
        return True
    _refuse(table, sent, why)
    return False


def _refuse(table: Table, sent: Sent, why: str) -> None:
    """Say why, and give the text back."""
    lines = table.lines.answer
    given = [("".join(sent.filled.get(id, ())).strip(), id) for id in (TEXT, WHAT)]
    quotes = tuple((lines.your_text, Words(text)) for text, _ in given if text)
    table.notice = Notice(lines.not_taken, (Say(why),), quotes)


def _text(table: Table, sent: Sent, id: str, longest: int, empty: str) -> str:
    text = "".join(sent.filled.get(id, ())).strip()
    if not text:
        table.errors[id] = empty
    elif len(text) > longest:
        table.errors[id] = fill(table.lines.too_long, longest=longest)
    return text


def _step(table: Table, sent: Sent, *, needed: bool = False) -> TeamStep | None:
    """The next step that was filled in; an owner or a day without a step is a mistake."""
    owner = "".join(sent.filled.get(OWNER, ())[:1]) or None
    due, what = _day(sent), "".join(sent.filled.get(WHAT, ())).strip()
    if not what and (needed or owner or due):
        table.errors[WHAT] = table.lines.conclusion.no_step
    if len(what) > LONGEST_STEP:
        table.errors[WHAT] = fill(table.lines.too_long, longest=LONGEST_STEP)
    return TeamStep(table.fresh(), what, owner, due) if what else None


def _day(sent: Sent) -> date | None:
    try:
        return date.fromisoformat("".join(sent.filled.get(DUE, ())[:1]))
    except ValueError:
        return None


#: The states in which one may conclude.
TALKING = (RoundState.REVEALED, RoundState.DISCUSSING)
