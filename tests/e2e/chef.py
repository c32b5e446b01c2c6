"""A person who talks with the bot: says, presses, chooses, and sees what came back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from bot.sandbox.client import SandboxClient
from bot.sandbox.elements import interactive
from bot.slack.blocks import VALUE
from flows.journey.lines import GateLines, OrderLines
from flows.parts.advice.findings import AdviceLines
from flows.parts.next_steps import NextStepLines
from tests.e2e.harness import PATIENCE, World, library, texts, whole_way
from tests.e2e.reading import Json, buttons, form, has, labels, said
from tests.e2e.walked import walked

#: Where the sandbox's people live: their day begins before the world's does.
HERE = ZoneInfo("Europe/Copenhagen")
#: What somebody answers who is asked for a person, a date, a number.
TITLE, NAME, DAY, NUMBER = "Mødested for unge", "Direktør Eksempel", "1. marts", "3"


class Chef:
    """One person. `heard` is what the bot posted since the person's last act."""

    def __init__(self, world: World, id: str, channel: str) -> None:
        self.world = world
        self.id = id
        self.channel = channel
        self.heard: list[Json] = []
        self.outcome: Json = {}
        self._mark = "0"
        self._written: dict[str, Json] = {}

    @property
    def people(self) -> SandboxClient:
        return self.world.people

    @property
    def last(self) -> Json:
        """The bot's last message."""
        if not self.heard:
            self.fails("nothing was heard")
        return self.heard[-1]

    # Acts. Each waits until the bot has said all that it has to say, unless `wait=False`.

    async def says(self, text: str, **more: Any) -> Chef:
        """Writes to the bot."""
        await self._does("message", text=text, **more)
        self._written[text] = {"channel": self.channel, "ts": self.outcome["ts"]}
        return self

    async def edits(self, old: str, new: str, **more: Any) -> Chef:
        """Changes the message that says `old`."""
        await self._does("edit", text=new, **self._written[old], **more)
        self._written[new] = self._written.pop(old)
        return self

    async def deletes(self, text: str) -> Chef:
        """Deletes the message that says `text`."""
        return await self._does("delete", **self._written[text])

    async def uploads(self, text: str = "") -> Chef:
        """Sends a file, with a text or without."""
        return await self._does("upload", name="plan.pdf", size=10, text=text)

    async def presses(self, label: str, on: Json | None = None, **more: Any) -> Chef:
        """Presses a button, or chooses in a menu, of the last message or of an older one."""
        where = on or self._with(label)
        return await self._does("action", where=_place(where), label=label, **more)

    async def chooses(self, *chosen: str, on: Json | None = None) -> Chef:
        """Chooses in the list of the last message; marks are saved at once."""
        where = on or self.last
        kind, action_id, _ = form(where)
        if kind != "checkboxes":
            return await self.presses(chosen[0], where)
        place = _place(where)
        await self._does("action", where=place, action_id=action_id, value=list(chosen))
        return await self.presses(texts.buttons.save_choices, where)

    async def rates(self, *ratings: str) -> Chef:
        """Opens the overview and sends it with these numbers; '' leaves one as it stands."""
        await self.presses(texts.buttons.open_scales)
        view = await self.people.top_view(self.id)
        ids = [block["block_id"] for block in view["blocks"]]
        given = {
            id: {f"{VALUE}{id}": rating} for id, rating in zip(ids, ratings, strict=True) if rating
        }
        return await self._does("submit", view_id=view["id"], values=given)

    async def fills(self, given: Mapping[str, object]) -> Chef:
        """Sends the dialog on top with these values in its fields; the others are left empty."""
        view = await self.people.top_view(self.id)
        values = {field: {f"{VALUE}{field}": value} for field, value in given.items()}
        return await self._does("submit", view_id=view["id"], values=values)

    async def picks(self, value: str, on: Json | None = None) -> Chef:
        """Picks a person (id) or a date in the last message."""
        where = on or self.last
        _, action_id, _ = form(where)
        return await self._does("action", where=_place(where), action_id=action_id, value=value)

    async def picks_person(self, user: str) -> Chef:
        """Picks somebody in the newest message that takes a person beside its text."""
        return await self.picks_in("users_select", user)

    async def picks_in(self, kind: str, value: str) -> Chef:
        """Picks in one of Slack's own lists, in the newest message that has one of that kind."""
        for message in reversed(self.heard):
            for _, element in interactive(message.get("blocks") or []):
                if element["type"] == kind:
                    fields = {"action_id": element["action_id"], "value": value}
                    return await self._does("action", where=_place(message), **fields)
        return self.fails(f"there is no {kind}")

    async def commands(self, text: str = "", channel: str = "") -> Chef:
        """Gives the slash command; the answer that only the person sees is in `aside`."""
        return await self._does("command", text=f"/samskab {text}".strip(), channel=channel)

    async def opens_home(self) -> Json:
        """Opens the App Home and looks at it."""
        await self._does("open_home")
        home = await self.people.home(self.id)
        return home if home is not None else self.fails("there is no Home")

    async def _does(self, kind: str, wait: bool = True, **fields: Any) -> Chef:
        if self.heard:
            self._mark = max(self._mark, self.heard[-1]["ts"])
        self.heard = []
        if not wait:
            fields["wait"] = False
        self.outcome = await self.people.act(self.id, kind, **fields)
        if self.outcome.get("channel") == self.channel and "ts" in self.outcome:
            self._mark = max(self._mark, self.outcome["ts"])
        if wait:
            if not self.outcome["acked"]:
                self.fails(f"{kind} was not acknowledged: {self.outcome}")
            await self.listens()
        return self

    # What came back

    async def listens(self) -> Chef:
        """Waits until all that is owed is sent, and takes in what is new."""
        await self.world.delivered()
        self.heard = await self._new()
        return self

    async def sees(self, *lines: str) -> Json:
        """The bot has said all of this since the last act; gives the message with the last."""
        for line in lines:
            if not any(has(message, line) for message in self.heard):
                self.fails(f"nobody says {line!r}")
        return next(each for each in reversed(self.heard) if has(each, lines[-1]))

    async def will_see(self, line: str) -> Json:
        """The bot says this, now or later."""
        while True:
            self.heard = await self._new()
            for message in self.heard:
                if has(message, line):
                    return message
            more = await self.people.messages(
                self.channel, after=self._mark, wait=PATIENCE, least=len(self._all) + 1
            )
            if len(more) <= len(self._all):
                self.fails(f"nobody says {line!r}")

    def sees_nothing(self) -> None:
        """The bot has not said a word since the last act."""
        if self.heard:
            self.fails(f"somebody says {said(self.heard[0])!r}")

    async def sees_changed(self, message: Json, line: str) -> Json:
        """A message that was there says this now."""
        for now in await self.people.messages(self.channel, self.id):
            if now["ts"] == message["ts"]:
                return now if has(now, line) else self.fails(f"it says {said(now)!r}")
        return self.fails("the message is gone")

    async def aside(self, channel: str = "") -> Json:
        """The last thing that only this person sees, in a channel."""
        shown = await self.people.messages(channel or self.channel, self.id)
        whispered = [message for message in shown if message["ephemeral"]]
        return whispered[-1] if whispered else self.fails("nothing was said aside")

    async def _new(self) -> list[Json]:
        self._all = await self.people.messages(self.channel, after=self._mark)
        return [message for message in self._all if message["is_bot"]]

    def _with(self, label: str) -> Json:
        """The newest of the messages heard that has something with this label."""
        for message in reversed(self.heard):
            if label in labels(message):
                return message
        return self.fails(f"there is no {label!r}")

    # Whole stretches

    async def has_begun(self, *then: str, title: str = TITLE) -> Chef:
        """Stands where `begins` leads to, and then these words, as if they had walked there."""

        async def walk() -> None:
            if then:
                await self.has_begun(*then[:-1], title=title)
                await self.says(then[-1])
            else:
                await self.begins(title)

        await walked(self.world, " > ".join([title, *then]), walk, self)
        return self

    async def begins(self, title: str) -> Chef:
        """From the first word to the first question of the first phase."""
        await self.says("hej")
        await self.presses(whole_way)
        await self.sees(texts.steps.title.ask)
        return await self.titles(title)

    async def titles(self, title: str, **more: Any) -> Chef:
        """Names the journey just begun, and goes on to the first question of the first phase."""
        await self.says(title, **more)
        await self.passes_the_gate()
        return await self.begins_from_an_end()

    async def passes_the_gate(self) -> Chef:
        """Would rather not take the test before the first phase."""
        return await self.presses(library().lines(GateLines).skip)

    async def begins_from_an_end(self) -> Chef:
        """Would rather have the model's own order."""
        return await self.presses(library().lines(OrderLines).start.choices[1].label)

    async def answers_by_typing(self, text: str = "", **more: Any) -> Chef:
        """Types what fits the question that stands open; `text` where it takes any."""
        return await self.says(typed_answer(self.last) or text or NAME, **more)

    async def answers_by_pressing(self) -> Chef:
        """Presses or picks what fits the open question; passes where one has to write.

        What is asked about answers that pull apart is let stand.
        """
        advice = library().lines(AdviceLines)
        for stands in (advice.both, advice.stands):
            if stands in buttons(self.last):
                return await self.presses(stands)
        kind, _, options = form(self.last)
        if texts.buttons.open_scales in buttons(self.last):
            return await self.rates(*alike(self.last))
        if kind in ("button", "radio_buttons", "static_select"):
            return await self.chooses(options[0]["text"]["text"])
        if kind == "checkboxes":
            return await self.chooses(*(each["text"]["text"] for each in options[:2]))
        if kind == "users_select":
            return await self.picks(self.id)
        if kind == "datepicker":
            return await self.picks(f"{self.world.now().astimezone(HERE):%Y-%m-%d}")
        name_later = texts.buttons.name_later
        return await self.presses(
            name_later if name_later in buttons(self.last) else texts.buttons.skip
        )

    def fails(self, what: str) -> NoReturn:
        """Fails, with the end of the conversation."""
        channel = self.world.sandbox.workspace.channels[self.channel]
        lines = [
            f"{message.raw.get('user')}: {said(message.raw)[:160]}"
            for message in list(channel.messages.values())[-6:]
        ]
        raise AssertionError("\n".join([what, *lines, *self.world.log.errors()]))


def typed_answer(message: Json) -> str:
    """What one would type; empty where any words will do."""
    steps = library().lines(NextStepLines)
    for beside in (steps.myself, steps.no_date):
        if beside in buttons(message):
            return beside
    if texts.buttons.open_scales in buttons(message):
        return alike(message)
    kind, _, options = form(message)
    offered = [each["text"]["text"] for each in options]
    if kind == "checkboxes":
        return ", ".join(offered[:2])
    if kind == "radio_buttons" and offered[0][:1].isdigit():
        return NUMBER
    return offered[0] if offered else {"users_select": NAME, "datepicker": DAY}.get(kind, "")


def alike(message: Json) -> str:
    """A three for each point of the phase that the overview is of."""
    phase = next(each for each in library().phases if f"{each.title} ·" in said(message))
    return "3" * len(phase.focus_points)


def _place(where: Json) -> Json:
    if "root_view_id" in where:
        return {"view_id": where["id"]}
    return {"channel": where["channel"], "ts": where["ts"]}
