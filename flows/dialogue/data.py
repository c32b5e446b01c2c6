"""What is stored about a person: seen, and fetched as a file."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from flows.content.base import Label, Lines, Plain, says
from flows.content.vocabulary import Word
from flows.dialogue.guiding import again
from flows.inputs import Action, Pressed, Verb
from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.showing import count
from flows.journey.values import Need
from flows.language.words import Said
from flows.messages import Button, Note, Say, Slot, Words
from flows.parts.memo.ordering import memo_lines
from flows.parts.memo.overview import overview
from flows.parts.sharing import share_lines
from flows.parts.workplace import contact_line


class DataLines(Lines):
    """``comment`` stands with the file; ``no_file`` before its text, where files are refused."""

    AREA = "data"

    others: Plain
    fetch: Label
    coming: Plain
    comment: Plain
    no_file: Plain
    going: Annotated[str, says("title", "day")]
    before_going: Plain
    get_mine: Label
    keep_it: Label
    stays: Annotated[str, says("title")]


FETCH, KEEP = "data.fetch", "data.keep"


def my_data(desk: Desk, _: Said) -> None:
    """What is stored, and all answers of the open journey."""
    texts, lines = desk.texts.data, desk.lines(DataLines)
    many, tz = sum(each.delegated is None for each in desk.journeys), desk.person.tz or texts.no_tz
    said = [Say(texts.stored_none, {"tz": tz})]
    if many:
        said = [Say(texts.stored, {"count": count(desk, many), "tz": tz})]
    said += [Say(lines.others), Say(texts.rights)]
    if (contact := contact_line(desk.flow, desk.person.workplace)) is not None:
        said.append(contact)
    said += [*share_lines(desk), *memo_lines(desk)]
    if desk.journey is not None and desk.answers:
        desk.say(overview(desk, closing=Say(texts.change)))
    delete = Button(desk.texts.buttons.delete_any, Action(Verb.WORD, arg="delete"))
    desk.note(*said, buttons=(fetch_button(desk), delete))


def fetch_button(desk: Desk) -> Button:
    """'Hent som fil'."""
    return Button(desk.lines(DataLines).fetch, Action(Verb.DO, step=FETCH))


def _fetch(desk: Desk, _: Pressed) -> None:
    """The file itself is made where the data are."""
    desk.exports = True
    again(desk, desk.lines(DataLines).coming)


def warning(flow: Flow, journey: str, title: str, day: date, today: date) -> Note:
    """What its chef is told of a journey that nobody has touched for long, before it goes."""
    lines = flow.library.lines(DataLines)
    slots: dict[str, Slot] = {"title": Words(title), "day": flow.language.dates.say(day, today)}
    said = (Say(lines.going, slots), Say(lines.before_going))
    keep = Button(lines.keep_it, Action(Verb.DO, journey, KEEP), main=True)
    return Note(said, (keep, Button(lines.get_mine, Action(Verb.DO, step=FETCH))))


def _keep(desk: Desk, _: Pressed) -> None:
    """The journey was touched: it lies anew from now on."""
    journey = desk.journey
    if journey is None:
        again(desk, desk.texts.stale.gone)
        return
    desk.change(revision=journey.revision)
    again(desk, Say(desk.lines(DataLines).stays, {"title": Words(journey.title)}))


WORDS = {Word.MY_DATA: my_data}
DEEDS = {FETCH: _fetch, KEEP: _keep}
NEEDS = {Word.MY_DATA: (Need.MEMOS,)}
