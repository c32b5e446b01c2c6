"""All that is stored about a person, as a file for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model
from sqlalchemy import BindParameter, Table, and_, bindparam, or_, select

from bot.slack.limits.numbers import SECTION_TEXT
from bot.slack.text import escape
from bot.store.schema import (
    answer,
    audit,
    called,
    conclusion,
    contribution,
    dissent,
    expiry,
    hold,
    installation,
    journey,
    memo,
    nudge,
    participant,
    person,
    remark,
    tie,
    workspace,
)
from bot.store.schema import workshop as meeting
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.store.types import Json
from bot.turns import names

NAME: Final = "samskab-mine-data-{day}.json"
#: Where there are no files: so many characters a message, and at most so many messages.
PART: Final = SECTION_TEXT - 100
MOST_PARTS: Final = 40

_TEAM: Final[BindParameter[str]] = bindparam("at_team")
_ME: Final[BindParameter[str]] = bindparam("at_user")
_OWN = select(journey.c.id).where(journey.c.team == _TEAM, journey.c.owner == _ME)
_TEAMS = select(journey.c.id).where(journey.c.team == _TEAM)
_MEETINGS = select(meeting.c.id).where(meeting.c.team == _TEAM)
_TIED = select(tie.c.contribution).where(tie.c.user == _ME)


def _all(table: Table, *where: Any) -> Statement:
    keys = list(table.primary_key.columns)
    return Statement(select(*table.columns).where(and_(*where)).order_by(*keys))


def _said(table: Table) -> Statement:
    return _all(table, table.c.author == _ME, table.c.workshop.in_(_MEETINGS))


#: What is stored, by the name that it has in the file. A test knows of every table with people.
STORED: Final = {
    "name": _all(called, called.c.team == _TEAM, called.c.id == _ME),
    "person": _all(person, person.c.team == _TEAM, person.c.user == _ME),
    "journeys": _all(journey, journey.c.id.in_(_OWN)),
    "answers": _all(answer, answer.c.journey.in_(_OWN)),
    "answers_in_journeys_of_others": _all(
        answer,
        answer.c.author == _ME,
        answer.c.journey.in_(_TEAMS),
        answer.c.journey.not_in(_OWN),
    ),
    "memos": _all(memo, memo.c.journey.in_(_OWN)),
    "reminders": _all(nudge, nudge.c.team == _TEAM, nudge.c.user == _ME),
    "workshops": _all(
        participant, participant.c.user == _ME, participant.c.workshop.in_(_MEETINGS)
    ),
    "workshops_led": _all(
        meeting, meeting.c.team == _TEAM, or_(meeting.c.chef == _ME, meeting.c.facilitator == _ME)
    ),
    "contributions": _all(
        contribution,
        contribution.c.workshop.in_(_MEETINGS),
        or_(contribution.c.author == _ME, contribution.c.id.in_(_TIED)),
    ),
    "conclusions": _said(conclusion),
    "dissents": _said(dissent),
    "remarks": _said(remark),
    "holds": _all(hold, hold.c.journey.in_(_OWN)),
    "expiries": _all(expiry, expiry.c.journey.in_(_OWN)),
    "deeds": _all(audit, audit.c.team == _TEAM, or_(audit.c.who == _ME, audit.c.whom == _ME)),
    "installed": Statement(
        select(installation.c.team, installation.c.name, installation.c.installed_at).where(
            installation.c.team == _TEAM, installation.c.installer == _ME
        )
    ),
    "settings_changed": Statement(
        select(workspace.c.team, workspace.c.changed_at).where(
            workspace.c.team == _TEAM, workspace.c.changed_by == _ME
        )
    ),
}
#: What is of use to the program alone.
_LEFT_OUT = {"leased_by", "leased_until", "replan", "pressed", "pressed_at"}
#: Whoever and whatever stands as an id.
_IDS: Final = re.compile(r"\b[UWCG][A-Z0-9]{2,}\b")


#: Grows where what stands in the file is called otherwise than before, or is gone.
VERSION: Final = 1
_STRICT: Final = ConfigDict(extra="forbid")


def _row_model(name: str, statement: Statement) -> type[BaseModel]:
    """What a row of the file holds: the table's columns, with what they are for."""
    fields: dict[str, Any] = {}
    for column in statement.columns:
        if column.name in _LEFT_OUT:
            continue
        kind: Any = Any if isinstance(column.type, Json) else column.type.python_type
        if column.nullable and kind is not Any:
            kind |= None
        fields[column.name] = (kind, Field(description=column.doc))
    title = "".join(part.capitalize() for part in name.split("_"))
    return create_model(title, __config__=_STRICT, **fields)


_FIELDS: Final[dict[str, Any]] = {
    "version": (Literal[1], Field(description="of this schema")),
    "made_at": (datetime, Field(description="when the file was made")),
    "called": (dict[str, str], Field(description="the names of people and channels, by id")),
    **{name: (list[_row_model(name, each)], ...) for name, each in STORED.items()},  # type: ignore[misc]
}
#: All that is stored about one person, with its history: the file, as ``samskab schema`` tells it.
Export: Final = create_model("Export", __config__=_STRICT, **_FIELDS)


def exported(tx: Transaction, team: str, user: str, now: datetime) -> str:
    """Everything, with its history, as JSON that people can read and ``Export`` describes."""
    found: dict[str, Any] = {"version": VERSION, "made_at": now.isoformat()}
    for name, statement in STORED.items():
        rows = statement.all(tx, at_team=team, at_user=user)
        found[name] = [_readable(row._asdict()) for row in rows]
    ids = sorted({*_IDS.findall(json.dumps(found))} - {user, team})
    found["called"] = names.names_of(tx, team, ids)
    return json.dumps(found, ensure_ascii=False, indent=2)


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
        if name not in _LEFT_OUT
    }


def in_parts(text: str) -> Iterator[dict[str, Any]]:
    """The same as messages, where files are refused."""
    for at in list(range(0, len(text), PART))[:MOST_PARTS]:
        part = text[at : at + PART]
        block = {"type": "section", "text": {"type": "plain_text", "text": part, "emoji": False}}
        yield {"text": escape(part)[:4000], "blocks": [block]}
