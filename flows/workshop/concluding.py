"""The shared conclusion: written by the facilitator, kept as the journey's answer."""

from __future__ import annotations

from dataclasses import replace

from flows.dialogs import Dialog, Field, FieldKind
from flows.journey.steps import iso_day
from flows.journey.values import GROUP, Answer, AnswerState, Value
from flows.messages import Option, Say, Words
from flows.parts.next_steps import NextStep, Someone
from flows.workshop.cards import conclusion_card, redraw_round
from flows.workshop.inputs import Form, Submitted
from flows.workshop.lines import WorkshopLines
from flows.workshop.turn import FormKind, Turn
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


def _conclusion_dialog(turn: Turn, point: str) -> Dialog:
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
    return Dialog(lines.dialog_title, lines.save, form, about, fields)


def starting_from(turn: Turn, made: Dialog, point: str, start: str) -> Dialog:
    """The dialog with the answers to begin with; the one that was chosen stands in the field."""
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


def _take_conclusion(turn: Turn, sent: Submitted) -> None:
    """The conclusion, how clarified, perhaps a first next step."""
    point, lines = sent.point, turn.lines.conclusion
    text = turn.read(sent, TEXT, LONGEST_CONCLUSION, lines.empty)
    clarity = sent.value(CLARITY)
    if clarity not in {each.id for each in turn.flow.texts.steps.clarity.choices}:
        turn.errors[CLARITY] = lines.no_clarity
    step = _step(turn, sent)
    if turn.errors:
        return
    turn.move(point, "conclude")
    turn.change_round(point, talk_until=None)
    before = turn.scene.conclusion_on(point)
    steps = (*(before.steps if before else ()), *((step,) if step else ()))
    found = Conclusion(point, text, clarity, turn.actor, steps)
    _conclude(turn, found, step)
    turn.post(
        conclusion_card(turn, found), turn.message_name(point, "end"), turn.message_name(point)
    )
    redraw_round(turn, point)
    turn.change(led_at=turn.now)


def _conclude(turn: Turn, found: Conclusion, step: TeamStep | None) -> None:
    """Keep it, also as the journey's answer, marked as the group's; with it the step that is new.

    Those that were there are the journey's own by now: perhaps done, or moved.
    """
    turn.conclude(found)
    point, question = found.point, turn.flow.question(found.point)
    if question is not None:
        _contribute(turn, f"{point}.{question.id}", found.text)
    _contribute(turn, f"{point}.clarity", found.clarity)
    if step is not None:
        _hand_on(turn, point, step)


def _hand_on(turn: Turn, point: str, step: TeamStep) -> None:
    """A next step becomes one of the journey's."""
    made = NextStep(
        id=step.id,
        do=step.what,
        who=Someone(user=step.owner) if step.owner else None,
        due=step.due.isoformat() if step.due else None,
        origin=f"workshop:{turn.workshop.id}",
        phase=turn.flow.phase(point),
    )
    _contribute(turn, made.step, made.model_dump(mode="json"))


def _contribute(turn: Turn, step: str, value: Value) -> None:
    group = f"{GROUP}{turn.workshop.id}"
    turn.contributed.append(Answer(step, AnswerState.GIVEN, value, group, turn.now))


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


def _step_dialog(turn: Turn, point: str) -> Dialog:
    lines, form = turn.lines.conclusion, turn.action(Form.STEP, point)
    about = (turn.flow.say(lines.about, point),)
    return Dialog(lines.step_title, lines.save, form, about, _step_fields(turn, needed=True))


def _take_step(turn: Turn, sent: Submitted) -> None:
    """One more next step with its owner."""
    found, step = turn.scene.conclusion_on(sent.point), _step(turn, sent, needed=True)
    if found is not None and step is not None and not turn.errors:
        more = replace(found, steps=(*found.steps, step))
        turn.conclude(more)
        _hand_on(turn, sent.point, step)
        _redraw(turn, more)


def _takes_steps(turn: Turn, point: str) -> bool:
    found = turn.scene.conclusion_on(point)
    return found is not None and len(found.steps) < MOST_STEPS


def _step(turn: Turn, sent: Submitted, *, needed: bool = False) -> TeamStep | None:
    """The next step that was filled in; an owner or a day without a step is a mistake."""
    owner, due = sent.value(OWNER) or None, iso_day(sent.value(DUE))
    missing = turn.lines.conclusion.no_step if needed or owner or due else ""
    what = turn.read(sent, WHAT, LONGEST_STEP, missing)
    return TeamStep(turn.fresh_id(), what, owner, due) if what else None


# Disagreement


def _dissent_dialog(turn: Turn, point: str) -> Dialog:
    lines, found = turn.lines.conclusion, turn.scene.conclusion_on(point)
    quote = Words(found.text) if found is not None else None
    field = Field(TEXT, FieldKind.TEXT, lines.dissent_text, longest=LONGEST_DISSENT)
    privacy = lines.dissent_anonymous if turn.workshop.anonymous else lines.dissent_with_name
    about = (Say(lines.dissent_about, quote=quote), Say(privacy))
    form = turn.action(Form.DISSENT, point)
    return Dialog(lines.dissent_title, lines.save, form, about, (field,))


def _take_dissent(turn: Turn, sent: Submitted) -> None:
    """Somebody disagrees with the conclusion."""
    lines, found = turn.lines.conclusion, turn.scene.conclusion_on(sent.point)
    text = turn.read(sent, TEXT, LONGEST_DISSENT, lines.no_dissent)
    if found is not None and not turn.errors:
        author = None if turn.workshop.anonymous else turn.actor
        dissent = Dissent(turn.fresh_id(), sent.point, text, author)
        turn.change_scene(dissents=(*turn.scene.dissents, dissent))
        turn.confirm(lines.dissent_kept)
        _redraw(turn, found)


def _takes_dissents(turn: Turn, point: str) -> bool:
    concluded = turn.scene.conclusion_on(point) is not None
    return concluded and len(turn.scene.dissents) < MOST_DISSENTS


def _words(lines: WorkshopLines) -> dict[str, str]:
    return {TEXT: lines.answer.your_text, WHAT: lines.answer.your_text}


FORMS = {
    Form.CONCLUDE: FormKind(
        _conclusion_dialog,
        _take_conclusion,
        lambda turn, point: turn.may(point, "conclude"),
        of_facilitator=True,
        words=_words,
    ),
    Form.STEP: FormKind(_step_dialog, _take_step, _takes_steps, of_facilitator=True, words=_words),
    Form.DISSENT: FormKind(_dissent_dialog, _take_dissent, _takes_dissents, words=_words),
}
