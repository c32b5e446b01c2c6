"""The informal contract: made of the answers, written out, and looked at again at an interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict

from flows.content import leaning
from flows.content.base import Content, Label, Lines, Plain, for_each, says
from flows.content.vocabulary import Word
from flows.inputs import Action, Pressed, Verb
from flows.journey.desk import Desk
from flows.journey.keeping import keep
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.question import RUN, back, deed, of_journey
from flows.journey.records import Record, one
from flows.journey.showing import beginning, capital, on_day
from flows.journey.values import Answers
from flows.language.text import unstopped
from flows.language.words import Said
from flows.messages import Button, Say, Slot, Words
from flows.parts.reminding import Effort, ReminderSource, Thing, hello, stored_day
from flows.parts.reminding_lines import ReminderLines

On = Annotated[str, says("when")]


#: Who owns the task, how obliged one is, and whether it was lived up to.
OWNERS, OBLIGED = ("os", "dem", "sammen"), ("proever", "regner", "lover")
REVIEWED = ("ja", "delvist", "nej")


class ContractButtons(Content):
    """Labels."""

    make: Label
    review: Label
    correct: Label


class ContractLines(Lines):
    """``written`` is said when it is new, ``kept`` and ``broken`` after it was looked at again."""

    AREA = "contract"

    heading: On
    parties: Annotated[str, says("parties")]
    nobody: Plain
    ours: Annotated[str, says("ours")]
    theirs: Annotated[str, says("theirs")]
    owner: Annotated[Mapping[str, Plain], for_each(OWNERS)]
    obligation: Annotated[Mapping[str, Plain], for_each(OBLIGED)]
    shared: Annotated[str, says("shared")]
    next: On
    overdue: On
    when_asked: Plain
    no_interval: Plain
    reviewed: Annotated[Mapping[str, On], for_each(REVIEWED)]
    what: Plain
    do: Plain
    written: Plain
    none: Plain
    kept: Annotated[str, says("next")]
    broken: Annotated[str, says("next")]
    needs_contract: Plain
    buttons: ContractButtons


Held = Literal["ja", "delvist", "nej"]


class Review(BaseModel):
    """Once looked at again: whether it was lived up to, what was not, and what is done about it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    on: date
    held: Held
    what: str | None = None
    do: str | None = None


class Contract(Record):
    """What was agreed. ``owner`` and ``obligation`` are ids of choices of the course ``kontrakt``.

    ``next_review`` is when it is to be looked at again: every ``interval_days``, or None.
    """

    KIND: ClassVar[str] = "contract"

    agreed: date
    parties: str | None = None
    ours: str | None = None
    theirs: str | None = None
    owner: str | None = None
    obligation: str | None = None
    shared: str | None = None
    interval_days: int | None = None
    next_review: date | None = None
    reviews: tuple[Review, ...] = ()


COURSE, REVIEW = leaning.course("kontrakt"), leaning.course("lever")
#: There is one a journey.
ID = "kontrakt"
#: After how many days it is looked at again, by the choice.
INTERVALS = {"maaned": 30, "kvartal": 91, "halvaar": 182}
INTERVAL = leaning.question("kontrakt.interval", INTERVALS)
#: The fields that are answers to the course.
_FIELDS = {
    "parties": leaning.question("kontrakt.parter"),
    "ours": leaning.question("kontrakt.vi"),
    "theirs": leaning.question("kontrakt.de"),
    "owner": leaning.question("kontrakt.ejer", OWNERS),
    "obligation": leaning.question("kontrakt.forpligtet", OBLIGED),
    "shared": leaning.question("kontrakt.deler"),
}
#: How it was lived up to; what was not, and what is done about it.
HELD = leaning.question("lever.holder", get_args(Held))
BROKEN, DO = leaning.question("lever.hvad"), leaning.question("lever.goer")


def agreed(answers: Answers, old: Contract | None, today: date) -> Contract | None:
    """The contract as the answers say it now; None where nothing was agreed.

    How it was lived up to stays, and the day to look at it stays where the interval does.
    """
    said = {field: answers.given(step) for field, step in _FIELDS.items()}
    if not any((said["parties"], said["ours"], said["theirs"])):
        return None
    interval = INTERVALS.get(str(answers.given(INTERVAL)))
    kept = old is not None and old.interval_days == interval
    next_review = old.next_review if old and kept else after(interval, today)
    return Contract(
        id=ID,
        agreed=old.agreed if old else today,
        interval_days=interval,
        next_review=next_review,
        reviews=old.reviews if old else (),
        **said,
    )


def after(interval: int | None, today: date) -> date | None:
    """The day on which to look at it, so many days from today."""
    return today + timedelta(days=interval) if interval else None


def reviewed(contract: Contract, answers: Answers, today: date) -> Contract | None:
    """The contract with the answers of this look at it; None where it was not said."""
    held = answers.given(HELD)
    if held not in get_args(Held):
        return None
    broken = held != "ja"
    review = Review(
        on=today,
        held=held,
        what=answers.given(BROKEN) if broken else None,
        do=answers.given(DO) if broken else None,
    )
    next_review = after(contract.interval_days, today)
    return contract.model_copy(
        update={"reviews": (*contract.reviews, review), "next_review": next_review}
    )


