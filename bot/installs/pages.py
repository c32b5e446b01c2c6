"""The pages of an installation: the button, and how it went. Without scripts, and in no frame."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from aiohttp import web

from bot.errors import StoreError
from bot.http_server import SERVER
from bot.http_server import Pages as Routes
from bot.installs.installations import Installation
from bot.installs.oauth import LASTS, Door, Failed
from bot.slack.manifest import INSTALL_PATH, REDIRECT_PATH
from flows.content.base import fill
from flows.content.vocabulary import InstallWords

#: What the browser has to bring back.
COOKIE: Final = "samskab-install"
#: So long may an address be that Slack sends somebody to.
LONGEST: Final = 4_000
STYLE: Final = """
body { margin: 0; background: #f4f2ee; color: #1d1c1d; font: 1.0625rem/1.6 system-ui, sans-serif; }
main { max-width: 34rem; margin: 12vh auto 4rem; padding: 0 1.5rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; }
p, ul { margin: 0 0 1.1rem; }
li { margin-bottom: .35rem; }
button, .button { display: inline-block; border: 0; border-radius: .4rem; padding: .8rem 1.4rem;
  background: #4a154b; color: #fff; font: inherit; font-weight: 600; text-decoration: none;
  cursor: pointer; }
button:hover, .button:hover { background: #611f69; }
:focus-visible { outline: 3px solid #1264a3; outline-offset: 3px; }
.small { color: #54514d; font-size: .9375rem; margin-top: 1.6rem; }
@media (prefers-color-scheme: dark) {
  body { background: #1a1d21; color: #f4f2ee; }
  .small { color: #c6c2bb; }
  button, .button { background: #e8dcea; color: #2c0b2e; }
  button:hover, .button:hover { background: #fff; }
  :focus-visible { outline-color: #8cc4ec; }
}
"""
PAGE: Final = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>{style}</style>
</head>
<body><main>
<h1>{title}</h1>
{body}
</main></body>
</html>
"""


class Pages:
    """What is shown to who installs the app."""

    def __init__(self, door: Door, words: InstallWords, lang: str, url: str) -> None:
        self._door = door
        self._words = words
        self._lang = lang
        self._is_secure = url.startswith("https:")
        self._headers = _headers(door.asks_at, secure=self._is_secure)

    @property
    def routes(self) -> Routes:
        """Which page stands where."""
        return {
            ("GET", INSTALL_PATH): self.install,
            ("POST", INSTALL_PATH): self.begin,
            ("GET", REDIRECT_PATH): self.finish,
        }

    async def install(self, _: web.BaseRequest) -> web.Response:
        """The button, and what the app does and does not do."""
        words = self._words
        told = "".join(f"<li>{escape(each)}</li>" for each in words.points)
        body = (
            f"<p>{escape(words.about)}</p><ul>{told}</ul>"
            f'<form method="post" action="{INSTALL_PATH}">'
            f"<button>{escape(words.button)}</button></form>"
            f'<p class="small">{escape(words.who)}</p>'
        )
        return self._page(200, words.title, body)

    async def begin(self, _: web.BaseRequest) -> web.Response:
        """The button was pressed: on to Slack."""
        begun = self._door.begin()
        answer = self._page(303, self._words.title, "")
        answer.headers["Location"] = begun.address
        answer.set_cookie(
            COOKIE,
            begun.cookie,
            max_age=int(LASTS.total_seconds()),
            path=REDIRECT_PATH,
            secure=self._is_secure,
            httponly=True,
            samesite="Lax",
        )
        return answer

    async def finish(self, request: web.BaseRequest) -> web.Response:
        """Back from Slack: it is installed, or why it is not."""
        query = dict(parse_qsl(request.query_string[:LONGEST], keep_blank_values=True))
        try:
            found = await self._door.finish(query, request.cookies.get(COOKIE, ""))
        except StoreError:
            found = Failed.REFUSED
        answer = self._failed(found) if isinstance(found, Failed) else self._done(found)
        answer.del_cookie(COOKIE, path=REDIRECT_PATH)
        return answer

    def _done(self, made: Installation) -> web.Response:
        words = self._words.done
        where = {"app": made.app, "team": made.team}
        address = f"https://slack.com/app_redirect?{urlencode(where)}"
        said = fill(words.text, name=made.name or self._words.unnamed)
        body = (
            f"<p>{escape(said)}</p>"
            f'<p><a class="button" href="{escape(address)}">{escape(words.open)}</a></p>'
            f'<p class="small">{escape(words.next)}</p>'
        )
        return self._page(200, words.title, body)

    def _failed(self, why: Failed) -> web.Response:
        words, line = self._words.failed, getattr(self._words.failed, why.value)
        again = f'<a class="button" href="{INSTALL_PATH}">{escape(words.again)}</a>'
        status = {Failed.CANCELLED: 200, Failed.REFUSED: 502}.get(why, 400)
        return self._page(status, words.title, f"<p>{escape(line)}</p><p>{again}</p>")

    def _page(self, status: int, title: str, body: str) -> web.Response:
        text = PAGE.format(lang=self._lang, title=escape(title), style=STYLE, body=body)
        return web.Response(
            status=status, text=text, content_type="text/html", headers=self._headers
        )


def _headers(asks_at: str, *, secure: bool) -> dict[str, str]:
    """What lets a browser do no more with a page than show it, and send its form on to Slack."""
    style = b64encode(sha256(STYLE.encode()).digest()).decode()
    slack = urlsplit(asks_at)
    policy = (
        f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; frame-ancestors 'none';"
        f" form-action 'self' {slack.scheme}://{slack.netloc}"
    )
    found = {
        "Server": SERVER,
        "Cache-Control": "no-store",
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    return found | ({"Strict-Transport-Security": "max-age=31536000"} if secure else {})
