"""Dialogs for one person, as values. How they look in Slack is ``bot/slack/blocks``' business."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flows.inputs import Action
from flows.messages import Option, Say


class FieldKind(StrEnum):
    """How a field of a dialog is filled in."""

    TEXT = "text"
    ONE = "one"
    LIST = "list"
    SEVERAL = "several"
    PERSON = "person"
    PEOPLE = "people"
    CHANNEL = "channel"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``id`` never changes while a dialog is open, or what was typed is lost."""

    id: str
    kind: FieldKind
    label: str
    hint: str | None = None
    needed: bool = True
    longest: int = 0
    options: tuple[Option, ...] = ()
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialog:
    """A dialog for one person. ``pick`` chooses among ``options`` what a field begins with."""

    title: str
    submit: str
    form: Action
    lines: tuple[Say, ...] = ()
    fields: tuple[Field, ...] = ()
    pick: Action | None = None
    pick_label: str = ""
    options: tuple[Option, ...] = ()
