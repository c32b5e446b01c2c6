"""Final memos as rows of the database: kept once, never changed, gone with their journey."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, insert, select

from bot.store.database import Store
from bot.store.schema import answer, journey, memo, workshop
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import names, rows, workshop_rows
from flows.dialogs import Dialog
from flows.dialogue.filing import dialog
from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.values import Answer, Answers, AnswerState, Filed, Scene
from flows.messages import Note, Say
from flows.parts.memo.judged import SUCCESS
from flows.parts.memo.proof import Record

LISTED: Final = (
    *("id", "journey", "kind", "number", "name", "made_at", "made_by", "rules", "fingerprint"),
    "workshop",
)
WHOLE: Final = (*LISTED, "links", "document")
ANSWERED: Final = ("step", "state", "value", "author", "said_at", "message")

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
#: All that was ever answered in a journey.
ALL_SAID: Final = Statement(
    select(*(answer.c[name] for name in ANSWERED))
    .where(answer.c.journey == bindparam("at_journey"))
    .order_by(answer.c.id)
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
        earlier=rows.earlier(tx, scene.about, SUCCESS),
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


# What is kept of one, for who holds a file against it

_ONE: Final = Statement(
    select(*(memo.c[name] for name in WHOLE)).where(memo.c.id == bindparam("at_id"))
)


def record_of(tx: Transaction, id: str) -> Record | None:
    """What the database keeps of a final memo; None where it keeps none of that id."""
    found = _ONE.one_or_none(tx, at_id=id)
    if found is None:
        return None
    history = ALL_SAID.all(tx, at_journey=found.journey)
    return Record(_filed(found), tuple(map(rows.answer_of, history)))


def record_in(exported: str, id: str) -> Record | None:
    """The same of the file that 'mine data' gives. Raises ``ValueError`` where it is none."""
    try:
        kept = json.loads(exported)
        found = next((each for each in kept["memos"] if each["id"] == id), None)
        if found is None:
            return None
        row = {name: found[name] for name in WHOLE}
        row["made_at"] = datetime.fromisoformat(row["made_at"])
        row["links"] = tuple((step, link) for step, link in row["links"])
        said = [each for each in kept["answers"] if each["journey"] == row["journey"]]
        return Record(Filed(**row), tuple(map(_answer, sorted(said, key=lambda each: each["id"]))))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it is no export of samskab's") from error


def _answer(row: dict[str, Any]) -> Answer:
    columns = {name: row[name] for name in ANSWERED}
    columns["state"] = AnswerState(columns["state"])
    columns["said_at"] = datetime.fromisoformat(columns["said_at"])
    return Answer(**columns)


class MemoLooks:
    """Makes the dialog for the one who pressed the button."""

    def __init__(self, store: Store, flow: Flow, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._flow = flow
        self._clock = clock

    async def dialog(self, team: str, user: str, journey: str, meeting: str) -> Dialog | Note:
        """The dialog about a journey of theirs; a note where there is none. Raises StoreError."""
        now = self._clock()

        def job(tx: Transaction) -> Dialog | Note:
            found = rows.SCENE.all(tx, at_team=team, at_user=user)
            own = tuple(rows.journey_of(row) for row in found if row.journey == journey)
            if not own:
                return Note((Say(self._flow.texts.stale.gone),))
            person = rows.person_of(user, found[0])
            answers = Answers(rows.answers_of(tx, journey))
            scene = with_memos(tx, team, Scene(person, own, journey, answers))
            return dialog(Desk(self._flow, scene, now), meeting)

        return await self._store.run(job)
