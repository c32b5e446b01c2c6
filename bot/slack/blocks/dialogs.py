"""Dialogs as modals: fields by kind, and what a dialog turns into when it was sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.slack.blocks.parts import Block, Element, actions, lines_mrkdwn, option, sections, select
from bot.slack.blocks.parts import plain_object as plain
from bot.slack.button_id import packed
from bot.slack.limits.numbers import PLAIN_TEXT_INPUT, VIEW_TITLE
from bot.slack.text import quoted, unformatted
from flows.content.kinds import Kind, Question
from flows.content.texts import Buttons
from flows.dialogs import Dialog, Field, FieldKind
from flows.inputs import Action, Verb
from flows.journey.flow import Flow
from flows.journey.lines import OrderLines
from flows.journey.question import options as offered
from flows.language.parsing import LONGEST
from flows.messages import Say, scale
from flows.parts import at_once
from flows.workshop.outcome import Notice
from flows.workshop.turn import WorkshopFlow

#: The callback id of all dialogs; which one it is stands in its metadata.
CALLBACK = "s1-dialog"
#: Before the id of a field's block, in its action id: those of a view must differ.
VALUE = "value:"
#: Fields longer than this are written in several lines.
ONE_LINE = 150
View = dict[str, Any]


def dialog(made: Dialog, flow: WorkshopFlow) -> View:
    """The view for ``views.open`` and ``views.update``."""
    blocks: list[Block] = sections(lines_mrkdwn(made.lines)) if made.lines else []
    if made.pick is not None and made.options:
        options = [option(each) for each in made.options]
        element = select("static_select", made.pick, made.pick_label, options=options)
        blocks += actions([element], "pick")
    blocks += [_input(each, flow.texts.buttons) for each in made.fields]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": packed(made.form),
        "title": plain(made.title),
        "submit": plain(made.submit),
        "close": plain(flow.lines.buttons.close),
        "blocks": blocks,
    }


def notice(made: Notice, flow: WorkshopFlow) -> View:
    """What the dialog turns into: said, with people's own words given back."""
    blocks = sections(lines_mrkdwn(made.lines))
    for label, words in made.quotes:
        blocks += sections(f"*{label}*\n{quoted(words)}")
    close = plain(flow.lines.buttons.close)
    return {"type": "modal", "title": plain(made.title), "close": close, "blocks": blocks}


def _input(field: Field, labels: Buttons) -> Block:
    element = _ELEMENTS[field.kind](field)
    placeholder = _PLACEHOLDERS.get(field.kind)
    if placeholder is not None:
        element["placeholder"] = plain(placeholder(labels))
    block: Block = {
        "type": "input",
        "block_id": field.id,
        "label": plain(unformatted(field.label)),
        "element": {**element, "action_id": f"{VALUE}{field.id}"},
        "optional": not field.needed,
    }
    if field.hint is not None:
        block["hint"] = plain(unformatted(field.hint))
    return block


def _text(field: Field) -> Element:
    longest = min(field.longest or PLAIN_TEXT_INPUT, PLAIN_TEXT_INPUT)
    chosen = {"initial_value": field.chosen[0][:longest]} if field.chosen else {}
    lines = {"multiline": longest > ONE_LINE, "max_length": longest}
    return {"type": "plain_text_input", **lines, **chosen}


def _options(kind: str, field: Field, *, several: bool = False) -> Element:
    options = [option(each) for each in field.options]
    element: Element = {"type": kind, "options": options}
    chosen = [each for each in options if each["value"] in field.chosen]
    if chosen and several:
        element["initial_options"] = chosen
    elif chosen:
        element["initial_option"] = chosen[0]
    return element


def _channel(field: Field) -> Element:
    chosen = {"initial_conversation": field.chosen[0]} if field.chosen else {}
    filter = {"include": ["public", "private"], "exclude_bot_users": True}
    return {"type": "conversations_select", "filter": filter, **chosen}


def _person(field: Field) -> Element:
    chosen = {"initial_user": field.chosen[0]} if field.chosen else {}
    return {"type": "users_select", **chosen}


