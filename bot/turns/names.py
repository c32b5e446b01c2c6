"""What people and channels are called, as Slack last said: kept, so that it is asked once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, select, update

from bot.json_text import written
from bot.slack.blocks.parts import sections
from bot.slack.limits.numbers import SECTION_TEXT
from bot.slack.text import escape
from bot.store.schema import called
from bot.store.statements import Statement, insert_or_set
from bot.store.transaction import Transaction
from flows.content.texts import Unnamed
from flows.parts.memo.markdown import escaped

#: Stands where a person was who is forgotten, and is shown as somebody without a name.
FORGOTTEN: Final = "U0FORGOTTEN"
_FORGOTTEN: Final = FORGOTTEN.encode()
#: A menu's field that says who is picked, where that is somebody who is forgotten.
_PICK: Final = ("initial_user", FORGOTTEN)
#: No name is longer in the database.
LONGEST: Final = 160
#: Who was picked, as Slack's own form has it; in people's words both brackets are escaped.
_PICKED: Final = re.compile(r"<([@#])([A-Z0-9]+)>")
_WHICH = (called.c.team == bindparam("at_team"), called.c.id == bindparam("at_id"))
NAME: Final = Statement(select(called.c.name).where(*_WHICH))
KEEP: Final = insert_or_set(called, "team", "id", "name", "told_at")
RENEW: Final = Statement(
    update(called)
    .where(*_WHICH, called.c.name != bindparam("name"))
    .values(name=bindparam("name"), told_at=bindparam("told_at"))
)
FORGET: Final = Statement(delete(called).where(*_WHICH))


def names_of(tx: Transaction, team: str, ids: Iterable[str]) -> dict[str, str]:
    """The names of those of them that have one here."""
    found = {id: NAME.one_or_none(tx, at_team=team, at_id=id) for id in ids}
    return {id: row.name for id, row in found.items() if row is not None}


def keep(tx: Transaction, team: str, names: Mapping[str, str], now: datetime) -> None:
    """Keep what Slack has said."""
    for id, name in names.items():
        KEEP.send(tx, team=team, id=id, name=name[:LONGEST], told_at=now)


def renew(tx: Transaction, team: str, id: str, name: str, now: datetime) -> None:
    """Somebody is called something else now; nothing where nobody has asked for their name."""
    RENEW.send(tx, at_team=team, at_id=id, name=name[:LONGEST], told_at=now)


def forget(tx: Transaction, team: str, id: str) -> None:
    """Delete what somebody is called."""
    FORGET.send(tx, at_team=team, at_id=id)


# In place of mentions


def in_document(tx: Transaction, team: str, markdown: str, unnamed: Unnamed) -> str:
    """A document with names: outside Slack an id says nothing."""
    known = names_of(tx, team, {id for _, id in _PICKED.findall(markdown)})

    def named(match: re.Match[str]) -> str:
        sign, id = match.groups()
        if id in known:
            return f"{sign}{escaped(known[id])}"
        return unnamed.person if sign == "@" else unnamed.channel

    return _PICKED.sub(named, markdown)


def quiet(tx: Transaction, team: str, payload: Any, unknown: str | None = None) -> Any:
    """What is said in a channel, with names in place of mentions: it calls nobody.

    ``unknown`` stands for who has no name here; without it they stay mentioned.
    """
    ids = {id for sign, id in _PICKED.findall(_all_text(payload)) if sign == "@"}
    known = {f"<@{id}>": f"@{escape(name)}" for id, name in names_of(tx, team, ids).items()}
    if unknown is not None:
        known = {**{f"<@{id}>": unknown for id in ids}, **known}
    return _with_names(payload, known) if known else payload


def nameless(owed: list[dict[str, Any]], unnamed: Unnamed) -> list[dict[str, Any]]:
    """Rows to be sent, with a word where they mention somebody who is forgotten.

    Nor are these picked beforehand in a menu: Slack refuses one with somebody who is not there.
    """
    instead = {f"<@{FORGOTTEN}>": unnamed.person}
    return [
        {**row, "payload": _unpicked(_with_names(row["payload"], instead))}
        if _FORGOTTEN in written(row["payload"])
        else row
        for row in owed
    ]


def _unpicked(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _unpicked(each) for key, each in part.items() if (key, each) != _PICK}
    return [_unpicked(each) for each in part] if isinstance(part, list) else part


def _all_text(part: Any) -> str:
    if isinstance(part, str):
        return part if "<@" in part else ""
    parts = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return "".join(map(_all_text, parts))


def _with_names(part: Any, names: Mapping[str, str]) -> Any:
    if isinstance(part, str):
        return _PICKED.sub(lambda match: names.get(match[0], match[0]), part)
    if isinstance(part, dict):
        return {key: _with_names(value, names) for key, value in part.items()}
    if isinstance(part, list):
        return [each for old in part for each in _fitting(_with_names(old, names))]
    return part


def _fitting(made: Any) -> list[Any]:
    """A section as more of them, where it has grown too long: names are longer than mentions."""
    section = isinstance(made, dict) and made.get("type") == "section" and made.get("text")
    if not section or len(section["text"]) <= SECTION_TEXT:
        return [made]
    return sections(section["text"], made.get("accessory"))
