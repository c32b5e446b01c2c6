"""files.*: an address to upload to, the upload, and its completion."""

from __future__ import annotations

import mimetypes
from typing import Any
from urllib.parse import quote

from bot.sandbox import ids, posting
from bot.sandbox.api.call import Call, Method, missing
from bot.sandbox.core import Core
from bot.sandbox.model import File, Json
from bot.sandbox.strict import Refused

LONGEST_ALT = 1000


def file_object(core: Core, file: File) -> Json:
    """A file as Slack shows it in messages."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    suffix = file.name.rpartition(".")[2].lower() if "." in file.name else "text"
    url = f"{core.base_url}/files/{file.id}/{quote(file.name)}"
    alt = {"alt_txt": file.alt_txt} if file.alt_txt else {}
    return {
        **alt,
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": kind,
        "filetype": suffix,
        "pretty_type": suffix.upper(),
        "user": file.user,
        "user_team": core.workspace.team_id,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": url,
        "url_private_download": url,
        "permalink": url,
        "file_access": "visible",
    }


def add_file(core: Core, user: str, name: str, size: int, content: bytes | None) -> File:
    """Takes in a file; it is in no channel yet."""
    file = File(ids.new("F"), name, name, size, user, int(core.clock.now()), content)
    core.workspace.add_file(file)
    return file


def get_upload_url(call: Call) -> Json:
    """The address to upload one file to."""
    name, length = call.text("filename", required=True), call.number("length", 0)
    if length <= 0:
        raise missing("length")
    alt = call.text("alt_txt")
    if len(alt) > LONGEST_ALT:
        raise Refused("alt_txt_too_large")
    file = File(
        ids.new("F"), name, name, length, call.core.workspace.bot.id, int(call.core.clock.now())
    )
    file.ticket, file.alt_txt = ids.secret(), alt
    call.core.workspace.files[file.id] = file
    return {"upload_url": f"{call.core.base_url}/upload/v1/{file.ticket}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """Shares uploaded files, in a channel if one is named."""
    core, named = call.core, call.value("files")
    if not isinstance(named, list) or not named:
        raise missing("files")
    files = [_uploaded(core, one) for one in named]
    shown = [file_object(core, file) for file in files]
    for channel_id in _channels(call):
        call.args["channel"] = channel_id
        channel = call.writable()
        raw = posting.bot_message(core, call.text("initial_comment"), call.value("blocks"))
        raw |= {"subtype": "file_share", "files": shown, "upload": True}
        posting.post_unheard(core, channel, raw, call.text("thread_ts"))
        for file in files:
            file.channels.append(channel.id)
    return {"files": shown}


def delete(call: Call) -> Json:
    """Deletes one of the app's own files."""
    id = call.text("file", required=True)
    file = call.core.workspace.files.get(id)
    if file is None:
        raise Refused("file_not_found")
    if file.user != call.core.workspace.bot.id:
        raise Refused("cant_delete_file")
    del call.core.workspace.files[id]
    return {}


def _uploaded(core: Core, named: Any) -> File:
    file = core.workspace.files.get(str(named.get("id"))) if isinstance(named, dict) else None
    if file is None or file.content is None:
        raise Refused("file_not_found")
    file.title = str(named.get("title") or file.name)
    return file


def _channels(call: Call) -> list[str]:
    both = call.text("channel_id") or call.text("channels")
    return [one for one in both.split(",") if one]


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, ("files:write",)),
    "files.delete": Method(delete, ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, ("files:write",)),
}