def _people(field: Field) -> Element:
    chosen = {"initial_users": list(field.chosen)} if field.chosen else {}
    return {"type": "multi_users_select", **chosen}


_ELEMENTS: dict[FieldKind, Callable[[Field], Element]] = {
    FieldKind.TEXT: _text,
    FieldKind.ONE: lambda field: _options("radio_buttons", field),
    FieldKind.LIST: lambda field: _options("static_select", field),
    FieldKind.SEVERAL: lambda field: _options("multi_static_select", field, several=True),
    FieldKind.PERSON: _person,
    FieldKind.PEOPLE: _people,
    FieldKind.CHANNEL: _channel,
    FieldKind.DAY: lambda _: {"type": "datepicker"},
    FieldKind.MOMENT: lambda _: {"type": "datetimepicker"},
}
#: What stands in a field where nothing is chosen yet, for those that can show it.
_PLACEHOLDERS: dict[FieldKind, Callable[[Buttons], str]] = {
    FieldKind.LIST: lambda labels: labels.pick_one,
    FieldKind.SEVERAL: lambda labels: labels.pick_several,
    FieldKind.PERSON: lambda labels: labels.pick_person,
    FieldKind.PEOPLE: lambda labels: labels.pick_people,
    FieldKind.CHANNEL: lambda labels: labels.pick_channel,
    FieldKind.DAY: lambda labels: labels.pick_date,
}


# Several questions at once: the scales of an overview, and what is asked of a focus point


def asked_dialog(flow: Flow, action: Action) -> Dialog | None:
    """What the button opens; None where the content has no such questions any more."""
    return _scales_dialog(flow, action) or _point_dialog(flow, action)


def _point_dialog(flow: Flow, action: Action) -> Dialog | None:
    """The point's questions that are open, each as its kind; none of them must be answered."""
    point = flow.library.point.get(action.step)
    if point is None:
        return None
    asked = zip(at_once.questions(flow.path, point), action.arg, strict=False)
    fields = [_asked(flow, step.question) for step, is_open in asked if is_open == "1"]
    if not fields:
        return None
    lines = flow.library.lines(at_once.AtOnceLines)
    form = Action(Verb.OPEN, action.journey, action.step, action.revision, action.arg)
    title = point.short[:VIEW_TITLE]
    return Dialog(title, lines.save, form, fields=tuple(fields), lines=(Say(point.why),))


def _asked(flow: Flow, question: Question) -> Field:
    kind, options = _FIELD_OF[question.kind], offered(question, flow.library.texts)
    return Field(question.id, kind, question.ask, question.why, False, LONGEST, options)


_FIELD_OF: dict[Kind, FieldKind] = {
    Kind.TEXT: FieldKind.TEXT,
    Kind.CHOICE: FieldKind.ONE,
    Kind.CHOICES: FieldKind.SEVERAL,
    Kind.SCALE: FieldKind.LIST,
    Kind.YES_NO: FieldKind.ONE,
    Kind.PERSON: FieldKind.PERSON,
    Kind.DATE: FieldKind.DAY,
}


def _scales_dialog(flow: Flow, action: Action) -> Dialog | None:
    """What the button opens; None where the content has no such question any more."""
    step = flow.path.by_id.get(action.step)
    if step is None or step.question.kind is not Kind.SCALES:
        return None
    points = {point.id: point for point in step.phase.focus_points} if step.phase else {}
    options, fields = scale(step.question.low, step.question.high), []
    for each, stands in zip(step.question.choices, action.arg.ljust(99, "0"), strict=False):
        point = points.get(each.id)
        label, why = (point.title, point.why) if point else (each.label, each.description)
        field = Field(each.id, FieldKind.LIST, label, why, options=options, chosen=(stands,))
        fields.append(replace(field, needed=False))
    form = Action(Verb.ANSWER, action.journey, action.step, action.revision)
    save = flow.library.lines(OrderLines).save
    return Dialog(step.heading or "", save, form, fields=tuple(fields))
