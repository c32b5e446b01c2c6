"""A question of several scales in Slack: the dialog in which all are answered at once.

It opens before all else, since a trigger lives three seconds: how the scales stand comes with the
button, so nothing is read for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.asking import ask
from bot.slack.blocks import dialog
from bot.slack.button_id import ButtonId
from bot.slack.workshops import filled
from flows.content.kinds import Kind, Question
from flows.inputs import Action, Pressed, Verb
from flows.journey.flow import Flow
from flows.journey.lines import OrderLines
from flows.messages import Option
from flows.workshop.outcome import Dialog, Field, FieldKind
from flows.workshop.turn import WorkshopFlow

Payload = dict[str, Any]


class Scales:
    """Opens the dialog, and reads what was sent with it."""

    def __init__(self, client: AsyncWebClient, flow: Flow, workshops: WorkshopFlow) -> None:
        self._client = client
        self._flow = flow
        self._workshops = workshops

    async def opens(self, body: Payload, action: Action) -> None:
        """Open it. Raises ``RuntimeError`` where Slack refuses."""
        made = scales_dialog(self._flow, action)
        if made is None:
            return
        view = dialog(made, self._workshops)
        reply = await ask(
            self._client, "views.open", {"trigger_id": body.get("trigger_id"), "view": view}
        )
        if not reply.well:
            raise RuntimeError(f"a dialog could not be opened: {reply.why}")

    def sent(self, body: Payload) -> Pressed | None:
        """The answer that a dialog was sent with; None where it is another dialog's."""
        view = body["view"]
        action = ButtonId.parse(str(view.get("private_metadata", "")))
        if action is None or action.verb is not Verb.ANSWER:
            return None
        return Pressed(
            action, tuple(f"{id}:{n}" for id, given in filled(view).items() for n in given)
        )


def scales_dialog(flow: Flow, action: Action) -> Dialog | None:
    """What the button opens; None where the content has no such question any more."""
    step = flow.path.by_id.get(action.step)
    if step is None or step.question.kind is not Kind.SCALES:
        return None
    points = {point.id: point for point in step.phase.focus_points} if step.phase else {}
    options, fields = _options(step.question), []
    for each, stands in zip(step.question.choices, action.arg.ljust(99, "0"), strict=False):
        point = points.get(each.id)
        label, why = (point.title, point.why) if point else (each.label, each.description)
        field = Field(each.id, FieldKind.LIST, label, why, options=options, chosen=(stands,))
        fields.append(replace(field, needed=False))
    form = Action(Verb.ANSWER, action.journey, action.step, action.revision)
    save = flow.library.lines(OrderLines).save
    return Dialog(step.heading or "", save, form, fields=tuple(fields))


def _options(question: Question) -> tuple[Option, ...]:
    ends = {1: question.low, 5: question.high}
    said = ((n, f"{n} · {ends[n]}" if n in ends else str(n)) for n in range(1, 6))
    return tuple(Option(str(n), label) for n, label in said)
