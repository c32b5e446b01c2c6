"""The global words: what each of them does, typed or pressed."""

from __future__ import annotations

from collections.abc import Callable

from flows.content.vocabulary import Word
from flows.dialogue import answering, choosing, correcting, features, guiding, passing
from flows.journey.desk import Desk
from flows.language.words import Said

#: Words whose button belongs to the question that it stood under, and to no other.
OF_ONE_QUESTION = (
    Word.ELABORATE,
    Word.EXAMPLE,
    Word.READ_MORE,
    Word.SKIP,
    Word.SKIP_POINT,
    Word.DECIDE,
)


def say_word(desk: Desk, said: Said) -> None:
    """Do what the word says; a side question is over."""
    desk.set_person(asking=None)
    if said.word is Word.SKIP and desk.taking is not None:
        answering.skip(desk, desk.taking)
    elif said.word in OF_ONE_QUESTION and desk.taking is not desk.step:
        guiding.again(desk)  # it was meant of another question than the one that is open now
    else:
        _WORDS[said.word](desk, said)


_WORDS: dict[Word, Callable[[Desk, Said], None]] = {
    Word.HELP: guiding.help_,
    Word.ELABORATE: lambda desk, _: guiding.elaborate(desk),
    Word.EXAMPLE: lambda desk, _: guiding.give_example(desk),
    Word.READ_MORE: lambda desk, _: guiding.read_more(desk),
    Word.BACK: lambda desk, _: correcting.back(desk),
    Word.CORRECT: correcting.correct,
    Word.SKIP: lambda desk, _: guiding.skip_word(desk),
    Word.SKIP_POINT: lambda desk, _: passing.skip_point(desk),
    Word.DECIDE: lambda desk, _: passing.decide(desk),
    Word.ONWARD: lambda desk, _: passing.onward_word(desk),
    Word.PAUSE: lambda desk, _: guiding.pause(desk),
    Word.RESUME: lambda desk, _: guiding.resume(desk),
    Word.STATUS: lambda desk, _: guiding.status(desk),
    Word.STOP: lambda desk, _: guiding.stop(desk),
    **choosing.WORDS,
    Word.SWITCH: choosing.switch,
    Word.DELETE: lambda desk, _: choosing.delete(desk),
    Word.WHAT_IS: lambda desk, _: guiding.what_is(desk),
    **features.WORDS,
}
