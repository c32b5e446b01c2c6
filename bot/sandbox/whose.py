"""Whose something is, in every form in which Slack says it."""

from __future__ import annotations

from bot.sandbox.core import Core
from bot.sandbox.model import Channel, Json, Person


def team_of(core: Core, person: Person) -> str:
    """The workspace of a person; another one for somebody of another organisation."""
    return person.team or core.workspace.team_id


def of_event(core: Core, channel: Channel | None = None) -> Json:
    """The part of an event's envelope that says for whom it is."""
    team, bot = core.workspace.team_id, core.workspace.bot
    authorization = {
        "enterprise_id": core.enterprise,
        "team_id": None if core.is_whole else team,
        "user_id": bot.id,
        "is_bot": True,
        "is_enterprise_install": core.is_whole,
    }
    found: Json = {
        "team_id": team,
        "context_team_id": None if core.is_whole else team,
        "context_enterprise_id": core.enterprise,
        "authorizations": [authorization],
        "is_ext_shared_channel": channel is not None and channel.shared,
    }
    return found | ({"enterprise_id": core.enterprise} if core.enterprise else {})


def of_author(core: Core, author: str, channel: Channel) -> Json:
    """What a message in a shared conversation says of its author."""
    person = core.workspace.people.get(author)
    if person is None or not channel.shared:
        return {}
    of = person.team or core.enterprise or core.workspace.team_id
    return {"user_team": of, "source_team": of, "team": team_of(core, person)}


def of_actor(core: Core, person: Person) -> Json:
    """What an interaction says of the one who acts. In a whole organisation it has no team."""
    team = team_of(core, person)
    enterprise = None if person.team else core.enterprise
    named = {"id": team, "domain": core.workspace.domain}
    if enterprise:
        named |= {"enterprise_id": enterprise, "enterprise_name": "Eksempel"}
    return {
        "user": {
            "id": person.id,
            "username": person.handle,
            "name": person.handle,
            "team_id": team,
        },
        "team": None if core.is_whole else named,
        "enterprise": {"id": enterprise, "name": "Eksempel"} if enterprise else None,
        "is_enterprise_install": core.is_whole,
    }


def of_command(core: Core, person: Person) -> Json:
    """The same of a slash command, which is a flat form."""
    found = {
        "team_id": team_of(core, person),
        "team_domain": core.workspace.domain,
        "is_enterprise_install": "true" if core.is_whole else "false",
    }
    if core.enterprise and not person.team:
        found |= {"enterprise_id": core.enterprise, "enterprise_name": "Eksempel"}
    return found


def of_person(core: Core, person: Person) -> Json:
    """What a user object says of it."""
    found: Json = {"team_id": team_of(core, person)}
    if person.team:
        return {**found, "is_stranger": True}
    if core.enterprise:
        found["enterprise_user"] = {
            "id": person.id,
            "enterprise_id": core.enterprise,
            "enterprise_name": "Eksempel",
            "is_admin": False,
            "is_owner": False,
            "teams": [core.workspace.team_id],
        }
    return found


def of_app(core: Core) -> Json:
    """What ``auth.test`` says of it."""
    team = core.enterprise if core.is_whole else core.workspace.team_id
    found: Json = {"team_id": team, "is_enterprise_install": core.is_whole}
    return found | ({"enterprise_id": core.enterprise} if core.enterprise else {})
