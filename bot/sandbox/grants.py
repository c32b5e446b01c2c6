"""What the app was given by OAuth: codes that work once, tokens that may lapse, and their end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bot.sandbox import ids
from bot.sandbox.clock import Clock
from bot.sandbox.model import Json
from bot.sandbox.strict import Refused

CODE_SECONDS: Final = 600.0
TOKEN_SECONDS: Final = 43_200


@dataclass(slots=True)
class Code:
    """What somebody said yes to, for whoever proves to be the app."""

    redirect_uri: str
    scope: str
    user: str
    expires: float
    used: bool = False


@dataclass(slots=True)
class Grants:
    """Those of one app. ``rotates``: its tokens lapse, and come with another that renews them."""

    clock: Clock
    client_id: str
    client_secret: str
    codes: dict[str, Code] = field(default_factory=dict)
    #: Until when each token works; None: it does not lapse.
    tokens: dict[str, float | None] = field(default_factory=dict)
    refresh: set[str] = field(default_factory=set)
    revoked: set[str] = field(default_factory=set)
    scope: str = ""

    def allow(self, redirect_uri: str, scope: str, user: str) -> str:
        """Somebody says yes: the code that goes back with them."""
        code = f"sandbox-{ids.secret()}"
        expires = self.clock.now() + CODE_SECONDS
        self.codes[code] = Code(redirect_uri, scope, user, expires)
        return code

    def prove(self, client_id: str, client_secret: str) -> None:
        """Whether it is the app that asks."""
        if client_id != self.client_id:
            raise Refused("invalid_client_id")
        if client_secret != self.client_secret:
            raise Refused("bad_client_secret")

    def redeem(self, code: str, redirect_uri: str) -> Code:
        """A code becomes what it stands for, once."""
        found = self.codes.get(code)
        if found is None or found.expires < self.clock.now():
            raise Refused("invalid_code")
        if found.used:
            raise Refused("code_already_used")
        if found.redirect_uri != redirect_uri:
            raise Refused("bad_redirect_uri")
        found.used, self.scope = True, found.scope
        return found

    def renew(self, refresh: str) -> None:
        """A token that renews is used up; the one before it works until it lapses."""
        if refresh not in self.refresh:
            raise Refused("invalid_refresh_token")
        self.refresh.discard(refresh)

    def issue(self, *, rotates: bool) -> Json:
        """New tokens, as the answer names them."""
        if not rotates:
            token = f"xoxb-sandbox-{ids.secret()}"
            self.tokens[token] = None
            return {"access_token": token}
        token, again = f"xoxe.xoxb-1-sandbox-{ids.secret()}", f"xoxe-1-sandbox-{ids.secret()}"
        self.tokens[token] = self.clock.now() + TOKEN_SECONDS
        self.refresh.add(again)
        return {"access_token": token, "refresh_token": again, "expires_in": TOKEN_SECONDS}

    def check(self, token: str) -> bool:
        """Whether it is one of these; refuses one that does not work any more."""
        if token in self.revoked:
            raise Refused("token_revoked")
        if token not in self.tokens:
            return False
        expires = self.tokens[token]
        if expires is not None and expires < self.clock.now():
            raise Refused("token_expired")
        return True

    def revoke(self) -> None:
        """The app was removed: nothing works any more."""
        self.revoked |= self.tokens.keys()
        self.tokens.clear()
        self.refresh.clear()
