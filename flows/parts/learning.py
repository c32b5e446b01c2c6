"""What journeys have taught: offered when the next begins, shown by a word, shared by consent.

At the planned end, and once more half a year later, one is reminded to evaluate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, ClassVar

from dateutil.relativedelta import relativedelta
from pydantic import Field

from flows.content import leaning
from flows.content.base import Label, Lines, Plain, QuestionRef, says
from flows.content.vocabulary import Word
from flows.inputs import Action, Pressed, Verb
from flows.journey.desk import Desk
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.question import deed
from flows.journey.records import Record, one
from flows.journey.showing import beginning, said_when
from flows.journey.steps import iso_day
from flows.journey.values import Answer, Answers, Journey, Need, Owned
from flows.language.words import Said
from flows.messages import Button, Mention, Note, Say, Slot, Words
from flows.parts.delegation.said import reply
from flows.parts.idle import on_buttons
from flows.parts.reminding import Effort, ReminderSource, Thing, hello, quoted, stored_day
from flows.parts.reminding_lines import ReminderLines


class LearningLines(Lines):
    """``questions`` are those whose answers are learning, the most telling first.

    ``own`` and ``others`` introduce what somebody wrote; ``also`` stands between two of them.
    """

    AREA = "learning"

    questions: tuple[QuestionRef, ...] = Field(min_length=1, max_length=10)
    own: Annotated[str, says("title", "when")]
    others: Annotated[str, says("who", "title")]
    also: Plain
    more: Plain
    nothing: Plain
    may_share: Plain
    shared: Plain
    kept: Plain
    withdrawn: Plain
    is_shared: Annotated[str, says("title")]
    is_not_shared: Annotated[str, says("title")]
    changed: Plain
    share: Label
    keep: Label
    withdraw: Label


class SharingState(StrEnum):
    """ASKED and KEPT show nothing to anybody; WITHDRAWN no longer does."""

    ASKED = "asked"
    KEPT = "kept"
    SHARED = "shared"
    WITHDRAWN = "withdrawn"


class SharedLearning(Record):
    """There is one in a journey. It holds no words.

    ``shown`` has when each answer was given that may be shown, by its step: an answer that was
    changed since is not the one that was agreed to.
    """

    KIND: ClassVar[str] = "shared_learning"

    id: str = "erkendelse"
    state: SharingState
    shown: dict[str, datetime] = Field(default_factory=dict)


def sharing(answers: Answers) -> SharedLearning | None:
    """What was agreed to, or None where it was not asked about yet."""
    return one(answers, SharedLearning, "erkendelse")


SHARE, KEEP, WITHDRAW = "learning.share", "learning.keep", "learning.withdraw"
#: So many pieces are offered where a journey begins; so many of each journey are shown.
OFFERED, SHOWN = 2, 3
#: From so many journeys, and so much of each piece.
JOURNEYS_SHOWN, LENGTH = 5, 250
MOST_BUTTONS = 4


@dataclass(frozen=True, slots=True)
class Learnt:
    """What one person may see of one journey, the most telling first."""

    owner: str
    journey: Journey
    answers: tuple[Answer, ...]


def offer(desk: Desk) -> list[Say]:
    """Two or three lines where a journey begins; none where nothing is known."""
    found = list(_seen(desk))
    if not found:
        return []
    first = found[0]
    said = _told(desk, first, OFFERED)
    if len(found) > 1 or len(first.answers) > OFFERED:
        said.append(Say(desk.lines(LearningLines).more))
    return said


def listing(desk: Desk) -> list[Say]:
    """All that one may see, of the journeys that were last used."""
    return [
        line for each in list(_seen(desk))[:JOURNEYS_SHOWN] for line in _told(desk, each, SHOWN)
    ]


def _seen(desk: Desk) -> Iterator[Learnt]:
    """One's own first, then what others have shared; the last used first."""
    me = desk.person.id
    loaded = sorted(desk.scene.learning, key=lambda each: each.journey.updated_at, reverse=True)
    for each in sorted(loaded, key=lambda each: each.owner != me):
        answers = tuple(_visible(desk, each))
        if answers:
            yield Learnt(each.owner, each.journey, answers)


