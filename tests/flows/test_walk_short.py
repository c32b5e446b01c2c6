"""Random walks on the short way: the rules hold, every walk can end, and nothing is asked twice."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
import yaml
from hypothesis import strategies as st
from hypothesis.stateful import rule

from flows.content.library import build
from flows.dialogue.features import LINES
from flows.journey.flow import Flow
from flows.journey.life import FINISHED
from flows.journey.short import DECISION, NEXT_STEP
from tests.flows.chat import Chat, World
from tests.flows.small import small_files
from tests.flows.test_walk import Walk, walking
from tests.flows.test_walk_gate import DECISION as DECIDING
from tests.flows.test_walk_gate import GATE

ASKED = [
    {"id": "gate.hvem"},
    {"id": "gate.pris"},
    {"id": "maal.hvad", "ask": "Hvad er målet?", "without": "Der er intet mål"},
    {"id": "maal.gevinst"},
    {"id": "folk.hvem", "without": "Ingen endnu"},
    {"id": "sted.steder"},
]


def short_and_small() -> Flow:
    """The small content with a gate, a decision, and a short way through both of its phases."""
    files = small_files()
    first = files["phases/1-foerst.yaml"].replace("focus_points:", DECIDING, 1)
    lines = {**yaml.safe_load(files["lines/short.yaml"]), "questions": ASKED}
    brief = yaml.safe_dump(lines, allow_unicode=True)
    more = {"phases/1-foerst.yaml": first, "definitions.yaml": GATE, "lines/short.yaml": brief}
    return Flow(build("da", {**files, **more}, LINES))


SHORT_AND_SMALL = short_and_small()
SAID = [
    "ti minutter", "hele vejen", "begynd", "Naboerne", "Et firma", "Den er ukendt", "En bænk",
    "Der er intet mål", "mere ro", "andet", "Stien", "Ingen endnu", "Karen Eksempel", "inde, ude",
    "Byg den", "Vent lidt", "Lad være", "Tag det", "ja", "Skriv selv", "Når jeg ser Ida",
    "Jeg gør det selv", "Uden dato", "Resten senere", "Om en uge", "Del", "tilbage", "ret", "ret 2",
    "ret 5", "giv videre", "pause", "fortsæt", "spring over", "opsummering", "mine data", "test",
]  # fmt: skip


class WalkTheShortWay(Walk):
    """The same rules of walking, begun by writing what it is about."""

    def __init__(self) -> None:
        super().__init__()
        first = Chat(World(SHORT_AND_SMALL))
        self.chats = [first, first.another("U2")]
        first.says("hej").says("Bænk")
        self._after(0)

    @rule(said=st.lists(st.sampled_from(SAID), min_size=1, max_size=8))
    def says_what_belongs_here(self, said: list[str]) -> None:
        for text in said:
            self.chats[0].says(text)
            self._after(0)


TestWalkTheShortWay, TestWalkTheShortWayAtLength = walking(WalkTheShortWay, 30)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_asked_twice_on_the_whole_way(real_flow: Flow, seed: int) -> None:
    """Whatever was answered, said to be none or passed over in the ten minutes."""
    chance, chat = Random(seed), Chat(World(real_flow)).says("hej").says("Et mødested")
    asked: Counter[str] = Counter()
    while chat.step is not None and chat.step.brief:
        asked[chat.step.id] += 1
        _answers(chat, chance)
    assert {DECISION, NEXT_STEP, "rammer.fast", "ejerskab.ejer"} <= set(asked)
    while chat.stage != FINISHED:
        if chat.step is None:
            chat.says("fortsæt")
            continue
        asked[chat.step.id] += 1
        chat.says("spring over").lets_stand()
    assert {step for step, times in asked.items() if times > 1} == set()


def _answers(chat: Chat, chance: Random) -> None:
    """A tap where there is one, a word, or nothing."""
    question = chat.step.question if chat.step else None
    beside = chat.reply.prompt.beside if chat.reply.prompt else ()
    if beside and chance.random() < 0.5:
        chat.presses(beside[0].label)
    elif question is not None and question.choices:
        chat.says(chance.choice([each.label for each in question.choices]))
    else:
        chat.says(chance.choice(["spring over", "Direktør Eksempel"]))
    chat.lets_stand()
