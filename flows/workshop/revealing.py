"""The reveal: who may, when, and what is shown."""

from __future__ import annotations

from collections.abc import Callable

from flows.content.base import fill
from flows.content.lines.workshop import TalkPrompt
from flows.messages import Button, Mention, Say, Words
from flows.pieces import cited
from flows.workshop import rules
from flows.workshop.cards import card, round_card
from flows.workshop.inputs import Deed, Did, Form, Unveil
from flows.workshop.messages import Picture, Sheet
from flows.workshop.order import grouped
from flows.workshop.outcome import Cut, Discard
from flows.workshop.spread import Spread
from flows.workshop.table import Table
from flows.workshop.values import FIRST, SECOND, Contribution, RoundState
from flows.workshop.wording import drawn, number, spoken

#: How long a talk may be given, in minutes.
MINUTES = (5, 10)


def pressed_reveal(table: Table, did: Did) -> None:
    """The facilitator wants to see the answers."""
    _show_if_enough(table, did.point, RoundState.COLLECTING, reveal)


def pressed_show_rating(table: Table, did: Did) -> None:
    """The facilitator wants to see the second rating."""
    _show_if_enough(table, did.point, RoundState.RERATING, show_rating)


def _show_if_enough(
    table: Table, point: str, state: RoundState, show: Callable[[Table, str], None]
) -> None:
    """Show what was collected in that state of the round, unless too few have answered."""
    round = table.rounds.get(point)
    if round is None or round.state is not state:
        table.whisper(table.lines.refused.revealed_already)
    elif rules.is_enough(table.view, point):
        show(table, point)
    else:
        _too_few(table, point)


def _too_few(table: Table, point: str) -> None:
    lines, many = table.lines.refused, len(rules.count(table.view, point).answered)
    go_on = table.deed(table.lines.buttons.go_on, Deed.GO_ON, point)
    if table.workshop.anonymous:
        table.whisper(Say(lines.too_few, {"many": number(many).capitalize()}), go_on)
    else:
        table.whisper(lines.nobody_answered, go_on)


def reveal(table: Table, point: str) -> None:
    """Show the answers; the store hands them over in the same transaction."""
    if table.move(point, "reveal"):
        table.sealings.append(Cut(point, FIRST, named=not table.workshop.anonymous))
        table.unveil.append((point, FIRST))


def show_if_all_have(table: Table, point: str) -> bool:
    """When the last one has answered, the answers are shown; True where they are."""
    all_have = rules.all_have_answered(table.view, point)
    if all_have and rules.is_enough(table.view, point):
        reveal(table, point)
        return True
    return False


def withhold(table: Table, point: str) -> None:
    """Go on without showing what too few have answered."""
    if not table.move(point, "withhold"):
        return
    table.set_round(point, withheld=True)
    table.sealings.append(Discard(point, FIRST))
    heading = Say(table.lines.talk.withheld)
    table.redraw(table.shows(point), round_card(table, point))
    table.post(
        Sheet((heading, *prompts(table, Spread.of(()))), buttons=onward(table, point)),
        table.shows(point, "talk"),
        table.shows(point),
    )


def show_rating(table: Table, point: str) -> None:
    """Show the second rating."""
    if table.move(point, "show_rating"):
        table.sealings.append(Cut(point, SECOND, named=not table.workshop.anonymous))
        table.unveil.append((point, SECOND))


def go_on(table: Table, did: Did) -> None:
    """The facilitator goes on without what too few have answered."""
    round = table.rounds.get(did.point)
    if round is not None and round.state is RoundState.COLLECTING:
        if rules.is_enough(table.view, did.point):
            reveal(table, did.point)  # enough have come meanwhile
        else:
            withhold(table, did.point)
    elif round is not None and round.state is RoundState.RERATING:
        table.move(did.point, "show_rating")
        table.sealings.append(Discard(did.point, SECOND))
        line = Say(table.lines.talk.rating_withheld)
        table.post(Sheet((line,), buttons=onward(table, did.point)), None, table.shows(did.point))
    else:
        table.whisper(table.lines.refused.revealed_already)


def unveiled(table: Table, unveil: Unveil) -> None:
    """The answers are in the scene: show them."""
    if unveil.sitting == SECOND:
        _second(table, unveil.point)
    else:
        _first(table, unveil.point)


