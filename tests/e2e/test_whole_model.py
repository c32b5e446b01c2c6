"""A chef goes through all four phases, now by typing, now by pressing, each with its summary."""

from __future__ import annotations

import pytest

from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, path, texts
from tests.e2e.marks import on_sqlite
from tests.e2e.reading import has, pattern, said

#: What a summary begins with.
REACHED = (texts.summary.reached, texts.summary.reached_all)
CRITERION = "40 unge bruger stedet hver uge."


@pytest.mark.slow
@on_sqlite
@pytest.mark.parametrize("by", ["typing", "pressing"])
async def test_from_the_first_word_to_what_was_learnt(karen: Chef, world: World, by: str) -> None:
    await karen.begins("Mødested for unge")
    reached: list[str] = []
    recalled: list[str] = []
    for _ in range(len(path().steps) + 3 * len(library().phases)):
        if any(has(message, texts.finished) for message in karen.heard):
            break
        # The last one: what is recalled beside it was asked earlier.
        words, steps = said(karen.last), path().steps[::-1]
        open_step = next((s for s in steps if pattern(s.question.ask).search(words)), None)
        if any(has(message, CRITERION) for message in karen.heard) and open_step is not None:
            recalled.append(open_step.phase.id if open_step.phase else "")
        reached += [
            phase.id
            for phase in library().phases
            if any(has(karen.last, line.replace("{phase}", phase.title)) for line in REACHED)
        ]
        if has(karen.last, texts.phase_done):
            await karen.says("fortsæt")
        elif open_step is not None and open_step.id == "formaal.succes":
            await karen.says(CRITERION)
        elif by == "typing":
            await karen.answers_by_typing("Det ved de unge bedst selv.")
        else:
            await karen.answers_by_pressing()
    await karen.sees(texts.finished)
    assert reached == [phase.id for phase in library().phases]
    assert {"udfoerelse", "erkendelse"} <= set(recalled), "the success criterion is shown again"
