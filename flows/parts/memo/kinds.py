"""The kinds of memo of a journey: which of them are possible now, and each of them made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flows.content.base import fill
from flows.content.library import Library
from flows.content.reading import Problem
from flows.journey.desk import Desk
from flows.journey.path import Path
from flows.journey.steps import Role
from flows.parts.memo.blocks import BLOCKS
from flows.parts.memo.case import case_of
from flows.parts.memo.deciding import decided
from flows.parts.memo.lines import KindLines, SectionOf, SentenceLines
from flows.parts.memo.model import (
    Block,
    Fact,
    Memo,
    MemoKind,
    MemoState,
    Section,
    mark,
    unmarked,
)
from flows.parts.memo.points import is_answered
from flows.parts.memo.writing import day, sentences


def possible(desk: Desk) -> tuple[MemoKind, ...]:
    """The kinds for which enough is answered, the shortest first."""
    if desk.journey is None or desk.current.delegated is not None:
        return ()
    points = [
        [is_answered(desk, point) for point in phase.focus_points]
        for phase in desk.flow.library.phases
    ]
    found = [MemoKind.SHORT] if has_content(desk) else []
    if decided(desk) or any(map(any, points)):
        found.append(MemoKind.DECISION)
    if points and any(points[-1]):
        found.append(MemoKind.EVALUATION)
    return tuple(found)


def has_content(desk: Desk) -> bool:
    """Whether anything was answered beside the title and how to begin."""
    said = (step for step in desk.route.walked if step.role not in (Role.TITLE, Role.START))
    return any(desk.answers.given(step.id) is not None for step in said)


def build(desk: Desk, kind: MemoKind, state: MemoState = MemoState.DRAFT, number: int = 1) -> Memo:
    """The memo as the answers have it now; never a meeting's. Who was picked stands as a mark."""
    lines = desk.lines(KindLines)
    found = (_section(desk, each) for each in lines.sections[kind])
    sections = tuple(made for made in found if made is not None)
    called = Called(lines.names[kind], desk.current.title, lines.made_of)
    return framed(desk, kind, state, number, called, sections)


def _case(desk: Desk) -> Iterator[Fact]:
    """The case that it belongs to."""
    lines, case = desk.lines(KindLines), case_of(desk.answers)
    for label, value in ((lines.case, case and case.number), (lines.kle, case and case.kle)):
        if value:
            yield Fact(label=label, value=value)


class Called(NamedTuple):
    """What a memo is called, what it is about, and what it is made of, in a sentence."""

    name: str
    about: str
    made_of: str


def framed(
    desk: Desk,
    kind: MemoKind,
    state: MemoState,
    number: int,
    called: Called,
    sections: tuple[Section, ...],
) -> Memo:
    """Sections with all that stands around them: heading, facts, notes and footer."""
    lines, today = desk.lines(KindLines), day(desk, desk.today)
    name, about, final = called.name, unmarked(called.about), state is MemoState.FINAL
    status = fill(lines.final, number=number) if final else lines.draft
    author, footer = mark(desk.person.id), fill(lines.footer_draft, date=today)
    if final:
        footer = fill(lines.footer_final, number=number, date=today)
    around = (
        Fact(label=lines.sender, value=author),
        Fact(label=lines.date, value=today),
        Fact(label=lines.state, value=status),
    )
    return Memo(
        kind=kind,
        state=state,
        number=number,
        name=name,
        title=fill(lines.heading, kind=name, about=about),
        about=about,
        author=author,
        on=desk.today,
        language=desk.flow.library.vocabulary.locale,
        facts=(*around, *_case(desk)),
        sections=sections,
        notes=(lines.note_final if final else lines.note_draft, called.made_of),
        footer=footer,
        pages=lines.pages,
    )


def _section(desk: Desk, of: SectionOf) -> Section | None:
    """The section with what there is to say in it; None where there is nothing."""
    blocks: list[Block] = []
    for part in of.parts:
        blocks += BLOCKS[part](desk) if isinstance(part, str) else sentences(desk, part)
    return Section(title=of.title, blocks=tuple(blocks)) if blocks else None


def problems(library: Library) -> Iterator[Problem]:
    """Every sentence is of a step and says all its choices; every part of a section is there."""
    sentences, known = library.lines(SentenceLines).sentences, Path(library).by_id
    document = library.documents[f"lines/{SentenceLines.AREA}.yaml"]
    for id, each in sentences.items():
        step = known.get(id)
        if step is None:
            yield document.problem(("sentences", id), f"nothing on the way is called '{id}'")
        elif each.says is None and (missing := step.chosen - each.by.keys()):
            message = f"it says nothing of '{min(missing)}'"
            yield document.problem(("sentences", id, "by"), message)
    for id in library.lines(SentenceLines).found.keys() ^ {each.id for each in library.advice}:
        yield document.problem(("found",), f"'{id}' is here or among the advice, and not in both")
    document = library.documents[f"lines/{KindLines.AREA}.yaml"]
    for kind, sections in library.lines(KindLines).sections.items():
        for n, section in enumerate(sections):
            for part in section.parts:
                names = (part,) if isinstance(part, str) else part
                there = BLOCKS.keys() if isinstance(part, str) else sentences.keys()
                for name in set(names) - set(there):
                    where = ("sections", kind, n)
                    yield document.problem(where, f"nothing is called '{name}'")
