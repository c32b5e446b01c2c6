"""What the database tells of who answered what: before the reveal, and after it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from bot.store.schema import (
    conclusion,
    contribution,
    dissent,
    metadata,
    participant,
    round,
    tie,
    workshop,
)
from bot.store.types import Moment
from bot.turns.forgetting import forget
from bot.turns.workshop_rows import load
from flows.workshop.inputs import Deed, Form
from tests.bot.turns.conftest import MakeSitting
from tests.bot.turns.sitting import CHEF, START, Sitting
from tests.e2e.marks import mostly_sqlite

WORDS = ("alfaxq", "betaxq", "gammaxq", "deltaxq", "epsilonxq", "zetaxq")
SECRETS = {f"U{number}": word for number, word in enumerate(WORDS, 1)}


async def answered(meeting: Sitting, users: int) -> None:
    for number, (user, word) in enumerate(list(SECRETS.items())[:users]):
        await meeting.answers(user, number % 5 + 1, word, reason=f"fordi {word}")


def ids(meeting: Sitting) -> set[str]:
    return {row.id for row in meeting.rows(select(contribution.c.id))}


def test_the_tables_hold_nothing_to_tell_by() -> None:
    assert not [c for c in contribution.columns if isinstance(c.type, Moment)]
    assert not [c for c in tie.columns if isinstance(c.type, Moment)]
    for table in (contribution, tie):
        assert table.dialect_options["sqlite"]["with_rowid"] is False
        assert [c.type.python_type for c in table.primary_key] == [str]


async def test_the_authors_are_nowhere_after_the_reveal(sitting: MakeSitting) -> None:
    meeting = await sitting(7, naming="anonymous").begin("formaal")
    await answered(meeting, 6)
    before = ids(meeting)
    assert len(meeting.rows(select(tie))) == 6
    assert {row.author for row in meeting.rows(select(contribution))} == {None}
    await meeting.does(CHEF, Deed.REVEAL)
    assert meeting.rows(select(tie)) == []
    rows = meeting.rows(select(contribution))
    assert {row.answer for row in rows} == set(SECRETS.values())
    assert {row.author for row in rows} == {None}
    assert not before & ids(meeting)  # what somebody noted before leads nowhere now
    order = [row.answer for row in meeting.rows(select(contribution))]
    assert order != list(SECRETS.values())
    users = set(SECRETS)
    for table in metadata.sorted_tables:  # no row of any table holds an answer and a person
        if table is workshop:
            continue
        for row in meeting.rows(select(table)):
            text = str(tuple(row))
            told = [word for word in SECRETS.values() if word in text]
            named = [user for user in users if f"'{user}'" in text or f"<@{user}>" in text]
            assert not (told and named), (table.name, text)


def on_disk(meeting: Sitting) -> bytes:
    """The file, its log and its free pages, as they are while the bot runs."""
    path = Path(str(meeting.store.place.database))
    return b"".join(each.read_bytes() for each in path.parent.glob(path.name + "*"))


@mostly_sqlite
async def test_nothing_on_the_disk_ties_them_after_the_reveal(sitting: MakeSitting) -> None:
    meeting = await sitting(7, naming="anonymous").begin("formaal")
    await answered(meeting, 6)
    before = ids(meeting)
    if meeting.store.dialect.name != "sqlite":
        return
    assert all(id.encode() in on_disk(meeting) for id in before)
    await meeting.does(CHEF, Deed.REVEAL)
    left = on_disk(meeting)
    assert not [id for id in before if id.encode() in left]
    tables = metadata.sorted_tables
    rows = [str(tuple(row)) for table in tables for row in meeting.rows(select(table))]
    for word in SECRETS.values():  # it stands in the rows, and in no older page
        assert left.count(word.encode()) == "".join(rows).count(word)


@mostly_sqlite
async def test_nothing_on_the_disk_is_left_of_who_deletes_everything(sitting: MakeSitting) -> None:
    meeting = await sitting(5).begin("formaal")
    await answered(meeting, 3)
    await meeting.store.run(lambda tx: forget(tx, "T1", "U2", START))
    if meeting.store.dialect.name == "sqlite":
        assert SECRETS["U2"].encode() not in on_disk(meeting)
        assert SECRETS["U3"].encode() in on_disk(meeting)


@mostly_sqlite
async def test_with_names_they_stand_there_only_from_the_reveal_on(sitting: MakeSitting) -> None:
    meeting = await sitting(6).begin("formaal")
    await answered(meeting, 3)
    assert {row.author for row in meeting.rows(select(contribution))} == {None}
    await meeting.does(CHEF, Deed.REVEAL)
    found = {row.author: row.answer for row in meeting.rows(select(contribution))}
    assert found == dict(list(SECRETS.items())[:3])


@mostly_sqlite
async def test_fewer_than_four_are_never_shown_without_names(sitting: MakeSitting) -> None:
    meeting = await sitting(6, naming="anonymous").begin("formaal")
    await answered(meeting, 3)
    await meeting.does(CHEF, Deed.REVEAL)
    (state,) = meeting.rows(select(round.c.state))
    assert state.state == "collecting"
    await meeting.does(CHEF, Deed.GO_ON)
    (row,) = meeting.rows(select(round))
    assert (row.state, row.withheld) == ("discussing", True)
    assert meeting.rows(select(contribution)) == []


@mostly_sqlite
async def test_changed_answers_leave_no_trace(sitting: MakeSitting) -> None:
    meeting = await sitting(6).begin("formaal")
    await meeting.answers("U2", 1, "alfa")
    await meeting.sends("U2", Form.PASSING, reason="ved ikke")
    await meeting.answers("U2", 4, "beta")
    (row,) = meeting.rows(select(contribution))
    assert (row.answer, row.rating, row.passed) == ("beta", 4, False)
    assert len(meeting.rows(select(tie))) == 1


async def test_who_deletes_everything_leaves_nothing_said(sitting: MakeSitting) -> None:
    meeting = await sitting(5).begin("formaal", "afgraensning")
    await answered(meeting, 3)
    await meeting.does(CHEF, Deed.REVEAL)
    await meeting.sends(CHEF, Form.CONCLUDE, text="Vi er enige", clarity="delvist")
    await meeting.sends("U2", Form.DISSENT, text="Det er jeg ikke")
    await meeting.does(CHEF, Deed.NEXT)
    await meeting.answers("U2", 2, "endnu en hemmelighed", "afgraensning")
    await meeting.store.run(lambda tx: forget(tx, "T1", "U2", START))
    for table in (contribution, tie, dissent, participant):
        rows = [str(tuple(row)) for row in meeting.rows(select(table))]
        assert not [row for row in rows if "'U2'" in row or "hemmelighed" in row], table.name
    left = {row.answer for row in meeting.rows(select(contribution))}
    assert left == {SECRETS["U1"], SECRETS["U3"]}
    assert len(meeting.rows(select(conclusion))) == 1  # that is the group's


@mostly_sqlite
async def test_a_turn_knows_only_how_many_until_the_reveal(sitting: MakeSitting) -> None:
    """The SQL itself does not hand out what is hidden, whoever asks, except one's own."""
    meeting = await sitting(6, naming="anonymous").begin("formaal")
    await answered(meeting, 5)

    async def known(user: str) -> str:
        scene = await meeting.store.run(lambda tx: load(tx, meeting.id, user, "formaal"))
        assert scene is not None
        return repr(scene)

    for user in (CHEF, "U2", "U6", ""):
        text = await known(user)
        own = [SECRETS[user]] if user in ("U1", "U2") else []
        assert [word for word in WORDS if word in text] == own
    await meeting.does(CHEF, Deed.REVEAL)
    shown = await known("U6")
    assert all(word in shown for word in WORDS[:5])
    await meeting.does(CHEF, Deed.RATE_AGAIN)
    await meeting.sends("U2", Form.RATE, rating="5")
    assert "second_ratings={}" in await known(CHEF)
    await meeting.does(CHEF, Deed.GO_ON)  # too few rated again, so it is never shown
    assert "second_ratings={}" in await known(CHEF)
