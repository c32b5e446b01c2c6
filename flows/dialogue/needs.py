"""What a turn must have at hand: worked out once from the input, before anything is read.

The parts of the dialogue declare it in their ``NEEDS``, by the word, the button's verb or the area
of its deed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flows.content.vocabulary import Word
from flows.dialogue import choosing, features
from flows.fixed import fixed
from flows.inputs import Commanded, Input, Opened, Pressed, Typed, Verb
from flows.journey.values import Journey, Need, Person
from flows.language import Language
from flows.language.text import plain
from flows.language.words import Said
from flows.parts.delegation import back, giving

#: Written alike as a word and as a button's verb: its needs are meant for both.
FOR_BOTH = frozenset({Verb.DELETE})


def joined(*tables: Mapping[Any, tuple[Need, ...]]) -> Mapping[Any, tuple[Need, ...]]:
    """All of what parts declare, each under a key that means one thing.

    A word, a verb and an area that are written alike are one and the same key. Raises
    ``ValueError`` where that was not meant.
    """
    found: dict[Any, tuple[Need, ...]] = {}
    for key, needs in (each for table in tables for each in table.items()):
        kinds = [kind for kind in (Word, Verb) if key in [*kind]]
        if key in found or (len(kinds) > (type(key) in kinds) and key not in FOR_BOTH):
            raise ValueError(f"NEEDS: '{key}' means more than one thing")
        found[key] = needs
    return found


NEEDS = joined(choosing.NEEDS, features.NEEDS)
#: Words that go on with the only journey there is, also where it is not open.
_ONWARD = (Word.RESUME, Word.SWITCH)


@fixed
class Needs:
    """What an input can mean, as far as it decides what is loaded and locked.

    ``said`` is the word that it is, typed, pressed or as a command; ``always`` is needed whoever
    does it (a yes: where it is asked for). The rest also depends on the person, who is read first.
    """

    input: Input
    said: Said | None
    always: frozenset[Need]

    def of(self, need: Need, person: Person) -> bool:
        """Whether the turn of this person needs it."""
        if need in self.always:
            is_yes = isinstance(self.input, Typed) and self.said is None
            return not is_yes or person.asking is not None  # else it is a mere answer
        if need is Need.RECORDS:
            return person.home
        if need is not Need.NUDGES:
            return False
        asked = person.asking is not None and _area(person.asking.what)
        return person.home or (isinstance(self.input, Typed) and need in NEEDS.get(asked, ()))

    def journey(self, person: Person, journeys: tuple[Journey, ...]) -> str | None:
        """The journey whose answers the turn will need: the open one, or the one that is meant."""
        own = {journey.id for journey in journeys}
        found = (self._meant(person, journeys), person.open_journey)
        return next((id for id in found if id in own), None)

    def _meant(self, person: Person, journeys: tuple[Journey, ...]) -> str | None:
        only = person.open_journey or (journeys[0].id if len(journeys) == 1 else None)
        onward = self.said is not None and self.said.word in _ONWARD
        if isinstance(self.input, Pressed):
            action = self.input.action
            if action.verb is Verb.SWITCH and self.input.chosen:
                return self.input.chosen[0]
            return action.journey or (only if onward else person.open_journey)
        if isinstance(self.input, Typed):
            return self._typed(self.input, person, journeys, only if onward else None)
        return only if onward else person.open_journey

    def _typed(
        self, typed: Typed, person: Person, journeys: tuple[Journey, ...], only: str | None
    ) -> str | None:
        ordered = sorted(journeys, key=lambda each: each.updated_at, reverse=True)
        said, asking = self.said, person.asking
        if asking and asking.what in features.SKIPPED and said in (None, Said(Word.SKIP)):
            return asking.journeys[0]
        if said and said.word is Word.SWITCH and said.rest.isdigit():
            number = int(said.rest)
            return ordered[number - 1].id if 1 <= number <= len(ordered) else None
        if said is None and asking and asking.what == choosing.SWITCH:
            return choosing.chosen_journey(ordered, asking, plain(typed.text))
        if said is None and asking and asking.what in (giving.NOTE, back.SAYING):
            return asking.journeys[0]
        onward = said is not None and said.word in _ONWARD
        return only if onward else person.open_journey


def needs_of(language: Language, input: Input) -> Needs:
    """What a turn with this input needs."""
    said = _said(language, input)
    always = {need for key in _keys(language, input, said) for need in NEEDS.get(key, ())}
    if isinstance(input, Opened):
        always |= {Need.NUDGES, Need.RECORDS}
    return Needs(input, said, frozenset(always))


def _said(language: Language, input: Input) -> Said | None:
    if isinstance(input, Typed):
        return language.words.find(input.text)
    word: Word | None = None
    if isinstance(input, Commanded):
        word = input.word
    elif isinstance(input, Pressed) and input.action.verb is Verb.WORD:
        word = Word.__members__.get(input.action.arg.upper())
    return None if word is None else Said(word)


def _keys(language: Language, input: Input, said: Said | None) -> Iterator[object]:
    """By what a part may have declared it."""
    if said is not None:
        yield said.word
    if isinstance(input, Pressed):
        yield input.action.verb
        yield _area(input.action.step)
    elif isinstance(input, Typed) and choosing.is_yes(language, input.text):
        yield Verb.DELETE


def _area(deed: str) -> str:
    return deed.partition(".")[0]
