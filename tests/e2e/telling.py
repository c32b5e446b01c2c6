"""An example journey, told through the front door: the whole way, or in ten minutes.

    python -m tests.e2e.telling > journey.md
    python -m tests.e2e.telling --at-once
    python -m tests.e2e.telling --short --story roads

one question at a time, a focus point at a time in its dialog, or the ten minutes:
writes the conversation down as a chef would read it, and how long it is.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.sandbox.elements import options_of
from bot.store.migrations import migrate
from flows.content.kinds import FocusPoint
from flows.journey.life import RESTS
from flows.journey.steps import Step
from flows.parts.advice.findings import AdviceLines
from flows.parts.at_once import AtOnceLines
from flows.parts.next_steps import NextStepLines
from tests.e2e.chef import Chef
from tests.e2e.harness import KAREN, library, open_world, path, texts, whole_way
from tests.e2e.reading import Json, buttons, form, has, in_sight, labels, lines


def story(name: str) -> Json:
    """What is said to each step of a story, by its id."""
    text = Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8")
    read: Json = yaml.safe_load(text)
    return read


STORY: dict[str, str] = story("story")
#: Who takes the short way.
SHORT_STORIES = ("youth", "roads", "homecare")
#: No journey needs so many turns: then something goes round in circles.
MOST_TURNS = 400
WEEKS = {"planlaegning": 3, "udfoerelse": 20, "erkendelse": 26}


#: A colleague reads so many words a minute, and uses so long on each thing that they do.
WORDS_A_MINUTE, SECONDS_A_TURN = 200, 15
_WORD = re.compile(r"[^\W_]")


@dataclass
class Told:
    """What came of it. ``asked`` are the ids of the steps, in their order.

    ``turns`` is what the chef did, ``words`` what the bot said, labels in sight and dialogs
    included. ``at_once``: a point's questions are answered in its dialog, where it is offered.
    """

    chef: Chef
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    turns: int = 0
    words: int = 0
    at_once: bool = False

    @property
    def minutes(self) -> float:
        """How long it takes to read it and to answer."""
        return self.words / WORDS_A_MINUTE + self.turns * SECONDS_A_TURN / 60

    @property
    def reading(self) -> float:
        """How many minutes it takes to read."""
        return self.words / WORDS_A_MINUTE

    @property
    def length(self) -> str:
        """How long the conversation is."""
        return (
            f"({self.turns} svar, {self.words} ord, {self.reading:.1f} minutter at læse, "
            f"{self.minutes:.1f} i alt med {SECONDS_A_TURN} sekunder til hvert svar)"
        )

    async def says(self, text: str) -> None:
        """The chef types this."""
        await self.chef.says(text)
        self._note(text)

    async def presses(self, label: str) -> None:
        """The chef presses this."""
        await self.chef.presses(label)
        self._note(f"({label})")

    async def taps(self, *labels: str) -> None:
        """The chef chooses these."""
        await self.chef.chooses(*labels)
        self._note(f"({', '.join(labels)})")

    async def chooses(self) -> None:
        """The chef takes what is offered first."""
        await self.chef.answers_by_pressing()
        self._note("(det første)")

    async def fills(self, point: FocusPoint) -> None:
        """The chef answers the point's questions in its dialog."""
        await self.chef.presses(library().lines(AtOnceLines).offer)
        view = await self.chef.people.top_view(self.chef.id)
        asked = {each["block_id"]: each for each in view["blocks"] if each["type"] == "input"}
        read = "\n".join(_as_a_dialog(view))
        self.words += _counted(read)
        self.said += [f"> **Chef:** ({library().lines(AtOnceLines).offer})", read]
        self.asked += [f"{point.id}.{id}" for id in asked]
        given = {id: _filled(f"{point.id}.{id}", each, self.chef.id) for id, each in asked.items()}
        await self.chef.fills(given)
        self._note("; ".join(map(str, given.values())))

    def _note(self, did: str) -> None:
        """Written down as it stood then: answered questions lose their buttons."""
        self.turns += 1
        self.said.append(f"> **Chef:** {did}")
        read = [_as_read(message) for message in self.chef.heard]
        self.words += sum(_counted(part.partition("\n")[2]) for part in read)
        self.said += read


async def tell_short(chef: Chef, answers: Json) -> Told:
    """Lead one journey the short way, from the first word to the half page."""
    told = Told(chef)
    await told.says("hej")
    await told.says(answers["title"])
    while (step := _open(chef)) is not None:
        told.asked.append(step.id)
        said = answers[step.id]
        labels_of = {each.id: each.label for each in step.question.choices}
        if isinstance(said, list):
            await told.taps(*(labels_of[id] for id in said))
        elif said in labels_of or said in buttons(chef.last):
            await told.presses(labels_of.get(said) or said)
        else:
            await told.says(said)
    return told