def _visible(desk: Desk, of: Owned) -> Iterator[Answer]:
    """One's own words, and of others' those that were agreed to and have not changed since."""
    agreed = sharing(of.answers)
    shown = agreed.shown if agreed and agreed.state is SharingState.SHARED else {}
    for step in desk.lines(LearningLines).questions:
        answer = of.answers.get(step)
        if answer is None or not isinstance(of.answers.given(step), str):
            continue
        mine = answer.author == desk.person.id
        if mine or of.owner == desk.person.id or shown.get(step) == answer.said_at:
            yield answer


def _told(desk: Desk, learnt: Learnt, most: int) -> list[Say]:
    lines, title = desk.lines(LearningLines), Words(learnt.journey.title)
    first, *more = learnt.answers[:most]
    own = desk.person.id in (first.author, learnt.owner)
    slots: dict[str, Slot] = {"title": title}
    if own:
        heading = Say(lines.own, {**slots, "when": said_when(desk, first)}, quote=_quote(first))
    else:
        heading = Say(lines.others, {**slots, "who": Mention(learnt.owner)}, quote=_quote(first))
    return [heading, *(Say(lines.also, quote=_quote(answer)) for answer in more)]


def _quote(answer: Answer) -> Slot:
    return beginning(Words(str(answer.value)), LENGTH)


def mine(desk: Desk) -> list[Answer]:
    """What the person wrote themselves in the journey that the turn is about."""
    found = (desk.answers.get(step) for step in desk.lines(LearningLines).questions)
    return [
        answer
        for answer in found
        if answer is not None
        and answer.author == desk.person.id
        and isinstance(desk.answers.given(answer.step), str)
    ]


def ask_to_share(desk: Desk) -> None:
    """Once, where a journey has taught something: whether others may see it, and what."""
    if sharing(desk.answers) is not None or not mine(desk):
        return
    desk.put(SharedLearning(state=SharingState.ASKED))
    question(desk)


def question(desk: Desk) -> None:
    """What would be shown, and whether it may."""
    lines = desk.lines(LearningLines)
    shown = mine(desk)[:SHOWN]
    said = [Say(lines.may_share), *(Say("", quote=_quote(answer)) for answer in shown)]
    buttons = (
        deed(desk, lines.share, SHARE, shown_now(desk)),
        deed(desk, lines.keep, KEEP),
    )
    desk.say(Note(tuple(said), buttons))


def shown_now(desk: Desk) -> str:
    """A digest of what would be shared, which its button carries: only what was seen is agreed."""
    shown = [(answer.step, answer.value) for answer in mine(desk)[:SHOWN]]
    return sha256(repr(shown).encode()).hexdigest()[:16]


def share_buttons(desk: Desk) -> tuple[list[Say], tuple[Button, ...]]:
    """Whether the open journey's is shared, and the way to change that."""
    journey, lines = desk.journey, desk.lines(LearningLines)
    if journey is None or journey.delegated is not None or not mine(desk):
        return [], ()
    agreed = sharing(desk.answers)
    is_shared = agreed is not None and agreed.state is SharingState.SHARED
    line = lines.is_shared if is_shared else lines.is_not_shared
    label, name = (lines.withdraw, WITHDRAW) if is_shared else (lines.share, SHARE)
    said = [Say(line, {"title": Words(journey.title)})]
    return said, (deed(desk, label, name, shown_now(desk)),)


