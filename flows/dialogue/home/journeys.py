"""The journeys on App Home: the open one whole, with its map; the others in short, paged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from flows.content.base import fill
from flows.content.kinds import Phase
from flows.content.vocabulary import Word
from flows.dialogue.home.drawing import Drawing, HomeLines, word_button
from flows.inputs import Action, Input, Pressed, Verb
from flows.journey.delegation import OUT, delegations
from flows.journey.desk import Desk
from flows.journey.life import FINISHED, RESTS
from flows.journey.showing import capital, count
from flows.journey.values import Journey
from flows.messages import Button, HomeCard, HomePart, Say, Words, joined
from flows.parts.delegation.said import where_line
from flows.parts.map import decided, legend_of, map_phases, phases_of
from flows.parts.memo.stands import why_it_rests
from flows.parts.next_steps import open_steps

#: So many of the other journeys stand on one page; so many memos and delegations beside the map.
A_PAGE, MEMOS_SHOWN, OUT_SHOWN = 8, 3, 5
#: What the buttons of the pages do. The page stands in the button: nothing keeps it.
TURN = "hjem.side"


def page_of(input: Input) -> int:
    """The page of the other journeys that a button asks for; else the first one."""
    action = input.action if isinstance(input, Pressed) else None
    is_page = action is not None and action.verb is Verb.DO and action.step == TURN
    return int(action.arg) if action is not None and is_page and action.arg.isdecimal() else 0


# The open one


def here(drawing: Drawing) -> HomePart | None:
    """The journey whose answers are at hand: where it is, its map, its memos."""
    desk = drawing.open
    if desk is None:
        return None
    cards = drawing.each(partial(_whole, drawing), [desk])
    lines = (
        *drawing.each(_map, [desk]),
        *drawing.each(partial(_memos, drawing), [desk.current]),
    )
    labels = drawing.lines
    buttons = (
        word_button(labels.map, Word.MAP),
        word_button(labels.summary, Word.SUMMARY),
    )
    said = tuple(line for line in lines if line is not None)
    return HomePart(labels.open, said, cards, buttons)


def _whole(drawing: Drawing, desk: Desk) -> HomeCard:
    """Where it is, what is next, and all that is with others."""
    journey = desk.current
    why = why_it_rests(desk)
    where = why or drawing.each(lambda say: say(), (partial(_where, desk, journey),))
    out = delegations(drawing.of(journey), *OUT)[-OUT_SHOWN:]
    away = drawing.each(partial(where_line, drawing.desk), out)
    return HomeCard(Words(journey.title), joined(*where, *away, by="\n"), _resume(desk, journey))


def _resume(desk: Desk, journey: Journey) -> Button:
    return Button(desk.texts.buttons.resume, Action(Verb.SWITCH, journey.id))


def _where(desk: Desk, journey: Journey) -> Say:
    step = desk.step
    if journey.stage == FINISHED:
        return Say(desk.texts.home.finished)
    if journey.stage in RESTS or step is None:
        return Say(desk.texts.home.resting)
    where = Say(step.place)
    return Say(desk.lines(HomeLines).here, {"place": where, "ask": step.question.ask})


def _map(desk: Desk) -> Say:
    phases = map_phases(desk)
    return joined(*phases_of(desk, phases, brief=True), legend_of(desk), by="\n")


def _memos(drawing: Drawing, journey: Journey) -> Say | None:
    """Those that are final, the newest first."""
    lines, desk = drawing.lines, drawing.desk
    filed = [each for each in (*desk.scene.memos, *desk.filed) if each.journey == journey.id]
    if not filed:
        return None
    shown = [Words(each.name) for each in filed[: -MEMOS_SHOWN - 1 : -1]]
    names = joined(*(Say("{name}", {"name": each}) for each in shown), by=", ")
    if rest := len(filed) - len(shown):
        return Say(lines.more_memos, {"names": names, "count": count(desk, rest)})
    return Say(lines.memos, {"names": names})


# The others


def others(drawing: Drawing) -> HomePart | None:
    """The other journeys, those last used first, a page of them in a line or two each."""
    at = drawing.open.about if drawing.open is not None else None
    found, lines = [each for each in drawing.own if each.id != at], drawing.lines
    if not found:
        return None
    pages = -(-len(found) // A_PAGE)
    page = min(drawing.page, pages - 1)
    cards = drawing.each(partial(_short, drawing), found[page * A_PAGE :][:A_PAGE])
    said: tuple[Say, ...] = ()
    if pages > 1:
        said = (Say(lines.page, {"page": str(page + 1), "pages": str(pages)}),)
    heading = lines.journeys if at is None else lines.others
    return HomePart(heading, said, cards, tuple(_turns(lines, page, pages)))


def _turns(lines: HomeLines, page: int, pages: int) -> Iterator[Button]:
    if page > 0:
        yield Button(lines.before, Action(Verb.DO, step=TURN, arg=str(page - 1)))
    if page + 1 < pages:
        yield Button(lines.after, Action(Verb.DO, step=TURN, arg=str(page + 1)))


def _short(drawing: Drawing, journey: Journey) -> HomeCard:
    """How far it is; then what was decided last, its next steps, and what is with others."""
    desk = drawing.desk
    where = drawing.each(lambda say: say(), (partial(_place, drawing, journey),))
    facts = drawing.each(lambda fact: fact(drawing, journey), _FACTS)
    said = [fact for fact in facts if fact is not None]
    lines = (*where, joined(*said, by=" · ")) if said else where
    return HomeCard(Words(journey.title), joined(*lines, by="\n"), _resume(desk, journey))


def _place(drawing: Drawing, journey: Journey) -> Say:
    desk, lines = drawing.desk, drawing.lines
    if journey.stage == FINISHED:
        return Say(desk.texts.home.finished)
    step = desk.flow.path.asked(journey.asked, journey.stage)
    if step is None and (phase := _phase_of(drawing, journey)) is not None:  # nothing asked yet
        return Say(lines.in_short, {"signs": _signs(drawing, phase), "place": phase.title})
    if journey.stage in RESTS or step is None:
        return Say(desk.texts.home.resting)
    where = Say(step.place)
    if step.phase is None:  # before the model, or on the short way
        return Say(lines.here, {"place": where, "ask": step.question.ask})
    return Say(lines.in_short, {"signs": _signs(drawing, step.phase), "place": where})


def _phase_of(drawing: Drawing, journey: Journey) -> Phase | None:
    phases = {each.id: each for each in drawing.desk.flow.library.phases}
    return phases.get(journey.stage.partition(".")[0])


def _signs(drawing: Drawing, phase: Phase) -> str:
    """How many of the model's parts are begun, and how many lie ahead."""
    phases = drawing.desk.flow.library.phases
    at = phases.index(phase) + 1
    return drawing.lines.passed * at + drawing.lines.ahead * (len(phases) - at)


def _last_decision(drawing: Drawing, journey: Journey) -> str | None:
    desk, answers = drawing.desk, drawing.of(journey)
    said = (decided(desk, phase, answers) for phase in reversed(desk.flow.library.phases))
    return next(filter(None, said), None)


def _many_steps(drawing: Drawing, journey: Journey) -> str | None:
    lines, many = drawing.lines, len(open_steps(drawing.of(journey)))
    if many < 2:
        return lines.one_step if many else None
    return fill(lines.steps, count=capital(count(drawing.desk, many)))


def _away(drawing: Drawing, journey: Journey) -> Say | None:
    away = delegations(drawing.of(journey), *OUT)[-1:]
    return where_line(drawing.desk, away[0]) if away else None


#: What is said of a journey in short, where there is something to say.
_FACTS: tuple[Callable[[Drawing, Journey], Say | str | None], ...] = (
    _last_decision,
    _many_steps,
    _away,
)
