"""From an input to what is done about it. One table a kind of input."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from flows.content.vocabulary import Word
from flows.dialogue import (
    answering,
    choosing,
    correcting,
    courses,
    features,
    guiding,
    late,
)
from flows.dialogue.asking import ask
from flows.dialogue.bringing import brought
from flows.dialogue.home import home
from flows.dialogue.home.journeys import page_of
from flows.dialogue.offering import Labels, Offering
from flows.dialogue.pressing import pressed, say_word
from flows.inputs import (
    Commanded,
    Edited,
    Heard,
    Input,
    Opened,
    Pressed,
    Removed,
    Typed,
)
from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.outcome import Outcome
from flows.journey.question import button, is_late
from flows.journey.steps import Role, Step
from flows.journey.values import Asking, Scene
from flows.language.parsing import Named, Parsed, named, parse
from flows.language.text import plain
from flows.language.words import BEGINNING, EVERYWHERE, TITLES, Said
from flows.messages import Button, Home, Note, Say, Words
from flows.parts.idle import on_buttons, welcome, what_now
from flows.parts.short.turn import agrees


def take_turn(flow: Flow, scene: Scene, input: Input, now: datetime) -> Outcome:
    """Work out what ``input`` leads to. Pure: ``now`` (aware) comes in as a value. Never raises."""
    desk = Desk(flow, scene, now, features.ON_DONE, features.ON_ANSWER, features.DEEDS)
    _keep_up(desk, desk.arrived_sections)
    if not isinstance(input, Typed | Heard | Opened):
        desk.set_person(thread=scene.thread)
    _TAKERS[type(input)](desk, input)
    desk.fulfil(_WISHES)
    _keep_up(desk, desk.changed_sections)
    fresh = home(desk, page_of(input)) if desk.person.home and not desk.forgotten else None
    return desk.outcome(fresh)


def _keep_up(desk: Desk, sections: Iterable[str]) -> None:
    """The records that are made of the answers there follow them, whoever gave those."""
    for section in sections:
        if section in features.KEEP_UP:
            features.KEEP_UP[section](desk)


#: What a part may wish: it knows nothing of the dialogue. ``Desk.wish`` names it.
_WISHES: dict[str, Callable[..., None]] = {
    "ask": ask,
    "again": guiding.again,
    "onward": answering.onward,
    "go_on": answering.go_on,
    "give": answering.give,
    "keep": answering.keep,
    "skip": answering.skip,
    "revise": correcting.revise,
    "run": courses.run,
}


def draw_home(flow: Flow, scene: Scene, now: datetime) -> Home:
    """The App Home of somebody whom another's turn concerns."""
    return home(Desk(flow, scene, now))


def _typed(desk: Desk, typed: Typed) -> None:
    if not (typed.text.strip() or typed.carried):
        _wordless(desk, typed)
        return
    said = _meant(desk, typed)
    if said is None and desk.person.welcomed and _in_older_thread(desk):
        way = button(desk, desk.texts.buttons.show_question, Word.RESUME, main=True)
        desk.note(desk.texts.noise.thread, buttons=(way,))
        return
    desk.set_person(thread=desk.scene.thread)
    if _begins_late(desk, typed, said):
        guiding.again(desk)
    elif not desk.person.welcomed and (said is None or said.word not in BEGINNING):
        welcome(desk)
    elif said == Said(Word.SKIP) and _skip_aside(desk):
        return
    elif said is not None:
        say_word(desk, said)
    elif not _answer_aside(desk, typed):
        _answer(desk, typed)


def _begins_late(desk: Desk, typed: Typed, said: Said | None) -> bool:
    """Whether it is how one begins, handed over once one is under way: it is done already."""
    if desk.journey is None or not is_late(desk, typed):
        return False
    if said is not None:
        return said.word in BEGINNING
    return plain(typed.text) in desk.language.phrases.greetings


def _wordless(desk: Desk, typed: Typed) -> None:
    """Nothing can be read of it; where it can be read later, it is an answer then."""
    desk.set_person(thread=desk.scene.thread, refused=typed.message)
    noise = desk.texts.noise
    _no_answer(desk, noise.empty if typed.beside is None else brought(desk, typed.beside).none)


def _in_older_thread(desk: Desk) -> bool:
    """Whether it was said in a thread where the open question is not.

    In a thread that began after the question was put, it is: an agent's view has only threads.
    """
    here, put = desk.scene.thread, desk.scene.shown_at
    if here is None or here == desk.person.thread or desk.step is None:
        return False
    return put is None or here < put


#: At an open question these only put it again, so a part of a label is the likelier meaning.
_LIKELIER_A_LABEL = (Word.RESUME, Word.ONWARD, Word.LOOK_UP)


def _is_answer(desk: Desk, said: Said, text: str) -> bool:
    """Whether a word is an answer: the open question can have it as one.

    It can have a choice by its whole label always, by a part of it unless the word belongs to the
    conversation itself, and any answer where the word only may be one. A title may be one of
    ``TITLES``. What else is asked in free words can have none: 'stop' is no answer to it. Nothing
    is, where something else was asked since.
    """
    step = desk.taking
    if step is None or desk.person.asking is not None:
        return False
    if said.perhaps:
        return isinstance(parse(desk.language, step.question, text, desk.today), Parsed)
    as_choice = named(desk.language, step.question, text)
    if as_choice is Named.IN_PART:
        return said.word not in EVERYWHERE or said.word in _LIKELIER_A_LABEL
    is_title = step.role is Role.TITLE and not said.rest and said.word in TITLES
    return as_choice is Named.WHOLE or is_title


