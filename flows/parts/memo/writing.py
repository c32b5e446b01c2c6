"""From what is said in the chat to the text of a memo, and from an answer to a sentence in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from flows.content.base import fill
from flows.content.kinds import BANDS, OTHER, Kind
from flows.journey.desk import Desk
from flows.journey.short import NONE, is_taken
from flows.journey.showing import capital, listed, show, small
from flows.journey.steps import Step, ids_of, iso_day
from flows.journey.values import Answer, AnswerState
from flows.language.dates import local_date
from flows.language.text import unstopped
from flows.messages import BULLET, Channel, Say, Slot, Words, cut
from flows.parts.memo.document import is_said
from flows.parts.memo.lines import Sentence, SentenceLines
from flows.parts.memo.model import (
    Block,
    Bullets,
    Cells,
    Paragraph,
    Quote,
    Span,
    Text,
    mark,
    plain,
    unmarked,
)

Piece = Slot | Say | Text
Pieces = dict[str, Piece]

#: Around the number of what stands in a place of a line. Content has no such signs.
_BEFORE, _AFTER = "\ue002", "\ue003"
_PLACE = re.compile(f"{_BEFORE}(\\d+){_AFTER}")
#: Slack's italics: a memo has none.
_ITALIC = re.compile(r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)")


def written(template: str, slots: Mapping[str, Piece] | None = None) -> Text:
    """A line of content as text: ``*…*`` stands out, and each slot is what it holds."""
    if not slots:
        return _spans(template, (), False)
    places = {name: _BEFORE + str(n) + _AFTER for n, name in enumerate(slots)}
    return _spans(fill(template, **places), tuple(slots.values()), False)


def _spans(line: str, held: Sequence[Piece], strong: bool) -> Text:
    """The line, with what is held in its places."""
    spans: list[Span] = []
    for n, part in enumerate(_PLACE.split(_ITALIC.sub(r"\1", line))):
        if n % 2:
            spans += _held(held[int(part)], strong)
            continue
        for m, piece in enumerate(part.split("*")):
            strong = strong != (m > 0)
            spans.append(Span(text=piece, strong=strong))
    return tidy(spans)


def _held(value: Piece, strong: bool) -> Text:
    if isinstance(value, tuple):
        return tuple(span.model_copy(update={"strong": span.strong or strong}) for span in value)
    if isinstance(value, Say):
        return _said(value, strong)
    if isinstance(value, str):
        return _spans(value, (), strong)
    if isinstance(value, Words):
        return (Span(text=unmarked(" ".join(value.text.split())), strong=strong),)
    return (Span(text=mark(value.id if isinstance(value, Channel) else value.user), strong=strong),)


def _said(line: Say, strong: bool) -> Text:
    held: list[Piece] = []

    def place(value: Slot | Say) -> str:
        held.append(value)
        return _BEFORE + str(len(held) - 1) + _AFTER

    return _spans(line.filled(place), held, strong)


def tidy(spans: Iterable[Span]) -> Text:
    """Neighbours that look the same as one; nothing that is empty."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].strong == span.strong:
            found[-1] = Span(text=found[-1].text + span.text, strong=span.strong)
        elif span.text:
            found.append(span)
    return tuple(span for span in found if span.text)


def together(texts: Iterable[Text]) -> Text:
    """Sentences after each other."""
    spans: list[Span] = []
    for text in texts:
        spans += [Span(text=" "), *text] if spans else text
    return tidy(spans)


def as_said(text: str) -> Text:
    """What somebody wrote."""
    return written("{text}", {"text": Words(text)})


def paragraph(*texts: Text) -> Paragraph:
    """Sentences as one paragraph."""
    return Paragraph(text=together(texts))


def bullets(texts: Iterable[Text]) -> Iterator[Bullets]:
    """A list, where there is anything in it."""
    if items := tuple(texts):
        yield Bullets(items=items)


def table(head: tuple[str, ...], rows: Iterable[tuple[Text, ...]]) -> Iterator[Cells]:
    """A table, where there is anything in it."""
    if found := tuple(rows):
        yield Cells(head=head, rows=found)


def day(desk: Desk, on: date) -> str:
    """'29. november 2026': a memo is read later, so the year always stands in it."""
    return desk.language.dates.say(on, date.min)


def day_of(desk: Desk, moment: datetime) -> str:
    """The same of a moment, on the chef's calendar."""
    return day(desk, local_date(moment, desk.person.tz))


def of_words(text: str) -> Words:
    """What somebody wrote, to stand before a full stop of ours."""
    return Words(unstopped(text.strip()))


def ended(template: str, answer: Piece) -> str:
    """The line without its own full stop, where the answer ends in a sign of its own."""
    last = answer.text[-1:] if isinstance(answer, Words) else ""
    return template.replace("}.", "}") if last in ("?", "!", "…") else template


