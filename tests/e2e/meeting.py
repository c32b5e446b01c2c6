"""People in a channel who go through focus points together, as they see it in Slack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.client import SandboxClient
from bot.sandbox.seed import CHANNEL
from bot.slack.blocks.dialogs import VALUE
from flows.workshop.lines import WorkshopLines
from tests.e2e.harness import World, library
from tests.e2e.reading import Json, has, labels, said

lines = library().lines(WorkshopLines)
buttons = lines.buttons
TITLE = "Mødested for unge i midtbyen"


class Meeting:
    """A workshop in a channel. People are ids."""

    def __init__(self, world: World, channel: str = CHANNEL) -> None:
        self.world = world
        self.channel = channel
        self.outcome: Json = {}

    @property
    def people(self) -> SandboxClient:
        return self.world.people

    # What there is to see

    async def shown(self, user: str = "") -> list[Json]:
        """The bot's messages in the channel and its threads, oldest first."""
        found = await self.people.messages(self.channel, user, after="0")
        return [each for each in found if each["is_bot"]]

    async def sees(self, line: str, user: str = "") -> Json:
        """The newest message that says this."""
        await self.world.settled()
        for message in reversed(await self.shown(user)):
            if has(message, line):
                return message
        everything = "\n---\n".join(said(each) for each in await self.shown(user))
        raise AssertionError(f"nobody says {line!r}:\n{everything}")

    async def with_button(self, label: str) -> Json:
        """The newest message with this button."""
        for message in reversed(await self.shown()):
            if label in labels(message):
                return message
        raise AssertionError(f"there is no {label!r}")

    async def whispered(self, user: str) -> str:
        """The last that only this person was told in the channel."""
        await self.world.settled()
        channel = self.world.sandbox.workspace.channels[self.channel]
        mine = [each for each in channel.ephemerals.values() if each.ephemeral_for == user]
        return said(mine[-1].raw) if mine else ""

    async def dm(self, user: str) -> list[str]:
        """What the bot has told the person in their DM."""
        await self.world.settled()
        return [said(each) for each in await self.people.messages(user) if each["is_bot"]]

    # What people do

    async def presses(self, user: str, label: str, on: Json | None = None) -> Json:
        """Presses the newest button with this label."""
        where = on or await self.with_button(label)
        self.outcome = await self.people.press(user, where, label)
        assert self.outcome["acked"], self.outcome
        await self.world.settled()
        return self.outcome

    async def opens(self, user: str, label: str, on: Json | None = None) -> Json:
        """The dialog that a button opens."""
        await self.presses(user, label, on)
        return await self.people.top_view(user)

    async def sends(self, who: str, **fields: Any) -> Json:
        """Sends the dialog on top with these fields filled in."""
        view = await self.people.top_view(who)
        ids = {str(block.get("block_id")).partition(".")[0]: block.get("block_id")
               for block in view["blocks"]}  # fmt: skip
        values: Mapping[str, Any] = {
            ids[name]: {f"{VALUE}{ids[name]}": v} for name, v in fields.items()
        }
        self.outcome = await self.people.submit_view(who, values)
        return self.outcome

    async def receipt(self, user: str) -> str:
        """What the dialog has turned into; closes it."""
        view = await self.people.top_view(user)
        text = said(view)
        await self.people.close_view(user)
        await self.world.settled()
        return text

    async def sets_up(self, chef: str, members: list[str], **fields: Any) -> None:
        """The chef sets it up with the command, and the card stands in the channel."""
        self.outcome = await self.people.command(chef, "/samskab afklaring", self.channel)
        assert self.outcome["acked"], self.outcome
        given = {"title": TITLE, "people": members, "set": "hour", **fields}
        given.setdefault("journey", "new")
        done = await self.sends(chef, **given)
        assert not done.get("errors"), done
        await self.receipt(chef)
        await self.looked()

    async def looked(self) -> None:
        """Wait until it is known who in the channel is a guest."""
        await self.world.settled()

        def known() -> bool:
            rows = self.world.database.workshops()
            return bool(rows) and all(row.guests != "unknown" for row in rows)

        await self.world.until(known)
        await self.world.settled()

    async def answers(self, user: str, rating: int, answer: str, reason: str = "") -> str:
        """Answers the round that is open, and gives what it says then."""
        await self.opens(user, buttons.answer)
        given: dict[str, Any] = {"rating": str(rating), "answer": answer}
        if reason:
            given["reason"] = reason
        await self.sends(user, **given)
        return await self.receipt(user)

    async def passes(self, user: str, reason: str = "") -> str:
        """Passes."""
        await self.opens(user, buttons.pass_)
        await self.sends(user, **({"reason": reason} if reason else {}))
        return await self.receipt(user)

    async def rates(self, user: str, rating: int) -> None:
        """Rates again."""
        await self.opens(user, buttons.rate)
        await self.sends(user, rating=str(rating))
        await self.receipt(user)

    async def concludes(self, user: str, text: str, clarity: str = "delvist", **more: Any) -> None:
        """Writes the shared conclusion."""
        await self.opens(user, buttons.conclude)
        done = await self.sends(user, text=text, clarity=clarity, **more)
        assert not done.get("errors"), done
        await self.world.settled()
