"""What is said about the data that are stored of a person."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, Label, says

Plain = Annotated[str, says()]


class DataLines(Content):
    """``comment`` stands with the file; ``no_file`` before its text, where files are refused."""

    others: Plain
    fetch: Label
    coming: Plain
    comment: Plain
    no_file: Plain
