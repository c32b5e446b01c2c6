"""Random walks past a gate, an overview and a decision: the rules hold, and every walk can end."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from flows.content.library import build
from flows.dialogue.features import LINES
from flows.journey.flow import Flow
from tests.flows.chat import Chat, World
from tests.flows.small import small_files
from tests.flows.test_walk import Walk, walking

GATE = """
verdicts:
  - id: koeb
    outcome: something_else
    title: Et køb
    says: Så er det et køb.
    call_it: Kald det et køb.
    do: Lav en aftale.
    reopen: Gør det sammen
    instead: Køb det
    source: {source: side}
  - id: dyrt
    outcome: name_first
    title: En pris
    says: Så nævn prisen først.
    call_it: Kald det en plan.
    do: Regn på det.
    reopen: Regn nu
    instead: Vent med det
    naming: {ask: Hvad koster det?, why: Et tal er nok., received: Så er der et tal.}
    source: {source: side}
questions:
  - id: hvem
    ask: Hvem er med?
    why: Så ved vi det.
    choices:
      - {id: naboer, label: Naboerne}
      - {id: firma, label: Et firma, means: koeb}
    elaboration: Tænk på dem.
    source: {source: side}
  - id: pris
    ask: Er prisen kendt?
    why: Det er dyrt.
    choices:
      - {id: kendt, label: Den er kendt}
      - {id: ukendt, label: Den er ukendt, means: dyrt}
    elaboration: Regn på det.
    when: {question: gate.hvem, any_of: [naboer]}
    source: {source: side}
"""
DECISION = """quick_start: true
decision:
  ask: Hvad beslutter du?
  why: Det er dit valg.
  elaboration: Vælg det, du tror på.
  choices:
    - {id: byg, label: Byg den, outcome: go}
    - {id: vent, label: Vent lidt, outcome: wait}
    - {id: lad_vaere, label: Lad være, outcome: leave}
  source: {source: side}

focus_points:"""


def gated() -> Flow:
    """The small content with a gate, an overview and a decision in its first phase."""
    files = small_files()
    first = files["phases/1-foerst.yaml"].replace("focus_points:", DECISION, 1)
    return Flow(
        build("da", {**files, "phases/1-foerst.yaml": first, "definitions.yaml": GATE}, LINES)
    )


GATED = gated()
SAID = [
    "Naboerne", "Et firma", "Den er ukendt", "Gør det sammen", "Køb det", "Gå videre alligevel",
    "Regn nu", "Vent med det", "spring testen over", "To minutters overblik",
    "Begynd fra en ende", "1", "5", "Byg den", "Vent lidt", "Lad være", "Beslut igen",
    "Det gælder stadig", "Fordi", "i morgen kl. 9", "om to uger", "genåbn", "genåbn først",
    "rækkefølge", "test", "pause", "fortsæt", "spring over",
]  # fmt: skip


class WalkPastTheGate(Walk):
    """The same rules of walking, in content where more leads elsewhere than on."""

    def __init__(self) -> None:
        super().__init__()
        first = Chat(World(GATED))
        self.chats = [first, first.another("U2")]
        first.says("begynd").says("Bænk")
        self._after(0)

    @rule(said=st.lists(st.sampled_from(SAID), min_size=1, max_size=8))
    def says_what_belongs_here(self, said: list[str]) -> None:
        for text in said:
            self.chats[0].says(text)
            self._after(0)

    @rule(ratings=st.lists(st.sampled_from("012345"), min_size=1, max_size=6))
    def rates(self, ratings: list[str]) -> None:
        self.chats[0].says("".join(ratings))
        self._after(0)


TestWalkPastTheGate, TestWalkPastTheGateAtLength = walking(WalkPastTheGate, 30)
