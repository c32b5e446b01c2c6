"""The words that work everywhere, as people type them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from flows.content.vocabulary import Vocabulary, Word
from flows.fixed import fixed
from flows.language.text import bare, is_only_signs, plain

#: With these a stranger may begin.
BEGINNING = frozenset((Word.START, Word.SHORT_WAY, Word.WHOLE_WAY))
#: The words of the conversation itself: no part of a label stands in their way.
EVERYWHERE = frozenset((
    Word.HELP, Word.ELABORATE, Word.EXAMPLE, Word.READ_MORE, Word.BACK, Word.SKIP, Word.PAUSE,
    Word.SKIP_POINT, Word.DECIDE, Word.ONWARD,
    Word.RESUME, Word.STATUS, Word.STOP, Word.START,
    Word.SHORT_WAY, Word.WHOLE_WAY, Word.SWITCH, Word.DELETE, Word.MY_DATA,
    Word.WHAT_IS, Word.REMINDERS, Word.LOOK_UP,
))  # fmt: skip


#: What a journey may be called: things that have a name, and are not there before it has one. Any
#: other word acts on the conversation, and does so while a name is asked for as well.
TITLES = frozenset((
    Word.LEARNING, Word.TYPE, Word.TEST, Word.NEXT_STEPS, Word.NEW_STEP, Word.DIRECTIONS,
    Word.FRAMES, Word.CONTRACT, Word.PRINCIPLES, Word.ORDER, Word.CHECK, Word.RHYTHM,
    Word.OPPONENT, Word.WHAT_IF, Word.MAP,
))  # fmt: skip


@fixed
class Said:
    """A global word, with what stood behind it: 'ret 3', 'skift 2', 'slå op frivillige'.

    ``perhaps``: as an answer to the open question it is one ('Find et lokale').
    """

    word: Word
    rest: str = ""
    perhaps: bool = False


#: What is longer is no query, but an answer that begins like one.
LONGEST_QUERY = 100
_LONGEST_NAME = 60
#: No word with what stands behind it is longer, signs that cannot be seen included.
_LONGEST = 160


@fixed
class _Form:
    """A word with a slot: ``before`` and ``after`` are the words around what is asked for."""

    said: Said
    before: tuple[str, ...]
    after: tuple[str, ...]
    slot: str

    def read(self, text: Sequence[str], said: tuple[str, ...]) -> str | None:
        """What stands in the slot of a text, ``said`` plainly; None where it is not this form."""
        end = len(text) - len(self.after)
        if end <= len(self.before) or said[end:] != self.after:
            return None
        if said[: len(self.before)] != self.before:
            return None
        return _SLOTS[self.slot](" ".join(text[len(self.before) : end]))


def _number(rest: str) -> str | None:
    said = plain(rest)
    return said if said.isascii() and said.isdigit() and len(said) <= 3 else None


def _one(rest: str) -> str | None:
    return None if " " in rest else plain(rest)


def _name(rest: str) -> str | None:
    return plain(rest) if 2 <= len(rest) <= _LONGEST_NAME else None


def _query(rest: str) -> str | None:
    return rest if len(rest) <= LONGEST_QUERY else None


_SLOTS = {"number": _number, "one": _one, "name": _name, "query": _query}


class Words:
    """Tells the global words from answers. Never changes after it is made."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._typed = vocabulary.words
        self._whole = {say: Said(word) for word in Word for say in self._typed[word]}
        #: What is said everywhere, and so cannot be the label of a choice.
        self.reserved = {say for say, said in self._whole.items() if said.word in EVERYWHERE}
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        for each in vocabulary.asked:
            said = Said(Word(each.word), each.rest, each.perhaps)
            for say in each.say:
                before, _, behind = say.partition("{")
                slot, _, after = behind.partition("}")
                if not slot:
                    self._whole[say] = said
                    continue
                form = _Form(said, tuple(before.split()), tuple(after.split()), slot)
                self._forms[form.before[0]].append(form)
        for forms in self._forms.values():  # 'slå op om x' before 'slå op x'
            forms.sort(key=lambda form: -len(form.before))
        self._forms.default_factory = None

    def typed(self, word: Word) -> str:
        """The word as the bot writes it."""
        return self._typed[word][0]

    def find(self, text: str) -> Said | None:
        """The global word that the whole text is, or None: then it is an answer."""
        if len(text) > _LONGEST:
            return None
        if text.strip() == "?":
            return Said(Word.HELP)
        said = plain(text)
        if (found := self._whole.get(said)) is not None:
            return found
        forms = self._forms.get(said.partition(" ")[0].rstrip(":"))
        if forms is None or sum(not is_only_signs(line) for line in text.split("\n")) > 1:
            return None
        return self._asked(forms, bare(text).split())

    def _asked(self, forms: Sequence[_Form], text: Sequence[str]) -> Said | None:
        said = tuple(map(plain, text))
        for form in forms:
            if rest := form.read(text, said):
                return Said(form.said.word, rest, form.said.perhaps)
        return None
