"""What goes wrong in a workshop, and must not."""

from __future__ import annotations

import pytest

from bot.sandbox.seed import CHANNEL
from tests.e2e.harness import World
from tests.e2e.marks import on_sqlite
from tests.e2e.meeting import TITLE, Meeting, buttons, lines
from tests.e2e.reading import has, said
from tests.e2e.walked import walked

KAREN, ALI, METTE, JENS, GITTE = (
    "U0KAREN001",
    "U0ALI00001",
    "U0METTE001",
    "U0JENS0001",
    "U0GITTE001",
)
ALL = [KAREN, ALI, METTE, JENS]
pytestmark = on_sqlite


@pytest.fixture
async def meeting(world: World) -> Meeting:
    meeting = Meeting(world)

    async def walk() -> None:
        await meeting.sets_up(KAREN, ALL[:3])
        await meeting.presses(KAREN, buttons.begin)

    await walked(world, "a meeting of three", walk)
    return meeting


async def test_a_dialog_kept_open_over_the_reveal(meeting: Meeting) -> None:
    await meeting.answers(KAREN, 3, "Et svar")
    await meeting.opens(ALI, buttons.answer)
    await meeting.presses(KAREN, buttons.reveal)
    await meeting.sends(ALI, rating="1", answer="For sent skrevet", reason="Og hvorfor")
    receipt = await meeting.receipt(ALI)
    assert "allerede vist" in receipt
    assert "For sent skrevet" in receipt
    assert "Og hvorfor" in receipt
    assert "For sent skrevet" not in str(await meeting.shown())


async def test_somebody_outside_is_told_why(meeting: Meeting) -> None:
    await meeting.presses(JENS, buttons.answer)
    assert (await meeting.world.people.views(JENS))["modal"] is None
    assert "Du er ikke med i mødet endnu" in await meeting.whispered(JENS)
    await meeting.presses(JENS, buttons.join)
    assert lines.answer.kept in await meeting.answers(JENS, 4, "Nu er jeg med")


async def test_only_the_facilitator_leads(meeting: Meeting) -> None:
    await meeting.answers(KAREN, 3, "Et svar")
    await meeting.presses(ALI, buttons.reveal)
    assert "Det er tovholderen, der gør det" in await meeting.whispered(ALI)
    assert meeting.world.database.round_state("formaal") == "collecting"


async def test_field_errors_stand_at_the_fields(meeting: Meeting) -> None:
    await meeting.opens(ALI, buttons.answer)
    done = await meeting.sends(ALI, rating="2", answer="   ")
    assert done["errors"] == {"answer": lines.answer.empty}
    await meeting.sends(ALI, answer="Et rigtigt svar")
    assert lines.answer.kept in await meeting.receipt(ALI)


async def test_the_role_is_taken_over_after_a_day(meeting: Meeting) -> None:
    await meeting.presses(ALI, buttons.take_over)
    assert "Du kan overtage rollen" in await meeting.whispered(ALI)
    await meeting.world.later(days=1, minutes=1)
    await meeting.presses(ALI, buttons.take_over)
    await meeting.sees("@Ali Eksempel har overtaget")
    await meeting.answers(ALI, 3, "Et svar")
    await meeting.presses(ALI, buttons.reveal)
    assert meeting.world.database.round_state("formaal") == "revealed"


async def test_the_role_is_taken_over_when_they_have_left(meeting: Meeting) -> None:
    await meeting.world.people.update_channel(CHANNEL, remove=[KAREN])
    await meeting.presses(METTE, buttons.take_over)
    await meeting.sees("@Mette Eksempel har overtaget")


async def test_the_role_is_handed_over(meeting: Meeting) -> None:
    await meeting.opens(KAREN, buttons.hand_over)
    done = await meeting.sends(KAREN, user=GITTE)
    assert done["errors"] == {"user": lines.refused.not_a_participant}
    await meeting.sends(KAREN, user=ALI)
    assert lines.roles.given in await meeting.receipt(KAREN)
    await meeting.sees("@Ali Eksempel er tovholder nu")


async def test_somebody_deactivated_is_not_waited_for(meeting: Meeting) -> None:
    await meeting.answers(KAREN, 3, "Et svar")
    await meeting.answers(ALI, 4, "Et andet svar")
    await meeting.world.people.update_person(METTE, deleted=True)
    await meeting.world.until(lambda: meeting.world.database.round_state("formaal") == "revealed")
    await meeting.sees(lines.talk.answers)


async def test_a_card_deleted_by_hand_is_posted_again(meeting: Meeting) -> None:
    world = meeting.world
    world.expected |= {"message_not_found"}
    world.calm = False
    card = await meeting.sees("Fokuspunkt 1 af")
    reveal = await meeting.with_button(buttons.reveal)
    await meeting.opens(ALI, buttons.answer)
    await world.people.delete_message(CHANNEL, card["ts"])
    await meeting.sends(ALI, rating="2", answer="Et svar")
    await meeting.receipt(ALI)
    await world.until(lambda: _newer(world, card))
    again = await meeting.sees("Én af tre har svaret")
    assert again["ts"] > reveal["ts"]
    await meeting.presses(KAREN, buttons.reveal, again)
    answers = await meeting.sees(lines.talk.answers)
    assert answers["thread_ts"] == again["ts"]


