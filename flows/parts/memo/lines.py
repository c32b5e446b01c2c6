"""What the memos are made of: their sections, the sentences in them, and the lines around."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from flows.content.base import Content, Label, Line, Lines, Plain, Slug, Title, for_each, says
from flows.parts.memo.model import MemoKind

#: A step of the path, as its answer is stored: ``formaal.succes``, ``short.decision``.
StepRef = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\Z")]
#: A line with the answer in it.
Answered = Annotated[str, says("answer")]


class Sentence(Content):
    """An answer as a sentence.

    ``by`` has it for one choice alone, for ``low``, ``middle`` and ``high`` on a scale, ``ja`` and
    ``nej``, and ``none`` where it was said that there is none; ``says`` for any other answer.
    ``short`` is for an answer of the short way. ``open`` names what is missing where there is none.
    """

    says: Answered | None = None
    short: Answered | None = None
    by: Mapping[Slug, Plain] = Field(default_factory=dict)
    open: Line | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Sentence:
        if self.says is None and not self.by:
            raise ValueError("a sentence needs 'says' or 'by'")
        return self


class SectionOf(Content):
    """A section: its paragraphs, each some sentences or a named block, where there is any."""

    title: Title
    parts: tuple[tuple[StepRef, ...] | Slug, ...] = Field(min_length=1)


#: The kinds that are built of the journey's answers alone, and what such a memo is made of.
BUILT = tuple(kind for kind in MemoKind if kind is not MemoKind.MEETING)
Sections = Annotated[tuple[SectionOf, ...], Field(min_length=1)]


class SentenceLines(Lines):
    """``found`` says what the rules of advice find to others than the chef, by the advice's id."""

    AREA = "memo_sentences"

    sentences: Mapping[StepRef, Sentence]
    found: Mapping[Slug, Plain]


class Asking(Content):
    """What is asked for, by what was decided."""

    begin: Annotated[str, says("about")]
    go: Annotated[str, says("about")]
    wait: Annotated[str, says("about")]
    leave: Annotated[str, says("about")]
    undecided: Annotated[str, says("about")]
    owner: Plain
    leeway: Answered
    missing: Answered


class Advising(Content):
    """What is advised: before a decision, the same as it, and another."""

    before: Annotated[str, says("advice")]
    also: Annotated[str, says("advice")]
    other: Annotated[str, says("advice")]
    go: Annotated[str, says("then")]
    wait: Annotated[str, says("then")]
    leave: Annotated[str, says("then")]


Two = Annotated[tuple[Label, ...], Field(min_length=2, max_length=2)]
Three = Annotated[tuple[Label, ...], Field(min_length=3, max_length=3)]
On = Annotated[str, says("date")]


class OfPrinciples(Content):
    """The table of the principles, and what the numbers mean."""

    head: Three
    rating: Annotated[str, says("rating")]
    before: Annotated[str, says("rating", "before", "date")]
    unsaid: Label
    scale: Plain


class OfRisks(Content):
    """The table of what may go wrong."""

    head: Three
    both: Label
    likely: Label
    serious: Label
    neither: Label
    unsaid: Label
    nothing: Label


class Likeness(Content):
    """What it looks like: a type, or something else."""

    type: Annotated[str, says("type")]
    is_not: Annotated[str, says("verdict")]


class OfMap(Content):
    """Where one is on the map: in the picture, and in words."""

    here: Label
    alt: Annotated[str, says("part")]


class OfFrames(Content):
    """The table of the frames."""

    head: Two
    fixed: Label
    elastic: Label
    undecided: Label


class OfContract(Content):
    """The informal contract in the words of who writes the memo."""

    agreed: On
    agreed_with: Annotated[str, says("parties", "date")]
    ours: Annotated[str, says("ours")]
    theirs: Annotated[str, says("theirs")]
    shared: Annotated[str, says("shared")]
    owner: Mapping[Slug, Plain]
    obligation: Mapping[Slug, Plain]
    next: On
    held: Mapping[Slug, On]


class OfOpen(Content):
    """What is not clarified."""

    point: Annotated[str, says("point", "phase", "clarity")]
    unsaid: Label


class OfSteps(Content):
    """The table of the steps, and the steps one by one."""

    head: Three
    nobody: Label
    no_day: Label
    overdue: On
    who: Annotated[str, says("step", "who")]
    due: Annotated[str, says("step", "date")]
    who_due: Annotated[str, says("step", "who", "date")]
    done: Annotated[str, says("step", "date")]
    led_to: Annotated[str, says("step", "date", "note")]


class OfCriterion(Content):
    """The criterion as it was written, and as it is judged."""

    written: On
    since: On
    none: Plain
    judged: Annotated[str, says("date", "answer")]
    head: Two
    unjudged: Label


class OfGains(Content):
    """The gains that were expected, beside those that came."""

    head: Three
    yes: Label
    no: Label
    nothing: Plain


class OfSources(Content):
    """A publication as it is cited."""

    whole: Annotated[str, says("author", "title")]
    year: Annotated[str, says("author", "title", "year")]
    page: Annotated[str, says("source", "pages")]
    ours: Plain


class KindLines(Lines):
    """The kinds, and what stands in and around each of them."""

    AREA = "memo_kinds"

    heading: Annotated[str, says("kind", "about")]
    sender: Label
    date: Label
    state: Label
    draft: Label
    final: Annotated[str, says("number")]
    case: Label
    kle: Label
    footer_draft: On
    footer_final: Annotated[str, says("number", "date")]
    pages: Annotated[str, says("page", "pages")]
    note_draft: Plain
    note_final: Plain
    made_of: Plain
    names: Annotated[Mapping[str, Label], for_each(MemoKind)]
    sections: Annotated[Mapping[str, Sections], for_each(BUILT)]
    asking: Asking
    decided_on: On
    undecided: Plain
    advice: Advising
    principles: OfPrinciples
    risks: OfRisks
    foreseen: Plain
    apart: Plain
    went_on: Annotated[str, says("says", "why")]
    stands: Annotated[str, says("says", "why")]
    stands_alone: Annotated[str, says("says")]
    likeness: Likeness
    map: OfMap
    frames: OfFrames
    contract: OfContract
    open: OfOpen
    steps: OfSteps
    criterion: OfCriterion
    gains: OfGains
    sources: OfSources
