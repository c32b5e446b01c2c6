"""Slack's Web API: one table from method to handler, and one of what each method takes."""

from __future__ import annotations

from bot.sandbox.api import (
    canvases,
    chat,
    conversations,
    files,
    judging,
    oauth,
    team,
    users,
    views,
)
from bot.sandbox.api.call import Method

METHODS: dict[str, Method] = {
    **team.METHODS,
    **canvases.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **users.METHODS,
    **views.METHODS,
    **files.METHODS,
    **judging.METHODS,
    **oauth.METHODS,
}

_SAID = "attachments blocks channel link_names markdown_text metadata mrkdwn parse text"
_AS = "as_user icon_emoji icon_url username"
_UNFURL = "reply_broadcast unfurl_links unfurl_media"
_TRIGGER = "interactivity_pointer trigger_id view"
_SPAN = "channel cursor include_all_metadata inclusive latest limit oldest"

#: The arguments of each method; Slack does not look at others.
TAKES: dict[str, str] = {
    "apps.connections.open": "",
    "apps.manifest.validate": "app_id manifest",
    "auth.test": "",
    "blocks.validate": "blocks message view",
    "canvases.access.set": "access_level canvas_id channel_ids user_ids",
    "canvases.create": "channel_id document_content title",
    "chat.delete": "as_user channel ts",
    "chat.postEphemeral": f"{_SAID} {_AS} thread_ts user",
    "chat.postMessage": f"{_SAID} {_AS} {_UNFURL} thread_ts",
    "chat.update": f"{_SAID} {_UNFURL} as_user file_ids ts",
    "conversations.history": _SPAN,
    "conversations.info": "channel include_locale include_num_members",
    "conversations.members": "channel cursor limit",
    "conversations.replies": f"{_SPAN} ts",
    "files.completeUploadExternal": "blocks channel_id channels files initial_comment thread_ts",
    "files.delete": "file",
    "files.getUploadURLExternal": "alt_txt filename length snippet_type",
    "migration.exchange": "team_id to_old users",
    "oauth.v2.access": "client_id client_secret code grant_type redirect_uri refresh_token",
    "users.info": "include_locale user",
    "views.open": _TRIGGER,
    "views.publish": "hash user_id view",
    "views.update": "hash view view_id",
}

#: Every method takes a query and a form. These do not look at a body in JSON: what stands in it
#: is missing.
FORM_ONLY = frozenset(
    {
        "conversations.history",
        "conversations.info",
        "conversations.members",
        "conversations.replies",
        "files.getUploadURLExternal",
        "migration.exchange",
        "oauth.v2.access",
        "users.info",
    }
)