def _meant(desk: Desk, typed: Typed) -> Said | None:
    """The word that the text is, unless it is an answer to the open question."""
    said = desk.language.words.find(typed.text)
    if said is None or _is_answer(desk, said, typed.text):
        return None
    meant = features.MEANT.get(said.word)
    return said if meant is None or meant(desk, said) else None


def _answer(desk: Desk, typed: Typed) -> None:
    step = desk.taking
    if step is None and desk.step is not None:
        answering.overtaken(desk, typed)
        return
    if step is None and not desk.journeys and choosing.begin_with(desk, typed):
        return
    greeted = plain(typed.text) in desk.language.phrases.greetings
    if step is None:
        guiding.again(desk, *([] if greeted else [desk.texts.idle.not_saved]))
        return
    if greeted:
        guiding.resume(desk)
        return
    named = _button_named(desk, step, plain(typed.text))
    if named is not None:
        pressed(desk, Pressed(named.action))
    elif is_late(desk, typed):
        late.set_right(desk, typed)
    else:
        answering.typed(desk, step, typed)


def _button_named(desk: Desk, step: Step, said: str) -> Button | None:
    """The button at the question whose label was typed, or that a yes is meant for."""
    if not desk.flow.the(Labels).may_hold(said) and said not in desk.language.phrases.yes:
        return None
    offering = Offering(desk, step)
    shown, menu = offering.below()
    every = (*shown, *menu, *offering.beside())
    named = (each for each in every if plain(each.label) == said or agrees(desk, each, said))
    return next(named, None)


def _answer_aside(desk: Desk, typed: Typed) -> bool:
    """Take the text as the answer to a side question, if it is one. Any other text drops it."""
    asking = desk.person.asking
    if asking is None:
        return False
    desk.set_person(asking=None)
    take = _ASIDE.get(asking.what)
    return take is not None and bool(typed.text.strip()) and take(desk, asking, typed)


def _skip_aside(desk: Desk) -> bool:
    """Pass over the side question, if there is one that can be."""
    asking = desk.person.asking
    skip = features.SKIPPED.get(asking.what) if asking is not None else None
    if asking is None or skip is None:
        return False
    desk.set_person(asking=None)
    skip(desk, asking)
    return True


_ASIDE: dict[str, Callable[[Desk, Asking, Typed], bool]] = {
    **choosing.ASIDE,
    **answering.ASIDE,
    **features.ASIDE,
}


def _commanded(desk: Desk, command: Commanded) -> None:
    desk.set_person(asking=None)
    _COMMANDS.get(command.word, _command_alone)(desk, command)


def _command_alone(desk: Desk, command: Commanded) -> None:
    lines = [Say(line) for line in desk.texts.command.usage]
    if command.unknown:
        lines.insert(0, Say(desk.texts.command.unknown, {"word": Words(command.unknown)}))
    lines += guiding.status_lines(desk) or what_now(desk)
    desk.aside.append(Note(tuple(lines), on_buttons(desk)))


def _in_dm(word: Word) -> Callable[[Desk, Commanded], None]:
    """Commands that go on in the DM; where they were given, only a pointer is shown."""

    def handle(desk: Desk, _: Commanded) -> None:
        if not desk.person.welcomed and word not in BEGINNING:
            welcome(desk)
        else:
            say_word(desk, Said(word))
        desk.aside.append(Note((Say(desk.texts.command.in_dm),)))

    return handle


def _command_status(desk: Desk, _: Commanded) -> None:
    lines = guiding.status_lines(desk) or what_now(desk)
    desk.aside.append(Note(tuple(lines), on_buttons(desk)))


def _command_help(desk: Desk, _: Commanded) -> None:
    lines = [*desk.texts.command.usage, *desk.texts.help]
    desk.aside.append(Note(tuple(Say(line) for line in lines), on_buttons(desk)))


def _command_delete(desk: Desk, _: Commanded) -> None:
    desk.aside.append(choosing.confirmation(desk))


_COMMANDS: dict[Word | None, Callable[[Desk, Commanded], None]] = {
    Word.START: _in_dm(Word.START),
    Word.RESUME: _in_dm(Word.RESUME),
    Word.SWITCH: _in_dm(Word.SWITCH),
    Word.REMINDERS: _in_dm(Word.REMINDERS),
    Word.STATUS: _command_status,
    Word.HELP: _command_help,
    Word.DELETE: _command_delete,
    **features.COMMANDS,
}


def _heard(desk: Desk, heard: Heard) -> None:
    _no_answer(desk, getattr(desk.texts.noise, heard.noise.value))


def _no_answer(desk: Desk, line: str) -> None:
    if not desk.person.welcomed:
        welcome(desk)
    else:
        guiding.again(desk, line)


def _edited(desk: Desk, edit: Edited) -> None:
    if edit.message == desk.person.refused:
        more = (edit.beside, edit.carried, edit.cut, edit.person)
        _typed(desk, Typed(edit.text, edit.message, *more))
    else:
        correcting.edited(desk, edit)


_TAKERS: dict[type, Callable[..., None]] = {
    Typed: _typed,
    Pressed: pressed,
    Commanded: _commanded,
    Edited: _edited,
    Removed: correcting.removed,
    Heard: _heard,
    Opened: lambda desk, _: desk.set_person(home=True),
}
