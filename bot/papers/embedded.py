"""What a file carries of itself: the memo it was made from, and the proof that came with it."""

from __future__ import annotations

import json

from pydantic import BaseModel, ConfigDict, JsonValue

from flows.parts.memo.model import Memo

#: What the proof is called where a file can hold another.
NAME = "samskab.json"
#: The names of XML that no other program uses.
NAMESPACE = "urn:samskab:memo"
#: Stands for a character of which a form has no picture.
STAND_IN = "□"

Proof = dict[str, JsonValue]


class Embedded(BaseModel):
    """The memo as it was when the file was made.

    ``proof`` is what the one who had the file made wants kept with it: the fingerprint of a final
    memo; a draft has none. ``unshown`` are the characters that the form could not show, for which
    ``STAND_IN`` stands in it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    memo: Memo
    proof: Proof | None = None
    unshown: str = ""

    def text(self) -> str:
        """As JSON in ASCII, which every form can hold."""
        return json.dumps(self.model_dump(mode="json"), separators=(",", ":"))

    def seen(self, text: str) -> str:
        """The text as it stands in the form."""
        return text.translate(dict.fromkeys(map(ord, self.unshown), STAND_IN))
