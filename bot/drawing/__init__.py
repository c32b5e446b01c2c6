"""Pictures of what ``flows.drawings`` describes, as PNG and SVG.

Made with typst, which sets and wraps text as Pillow cannot, makes the PDF too, and lets go of the
interpreter while it works; what people wrote reaches its one fixed template as data.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from flows.drawings import Drawing

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATE: Final = Path(__file__).with_name("drawing.typ")
#: A picture is 360 points wide, and so as many pixels on a phone; a PNG has two for each.
WIDTH: Final = 360
PPI: Final = 144.0
#: The package that brings the font. Only found, never imported.
FONT: Final = "font_source_sans_pro"


def picture(drawing: Drawing) -> bytes:
    """The drawing as PNG; to be called in a thread, it takes up to some 200 ms."""
    return _compiled(drawing, "png")


def svg(drawing: Drawing) -> str:
    """The drawing as SVG, its text as outlines; to be called in a thread."""
    return _compiled(drawing, "svg").decode()


def fonts_folder() -> Path:
    """Where the font's files are. Raises ``ImportError`` where its package is missing."""
    found = find_spec(FONT)
    if found is None or found.origin is None:
        raise ImportError(f"the package {FONT} is missing")
    return Path(found.origin).with_name("files")


@cache
def fonts() -> Fonts:
    """The same on every machine: its own font, then those in typst itself."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[fonts_folder()])


def _compiled(drawing: Drawing, form: Literal["png", "svg"]) -> bytes:
    # Only who makes a picture pays for what it takes.
    import typst

    inputs = {"drawing": drawing.model_dump_json()}
    made: Any = typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=fonts(),
        format=form,
        ppi=PPI,
        sys_inputs=inputs,
    )
    return bytes(made)
