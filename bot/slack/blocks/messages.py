"""How each thing that the bot says looks in Slack: one function from message to blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

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
    picker,
    plain_object,
    sections,
    select,
    split,
)
from bot.slack.button_id import packed
from bot.slack.limits.numbers import SELECT_OPTIONS
from bot.slack.text import escape, mrkdwn, plain, quoted, shorten, slot
from flows.content.kinds import Kind
from flows.content.texts import Texts
from flows.inputs import Action, Verb
from flows.messages import (
    Button,
    Chapter,
    Document,
    Entry,
    Form,
    Home,
    HomePart,
    Item,
    Listing,
    Note,
    Overview,
    Prompt,
    Reminder,
    Say,
    Settled,
    Stated,
)
from flows.workshop.outcome import Sheet

#: Up to so many choices are buttons; more are a list.
MOST_BUTTONS = 4
#: The ids of blocks.
FORM, SAVE, HELP, BESIDE, WAYS = "form", "save", "help", "beside", "ways"
#: The id of checkboxes: a mark alone is no answer yet, 'Gem valget' takes them all.
MARKS = "s1-marks"
#: An overview shows this much of an answer; 'Ret' shows all of it.
ANSWER_SHOWN = 220
#: One message holds at most so many blocks and characters of an overview; then a new one begins.
BLOCKS_SHOWN, CHARACTERS_SHOWN = 40, 9_000
#: So much of a document, or of a sheet's lines, stands in one message, so that its text is no
#: longer than Slack recommends.
PAGE, TEXT = 3_500, 4_000


# The open question


def prompt(made: Prompt, texts: Texts) -> Rendered:
    """The open question with its form, and a menu beside it."""
    menu = overflow(made.menu) if made.menu else None
    blocks = _stated(made.stated) if made.stated is not None else []
    blocks += sections(lines_mrkdwn(made.lead)) if made.lead else []
    blocks += sections(_question(made), menu)
    if made.why is not None:
        blocks += context([made.why])
    forms = _FOLDED if made.form.folded else _FORMS
    blocks += forms[made.form.kind](made.form, texts)
    blocks += context(made.context)
    blocks += _buttons(made.beside, BESIDE)
    blocks += _buttons(made.buttons, HELP)
    return Rendered(blocks, _text(made, texts))


def _stated(made: Stated) -> list[Block]:
    """What is concluded, with the list beside it in which it can be called something else."""
    options = [option(each) for each in made.options]
    chosen = next(each for each in options if each["value"] == made.chosen)
    more = {"options": options, "initial_option": chosen}
    element = select("static_select", made.action, made.ask, **more)
    return sections(lines_mrkdwn(made.lines), element)


def _question(made: Prompt) -> str:
    parts = [f"*{mrkdwn(made.place)}*"]
    if made.intro is not None:
        intro = mrkdwn(made.intro)
        parts.append(intro if made.intro.quote is not None else f"_{intro}_")
    parts += [mrkdwn(line) for line in made.recall]
    return "\n".join([*parts, mrkdwn(made.ask)])


def _text(made: Prompt, texts: Texts) -> str:
    after = (made.intro, *made.recall, made.ask, made.why, *made.context)
    first = (*(made.stated.lines if made.stated is not None else ()), *made.lead)
    lines = [lines_text(first)] if first else []
    lines += [_said(plain(made.place)), *(plain(line) for line in after if line is not None)]
    if made.form.options and made.form.kind is not Kind.SCALES:
        labels = "; ".join([label(each.label) for each in made.form.options])
        lines.append(texts.choices_are.format(choices=labels))
    return "\n".join(lines)


def _choice(form: Form, texts: Texts) -> list[Block]:
    described = any(each.description for each in form.options)
    if len(form.options) <= MOST_BUTTONS and not described:
        return _yes_no(form, texts)
    return _scale(form, texts)


def _yes_no(form: Form, _: Texts) -> list[Block]:
    does = form.action
    choices = [
        (label(each.label), Action(does.verb, does.journey, does.step, does.revision, each.value))
        for each in form.options
    ]
    return _buttons([Button(said, action) for said, action in choices], FORM)


def _scale(form: Form, _: Texts) -> list[Block]:
    chosen, element = _marked("radio_buttons", packed(form.action), form)
    return actions([{**element, "initial_option": chosen[0]} if chosen else element], FORM)


def _listed(form: Form, texts: Texts) -> list[Block]:
    options = [option(each) for each in form.options]
    chosen = [each for each in options if each["value"] in form.chosen]
    more = {"options": options, **({"initial_option": chosen[0]} if chosen else {})}
    return actions([select("static_select", form.action, texts.buttons.pick_one, **more)], FORM)


def _choices(form: Form, texts: Texts) -> list[Block]:
    chosen, element = _marked("checkboxes", MARKS, form)
    marks = {**element, "initial_options": chosen} if chosen else element
    save = Button(texts.buttons.save_choices, form.action, main=True)
    return actions([marks], FORM) + _buttons([save], SAVE)


def _marked(kind: str, id: str, form: Form) -> tuple[list[Element], Element]:
    """The options that are chosen, and the element without them."""
    options = [option(each) for each in form.options]
    chosen = [each for each in options if each["value"] in form.chosen]
    return chosen, {"type": kind, "action_id": id, "options": options}


def _scales(form: Form, texts: Texts) -> list[Block]:
    """A button that opens the dialog; its id carries how the scales stand."""
    rated = dict(each.split(":") for each in form.chosen)
    stand = "".join(rated.get(each.value, "0") for each in form.options)
    does = Action(Verb.OPEN, form.action.journey, form.action.step, form.action.revision, stand)
    return _buttons([Button(texts.buttons.open_scales, does, main=True)], FORM)


def _person(form: Form, texts: Texts) -> list[Block]:
    chosen = {"initial_user": form.chosen[0]} if form.chosen else {}
    element = select("users_select", form.action, texts.buttons.pick_person, **chosen)
    return actions([element], FORM)


def _date(form: Form, texts: Texts) -> list[Block]:
    chosen = {"initial_date": form.chosen[0]} if form.chosen else {}
    return actions([select("datepicker", form.action, texts.buttons.pick_date, **chosen)], FORM)


_FORMS: dict[Kind, Callable[[Form, Texts], list[Block]]] = {
    Kind.TEXT: lambda _, __: [],
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.SCALE: _scale,
    Kind.SCALES: _scales,
    Kind.YES_NO: _yes_no,
    Kind.PERSON: _person,
    Kind.DATE: _date,
}
#: What is folded is chosen in a list; marks are in the point's dialog, and can be typed.
_FOLDED: dict[Kind, Callable[[Form, Texts], list[Block]]] = {
    **_FORMS,
    **dict.fromkeys((Kind.CHOICE, Kind.SCALE, Kind.YES_NO), _listed),
    Kind.CHOICES: lambda _, __: [],
}


def settled(made: Settled, _: Texts) -> Rendered:
    """The question with its answer where the buttons were."""
    body = f"*{mrkdwn(made.place)}*\n{mrkdwn(made.ask)}\n{quoted(made.answer)}"
    text = f"{_said(plain(made.place))} {plain(made.ask)}\n{quoted(made.answer, '')}"
    return Rendered(sections(body), text)


def _said(heading: str) -> str:
    """A heading as a sentence, to be read out."""
    return heading if heading.endswith("?") else f"{heading}."


# Lines, lists, documents


def note(made: Note, texts: Texts) -> Rendered:
    """Lines, perhaps a list to pick from, and buttons."""
    blocks = sections(lines_mrkdwn(made.lines))
    text = lines_text(made.lines)
    if made.pick is not None:
        if not made.told:
            listed = "\n".join(escape(label(each.label)) for each in made.options)
            blocks += sections(listed)
            text += f"\n{listed}"
        options = [option(each) for each in made.options[-SELECT_OPTIONS:]]
        element = select("static_select", made.pick, texts.buttons.pick_one, options=options)
        blocks += actions([element], "pick")
    blocks += actions([picker(each, texts) for each in made.pickers], "pickers")
    return Rendered(blocks + _buttons(made.buttons), text)


def _buttons(buttons: Sequence[Button], id: str = WAYS) -> list[Block]:
    return actions([button(each) for each in buttons], id)


def reminder(made: Reminder) -> Rendered:
    """Several things, each with its button beside it, and what goes for all of them below."""
    items = [Item(each.line, (each.button,) if each.button else ()) for each in made.things]
    return listing(Listing((made.lead,), tuple(items), buttons=made.buttons))


def listing(made: Listing) -> Rendered:
    """Things one below the other, each with its button or menu, and the buttons of the whole."""
    blocks = sections(lines_mrkdwn(made.lines))
    for number, item in enumerate(made.items):
        blocks += sections(mrkdwn(item.line), _beside(item.menu, number))
    blocks += context(made.closing) + _buttons(made.buttons)
    lines = (*made.lines, *(item.line for item in made.items), *made.closing)
    return Rendered(blocks, lines_text(lines))


def _beside(menu: tuple[Button, ...], number: int) -> Element | None:
    if len(menu) > 1:
        return overflow(menu, number)
    return button(menu[0]) if menu else None


def overview(made: Overview, texts: Texts) -> list[Rendered]:
    """All answers, in as many messages as they take."""
    pages: list[Rendered] = []
    page = Rendered(sections(mrkdwn(made.title)), plain(made.title))
    for blocks, text in _pieces(made, texts):
        if _is_full(page, blocks):
            pages.append(page)
            page = Rendered([], "")
        page = Rendered([*page.blocks, *blocks], f"{page.text}\n{text}".strip())
    return [*pages, page]


def _is_full(page: Rendered, more: list[Block]) -> bool:
    characters = sum(len(block["text"]["text"]) for block in [*page.blocks, *more])
    return len(page.blocks) + len(more) > BLOCKS_SHOWN or characters > CHARACTERS_SHOWN


def _pieces(made: Overview, texts: Texts) -> Iterator[tuple[list[Block], str]]:
    for chapter in made.chapters:
        heading = _heading(chapter)
        yield sections(f"*{heading}*"), heading
        for entry in chapter.entries:
            yield _entry(entry, texts)
    if made.closing is not None:
        yield sections(mrkdwn(made.closing)), plain(made.closing)


def _heading(chapter: Chapter) -> str:
    return f"{chapter.title} · {chapter.clarity}" if chapter.clarity else chapter.title


def _entry(entry: Entry, texts: Texts) -> tuple[list[Block], str]:
    answer = shorten(" ".join(slot(entry.answer).split()), ANSWER_SHOWN)
    correct = button(Button(texts.buttons.correct, entry.correct))
    return sections(f"{entry.ask}\n> {answer}", correct), f"{entry.ask} {answer}"


def document(made: Document) -> Iterator[Rendered]:
    """Literal text to be copied, in as many messages as it takes; what it is stands before it."""
    for number, page in enumerate(split(made.markdown, PAGE)):
        lead = sections(mrkdwn(made.lead)) if number == 0 else []
        text = f"{plain(made.lead)}\n{escape(page)}" if number == 0 else escape(page)
        yield Rendered([*lead, _literal(page)], shorten(text, TEXT))


def _literal(text: str) -> Block:
    """Text in which nothing is formatted, linked or mentioned."""
    element = {"type": "text", "text": text}
    block = {"type": "rich_text_preformatted", "elements": [element]}
    return {"type": "rich_text", "elements": [block]}


# App Home


def home(made: Home) -> dict[str, object]:
    """The view for ``views.publish``."""
    blocks = sections(lines_mrkdwn(made.lines)) + _buttons(made.buttons)
    for n, part in enumerate(made.parts):
        blocks += _part(part, f"part{n}")
    return {"type": "home", "blocks": blocks}


def _part(part: HomePart, id: str) -> list[Block]:
    """A heading over cards, then what else there is to say, and its buttons."""
    blocks: list[Block] = [
        {"type": "divider"},
        {"type": "header", "text": plain_object(part.heading)},
    ]
    for card in part.cards:
        text = f"*{slot(card.title)}*\n{mrkdwn(card.where)}"
        blocks += sections(text, button(card.button))
    blocks += sections(lines_mrkdwn(part.lines)) if part.lines else []
    return blocks + _buttons(part.buttons, id)


# A workshop's messages


def sheet(made: Sheet) -> Rendered:
    """The sheet as one message."""
    blocks = sections(lines_mrkdwn(made.lines)) + context(made.small)
    elements = [button(each) for each in made.buttons]
    if made.menu:
        elements.append(overflow(made.menu))
    return Rendered(blocks + actions(elements, WAYS), lines_text((*made.lines, *made.small)))


def sheets(made: Sheet) -> list[Rendered]:
    """The same in several messages where it is long; what can be done stands under the last."""
    pages: list[list[Say]] = [[]]
    length = 0
    for line in made.lines:
        size = len(mrkdwn(line))
        if pages[-1] and length + size > PAGE:
            pages.append([])
            length = 0
        pages[-1].append(line)
        length += size + 1
    first = [sheet(Sheet(tuple(page))) for page in pages[:-1]]
    return [*first, sheet(replace(made, lines=tuple(pages[-1])))]
