"""'kort': the map of the journey as a picture, and in words where there is none."""

from __future__ import annotations

from flows.journey.desk import Desk
from flows.journey.lines import CourseLines
from flows.journey.question import back, button
from flows.language.words import Said, Word
from flows.messages import Note, Picture, Say, Words
from flows.parts.map.lines import MapLines
from flows.parts.map.values import alt, journey_map, lines_of, steps_of


def _word(desk: Desk, _: Said) -> None:
    if desk.journey is None:
        back(desk, desk.lines(CourseLines).needs_journey)
        return
    lines, texts, map = desk.lines(MapLines), desk.texts.buttons, journey_map(desk)
    title = Say(lines.title, {"title": Words(desk.journey.title)})
    label = texts.show_question if desk.step is not None else texts.resume
    drawn = Picture(map, lines.file, lines.picture, alt(desk, map))
    said = (title, *lines_of(desk, map), *steps_of(desk, map))
    buttons = (button(desk, label, Word.RESUME),)
    desk.say(Note(said, buttons, shows=f"map:{desk.journey.id}", picture=drawn))


LINES = (MapLines,)
WORDS = {Word.MAP: _word}
