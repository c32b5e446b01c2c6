"""Which journey a turn is about: asked before the turn, so that its answers can be loaded."""

from __future__ import annotations

from collections.abc import Callable

from flows.dialogue import choosing, features
from flows.inputs import Commanded, Input, Pressed, Typed, Verb
from flows.journey.values import Journey, Person
from flows.language import Language
from flows.language.text import plain
from flows.language.words import Said, Word
from flows.parts.delegation import back, giving


def about(
    language: Language, person: Person, journeys: tuple[Journey, ...], input: Input
) -> str | None:
    """The journey whose answers the turn will need: the open one, or the one that is meant."""
    own = {journey.id for journey in journeys}
    meant = _ABOUT.get(type(input), _open)(language, person, journeys, input)
    return meant if meant in own else person.open_journey if person.open_journey in own else None


def _open(_: Language, person: Person, __: tuple[Journey, ...], ___: Input) -> str | None:
    return person.open_journey


def _about_pressed(
    _: Language, person: Person, journeys: tuple[Journey, ...], press: Pressed
) -> str | None:
    if press.action.verb is Verb.SWITCH and press.chosen:
        return press.chosen[0]
    if press.action.verb is Verb.WORD and Word.__members__.get(press.action.arg.upper()) in _ONWARD:
        return press.action.journey or _only(person, journeys)
    return press.action.journey or person.open_journey


def _about_typed(
    language: Language, person: Person, journeys: tuple[Journey, ...], typed: Typed
) -> str | None:
    ordered = sorted(journeys, key=lambda each: each.updated_at, reverse=True)
    said = language.words.find(typed.text)
    asking = person.asking
    if asking and asking.what in features.SKIPPED and said in (None, Said(Word.SKIP)):
        return asking.journeys[0]
    if said and said.word is Word.SWITCH and said.rest.isdigit():
        number = int(said.rest)
        return ordered[number - 1].id if 1 <= number <= len(ordered) else None
    if said and said.word in _ONWARD:
        return _only(person, journeys)
    if said is None and person.asking and person.asking.what == choosing.SWITCH:
        return choosing.chosen_journey(ordered, person.asking, plain(typed.text))
    if said is None and person.asking and person.asking.what in (giving.NOTE, back.SAYING):
        return person.asking.journeys[0]
    return person.open_journey


def _about_command(
    _: Language, person: Person, journeys: tuple[Journey, ...], command: Commanded
) -> str | None:
    return _only(person, journeys) if command.word in _ONWARD else person.open_journey


#: Words that go on with the only journey there is, also where it is not open.
_ONWARD = (Word.RESUME, Word.SWITCH)


def _only(person: Person, journeys: tuple[Journey, ...]) -> str | None:
    only = journeys[0].id if len(journeys) == 1 else None
    return person.open_journey or only


_ABOUT: dict[type, Callable[..., str | None]] = {
    Commanded: _about_command,
    Pressed: _about_pressed,
    Typed: _about_typed,
}


def reaches_others(language: Language, input: Input) -> bool:
    """Whether the turn may change what is somebody else's: then they wait for each other.

    It also needs what the person has delegated and been asked to answer. Told from the input
    alone, since it decides what is locked before anything is read.
    """
    if isinstance(input, Pressed):
        verb, step = input.action.verb, input.action.step
        return verb in (Verb.DELETE, Verb.DELETE_ALL) or step.startswith(DELEGATION)
    return isinstance(input, Typed) and choosing.is_yes(language, input.text)


DELEGATION = "delegation."


def needs_learning(language: Language, input: Input) -> bool:
    """Whether the turn shows what earlier journeys have taught."""
    if isinstance(input, Pressed):
        action = input.action
        return action.verb is Verb.BEGIN or (action.verb is Verb.WORD and action.arg in _TAUGHT)
    if isinstance(input, Commanded):
        return input.word is not None and input.word.name.lower() in _TAUGHT
    said = language.words.find(input.text) if isinstance(input, Typed) else None
    return said is not None and said.word.name.lower() in _TAUGHT


_TAUGHT = (Word.START.name.lower(), Word.LEARNING.name.lower())
