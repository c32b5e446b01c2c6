"""What is stored about a person: seen, and fetched as a file."""

from __future__ import annotations

from flows.content.base import Label, Lines, Plain
from flows.dialogue.guiding import again
from flows.inputs import Action, Pressed, Verb
from flows.journey.desk import Desk
from flows.language.words import Said, Word
from flows.messages import Button, Say
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


FETCH = "data.fetch"


def my_data(desk: Desk, _: Said) -> None:
    """What is stored, and all answers of the open journey."""
    texts, lines = desk.texts.data, desk.lines(DataLines)
    count = sum(1 for each in desk.journeys if each.delegated is None)
    said = [Say(texts.stored, {"count": str(count), "tz": desk.person.tz or texts.no_tz})]
    said += [Say(lines.others), Say(texts.rights)]
    if (contact := contact_line(desk.flow, desk.person.workplace)) is not None:
        said.append(contact)
    said += share_lines(desk)
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


WORDS = {Word.MY_DATA: my_data}
DEEDS = {FETCH: _fetch}
