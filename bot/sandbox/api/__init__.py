"""Slack's Web API: one table from method to handler."""

from __future__ import annotations

from bot.sandbox.api import chat, conversations, files, team, users, views
from bot.sandbox.api.call import Method

METHODS: dict[str, Method] = {
    **team.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **users.METHODS,
    **views.METHODS,
    **files.METHODS,
}
