"""Words that are not simply typed in the conversation: pasted, forwarded, in a file, spoken."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from bot.sandbox.seed import CHANNEL
from tests.e2e.chef import Chef
from tests.e2e.harness import ALI, World, texts
from tests.e2e.marks import mostly_sqlite_by_socket, on_sqlite
from tests.e2e.test_words import WHY, asked_why, slack_says

noise = texts.noise
SAID = "De unge ved det selv"


def table(*rows: tuple[str, ...]) -> dict[str, Any]:
    cells = [[{"type": "raw_text", "text": text} for text in row] for row in rows]
    return {"type": "table", "rows": cells}


def bullets(*lines: str) -> dict[str, Any]:
    items = [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": line}]}
        for line in lines
    ]
    listed = {"type": "rich_text_list", "style": "bullet", "elements": items}
    return {"type": "rich_text", "elements": [listed]}


@mostly_sqlite_by_socket
async def test_a_pasted_table_and_a_pasted_list(karen: Chef, world: World) -> None:
    await asked_why(karen)
    await karen.says("", blocks=[table(("Hvem", "Hvorfor"), ("De unge", "de ved det"))])
    await karen.sees(noise.pasted.taken)
    assert world.database.given(karen.id, WHY) == "Hvem | Hvorfor\nDe unge | de ved det"
    await karen.says("", blocks=[bullets("40 unge om ugen", "ti værter")])
    await karen.sees(noise.pasted.taken)
    assert world.database.given(karen.id, "formaal.succes") == "• 40 unge om ugen\n• ti værter"


@mostly_sqlite_by_socket
async def test_a_forwarded_message(karen: Chef, world: World) -> None:
    await asked_why(karen)
    told = await world.people.say(ALI, "De unge ved det <selv>", CHANNEL)
    of = {"channel": CHANNEL, "ts": told["ts"]}
    await karen._does("forward", of=of)
    await karen.sees(noise.forwarded.taken)
    assert world.database.given(karen.id, WHY) == "De unge ved det <selv>"
    await karen._does("forward", of=of, text="Ali siger:")
    await karen.sees(noise.forwarded.both)
    given = world.database.given(karen.id, "formaal.succes")
    assert given == "Ali siger:\n\nDe unge ved det <selv>"


@on_sqlite
async def test_a_forwarded_word_is_no_order(karen: Chef, world: World) -> None:
    await asked_why(karen)
    told = await world.people.say(ALI, "slet alt", CHANNEL)
    await karen._does("forward", of={"channel": CHANNEL, "ts": told["ts"]})
    await karen.sees(noise.forwarded.taken)
    assert world.database.given(karen.id, WHY) == "slet alt"


@mostly_sqlite_by_socket
async def test_a_text_file(karen: Chef, world: World) -> None:
    await asked_why(karen)
    content = b64encode(SAID.encode()).decode()
    await karen._does("upload", name="hvorfor.txt", content_base64=content)
    await karen.sees(noise.file.taken)
    assert world.database.given(karen.id, WHY) == SAID
    long = b64encode(("En linje\n" * 40).encode()).decode()
    await karen._does("upload", name="langt.txt", content_base64=long, text="Vores plan:")
    await karen.sees(noise.file.both, noise.cut)
    assert world.database.given(karen.id, "formaal.succes").startswith("Vores plan:\n\nEn linje")


@mostly_sqlite_by_socket
async def test_a_voice_clip(karen: Chef, world: World) -> None:
    await asked_why(karen)
    await karen._does("record", transcript=SAID)
    await karen.sees(noise.voice.taken)
    assert world.database.given(karen.id, WHY) == SAID


@on_sqlite
async def test_a_voice_clip_that_slack_writes_down_later(karen: Chef, world: World) -> None:
    await asked_why(karen)
    await karen._does("record")
    await karen.sees(noise.voice.none)
    assert world.database.given(karen.id, WHY) is None
    await karen._does("transcribe", ts=karen.outcome["ts"], transcript=SAID)
    await karen.sees(noise.voice.taken)
    assert world.database.given(karen.id, WHY) == SAID


@on_sqlite
@pytest.mark.parametrize("what", ["file", "clip"])
async def test_a_choice_is_typed_beside(karen: Chef, world: World, what: str) -> None:
    await karen.has_begun()
    if what == "file":
        await karen._does("upload", name="plan.pdf", size=10, text="bedre kvalitet")
    else:
        await karen._does("record", transcript="noget andet", text="bedre kvalitet")
    await karen.sees(noise.file.beside if what == "file" else noise.voice.beside)
    assert world.database.given(karen.id, "formaal.gevinster") == ["kvalitet"]


# Threads


@mostly_sqlite_by_socket
async def test_an_answer_in_the_questions_thread_counts(karen: Chef, world: World) -> None:
    await asked_why(karen)
    root = karen.last["ts"]
    await karen.says(SAID, thread_ts=root)
    assert world.database.given(karen.id, WHY) == SAID
    assert {each.get("thread_ts") for each in karen.heard} == {root}
    await karen.says("40 unge om ugen", thread_ts=root)  # the talk goes on there
    assert world.database.given(karen.id, "formaal.succes") == "40 unge om ugen"
    assert {each.get("thread_ts") for each in karen.heard} == {root}
    await karen.presses("Nej")
    assert {each.get("thread_ts") for each in karen.heard} == {root}
    await karen.says("tilbage")
    assert not karen.last["thread_ts"]


@mostly_sqlite_by_socket
async def test_in_an_older_thread_it_is_said_where_the_question_is(
    karen: Chef, world: World
) -> None:
    await asked_why(karen)
    root = karen.last["ts"]
    await karen.says(SAID)
    await karen.says("Til det forrige", thread_ts=root)
    told = await karen.sees(noise.thread)
    assert told["thread_ts"] == root
    assert world.database.given(karen.id, "formaal.succes") is None
    await karen.presses(texts.buttons.show_question)
    assert karen.last["thread_ts"] == root
    await karen.says("40 unge om ugen", thread_ts=root)
    assert world.database.given(karen.id, "formaal.succes") == "40 unge om ugen"


@on_sqlite
async def test_words_work_in_any_thread(karen: Chef, world: World) -> None:
    await asked_why(karen)
    root = karen.last["ts"]
    await karen.says(SAID)
    await karen.says("hjælp", thread_ts=root)
    await karen.sees(texts.help[0])
    assert karen.last["thread_ts"] == root


@mostly_sqlite_by_socket
async def test_where_every_message_is_in_a_thread(karen: Chef, world: World) -> None:
    """As in an agent's view: each talk begins with a message of the person's."""
    await world.people.settings(agent_view=True)
    places: list[str] = []

    async def says(text: str, thread: str = "") -> str:
        await karen.says(text, thread_ts=thread)
        places.extend(each["thread_ts"] for each in karen.heard)
        return thread or str(karen.outcome["ts"])

    first = await says("hej")
    await says("hele vejen", first)
    await says("Mødested for unge", first)
    await karen.passes_the_gate()
    await karen.begins_from_an_end()
    assert {*places, karen.last["thread_ts"]} == {first}
    second = await says("bedre kvalitet")  # a new talk
    await says(SAID, second)
    assert world.database.given(karen.id, WHY) == SAID
    assert set(places) == {first, second}
    await says("Til det gamle", first)
    told = await karen.sees(noise.thread)
    assert told["thread_ts"] == first


@on_sqlite
async def test_what_is_also_shown_in_the_conversation_was_said_there(
    karen: Chef, world: World
) -> None:
    await asked_why(karen)
    root = karen.last["ts"]
    await karen.says("vent")
    await slack_says(karen, subtype="thread_broadcast", thread_ts=root, text="40 unge")
    assert not karen.last["thread_ts"]
