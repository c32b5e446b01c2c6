"""Workshops in Slack: buttons, dialogs, the command, the shortcut. Dialogs open before all else.

A trigger lives three seconds, so what a dialog shows is read beforehand without a lock, and only
what is sent with it is a turn.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import replace
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox.calls import Reply, respond
from bot.slack import blocks
from bot.slack.arrivals import Answer, Arrival, Meetings, SetUp, Take, Taken
from bot.slack.asking import PERSON, ask
from bot.slack.blocks import VALUE, dialog, notice
from bot.slack.blocks.dialogs import View as ModalView
from bot.slack.button_id import ButtonId
from bot.slack.dressed import undressed
from bot.slack.limits.numbers import PRIVATE_METADATA
from bot.slack.manifest import SHORTCUT
from bot.slack.origin import House, user_of
from bot.slack.payloads import key, once
from bot.slack.people import People
from bot.slack.said import read
from flows.dialogs import Dialog
from flows.inputs import Action, Pressed
from flows.messages import Note, Say
from flows.workshop.answering import LONGEST_REMARK, WHICH, which_dialog
from flows.workshop.concluding import START_FROM
from flows.workshop.inputs import Deed, Did, Filled, Form, RemarkSaved, Submitted, WorkshopInput
from flows.workshop.setup import Ground, setup_dialog
from flows.workshop.turn import AREA, WorkshopFlow

log = logging.getLogger(__name__)
Payload = dict[str, Any]

#: Reading what a dialog shows may take so long, in seconds, or the trigger is gone.
PATIENCE = 2.0
#: So many pages of a channel's members are looked through, of a thousand each.
PAGES = 5
#: So many bytes of a message can a view carry beside what it is for.
CARRIED = PRIVATE_METADATA - 200
#: The shortcut in a message's menu.
SAVE_AS_INPUT = SHORTCUT
_DEEDS = {each.value: each for each in Deed}
_FORMS = {each.value: each for each in Form}
_OF_A_MEETING = {f"{AREA}.{each.value}" for each in Form if each is not Form.SETUP}


class WorkshopListeners:
    """What the bot does about the payloads of workshops."""

    def __init__(
        self, take: Take, meetings: Meetings, client: AsyncWebClient, people: People, house: House
    ) -> None:
        self._take_turn = take
        self._house = house
        self._meetings = meetings
        self._client = client
        self._people = people

    @property
    def flow(self) -> WorkshopFlow:
        """The content as workshops use it."""
        return self._meetings.flow

    # Buttons

    async def pressed(self, body: Payload, press: Pressed) -> None:
        """A button of a workshop: it opens a dialog, or does something at once."""
        name = press.action.step.removeprefix(f"{AREA}.")
        if name == START_FROM:
            await self._start_from(body, press)
        elif name in _FORMS:
            await self._opens(body, press.action, _FORMS[name])
        elif name in _DEEDS:
            await self._does(body, press.action, _DEEDS[name])

    async def _does(self, body: Payload, action: Action, deed: Deed) -> None:
        user, team = user_of(body), self._house.team
        point, _, arg = action.arg.partition(".")
        did = Did(deed, point, arg)
        if deed is Deed.TAKE_OVER:
            did = replace(did, gone=await self._is_gone(team, action.journey))
        pressed = body["actions"][0]
        name = key("action", once(pressed, body), user, pressed["action_id"])
        await self._take(body, Arrival(name, team, user, did, workshop=action.journey))

    async def _take(self, body: Payload, arrival: Arrival) -> Taken:
        place = str((body.get("channel") or {}).get("id") or "") or None
        url = body.get("response_url")
        return await self._take_turn(replace(arrival, channel=place, response_url=url))

    async def _is_gone(self, team: str, workshop: str) -> bool:
        """Whether the facilitator has left the channel or the workspace; False where unknown."""
        found = await self._meetings.facilitator(team, workshop)
        if found is None:
            return False
        user, channel = found
        who, is_there = await asyncio.gather(
            self._ask("users.info", user=user), self._is_member(channel, user)
        )
        return bool((who.body.get("user") or {}).get("deleted")) or is_there is False

    async def _is_member(self, channel: str, user: str) -> bool | None:
        """Whether somebody is in a channel; None where it is too large, or Slack is silent."""
        cursor = ""
        for _ in range(PAGES):
            reply = await self._ask(
                "conversations.members", channel=channel, limit=1000, cursor=cursor
            )
            members = reply.body.get("members")
            if not isinstance(members, list):
                return None
            if user in members:
                return True
            cursor = str((reply.body.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return False
        return None

    # Dialogs

    async def _opens(self, body: Payload, action: Action, form: Form) -> None:
        user, team = user_of(body), self._house.team
        if form is Form.SETUP:
            if why := await self.open_setup(body, team, user, ""):
                await self._whisper(body, Note((Say(why),)))
            return
        try:
            async with asyncio.timeout(PATIENCE):
                made = await self._meetings.dialog(team, user, action.journey, form, action.arg)
        except TimeoutError:
            made = Note((Say(self._meetings.flow.lines.setup.failed),))
        if isinstance(made, Dialog):
            made = await self._open(body, made) or made
        if isinstance(made, Note):
            await self._whisper(body, made)

    async def _open(self, body: Payload, made: Dialog, carried: str = "") -> Note | None:
        """Open it; what to say instead where Slack refuses. ``carried`` comes back with it."""
        view = dialog(made, self._meetings.flow)
        if carried:
            view["private_metadata"] += f"\n{carried}"
        reply = await self._ask("views.open", trigger_id=body.get("trigger_id"), view=view)
        if reply.well:
            return None
        log.warning("a dialog could not be opened: %s", reply.why)
        return Note((Say(self._meetings.flow.lines.setup.failed),))

    async def _whisper(self, body: Payload, note: Note) -> None:
        """Only to the one who pressed; nothing is stored of it."""
        page = blocks.note(note, self._meetings.flow.texts)
        url = body.get("response_url")
        if url is None:
            user = user_of(body)
            await self._ask("chat.postMessage", channel=user, text=page.text, blocks=page.blocks)
            return
        said = {"response_type": "ephemeral", "replace_original": False}
        await respond(self._client, url, {"text": page.text, "blocks": page.blocks, **said})

    async def _start_from(self, body: Payload, press: Pressed) -> None:
        """The conclusion begins with one of the answers: the dialog is drawn anew."""
        user, action, view = user_of(body), press.action, body.get("view") or {}
        chosen = press.choice
        made = await self._meetings.dialog(
            self._house.team, user, action.journey, Form.CONCLUDE, action.arg, chosen
        )
        if isinstance(made, Dialog):
            fresh = dialog(made, self._meetings.flow)
            hash = view.get("hash")
            await self._ask("views.update", view_id=view.get("id"), hash=hash, view=fresh)

    # Setting up

    async def command(self, body: Payload) -> Answer:
        """``/samskab afklaring``."""
        channel = str(body.get("channel_id") or "")
        channel = "" if channel.startswith("D") else channel
        failed = await self.open_setup(body, self._house.team, user_of(body), channel)
        return {"text": failed, "response_type": "ephemeral"} if failed else None

    async def open_setup(self, body: Payload, team: str, user: str, channel: str) -> str:
        """Open the dialog that sets one up; what to say where it does not."""
        failed = self._meetings.flow.lines.setup.failed
        try:
            async with asyncio.timeout(PATIENCE):
                ground = await self._meetings.ground(team, user, channel)
        except TimeoutError:
            return failed
        if not ground.allowed:
            return self._meetings.flow.lines.setup.not_holder
        return failed if await self._open(body, setup_dialog(self._meetings.flow, ground)) else ""

    async def _set_up(self, body: Payload, filled: Filled) -> Answer:
        user, team = user_of(body), self._house.team
        channel = "".join(filled.get("channel", ())[:1])
        ground = await self._meetings.ground(team, user, channel)
        ground = await self._looked_at(ground)
        set_up = SetUp(ground, filled)
        taken = await self._take_turn(Arrival(view_key(body), team, user, set_up, channel))
        return answered(body, taken, self._meetings.flow)

    async def _looked_at(self, ground: Ground) -> Ground:
        """The ground with what Slack says of the channel."""
        reply = await self._ask("conversations.info", channel=ground.channel)
        found = reply.body.get("channel")
        if reply.error in ("channel_not_found", "not_in_channel"):
            return replace(ground, reached=False)
        if not isinstance(found, dict):
            return ground
        return replace(
            ground,
            reached=bool(found.get("is_member")),
            archived=bool(found.get("is_archived")),
            shared=bool(found.get("is_ext_shared") or found.get("is_pending_ext_shared")),
        )

    # What was sent

    async def sent(self, body: Payload) -> Answer:
        """A dialog that was sent."""
        view = body["view"]
        form, _, carried = str(view.get("private_metadata", "")).partition("\n")
        action, given = ButtonId.parse(form), filled(view)
        if action is None:
            return None
        chosen = [each for values in given.values() for each in values if PERSON.match(each)]
        if chosen:  # in the channel they are named, not called
            await self._people.known(chosen, self._house.team)
        name = action.step.removeprefix(f"{AREA}.")
        if name == WHICH:
            return await self._save_chosen(body, given, carried)
        if name == Form.SETUP.value:
            return await self._set_up(body, given)
        if name in _FORMS:
            sent = Submitted(_FORMS[name], action.arg, given)
            return answered(body, await self._send(body, action.journey, sent), self._meetings.flow)
        return None

    async def _send(self, body: Payload, workshop: str, input: WorkshopInput) -> Taken:
        user, team = user_of(body), self._house.team
        name = view_key(body)
        return await self._take_turn(Arrival(name, team, user, input, workshop=workshop))

    # 'Gem som input'

    async def shortcut(self, body: Payload) -> None:
        """A message becomes input to the round that runs in its channel."""
        message, channel = body.get("message") or {}, str((body.get("channel") or {}).get("id"))
        team, user = self._house.team, user_of(body)
        author, said = message.get("user"), read(message)
        names = await self._people.names(said.all, team)
        text = undressed(said.all, names)
        found = await self._meetings.takes_input(team, channel, user)
        refused = self._meetings.flow.lines.refused
        if isinstance(found, Note):
            await self._whisper(body, found)
        elif not author or message.get("bot_id"):
            await self._whisper(body, Note((Say(refused.no_words),)))
        elif len(found) > 1:
            made = which_dialog(self._meetings.flow, found)
            if refusal := await self._open(body, made, _carry(str(author), text)):
                await self._whisper(body, refusal)
        else:
            saved = RemarkSaved(str(author), text, found[0].point)
            name = key("shortcut", channel, user, str(body.get("action_ts")))
            await self._take(body, Arrival(name, team, user, saved, workshop=found[0].workshop))

    async def _save_chosen(self, body: Payload, filled: Filled, carried: str) -> Answer:
        """The message goes to the round that was chosen for it."""
        workshop, _, point = "".join(filled.get(WHICH, ())[:1]).partition(".")
        author, text = _carried(carried)
        taken = await self._send(body, workshop, RemarkSaved(author, text, point))
        return answered(body, taken, self._meetings.flow)

    async def _ask(self, method: str, **arguments: Any) -> Reply:
        """One call, which may not take long."""
        given = {name: value for name, value in arguments.items() if value is not None}
        return await ask(self._client, method, given)


def is_workshops(press: Pressed) -> bool:
    """Whether a button is a workshop's."""
    return press.action.step.startswith(f"{AREA}.")


