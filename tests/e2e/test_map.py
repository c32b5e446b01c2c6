"""'kort' through the front door: the words, then the picture, and never the one for the other."""

from __future__ import annotations

from flows.parts.map import MapLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library
from tests.e2e.marks import mostly_sqlite_by_socket, on_sqlite
from tests.e2e.reading import said

lines = library().lines(MapLines)


@mostly_sqlite_by_socket
async def test_the_map_in_words_and_as_a_picture_after_them(karen: Chef, world: World) -> None:
    await karen.begins("Mødested for *unge*")
    world.expected.add("HTTP 500")
    await world.people.fault("server_error", "chat.postMessage", times=1)
    await karen.says("kort")
    words = await karen.sees("1 Afklaring", "I er her")
    await world.settled()
    (shared,) = [each for each in karen.heard if each.get("files")]
    (file,) = shared["files"]
    assert shared["ts"] > words["ts"]
    assert shared.get("thread_ts") is None
    assert (file["name"], file["mimetype"]) == (lines.file, "image/png")
    assert file["alt_txt"].startswith("Kort over Mødested for *unge*.")
    kept = world.sandbox.workspace.files[file["id"]]
    assert kept.content is not None
    assert kept.content.startswith(b"\x89PNG")


@on_sqlite
async def test_where_files_are_refused_the_words_stand_alone(karen: Chef, world: World) -> None:
    await karen.has_begun()
    world.expected.add("file_uploads_disabled")
    await world.people.fault(
        "error", "files.getUploadURLExternal", error="file_uploads_disabled", times=None
    )
    await karen.says("kort")
    words = await karen.sees("1 Afklaring")
    before = len(karen.heard)
    await world.settled()
    assert lines.signs["none"] in said(words)
    assert len(karen.heard) == before
    assert not any(each.get("files") for each in karen.heard)
    await karen.answers_by_typing("bedre kvalitet")
