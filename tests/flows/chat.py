"""A test language that reads like the conversation.

    def test_a_chef_corrects_an_answer(chat):
        chat.says("hej").begins("Bænk ved søen").answers("maal.hvad", "En bænk")
        chat.says("ret 2")
        chat.sees("Dit svar er nu:").stands_at("maal.hvad")

Each act is one turn; after it all of ``rules.RULES`` are checked. What fails shows the transcript.
``World`` holds what is shared: content, time, what is kept. ``Chat`` is one person in it; another
kind of conversation brings its own way of taking turns (``World.take``) and rules of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import NoReturn, TypeVar

from bot.slack.payloads import from_command
from flows.dialogue import Outcome, take_turn
from flows.dialogue.home.journeys import TURN
from flows.dialogue.needs import needs_of
from flows.inputs import (
    Action,
    Brought,
    Edited,
    Heard,
    Input,
    Noise,
    Opened,
    Picked,
    Pressed,
    Removed,
    Typed,
)
from flows.journey.flow import Flow
from flows.journey.life import FINISHED
from flows.journey.lines import GateLines, OrderLines
from flows.journey.route import Route
from flows.journey.short import ShortLines
from flows.journey.steps import Role, Step
from flows.journey.values import Answers, AnswerState, Journey, Need, Person, Scene, Value
from flows.messages import Message, Pick, Settled
from flows.parts.advice.findings import AdviceLines
from flows.parts.learning import LearningLines
from flows.parts.next_steps.making import DETAILS
from tests.flows.memory import Memory
from tests.flows.reading import Press, Reply, words
from tests.flows.rules import RULES, Rule
from tests.flows.taken import Taken, copied, key_of, remember, remembered
from tests.flows.turning import Put, Turn, open_step, route_of, stage_of

#: A Monday morning in Denmark.
BEGINNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
#: How long people take between two things they do, where nothing else is said.
PACE = timedelta(minutes=1)
#: What a stranger has heard.
SILENCE = Reply()
INDENT = "      "
LINES_SHOWN, LINES_TOLD = 20, 80

Take = Callable[[Flow, Scene, Input, datetime], Outcome]
Found = TypeVar("Found")


@dataclass
class World:
    """The content, the time, what is kept, and everything that was said."""

    flow: Flow
    now: datetime = BEGINNING
    rules: Sequence[Rule] = RULES
    take: Take = take_turn
    memory: Memory = field(default_factory=Memory)
    transcript: list[str | Reply] = field(default_factory=list)
    told: dict[str, list[Message]] = field(default_factory=dict)
    _count: int = 0

    def fresh(self) -> str:
        """An id or a number that was not used before."""
        self._count += 1
        return f"{self._count:06d}"

    def fork(self) -> World:
        """A copy that goes its own way."""
        memory = copied(self.memory)
        told = {user: list(messages) for user, messages in self.told.items()}
        return replace(self, memory=memory, transcript=list(self.transcript), told=told)


def _is_of_home(input: Input) -> bool:
    """Whether it is answered by App Home alone."""
    turns = isinstance(input, Pressed) and input.action.step == TURN
    return isinstance(input, Opened) or turns


class Chat:
    """One person's side of the conversation. Acts return the chat, so that they can be chained."""

    def __init__(self, world: World, user: str = "U1") -> None:
        self.world = world
        self.user = user
        self.reply = Reply()
        self.message = ""
        self.replies: list[Reply] = []
        self._put: Put | None = None
        self._typed: dict[str, str] = {}
        self._pressed: dict[Input, datetime] = {}

    # What is there

    @property
    def flow(self) -> Flow:
        """The content and the machine."""
        return self.world.flow

    @property
    def person(self) -> Person:
        """What is kept about this person."""
        return self.world.memory.people.get(self.user) or Person(self.user)

    @property
    def journeys(self) -> dict[str, Journey]:
        """This person's journeys by id."""
        return self.world.memory.snapshot().owned_by(self.user)

    @property
    def journey(self) -> Journey | None:
        """The open journey."""
        return self.journeys.get(self.person.open_journey or "")

    @property
    def answered(self) -> Answers:
        """The answers of the open journey."""
        return self.world.memory.snapshot().answers_in(self.person.open_journey)

    @property
    def step(self) -> Step | None:
        """The open question."""
        return open_step(self.flow, self.journey, self.answered)

    @property
    def stage(self) -> str | None:
        """The stage of the open journey, as it is by now."""
        journey = self.journey
        return stage_of(self.flow, journey.stage, self.answered) if journey else None

    @property
    def route(self) -> Route:
        """What the answers of the open journey say of its path."""
        return route_of(self.flow.path, self.answered)

    @property
    def typed(self) -> list[str]:
        """What the person's messages say, in the order in which they were written."""
        return list(self._typed.values())

    def another(self, user: str) -> Chat:
        """Another person in the same world."""
        return Chat(self.world, user)

    def fork(self) -> Chat:
        """The same conversation up to here, to be continued in another way."""
        fork = copy(self)
        fork.world = self.world.fork()
        fork.replies, fork._typed = list(self.replies), dict(self._typed)
        fork._pressed = dict(self._pressed)
        return fork

    # What one does

    def does(self, input: Input, shown: str) -> Chat:
        """Take one turn with this input; ``shown`` says it in the transcript."""
        world = self.world
        world.now += PACE
        world.transcript.append(f"{world.now:%d.%m. %H:%M} {self.user}: {_short(shown)}")
        heard = next((each for each in reversed(self.replies) if not each.silent), SILENCE)
        key = key_of(self, input, heard)
        taken = remembered(key)
        if taken is None:
            taken = self._taken(input, heard)
            remember(key, taken)
        for name, kept in vars(copied(taken.memory)).items():
            setattr(world.memory, name, kept)
        world._count = taken.count
        for to, message in taken.told:
            world.told.setdefault(to, []).append(message)
            world.transcript += [f"        (til {to})", Reply((message,))]
        world.transcript.append(taken.reply)
        self._put, self.reply = taken.put, taken.reply
        self._pressed[input] = world.now
        self.replies.append(taken.reply)
        return self

    def _taken(self, input: Input, heard: Reply) -> Taken:
        """What a turn with this input leads to; it keeps all rules."""
        world = self.world
        kept, before = copied(world.memory), world.memory.snapshot()
        try:
            needs = needs_of(self.flow.language, input)
            scene = world.memory.scene(needs, self.user, f"j{world.fresh()}")
            if Need.LEARNING in needs.always:
                questions = self.flow.library.lines(LearningLines).questions
                taught = world.memory.learnt(self.user, questions)
                scene = replace(scene, learning=taught)
            outcome = world.take(self.flow, scene, input, world.now)
            world.memory.save(self.user, outcome)
        except Exception as error:
            raise AssertionError(self._told(f"it raised {error!r}")) from error
        said = (outcome.home,) if outcome.home and _is_of_home(input) else outcome.messages
        reply = Reply(said, outcome.aside)
        put = self._put_after(reply)
        turn = Turn(
            flow=self.flow,
            user=self.user,
            input=input,
            now=world.now,
            before=before,
            after=world.memory.snapshot(),
            outcome=outcome,
            reply=reply,
            put=self._put,
            put_after=put,
            heard=heard,
            pressed=self._pressed,
        )
        told = tuple((each.to, each.message) for each in outcome.elsewhere)
        for rule in world.rules:
            for wrong in rule(turn):
                world.transcript.append(reply)
                self.fails(f"{rule.__name__}: {wrong}")
        after = copied(world.memory)
        return Taken((self.flow, world.take), (kept, heard), after, world._count, told, reply, put)

    def _put_after(self, reply: Reply) -> Put | None:
        """The question that the person has seen last, as long as it is the open one."""
        if reply.prompt is not None:
            action = reply.prompt.form.action
            return (action.journey, action.step)
        return self._put if self.step is not None else None

    def says(
        self,
        text: str,
        *,
        beside: Brought | None = None,
        carried: str = "",
        cut: bool = False,
        sent: datetime | None = None,
        person: str | None = None,
    ) -> Chat:
        """Type a message; one that was held up was ``sent`` before now.

        ``person`` is who was mentioned, where that is all of it.
        """
        self.message = f"{(sent or self.world.now).timestamp():.0f}.{self.world.fresh()}"
        self._typed[self.message] = text
        typed = Typed(text, self.message, beside, carried, cut, person)
        return self.does(typed, text or carried)

    def edits(self, old: str, to: str) -> Chat:
        """Change the last message that says ``old``."""
        message = self._message(old)
        self._typed[message] = to
        return self.does(Edited(message, to), f"(retter {_short(old)!r} til {_short(to)!r})")

    def deletes(self, text: str) -> Chat:
        """Delete the last message that says ``text``."""
        message = self._message(text)
        return self.does(Removed(message), f"(sletter {_short(text)!r})")

    def presses(self, label: str, *, beside: str = "", on: Reply | None = None) -> Chat:
        """Press a button of the last reply, or of an older one."""
        reply = on or self.reply
        found = [
            each
            for each in (*reply.presses, *reply.options, *reply.stated)
            if each.label == label and each.beside.startswith(beside)
        ]
        press = self._first(found, f"no button {label!r}", reply)
        return self.does(press.input, f"({press.label})")

    def chooses(self, *labels: str, on: Reply | None = None) -> Chat:
        """Choose one or more options of the last list; the beginning of a label is enough."""
        reply = on or self.reply
        found: list[Press] = []
        for label in labels:
            fit = [each for each in reply.options if each.label.startswith(label)]
            found.append(self._first(fit, f"no option {label!r}", reply))
        action = found[0].input.action
        chosen = tuple(value for each in found for value in each.input.chosen)
        return self.does(Pressed(action, chosen), f"({', '.join(each.label for each in found)})")

    def picks(self, *values: str, on: Reply | None = None) -> Chat:
        """Hand in these values with the form of the question: a user, a date, or marks."""
        prompt = (on or self.reply).prompt
        if prompt is None:
            self.fails("no question to pick for")
        return self.does(Pressed(prompt.form.action, values), f"({', '.join(values)})")

    def picks_person(self, user: str, picked: Picked = Picked.COLLEAGUE) -> Chat:
        """Pick somebody in the last message that takes a person."""
        found = [each.action for each in self.reply.pickers if each.pick is Pick.PERSON]
        action = self._first(found, "no person to pick", self.reply)
        return self.does(Pressed(action, (user,), picked), f"(vælger {user})")

    def picks_in(self, pick: str, value: str, on: Reply | None = None) -> Chat:
        """Pick in one of Slack's own lists of the last reply: a person, a channel, a date."""
        found = [each for each in (on or self.reply).pickers if each.pick == pick]
        picker = self._first(found, f"nothing to pick a {pick} in", on or self.reply)
        return self.does(Pressed(picker.action, (value,)), f"({value})")

    def sends_form(self, action: Action, **filled: str) -> Chat:
        """Send a dialog that this action opened, with these fields filled in."""
        given = tuple((name, (value,) if value else ()) for name, value in filled.items())
        return self.does(Pressed(action, fields=given), f"({', '.join(filled.values())})")

    def commands(self, text: str = "") -> Chat:
        """Give the slash command."""
        return self.does(from_command({"text": text}, self.flow.language.words), f"/samskab {text}")

    def sends(self, noise: Noise) -> Chat:
        """Send something that is not an answer."""
        return self.does(Heard(noise), f"({noise.value})")

    def opens_home(self) -> Chat:
        """Open the App Home."""
        return self.does(Opened(), "(åbner Home)")

    def waits(self, **time: float) -> Chat:
        """Let time pass: ``days=90``."""
        self.world.now += timedelta(**time)
        return self

    def at_once(self, again: Callable[[Chat], object]) -> Chat:
        """Do something less than a second after the last act."""
        self.world.now += timedelta(milliseconds=700) - PACE
        again(self)
        return self

    def content_changes_to(self, flow: Flow) -> Chat:
        """Go on with other content, as after an upgrade."""
        self.world.flow = flow
        self.world.transcript.append("        (indholdet bliver lavet om)")
        return self

    # Whole stretches

    def begins(self, title: str = "Bænk ved søen") -> Chat:
        """Begin a journey of that title, and go past what comes before the first phase."""
        return self.sets_out(title).passes_the_gate()

    def sets_out(self, title: str = "Bænk ved søen") -> Chat:
        """Begin a journey of that title the whole way."""
        self.says("begynd")
        whole = self.flow.library.lines(ShortLines).ways.whole
        if any(press.label == whole for press in self.reply.presses):
            self.presses(whole)
        return self.says(title)

    def passes_the_gate(self) -> Chat:
        """Would rather not take the test, and have the model's own order."""
        return self.passes_the_test().begins_from_an_end()

    def passes_the_test(self) -> Chat:
        """Would rather not take the test, where it is offered."""
        skip = self.flow.library.lines(GateLines).skip
        if any(press.label == skip for press in self.reply.presses):
            self.presses(skip)
        return self

    def begins_from_an_end(self) -> Chat:
        """Would rather have the model's own order, where it is asked."""
        if self.step is not None and self.step.role is Role.START:
            self.presses(self.flow.library.lines(OrderLines).start.choices[1].label)
        return self

    def answers(self, step: str, text: str) -> Chat:
        """Type the answer to ``step``, which must be the open one."""
        return self.stands_at(step).says(text)

    def goes_to(self, step: str) -> Chat:
        """Skip until ``step`` is open."""
        for _ in self.flow.path.steps:
            if self.step is not None and self.step.id == step:
                return self
            self.says("spring over" if self.step is not None else "fortsæt")
        return self.stands_at(step)

    def skips_to_the_end(self) -> Chat:
        """Skip whatever is left."""
        for _ in range(2 * len(self.flow.path.steps)):
            if self.stage == FINISHED:
                return self
            self.says("spring over" if self.step is not None else "fortsæt")
        return self.fails("there was no end")

    def lets_stand(self) -> Chat:
        """Say that answers fit together, and nothing of who takes a step, where that is asked."""
        while self.person.asking is not None and self.person.asking.what in DETAILS:
            self.says("spring over")
        lines = self.flow.library.lines(AdviceLines)
        for press in self.reply.presses:
            if press.label in (lines.both, lines.stands):
                return self.presses(press.label)
        return self

    # What one expects

    def sees(self, *texts: str) -> Chat:
        """The last reply says this."""
        for text in texts:
            if text not in self.reply.text:
                self.fails(f"the reply does not say {text!r}")
        return self

    def sees_not(self, text: str) -> Chat:
        """The last reply does not say this."""
        if text in self.reply.text:
            self.fails(f"the reply says {text!r}")
        return self

    def sees_button(self, *labels: str) -> Chat:
        """The last reply has these buttons."""
        there = {each.label for each in self.reply.presses}
        if missing := set(labels) - there:
            self.fails(f"there is no button {sorted(missing)}, but {sorted(there)}")
        return self

    def is_told(self, *texts: str) -> Chat:
        """What others' turns have said to this person since last; it can be pressed."""
        told = self.world.told.pop(self.user, [])
        if not told:
            self.fails(f"{self.user} was told nothing")
        self.reply = Reply(tuple(told))
        self.replies.append(self.reply)
        return self.sees(*texts)

    def is_told_nothing(self) -> Chat:
        """No turn of another has said anything to this person."""
        if self.world.told.get(self.user):
            self.fails(f"{self.user} was told something")
        return self

    def hears_nothing(self) -> Chat:
        """The last act was met with silence."""
        if not self.reply.silent:
            self.fails("there was a reply")
        return self

    def stands_at(self, step: str) -> Chat:
        """This question is open."""
        if self.step is None or self.step.id != step:
            self.fails(f"{step} is not open, but {self.stage}")
        return self

    def rests(self, stage: str) -> Chat:
        """The open journey rests so: paused, stopped, finished."""
        if self.stage != stage:
            self.fails(f"it is not {stage}, but {self.stage}")
        return self

    def has_no_open_journey(self) -> Chat:
        """No journey is open."""
        if self.journey is not None:
            self.fails(f"{self.journey.title!r} is open")
        return self

    def has_answered(self, step: str, value: Value) -> Chat:
        """The answer that holds for ``step`` in the open journey."""
        if self.answered.given(step) != value:
            self.fails(f"the answer to {step} is {self.answered.given(step)!r}, not {value!r}")
        return self

    def has_left(self, step: str, state: AnswerState) -> Chat:
        """What holds for ``step`` is no value, but that it was skipped or removed."""
        answer = self.answered.get(step)
        if answer is None or answer.state is not state:
            self.fails(f"{step} is not {state}, but {answer}")
        return self

    def is_titled(self, title: str) -> Chat:
        """The open journey's title."""
        if self.journey is None or self.journey.title != title:
            self.fails(f"the title is {self.journey and self.journey.title!r}")
        return self

    def fails(self, what: str) -> NoReturn:
        """Fail, with the transcript up to here."""
        raise AssertionError(self._told(what))

    def _told(self, what: str) -> str:
        said = [
            _lines(each) if isinstance(each, Reply) else [each] for each in self.world.transcript
        ]
        return "\n".join([what, "", *[line for lines in said for line in lines][-LINES_TOLD:]])

    def _first(self, found: Sequence[Found], missing: str, reply: Reply) -> Found:
        if not found:
            there = [each.label for each in (*reply.presses, *reply.options)]
            self.fails(f"{missing}; there are {there}")
        return found[0]

    def _message(self, text: str) -> str:
        found = [message for message, said in self._typed.items() if said == text]
        return found[-1] if found else self.fails(f"no message says {text!r}")


def _lines(reply: Reply) -> list[str]:
    lines: list[str] = []
    for message in (*reply.messages, *reply.aside):
        if not isinstance(message, Settled):
            said = words(message).split("\n")
            lines += [INDENT + _short(line) for line in said[:LINES_SHOWN]]
            lines += [INDENT + "…"] if len(said) > LINES_SHOWN else []
    presses = " ".join(f"[{each.label}]" for each in reply.presses)
    options = " ".join(f"({_short(each.label, 30)})" for each in reply.options)
    return [*lines, *(INDENT + each for each in (options, presses) if each)]


def _short(text: str, longest: int = 100) -> str:
    return text if len(text) <= longest else f"{text[:longest]}… ({len(text)} tegn)"
