"""How a memo looks in Word, all of it as named styles; and what python-docx has no words for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document
    from docx.shape import InlineShape
    from docx.styles.style import ParagraphStyle
    from docx.table import _Row
    from docx.text.paragraph import Paragraph

FONT = "Calibri"
INK, ACCENT, FAINT, TINT, RULE = "22333B", "2C5F68", "5C686D", "EEF3F2", "C3CDD0"
WIDTH, HEIGHT, MARGIN = Mm(210), Mm(297), Mm(25)
#: What the margins leave.
ROOM = WIDTH - 2 * MARGIN
#: What python-docx's own empty document holds that a memo does not need, by the end of its kind:
#: a picture of another document, its data, and each style once more.
NEEDLESS = ("/thumbnail", "/customXml", "/stylesWithEffects")

#: Room between the memo and its notes.
APART = Pt(14)

#: Styles beside Word's own.
FACT, CELL, HEAD, NOTE, PICTURE, AFTER_TABLE, TABLE = (
    "Memo Fact",
    "Memo Cell",
    "Memo Table Head",
    "Memo Note",
    "Memo Picture",
    "Memo After Table",
    "Memo Table",
)

#: Size, room before and after, in points; whether bold; the colour.
Look = tuple[float, float, float, bool, str]
LOOKS: Mapping[str, Look] = {
    "Normal": (10.5, 0, 6, False, INK),
    "Body Text": (10.5, 0, 4, False, INK),
    "Title": (20, 0, 10, True, ACCENT),
    "Heading 1": (13.5, 12, 3, True, ACCENT),
    "Heading 2": (12, 12, 4, True, ACCENT),
    "List Bullet": (10.5, 0, 3, False, INK),
    "Quote": (10.5, 4, 10, False, INK),
    "Footer": (8.5, 0, 0, False, FAINT),
    FACT: (10.5, 0, 2, False, INK),
    CELL: (9.5, 2, 2, False, INK),
    HEAD: (9.5, 2, 2, True, INK),
    NOTE: (9, 0, 3, False, FAINT),
    PICTURE: (10.5, 4, 10, False, INK),
    AFTER_TABLE: (3, 0, 3, False, INK),
}


def dress(document: Document, language: str) -> dict[str, str]:
    """Give an empty document its page, its styles and its language; the styles' ids by name."""
    _slim(document)
    _page(document)
    for name, look in LOOKS.items():
        _style(document, name, look)
    styles: Any = document.styles
    styles["Title"].element.pPr.remove(styles["Title"].element.pPr.find(qn("w:pBdr")))
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Mm(5)
    styles["Quote"].element.pPr.append(_border("left", 18, 8))
    styles[PICTURE].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles["Footer"].element.pPr.append(_border("top", 4, 6))
    stops = styles["Footer"].paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Length(ROOM), WD_TAB_ALIGNMENT.RIGHT)
    for name in ("Title", "Heading 1", "Heading 2"):
        styles[name].paragraph_format.keep_with_next = True
    _table_style(document)
    _language(document, language)
    return {style.name: style.style_id for style in styles}


def _slim(document: Document) -> None:
    for related in (document.part, document.part.package):
        for name, relation in list(related.rels.items()):
            if relation.reltype.endswith(NEEDLESS):
                related.rels.pop(name)
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) is None:
            styles.remove(style)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Mm(22), Mm(24)
    section.footer_distance = Mm(12)


def _style(document: Document, name: str, look: Look) -> None:
    styles: Any = document.styles
    if name not in styles:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    style: ParagraphStyle = styles[name]
    size, before, after, bold, colour = look
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):  # the theme's fonts win over named ones
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.08 if size <= 11 else 1.0


def _border(side: str, eighths: int, distance: int) -> Any:
    return parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="{eighths}" w:space="{distance}"'
        f' w:color="{RULE}"/></w:pBdr>'
    )


def _table_style(document: Document) -> None:
    """Rules between the rows, and a heading row that stands out."""
    styles: Any = document.styles
    style = styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = styles["Normal Table"]
    rule = f'w:val="single" w:space="0" w:color="{RULE}"'
    for part in (
        f'<w:tblPr {nsdecls("w")}><w:tblBorders><w:bottom {rule} w:sz="4"/>'
        f'<w:insideH {rule} w:sz="4"/></w:tblBorders></w:tblPr>',
        f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:space="0" w:color="{ACCENT}" w:sz="8"/></w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/></w:tcPr></w:tblStylePr>',
    ):
        style.element.append(parse_xml(part))


def _language(document: Document, language: str) -> None:
    """Of all text, so that it is read and spelled as what it is; and as today's Word writes."""
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
    settings = document.settings.element
    for old in (*settings.findall(qn("w:compat")), *settings.findall(qn("w:themeFontLang"))):
        settings.remove(old)
    settings.append(
        parse_xml(
            f"<w:compat {nsdecls('w')}><w:compatSetting w:name='compatibilityMode'"
            " w:uri='http://schemas.microsoft.com/office/word' w:val='15'/></w:compat>"
        )
    )


def heading_row(row: _Row) -> None:
    """Mark the row as what names the columns, on each page anew."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def whole(row: _Row) -> None:
    """Keep the row on one page."""
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def field(line: Paragraph, code: str) -> None:
    """Something that Word counts: ``PAGE``, ``NUMPAGES``."""
    element = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{code}"/>')
    line._p.append(element)
    run = line.add_run("1")
    element.append(run._r)


def describe(picture: InlineShape, alt: str) -> None:
    """Say in words what the picture shows."""
    picture._inline.docPr.set("descr", alt)
