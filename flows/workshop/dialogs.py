"""The dialogs: what a button opens, for the one who pressed it. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flows.inputs import Action, Verb
from flows.messages import Button, Mention, Note, Option, Say, Words
from flows.workshop import rules
from flows.workshop.collecting import ANSWER, LONGEST_ANSWER, LONGEST_REASON, RATING, REASON
from flows.workshop.concluding import (
    CLARITY,
    DUE,
    LONGEST_CONCLUSION,
    LONGEST_DISSENT,
    LONGEST_STEP,
    OWNER,
    TALKING,
    TEXT,
    WHAT,
)
from flows.workshop.inputs import Deed, Form
from flows.workshop.messages import Dialog, Field, FieldKind
from flows.workshop.roles import USER
from flows.workshop.table import AREA, Table
from flows.workshop.values import RoundState

#: The button in a dialog that takes an answer as the start of the conclusion.
START_FROM = "start_from"
#: So many answers can be chosen among.
MOST_OPTIONS = 100


def open_dialog(table: Table, form: Form, point: str, start: str = "") -> Dialog | Note:
    """The dialog, or why there is none. ``start`` is the answer that a conclusion begins with."""
    round = table.rounds.get(point)
    if form is not Form.HAND_OVER and (not table.running or round is None):
        return Note((Say(table.lines.refused.over),))
    found = _DIALOGS[form](table, point)
    if isinstance(found, Dialog) and form is Form.CONCLUDE:
        return _with_start(table, found, point, start)
    return found


def _refuse(table: Table, line: Say | str, *buttons: Button) -> Note:
    return Note((Say(line) if isinstance(line, str) else line,), buttons)


def _form(table: Table, form: Form, point: str) -> Action:
    return Action(Verb.DO, table.workshop.id, f"{AREA}.{form.value}", 0, point)


def _outside(table: Table) -> Note:
    join = table.deed(table.lines.buttons.join, Deed.JOIN)
    return _refuse(table, table.lines.refused.outside, join)


def _facilitator_only(table: Table) -> Note:
    slots = {"facilitator": Mention(table.workshop.facilitator)}
    return _refuse(table, Say(table.lines.refused.facilitator_only, slots))


def _answer(table: Table, point: str) -> Dialog | Note:
    if not rules.takes_part(table.view, table.actor):
        return _outside(table)
    if table.rounds[point].state is not RoundState.COLLECTING:
        return _refuse(table, table.lines.answer.late)
    lines, mine = table.lines.answer, table.scene.mine
    mine = None if mine is None or mine.passed else mine
    return Dialog(
        lines.title,
        lines.save,
        _form(table, Form.ANSWER, point),
        (Say(table.lines.round.question, {"ask": table.flow.ask(point)}), _who_sees(table)),
        (
            Field(
                ANSWER,
                FieldKind.TEXT,
                lines.answer,
                longest=LONGEST_ANSWER,
                chosen=(mine.answer or "",) if mine else (),
            ),
            _rating_field(table, mine.rating if mine else None),
            Field(
                REASON,
                FieldKind.TEXT,
                lines.reason,
                needed=False,
                longest=LONGEST_REASON,
                chosen=(mine.reason,) if mine and mine.reason else (),
            ),
        ),
    )


def _who_sees(table: Table) -> Say:
    lines = table.lines.answer
    return Say(lines.until_then_anonymous if table.workshop.anonymous else lines.until_then)


def _rating_field(table: Table, chosen: int | None) -> Field:
    lines = table.lines.answer
    ends = {1: lines.low, 5: lines.high}
    options = tuple(
        Option(str(n), f"{n} · {ends[n]}" if n in ends else str(n)) for n in range(1, 6)
    )
    given = (str(chosen),) if chosen else ()
    return Field(RATING, FieldKind.ONE, lines.rating, options=options, chosen=given)


def _pass(table: Table, point: str) -> Dialog | Note:
    if not rules.takes_part(table.view, table.actor):
        return _outside(table)
    if table.rounds[point].state is not RoundState.COLLECTING:
        return _refuse(table, table.lines.answer.late)
    lines = table.lines.answer
    why = Field(REASON, FieldKind.TEXT, lines.why_pass, needed=False, longest=LONGEST_REASON)
    said = (Say(lines.pass_means),)
    return Dialog(lines.pass_title, lines.pass_, _form(table, Form.PASSING, point), said, (why,))


def _rate(table: Table, point: str) -> Dialog | Note:
    if not rules.takes_part(table.view, table.actor):
        return _outside(table)
    if table.rounds[point].state is not RoundState.RERATING:
        return _refuse(table, table.lines.answer.late)
    lines, mine = table.lines.answer, table.scene.mine
    field = _rating_field(table, mine.rating if mine else None)
    said = (Say(lines.rate_again, {"point": table.flow.title(point)}),)
    return Dialog(lines.rate_title, lines.save, _form(table, Form.RATE, point), said, (field,))


def _conclude(table: Table, point: str) -> Dialog | Note:
    if not rules.may_lead(table.view):
        return _facilitator_only(table)
    if table.rounds[point].state not in TALKING:
        return _refuse(table, table.lines.refused.not_now)
    lines, before = table.lines.conclusion, table.conclusions.get(point)
    clarity = tuple(Option(each.id, each.label) for each in table.flow.texts.steps.clarity.choices)
    fields = (
        Field(
            TEXT,
            FieldKind.TEXT,
            lines.text,
            hint=lines.text_hint,
            longest=LONGEST_CONCLUSION,
            chosen=(before.text,) if before else (),
        ),
        Field(
            CLARITY,
            FieldKind.ONE,
            table.flow.texts.steps.clarity.ask,
            options=clarity,
            chosen=(before.clarity,) if before else (),
        ),
        *_step_fields(table, needed=False),
    )
    form = _form(table, Form.CONCLUDE, point)
    said = (Say(lines.about, {"point": table.flow.title(point)}),)
    return Dialog(lines.dialog_title, lines.save, form, said, fields)


def _with_start(table: Table, made: Dialog, point: str, start: str) -> Dialog:
    """The answers to begin with; the one that was chosen stands in the field."""
    answers = [each for each in table.scene.shown.get(point, ()) if each.answer]
    options = tuple(Option(each.id, Words(each.answer or "")) for each in answers)[:MOST_OPTIONS]
    if not options:
        return made
    action = Action(Verb.DO, table.workshop.id, f"{AREA}.{START_FROM}", 0, point)
    made = replace(made, pick=action, pick_label=table.lines.conclusion.start_from, options=options)
    chosen = next((each for each in answers if each.id == start), None)
    if chosen is None:
        return made
    # Another id makes it another field, or Slack would keep what stands there.
    text = replace(made.fields[0], id=f"{TEXT}.{chosen.id}", chosen=(chosen.answer or "",))
    return replace(made, fields=(text, *made.fields[1:]))


def _step_fields(table: Table, *, needed: bool) -> tuple[Field, ...]:
    lines = table.lines.conclusion
    return (
        Field(WHAT, FieldKind.TEXT, lines.what, needed=needed, longest=LONGEST_STEP),
        Field(OWNER, FieldKind.PERSON, lines.owner, needed=False),
        Field(DUE, FieldKind.DAY, lines.due, needed=False),
    )


def _step(table: Table, point: str) -> Dialog | Note:
    if not rules.may_lead(table.view):
        return _facilitator_only(table)
    if point not in table.conclusions:
        return _refuse(table, table.lines.refused.not_now)
    lines = table.lines.conclusion
    said = (Say(lines.about, {"point": table.flow.title(point)}),)
    fields = _step_fields(table, needed=True)
    return Dialog(lines.step_title, lines.save, _form(table, Form.STEP, point), said, fields)


def _dissent(table: Table, point: str) -> Dialog | Note:
    if not rules.takes_part(table.view, table.actor):
        return _outside(table)
    found, lines = table.conclusions.get(point), table.lines.conclusion
    if found is None:
        return _refuse(table, table.lines.refused.not_now)
    field = Field(TEXT, FieldKind.TEXT, lines.dissent_text, longest=LONGEST_DISSENT)
    seen = lines.dissent_anonymous if table.workshop.anonymous else lines.dissent_with_name
    said = (Say(lines.dissent_about, quote=Words(found.text)), Say(seen))
    return Dialog(
        lines.dissent_title, lines.save, _form(table, Form.DISSENT, point), said, (field,)
    )


def _hand_over(table: Table, _: str) -> Dialog | Note:
    if not rules.may_lead(table.view):
        return _facilitator_only(table)
    lines = table.lines.roles
    field = Field(USER, FieldKind.PERSON, lines.to_whom)
    form = _form(table, Form.HAND_OVER, "")
    return Dialog(lines.hand_over_title, lines.hand_over, form, (Say(lines.about),), (field,))


_DIALOGS: dict[Form, Callable[[Table, str], Dialog | Note]] = {
    Form.ANSWER: _answer,
    Form.PASSING: _pass,
    Form.RATE: _rate,
    Form.CONCLUDE: _conclude,
    Form.STEP: _step,
    Form.DISSENT: _dissent,
    Form.HAND_OVER: _hand_over,
}