def blocks(lines: Iterable[Say]) -> Iterator[Block]:
    """Lines of a chat: points that follow each other are a list, and quotations stand apart."""
    items: list[Text] = []
    for line in lines:
        text = written("{line}", {"line": line})
        if text and text[0].text.startswith(BULLET):
            first = text[0].model_copy(update={"text": text[0].text.removeprefix(BULLET)})
            items.append(tidy((first, *text[1:])))
            text = ()
        else:
            yield from bullets(items)
            items = []
        if text:
            yield Paragraph(text=text)
        for quote in _quotes(line):
            yield from bullets(items)
            items = []
            yield Quote(text=quote)
    yield from bullets(items)


def _quotes(line: Say) -> Iterator[str]:
    for slot in line.slots.values():
        if isinstance(slot, Say):
            yield from _quotes(slot)
    if isinstance(line.quote, Words):
        yield unmarked(line.quote.text)
    elif line.quote is not None:
        yield plain(written("{quote}", {"quote": line.quote}))


# Answers


def sentence(desk: Desk, id: str, longest: int | None = None) -> Text | None:
    """The answer to a step as a sentence; None where it has none that holds.

    Of what somebody wrote at most the ``longest`` characters stand in it.
    """
    step, says = desk.flow.path.by_id.get(id), desk.lines(SentenceLines).sentences.get(id)
    answer = desk.answers.get(id)
    if step is None or says is None or answer is None or not step.on_path(desk.answers):
        return None
    if answer.state is AnswerState.SKIPPED:
        none = says.by.get(NONE) if answer.value == NONE else None
        return written(none) if none else None
    return _sentence(desk, step, says, answer, longest) if is_said(desk, step) else None


def _sentence(
    desk: Desk, step: Step, says: Sentence, answer: Answer, longest: int | None
) -> Text | None:
    ids = keys(step, answer)
    if len(ids) == 1 and ids[0] in says.by:
        return written(says.by[ids[0]])
    brief = is_taken(desk.answers) and says.short is not None
    line = says.short if brief else says.says
    if line is None:
        return None
    said = answered(desk, step, answer)
    if longest is not None and isinstance(said, Words):
        said = Words(_shortened(said.text, longest))
    if line.startswith("{") or ":* {" in line:
        said = said if not isinstance(said, str) else capital(said)
    return written(ended(line, said), {"answer": said})


def _shortened(text: str, longest: int) -> str:
    """The beginning of it, in whole words."""
    if len(text) <= longest:
        return text
    return cut(text, len(text[: longest + 1].rpartition(" ")[0]) or longest)


def keys(step: Step, answer: Answer) -> list[str]:
    """What a sentence may be looked up by."""
    ids = [*ids_of(answer.value)] if step.question.kind is not Kind.PERSON else []
    if step.question.kind is Kind.SCALE:
        return [band for band, numbers in BANDS.items() if ids[0] in numbers]
    return ids


def answered(desk: Desk, step: Step, answer: Answer | None) -> Slot:
    """The answer inside a sentence: labels in small letters, and dates with their year."""
    if answer is not None and step.question.kind in (Kind.CHOICE, Kind.CHOICES):
        names = [small(each) for each in labels(step, answer)]
        other = desk.answers.given(f"{step.id}_other")
        if OTHER not in ids_of(answer.value):
            return enumerated(desk, names)
        return Words(enumerated(desk, [*names, other or desk.texts.buttons.other.lower()]))
    shown = show(desk, step, answer)
    if answer is not None and step.question.kind is Kind.DATE and (on := iso_day(answer.value)):
        return day(desk, on)
    return of_words(shown.text) if isinstance(shown, Words) else shown


def labels(step: Step, answer: Answer) -> list[str]:
    """The labels that were chosen, in the order of the content."""
    ids = set(ids_of(answer.value))
    return [choice.label for choice in step.question.choices if choice.id in ids]


def enumerated(desk: Desk, names: list[str]) -> str:
    """'bedre kvalitet og mere demokrati'; with semicolons where one of them holds a comma."""
    if any("," in each for each in names):
        return "; ".join(names)
    return listed(desk, names)


def sentences(desk: Desk, ids: Iterable[str]) -> Iterator[Block]:
    """The answers to these steps as one paragraph; one of several lines as a list of its own."""
    said: list[Text] = []
    for id in ids:
        rows = _rows(desk, id)
        if rows is None:
            text = sentence(desk, id)
            said += [text] if text else []
            continue
        lead, items = rows
        said += [lead] if lead else []
        if said:
            yield paragraph(*said)
        said = []
        yield Bullets(items=items)
    if said:
        yield paragraph(*said)


def _rows(desk: Desk, id: str) -> tuple[Text, tuple[Text, ...]] | None:
    """What leads to it and the lines of it, where somebody wrote more than one; else None."""
    value, says = desk.answers.given(id), desk.lines(SentenceLines).sentences.get(id)
    step = desk.flow.path.by_id.get(id)
    if says is None or step is None or step.question.kind is not Kind.TEXT:
        return None
    lines = [each for each in str(value or "").splitlines() if each.strip()]
    if len(lines) < 2 or not is_said(desk, step) or says.says is None:
        return None
    lead = written(says.says.partition("{answer}")[0].rstrip())
    return lead if plain(lead) else (), tuple(map(as_said, lines))
