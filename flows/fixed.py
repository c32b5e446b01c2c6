"""Values of which every turn makes many: typed, and fixed once they are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def fixed(cls: type[Made]) -> type[Made]:
    """A dataclass whose fields nobody may set: mypy says who tries.

    One that refuses it while running too (``frozen=True``) takes twice as long to make.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
