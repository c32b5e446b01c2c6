"""The informal contract, made of the answers to its course, and when to look at it again."""

from __future__ import annotations

from datetime import date, timedelta

from flows.journey.values import Answers
from flows.parts.contract.record import Contract, Review

COURSE, REVIEW = "kontrakt", "lever"
#: There is one a journey.
ID = "kontrakt"
#: After how many days it is looked at again, by the choice.
INTERVALS = {"maaned": 30, "kvartal": 91, "halvaar": 182}
#: The fields that are answers to the course, by its questions.
_FIELDS = {
    "parter": "parties",
    "vi": "ours",
    "de": "theirs",
    "ejer": "owner",
    "forpligtet": "obligation",
    "deler": "shared",
}


def agreed(answers: Answers, old: Contract | None, today: date) -> Contract | None:
    """The contract as the answers say it now; None where nothing was agreed.

    How it was lived up to stays, and the day to look at it stays where the interval does.
    """
    said = {field: answers.given(f"{COURSE}.{id}") for id, field in _FIELDS.items()}
    if not any((said["parties"], said["ours"], said["theirs"])):
        return None
    interval = INTERVALS.get(str(answers.given(f"{COURSE}.interval")))
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
    held = answers.given(f"{REVIEW}.holder")
    if held not in ("ja", "delvist", "nej"):
        return None
    broken = held != "ja"
    review = Review(
        on=today,
        held=held,
        what=answers.given(f"{REVIEW}.hvad") if broken else None,
        do=answers.given(f"{REVIEW}.goer") if broken else None,
    )
    next_review = after(contract.interval_days, today)
    return contract.model_copy(
        update={"reviews": (*contract.reviews, review), "next_review": next_review}
    )
