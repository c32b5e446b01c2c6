"""Dialogs of the DM in Slack: one opens from a button, and what was sent with it is a turn.

It opens before all else, since a trigger lives three seconds. For a question of several scales
nothing is read: how they stand comes with the button.
"""

from __future__ import annotations

import asyncio
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import blocks
from bot.slack.arrivals import Looks
from bot.slack.asking import ask
from bot.slack.blocks import dialog, scales_dialog
from bot.slack.button_id import ButtonId
from bot.slack.origin import House, user_of
from bot.slack.workshops import PATIENCE, filled
from flows.dialogs import Dialog
from flows.inputs import Action, FormSent, Pressed, Verb
from flows.journey.flow import Flow
from flows.messages import Note
from flows.parts.memo.ordering import FORM
from flows.workshop.turn import WorkshopFlow

Payload = dict[str, Any]


class Dialogs:
    """Opens a dialog, and reads what was sent with it."""

    def __init__(
        self,
        client: AsyncWebClient,
        flow: Flow,
        workshops: WorkshopFlow,
        looks: Looks,
        house: House,
    ) -> None:
        self._client = client
        self._flow = flow
        self._workshops = workshops
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
        if action.step != FORM:
            return scales_dialog(self._flow, action)
        team, user = self._house.team, user_of(body)
        async with asyncio.timeout(PATIENCE):
            return await self._looks.dialog(team, user, action.journey, action.arg)

    def sent(self, body: Payload) -> Pressed | FormSent | None:
        """What a dialog was sent with; None where it is a workshop's."""
        view = body["view"]
        action = ButtonId.parse(str(view.get("private_metadata", "")))
        if action is not None and action.verb is Verb.OPEN:
            return FormSent(action, filled(view))
        if action is None or action.verb is not Verb.ANSWER:
            return None
        return Pressed(
            action, tuple(f"{id}:{n}" for id, given in filled(view).items() for n in given)
        )
