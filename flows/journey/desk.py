"""The desk that a turn is worked out on: the scene, what has changed so far, what will be said."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from copy import copy
from dataclasses import replace
from datetime import date, datetime, timedelta

from flows.content.library import Said
from flows.journey.flow import Flow
from flows.journey.life import (
    ANSWERED,
    ENTERING,
    FINISHED,
    PAUSE,
    PAUSED,
    RESTED,
    RESTS,
    RESUME,
    WENT_ON,
)
from flows.journey.nudges import Nudge
from flows.journey.outcome import Elsewhere, Outcome, Saying, Wish
from flows.journey.records import Record
from flows.journey.route import AGAIN, ASKED_AGAIN, CORRECTED, Route
from flows.journey.steps import Step
from flows.journey.values import Answer, Answers, AnswerState, Journey, Owned, Person, Scene, Value
from flows.language.dates import local_date
from flows.messages import Home, Message, Note, Prompt, Say, one_line

#: What follows a course: it may keep records, and gives the lines that are said then.
OnDone = Callable[["Desk"], Iterable[Say | str]]
#: What follows an answer to a step of a section, before the journey moves on, as lines to say.
OnAnswer = Callable[["Desk", Step], Iterable[Say | str]]


class Desk(Saying):
    """One turn under way. Handlers change it; ``outcome`` says what came of it.

    ``on_done`` has what follows a course, by its id; ``on_answer`` what follows the answers of a
    section, by the id of a course or focus point; ``deeds`` are those that a button may do.
    """

    def __init__(
        self,
        flow: Flow,
        scene: Scene,
        now: datetime,
        on_done: Mapping[str, OnDone] | None = None,
        on_answer: Mapping[str, OnAnswer] | None = None,
        deeds: Container[str] = (),
    ) -> None:
        super().__init__()
        self.flow = flow
        self.texts = flow.texts
        self.language = flow.language
        self.now = now
        self.on_done = on_done or {}
        self.on_answer = on_answer or {}
        self.deeds = deeds
        self.scene = scene
        self.person: Person = scene.person
        self.forgotten = False
        self.about = scene.about
        self.answers: Answers = scene.answers
        self.aside: list[Message] = []
        self.elsewhere: list[Elsewhere] = []
        self._journeys = {journey.id: journey for journey in scene.journeys}
        self._changed: set[str] = set()
        self._deleted: list[str] = []
        self._new: list[Answer] = []
        self._erased: list[str] = []
        self._contributed: list[tuple[str, Answer]] = []
        self.nudges = {nudge.key: nudge for nudge in scene.nudges}
        self._changed_nudges: dict[str, Nudge] = {}
        self._begun: list[Owned] = []
        self.exports, self.wipes, self._ids = False, False, 0
        self._route = scene.route or Route(flow.path, self.answers)
        self._arrive()

    # What is there

    def lines(self, model: type[Said]) -> Said:
        """What the bot says in the area that ``model`` describes."""
        return self.flow.library.lines(model)

    @property
    def today(self) -> date:
        """The date on the person's calendar."""
        return local_date(self.now, self.person.tz)

    def say_day(self, day: date) -> str:
        """'1. marts', with the year where it is not this one."""
        return self.language.dates.say(day, self.today)

    def say_weekday(self, day: date) -> str:
        """'tirsdag den 3. marts'."""
        return self.language.dates.say_weekday(day, self.today)

    def just_now(self, moment: datetime | None, within: timedelta) -> bool:
        """Whether it was a moment ago; a clock that was set back makes nothing last longer."""
        return moment is not None and abs(self.now - moment) < within

    @property
    def journeys(self) -> list[Journey]:
        """The person's journeys, last used first."""
        return sorted(self._journeys.values(), key=lambda journey: journey.updated_at, reverse=True)

    @property
    def journey(self) -> Journey | None:
        """The journey that the turn is about: the open one, where nothing else is said."""
        return self._journeys.get(self.about) if self.about else None

    @property
    def current(self) -> Journey:
        """The journey that the turn is about, where the handler knows that there is one."""
        journey = self.journey
        if journey is None:
            raise LookupError("the turn is about no journey")
        return journey

    @property
    def route(self) -> Route:
        """What the answers say of the path."""
        route, answers = self._route, self.answers
        if route.answers is not answers:
            self._route = route = Route(self.flow.path, answers)
        elif route.version != answers.version:
            self._route = route = route.by_now()
        return route

    @property
    def stage(self) -> str | None:
        """The stage of the journey."""
        journey = self.journey
        return journey.stage if journey else None

    @property
    def step(self) -> Step | None:
        """The open question, or None where the journey rests, is finished, or there is none."""
        journey = self.journey
        return self.route.open(journey.stage) if journey else None

    @property
    def taking(self) -> Step | None:
        """The question that typed words answer: the one last put, as long as it is open."""
        journey, here = self.journey, self.step
        put = self.flow.path.asked(journey.asked, journey.stage) if journey else None
        if put is None or here is None or put == here:
            return put and here
        return put if not self.route.resolved(put) and put.on_path(self.answers) else None

    @property
    def first_after_rest(self) -> Step | None:
        """The question that is open once a rest is over."""
        journey = self.current
        return self.route.open(self.flow.life.after(journey.stage, self.route, RESUME))

    @property
    def resting(self) -> bool:
        """Whether the journey is paused, waiting or stopped."""
        return self.stage in RESTS

    @property
    def had_finished(self) -> bool:
        """Whether it had ended, and rests only because more is asked since."""
        return self.stage == PAUSED and self.answers.given(RESTED) not in RESTS

    @property
    def finished(self) -> bool:
        """Whether all that the content asks has been answered."""
        return self.stage == FINISHED

    def owned(self, id: str) -> Journey | None:
        """One of the person's journeys by id."""
        return self._journeys.get(id)

    def of_no_journey(self) -> Desk:
        """The same desk for what is drawn of all journeys: it is about none of them."""
        other = copy(self)
        other.about, other.answers = None, Answers()
        return other

    # What changes

    def set_person(self, **changes: object) -> None:
        """Change what is kept about the person in the DM."""
        if any(getattr(self.person, name) != value for name, value in changes.items()):
            self.person = replace(self.person, **changes)  # type: ignore[arg-type]

    def begin(self) -> None:
        """Begin a journey and open it."""
        first = self.flow.life.first
        fresh = Journey(self.scene.fresh_id, self.texts.untitled, first, 0, self.now)
        self.open(fresh, Answers())
        self._changed.add(fresh.id)

    def open(self, journey: Journey, answers: Answers) -> None:
        """Make ``journey`` the open one. The turn is about that alone, and leaves the other be."""
        self._changed.discard(self.about or "")
        self._new = []
        self._journeys[journey.id] = journey
        self.about, self.answers = journey.id, answers
        self._arrive()
        self.set_person(open_journey=journey.id, refused=None)

    def _arrive(self) -> None:
        """Answers may have come from elsewhere since the stage was stored."""
        journey = self.journey
        if journey is not None:
            stage = self.flow.life.now(journey.stage, self.route)
            if stage != journey.stage:
                self._journeys[journey.id] = replace(journey, stage=stage)

    def change(self, **changes: object) -> None:
        """Change the journey; its revision grows, so that older buttons are past."""
        journey = self.current
        if "title" in changes:  # it also stands among others' words, in their conversations
            changes["title"] = one_line(str(changes["title"]))
        changes.setdefault("revision", journey.revision + 1)
        self._journeys[journey.id] = replace(journey, updated_at=self.now, **changes)  # type: ignore[arg-type]
        self._changed.add(journey.id)

    # Where one is

    def move(self, trigger: str, **changes: object) -> None:
        """Let this happen to the journey, and keep what of it no answer tells."""
        before = self.current.stage
        after = self.flow.life.after(before, self.route, trigger)
        if after != before and after in RESTS:
            self.keep(RESTED, value=after)
        elif before in RESTS or trigger == RESUME:
            self.keep(RESTED, value=WENT_ON)
        if before in ASKED_AGAIN and after not in ASKED_AGAIN and self.route.asked_again:
            self.keep(AGAIN, value=None)
        self.change(stage=after, **changes)

    def move_on(self, **changes: object) -> None:
        """To what is open now: something was answered or passed over, a rest is over."""
        if self.resting or (self.finished and self.route.is_open_before(FINISHED)):
            self.move(RESUME, **changes)
            return
        if self.stage in ASKED_AGAIN and self.route.asked_again:
            self.keep(AGAIN, value=None)
        self.move(ANSWERED, **changes)

    def follow(self, **changes: object) -> None:
        """An answer was changed beside what is asked: nothing moves unless the path now does."""
        again = self.route.asked_again if self.stage in ASKED_AGAIN else None
        if again is not None and not again.on_path(self.answers):
            self.keep(AGAIN, value=None)
        if self.resting or (self.finished and not self.route.is_open_before(FINISHED)):
            self.change(**changes)
        else:
            self.move(RESUME if self.finished else ANSWERED, **changes)

    def rest(self, how: str = PAUSE, **changes: object) -> None:
        """Rest: PAUSE, WAIT or STOP. Everything is kept."""
        if ENTERING.get(self.current.stage) != how:
            self.move(how, **changes)

    def ask_again(self, step: Step, stage: str) -> None:
        """``step`` is asked once more: CORRECTED, or ADVISED about what was just answered."""
        if stage == CORRECTED:
            self.set_person(refused=None)
        self.keep(AGAIN, value=[stage, step.id])
        self.move(ENTERING[stage])

    def record(
        self, step: Step | str, value: Value | None, state: AnswerState, message: str | None = None
    ) -> None:
        """Follow earlier answers to ``step`` by this one."""
        id = step if isinstance(step, str) else step.id
        answer = Answer(id, state, value, self.person.id, self.now, message)
        self.answers.add(answer)
        self._new.append(answer)

    def keep(self, step: str, *, value: Value, by: str | None = None) -> None:
        """Keep something that is no answer to a question, but follows earlier ones as one does.

        ``by`` is whose words it is made of, where they are another's: it goes when theirs go.
        """
        answer = Answer(step, AnswerState.GIVEN, value, by or self.person.id, self.now)
        self.answers.add(answer)
        self._new.append(answer)

    def fresh(self) -> str:
        """An id that nothing has yet: 14 characters or a few more."""
        self._ids += 1
        return f"{self.scene.fresh_id}x{self._ids}"

    def put(self, record: Record, by: str | None = None) -> None:
        """Keep a record of the journey; an earlier one with its id stays behind it.

        What is made of another's words is no use of the journey: among others it stands as before.
        """
        self.keep(record.step, value=record.model_dump(mode="json"), by=by)
        if by in (None, self.person.id):
            self.change(revision=self.current.revision)

    def begin_for(self, owner: str, journey: Journey, answers: Answers) -> None:
        """Begin a journey that is another person's."""
        self._begun.append(Owned(owner, journey, answers))

    def contribute(self, journey: str, *answers: Answer) -> None:
        """Let answers follow in a journey that is another person's."""
        self._contributed += [(journey, answer) for answer in answers]

    def erase(self, step: Step | str) -> None:
        """Delete everything that was answered to a step, or kept of a record."""
        id = step if isinstance(step, str) else step.id
        self.answers.erase(id)
        self._new = [answer for answer in self._new if answer.step != id]
        self._erased.append(id)

    def delete(self, journey: Journey) -> None:
        """Delete a journey with its answers; also one that was begun for somebody else."""
        self._journeys.pop(journey.id, None)
        self._changed.discard(journey.id)
        self._deleted.append(journey.id)
        if self.about == journey.id:
            self.about, self.answers, self._new, self._erased = None, Answers(), [], []
        if self.person.open_journey == journey.id:
            self.set_person(open_journey=None)

    def change_nudge(self, nudge: Nudge) -> None:
        """Keep a reminder as it is now."""
        self.nudges[nudge.key] = self._changed_nudges[nudge.key] = nudge

    # What is said

    def again(self, *lead: Say | str) -> None:
        """Wish to return to the open question, or to what can be done where none is open.

        A side question is over then: it waits for the very next thing only.
        """
        self.set_person(asking=None)
        self.wish("again", *lead)

    def tell(
        self,
        to: str,
        message: Message,
        journey: str | None = None,
        otherwise: Note | None = None,
    ) -> None:
        """Say this to another person (U…) or in a channel (C…).

        ``journey`` is whose words it carries, where that is not the one that the turn is about.
        ``otherwise`` is said to the person of this turn, if Slack refuses the other message.
        """
        self.elsewhere.append(Elsewhere(to, message, journey or self.about, otherwise))

    @property
    def changed_sections(self) -> list[str]:
        """The focus points and courses in which something was answered in this turn."""
        return self._sections(self._new)

    @property
    def arrived_sections(self) -> list[str]:
        """Those in which others have answered since the person's own last turn kept something."""
        return self._sections(self.answers.of_others_since(self.person.id))

    def _sections(self, answers: Iterable[Answer]) -> list[str]:
        sections = self.flow.path.section_of
        found = [sections[each.step].id for each in answers if each.step in sections]
        return list(dict.fromkeys(found))

    def _note_asked(self) -> None:
        """Keep which question was put: what is typed next answers that."""
        put = [each.form.action for each in self.messages if isinstance(each, Prompt)]
        journey = self._journeys.get(put[-1].journey) if put else None
        if journey is not None and journey.asked != put[-1].step:
            self._journeys[journey.id] = replace(journey, asked=put[-1].step)
            self._changed.add(journey.id)

    def outcome(self, home: Home | None = None) -> Outcome:
        """What came of the turn; ``home`` is the App Home as it is after it."""
        self._note_asked()
        return Outcome(
            person=None if self.forgotten else self.person,
            about=self.about,
            journeys=tuple(self._journeys[id] for id in sorted(self._changed)),
            answers=tuple(self._new),
            erased=tuple(self._erased),
            deleted=tuple(self._deleted),
            messages=tuple(each for each in self.messages if not isinstance(each, Wish)),
            aside=tuple(self.aside),
            elsewhere=tuple(self.elsewhere),
            contributed=tuple(self._contributed),
            nudges=tuple(self._changed_nudges.values()),
            begun=tuple(self._begun),
            exports=self.exports,
            wipes=self.wipes,
            home=home,
            filed=tuple(self.filed),
            errors=self.errors,
            route=self.route,
        )
