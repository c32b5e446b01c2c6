"""'opsummering': the memo of the journey at any time, in the chat and as Markdown to copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from flows.content.base import fill
from flows.content.vocabulary import Word
from flows.journey.desk import Desk
from flows.journey.question import back, deed, of_journey, resume_button
from flows.messages import Document, Say, Words, pages
from flows.parts.memo.document import MemoLines, Part, Size
from flows.parts.memo.kinds import has_content
from flows.parts.memo.lines import KindLines, SentenceLines
from flows.parts.memo.markdown import sheet
from flows.parts.memo.model import unmarked
from flows.parts.memo.sections import memo, sections
from flows.parts.what_if.turn import ASK, WhatIfLines

TEXT, SHARE = "opsummering.tekst", "del.hvad"
#: What all there is to share is called, beside the ids of focus points.
WHOLE = "opsummering"


@of_journey
def summarize(desk: Desk) -> None:
    """The short memo."""
    parts = memo(desk, Size.SHORT)
    if not has_content(desk):
        back(desk, Say(desk.lines(MemoLines).none, {"title": Words(desk.current.title)}))
        return
    buttons = (
        deed(desk, desk.lines(MemoLines).as_text, TEXT),
        deed(desk, desk.lines(MemoLines).share, SHARE, WHOLE),
        deed(desk, desk.lines(WhatIfLines).label, ASK),
        resume_button(desk),
    )
    for page in pages([title(desk), *lines(parts)], buttons):
        desk.say(page)


def title(desk: Desk) -> Say:
    """The journey's title."""
    return Say(desk.lines(MemoLines).title, {"title": Words(desk.current.title)})


def lines(parts: Sequence[Part]) -> Iterator[Say]:
    """The parts as lines of a chat."""
    for part in parts:
        yield Say("\n*{title}*", {"title": part.title})
        yield from part.lines


@of_journey
def as_text(desk: Desk) -> None:
    """The whole memo as Markdown."""
    texts = desk.lines(MemoLines)
    text = sheet(unmarked(desk.current.title), sections(memo(desk, Size.WHOLE)))
    name = fill(texts.file, date=desk.today.isoformat())
    desk.say(Document(Say(texts.copy_this), text, name))
    desk.note(texts.copied, buttons=(resume_button(desk),))


LINES = (MemoLines, KindLines, SentenceLines)
WORDS: dict[Word, Callable[..., None]] = {Word.SUMMARY: lambda desk, _: summarize(desk)}
DEEDS: dict[str, Callable[..., None]] = {TEXT: lambda desk, _: as_text(desk)}
