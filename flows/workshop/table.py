"""The table that a turn is worked out at: the scene, what has changed so far, what will be said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from flows.inputs import Action, Verb
from flows.journey.values import Answer
from flows.messages import Button, Note, Say
from flows.workshop import rules
from flows.workshop.flow import WorkshopFlow
from flows.workshop.inputs import Deed, Form
from flows.workshop.machine import Walker
from flows.workshop.messages import Message, Notice, Post, Redraw, Sheet, Tell
from flows.workshop.outcome import Sealing, WorkshopOutcome
from flows.workshop.values import (
    Conclusion,
    Count,
    Dissent,
    Participant,
    Remark,
    Round,
    RoundState,
    Workshop,
    WorkshopScene,
    WorkshopState,
)

#: The area of the workshops' buttons: ``workshop.<deed>``.
AREA = "workshop"
#: What the names of its messages begin with.
SHOWN = "ws"


class Table:
    """One turn under way. Handlers change it; ``outcome`` says what came of it."""

    def __init__(self, flow: WorkshopFlow, scene: WorkshopScene, now: datetime) -> None:
        self.flow = flow
        self.lines = flow.lines
        self.now = now
        self.scene = scene
        self.actor = scene.actor
        self.workshop: Workshop = scene.workshop
        self.rounds = {each.point: each for each in sorted(scene.rounds, key=lambda r: r.place)}
        self.participants = {each.user: each for each in scene.participants}
        self.counts: dict[str, Count] = dict(scene.counts)
        self.conclusions = {each.point: each for each in scene.conclusions}
        self.dissents: list[Dissent] = list(scene.dissents)
        self.remarks: list[Remark] = list(scene.remarks)
        self.sealings: list[Sealing] = []
        self.dropped: list[str] = []
        self.unveil: list[tuple[str, int]] = []
        self.messages: list[Message] = []
        self.errors: dict[str, str] = {}
        self.notice: Notice | None = None
        self.whispered: Note | None = None
        self.contributed: list[Answer] = []

    # What is there

    @property
    def view(self) -> WorkshopScene:
        """The scene as it is by now, for the rules."""
        return replace(
            self.scene,
            workshop=self.workshop,
            rounds=tuple(self.rounds.values()),
            participants=tuple(self.participants.values()),
            counts=self.counts,
            conclusions=tuple(self.conclusions.values()),
            dissents=tuple(self.dissents),
            remarks=tuple(self.remarks),
        )

    @property
    def running(self) -> bool:
        """Whether the workshop has begun and not ended."""
        return self.workshop.state is WorkshopState.RUNNING

    def shows(self, *parts: str) -> str:
        """The name of one of the workshop's messages."""
        return ":".join((SHOWN, self.workshop.id, *parts))

    def in_state(self, *states: RoundState) -> Iterator[Round]:
        """The rounds that stand there, in their order."""
        return (each for each in self.rounds.values() if each.state in states)

    def fresh(self) -> str:
        """An id that nothing has yet."""
        made = len(self.scene.dissents) + len(self.scene.remarks)
        made += sum(len(each.steps) for each in self.scene.conclusions)
        return f"{self.scene.fresh}x{made}"

    # What changes

    def change(self, **changes: object) -> None:
        """Change the workshop."""
        self.workshop = replace(self.workshop, **changes)  # type: ignore[arg-type]

    def led(self) -> None:
        """The facilitator was here."""
        self.change(led_at=self.now)

    def set_round(self, point: str, **changes: object) -> None:
        """Change a round."""
        self.rounds[point] = replace(self.rounds[point], **changes)  # type: ignore[arg-type]

    def move(self, point: str, trigger: str) -> bool:
        """Let the round's machine take a step; False where it may not."""
        round = self.rounds[point]
        enough = rules.is_enough(self.view, point)
        walker = Walker(round.state.value, enough, round.rerated, round.withheld)
        state = self.flow.rounds.after(walker, trigger)
        if state is None:
            return False
        self.set_round(point, state=RoundState(state))
        return True

    def move_workshop(self, trigger: str) -> bool:
        """The same for the workshop itself."""
        state = self.flow.workshops.after(Walker(self.workshop.state.value), trigger)
        if state is None:
            return False
        self.change(state=WorkshopState(state))
        return True

    def set_participant(self, user: str, **changes: object) -> None:
        """Change a participant, or enter a new one."""
        known = self.participants.get(user) or Participant(user)
        self.participants[user] = replace(known, **changes)  # type: ignore[arg-type]

    def conclude(self, conclusion: Conclusion) -> None:
        """Keep what was concluded; an earlier conclusion gives way to it."""
        self.conclusions[conclusion.point] = conclusion

    # What is said

    def deed(self, label: str, deed: Deed, point: str = "", arg: str = "") -> Button:
        """A button that does something at once."""
        return self._button(label, deed.value, point, arg)

    def form(self, label: str, form: Form, point: str = "") -> Button:
        """A button that opens a dialog."""
        return self._button(label, form.value, point, "")

    def _button(self, label: str, name: str, point: str, arg: str) -> Button:
        said = f"{point}.{arg}" if arg else point
        return Button(label, Action(Verb.DO, self.workshop.id, f"{AREA}.{name}", 0, said))

    def post(self, sheet: Sheet, shows: str | None = None, thread: str | None = None) -> None:
        """Say it in the channel, or in a thread."""
        self.messages.append(Post(sheet, shows, thread))

    def redraw(self, shows: str, sheet: Sheet) -> None:
        """Draw a message anew."""
        self.messages.append(Redraw(shows, sheet))

    def tell(self, user: str, *lines: Say, buttons: tuple[Button, ...] = ()) -> None:
        """Say it to one person in their DM."""
        self.messages.append(Tell(user, Note(lines, buttons)))

    def whisper(self, line: Say | str, *buttons: Button) -> None:
        """Answer only the one who acts."""
        self.whispered = Note((Say(line) if isinstance(line, str) else line,), buttons)

    def outcome(self) -> WorkshopOutcome:
        """What came of the turn."""
        scene = self.scene
        rounds = {each.point: each for each in scene.rounds}
        people = {each.user: each for each in scene.participants}
        concluded = {each.point: each for each in scene.conclusions}
        return WorkshopOutcome(
            workshop=self.workshop,
            rounds=tuple(r for r in self.rounds.values() if r != rounds.get(r.point)),
            participants=tuple(p for p in self.participants.values() if p != people.get(p.user)),
            sealings=tuple(self.sealings),
            conclusions=tuple(c for c in self.conclusions.values() if c != concluded.get(c.point)),
            dissents=tuple(each for each in self.dissents if each not in scene.dissents),
            remarks=tuple(each for each in self.remarks if each not in scene.remarks),
            dropped=tuple(self.dropped),
            unveil=tuple(self.unveil),
            messages=tuple(self.messages),
            errors=self.errors,
            notice=self.notice,
            whisper=self.whispered,
            contributed=tuple(self.contributed),
        )
