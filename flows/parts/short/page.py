"""Half a page of the short way, to be read by others: why, decided, in danger of, fixed, next."""

from __future__ import annotations

from collections.abc import Iterator

from flows.journey.decision import outcome
from flows.journey.desk import Desk
from flows.journey.short import DECISION, NEXT_STEP, SENTENCE
from flows.journey.showing import on_one_line, show
from flows.messages import Say, Slot, Words, joined
from flows.parts.advice.rules import FIXED
from flows.parts.next_steps import ASKED, next_step, told
from flows.parts.short.view import DECIDES, SHOWN, ViewLines, advice, advised, dangers

#: What the page is called, where it is shared.
PAGE = "kort"
#: So much of an answer stands on the page.
LONGEST = 200


def there_is(desk: Desk) -> bool:
    """Whether there is a page: something was decided on the short way."""
    return desk.journey is not None and desk.answers.given(DECISION) is not None


def page(desk: Desk) -> Iterator[Say]:
    """The page without its heading."""
    lines = desk.lines(ViewLines).page
    value, step = _said(desk, SENTENCE), next_step(desk.answers, NEXT_STEP.removesuffix(ASKED))
    if value is not None:
        yield Say(lines.value, {"value": value})
    choice = _said(desk, DECISION)
    decided = outcome(desk.flow.library.phases[0], desk.answers.given(DECISION))
    if choice is not None:
        yield _decided(desk, choice, decided)
    if found := dangers(desk)[:SHOWN]:
        said = joined(*(each.danger.says for each in found))
        line = lines.therefore if decided == "leave" else lines.dangers
        yield Say(line, {"dangers": said})
    yield from _frames(desk)
    if step is not None:
        yield Say(lines.step, {"step": told(desk, step, LONGEST)})


def _decided(desk: Desk, choice: Slot, decided: str | None) -> Say:
    """What was decided, and what was advised."""
    lines, (speaks_for, then) = desk.lines(ViewLines).page, advice(desk)
    if decided == speaks_for:
        return Say(
            lines.also if decided == "go" else lines.decided, {"choice": choice, "then": then}
        )
    return Say(lines.otherwise, {"choice": choice, "advice": advised(desk, lines.was)})


def _frames(desk: Desk) -> Iterator[Say]:
    """What is fixed, and what the citizens decide."""
    lines = desk.lines(ViewLines).page
    fixed, decides = _said(desk, FIXED), _said(desk, DECIDES)
    if fixed is not None and decides is not None:
        yield Say(lines.frames, {"fixed": fixed, "decides": decides})
    elif fixed is not None:
        yield Say(lines.fixed, {"fixed": fixed})
    elif decides is not None:
        yield Say(lines.decides, {"decides": decides})


def _said(desk: Desk, id: str) -> Slot | None:
    """The answer on one line and without a full stop; None where there is none."""
    if desk.answers.given(id) is None:
        return None
    shown = on_one_line(show(desk, desk.flow.path.by_id[id], desk.answers.get(id)), LONGEST)
    if isinstance(shown, Words):
        return Words(shown.text.rstrip(" ."))
    return shown.lower() if isinstance(shown, str) and id == FIXED else shown