@pytest.mark.parametrize(
    "error", ["message_not_found", "cant_update_message", "edit_window_closed", "invalid_blocks"]
)
async def test_a_card_that_cannot_be_drawn_anew_is_posted_again(
    meeting: Meeting, error: str
) -> None:
    world = meeting.world
    world.calm = False
    card = await meeting.sees("Fokuspunkt 1 af")
    await world.people.fault("error", "chat.update", error=error)
    await meeting.answers(ALI, 2, "Et svar")
    await world.until(lambda: _newer(world, card))
    again = await meeting.sees("Én af tre har svaret")
    await meeting.presses(KAREN, buttons.reveal, again)
    answers = await meeting.sees(lines.talk.answers)
    assert answers["thread_ts"] == again["ts"]


async def test_a_card_whose_blocks_slack_refuses_is_said_in_words(meeting: Meeting) -> None:
    world = meeting.world
    world.calm = False
    card = await meeting.sees("Fokuspunkt 1 af")
    await world.people.fault("error", "chat.update", error="invalid_blocks")
    await world.people.fault("error", "chat.postMessage", error="invalid_blocks")
    await meeting.answers(ALI, 2, "Et svar")
    await world.until(lambda: _newer(world, card))
    again = await meeting.sees("Én af tre har svaret")
    assert not again.get("blocks")


def _newer(world: World, card: dict[str, str]) -> bool:
    messages = world.sandbox.workspace.channels[CHANNEL].messages.values()
    return any("Fokuspunkt 1 af" in m.raw["text"] and m.ts > card["ts"] for m in messages)


async def told_and_tried_again(meeting: Meeting, **back: object) -> None:
    """The facilitator is told in their DM, mends it, and presses the button."""
    world = meeting.world
    await world.until(lambda: world.database.workshops()[0].lost)
    told = [each for each in await meeting.dm(KAREN) if TITLE in each]
    assert len(told) == 1
    assert "Alle svar er gemt" in told[0]
    await world.people.update_channel(CHANNEL, **back)
    message = (await world.people.messages(KAREN))[-1]
    await world.people.press(KAREN, message, buttons.retry)
    await world.settled()
    assert world.database.workshops()[0].lost is None


async def test_the_bot_is_removed_from_the_channel(meeting: Meeting) -> None:
    world = meeting.world
    world.expected |= {"not_in_channel"}
    world.calm = False
    await meeting.answers(ALI, 2, "Alligevel gemt")
    bot = world.sandbox.workspace.bot.id
    await world.people.update_channel(CHANNEL, remove=[bot])
    await meeting.presses(KAREN, buttons.reveal)
    await told_and_tried_again(meeting, add=[bot])
    assert has(await meeting.sees(lines.talk.answers), "Alligevel gemt")


async def test_the_channel_is_archived(meeting: Meeting) -> None:
    world = meeting.world
    world.expected |= {"is_archived", "is_inactive"}
    world.calm = False
    await meeting.answers(KAREN, 4, "Også gemt")
    await meeting.answers(ALI, 2, "Alligevel gemt")
    await world.people.update_channel(CHANNEL, archived=True)
    await world.people.update_person(METTE, deleted=True)  # so now all have answered
    await told_and_tried_again(meeting, archived=False)
    assert has(await meeting.sees(lines.talk.answers), "Alligevel gemt")


async def test_guests_are_warned_of(world: World) -> None:
    await world.people.update_channel(CHANNEL, add=[GITTE])
    meeting = Meeting(world)
    await meeting.sets_up(KAREN, ALL)
    await meeting.sees("Der er gæster i kanalen")


