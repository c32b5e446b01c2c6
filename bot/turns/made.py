"""Files that are made when they are sent: how a payload says what of, and who makes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import TypeAdapter

from bot.drawing import picture
from flows.drawings import Drawing
from flows.parts.memo.model import Memo
from flows.parts.memo.ordering import MemoForm

_DRAWING: Final[TypeAdapter[Drawing]] = TypeAdapter(Drawing)


def drawn(drawing: Drawing) -> dict[str, Any]:
    """What an upload's payload has under ``made`` for a picture."""
    return {"what": "drawing", "drawing": drawing.model_dump(mode="json")}


def written(
    document: Mapping[str, Any], form: str, proof: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The same for a memo as a file, or as the Markdown of a canvas."""
    return {"what": "paper", "memo": document, "form": form, "proof": proof}


def make(made: Mapping[str, Any]) -> bytes:
    """The file. To be called in a thread. Raises ``ValueError`` for what is none of these."""
    if made.get("what") == "drawing":
        return picture(_DRAWING.validate_python(made["drawing"]))
    if made.get("what") == "paper":
        from bot.papers import make as paper

        memo = Memo.model_validate(made["memo"])
        return paper(memo, MemoForm(made["form"]), made["proof"])
    raise ValueError(f"a file of no known kind: {made.get('what')}")
