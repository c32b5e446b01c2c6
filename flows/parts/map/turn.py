"""'kort': the map of the journey as a picture, and in words where there is none."""

from __future__ import annotations

from flows.content.vocabulary import Word
from flows.journey.desk import Desk
from flows.journey.question import of_journey, resume_button
from flows.language.words import Said
from flows.messages import Note, Picture, Say, Words
from flows.parts.map.lines import MapLines
from flows.parts.map.values import alt, journey_map, lines_of, steps_of


@of_journey
def _word(desk: Desk, _: Said) -> None:
    lines, map = desk.lines(MapLines), journey_map(desk)
    title = Say(lines.title, {"title": Words(desk.current.title)})
    drawn = Picture(map, lines.file, lines.picture, alt(desk, map))
    said = (title, *lines_of(desk, map), *steps_of(desk, map))
    desk.say(Note(said, (resume_button(desk),), shows=f"map:{desk.current.id}", picture=drawn))


LINES = (MapLines,)
WORDS = {Word.MAP: _word}