async def tell(chef: Chef, *, at_once: bool = False) -> Told:
    """Lead one journey from the first word to the end of Erkendelse."""
    told = Told(chef, at_once=at_once)
    await told.says("hej")
    await told.presses(whole_way)
    while not any(has(message, texts.finished) for message in chef.heard):
        if len(told.asked) > MOST_TURNS:
            chef.fails("the journey does not end")
        await _turn(told)
    return told


async def _turn(told: Told) -> None:
    chef, step, advice = told.chef, _open(told.chef), library().lines(AdviceLines)
    steps = library().lines(NextStepLines)
    stands = [each for each in (advice.both, advice.stands) if each in buttons(chef.last)]
    if stands:
        await told.presses(stands[0])
    elif steps.myself in buttons(chef.last):
        await told.presses(steps.myself)
    elif steps.no_date in buttons(chef.last):
        await told.says("om en uge")
    elif step is None:
        await _onward(told)
    elif told.at_once and step.point and library().lines(AtOnceLines).offer in buttons(chef.last):
        await told.fills(step.point)
    else:
        if told.asked[-2:] == [step.id] * 2:
            chef.fails(f"{step.id} is asked for the third time")
        told.asked.append(step.id)
        if step.id in STORY:
            await told.says(_words(step, STORY[step.id]))
        elif form(chef.last)[0]:
            await told.chooses()
        else:
            await told.presses(texts.buttons.skip)


def _counted(text: str) -> int:
    return sum(bool(_WORD.search(each)) for each in text.split())


def _as_a_dialog(view: Json) -> Iterator[str]:
    """What is read in a dialog: its lines, and each field with its choices."""
    yield f"**{view['title']['text']}**"
    for block in view["blocks"]:
        if block["type"] != "input":
            yield block["text"]["text"]
            continue
        yield f"- {block['label']['text']}"
        yield f"  {block['hint']['text']}"
        for option in options_of(block["element"]):
            described = option.get("description", {}).get("text")
            yield "  [" + ": ".join(filter(None, (option["text"]["text"], described))) + "]"
    yield f"[{view['submit']['text']}]"


def _filled(id: str, block: Json, chef_id: str) -> object:
    """What the story says there, or else the first that is offered, as the field takes it."""
    element, said = block["element"], STORY.get(id)
    options = {each["text"]["text"].lower(): each["value"] for each in options_of(element)}
    if element["type"] == "users_select":
        return chef_id
    if element["type"] == "datepicker":
        return "2027-06-01"
    if not options:
        return said or "Det finder vi ud af."
    step = path().by_id[id]
    wanted = [each.strip().lower() for each in _words(step, said or "").split(",")]
    found = [options[each] for each in wanted if each in options]
    found = found or [v for v in options.values() if v == said] or [next(iter(options.values()))]
    return found if element["type"].startswith("multi") else found[0]


def _open(chef: Chef) -> Step | None:
    """The step that stands open. Some are asked with the same words: so the database says it."""
    begun = chef.world.database.journeys(chef.id)
    if not begun or begun[0].stage in RESTS:
        return None
    return path().by_id.get(begun[0].asked or "")


def _words(step: Step, said: str) -> str:
    """What is typed: of a choice its label, where the story names it by its id."""
    return next((each.label for each in step.question.choices if each.id == said), said)


async def _onward(told: Told) -> None:
    """Between two phases: time passes, and the chef goes on."""
    label = texts.buttons.next_phase
    shown = labels(told.chef.last)
    following = [each for each in library().phases if label.format(phase=each.title) in shown]
    if not following:
        told.chef.fails("nothing is asked, and no phase is over")
    await told.chef.world.later(weeks=WEEKS[following[0].id])
    await told.presses(label.format(phase=following[0].title))


def _as_read(message: Json) -> str:
    """As it stands before one's eyes: what is folded into a menu is not seen."""
    if not message["is_bot"]:
        return f"> **Chef:** {message.get('text', '')}"
    pressed = " ".join(f"[{label}]" for label in in_sight(message))
    return "\n".join(["**Samskab:**", lines(message), *([pressed] if pressed else [])])


async def main() -> None:
    """Tell a story on an SQLite database of its own, and print it."""
    parser = argparse.ArgumentParser(description="Tell an example journey.")
    parser.add_argument("--short", action="store_true", help="the ten minutes")
    parser.add_argument("--at-once", action="store_true", help="a focus point at a time")
    parser.add_argument("--story", choices=SHORT_STORIES, default=SHORT_STORIES[0])
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/samskab.db"
        migrate(url)
        async with open_world(url, "socket") as world:
            await world.begin()
            chef = await world.chef(KAREN)
            short = story(f"short_{wanted.story}") if wanted.short else None
            if short is None:
                told = await tell(chef, at_once=wanted.at_once)
            else:
                told = await tell_short(chef, short)
            sys.stdout.write("\n\n".join([*told.said, told.length]) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
