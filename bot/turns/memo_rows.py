"""Final memos as rows of the database: kept once, never changed, gone with their journey."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import bindparam, insert, select

from bot.store.schema import journey, memo
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import names
from flows.journey.values import Answers, Filed

LISTED: Final = (
    *("id", "journey", "kind", "number", "name", "made_at", "made_by", "rules", "fingerprint"),
    "workshop",
)
WHOLE: Final = (*LISTED, "links", "document")

KEEP: Final = Statement(insert(memo), columns=WHOLE)
_OWN = select(journey.c.id).where(
    journey.c.team == bindparam("at_team"), journey.c.owner == bindparam("at_user")
)
#: Those of all journeys of a person, without what they say.
OF_PERSON: Final = Statement(
    select(*(memo.c[name] for name in LISTED))
    .where(memo.c.journey.in_(_OWN))
    .order_by(memo.c.made_at, memo.c.id)
)
#: Those of one journey, whole.
OF_JOURNEY: Final = Statement(
    select(*(memo.c[name] for name in WHOLE))
    .where(memo.c.journey == bindparam("at_journey"))
    .order_by(memo.c.made_at, memo.c.id)
)
#: Whoever and whatever stands as an id.
_IDS: Final = re.compile(r"\b[UWCG][A-Z0-9]{2,}\b")


def of_person(tx: Transaction, team: str, user: str) -> tuple[Filed, ...]:
    """The final memos of all journeys of a person, as they are listed."""
    return tuple(map(_filed, OF_PERSON.all(tx, at_team=team, at_user=user)))


def of_journey(tx: Transaction, journey: str | None) -> tuple[Filed, ...]:
    """The final memos of a journey."""
    if journey is None:
        return ()
    return tuple(map(_filed, OF_JOURNEY.all(tx, at_journey=journey)))


def called(tx: Transaction, team: str, user: str, answers: Answers) -> dict[str, str]:
    """What the person is called, and whoever and whatever was picked in these answers."""
    values = json.dumps([answer.value for answer in answers.held()])
    return names.names_of(tx, team, {user, *_IDS.findall(values)})


def keep(tx: Transaction, filed: Iterable[Filed]) -> None:
    """Keep memos that became final."""
    rows = [{name: getattr(each, name) for name in WHOLE} for each in filed]
    KEEP.many(tx, [{**row, "links": [list(link) for link in row["links"]]} for row in rows])


def _filed(row: Any) -> Filed:
    columns = row._asdict()
    if "links" in columns:
        columns["links"] = tuple((step, link) for step, link in columns["links"])
    return Filed(**columns)
