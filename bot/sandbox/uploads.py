"""Where files are uploaded to, between `getUploadURLExternal` and `completeUploadExternal`."""

from __future__ import annotations

from aiohttp import BodyPartReader, web

from bot.sandbox.core import Core
from bot.sandbox.model import File


class Uploads:
    """Answers `/upload/v1/<ticket>`; a ticket works once."""

    def __init__(self, core: Core) -> None:
        self.core = core

    async def handle(self, request: web.Request) -> web.Response:
        """One upload, as the whole body or as a form."""
        file = self._file(request.match_info["ticket"])
        if file is None:
            return web.Response(status=404, text="not found")
        file.content = await _content(request)
        file.size = len(file.content)
        file.ticket = ""
        self.core.workspace.add_file(file)
        return web.Response(text=f"OK - {file.size}")

    def _file(self, ticket: str) -> File | None:
        files = self.core.workspace.files.values()
        return next((file for file in files if file.ticket == ticket), None)


async def _content(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader):
            return bytes(await part.read())
    return b""
