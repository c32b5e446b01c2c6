"""'notat': which memo and how, seen before it is made, as a file in the DM, and final for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from flows.content.vocabulary import Word
from flows.dialogs import Dialog, Field, FieldKind
from flows.inputs import Action, Pressed, Verb
from flows.journey.desk import Desk
from flows.journey.question import back, deed, of_journey, resume_button
from flows.journey.values import Filed, Need
from flows.language.words import Said
from flows.messages import (
    LINK,
    Button,
    Item,
    Listing,
    Note,
    Option,
    Paper,
    Say,
    Words,
    cut,
    joined,
    pages,
)
from flows.parts.memo.case import (
    LONGEST_NUMBER,
    Case,
    case_of,
    file_name,
    read_kle,
    read_number,
)
from flows.parts.memo.chat import chat
from flows.parts.memo.kinds import build, possible
from flows.parts.memo.lines import KindLines
from flows.parts.memo.model import Memo, MemoKind, MemoState
from flows.parts.memo.ordering import (
    ENDINGS,
    ORDER,
    FilingLines,
    MemoForm,
    Order,
    digest,
    made_line,
    name_of,
    named,
    open_button,
    read_order,
    said_on,
    share_id,
    shown_print,
    unpacked,
)
from flows.parts.memo.proof import Proof, chain, proof_kept, proof_of, sealed, stands_on
from flows.parts.memo.summary import SHARE
from flows.workshop.memo import meeting_memo
from flows.workshop.values import WorkshopScene

#: The deeds: make what was seen; nothing; give out a final one again, as ``id.form``.
MAKE, CANCEL, FETCH = "memo.make", "memo.cancel", "memo.fetch"
#: The fields of the dialog.
KIND, AS, STATE, CASE, KLE = "kind", "form", "state", "case", "kle"
LONGEST_KLE: Final = 20
#: So much of a meeting's title is a choice.
LONGEST_CHOICE: Final = 70
#: The forms that are offered where there is no canvas.
FILES: Final = (MemoForm.WORD, MemoForm.PDF)


# What can be written


def meetings(desk: Desk) -> dict[str, WorkshopScene]:
    """The meetings of the journey that are over, by id."""
    found = (each for each in desk.scene.meetings if isinstance(each, WorkshopScene))
    return {each.workshop.id: each for each in found}


def _kinds(desk: Desk) -> Iterator[Option]:
    """The memos that there is enough for, with a meeting's for each meeting."""
    why, names = desk.lines(FilingLines).why, desk.lines(KindLines).names
    for kind in possible(desk):
        yield Option(kind.value, names[kind], why[kind])
    for id, scene in meetings(desk).items():
        title = Words(cut(scene.workshop.title, LONGEST_CHOICE))
        yield Option(f"{MemoKind.MEETING.value}.{id}", title, why[MemoKind.MEETING])


def _written(desk: Desk, order: Order, number: int) -> Memo | None:
    """The memo, with names in it; None where it cannot be written."""
    if order.kind is MemoKind.MEETING:
        scene = meetings(desk).get(order.meeting)
        if scene is None:
            return None
        memo = meeting_memo(desk, scene, order.state, number)
    elif order.kind in possible(desk):
        memo = build(desk, order.kind, order.state, number)
    else:
        return None
    return named(desk, memo)


# The dialog


def dialog(desk: Desk, meeting: str = "") -> Dialog | Note:
    """What the button opens; a note where nothing can be written."""
    lines = desk.lines(FilingLines)
    kinds = tuple(_kinds(desk))
    refused = _refused(desk, kinds)
    if refused is not None:
        return Note((refused,))
    words, case = lines.dialog, case_of(desk.answers) or Case()
    wanted = f"{MemoKind.MEETING.value}.{meeting}"
    first = wanted if wanted in [each.value for each in kinds] else kinds[0].value
    forms = tuple(
        Option(each.value, desk.lines(FilingLines).forms[each].label) for each in MemoForm
    )
    states = (
        Option(MemoState.DRAFT.value, words.draft, words.draft_why),
        Option(MemoState.FINAL.value, words.final, words.final_why),
    )
    fields = (
        Field(KIND, FieldKind.ONE, words.kind, options=kinds, chosen=(first,)),
        Field(AS, FieldKind.LIST, words.form, options=forms, chosen=(forms[0].value,)),
        Field(STATE, FieldKind.ONE, words.state, options=states, chosen=(states[0].value,)),
        _text(CASE, words.case, words.case_hint, LONGEST_NUMBER, case.number),
        _text(KLE, words.kle, words.kle_hint, LONGEST_KLE, case.kle),
    )
    form = Action(Verb.OPEN, desk.current.id, ORDER)
    return Dialog(words.title, words.submit, form, fields=fields)


def _text(id: str, label: str, hint: str, longest: int, stands: str) -> Field:
    chosen = (stands,) if stands else ()
    return Field(id, FieldKind.TEXT, label, hint, needed=False, longest=longest, chosen=chosen)


