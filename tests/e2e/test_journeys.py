"""Journeys as wholes: several of them, pauses, months, and the end of everything stored."""

from __future__ import annotations

from sqlalchemy import select

from bot.store.schema import audit
from tests.e2e.chef import Chef
from tests.e2e.harness import World, texts
from tests.e2e.marks import mostly_sqlite_by_socket, on_both, on_sqlite
from tests.e2e.reading import buttons

WHY = "formaal.hvorfor"
GAINS, ASKED_WHY = "Hvad regner I med at få ud af", "Hvorfor skal netop den her opgave"


@mostly_sqlite_by_socket
async def test_several_journeys_each_with_its_answers(karen: Chef, world: World) -> None:
    await karen.has_begun("bedre kvalitet")
    await karen.says("hele vejen")
    await karen.titles("Bænk ved søen")
    await karen.says("mere demokrati")
    await karen.says("Fordi de bor der")
    await karen.says("skift")
    await karen.sees("1. Bænk ved søen", "2. Mødested for unge")
    await karen.says("2")
    await karen.sees("Mødested for unge", ASKED_WHY)
    await karen.says("De unge ved det")
    await karen.says("skift")
    await karen.presses("2. Bænk ved søen")
    await karen.sees(texts.switch.now.replace("{title}", "Bænk ved søen"))
    assert world.database.given(karen.id, WHY, "Mødested for unge") == "De unge ved det"
    assert world.database.given(karen.id, WHY, "Bænk ved søen") == "Fordi de bor der"


@on_sqlite
async def test_a_button_of_another_journey(karen: Chef, world: World) -> None:
    await karen.has_begun()
    for text in ("bedre kvalitet", "De ved det", "40 unge"):
        await karen.says(text)
    worth = karen.last
    await karen.says("hele vejen")
    await karen.titles("Bænk ved søen")
    await karen.presses("Nej", worth)
    await karen.sees(texts.stale.elsewhere)
    assert world.database.given(karen.id, "formaal.vaerd", "Mødested for unge") is None
    await karen.presses(texts.buttons.switch_there)
    await karen.presses("Nej")
    assert world.database.given(karen.id, "formaal.vaerd", "Mødested for unge") == "nej"


@mostly_sqlite_by_socket
async def test_a_pause_over_a_restart_and_months(karen: Chef, world: World) -> None:
    await karen.has_begun("bedre kvalitet")
    question = karen.last
    await karen.says("pause")
    await karen.sees(texts.paused)
    await world.end()
    await world.later(days=120)
    await world.begin()
    await karen.says("Er der nogen?")
    await karen.sees(texts.idle.paused)
    await karen.presses(texts.buttons.resume)
    await karen.sees(texts.resumed, ASKED_WHY)
    await karen.presses(texts.buttons.elaborate, question)  # months old, and still of use
    await karen.sees(ASKED_WHY)
    await karen.says("De unge ved det")
    assert world.database.given(karen.id, WHY) == "De unge ved det"


@on_sqlite
async def test_what_was_said_while_the_bot_was_away_is_taken_in(karen: Chef, world: World) -> None:
    await karen.has_begun("bedre kvalitet")
    await world.end()
    await world.people.say(karen.id, "De unge ved det", wait=False)
    await world.begin()
    await world.repeated(lambda: world.database.given(karen.id, WHY) == "De unge ved det")


@on_both
async def test_when_everything_is_deleted_nothing_is_left(karen: Chef, world: World) -> None:
    ali = await world.chef("Ali Eksempel")
    await karen.has_begun()
    await ali.begins("Noget helt andet")
    await karen.chooses("Bedre kvalitet", "Andet")
    await karen.says("Mere liv i byen")
    await karen.says("Det ved de unge")
    await karen.says("40 om ugen")
    await karen.presses("Nej")
    await karen.says("hele vejen")
    await karen.titles("Bænk ved søen")
    await karen.opens_home()
    await karen.commands("status")
    ids = [journey.id for journey in world.database.journeys(karen.id)]
    await world.people.fault("slow", "chat.update", seconds=0.2)
    await karen.says("slet")
    await karen.presses(texts.buttons.delete_all)
    await karen.sees(texts.delete.all_only)
    await world.later(seconds=5)  # no double click
    await karen.presses(texts.buttons.delete_all)
    await karen.sees(texts.delete.all_done)
    await world.settled()
    await world.forgotten()
    written = ("Mødested", "Mere liv", "Det ved de unge", "40 om ugen", "Bænk", karen.id)
    for words in written:
        assert world.database.tables_with(words) == [], words
    await world.until(  # while somebody reads, the log is emptied a moment later
        lambda: not any(words.encode() in world.database.on_disk() for words in written),
        "the words to leave the disk",
    )
    for id in ids:  # that somebody has deleted it, and nothing that leads to her
        assert world.database.tables_with(id) == ["audit"]
    deeds = world.database.rows(select(audit.c.deed).where(audit.c.about.in_(ids)))
    assert [row.deed for row in deeds] == ["deleted"] * len(ids)
    assert world.database.journeys(ali.id)[0].title == "Noget helt andet"
    await karen.says("hej igen")
    await karen.sees(texts.welcome.privacy)


@on_sqlite
async def test_deleting_one_journey_leaves_the_other(karen: Chef, world: World) -> None:
    await karen.has_begun("bedre kvalitet")
    old = karen.last
    await karen.says("hele vejen")
    await karen.titles("Bænk ved søen")
    await karen.says("skift 2")
    await karen.says("slet")
    await karen.says("ja")
    await karen.sees(texts.delete.done)
    assert [journey.title for journey in world.database.journeys(karen.id)] == ["Bænk ved søen"]
    await karen.presses(texts.buttons.elaborate, old)
    await karen.sees(texts.stale.gone)
    await karen.says("fortsæt")
    await karen.sees("Bænk ved søen", GAINS)
    assert buttons(karen.last)
