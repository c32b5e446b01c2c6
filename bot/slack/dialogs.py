"""Several questions at once in Slack: an overview's scales, a point's questions, or which memo.

A dialog opens before all else, since a trigger lives three seconds. How the questions stand comes
with the button, so nothing is read for them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import blocks
from bot.slack.arrivals import Looks, RulesSent
from bot.slack.asking import ask
from bot.slack.blocks import asked_dialog, dialog
from bot.slack.button_id import ButtonId
from bot.slack.origin import House, user_of
from bot.slack.workshops import PATIENCE, filled
from flows.dialogs import Dialog
from flows.inputs import Action, Pressed, Verb
from flows.journey.flow import Flow
from flows.messages import Note, Say
from flows.parts.memo.ordering import ORDER
from flows.parts.workplace import FORM, OPEN, WorkplaceLines
from flows.workshop.turn import WorkshopFlow

Payload = dict[str, Any]
#: The dialog about what is set for a workspace; None for who may not change it.
RulesOf = Callable[[str, str], Awaitable[Dialog | None]]


class Dialogs:
    """Opens the dialog, and reads what was sent with it."""

    def __init__(
        self,
        client: AsyncWebClient,
        flow: Flow,
        workshops: WorkshopFlow,
        looks: Looks,
        house: House,
        rules: RulesOf,
    ) -> None:
        self._client = client
        self._flow = flow
        self._workshops = workshops
        self._rules = rules
        self._looks = looks
        self._house = house

    async def opens(self, body: Payload, action: Action) -> None:
        """Open it, or say why not. Raises ``RuntimeError`` where Slack refuses."""
        made = await self._made(body, action)
        if isinstance(made, Note):
            page = blocks.note(made, self._flow.texts)
            said = {"channel": user_of(body), "text": page.text, "blocks": page.blocks}
            await ask(self._client, "chat.postMessage", said)
        elif made is not None:
            view = dialog(made, self._workshops)
            given = {"trigger_id": body.get("trigger_id"), "view": view}
            reply = await ask(self._client, "views.open", given)
            if not reply.well:
                raise RuntimeError(f"a dialog could not be opened: {reply.why}")

    async def _made(self, body: Payload, action: Action) -> Dialog | Note | None:
        """What is opened; None for what the content does not have any more."""
        if action.step not in (ORDER, OPEN):
            return asked_dialog(self._flow, action)
        team, user = self._house.team, user_of(body)
        async with asyncio.timeout(PATIENCE):
            if action.step == OPEN:
                found = await self._rules(team, user)
                line = self._flow.library.lines(WorkplaceLines).not_yours
                return found or Note((Say(line),))
            return await self._looks.dialog(team, user, action.journey, action.arg)

    def rules_sent(self, body: Payload) -> RulesSent | None:
        """What an administrator has filled in; None where it is another dialog's."""
        action = _form(body)
        is_rules = action is not None and action.step == FORM
        return RulesSent(filled(body["view"])) if is_rules else None

    def sent(self, body: Payload) -> Pressed | None:
        """What a dialog was sent with; None where it is a workshop's."""
        action = _form(body)
        if action is None or action.verb not in (Verb.ANSWER, Verb.OPEN):
            return None
        given = filled(body["view"])
        if action.verb is Verb.OPEN:
            return Pressed(action, fields=tuple(given.items()))
        return Pressed(action, tuple(f"{id}:{n}" for id, all_ in given.items() for n in all_))


def _form(body: Payload) -> Action | None:
    """Which dialog was sent, as its button said."""
    return ButtonId.parse(str(body["view"].get("private_metadata", "")))
