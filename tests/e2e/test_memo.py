"""A memo through the front door: asked for, seen, as files in the DM, final, and the next one."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pikepdf
import pypdf
import pytest
from docx import Document
from sqlalchemy import select

from bot.papers.verifying import Verdict, hold, verify
from bot.sandbox.seed import CHANNEL
from bot.slack.blocks import VALUE
from bot.store.database import open_store
from bot.store.schema import memo
from bot.turns.memo_rows import record_in, record_of
from flows.parts.memo.model import Memo, lines
from flows.parts.memo.ordering import FilingLines
from flows.parts.memo.proof import Proof, fits, judged
from flows.parts.sharing import SharingLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, flow, library
from tests.e2e.marks import mostly_sqlite_by_socket, on_both, on_sqlite
from tests.e2e.meeting import Meeting
from tests.e2e.meeting import buttons as meeting_buttons
from tests.e2e.reading import Json, buttons, has, labels

texts = library().lines(FilingLines)
sharing = library().lines(SharingLines)
WHY = "Det ved <!channel> de unge selv, ikke vi"
TITLE = "Mødested for unge"
KAREN_ID, ALI_ID, METTE_ID = "U0KAREN001", "U0ALI00001", "U0METTE001"


async def begun(karen: Chef) -> Chef:
    """A chef who has gone through a focus point."""
    return await karen.has_begun("bedre kvalitet", WHY)


async def fills_in(karen: Chef, **filled: str) -> Json:
    """Opens the dialog and sends it; what came of that."""
    people = karen.world.people
    if texts.open not in buttons(karen.last):
        await karen.says("notat")
    await karen.presses(texts.open)
    view = await people.top_view(karen.id)
    given = {name: {f"{VALUE}{name}": value} for name, value in filled.items()}
    await karen._does("submit", view_id=view["id"], values=given)
    return karen.outcome


def content(world: World, message: Json) -> tuple[str, bytes]:
    """The name and the bytes of the file that a message brings."""
    (file,) = message["files"]
    found = world.sandbox.workspace.files[file["id"]].content
    assert found is not None
    return file["name"], found


def stored(world: World) -> list[Any]:
    """The final memos as they are kept."""
    return list(world.database.rows(select(memo).order_by(memo.c.number)))


def word(data: bytes) -> str:
    made = Document(io.BytesIO(data))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in made.paragraphs), *cells])


def pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


@mostly_sqlite_by_socket
async def test_a_draft_in_word_and_a_final_one_in_pdf_and_the_next(
    karen: Chef, world: World
) -> None:
    await begun(karen)
    await fills_in(karen, kind="beslutning", form="word", case="2026-1234", kle="27.03.00")
    await karen.sees(texts.draft_looks, WHY)
    await karen.presses(texts.forms["word"].get)
    name, data = content(world, await karen.will_see(texts.here))
    assert name == f"{world.now():%Y-%m-%d} Beslutningsnotat {TITLE} (udkast).docx"
    assert zipfile.is_zipfile(io.BytesIO(data))
    assert WHY in word(data)
    assert "2026-1234" in word(data)
    assert "Karen Eksempel" in word(data)
    assert not stored(world)

    await fills_in(karen, kind="beslutning", form="pdf", state="final")
    await karen.presses(texts.make_final)
    name, data = content(world, await karen.will_see(texts.here))
    assert name.endswith(f"Beslutningsnotat {TITLE} (v1, endelig).pdf")
    assert data.startswith(b"%PDF-")
    (first,) = stored(world)
    assert "Kontrolkode:" in pdf(data)
    assert first.made_by == karen.id
    kept = Memo.model_validate(first.document)
    assert fits(kept, proof_in(data))
    pdf_of_first = data
    assert verify(data).verdict is Verdict.UNCHANGED
    assert proof_in(data).whole == first.fingerprint

    await karen.says("ret 1")
    await karen.says("Vi vil noget helt andet")
    await fills_in(karen, kind="beslutning", form="word", state="final")
    await karen.sees(texts.final_looks, "Vi vil noget helt andet")
    await karen.presses(texts.make_final)
    name, data = content(world, await karen.will_see(texts.here))
    assert name.endswith("(v2, endelig).docx")
    assert "Vi vil noget helt andet" in word(data)
    assert verify(data).verdict is Verdict.UNCHANGED
    assert [each.number for each in stored(world)] == [1, 2]
    assert stored(world)[0] == first
    assert WHY in "\n".join(lines(kept))

    exported = await fetched(karen)
    assert sorted(each["number"] for each in json.loads(exported)["memos"]) == [1, 2]
    await held_against_the_record(world, kept, proof_in(pdf_of_first), exported)
    await karen.says("slet")
    await karen.says("ja, slet")
    await world.settled()
    assert not stored(world)


async def fetched(karen: Chef) -> str:
    """All that is stored about the person, as the file says it."""
    await karen.says("mine data")
    await karen.presses("Hent som fil")
    return content(karen.world, await karen.will_see("Det her er alt"))[1].decode()


async def held_against_the_record(world: World, made: Memo, proof: Proof, exported: str) -> None:
    """By the database and by the export alike: the answers are there; a changed comma is found."""
    store = open_store(world.database.url)
    try:
        by_database = await store.run(lambda tx: record_of(tx, proof.id))
    finally:
        await store.stop()
    by_export = record_in(exported, proof.id)
    assert by_database is not None
    assert by_export == by_database
    found = judged(made, proof, by_export)
    assert (found.is_kept, found.differs, found.missing) == (True, (), ())
    assert WHY in str([each.value for each in found.answers])
    assert hold(flow(), made, proof, by_database).holds is True
    changed = made.model_copy(update={"author": made.author, "title": f"{made.title},"})
    assert judged(changed, proof, by_export).differs == ((made.title, f"{made.title},"),)
    other = exported.replace(f'"value": "{WHY}"', f'"value": "{WHY.replace(",", "")}"')
    tampered = record_in(other, proof.id)
    assert tampered is not None
    assert judged(made, proof, tampered).missing == ("formaal.hvorfor",)
    assert hold(flow(), changed, proof, by_database).holds is False
    assert hold(flow(), made, proof, tampered).holds is None
    assert record_in(exported, "another") is None
    with pytest.raises(ValueError, match="no export"):
        record_in('{"memos": [{"id": "x"}]}', "x")


def proof_in(data: bytes) -> Proof:
    """The proof that a file carries."""
    with pikepdf.open(io.BytesIO(data)) as made:
        (name,) = made.attachments
        kept = json.loads(made.attachments[name].get_file().read_bytes())
    return Proof.model_validate(kept["proof"])


@on_sqlite
async def test_a_wrong_number_is_said_in_the_dialog(karen: Chef, world: World) -> None:
    await begun(karen)
    done = await fills_in(karen, kle="27.3")
    assert done["errors"] == {"kle": texts.dialog.bad_kle}
    view = await world.people.top_view(karen.id)
    given = {"kle": {f"{VALUE}kle": "27.03.00"}}
    await karen._does("submit", view_id=view["id"], values=given)
    await karen.sees("27.03.00")


@on_sqlite
async def test_where_files_are_refused_the_text_is_there(karen: Chef, world: World) -> None:
    await begun(karen)
    world.expected.add("missing_scope")
    world.calm = False
    refused = {"error": "missing_scope", "times": None}
    await world.people.fault("error", "files.getUploadURLExternal", **refused)
    await fills_in(karen, kind="beslutning", form="word")
    await karen.presses(texts.forms["word"].get)
    await karen.will_see(texts.no_files)
    await world.settled()
    await karen.listens()
    assert has(await karen.sees(WHY), WHY)


@on_sqlite
async def test_a_canvas_that_only_the_chef_can_read(karen: Chef, world: World) -> None:
    await begun(karen)
    await fills_in(karen, kind="beslutning", form="canvas")
    await karen.presses(texts.forms["canvas"].get)
    shown = await karen.will_see("som canvas")
    (canvas,) = world.sandbox.workspace.canvases.values()
    assert canvas.readers == [karen.id]
    assert canvas.title.startswith(f"{world.now():%Y-%m-%d} Beslutningsnotat")
    assert "de unge selv, ikke vi" in canvas.markdown
    assert f"/{canvas.id}|" in shown["text"]


@on_sqlite
async def test_where_there_are_no_canvases_a_file_is_offered(karen: Chef, world: World) -> None:
    await begun(karen)
    world.expected.add("free_teams_cannot_create_non_tabbed_canvases")
    world.calm = False
    error = "free_teams_cannot_create_non_tabbed_canvases"
    await world.people.fault("error", "canvases.create", error=error, times=None)
    await fills_in(karen, kind="beslutning", form="canvas")
    await karen.presses(texts.forms["canvas"].get)
    shown = await karen.will_see(texts.no_canvas)
    await karen.presses(texts.forms["pdf"].get, shown)
    name, data = content(world, await karen.will_see(texts.here))
    assert name.endswith(".pdf")
    assert data.startswith(b"%PDF-")


@on_both
async def test_final_twice_at_once_is_final_once(karen: Chef, world: World) -> None:
    await begun(karen)
    await fills_in(karen, kind="kort", form="pdf", state="final")
    shown = karen.last
    await karen.presses(texts.make_final, shown, wait=False)
    await karen.presses(texts.make_final, shown, wait=False)
    await world.settled()
    await karen.listens()
    assert len(stored(world)) == 1


@on_sqlite
async def test_a_final_one_is_shared_in_a_channel(karen: Chef, ali: Chef, world: World) -> None:
    await begun(karen)
    await fills_in(karen, kind="beslutning", form="word", state="final")
    await karen.presses(texts.make_final)
    await karen.presses(texts.share)
    await karen.picks_in("conversations_select", CHANNEL)
    await karen.presses(sharing.send)
    posted = await world.people.messages(CHANNEL, ali.id)
    assert any(has(each, sharing.from_memo) for each in posted)
    assert any(has(each, "Kontrolkode:") for each in posted)
    assert all("<!channel>" not in str(each["blocks"]) for each in posted)


@on_sqlite
async def test_the_journey_is_gone_when_the_dialog_is_sent(karen: Chef, world: World) -> None:
    await begun(karen)
    await karen.says("notat")
    await karen.presses(texts.open)
    view = await world.people.top_view(karen.id)
    await karen.says("slet")
    await karen.says("ja, slet")
    given = {"kind": {f"{VALUE}kind": "kort"}}
    await karen._does("submit", view_id=view["id"], values=given)
    await karen.sees(library().texts.stale.gone)
    await world.settled()
    assert not stored(world)


@on_sqlite
async def test_a_meetings_memo_holds_nothing_that_was_not_shown(world: World) -> None:
    karen, meeting = await world.chef(KAREN_ID), Meeting(world)
    (late,) = await world.people.add_people(1)
    await world.people.update_channel(CHANNEL, add=[late["id"]])
    people = [KAREN_ID, ALI_ID, METTE_ID, late["id"]]
    points = ["formaal", "afgraensning"]
    await meeting.sets_up(KAREN_ID, people, set="own", points=points, naming="anonymous")
    await meeting.presses(KAREN_ID, meeting_buttons.begin)
    for user, rating in zip(people, (1, 2, 4, 5), strict=True):
        await meeting.answers(user, rating, "De unge skal have et sted")
    await meeting.concludes(KAREN_ID, "Vi gør det, fordi de unge ved det")
    await meeting.presses(KAREN_ID, meeting_buttons.next)
    await meeting.answers(ALI_ID, 2, "hemmeligali svar", "hemmeligali grund")
    await meeting.presses(KAREN_ID, meeting_buttons.end)
    whispered = world.sandbox.workspace.channels[CHANNEL].ephemerals.values()
    ask = next(each.raw for each in whispered if meeting_buttons.end_anyway in labels(each.raw))
    await meeting.presses(KAREN_ID, meeting_buttons.end_anyway, {**ask, "channel": CHANNEL})
    await karen.listens()
    told = await karen.will_see("skrevet ind i dit forløb")
    await karen.presses(texts.label, told)
    view = await world.people.top_view(KAREN_ID)
    (chosen,) = [
        block["element"]["initial_option"]
        for block in view["blocks"]
        if block.get("block_id") == "kind"
    ]
    assert chosen["value"].startswith("moede.")
    await karen._does("submit", view_id=view["id"], values={"state": {f"{VALUE}state": "final"}})
    await karen.sees(texts.final_looks, "Vi gør det, fordi de unge ved det")
    await karen.presses(texts.make_final)
    name, data = content(world, await karen.will_see(texts.here))
    assert "Mødenotat" in name
    (kept,) = stored(world)
    assert kept.workshop == world.database.workshops()[0].id
    for text in (word(data), str(kept.document), *map(str, karen.heard)):
        assert "hemmelig" not in text
        assert ALI_ID not in text
        assert "Ali Eksempel" not in text
