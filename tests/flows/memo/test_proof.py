"""The fingerprint: a comma that is changed is found, and where."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from flows.journey.values import Answer, Answers, AnswerState
from flows.parts.memo.model import (
    Bullets,
    Fact,
    Memo,
    MemoKind,
    MemoState,
    Paragraph,
    Quote,
    Section,
    Span,
)
from flows.parts.memo.proof import (
    chain,
    fits,
    found_again,
    proof_of,
    sealed,
    short,
    stands_on,
)
from tests.at_once import at_once

THEN = datetime(2026, 11, 28, 9, 30, 1, 42, UTC)
RULES = "r" * 64
SAID = (
    Answer("title", AnswerState.GIVEN, "Mødested for unge", "U1", THEN, "1.0"),
    Answer("formaal.hvorfor", AnswerState.GIVEN, "De ved det, selv", "U1", THEN, "2.0"),
    Answer("formaal.vaerdi", AnswerState.GIVEN, ["kvalitet", "andet"], "U1", THEN),
    Answer("ejerskab.ejer", AnswerState.SKIPPED, None, "U1", THEN),
    Answer("frame:f1", AnswerState.GIVEN, {"b": 1, "a": "æ"}, "U1", THEN),
)


def memo(**changes: object) -> Memo:
    """A small final memo."""
    made: dict[str, object] = {
        "kind": MemoKind.DECISION,
        "state": MemoState.FINAL,
        "number": 2,
        "name": "Beslutningsnotat",
        "title": "Beslutningsnotat: Mødested for unge",
        "about": "Mødested for unge",
        "author": "Karen Eksempel",
        "on": date(2026, 11, 28),
        "facts": (Fact(label="Sagsnummer", value="2026-1234"),),
        "sections": (
            Section(
                title="Baggrund",
                blocks=(
                    Paragraph(text=(Span(text="De unge ved det, selv."),)),
                    Quote(text="Vi vil\nvære med"),
                    Bullets(items=((Span(text="Et"), Span(text="to")),)),
                ),
            ),
        ),
        "notes": ("Endelig er den først på sagen.",),
    }
    return Memo.model_validate({**made, **changes})


def seal(made: Memo) -> tuple[Memo, object]:
    proof = proof_of(made, "m1", chain(SAID), RULES)
    return sealed(made, f"Kontrolkode: {short(proof)}"), proof


def test_a_sealed_memo_fits_also_after_it_was_stored() -> None:
    made, proof = seal(memo())
    stored = Memo.model_validate_json(made.model_dump_json())
    assert fits(stored, proof)  # type: ignore[arg-type]
    assert len(short(proof).replace(" ", "")) == 16  # type: ignore[arg-type]


@at_once(
    "changes",
    [
        {"number": 3},
        {"state": MemoState.DRAFT},
        {"author": "Karen Eksempel."},
        {"on": date(2026, 11, 29)},
        {"about": "Mødested for Unge"},
        {"facts": (Fact(label="Sagsnummer", value="2026-1235"),)},
        {"sections": ()},
        {"notes": ("Endelig er den først på sagen",)},
    ],
)
def test_whatever_is_changed_it_does_not_fit(changes: dict[str, object]) -> None:
    made, proof = seal(memo())
    notes = changes.get("notes")
    if isinstance(notes, tuple):
        changes = {"notes": (*notes, made.notes[-1])}
    assert not fits(made.model_copy(update=changes), proof)  # type: ignore[arg-type]


def test_neither_the_print_nor_the_note_can_be_another() -> None:
    made, proof = seal(memo())
    other = made.model_copy(
        update={"notes": (*made.notes[:-1], "Kontrolkode: 0000 0000 0000 0000")}
    )
    assert not fits(other, proof)  # type: ignore[arg-type]
    assert not fits(made, proof.model_copy(update={"rules": "s" * 64}))  # type: ignore[attr-defined]
    assert not fits(made, proof.model_copy(update={"answers": "0" * 64}))  # type: ignore[attr-defined]


def test_the_chain_is_the_same_wherever_the_answers_were_kept() -> None:
    there = timezone(timedelta(hours=1))
    again = [replace(each, said_at=each.said_at.astimezone(there)) for each in SAID]
    again[4] = replace(again[4], value={"a": "æ", "b": 1})
    assert chain(again) == chain(SAID)


@at_once(
    "at, changes",
    [
        (1, {"value": "De ved det selv"}),
        (2, {"value": ["andet", "kvalitet"]}),
        (3, {"state": AnswerState.REMOVED}),
        (4, {"value": {"b": 1, "a": "ae"}}),
        (0, {"said_at": THEN + timedelta(microseconds=1)}),
    ],
)
def test_a_changed_answer_is_found_and_where(at: int, changes: dict[str, object]) -> None:
    changed = [replace(each, **changes) if n == at else each for n, each in enumerate(SAID)]
    found, missing = found_again(chain(SAID), changed)
    assert missing == [SAID[at].step]
    assert len(found) == len(SAID) - 1
    assert [step for step, _ in chain(changed)] == [step for step, _ in chain(SAID)]
    assert chain(changed)[-1] != chain(SAID)[-1]


def test_what_was_said_later_does_not_matter() -> None:
    later = Answer("formaal.hvorfor", AnswerState.GIVEN, "Noget andet", "U1", THEN)
    found, missing = found_again(chain(SAID), [*SAID, later])
    assert missing == []
    assert found.given("formaal.hvorfor") == "De ved det, selv"


def test_what_was_sent_is_no_part_of_it() -> None:
    sent = Answer("share:s1", AnswerState.GIVEN, {"id": "s1"}, "U1", THEN)
    assert list(stands_on(Answers([*SAID, sent]))) == list(SAID)


def test_earlier_words_that_are_told_of_are_part_of_it() -> None:
    first = replace(SAID[1], value="De bor her", said_at=THEN - timedelta(days=90))
    there = [*stands_on(Answers(SAID), [first, SAID[1]])]
    assert there == [first, *SAID]
    found, missing = found_again(chain(there), [first, *SAID])
    assert (list(found), missing) == (there, [])
    assert found.given(first.step) == SAID[1].value
    changed = replace(first, value="De bor der")
    assert found_again(chain(there), [changed, *SAID])[1] == [first.step]
