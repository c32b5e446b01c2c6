"""Several criteria in one answer: a line each, or parted by semicolons."""

from __future__ import annotations

import re

#: At most so many are judged one by one; the last holds the rest.
MOST = 4
_MARK = re.compile(r"^\s*(?:[-–*•]|\d{1,2}[.)])\s+")


def criteria(text: object) -> tuple[str, ...]:
    """The criteria of an answer, one or more; none where there is no answer."""
    if not isinstance(text, str):
        return ()
    found = [_MARK.sub("", part).strip() for part in re.split(r"[\n;]", text)]
    found = [part for part in found if part]
    if len(found) > MOST:
        found = [*found[: MOST - 1], "; ".join(found[MOST - 1 :])]
    return tuple(found)
