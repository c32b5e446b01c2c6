"""The informal contract in plain sentences, and what is said when it is looked at again."""

from __future__ import annotations

from typing import Annotated

from flows.content.base import Content, Label, says

Fixed = Annotated[str, says()]
On = Annotated[str, says("when")]


class Owner(Content):
    """Who owns the task."""

    os: Fixed
    dem: Fixed
    sammen: Fixed


class Obligation(Content):
    """How obliged one is."""

    proever: Fixed
    regner: Fixed
    lover: Fixed


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


class ContractLines(Content):
    """``written`` is said when it is new, ``kept`` and ``broken`` after it was looked at again."""

    heading: On
    parties: Annotated[str, says("parties")]
    nobody: Fixed
    ours: Annotated[str, says("ours")]
    theirs: Annotated[str, says("theirs")]
    owner: Owner
    obligation: Obligation
    shared: Annotated[str, says("shared")]
    next: On
    when_asked: Fixed
    reviewed: Reviewed
    what: Fixed
    do: Fixed
    written: Fixed
    none: Fixed
    kept: Annotated[str, says("next")]
    broken: Annotated[str, says("next")]
    needs_contract: Fixed
    buttons: ContractButtons