@pytest.mark.parametrize("guest", [True, False])
async def test_guests_are_told_apart_in_a_large_channel(
    world: World, guest: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.turns.outgoing.MEMBERS_A_PAGE", 20)
    crowd = [
        {"id": f"U0M{n:07d}", "name": f"Medlem {n}", "is_guest": guest and n == 40}
        for n in range(45)
    ]
    await world.people.add_people(people=crowd)
    await world.people.update_channel(CHANNEL, add=[each["id"] for each in crowd])
    meeting = Meeting(world)
    await meeting.sets_up(KAREN, ALL)
    await world.delivered()
    assert len(await world.calls("conversations.members")) == 3
    (row,) = world.database.workshops()
    assert row.guests == ("some" if guest else "none")


async def test_a_shared_channel_is_warned_of(world: World) -> None:
    await world.people.update_channel(CHANNEL, shared=True)
    meeting = Meeting(world)
    await meeting.sets_up(KAREN, ALL)
    await meeting.sees("Der er gæster i kanalen")


async def test_a_message_becomes_input(meeting: Meeting) -> None:
    people = meeting.world.people
    written = await people.say(METTE, "Husk budgettet & <naboerne>", CHANNEL)
    await people.act(
        ALI, "message_shortcut", channel=CHANNEL, ts=written["ts"], callback_id="s1-input"
    )
    assert "Husk budgettet" in said(await meeting.sees("Input fra kanalen"))
    (told,) = [each for each in await meeting.dm(METTE) if "gemt din besked" in each]
    assert "Husk budgettet" in told
    message = (await people.messages(METTE))[-1]
    await people.press(METTE, message, buttons.drop)
    await meeting.sees(lines.remark.dropped)


BROUGHT = {
    "table": ("message", {"blocks": [{"type": "table", "rows": [[{"text": "Bolde"}]]}]}, "Bolde"),
    "file": ("upload", {"name": "a.txt", "content_base64": "QmVua2U="}, "Benke"),
    "clip": ("record", {"transcript": "Husk naboerne"}, "Husk naboerne"),
}


@pytest.mark.parametrize("what", BROUGHT)
async def test_a_message_with_its_words_elsewhere_becomes_input(
    meeting: Meeting, what: str
) -> None:
    kind, fields, text = BROUGHT[what]
    people = meeting.world.people
    written = await people.act(METTE, kind, channel=CHANNEL, **fields)
    saved = {"channel": CHANNEL, "ts": written["ts"], "callback_id": "s1-input"}
    await people.act(ALI, "message_shortcut", **saved)
    assert text in said(await meeting.sees("Input fra kanalen"))


async def test_a_message_without_words_becomes_no_input(meeting: Meeting) -> None:
    people = meeting.world.people
    written = await people.act(METTE, "upload", channel=CHANNEL, name="plan.pdf", size=10)
    saved = {"channel": CHANNEL, "ts": written["ts"], "callback_id": "s1-input"}
    await people.act(ALI, "message_shortcut", **saved)
    assert lines.refused.no_words in await meeting.whispered(ALI)


async def test_a_channel_without_the_bot(world: World) -> None:
    channel = (await world.people.add_channel("uden", ALL, app=False))["id"]
    await world.people.command(KAREN, "/samskab afklaring", channel)
    meeting = Meeting(world, channel)
    done = await meeting.sends(KAREN, title=TITLE, people=ALL)
    assert done["errors"] == {"channel": lines.setup.invite_me}
    await world.people.update_channel(channel, add=[world.sandbox.workspace.bot.id])
    await meeting.sends(KAREN, title=TITLE)
    await meeting.receipt(KAREN)
    await meeting.sees(lines.card.title.format(title=TITLE))


async def test_two_meetings_in_one_channel(meeting: Meeting) -> None:
    await meeting.sets_up(ALI, ALL, title="Et andet møde")
    await meeting.presses(ALI, buttons.begin)
    assert lines.answer.kept in await meeting.answers(KAREN, 3, "I det andet møde")
    await meeting.world.settled()
    shops = {row.title: row for row in meeting.world.database.workshops()}
    assert len(shops) == 2
    people = meeting.world.people
    written = await people.say(METTE, "Til et af dem", CHANNEL)
    await people.act(
        METTE, "message_shortcut", channel=CHANNEL, ts=written["ts"], callback_id="s1-input"
    )
    view = await people.top_view(METTE)
    options = [o["value"] for o in view["blocks"][0]["element"]["options"]]
    assert len(options) == 2
    wanted = next(o for o in options if o.startswith(shops["Et andet møde"].id))
    await meeting.sends(METTE, which=wanted)
    await meeting.sees("Til et af dem")


async def test_slack_opens_no_dialog(meeting: Meeting) -> None:
    people = meeting.world.people
    await people.fault("ratelimited", "views.open", seconds=30, times=1)
    await meeting.presses(ALI, buttons.answer)
    assert "Jeg kunne ikke åbne vinduet" in await meeting.whispered(ALI)
    await meeting.opens(ALI, buttons.answer)


@pytest.mark.parametrize("sign", ["å", "👍", '"', "\n<!channel>"])
async def test_a_long_message_to_one_of_two_meetings(meeting: Meeting, sign: str) -> None:
    """What the dialog carries is cut to what Slack lets it carry."""
    await meeting.sets_up(ALI, ALL, title="Et andet møde")
    await meeting.presses(ALI, buttons.begin)
    people = meeting.world.people
    written = await people.say(METTE, "Langt: " + sign * (3000 // len(sign)), CHANNEL)
    await people.act(
        METTE, "message_shortcut", channel=CHANNEL, ts=written["ts"], callback_id="s1-input"
    )
    await meeting.sends(METTE)
    assert has(await meeting.sees("Input fra kanalen"), "Langt: ")