def contract_lines(desk: Desk, contract: Contract) -> list[Say]:
    """The contract in plain sentences."""
    lines = desk.lines(ContractLines)
    parties = {"parties": Words(unstopped(contract.parties))} if contract.parties else {}
    said = [
        Say(lines.heading, {"when": on_day(desk, contract.agreed)}),
        Say(lines.parties if parties else lines.nobody, parties),
    ]
    for line, name in ((lines.ours, "ours"), (lines.theirs, "theirs"), (lines.shared, "shared")):
        text = getattr(contract, name)
        if text:
            said.append(Say(line, {name: beginning(Words(text))}))
    chosen = ((lines.owner, contract.owner), (lines.obligation, contract.obligation))
    return [*said, *(Say(of[id]) for of, id in chosen if id and id in of)]


def beside(desk: Desk) -> list[Say]:
    """The contract beside a question, where there is one."""
    contract = one(desk.answers, Contract, ID)
    return contract_lines(desk, contract) if contract else []


LOOK = "contract.review"


def _held(desk: Desk) -> Contract | None:
    return one(desk.answers, Contract, ID)


def _keep_up(desk: Desk) -> None:
    """Where there is a contract, it follows the answers; with the last of them it goes."""
    held = _held(desk)
    if held is None:
        return
    now = agreed(desk.answers, held, desk.today)
    if now is None:
        desk.erase(held.step)
    else:
        keep(desk, COURSE, now)


def _agreed(desk: Desk) -> list[Say]:
    """At the end of the course: the contract, in sentences."""
    made = agreed(desk.answers, _held(desk), desk.today)
    if made is None:
        return []
    keep(desk, COURSE, made)
    return [*contract_lines(desk, made), _next(desk, made), Say(desk.lines(ContractLines).written)]


def _next(desk: Desk, held: Contract) -> Say:
    lines = desk.lines(ContractLines)
    if held.next_review is None:
        asked = desk.answers.given(INTERVAL) is not None
        return Say(lines.when_asked if asked else lines.no_interval)
    line = lines.next if held.next_review >= desk.today else lines.overdue
    return Say(line, {"when": on_day(desk, held.next_review)})


@of_journey
def _word(desk: Desk, _: Said) -> None:
    """'kontrakt': the contract and how it was lived up to, or the way to make one."""
    labels, held = desk.lines(ContractLines).buttons, _held(desk)
    if held is None:
        make = deed(desk, labels.make, RUN, COURSE)
        desk.note(desk.lines(ContractLines).none, buttons=(make,))
    else:
        correct = deed(desk, labels.correct, RUN, COURSE)
        buttons = (deed(desk, labels.review, LOOK), correct)
        looked = (line for each in held.reviews for line in _review(desk, each))
        lines = [*contract_lines(desk, held), _next(desk, held), *looked]
        desk.note(*lines, buttons=buttons)
    desk.again()


def _review(desk: Desk, review: Review) -> list[Say]:
    lines = desk.lines(ContractLines)
    when = {"when": capital(on_day(desk, review.on))}
    said = [Say(lines.reviewed[review.held], when)]
    for line, text in ((lines.what, review.what), (lines.do, review.do)):
        said += [Say(line, quote=beginning(Words(text)))] if text else []
    return said


def _look(desk: Desk, _: Pressed) -> None:
    """Ask whether it is lived up to."""
    if desk.journey is None or _held(desk) is None:
        back(desk, desk.lines(ContractLines).needs_contract)
    else:
        desk.wish("run", REVIEW)


def _looked(desk: Desk) -> list[Say]:
    """Keep how it was lived up to, and say when to look again."""
    held, lines = _held(desk), desk.lines(ContractLines)
    now = reviewed(held, desk.answers, desk.today) if held else None
    if now is None:
        return []
    desk.put(now)
    line = lines.kept if now.reviews[-1].held == "ja" else lines.broken
    return [Say(line, {"next": _next(desk, now)})]


LINES = (ContractLines,)
WORDS = {Word.CONTRACT: _word}
DEEDS = {LOOK: _look}
ON_DONE = {COURSE: _agreed, REVIEW: _looked}
KEEP_UP = {COURSE: _keep_up}


#: Days: nobody looks at a contract more seldom.
LONGEST_INTERVAL = 3_660


def _due(effort: Effort) -> Iterator[Occasion]:
    """On the day of the next look, and once more where nobody looked."""
    held = one(effort.answers, Contract, ID)
    if held is None or (day := stored_day(held.next_review)) is None:
        return
    again = timedelta(days=min(held.interval_days or 30, LONGEST_INTERVAL))
    yield effort.occasion(NudgeKind.CONTRACT, day, day + again)


def _remind(desk: Desk, effort: Effort, _: Nudge) -> Thing:
    """The contract in short, and the question."""
    lines, journey = desk.lines(ReminderLines), effort.journey
    slots: dict[str, Slot] = {"title": Words(journey.title)}
    held = one(effort.answers, Contract, ID)
    look = Action(Verb.DO, journey.id, LOOK, journey.revision)
    alone = (
        Say(lines.contract.alone, {**slots, "hello": hello(desk)}),
        *(contract_lines(desk, held) if held is not None else ()),
        Say(lines.contract.ask),
    )
    button = Button(lines.contract.look, look, main=True)
    return Thing(Say(lines.contract.short, slots), alone, (button,))


SOURCE = ReminderSource(NudgeKind.CONTRACT, _due, _remind)
