"""Which memo is wanted, in which form, and as a draft or for good: what a dialog asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Final

from flows.content.base import LONGEST_LABEL, Content, Label, Lines, Plain, fill, for_each, says
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.values import Filed
from flows.language.dates import local_date
from flows.messages import Button, Say
from flows.parts.memo.kinds import build, possible
from flows.parts.memo.lines import KindLines
from flows.parts.memo.model import Memo, MemoKind, MemoState, with_names
from flows.parts.memo.proof import Proof, short

#: The deed of ordering one: a button of Verb.OPEN opens the dialog, which does it when it is sent.
ORDER: Final = "memo.order"


class MemoForm(StrEnum):
    """What a memo is given out as."""

    WORD = "word"
    PDF = "pdf"
    MARKDOWN = "markdown"
    CANVAS = "canvas"
    CHAT = "chat"


#: How the file of a form ends; the others are no files.
ENDINGS: Final[Mapping[str, str]] = {
    MemoForm.WORD: ".docx",
    MemoForm.PDF: ".pdf",
    MemoForm.MARKDOWN: ".md",
}


#: For whom a kind of memo is, below what it is called (``memo_kinds.yaml``).
Why = Annotated[str, says(longest=LONGEST_LABEL)]


class FormLines(Content):
    """What a form is called, on the button that gets it, and in a sentence."""

    label: Label
    get: Label
    said: Plain


class DialogLines(Content):
    """The dialog."""

    title: Annotated[str, says(longest=24)]
    submit: Annotated[str, says(longest=24)]
    kind: Label
    form: Label
    state: Label
    draft: Label
    draft_why: Label
    final: Label
    final_why: Label
    case: Label
    case_hint: Plain
    kle: Label
    kle_hint: Plain
    bad_case: Plain
    bad_kle: Plain


class FilingLines(Lines):
    """``form`` is how a form is called in a sentence, ``name`` what a kind of memo is called."""

    AREA = "filing"

    open: Label
    again: Label
    cancel: Label
    share: Label
    label: Label
    what_for: Plain
    too_early: Annotated[str, says("title")]
    not_yours: Plain
    not_that: Plain
    made: Plain
    one_made: Annotated[str, says("name", "number", "date")]
    final_one: Annotated[str, says("name", "number", longest=LONGEST_LABEL)]
    dialog: DialogLines
    why: Annotated[Mapping[str, Why], for_each(MemoKind)]
    forms: Annotated[Mapping[str, FormLines], for_each(MemoForm)]
    draft_looks: Annotated[str, says("name")]
    final_looks: Annotated[str, says("name", "number")]
    draft_next: Annotated[str, says("form")]
    draft_there: Plain
    final_next: Annotated[str, says("number")]
    make_final: Label
    changed: Plain
    none_made: Plain
    stands: Annotated[str, says("number", "date", "form")]
    draft_made: Plain
    final_made: Annotated[str, says("number")]
    print: Annotated[str, says("print", longest=80)]
    here: Annotated[str, says("name")]
    no_files: Annotated[str, says("name")]
    canvas_there: Annotated[str, says("name", "link")]
    no_canvas: Annotated[str, says("name")]
    draft_name: Annotated[str, says("kind", "title", longest=60)]
    final_name: Annotated[str, says("kind", "title", "number", longest=60)]


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted. ``meeting`` is the workshop that a meeting's memo is of, else empty."""

    kind: MemoKind
    form: MemoForm
    state: MemoState
    meeting: str = ""

    def packed(self, seen: str) -> str:
        """As a button carries it, with the digest of what was ``seen``."""
        return ".".join((self.kind, self.form, self.state, seen, self.meeting))


def read_order(kind: str, form: str, state: str, meeting: str = "") -> Order | None:
    """The order; None where it is none."""
    try:
        return Order(MemoKind(kind), MemoForm(form), MemoState(state), meeting)
    except ValueError:
        return None


def unpacked(arg: str) -> tuple[Order | None, str]:
    """What a button carries: the order, and the digest of what was seen."""
    kind, form, state, seen, meeting = (*arg.split("."), "", "", "", "", "")[:5]
    return read_order(kind, form, state, meeting), seen


