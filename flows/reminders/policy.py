"""The decision at the moment of sending, from the state as it is then, and why it is so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from flows.journey.calendar import Habits, is_open, opening
from flows.journey.nudges import LIVE, URGENCY, Nudge, NudgeState, Occasion, moved, subject
from flows.language.dates import local_date, zone
from flows.reminders.planning import day_of, has_point, plan

#: So many things stand in one message.
MOST = 6


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person at one moment.

    ``occasions`` are what calls for nudges to the person now, ``nudges`` all that there are about
    the same journeys. ``gone``: deactivated, or no longer in the workspace.
    """

    habits: Habits
    occasions: tuple[Occasion, ...]
    nudges: tuple[Nudge, ...]
    now: datetime
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """``send`` goes out now in one message, the most urgent first. ``changed`` is to be kept."""

    send: tuple[Nudge, ...] = ()
    changed: tuple[Nudge, ...] = ()


def decide(facts: Facts, batch: str) -> Decision:
    """What is sent to the person now, and what becomes of every nudge."""
    if facts.gone:
        gone = [moved(each, "drop", "the person is gone") for each in facts.nudges]
        return Decision(changed=tuple(each for each in gone if each is not None))
    habits = {facts.habits.user: facts.habits}
    planned = plan(facts.occasions, facts.nudges, habits, facts.now)
    table = {nudge.key: nudge for nudge in (*facts.nudges, *planned)}
    due = [each for each in table.values() if each.state in LIVE and each.due_at <= facts.now]
    send, changed = _now_or_later(facts, due, list(table.values()), batch)
    table |= {nudge.key: nudge for nudge in (*send, *changed)}
    if send:  # what comes after them counts from now
        told = replace(facts.habits, nudged_at=facts.now)
        after = plan(facts.occasions, table.values(), {told.user: told}, facts.now)
        table |= {nudge.key: nudge for nudge in after}
    before = {nudge.key: nudge for nudge in facts.nudges}
    kept = [nudge for key, nudge in table.items() if nudge != before.get(key)]
    return Decision(tuple(send), tuple(kept))


def _now_or_later(
    facts: Facts, due: list[Nudge], every: list[Nudge], batch: str
) -> tuple[list[Nudge], list[Nudge]]:
    """Those that go out now, and those that are moved."""
    if due and not is_open(facts.habits, facts.now):
        found = opening(facts.habits, facts.now)
        because = "; ".join(found.because)
        later = [moved(each, "wait", because, found.at) for each in due]
        return [], [each for each in later if each is not None]
    today = local_date(facts.now, facts.habits.tz)
    along = [
        each
        for each in every
        if each.state in LIVE and local_date(each.due_at, facts.habits.tz) <= today
    ]
    ordered = sorted(along, key=lambda each: (URGENCY[each.kind], each.due_at, each.key))
    if not due:
        return [], []
    next_day = opening(replace(facts.habits, nudged_at=facts.now), facts.now).at
    later = [moved(each, "wait", "one message holds no more", next_day) for each in ordered[MOST:]]
    return (
        [_sent(each, facts.now, batch) for each in ordered[:MOST]],
        [each for each in later if each is not None],
    )


def _sent(nudge: Nudge, now: datetime, batch: str) -> Nudge:
    sent = moved(nudge, "send", "sent")
    if sent is None:
        raise ValueError(f"a nudge that is {nudge.state.value} cannot be sent")
    return replace(sent, state=NudgeState.SENT, sent_at=now, batch=batch)


def explain(facts: Facts, nudge: Nudge) -> Iterator[str]:
    """What is known, one line a rule, and then what would be done now. English, no one's words."""
    tz = facts.habits.tz
    local = nudge.due_at.astimezone(zone(tz))
    yield f"it is {nudge.state.value}, for {local:%Y-%m-%d %H:%M} where they live ({zone(tz)})"
    yield f"last decided: {nudge.why}"
    if facts.gone:
        yield "the person is gone from the workspace: everything is dropped"
    if facts.habits.preferences.unread:
        yield f"settings that cannot be read: {', '.join(facts.habits.preferences.unread)}"
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
