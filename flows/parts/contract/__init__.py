"""The informal contract: what was agreed, made of the answers, and when to look at it again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict

from flows.content import leaning
from flows.journey.desk import Desk
from flows.journey.records import Record, one
from flows.journey.showing import beginning
from flows.journey.values import Answers
from flows.journey.wording import on_day
from flows.messages import Say, Words
from flows.parts.contract.lines import ContractLines, Obligation, Owner

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
    "owner": leaning.question("kontrakt.ejer", Owner.model_fields),
    "obligation": leaning.question("kontrakt.forpligtet", Obligation.model_fields),
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
    parties = {"parties": Words(contract.parties)} if contract.parties else {}
    said = [
        Say(lines.heading, {"when": on_day(desk, contract.agreed)}),
        Say(lines.parties if parties else lines.nobody, parties),
    ]
    for line, name in ((lines.ours, "ours"), (lines.theirs, "theirs"), (lines.shared, "shared")):
        text = getattr(contract, name)
        if text:
            said.append(Say(line, {name: beginning(Words(text))}))
    chosen = ((lines.owner, contract.owner), (lines.obligation, contract.obligation))
    return [*said, *(Say(getattr(of, id)) for of, id in chosen if id and hasattr(of, id))]


def beside(desk: Desk) -> list[Say]:
    """The contract beside a question, where there is one."""
    contract = one(desk.answers, Contract, ID)
    return contract_lines(desk, contract) if contract else []
