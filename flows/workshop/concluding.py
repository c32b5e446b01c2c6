"""The shared conclusion: written by the facilitator, kept as the journey's answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flows.journey.values import GROUP, Answer, AnswerState, Value
from flows.messages import Note, Option, Say, Words
from flows.parts.next_steps import NextStep, Someone
from flows.workshop.cards import conclusion_card, redraw_round
from flows.workshop.inputs import Form, Submitted
from flows.workshop.outcome import Dialog, Field, FieldKind
from flows.workshop.turn import Turn, said
from flows.workshop.values import Conclusion, Dissent, TeamStep

LONGEST_CONCLUSION, LONGEST_STEP, LONGEST_DISSENT = 1000, 150, 300
MOST_STEPS, MOST_DISSENTS = 5, 30
#: The ids of the fields.
TEXT, CLARITY, WHAT, OWNER, DUE = "text", "clarity", "what", "owner", "due"
#: The button in the dialog that takes an answer as the start of the conclusion.
START_FROM = "start_from"
#: So many answers can be chosen among.
MOST_OPTIONS = 100


# The conclusion


def open_conclusion(turn: Turn, point: str, start: str = "") -> Dialog | Note:
    """The dialog for the conclusion; ``start`` is the answer that it begins with."""
    if not turn.scene.may_lead:
        return turn.facilitator_only()
    if not turn.may(point, "conclude"):
        return Note(said([turn.lines.refused.not_now]))
    lines, before = turn.lines.conclusion, turn.scene.conclusion_on(point)
    ask = turn.flow.texts.steps.clarity
    clarity = tuple(Option(each.id, each.label) for each in ask.choices)
    fields = (
        Field(TEXT, FieldKind.TEXT, lines.text, lines.text_hint, longest=LONGEST_CONCLUSION,
              chosen=(before.text,) if before else ()),
        Field(CLARITY, FieldKind.ONE, ask.ask, options=clarity,
              chosen=(before.clarity,) if before else ()),
        *_step_fields(turn, needed=False),
    )  # fmt: skip
    form, about = turn.action(Form.CONCLUDE, point), (turn.flow.say(lines.about, point),)
    made = Dialog(lines.dialog_title, lines.save, form, about, fields)
    return _offering_answers(turn, made, point, start)


def _offering_answers(turn: Turn, made: Dialog, point: str, start: str) -> Dialog:
    """With the answers to begin with; the one that was chosen stands in the field."""
    answers = [each for each in turn.scene.revealed.get(point, ()) if each.answer]
    if not answers:
        return made
    options = tuple(Option(each.id, Words(each.answer or "")) for each in answers[:MOST_OPTIONS])
    pick, label = turn.action(START_FROM, point), turn.lines.conclusion.start_from
    made = replace(made, pick=pick, pick_label=label, options=options)
    chosen = next((each for each in answers if each.id == start), None)
    if chosen is None:
        return made
    # Another id makes it another field, or Slack would keep what stands there.
    text = replace(made.fields[0], id=f"{TEXT}.{chosen.id}", chosen=(chosen.answer or "",))
    return replace(made, fields=(text, *made.fields[1:]))


def take_conclusion(turn: Turn, sent: Submitted) -> None:
    """The conclusion, how clarified, perhaps a first next step."""
    point, lines = sent.point, turn.lines.conclusion
    if _given_back(turn, sent, turn.scene.may_lead, turn.lines.refused.not_facilitator):
        return
    text = turn.read(sent, TEXT, LONGEST_CONCLUSION, lines.empty)
    clarity = sent.value(CLARITY)
    if clarity not in {each.id for each in turn.flow.texts.steps.clarity.choices}:
        turn.errors[CLARITY] = lines.no_clarity
    step = _step(turn, sent)
    if turn.errors:
        return
    if not turn.may(point, "conclude"):
        _give_back(turn, sent, turn.lines.refused.not_now)
        return
    turn.move(point, "conclude")
    turn.change_round(point, talk_until=None)
    before = turn.scene.conclusion_on(point)
    steps = (*(before.steps if before else ()), *((step,) if step else ()))
    found = Conclusion(point, text, clarity, turn.actor, steps)
    _conclude(turn, found)
    turn.post(
        conclusion_card(turn, found), turn.message_name(point, "end"), turn.message_name(point)
    )
    redraw_round(turn, point)
    turn.change(led_at=turn.now)


def _conclude(turn: Turn, found: Conclusion) -> None:
    """Keep it, also as the journey's answer, marked as the group's."""
    turn.conclude(found)
    point, question = found.point, turn.flow.question(found.point)
    answers: list[tuple[str, Value]] = [(f"{point}.clarity", found.clarity)]
    if question is not None:
        answers.insert(0, (f"{point}.{question.id}", found.text))
    for each in found.steps:
        step = NextStep(
            id=each.id,
            do=each.what,
            who=Someone(user=each.owner) if each.owner else None,
            due=each.due.isoformat() if each.due else None,
            origin=f"workshop:{turn.workshop.id}",
            phase=turn.flow.phase(point),
        )
        answers.append((step.step, step.model_dump(mode="json")))
    group, given = f"{GROUP}{turn.workshop.id}", AnswerState.GIVEN
    turn.contributed += [Answer(id, given, value, group, turn.now) for id, value in answers]


def _redraw(turn: Turn, found: Conclusion) -> None:
    turn.redraw(turn.message_name(found.point, "end"), conclusion_card(turn, found))


# A next step


def _step_fields(turn: Turn, *, needed: bool) -> tuple[Field, ...]:
    lines = turn.lines.conclusion
    return (
        Field(WHAT, FieldKind.TEXT, lines.what, needed=needed, longest=LONGEST_STEP),
        Field(OWNER, FieldKind.PERSON, lines.owner, needed=False),
        Field(DUE, FieldKind.DAY, lines.due, needed=False),
    )


def open_step(turn: Turn, point: str) -> Dialog | Note:
    """The dialog for one more next step."""
    if not turn.scene.may_lead:
        return turn.facilitator_only()
    if turn.scene.conclusion_on(point) is None:
        return Note(said([turn.lines.refused.not_now]))
    lines, form = turn.lines.conclusion, turn.action(Form.STEP, point)
    about = (turn.flow.say(lines.about, point),)
    return Dialog(lines.step_title, lines.save, form, about, _step_fields(turn, needed=True))


def take_step(turn: Turn, sent: Submitted) -> None:
    """One more next step with its owner."""
    if _given_back(turn, sent, turn.scene.may_lead, turn.lines.refused.not_facilitator):
        return
    found, step = turn.scene.conclusion_on(sent.point), _step(turn, sent, needed=True)
    if turn.errors:
        return
    if found is None or step is None or len(found.steps) >= MOST_STEPS:
        _give_back(turn, sent, turn.lines.refused.not_now)
        return
    more = replace(found, steps=(*found.steps, step))
    _conclude(turn, more)
    _redraw(turn, more)


def _step(turn: Turn, sent: Submitted, *, needed: bool = False) -> TeamStep | None:
    """The next step that was filled in; an owner or a day without a step is a mistake."""
    owner, due = sent.value(OWNER) or None, _day(sent.value(DUE))
    missing = turn.lines.conclusion.no_step if needed or owner or due else ""
    what = turn.read(sent, WHAT, LONGEST_STEP, missing)
    return TeamStep(turn.fresh_id(), what, owner, due) if what else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# Disagreement


def open_dissent(turn: Turn, point: str) -> Dialog | Note:
    """The dialog for somebody who disagrees with the conclusion."""
    if not turn.scene.takes_part(turn.actor):
        return turn.outside()
    lines, found = turn.lines.conclusion, turn.scene.conclusion_on(point)
    if found is None:
        return Note(said([turn.lines.refused.not_now]))
    field = Field(TEXT, FieldKind.TEXT, lines.dissent_text, longest=LONGEST_DISSENT)
    privacy = lines.dissent_anonymous if turn.workshop.anonymous else lines.dissent_with_name
    about = (Say(lines.dissent_about, quote=Words(found.text)), Say(privacy))
    form = turn.action(Form.DISSENT, point)
    return Dialog(lines.dissent_title, lines.save, form, about, (field,))


def take_dissent(turn: Turn, sent: Submitted) -> None:
    """Somebody disagrees with the conclusion."""
    lines, takes_part = turn.lines.conclusion, turn.scene.takes_part(turn.actor)
    if _given_back(turn, sent, takes_part, turn.lines.answer.outside):
        return
    text = turn.read(sent, TEXT, LONGEST_DISSENT, lines.no_dissent)
    if turn.errors:
        return
    found = turn.scene.conclusion_on(sent.point)
    if found is None or len(turn.scene.dissents) >= MOST_DISSENTS:
        _give_back(turn, sent, turn.lines.refused.not_now)
        return
    author = None if turn.workshop.anonymous else turn.actor
    turn.dissent(Dissent(turn.fresh_id(), sent.point, text, author))
    turn.confirm(lines.dissent_kept)
    _redraw(turn, found)


def _given_back(turn: Turn, sent: Submitted, allowed: bool, why: str) -> bool:
    """Whether it is not taken; then it is said why, and the text is given back."""
    if not turn.workshop.is_running or turn.scene.round_on(sent.point) is None:
        why, allowed = turn.lines.refused.over, False
    if not allowed:
        _give_back(turn, sent, why)
    return not allowed


def _give_back(turn: Turn, sent: Submitted, why: str) -> None:
    label = turn.lines.answer.your_text
    turn.give_back(why, (label, sent.value(TEXT)), (label, sent.value(WHAT)))