def _refused(desk: Desk, kinds: tuple[Option, ...]) -> Say | None:
    """Why nothing can be written; None where something can."""
    lines = desk.lines(FilingLines)
    if desk.current.delegated is not None:
        return Say(lines.not_yours)
    return None if kinds else Say(lines.too_early, {"title": Words(desk.current.title)})


# The word


@of_journey
def _word(desk: Desk, _: Said) -> None:
    """The dialog cannot open from a word; a button opens it. The final ones are there as well."""
    lines, refused = desk.lines(FilingLines), _refused(desk, tuple(_kinds(desk)))
    if refused is not None:
        back(desk, refused)
        return
    buttons = (open_button(lines.open, desk.current.id, main=True), resume_button(desk))
    filed = [each for each in desk.scene.memos if each.journey == desk.current.id]
    if not filed:
        desk.note(lines.what_for, buttons=buttons)
        return
    items = tuple(_item(desk, each) for each in reversed(filed))
    desk.say(Listing((Say(lines.made),), items, (Say(lines.what_for),), buttons))


def _item(desk: Desk, filed: Filed) -> Item:
    menu = _fetches(desk, filed, *FILES, MemoForm.MARKDOWN, MemoForm.CANVAS)
    return Item(made_line(desk, filed), (*menu, _share(desk, filed.id)))


def _share(desk: Desk, what: str) -> Button:
    return deed(desk, desk.lines(FilingLines).share, SHARE, share_id(what))


# The dialog was sent


def _sent(desk: Desk, sent: Pressed) -> None:
    words = desk.lines(FilingLines).dialog
    number, kle = read_number(sent.field(CASE)), read_kle(sent.field(KLE))
    if number is None:
        desk.errors[CASE] = words.bad_case
    if kle is None:
        desk.errors[KLE] = words.bad_kle
    if number is None or kle is None:
        return
    case = Case(number=number, kle=kle)
    if case != (case_of(desk.answers) or Case()):
        desk.put(case)
    kind, _, meeting = sent.field(KIND).partition(".")
    order = read_order(kind, sent.field(AS), sent.field(STATE), meeting)
    if order is None:
        back(desk, desk.lines(FilingLines).not_that)
    else:
        _show(desk, order)


def _show(desk: Desk, order: Order, *lead: Say) -> None:
    """The very memo, before anything is made of it; where one stands already, that."""
    lines, stands = desk.lines(FilingLines), _standing(desk, order)
    if stands is not None:
        _give_again(desk, stands, order.form)
        return
    memo = _written(desk, order, _next(desk, order))
    if memo is None:
        back(desk, *lead, Say(lines.not_that))
        return
    is_final = order.state is MemoState.FINAL
    looks = lines.final_looks if is_final else lines.draft_looks
    slots = {"name": memo.name, **({"number": str(memo.number)} if is_final else {})}
    for page in pages([*lead, joined(Say(looks, slots), "", by="\n"), *_lines(memo)]):
        desk.say(page)
    again = open_button(lines.again, desk.current.id, order.meeting)
    cancel = deed(desk, lines.cancel, CANCEL)
    if is_final:
        make = deed(desk, lines.make_final, MAKE, order.packed(digest(memo)), main=True)
        desk.note(
            Say(lines.final_next, {"number": str(memo.number)}), buttons=(make, again, cancel)
        )
    elif order.form is MemoForm.CHAT:
        desk.note(
            lines.draft_there, buttons=(*_share_draft(desk, order), again, resume_button(desk))
        )
    else:
        form = desk.lines(FilingLines).forms[order.form]
        make = deed(desk, form.get, MAKE, order.packed(digest(memo)), main=True)
        desk.note(Say(lines.draft_next, {"form": form.said}), buttons=(make, again, cancel))


def _lines(memo: Memo) -> Iterator[Say]:
    return (line for page in chat(memo) for line in page.lines)


def _share_draft(desk: Desk, order: Order) -> tuple[Button, ...]:
    """A meeting's memo is shared once it is final, or as a file."""
    return () if order.kind is MemoKind.MEETING else (_share(desk, order.kind),)


# Made


def _make(desk: Desk, press: Pressed) -> None:
    """Make what was seen: as a file, and for good where it is final."""
    order, seen = unpacked(press.action.arg)
    if order is None or desk.journey is None:
        back(desk, desk.texts.stale.unknown)
        return
    stands = _standing(desk, order)
    memo = _written(desk, order, _next(desk, order)) if stands is None else None
    if stands is not None:
        _give_again(desk, stands, order.form)
    elif memo is None or digest(memo) != seen:
        _show(desk, order, Say(desk.lines(FilingLines).changed))
    elif order.state is MemoState.FINAL:
        _finish(desk, order, memo)
    else:
        lines = desk.lines(FilingLines)
        ways = tuple(
            deed(
                desk,
                desk.lines(FilingLines).forms[each].get,
                MAKE,
                replace(order, form=each).packed(seen),
            )
            for each in FILES
        )
        _give(desk, memo, order.form, None, ways)
        desk.note(lines.draft_made, buttons=(*_share_draft(desk, order), resume_button(desk)))


