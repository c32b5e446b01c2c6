"""The command that asks a file whether it still says what it said."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import PlainError

if TYPE_CHECKING:
    from bot.papers.embedded import Embedded
    from bot.papers.verifying import Change, Line, Verified
    from flows.parts.memo.proof import Proof, Record

#: What a shell is told beside 0, unchanged: 1 and 2 are taken.
CHANGED, FOREIGN, UNKNOWN = 3, 4, 5
#: So much of a line is shown on either side of what was changed.
AROUND = 50


def verify_arguments(parser: ArgumentParser) -> None:
    """``FILE``, and ``--database`` or ``--export EXPORT``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a memo: Word, PDF or Markdown")
    record = parser.add_mutually_exclusive_group()
    record.add_argument(
        "--database",
        action="store_true",
        help="whether it is the memo that the database of DATABASE_URL keeps, and follows from the"
        " answers there",
    )
    record.add_argument(
        "--export",
        type=Path,
        metavar="EXPORT",
        help="the same of what a person was given as their data",
    )


def verify(arguments: Namespace) -> int:
    """Say whether a memo is as it was made, and if not, where it was changed.

    Needs the file alone: it carries its own text. With --database or --export the answers are
    replayed too: whether the advice followed from them under these rules. Exit code 0: unchanged;
    3: changed, or does not follow; 4: not a memo of this program's, or it lost what it carried;
    5: unchanged, but the record cannot say; 1: it cannot be read.
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
    code = CHANGED if found.verdict is found.verdict.CHANGED else 0
    if arguments.database or arguments.export is not None:
        held = _held(found.embedded, found.proof, arguments.export)
        code = max(code, held, key=_GRAVEST.index)
    return code


_GRAVEST = (0, UNKNOWN, CHANGED)


def _held(made: Embedded, proof: Proof | None, export: Path | None) -> int:
    """Hold it against the record, and tell what that says."""
    from bot.cli.serving import plain_errors
    from bot.papers.verifying import hold, told
    from bot.turns.languages import found_languages

    if proof is None:
        print("  record: without a fingerprint there is none")
        return UNKNOWN
    record = _kept(proof.id) if export is None else _exported(export, proof.id)
    if record is None:
        print("  record: no memo with its number is there")
        return UNKNOWN
    with plain_errors():
        languages = found_languages()
        held = hold(languages.of_version(proof.rules), made.memo, proof, record)
    for line in told(held):
        print(f"  {line}")
    return {True: 0, False: CHANGED, None: UNKNOWN}[held.holds]


def _exported(export: Path, id: str) -> Record | None:
    from bot.turns.memo_rows import record_in

    try:
        return record_in(export.read_text(encoding="utf-8"), id)
    except OSError as error:
        raise PlainError(f"{export} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise PlainError(f"{export}: {error}") from error


def _kept(id: str) -> Record | None:
    import asyncio

    from bot.cli.installation import opened_store
    from bot.cli.serving import prepared
    from bot.settings import StoreSettings
    from bot.turns.memo_rows import record_of

    async def look() -> Record | None:
        async with opened_store(prepared(StoreSettings)) as store:
            return await store.run(lambda tx: record_of(tx, id))

    return asyncio.run(look())


def _name(made: Embedded) -> str:
    memo = made.memo
    kept = "no fingerprint" if made.proof is None else f"number {memo.number}"
    return f"{memo.title} ({memo.on.isoformat()}, {memo.state}, {kept})"


def _reasons(found: Verified) -> Iterator[str]:
    for change in found.changes:
        yield _change(change)
    for foot in dict.fromkeys(found.feet):
        yield f"at the edge of a page: now '{foot}'"
    if not found.is_sealed:
        yield "the fingerprint in it is not of the memo in it"


def _change(change: Change) -> str:
    from bot.papers.verifying import window

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
