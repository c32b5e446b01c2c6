"""What people write: kept as it is, shown again harmlessly, and answered when it is no answer."""

from __future__ import annotations

import json

import pytest

from bot.sandbox.seed import OTHER_BOT
from tests.e2e.chef import Chef
from tests.e2e.harness import World, texts
from tests.e2e.marks import on_both, on_sqlite
from tests.e2e.reading import has, said

WHY, SUCCESS = "formaal.hvorfor", "formaal.succes"


async def asked_why(chef: Chef) -> Chef:
    """Up to the first question that takes any words."""
    return await chef.has_begun("bedre kvalitet")


async def sent_raw(world: World) -> str:
    """Everything that the bot sent or answered, as one text."""
    traffic = await world.people.traffic()
    sent = [each["body"] for each in traffic if each["direction"] == "from_app"]
    sent += [each["answer"] for each in traffic if each["direction"] == "to_app"]
    return json.dumps(sent, ensure_ascii=False)


@pytest.mark.parametrize(
    ("database_url", "transport", "typed", "mentions", "kept"),
    [
        ("sqlite", "socket", "<!channel> kom nu", {}, "<!channel> kom nu"),
        ("postgresql", "http", "@channel kom nu", {"@channel": "channel"}, "@channel kom nu"),
        ("sqlite", "http", "spørg <@U0ALI00001>", {}, "spørg <@U0ALI00001>"),
        ("postgresql", "socket", "spørg @Ali", {"@Ali": "U0ALI00001"}, "spørg @Ali Eksempel"),
        ("sqlite", "socket", "&lt;!here&gt; &amp;amp; *fed*", {}, "&lt;!here&gt; &amp;amp; *fed*"),
    ],
    ids=["broadcast typed", "broadcast picked", "person typed", "person picked", "entities typed"],
    indirect=["database_url"],
)
async def test_marks_are_only_text(
    karen: Chef, world: World, typed: str, mentions: dict[str, str], kept: str
) -> None:
    await karen.says("hej")
    await karen.says("hele vejen")
    await karen.titles(typed, mentions=mentions)
    await karen.says(f"bedre kvalitet, {typed}", mentions=mentions)
    await karen.says(typed, mentions=mentions)
    assert world.database.given(karen.id, "title") == kept
    assert world.database.given(karen.id, WHY) == kept
    if ";" not in kept:  # there it parts one thing from the next
        assert world.database.given(karen.id, "formaal.gevinster_other") == kept
    for word in ("ret", "tilbage", "status", "mine data", "pause", "slet", "nej", "hele vejen"):
        await karen.says(word)
    await karen.says("Et andet forløb")
    await karen.says("skift")
    await karen.opens_home()
    await karen.commands("status")
    await karen.commands(typed)
    raw = await sent_raw(world)
    assert "<!" not in raw
    assert "<@" not in raw


@on_both
async def test_all_of_the_worlds_letters(karen: Chef, world: World) -> None:
    written = "Blåbærgrød 🫐👩🏽‍🌾 مرحبا שלום \u200b你好 𝒳 ﷽ e\u0301 \u202eomvendt\u202c"
    await karen.begins("Sø & å: «æøå» 🌊")
    await karen.says("bedre kvalitet")
    await karen.says(written)
    assert world.database.given(karen.id, WHY) == written
    await karen.says("tilbage")
    await karen.sees(written)


@on_both
async def test_a_sign_that_postgresql_does_not_take(karen: Chef, world: World) -> None:
    await asked_why(karen)
    await karen.says("Det ved\0 de unge bedst")
    assert world.database.given(karen.id, WHY) == "Det ved de unge bedst"


@on_sqlite
async def test_far_too_long_and_then_shorter(karen: Chef, world: World) -> None:
    await asked_why(karen)
    long = "For langt. " * 5000
    await karen.says(long)
    await karen.sees(texts.misfit.too_long)
    assert len(long.strip()) > 50_000
    assert world.database.given(karen.id, WHY) is None
    await karen.edits(long, "Kort og godt.")
    assert world.database.given(karen.id, WHY) == "Kort og godt."


@on_sqlite
async def test_what_is_no_answer_gets_a_reply_and_loses_nothing(karen: Chef, world: World) -> None:
    await asked_why(karen)
    question, before = said(karen.last), len(world.database.answers(karen.id))
    await karen.says("   \n\t ")
    await karen.sees(texts.noise.empty)
    await karen.says(":wave:")
    await karen.sees(texts.misfit.signs)
    await karen.uploads()
    await karen.sees(texts.noise.file.none)
    assert len(world.database.answers(karen.id)) == before
    assert has(karen.last, "Hvorfor skal netop den her opgave"), question
    await karen.uploads("De unge ved det selv")
    await karen.sees(texts.noise.file.beside)
    assert world.database.given(karen.id, WHY) == "De unge ved det selv"


async def slack_says(chef: Chef, **fields: object) -> None:
    """A message of the person's of a kind that the sandbox's people do not write."""
    world = chef.world
    ts = world.sandbox.core.clock.ts()
    event = {"type": "message", "channel": chef.channel, "channel_type": "im", "user": chef.id}
    told = await world.people.emit({**event, "ts": ts, "event_ts": ts, **fields})
    assert told["acked"]
    await chef.listens()


@on_sqlite
async def test_a_message_about_oneself_is_an_answer(karen: Chef, world: World) -> None:
    await asked_why(karen)
    await slack_says(karen, subtype="me_message", text="vil lære af de unge")
    assert world.database.given(karen.id, WHY) == "vil lære af de unge"


@on_sqlite
async def test_a_sticker_is_no_answer(karen: Chef, world: World) -> None:
    await asked_why(karen)
    picture = {"fallback": "sticker", "image_url": "https://example.com/sticker.gif"}
    await slack_says(karen, text="", attachments=[picture])
    await karen.sees(texts.noise.empty)
    assert world.database.given(karen.id, WHY) is None


@on_sqlite
async def test_what_slack_may_one_day_send_is_met_with_silence(karen: Chef, world: World) -> None:
    await asked_why(karen)
    there = len(await world.people.messages(karen.channel))
    await slack_says(karen, subtype="huddle_thread", text="")
    await slack_says(karen, subtype="something_new", text="Hvad er det?")
    await world.people.emit({"type": "message", "channel": karen.channel})
    assert len(await world.people.messages(karen.channel)) == there
    await karen.says("Det ved de unge")
    assert world.database.given(karen.id, WHY) == "Det ved de unge"


@on_sqlite
async def test_another_bot_gets_one_reply_and_no_conversation(karen: Chef, world: World) -> None:
    await asked_why(karen)
    there = len(await world.people.messages(karen.channel))
    for _ in range(5):
        act = {"channel": karen.channel, "text": "Tak for din besked!"}
        assert (await world.people.act(OTHER_BOT, "bot_message", **act))["acked"]
        await world.settled()
    posted = (await world.people.messages(karen.channel))[there:]
    assert len([each for each in posted if each["user"] != OTHER_BOT]) == 1
    assert has(posted[1], texts.noise.other_bot)
    await karen.says("Det ved de unge")
    assert world.database.given(karen.id, WHY) == "Det ved de unge"
