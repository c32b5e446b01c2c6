"""A memo made by hand that has all there can be in one."""

from __future__ import annotations

from datetime import date
from typing import Any

from flows.drawings import Spread
from flows.parts.memo.model import (
    Bullets,
    Cells,
    Fact,
    Memo,
    MemoKind,
    MemoState,
    Paragraph,
    Picture,
    Quote,
    Section,
    Span,
    Text,
)
from flows.parts.memo.proof import proof_of, sealed, short

#: What would act where it is not text: in typst, Markdown, XML, a template; and an emoji.
ACTING = "*ikke fed* #let x = 1 <b>æ</b> & `kode` [x](https://example.org) {page} \\u{41} $a$ @se"
LONG = "https://example.org/en/meget/lang/adresse-som-ikke-kan-staa-paa-en-linje/" + "x" * 90


def text(said: str, strong: bool = False) -> Text:
    return (Span(text=said, strong=strong),)


ROWS = tuple(
    (
        text(f"Princip {number}: gør værdien klar"),
        text("● på plads"),
        text("Svaret står. " * number),
    )
    for number in range(1, 22)
)
SECTIONS = (
    Section(
        title="Det, der bedes om",
        blocks=(
            Paragraph(
                text=(
                    Span(text="Rådet er "),
                    Span(text="vent", strong=True),
                    Span(text=", til nogen i direktionen ejer opgaven."),
                )
            ),
            Quote(text=f"Vi ved ikke, hvad der får dem til at komme.\n{ACTING}\n{LONG}"),
        ),
    ),
    Section(
        title="De syv principper",
        blocks=(Cells(head=("Princip", "Vurdering", "Hvorfor"), rows=ROWS),),
    ),
    Section(
        title="Det, der kan vælte det",
        blocks=(
            Picture(
                drawing=Spread(low="slet ikke", high="helt", counts=(2, 1, 0, 1, 2)),
                alt="Spredning: to siger 1, én siger 2, én siger 4, to siger 5.",
            ),
            Bullets(items=(text("Ingen ejer opgaven."), text("Ingen ved noget 🎉 om det."))),
        ),
    ),
)


def sealed_memo(**changed: Any) -> tuple[Memo, dict[str, Any]]:
    """A final memo as the bot makes it, and its proof."""
    made = memo(notes=("Kilder: Væksthus for Ledelse.",), **changed)
    proof = proof_of(made, "m1", [("formaal.hvorfor", "9c1e")], "rules")
    return sealed(made, f"Kontrolkode: {short(proof)}"), proof.model_dump(mode="json")


def memo(**changed: Any) -> Memo:
    values: dict[str, Any] = {
        "kind": MemoKind.DECISION,
        "state": MemoState.FINAL,
        "number": 2,
        "name": "Beslutningsnotat",
        "title": "Beslutningsnotat: Mødested for unge",
        "about": "Mødested for unge",
        "author": "Mette Østergård",
        "on": date(2026, 11, 28),
        "facts": (
            Fact(label="Fra", value="Mette Østergård"),
            Fact(label="Sagsnummer", value="2026-1234"),
        ),
        "sections": SECTIONS,
        "notes": ("Kilder: Væksthus for Ledelse.", "Kontrolkode: 3f9a 81c2 77d0 e4b1"),
        "footer": "Endelig, version 2, 28. november 2026",
        "pages": "Side {page} af {pages}",
    }
    return Memo(**values | changed)
