"""What journeys have taught: offered when the next begins, shown by a word, shared by consent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from flows.inputs import Pressed
from flows.journey.desk import Desk
from flows.journey.question import deed
from flows.journey.showing import beginning, said_when
from flows.journey.values import Answer, Journey, Need, Owned
from flows.language.words import Said, Word
from flows.messages import Button, Mention, Note, Say, Slot, Words
from flows.parts.delegation.replying import reply
from flows.parts.idle import on_buttons
from flows.parts.learning import SharedLearning, SharingState, sharing
from flows.parts.learning.lines import LearningLines

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
