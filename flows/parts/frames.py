"""The register of frames: what lies fast and what may be moved, born of the answers.

They are kept up with the answers, listed by 'rammer', and changed with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict

from flows.content import leaning
from flows.content.base import Lines, Plain, fill, says
from flows.content.kinds import OTHER
from flows.content.vocabulary import Word
from flows.inputs import Action, Pressed, Verb
from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.keeping import was_removed
from flows.journey.question import back, of_journey
from flows.journey.records import Record, all_of, one
from flows.journey.showing import beginning, on_day
from flows.journey.values import Answers
from flows.language.words import Said
from flows.messages import Note, Option, Say, Words, one_line


class FrameLines(Lines):
    """``each`` and ``since`` are lines of the list, ``was`` and ``why`` stand below one."""

    AREA = "frames"

    end: Annotated[str, says("date")]
    guard: Annotated[str, says("what")]
    none: Plain
    all: Plain
    fixed: Plain
    elastic: Plain
    undecided: Plain
    ended: Plain
    each: Annotated[str, says("text")]
    since: Annotated[str, says("text", "when")]
    was: Annotated[str, says("was")]
    why: Annotated[str, says("why")]
    which: Plain
    beside_fixed: Annotated[str, says("frames")]
    beside_elastic: Annotated[str, says("frames")]
    one: Plain
    changed: Plain
    unchanged: Plain
    gone: Plain
    can_change: Plain


class Firmness(StrEnum):
    """How firm a frame is."""

    FIXED = "fixed"
    ELASTIC = "elastic"
    UNDECIDED = "undecided"
    ENDED = "ended"


class Change(BaseModel):
    """What the frame was before a change, on which day that ended, and why."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    on: date
    was: str
    firmness: Firmness
    why: str | None = None


class Frame(Record):
    """One frame with all that it has been.

    ``said`` is what the answer that it was born of said then; None where it has another
    ``origin`` (``risk:en``), as ``<kind>:<id>``.
    """

    KIND: ClassVar[str] = "frame"

    text: str
    firmness: Firmness
    on: date
    origin: str = ""
    said: str | None = None
    history: tuple[Change, ...] = ()

    def changed(
        self,
        today: date,
        *,
        text: str | None = None,
        firmness: Firmness | None = None,
        why: str | None = None,
        said: str | None = None,
    ) -> Frame:
        """The frame after a change, with what it was before behind it."""
        before = Change(on=today, was=self.text, firmness=self.firmness, why=why)
        news = {"text": text, "firmness": firmness, "said": said}
        return self.model_copy(
            update={
                **{key: value for key, value in news.items() if value is not None},
                "on": today,
                "history": (*self.history, before),
            }
        )


#: The section whose answers frames are born of.
SECTION = leaning.focus_point("rammer")
FIXED, ELASTIC = leaning.question("rammer.fast"), leaning.question("rammer.elastik")
END, UNDECIDED = leaning.question("rammer.tid"), leaning.question("rammer.beslutninger")

#: Which frame is being changed.
CHANGING = "ramme.hvilken"


class Born(NamedTuple):
    """A frame as an answer says it."""

    id: str
    text: str
    firmness: Firmness
    origin: str


def born(flow: Flow, answers: Answers) -> Iterator[Born]:
    """The frames that the answers say. What lies fast is one frame each."""
    library = flow.library
    fixed = library.questions.get(FIXED)
    labels = {each.id: each.label for each in fixed.choices} if fixed else {}
    labels[OTHER] = answers.given(f"{FIXED}_other") or ""
    for id in answers.given(FIXED) or ():
        if labels.get(id):
            yield Born(f"fast_{id}", labels[id], Firmness.FIXED, f"answer:{FIXED}")
    for step, firmness in ((ELASTIC, Firmness.ELASTIC), (UNDECIDED, Firmness.UNDECIDED)):
        text = answers.given(step)
        if isinstance(text, str):
            yield Born(step.partition(".")[2], text, firmness, f"answer:{step}")
    end = answers.given(END)
    if isinstance(end, str):
        day = flow.language.dates.say(date.fromisoformat(end), date.min)
        text = fill(library.lines(FrameLines).end, date=day)
        yield Born("tid", text, Firmness.FIXED, f"answer:{END}")


def kept_up(said: Iterable[Born], kept: Mapping[str, Frame], today: date) -> Iterator[Frame]:
    """The frames that are new or other than before, now that the answers say this.

    A frame that was changed with a reason stays so until its answer says something new. One that
    no answer says any more has ended; its history stays.
    """
    found = {each.id: each for each in said}
    for each in found.values():
        frame = kept.get(each.id)
        if frame is None:
            yield Frame(**each._asdict(), on=today, said=each.text)
        elif frame.said != each.text:
            yield frame.changed(today, text=each.text, firmness=each.firmness, said=each.text)
    for id, frame in kept.items():
        lost = frame.origin.startswith(f"answer:{SECTION}.") and id not in found
        if lost and frame.said is not None and frame.said != "":
            yield frame.changed(today, firmness=Firmness.ENDED, said="")


def by_firmness(frames: Iterable[Frame], firmness: Firmness) -> list[Frame]:
    """Those that are so firm."""
    return [each for each in frames if each.firmness is firmness]


def beside(desk: Desk) -> list[Say]:
    """What lies fast and what may be moved, each on a line."""
    lines = desk.lines(FrameLines)
    rows = ((Firmness.FIXED, lines.beside_fixed), (Firmness.ELASTIC, lines.beside_elastic))
    frames = all_of(desk.answers, Frame)
    said = []
    for firmness, line in rows:
        texts = [one_line(each.text) for each in by_firmness(frames, firmness)]
        if texts:
            said.append(Say(line, {"frames": beginning(Words("; ".join(texts)))}))
    return said


def changing(desk: Desk) -> list[Say]:
    """The frame that is being changed."""
    frame = one(desk.answers, Frame, str(desk.answers.given(CHANGING)))
    return [Say(desk.lines(FrameLines).one, quote=Words(frame.text))] if frame else []


COURSE, CHANGE = leaning.course("ramme"), "frame.change"
#: What may happen to a frame, by the choice.
FIRMNESS = {"fast": Firmness.FIXED, "elastisk": Firmness.ELASTIC, "ude": Firmness.ENDED}
ANEW = "tekst"
HOW = leaning.question("ramme.hvordan", (*FIRMNESS, ANEW))
TEXT, WHY = leaning.question("ramme.tekst"), leaning.question("ramme.grund")


def _keep_up(desk: Desk) -> None:
    """The register follows the answers; with a removed answer all goes that it said."""
    kept = {frame.id: frame for frame in all_of(desk.answers, Frame)}
    gone = was_removed(desk, SECTION)
    for frame in kept_up(born(desk.flow, desk.answers), kept, desk.today):
        if gone and frame.firmness is Firmness.ENDED:
            desk.erase(frame.step)
        else:
            desk.put(frame, _by(desk, frame))


def _by(desk: Desk, frame: Frame) -> str | None:
    """Whose answer the frame is born of."""
    answer = desk.answers.get(frame.origin.removeprefix("answer:"))
    return answer.author if answer is not None else None


@of_journey
def _word(desk: Desk, _: Said) -> None:
    """'rammer': all of them with what they were, and the way to change one."""
    found, lines = all_of(desk.answers, Frame), desk.lines(FrameLines)
    if not found:
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
    id = press.choice or press.action.arg
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
KEEP_UP = {SECTION: _keep_up}
