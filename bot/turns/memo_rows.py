"""Final memos as rows of the database: kept once, never changed, gone with their journey."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any, Final

from sqlalchemy import bindparam, insert, select

from bot.store.schema import journey, memo, workshop
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import names, workshop_rows
from flows.journey.values import Filed, Scene

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
#: The meetings of a journey that are over, the last one first.
MEETINGS: Final = Statement(
    select(workshop.c.id)
    .where(workshop.c.journey == bindparam("at_journey"), workshop.c.state == "ended")
    .order_by(workshop.c.led_at.desc(), workshop.c.id)
    .limit(bindparam("most"))
)
#: So many meetings can have a memo, and so many people and channels a name in it.
MOST_MEETINGS: Final = 5
MOST_CALLED: Final = 300
#: Whoever and whatever stands as an id.
_ID: Final = re.compile(r"[UWCG][A-Z0-9]{2,31}")


def of_person(tx: Transaction, team: str, user: str) -> tuple[Filed, ...]:
    """The final memos of all journeys of a person, as they are listed."""
    return tuple(map(_filed, OF_PERSON.all(tx, at_team=team, at_user=user)))


def of_journey(tx: Transaction, journey: str | None) -> tuple[Filed, ...]:
    """The final memos of a journey."""
    if journey is None:
        return ()
    return tuple(map(_filed, OF_JOURNEY.all(tx, at_journey=journey)))


def with_memos(tx: Transaction, team: str, scene: Scene) -> Scene:
    """The scene with all that a memo of its journey is made of; of meetings what was shown."""
    others = (each for each in scene.memos if each.journey != scene.about)
    found = MEETINGS.all(tx, at_journey=scene.about, most=MOST_MEETINGS) if scene.about else ()
    loaded = (workshop_rows.load(tx, row.id, scene.person.id, "", lock=False) for row in found)
    meetings = tuple(each for each in loaded if each is not None)
    said = [answer.value for answer in scene.answers.held()]
    ids = dict.fromkeys((scene.person.id, *_ids(said), *_ids([asdict(each) for each in meetings])))
    return replace(
        scene,
        memos=(*others, *of_journey(tx, scene.about)),
        meetings=meetings,
        called=names.names_of(tx, team, list(ids)[:MOST_CALLED]),
    )


def _ids(value: Any) -> Iterator[str]:
    """Whoever and whatever stands in a value as an id, and not within words."""
    if isinstance(value, dict):
        yield from (id for each in value.values() for id in _ids(each))
    elif isinstance(value, list | tuple):
        yield from (id for each in value for id in _ids(each))
    elif isinstance(value, str) and _ID.fullmatch(value):
        yield value


def keep(tx: Transaction, filed: Iterable[Filed]) -> None:
    """Keep memos that became final."""
    rows = [{name: getattr(each, name) for name in WHOLE} for each in filed]
    KEEP.many(tx, [{**row, "links": [list(link) for link in row["links"]]} for row in rows])


def _filed(row: Any) -> Filed:
    columns = row._asdict()
    if "links" in columns:
        columns["links"] = tuple((step, link) for step, link in columns["links"])
    return Filed(**columns)
