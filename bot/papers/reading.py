"""A file read again: what stands in it, in reading order, and what it carries of itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from pydantic import ValidationError

from bot.papers import markdown
from bot.papers.embedded import NAME, NAMESPACE, Embedded

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.oxml.xmlchemy import BaseOxmlElement

#: What a point of a list begins with, where it is text of its own.
BULLET = "•"
#: So many bytes may a Word file unpack to: a memo is a hundredth of it.
LARGEST = 64 * 2**20
#: Where a word may be broken that is longer than a line. No memo holds it.
BREAK = "\u200b"


class Unreadable(Exception):
    """The file is none of the forms, or is broken."""


@dataclass(frozen=True, slots=True)
class Read:
    """``text`` has each piece of the text on lines of its own, pictures in words.

    ``feet`` are what stands at the foot, or the head, of the pages; ``embedded`` is nothing in a
    file that this program did not make, or that lost it on the way.
    """

    text: str
    feet: tuple[str, ...]
    embedded: Embedded | None


def read(data: bytes) -> Read:
    """The content of a file, whatever it is called. Raises ``Unreadable``."""
    try:
        if data.startswith(b"%PDF"):
            return _pdf(data)
        if data.startswith(b"PK"):
            return _word(data)
        if b"\0" not in data:
            return _markdown(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"it cannot be read: {type(error).__name__}") from error
    raise Unreadable("it is no PDF, no Word file and no text")


def _embedded(text: str | bytes) -> Embedded | None:
    with suppress(ValidationError):
        return Embedded.model_validate_json(text)
    return None


# PDF


def _pdf(data: bytes) -> Read:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is said once, by us
    reader = pypdf.PdfReader(BytesIO(data))
    pieces, feet = [], []
    for page in reader.pages:
        for tag, text in _marked(page):
            if tag.get("/Subtype") == "/Footer":
                feet.append(text)
            elif "/MCID" in tag and text != BULLET:
                pieces.append(text)
        pieces += map(_laid_over, page.get("/Annots", ()))
    inside = [each for name, files in reader.attachments.items() if name == NAME for each in files]
    text = "\n".join(pieces)
    return Read(text, tuple(feet), _embedded(inside[0]) if len(inside) == 1 else None)


def _laid_over(note: Any) -> str:
    """What was put on a page afterwards: a memo comes without."""
    of = note.get_object()
    return str(of.get("/Contents") or of.get("/Subtype"))


def _marked(page: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """The pieces of a tagged page, each with what its tag says; a picture is its words."""
    found: list[tuple[dict[str, Any], list[str]]] = []
    depth = 0

    def mark(operator: bytes, operands: list[Any], *_: object) -> None:
        nonlocal depth
        if operator in (b"BDC", b"BMC"):
            depth += 1
            if depth == 1:
                tag = operands[1] if operator == b"BDC" else {}
                found.append((tag if isinstance(tag, dict) else {}, []))
        elif operator == b"EMC":
            depth -= 1

    def hear(text: str, *_: object) -> None:
        if depth:
            found[-1][1].append(text)
        elif text.strip():  # what somebody wrote on the page outside of the structure
            found.append(({"/MCID": None}, [text]))

    page.extract_text(visitor_operand_before=mark, visitor_text=hear)
    for tag, texts in found:
        text = str(tag["/Alt"]) if "/Alt" in tag else "".join(texts)
        if text := text.replace(BREAK, "").strip():
            yield tag, text


# Word


def _word(data: bytes) -> Read:
    import docx

    with ZipFile(BytesIO(data)) as packed:
        if sum(each.file_size for each in packed.infolist()) > LARGEST:
            raise Unreadable(f"it unpacks to more than {LARGEST >> 20} MB")
    document = docx.Document(BytesIO(data))
    edges = [edge for each in document.sections for edge in (each.footer, each.header)]
    feet = [" ".join(_said(edge._element)) for edge in edges if not edge.is_linked_to_previous]
    inside = list(filter(None, map(_data, document.part.package.iter_parts())))
    embedded = _embedded(inside[0]) if len(inside) == 1 else None
    return Read("\n".join(_said(document.element.body)), tuple(feet), embedded)


def _data(part: Part) -> str | None:
    """What a part of data holds, where it is of a memo."""
    from docx.oxml import parse_xml

    if NAMESPACE.encode() not in part.blob or not part.partname.startswith("/customXml/"):
        return None
    root = parse_xml(part.blob)
    return root.text if root.tag == f"{{{NAMESPACE}}}memo" else None


def _said(element: BaseOxmlElement) -> Iterator[str]:
    """The paragraphs below an element, as they would be read: without what was struck out."""
    from docx.oxml.ns import qn

    shown = {qn("w:t"): "", qn("w:tab"): " ", qn("w:br"): "\n", qn("w:noBreakHyphen"): "-"}
    for paragraph in element.iter(qn("w:p")):
        text = ""
        for part in paragraph.iter(*shown, qn("wp:docPr")):
            text += part.get("descr") or shown.get(part.tag) or part.text or ""
        if text.strip():
            yield text


# Markdown


def _markdown(text: str) -> Read:
    carried = markdown.carried(text)
    embedded = None if carried is None else _embedded(carried)
    return Read("\n".join(markdown.said(text)), (), embedded)