def _first(table: Table, point: str) -> None:
    found = table.scene.shown.get(point, ())
    spread = Spread.of(each.rating for each in found)
    lines = (_heading(table, point, found), *drawn(table.flow, spread), *prompts(table, spread))
    table.redraw(table.shows(point), round_card(table, point))
    table.redraw(table.shows(), card(table))
    sheet = Sheet(lines, (_source(table, spread),), onward(table, point))
    table.post(sheet, table.shows(point, "talk"), table.shows(point))
    table.post(Sheet(tuple(answers(table, found))), None, table.shows(point))
    if spread.total:
        table.messages.append(_picture(table, point, spread))


def _picture(table: Table, point: str, spread: Spread) -> Picture:
    """The spread once more, for who sees it sooner than reads it."""
    lines = table.lines.spread
    said = {"point": table.flow.title(point), "said": spoken(table.flow, spread)}
    return Picture(
        spread.counts,
        lines.title,
        fill(lines.alt, **said),
        thread=table.shows(point),
        after=table.shows(point, "talk"),
    )


def _heading(table: Table, point: str, found: tuple[Contribution, ...]) -> Say:
    lines = table.lines.talk
    passes = sum(each.passed for each in found)
    slots = {"point": table.flow.title(point), "answered": number(len(found) - passes)}
    if passes:
        return Say(lines.heading_passed, {**slots, "passed": number(passes)})
    return Say(lines.heading, slots)


def answers(table: Table, found: tuple[Contribution, ...]) -> list[Say]:
    """The answers as they are read: widest disagreement first, then who passed and why."""
    lines = table.lines.talk
    said = [Say(lines.answers_anonymous if table.workshop.anonymous else lines.answers)]
    given = [each for each in found if not each.passed]
    for rating, group in grouped(given, table.workshop.chef, table.scene.seed):
        said.append(Say(lines.rating, {"rating": str(rating), "many": number(len(group))}))
        for each in group:
            said += _answer(table, each)
    for each in found:
        if each.passed and each.reason:
            said.append(Say(lines.passed, quote=Words(each.reason)))
    return said


def _answer(table: Table, each: Contribution) -> list[Say]:
    lines, quote = table.lines.talk, Words(each.answer or "")
    said = [Say("", quote=quote)]
    if each.author is not None:
        said = [Say(lines.by, {"who": Mention(each.author)}, quote=quote)]
    if each.reason:
        said.append(Say(lines.because, {"reason": Words(each.reason)}))
    return said


def _fitting(table: Table, spread: Spread) -> TalkPrompt:
    return next(each for each in table.lines.prompts if each.fits == spread.kind.value)


def _source(table: Table, spread: Spread) -> Say:
    """Where what one is asked to talk about comes from."""
    return cited(table.flow.library, _fitting(table, spread).source)


def prompts(table: Table, spread: Spread) -> tuple[Say, ...]:
    """What to talk about, as it fits the spread."""
    found = _fitting(table, spread)
    ends = {"low": str(spread.low), "high": str(spread.high)}
    said = [Say(found.opening, {k: v for k, v in ends.items() if f"{{{k}}}" in found.opening})]
    return (*said, *(Say(table.lines.talk.prompt, {"prompt": each}) for each in found.ask))


def onward(table: Table, point: str) -> tuple[Button, ...]:
    """What can be done while one talks."""
    labels, round = table.lines.buttons, table.rounds[point]
    buttons = [table.form(labels.conclude, Form.CONCLUDE, point)]
    if not round.withheld and not round.rerated:
        buttons.append(table.deed(labels.rate_again, Deed.RATE_AGAIN, point))
    buttons.append(
        table.deed(fill(labels.timer, minutes=MINUTES[0]), Deed.TALK, point, str(MINUTES[0]))
    )
    if any(table.in_state(RoundState.OPEN)):
        buttons.append(table.deed(labels.next, Deed.NEXT))
    return tuple(buttons)


def _second(table: Table, point: str) -> None:
    before = Spread.of(each.rating for each in table.scene.shown.get(point, ()))
    after = Spread.of(each.rating for each in table.scene.again.get(point, ()))
    lines = table.lines.talk
    said = (
        Say(lines.second, {"point": table.flow.title(point)}),
        *drawn(table.flow, after),
        Say(lines.before),
        drawn(table.flow, before)[0],
        *prompts(table, after)[:1],
    )
    sheet = Sheet(said, buttons=onward(table, point))
    table.post(sheet, table.shows(point, "talk"), table.shows(point))