def sets_up(press: Pressed) -> bool:
    """Whether a button of workshops begins a new one."""
    return press.action.step == f"{AREA}.{Form.SETUP.value}"


def answers_meeting(body: Payload) -> bool:
    """Whether a dialog that was sent is one of a workshop under way, and of no other thing."""
    view = body.get("view")
    action = ButtonId.parse(str(view.get("private_metadata"))) if isinstance(view, dict) else None
    return action is not None and action.step in _OF_A_MEETING


def answered(body: Payload, taken: Taken, flow: WorkshopFlow) -> Answer:
    """Field errors and receipts, which stand in the acknowledgement."""
    if taken.errors:
        return {"response_action": "errors", "errors": _at_blocks(body["view"], taken.errors)}
    if taken.notice is not None:
        return {"response_action": "update", "view": notice(taken.notice, flow)}
    return None


def _carry(author: str, text: str) -> str:
    """Who wrote what, for a view to carry. In bytes, so that it fits however Slack counts."""
    text = text[:LONGEST_REMARK]
    while len((made := json.dumps([author, text], ensure_ascii=False)).encode()) > CARRIED:
        text = text[:-50] + "…"
    return made


def _carried(made: str) -> tuple[str, str]:
    """The same, back; no words where it is something else."""
    try:
        author, text = json.loads(made)
    except (TypeError, ValueError):
        return "", ""
    return str(author), str(text)


