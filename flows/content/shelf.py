"""The shelf: what one can look up and be pointed to, apart from the model's own questions."""

from __future__ import annotations

from pydantic import Field

from flows.content.base import Citation, Content, Line, Paragraph, Slug, Title


class Piece(Content):
    """One piece of the shelf: a few sentences, perhaps with points below them.

    ``also`` are further sources; ``see`` are ids of other things that one can look up.
    """

    id: Slug
    title: Title
    text: Paragraph
    points: tuple[Line, ...] = Field(default=(), max_length=10)
    source: Citation
    also: tuple[Citation, ...] = ()
    see: tuple[Slug, ...] = ()


class Shelf(Content):
    """Pieces that belong together: a file in ``shelf/``."""

    id: Slug
    title: Title
    intro: Paragraph | None = None
    pieces: tuple[Piece, ...] = Field(min_length=1)
    source: Citation


class Sector(Content):
    """Where a case comes from."""

    id: Slug
    title: Title
