"""The family oauth."""

from __future__ import annotations

from bot.sandbox import whose
from bot.sandbox.api.call import Call, Method
from bot.sandbox.model import Json


def access(call: Call) -> Json:
    """A code, or a token that renews, becomes tokens."""
    core, grants = call.core, call.core.grants
    grants.prove(call.text("client_id"), call.text("client_secret"))
    authed: Json = {}
    if call.text("grant_type") == "refresh_token":
        grants.renew(call.text("refresh_token"))
    else:
        code = grants.redeem(call.text("code"), call.text("redirect_uri"))
        authed = {"authed_user": {"id": code.user}}
    workspace = core.workspace
    enterprise = {"id": core.enterprise, "name": "Eksempel"} if core.enterprise else None
    return {
        **grants.issue(rotates=core.settings.token_rotation),
        **authed,
        "app_id": workspace.app_id,
        "token_type": "bot",
        "scope": grants.scope,
        "bot_user_id": workspace.bot.id,
        "team": None if core.is_whole else {"id": workspace.team_id, "name": workspace.team_name},
        "enterprise": enterprise,
        "is_enterprise_install": whose.of_app(core)["is_enterprise_install"],
    }


METHODS = {"oauth.v2.access": Method(access, caller="none")}
