"""The spread as a picture: after the text, in its thread, and never instead of it."""

from __future__ import annotations

import pytest

from bot.sandbox.seed import CHANNEL
from tests.e2e.harness import World
from tests.e2e.marks import on_sqlite
from tests.e2e.meeting import Meeting, buttons, lines
from tests.e2e.reading import Json, said

KAREN, ALI, METTE, JENS = "U0KAREN001", "U0ALI00001", "U0METTE001", "U0JENS0001"
SAID = "Én siger 1, og to siger 4."


@pytest.fixture
async def meeting(world: World) -> Meeting:
    return Meeting(world)


async def rated(meeting: Meeting, **fields: object) -> None:
    """Three have rated the first focus point, and a fourth not yet."""
    await meeting.sets_up(KAREN, [KAREN, ALI, METTE, JENS], set="own", points=["formaal"], **fields)
    await meeting.presses(KAREN, buttons.begin)
    for user, rating in ((KAREN, 4), (ALI, 1), (METTE, 4)):
        await meeting.answers(user, rating, f"svar {rating}")


async def pictures(meeting: Meeting) -> list[Json]:
    await meeting.world.settled()
    return [each for each in await meeting.shown() if each.get("files")]


@on_sqlite
async def test_the_picture_comes_after_the_text_and_says_the_same(
    meeting: Meeting, world: World
) -> None:
    await rated(meeting)
    assert not world.sandbox.workspace.files
    assert not await pictures(meeting)
    await meeting.presses(KAREN, buttons.reveal)
    text = await meeting.sees(SAID)
    (shown,) = await pictures(meeting)
    (file,) = shown["files"]
    assert file["alt_txt"] == f"Formål og succeskriterier. Hvor afklarede er vi? {SAID}"
    assert SAID in said(text)
    assert shown["thread_ts"] == text["thread_ts"]
    assert shown["ts"] > text["ts"]
    kept = world.sandbox.workspace.files[file["id"]]
    assert (file["mimetype"], kept.channels) == ("image/png", [CHANNEL])
    assert kept.content is not None
    assert kept.content.startswith(b"\x89PNG")


@on_sqlite
@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("files.getUploadURLExternal", "missing_scope"),
        ("files.getUploadURLExternal", "file_uploads_disabled"),
        ("files.completeUploadExternal", "not_in_channel"),
    ],
)
async def test_where_files_are_refused_the_text_stands_alone(
    meeting: Meeting, world: World, method: str, error: str
) -> None:
    world.expected.add(error)
    await rated(meeting)
    await world.people.fault("error", method, error=error, times=None)
    before = len(await meeting.shown())
    await meeting.presses(KAREN, buttons.reveal)
    await meeting.sees(SAID)
    assert not await pictures(meeting)
    assert len(await meeting.shown()) == before + 2  # the spread and the answers
    await meeting.concludes(KAREN, "Vi spørger de unge")
    await meeting.sees("Konklusion · Formål")


@on_sqlite
async def test_a_slow_upload_holds_up_nothing(meeting: Meeting, world: World) -> None:
    await rated(meeting)
    world.expected.add("HTTP 500")
    await world.people.fault("server_error", "files.getUploadURLExternal", times=1)
    await meeting.presses(KAREN, buttons.reveal)
    await meeting.sees(lines.talk.answers)
    await meeting.concludes(KAREN, "Vi spørger de unge")
    assert len(await pictures(meeting)) == 1


@on_sqlite
async def test_too_few_without_names_have_no_picture(meeting: Meeting, world: World) -> None:
    await rated(meeting, naming="anonymous")
    await meeting.presses(KAREN, buttons.reveal)
    await meeting.presses(KAREN, buttons.go_on, on=await last_whisper(meeting))
    await meeting.sees(lines.talk.withheld)
    assert not await pictures(meeting)
    assert not world.sandbox.workspace.files


async def last_whisper(meeting: Meeting) -> Json:
    """What only Karen is shown, with its buttons."""
    await meeting.world.settled()
    newest = list(meeting.world.sandbox.workspace.channels[CHANNEL].ephemerals.values())[-1]
    return {"channel": CHANNEL, "ts": newest.ts}
