"""A memo as PDF is one that everybody can read: PDF/UA-1, checked tag for tag."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest

from bot.papers import make
from bot.papers.reading import read
from flows.parts.memo.model import Section, lines
from flows.parts.memo.ordering import MemoForm
from tests.bot.papers import example


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    paper = make(example.memo(), MemoForm.PDF, {"id": "m1"})
    with pikepdf.open(BytesIO(paper)) as opened:
        yield opened


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The structure in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K", pikepdf.Array()))


def tags(pdf: pikepdf.Pdf) -> list[str]:
    return [str(each.S).lstrip("/") for each in elements(pdf.Root.StructTreeRoot.K)]


def test_it_says_that_it_is_pdf_ua_and_what_it_is(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "da-DK"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Beslutningsnotat: Mødested for unge"
        assert metadata["dc:creator"] == ["Mette Østergård"]
        assert metadata["dc:language"] == {"da-DK"}
    assert str(pdf.docinfo["/Title"]) == "Beslutningsnotat: Mødested for unge"


def test_the_structure_is_headings_lists_and_tables_with_heading_cells(pdf: pikepdf.Pdf) -> None:
    found = tags(pdf)
    assert found[0] == "Document"
    assert found.count("H1") == 3
    assert found.count("LI") == 2
    assert "BlockQuote" in found
    assert (found.count("TH"), found.count("TD")) == (3, 3 * 21)
    for each in elements(pdf.Root.StructTreeRoot.K):
        if str(each.S) == "/TH":
            assert (
                str(each.A.Scope if isinstance(each.A, pikepdf.Dictionary) else each.A[0].Scope)
                == "/Column"
            )


def test_every_font_is_inside(pdf: pikepdf.Pdf) -> None:
    fonts = [font for page in pdf.pages for _, font in page.resources.get("/Font", {}).items()]
    assert fonts
    for font in fonts:
        (inner,) = font.DescendantFonts
        assert {"/FontFile3", "/FontFile2"} & set(inner.FontDescriptor.keys())
        assert "/ToUnicode" in font


def test_nothing_that_is_shown_is_outside_the_structure_and_the_foot_is_no_part(
    pdf: pikepdf.Pdf,
) -> None:
    for page in pdf.pages:
        inside = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                assert inside or str(operands[0]) == "/Artifact" or "/MCID" in operands[1]
                inside += 1
            elif name == "EMC":
                inside -= 1
            elif name in ("Tj", "TJ", "Do", "f", "S"):
                assert inside


def test_what_a_screen_reader_reads_is_the_memo_line_for_line(pdf: pikepdf.Pdf) -> None:
    """The structure has the pieces in the order of the pages, and these have all of it."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    places = list(read_places(pdf.Root.StructTreeRoot.K, pages, None))
    assert places == sorted(places)
    memo = example.memo()
    text = read(make(memo, MemoForm.PDF)).text
    assert joined(text) == joined("".join(lines(memo)).replace("🎉", "□"))


def joined(text: str) -> str:
    return "".join(text.split())


def read_places(
    node: pikepdf.Object, pages: dict[tuple[int, int], int], page: int | None
) -> Iterator[tuple[int, int]]:
    """The page and the number there of each piece of the structure, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from read_places(child, pages, page)
    elif isinstance(node, pikepdf.Dictionary):
        page = pages[node.Pg.objgen] if "/Pg" in node else page
        if "/MCID" in node:
            yield page or 0, int(node.MCID)
        yield from read_places(node.get("/K", pikepdf.Array()), pages, page)
    else:
        yield page or 0, int(node)


def test_a_word_that_is_longer_than_its_line_is_broken_and_is_one_word_still() -> None:
    word = "z" * 300
    row = (example.text("Det"), example.text(word), example.text("ord"))
    blocks = (example.Quote(text=word), example.Cells(head=("A", "B", "C"), rows=(row,)))
    memo = example.memo(sections=(Section(title="Langt", blocks=blocks),))
    text = read(make(memo, MemoForm.PDF)).text
    assert max(map(len, text.splitlines())) < 100
    assert joined(text).count(word) == 2


def test_it_is_the_same_each_time_it_is_made() -> None:
    memo = example.memo()
    assert make(memo, MemoForm.PDF) == make(memo, MemoForm.PDF)


def test_the_memo_and_its_proof_are_inside(pdf: pikepdf.Pdf) -> None:
    (file,) = pdf.attachments.values()
    data = json.loads(file.get_file().read_bytes())
    assert data["proof"] == {"id": "m1"}
    assert data["memo"] == example.memo().model_dump(mode="json")
    assert data["unshown"] == "🎉"


@pytest.mark.parametrize(
    "said", ["\x00\x07\ufeff\ufffe\u202e", "中文 ا", "\ue000", "a\u2028b", " "]
)
def test_no_sign_that_a_person_can_type_keeps_a_memo_from_being_made(said: str) -> None:
    paragraph = example.Paragraph(text=example.text(f"a{said}b"))
    memo = example.memo(
        title=f"Om {said}", sections=(Section(title=f"Om {said}", blocks=(paragraph,)),)
    )
    for form in set(MemoForm) - {MemoForm.CHAT}:
        assert make(memo, form)