def view_key(body: Payload) -> str:
    """The same where Slack sends a submission again; another when it was corrected."""
    view = body["view"]
    values = repr(sorted(filled(view).items()))
    return key("view", str(view["id"]), str(view.get("hash")), user_of(body), values)


def filled(view: ModalView) -> dict[str, tuple[str, ...]]:
    """What was filled in, by field. A field may be drawn anew under another id: ``text.…``."""
    found: dict[str, tuple[str, ...]] = {}
    for block, fields in ((view.get("state") or {}).get("values") or {}).items():
        given = tuple(_values((fields or {}).get(f"{VALUE}{block}") or {}))
        name = str(block).partition(".")[0]
        found[name] = given or found.get(name, ())
    return found


def _values(element: Payload) -> list[str]:
    for name in ("selected_options", "selected_users"):
        if element.get(name):
            return [str(_value(each)) for each in element[name]]
    single = (
        "value",
        "selected_option",
        "selected_user",
        "selected_conversation",
        "selected_date",
        "selected_date_time",
    )
    given = next((element[name] for name in single if element.get(name)), None)
    return [] if given is None else [str(_value(given))]


def _value(given: Any) -> Any:
    return given.get("value", "") if isinstance(given, dict) else given


def _at_blocks(view: ModalView, errors: Any) -> dict[str, str]:
    """Errors by the ids of the blocks, as they are in the view."""
    ids = [str(block.get("block_id")) for block in view.get("blocks") or []]
    inputs = {id.partition(".")[0]: id for id in ids}
    return {inputs[name]: text for name, text in errors.items() if name in inputs}
