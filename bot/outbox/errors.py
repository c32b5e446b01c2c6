"""What Slack's errors mean for a row. An error that is not here is a refusal of that row."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Final


class Refusal(StrEnum):
    """Refusals for good that are known to happen; `meaning` says them plainly, for the log."""

    meaning: str

    def __new__(cls, code: str, meaning: str) -> Refusal:
        """A member that is its code and knows what it means."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    ACCOUNT_INACTIVE = "account_inactive", "the person or the workspace is gone"
    CANNOT_DM_BOT = "cannot_dm_bot", "a bot cannot be written to"
    CANT_UPDATE_MESSAGE = "cant_update_message", "the message is not the bot's own"
    CHANNEL_NOT_FOUND = "channel_not_found", "no such conversation, or the bot cannot see it"
    EDIT_WINDOW_CLOSED = "edit_window_closed", "the workspace lets nobody edit so late"
    EKM_ACCESS_DENIED = "ekm_access_denied", "the workspace's administrators stopped posting"
    GAVE_UP = "gave_up", "Slack had trouble for more than a day"
    INVALID_ARGUMENTS = "invalid_arguments", "the call is wrongly put together"
    INVALID_BLOCKS = "invalid_blocks", "a block breaks one of Slack's limits"
    INVALID_URL = "invalid_url", "the response_url is not Slack's"
    IS_ARCHIVED = "is_archived", "the channel is archived"
    IS_INACTIVE = "is_inactive", "the conversation is frozen"
    MESSAGES_TAB_DISABLED = "messages_tab_disabled", "the app has no Messages tab: see manifest"
    MESSAGE_NOT_FOUND = "message_not_found", "the message is gone"
    METHOD_NOT_SUPPORTED = "method_not_supported_for_channel_type", "not in such a conversation"
    MISSING_SCOPE = "missing_scope", "the app lacks a scope: reinstall it with the manifest"
    MSG_BLOCKS_TOO_LONG = "msg_blocks_too_long", "the blocks hold too much text"
    MSG_TOO_LONG = "msg_too_long", "the text is too long"
    NOT_IN_CHANNEL = "not_in_channel", "the bot is not a member of the channel"
    NO_PERMISSION = "no_permission", "the token may not do this"
    NO_TEXT = "no_text", "the message is empty"
    RESTRICTED_ACTION = "restricted_action", "the workspace lets the bot not post there"
    UNKNOWN_METHOD = "unknown_method", "no such method"
    USER_NOT_FOUND = "user_not_found", "no such person"


class Fate(Enum):
    """What becomes of a row."""

    SENT = "Slack has it"
    REFUSED = "Slack will never take it"
    DROPPED = "somebody was faster, so it is not needed"
    SLACK_IN_TROUBLE = "Slack failed, and may have done it"
    WORKSPACE_CLOSED = "the token does not work, for any row of the workspace"
    TOO_FAST = "Slack asks us to slow down"


FATES: Final = {
    "hash_conflict": Fate.DROPPED,
    "expired_url": Fate.DROPPED,
    "used_url": Fate.DROPPED,
    "fatal_error": Fate.SLACK_IN_TROUBLE,
    "internal_error": Fate.SLACK_IN_TROUBLE,
    "service_unavailable": Fate.SLACK_IN_TROUBLE,
    "request_timeout": Fate.SLACK_IN_TROUBLE,
    "team_added_to_org": Fate.SLACK_IN_TROUBLE,
    "rate_limited": Fate.TOO_FAST,
    "ratelimited": Fate.TOO_FAST,
    "accesslimited": Fate.WORKSPACE_CLOSED,
    "invalid_auth": Fate.WORKSPACE_CLOSED,
    "not_authed": Fate.WORKSPACE_CLOSED,
    "org_login_required": Fate.WORKSPACE_CLOSED,
    "team_access_not_granted": Fate.WORKSPACE_CLOSED,
    "token_expired": Fate.WORKSPACE_CLOSED,
    "token_revoked": Fate.WORKSPACE_CLOSED,
}


def explained(error: str) -> str:
    """The error with what it means, where that is known."""
    known = {each.value: each.meaning for each in Refusal}
    return f"{error} ({known[error]})" if error in known else error
