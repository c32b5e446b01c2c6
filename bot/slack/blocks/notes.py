"""Lines with buttons, lists to pick from, reminders, and the overview of all answers."""

from __future__ import annotations

from collections.abc import Iterator

from bot.slack.blocks.parts import (
    Block,
    Element,
    Rendered,
    actions,
    button,
    label,
    lines_mrkdwn,
    lines_text,
    option,
    picker,
    plain_object,
    sections,
)
from bot.slack.button_id import packed
from bot.slack.limits.numbers import SELECT_OPTIONS
from bot.slack.text import escape, mrkdwn, plain, shorten, slot
from flows.content.texts import Texts
from flows.messages import Button, Chapter, Entry, Note, Overview, Reminder

#: An overview shows this much of an answer; 'Ret' shows all of it.
ANSWER_SHOWN = 220
#: One message holds at most so many blocks and characters of an overview; then a new one begins.
BLOCKS_SHOWN = 40
CHARACTERS_SHOWN = 9_000


def note(made: Note, texts: Texts) -> Rendered:
    """Lines, perhaps a list to pick from, and buttons."""
    blocks = sections(lines_mrkdwn(made.lines))
    text = lines_text(made.lines)
    if made.pick is not None:
        if not made.told:
            listed = "\n".join(escape(label(each.label)) for each in made.options)
            blocks += sections(listed)
            text += f"\n{listed}"
        select: Element = {
            "type": "static_select",
            "action_id": packed(made.pick),
            "placeholder": plain_object(texts.buttons.pick_one),
            "options": [option(each) for each in made.options[-SELECT_OPTIONS:]],
        }
        blocks += actions([select], "pick")
    blocks += actions([picker(each, texts) for each in made.pickers], "pickers")
    blocks += actions([button(each) for each in made.buttons], "ways")
    return Rendered(blocks, text)


def reminder(made: Reminder) -> Rendered:
    """Several things, each with its button beside it, and what goes for all of them below."""
    blocks = sections(mrkdwn(made.lead))
    for thing in made.things:
        beside = None if thing.button is None else button(thing.button)
        blocks += sections(mrkdwn(thing.line), beside)
    blocks += actions([button(each) for each in made.buttons], "ways")
    return Rendered(blocks, lines_text((made.lead, *(thing.line for thing in made.things))))


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
