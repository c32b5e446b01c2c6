"""How long 'hvad hvis' takes beside an ordinary turn, in one process, on a whole journey's answers.

    python -m tests.bench.what_if [--rounds 200]

Both are turns as ``take_turn`` makes them: reading, deciding and saying, without Slack and store.
"""

from __future__ import annotations

import argparse
import statistics
from time import perf_counter

from bot.content_files import load_library
from flows.dialogue import take_turn
from flows.dialogue.needs import needs_of
from flows.inputs import Input, Pressed
from flows.journey.flow import Flow
from flows.parts.what_if.replay import seen, with_other
from tests.flows.chat import Chat, World


def journey(flow: Flow) -> Chat:
    """Afklaring gone through, with the last choice of every closed question."""
    chat = Chat(World(flow, rules=())).begins("Madordning på plejecentret")
    while chat.step is not None and chat.step.id != "afklaring.decision":
        options = chat.reply.prompt.form.options if chat.reply.prompt is not None else ()
        if options:
            chat.picks(options[-1].value)
        else:
            chat.says("spring over")
    return chat


def timed(chat: Chat, input: Input, rounds: int) -> float:
    """The median of a turn with this input, in milliseconds. Nothing is saved."""
    needs = needs_of(chat.flow.language, input)
    scene = chat.world.memory.scene(needs, chat.user, "j999999")
    took = []
    for _ in range(rounds):
        start = perf_counter()
        take_turn(chat.flow, scene, input, chat.world.now)
        took.append(perf_counter() - start)
    return 1000 * statistics.median(took)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    flow = Flow(load_library())
    chat = journey(flow)
    prompt = chat.reply.prompt
    assert prompt is not None
    ordinary = timed(chat, Pressed(prompt.form.action, (prompt.form.options[0].value,)), rounds)
    chat.says("hvad hvis politikerne")
    chosen = next(each for each in chat.reply.options)
    tried = timed(chat, chosen.input, rounds)
    start = perf_counter()
    for _ in range(rounds):
        seen(flow, with_other(chat.answered, "demokrati.politikere", "deltager"))
    pure = 1000 * (perf_counter() - start) / rounds
    print(f"answers {len(chat.answered)}; an ordinary turn {ordinary:.2f} ms")
    print(f"hvad hvis {tried:.2f} ms ({tried / ordinary:.1f} turns); one replay {pure:.2f} ms")


if __name__ == "__main__":
    main()
