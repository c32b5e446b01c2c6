"""The frames: kept up with the answers, listed by 'rammer', and changed with a reason."""

from __future__ import annotations

from flows.content import leaning
from flows.inputs import Action, Pressed, Verb
from flows.journey.desk import Desk
from flows.journey.keeping import was_removed
from flows.journey.lines import CourseLines
from flows.journey.question import back
from flows.journey.records import all_of, one
from flows.journey.wording import on_day
from flows.language.words import Said, Word
from flows.messages import Note, Option, Say, Words
from flows.parts import frames
from flows.parts.frames import CHANGING, Firmness, Frame, by_firmness
from flows.parts.frames.lines import FrameLines

COURSE, CHANGE = leaning.course("ramme"), "frame.change"
#: What may happen to a frame, by the choice.
FIRMNESS = {"fast": Firmness.FIXED, "elastisk": Firmness.ELASTIC, "ude": Firmness.ENDED}
ANEW = "tekst"
HOW = leaning.question("ramme.hvordan", (*FIRMNESS, ANEW))
TEXT, WHY = leaning.question("ramme.tekst"), leaning.question("ramme.grund")


def _keep_up(desk: Desk) -> None:
    """The register follows the answers; with a removed answer all goes that it said."""
    kept = {frame.id: frame for frame in all_of(desk.answers, Frame)}
    gone = was_removed(desk, frames.SECTION)
    for frame in frames.kept_up(frames.born(desk.flow, desk.answers), kept, desk.today):
        if gone and frame.firmness is Firmness.ENDED:
            desk.erase(frame.step)
        else:
            desk.put(frame, _by(desk, frame))


def _by(desk: Desk, frame: Frame) -> str | None:
    """Whose answer the frame is born of."""
    answer = desk.answers.get(frame.origin.removeprefix("answer:"))
    return answer.author if answer is not None else None


def _word(desk: Desk, _: Said) -> None:
    """'rammer': all of them with what they were, and the way to change one."""
    found = all_of(desk.answers, Frame) if desk.journey is not None else ()
    lines = desk.lines(FrameLines)
    if desk.journey is None:
        desk.again(desk.lines(CourseLines).needs_journey)
    elif not found:
        desk.again(lines.none)
    else:
        options = tuple(Option(each.id, Words(each.text)) for each in _holding(found))
        pick = Action(Verb.DO, desk.current.id, CHANGE, desk.current.revision)
        said = (Say(lines.all), *_listed(desk, found), *([Say(lines.which)] if options else []))
        desk.say(Note(said, pick=pick if options else None, options=options, told=True))
        desk.again()


def _holding(found: tuple[Frame, ...]) -> list[Frame]:
    return [each for each in found if each.firmness is not Firmness.ENDED]


def _listed(desk: Desk, found: tuple[Frame, ...]) -> list[Say]:
    lines = desk.lines(FrameLines)
    headings = {
        Firmness.FIXED: lines.fixed,
        Firmness.ELASTIC: lines.elastic,
        Firmness.UNDECIDED: lines.undecided,
        Firmness.ENDED: lines.ended,
    }
    said: list[Say] = []
    for firmness, heading in headings.items():
        here = by_firmness(found, firmness)
        said += [Say(heading)] if here else []
        for frame in here:
            said += _told(desk, frame)
    return said


def _told(desk: Desk, frame: Frame) -> list[Say]:
    """One frame, with each thing that it was before and why it was changed."""
    lines = desk.lines(FrameLines)
    text = {"text": Words(frame.text)}
    if not frame.history:
        return [Say(lines.each, text)]
    said = [Say(lines.since, {**text, "when": on_day(desk, frame.on)})]
    for change in reversed(frame.history):
        said.append(Say(lines.was, {"was": Words(change.was)}))
        said += [Say(lines.why, {"why": Words(change.why)})] if change.why else []
    return said


def _change(desk: Desk, press: Pressed) -> None:
    """Change the frame that was picked."""
    id = press.chosen[0] if press.chosen else press.action.arg
    frame = one(desk.answers, Frame, id)
    if desk.journey is None or frame is None or COURSE not in desk.flow.library.course:
        back(desk, desk.lines(FrameLines).gone)
        return
    desk.keep(CHANGING, value=frame.id)
    desk.wish("run", COURSE)


def _changed(desk: Desk) -> list[Say]:
    """Keep what the frame is now, with the reason and what it was."""
    answers, lines = desk.answers, desk.lines(FrameLines)
    frame = one(answers, Frame, str(answers.given(CHANGING)))
    how = answers.given(HOW)
    text = answers.given(TEXT) if how == ANEW else None
    firmness = FIRMNESS.get(str(how))
    if frame is None or (text is None and firmness in (None, frame.firmness)):
        return [Say(lines.unchanged)]
    why = answers.given(WHY)
    desk.put(frame.changed(desk.today, text=text, firmness=firmness, why=why))
    return [Say(lines.changed)]


LINES = (FrameLines,)
WORDS = {Word.FRAMES: _word}
DEEDS = {CHANGE: _change}
ON_DONE = {COURSE: _changed}
KEEP_UP = {frames.SECTION: _keep_up}
