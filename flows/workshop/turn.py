"""One turn in a workshop under way, and what every turn shares of the content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from flows.content.base import fill
from flows.content.kinds import FocusPoint, Kind, Question
from flows.content.library import Library
from flows.dialogs import Dialog
from flows.inputs import Action, Verb
from flows.journey.values import Answer
from flows.language import Language
from flows.language.dates import local_date
from flows.messages import Button, Note, Say, Slot, Words, to_say
from flows.workshop import life
from flows.workshop.inputs import Deed, Form, Submitted
from flows.workshop.lines import WorkshopLines
from flows.workshop.outcome import (
    AnswerChange,
    Message,
    Notice,
    Post,
    Redraw,
    Sheet,
    Tell,
    WorkshopOutcome,
)
from flows.workshop.values import (
    Conclusion,
    Count,
    Participant,
    Round,
    RoundState,
    Workshop,
    WorkshopScene,
    WorkshopState,
)

_T = TypeVar("_T")
#: The area of the workshops' buttons: ``workshop.<deed>``.
AREA = "workshop"
#: What the names of its messages begin with.
SHOWN = "ws"


class WorkshopFlow:
    """The content as a workshop uses it. Built once; threads may share it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.lines = library.lines(WorkshopLines)
        self.texts = library.texts
        self.language = Language(library.vocabulary)
        self.first_step = "title"
        self.points: dict[str, FocusPoint] = {p.id: p for _, p in library.focus_points()}
        self.offered = tuple(p.id for p in library.phases[0].focus_points)

    def question(self, point: str) -> Question | None:
        """The question that a group answers with words; None where the point has no such one."""
        found = self.points[point].questions
        return next((q for q in found if q.kind is Kind.TEXT and q.when is None), None)

    def phase(self, point: str) -> str | None:
        """The phase that the point belongs to."""
        return next((ph.id for ph, p in self.library.focus_points() if p.id == point), None)

    def ask(self, point: str) -> str:
        """What a group is asked at the point."""
        question = self.question(point)
        own = next((each.ask for each in self.lines.asks if each.point == point), None)
        return own or (question.ask if question else self.lines.round.ask)

    def title(self, point: str) -> str:
        """What the point is called; what the content no longer has is called by its id."""
        return self.points[point].title if point in self.points else point

    def say(self, line: str, point: str, *, quote: Slot | None = None, **slots: Slot) -> Say:
        """A line that names the focus point."""
        return Say(line, {"point": self.title(point), **slots}, quote)

    def clarity(self, id: str) -> str:
        """How clarified, in words inside a sentence."""
        choices = self.texts.steps.clarity.choices
        return next((each.label for each in choices if each.id == id), id).lower()

    def number(self, many: int) -> str:
        """'to', 'ingen', and figures where they are many."""
        words = (self.texts.numbers[0], self.lines.one, *self.texts.numbers[2:])
        return words[many] if many < len(words) else str(many)

    def clock(self, at: datetime, tz: str | None) -> str:
        """'kl. 10.35'."""
        return self.language.dates.say_clock(at, tz)


