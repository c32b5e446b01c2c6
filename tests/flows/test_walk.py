"""Random walks: people do anything in any order; the rules hold, and every walk can end.

Each walk is one conversation of two people. It types words, good answers and bad ones, presses
buttons however old, edits and deletes messages, lets time pass, and now and then the content is
another. ``rules.RULES`` are checked after every turn by the chat itself.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from flows.content.kinds import Kind
from flows.inputs import Brought, Noise
from flows.journey.flow import Flow
from flows.journey.life import FINISHED
from tests.flows.chat import Chat, World
from tests.flows.danish import TYPED
from tests.flows.reading import Press
from tests.flows.small import small_library
from tests.flows.test_content_changes import DAG_REMOVED, FIRST, NEW, RO_REMOVED, STEDER

SMALL = Flow(small_library())
OTHERS = (
    Flow(small_library(DAG_REMOVED)),
    Flow(small_library([*RO_REMOVED, (FIRST, STEDER, NEW + STEDER)])),
)
WORDS = [*TYPED.values(), "?", "ret 1", "ret 2", "ret 5", "ret 99", "skift 1",
         "skift 2", "skift til 9", "slet alt"]  # fmt: skip
ASIDE = ["ja", "nej", "alt", "slet alle mine data", "behold", "1", "2", "3", "Bænk", "Bro"]
GOOD = [
    "En bænk", "mere ro, te", "mere ro og frisk luft", "andet", "den korte sti", "den lange sti",
    "1", "5", "<@U9>", "@Karen Eksempel", "1. april", "om to uger", "ja", "nej", "inde, ude",
    "ude", "ingen steder", "nær ved", "afklaret", "åbent", "Vi nåede det",
]  # fmt: skip
BAD = ["", " ", "👍", ":tada:", "...", "x" * 3001, "<!channel> & <b>", "\u202e\u200b", "{title}",
       "9" * 5000, "Behold svaret", "Fjern svaret", "Find på et navn senere", "måske",
       "ret på sagen"]  # fmt: skip
VALUES = ["ro", "luft", "andet", "inde", "ude", "ingen", "kort", "3", "ja", "", "findes_ikke"]
#: Slack's own pickers hand over nothing else.
PICKED = {Kind.PERSON: ["U9"], Kind.DATE: ["2026-04-01"]}
#: After so many turns every walk can have ended, wherever it was.
TURNS_TO_THE_END = 4 * len(SMALL.path.steps)


class Walk(RuleBasedStateMachine):
    """A conversation of two people with the bot."""

    def __init__(self) -> None:
        super().__init__()
        first = Chat(World(SMALL))
        self.chats = [first, first.another("U2")]
        self.seen: list[list[Press]] = [[], []]

    def _after(self, who: int) -> None:
        reply = self.chats[who].reply
        self.seen[who] += [*reply.presses, *reply.options, *reply.stated]

    @rule(who=st.sampled_from([0, 0, 0, 1]), text=st.sampled_from(WORDS))
    def says_a_word(self, who: int, text: str) -> None:
        self.chats[who].says(text)
        self._after(who)

    @rule(who=st.sampled_from([0, 0, 0, 1]), text=st.sampled_from(GOOD))
    def says_an_answer(self, who: int, text: str) -> None:
        self.chats[who].says(text)
        self._after(who)

    @rule(text=st.sampled_from(GOOD), count=st.integers(2, 6))
    def answers_on(self, text: str, count: int) -> None:
        chat = self.chats[0]
        for _ in range(count):
            chat.says(text if chat.step else "fortsæt")
            self._after(0)

    @rule(count=st.integers(2, 12))
    def skips_on(self, count: int) -> None:
        chat = self.chats[0]
        for _ in range(count):
            chat.says("spring over" if chat.step else "fortsæt")
            self._after(0)

    @rule(
        text=st.sampled_from(BAD + ASIDE) | st.text(max_size=30),
        beside=st.none() | st.sampled_from(Brought),
        carried=st.just("") | st.sampled_from(BAD + ASIDE),
    )
    def says_anything(self, text: str, beside: Brought | None, carried: str) -> None:
        self.chats[0].says(text, beside=beside, carried=carried if beside else "")
        self._after(0)

    @rule(title=st.sampled_from(["Bænk", "Bro", "bro"]))
    def begins(self, title: str) -> None:
        self.chats[0].begins(title)
        self._after(0)

    @precondition(lambda self: self.chats[0].reply.presses or self.chats[0].reply.options)
    @rule(n=st.integers(0, 40))
    def presses_a_button(self, n: int) -> None:
        reply = self.chats[0].reply
        there = [*reply.presses, *reply.options, *reply.stated]
        press = there[n % len(there)]
        self.chats[0].does(press.input, f"({press.label})")
        self._after(0)

    @precondition(lambda self: self.seen[0])
    @rule(n=st.integers(0, 4000), twice=st.booleans())
    def presses_an_old_button(self, n: int, twice: bool) -> None:
        press = self.seen[0][n % len(self.seen[0])]
        self.chats[0].does(press.input, f"({press.label}, gammel)")
        self._after(0)
        if twice:
            again = self.chats[0].does
            self.chats[0].at_once(lambda _: again(press.input, f"({press.label}, igen)"))
            self._after(0)

    @precondition(lambda self: self.seen[0])
    @rule(n=st.integers(0, 4000))
    def presses_somebody_elses_button(self, n: int) -> None:
        press = self.seen[0][n % len(self.seen[0])]
        self.chats[1].does(press.input, f"({press.label}, en andens)")
        self._after(1)

    @precondition(lambda self: self.chats[0].reply.prompt is not None)
    @rule(values=st.lists(st.sampled_from(VALUES), max_size=3))
    def picks(self, values: list[str]) -> None:
        prompt = self.chats[0].reply.prompt
        kind = prompt.form.kind if prompt else Kind.TEXT
        self.chats[0].picks(*PICKED.get(kind, values))
        self._after(0)

    @precondition(lambda self: self.chats[0].typed)
    @rule(n=st.integers(0, 400), text=st.sampled_from(GOOD + BAD))
    def edits_a_message(self, n: int, text: str) -> None:
        typed = self.chats[0].typed
        self.chats[0].edits(typed[-1 - n % len(typed)], to=text)
        self._after(0)

    @precondition(lambda self: self.chats[0].typed)
    @rule(n=st.integers(0, 400))
    def deletes_a_message(self, n: int) -> None:
        typed = self.chats[0].typed
        self.chats[0].deletes(typed[-1 - n % len(typed)])
        self._after(0)

    @rule(seconds=st.sampled_from([0.1, 5, 3600, 86_400, 90 * 86_400]))
    def waits(self, seconds: float) -> None:
        self.chats[0].waits(seconds=seconds)

    @rule(command=st.sampled_from(["", "start", "fortsæt", "status", "skift", "slet", "hvad"]))
    def commands(self, command: str) -> None:
        self.chats[0].commands(command)
        self._after(0)

    @rule(noise=st.sampled_from(Noise))
    def sends(self, noise: Noise) -> None:
        self.chats[0].sends(noise)

    @rule()
    def opens_home(self) -> None:
        self.chats[0].opens_home()
        self._after(0)

    @rule(n=st.integers(0, 8))
    def content_changes(self, n: int) -> None:
        """Seldom; and mostly back again."""
        self.chats[0].content_changes_to(OTHERS[n] if n < len(OTHERS) else SMALL)

    def teardown(self) -> None:
        """From wherever it got to, each person comes to the end."""
        for chat in self.chats:
            _ends(chat)


def _ends(chat: Chat) -> None:
    for _ in range(TURNS_TO_THE_END):
        if chat.stage == FINISHED:
            chat.says("fortsæt")
        elif chat.journey is None:
            chat.says("hele vejen")
        else:
            chat.says("spring over" if chat.step is not None else "fortsæt")
        if chat.stage == FINISHED:
            return
    chat.fails("there was no end")


class WalkFromTheMiddle(Walk):
    """The same, from where there is much to go back to: branches, 'andet', two journeys, a rest."""

    def __init__(self) -> None:
        super().__init__()
        chat = self.chats[0].begins("Bro").says("En bro").says("pause").begins("Bænk")
        chat.says("En bænk").says("mere ro, te").says("andet").says("Stien").says("1")
        chat.says("delvist").says("Penge").says("Karen Eksempel").says("1. april").says("nej")
        chat.goes_to("sted.steder").says("inde, ude").says("ja").says("afklaret")
        for reply in chat.replies:
            self.seen[0] += [*reply.presses, *reply.options, *reply.stated]
        self.chats[1].begins("Sø").says("En sø")


#: How many walks, in each run and at length; ``search`` is for looking for more (see conftest).
COUNT, LONG_COUNT = 8, 1500 if os.environ.get("HYPOTHESIS_PROFILE") == "search" else 50


def walking(walk: type[Walk], steps: int) -> tuple[type, type]:
    """The tests of a walk: a few in each run, and many among the slow ones."""
    few, many = type(walk.__name__, (walk,), {}).TestCase, walk.TestCase
    few.settings = settings(max_examples=COUNT, stateful_step_count=steps)
    many.settings = settings(max_examples=LONG_COUNT, stateful_step_count=steps)
    return few, pytest.mark.slow(many)


TestWalk, TestWalkAtLength = walking(Walk, 40)
TestWalkFromTheMiddle, TestWalkFromTheMiddleAtLength = walking(WalkFromTheMiddle, 30)
