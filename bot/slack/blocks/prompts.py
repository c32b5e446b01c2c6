"""The open question, and how it looks when it has been answered."""

from __future__ import annotations

from collections.abc import Callable

from bot.slack.blocks.parts import (
    Block,
    Element,
    Rendered,
    actions,
    button,
    context,
    label,
    lines_mrkdwn,
    lines_text,
    option,
    overflow,
    plain_object,
    sections,
)
from bot.slack.button_id import packed
from bot.slack.text import mrkdwn, plain, quoted
from flows.content.kinds import Kind
from flows.content.texts import Texts
from flows.inputs import Action
from flows.messages import Button, Form, Prompt, Settled

#: Up to so many choices are buttons; more are a list.
MOST_BUTTONS = 4
FORM, SAVE, HELP, BESIDE = "form", "save", "help", "beside"


def prompt(made: Prompt, texts: Texts) -> Rendered:
    """The open question with its form."""
    folded = _folds(made.form)
    menu = overflow(made.buttons) if folded and made.buttons else None
    blocks = sections(lines_mrkdwn(made.lead)) if made.lead else []
    blocks += sections(_question(made), menu)
    if made.why is not None:
        blocks += context([made.why])
    blocks += _FORMS[made.form.kind](made.form, texts)
    blocks += context(made.context)
    blocks += actions([button(each) for each in made.beside], BESIDE)
    if not folded:
        blocks += actions([button(each) for each in made.buttons], HELP)
    return Rendered(blocks, _text(made, texts))


def settled(made: Settled, texts: Texts) -> Rendered:
    """The question with its answer where the buttons were."""
    answer = quoted(made.answer)
    body = f"*{mrkdwn(made.place)}*\n{mrkdwn(made.ask)}\n{answer}"
    text = f"{plain(made.place)}. {plain(made.ask)}\n{quoted(made.answer, '')}"
    return Rendered(sections(body), text)


def _question(made: Prompt) -> str:
    parts = [f"*{mrkdwn(made.place)}*"]
    if made.intro is not None:
        intro = mrkdwn(made.intro)
        parts.append(intro if made.intro.quote is not None else f"_{intro}_")
    parts += [mrkdwn(line) for line in made.recall]
    return "\n".join([*parts, mrkdwn(made.ask)])


def _text(made: Prompt, texts: Texts) -> str:
    lines = [lines_text(made.lead)] if made.lead else []
    lines.append(f"{plain(made.place)}.")
    said = (made.intro, *made.recall, made.ask, made.why)
    lines += [plain(line) for line in said if line is not None]
    lines += [plain(line) for line in made.context]
    if made.form.options:
        labels = "; ".join(label(each.label) for each in made.form.options)
        lines.append(texts.choices_are.format(choices=labels))
    return "\n".join(lines)


def _folds(form: Form) -> bool:
    """Whether the helpers go into a menu, so that the choices are what one sees."""
    return form.kind is not Kind.TEXT


def _text_form(_: Form, __: Texts) -> list[Block]:
    return []


def _buttons(form: Form, _: Texts) -> list[Block]:
    made = [Button(label(each.label), _with_arg(form.action, each.value)) for each in form.options]
    return actions([button(each) for each in made], FORM)


def _with_arg(action: Action, arg: str) -> Action:
    return Action(action.verb, action.journey, action.step, action.revision, arg)


def _one(form: Form, texts: Texts) -> list[Block]:
    described = any(each.description for each in form.options)
    if len(form.options) <= MOST_BUTTONS and not described:
        return _buttons(form, texts)
    return _list("radio_buttons", form)


def _scale(form: Form, _: Texts) -> list[Block]:
    return _list("radio_buttons", form)


def _list(kind: str, form: Form) -> list[Block]:
    options = [option(each) for each in form.options]
    element: Element = {"type": kind, "action_id": packed(form.action), "options": options}
    chosen = [each for each in options if each["value"] in form.chosen]
    if chosen:
        one = kind == "radio_buttons"
        element["initial_option" if one else "initial_options"] = chosen[0] if one else chosen
    return actions([element], FORM)


def _several(form: Form, texts: Texts) -> list[Block]:
    marks = _list("checkboxes", Form(form.kind, form.action, form.options, form.chosen))
    marks[0]["elements"][0]["action_id"] = MARKS
    save = Button(texts.buttons.save_choices, form.action, main=True)
    return [*marks, *actions([button(save)], SAVE)]


#: The id of checkboxes: a mark alone is no answer yet, 'Gem valget' takes them all.
MARKS = "s1-marks"


def _person(form: Form, texts: Texts) -> list[Block]:
    element: Element = {
        "type": "users_select",
        "action_id": packed(form.action),
        "placeholder": plain_object(texts.buttons.pick_person),
    }
    if form.chosen:
        element["initial_user"] = form.chosen[0]
    return actions([element], FORM)


def _date(form: Form, texts: Texts) -> list[Block]:
    element: Element = {
        "type": "datepicker",
        "action_id": packed(form.action),
        "placeholder": plain_object(texts.buttons.pick_date),
    }
    if form.chosen:
        element["initial_date"] = form.chosen[0]
    return actions([element], FORM)


#: From kind to blocks.
_FORMS: dict[Kind, Callable[[Form, Texts], list[Block]]] = {
    Kind.TEXT: _text_form,
    Kind.CHOICE: _one,
    Kind.CHOICES: _several,
    Kind.SCALE: _scale,
    Kind.YES_NO: _buttons,
    Kind.PERSON: _person,
    Kind.DATE: _date,
}