class Turn:
    """Handlers change it; ``outcome`` says what came of it. ``scene`` is as things are by now."""

    def __init__(self, flow: WorkshopFlow, scene: WorkshopScene, now: datetime) -> None:
        self.flow = flow
        self.lines = flow.lines
        self.now = now
        self.actor = scene.actor
        rounds = tuple(sorted(scene.rounds, key=lambda each: each.place))
        self.scene = self._before = replace(scene, rounds=rounds)
        self.answers: list[AnswerChange] = []
        self.reveals: list[tuple[str, int]] = []
        self.messages: list[Message] = []
        self.errors: dict[str, str] = {}
        self.notice: Notice | None = None
        self.whispered: Note | None = None
        self.contributed: list[Answer] = []
        self._ids = 0

    @property
    def workshop(self) -> Workshop:
        """The workshop as it is by now."""
        return self.scene.workshop

    @property
    def deadline(self) -> str:
        """When answers are due, over days: 'fredag den 5. december kl. 12.00'."""
        shop = self.workshop
        at = shop.deadline or self.now
        return self.flow.language.dates.say_exactly(at, self.now, shop.tz)

    def day(self, day: date) -> str:
        """'1. marts', with the year where it is another."""
        today = local_date(self.now, self.workshop.tz)
        return self.flow.language.dates.say(day, today)

    def message_name(self, *parts: str) -> str:
        """The name of one of the workshop's messages; the card's, where nothing is said."""
        return ":".join((SHOWN, self.workshop.id, *parts))

    def fresh_id(self) -> str:
        """An id that nothing has yet."""
        self._ids += 1
        return f"{self.scene.fresh}x{self._ids}"

    # What changes

    def change(self, **changes: object) -> None:
        """Change the workshop."""
        self.change_scene(workshop=replace(self.workshop, **changes))  # type: ignore[arg-type]

    def change_round(self, point: str, **changes: object) -> None:
        """Change a round."""
        rounds = self.scene.rounds
        self.change_scene(
            rounds=tuple(
                replace(each, **changes) if each.point == point else each  # type: ignore[arg-type]
                for each in rounds
            )
        )

    def change_scene(self, **changes: object) -> None:
        """Change what belongs to the workshop: its rounds, conclusions, remarks and the like."""
        self.scene = replace(self.scene, **changes)  # type: ignore[arg-type]

    def _standing(self, found: Round) -> life.Standing:
        enough = self.scene.is_enough(found.point)
        return life.Standing(found.state.value, enough, found.rerated, found.withheld)

    def may(self, point: str, trigger: str) -> bool:
        """Whether that may happen to the round now, in a workshop that is running."""
        found = self.scene.round_on(point)
        return (
            self.workshop.is_running
            and found is not None
            and life.ROUND.may(self._standing(found), trigger)
        )

    def move(self, point: str, trigger: str) -> None:
        """Let it happen to the round; raises ``MachineError`` where it may not."""
        found = next(each for each in self.scene.rounds if each.point == point)
        state = RoundState(life.ROUND.after(self._standing(found), trigger))
        self.change_round(point, state=state)

    def may_workshop(self, trigger: str) -> bool:
        """Whether that may happen to the workshop itself now."""
        return life.WORKSHOP.may(life.Standing(self.workshop.state.value), trigger)

    def move_workshop(self, trigger: str) -> None:
        """Let it happen to the workshop itself; raises ``MachineError`` where it may not."""
        state = life.WORKSHOP.after(life.Standing(self.workshop.state.value), trigger)
        self.change(state=WorkshopState(state))

    def change_participant(self, user: str, **changes: object) -> None:
        """Change a participant, or enter a new one."""
        people = {each.user: each for each in self.scene.participants}
        people[user] = replace(people.get(user) or Participant(user), **changes)  # type: ignore[arg-type]
        self.change_scene(participants=tuple(people.values()))

    def count_answer(self, point: str, *, passed: bool) -> None:
        """The actor has answered, or passed, whatever they did before."""
        before, me = self.scene.count(point), {self.actor}
        answered, passes = before.answered - me, before.passed - me
        count = Count(answered, passes | me) if passed else Count(answered | me, passes)
        self.change_scene(counts={**self.scene.counts, point: count})

    def conclude(self, conclusion: Conclusion) -> None:
        """Keep what was concluded; an earlier conclusion gives way to it."""
        kept = {each.point: each for each in self.scene.conclusions}
        self.change_scene(conclusions=tuple({**kept, conclusion.point: conclusion}.values()))

    # What was filled in

    def read(self, sent: Submitted, field: str, longest: int, missing: str = "") -> str:
        """A text; an error stands at the field where it is too long or, by ``missing``, empty."""
        text = sent.value(field)
        if not text and missing:
            self.errors[field] = missing
        elif len(text) > longest:
            self.errors[field] = fill(self.lines.too_long, longest=longest)
        return text

    # What is said

    def deed(self, label: str, deed: Deed, point: str = "", arg: str = "") -> Button:
        """A button that does something at once."""
        return Button(label, self.action(deed.value, f"{point}.{arg}" if arg else point))

    def opener(self, label: str, form: Form, point: str = "") -> Button:
        """A button that opens a dialog."""
        return Button(label, self.action(form.value, point))

    def action(self, name: str, arg: str) -> Action:
        """What stands behind a button or a dialog of this workshop."""
        return Action(Verb.DO, self.workshop.id, f"{AREA}.{name}", 0, arg)

    def post(self, sheet: Sheet, shows: str | None = None, thread: str | None = None) -> None:
        """Say it in the channel, or in a thread."""
        self.messages.append(Post(sheet, shows, thread))

    def post_in_thread(
        self, point: str, *lines: Say | str, buttons: tuple[Button, ...] = ()
    ) -> None:
        """Say some lines in the round's thread."""
        self.post(Sheet(to_say(lines), buttons=buttons), None, self.message_name(point))

    def redraw(self, shows: str, sheet: Sheet) -> None:
        """Draw a message anew."""
        self.messages.append(Redraw(shows, sheet))

    def tell(self, user: str, *lines: Say, buttons: tuple[Button, ...] = ()) -> None:
        """Say it to one person in their DM."""
        self.messages.append(Tell(user, Note(lines, buttons)))

    def whisper(self, line: Say | str, *buttons: Button) -> None:
        """Answer only the one who acts."""
        self.whispered = Note(to_say([line]), buttons)

    def confirm(self, *lines: str) -> None:
        """Say in the dialog that what was sent is done."""
        self.notice = Notice(self.lines.answer.done, to_say(lines))

    def give_back(self, why: Say, *quotes: tuple[str, str]) -> None:
        """Say in the dialog why it is not taken, and give the words back, each under its label."""
        kept = tuple((label, Words(text)) for label, text in quotes if text)
        self.notice = Notice(self.lines.answer.not_taken, (why,), kept)

    def outcome(self) -> WorkshopOutcome:
        """What came of the turn."""
        before, now = self._before, self.scene
        return WorkshopOutcome(
            workshop=now.workshop,
            rounds=_new(now.rounds, before.rounds),
            participants=_new(now.participants, before.participants),
            answers=tuple(self.answers),
            conclusions=_new(now.conclusions, before.conclusions),
            dissents=_new(now.dissents, before.dissents),
            remarks=_new(now.remarks, before.remarks),
            dropped=tuple(each.id for each in _new(before.remarks, now.remarks)),
            reveal=tuple(self.reveals),
            next_due=now.next_due,
            messages=tuple(self.messages),
            errors=self.errors,
            notice=self.notice,
            whisper=self.whispered,
            contributed=tuple(self.contributed),
        )


@dataclass(frozen=True, slots=True)
class FormKind:
    """A dialog: how it looks, and what is done when it is sent.

    ``may`` says whether it can be filled in at that point now, and ``late`` what is said where it
    cannot. ``words`` are its fields for words by their labels: given back where it is not taken.
    """

    dialog: Callable[[Turn, str], Dialog]
    take: Callable[[Turn, Submitted], None]
    may: Callable[[Turn, str], bool]
    of_facilitator: bool = False
    late: Callable[[WorkshopLines], str] = lambda lines: lines.refused.not_now
    words: Callable[[WorkshopLines], dict[str, str]] = lambda _: {}


def _new(now: tuple[_T, ...], before: tuple[_T, ...]) -> tuple[_T, ...]:
    return tuple(each for each in now if each not in before)
