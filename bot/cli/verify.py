"""The command that asks a file whether it still says what it said."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import PlainError

if TYPE_CHECKING:
    from bot.papers.comparing import Change, Line
    from bot.papers.embedded import Embedded
    from bot.papers.verifying import Verified

#: What a shell is told beside 0, unchanged: 1 and 2 are taken.
CHANGED, FOREIGN = 3, 4
#: So much of a line is shown on either side of what was changed.
AROUND = 50


def verify_arguments(parser: ArgumentParser) -> None:
    """``FILE``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a memo: Word, PDF or Markdown")


def verify(arguments: Namespace) -> int:
    """Say whether a memo is as it was made, and if not, where it was changed.

    Needs the file alone: it carries its own text. Exit code 0: unchanged; 3: changed; 4: not a
    memo of this program's, or it lost what it carried; 1: it cannot be read.
    """
    from bot.papers.reading import Unreadable
    from bot.papers.verifying import verify as verified

    try:
        found = verified(arguments.file.read_bytes())
    except OSError as error:
        raise PlainError(f"{arguments.file} cannot be read: {error.strerror}") from error
    except Unreadable as error:
        raise PlainError(f"{arguments.file}: {error}") from error
    if found.embedded is None:
        print(f"foreign: {arguments.file} carries no memo of samskab's")
        return FOREIGN
    print(f"{found.verdict}: {arguments.file}: {_name(found.embedded)}")
    for line in _reasons(found):
        print(f"  {line}")
    return CHANGED if found.verdict is found.verdict.CHANGED else 0


def _name(made: Embedded) -> str:
    memo = made.memo
    kept = "no fingerprint" if made.proof is None else f"number {memo.number}"
    return f"{memo.title} ({memo.on.isoformat()}, {memo.state}, {kept})"


def _reasons(found: Verified) -> Iterator[str]:
    for change in found.changes:
        yield _change(change)
    for foot in dict.fromkeys(found.feet):
        yield f"at the foot of a page: now '{foot}'"
    if not found.is_sealed:
        yield "the fingerprint in it is not of the memo in it"


def _change(change: Change) -> str:
    from bot.papers.comparing import window

    stood = " ".join(" ".join(line.text for line in change.stood).split())
    if not stood:
        where = "at the end" if change.before is None else f"before {_place(change.before)}"
        return f"{where}: new '{_short(change.stands)}'"
    where, last = _place(change.stood[0]), _place(change.stood[-1])
    if where != last:
        same = change.stood[0].section == change.stood[-1].section
        where += f", to {last.rpartition(', ')[2] if same else last}"
    if not change.stands:
        return f"{where}: was '{_short(stood)}', now gone"
    was, now = window(stood, change.stands, AROUND)
    return f"{where}: was '{was}', now '{now}'"


def _short(text: str) -> str:
    return text if len(text) <= 2 * AROUND else text[: 2 * AROUND].rstrip() + " …"


def _place(line: Line) -> str:
    if not line.section:
        return f"outside the sections, line {line.number}" if line.number else "the title"
    return f"'{line.section}', " + (f"line {line.number}" if line.number else "the heading")