def _finish(desk: Desk, order: Order, memo: Memo) -> None:
    """Freeze it with its fingerprint, keep it, and give it out."""
    links, rules = chain(stands_on(desk.answers, desk.scene.earlier)), desk.flow.library.version
    proof = proof_of(memo, desk.fresh(), links, rules)
    memo = sealed(memo, shown_print(desk, proof))
    filed = Filed(
        id=proof.id,
        journey=desk.current.id,
        kind=order.kind.value,
        number=memo.number,
        name=file_name(memo.on, name_of(desk, memo), ""),
        made_at=desk.now,
        made_by=desk.person.id,
        rules=rules,
        fingerprint=proof.whole,
        links=links,
        workshop=order.meeting or None,
        document=memo.model_dump(mode="json"),
    )
    desk.filed.append(filed)
    desk.change(revision=desk.current.revision)
    _give_kept(desk, filed, order.form)
    desk.note(_kept(desk, filed), buttons=(_share(desk, filed.id), resume_button(desk)))


def _next(desk: Desk, order: Order) -> int:
    """The number that a final one would have."""
    return 1 + max((each.number for each in _of_kind(desk, order)), default=0)


def _of_kind(desk: Desk, order: Order) -> list[Filed]:
    own = [each for each in desk.scene.memos if each.journey == desk.current.id]
    return [each for each in own if (each.kind, each.workshop or "") == (order.kind, order.meeting)]


def _standing(desk: Desk, order: Order) -> Filed | None:
    """The last final one, where a final one is wanted and would say the same under these rules."""
    filed = _of_kind(desk, order)
    if order.state is not MemoState.FINAL or not filed:
        return None
    last = filed[-1]
    memo, kept = _written(desk, order, last.number), Memo.model_validate(last.document)
    same = memo is not None and _said(desk, memo) == _said(desk, kept)
    return last if same and last.rules == desk.flow.library.version else None


def _said(desk: Desk, memo: Memo) -> object:
    """All that it says but for when it was made."""
    date = desk.lines(KindLines).date
    facts = [each for each in memo.facts if each.label != date]
    return memo.about, facts, memo.sections


def _give_again(desk: Desk, filed: Filed, form: MemoForm) -> None:
    """A final one, as it was made."""
    slots = {"number": str(filed.number), "date": said_on(desk, filed)}
    stands = desk.lines(FilingLines).stands
    desk.note(Say(stands, {**slots, "form": desk.lines(FilingLines).forms[form].said}))
    _give_kept(desk, filed, form)
    desk.note(_kept(desk, filed), buttons=(_share(desk, filed.id), resume_button(desk)))


def _give(
    desk: Desk, memo: Memo, form: MemoForm, proof: Proof | None, ways: tuple[Button, ...]
) -> None:
    """As a file, a canvas, or in the chat. ``ways`` lead to a file, where there is no canvas."""
    lines, name = desk.lines(FilingLines), {"name": memo.name}
    if form is MemoForm.CHAT:
        for page in chat(memo):
            desk.say(page)
        return
    lead = Say(lines.here, name)
    instead: tuple[Note, ...] = tuple(pages([Say(lines.no_files, name), *_lines(memo)]))
    if form is MemoForm.CANVAS:
        lead = Say(lines.canvas_there, {**name, "link": LINK})
        instead = (Note((Say(lines.no_canvas, name),), ways),)
    called = file_name(memo.on, name_of(desk, memo), ENDINGS.get(form, ""))
    kept = proof.model_dump() if proof is not None else None
    desk.say(Paper(lead, called, form, memo.model_dump(mode="json"), kept, instead))


def _fetches(desk: Desk, filed: Filed, *forms: MemoForm) -> tuple[Button, ...]:
    """Buttons that give out a final one again."""
    return tuple(
        deed(desk, desk.lines(FilingLines).forms[each].get, FETCH, f"{filed.id}.{each}")
        for each in forms
    )


def _fetch(desk: Desk, press: Pressed) -> None:
    """A final one that is kept, in this form."""
    id, _, form = press.action.arg.partition(".")
    filed = next((each for each in desk.scene.memos if each.id == id and each.document), None)
    if filed is None or form not in list(MemoForm):
        back(desk, desk.texts.stale.unknown)
        return
    _give_kept(desk, filed, MemoForm(form))
    desk.note(_kept(desk, filed), buttons=(_share(desk, id), resume_button(desk)))


def _give_kept(desk: Desk, filed: Filed, form: MemoForm) -> None:
    memo = Memo.model_validate(filed.document)
    _give(desk, memo, form, proof_kept(filed), _fetches(desk, filed, *FILES))


def _kept(desk: Desk, filed: Filed) -> Say:
    return Say(desk.lines(FilingLines).final_made, {"number": str(filed.number)})


def _cancel(desk: Desk, _: Pressed) -> None:
    back(desk, desk.lines(FilingLines).none_made)


LINES = (FilingLines,)
WORDS: dict[Word, Callable[..., None]] = {Word.MEMO: _word}
DEEDS: dict[str, Callable[..., None]] = {
    ORDER: _sent,
    MAKE: _make,
    CANCEL: _cancel,
    FETCH: _fetch,
}
NEEDS = {Word.MEMO: (Need.MEMOS,), ORDER.partition(".")[0]: (Need.MEMOS,)}
