"""A memo as a Word file: real styles, so that the kommune's own look can be laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Length

from bot.drawing import picture
from bot.papers import layout, word_styles
from bot.papers.embedded import NAMESPACE, Embedded, Proof
from flows.parts.memo.model import (
    Block,
    Bullets,
    Cells,
    Memo,
    Paragraph,
    Picture,
    Quote,
    Span,
    Text,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph as Line

#: Under this Word knows what a part of data is.
DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
DATA_ID = "{6B1D8A3E-5C52-4E0B-9C0A-7D6D2B7A1F13}"


def word(memo: Memo, proof: Proof | None) -> bytes:
    """The file."""
    document = docx.Document()
    styles = word_styles.dress(document, memo.language)
    _describe(document, memo)
    writer = _Writer(document, styles)
    writer.foot(memo)
    writer.fill(memo)
    _embed(document, Embedded(memo=memo, proof=proof))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _describe(document: Document, memo: Memo) -> None:
    about = document.core_properties
    about.title, about.subject, about.author = memo.title, memo.about, memo.author
    about.category, about.language, about.comments = memo.name, memo.language, ""
    about.last_modified_by = memo.author
    about.created = about.modified = datetime.combine(memo.on, time())
    about.version = str(memo.number)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Fills the document; ``styles`` are the ids of its styles by name."""

    document: Document
    styles: Mapping[str, str]

    def fill(self, memo: Memo) -> None:
        self._paragraph("Title", memo.title)
        for fact in memo.facts:
            line = self._paragraph(word_styles.FACT)
            self._say(line, f"{fact.label}:", strong=True)
            self._say(line, f" {fact.value}")
        for section in memo.sections:
            self._paragraph("Heading 1", section.title)
            for block in section.blocks:
                self._block(block)
        for place, note in enumerate(memo.notes):
            line = self._paragraph(word_styles.NOTE, note)
            line.paragraph_format.space_before = None if place else word_styles.APART

    def foot(self, memo: Memo) -> None:
        line = self.document.sections[0].footer.paragraphs[0]
        self._say(line, f"{memo.footer}\t")
        for place, part in enumerate(layout.foot(memo.pages)):
            if place % 2:
                word_styles.field(line, {"page": "PAGE", "pages": "NUMPAGES"}[part])
            else:
                self._say(line, part)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._spans(self._paragraph("Body Text"), block.text)
            case Bullets():
                for item in block.items:
                    self._spans(self._paragraph("List Bullet"), item)
            case Quote():
                self._paragraph("Quote", block.text)
            case Cells():
                self._table(block)
            case Picture():
                self._picture(block)

    def _picture(self, block: Picture) -> None:
        width = Length(round(word_styles.ROOM * layout.share(block.drawing)))
        run = self._paragraph(word_styles.PICTURE).add_run()
        shape = run.add_picture(BytesIO(picture(block.drawing)), width=width)
        word_styles.describe(shape, block.alt)

    def _table(self, block: Cells) -> None:
        """With a heading row that is marked as one and stands again on the next page."""
        table = self.document.add_table(1 + len(block.rows), len(block.head))
        table._tbl.tblPr.style = self.styles[word_styles.TABLE]
        table.autofit = False
        word_styles.heading_row(table.rows[0])
        widths = [round(word_styles.ROOM * width) for width in layout.widths(block)]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Length(width)
        head = [(Span(text=name),) for name in block.head]
        together = len(block.rows) <= layout.SMALL
        for row, texts in zip(table.rows, [head, *block.rows], strict=True):
            word_styles.whole(row)
            style = word_styles.HEAD if texts is head else word_styles.CELL
            stays = together and texts is not block.rows[-1]
            for cell, text, width in zip(row.cells, texts, widths, strict=True):
                cell.width = Length(width)
                line = cell.paragraphs[0]
                line._p.style = self.styles[style]
                line.paragraph_format.keep_with_next = True if stays else None
                self._spans(line, text)
        self._paragraph(word_styles.AFTER_TABLE)

    def _paragraph(self, style: str, text: str = "") -> Line:
        line = self.document.add_paragraph()
        line._p.style = self.styles[style]  # by its name Word's hundreds are gone through each time
        if text:
            self._say(line, text)
        return line

    def _spans(self, line: Line, text: Text) -> None:
        for span in text:
            self._say(line, span.text, strong=span.strong)

    def _say(self, line: Line, text: str, *, strong: bool = False) -> None:
        run = line.add_run(text)  # a line end becomes a break within the paragraph
        if strong:
            run._r.style = self.styles["Strong"]


def _embed(document: Document, made: Embedded) -> None:
    """As a part of data, which Word keeps when somebody edits and saves the file."""
    root = parse_xml(f'<memo xmlns="{NAMESPACE}"/>')
    root.text = made.text()
    store = (
        f'<ds:datastoreItem xmlns:ds="{DATA_STORE}" ds:itemID="{DATA_ID}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    package = document.part.package
    data = Part(PackURI("/customXml/item1.xml"), "application/xml", _xml(root), package)
    about = PackURI("/customXml/itemProps1.xml")
    properties = Part(
        about, CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, _xml(parse_xml(store)), package
    )
    document.part.relate_to(data, RELATIONSHIP_TYPE.CUSTOM_XML)
    data.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def _xml(element: BaseOxmlElement) -> bytes:
    return bytes(serialize_part_xml(element))
