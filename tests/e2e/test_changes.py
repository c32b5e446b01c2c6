"""Answers that are changed, removed, and asked about by old buttons."""

from __future__ import annotations

from flows.journey.values import AnswerState
from tests.e2e.chef import Chef
from tests.e2e.harness import World, texts
from tests.e2e.marks import mostly_sqlite, mostly_sqlite_by_socket, on_sqlite
from tests.e2e.reading import buttons, has

WHY, SUCCESS, WORTH = "formaal.hvorfor", "formaal.succes", "formaal.vaerd"


async def asked_why(chef: Chef) -> Chef:
    return await chef.has_begun("bedre kvalitet")


@mostly_sqlite_by_socket
async def test_an_edited_message_corrects_its_answer(karen: Chef, world: World) -> None:
    await asked_why(karen)
    await karen.says("De ved det")
    await karen.edits("De ved det", "De unge ved det <bedst>")
    await karen.sees(texts.edit.followed, "De unge ved det <bedst>")
    assert world.database.given(karen.id, WHY) == "De unge ved det <bedst>"
    await karen.edits("Mødested for unge", "Mødested i midtbyen")
    assert world.database.journeys(karen.id)[0].title == "Mødested i midtbyen"
    await karen.edits("bedre kvalitet", "lavere omkostninger")
    assert world.database.given(karen.id, "formaal.gevinster") == ["oekonomi"]
    await karen.says("40 unge om ugen")
    assert world.database.given(karen.id, SUCCESS) == "40 unge om ugen"


@on_sqlite
async def test_an_edit_that_fits_no_longer_leaves_the_answer(karen: Chef, world: World) -> None:
    await asked_why(karen)
    await karen.says("De ved det")
    await karen.edits("De ved det", ":wave:")
    await karen.sees(texts.edit.misfit, texts.edit.kept, "De ved det")
    assert world.database.given(karen.id, WHY) == "De ved det"


@on_sqlite
async def test_an_edit_of_what_was_no_answer_is_met_with_silence(karen: Chef) -> None:
    await asked_why(karen)
    await karen.says("hjælp")
    await karen.edits("hjælp", "hjælp mig")
    karen.sees_nothing()
    await karen.deletes("hjælp mig")
    karen.sees_nothing()


@mostly_sqlite
async def test_a_removed_answer_is_nowhere_any_more(karen: Chef, world: World) -> None:
    await asked_why(karen)
    secret = "Direktøren har lovet det på forhånd"
    await karen.says(secret)
    await karen.says("40 unge om ugen")
    await karen.deletes(secret)
    await karen.sees(texts.edit.message_gone, secret)
    assert world.database.given(karen.id, WHY) == secret
    await karen.presses(texts.buttons.remove)
    await karen.sees(texts.edit.removed)
    assert world.database.answers(karen.id).get(WHY).state is AnswerState.REMOVED
    assert world.database.tables_with(secret) == []


@mostly_sqlite
async def test_a_removed_choice_is_nowhere_any_more(karen: Chef, world: World) -> None:
    await asked_why(karen)
    await karen.says("De ved det")
    await karen.says("40 unge om ugen")
    await karen.presses("Nej")
    await karen.says("tilbage")
    await karen.presses(texts.buttons.remove)
    await karen.sees(texts.edit.removed)
    assert world.database.answers(karen.id).get(WORTH).state is AnswerState.REMOVED
    pressed = f"{WORTH}|4|nej"
    assert world.database.tables_with(pressed) == []


@mostly_sqlite_by_socket
async def test_an_old_button_changes_nothing_and_says_what_was_answered(
    karen: Chef, world: World
) -> None:
    await asked_why(karen)
    await karen.says("De ved det")
    await karen.says("40 unge om ugen")
    worth = karen.last
    await karen.presses("Nej")
    before = world.database.answers(karen.id)
    # As somebody has it whose Slack has not drawn the change yet.
    channel = world.sandbox.workspace.channels[karen.channel]
    channel.messages[worth["ts"]].raw["blocks"] = worth["blocks"]
    await world.later(minutes=5)
    await karen.presses("Ja", worth)
    await karen.sees(texts.stale.answered, "Nej")
    assert len(world.database.answers(karen.id)) == len(before)
    await karen.presses(texts.buttons.correct)
    await karen.presses("Ja")
    assert world.database.given(karen.id, WORTH) == "ja"


@on_sqlite
async def test_the_buttons_of_an_answered_question_give_way_to_the_answer(karen: Chef) -> None:
    await asked_why(karen)
    question = karen.last
    assert buttons(question)
    await karen.says("De ved <det>")
    now = await karen.sees_changed(question, "De ved <det>")
    assert not buttons(now)
    await karen.says("tilbage")
    await karen.says("De ved det selv")
    assert not has(await karen.sees_changed(question, "De ved <det>"), "selv")
