"""With which token is sent to a workspace, if with any."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient


class Closed(Enum):
    """Why nothing can be sent to a workspace."""

    GONE = "the app was removed"
    UNKNOWN = "no token for it is known here"


class Clients(Protocol):
    """Knows the client of each workspace."""

    async def of(self, team: str) -> AsyncWebClient | Closed:
        """The client with the workspace's token. Raises ``StoreError``."""


class OneWorkspace:
    """The one that the app is installed in: with what belongs to another it has nothing to do."""

    def __init__(self, client: AsyncWebClient, team: str) -> None:
        self._client = client
        self._team = team

    async def of(self, team: str) -> AsyncWebClient | Closed:
        """The client, where it is the one."""
        return self._client if team == self._team else Closed.UNKNOWN
