"""Several questions at once in Slack: the dialog with an overview's scales, or a point's questions.

It opens before all else, since a trigger lives three seconds: how they stand comes with the button,
so nothing is read for it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.arrivals import RulesSent
from bot.slack.asking import ask
from bot.slack.blocks import asked_dialog, dialog
from bot.slack.button_id import ButtonId
from bot.slack.origin import user_of
from bot.slack.workshops import filled
from flows.dialogs import Dialog
from flows.inputs import Action, Pressed, Verb
from flows.journey.flow import Flow
from flows.parts.workplace import FORM, WorkplaceLines
from flows.workshop.turn import WorkshopFlow

Payload = dict[str, Any]
#: The dialog about what is set for a workspace; None for who may not change it.
RulesOf = Callable[[str, str], Awaitable[Dialog | None]]


class Dialogs:
    """Opens the dialog, and reads what was sent with it."""

    def __init__(
        self, client: AsyncWebClient, flow: Flow, workshops: WorkshopFlow, rules: RulesOf
    ) -> None:
        self._client = client
        self._flow = flow
        self._workshops = workshops
        self._rules = rules

    async def opens(self, body: Payload, action: Action) -> None:
        """Open it. Raises ``RuntimeError`` where Slack refuses."""
        made = asked_dialog(self._flow, action)
        if made is not None:
            await self._open(body, made)

    async def opens_rules(self, body: Payload, team: str) -> None:
        """What is set for the workspace, for an administrator; others are told that they may not.

        Raises ``StoreError``, and ``RuntimeError`` where Slack refuses.
        """
        user = user_of(body)
        made = await self._rules(team, user)
        if made is not None:
            await self._open(body, made)
            return
        line = self._flow.library.lines(WorkplaceLines).not_yours
        await ask(self._client, "chat.postMessage", {"channel": user, "text": line})

    async def _open(self, body: Payload, made: Dialog) -> None:
        view = dialog(made, self._workshops)
        reply = await ask(
            self._client, "views.open", {"trigger_id": body.get("trigger_id"), "view": view}
        )
        if not reply.well:
            raise RuntimeError(f"a dialog could not be opened: {reply.why}")

    def rules_sent(self, body: Payload) -> RulesSent | None:
        """What an administrator has filled in; None where it is another dialog's."""
        view = body["view"]
        action = ButtonId.parse(str(view.get("private_metadata", "")))
        is_rules = action is not None and action.step == FORM
        return RulesSent(filled(view)) if is_rules else None

    def sent(self, body: Payload) -> Pressed | None:
        """The answer that a dialog was sent with; None where it is another dialog's."""
        view = body["view"]
        action = ButtonId.parse(str(view.get("private_metadata", "")))
        if action is None or action.verb not in (Verb.ANSWER, Verb.OPEN):
            return None
        given = filled(view)
        if action.verb is Verb.OPEN:
            return Pressed(action, fields=tuple(given.items()))
        return Pressed(action, tuple(f"{id}:{n}" for id, all_ in given.items() for n in all_))
