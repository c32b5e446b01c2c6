"""Tokens at rest: sealed with a key that stands in the environment, and not in the database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.errors import PlainError


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the app proves itself with in one workspace; ``refresh`` where its token lapses."""

    bot: str = field(repr=False)
    refresh: str | None = field(default=None, repr=False)


class Unreadable(PlainError):
    """No key opens what is sealed."""


class Keys:
    """Seals with the first key, and opens with any of them.

    What is sealed names its workspace: in the row of another one it opens nothing.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        # Not at the top: where the app is one workspace's own, nothing is sealed.
        from cryptography.fernet import Fernet, InvalidToken, MultiFernet

        self._no_key = InvalidToken
        self._newest = Fernet(keys[0])
        self._keys = MultiFernet([Fernet(key) for key in keys])

    def seal(self, team: str, tokens: Tokens) -> str:
        """The tokens as they may lie in the database."""
        held = {"of": team, "bot": tokens.bot, "refresh": tokens.refresh}
        return self._keys.encrypt(json.dumps(held).encode()).decode()

    def unseal(self, team: str, sealed: str) -> Tokens:
        """The tokens of the workspace. Raises ``Unreadable``."""
        try:
            held = json.loads(self._keys.decrypt(sealed.encode()))
        except self._no_key:
            held = {}
        if held.get("of") != team:
            raise Unreadable(
                f"SAMSKAB_KEYS does not open the tokens of workspace {team}: add the key that they"
                " were sealed with, or install the app there again"
            )
        return Tokens(held["bot"], held["refresh"])

    def open(self, team: str, sealed: str) -> bool:
        """Whether one of them opens the tokens of the workspace."""
        try:
            self.unseal(team, sealed)
        except Unreadable:
            return False
        return True

    def is_newest(self, sealed: str) -> bool:
        """Whether it was sealed with the first one."""
        try:
            self._newest.decrypt(sealed.encode())
        except self._no_key:
            return False
        return True


def new_key() -> str:
    """A key that nobody has."""
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode()
