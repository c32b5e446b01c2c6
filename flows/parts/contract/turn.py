"""The informal contract: written out, taken out again, and looked at."""

from __future__ import annotations

from flows.inputs import Pressed
from flows.journey.desk import Desk
from flows.journey.keeping import keep
from flows.journey.lines import CourseLines
from flows.journey.question import RUN, back, deed
from flows.journey.records import one
from flows.journey.showing import beginning
from flows.journey.wording import capital, on_day
from flows.language.words import Said, Word
from flows.messages import Say, Words
from flows.parts import contract
from flows.parts.contract import Contract, Review, contract_lines
from flows.parts.contract.lines import ContractLines

REVIEW = "contract.review"


def _held(desk: Desk) -> Contract | None:
    return one(desk.answers, Contract, contract.ID)


def _keep_up(desk: Desk) -> None:
    """Where there is a contract, it follows the answers; with the last of them it goes."""
    held = _held(desk)
    if held is None:
        return
    now = contract.agreed(desk.answers, held, desk.today)
    if now is None:
        desk.erase(held.step)
    else:
        keep(desk, contract.COURSE, now)


def _agreed(desk: Desk) -> list[Say]:
    """At the end of the course: the contract, in sentences."""
    made = contract.agreed(desk.answers, _held(desk), desk.today)
    if made is None:
        return []
    keep(desk, contract.COURSE, made)
    return [*contract_lines(desk, made), _next(desk, made), Say(desk.lines(ContractLines).written)]


def _next(desk: Desk, held: Contract) -> Say:
    lines = desk.lines(ContractLines)
    if held.next_review is None:
        return Say(lines.when_asked)
    return Say(lines.next, {"when": on_day(desk, held.next_review)})


def _word(desk: Desk, _: Said) -> None:
    """'kontrakt': the contract and how it was lived up to, or the way to make one."""
    labels, held = desk.lines(ContractLines).buttons, _held(desk) if desk.journey else None
    if desk.journey is None:
        desk.again(desk.lines(CourseLines).needs_journey)
        return
    if held is None:
        make = deed(desk, labels.make, RUN, contract.COURSE)
        desk.note(desk.lines(ContractLines).none, buttons=(make,))
    else:
        correct = deed(desk, labels.correct, RUN, contract.COURSE)
        buttons = (deed(desk, labels.review, REVIEW), correct)
        lines = [*contract_lines(desk, held), _next(desk, held), *_reviews(desk, held)]
        desk.note(*lines, buttons=buttons)
    desk.again()


def _reviews(desk: Desk, held: Contract) -> list[Say]:
    return [line for each in held.reviews for line in _review(desk, each)]


def _review(desk: Desk, review: Review) -> list[Say]:
    lines = desk.lines(ContractLines)
    when = {"when": capital(on_day(desk, review.on))}
    said = [Say(getattr(lines.reviewed, review.held), when)]
    for line, text in ((lines.what, review.what), (lines.do, review.do)):
        said += [Say(line, quote=beginning(Words(text)))] if text else []
    return said


def _look(desk: Desk, _: Pressed) -> None:
    """Ask whether it is lived up to."""
    if desk.journey is None or _held(desk) is None:
        back(desk, desk.lines(ContractLines).needs_contract)
    else:
        desk.wish("run", contract.REVIEW)


def _looked(desk: Desk) -> list[Say]:
    """Keep how it was lived up to, and say when to look again."""
    held, lines = _held(desk), desk.lines(ContractLines)
    now = contract.reviewed(held, desk.answers, desk.today) if held else None
    if now is None:
        return []
    desk.put(now)
    line = lines.kept if now.reviews[-1].held == "ja" else lines.broken
    return [Say(line, {"next": _next(desk, now)})]


LINES = (ContractLines,)
WORDS = {Word.CONTRACT: _word}
DEEDS = {REVIEW: _look}
ON_DONE = {contract.COURSE: _agreed, contract.REVIEW: _looked}
KEEP_UP = {contract.COURSE: _keep_up}
