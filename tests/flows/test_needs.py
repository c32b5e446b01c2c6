"""What parts declare that a turn needs is found under one key, which means one thing."""

from __future__ import annotations

import pytest

from flows.content.vocabulary import Word
from flows.dialogue import features
from flows.dialogue.needs import FOR_BOTH, NEEDS, joined
from flows.inputs import Verb
from flows.journey.values import Need
from tests.at_once import at_once

NEW = (Need.MEMOS,)


def test_all_of_it_is_there() -> None:
    assert NEEDS.keys() >= features.NEEDS.keys()
    assert NEEDS.keys() >= FOR_BOTH


@at_once("key", [Word.SWITCH, Verb.CORRECT, "map", Word.DELETE, Word.MEMO])
def test_a_key_that_means_two_things_is_refused(key: str) -> None:
    """A verb is written as it, an area is written as a word, or another part has it."""
    with pytest.raises(ValueError, match="more than one thing"):
        joined(NEEDS, {key: NEW})


def test_another_key_is_taken() -> None:
    assert joined(NEEDS, {Word.MAP: NEW})[Word.MAP] == NEW
