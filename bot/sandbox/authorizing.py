"""Where Slack asks people whether the app may be installed."""

from __future__ import annotations

from html import escape
from typing import Final
from urllib.parse import urlencode

from aiohttp import web

from bot.sandbox.core import Core
from bot.sandbox.local import guarded
from bot.sandbox.seed import PEOPLE

ASKED: Final = ("client_id", "redirect_uri", "scope", "state")
PAGE: Final = """<!doctype html>
<html lang="da"><head><meta charset="utf-8"><title>Øvelse, ikke Slack</title>
<link rel="stylesheet" href="/pages/style.css"></head>
<body style="display: block; padding: 2rem; max-width: 40rem">
<p>Dette er ikke Slack, men en øvelse på din egen maskine.</p>
<h1>{app} vil have adgang til {team}</h1>
<p>Den beder om: {scope}</p>
<form method="post" action="/oauth/v2/authorize">{hidden}
<button name="allow" value="yes">Tillad</button>
<button name="allow" value="no">Annullér</button></form>
</body></html>
"""


class Authorizing:
    """Answers `/oauth/v2/authorize`."""

    def __init__(self, core: Core) -> None:
        self.core = core

    def routes(self) -> list[web.RouteDef]:
        """The page, and what is pressed there."""
        return [
            web.get("/oauth/v2/authorize", guarded(self.ask)),
            web.post("/oauth/v2/authorize", guarded(self.answered)),
        ]

    async def ask(self, request: web.Request) -> web.Response:
        """Whether the app may be installed."""
        asked = {name: request.query.get(name, "") for name in ASKED}
        if wrong := self._wrong(asked):
            return web.Response(status=400, text=wrong)
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{escape(value)}">'
            for name, value in asked.items()
        )
        text = PAGE.format(
            app=escape(self.core.profile.name),
            team=escape(self.core.workspace.team_name),
            scope=escape(asked["scope"].replace(",", ", ")),
            hidden=hidden,
        )
        return web.Response(text=text, content_type="text/html")

    async def answered(self, request: web.Request) -> web.Response:
        """Yes or no: back to where the app wants it."""
        sent = await request.post()
        asked = {name: str(sent.get(name, "")) for name in ASKED}
        if wrong := self._wrong(asked):
            return web.Response(status=400, text=wrong)
        back = {"state": asked["state"]}
        if sent.get("allow") == "yes":
            user = str(sent.get("user") or PEOPLE[0].id)
            back["code"] = self.core.grants.allow(asked["redirect_uri"], asked["scope"], user)
        else:
            back["error"] = "access_denied"
        raise web.HTTPFound(f"{asked['redirect_uri']}?{urlencode(back)}")

    def _wrong(self, asked: dict[str, str]) -> str:
        """What Slack shows instead of its question."""
        known = self.core.profile.redirect_urls
        if asked["client_id"] != self.core.grants.client_id:
            return "Invalid client_id parameter"
        if known and not any(asked["redirect_uri"].startswith(each) for each in known):
            return "redirect_uri did not match any configured URIs"
        scopes = self.core.profile.scopes
        wanted = {*asked["scope"].split(",")}
        if not asked["scope"] or (scopes is not None and not scopes >= wanted):
            return "Invalid permissions requested"
        return ""
