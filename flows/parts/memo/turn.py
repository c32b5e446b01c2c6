"""'opsummering': the memo of the journey at any time, in the chat and as Markdown to copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from flows.dialogue.asking import button
from flows.dialogue.beside import back, deed
from flows.journey.desk import Desk
from flows.journey.steps import Role
from flows.language.words import Word
from flows.messages import Document, Note, Say, Slot, Words
from flows.parts.memo import memo
from flows.parts.memo.markdown import markdown
from flows.parts.memo.values import Part, Size
from flows.parts.sharing.shares import WHOLE

TEXT, SHARE = "opsummering.tekst", "del.hvad"
#: So many characters of lines in one message; Slack's limit is some 13,000.
PAGE = 8_000


def summarize(desk: Desk) -> None:
    """The short memo."""
    if desk.journey is None:
        back(desk, desk.lines.courses.needs_journey)
        return
    parts = memo(desk, Size.SHORT)
    if not has_content(desk):
        back(desk, Say(desk.lines.memo.none, {"title": Words(desk.journey.title)}))
        return
    *before, last = pages([title(desk), *lines(parts)])
    for page in before:
        desk.say(Note(page))
    lines_of_memo = desk.lines.memo
    desk.say(
        Note(
            last,
            (
                deed(desk, lines_of_memo.as_text, TEXT),
                deed(desk, lines_of_memo.share, SHARE, WHOLE),
                button(desk, desk.texts.buttons.all_answers, Word.MY_DATA),
                button(desk, _on(desk), Word.RESUME),
            ),
        )
    )


def has_content(desk: Desk) -> bool:
    """Whether anything but the title was answered."""
    said = (step for step in desk.route.walked if step.phase is not None)
    return any(step.role not in (Role.START, Role.RATING) for step in said)


def title(desk: Desk) -> Say:
    """The journey's title."""
    return Say(desk.lines.memo.title, {"title": Words(desk.current.title)})


def lines(parts: Sequence[Part]) -> Iterator[Say]:
    """The parts as lines of a chat."""
    for part in parts:
        yield Say(f"\n*{part.title}*")
        yield from part.lines


def pages(said: Sequence[Say]) -> list[tuple[Say, ...]]:
    """Lines in as many messages as they take; at least one."""
    found: list[list[Say]] = [[]]
    size = 0
    for line in said:
        more = _length(line)
        if found[-1] and size + more > PAGE:
            found.append([])
            size = 0
        found[-1].append(line)
        size += more
    return [tuple(page) for page in found]


def _length(line: Say) -> int:
    return len(line.template) + sum(map(_shown, (*line.slots.values(), line.quote or "")))


def _shown(value: Slot) -> int:
    """How long it can be once it is escaped."""
    text = value.text if isinstance(value, Words) else str(value)
    return len(text) + 4 * sum(map(text.count, "&<>"))


def as_text(desk: Desk) -> None:
    """The whole memo as Markdown."""
    journey = desk.journey
    if journey is None:
        back(desk, desk.lines.courses.needs_journey)
        return
    texts = desk.lines.memo
    text = markdown(journey.title, memo(desk, Size.WHOLE))
    name = texts.file.format(date=desk.today.isoformat())
    desk.say(Document(Say(texts.copy_this), text, name))
    desk.note(texts.copied, buttons=(button(desk, _on(desk), Word.RESUME),))


def _on(desk: Desk) -> str:
    texts = desk.texts.buttons
    return texts.show_question if desk.step is not None else texts.resume


WORDS: dict[Word, Callable[..., None]] = {Word.SUMMARY: lambda desk, _: summarize(desk)}
DEEDS: dict[str, Callable[..., None]] = {TEXT: lambda desk, _: as_text(desk)}
