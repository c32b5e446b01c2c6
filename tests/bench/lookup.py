"""How well and how fast the look-up finds, beside a plain substring search.

    python -m tests.bench.lookup [--missed]

Prints hit rates on the questions of ``tests/flows/lookup`` (those used for tuning and the unseen
ones), time a lookup, and what making it costs at start.
"""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable, Sequence
from time import process_time

from bot.content_files import load_library
from flows.parts.lookup.lookup import Lookup
from tests.flows.lookup.asking import SETS, finder, missed, questions
from tests.flows.lookup.plain import PlainSearch

ROUNDS = 20
Find = Callable[[str], Sequence[str]]


def milliseconds(find: Find, asked: Sequence[str]) -> float:
    """Processor time of one lookup."""
    began = process_time()
    for _ in range(ROUNDS):
        for each in asked:
            find(each)
    return 1000 * (process_time() - began) / (ROUNDS * len(asked))


def main() -> None:
    """Print the table."""
    library = load_library()
    began = process_time()
    lookup = Lookup(library)
    made = process_time() - began
    tracemalloc.start()
    kept = Lookup(library)
    held, peak = (size / 1e6 for size in tracemalloc.get_traced_memory())
    tracemalloc.stop()
    finders: dict[str, Find] = {"look-up": finder(kept), "substring": PlainSearch(lookup).find}
    print(f"{'':22}{'look-up':>12}{'substring':>12}{'ratio':>8}")
    for name in SETS:
        asked = questions(name)
        for first in (1, 3):
            hits = [1 - len(missed(asked, find, first)) / len(asked) for find in finders.values()]
            what = f"{name} ({len(asked)}), first {first}"
            print(f"{what:22}{hits[0]:12.0%}{hits[1]:12.0%}{hits[0] / max(hits[1], 0.01):8.2f}")
    everything = [each.ask for name in SETS for each in questions(name)]
    times = [milliseconds(find, everything) for find in finders.values()]
    print(f"{'ms a lookup':22}{times[0]:12.2f}{times[1]:12.2f}{times[0] / times[1]:8.2f}")
    print(f"made in {made:.2f} s of processor time; {held:.1f} MB kept, {peak:.1f} MB at most")
    if "--missed" in sys.argv[1:]:
        for name in SETS:
            print(
                *(f"{name}: {ask}" for ask in missed(questions(name), finders["look-up"], 3)),
                sep="\n",
            )


if __name__ == "__main__":
    main()
