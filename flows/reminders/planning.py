"""From what calls for nudges to the nudges themselves: which are planned, moved or dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from flows.journey.calendar import Habits, Opening, is_open, opening
from flows.journey.nudges import LIVE, Nudge, NudgeState, Occasion, moved, subject
from flows.language.dates import local_date

#: Gone out; whether anything came of it or not.
TOLD = frozenset({NudgeState.SENT, NudgeState.ACTED, NudgeState.SNOOZED})


def plan(
    occasions: Iterable[Occasion],
    nudges: Iterable[Nudge],
    habits: Mapping[str, Habits],
    now: datetime,
) -> list[Nudge]:
    """The nudges that are new or changed, for occasions and nudges of the same journeys.

    Nudges of people who are not in ``habits`` are left alone.
    """
    mine = [nudge for nudge in nudges if nudge.user in habits]
    told: dict[tuple[str, ...], list[Nudge]] = {}
    for nudge in mine:
        told.setdefault(nudge.subject, []).append(nudge)
    wanted: dict[tuple[str, ...], Nudge | None] = {}
    for occasion in occasions:
        if occasion.user in habits and habits[occasion.user].preferences.wants(occasion.kind):
            own = told.get(subject(occasion), [])
            wanted[subject(occasion)] = _next(occasion, own, habits[occasion.user], now)
    return [*_kept(mine, wanted, now), *_new(mine, wanted)]


def day_of(occasion: Occasion, stage: int, told: Iterable[Nudge], tz: str | None) -> date:
    """The day from which the nudge of this stage may be sent; the next counts from the last."""
    day = occasion.days[stage]
    before = [each for each in told if each.stage < stage and each.sent_at is not None]
    if before:
        last = max(before, key=lambda each: each.stage)
        gap = occasion.days[stage] - occasion.days[last.stage]
        day = max(day, local_date(last.sent_at, tz) + gap)  # type: ignore[arg-type]
    return day


def has_point(occasion: Occasion, today: date) -> bool:
    """Whether it may still be said."""
    return occasion.until is None or today <= occasion.until


def _next(occasion: Occasion, own: list[Nudge], habits: Habits, now: datetime) -> Nudge | None:
    """The nudge that is to come next about this occasion, as it would be planned now."""
    snoozed = [each for each in own if each.state is NudgeState.SNOOZED]
    again = [each for each in own if each.state in LIVE and each.sent_at is not None]
    if snoozed or again:  # what was put off goes first, and comes again by itself
        return (snoozed or again)[0] if has_point(occasion, _day(now, habits)) else None
    stage = max((each.stage for each in own if each.state in TOLD), default=-1) + 1
    if stage >= len(occasion.days):
        return None
    day = day_of(occasion, stage, own, habits.tz)
    found = opening(habits, now, day, occasion.kind)
    if stage == 0 and occasion.at is not None and occasion.at > now:
        found = _chosen(occasion.at, habits)
    if not has_point(occasion, _day(found.at, habits)):
        return None
    return Nudge(
        user=occasion.user,
        kind=occasion.kind,
        cause=occasion.cause,
        stage=stage,
        due_at=found.at,
        journey=occasion.journey,
        about=occasion.about,
        why="; ".join(found.because) or "planned",
    )


def _chosen(at: datetime, habits: Habits) -> Opening:
    """The moment that somebody chose, or the first one after it that may be."""
    return Opening(at, ("chosen",)) if is_open(habits, at) else opening(habits, at)


def _day(moment: datetime, habits: Habits) -> date:
    return local_date(moment, habits.tz)


def _kept(
    nudges: list[Nudge], wanted: Mapping[tuple[str, ...], Nudge | None], now: datetime
) -> Iterator[Nudge]:
    """What becomes of the nudges that are there."""
    for nudge in nudges:
        about = wanted.get(nudge.subject)
        is_next = about is not None and about.stage == nudge.stage
        changed: Nudge | None = None
        if nudge.subject not in wanted:
            changed = moved(nudge, "drop", "no longer called for") or (
                moved(nudge, "act", "it was seen to")
            )
        elif nudge.state in LIVE and not is_next:
            changed = moved(nudge, "drop", "it has lost its point")
        elif is_next and nudge.state is NudgeState.DROPPED and about is not None:
            changed = moved(nudge, "revive", about.why, about.due_at)
        elif is_next and nudge.state is NudgeState.PLANNED and about is not None:
            changed = _moved(nudge, about, now)
        if changed is not None:
            yield changed


def _moved(nudge: Nudge, fresh: Nudge, now: datetime) -> Nudge | None:
    """Planned again for another time; what has fallen due is for ``decide``."""
    if nudge.sent_at is not None or nudge.due_at <= now or nudge.due_at == fresh.due_at:
        return None
    return replace(nudge, due_at=fresh.due_at, why=fresh.why)


def _new(nudges: list[Nudge], wanted: Mapping[tuple[str, ...], Nudge | None]) -> Iterator[Nudge]:
    there = {(nudge.user, nudge.key) for nudge in nudges}
    for nudge in wanted.values():
        if nudge is not None and (nudge.user, nudge.key) not in there:
            yield nudge
