"""Afklaringsmøder through the front door: six people, three focus points, live and over days."""

from __future__ import annotations

import pytest

from bot.sandbox.seed import CHANNEL
from tests.e2e.harness import World, library
from tests.e2e.marks import mostly_sqlite_by_socket, on_sqlite
from tests.e2e.meeting import TITLE, Meeting, buttons, lines
from tests.e2e.reading import has, said

KAREN, ALI, METTE, JENS = "U0KAREN001", "U0ALI00001", "U0METTE001", "U0JENS0001"
POINTS = ["formaal", "afgraensning", "ejerskab"]
title = {point.id: point.title for _, point in library().focus_points()}


@pytest.fixture
async def six(world: World) -> list[str]:
    """Six people in the channel; Karen is the chef."""
    more = await world.people.add_people(2)
    ids = [each["id"] for each in more]
    await world.people.update_channel(CHANNEL, add=ids)
    return [KAREN, ALI, METTE, JENS, *ids]


@pytest.fixture
async def meeting(world: World) -> Meeting:
    return Meeting(world)


@mostly_sqlite_by_socket
async def test_six_people_and_three_focus_points(
    meeting: Meeting, six: list[str], world: World
) -> None:
    karen, ali, mette, jens, late, other = six
    await meeting.sets_up(karen, [*six[:4], other], set="own", points=POINTS)
    await meeting.sees(lines.card.title.format(title=TITLE))
    await meeting.presses(karen, buttons.begin)
    await meeting.sees("Fokuspunkt 1 af 3")

    assert lines.answer.kept in await meeting.answers(karen, 5, "De unge skal have et sted")
    await meeting.answers(ali, 1, "Jeg ved ikke hvorfor", "Ingen har sagt det")
    await meeting.answers(mette, 2, "For at spare")
    await meeting.answers(mette, 4, "For at lytte til de unge")
    await meeting.passes(jens, "Jeg er ny her")
    await meeting.presses(late, buttons.join)
    await meeting.sees("Tre af seks har svaret. Én har meldt pas.")
    await meeting.answers(late, 3, "Fordi budgettet er der")
    assert world.database.round_state("formaal") == "collecting"
    await meeting.answers(other, 2, "Det ved jeg ikke")

    told = said(await meeting.sees(lines.talk.answers))
    assert "For at spare" not in told
    assert told.index("Jeg ved ikke hvorfor") < told.index("De unge skal have et sted")
    assert "Jeg er ny her" in told
    talk = said(await meeting.sees("I er delt. Begynd med dem, der sagde 1"))
    assert "1 ▪ · 2 ▪ · 3 ▪ · 4 ▪ · 5 ▪" in talk
    assert "5 har svaret" in talk or "fem har svaret" in talk

    await meeting.presses(karen, buttons.rate_again)
    for user, rating in zip(six, (4, 4, 4, 4, 4, 5), strict=True):
        await meeting.rates(user, rating)
    await meeting.sees("4 ▪▪▪▪▪ · 5 ▪")
    await meeting.concludes(
        karen, "Vi gør det, fordi de unge selv ved det", what="Spørg Ungerådet.", owner=ali
    )
    await meeting.opens(mette, buttons.dissent)
    await meeting.sends(mette, text="Vi har ikke spurgt dem, der ikke kommer")
    await meeting.receipt(mette)
    assert has(await meeting.sees("Konklusion · Formål"), "Vi har ikke spurgt dem")

    for number, point in enumerate(POINTS[1:], 2):
        await meeting.presses(karen, buttons.next)
        await meeting.sees(f"Fokuspunkt {number} af 3")
        for user in six:
            await meeting.answers(user, 4, f"{user} om {point}")
        await meeting.concludes(karen, f"Enige om {point}", "afklaret")
    await meeting.presses(karen, buttons.end)

    summary = said(await meeting.sees(lines.summary.title.format(title=TITLE)))
    for point in POINTS:
        assert title[point] in summary
    assert "Spørg Ungerådet. " in summary
    assert "Ungerådet.." not in summary
    answers = world.database.answers(karen)
    assert answers.given("formaal.hvorfor") == "Vi gør det, fordi de unge selv ved det"
    assert answers.given("formaal.clarity") == "delvist"
    group = answers.get("ejerskab.raaderum")
    assert group is not None
    assert group.author == f"group:{world.database.workshops()[0].id}"
    assert any("skrevet ind i dit forløb" in told for told in await meeting.dm(karen))


@on_sqlite
async def test_over_days_with_a_deadline(meeting: Meeting, six: list[str], world: World) -> None:
    deadline = int(world.now().timestamp()) + 2 * 24 * 3600
    await meeting.sets_up(
        KAREN, six, set="hour", pace="days", deadline=deadline, naming="anonymous"
    )
    await meeting.presses(KAREN, buttons.begin)
    await meeting.sees("Fokuspunkt 4 af 4")
    for user in six[:5]:  # the newest card's button: the last focus point
        await meeting.answers(user, 2, f"svar {user}")
    assert world.database.round_state("ansvar") == "collecting"
    await world.later(days=2, minutes=1)
    await world.until(lambda: world.database.round_state("ansvar") == "revealed")
    await meeting.sees(lines.talk.answers_anonymous)
    await meeting.sees("Ingen af jer er sikre")
    assert world.database.round_state("formaal") == "discussing"
    assert has(await meeting.sees(lines.talk.withheld), lines.talk.withheld)


@on_sqlite
async def test_it_begins_from_app_home(world: World) -> None:
    people, meeting = world.people, Meeting(world)
    chef = await world.chef("Karen Eksempel")
    await chef.begins(TITLE)
    home = await chef.opens_home()
    await people.press(KAREN, home, buttons.start)
    journey = world.database.journeys(KAREN)[0].id
    done = await meeting.sends(KAREN, channel="", people=[KAREN, ALI], journey=journey)
    assert done["reason"] == "not_filled_in"
    await meeting.sends(KAREN, channel=CHANNEL)
    await meeting.receipt(KAREN)
    await meeting.looked()
    await meeting.presses(KAREN, buttons.begin)
    await meeting.answers(ALI, 4, "De unge ved det selv")
    await meeting.presses(KAREN, buttons.reveal)
    await meeting.concludes(KAREN, "De unge ved det selv, så vi spørger dem")
    assert len(world.database.journeys(KAREN)) == 1
    await chef.says("mine data")
    shown = await chef.sees("(gruppens svar)")
    assert has(shown, "De unge ved det selv, så vi spørger dem")