def agree(desk: Desk, press: Pressed) -> str:
    """Do what was pressed; the line that says so."""
    lines = desk.lines(LearningLines)
    if press.action.step == SHARE:
        shown = {answer.step: answer.said_at for answer in mine(desk)[:SHOWN]}
        if not shown:
            return lines.changed
        desk.put(SharedLearning(state=SharingState.SHARED, shown=shown))
        return lines.shared
    if press.action.step == WITHDRAW:
        desk.put(SharedLearning(state=SharingState.WITHDRAWN))
        return lines.withdrawn
    desk.put(SharedLearning(state=SharingState.KEPT))
    return lines.kept


def _show(desk: Desk, _: Said) -> None:
    """What one may see; and whether the open journey's is shared."""
    found = listing(desk)
    said, buttons = share_buttons(desk)
    if not found and not said:
        desk.again(desk.lines(LearningLines).nothing)
        return
    desk.set_person(asking=None)
    ways = (*buttons, *on_buttons(desk))[:MOST_BUTTONS]
    desk.note(*found, *said, buttons=ways)


def _agree(desk: Desk, press: Pressed) -> None:
    if desk.journey is None or desk.journey.delegated is not None:
        reply(desk, desk.lines(LearningLines).changed)
    elif press.action.step == SHARE and not _was_seen(desk, press):
        question(desk)
    else:
        reply(desk, agree(desk, press))


def _was_seen(desk: Desk, press: Pressed) -> bool:
    """Whether it was asked about, and what would be shared now stood where it was pressed."""
    return sharing(desk.answers) is not None and press.action.arg == shown_now(desk)


LINES = (LearningLines,)
WORDS = {Word.LEARNING: _show}
NEEDS = {Word.LEARNING: (Need.LEARNING,)}
DEEDS = {SHARE: _agree, KEEP: _agree, WITHDRAW: _agree}


#: The steps that it looks at: the planned end; how one would know; how close one came; what was
#: learnt.
END, SUCCESS = leaning.question("rammer.tid"), leaning.question("formaal.succes")
REACHED, LEARNT = leaning.question("maalopfyldelse.maal"), leaning.question("refleksion.laert")
AT_THE_END, LATER = "end", "learning"
HALF_A_YEAR = 6


def _due(effort: Effort) -> Iterator[Occasion]:
    """At the planned end, unless it was evaluated before; and half a year after."""
    end = _end(effort)
    if end is None:
        return
    if effort.answers.get(REACHED) is None:
        yield effort.occasion(NudgeKind.EVALUATION, end, about=AT_THE_END)
    later = end + relativedelta(months=HALF_A_YEAR)
    yield effort.occasion(NudgeKind.EVALUATION, later, about=LATER)


def _end(effort: Effort) -> date | None:
    """The planned end; where none was planned, the day on which one looked back."""
    planned, learnt = effort.answers.given(END), effort.answers.get(LEARNT)
    if iso_day(planned) is None:
        return effort.day(learnt.said_at) if learnt is not None else None
    return stored_day(planned)


def _remind(desk: Desk, effort: Effort, nudge: Nudge) -> Thing:
    """What was hoped for, or learnt, in one's own words, and the question."""
    lines, journey = desk.lines(ReminderLines).evaluation, effort.journey
    title: dict[str, Slot] = {"title": Words(journey.title)}
    greeting = {**title, "hello": hello(desk)}
    go = Button(desk.lines(ReminderLines).buttons.go_on, Action(Verb.SWITCH, journey.id), main=True)
    if nudge.about == LATER:
        quote = quoted(desk, effort, LEARNT, lines.learnt)
        alone = (Say(lines.later, greeting), *quote, Say(lines.later_ask))
        return Thing(Say(lines.later_short, title), alone, (go,))
    quote = quoted(desk, effort, SUCCESS, lines.hoped)
    alone = (Say(lines.end, greeting), *quote, Say(lines.end_ask))
    return Thing(Say(lines.end_short, title), alone, (go,))


SOURCE = ReminderSource(NudgeKind.EVALUATION, _due, _remind)
