"""A memo as a Word file: real styles, headings, and table headings, in Danish."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from bot.papers import make
from flows.parts.memo.ordering import MemoForm
from tests.bot.papers import example


@pytest.fixture(scope="module")
def document() -> Document:
    paper = make(example.memo(), MemoForm.WORD, {"id": "m1"})
    return docx.Document(BytesIO(paper))


def test_it_says_what_it_is(document: Document) -> None:
    about = document.core_properties
    assert (about.title, about.subject, about.author, about.language) == (
        "Beslutningsnotat: Mødested for unge",
        "Mødested for unge",
        "Mette Østergård",
        "da-DK",
    )
    assert about.created.date() == date(2026, 11, 28)
    assert about.comments == ""
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"da-DK"}


def test_all_of_it_has_a_style_of_its_own(document: Document) -> None:
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[:4] == ["Title", "Memo Fact", "Memo Fact", "Heading 1"]
    assert styles.count("Heading 1") == 3
    assert {"Body Text", "Quote", "List Bullet", "Memo Note"} <= set(styles)
    assert "Normal" not in styles


def test_a_table_has_a_heading_row_that_is_marked_and_comes_again(document: Document) -> None:
    (table,) = document.tables
    first, second = table.rows[0], table.rows[1]
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert second._tr.trPr.find(qn("w:tblHeader")) is None
    assert [cell.text for cell in first.cells] == ["Princip", "Vurdering", "Hvorfor"]
    assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_the_foot_counts_the_pages(document: Document) -> None:
    (line,) = document.sections[0].footer.paragraphs
    fields = [each.get(qn("w:instr")) for each in line._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    said = "".join(each.text or "" for each in line._p.iter(qn("w:t"), qn("w:tab")))
    assert said == "Endelig, version 2, 28. november 2026Side 1 af 1"


def test_nothing_of_another_document_is_left_in_it(document: Document) -> None:
    names = {str(part.partname) for part in document.part.package.iter_parts()}
    assert not any("thumbnail" in name or "Effects" in name for name in names)
