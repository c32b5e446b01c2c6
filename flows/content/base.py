"""What every kind of content shares: strictness, ids, lines with slots, and citations."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

#: An id: ASCII, stable for good, never shown to people. Only ids are stored.
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}\Z")]

#: The id of a question, with its focus point: ``formaal.hvorfor``.
QuestionRef = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,39}\Z")
]


def _tidy(text: str) -> str:
    """Refuse blank text and text with white space at its ends (a slip in the YAML)."""
    if not text.strip():
        raise ValueError("the text is empty")
    if text != text.strip():
        raise ValueError("the text begins or ends with white space (use >- or |- in YAML)")
    return text


#: What fits a button and an option of a select (Slack), in characters.
LONGEST_LABEL = 75
Label = Annotated[str, Field(max_length=LONGEST_LABEL), AfterValidator(_tidy)]
Title = Annotated[str, Field(max_length=80), AfterValidator(_tidy)]
#: A heading that stands behind the phase: 'Afklaring · Formål'.
Short = Annotated[str, Field(max_length=30), AfterValidator(_tidy)]
#: One line.
Line = Annotated[str, Field(max_length=200), AfterValidator(_tidy)]
#: A question as it is put.
Ask = Annotated[str, Field(max_length=300), AfterValidator(_tidy)]
#: A few sentences.
Paragraph = Annotated[str, Field(max_length=900), AfterValidator(_tidy)]


class Content(BaseModel):
    """Base of all content: unknown keys are errors, no type is guessed, nothing changes."""

    model_config = ConfigDict(
        regex_engine="python-re",  # the other takes half a MB a field for letters beyond ASCII
        extra="forbid",
        strict=True,
        frozen=True,
    )


class Citation(Content):
    """Where a piece of content comes from.

    ``source`` is a key of ``sources.yaml``; ``page`` is the printed page, where it has pages.
    """

    source: Slug
    page: int | None = Field(default=None, ge=1)


class Source(Content):
    """One publication that content cites.

    Where it has pages, ``first_page`` and ``last_page`` are the printed ones that can be cited.
    """

    id: Slug
    title: Title
    author: Title
    year: int | None = Field(default=None, ge=1900, le=2100)
    has_pages: bool = False
    first_page: int = Field(default=1, ge=1)
    last_page: int | None = Field(default=None, ge=1)
    short: Short


def fill(template: str, **slots: str | int) -> str:
    """A line of content with its slots filled: the one place where the two meet.

    What people wrote goes in by ``Say``, which has each slot shown by whoever draws it; raises
    ``TypeError`` for anything but plain text and numbers.
    """
    for name, value in slots.items():
        if not isinstance(value, str | int):
            raise TypeError(f"{{{name}}} takes plain text, not {type(value).__name__}")
    return template.format(**slots)


def says(*slots: str, longest: int = 600) -> AfterValidator:
    """Metadata of a line that the bot says, with exactly these ``{slots}``."""

    def check(text: str) -> str:
        _tidy(text)
        if len(text) > longest:
            raise ValueError(f"the line is {len(text)} characters; at most {longest} fit")
        found = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        if unknown := sorted(found - set(slots)):
            raise ValueError(f"unknown slot {{{unknown[0]}}}; it may have: {_names(slots)}")
        if missing := sorted(set(slots) - found):
            raise ValueError(f"the slot {{{missing[0]}}} is missing")
        return text

    return AfterValidator(check)


def for_each(names: Iterable[str]) -> AfterValidator:
    """Metadata of a mapping that holds something for each of these, and for nothing else."""
    wanted = tuple(map(str, names))

    def check(found: Mapping[str, Any]) -> Mapping[str, Any]:
        if unknown := sorted(found.keys() - set(wanted)):
            raise ValueError(f"unknown key '{unknown[0]}'; it may have: {', '.join(wanted)}")
        if missing := [name for name in wanted if name not in found]:
            raise ValueError(f"'{missing[0]}' is missing")
        return found

    return AfterValidator(check)


def _names(slots: tuple[str, ...]) -> str:
    return ", ".join(f"{{{name}}}" for name in slots) or "none"


#: A line without slots.
Plain = Annotated[str, says()]


class Lines(Content):
    """What the bot says in one area of its own: the file ``lines/<AREA>.yaml``."""

    AREA: ClassVar[str]
