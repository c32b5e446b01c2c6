"""Two workspaces with one app between them, each spoken to in its own language."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from sqlalchemy import select

from bot.papers.verifying import Verdict, hold, verify
from bot.store.database import open_store
from bot.store.schema import audit, workspace
from bot.turns.memo_rows import record_of
from flows.journey.lines import GateLines, OrderLines
from flows.journey.short import ShortLines
from flows.parts.memo.kinds import KindLines
from flows.parts.memo.model import Memo
from flows.parts.memo.ordering import FilingLines
from flows.parts.memo.proof import Proof
from flows.parts.workplace import WorkplaceLines
from tests.e2e.chef import Chef
from tests.e2e.harness import KAREN, library
from tests.e2e.marks import on_sqlite
from tests.e2e.reading import labels, said
from tests.e2e.test_memo import content, pdf, proof_in, stored, word
from tests.e2e.test_workplace import KAREN_ID, sets
from tests.e2e.towns import OTHER, Towns, open_towns
from tests.second_language import CODE, both, second

#: How the help begins.
HELP = library().texts.help[0]
lines = library().lines(WorkplaceLines)


@pytest.fixture
async def towns(database_url: str) -> AsyncIterator[Towns]:
    async with open_towns(database_url) as opened:
        opened.home.languages = both()
        await opened.begin()
        await opened.install(opened.home)
        await opened.install(opened.away)
        yield opened


@on_sqlite
async def test_each_workspace_in_its_own_language(towns: Towns) -> None:
    other = second().lines(WorkplaceLines)
    here, there = await towns.home.chef(KAREN), await towns.away.chef(KAREN)
    await here.says("hej")
    await there.says("hej")
    assert not is_loud(there.last)
    done = await sets(there, language=CODE)
    assert not done.get("errors"), done
    (row,) = towns.home.database.rows(select(workspace))
    assert (row.team, row.settings) == (OTHER, {"language": CODE})
    noted = towns.home.database.rows(select(audit.c.about).where(audit.c.deed == "set"))
    assert [each.about for each in noted] == ["language"]
    home = await there.people.home(there.id)  # drawn anew, in what was chosen
    assert home is not None
    assert other.change in labels(home)
    assert other.heading in said(home)
    await there.says("hjælp")  # an answer there, and no word
    assert is_loud(there.last)
    assert HELP.upper() not in said(there.last)
    await there.says("xhjælp")
    assert HELP.upper() in said(there.last)
    await here.says("hjælp")
    assert HELP in said(here.last)
    own = await here.opens_home()
    assert lines.change in labels(own)
    for people, loud in ((towns.away.people, True), (towns.home.people, False)):
        command = "/samskab xhjælp" if loud else "/samskab hjælp"
        told = await people.command(KAREN_ID, command, "C0SAMSKAB1")
        assert is_loud(told["response"]["text"]) is loud
    await sets(there, other.change, language="da")
    await there.says("hjælp")
    assert not is_loud(there.last)


#: What the chef writes stays as it is, in whatever language the memo is.
WHY, TITLE = "Det ved de unge selv", "Mødested for unge"


async def begun(chef: Chef) -> None:
    """In the second language, past the first two questions of the first focus point."""
    texts = second().texts
    await chef.says("hej")
    await chef.presses(second().lines(ShortLines).ways.whole)
    await chef.says(TITLE)
    await chef.presses(second().lines(GateLines).skip)
    await chef.presses(second().lines(OrderLines).start.choices[1].label)
    await chef.says(second().asked["formaal.gevinster"].choices[0].label)
    await chef.sees(second().asked["formaal.hvorfor"].ask)
    await chef.says(WHY)
    assert texts.buttons.skip in labels(chef.last)


@on_sqlite
async def test_a_memo_in_the_second_language(towns: Towns) -> None:
    there = await towns.away.chef(KAREN)
    await there.says("hej")
    await sets(there, language=CODE)
    await begun(there)
    filing, names = second().lines(FilingLines), second().lines(KindLines).names

    await there.says("xnotat")
    await there.presses(filing.open)
    view = await there.people.top_view(there.id)
    asked = [each["label"]["text"] for each in view["blocks"]]
    assert asked[:2] == [filing.dialog.kind, filing.dialog.form]
    await there.fills({"kind": "beslutning", "form": "word"})
    await there.sees(filing.draft_looks, WHY)
    await there.presses(filing.forms["word"].get)
    name, data = content(towns.away, await there.will_see(filing.here))
    assert name == f"{towns.away.now():%Y-%m-%d} {names['beslutning']} {TITLE} (UDKAST).docx"
    made = Document(io.BytesIO(data))
    assert made.core_properties.language == "en-GB"
    assert {each.get(qn("w:val")) for each in made.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert is_loud(word(data).replace(WHY, "").replace(TITLE, "").replace("Karen Eksempel", ""))
    assert WHY in word(data)

    await there.says("xnotat")
    await there.presses(filing.open)
    await there.fills({"kind": "beslutning", "form": "pdf", "state": "final"})
    await there.presses(filing.make_final)
    _, data = content(towns.away, await there.will_see(filing.here))
    with pikepdf.open(io.BytesIO(data)) as file:
        assert file.Root.Lang == "en-GB"
    assert is_loud(pdf(data).replace(WHY, ""))
    assert verify(data).verdict is Verdict.UNCHANGED
    await follows_from_its_own_rules(towns, proof_in(data))

    await sets(there, second().lines(WorkplaceLines).change, language="da")
    ours = library().lines(FilingLines)
    await there.says("notat")
    await there.presses(ours.open)
    await there.fills({"kind": "beslutning", "form": "word", "state": "final"})
    await there.presses(ours.make_final)
    name, data = content(towns.away, await there.will_see(ours.here))
    assert name.endswith(f"Beslutningsnotat {TITLE} (v2, endelig).docx")
    assert not is_loud(word(data))
    assert [each.number for each in stored(towns.home)] == [1, 2]


async def follows_from_its_own_rules(towns: Towns, proof: Proof) -> None:
    """The record says that it is so, by the content of its language and by no other."""
    store = open_store(towns.home.database.url)
    try:
        record = await store.run(lambda tx: record_of(tx, proof.id))
    finally:
        await store.stop()
    assert record is not None
    made, languages = Memo.model_validate(record.filed.document), both()
    assert languages.of_version(proof.rules).library.language == CODE
    assert hold(languages.of_version(proof.rules), made, proof, record).holds is True
    assert hold(languages.flow("da"), made, proof, record).holds is None


def is_loud(message: object) -> bool:
    """Whether it is said in the second language: most of it in capitals."""
    text = said(message) if isinstance(message, dict) and "ts" in message else str(message)
    letters = [each for each in text if each.isalpha()]
    return sum(each.isupper() for each in letters) > len(letters) / 2
