"""Small pieces of wording: numbers, moments, people, and how ratings lie."""

from __future__ import annotations

from datetime import datetime

from flows.content.base import fill
from flows.language.dates import COUNTS, WEEKDAYS, local_date, say_date, zone
from flows.messages import Mention, Say, Slot
from flows.workshop.flow import WorkshopFlow
from flows.workshop.spread import SCALE, Spread
from flows.workshop.values import Participant

#: One mark a rating, and at most so many.
MARK, MOST_MARKS = "▪", 12
#: So many people are named one by one.
MOST_NAMED = 20
_NUMBERS = {many: word for word, many in COUNTS.items() if word not in ("en", "et", "ét")}


def number(many: int) -> str:
    """'to', 'ingen', and figures from 13."""
    if not many:
        return "ingen"
    return _NUMBERS.get(many, str(many))


def moment(at: datetime, tz: str | None, now: datetime) -> str:
    """'fredag den 5. december kl. 12.00'."""
    local = at.astimezone(zone(tz))
    day = say_date(local.date(), local_date(now, tz))
    return f"{WEEKDAYS[local.weekday()]} den {day} kl. {local:%H.%M}"


def clock(at: datetime, tz: str | None) -> str:
    """'kl. 10.35'."""
    return f"kl. {at.astimezone(zone(tz)):%H.%M}"


def drawn(flow: WorkshopFlow, spread: Spread) -> tuple[Say, ...]:
    """The ratings drawn, and the same in words for who hears them."""
    lines = flow.lines.spread
    parts = []
    for n, many in zip(SCALE, spread.counts, strict=True):
        marks = MARK * min(many, MOST_MARKS) + (f" ({many})" if many > MOST_MARKS else "")
        parts.append(f"{n} {marks}".strip())
    return (
        Say(lines.drawn, {"marks": " · ".join(parts)}),
        Say(lines.said, {"said": spoken(flow, spread)}),
    )


def spoken(flow: WorkshopFlow, spread: Spread) -> str:
    """'En siger 2, to siger 3 og tre siger 4', without markup."""
    lines = flow.lines.spread
    said = [
        fill(lines.one if many == 1 else lines.several, many=number(many), rating=n)
        for n, many in zip(SCALE, spread.counts, strict=True)
        if many
    ]
    return _begun(listed(said, lines.and_))


def _begun(text: str) -> str:
    """With a capital letter at the front."""
    return text[:1].upper() + text[1:]


def listed(parts: list[str], and_: str) -> str:
    """'a, b og c'."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {and_} {parts[-1]}"


def people(flow: WorkshopFlow, there: tuple[Participant, ...]) -> Say:
    """Who takes part, by name as long as they are few."""
    named = there[:MOST_NAMED]
    slots: dict[str, Slot] = {f"p{n}": Mention(each.user) for n, each in enumerate(named)}
    names = listed([f"{{p{n}}}" for n in range(len(named))], flow.lines.spread.and_)
    rest = len(there) - len(named)
    lines = flow.lines.card
    if not there:
        return Say(lines.nobody)
    template = lines.people if not rest else lines.people_and_more
    # The names go in before the slots are filled: they are slots themselves.
    filled = template.replace("{people}", names).replace("{more}", str(rest))
    return Say(filled.replace("{many}", number(len(there))), slots)
