"""Whose a payload is: the workspace that the app is installed in, and whether its sender is of it.

Everything belongs to the workspace or the organisation that the app is installed in. Where that is
one alone, whatever team a payload names or leaves out; where it is many, the one for which Slack
says that it sends the payload. Nothing that another organisation sends can reach other data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class House:
    """Where the app is installed, as ``auth.test`` says.

    ``team`` is what all that is kept belongs to: the workspace, or the organisation where the app
    is installed in all of it. ``enterprise`` is the organisation of the workspace, if it has one.
    """

    team: str
    enterprise: str = ""

    @classmethod
    def of(cls, who: Payload) -> House:
        """From the answer of ``auth.test``."""
        team, enterprise = str(who.get("team_id") or ""), str(who.get("enterprise_id") or "")
        whole = bool(who.get("is_enterprise_install") and enterprise)
        return cls(enterprise if whole else team, enterprise)

    def is_stranger(self, body: Payload) -> bool:
        """Whether the payload was sent by somebody of another organisation (Slack Connect).

        Where it does not say, they are of this one.
        """
        if isinstance(event := body.get("event"), dict):
            return bool(body.get("is_ext_shared_channel")) and self._wrote_elsewhere(event)
        if self.enterprise and self.enterprise in _enterprises(body):
            return False
        team = _first(body.get("user"), "team_id") or _id(body.get("team"))
        team = team or _first(body, "team_id")
        return bool(team) and team not in (self.team, self.enterprise)

    def _wrote_elsewhere(self, event: Payload) -> bool:
        """Whether who wrote in a shared conversation is of another organisation.

        ``user_team`` may be a workspace or an organisation; ``team`` alone says it of a workspace
        that is in none.
        """
        said = event.get("message") if isinstance(event.get("message"), dict) else event
        team = _first(said, "user_team", *(() if self.enterprise else ("source_team", "team")))
        return bool(team) and team not in (self.team, self.enterprise)

    def is_elsewhere(self, user: Payload) -> bool:
        """The same of somebody as ``users.info`` shows them."""
        if user.get("is_stranger"):
            return True
        of = (user.get("enterprise_user") or {}).get("enterprise_id") or user.get("enterprise_id")
        if of and self.enterprise:
            return bool(of != self.enterprise)
        return user.get("team_id") not in (None, "", self.team, self.enterprise)


def meant_for(body: Payload) -> tuple[str, ...]:
    """Which installation Slack sends the payload for: the first of these that there is.

    Events name it. What people press, write and send names who did it, who may be of another
    organisation; where the app's own message or dialog is at hand, it says whose that is.
    """
    for each in body.get("authorizations") or ():
        if isinstance(each, dict):
            whole = each.get("is_enterprise_install") is True
            return (_first(each, "enterprise_id") if whole else _first(each, "team_id"),)
    if body.get("is_enterprise_install") in (True, "true"):
        found = next((each for each in _enterprises(body) if each), "")
        return (found,) if found else ()
    view, said = body.get("view"), body.get("message")
    places = (
        _first(view, "app_installed_team_id"),
        _id(body.get("team")) or _first(body, "team_id"),
        _first(said, "team") if body.get("type") == "block_actions" else "",
    )
    lifecycle = body.get("type") == "event_callback"
    of_all = _first(body, "enterprise_id") if lifecycle else ""
    return tuple(dict.fromkeys(each for each in (*places, of_all) if each))


def spoke(body: Payload) -> str:
    """The bot whose message was pressed in; empty where the payload does not show it."""
    return _first(body.get("message"), "bot_id") if body.get("type") == "block_actions" else ""


def user_of(body: Payload) -> str:
    """Who sent it; empty where it does not say."""
    event = body.get("event")
    places = (body, event if isinstance(event, dict) else {})
    for place in places:
        user = place.get("user")
        if isinstance(user, dict):
            user = user.get("id")
        user = user or place.get("user_id")
        if isinstance(user, str) and user:
            return user
    return ""


def _enterprises(body: Payload) -> Iterator[str]:
    """The organisations that the sender is said to be of."""
    if found := _first(body.get("user"), "enterprise_id"):
        yield found
        return
    yield _id(body.get("enterprise"))
    yield _first(body, "enterprise_id")
    yield _first(body.get("team"), "enterprise_id")


def _first(place: Any, *names: str) -> str:
    """The first of these that is given in the place."""
    found = (place.get(name) for name in names) if isinstance(place, dict) else iter(())
    return next((each for each in found if isinstance(each, str) and each), "")


def _id(thing: Any) -> str:
    """The id of a thing that stands whole, or as its id alone."""
    return thing if isinstance(thing, str) else _first(thing, "id")
