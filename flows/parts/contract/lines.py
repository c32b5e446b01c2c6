"""The informal contract in plain sentences, and what is said when it is looked at again."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, Label, Lines, Plain, says

On = Annotated[str, says("when")]


class Owner(Content):
    """Who owns the task."""

    os: Plain
    dem: Plain
    sammen: Plain


class Obligation(Content):
    """How obliged one is."""

    proever: Plain
    regner: Plain
    lover: Plain


class Reviewed(Content):
    """Whether it was lived up to."""

    ja: On
    delvist: On
    nej: On


class ContractButtons(Content):
    """Labels."""

    make: Label
    review: Label
    correct: Label


class ContractLines(Lines):
    """``written`` is said when it is new, ``kept`` and ``broken`` after it was looked at again."""

    AREA = "contract"

    heading: On
    parties: Annotated[str, says("parties")]
    nobody: Plain
    ours: Annotated[str, says("ours")]
    theirs: Annotated[str, says("theirs")]
    owner: Owner
    obligation: Obligation
    shared: Annotated[str, says("shared")]
    next: On
    when_asked: Plain
    reviewed: Reviewed
    what: Plain
    do: Plain
    written: Plain
    none: Plain
    kept: Annotated[str, says("next")]
    broken: Annotated[str, says("next")]
    needs_contract: Plain
    buttons: ContractButtons
