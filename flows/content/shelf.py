"""What is there to be read beside the questions: the pieces of the shelf, and the cases."""

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


class Case(Content):
    """One of the twelve efforts that the model was built on. ``sector`` is one in sectors.yaml.

    ``placed`` is the part of it that has the ``type``, where that is not all of it.
    """

    id: Slug
    title: Title
    place: Line
    sector: Slug
    told: Paragraph
    learn: Line
    type: Slug | None = None
    placed: Title | None = None
    source: Citation
    see: tuple[Slug, ...] = ()