def digest(memo: Memo) -> str:
    """Tells one memo from another, to the last comma."""
    return sha256(memo.model_dump_json().encode()).hexdigest()[:16]


def open_button(label: str, journey: str, meeting: str = "", *, main: bool = False) -> Button:
    """A button that opens the dialog."""
    return Button(label, Action(Verb.OPEN, journey, ORDER, 0, meeting), main=main)


def memo_button(desk: Desk) -> Button:
    """'Notat': opens the dialog about the journey of the turn."""
    return open_button(desk.lines(FilingLines).label, desk.current.id)


def name_of(desk: Desk, memo: Memo) -> str:
    """What its file is called behind the date, and before the ending."""
    lines = desk.lines(FilingLines)
    slots: dict[str, str | int] = {"kind": memo.name, "title": memo.about}
    if memo.state is MemoState.DRAFT:
        return fill(lines.draft_name, **slots)
    return fill(lines.final_name, number=memo.number, **slots)


def named(desk: Desk, memo: Memo) -> Memo:
    """The memo with names in the place of those who were picked."""
    called, unnamed = desk.scene.called, desk.texts.unnamed

    def name(id: str) -> str:
        return called.get(id) or (unnamed.channel if id.startswith("C") else unnamed.person)

    return with_names(memo, name)


def said_on(desk: Desk, filed: Filed) -> str:
    """'28. november'."""
    return desk.say_day(local_date(filed.made_at, desk.person.tz))


def shown_print(desk: Desk, proof: Proof) -> str:
    """The note that shows a fingerprint."""
    return fill(desk.lines(FilingLines).print, print=short(proof))


def made_line(desk: Desk, filed: Filed) -> Say:
    """A final one in a list: what it is, its number and its day."""
    lines = desk.lines(FilingLines)
    name = desk.lines(KindLines).names.get(filed.kind, lines.label)
    slots = {"name": name, "number": str(filed.number), "date": said_on(desk, filed)}
    return Say(lines.one_made, slots)


def memo_lines(desk: Desk) -> list[Say]:
    """The final memos of the open journey; nothing where there is none."""
    found = [made_line(desk, each) for each in desk.scene.memos if each.journey == desk.about]
    return [Say(desk.lines(FilingLines).made), *found] if found else []


# What can be shared of it

#: Before the id of a final memo, or the kind of a draft, where it is shared.
_SHARED: Final = "memo-"
#: So many final ones are offered.
_OFFERED: Final = 10


def share_id(what: str) -> str:
    """What 'del' knows a memo by: a final one's id, or the kind of a draft."""
    return f"{_SHARED}{what}"


def is_memo(what: str) -> bool:
    """Whether 'del' means a memo by it."""
    return what.startswith(_SHARED)


def final_ones(desk: Desk) -> list[str]:
    """The last final memos of the journey, as 'del' knows them."""
    own = [each.id for each in desk.scene.memos if each.journey == desk.about]
    return [share_id(id) for id in reversed(own[-_OFFERED:])]


def memo_name(desk: Desk, what: str) -> str:
    """What it is called, as one can call it without its text."""
    lines, id = desk.lines(FilingLines), what.removeprefix(_SHARED)
    filed = next((each for each in desk.scene.memos if each.id == id), None)
    name = desk.lines(KindLines).names.get(filed.kind if filed else id, lines.label)
    return fill(lines.final_one, name=name, number=filed.number) if filed is not None else name


def memo_meant(desk: Desk, what: str) -> Memo | None:
    """The final memo, or the draft as it would be now; None where there is none."""
    id = what.removeprefix(_SHARED)
    filed = next((each for each in desk.scene.memos if each.id == id and each.document), None)
    if not is_memo(what) or filed is not None:
        return Memo.model_validate(filed.document) if filed is not None else None
    kind = next((each for each in possible(desk) if each == id), None)
    return named(desk, build(desk, kind)) if kind is not None else None
