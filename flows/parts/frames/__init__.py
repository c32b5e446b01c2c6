"""The register of frames: what lies fast and what may be moved, born of the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict

from flows.content import leaning
from flows.content.base import fill
from flows.content.kinds import OTHER
from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.records import Record, all_of, one
from flows.journey.showing import beginning
from flows.journey.values import Answers
from flows.messages import Say, Words, one_line
from flows.parts.frames.lines import FrameLines


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
