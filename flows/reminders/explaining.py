"""Why the policy decides as it does about one nudge, for whoever runs the bot."""

from __future__ import annotations

from collections.abc import Iterator

from flows.journey.calendar import is_open, opening
from flows.journey.nudges import LIVE, Nudge, subject
from flows.language.dates import local_date, zone
from flows.reminders.planning import day_of, has_point
from flows.reminders.policy import Facts, decide


def explain(facts: Facts, nudge: Nudge) -> Iterator[str]:
    """What is known, one line a rule, and then what would be done now. English, no one's words."""
    tz = facts.habits.tz
    local = nudge.due_at.astimezone(zone(tz))
    yield f"it is {nudge.state.value}, for {local:%Y-%m-%d %H:%M} where they live ({zone(tz)})"
    yield f"last decided: {nudge.why}"
    if facts.gone:
        yield "the person is gone from the workspace: everything is dropped"
    if not facts.habits.preferences.wants(nudge.kind):
        yield "the person does not want this kind"
    called = next((each for each in facts.occasions if subject(each) == nudge.subject), None)
    if called is None:
        yield "nothing calls for it any more: done, moved, paused, closed or deleted"
        return
    own = [each for each in facts.nudges if each.subject == nudge.subject]
    day = day_of(called, nudge.stage, own, tz)
    yield f"number {nudge.stage + 1} of {len(called.days)}, not before {day.isoformat()}"
    if called.until is not None:
        after = "" if has_point(called, local_date(facts.now, tz)) else ", which is past"
        yield f"it has a point until {called.until.isoformat()}{after}"
    if nudge.state in LIVE:
        yield from _when(facts, nudge)


def _when(facts: Facts, nudge: Nudge) -> Iterator[str]:
    found = opening(facts.habits, max(facts.now, nudge.due_at), kind=nudge.kind)
    yield from (f"kept back: {reason}" for reason in found.because)
    if not is_open(facts.habits, facts.now):
        yield "right now is not a moment to write to them"
    decided = decide(facts, "explained")
    now = next((each for each in decided.changed if each.key == nudge.key), nudge)
    if any(each.key == nudge.key for each in decided.send):
        with_it = len(decided.send) - 1
        yield f"a look now would send it, in one message with {with_it} other(s)"
    elif now.state not in LIVE:
        yield f"a look now would make it {now.state.value}: {now.why}"
    else:
        yield f"a look now would leave it for {now.due_at.astimezone(zone(facts.habits.tz)):%F %R}"
